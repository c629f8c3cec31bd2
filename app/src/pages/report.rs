//! A report: one revision, presented from the verdict in a sentence down to every reason.
//!
//! The page shows the assessment that was stored with the revision. It adds words and signs and decides nothing.

mod actions;
mod advice;
mod call;
mod consistency;
mod delivery;
mod directory;
mod do_first;
mod failure;
mod findings;
mod flow;
mod ids;
mod lateness;
mod message;
mod paging;
pub mod part;
mod picture;
mod provenance;
mod questions;
mod revision;
mod step;
mod today;
pub mod what_if;
mod words;

use ::advice::{
    assessment::{Step, StrongBy},
    terms::{Level, Verdict},
};
use leptos::prelude::*;

use crate::{
    components::{my_work::Kind, reason::user_text, verdict},
    pack::Applied,
    problem::Problem,
    report::Report,
    shell::{Page, Preview},
    wording,
};

use revision::{Here, ResolvedRevision, StepPart};

/// Maximum number of flows whose advice appears as sentences at the top.
const MOST_SENTENCES: usize = 3;

/// What the reader of a report may do with it.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The absolute link that gives the right to change the report; `None` for those who may only read it.
    pub edit_url: Option<String>,
    /// Whether the reader has just published the report.
    pub newly_published: bool,
}

/// The page of a revision, written with the rules that it was assessed with. `latest` is the number of the
/// newest revision. Absolute links start with `public_url`.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn page(
    report: &Report,
    applied: &Applied,
    latest: u32,
    public_url: &str,
    rights: &Rights,
) -> Result<Page, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let name = revision.model.description().name.clone();
    let title = format!("{name}, revision {} \u{2013} EDA Advisor", report.revision);
    let address = format!("{public_url}/r/{}", report.id.as_str());
    let preview = Preview {
        url: format!("{address}/v/{}", report.revision),
        image: format!("{address}/v/{}.png?preview", report.revision),
    };
    let advice = told(&revision);
    let sections = (
        top(&revision, latest),
        actions::published(&address, rights),
        rest(&revision),
        words::view(&revision)?,
        provenance::view(&revision, latest, &address),
        actions::view(&revision, &address, rights),
    );
    let page = Page::new(&title, &advice, move || view! { <article class="report">{sections}</article> });
    let page = page.previewed(preview);
    // Who may change a report published it here or opened its edit link.
    Ok(match rights.edit_url {
        Some(_) => page.remembered(Kind::Report, &format!("/r/{}", report.id.as_str()), &name),
        None => page,
    })
}

/// The advice as one text, for places that have no room for more.
fn told(revision: &ResolvedRevision<'_>) -> String {
    match revision.flows().as_slice() {
        [flow] => revision.sentence(flow),
        _ => wording::summary(&revision.assessment.flows),
    }
}

/// The picture of a revision's flows, or of the flow with this id, as an SVG document. `None` if there is no such flow.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn svg(report: &Report, applied: &Applied, flow: Option<&str>) -> Result<Option<String>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    Ok(picture::document(&revision, flow))
}

/// The beginning of the same picture, large enough for a link preview.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn beginning(report: &Report, applied: &Applied) -> Result<Option<String>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    Ok(picture::beginning(&revision))
}

/// The top of the page, from the revision's number to the verdict chips.
fn top(revision: &ResolvedRevision<'_>, latest: u32) -> AnyView {
    let description = revision.model.description();
    let flows = revision.flows();
    let sentences: Vec<AnyView> = match flows.len() {
        1 => vec![view! { <p class="sentence">{revision.sentence(&flows[0])}</p> }.into_any()],
        2..=MOST_SENTENCES => flows
            .iter()
            .map(|flow| {
                let name = flow.described.name.clone().unwrap_or_default();
                view! { <p class="sentence"><b><bdi>{name}</bdi>": "</b>{revision.sentence(flow)}</p> }.into_any()
            })
            .collect(),
        _ => vec![view! { <p class="sentence">{wording::summary(&revision.assessment.flows)}</p> }.into_any()],
    };
    view! {
        <header>
            {provenance::revision(revision, latest)}
            <h1>{user_text(&description.name)}</h1>
            {description.summary.as_ref().map(|summary| view! { <p class="summary">{user_text(summary)}</p> })}
            {sentences}
            {provisional(revision)}
            {counts(revision)}
        </header>
        {contents(revision)}
    }
    .into_any()
}

/// A note that open questions can still change the advice, with a link to them. Nothing if every step is settled.
fn provisional(revision: &ResolvedRevision<'_>) -> AnyView {
    let steps = &revision.assessment.steps;
    let open = steps.iter().filter(|step| !step.settled).count();
    let text = match (open, steps.len()) {
        (0, _) => return ().into_any(),
        (1, 1) => "Provisional: an open question could still change who waits. ".to_owned(),
        (1, all) => format!("Provisional: open questions could still change who waits for 1 of {all} steps. "),
        (many, all) if many == all => {
            "Provisional: open questions could still change who waits for every step. ".to_owned()
        }
        (many, all) => format!("Provisional: open questions could still change who waits for {many} of {all} steps. "),
    };
    view! { <p class="provisional">{text}<a href="#questions">"See what is open"</a></p> }.into_any()
}

fn counts(revision: &ResolvedRevision<'_>) -> AnyView {
    let steps: Vec<_> = revision.flows().into_iter().flat_map(|flow| flow.steps).collect();
    let habit = revision.assessment.today.as_ref().map_or(0, |today| today.by_habit);
    let all = steps.len();
    let chips: Vec<AnyView> = [Verdict::Synchronous, Verdict::EventDriven, Verdict::Hybrid]
        .into_iter()
        .map(|verdict| (verdict, steps.iter().filter(|step| step.assessed.verdict == verdict).count()))
        .filter(|(_, number)| *number > 0)
        .map(|(verdict, number)| verdict::counted(number, verdict))
        .collect();
    let settled = steps.iter().filter(|step| step.assessed.settled).count();
    let mut facts = vec![strong(&steps), format!("settled: {settled} of {all}")];
    if habit > 0 {
        let habit = usize::try_from(habit).unwrap_or(usize::MAX);
        facts.push(format!("somebody waits unnecessarily for {} today", wording::count(habit, "step")));
    }
    view! { <p class="row counts">{chips}<span class="soft">{facts.join(" · ")}</span></p> }.into_any()
}

/// How many steps must be strong, and how many are strong only because one owner does them.
fn strong(steps: &[StepPart<'_>]) -> String {
    let all = steps.len();
    let (needed, others): (Vec<&Step<'_>>, Vec<&Step<'_>>) =
        steps.iter().map(|step| step.assessed).partition(|step| step.needs.strong == Some(StrongBy::Need));
    let at_owner = others.iter().filter(|step| step.consistency.level == Level::Strong).count();
    match (needed.len(), at_owner) {
        (0, 0) => "no rule asks for strong consistency".to_owned(),
        (0, strong) => format!("strong at its owner: {strong} of {all}; no rule asks for more"),
        (needed, 0) => format!("{needed} of {all} steps must be strong"),
        (needed, 1) => format!("{needed} of {all} steps must be strong, 1 more is strong at its owner"),
        (needed, strong) => format!("{needed} of {all} steps must be strong, {strong} more are strong at their owner"),
    }
}

/// Links to the parts that this report has.
fn contents(revision: &ResolvedRevision<'_>) -> AnyView {
    let findings = revision.assessment.findings.len();
    let sections = [
        ("#flows", "Step by step".to_owned(), true),
        ("#consistency", "How consistent".to_owned(), true),
        ("#today", "How it is built today".to_owned(), revision.assessment.today.is_some()),
        ("#findings", format!("Findings ({findings})"), findings > 0),
        ("#questions", "Still open".to_owned(), revision.assessment.steps.iter().any(|step| !step.settled)),
        ("#first", "Do first".to_owned(), true),
    ];
    let links: Vec<_> = sections
        .into_iter()
        .filter(|(.., there)| *there)
        .map(|(address, name, _)| view! { <li><a href=address>{name}</a></li> })
        .collect();
    view! { <nav class="contents" aria-label="On this page"><ul>{links}</ul></nav> }.into_any()
}

/// The rest of the page, from the flows to what to do first.
fn rest(revision: &ResolvedRevision<'_>) -> AnyView {
    let flows = revision.flows();
    let told = flows.len() <= MOST_SENTENCES;
    let shown = if revision.here == Here::Overview {
        directory::view(revision, &flows, told)
    } else {
        let shown = flows.iter().enumerate().map(|(index, part)| flow::view(revision, part, index, told));
        shown.collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <div id="flows">{shown}</div>
        {consistency::view(revision, &flows)}
        {today::view(revision, &flows)}
        {findings::view(revision, &flows)}
        {advice::view(revision)}
        {questions::view(revision, &flows)}
        {do_first::view(revision, &flows)}
    }
    .into_any()
}
