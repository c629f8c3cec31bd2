//! Whether the scarce thing can be held for a while.

use crate::rule::prelude::*;

/// Holding matters only for something that one caller can take away from another.
const SOMETHING_SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "holdable",
    name: "Whether it can be held for a while",
    claim: "A scarce thing that can be held is won in two steps, a hold and a confirmation; one that cannot is won in \
            one.",
    why: "A patient wants a while to think about the appointment, a card payment takes some seconds, a form has four \
          pages. If the thing can be held over that time, nobody else is blocked by a lock and nobody loses it at the \
          last page; an abandoned hold ends by itself. An amount of money can be held, too: that is what a card \
          authorisation is. If it cannot be held, everything that may fail has to be done before it is taken.",
    advice: "Give every hold an end, say who may prolong it, and let the confirmation check that the hold still \
             stands. If the thing cannot be held, take it as the last step that can fail.",
    caveat: "A hold keeps the thing from others while nobody uses it: too short, and buyers lose it while they pay; \
             too long, and abandoned baskets empty the shelf. To look at a hold is not to confirm it, since it may end \
             in between.",
    citations: &[
        cite("azure-compensating", "Issues and considerations", States),
        cite("tigerbeetle-two-phase", "opening", States),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9],
    fires: examples! {
        "A vaccination appointment is held while the form is filled in." =>
        r#"{"name": "Vaccination centre", "flows": [{"steps": [
            {"action": "Take the appointment", "from": "portal", "to": ["calendar"],
              "answers": {"invariant": "exclusive_booking", "holdable": "yes"}}]}]}"#,
        "A free charging point is had by whoever plugs in first." =>
        r#"{"name": "Charging park", "flows": [{"steps": [
            {"action": "Start charging", "from": "car", "to": ["charger"],
              "answers": {"invariant": "exclusive_booking", "holdable": "no"}}]}]}"#,
    },
    silent: examples! {
        "A document can be checked out, but nothing scarce is at stake: a change only must not be lost." =>
        r#"{"name": "Land registry", "flows": [{"steps": [
            {"action": "Correct the entry", "from": "clerk", "to": ["registry"],
              "answers": {"invariant": "no_lost_update", "holdable": "yes"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Can it be held for a while before it is taken for good?"),
        why_asked: t("What can be held may be won in several steps; what cannot has to be won in one."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, it can be held"),
                decides: t("a hold that ends by itself, then confirmed or released"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[SOMETHING_SCARCE]),
                    "It can be held for a while, so it is held until the last step that may fail has succeeded.",
                )]),
            },
            Answer {
                id: t("no"),
                label: t("No, it is taken or not"),
                decides: t("it is won in one step, and no hold is offered"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[SOMETHING_SCARCE]),
                    "It cannot be held, so it is won in one step, and whatever may fail comes before.",
                )]),
            },
        ]),
    }),
});
