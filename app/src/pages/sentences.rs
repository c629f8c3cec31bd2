//! A person's text, sentence by sentence: beside each stands what it became.
//!
//! The bench and the report show it alike. Nothing is read or decided here.

use std::{collections::BTreeMap, ops::Range};

use advice::terms::Verdict;
use leptos::prelude::*;
use reader::reading::Role;

use super::flow_parts::{FlowPart, StepPart};
use crate::words::{Part, Said, Words};

/// The steps that sentences may tell, as the margin shows them.
pub(super) struct Steps<'a>(BTreeMap<Part, StepSign<'a>>);

/// A step in the margin.
pub(super) struct StepSign<'a> {
    /// Its number; with the number of its flow before it if there are several flows.
    pub(super) number: String,
    verdict: Verdict,
    pub(super) action: &'a str,
    /// The words that gave its answers.
    words: Vec<String>,
}

impl<'a> Steps<'a> {
    /// The steps of all flows. `words` tells from which words the answer of a step to a question was read.
    pub(super) fn of(flows: &'a [FlowPart<'_>], words: impl Fn(&StepPart<'_>, &str) -> Option<String>) -> Self {
        let is_one = flows.len() == 1;
        let sign = |flow: &FlowPart<'a>, step: &StepPart<'a>| {
            let number = step.number.to_string();
            StepSign {
                number: if is_one { number } else { format!("{}.{number}", flow.model.index + 1) },
                verdict: step.assessed.verdict,
                action: &step.described.action,
                words: step.described.inferred.keys().filter_map(|question| words(step, question)).collect(),
            }
        };
        let part = |flow: &FlowPart<'_>, step: &StepPart<'_>| Part::Step {
            flow: flow.id().to_owned(),
            step: step.id().to_owned(),
        };
        let steps = flows.iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
        Self(steps.map(|(flow, step)| (part(flow, step), sign(flow, step))).collect())
    }

    pub(super) fn find(&self, part: &Part) -> Option<&StepSign<'a>> {
        self.0.get(part)
    }

    /// The steps that a sentence tells or says something of.
    pub(super) fn told<'s>(&'s self, said: &'s Said) -> impl Iterator<Item = &'s StepSign<'a>> {
        said.about.iter().filter_map(|part| self.0.get(part))
    }
}

impl StepSign<'_> {
    /// The number in the shape of the step's verdict.
    pub(super) fn view(&self) -> AnyView {
        let class = match self.verdict {
            Verdict::Synchronous => "no sync",
            Verdict::EventDriven => "no event",
            Verdict::Hybrid => "no hybrid",
        };
        view! { <b class=class>{self.number.clone()}</b> }.into_any()
    }
}

/// What a sentence offers beside its words.
pub(super) struct Tools {
    /// What unfolds below the sentence.
    pub(super) below: AnyView,
    /// What stands beside it.
    pub(super) beside: AnyView,
}

/// The sentences of `range` in their order, each with what it became. With `tools` each unfolds.
pub(super) fn list(
    words: &Words,
    steps: &Steps<'_>,
    range: Range<usize>,
    tools: impl Fn(usize, &Said) -> Option<Tools>,
) -> AnyView {
    let ranges = words.ranges();
    let mut items = Vec::new();
    for index in range {
        let (Some(said), Some(here)) = (words.sentences.get(index), ranges.get(index)) else { continue };
        let gap = index.checked_sub(1).and_then(|before| words.text.get(ranges.get(before)?.end..here.start));
        let begins = gap.is_some_and(|gap| gap.matches('\n').count() > 1);
        let class = format!("s {}{}", class(said, steps), if begins { " para" } else { "" });
        let text = words.text.get(here.clone()).unwrap_or_default();
        let text = view! { <span class="said" dir="auto">{marked(text, said, steps)}</span> };
        let sign = sign(said, steps);
        let line = match tools(index, said) {
            None => view! { <div class="said-line">{sign}{text}</div> }.into_any(),
            Some(Tools { below, beside }) => view! {
                <details id=format!("sentence/{index}/what") name="sentence">
                    <summary class="said-line">{sign}{text}</summary>
                    <div class="tools">{below}</div>
                </details>
                {beside}
            }
            .into_any(),
        };
        items.push(view! { <li class=class id=format!("sentence/{index}")>{line}</li> });
    }
    view! { <ol class="sentences">{items}</ol> }.into_any()
}

/// The class that gives a sentence its rail and its tint.
fn class(said: &Said, steps: &Steps<'_>) -> &'static str {
    match said.role {
        Role::Step => match steps.told(said).next().map(|step| step.verdict) {
            Some(Verdict::EventDriven) => "event",
            Some(Verdict::Hybrid) => "hybrid",
            _ => "sync",
        },
        Role::AboutStep | Role::AboutParticipant | Role::Title => "of",
        Role::LeftOver => "lost",
        Role::Talk | Role::Question | Role::Rejected => "talk",
    }
}

/// The sign in the margin.
fn sign(said: &Said, steps: &Steps<'_>) -> AnyView {
    let numbers = || steps.told(said).map(StepSign::view).collect_view();
    let sign = match said.role {
        Role::Step => view! { <span class="unseen">"step "</span>{numbers()} }.into_any(),
        Role::AboutStep if steps.told(said).next().is_some() => view! { "of "{numbers()} }.into_any(),
        Role::AboutStep => "of the flow".into_any(),
        Role::LeftOver => {
            view! { <b class="q" aria-hidden="true">"?"</b><span class="unseen">"not understood"</span> }.into_any()
        }
        role => name(role).into_any(),
    };
    view! { <span class="sign">{sign}<span class="unseen">": "</span></span> }.into_any()
}

/// What a sentence became, in a word.
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::Step => "step",
        Role::AboutStep => "about a step",
        Role::AboutParticipant => "who",
        Role::Title => "title",
        Role::Talk => "talk",
        Role::Question => "question",
        Role::Rejected => "rejected",
        Role::LeftOver => "not understood",
    }
}

/// The text of a sentence, in which the words that gave answers are marked.
fn marked(text: &str, said: &Said, steps: &Steps<'_>) -> AnyView {
    let lower = text.to_ascii_lowercase();
    let given = steps.told(said).flat_map(|step| &step.words).filter(|words| !words.is_empty());
    let find = |words: &String| lower.find(&words.to_ascii_lowercase()).map(|start| start..start + words.len());
    let mut found: Vec<Range<usize>> = given.filter_map(find).collect();
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut shown = Vec::new();
    let mut from = 0;
    for range in found {
        if range.start < from {
            continue;
        }
        shown.push(text[from..range.start].to_owned().into_any());
        shown.push(view! { <mark>{text[range.clone()].to_owned()}</mark> }.into_any());
        from = range.end;
    }
    shown.push(text[from..].to_owned().into_any());
    shown.into_any()
}
