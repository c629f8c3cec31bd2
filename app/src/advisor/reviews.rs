//! Reviews: remarks on a report, and ballots.

use std::collections::BTreeSet;

use advice::assess::ENGINE;
use advice::assumptions::standing;
use advice::description::places;
use advice::edit::{Edit, apply};
use advice::fault::{Code, Fault, did_you_mean};
use advice::rulebook::Scope;
use advice::{Model, lasting};
use schemars::JsonSchema;
use serde::Serialize;

use super::kept::Kept as Revision;
use super::{Advisor, Source, json, refused, report_id, unread};
use crate::ballots::{self, Compared};
use crate::body::together;
use crate::document::{self, Format};
use crate::draft::Draft;
use crate::links::Right;
use crate::problem::Problem;
use crate::report::{EditToken, Report};
use crate::review::sent::{self, SentBallot, SentRemark};
use crate::review::{
    self, Answers, Ballot, Beside, Fate, Kept, MOST_BALLOTS, MOST_REMARKS, NewRemark, TAKEN_BACK, Written,
};
use crate::store::Refused;
use crate::wording::{self, names};

impl Advisor {
    /// Checks whether a token lets its holder review a report.
    ///
    /// # Errors
    /// The problem with which a remark would be refused.
    pub async fn may_review(&self, id: &str, token: &EditToken) -> Result<(), Problem> {
        self.allows(id, token, Right::Review).await
    }

    /// Checks whether a token lets its holder edit a report.
    ///
    /// # Errors
    /// The problem with which a change would be refused.
    pub async fn may_edit(&self, id: &str, token: &EditToken) -> Result<(), Problem> {
        self.allows(id, token, Right::Edit).await
    }

    /// Checks a remark about a revision. `told` are the faults of its form that are known already.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with the name of its field as a JSON Pointer; or the revision cannot be
    /// read, which is our fault.
    pub fn prepare_remark(&self, report: &Report, written: &Written, told: Vec<Fault>) -> Result<NewRemark, Problem> {
        let applied = self.applied(report);
        let revision = Revision::read(report, &applied)?;
        let at = place_of(&revision.model, &written.at);
        let remark = written.checked(at.clone().unwrap_or_default());
        match (at, remark) {
            (Some(at), Ok(remark)) if told.is_empty() => {
                let stood = digest(&revision.model, &at);
                Ok(NewRemark { made_at: self.surroundings.now(), revision: report.revision, stood, remark })
            }
            (at, remark) => {
                let mut faults = remark.err().unwrap_or_default();
                let hint = format!("{PLACE}, or leave it out for the whole report.");
                faults.extend(at.is_none().then(|| no_step("/at", report.revision).hint(hint)));
                Err(Problem::wrong_body(together(told, faults)))
            }
        }
    }

    /// Keeps a remark and returns its number. The same remark of the same name is kept once.
    ///
    /// # Errors
    /// The token gives no right to review; or the report has as many remarks as it may have.
    pub async fn remark(&self, id: &str, token: &EditToken, remark: NewRemark) -> Result<u32, Problem> {
        let kept = self.store.remark(&report_id(id)?, &self.claim(token), remark).await;
        kept.map_err(|why| full(why, MOST_REMARKS, "remarks"))
    }

    /// All remarks on a report, hidden ones too, in the order in which they were written.
    pub async fn remarks(&self, id: &str) -> Result<Vec<Kept>, Problem> {
        self.store.remarks(&report_id(id)?).await.map_err(unread)
    }

    /// Decides what becomes of a remark.
    ///
    /// # Errors
    /// The token gives no right to that: editors hide, reviewers settle; or there is no such remark.
    pub async fn decide_remark(&self, id: &str, token: &EditToken, number: u32, fate: Fate) -> Result<(), Problem> {
        self.store.decide_remark(&report_id(id)?, &self.claim(token), number, fate).await.map_err(|why| match why {
            Refused::Unknown => Problem::unknown("This report has no such remark."),
            why => refused(why),
        })
    }

    /// Checks a ballot about a revision. Steps and questions without an answer may be left out. `told` are the faults
    /// of its form that are known already.
    ///
    /// # Errors
    /// Everything that is wrong with it; or the revision cannot be read, which is our fault.
    pub fn prepare_ballot(
        &self,
        report: &Report,
        by: &str,
        answers: Answers,
        told: Vec<Fault>,
    ) -> Result<Ballot, Problem> {
        let applied = self.applied(report);
        let revision = Revision::read(report, &applied)?;
        let mut faults = Vec::new();
        let by = review::name("/by", by).map_err(|fault| faults.push(fault)).unwrap_or_default();
        let answers = placed(&revision.model, report.revision, answers, &mut faults);
        let faults_of_answers = |faults: &[Fault]| faults.iter().any(|fault| fault.at.starts_with("/answers"));
        if answers.is_empty() && !faults_of_answers(&faults) && !faults_of_answers(&told) {
            let fault = Fault::new("/answers", Code::Empty, "There is no answer.");
            faults.push(fault.hint("Answer at least one question."));
        }
        let faults = together(told, faults);
        if !faults.is_empty() {
            return Err(Problem::wrong_body(faults));
        }
        let (made_at, revision) = (self.surroundings.now(), report.revision);
        Ok(Ballot { number: 0, made_at, revision, by, answers, is_hidden: false })
    }

    /// Keeps a ballot and returns its number. The same ballot of the same name is kept once.
    ///
    /// # Errors
    /// The token gives no right to review; or the report has as many ballots as it may have.
    pub async fn cast(&self, id: &str, token: &EditToken, ballot: Ballot) -> Result<u32, Problem> {
        let kept = self.store.cast(&report_id(id)?, &self.claim(token), ballot).await;
        kept.map_err(|why| full(why, MOST_BALLOTS, "ballots"))
    }

    /// All ballots of a report, hidden ones too, in the order in which they were cast.
    pub async fn ballots(&self, id: &str) -> Result<Vec<Ballot>, Problem> {
        self.store.ballots(&report_id(id)?).await.map_err(unread)
    }

    /// Hides a ballot, or shows it again.
    ///
    /// # Errors
    /// The token gives no right to that, or there is no such ballot.
    pub async fn hide_ballot(&self, id: &str, token: &EditToken, number: u32, hidden: bool) -> Result<(), Problem> {
        self.store.hide_ballot(&report_id(id)?, &self.claim(token), number, hidden).await.map_err(|why| match why {
            Refused::Unknown => Problem::unknown("This report has no such ballot."),
            why => refused(why),
        })
    }

    /// A revision's description with some answers changed, for a draft, and a note that says what was taken.
    ///
    /// # Errors
    /// There is no such step or answer by today's rules, a question gets two answers, or nothing is taken.
    pub fn answered(&self, report: &Report, taken: &[TakenAnswer<'_>]) -> Result<(String, String), Problem> {
        if taken.is_empty() {
            let fault = Fault::new("/take", Code::Empty, "No answer is ticked.");
            return Err(Problem::wrong_body(vec![fault.hint("Go back and tick at least one.")]));
        }
        let model = self.model(Source { text: &report.content.description, format: Format::Json })?;
        let mut description = model.description().clone();
        let (mut seen, mut said) = (BTreeSet::new(), Vec::new());
        for TakenAnswer { at, question, answer } in taken {
            let index = ballots::step_at(&model, &places::pointer(&description, at));
            let found = index.and_then(|(flow, step)| {
                let flow = description.flows.get(flow)?;
                let step = flow.steps.get(step)?;
                Some((flow.id.clone()?, step.id.clone()?, step.action.clone()))
            });
            let (flow, step, action) = found.ok_or_else(|| Problem::unknown("This report has no such step."))?;
            if !seen.insert((*at, *question)) {
                let message = format!("Two answers are ticked for one question of \u{201c}{action}\u{201d}.");
                let fault = Fault::new("/take", Code::DuplicateField, message);
                return Err(Problem::wrong_body(vec![fault.hint("Go back and tick one of them.")]));
            }
            let book = model.rulebook();
            let (asks, says) = (names::question(book, question), names::answer(book, question, answer));
            said.push(format!("{action} \u{2013} {}: {}", wording::lower(asks), wording::lower(says)));
            let (question, answer) = ((*question).to_owned(), Some((*answer).to_owned()));
            description =
                apply(&description, &Edit::Answer { flow, step, question, answer }).map_err(Problem::faulty)?;
        }
        let edited = Model::resolve(description, model.rulebook()).map_err(Problem::faulty)?;
        Ok((json(edited.description())?, format!("Taken from the ballots. {}.", said.join("; "))))
    }

    /// Starts a draft of a report's next revision and gives it another text, which can be undone.
    pub async fn start_from_text(&self, report: &Report, text: &str) -> Result<Draft, Problem> {
        let draft = self.start_from(report, true).await?;
        self.retype(draft.id.as_str(), text).await
    }

    /// Looks whether the rules that a revision's decisions rest on still say the same.
    ///
    /// # Errors
    /// A stored revision cannot be read, which is our fault.
    pub fn watch(&self, report: &Report, beside: &mut Beside) -> Result<(), Problem> {
        beside.today = self.today();
        let applied = self.applied(report);
        if !applied.is_same || report.content.engine != ENGINE {
            beside.rules_changed = self.again(report)?.rules.len();
        }
        Ok(())
    }

    /// Reads the body of a call that leaves a remark, with the faults of its form.
    ///
    /// # Errors
    /// The body cannot be read, or is no object.
    pub fn sent_remark(&self, source: Source<'_>) -> Result<SentRemark, Problem> {
        read(source, sent::remark)
    }

    /// Reads the body of a call that casts a ballot, with the faults of its form.
    ///
    /// # Errors
    /// The body cannot be read, or is no object.
    pub fn sent_ballot(&self, source: Source<'_>) -> Result<SentBallot, Problem> {
        read(source, sent::ballot)
    }

    /// Reads the body of a call that hides a ballot or shows it again.
    pub fn sent_hiding(&self, source: Source<'_>) -> Result<bool, Problem> {
        read(source, sent::hiding)
    }

    /// Reads the body of a call that says what becomes of a remark.
    pub fn sent_fate(&self, source: Source<'_>) -> Result<Fate, Problem> {
        read(source, sent::fate)
    }

    /// The remarks on a report as JSON. `report` is its newest revision; hidden remarks are told to editors only.
    pub fn remarks_json(&self, report: &Report, remarks: &[Kept], is_editor: bool) -> Result<String, Problem> {
        let applied = self.applied(report);
        let revision = Revision::read(report, &applied)?;
        let shown: Vec<&Kept> = remarks.iter().filter(|kept| is_editor || !kept.is_hidden).collect();
        let changed = changed(&revision.model, &shown);
        let read = |(kept, changed): (&&Kept, bool)| RemarkRead {
            number: kept.number,
            made_at: kept.made_at.clone(),
            revision: kept.revision,
            remark: kept.remark.clone(),
            settled: kept.is_settled,
            hidden: kept.is_hidden,
            changed,
        };
        json(&Remarks { remarks: shown.iter().zip(changed).map(read).collect() })
    }

    /// The ballots of a report and where they differ, as JSON. `report` is its newest revision; hidden ballots are told
    /// to editors only, and do not count.
    ///
    /// # Errors
    /// There is no such page.
    pub fn ballots_json(
        &self,
        report: &Report,
        ballots: &[Ballot],
        page: usize,
        is_editor: bool,
    ) -> Result<String, Problem> {
        let applied = self.applied(report);
        let revision = Revision::read(report, &applied)?;
        let compared = ballots::compare(&revision.model, &revision.assessment, ballots, page)?;
        let read = |ballot: &Ballot| BallotRead {
            number: ballot.number,
            made_at: ballot.made_at.clone(),
            revision: ballot.revision,
            by: ballot.by.clone(),
            answers: ballot.answers.clone(),
            hidden: ballot.is_hidden,
        };
        let shown = ballots.iter().filter(|ballot| is_editor || !ballot.is_hidden);
        json(&Ballots { ballots: shown.map(read).collect(), compared })
    }
}

/// An answer of a ballot that an editor takes.
#[derive(Clone, Copy, Debug)]
pub struct TakenAnswer<'a> {
    /// The place of the step.
    pub at: &'a str,
    /// Id of the question.
    pub question: &'a str,
    /// Id of the answer.
    pub answer: &'a str,
}

/// The remarks on a report, as programs read them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Remarks {
    /// In the order in which they were written.
    pub remarks: Vec<RemarkRead>,
}

/// A remark, as programs read it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "KeptRemark")]
pub struct RemarkRead {
    /// Its number, from 1.
    pub number: u32,
    /// When it was written, as RFC 3339 in UTC.
    pub made_at: String,
    /// The revision that its reviewer saw.
    pub revision: u32,
    /// The remark.
    #[serde(flatten)]
    pub remark: review::Remark,
    /// Whether it is answered or dealt with.
    pub settled: bool,
    /// Whether only editors see it.
    pub hidden: bool,
    /// Whether what it is about changed since that revision, or is gone.
    pub changed: bool,
}

/// The ballots of a report, as programs read them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ballots {
    /// In the order in which they were cast.
    pub ballots: Vec<BallotRead>,
    /// Where people differ.
    #[serde(flatten)]
    pub compared: Compared,
}

/// A ballot, as programs read it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Ballot")]
pub struct BallotRead {
    /// Its number, from 1.
    pub number: u32,
    /// When it was cast, as RFC 3339 in UTC.
    pub made_at: String,
    /// The revision whose steps it is about.
    pub revision: u32,
    /// The name that the person gave.
    pub by: String,
    /// Answers by question, for each step by its place. An empty text takes an earlier answer of the name back.
    pub answers: Answers,
    /// Whether only editors see it, and it does not count.
    pub hidden: bool,
}

/// For each remark, whether what it is about changed since, or is gone. `model` is of the newest revision.
pub fn changed(model: &Model<'_>, remarks: &[&Kept]) -> Vec<bool> {
    let stands = standing(model, remarks.iter().map(|kept| kept.remark.at.as_str()));
    let stands = stands.into_iter().map(|stands| stands.map(|stands| stands.digest).unwrap_or_default());
    stands.zip(remarks).map(|(digest, kept)| digest != kept.stood).collect()
}

fn digest(model: &Model<'_>, at: &str) -> String {
    let mut stands = standing(model, std::iter::once(at));
    stands.pop().flatten().map(|stands| stands.digest).unwrap_or_default()
}

/// The lasting place of a step; empty for the whole report, and `None` if there is no such step.
fn place_of(model: &Model<'_>, at: &str) -> Option<String> {
    if at.is_empty() {
        return Some(String::new());
    }
    let pointer = places::pointer(model.description(), at);
    ballots::step_at(model, &pointer).map(|_| lasting::place(model, &pointer))
}

/// How to name a step.
const PLACE: &str = "Write the place of a step, such as /flows/book/steps/charge-card";

fn no_step(at: &str, revision: u32) -> Fault {
    Fault::new(at, Code::UnknownReference, format!("Revision {revision} has no such step."))
}

/// The answers with the lasting places of their steps. What the description or the rules do not have is a fault.
fn placed(model: &Model<'_>, revision: u32, answers: Answers, faults: &mut Vec<Fault>) -> Answers {
    let book = model.rulebook();
    let mut placed = Answers::new();
    for (at, questions) in answers {
        let here = format!("/answers/{}", places::escaped(&at));
        let Some(place) = place_of(model, &at).filter(|place| !place.is_empty()) else {
            faults.push(no_step(&here, revision).hint(format!("{PLACE}.")));
            continue;
        };
        for (question, answer) in questions {
            let at = format!("{here}/{}", places::escaped(&question));
            let asked = book.question(&question).filter(|index| book.scope(*index) == Scope::Step);
            let Some(asked) = asked.and_then(|index| book.asked(index)) else {
                let fault = Fault::new(at, Code::UnknownQuestion, "The rules do not ask this about a step.");
                let known = book.questions(Scope::Step).map(|rule| rule.id.as_ref());
                let hint = match did_you_mean(&question, known) {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => "`/api/v1/rules` lists the questions.".to_owned(),
                };
                faults.push(fault.hint(hint));
                continue;
            };
            if answer == TAKEN_BACK || asked.answers.iter().any(|known| known.id == answer) {
                placed.entry(place.clone()).or_default().insert(question, answer);
            } else {
                let known: Vec<&str> = asked.answers.iter().map(|answer| answer.id.as_ref()).collect();
                let fault = Fault::new(at, Code::UnknownAnswer, "The question has no such answer.");
                faults.push(fault.hint(format!("Write one of {}.", known.join(", "))));
            }
        }
    }
    placed
}

fn full(why: Refused, most: u32, what: &str) -> Problem {
    match why {
        Refused::Full => Problem::no_room(format!("A report takes {most} {what}, and this one has them.")),
        why => refused(why),
    }
}

fn read<T>(
    Source { text, format }: Source<'_>,
    read: fn(&str, &advice::Tree<'_>) -> Result<T, Vec<Fault>>,
) -> Result<T, Problem> {
    let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
    read(text, &tree).map_err(Problem::wrong_body)
}
