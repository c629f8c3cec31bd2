//! Reservation: the owner holds a scarce thing for a while, then confirms or releases it.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is("invariant", &[t("limited_stock"), t("exclusive_booking")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("reservation"),
    name: t("Reservation"),
    claim: t("When it takes several steps to win a scarce thing, hold it with an expiry, then confirm or release it."),
    why: t(
        "Between taking a seat and paying for it lie seconds or minutes in which a payment can fail. A lock over that \
         time would block everybody else; no hold at all would sell the seat twice. A hold is a small, strong decision \
         at the owner, and its expiry frees the thing even if the buyer never comes back.",
    ),
    advice: t(
        "Let the owner record the hold with an expiry in the same write that checks that the thing is free. Confirm it \
         when the last step has succeeded, release it when one fails, and let a clock release what nobody confirmed.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("azure-compensating"), section: t("Issues and considerations"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("when strong is required"), grade: Grade::Implies },
    ]),
    lesson: t(&[9, 22]),
    fires: t(&[Example {
        says: t("A seat that is only won once the card is charged."),
        description: t(r#"{"name": "Tickets", "flows": [{"steps": [
                {"action": "Reserve the seat", "from": "booking", "to": ["seats"], "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
                {"action": "Charge the card", "from": "booking", "to": ["payment"], "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("A room that is taken in one step needs no hold."),
        description: t(r#"{"name": "Rooms", "flows": [{"steps": [
                {"action": "Book the room", "from": "web", "to": ["rooms"], "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: Some(2), ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::RESERVATION,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: When::Any(t(&[
                t(&[
                    is("invariant", &[t("limited_stock"), t("exclusive_booking"), t("balance")]),
                    is("holdable", &[t("yes")]),
                ]),
                t(&[SCARCE, is("holdable", &[t(OPEN)]), is("undo", &[t("compensable")])]),
                t(&[SCARCE, is("holdable", &[t(OPEN)]), is("duration", &[t("long")])]),
                t(&[SCARCE, is("holdable", &[t(OPEN)]), is("followed", &[t("by_more")])]),
            ])),
            because: t("The thing is won only when later steps have succeeded, so its owner holds it until then."),
        }]),
        joins: None,
        // The message that confirms or releases the hold must not get lost.
        beside: t(&[t("outbox")]),
        rejected: t(&[Rejection {
            when: When::All(t(&[SCARCE, is("holdable", &[t("no")])])),
            because: t("The thing cannot be held, so it has to be won in one step."),
        }]),
    }),
};
