//! The origin of a report: its revision, the neighbouring revisions, the rules it was assessed with, and its downloads.

use leptos::prelude::*;
use pictures::flow::shown;

use super::{
    paging::{Capacity, written},
    revision::ResolvedRevision,
    topic::{self, Section},
};
use crate::{
    components::reason::ticked,
    report::{Report, ReportId},
    review::{Beside, ToCheck},
    wording,
};

/// Maximum number of revisions that are linked.
const MOST_LINKED: u32 = 20;

/// Maximum number of assumptions that are listed, and of the bytes that they take.
const MOST_ASSUMPTIONS: usize = 200;
const MOST_BYTES: usize = 150_000;

/// The line above the title.
pub(super) fn revision(revision: &ResolvedRevision<'_>, latest: u32) -> AnyView {
    let report = revision.report;
    let content = &report.content;
    // A fixed link leads to no other revision.
    let all = report.at.report().filter(|_| latest > 1).map(|id| {
        let (id, number) = (id.as_str(), report.revision);
        let changes = (number > 1).then(|| {
            let address = format!("/r/{id}/changes?from={}&to={number}", number - 1);
            view! { " · "<a href=address>"what changed"</a> }
        });
        let all = format!("/r/{id}/revisions");
        // Paper leads nowhere.
        view! { <span class="on-screen">{changes}" · "<a href=all>"all revisions"</a></span> }
    });
    let note = content.note.clone().map(|note| view! { <p class="note">"Note: "<bdi>{note}</bdi></p> });
    let origin = report.standing.origin.as_ref().map(|link| {
        view! { " \u{b7} "<a href=link.address()>"Forked from another report"</a> }
    });
    view! {
        <p class="soft revision">
            "Revision "{report.revision}" · "
            <time datetime=content.made_at.clone()>{wording::day(&content.made_at).into_owned()}</time>
            {all}
            {origin}
        </p>
        {note}
    }
    .into_any()
}

/// The line that says on paper what lies there.
pub(super) fn on_paper(revision: &ResolvedRevision<'_>, public_url: &str) -> AnyView {
    let Report { revision: number, content, .. } = revision.report;
    let name = shown(&revision.model.description().name);
    let (day, address) = (wording::day(&content.made_at), revision.address());
    let line = format!("{name}, revision {number}, {day} \u{b7} {public_url}{address}");
    view! { <p class="on-paper"><bdi>{line}</bdi></p> }.into_any()
}

/// Details on how the report was made, as a topic.
pub(super) fn view(revision: &ResolvedRevision<'_>, latest: u32, address: &str, beside: &Beside) -> Section {
    let report = revision.report;
    let content = &report.content;
    let older = (!revision.is_current()).then(|| {
        view! {
            <p>
                "The rules have changed since. The reasons above come from the rules of that time; the linked rule \
                 pages show "
                "today\u{2019}s rules. "<a href=format!("{}/again", report.address())>
                "What today\u{2019}s rules would change"</a>"."
            </p>
        }
    });
    let taken = &revision.model.description().assumptions;
    let mut left = Capacity::new(MOST_ASSUMPTIONS, MOST_BYTES);
    let assumptions: Vec<_> = taken
        .iter()
        .take_while(|assumption| left.takes(1, written(&assumption.text)))
        .enumerate()
        .map(|(index, assumption)| {
            let again = beside.assumptions_to_check.iter().find(|one| one.again.index == index);
            let again = again.map(|again| to_check(revision, again));
            view! { <li><bdi>{assumption.text.clone()}</bdi>{again}</li> }
        })
        .collect();
    let more = taken.len() - assumptions.len();
    let more = (more > 0).then(|| {
        let words = format!("and {more} more in the description, which can be downloaded as JSON");
        view! { <li class="soft">{words}</li> }
    });
    let assumptions =
        (!assumptions.is_empty()).then(|| view! { <p>"The description assumes:"</p> <ul>{assumptions}{more}</ul> });
    let pack = content.pack.clone().map(|pack| {
        view! {
            <details>
                <summary>"The rule pack as it was"</summary>
                <pre tabindex="0" role="region" aria-label="The rule pack as it was"><code>{pack.text}</code></pre>
            </details>
        }
    });
    let review = revision.model.description().review_by.clone().map(|day| {
        view! { <p>"Review due by "<time datetime=day.clone()>{wording::day(&day).into_owned()}</time>"."</p> }
    });
    let body = view! {
        <p>
            "Computed from the description by published rules and by nothing else: no language model, no chance. The \
             same description, rules and engine give the same report to the byte, and a revision never changes."
        </p>
        {older}
        <dl class="facts">
            <div><dt>"Address"</dt><dd><a href=address.to_owned()>{address.to_owned()}</a></dd></div>
            <div><dt>"Rules"</dt><dd>{content.ruleset_id.clone()}" "{content.ruleset_version.clone()}</dd></div>
            <div><dt>"Digest"</dt><dd><code>{content.ruleset_digest.clone()}</code></dd></div>
            <div><dt>"Engine"</dt><dd>{content.engine.clone()}</dd></div>
        </dl>
        {pack}
        {assumptions}
        {review}
        {revisions(revision, latest)}
    };
    let since = if revision.is_current() { "" } else { "; the rules have changed since" };
    let summary = format!("By the {} rules {}{since}", content.ruleset_id, content.ruleset_version);
    topic::view(revision, "made", "How this was made", summary, body.into_any())
}

/// What changed at the place of an assumption, and since which revision.
fn to_check(revision: &ResolvedRevision<'_>, ToCheck { since, again }: &ToCheck) -> AnyView {
    let Some(id) = revision.report.at.report().map(ReportId::as_str) else { return ().into_any() };
    // What differs in a part with fields of its own stands in the comparison.
    let is_part = again.was.is_some() && again.old.is_none() && again.new.is_none();
    let changed = if is_part {
        format!("{} changed", again.name)
    } else {
        let values = wording::changes::again(again.was.as_deref(), again.is.as_deref(), again.is_answer);
        format!("{}: {values}", again.name)
    };
    let way = format!("/r/{id}/changes?from={since}&to={}", revision.report.revision);
    view! {
        " "
        <small class="soft">
            "Look at it again, since "<a href=way>"revision "{*since}</a>": "{ticked(&changed)}"."
        </small>
    }
    .into_any()
}

fn revisions(revision: &ResolvedRevision<'_>, latest: u32) -> AnyView {
    let here = revision.report.revision;
    // A fixed link leads to no other revision.
    let Some(id) = revision.report.at.report().map(ReportId::as_str) else { return ().into_any() };
    let link = |number: u32| {
        let address = format!("/r/{id}/v/{number}");
        let current = (number == here).then_some("page");
        view! { <li><a href=address aria-current=current>{number}</a></li> }
    };
    let links: Vec<_> = (latest.saturating_sub(MOST_LINKED - 1).max(1)..=latest).map(link).collect();
    view! { <nav class="revisions" aria-label="Revisions"><span>"Revisions"</span><ol>{links}</ol>
    <a class="all" href=format!("/r/{id}/revisions")>"All, and what changed"</a></nav> }
    .into_any()
}
