//! Whether the scarce thing can be held for a while.

use crate::rule::prelude::*;

/// Holding matters only for something that one caller can take away from another.
const SOMETHING_SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "holdable",
    name: "Whether it can be held for a while",
    claim: "A scarce thing that can be held is won in two steps, a hold and a confirmation; otherwise it is won in \
            one.",
    why: "A patient wants to think about the appointment, a card payment takes some seconds, a form has four pages. If \
          the thing can be held meanwhile, no lock blocks the others and nobody loses it on the last page. An \
          abandoned hold expires by itself. An amount of money can be held too: that is what a card authorisation \
          does. If it cannot be held, everything that may fail must be done before it is taken.",
    advice: "Give every hold an expiry, say who may extend it, and let the confirmation check that the hold is still \
             valid. If the thing cannot be held, take it as the last step that can fail.",
    caveat: "A hold keeps the thing from others while nobody uses it. If it is too short, buyers lose the thing while \
             they pay. If it is too long, abandoned baskets empty the shelf. Reading a hold does not confirm it, \
             because it may expire in between.",
    citations: &[
        cite("azure-compensating", "Problems and considerations", States),
        cite("tigerbeetle-two-phase", "opening", States),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9],
    fires: examples! {
        "A vaccination appointment is held while the person fills in the form." =>
        r#"{"name": "Vaccination centre", "flows": [{"steps": [
            {"action": "Take the appointment", "from": "portal", "to": ["calendar"],
              "answers": {"invariant": "exclusive_booking", "holdable": "yes"}}]}]}"#,
        "A free charging point goes to the first driver who plugs in." =>
        r#"{"name": "Charging park", "flows": [{"steps": [
            {"action": "Start charging", "from": "car", "to": ["charger"],
              "answers": {"invariant": "exclusive_booking", "holdable": "no"}}]}]}"#,
    },
    silent: examples! {
        "A document can be checked out, but it is not scarce: only the change must not be lost." =>
        r#"{"name": "Land registry", "flows": [{"steps": [
            {"action": "Correct the entry", "from": "clerk", "to": ["registry"],
              "answers": {"invariant": "no_lost_update", "holdable": "yes"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Can it be held for a while before it is taken for good?"),
        why_asked: t("If it can be held, it may be won in several steps; if not, it must be won in one."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, it can be held"),
                decides: t("a hold that expires, and is confirmed or released before that"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[SOMETHING_SCARCE]),
                    "It can be held for a while, so it is held until the last step that may fail has succeeded.",
                )]),
            },
            Answer {
                id: t("no"),
                label: t("No, it is taken at once or not at all"),
                decides: t("it is won in one step, without a hold"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[SOMETHING_SCARCE]),
                    "It cannot be held, so it is won in one step, after everything else that may fail.",
                )]),
            },
        ]),
    }),
});
