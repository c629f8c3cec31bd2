//! How the message that carries a step is delivered: what is settled for it, and why.

use engine::assessment::{DeadLetter, Delivery};
use leptos::prelude::*;

use super::reading::Reading;
use crate::components::reason::{own, rule_link, sources};

/// Queues that are listed one by one at the most.
const MOST_QUEUES: usize = 50;

/// The terms of delivery, to open; nothing for a step that is called.
pub(super) fn view(reading: &Reading<'_>, delivery: Option<&Delivery<'_>>) -> AnyView {
    let Some(delivery) = delivery else { return ().into_any() };
    let terms: Vec<AnyView> = delivery
        .terms
        .iter()
        .map(|term| {
            view! {
                <div>
                    <dt>{rule_link(&term.rule, reading.rule_name("delivery", &term.rule))}</dt>
                    <dd>
                        <div class="settled">{settled(reading, delivery, &term.rule)}</div>
                        <p class="soft">{term.because.to_string()}</p>
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

/// What is settled in one part, for people.
fn settled(reading: &Reading<'_>, delivery: &Delivery<'_>, part: &str) -> AnyView {
    let code = |value: Option<&str>, none: &'static str| match value {
        Some(value) => view! { <code>{value.to_owned()}</code> }.into_any(),
        None => none.into_any(),
    };
    match part {
        "guarantee" => spoken(&delivery.guarantee).into_any(),
        "sending" => spoken(&delivery.sending).into_any(),
        "idempotency_key" => code(delivery.idempotency_key.as_deref(), "none needed"),
        "deduplication_window" => {
            delivery.deduplication_window.as_deref().map_or("none needed".to_owned(), spoken).into_any()
        }
        "ordering" => spoken(&delivery.ordering).into_any(),
        "partition_key" => code(delivery.partition_key.as_deref(), "none"),
        "retry" => delivery.retry.as_deref().map_or("never".to_owned(), spoken).into_any(),
        "dead_letter" => dead_letters(reading, &delivery.dead_letter),
        "expiry" => delivery.expiry.as_deref().map_or("never".to_owned(), spoken).into_any(),
        "correlation_id" => code(Some(&delivery.correlation_id), ""),
        _ => ().into_any(),
    }
}

fn dead_letters(reading: &Reading<'_>, letters: &[DeadLetter<'_>]) -> AnyView {
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
                letter.owner.as_ref().map_or("each consumer\u{2019}s team", |owner| reading.named(owner)).to_owned();
            view! { <li><code>{letter.queue.to_string()}</code>", looked after by "{own(&owner)}</li> }
        })
        .collect();
    view! { <ul>{items}{more}</ul> }.into_any()
}

/// What is settled, in words; what is none of the shipped rules' values is told as it is.
fn spoken(value: &str) -> String {
    match value {
        "at_least_once" => "at least once",
        "at_most_once" => "at most once",
        "outbox" => "from an outbox",
        "direct" => "directly",
        "none" => "any order",
        "per_entity" => "in order for each thing",
        "global" => "in one order for everything",
        "until_done" => "until it succeeds",
        "in_order" => "in its place, for an hour",
        "briefly" => "for five minutes",
        "for_a_day" => "for a day",
        "forever" => "as long as the record is kept",
        "PT1M" => "a minute",
        "PT1H" => "an hour",
        "P1D" => "a day",
        "P7D" => "a week",
        other => other,
    }
    .to_owned()
}
