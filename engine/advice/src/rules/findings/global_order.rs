//! Finding: messages that are broadcast must keep one global order.

use crate::built::fields;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::identifies;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "global_order",
    name: "One order for all messages",
    claim: "One order for all messages allows only one partition with one worker, and is seldom what is needed.",
    why: "A log keeps order within a partition, so one order for everything means one partition, and a second worker \
          breaks the order. Throughput is limited by the slowest message, and a message that fails blocks all behind \
          it. Usually the order that matters is that of one account, one parcel or one match.",
    advice: "Name the thing whose order matters, and keep order for each such thing separately. If everything must \
             be in one order, let one owner decide it and let the others read what it decided.",
    citations: &[
        cite("kafka-docs", "Main Concepts and Terminology", Implies),
        cite("azure-pub-sub", "When to use this pattern", Implies),
    ],
    fires: examples! {
        "Every parcel in the country in one order." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Record the scan", "from": "depot", "to": ["tracking"], "entity": "parcel",
              "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
    },
    silent: examples! {
        "The scans of each parcel in order." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Record the scan", "from": "depot", "to": ["tracking"], "entity": "parcel",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
        "One owner decides each price while the trader waits." =>
        r#"{"name": "Exchange", "flows": [{"steps": [
            {"action": "Match the order", "from": "trader", "to": ["book"], "entity": "order",
              "answers": {"reply": "answer", "invariant": "trade_price", "ordering": "global"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let has_one_owner = scene.advised_mechanism().is_some_and(|means| means.has_one_owner);
    if !scene.answered("ordering", "global") || !scene.built().is_sent() || has_one_owner {
        return None;
    }
    let fields = fields(scene.described);
    let key = fields.iter().map(|field| field.name).find(|field| identifies(field));
    let message = scene.built().message;
    let advice = match (scene.described.entity.as_deref(), key) {
        (Some(entity), _) => format!(
            "Check whether order for each {entity} is enough. If so, answer `per_entity` and use the id of the \
             {entity} as partition key."
        ),
        (None, Some(key)) => format!(
            "Check whether order for each `{key}` is enough. If so, answer `per_entity` and use it as partition key."
        ),
        (None, None) => format!(
            "Find out which thing the order is about, name it as the step\u{2019}s entity, and answer `per_entity`. \
             If it is really everything, give `{message}` one partition and one worker."
        ),
    };
    let readers = match scene.step.to.as_slice() {
        [] | [_] => String::new(),
        several => format!(", for {}", scene.all_named(several)),
    };
    Some(Found {
        within: "/answers/ordering".to_owned(),
        message: format!(
            "Every `{message}` must be handled in one order{readers}: that means one partition, as fast as its \
             slowest message."
        ),
        advice,
    })
}
