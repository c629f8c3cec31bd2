//! What happened to a report beside its revisions: what became of it, what people said of it, and what its decisions
//! rest on that is not so any more. What a reader must know first is a notice at the top; the rest is one quiet line
//! under the headline, and a count at each step.

use std::collections::BTreeMap;

use ::advice::assumptions::watched;
use leptos::prelude::*;

use super::{
    revision::{ResolvedRevision, StepPart},
    standing,
};
use crate::{
    pages::review::{Reader, places},
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

/// The notice with what a reader must know before anything else: something newer holds, or what the decisions rest on
/// is not so any more. Nothing if all is well.
pub(super) fn notice(revision: &ResolvedRevision<'_>, beside: &Beside, latest: u32) -> AnyView {
    let report = revision.report;
    let mut parts: Vec<AnyView> = Vec::new();
    parts.extend(standing::superseded(&report.standing.status));
    if report.revision < latest {
        let newer = format!("Revision {latest}");
        parts.push(view! { <a href=report.at.address()>{newer}</a>" is newer than this one." }.into_any());
    }
    let review = revision.model.description().review_by.as_deref();
    if let Some(day) = review.filter(|day| is_past(day, beside)) {
        let says = wording::day(day).into_owned();
        parts.push(
            view! { "This was to be reviewed by "<time datetime=day.to_owned()>{says}</time>". The day has passed." }
                .into_any(),
        );
    }
    let broken = watched(&revision.model).iter().filter(|one| one.holds == Some(false)).count();
    if broken > 0 {
        let holds = if broken == 1 { "no longer holds" } else { "no longer hold" };
        let says = format!("{} {holds}", wording::count(broken, "assumption"));
        parts.push(view! { <a href="#first">{says}</a>"." }.into_any());
    }
    if parts.is_empty() {
        return ().into_any();
    }
    let parts: Vec<AnyView> = parts.into_iter().map(|part| view! { <li>{part}</li> }.into_any()).collect();
    // It stands before the headline, so it has no heading of its own.
    view! {
        <section class="mind" aria-labelledby="mind">
            <p id="mind"><b>"Before you rely on it"</b></p>
            <ul>{parts}</ul>
        </section>
    }
    .into_any()
}

/// Whether a day on which something is to be reviewed lies before today. A page that knows no day says nothing of it.
fn is_past(day: &str, beside: &Beside) -> bool {
    day < beside.today.as_str()
}

/// What a reader may do who has the right to review the report; nothing for all others.
pub(super) fn welcome(revision: &ResolvedRevision<'_>, reader: Reader, is_new: bool) -> AnyView {
    let address = revision.report.at.address();
    let remarks = format!("{address}/remarks");
    let ballot = format!("{address}/ballot");
    let ways = view! {
        <a href=format!("{remarks}#say")>"comment, agree or disagree"</a>
        ", and "<a href=ballot>"answer the questions yourself"</a>
    };
    match reader {
        Reader { is_editor: true, .. } if is_new => view! {
            <p class="may" role="status">
                <b>"You may change this report in this browser."</b>
                " Start a new revision, or "<a href=format!("{address}/sharing")>"decide who else may do what"</a>
                ". You may also "{ways}"."
            </p>
        }
        .into_any(),
        Reader { is_editor: false, may_review: true, .. } => {
            view! { <p class="may"><b>"You may review this report."</b>" You may "{ways}"."</p> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The line; of a page that a fixed link shows, without anything that leads to the report.
pub(super) fn line(revision: &ResolvedRevision<'_>, beside: &Beside) -> AnyView {
    let report = revision.report;
    let mut parts: Vec<AnyView> = Vec::new();
    parts.extend(standing::accepted(&report.standing.status));
    let again = beside.assumptions_to_check.len();
    if again > 0 {
        let says = format!("{} to look at again", wording::count(again, "assumption"));
        parts.push(view! { <a href="#made">{says}</a> }.into_any());
    }
    let review = revision.model.description().review_by.as_deref();
    if let Some(day) = review.filter(|day| !is_past(day, beside)) {
        let says = wording::day(day).into_owned();
        parts.push(view! { <span>"to be reviewed by "<time datetime=day.to_owned()>{says}</time></span> }.into_any());
    }
    if beside.rules_changed > 0 {
        let says = format!("{} that it rests on changed since", wording::count(beside.rules_changed, "rule"));
        parts.push(view! { <a href=format!("{}/again", revision.address())>{says}</a> }.into_any());
    }
    if report.at.report().is_some() {
        let address = report.at.address();
        let counts = Counts::of(&beside.remarks);
        let said = match (counts.all(), beside.remarks.len()) {
            (0, 0) => "no remarks yet".to_owned(),
            (0, settled) => format!("{}, all settled", wording::count(settled, "remark")),
            _ => places::told(counts),
        };
        parts.push(view! { <a href=format!("{address}/remarks")>{said}</a> }.into_any());
        let answered = match beside.people {
            0 => None,
            1 => Some("1 person answered independently".to_owned()),
            people => Some(format!("{people} people answered independently")),
        };
        parts.extend(answered.map(|says| view! { <a href=format!("{address}/ballots")>{says}</a> }.into_any()));
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

/// The link that assigns an open question to somebody; nothing for those who may not review the report.
pub(super) fn ask(revision: &ResolvedRevision<'_>, question: &str, steps: &[&StepPart<'_>]) -> AnyView {
    if !revision.may_review {
        return ().into_any();
    }
    // A question for several steps is about the whole report.
    let at = if let [only] = steps { place(only) } else { String::new() };
    let label = format!("Ask somebody: {question}");
    let way = places::question(revision.report, &at, question);
    view! { " "<a class="say" href=way aria-label=label>"Ask somebody"</a> }.into_any()
}

/// The number of remarks on a step, for its line.
pub(super) fn count(revision: &ResolvedRevision<'_>, part: &StepPart<'_>) -> AnyView {
    let counts = revision.remarks.get(&place(part)).copied().unwrap_or_default();
    if counts.all() == 0 {
        return ().into_any();
    }
    let class = if counts.dissents > 0 { "remark-count dissent" } else { "remark-count" };
    view! { " "<small class=class>{places::told(counts)}</small> }.into_any()
}

/// The way from a step's reasons to what people say of it.
pub(super) fn way(revision: &ResolvedRevision<'_>, part: &StepPart<'_>) -> AnyView {
    let report = revision.report;
    let at = place(part);
    let counts = revision.remarks.get(&at).copied().unwrap_or_default();
    let read = (counts.all() > 0)
        .then(|| view! { <a href=places::address_of(report, &at)>{wording::capital(&places::told(counts))}</a> });
    let say = revision.may_review.then(|| {
        let label = format!("Say something about this step: {}", part.described.action);
        view! { <a href=places::address(report, &at) aria-label=label>"Say something about this step"</a> }
    });
    if read.is_none() && say.is_none() {
        return ().into_any();
    }
    let between = (read.is_some() && say.is_some()).then_some(" \u{b7} ");
    view! { <p class="soft say">{read}{between}{say}</p> }.into_any()
}

/// The lasting place of a step.
pub(super) fn place(part: &StepPart<'_>) -> String {
    format!("/flows/{}/steps/{}", part.assessed.flow, part.assessed.step)
}
