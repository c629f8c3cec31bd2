//! The words for what differs between two descriptions: the names of fields and of values.
//!
//! A value comes as [`difference`](crate::difference) writes it. What is not known here is said as it is written.

use std::borrow::Cow;

pub use advice::description::names::field;
use advice::{
    Model, Rulebook,
    description::{Flow, Period},
};
use serde_json::Value;

use super::names;

/// The value of a field for people. `place` is the place of the part that has the field.
pub fn said(model: &Model<'_>, place: &str, what: &str, value: &str) -> String {
    let flow = flow_of(model, place);
    match what {
        "from" | "actor" | "of" => participant(model, value),
        "to" | "tells" => listed(value, |id| participant(model, id)),
        "after" => listed(value, |id| step(flow, id)),
        "when.step" | "undoes" => step(flow, value),
        "steps" => listed(value, |id| step(flow, id)),
        "within" | "starts.after" | "trigger.every" => {
            let period = Period::parse(value).map_or_else(|| value.to_owned(), |period| period.in_words());
            if what == "trigger.every" { format!("every {period}") } else { period }
        }
        "join" if value == "any" => "the first of them".to_owned(),
        "join" => "all of them".to_owned(),
        "today.style" => names::style(model.rulebook(), value).to_owned(),
        "kind" | "when.outcome" => value.replace('_', " "),
        "today.waits" => if value == "true" { "yes" } else { "no" }.to_owned(),
        "fields" | "today.fields" | "assumptions" => listed(value, str::to_owned),
        _ => value.to_owned(),
    }
}

/// The answers to a question for people; `value` holds their ids, with commas between them.
pub fn answer(book: &Rulebook, question: &str, value: &str) -> String {
    value.split(", ").map(|id| names::answer(book, question, id)).collect::<Vec<_>>().join(", ")
}

/// The name of a value of an assessment for people.
pub fn advised_field(what: &str) -> Cow<'_, str> {
    match what {
        "level" => Cow::Borrowed("consistency"),
        "cqrs" => Cow::Borrowed("reading apart from writing (CQRS)"),
        "announces" => Cow::Borrowed("event"),
        _ => Cow::Owned(what.replace('_', " ")),
    }
}

/// A value of an assessment for people. `place` is the place of the part that it is about.
pub fn advised(model: &Model<'_>, place: &str, what: &str, value: &str) -> String {
    let book = model.rulebook();
    match what {
        "verdict" => value.replace('_', "-"),
        "style" => names::style(book, value).to_owned(),
        "mechanism" => names::mechanism(book, value).to_owned(),
        "saga" => names::of_kind(book, "saga", value).to_owned(),
        "lean" => value.parse().map_or_else(|_| value.to_owned(), super::signed),
        "level" if value == "strong_eventual" => "converging".to_owned(),
        "commit_point" => step(flow_of(model, place), value),
        "event_sourcing" | "cqrs" => match value {
            "consider" => "worth considering".to_owned(),
            other => other.replace('_', " "),
        },
        _ => value.to_owned(),
    }
}

/// The flow that a place is in.
fn flow_of<'m>(model: &'m Model<'_>, place: &str) -> Option<&'m Flow> {
    let id = place.strip_prefix("/flows/")?.split('/').next()?;
    model.description().flows.iter().find(|flow| flow.id.as_deref() == Some(id))
}

fn participant(model: &Model<'_>, id: &str) -> String {
    let known = model.participants().iter().find(|known| known.id == id);
    known.map_or(id, |known| &known.name).to_owned()
}

/// What a step does.
fn step(flow: Option<&Flow>, id: &str) -> String {
    let known = flow.and_then(|flow| flow.steps.iter().find(|step| step.id.as_deref() == Some(id)));
    known.map_or(id, |known| &known.action).to_owned()
}

/// The items of a list that is written as JSON. An object is named by its name or its text.
fn listed(value: &str, name: impl Fn(&str) -> String) -> String {
    let Ok(Value::Array(items)) = serde_json::from_str(value) else { return value.to_owned() };
    if items.is_empty() {
        return "nothing".to_owned();
    }
    let named = items.iter().map(|item| match item {
        Value::String(text) => name(text),
        Value::Object(fields) => match fields.get("name").or(fields.get("text")) {
            Some(Value::String(text)) => text.clone(),
            _ => item.to_string(),
        },
        other => other.to_string(),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// What stood at a place and what stands there now.
pub fn again(was: Option<&str>, is: Option<&str>, is_answer: bool) -> String {
    let nothing = if is_answer { "not answered" } else { "nothing" };
    format!("{} before, {} now", was.unwrap_or(nothing), is.unwrap_or(nothing))
}
