//! A report: one revision, presented from the verdict in a sentence down to every reason.
//!
//! The page shows the assessment that was stored with the revision. It adds words and signs and decides nothing.

mod actions;
mod advice;
pub mod changes;
mod consistency;
mod decisions;
mod directory;
mod do_first;
mod event;
pub mod event_page;
mod facts;
mod failure;
pub mod files;
mod findings;
mod flow;
mod ids;
mod lateness;
pub(crate) mod markdown;
mod message;
mod open;
mod paging;
pub mod part;
mod picture;
mod provenance;
mod questions;
mod reviewed;
mod revision;
mod standing;
mod step;
mod steps;
mod terms;
mod today;
mod topic;
pub mod what_if;
mod words;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    components::{my_work::Kind, reason::user_text},
    pack::Applied,
    pages::review::Reader,
    problem::Problem,
    report::{FormKey, Report},
    review::Beside,
    shell::{Page, Preview},
    wording,
};

use revision::{FlowPart, Here, ResolvedRevision};
use topic::Section;

/// Maximum number of flows whose advice appears as sentences at the top.
const MOST_SENTENCES: usize = 3;

/// What the reader of a report may do with it.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The absolute link that gives the right to change the report; `None` for those who may only read it.
    pub edit_url: Option<String>,
    /// Whether the reader has just published the report.
    pub newly_published: bool,
    /// Whether the reader has just opened the edit link.
    pub newly_opened: bool,
    /// What the reader may say of it.
    pub reader: Reader,
    /// The address of the draft that the report was published from; `None` for browsers that did not have the draft.
    pub draft: Option<String>,
    /// The key of the form that forks the report.
    pub form_key: Option<FormKey>,
    /// Whether the reader may start a draft of their own from it.
    pub can_copy: bool,
}

/// The page of a revision, written with the rules that it was assessed with. `latest` is the number of the
/// newest revision. Absolute links start with `public_url`. If `unfolded`, every fold is open, for paper.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn page(
    report: &Report,
    applied: &Applied,
    latest: u32,
    public_url: &str,
    rights: &Rights,
    beside: &Beside,
    unfolded: bool,
) -> Result<Page, Problem> {
    let mut revision = ResolvedRevision::of(report, applied)?;
    revision.unfolded = unfolded;
    revision.may_review = rights.reader.may_review;
    revision.remarks = reviewed::counts(&beside.remarks);
    let name = revision.model.description().name.clone();
    let title = format!("{name}, revision {} \u{2013} EDA Advisor", report.revision);
    let (address, here) = (format!("{public_url}{}", report.at.address()), report.address());
    let preview = Preview { url: format!("{public_url}{here}"), image: format!("{public_url}{here}.png?preview") };
    let flows = revision.flows();
    let advice = told(&revision, &flows);
    let (next, below) = next(&revision, &flows);
    let topics = topics(&revision, &flows, latest, &address, beside)?;
    let contents =
        (unfolded && revision.here == Here::All).then(|| contents(&flows, next.iter().chain(&below).chain(&topics)));
    let sections = (
        top(&revision, &flows, latest, &address, (rights, beside)),
        actions::published(&address, rights),
        contents,
        decided(&revision, &flows),
        view! { <div class="next">{views(next)}</div>{below.map(|section| section.view)} },
        view! { <div class="topics">{views(topics)}</div> },
        actions::view(&revision, rights),
        provenance::on_paper(&revision, public_url),
    );
    let class = if unfolded { "report unfolded" } else { "report" };
    let page = Page::new(&title, &advice, move || view! { <article class=class>{sections}</article> });
    let page = page.previewed(preview);
    let page = match report.at.report() {
        Some(id) => page.with_feed(&crate::pages::revisions::feed(id.as_str())),
        // A fixed link leads to no other revision.
        None => page,
    };
    // Who may change a report published it here or opened its edit link.
    Ok(match rights.edit_url {
        Some(_) => page.remembered(Kind::Report, &report.at.address(), &name, ""),
        None => page,
    })
}

/// The advice as one text, for places that have no room for more.
fn told(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> String {
    match flows {
        [flow] => revision.sentence(flow).to_string(),
        _ => wording::summary(&revision.assessment.flows),
    }
}

/// The address of the reasons of each step, by the step's lasting place.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub(crate) fn addresses(report: &Report, applied: &Applied) -> Result<BTreeMap<String, String>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let flows = revision.flows();
    let steps = flows.iter().flat_map(|flow| &flow.steps);
    Ok(steps.map(|step| (reviewed::place(step), revision.way_from_elsewhere(step))).collect())
}

/// A revision in short, for places that have no room for more.
#[derive(Debug)]
pub struct Short {
    /// The name of the system.
    pub name: String,
    /// The advice as one text.
    pub told: String,
    /// The advice for each flow, if there are several and few: the flow's name and what is to be done.
    pub flows: Vec<(String, String)>,
    /// The path of the picture, unless no step can be drawn.
    pub picture: Option<String>,
    /// What each step does, and its verdict, with the name of its flow.
    pub steps: Vec<(String, Vec<(String, &'static str)>)>,
}

impl Short {
    /// A revision in short.
    ///
    /// # Errors
    /// The stored revision cannot be read, which is our fault.
    pub fn of(report: &Report, applied: &Applied) -> Result<Self, Problem> {
        let revision = ResolvedRevision::of(report, applied)?;
        let flows = revision.flows();
        let of_flow = |flow: &FlowPart<'_>| {
            let steps = flow.steps.iter();
            let steps = steps.map(|step| (step.described.action.clone(), wording::verdict(step.assessed.verdict)));
            (flow.name().to_owned(), steps.collect::<Vec<_>>())
        };
        let steps: Vec<(String, Vec<_>)> = flows.iter().map(of_flow).filter(|(_, steps)| !steps.is_empty()).collect();
        let is_told_by_flow = flows.len() > 1 && are_told(&flows);
        let advised: Vec<_> = flows
            .iter()
            .filter(|_| is_told_by_flow)
            .map(|flow| (flow.name().to_owned(), revision.sentence(flow).to_string()))
            .collect();
        Ok(Self {
            name: revision.model.description().name.clone(),
            told: told(&revision, &flows),
            flows: advised,
            picture: (!steps.is_empty()).then(|| format!("{}.svg", report.at.address())),
            steps,
        })
    }
}

/// The beginning of the same picture, large enough for a link preview.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn beginning(report: &Report, applied: &Applied) -> Result<Option<String>, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    Ok(picture::beginning(&revision))
}

/// The top of the page: the revision, what one can do with it, and the advice in a sentence and in figures.
fn top(
    revision: &ResolvedRevision<'_>,
    flows: &[FlowPart<'_>],
    latest: u32,
    address: &str,
    (rights, beside): (&Rights, &Beside),
) -> AnyView {
    let description = revision.model.description();
    let sentences: Vec<AnyView> = match flows {
        [flow] => {
            let wording::Sentence { headline, strong } = revision.sentence(flow);
            let strong = strong.map(|strong| view! { <p class="strong">{strong}</p> });
            vec![view! { <p class="headline">{headline}</p> {strong} }.into_any()]
        }
        _ if are_told(flows) => flows
            .iter()
            .map(|flow| {
                let sentence = revision.sentence(flow).to_string();
                view! { <p class="sentence"><b>{user_text(flow.name())}": "</b>{sentence}</p> }.into_any()
            })
            .collect(),
        _ => vec![view! { <p class="headline">{wording::summary(&revision.assessment.flows)}</p> }.into_any()],
    };
    view! {
        <header>
            {provenance::revision(revision, latest)}
            {actions::beside_title(revision, address, rights)}
            {reviewed::notice(revision, beside, latest)}
            {reviewed::welcome(revision, rights.reader, rights.newly_opened)}
            <div class="named">
                <h1>{user_text(&description.name)}</h1>
                {description.summary.as_ref().map(|summary| view! { <p class="summary">{user_text(summary)}</p> })}
            </div>
            {sentences}
            {reviewed::line(revision, beside)}
            {facts::view(revision, flows)}
        </header>
    }
    .into_any()
}

/// What is where on paper: each flow with its steps, whose reasons follow, and the sections after them. A browser that
/// can adds the pages.
fn contents<'s>(flows: &[FlowPart<'_>], sections: impl Iterator<Item = &'s Section>) -> AnyView {
    let flow = |(index, flow): (usize, &FlowPart<'_>)| {
        let steps = flow.steps.iter().map(|step| {
            let way = format!("#{}", step.anchor());
            view! { <li><a href=way>{user_text(&step.described.action)}</a></li> }
        });
        let steps: Vec<_> = steps.collect();
        view! { <li><a href=format!("#flow-{index}")>{user_text(flow.name())}</a><ol>{steps}</ol></li> }
    };
    let sections: Vec<_> =
        sections.map(|section| view! { <li><a href=format!("#{}", section.id)>{section.title}</a></li> }).collect();
    let flows: Vec<_> = flows.iter().enumerate().map(flow).collect();
    view! {
        <nav class="paper-contents" aria-labelledby="paper-contents">
            <h2 id="paper-contents">"Contents"</h2>
            <ol>{flows}{sections}</ol>
        </nav>
    }
    .into_any()
}

/// Whether the advice for each flow stands at the top.
fn are_told(flows: &[FlowPart<'_>]) -> bool {
    flows.len() <= MOST_SENTENCES
}

/// The flows with their decisions; of a large report, the list of them.
fn decided(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    if revision.here == Here::Overview {
        return directory::view(revision, flows, are_told(flows));
    }
    let shown = flows.iter().enumerate().map(|(index, part)| flow::view(revision, part, index, are_told(flows)));
    shown.collect::<Vec<AnyView>>().into_any()
}

/// What to do, what is open, and what happens if something fails: what stands side by side, and what needs the whole
/// width below, as the failures of several flows do.
fn next(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> (Vec<Section>, Option<Section>) {
    let (beside, below) = match flows {
        [flow] => (failure::view(revision, flow), None),
        _ => (None, failure::of_each(revision, flows)),
    };
    let beside = [do_first::view(revision, flows), Some(open::view(revision, flows)), beside];
    (beside.into_iter().flatten().collect(), below)
}

/// Everything else, by topic.
fn topics(
    revision: &ResolvedRevision<'_>,
    flows: &[FlowPart<'_>],
    latest: u32,
    address: &str,
    beside: &Beside,
) -> Result<Vec<Section>, Problem> {
    let topics = [
        today::topic(revision, flows),
        findings::others(revision, flows),
        lateness::view(revision, flows),
        picture::sequences(revision, flows),
        terms::view(revision, flows),
        Some(advice::view(revision)),
        words::view(revision)?,
        Some(provenance::view(revision, latest, address, beside)),
    ];
    Ok(topics.into_iter().flatten().collect())
}

fn views(sections: Vec<Section>) -> Vec<AnyView> {
    sections.into_iter().map(|section| section.view).collect()
}
