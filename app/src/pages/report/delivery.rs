//! The terms of delivery of a step's message, and the reason for each.

use advice::{
    assessment::{DeadLetter, Delivery},
    description::Period,
    rule::RuleKind,
};
use leptos::prelude::*;

use super::revision::ResolvedRevision;
use crate::components::reason::{rule_link, sources, ticked, user_text};

/// Maximum number of queues that are listed.
const MOST_QUEUES: usize = 50;

/// The terms of delivery as a fold; nothing for a step that is called.
pub(super) fn view(revision: &ResolvedRevision<'_>, delivery: Option<&Delivery<'_>>) -> AnyView {
    let Some(delivery) = delivery else { return ().into_any() };
    let terms: Vec<AnyView> = delivery
        .terms
        .iter()
        .map(|term| {
            view! {
                <div>
                    <dt>{rule_link(&term.rule, revision.rule_name("delivery", &term.rule))}</dt>
                    <dd>
                        <div class="settled">{settled(revision, delivery, &term.rule)}</div>
                        <p class="soft">{ticked(&term.because)}</p>
                        {sources(&term.sources)}
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="delivery">
            <summary>"How "<code>{delivery.message.to_string()}</code>" is delivered"</summary>
            <dl class="facts">{terms}</dl>
        </details>
    }
    .into_any()
}

/// The value of a term of delivery for people: the label that its rule gives, or else the value itself.
fn settled(revision: &ResolvedRevision<'_>, delivery: &Delivery<'_>, part: &str) -> AnyView {
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
    let label = cases.flatten().find(|case| case.value.as_deref() == value.map(AsRef::as_ref));
    match (label.and_then(|case| case.label.as_ref()), value) {
        (Some(label), _) => label.to_string().into_any(),
        (None, Some(value)) => match Period::parse(value) {
            Some(period) => period.in_words().into_any(),
            None => view! { <code>{value.to_string()}</code> }.into_any(),
        },
        (None, None) => "none".into_any(),
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
