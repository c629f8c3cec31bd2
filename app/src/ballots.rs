//! Compares the answers that several people give to the same questions: where they differ, and whether a verdict
//! depends on it.
//!
//! Whether it does is computed by assessing each step again, under the report's other answers and under each person's
//! own. Nothing is stored here.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Assessment, Description, Model,
    outlook::{Asked, Outlook, Reach, outlook},
    rule::Rule,
    terms::Verdict,
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::components::pager;
use crate::problem::Problem;
use crate::review::{Answers, Ballot, TAKEN_BACK};

/// Maximum number of people whose answers are compared: those who answered last.
pub const MOST_PEOPLE: usize = 12;

/// Number of steps of a page, when answers are asked for and when they are compared.
pub const STEPS_A_PAGE: usize = 10;

/// What several people answered, compared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ComparedBallots")]
pub struct Compared {
    /// The people, by the names that they gave, in the order of their first ballots.
    pub people: Vec<String>,
    /// How many more people cast ballots that are not compared.
    pub others: usize,
    /// The number of this page of steps, from 1.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
    /// The steps of this page that somebody answered for, in the order of the description.
    pub steps: Vec<ComparedStep>,
}

/// A step that people answered for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComparedStep {
    /// Its place, with ids in place of numbers.
    pub place: String,
    /// What it does.
    pub action: String,
    /// The name of its flow, or the flow's id if it has none.
    pub flow: String,
    /// The report's verdict.
    pub verdict: Verdict,
    /// The verdict under the answers of each person who answered for it. Where a person gave no answer, the report's
    /// answer counts.
    pub verdicts: Vec<PersonsVerdict>,
    /// The number of questions to which at least two gave an answer, the report among them, and all the same one.
    pub agreed: usize,
    /// The questions to which answers differ, and those that the report leaves open and whose answer changes the
    /// verdict. Those that the verdict depends on come first.
    pub differences: Vec<Disagreement>,
}

/// The verdict on a step under one person's answers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PersonsVerdict {
    /// The person.
    pub by: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// A question to which answers differ.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BallotDisagreement")]
pub struct Disagreement {
    /// Id of the question.
    pub question: String,
    /// The different answers, in the order of the question.
    pub answers: Vec<GivenAnswer>,
    /// The verdict if nobody answers it; only where the report leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_open: Option<Verdict>,
    /// Whether the verdict depends on it.
    pub depends: Depends,
    /// The person under whose other answers the verdict depends on it, if it does not under the report's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
}

/// An answer that somebody gave.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GivenAnswer {
    /// Id of the answer.
    pub answer: String,
    /// Who gave it.
    pub by: Vec<String>,
    /// Whether the report has it.
    pub is_reports: bool,
    /// The verdict with it, all other answers as in the report, or as those of the person in `under`.
    pub verdict: Verdict,
}

/// Whether a verdict depends on which answer is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Depends {
    /// It does, with the report's other answers.
    Verdict,
    /// It does with the other answers of one of the people, and not with the report's.
    WithOthers,
    /// It does not, whichever of them is right.
    No,
}

/// Index of a step: of its flow, and in its flow.
pub type StepIndex = (usize, usize);

/// The step that a JSON Pointer into the description names, and nothing in it.
pub fn step_at(model: &Model<'_>, pointer: &str) -> Option<StepIndex> {
    let mut parts = pointer.strip_prefix("/flows/")?.split('/');
    let (flow, steps, step) = (parts.next()?, parts.next()?, parts.next()?);
    let index: StepIndex = (flow.parse().ok()?, step.parse().ok()?);
    let is_there = model.flows().get(index.0).is_some_and(|flow| index.1 < flow.steps.len());
    (steps == "steps" && parts.next().is_none() && is_there).then_some(index)
}

/// Every step of a description, in order.
pub fn steps(model: &Model<'_>) -> Vec<StepIndex> {
    let flows = model.flows().iter().enumerate();
    flows.flat_map(|(flow, its)| (0..its.steps.len()).map(move |step| (flow, step))).collect()
}

/// The lasting place of a step.
pub fn place(model: &Model<'_>, (flow, step): StepIndex) -> String {
    advice::lasting::place(model, &format!("/flows/{flow}/steps/{step}"))
}

/// The same system without any answer to a question about a step.
///
/// # Errors
/// It cannot be resolved, which is our fault.
pub fn without_answers<'r>(model: &Model<'r>) -> Result<Model<'r>, Problem> {
    let mut description = model.description().clone();
    for step in description.flows.iter_mut().flat_map(|flow| &mut flow.steps) {
        step.answers.clear();
        step.inferred.clear();
    }
    resolved(description, model)
}

/// The questions about a step that can decide its verdict, by themselves and before anything is answered. `bare` is the
/// system [without answers](without_answers).
pub fn deciding<'b>(bare: &Model<'b>, (flow, step): StepIndex) -> Vec<&'b Rule> {
    let outlook = outlook(bare, flow, step);
    let questions = outlook.into_iter().flat_map(|outlook| outlook.questions);
    let decide = |asked: &Asked<'_>| asked.reach <= Reach::Verdict && asked.derived.is_none();
    questions.filter(decide).map(|asked| asked.rule).collect()
}

/// A person with the newest answer to each question.
struct Person<'a> {
    name: &'a str,
    answers: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
}

/// The people who cast ballots, without hidden ones, in the order of their first ballots.
fn people(ballots: &[Ballot]) -> Vec<Person<'_>> {
    let mut people: Vec<Person<'_>> = Vec::new();
    for ballot in ballots.iter().filter(|ballot| !ballot.is_hidden) {
        let index = people.iter().position(|person| person.name == ballot.by).unwrap_or(people.len());
        if index == people.len() {
            people.push(Person { name: &ballot.by, answers: BTreeMap::new() });
        }
        for (place, questions) in &ballot.answers {
            let newest = people[index].answers.entry(place).or_default();
            newest.extend(questions.iter().map(|(question, answer)| (question.as_str(), answer.as_str())));
            newest.retain(|_, answer| *answer != TAKEN_BACK);
        }
    }
    // Who took every answer back says nothing.
    for person in &mut people {
        person.answers.retain(|_, answers| !answers.is_empty());
    }
    people.retain(|person| !person.answers.is_empty());
    people
}

/// The newest answers of the person with this name, without those of hidden ballots and those taken back.
pub fn answers_of(ballots: &[Ballot], by: &str) -> Answers {
    let owned = |(question, answer): (&str, &str)| (question.to_owned(), answer.to_owned());
    let person = people(ballots).into_iter().find(|person| person.name == by);
    let steps = person.into_iter().flat_map(|person| person.answers);
    steps.map(|(place, answers)| (place.to_owned(), answers.into_iter().map(owned).collect())).collect()
}

/// The names of the people who answered, without those of hidden ballots, in the order of their first ballots.
pub fn names(ballots: &[Ballot]) -> Vec<String> {
    people(ballots).into_iter().map(|person| person.name.to_owned()).collect()
}

/// Compares the ballots of a report, for one page of its steps. `page` counts from 1.
///
/// # Errors
/// There is no such page, or the description cannot be resolved, which is our fault.
pub fn compare(
    model: &Model<'_>,
    assessment: &Assessment<'_>,
    ballots: &[Ballot],
    page: usize,
) -> Result<Compared, Problem> {
    let mut people = people(ballots);
    let others = people.len().saturating_sub(MOST_PEOPLE);
    people.drain(..others);
    let answered: BTreeSet<&str> = people.iter().flat_map(|person| person.answers.keys().copied()).collect();
    let verdicts = assessment.steps.iter().map(|step| step.verdict);
    let steps: Vec<(StepIndex, String, Verdict)> = steps(model)
        .into_iter()
        .zip(verdicts)
        .map(|(step, verdict)| (step, place(model, step), verdict))
        .filter(|(_, place, _)| answered.contains(place.as_str()))
        .collect();
    let pages = pager::count(steps.len(), STEPS_A_PAGE);
    if page == 0 || page > pages {
        return Err(Problem::unknown("There is no such page of steps."));
    }
    let shown: Vec<_> = steps.into_iter().skip((page - 1) * STEPS_A_PAGE).take(STEPS_A_PAGE).collect();
    let theirs = people.iter().map(|person| answered_by(model, person)).collect::<Result<Vec<_>, _>>()?;
    let voices: Vec<(&Person<'_>, &Model<'_>)> = people.iter().zip(&theirs).collect();
    let steps =
        shown.into_iter().map(|(step, place, verdict)| compared(model, &voices, step, place, verdict)).collect();
    let people = people.iter().map(|person| person.name.to_owned()).collect();
    Ok(Compared { people, others, page, pages, steps })
}

/// The system with one person's answers. A question that the person left open is no opinion: there, and in everything
/// else, the report's answer stands.
fn answered_by<'r>(model: &Model<'r>, person: &Person<'_>) -> Result<Model<'r>, Problem> {
    let mut description = model.description().clone();
    for index in steps(model) {
        let Some(answers) = person.answers.get(place(model, index).as_str()) else { continue };
        let Some(step) = description.flows.get_mut(index.0).and_then(|flow| flow.steps.get_mut(index.1)) else {
            continue;
        };
        for (question, answer) in answers {
            step.inferred.remove(*question);
            step.answers.insert((*question).to_owned(), advice::description::Given::One((*answer).to_owned()));
        }
    }
    resolved(description, model)
}

fn resolved<'r>(description: Description, model: &Model<'r>) -> Result<Model<'r>, Problem> {
    Model::resolve_kept(description, model.rulebook()).map(|(model, _)| model).map_err(|faults| {
        tracing::error!(?faults, "a stored description cannot be answered otherwise");
        Problem::internal("")
    })
}

fn compared(
    model: &Model<'_>,
    voices: &[(&Person<'_>, &Model<'_>)],
    (flow, step): StepIndex,
    place: String,
    verdict: Verdict,
) -> ComparedStep {
    let described = model.description().flows.get(flow);
    let action = described.and_then(|flow| flow.steps.get(step)).map(|step| step.action.clone()).unwrap_or_default();
    let named = described.and_then(|flow| flow.name.clone().or_else(|| flow.id.clone())).unwrap_or_default();
    let voices: Vec<_> = voices
        .iter()
        .filter_map(|(person, theirs)| {
            let answers = person.answers.get(place.as_str())?;
            Some((person.name, answers, outlook(theirs, flow, step)?))
        })
        .collect();
    let verdicts: Vec<PersonsVerdict> = voices
        .iter()
        .map(|(by, _, outlook)| PersonsVerdict { by: (*by).to_owned(), verdict: outlook.now.verdict })
        .collect();
    let reports = outlook(model, flow, step);
    let (mut agreed, mut differences) = (0, Vec::new());
    for asked in reports.iter().flat_map(|outlook| outlook.questions.iter().chain(&outlook.idle)) {
        let id = asked.rule.id.as_ref();
        let reports_own = asked.stated.or(asked.derived).or(asked.inferred);
        let given: Vec<(&str, Vec<String>)> = asked
            .question
            .answers
            .iter()
            .map(|answer| {
                let by = voices.iter().filter(|(_, answers, _)| answers.get(id) == Some(&answer.id.as_ref()));
                (answer.id.as_ref(), by.map(|(by, ..)| (*by).to_owned()).collect())
            })
            .filter(|(answer, by): &(&str, Vec<String>)| !by.is_empty() || reports_own == Some(answer))
            .collect();
        if given.iter().all(|(_, by)| by.is_empty()) {
            continue;
        }
        let voted = given.iter().map(|(_, by)| by.len()).sum::<usize>() + usize::from(reports_own.is_some());
        let is_one = given.len() < 2;
        let is_agreed = is_one && voted > 1;
        if is_one && reports_own.is_some() {
            agreed += 1;
            continue;
        }
        let found = disagreement(id, given, reports_own, asked, &voices);
        match found.depends {
            Depends::No if is_agreed => agreed += 1,
            // Nobody says anything else, and nothing follows from it.
            Depends::No if is_one => {}
            _ => differences.push(found),
        }
    }
    // The order of the outlook is kept among those that are equal here.
    differences.sort_by_key(|one| one.depends);
    ComparedStep { place, action, flow: named, verdict, verdicts, agreed, differences }
}

/// A person's name and answers, with the outlook of the step under them.
type Voice<'a> = (&'a str, &'a BTreeMap<&'a str, &'a str>, Outlook<'a>);

fn disagreement(
    id: &str,
    given: Vec<(&str, Vec<String>)>,
    reports_own: Option<&str>,
    reports: &Asked<'_>,
    voices: &[Voice<'_>],
) -> Disagreement {
    let ids: Vec<&str> = given.iter().map(|(answer, _)| *answer).collect();
    let is_open = reports_own.is_none();
    let differ = |verdicts: &[Verdict], asked: &Asked<'_>| {
        let open = is_open.then_some(asked.open.verdict);
        let mut all = verdicts.iter().copied().chain(open);
        let first = all.next();
        all.any(|verdict| Some(verdict) != first)
    };
    let under_reports = verdicts(reports, &ids);
    let of_person = voices.iter().filter_map(|(by, _, outlook)| {
        let asked = outlook.questions.iter().chain(&outlook.idle).find(|asked| asked.rule.id == id)?;
        let verdicts = verdicts(asked, &ids);
        differ(&verdicts, asked).then(|| ((*by).to_owned(), verdicts, asked.open.verdict))
    });
    let open = reports.open.verdict;
    let (depends, under, verdicts, open) = if differ(&under_reports, reports) {
        (Depends::Verdict, None, under_reports, open)
    } else {
        match of_person.into_iter().next() {
            Some((by, verdicts, open)) => (Depends::WithOthers, Some(by), verdicts, open),
            None => (Depends::No, None, under_reports, open),
        }
    };
    let answers = given.into_iter().zip(verdicts).map(|((answer, by), verdict)| GivenAnswer {
        is_reports: reports_own == Some(answer),
        answer: answer.to_owned(),
        by,
        verdict,
    });
    let (question, left_open) = (id.to_owned(), is_open.then_some(open));
    Disagreement { question, answers: answers.collect(), left_open, depends, under }
}

/// The verdict with each of these answers.
fn verdicts(asked: &Asked<'_>, answers: &[&str]) -> Vec<Verdict> {
    let verdict = |answer: &&str| {
        let prospect = asked.prospects.iter().find(|prospect| prospect.answer.id == **answer);
        prospect.map_or(asked.open.verdict, |prospect| prospect.outcome.verdict)
    };
    answers.iter().map(verdict).collect()
}

#[cfg(test)]
mod tests {
    use advice::{Tree, assess, model, rules::shipped};

    use super::*;

    const SHOP: &str = r#"{"name": "Shop", "flows": [{"id": "buy", "steps": [
        {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["bank"],
         "answers": {"reply": "answer", "response_time": "milliseconds"}},
        {"id": "mail", "action": "Send the mail", "from": "shop", "to": ["post"]}]}]}"#;

    fn ballot(by: &str, answers: &[(&str, &str, &str)]) -> Ballot {
        let mut all = crate::review::Answers::new();
        for (step, question, answer) in answers {
            let of_step = all.entry(format!("/flows/buy/steps/{step}")).or_default();
            of_step.insert((*question).to_owned(), (*answer).to_owned());
        }
        let (by, made_at) = (by.to_owned(), String::new());
        Ballot { number: 0, made_at, revision: 1, by, answers: all, is_hidden: false }
    }

    fn look<T>(look: impl FnOnce(&Model<'_>, &Assessment<'_>) -> T) -> T {
        let tree = Tree::from_json(SHOP).unwrap();
        let model = model::read(SHOP, &tree, shipped()).unwrap();
        look(&model, &assess(&model))
    }

    fn compared(ballots: &[Ballot]) -> Compared {
        look(|model, assessment| compare(model, assessment, ballots, 1).unwrap())
    }

    #[test]
    fn the_questions_that_can_decide_are_asked_without_any_answer() {
        look(|model, _| {
            let bare = without_answers(model).unwrap();
            let asked: Vec<&str> = deciding(&bare, (0, 0)).iter().map(|rule| rule.id.as_ref()).collect();
            assert!(asked.contains(&"reply") && asked.contains(&"intent") && !asked.contains(&"undo"), "{asked:?}");
        });
    }

    #[test]
    fn a_difference_tells_whether_the_verdict_depends_on_it() {
        let found = compared(&[
            ballot("Ann", &[("pay", "reply", "answer"), ("pay", "response_time", "seconds")]),
            ballot("Bo", &[("pay", "reply", "none"), ("pay", "response_time", "milliseconds")]),
        ]);
        assert_eq!(found.people, ["Ann", "Bo"]);
        let [pay] = found.steps.as_slice() else { panic!("{found:#?}") };
        let verdicts: Vec<_> = pay.verdicts.iter().map(|one| (one.by.as_str(), one.verdict)).collect();
        assert_eq!(verdicts, [("Ann", Verdict::Synchronous), ("Bo", Verdict::EventDriven)]);
        assert_eq!(pay.agreed, 0);
        let told: Vec<_> = pay
            .differences
            .iter()
            .map(|one| {
                let answers = one.answers.iter().map(|given| {
                    let reports = if given.is_reports { " +report" } else { "" };
                    format!("{} {}{reports} {:?}", given.answer, given.by.join("+"), given.verdict)
                });
                format!(
                    "{} {:?} {:?}: {}",
                    one.question,
                    one.depends,
                    one.under,
                    answers.collect::<Vec<_>>().join(", ")
                )
            })
            .collect();
        // The report says `answer` and `milliseconds`. Only who waits decides; how long does not.
        assert_eq!(
            told,
            [
                "reply Verdict None: answer Ann +report Synchronous, none Bo EventDriven",
                "response_time No None: milliseconds Bo +report Synchronous, seconds Ann Synchronous",
            ]
        );
    }

    #[test]
    fn the_newest_answer_of_a_name_counts_and_a_hidden_ballot_does_not() {
        let mut hidden = ballot("Cy", &[("pay", "reply", "none")]);
        hidden.is_hidden = true;
        let found = compared(&[
            ballot("Ann", &[("pay", "reply", "none")]),
            ballot("Bo", &[("pay", "reply", "answer")]),
            ballot("Ann", &[("pay", "reply", "answer")]),
            hidden,
        ]);
        assert_eq!(found.people, ["Ann", "Bo"]);
        let [pay] = found.steps.as_slice() else { panic!("{found:#?}") };
        assert_eq!((pay.agreed, pay.differences.len()), (1, 0));
    }

    #[test]
    fn a_question_left_open_is_no_opinion() {
        // Ann says nothing of `reply`, so the report's answer stands.
        let found = compared(&[ballot("Ann", &[("pay", "undo", "compensable")])]);
        let verdicts: Vec<_> = found.steps[0].verdicts.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [found.steps[0].verdict]);
        assert_eq!((found.steps[0].agreed, found.steps[0].differences.len()), (0, 0), "one person is not all");
    }

    #[test]
    fn an_answer_to_what_the_report_leaves_open_is_told_if_it_changes_the_verdict() {
        let mut told = 0;
        for answer in ["answer", "none"] {
            let found = compared(&[ballot("Ann", &[("mail", "reply", answer)])]);
            let [mail] = found.steps.as_slice() else { panic!("{found:#?}") };
            let is_moved = mail.verdicts[0].verdict != mail.verdict;
            assert_eq!(mail.differences.len(), usize::from(is_moved), "{found:#?}");
            for reply in &mail.differences {
                assert_eq!((reply.question.as_str(), reply.left_open), ("reply", Some(mail.verdict)));
                assert_eq!((reply.depends, reply.answers[0].verdict), (Depends::Verdict, mail.verdicts[0].verdict));
                told += 1;
            }
        }
        assert!(told > 0, "somebody waits, or nobody does");
    }

    #[test]
    fn an_answer_can_be_taken_back() {
        let first = ballot("Ann", &[("pay", "reply", "none"), ("mail", "reply", "none")]);
        let then = ballot("Ann", &[("pay", "reply", TAKEN_BACK)]);
        let kept = answers_of(&[first.clone(), then], "Ann");
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["/flows/buy/steps/mail"]);
        let none = ballot("Ann", &[("pay", "reply", TAKEN_BACK), ("mail", "reply", TAKEN_BACK)]);
        assert_eq!(names(&[first, none]), [""; 0]);
    }

    #[test]
    fn only_so_many_people_and_steps_are_compared() {
        let many: Vec<Ballot> =
            (0..20).map(|number| ballot(&format!("P{number}"), &[("pay", "reply", "answer")])).collect();
        let found = compared(&many);
        assert_eq!((found.people.len(), found.others, found.people[0].as_str()), (MOST_PEOPLE, 8, "P8"));
        look(|model, assessment| {
            for page in [0, 2] {
                assert_eq!(compare(model, assessment, &many, page).unwrap_err().status(), 404, "{page}");
            }
        });
    }
}
