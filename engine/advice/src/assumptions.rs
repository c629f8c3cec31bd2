//! What becomes of a description's assumptions: what stands at the place of each, and whether that is what it says.
//!
//! An assumption no longer holds if its place is gone, or has another value than it takes for granted. One that names a
//! place only is looked at again by whoever compares two descriptions: [`Watched::stands`] differs.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::decimal::Decimal;
use crate::description::places::{named, pointer};
use crate::description::{Assumption, Plain};
use crate::digits::hexadecimal;
use crate::finding::listed;
use crate::lasting;
use crate::model::{Model, Resolved};
use crate::tree::{Finder, Span, Tree, Value};

/// An assumption about a place, with what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched<'d> {
    /// Its index in the description.
    pub index: usize,
    /// The assumption.
    pub assumption: &'d Assumption,
    /// The JSON Pointer of its place, whether or not the description has that place.
    pub at: String,
    /// The same with ids and names in place of numbers.
    pub place: String,
    /// The place for people, by the names of what it leads through.
    pub named: String,
    /// The number of the question that it leads to; none if it leads to something else.
    pub question: Option<usize>,
    /// What stands there; none if nothing does.
    pub stands: Option<Stands>,
    /// Whether the part that has the place is gone.
    pub is_gone: bool,
    /// Whether what stands there is what the assumption says. If it says no value: no if the place is gone, else none.
    pub holds: Option<bool>,
}

/// What stands at a place. For an answer it is the one that counts, whether it is stated, follows from the structure or
/// was read out of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// The value, or the beginning of its JSON if it is long.
    pub shown: String,
    /// The value as JSON; none if it is long.
    pub json: Option<String>,
    /// What tells it from other values: 16 hexadecimal digits.
    pub digest: String,
}

/// Number of characters of a value that are shown.
const SHOWN: usize = 80;

/// Number of bytes of a value's JSON that is kept whole.
const WHOLE: usize = 1000;

impl Stands {
    fn of(json: &str) -> Self {
        let plain = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(json);
        let mut shown: String = plain.chars().take(SHOWN).collect();
        if shown.len() < plain.len() {
            shown.push('\u{2026}');
        }
        Self {
            shown,
            json: (json.len() <= WHOLE).then(|| json.to_owned()),
            digest: hexadecimal(&Sha256::digest(json), 8),
        }
    }

    /// The value for people: answers to the question by their labels, any other value as code.
    pub fn in_words(&self, model: &Model<'_>, question: Option<usize>) -> String {
        let several: Option<Vec<String>> = self.json.as_deref().and_then(|json| serde_json::from_str(json).ok());
        match several {
            Some(several) if !several.is_empty() => {
                in_words(model, question, &several.iter().map(String::as_str).collect::<Vec<_>>())
            }
            _ => in_words(model, question, &[&self.shown]),
        }
    }
}

/// Values for people: answers to the question by their labels, any others as code.
pub(crate) fn in_words(model: &Model<'_>, question: Option<usize>, values: &[&str]) -> String {
    let asked = question.and_then(|question| model.rulebook().asked(question));
    let named = values.iter().map(|value| {
        let known = asked.and_then(|asked| asked.answers.iter().find(|known| known.id == *value));
        known.map_or_else(|| format!("`{value}`"), |known| format!("\u{201c}{}\u{201d}", known.label))
    });
    let named: Vec<String> = named.collect();
    listed(&named.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The assumptions about places, in the order of the description.
pub fn watched<'m>(model: &'m Model<'_>) -> Vec<Watched<'m>> {
    let assumptions = model.description().assumptions.iter().enumerate();
    let placed: Vec<_> =
        assumptions.filter_map(|(index, assumption)| Some((index, assumption, assumption.at.as_deref()?))).collect();
    let mut watched = Vec::with_capacity(placed.len());
    look(model, placed.iter().map(|(_, assumption, at)| (*at, assumption.is.as_ref())), |looked| {
        let (index, assumption, _) = placed[watched.len()];
        let Looked { at, question, stands, is_gone, holds } = looked;
        let (place, named) = (named(model.description(), &at), lasting::in_words(model, &at));
        let holds = holds.or(is_gone.then_some(false));
        watched.push(Watched { index, assumption, at, place, named, question, stands, is_gone, holds });
    });
    watched
}

/// What stands at places of a description, in their order. A place is a JSON Pointer, with numbers or with ids.
pub fn standing<'p>(model: &Model<'_>, places: impl ExactSizeIterator<Item = &'p str>) -> Vec<Option<Stands>> {
    let mut standing = Vec::with_capacity(places.len());
    look(model, places.map(|place| (place, None)), |looked| standing.push(looked.stands));
    standing
}

/// What stands at a place, as [`Watched`] says it.
struct Looked {
    at: String,
    question: Option<usize>,
    stands: Option<Stands>,
    is_gone: bool,
    holds: Option<bool>,
}

/// Tells for each place what stands there, and whether that is what is expected.
fn look<'p>(
    model: &Model<'_>,
    places: impl ExactSizeIterator<Item = (&'p str, Option<&'p Plain>)>,
    mut tell: impl FnMut(Looked),
) {
    if places.len() == 0 {
        return;
    }
    let description = model.description();
    // Serialising a description cannot fail.
    let json = serde_json::to_string(description).unwrap_or_default();
    let Ok(tree) = Tree::from_json(&json) else { return };
    let mut finder = Finder::new(&tree);
    // Many assumptions may be about one large part.
    let mut seen: BTreeMap<(u32, u32), Stands> = BTreeMap::new();
    for (place, is) in places {
        let at = pointer(description, place);
        let answered = answered(model, &at);
        let question = answered.as_ref().map(|(question, _)| *question);
        let found = match answered {
            Some((_, answers)) => (!answers.is_empty()).then_some(Found::Answers(answers)),
            None => finder.has(&at).then(|| Found::Value(finder.nearest(&at))),
        };
        // A field that nobody filled in is there; an item of a list is not.
        let holder = at.rsplit_once('/').map_or("", |(holder, _)| holder);
        let mut is_empty = || finder.has(holder) && !matches!(finder.nearest(holder).value, Value::List(_));
        let is_gone = found.is_none() && question.is_none() && !is_empty();
        let holds = is.map(|is| found.as_ref().is_some_and(|found| found.is(is)));
        let stands = found.map(|found| match found {
            Found::Answers(ids) => Stands::of(&written(&ids)),
            Found::Value(tree) => {
                let Span { start, end } = tree.span;
                let text = || json.get(start as usize..end as usize).unwrap_or_default();
                seen.entry((start, end)).or_insert_with(|| Stands::of(text())).clone()
            }
        });
        tell(Looked { at, question, stands, is_gone, holds });
    }
}

/// Ids of answers as JSON.
fn written(ids: &[&str]) -> String {
    match ids {
        [one] => serde_json::to_string(one),
        several => serde_json::to_string(several),
    }
    .unwrap_or_default()
}

/// What stands at a place.
enum Found<'t> {
    /// Ids of answers.
    Answers(Vec<&'t str>),
    /// Anything else.
    Value(&'t Tree<'t>),
}

impl Found<'_> {
    fn is(&self, expected: &Plain) -> bool {
        match self {
            Self::Answers(ids) => match expected {
                Plain::Text(text) => ids.as_slice() == [text.as_str()],
                // Older YAML parsers turn a bare `yes` or `no` into a boolean.
                Plain::Truth(truth) => ids.as_slice() == [if *truth { "yes" } else { "no" }],
                Plain::Several(texts) => same(ids, texts),
                Plain::Number(_) => false,
            },
            Self::Value(tree) => match (&tree.value, expected) {
                (Value::Text(text), Plain::Text(expected)) => text == expected,
                (Value::Bool(truth), Plain::Truth(expected)) => truth == expected,
                (Value::Number(number), Plain::Number(expected)) => Decimal::parse(number) == Some(*expected),
                (Value::List(items), Plain::Several(expected)) => {
                    let texts: Option<Vec<&str>> = items
                        .iter()
                        .map(|item| if let Value::Text(text) = &item.value { Some(text.as_ref()) } else { None })
                        .collect();
                    texts.is_some_and(|texts| same(&texts, expected))
                }
                _ => false,
            },
        }
    }
}

/// Whether two lists have the same texts, in any order.
fn same(one: &[&str], other: &[String]) -> bool {
    let mut one = one.to_vec();
    let mut other: Vec<&str> = other.iter().map(String::as_str).collect();
    one.sort_unstable();
    other.sort_unstable();
    one == other
}

/// The question and the ids of its answers that count, if the pointer is one to an answer: no ids if it is open.
fn answered<'m>(model: &'m Model<'_>, at: &str) -> Option<(usize, Vec<&'m str>)> {
    let parts: Vec<&str> = at.split('/').skip(1).collect();
    let (given, question): (&[Resolved], &str) = match parts.as_slice() {
        ["answers", question] => (model.system(), question),
        ["flows", flow, "steps", step, "answers", question] => {
            let flow = flow.parse::<usize>().ok().and_then(|flow| model.flows().get(flow))?;
            let step = step.parse::<usize>().ok().and_then(|step| flow.steps.get(step))?;
            (&step.answers, question)
        }
        _ => return None,
    };
    let book = model.rulebook();
    let question = book.question(question)?;
    let ids = given.iter().filter(|given| given.question == question);
    let ids = ids.filter_map(|given| Some(book.asked(given.question)?.answers.get(given.answer)?.id.as_ref()));
    Some((question, ids.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assess, model, rules::shipped};

    /// The assumptions of a shop, each as its place, what stands there and whether it holds.
    fn told(assumptions: &str) -> String {
        let text = format!(
            r#"{{"name": "Shop", "answers": {{"history_needed": ["regulatory_audit", "debugging"]}},
                "participants": [{{"id": "bank", "workers": 4, "availability": 0.999}}],
                "assumptions": [{assumptions}],
                "flows": [{{"id": "buy", "steps": [
                    {{"id": "look", "action": "Look at it"}},
                    {{"id": "pay", "action": "Charge the card", "to": ["bank", "log"],
                      "answers": {{"undo": "compensable"}}, "inferred": {{"reply": "answer"}},
                      "today": {{"waits": true}}}}]}}]}}"#
        );
        let tree = Tree::from_json(&text).unwrap();
        let model = model::read(&text, &tree, shipped()).unwrap();
        let told = watched(&model).into_iter().map(|one| {
            let holds = one.holds.map_or("", |holds| if holds { " holds" } else { " broken" });
            format!("{} {}{holds}", one.place, one.stands.as_ref().map_or("-", |stands| &stands.shown))
        });
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_stands_at_a_place_is_compared() {
        for (assumption, expected) in [
            (
                r#""at": "/flows/0/steps/1/answers/undo", "is": "compensable""#,
                "/flows/buy/steps/pay/answers/undo compensable holds",
            ),
            (
                r#""at": "/flows/buy/steps/pay/answers/undo", "is": "irreversible""#,
                "/flows/buy/steps/pay/answers/undo compensable broken",
            ),
            (
                r#""at": "/flows/buy/steps/pay/answers/reply", "is": "answer""#,
                "/flows/buy/steps/pay/answers/reply answer holds",
            ),
            (
                r#""at": "/flows/buy/steps/pay/answers/consumer_count", "is": "multiple""#,
                "/flows/buy/steps/pay/answers/consumer_count multiple holds",
            ),
            (
                r#""at": "/flows/buy/steps/pay/answers/intent", "is": "event""#,
                "/flows/buy/steps/pay/answers/intent - broken",
            ),
            (
                r#""at": "/flows/buy/steps/ship/answers/undo", "is": "irreversible""#,
                "/flows/buy/steps/ship/answers/undo - broken",
            ),
            (
                r#""at": "/answers/history_needed", "is": ["debugging", "regulatory_audit"]"#,
                r#"/answers/history_needed ["regulatory_audit","debugging"] holds"#,
            ),
            (
                r#""at": "/answers/history_needed", "is": "debugging""#,
                r#"/answers/history_needed ["regulatory_audit","debugging"] broken"#,
            ),
            (r#""at": "/participants/bank/workers", "is": 4.0"#, "/participants/bank/workers 4 holds"),
            (r#""at": "/participants/0/availability", "is": 0.9"#, "/participants/bank/availability 0.999 broken"),
            (r#""at": "/flows/0/steps/pay/today/waits", "is": true"#, "/flows/buy/steps/pay/today/waits true holds"),
            (
                r#""at": "/flows/buy/steps/pay/to", "is": ["log", "bank"]"#,
                r#"/flows/buy/steps/pay/to ["bank","log"] holds"#,
            ),
            (r#""at": "/flows/buy/steps/pay/to/log", "is": "log""#, "/flows/buy/steps/pay/to/log log holds"),
            (r#""at": "/participants/bank""#, r#"/participants/bank {"id":"bank","workers":4,"availability":0.999}"#),
        ] {
            assert_eq!(told(&format!(r#"{{"text": "t", {assumption}}}"#)), expected, "{assumption}");
        }
        assert_eq!(told(r#"{"text": "Nobody checks this."}"#), "");
    }

    #[test]
    fn a_place_that_is_gone_speaks_and_a_slip_is_a_fault() {
        let faults = |assumption: &str| {
            let text = format!(
                r#"{{"name": "S", "assumptions": [{assumption}], "flows": [{{"id": "f", "steps": [{{"id": "a", "action": "Pay"}}]}}]}}"#
            );
            let tree = Tree::from_json(&text).unwrap();
            match model::read(&text, &tree, shipped()) {
                Ok(model) => {
                    assess(&model).findings.iter().map(|found| format!("{} {}", found.rule, found.at)).collect()
                }
                Err(faults) => {
                    faults.into_iter().map(|fault| format!("{:?} {}", fault.code, fault.at)).collect::<Vec<_>>()
                }
            }
        };
        for (assumption, expected) in [
            (r#"{"text": "t", "at": "/flows/f/steps/a"}"#, ""),
            (r#"{"text": "t", "at": "/flows/f/steps/b"}"#, "broken_assumption /assumptions/0/at"),
            (r#"{"text": "t", "at": "/flows/f/steps/b/answers/reply"}"#, "broken_assumption /assumptions/0/at"),
            (r#"{"text": "t", "at": "/flows/0/steps/1"}"#, "broken_assumption /assumptions/0/at"),
            (r#"{"text": "t", "at": "/flows/f/steps/a/to"}"#, ""),
            (r#"{"text": "t", "at": "/flows/f/steps/a/answers/reply"}"#, ""),
            (r#"{"text": "t", "at": "flows/0"}"#, "UnknownReference /assumptions/0/at"),
            (r#"{"text": "t", "at": "/flows/f/steps/a/acton"}"#, "UnknownReference /assumptions/0/at"),
            (r#"{"text": "t", "at": "/flows/f/steps/a/answers/rpely"}"#, "UnknownQuestion /assumptions/0/at"),
            (
                r#"{"text": "t", "at": "/flows/f/steps/a/answers/reply", "is": "non"}"#,
                "UnknownAnswer /assumptions/0/is",
            ),
            (r#"{"text": "t", "at": "/flows/f/steps/a/answers/reply", "is": 1}"#, "UnknownAnswer /assumptions/0/is"),
            (r#"{"text": "t", "is": "x"}"#, "MissingField /assumptions/0"),
            (r#"{"text": "t", "at": "/flows/f/steps/b", "is": "x"}"#, "broken_assumption /assumptions/0/at"),
            (
                r#"{"text": "t", "at": "/flows/0/steps/0/action", "is": "Ship"}"#,
                "broken_assumption /flows/0/steps/0/action",
            ),
            (r#"{"text": "t", "at": "/name", "is": "S"}"#, ""),
            (r#"{"text": "t", "at": "/name", "is": {}}"#, "WrongType /assumptions/0/is"),
        ] {
            assert_eq!(faults(assumption).join(", "), expected, "{assumption}");
        }
    }
}
