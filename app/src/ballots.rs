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
use crate::review::Ballot;

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
    /// The report's verdict.
    pub verdict: Verdict,
    /// The verdict under the answers of each person who answered for it.
    pub verdicts: Vec<PersonsVerdict>,
    /// The number of questions to which all gave the same answer, the report among them.
    pub agreed: usize,
    /// The questions to which answers differ, those that the verdict depends on first.
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
        }
    }
    people
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
    let bare = without_answers(model)?;
    let asked: Deciding<'_> = shown.iter().map(|(step, ..)| (*step, deciding(&bare, *step))).collect();
    let theirs = people.iter().map(|person| answered_by(model, &asked, person)).collect::<Result<Vec<_>, _>>()?;
    let voices: Vec<(&Person<'_>, &Model<'_>)> = people.iter().zip(&theirs).collect();
    let steps =
        shown.into_iter().map(|(step, place, verdict)| compared(model, &voices, step, place, verdict)).collect();
    let people = people.iter().map(|person| person.name.to_owned()).collect();
    Ok(Compared { people, others, page, pages, steps })
}

/// The questions that can decide the verdicts of the steps that are shown.
type Deciding<'b> = BTreeMap<StepIndex, Vec<&'b Rule>>;

/// The system with one person's answers. Of a step that is shown and that the person answered for, the answers to the
/// questions that can decide are that person's alone, so that one left open stays open. Everything else is as in the
/// report.
fn answered_by<'r>(model: &Model<'r>, asked: &Deciding<'_>, person: &Person<'_>) -> Result<Model<'r>, Problem> {
    let mut description = model.description().clone();
    for index in steps(model) {
        let Some(answers) = person.answers.get(place(model, index).as_str()) else { continue };
        let Some(step) = description.flows.get_mut(index.0).and_then(|flow| flow.steps.get_mut(index.1)) else {
            continue;
        };
        for rule in asked.get(&index).into_iter().flatten() {
            step.answers.remove(rule.id.as_ref());
            step.inferred.remove(rule.id.as_ref());
        }
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
    let action = model.description().flows.get(flow).and_then(|flow| flow.steps.get(step));
    let action = action.map(|step| step.action.clone()).unwrap_or_default();
    let voices: Vec<_> = voices
        .iter()
        .filter_map(|(person, theirs)| {
            let answers = person.answers.get(place.as_str())?;
            Some((person.name, answers, outlook(theirs, flow, step)?))
        })
        .collect();
    let verdicts =
        voices.iter().map(|(by, _, outlook)| PersonsVerdict { by: (*by).to_owned(), verdict: outlook.now.verdict });
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
        if given.len() < 2 {
            agreed += 1;
            continue;
        }
        differences.push(disagreement(id, given, reports_own, asked, &voices));
    }
    // The order of the outlook is kept among those that are equal here.
    differences.sort_by_key(|one| one.depends);
    ComparedStep { place, action, verdict, verdicts: verdicts.collect(), agreed, differences }
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
    let under_reports = verdicts(reports, &ids);
    let of_person = voices.iter().filter_map(|(by, _, outlook)| {
        let asked = outlook.questions.iter().chain(&outlook.idle).find(|asked| asked.rule.id == id)?;
        let verdicts = verdicts(asked, &ids);
        differ(&verdicts).then(|| ((*by).to_owned(), verdicts))
    });
    let (depends, under, verdicts) = if differ(&under_reports) {
        (Depends::Verdict, None, under_reports)
    } else {
        match of_person.into_iter().next() {
            Some((by, verdicts)) => (Depends::WithOthers, Some(by), verdicts),
            None => (Depends::No, None, under_reports),
        }
    };
    let answers = given.into_iter().zip(verdicts).map(|((answer, by), verdict)| GivenAnswer {
        is_reports: reports_own == Some(answer),
        answer: answer.to_owned(),
        by,
        verdict,
    });
    Disagreement { question: id.to_owned(), answers: answers.collect(), depends, under }
}

/// The verdict with each of these answers.
fn verdicts(asked: &Asked<'_>, answers: &[&str]) -> Vec<Verdict> {
    let verdict = |answer: &&str| {
        let prospect = asked.prospects.iter().find(|prospect| prospect.answer.id == **answer);
        prospect.map_or(asked.open.verdict, |prospect| prospect.outcome.verdict)
    };
    answers.iter().map(verdict).collect()
}

fn differ(verdicts: &[Verdict]) -> bool {
    verdicts.windows(2).any(|pair| pair[0] != pair[1])
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
        assert_eq!(told, ["x"]);
    }

    #[test]
    fn the_newest_answer_of_a_name_counts_and_a_hidden_ballot_does_not() {
        let mut hidden = ballot("Cy", &[("mail", "reply", "answer")]);
        hidden.is_hidden = true;
        let found = compared(&[
            ballot("Ann", &[("mail", "reply", "answer")]),
            ballot("Bo", &[("mail", "reply", "none")]),
            ballot("Ann", &[("mail", "reply", "none")]),
            hidden,
        ]);
        assert_eq!(found.people, ["Ann", "Bo"]);
        let [mail] = found.steps.as_slice() else { panic!("{found:#?}") };
        assert_eq!((mail.agreed, mail.differences.len()), (1, 0));
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
