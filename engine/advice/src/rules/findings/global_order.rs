//! Finding: messages that are broadcast must keep one global order.

use crate::built::fields;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::identifies;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "global_order",
    name: "One order over everything",
    claim: "One order over all messages leaves one line with one worker, and is seldom what is needed.",
    why: "A log keeps order within a partition, so one order over everything means one partition, and a second worker \
          breaks it. The line is as fast as its slowest message, and one message that fails holds up all that come \
          behind it. Nearly always the order that matters is that of one account, one parcel or one match.",
    advice: "Name the thing whose order matters and keep the order for each by itself. If it must be one order over \
             everything, give it one owner that decides it, and let the others read what it decided.",
    citations: &[
        cite("kafka-docs", "Main Concepts and Terminology", Implies),
        cite("azure-pub-sub", "When to use this pattern", Implies),
    ],
    fires: examples! {
        "Every parcel of the country in one line." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Record the scan", "from": "depot", "to": ["tracking"], "entity": "parcel",
              "answers": {"reply": "none", "ordering": "global"}}]}]}"#,
    },
    silent: examples! {
        "The scans of each parcel in order." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Record the scan", "from": "depot", "to": ["tracking"], "entity": "parcel",
              "answers": {"reply": "none", "ordering": "per_entity"}}]}]}"#,
        "One owner decides every price while the trader waits." =>
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
            "Check whether the order of each {entity} is enough. If so, answer `per_entity` and take the id of the \
             {entity} as partition key."
        ),
        (None, Some(key)) => format!(
            "Check whether the order for each `{key}` is enough. If so, answer `per_entity` and take it as partition \
             key."
        ),
        (None, None) => format!(
            "Look for the thing whose order it really is, name it as the step\u{2019}s entity, and answer \
             `per_entity`. If it is all of them, give `{message}` one partition and one worker."
        ),
    };
    let readers = match scene.step.to.as_slice() {
        [] | [_] => String::new(),
        several => format!(", for {}", scene.all_named(several)),
    };
    Some(Found {
        within: "/answers/ordering".to_owned(),
        message: format!(
            "Every `{message}` must be handled in one order{readers}: that is one line, as fast as its slowest \
             message."
        ),
        advice,
    })
}
