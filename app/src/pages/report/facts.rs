//! What one should know of a report before anything else, in figures: who waits, what is strong, how late others see it,
//! and how firm all of it is.

use ::advice::{
    assessment::StrongBy,
    lateness::{Lateness, Scale},
    terms::Level,
};
use leptos::prelude::*;

use super::{
    lateness::{self, scale_in_words},
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
};
use crate::wording;

/// The figures; nothing if there is no step yet.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    if flows.iter().all(|flow| flow.steps.is_empty()) {
        return ().into_any();
    }
    let facts: Vec<AnyView> = figures(revision, flows)
        .into_iter()
        .map(|Figure { says, means, way }| {
            let means = match way {
                Some(way) => view! { <a href=way>{means}</a> }.into_any(),
                None => view! { <span>{means}</span> }.into_any(),
            };
            view! { <li><b>{says}</b>{means}</li> }.into_any()
        })
        .collect();
    view! { <ul class="key-facts">{facts}</ul> }.into_any()
}

/// A figure and what it means, with a link to where more is said of it.
pub(super) struct Figure {
    pub(super) says: String,
    pub(super) means: String,
    way: Option<&'static str>,
}

/// The figures of these flows.
pub(super) fn figures(revision: &Assessed<'_>, flows: &[FlowPart<'_>]) -> Vec<Figure> {
    let steps: Vec<&StepPart<'_>> = flows.iter().flat_map(|flow| &flow.steps).collect();
    [waited(revision, flows, steps.len()), strong(&steps)]
        .into_iter()
        .chain(late(&steps, lateness::is_asked(revision)))
        .chain([settled(&steps)])
        .collect()
}

/// The steps that keep somebody waiting, as the picture tints them.
fn waited(revision: &Assessed<'_>, flows: &[FlowPart<'_>], all: usize) -> Figure {
    let waited: usize = flows.iter().map(|flow| flow.assessed.sync_prefix.len()).sum();
    let who = match flows {
        [flow] => revision.waiting(flow).subject(),
        _ => "somebody".to_owned(),
    };
    let keep = if waited == 1 { "keeps" } else { "keep" };
    let (figure, means) = match waited {
        0 => ("Nobody waits".to_owned(), "for any step to end".to_owned()),
        _ => (of_all(waited, all), format!("{keep} {who} waiting")),
    };
    Figure { says: figure, means, way: None }
}

/// `3 of 8 steps`; `1 of 1 step`.
fn of_all(number: usize, all: usize) -> String {
    format!("{number} of {}", wording::count(all, "step"))
}

/// The strong steps, which have a double frame in the picture: those that a rule requires, and those that are strong only
/// because one owner does them.
fn strong(steps: &[&StepPart<'_>]) -> Figure {
    let is_needed = |step: &&&StepPart<'_>| step.assessed.needs.strong == Some(StrongBy::Need);
    let is_strong = |step: &&&StepPart<'_>| step.assessed.consistency.level == Level::Strong;
    let strong = steps.iter().filter(is_strong).count();
    let needed = steps.iter().filter(is_strong).filter(is_needed).count();
    // A step of a saga may have to be strong at its owner while others see it later.
    let at_owner = steps.iter().filter(is_needed).count() - needed;
    let means = match (needed, strong - needed) {
        (0, 0) if at_owner > 0 => "for others; a rule asks for it at the owner alone".to_owned(),
        (0, 0) => "no rule asks for it".to_owned(),
        (0, _) => "because one owner does it; no rule asks for more".to_owned(),
        (_, 0) => "because a rule asks for it".to_owned(),
        (needed, others) => format!("{needed} because a rule asks for it, {others} because one owner does it"),
    };
    let figure = match strong {
        0 => "No step is strong".to_owned(),
        1 => format!("{} is strong", of_all(1, steps.len())),
        several => format!("{} are strong", of_all(several, steps.len())),
    };
    Figure { says: figure, means, way: None }
}

/// How late others see the changes that are not seen at once; `None` if there are none. `is_asked` is whether the report
/// has the table of delays, which the figure then leads to.
fn late(steps: &[&StepPart<'_>], is_asked: bool) -> Option<Figure> {
    let way = is_asked.then_some("#lateness");
    let late = steps.iter().map(|step| Lateness::of(&step.assessed.consistency));
    let late: Vec<Lateness> = late.filter(|late| *late != Lateness::AtOnce).collect();
    let longest = late.iter().filter_map(|late| if let Lateness::Within(scale) = late { Some(*scale) } else { None });
    let longest: Option<Scale> = longest.max();
    let unlimited = late.iter().filter(|late| !matches!(late, Lateness::Within(_))).count();
    let (figure, means) = match (longest, unlimited) {
        (None, 0) => return None,
        (Some(scale), 0) => (wording::capital(&format!("within {}", scale_in_words(scale))), "others see every change"),
        (_, 1) => ("No limit yet".to_owned(), "for how late others see 1 change"),
        (_, number) => {
            let means = format!("for how late others see {number} changes");
            return Some(Figure { says: "No limit yet".to_owned(), means, way });
        }
    };
    Some(Figure { says: figure, means: means.to_owned(), way })
}

/// How many steps no open question can change.
fn settled(steps: &[&StepPart<'_>]) -> Figure {
    match steps.iter().filter(|step| !step.assessed.settled).count() {
        0 => Figure {
            says: "Settled".to_owned(),
            means: "no open question could change who waits".to_owned(),
            way: None,
        },
        open => Figure {
            says: "Provisional".to_owned(),
            means: format!("open questions could still change who waits for {}", of_all(open, steps.len())),
            way: Some("#open"),
        },
    }
}
