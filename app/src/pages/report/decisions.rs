//! The decisions of a flow as a table with one line for each step. Each line opens in place to the step's reasons, or
//! leads to the page that has them.

use ::advice::{
    assessment::StrongBy,
    lateness::Lateness,
    terms::{Level, Verdict},
};
use leptos::prelude::*;

use super::{
    lateness::scale_in_words,
    paging::{Capacity, written},
    reviewed,
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
    step,
};
use crate::{
    components::{level, reason::user_text, verdict},
    wording,
};

/// Maximum number of receivers of a step that its line names.
const MOST_NAMED: usize = 3;

/// The lines of those steps of the flow that belong on this page; nothing if there are none. The flow's heading has
/// the id `heading`.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, heading: &str) -> AnyView {
    let shown = flow.steps.iter().filter(|step| revision.shows(step));
    table(shown.map(|part| line(revision, flow, part)).collect(), heading)
}

/// The lines of the first steps of a flow, as many as `left` has room for. Each leads to the step's reasons on another
/// page. Returns the number of lines, too.
pub(super) fn leading(
    revision: &ResolvedRevision<'_>,
    flow: &FlowPart<'_>,
    heading: &str,
    left: &mut Capacity,
) -> (AnyView, usize) {
    let shown = flow.steps.iter().take_while(|part| left.takes(1, written_line(&part.described.action)));
    let lines: Vec<AnyView> = shown.map(|part| leading_line(revision, flow, part)).collect();
    let number = lines.len();
    (table(lines, heading), number)
}

/// Maximum number of bytes of a line that leads to another page.
fn written_line(action: &str) -> usize {
    1_500 + written(action)
}

/// Lines under the names of their columns; nothing if there are none. The flow's heading has the id `heading`.
fn table(lines: Vec<AnyView>, heading: &str) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="columns" aria-hidden="true">
            <span></span>
            <span>"step"</span>
            <span>"who asks whom"</span>
            <span>"how"</span>
            <span>"how consistent"</span>
            <span>"message or call"</span>
        </div>
        <ol class="decisions" aria-labelledby=heading.to_owned()>{lines}</ol>
    }
    .into_any()
}

/// A step as a fold. The anchor is inside the fold, so that a browser that follows a link to the step unfolds it.
fn line(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, part: &StepPart<'_>) -> AnyView {
    view! {
        <li class=place(flow, part)>
            <details class="decision" open=revision.unfolded>
                <summary class="line">{cells(revision, flow, part, None)}</summary>
                <div class="reasoning" id=part.anchor() tabindex="-1">{step::view(revision, part)}</div>
            </details>
        </li>
        {commit_point(revision, flow, part)}
    }
    .into_any()
}

/// A step as a line that leads to its reasons. It has the step's anchor, so that a link into the whole report finds it.
fn leading_line(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, part: &StepPart<'_>) -> AnyView {
    let way = Some(revision.way(part));
    view! {
        <li id=part.anchor() class=place(flow, part)>
            <div class="line leading">{cells(revision, flow, part, way)}</div>
        </li>
        {commit_point(revision, flow, part)}
    }
    .into_any()
}

/// Whether the flow's caller waits for a step, as the style sheet calls it.
fn place(flow: &FlowPart<'_>, part: &StepPart<'_>) -> &'static str {
    if flow.assessed.sync_prefix.iter().any(|id| id == part.id()) { "waited" } else { "behind" }
}

/// The cells of a step's line; its action leads to `way`, if there is one.
fn cells(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, part: &StepPart<'_>, way: Option<String>) -> AnyView {
    let assessed = part.assessed;
    let clauses = wording::timing::clauses(flow.described, part.index(), |id| revision.named(id));
    let runs = wording::timing::sentence(&clauses);
    let runs = runs.map(|runs| view! { <small class="runs soft">{user_text(&runs)}</small> });
    let open = (!assessed.settled).then(|| view! { " "<span class="still-open">"still open"</span> });
    let action = user_text(&part.described.action);
    let action = match way {
        Some(way) => view! { <a href=way>{action}</a> }.into_any(),
        None => action.into_any(),
    };
    view! {
        {number(part)}
        <h3>{action}{reviewed::count(revision, part)}</h3>
        {runs}
        <span class="who">{user_text(&parties(revision, part))}</span>
        <span class="how">{verdict::word(assessed.verdict)}{open}</span>
        <span class="kept">{kept(revision, part)}</span>
        <span class="carried"><code>{assessed.message.name.to_string()}</code></span>
    }
    .into_any()
}

/// The step's number in the shape of its verdict, with the second frame that the picture gives a strong step.
fn number(part: &StepPart<'_>) -> AnyView {
    let verdict = match part.assessed.verdict {
        Verdict::Synchronous => "no sync",
        Verdict::EventDriven => "no event",
        Verdict::Hybrid => "no hybrid",
    };
    let is_strong = part.assessed.consistency.level == Level::Strong;
    let class = if is_strong { format!("{verdict} strong") } else { verdict.to_owned() };
    view! { <b class=class>{part.number}</b> }.into_any()
}

/// The line behind the step that decides the outcome, with what it announces; nothing behind other steps.
fn commit_point(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, part: &StepPart<'_>) -> AnyView {
    if flow.assessed.commit_point.as_deref() != Some(part.id()) {
        return ().into_any();
    }
    let mut names: Vec<&str> = revision.announced(part).iter().map(|event| event.name.as_ref()).collect();
    names.dedup();
    let names: Vec<_> = names.iter().map(|name| view! { " "<code>{(*name).to_owned()}</code> }).collect();
    view! { <li class="commit-line"><b>"Commit point"</b>": the outcome is decided here."{names}</li> }.into_any()
}

/// Who asks whom: `Website → Inventory`; empty if nobody is named.
pub(super) fn parties(revision: &Assessed<'_>, part: &StepPart<'_>) -> String {
    let from = part.model.from.map(|from| revision.participant(from));
    let all: Vec<&str> = part.model.to.iter().map(|to| revision.participant(*to)).collect();
    let more = all.len().saturating_sub(MOST_NAMED);
    let mut named: Vec<String> = all.iter().take(MOST_NAMED).map(|name| (*name).to_owned()).collect();
    named.extend((more > 0).then(|| format!("{more} more")));
    let to = wording::spoken(&named);
    match (from, all.as_slice()) {
        (Some(from), []) => from.to_owned(),
        (Some(from), [only]) if from == *only => format!("{from}, by itself"),
        (None, _) => to,
        (Some(from), _) => format!("{from} \u{2192} {to}"),
    }
}

/// What others may count on besides the level of consistency: ` at its owner`, `, within minutes`.
pub(super) fn extent(revision: &Assessed<'_>, part: &StepPart<'_>) -> String {
    let consistency = &part.assessed.consistency;
    match Lateness::of(consistency) {
        Lateness::AtOnce if consistency.level == Level::Strong => match part.assessed.needs.strong {
            Some(StrongBy::Need) => String::new(),
            _ => " at its owner".to_owned(),
        },
        Lateness::AtOnce => ", read fresh".to_owned(),
        Lateness::Within(scale) => format!(", within {}", scale_in_words(scale)),
        Lateness::OffScale => {
            format!(", {}", revision.answer("staleness", consistency.staleness.as_deref().unwrap_or_default()))
        }
        Lateness::Unbounded => ", no limit yet".to_owned(),
    }
}

/// How consistent the step is, and what ensures it.
fn kept(revision: &ResolvedRevision<'_>, part: &StepPart<'_>) -> AnyView {
    let consistency = &part.assessed.consistency;
    let mechanism = wording::lower(revision.mechanism(&consistency.mechanism));
    // What the level says already is not said again.
    let says_more = !mechanism.contains(wording::level(consistency.level));
    let mechanism = says_more.then(|| view! { " \u{b7} "<small class="soft">{mechanism}</small> });
    view! { {level::mark(consistency.level)}{extent(revision, part)}{mechanism} }.into_any()
}
