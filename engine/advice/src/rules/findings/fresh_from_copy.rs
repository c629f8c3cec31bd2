//! Finding: fresh data is asked of a copy.

use crate::description::{ParticipantKind, Step};
use crate::finding::{Found, Scene};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fresh_from_copy",
    name: "Fresh data from a copy",
    claim: "A copy that follows its owner by events is always a little behind, so it cannot answer what must be \
            fresh.",
    why: "Between the change at the owner and the event at the copy time passes, mostly little, after an outage much. \
          Nobody who asks the copy can see how much. Whoever decides on the answer decides on the past.",
    advice: "Ask the owner. Or say how old the answer may be, show its age, and let the step that changes something \
             check again at the owner.",
    citations: &[
        cite("fowler-event-driven", "Event-Carried State Transfer", States),
        cite("azure-cqrs", "Issues and considerations", States),
        cite("terry-2013", "opening", Implies),
    ],
    fires: examples! {
        "The number of free beds must be right, and the cache is asked." =>
        r#"{"name": "Hospital", "participants": [{"id": "bed-cache", "kind": "cache"}], "flows": [{"steps": [
            {"action": "Get the free beds", "from": "ambulance", "to": ["bed-cache"], "entity": "bed",
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
        "The search learns prices by events and is asked for the price to charge." =>
        r#"{"name": "Shop", "flows": [
          {"id": "change", "steps": [
            {"action": "Change the price", "from": "buyer", "to": ["pricing"], "entity": "price",
              "answers": {"reply": "answer"}},
            {"action": "Update the shown price", "from": "pricing", "to": ["search"], "entity": "price",
              "answers": {"reply": "none"}}]},
          {"id": "buy", "steps": [
            {"action": "Get the price", "from": "basket", "to": ["search"], "entity": "price",
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
    },
    silent: examples! {
        "The owner is asked." =>
        r#"{"name": "Shop", "flows": [
          {"id": "change", "steps": [
            {"action": "Change the price", "from": "buyer", "to": ["pricing"], "entity": "price",
              "answers": {"reply": "answer"}},
            {"action": "Update the shown price", "from": "pricing", "to": ["search"], "entity": "price",
              "answers": {"reply": "none"}}]},
          {"id": "buy", "steps": [
            {"action": "Get the price", "from": "basket", "to": ["pricing"], "entity": "price",
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
        "What the cache says may be minutes old." =>
        r#"{"name": "Hospital", "participants": [{"id": "bed-cache", "kind": "cache"}], "flows": [{"steps": [
            {"action": "Get the free beds", "from": "ambulance", "to": ["bed-cache"], "entity": "bed",
              "answers": {"intent": "query", "staleness": "minutes"}}]}]}"#,
        "Shipping works by events, and the shipment is its own." =>
        r#"{"name": "Shop", "flows": [
          {"id": "order", "steps": [
            {"action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"action": "Create the shipment", "from": "orders", "to": ["shipping"], "entity": "shipment",
              "answers": {"reply": "none"}}]},
          {"id": "ask", "steps": [
            {"action": "Get the shipment", "from": "web", "to": ["shipping"], "entity": "shipment",
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    if !scene.advised().only_asks || !scene.answered("staleness", "fresh") {
        return None;
    }
    let (copy, owner) = scene.step.to.iter().find_map(|who| Some((*who, copied_by(scene, *who)?)))?;
    let (action, named) = (&scene.described.action, scene.named(copy));
    let (of, ask) = match owner {
        Owner::Known(owner) => (format!(" of what {} owns", scene.named(owner)), scene.named(owner)),
        Owner::Unknown => (String::new(), "the owner of the data"),
    };
    Some(Found {
        within: "/to".to_owned(),
        message: format!(
            "\u{201c}{action}\u{201d} needs fresh data, and {named} is a copy{of}, which is always a little behind."
        ),
        advice: format!(
            "Ask {ask} for it. If it may be a little old, answer `staleness: seconds`, and show the age with the data."
        ),
    })
}

/// Who owns what a copy copies.
enum Owner {
    Known(usize),
    Unknown,
}

/// The owner of what a participant has only a copy of; none if what the step asks about may be its own.
fn copied_by(scene: &Scene<'_>, who: usize) -> Option<Owner> {
    let participant = &scene.model.participants()[who];
    if participant.kind == ParticipantKind::Cache || participant.of.is_some() {
        return Some(participant.of.map_or(Owner::Unknown, Owner::Known));
    }
    let (system, entity) = (scene.system?, scene.described.entity.as_deref()?);
    let (mut hears, mut owner) = (false, None);
    let flows = scene.model.flows().iter().zip(&scene.model.description().flows).zip(&system.flows);
    for ((flow, described), built) in flows {
        for ((step, described), built) in flow.steps.iter().zip(&described.steps).zip(&built.steps) {
            if !changes(described, entity) || built.advised.only_asks {
                continue;
            }
            let does = step.to.contains(&who);
            if does && !built.is_event() {
                return None;
            }
            hears |= does || step.tells.contains(&who);
            owner = owner.or_else(|| other_owner(step, who).filter(|_| !built.is_event()));
        }
    }
    owner.filter(|_| hears).map(Owner::Known)
}

fn changes(described: &Step, entity: &str) -> bool {
    described.entity.as_deref() == Some(entity)
}

/// The first of those who do a step, if it is not done by `who`.
fn other_owner(step: &StepModel, who: usize) -> Option<usize> {
    step.to.first().copied().filter(|_| !step.to.contains(&who))
}
