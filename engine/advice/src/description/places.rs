//! The places of a description with ids and names in place of numbers, and back.
//!
//! A JSON Pointer counts: it names another step as soon as one is added above. Every part of the description must have
//! its id.

use super::{Description, Field, Step, names};

/// A place with ids and names where the JSON Pointer `at` has numbers: `/flows/book/steps/confirm/today/message`. A
/// part of the pointer that the description does not have stays as it is.
pub fn named(description: &Description, at: &str) -> String {
    let parts: Vec<&str> = at.split('/').skip(1).collect();
    let named = match parts.as_slice() {
        ["participants", participant, rest @ ..] => {
            let participant = item(&description.participants, participant).and_then(|found| found.id.as_deref());
            Some((vec!["participants", participant.unwrap_or(parts[1])], rest))
        }
        ["flows", index, rest @ ..] => item(&description.flows, index).map(|flow| {
            let mut named = vec!["flows", flow.id.as_deref().unwrap_or(index)];
            let rest = match rest {
                ["steps", index, rest @ ..] => {
                    let step = item(&flow.steps, index);
                    named.extend(["steps", step.and_then(|step| step.id.as_deref()).unwrap_or(index)]);
                    step.and_then(|step| within(step, rest)).map_or(rest, |(list, name, rest)| {
                        named.extend_from_slice(list);
                        named.push(name);
                        rest
                    })
                }
                _ => rest,
            };
            (named, rest)
        }),
        _ => None,
    };
    let Some((named, rest)) = named else { return at.to_owned() };
    let named = named.into_iter().map(escaped);
    // The rest of a pointer is escaped already.
    let parts = named.chain(rest.iter().map(|part| (*part).to_owned()));
    parts.fold(String::new(), |place, part| place + "/" + &part)
}

/// A place with ids and names, whether it is written with numbers or with ids.
pub fn by_ids(description: &Description, place: &str) -> String {
    named(description, &pointer(description, place))
}

/// What a part of a pointer into a step names, if it is an item of a list: the path of the list, the item's name, and
/// the rest of the pointer.
fn within<'d, 'p>(step: &'d Step, parts: &'p [&'p str]) -> Option<(&'p [&'p str], &'d str, &'p [&'p str])> {
    let field = |field: &'d Field| field.name.as_str();
    let (length, name) = match parts {
        ["fields", index, ..] => (1, item(&step.fields, index).map(field)),
        ["today", "fields", index, ..] => (2, item(&step.today.as_ref()?.fields, index).map(String::as_str)),
        ["to", index, ..] => (1, item(&step.to, index).map(String::as_str)),
        ["tells", index, ..] => (1, item(&step.tells, index).map(String::as_str)),
        ["after", index, ..] => (1, item(step.after.as_deref().unwrap_or_default(), index).map(String::as_str)),
        _ => return None,
    };
    Some((&parts[..length], name?, &parts[length + 1..]))
}

/// The JSON Pointer of a [named] place: the place with numbers where it has ids and names. A part that the description
/// does not have stays as it is, and so does a number.
pub fn pointer(description: &Description, place: &str) -> String {
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let mut counted: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let mut count = |at: usize, ids: &[Option<&str>]| -> Option<usize> {
        let index = number(ids, parts.get(at)?)?;
        counted[at] = index.to_string();
        Some(index)
    };
    match parts.as_slice() {
        ["participants", _, ..] => _ = count(1, &by(&description.participants, |one| one.id.as_deref())),
        ["flows", _, rest @ ..] => {
            let flow = count(1, &by(&description.flows, |flow| flow.id.as_deref()));
            let flow = flow.and_then(|flow| description.flows.get(flow));
            if let (Some(flow), ["steps", _, rest @ ..]) = (flow, rest) {
                let step = count(3, &by(&flow.steps, |step| step.id.as_deref()));
                let listed = step.and_then(|step| listed(flow.steps.get(step)?, rest));
                if let Some((at, names)) = listed {
                    count(4 + at, &names);
                }
            }
        }
        _ => {}
    }
    if place.is_empty() { String::new() } else { format!("/{}", counted.join("/")) }
}

/// The names of the items of the list that a part of a pointer into a step leads into, and which part names the item.
fn listed<'d>(step: &'d Step, parts: &[&str]) -> Option<(usize, Vec<Option<&'d str>>)> {
    let texts = |texts: &'d [String]| by(texts, |text| Some(text.as_str()));
    Some(match parts {
        ["fields", _, ..] => (1, by(&step.fields, |field| Some(field.name.as_str()))),
        ["today", "fields", _, ..] => (2, texts(&step.today.as_ref()?.fields)),
        ["to", _, ..] => (1, texts(&step.to)),
        ["tells", _, ..] => (1, texts(&step.tells)),
        ["after", _, ..] => (1, texts(step.after.as_deref().unwrap_or_default())),
        _ => return None,
    })
}

fn by<'d, T>(items: &'d [T], name: impl Fn(&'d T) -> Option<&'d str>) -> Vec<Option<&'d str>> {
    items.iter().map(name).collect()
}

/// The index that a part of a pointer names: by its number, or else by its name.
fn number(names: &[Option<&str>], part: &str) -> Option<usize> {
    let name = part.replace("~1", "/").replace("~0", "~");
    let counted = part.parse::<usize>().ok().filter(|index| *index < names.len());
    counted.or_else(|| names.iter().position(|one| *one == Some(name.as_str())))
}

/// Whether a pointer names a participant, a flow or a step by something that is no number.
pub(crate) fn has_ids(pointer: &str) -> bool {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let is_id = |part: &str| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        ["flows", flow, "steps", step, ..] => is_id(flow) || is_id(step),
        ["flows" | "participants", one, ..] => is_id(one),
        _ => false,
    }
}

fn item<'d, T>(items: &'d [T], index: &str) -> Option<&'d T> {
    items.get(index.parse::<usize>().ok()?)
}

/// A name as a part of a JSON Pointer.
pub fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// What a place leads to, by the form of its pointer; nothing is said of whether it exists.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Leads<'p> {
    /// To no field that a description may have. There are the name that is wrong and those that are right.
    Nowhere(&'p str, &'static [&'static str]),
    /// To a question about a step.
    StepQuestion(&'p str),
    /// To a question about the system.
    SystemQuestion(&'p str),
    /// To anything else.
    Somewhere,
}

/// What a place leads to; none if it is no JSON Pointer.
pub(crate) fn leads(place: &str) -> Option<Leads<'_>> {
    let parts: Vec<&str> = place.split('/').collect();
    let ["", parts @ ..] = parts.as_slice() else { return None };
    let (name, known) = match parts {
        ["answers", question, ..] => return Some(Leads::SystemQuestion(question)),
        ["flows", _, "steps", _, "answers", question, ..] => return Some(Leads::StepQuestion(question)),
        ["flows", _, "steps", _, field, ..] => (*field, names::STEP),
        ["flows", _, field, ..] => (*field, names::FLOW),
        ["participants", _, field, ..] => (*field, names::PARTICIPANT),
        [field, ..] => (*field, names::SYSTEM),
        [] => return Some(Leads::Somewhere),
    };
    Some(if known.contains(&name) { Leads::Somewhere } else { Leads::Nowhere(name, known) })
}
