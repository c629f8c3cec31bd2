//! Conditional write: one write checks and changes.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is("invariant", &[t("limited_stock"), t("exclusive_booking")]);

const BALANCE: Is = is("invariant", &[t("balance")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("conditional_write"),
    name: t("Conditional write"),
    claim: t("Let the owner check and change in one write, so that whoever comes second is refused instead of \
         overwriting."),
    why: t(
        "Two people read the last place as free and both write their name: a check followed by a write is two steps, \
         and the other fits in between. One write that says \u{201c}only if it is still free\u{201d} or \u{201c}only \
         if it is still version 7\u{201d} closes that gap, because its owner handles one at a time. It costs nothing \
         while nobody collides, and a collision shows itself at once as a refusal.",
    ),
    advice: t(
        "Use an update with a condition and look at how many rows it changed, a row lock, or over HTTP an ETag with \
         If-Match that is answered with 412. Tell the one who lost, with the current state, or read again and retry \
         a few times. The unique or exclusion constraint of a database does the same without any code.",
    ),
    caveat: Some(t(
        "The lesson speaks of synchronous calls with locks. A version check is the optimistic form of such a lock; \
         it suits rare collisions. Where nearly everybody collides, refusals pile up: take the row lock, split the \
         number, or give it one writer.",
    )),
    citations: t(&[
        Citation { source: t("rfc9110"), section: t("13.1.1 If-Match"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("how"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("when strong is required"), grade: Grade::Implies },
    ]),
    lesson: t(&[9, 10]),
    fires: t(&[
        Example {
            says: t("Two doctors open the same record, and neither may overwrite the other unseen."),
            description: t(r#"{"name": "Patient records", "flows": [{"steps": [
                    {"action": "Save the medication plan", "from": "ward", "to": ["records"], "entity": "plan", "answers": {"reply": "answer", "invariant": "no_lost_update"}}]}]}"#),
        },
        Example {
            says: t("A room is taken in one step, and nothing has to follow."),
            description: t(r#"{"name": "Town hall", "flows": [{"steps": [
                    {"action": "Book the wedding room", "from": "portal", "to": ["rooms"], "entity": "room", "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
        },
        Example {
            says: t("A prepaid meter is charged, and it must not fall below nought."),
            description: t(r#"{"name": "Prepaid power", "flows": [{"steps": [
                    {"action": "Take the amount from the meter's credit", "from": "meters", "to": ["credit"], "entity": "credit", "answers": {"reply": "answer", "invariant": "balance"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("The room is only won when the fee is paid, so it is held until then."),
            description: t(r#"{"name": "Town hall", "flows": [{"steps": [
                    {"action": "Reserve the wedding room", "from": "portal", "to": ["rooms"], "answers": {"reply": "answer", "invariant": "exclusive_booking", "holdable": "yes"}},
                    {"action": "Charge the fee", "from": "portal", "to": ["payment"], "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#),
        },
        Example {
            says: t("Money that moves between two ledgers is more than one write."),
            description: t(r#"{"name": "Settlement", "flows": [{"steps": [
                    {"action": "Move the amount to the other grid operator", "from": "clearing", "to": ["ledger-a", "ledger-b"], "answers": {"reply": "acknowledgement", "invariant": "balance", "boundary": "crosses"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[
            MechanismCase {
                rank: super::NO_LOST_UPDATE,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: When::All(t(&[is("invariant", &[t("no_lost_update")])])),
                because: t(
                    "Nobody's change may be overwritten unseen, so a write names the version that it is based on and \
                     is refused if that is no longer the current one.",
                ),
            },
            MechanismCase {
                rank: super::TAKEN_IN_ONE_STEP,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: When::Any(t(&[
                    t(&[SCARCE]),
                    t(&[BALANCE, is("boundary", &[t("same")])]),
                    t(&[BALANCE, is("boundary", &[t(OPEN)]), is("side", &[t("synchronous")])]),
                ])),
                because: t(
                    "It is won or lost in one step, so its owner checks and takes it in the same write, and whoever \
                     comes second is refused.",
                ),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            Rejection {
                when: When::All(t(&[
                    SCARCE,
                    is("holdable", &[t(OPEN), t("yes")]),
                    is("followed", &[t("by_more")]),
                    is("contention", &[t(OPEN), t("ordinary")]),
                ])),
                because: t(
                    "One write would take it for good while a later step can still fail, and nothing would give it \
                     back.",
                ),
            },
            Rejection {
                when: When::All(t(&[
                    is("invariant", &[t("limited_stock"), t("balance")]),
                    is("contention", &[t("hot"), t("multi_region")]),
                    is("boundary", &[t(OPEN), t("crosses")]),
                ])),
                because: t(
                    "Everybody would come for the same row, and most attempts would be refused only to be tried \
                     again.",
                ),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("collaborative_edit"), t("mergeable")])])),
                because: t("Every second change would be refused, although both can stand."),
            },
        ]),
    }),
};
