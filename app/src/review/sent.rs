//! Reads what programs send: a remark, a ballot, and what becomes of either. It collects all faults of a body.

use advice::fault::{Code, Fault};
use advice::tree::{Tree, Value};
use schemars::{Schema, SchemaGenerator, json_schema};

use super::{Answers, Fate, LONGEST_NAME, LONGEST_TEXT, MOST_ANSWERS, RemarkKind, Written};
use crate::body::Body;

/// A remark as it was sent, and the revision that its reviewer saw.
#[derive(Debug)]
pub struct SentRemark {
    /// The remark.
    pub written: Written,
    /// The revision; the newest if none is given.
    pub revision: Option<u32>,
    /// What is wrong with the form of the body. A field that is faulty counts as empty.
    pub faults: Vec<Fault>,
}

/// A ballot as it was sent.
#[derive(Debug)]
pub struct SentBallot {
    /// The person's name.
    pub by: String,
    /// The revision; the newest if none is given.
    pub revision: Option<u32>,
    /// The answers, with places as they were sent.
    pub answers: Answers,
    /// What is wrong with the form of the body. What is faulty is left out.
    pub faults: Vec<Fault>,
}

/// Reads `{"kind": …, "by": …, "text": …, "at": …, "asked": …, "revision": …}`.
///
/// # Errors
/// The body is no object.
pub fn remark(text: &str, tree: &Tree<'_>) -> Result<SentRemark, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some(given) = body.fields(tree, ["kind", "by", "text", "at", "asked", "revision"]) else {
        return Err(body.into_faults());
    };
    let [kind, by, words, at, asked, revision] = given;
    if is_missing(kind) {
        body.missing(tree, "kind", &format!("Write one of {}.", RemarkKind::ALL.map(RemarkKind::name).join(", ")));
    }
    if is_missing(by) {
        body.missing(tree, "by", NAME);
    }
    let mut text = |name: &str, given: Option<&Tree<'_>>| text_of(&mut body, name, given);
    let written = Written {
        kind: text("kind", kind),
        by: text("by", by),
        text: text("text", words),
        at: text("at", at),
        asked: text("asked", asked),
    };
    let revision = number(&mut body, revision);
    Ok(SentRemark { written, revision, faults: body.into_faults() })
}

/// Reads `{"by": …, "revision": …, "answers": {"/flows/book/steps/charge-card": {"reply": "answer"}}}`.
///
/// # Errors
/// The body is no object.
pub fn ballot(text: &str, tree: &Tree<'_>) -> Result<SentBallot, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([by, revision, given]) = body.fields(tree, ["by", "revision", "answers"]) else {
        return Err(body.into_faults());
    };
    if is_missing(by) {
        body.missing(tree, "by", NAME);
    }
    let by = text_of(&mut body, "by", by);
    let revision = number(&mut body, revision);
    let mut answers = Answers::new();
    let mut counted = 0;
    match given.map(|tree| (tree, &tree.value)) {
        Some((_, Value::Map(places))) => {
            for (place, questions) in places {
                let at = format!("/answers/{}", escaped(place));
                let Value::Map(questions) = &questions.value else {
                    wrong(&mut body, questions, &at, "an object of answers", "Write {\"reply\": \"answer\"}.");
                    continue;
                };
                for (question, answer) in questions {
                    counted += 1;
                    let at = format!("{at}/{}", escaped(question));
                    match &answer.value {
                        Value::Text(id) => {
                            let of_step = answers.entry(place.to_string()).or_default();
                            of_step.insert(question.to_string(), id.to_string());
                        }
                        _ => wrong(&mut body, answer, &at, "the id of an answer", "`/api/v1/rules` lists them."),
                    }
                }
            }
        }
        Some((tree, _)) => wrong(&mut body, tree, "/answers", "an object", "Name each step by its place."),
        None => {
            body.missing(tree, "answers", "Send an object with an object of answers for each step.");
        }
    }
    if counted > MOST_ANSWERS {
        let message = format!("These are {counted} answers; the limit is {MOST_ANSWERS}.");
        body.fault(given.unwrap_or(tree), "/answers", Code::LimitPassed, message, "Cast a ballot for each flow.");
        answers.clear();
    }
    Ok(SentBallot { by, revision, answers, faults: body.into_faults() })
}

/// Reads `{"hidden": …}` or `{"settled": …}`.
///
/// # Errors
/// Every fault of the body.
pub fn fate(text: &str, tree: &Tree<'_>) -> Result<Fate, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([hidden, settled]) = body.fields(tree, ["hidden", "settled"]) else { return Err(body.into_faults()) };
    let fate = match (truth(&mut body, "hidden", hidden), truth(&mut body, "settled", settled)) {
        (Some(hidden), None) => Some(Fate::Hidden(hidden)),
        (None, Some(settled)) => Some(Fate::Settled(settled)),
        (Some(_), Some(_)) => {
            let message = "Either `hidden` or `settled` may be given, not both.".to_owned();
            body.fault(tree, "", Code::TooManyFields, message, "Send one call for each of them.");
            None
        }
        (None, None) => {
            if body.is_sound() {
                let message = "Either `hidden` or `settled` is needed.".to_owned();
                body.fault(tree, "", Code::MissingField, message, "Send {\"hidden\": true} or {\"settled\": true}.");
            }
            None
        }
    };
    fate.filter(|_| body.is_sound()).ok_or_else(|| body.into_faults())
}

/// Reads `{"hidden": …}`: whether a ballot is hidden.
///
/// # Errors
/// Every fault of the body.
pub fn hiding(text: &str, tree: &Tree<'_>) -> Result<bool, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([given]) = body.fields(tree, ["hidden"]) else { return Err(body.into_faults()) };
    let hidden = truth(&mut body, "hidden", given);
    if given.is_none() {
        body.missing(tree, "hidden", "Send {\"hidden\": true}.");
    }
    hidden.filter(|_| body.is_sound()).ok_or_else(|| body.into_faults())
}

/// The hint where a name is missing.
const NAME: &str = "Write the name that others know.";

/// Whether a field is left out or null.
fn is_missing(given: Option<&Tree<'_>>) -> bool {
    given.is_none_or(|tree| tree.value == Value::Null)
}

fn truth(body: &mut Body<'_>, name: &str, given: Option<&Tree<'_>>) -> Option<bool> {
    let tree = given?;
    if let Value::Bool(truth) = tree.value {
        return Some(truth);
    }
    wrong(body, tree, &format!("/{name}"), "true or false", "Write true or false.");
    None
}

fn text_of(body: &mut Body<'_>, name: &str, given: Option<&Tree<'_>>) -> String {
    match given.map(|tree| (tree, &tree.value)) {
        None | Some((_, Value::Null)) => String::new(),
        Some((_, Value::Text(text))) => text.to_string(),
        Some((tree, _)) => {
            wrong(body, tree, &format!("/{name}"), "a text", "Put it in quotation marks.");
            String::new()
        }
    }
}

/// The number of a revision.
fn number(body: &mut Body<'_>, given: Option<&Tree<'_>>) -> Option<u32> {
    let tree = given?;
    let number = match &tree.value {
        Value::Number(number) => number.parse::<u32>().ok().filter(|number| *number > 0),
        _ => None,
    };
    if number.is_none() {
        wrong(body, tree, "/revision", "the number of a revision", "Write a number from 1, or leave it out.");
    }
    number
}

fn wrong(body: &mut Body<'_>, tree: &Tree<'_>, at: &str, expected: &str, hint: &str) {
    let message = format!("This should be {expected}, and is {}.", tree.value.kind());
    body.fault(tree, at, Code::WrongType, message, hint);
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The JSON Schema of a remark's body.
pub fn remark_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["kind", "by"],
        "additionalProperties": false,
        "properties": {
            "kind": {
                "description": "A dissent gives its reason as text; a question says who is `asked`.",
                "enum": RemarkKind::ALL.map(RemarkKind::name),
            },
            "by": {
                "description": "The reviewer's name. Nobody checks it.",
                "type": "string", "minLength": 1, "maxLength": LONGEST_NAME,
            },
            "text": {"description": "The words; an agreement needs none.", "type": "string", "maxLength": LONGEST_TEXT},
            "at": {
                "description": "The step that it is about, as a JSON Pointer with ids or numbers; the whole report if \
                                left out.",
                "type": "string", "examples": ["/flows/book/steps/charge-card"],
            },
            "asked": {
                "description": "Who should answer a question.",
                "type": "string", "minLength": 1, "maxLength": LONGEST_NAME,
            },
            "revision": {
                "description": "The revision that the reviewer saw; the newest if left out.",
                "type": "integer", "minimum": 1,
            },
        },
    })
}

/// The JSON Schema of a ballot's body.
pub fn ballot_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["by", "answers"],
        "additionalProperties": false,
        "properties": {
            "by": {
                "description": "The person's name. Nobody checks it. The newest answer of a name counts.",
                "type": "string", "minLength": 1, "maxLength": LONGEST_NAME,
            },
            "revision": {
                "description": "The revision whose steps these are; the newest if left out.",
                "type": "integer", "minimum": 1,
            },
            "answers": {
                "description": "Answers by question, for each step by its place. An empty text takes an earlier \
                                answer of the name back.",
                "type": "object",
                "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
                "examples": [{"/flows/book/steps/charge-card": {"reply": "answer"}}],
            },
        },
    })
}

/// The JSON Schema of a fate's body.
pub fn fate_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "hidden": {"description": "Whether only editors see it.", "type": "boolean"},
            "settled": {"description": "Whether it is answered or dealt with.", "type": "boolean"},
        },
    })
}

/// The JSON Schema of the body that hides a ballot.
pub fn hiding_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "required": ["hidden"],
        "additionalProperties": false,
        "properties": {
            "hidden": {"description": "Whether only editors see it, and it does not count.", "type": "boolean"},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(read: impl Fn(&str, &Tree<'_>) -> Vec<Fault>, text: &str) -> String {
        let faults = read(text, &Tree::from_json(text).unwrap());
        faults.into_iter().map(|fault| format!("{} {:?}", fault.at, fault.code)).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_fault_of_a_body_is_told() {
        let remark = |text: &str, tree: &Tree<'_>| remark(text, tree).map_or_else(|told| told, |sent| sent.faults);
        let ballot = |text: &str, tree: &Tree<'_>| ballot(text, tree).map_or_else(|told| told, |sent| sent.faults);
        let fate = |text: &str, tree: &Tree<'_>| fate(text, tree).err().unwrap_or_default();
        let hiding = |text: &str, tree: &Tree<'_>| hiding(text, tree).err().unwrap_or_default();
        let wrong = r#"{"kind": 1, "by": [], "texts": "", "revision": 0}"#;
        assert_eq!(faults(remark, wrong), "/texts UnknownField, /kind WrongType, /by WrongType, /revision WrongType");
        assert_eq!(faults(remark, r#"{"kind": "comment", "by": "A", "text": null, "revision": 2}"#), "");
        assert_eq!(faults(ballot, r#"{"by": "A", "answers": {"/a": {"reply": "none"}}}"#), "");
        let wrong = r#"{"by": 1, "answers": {"/a": [], "/b": {"reply": ["x"]}}}"#;
        assert_eq!(faults(ballot, wrong), "/by WrongType, /answers/~1a WrongType, /answers/~1b/reply WrongType");
        assert_eq!(faults(ballot, "{}"), "/by MissingField, /answers MissingField");
        assert_eq!(faults(remark, r#"{"by": null}"#), "/kind MissingField, /by MissingField");
        let many: Vec<String> = (0..=MOST_ANSWERS).map(|number| format!("\"q{number}\": \"a\"")).collect();
        let many = format!(r#"{{"by": "A", "answers": {{"/a": {{{}}}}}}}"#, many.join(","));
        assert_eq!(faults(ballot, &many), "/answers LimitPassed");
        assert_eq!(faults(fate, r#"{"hidden": true}"#), "");
        assert_eq!(faults(fate, r#"{"hidden": true, "settled": false}"#), " TooManyFields");
        assert_eq!(faults(fate, "{}"), " MissingField");
        assert_eq!(faults(fate, r#"{"settled": "yes"}"#), "/settled WrongType");
        assert_eq!(faults(fate, "[]"), " WrongType");
        assert_eq!(faults(hiding, r#"{"hidden": false}"#), "");
        assert_eq!(faults(hiding, r#"{"settled": true}"#), "/settled UnknownField, /hidden MissingField");
    }
}
