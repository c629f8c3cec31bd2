//! How each step's message is delivered or its call is made. A step shows the values; the reasons, which many steps
//! share, stand once on the page.

use advice::{
    assessment::{Call, DeadLetter, Delivery, Step, Term},
    description::Period,
    rule::RuleKind,
};
use leptos::prelude::*;

use super::{
    revision::{FlowPart, ResolvedRevision, StepPart},
    steps,
    topic::{self, Section},
};
use crate::components::reason::{rule_link, sources, ticked, user_text};

/// Maximum number of queues that are listed for a step.
const MOST_QUEUES: usize = 50;

/// The id of the topic that has the reasons.
const TOPIC: &str = "terms";

/// The values of a step's call and of the delivery of its message.
pub(super) fn of_step(revision: &ResolvedRevision<'_>, step: &Step<'_>) -> AnyView {
    let values = |terms: &[Term<'_>], kind: &str, value: &dyn Fn(&Term<'_>) -> AnyView| {
        let rows: Vec<AnyView> = terms
            .iter()
            .map(|term| {
                let name = revision.rule_name(kind, &term.rule).to_owned();
                view! { <div><dt>{name}</dt><dd>{value(term)}</dd></div> }.into_any()
            })
            .collect();
        view! { <dl class="facts terms">{rows}</dl> }.into_any()
    };
    let called = step.call.as_ref().map(|call| {
        let rows = values(&call.terms, "call", &|term| called(revision, call, term));
        view! { <h4>"How "<code>{step.message.name.to_string()}</code>" is called"</h4>{rows} }
    });
    let delivered = step.delivery.as_ref().map(|delivery| {
        let rows = values(&delivery.terms, "delivery", &|term| delivered(revision, delivery, term));
        view! { <h4>"How "<code>{delivery.message.to_string()}</code>" is delivered"</h4>{rows} }
    });
    let is_settled = called.is_some() || delivered.is_some();
    let why =
        is_settled.then(|| view! { <p class="on-screen"><a href=format!("#{TOPIC}")>"Why each of these"</a></p> });
    view! { {called}{delivered}{why} }.into_any()
}

/// A reason with every step that it holds for.
struct Shared<'t> {
    kind: &'static str,
    term: &'t Term<'t>,
    steps: Vec<&'t StepPart<'t>>,
}

/// The reasons for the terms of all calls and messages on this page, each once.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let mut all: Vec<Shared<'_>> = Vec::new();
    for step in flows.iter().flat_map(|flow| &flow.steps).filter(|step| revision.shows(step)) {
        let call = step.assessed.call.iter().flat_map(|call| &call.terms).map(|term| ("call", term));
        let delivery = step.assessed.delivery.iter().flat_map(|delivery| &delivery.terms);
        for (kind, term) in call.chain(delivery.map(|term| ("delivery", term))) {
            let is_same = |other: &&mut Shared<'_>| {
                (other.kind, &other.term.rule, &other.term.because) == (kind, &term.rule, &term.because)
            };
            match all.iter_mut().find(is_same) {
                Some(shared) => shared.steps.push(step),
                None => all.push(Shared { kind, term, steps: vec![step] }),
            }
        }
    }
    if all.is_empty() {
        return None;
    }
    let names = || all.iter().map(|shared| (shared.kind, shared.term.rule.as_ref()));
    let mut rules: Vec<(&str, &str)> = Vec::new();
    for name in names() {
        if !rules.contains(&name) {
            rules.push(name);
        }
    }
    let rows: Vec<AnyView> = rules
        .into_iter()
        .map(|(kind, rule)| {
            let reasons: Vec<AnyView> = all
                .iter()
                .filter(|shared| (shared.kind, shared.term.rule.as_ref()) == (kind, rule))
                .map(|shared| reason(revision, shared))
                .collect();
            view! { <div><dt>{rule_link(rule, revision.rule_name(kind, rule))}</dt><dd>{reasons}</dd></div> }.into_any()
        })
        .collect();
    let summary = "Time limits, retries, keys, order, dead letters: why each is as it is";
    let body = view! { <dl class="facts">{rows}</dl> }.into_any();
    Some(topic::view(revision, TOPIC, "How calls are made and messages delivered", summary.to_owned(), body))
}

fn reason(revision: &ResolvedRevision<'_>, shared: &Shared<'_>) -> AnyView {
    view! {
        <div class="shared">
            <p>{ticked(&shared.term.because)}" "{steps::links(revision, &shared.steps)}</p>
            {sources(&shared.term.sources)}
        </div>
    }
    .into_any()
}

/// The value of a term of a call for people: the label that its rule gives, or else the value itself.
fn called(revision: &ResolvedRevision<'_>, call: &Call<'_>, term: &Term<'_>) -> AnyView {
    let part = term.rule.as_ref();
    let value = match part {
        "time_limit" => Some(&call.time_limit),
        "retry" => call.retry.as_ref(),
        "idempotency_key" => call.idempotency_key.as_ref(),
        "if_down" => Some(&call.if_down),
        _ => None,
    };
    let cases = revision.book().find(part).filter_map(|rule| match &rule.kind {
        RuleKind::Call(terms) => Some(terms.cases.iter()),
        _ => None,
    });
    let case = cases.flatten().find(|case| case.because == term.because);
    match (case.and_then(|case| case.label.as_ref()), value) {
        (Some(label), _) => label.to_string().into_any(),
        // A number of retries is written for programs, as `3_times`.
        (None, Some(value)) if part == "retry" => value.replace('_', " ").into_any(),
        (None, value) => written(value.map(AsRef::as_ref)),
    }
}

/// The value of a term of delivery, in the same way.
fn delivered(revision: &ResolvedRevision<'_>, delivery: &Delivery<'_>, term: &Term<'_>) -> AnyView {
    let part = term.rule.as_ref();
    let value = match part {
        "guarantee" => Some(&delivery.guarantee),
        "sending" => Some(&delivery.sending),
        "idempotency_key" => delivery.idempotency_key.as_ref(),
        "deduplication_window" => delivery.deduplication_window.as_ref(),
        "ordering" => Some(&delivery.ordering),
        "partition_key" => delivery.partition_key.as_ref(),
        "retry" => delivery.retry.as_ref(),
        "expiry" => delivery.expiry.as_ref(),
        "correlation_id" => Some(&delivery.correlation_id),
        "dead_letter" => return dead_letters(revision, &delivery.dead_letter),
        _ => None,
    };
    let cases = revision.book().find(part).filter_map(|rule| match &rule.kind {
        RuleKind::Delivery(terms) => Some(terms.cases.iter()),
        _ => None,
    });
    let case = cases.flatten().find(|case| case.value.as_deref() == value.map(AsRef::as_ref));
    match case.and_then(|case| case.label.as_ref()) {
        Some(label) => label.to_string().into_any(),
        None => written(value.map(AsRef::as_ref)),
    }
}

/// A value without a label: a period in words, or else a name.
fn written(value: Option<&str>) -> AnyView {
    match value.map(|value| (value, Period::parse(value))) {
        None => "none".into_any(),
        Some((_, Some(period))) => period.in_words().into_any(),
        Some((value, None)) => view! { <code>{value.to_owned()}</code> }.into_any(),
    }
}

fn dead_letters(revision: &ResolvedRevision<'_>, letters: &[DeadLetter<'_>]) -> AnyView {
    if letters.is_empty() {
        return "none".into_any();
    }
    let more = letters.len().saturating_sub(MOST_QUEUES);
    let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
    let items: Vec<_> = letters
        .iter()
        .take(MOST_QUEUES)
        .map(|letter| {
            let owner =
                letter.owner.as_ref().map_or("each consumer\u{2019}s team", |owner| revision.named(owner)).to_owned();
            view! { <li><code>{letter.queue.to_string()}</code>", owned by "{user_text(&owner)}</li> }
        })
        .collect();
    view! { <ul>{items}{more}</ul> }.into_any()
}
