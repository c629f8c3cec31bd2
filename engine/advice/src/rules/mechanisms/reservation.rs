//! Reservation: the owner holds a scarce thing for a while, then confirms or releases it.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reservation",
    name: "Reservation",
    claim: "When it takes several steps to win a scarce thing, hold it with an expiry, then confirm or release it.",
    why: "Between taking a seat and paying for it lie seconds or minutes in which a payment can fail. A lock over that \
          time would block everybody else; no hold at all would sell the seat twice. A hold is a small, strong \
          decision at the owner, and its expiry frees the thing even if the buyer never comes back.",
    advice: "Let the owner record the hold with an expiry in the same write that checks that the thing is free. \
             Confirm it when the last step has succeeded, release it when one fails, and let a clock release what \
             nobody confirmed.",
    citations: &[
        cite("azure-compensating", "Issues and considerations", Implies),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9, 22],
    fires: examples! {
        "A seat that is only won once the card is charged." =>
        r#"{"name": "Tickets", "flows": [{"steps": [
            {"action": "Reserve the seat", "from": "booking", "to": ["seats"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
            {"action": "Charge the card", "from": "booking", "to": ["payment"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "A room that is taken in one step needs no hold." =>
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
            because: t("The thing is won only when later steps have succeeded, so its owner holds it until then."),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[SCARCE, is!("holdable", "no")]),
            "The thing cannot be held, so it has to be won in one step.",
        )]),
    }),
});
