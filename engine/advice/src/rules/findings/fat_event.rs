//! Finding: an event carries more than what happened.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene, ticked};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::{identifies, is_time, is_version};

/// The largest number of fields that is no finding.
const MOST: usize = 12;

/// The largest number of fields that a message names one by one.
const NAMED: usize = 6;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fat_event",
    name: "An event with very many fields",
    claim: "An event of more than twelve fields is nearly always a copy of the record, and not a fact.",
    why: "Each field is a promise to readers that the publisher does not know, so a wide event holds the \
          publisher\u{2019}s own model fast. Readers lean on fields that were only there by chance. And a copy of the \
          whole record does not say what happened: every reader has to compare it with what it knew before.",
    advice: "Keep what says which thing, what happened, when, and what changed. Leave the rest with the owner, and let \
             readers ask for it, or publish a second event for those that keep a copy.",
    caveat: "That twelve is the limit is ours. Carrying the state has its own good: readers need not ask and go on \
             while the owner is down (Fowler, event-carried state transfer). If that is what it is for, say so in its \
             name and give it an owner.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("azure-event-driven", "Additional considerations", Implies),
        cite("fowler-event-driven", "Event-Carried State Transfer", Implies),
    ],
    lesson: &[23, 25],
    fires: examples! {
        "A whole flight for a changed gate." =>
        r#"{"name": "Airport", "flows": [{"steps": [
            {"action": "Tell the screens", "from": "ground", "to": ["screens"], "entity": "flight",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "GateChanged",
                "fields": ["flight_id", "gate", "changed_at", "airline", "aircraft", "origin", "destination",
                  "departure", "arrival", "pilots", "crew", "meals", "fuel", "cargo"]}}]}]}"#,
    },
    silent: examples! {
        "The gate that changed." =>
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
        message: format!("The event `{event}` carries {} fields, which reads like the whole record.", fields.len()),
        advice: format!(
            "Keep {keep}, and of {named}{more} only what changed when `{event}` came about; readers ask {owner} for \
             the rest."
        ),
    })
}
