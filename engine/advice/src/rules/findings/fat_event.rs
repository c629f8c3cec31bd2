//! Finding: an event carries more than what happened.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene, ticked};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::{identifies, is_time, is_version};

/// The largest number of fields that is no finding.
pub(crate) const MOST: usize = 12;

/// The largest number of fields that a message names one by one.
const NAMED: usize = 6;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fat_event",
    name: "An event with very many fields",
    claim: "An event with more than twelve fields is usually a copy of the record rather than a fact.",
    why: "Each field is a promise to consumers that the publisher does not know, so a wide event makes the \
          publisher\u{2019}s own model hard to change. Consumers come to rely on fields that were there by accident. \
          And a copy of the whole record does not say what happened: each consumer has to compare it with its last \
          copy.",
    advice: "Keep the fields that say which thing, what happened, when, and what changed. Leave the rest with the \
             owner and let consumers ask for it, or publish a second event for those that keep a copy.",
    caveat: "The limit of twelve is ours. Carrying state also has a benefit: consumers need not ask, and go on while \
             the owner is down (Fowler, event-carried state transfer). If that is the purpose, say so in the \
             event\u{2019}s name and give it an owner.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("azure-event-driven", "Additional considerations", Implies),
        cite("fowler-event-driven", "Event-Carried State Transfer", Implies),
    ],
    lesson: &[23, 25],
    fires: examples! {
        "The whole flight record for a changed gate." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"action": "Tell the screens", "from": "ground", "to": ["screens"], "entity": "flight",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "GateChanged",
                "fields": ["flight_id", "gate", "changed_at", "airline", "aircraft", "origin", "destination",
                  "departure", "arrival", "pilots", "crew", "meals", "fuel", "cargo"]}}]}]}"#,
    },
    silent: examples! {
        "Only the changed gate." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"action": "Tell the screens", "from": "ground", "to": ["screens"], "entity": "flight",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "GateChanged",
                "fields": ["flight_id", "gate", "changed_at"]}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    let fields = fields(scene.described);
    if !built.is_event() || fields.len() <= MOST || scene.is_told_before(built.message) {
        return None;
    }
    let says_what = |field: &&str| identifies(field) || is_time(field) || is_version(field);
    let (kept, rest): (Vec<&str>, Vec<&str>) = fields.iter().map(|field| field.name).partition(says_what);
    let event = built.message;
    let keep = if kept.is_empty() { "an id and the time".to_owned() } else { ticked(&kept[..kept.len().min(NAMED)]) };
    let named = ticked(&rest[..rest.len().min(NAMED)]);
    let more = if rest.len() > NAMED { " and the others" } else { "" };
    let owner = scene.step.from.map_or("its owner", |from| scene.named(from));
    Some(Found {
        within: place_of_fields(&fields),
        message: format!("The event `{event}` carries {} fields, which looks like the whole record.", fields.len()),
        advice: format!(
            "Keep {keep}, and of {named}{more} only what changed with `{event}`; consumers ask {owner} for the rest."
        ),
    })
}
