//! Reservation: the owner holds a scarce thing for a while, then confirms or releases it.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reservation",
    name: "Reservation",
    claim: "If it takes several steps to win a scarce thing, hold it with an expiry, then confirm or release it.",
    why: "Between taking a seat and paying for it, seconds or minutes pass in which the payment can fail. A lock for \
          that long would block everyone else; without any hold the seat would be sold twice. A hold is a small, \
          strongly consistent decision at the owner. Its expiry frees the seat even if the buyer never comes back.",
    advice: "Let the owner record the hold and its expiry in the same write that checks that the thing is free. \
             Confirm it when the last step has succeeded, and release it when one fails. Let a timer release what \
             nobody confirmed.",
    citations: &[
        cite("azure-compensating", "Problems and considerations", Implies),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9, 22],
    fires: examples! {
        "A seat is won only once the card is charged." =>
        r#"{"name": "Tickets", "flows": [{"steps": [
            {"action": "Reserve the seat", "from": "booking", "to": ["seats"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
            {"action": "Charge the card", "from": "booking", "to": ["payment"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "A room that is booked in one step needs no hold." =>
        r#"{"name": "Rooms", "flows": [{"steps": [
            {"action": "Book the room", "from": "web", "to": ["rooms"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: Some(2), ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::RESERVATION,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: any(&[
                t(&[is!("invariant", "limited_stock", "exclusive_booking", "balance"), is!("holdable", "yes")]),
                t(&[SCARCE, is!("holdable", OPEN), is!("undo", "compensable")]),
                t(&[SCARCE, is!("holdable", OPEN), is!("duration", "long")]),
                t(&[SCARCE, is!("holdable", OPEN), is!("followed", "by_more")]),
            ]),
            because: t(
                "Winning it can take several steps, so its owner holds it with an expiry until it is confirmed \
                        or released."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[SCARCE, is!("holdable", "no")]),
            "It cannot be held, so it must be won in one step.",
        )]),
    }),
});
