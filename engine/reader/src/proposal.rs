//! Reads what a language model proposes: a description in which each step and each answer quotes the words of the
//! text that it stands on.
//!
//! If a quote is not in the text, the step or answer that it stands for is dropped, so nothing enters the reading that
//! nobody wrote. What remains is a [`Reading`] as any other: the answers count as inferred, never as stated, and the
//! rules alone decide. The open questions are answered as for every description: by its own words ([`clues::fill`]).
//!
//! This module must not know which model proposed it, or how it was asked.

mod quotes;
mod sentences;

use std::borrow::Cow;
use std::collections::BTreeMap;

use advice::description::Description;
use advice::edit::{self, Edit};
use advice::fault::{Code, Fault};
use advice::model::{self, Model};
use advice::rulebook::Rulebook;
use advice::tree::{Tree, Value};
use schemars::JsonSchema;
use serde::Serialize;

use crate::clues;
use crate::evidence::Evidence;
use crate::reading::Reading;
use quotes::Original;

/// The field that holds the quotes beside a step, a flow or the system.
pub const QUOTES: &str = "quotes";

/// The reason beside each quote of a step or an answer.
const PROPOSED: &str = "The model that proposed this quotes these words.";

/// Fields of a flow or a step that need a quote under their own name.
const TOLD: &[&str] = &["starts", "within", "today", "trigger", "rate"];

/// Fields that are kept only if they are copied from the text.
const COPIED: &[&str] = &["notes", "summary"];

/// Fields that no text of a system gives to a model: settings, and figures that are not quoted.
const NOT_PROPOSED: &[&str] = &[
    "ruleset",
    "assumptions",
    "review_by",
    "workers",
    "service_ms",
    "availability",
    "recovery_s",
    "timeout_ms",
    "retries",
    "hop_ms",
];

/// A proposal as read.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// What was read. Without the text, its evidence has no spans, and nothing is left over.
    pub reading: Reading,
    /// What was dropped, in the order of the proposal.
    pub dropped: Vec<Dropped>,
}

/// A part of a proposal that was dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dropped {
    /// JSON Pointer into the proposal.
    pub at: String,
    /// The part in words: the action of a step, or the name of a field or question.
    pub part: String,
    /// Its quote, as far as it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// Whether a document is a proposal: whether anything in it has quotes.
pub fn is_proposal(tree: &Tree<'_>) -> bool {
    let list = |tree: &Tree<'_>, name| match field(tree, name).map(|tree| &tree.value) {
        Some(Value::List(items)) => items.iter().any(|item| field(item, QUOTES).is_some()),
        _ => false,
    };
    let flows = match field(tree, "flows").map(|tree| &tree.value) {
        Some(Value::List(flows)) => flows.as_slice(),
        _ => &[],
    };
    field(tree, QUOTES).is_some() || list(tree, "flows") || flows.iter().any(|flow| list(flow, "steps"))
}

/// Says of a proposal that was read as a description where this form is read. One fault stands for all its quotes.
pub fn tell_where_it_is_read(faults: &mut Vec<Fault>) {
    let mut is_told = false;
    faults.retain_mut(|fault| {
        if fault.code != Code::UnknownField || fault.at.rsplit('/').next() != Some(QUOTES) {
            return true;
        }
        "This is the form that an assistant writes about a text: its quotes are looked for there."
            .clone_into(&mut fault.message);
        fault.hint = Some(
            "Send it to `POST /api/v1/descriptions` with `from: text`, or to the tool `describe_from_text`, and use \
             the description that comes back."
                .to_owned(),
        );
        !std::mem::replace(&mut is_told, true)
    });
}

/// Reads a proposal. `source` is its text, of which `tree` was made; `original` is the text that it quotes, or
/// `None` if that is not at hand: then quotes are believed.
///
/// # Errors
/// Every fault of the proposal, each with its place in `source`; or, if no step is left, one fault that says so.
pub fn read(source: &str, tree: &Tree<'_>, original: Option<&str>, book: &Rulebook) -> Result<Proposed, Vec<Fault>> {
    let bare = without_quotes(tree);
    model::read(source, &bare, book)?;

    let text = original.map(Original::of);
    let mut sieve = Sieve { text: text.as_ref(), dropped: Vec::new(), found: BTreeMap::new(), lost: Vec::new() };
    let kept = sieve.description(tree);
    let Sieve { dropped, found, lost, .. } = sieve;
    let model = model::read(source, &kept, book)?;
    let description = without_steps(model.description(), &lost)?;
    if description.flows.is_empty() {
        let message = "No step is left: none quotes words that are in the text.";
        let hint = "Write for each step the words of the text that it stands on, such as `quotes: {action: \"we \
                    reserve the seat\"}`.";
        return Err(vec![Fault::new("/flows", Code::Empty, message).hint(hint)]);
    }
    let model = Model::resolve(description, book)?;
    let (mut description, inferred) = clues::fill(&model);
    let moved = new_places(tree, &lost);
    let proposed = found.into_iter().filter_map(|(at, quote)| Some((moved_to(&at, &moved)?, quote)));
    let mut evidence: Vec<Evidence> = proposed
        .map(|(at, quote)| Evidence { at, span: quote.span, within: None, words: quote.words, because: PROPOSED })
        .collect();
    evidence.extend(inferred.into_iter().map(|found| in_text(found, &evidence, text.as_ref())).collect::<Vec<_>>());
    infer(&mut description);
    for step in description.flows.iter_mut().flat_map(|flow| &mut flow.steps) {
        begin_large(&mut step.action);
    }
    let (left_over, sentences) = match original {
        Some(original) => sentences::told(original, description.flows.len(), &evidence),
        None => (Vec::new(), Vec::new()),
    };
    Ok(Proposed { reading: Reading { description, evidence, left_over, sentences }, dropped })
}

/// Turns every stated answer into an inferred one.
fn infer(description: &mut Description) {
    let answers = std::mem::take(&mut description.answers);
    description.inferred.extend(answers);
    for step in description.flows.iter_mut().flat_map(|flow| &mut flow.steps) {
        let answers = std::mem::take(&mut step.answers);
        step.inferred.extend(answers);
    }
}

/// Begins an action with a capital, as every other reading does. A name such as `iOS` stays.
fn begin_large(action: &mut String) {
    let mut chars = action.chars();
    if let (Some(first), Some(second)) = (chars.next(), chars.next())
        && first.is_lowercase()
        && !second.is_uppercase()
    {
        action.replace_range(..first.len_utf8(), &first.to_uppercase().collect::<String>());
    }
}

/// Evidence that stands in a field of the description, as evidence in the text: where the quote of the same step
/// has the same words.
fn in_text(found: Evidence, proposed: &[Evidence], text: Option<&Original<'_>>) -> Evidence {
    let step = found.at.split("/inferred/").next().unwrap_or_default();
    let action = proposed.iter().find(|quote| quote.at.strip_prefix(step) == Some("/action"));
    match action.and_then(|quote| text?.find_within(&found.words, quote.span?)) {
        Some((span, words)) => Evidence { span: Some(span), within: None, words: words.to_owned(), ..found },
        None => Evidence { span: None, within: None, ..found },
    }
}

/// The description without the steps at `lost`, which are pairs of indices, and without flows that have no step left.
fn without_steps(description: &Description, lost: &[(usize, usize)]) -> Result<Description, Vec<Fault>> {
    let id = |id: &Option<String>| id.clone().unwrap_or_default();
    let mut edits = Vec::new();
    for (index, flow) in description.flows.iter().enumerate() {
        let gone = || lost.iter().filter(|(its, _)| *its == index);
        if gone().count() == flow.steps.len() {
            edits.push(Edit::RemoveFlow { flow: id(&flow.id) });
        } else {
            edits.extend(gone().filter_map(|(_, step)| {
                Some(Edit::RemoveStep { flow: id(&flow.id), step: id(&flow.steps.get(*step)?.id) })
            }));
        }
    }
    edit::apply_all(description, &edits)
}

/// Where each flow and each step of the proposal stands after the steps at `lost` have gone.
fn new_places(tree: &Tree<'_>, lost: &[(usize, usize)]) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    let mut flows = 0;
    for (index, flow) in items(tree, "flows").iter().enumerate() {
        let kept: Vec<usize> = (0..items(flow, "steps").len()).filter(|step| !lost.contains(&(index, *step))).collect();
        if kept.is_empty() {
            continue;
        }
        places.insert(format!("/flows/{index}"), format!("/flows/{flows}"));
        for (now, step) in kept.into_iter().enumerate() {
            places.insert(format!("/flows/{index}/steps/{step}"), format!("/flows/{flows}/steps/{now}"));
        }
        flows += 1;
    }
    places
}

/// A pointer of the proposal as a pointer of what is left; `None` if its flow or step has gone.
fn moved_to(at: &str, places: &BTreeMap<String, String>) -> Option<String> {
    let mut parts = at.match_indices('/').map(|(index, _)| index).chain([at.len()]);
    let (flow, step) = (parts.nth(2), parts.nth(1));
    let end = if at.contains("/steps/") { step } else { flow };
    match end.filter(|_| at.starts_with("/flows/")) {
        Some(end) => Some(format!("{}{}", places.get(&at[..end])?, &at[end..])),
        None => Some(at.to_owned()),
    }
}

/// A quote that was found, or believed.
#[derive(Debug, Clone)]
struct Quote {
    /// The words as they stand in the text, or as they were quoted.
    words: String,
    /// Their place in characters; `None` without the text.
    span: Option<[u32; 2]>,
}

/// Takes from a proposal what no words of the text bear.
struct Sieve<'p, 't> {
    text: Option<&'p Original<'t>>,
    dropped: Vec<Dropped>,
    /// The quotes by the pointer to what they bear.
    found: BTreeMap<String, Quote>,
    /// Indices of the flow and the step of every step that is dropped.
    lost: Vec<(usize, usize)>,
}

impl Sieve<'_, '_> {
    fn description<'v>(&mut self, tree: &Tree<'v>) -> Tree<'v> {
        let mut kept = self.part(tree, "");
        for (name, value) in fields_mut(&mut kept).into_iter().flatten() {
            match name.as_ref() {
                "flows" => {
                    for (index, flow) in items_mut(value).iter_mut().enumerate() {
                        self.flow(flow, index);
                    }
                }
                "participants" => {
                    for participant in items_mut(value).iter_mut().filter_map(fields_mut) {
                        participant.retain(|(name, _)| !NOT_PROPOSED.contains(&name.as_ref()) && name != QUOTES);
                    }
                }
                _ => {}
            }
        }
        kept
    }

    fn flow(&mut self, flow: &mut Tree<'_>, index: usize) {
        *flow = self.part(flow, &format!("/flows/{index}"));
        let Some((_, steps)) = fields_mut(flow).and_then(|fields| fields.iter_mut().find(|(name, _)| name == "steps"))
        else {
            return;
        };
        for (step, told) in items_mut(steps).iter_mut().enumerate() {
            let at = format!("/flows/{index}/steps/{step}");
            let action = text_of(field(told, "action")).unwrap_or_default().to_owned();
            if self.bears(told, "action", &format!("{at}/action"), &action) {
                *told = self.part(told, &at);
            } else {
                self.lost.push((index, step));
                *told = without_quotes(told);
            }
        }
    }

    /// The part without its quotes and without what they do not bear.
    fn part<'v>(&mut self, part: &Tree<'v>, at: &str) -> Tree<'v> {
        let Value::Map(fields) = &part.value else { return part.clone() };
        let mut kept = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            let here = format!("{at}/{name}");
            match name.as_ref() {
                QUOTES => {}
                "answers" | "inferred" => {
                    // A question that is answered in both is answered by what stands first.
                    let answers = self.answers(part, value, at);
                    let known = kept.iter_mut().find(|(name, _): &&mut (Cow<'v, str>, Tree<'v>)| name == "answers");
                    if let Some(known) = known.and_then(|(_, known)| fields_mut(known)) {
                        known.extend(answers);
                    } else {
                        let answers = Tree { span: value.span, value: Value::Map(answers) };
                        kept.push((Cow::Borrowed("answers"), answers));
                    }
                }
                other if NOT_PROPOSED.contains(&other) => {
                    self.dropped.push(Dropped { at: here, part: other.to_owned(), quote: None });
                }
                other if COPIED.contains(&other) => {
                    if self.is_copied(value, &here, other) {
                        kept.push((name.clone(), value.clone()));
                    }
                }
                other => {
                    let is_quoted = text_of(quotes_of(part, other).first().copied()).is_some();
                    if !(TOLD.contains(&other) || other == "when" && is_quoted) || self.bears(part, other, &here, other)
                    {
                        kept.push((name.clone(), value.clone()));
                    }
                }
            }
        }
        Tree { span: part.span, value: Value::Map(kept) }
    }

    fn answers<'v>(&mut self, part: &Tree<'v>, answers: &Tree<'v>, at: &str) -> Vec<(Cow<'v, str>, Tree<'v>)> {
        let Value::Map(given) = &answers.value else { return Vec::new() };
        let mut kept: Vec<(Cow<'v, str>, Tree<'v>)> = Vec::with_capacity(given.len());
        for (question, answer) in given {
            let here = format!("{at}/inferred/{question}");
            if !self.found.contains_key(&here) && self.bears(part, question, &here, question) {
                kept.push((question.clone(), answer.clone()));
            }
        }
        kept
    }

    /// Whether the quotes beside `part` with this name are in the text: at least one, and all of them.
    fn bears(&mut self, part: &Tree<'_>, name: &str, at: &str, called: &str) -> bool {
        let quotes = quotes_of(part, name);
        let found: Option<Vec<Quote>> = quotes.iter().map(|quote| self.find(text_of(Some(quote))?)).collect();
        let found = found.and_then(|found| found.into_iter().next());
        let quote = text_of(quotes.first().copied()).map(str::to_owned);
        self.keeps(found, at, Dropped { at: at.replace("/inferred/", "/answers/"), part: called.to_owned(), quote })
    }

    /// Whether a field is itself copied from the text.
    fn is_copied(&mut self, value: &Tree<'_>, at: &str, name: &str) -> bool {
        let words = text_of(Some(value)).unwrap_or_default();
        let dropped = Dropped { at: at.to_owned(), part: name.to_owned(), quote: Some(words.to_owned()) };
        self.keeps(self.find(words), at, dropped)
    }

    /// Records what was found for the part at `at`, or else that the part is dropped.
    fn keeps(&mut self, found: Option<Quote>, at: &str, dropped: Dropped) -> bool {
        let keeps = found.is_some();
        match found {
            Some(quote) => _ = self.found.insert(at.to_owned(), quote),
            None => self.dropped.push(dropped),
        }
        keeps
    }

    fn find(&self, quote: &str) -> Option<Quote> {
        if !quotes::says_something(quote) {
            return None;
        }
        match self.text {
            Some(text) => text.find(quote).map(|(span, words)| Quote { words: words.to_owned(), span: Some(span) }),
            None => Some(Quote { words: quote.trim().to_owned(), span: None }),
        }
    }
}

/// The document without its quotes, in which every other value keeps its place.
fn without_quotes<'v>(tree: &Tree<'v>) -> Tree<'v> {
    let bare = |parts: &Tree<'v>, bare: fn(&Tree<'v>) -> Tree<'v>| match &parts.value {
        Value::List(items) => Tree { span: parts.span, value: Value::List(items.iter().map(bare).collect()) },
        _ => parts.clone(),
    };
    let Value::Map(fields) = &tree.value else { return tree.clone() };
    let fields = fields.iter().filter(|(name, _)| name != QUOTES).map(|(name, value)| {
        let value = match name.as_ref() {
            "flows" | "steps" | "participants" => bare(value, without_quotes),
            _ => value.clone(),
        };
        (name.clone(), value)
    });
    Tree { span: tree.span, value: Value::Map(fields.collect()) }
}

/// The quotes of one name beside a part: a text, or a list of texts.
fn quotes_of<'p, 'v>(part: &'p Tree<'v>, name: &str) -> Vec<&'p Tree<'v>> {
    match field(part, QUOTES).and_then(|quotes| field(quotes, name)) {
        Some(Tree { value: Value::List(items), .. }) => items.iter().collect(),
        quote => quote.into_iter().collect(),
    }
}

fn field<'p, 'v>(tree: &'p Tree<'v>, name: &str) -> Option<&'p Tree<'v>> {
    match &tree.value {
        Value::Map(fields) => fields.iter().find(|(its, _)| its == name).map(|(_, value)| value),
        _ => None,
    }
}

fn items<'p, 'v>(tree: &'p Tree<'v>, name: &str) -> &'p [Tree<'v>] {
    match field(tree, name).map(|tree| &tree.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn text_of<'p>(tree: Option<&'p Tree<'_>>) -> Option<&'p str> {
    match &tree?.value {
        Value::Text(text) => Some(text),
        // YAML reads a bare number or `true` as such; the words are what was written.
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn fields_mut<'p, 'v>(tree: &'p mut Tree<'v>) -> Option<&'p mut Vec<(Cow<'v, str>, Tree<'v>)>> {
    match &mut tree.value {
        Value::Map(fields) => Some(fields),
        _ => None,
    }
}

fn items_mut<'p, 'v>(tree: &'p mut Tree<'v>) -> &'p mut [Tree<'v>] {
    match &mut tree.value {
        Value::List(items) => items,
        _ => &mut [],
    }
}

#[cfg(test)]
mod tests;
