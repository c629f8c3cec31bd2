//! Conditional write: one write checks and changes.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

const BALANCE: Is = is!("invariant", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "conditional_write",
    name: "Conditional write",
    claim: "Let the owner check and change in one write, so that whoever comes second is refused instead of \
            overwriting.",
    why: "Two people read the last place as free and both write their name: a check followed by a write is two steps, \
          and the other fits in between. One write that says \u{201c}only if it is still free\u{201d} or \u{201c}only \
          if it is still version 7\u{201d} closes that gap, because its owner handles one at a time. It costs nothing \
          while nobody collides, and a collision shows itself at once as a refusal.",
    advice: "Use an update with a condition and look at how many rows it changed, a row lock, or over HTTP an ETag \
             with If-Match that is answered with 412. Tell the one who lost, with the current state, or read again and \
             retry a few times. The unique or exclusion constraint of a database does the same without any code.",
    caveat: "The lesson speaks of synchronous calls with locks. A version check is the optimistic form of such a lock; \
             it suits rare collisions. Where nearly everybody collides, refusals pile up: take the row lock, split the \
             number, or give it one writer.",
    citations: &[
        cite("rfc9110", "13.1.1 If-Match", States),
        cite("lesson", "how", States),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9, 10],
    fires: examples! {
        "Two doctors open the same record, and neither may overwrite the other unseen." =>
        r#"{"name": "Patient records", "flows": [{"steps": [
            {"action": "Save the medication plan", "from": "ward", "to": ["records"], "entity": "plan",
              "answers": {"reply": "answer", "invariant": "no_lost_update"}}]}]}"#,
        "A room is taken in one step, and nothing has to follow." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Book the wedding room", "from": "portal", "to": ["rooms"], "entity": "room",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
        "A prepaid meter is charged, and it must not fall below nought." =>
        r#"{"name": "Prepaid power", "flows": [{"steps": [
            {"action": "Take the amount from the meter's credit", "from": "meters", "to": ["credit"],
              "entity": "credit", "answers": {"reply": "answer", "invariant": "balance"}}]}]}"#,
    },
    silent: examples! {
        "The room is only won when the fee is paid, so it is held until then." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Reserve the wedding room", "from": "portal", "to": ["rooms"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "holdable": "yes"}},
            {"action": "Charge the fee", "from": "portal", "to": ["payment"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
        "Money that moves between two ledgers is more than one write." =>
        r#"{"name": "Settlement", "flows": [{"steps": [
            {"action": "Move the amount to the other grid operator", "from": "clearing", "to": ["ledger-a", "ledger-b"],
              "answers": {"reply": "acknowledgement", "invariant": "balance", "boundary": "crosses"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[
            MechanismCase {
                rank: super::NO_LOST_UPDATE,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: all(&[is!("invariant", "no_lost_update")]),
                because: t("Nobody's change may be overwritten unseen, so a write names the version that it is based \
                            on and is refused if that is no longer the current one."),
            },
            MechanismCase {
                rank: super::TAKEN_IN_ONE_STEP,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: any(&[
                    t(&[SCARCE]),
                    t(&[BALANCE, is!("boundary", "same")]),
                    t(&[BALANCE, is!("boundary", OPEN), is!("side", "synchronous")]),
                ]),
                because: t("It is won or lost in one step, so its owner checks and takes it in the same write, and \
                            whoever comes second is refused."),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                all(&[
                    SCARCE,
                    is!("holdable", OPEN, "yes"),
                    is!("followed", "by_more"),
                    is!("contention", OPEN, "ordinary"),
                ]),
                "One write would take it for good while a later step can still fail, and nothing would give it back.",
            ),
            reject(
                all(&[
                    is!("invariant", "limited_stock", "balance"),
                    is!("contention", "hot", "multi_region"),
                    is!("boundary", OPEN, "crosses"),
                ]),
                "Everybody would come for the same row, and most attempts would be refused only to be tried again.",
            ),
            reject(
                all(&[is!("invariant", "collaborative_edit", "mergeable")]),
                "Every second change would be refused, although both can stand.",
            ),
        ]),
    }),
});
