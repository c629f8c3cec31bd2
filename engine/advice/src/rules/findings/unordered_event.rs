//! Finding: messages must be handled in order, but nothing keeps that order.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::identifies;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "unordered_event",
    name: "Nothing keeps the required order",
    claim: "Messages whose order matters need one channel and one key; without them later ones overtake earlier ones.",
    why: "A log keeps the order of messages that share a key; without a key, messages spread over partitions and \
          arrive in any order. A call that is made after an event can reach the receiver before it. The receiver \
          then unblocks a card that it has not blocked yet, and no error shows it. This happens under load.",
    advice: "Put the id of the thing into the message and use it as partition key. Send everything about one thing \
             over the same log. Or number the changes and let the receiver sort them.",
    citations: &[
        cite("kafka-docs", "Main Concepts and Terminology", States),
        cite("azure-sequential-convoy", "Context and problem; Solution", States),
        cite("azure-pub-sub", "Issues and considerations", States),
    ],
    lesson: &[14],
    fires: examples! {
        "Breakers must be switched in order, but the message does not say which breaker it is about." =>
        r#"{"name": "Power grid", "flows": [{"steps": [
            {"action": "Record the position", "from": "substation", "to": ["control"], "entity": "breaker",
              "answers": {"reply": "none", "ordering": "per_entity"},
              "today": {"style": "event", "message": "BreakerSwitched", "fields": ["position", "voltage"]}}]}]}"#,
        "The block is sent as an event, and the unblock calls the same receiver." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Block the card", "from": "fraud", "to": ["cards"], "entity": "card",
              "answers": {"reply": "none", "ordering": "per_entity"}},
            {"action": "Unblock the card", "from": "desk", "to": ["cards"], "entity": "card",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The message says which breaker it is about." =>
        r#"{"name": "Power grid", "flows": [{"steps": [
            {"action": "Record the position", "from": "substation", "to": ["control"], "entity": "breaker",
              "answers": {"reply": "none", "ordering": "per_entity"},
              "today": {"style": "event", "message": "BreakerSwitched", "fields": ["breaker_id", "position"]}}]}]}"#,
        "Any order will do." =>
        r#"{"name": "Power grid", "flows": [{"steps": [
            {"action": "Add to the statistics", "from": "substation", "to": ["statistics"],
              "answers": {"reply": "none", "ordering": "none"},
              "today": {"style": "event", "message": "VoltageMeasured", "fields": ["voltage"]}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let is_ordered = scene.answered("ordering", "per_entity") || scene.answered("ordering", "global");
    if !is_ordered || !scene.built().is_sent() {
        return None;
    }
    without_key(scene).or_else(|| overtaken(scene))
}

/// Finds a message without a field that identifies the thing it is about.
fn without_key(scene: &Scene<'_>) -> Option<Found> {
    if scene.answered("ordering", "global") {
        return None;
    }
    let (built, fields) = (scene.built(), fields(scene.described));
    let entity = scene.described.entity.as_deref();
    if fields.is_empty() || fields.iter().any(|field| identifies(field.name)) {
        return None;
    }
    let message = built.message;
    let (what, advice) = match entity {
        Some(entity) => (
            format!("no field of `{message}` says which {entity} it is about"),
            format!("Add the id of the {entity} to `{message}`, and use it as partition key."),
        ),
        None => (
            format!("nothing says which thing `{message}` is about"),
            format!(
                "Say which thing \u{201c}{}\u{201d} is about, put its id into `{message}`, and use it as partition \
                 key.",
                scene.described.action
            ),
        ),
    };
    Some(Found {
        within: place_of_fields(&fields),
        message: format!("Its messages must be handled in order per entity, but {what}."),
        advice,
    })
}

/// Finds a later call that may reach the same receiver before the message does.
fn overtaken(scene: &Scene<'_>) -> Option<Found> {
    let flow = scene.built_flow()?;
    let entity = |step: usize| {
        let flow = scene.model.description().flows.get(scene.flow.index)?;
        flow.steps.get(step)?.entity.as_deref()
    };
    let same_thing = |later: &StepModel| match (entity(scene.step.index), entity(later.index)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    let meets = |later: &&StepModel| {
        later.to.iter().any(|participant| scene.step.to.contains(participant))
            && flow.steps[later.index].is_waited_change()
            && same_thing(later)
    };
    let later = flow.after(scene.flow, scene.step.index).find(meets)?;
    let receiver = later.to.iter().copied().find(|participant| scene.step.to.contains(participant))?;
    let (message, receiver, overtaking) = (scene.built().message, scene.named(receiver), scene.action(later.index));
    Some(Found {
        within: "/answers/ordering".to_owned(),
        message: format!(
            "\u{201c}{overtaking}\u{201d} calls {receiver} and can arrive before `{message}`, although the order \
             matters."
        ),
        advice: format!(
            "Send both to {receiver} over one log with the same key. Or let the call carry the version it expects, \
             so that {receiver} refuses it until `{message}` is handled."
        ),
    })
}
