//! What happened to a report beside its revisions: what became of it, what people said of it, and what its decisions
//! rest on that is not so any more. One quiet line under the headline, and a count at each step.

use std::collections::BTreeMap;

use ::advice::assumptions::watched;
use leptos::prelude::*;

use super::{
    revision::{ResolvedRevision, StepPart},
    standing,
};
use crate::{
    pages::review::remarks,
    review::{Beside, Counts, Kept},
    wording,
};

/// How many remarks there are about each place.
pub(super) fn counts(remarks: &[Kept]) -> BTreeMap<String, Counts> {
    let mut by_place: BTreeMap<&str, Vec<&Kept>> = BTreeMap::new();
    for kept in remarks {
        by_place.entry(&kept.remark.at).or_default().push(kept);
    }
    by_place.into_iter().map(|(at, remarks)| (at.to_owned(), Counts::of(remarks))).collect()
}

/// The line; nothing on a page that a fixed link shows, which leads to nothing else.
pub(super) fn line(revision: &ResolvedRevision<'_>, beside: &Beside) -> AnyView {
    let report = revision.report;
    let mut parts: Vec<AnyView> = Vec::new();
    parts.extend(standing::status(&report.standing.status));
    let broken = watched(&revision.model).iter().filter(|one| one.holds == Some(false)).count();
    if broken > 0 {
        let holds = if broken == 1 { "no longer holds" } else { "no longer hold" };
        let says = format!("{} {holds}", wording::count(broken, "assumption"));
        parts.push(view! { <a href="#first">{says}</a> }.into_any());
    }
    let again = beside.assumptions_to_check.len();
    if again > 0 {
        let says = format!("{} to look at again", wording::count(again, "assumption"));
        parts.push(view! { <a href="#made">{says}</a> }.into_any());
    }
    let review = revision.model.description().review_by.as_deref();
    if let Some(day) = review.filter(|day| *day < beside.today.as_str()) {
        let says = wording::day(day).into_owned();
        parts.push(
            view! { <span>"to be reviewed by "<time datetime=day.to_owned()>{says}</time>": passed"</span> }.into_any(),
        );
    }
    if beside.rules_changed > 0 {
        let says = format!("{} that it rests on changed since", wording::count(beside.rules_changed, "rule"));
        parts.push(view! { <a href=format!("{}/again", revision.address())>{says}</a> }.into_any());
    }
    if report.at.report().is_some() {
        let address = report.at.address();
        let counts = Counts::of(&beside.remarks);
        let said = if counts.all() == 0 { "no remarks yet".to_owned() } else { told(counts) };
        parts.push(view! { <a href=format!("{address}/remarks")>{said}</a> }.into_any());
        let (way, says) = match beside.people {
            0 => ("ballot", "answer its questions independently".to_owned()),
            1 => ("ballots", "1 person answered independently".to_owned()),
            people => ("ballots", format!("{people} people answered independently")),
        };
        parts.push(view! { <a class="say" href=format!("{address}/{way}")>{says}</a> }.into_any());
    }
    if parts.is_empty() {
        return ().into_any();
    }
    let parts: Vec<AnyView> = parts
        .into_iter()
        .enumerate()
        .map(|(index, part)| view! { {(index > 0).then_some(" \u{b7} ")}{part} }.into_any())
        .collect();
    view! { <p class="soft since">{parts}</p> }.into_any()
}

fn told(counts: Counts) -> String {
    let told = remarks::summary(counts);
    wording::lower(told.trim_end_matches('.'))
}

/// The link that assigns an open question to somebody; nothing on a page that leads to nothing else.
pub(super) fn ask(revision: &ResolvedRevision<'_>, question: &str, steps: &[&StepPart<'_>]) -> AnyView {
    if revision.report.at.report().is_none() {
        return ().into_any();
    }
    // A question for several steps is about the whole report.
    let at = if let [only] = steps { place(only) } else { String::new() };
    let label = format!("Ask somebody: {question}");
    let way = remarks::question(revision.report, &at, question);
    view! { " "<a class="say" href=way aria-label=label>"Ask somebody"</a> }.into_any()
}

/// The number of remarks on a step, for its line.
pub(super) fn count(revision: &ResolvedRevision<'_>, part: &StepPart<'_>) -> AnyView {
    let counts = revision.remarks.get(&place(part)).copied().unwrap_or_default();
    if counts.all() == 0 {
        return ().into_any();
    }
    let class = if counts.dissents > 0 { "remark-count dissent" } else { "remark-count" };
    view! { " "<small class=class>{told(counts)}</small> }.into_any()
}

/// The way from a step's reasons to what people say of it.
pub(super) fn way(revision: &ResolvedRevision<'_>, part: &StepPart<'_>) -> AnyView {
    let report = revision.report;
    if report.at.report().is_none() || !revision.has_remarks {
        return ().into_any();
    }
    let at = place(part);
    let counts = revision.remarks.get(&at).copied().unwrap_or_default();
    let read = (counts.all() > 0).then(|| {
        view! { <a href=remarks::address_of(report, &at)>{wording::capital(&told(counts))}</a>" \u{b7} " }
    });
    let label = format!("Say something about this step: {}", part.described.action);
    view! {
        <p class="soft say">
            {read}<a href=remarks::address(report, &at) aria-label=label>"Say something about this step"</a>
        </p>
    }
    .into_any()
}

fn place(part: &StepPart<'_>) -> String {
    format!("/flows/{}/steps/{}", part.assessed.flow, part.assessed.step)
}
