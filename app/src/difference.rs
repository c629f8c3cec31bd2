//! Compares two descriptions of a system: their fields, the answers to questions, the advice and the findings.
//!
//! A participant, a flow or a step of one description is compared with that of the same id in the other, wherever it
//! stands. Findings are the same if they have the same fingerprint.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Assessment, Model,
    assessment::{Finding, Flow, Step},
    assumptions::{self, Stands},
    description::{Answers, Given},
    lasting,
    model::StepModel,
    terms::Severity,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Two descriptions, compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// Whether nothing differs.
    pub same: bool,
    /// The parts that differ: the system, then participants, flows and steps in the order of the new description, and
    /// at last what only the old one has.
    pub parts: Vec<Part>,
    /// Findings that only the old description has.
    pub findings_gone: Vec<Found>,
    /// Findings that only the new description has.
    pub findings_new: Vec<Found>,
    /// Assumptions of the new description that should be looked at again: they name a place and no value, and
    /// something else stands at that place now. The finding `broken_assumption` checks those that name a value, and
    /// those whose place is gone.
    pub assumptions: Vec<LookAgain>,
}

/// An assumption about a place at which something changed.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AssumptionToLookAt")]
pub struct LookAgain {
    /// What is assumed.
    pub text: String,
    /// Its place with ids in place of numbers.
    pub place: String,
    /// The place for people, by the names of what it leads through.
    pub name: String,
    /// What stood there; null if nothing did, or if `changes` says what differs.
    pub old: Option<Value>,
    /// What stands there now; null in the same cases.
    pub new: Option<Value>,
    /// How many parts differ there, if the place is that of a part, such as a flow.
    pub count: usize,
    /// The first of them, at most 20.
    pub changes: Vec<Below>,
    /// What stood there, for people; none if nothing did.
    #[serde(skip)]
    pub was: Option<String>,
    /// What stands there now, for people.
    #[serde(skip)]
    pub is: Option<String>,
    /// Whether the place is that of an answer to a question.
    #[serde(skip)]
    pub is_answer: bool,
    /// The assumption's index in the new description.
    #[serde(skip)]
    pub index: usize,
}

/// Something that differs below the place of an assumption.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DifferenceBelow")]
pub struct Below {
    /// The place of the part, with ids in place of numbers.
    pub place: String,
    /// The part's name for people.
    pub name: String,
    /// Whether both descriptions have it.
    pub what: What,
    /// The fields and questions that differ, if both have it.
    pub differs: Vec<String>,
}

/// A part that differs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DifferentPart")]
pub struct Part {
    /// Its place with ids in place of numbers, such as `/flows/book/steps/confirm`; empty for the system.
    pub place: String,
    /// Its name for people.
    pub name: String,
    /// Whether both descriptions have it.
    pub what: What,
    /// The fields that differ; `today.waits` is the field `waits` in the object `today`.
    pub said: Vec<Change>,
    /// The answers that differ: of each question the one that counts, whether somebody stated it or it follows from the
    /// structure or from words. Several answers to a question are a list.
    pub answers: Vec<Change>,
    /// The values of the assessment that differ, such as the verdict.
    pub advice: Vec<Change>,
}

/// Whether both descriptions have a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "WhichHasIt")]
pub enum What {
    /// Only the new one has it.
    Added,
    /// Only the old one has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// A value that differs.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DifferentValue")]
pub struct Change {
    /// The name of the field, of the question or of the value in an assessment.
    pub what: String,
    /// The old value; null if there was none.
    pub old: Option<Value>,
    /// The new value; null if there is none.
    pub new: Option<Value>,
}

/// A value as a text: texts as they are, anything else as JSON.
pub fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Ids of answers with commas between them.
pub fn told_answer(value: &Value) -> String {
    match value {
        Value::Array(ids) => ids.iter().map(told).collect::<Vec<_>>().join(", "),
        one => told(one),
    }
}

/// A finding that only one description has.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DifferentFinding")]
pub struct Found {
    /// Id of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Its place with ids in place of numbers.
    pub place: String,
    /// What is wrong, where and why.
    pub message: String,
}

/// A description with its assessment.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The description, resolved.
    pub model: &'a Model<'a>,
    /// Its assessment.
    pub assessment: &'a Assessment<'a>,
}

/// Everything of a part that is compared.
#[derive(Default)]
struct Compared {
    name: String,
    said: BTreeMap<String, Value>,
    answers: BTreeMap<String, Value>,
    advice: BTreeMap<String, Value>,
    /// The ids of a flow's steps.
    order: Vec<String>,
}

/// Compares two descriptions.
pub fn difference(old: Side<'_>, new: Side<'_>) -> Difference {
    let (before, after) = (parts(old), parts(new));
    let was: BTreeMap<&str, &Compared> = before.iter().map(|(place, part)| (place.as_str(), part)).collect();
    let is: BTreeSet<&str> = after.iter().map(|(place, _)| place.as_str()).collect();
    let nothing = Compared::default();
    let kept = after.iter().filter_map(|(place, part)| match was.get(place.as_str()) {
        Some(before) => changed(place, What::Changed, before, part),
        None => changed(place, What::Added, &nothing, part),
    });
    let gone = before.iter().filter(|(place, _)| !is.contains(place.as_str()));
    let gone = gone.filter_map(|(place, part)| changed(place, What::Removed, part, &nothing));
    let parts: Vec<Part> = kept.chain(gone).collect();
    let (findings_gone, findings_new) = (only_in(old, new), only_in(new, old));
    let same = parts.is_empty() && findings_gone.is_empty() && findings_new.is_empty();
    let mut assumptions = look_again(old.model, new.model);
    for again in &mut assumptions {
        again.changes = below(&again.place, &parts);
        again.count = again.changes.len();
        again.changes.truncate(MOST_BELOW);
    }
    Difference { same, parts, findings_gone, findings_new, assumptions }
}

/// Number of differences that are told of a place.
const MOST_BELOW: usize = 20;

/// What differs at a place and below it.
fn below(place: &str, parts: &[Part]) -> Vec<Below> {
    let below = parts.iter().filter_map(|part| {
        let within = part.place.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        // The place of an object in the part, such as `today`.
        let object =
            place.strip_prefix(&part.place).and_then(|rest| rest.strip_prefix('/')).map(|name| name.to_owned() + ".");
        let counts = |change: &&Change| within || object.as_ref().is_some_and(|object| change.what.starts_with(object));
        let answers = part.answers.iter().filter(|_| within);
        let differs: Vec<String> = match part.what {
            What::Changed => part.said.iter().filter(counts).chain(answers).map(|change| change.what.clone()).collect(),
            What::Added | What::Removed => Vec::new(),
        };
        let is_told = !differs.is_empty() || (within && part.what != What::Changed);
        is_told.then(|| Below { place: part.place.clone(), name: part.name.clone(), what: part.what, differs })
    });
    below.collect()
}

/// The assumptions about places at which something changed. What differs below each is left out.
pub fn look_again(old: &Model<'_>, new: &Model<'_>) -> Vec<LookAgain> {
    let mut watched = assumptions::watched(new);
    watched.retain(|one| one.holds.is_none());
    let before = assumptions::standing(old, watched.iter().map(|one| one.place.as_str()));
    let changed = watched.into_iter().zip(before).filter(|(one, before)| one.stands != *before);
    let again = changed.map(|(one, before)| {
        let in_words = |stands: &Option<Stands>| stands.as_ref().map(|stands| stands.in_words(new, one.question));
        LookAgain {
            old: before.as_ref().and_then(single),
            new: one.stands.as_ref().and_then(single),
            was: in_words(&before),
            is: in_words(&one.stands),
            text: one.assumption.text.clone(),
            is_answer: one.question.is_some(),
            index: one.index,
            place: one.place,
            name: one.named,
            count: 0,
            changes: Vec::new(),
        }
    });
    again.collect()
}

/// What stands at a place, if it is no part with fields of its own.
fn single(stands: &Stands) -> Option<Value> {
    let value: Value = serde_json::from_str(stands.json.as_deref()?).ok()?;
    match &value {
        Value::Object(_) => None,
        Value::Array(items) if items.iter().any(Value::is_object) => None,
        _ => Some(value),
    }
}

fn changed(place: &str, what: What, old: &Compared, new: &Compared) -> Option<Part> {
    let [mut said, answers, advice] =
        [changes(&old.said, &new.said), changes(&old.answers, &new.answers), changes(&old.advice, &new.advice)];
    // Steps that come or go are parts of their own.
    let common = |one: &[String], other: &[String]| {
        let kept: Vec<&str> = one.iter().filter(|id| other.contains(id)).map(String::as_str).collect();
        Value::from(kept)
    };
    let (before, after) = (common(&old.order, &new.order), common(&new.order, &old.order));
    if before != after {
        said.push(Change { what: "steps".to_owned(), old: Some(before), new: Some(after) });
    }
    let is_same = what == What::Changed && said.is_empty() && answers.is_empty() && advice.is_empty();
    let name = if what == What::Removed { &old.name } else { &new.name }.clone();
    (!is_same).then(|| Part { place: place.to_owned(), name, what, said, answers, advice })
}

fn changes(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) -> Vec<Change> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |name: &String| {
        let (old, new) = (old.get(name), new.get(name));
        (old != new).then(|| Change { what: name.clone(), old: old.cloned(), new: new.cloned() })
    };
    names.into_iter().filter_map(change).collect()
}

/// Every part of a description by its place, in order.
fn parts(Side { model, assessment }: Side<'_>) -> Vec<(String, Compared)> {
    let description = model.description();
    let system = Compared {
        name: description.name.clone(),
        said: said(description, &["answers", "inferred", "participants", "flows"]),
        answers: given(&description.inferred, &description.answers),
        advice: advised_system(assessment),
        ..Compared::default()
    };
    let mut parts = vec![(String::new(), system)];
    for participant in &description.participants {
        let id = participant.id.clone().unwrap_or_default();
        let name = participant.name.clone().unwrap_or_else(|| id.clone());
        let part = Compared { name, said: said(participant, &["id"]), ..Compared::default() };
        parts.push((format!("/participants/{id}"), part));
    }
    let mut steps = assessment.steps.iter();
    let flows = description.flows.iter().zip(model.flows()).zip(&assessment.flows);
    for ((flow, resolved), assessed) in flows {
        let place = format!("/flows/{}", assessed.flow);
        let part = Compared {
            name: flow.name.clone().unwrap_or_else(|| assessed.flow.to_string()),
            said: said(flow, &["id", "steps"]),
            advice: advised_flow(assessed),
            order: flow.steps.iter().filter_map(|step| step.id.clone()).collect(),
            ..Compared::default()
        };
        parts.push((place.clone(), part));
        for ((step, resolved), assessed) in flow.steps.iter().zip(&resolved.steps).zip(&mut steps) {
            let part = Compared {
                name: step.action.clone(),
                said: said(step, &["id", "answers", "inferred"]),
                answers: answered(model, resolved),
                advice: advised(assessed),
                ..Compared::default()
            };
            parts.push((format!("{place}/steps/{}", assessed.step), part));
        }
    }
    parts
}

/// The fields of a part. `today.waits` is the field `waits` in the object `today`.
fn said(part: &impl Serialize, without: &[&str]) -> BTreeMap<String, Value> {
    let Ok(Value::Object(fields)) = serde_json::to_value(part) else { return BTreeMap::new() };
    let mut said = BTreeMap::new();
    for (name, value) in fields.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        match value {
            Value::Object(inner) => {
                said.extend(inner.iter().map(|(field, value)| (format!("{name}.{field}"), value.clone())));
            }
            value => _ = said.insert(name.clone(), value.clone()),
        }
    }
    said
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The answers to the system's questions. A stated answer overrides an inferred one.
fn given(inferred: &Answers, stated: &Answers) -> BTreeMap<String, Value> {
    let ids = |given: &Given| json(&given);
    inferred.iter().chain(stated).map(|(question, given)| (question.clone(), ids(given))).collect()
}

/// The answers to a step's questions.
fn answered(model: &Model<'_>, step: &StepModel) -> BTreeMap<String, Value> {
    let book = model.rulebook();
    let answer = |given: &advice::model::Resolved| {
        let question = book.rule_of(given.question)?.id.to_string();
        Some((question, Value::from(book.asked(given.question)?.answers.get(given.answer)?.id.as_ref())))
    };
    step.answers.iter().filter_map(answer).collect()
}

/// What is advised for the whole system.
fn advised_system(assessment: &Assessment<'_>) -> BTreeMap<String, Value> {
    let advice = &assessment.advice;
    let verdicts = [("event_sourcing", advice.event_sourcing.verdict), ("cqrs", advice.cqrs.verdict)];
    verdicts.into_iter().map(|(what, verdict)| (what.to_owned(), json(&verdict))).collect()
}

/// The values in which two assessments of a step differ.
pub fn step_changes(old: &Step<'_>, new: &Step<'_>) -> Vec<Change> {
    changes(&advised(old), &advised(new))
}

/// The values of advice for the whole system in which two assessments differ.
pub fn system_changes(old: &Assessment<'_>, new: &Assessment<'_>) -> Vec<Change> {
    changes(&advised_system(old), &advised_system(new))
}

/// What is advised for a step.
fn advised(step: &Step<'_>) -> BTreeMap<String, Value> {
    let mut advice = BTreeMap::from([
        ("verdict".to_owned(), json(&step.verdict)),
        ("style".to_owned(), json(&step.style)),
        ("lean".to_owned(), json(&step.lean)),
        ("level".to_owned(), json(&step.consistency.level)),
        ("mechanism".to_owned(), json(&step.consistency.mechanism)),
        ("message".to_owned(), json(&step.message.name)),
    ]);
    if let Some(event) = &step.message.announces {
        advice.insert("announces".to_owned(), json(event));
    }
    advice
}

/// What is advised for a flow.
fn advised_flow(flow: &Flow<'_>) -> BTreeMap<String, Value> {
    let mut advice = BTreeMap::from([("verdict".to_owned(), json(&flow.verdict))]);
    if let Some(step) = &flow.commit_point {
        advice.insert("commit_point".to_owned(), json(step));
    }
    if let Some(saga) = &flow.saga {
        advice.insert("saga".to_owned(), json(&saga.kind));
    }
    advice
}

/// The findings of one description that the other one does not have.
fn only_in(one: Side<'_>, other: Side<'_>) -> Vec<Found> {
    let prints = |side: Side<'_>| lasting::fingerprints(side.model, &side.assessment.findings);
    let others: BTreeSet<String> = prints(other).into_iter().collect();
    let found = |finding: &Finding<'_>| Found {
        rule: finding.rule.to_string(),
        severity: finding.severity,
        place: lasting::place(one.model, &finding.at),
        message: finding.message.to_string(),
    };
    let findings = one.assessment.findings.iter().zip(prints(one));
    findings.filter(|(_, print)| !others.contains(print)).map(|(finding, _)| found(finding)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use advice::{Tree, assess, model, rules::shipped};

    const OLD: &str = r#"{"name": "Shop", "participants": [{"id": "bank"}], "flows": [{"id": "buy", "steps": [
        {"id": "pay", "action": "Charge the card", "to": ["bank"], "answers": {"reply": "answer"}},
        {"id": "mail", "action": "Send the mail",
         "answers": {"reply": "none"}, "today": {"style": "event", "waits": true}},
        {"id": "ship", "action": "Ship the parcel", "after": ["pay"]}]}]}"#;

    fn compared(old: &str, new: &str) -> Difference {
        let models = [old, new].map(|text| {
            let tree = Tree::from_json(text).unwrap();
            model::read(text, &tree, shipped()).unwrap()
        });
        let [old, new] = models.each_ref().map(|model| (model, assess(model)));
        difference(Side { model: old.0, assessment: &old.1 }, Side { model: new.0, assessment: &new.1 })
    }

    #[test]
    fn a_description_is_what_it_was() {
        assert!(compared(OLD, OLD).same);
        // An id that is derived is the same as one that is stated.
        let stated = OLD.replace(r#"{"id": "bank"}"#, r#"{"id": "bank", "name": "bank"}"#);
        assert_eq!(compared(OLD, &stated).parts.len(), 1);
    }

    #[test]
    fn an_answer_changes_a_verdict_and_a_finding_goes() {
        let new =
            OLD.replace(r#""reply": "none"}, "today": {"style": "event", "waits": true}"#, r#""reply": "answer"}"#);
        let found = compared(OLD, &new);
        assert!(!found.same);
        let mail = found.parts.iter().find(|part| part.place == "/flows/buy/steps/mail").unwrap();
        let change = |what: &str, old: &str, new: &str| Change {
            what: what.to_owned(),
            old: Some(old.into()),
            new: Some(new.into()),
        };
        assert_eq!(mail.answers, [change("reply", "none", "answer")]);
        assert!(mail.advice.contains(&change("verdict", "event_driven", "synchronous")), "{mail:?}");
        let said: Vec<&str> = mail.said.iter().map(|change| change.what.as_str()).collect();
        assert_eq!(said, ["today.style", "today.waits"]);
        assert!(mail.said.iter().all(|change| change.new.is_none()));
        let gone: Vec<&str> = found.findings_gone.iter().map(|found| found.rule.as_str()).collect();
        assert!(gone.contains(&"awaited_event"), "{gone:?}");
        assert!(found.findings_gone.iter().all(|found| found.place.starts_with("/flows/buy/steps/mail")));
    }

    #[test]
    fn an_assumption_is_looked_at_again_when_its_place_changes() {
        let old = OLD.replace(
            r#""participants""#,
            r#""assumptions": [{"text": "The bank waits.", "at": "/flows/buy/steps/pay/answers/reply"},
                {"text": "A mail is enough.", "at": "/flows/0/steps/1"}, {"text": "Prices are known."},
                {"text": "Three steps.", "at": "/flows/buy"},
                {"text": "It is checked.", "at": "/flows/0/steps/0/answers/reply", "is": "answer"}], "participants""#,
        );
        assert_eq!(compared(&old, &old).assumptions, []);
        let new = old.replace(r#""answers": {"reply": "answer"}"#, r#""answers": {"reply": "none"}"#);
        let found = compared(&old, &new);
        let [bank, flow] = found.assumptions.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (bank.text.as_str(), bank.place.as_str()),
            ("The bank waits.", "/flows/buy/steps/pay/answers/reply")
        );
        assert_eq!((&bank.old, &bank.new), (&Some("answer".into()), &Some("none".into())));
        assert_eq!(bank.name, "\u{201c}Who waits for the outcome\u{201d} of the step \u{201c}Charge the card\u{201d}");
        // A flow is no single value: what differs in it is told.
        assert_eq!((flow.place.as_str(), &flow.old, &flow.new), ("/flows/buy", &None, &None));
        let below = Below {
            place: "/flows/buy/steps/pay".to_owned(),
            name: "Charge the card".to_owned(),
            what: What::Changed,
            differs: vec!["reply".to_owned()],
        };
        assert_eq!((flow.count, flow.changes.as_slice()), (1, [below].as_slice()));
        assert!(found.findings_new.iter().any(|found| found.rule == "broken_assumption"), "{found:?}");
    }

    #[test]
    fn parts_come_and_go_and_change_their_order() {
        let new = r#"{"name": "Shop", "participants": [{"id": "post"}], "flows": [{"id": "buy", "steps": [
            {"id": "ship", "action": "Ship the parcel", "after": []},
            {"id": "thank", "action": "Thank the customer"},
            {"id": "pay", "action": "Charge the card", "to": ["bank"], "answers": {"reply": "answer"}}]}]}"#;
        let found = compared(OLD, new);
        let what = |place: &str| found.parts.iter().find(|part| part.place == place).map(|part| part.what);
        assert_eq!(what("/participants/post"), Some(What::Added));
        assert_eq!(what("/participants/bank"), Some(What::Removed));
        assert_eq!(what("/flows/buy/steps/thank"), Some(What::Added));
        assert_eq!(what("/flows/buy/steps/mail"), Some(What::Removed));
        let flow = found.parts.iter().find(|part| part.place == "/flows/buy").unwrap();
        let order = flow.said.iter().find(|change| change.what == "steps").unwrap();
        let order = [&order.old, &order.new].map(|order| order.as_ref().map(told_answer).unwrap_or_default());
        assert_eq!(order, ["pay, ship", "ship, pay"]);
    }
}
