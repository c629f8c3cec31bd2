//! Conditional write: one write checks and changes.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

const BALANCE: Is = is!("invariant", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "conditional_write",
    name: "Conditional write",
    claim: "Let the owner check and change in one write, so that a conflicting second write is refused instead of \
            overwriting the first.",
    why: "Two people read the last place as free, and both write their name. A check followed by a write is two steps, \
          and another request fits in between. A single write with a condition closes that gap: \u{201c}only if it is \
          still free\u{201d} or \u{201c}only if it is still version 7\u{201d}. Its owner handles one write at a time. \
          It costs nothing while requests do not collide, and a collision shows at once as a refusal.",
    advice: "Use an update with a condition and check how many rows it changed, or use a row lock. Over HTTP, use an \
             ETag with If-Match, answered with 412 on a conflict. Report the refusal to the caller with the current \
             state, or read again and retry a few times. A unique or exclusion constraint of the database does the \
             same without any code.",
    caveat: "The lesson speaks of synchronous calls with locks. A version check is the optimistic form of such a lock \
             and suits rare collisions. If most requests collide, refusals pile up: use a row lock, split the number, \
             or give it a single writer.",
    citations: &[cite("rfc9110", "13.1.1 If-Match", States), cite("lesson", "when strong is required", States),],
    lesson: &[9, 10],
    fires: examples! {
        "Two doctors open the same record, and neither may overwrite the other's change unseen." =>
        r#"{"name": "Patient records", "flows": [{"steps": [
            {"action": "Save the medication plan", "from": "ward", "to": ["records"], "entity": "plan",
              "answers": {"reply": "answer", "invariant": "no_lost_update"}}]}]}"#,
        "A room is booked in one step, and no other step has to follow." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Book the wedding room", "from": "portal", "to": ["rooms"], "entity": "room",
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
        "A prepaid meter pays from its credit, which must not fall below zero." =>
        r#"{"name": "Prepaid power", "flows": [{"steps": [
            {"action": "Take the amount from the meter's credit", "from": "meters", "to": ["credit"],
              "entity": "credit", "answers": {"reply": "answer", "invariant": "balance"}}]}]}"#,
    },
    silent: examples! {
        "The room is won only when the fee is paid, so it is held until then." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Reserve the wedding room", "from": "portal", "to": ["rooms"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "holdable": "yes"}},
            {"action": "Charge the fee", "from": "portal", "to": ["payment"],
              "answers": {"reply": "answer", "undo": "compensable"}}]}]}"#,
        "Moving money between two ledgers takes more than one write." =>
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
                because: t(
                    "No change may be overwritten unseen, so a write names the version that it is based on and \
                            is refused if that is no longer current."
                ),
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
                because: t(
                    "It is decided in one step, so the owner checks and changes in a single write and refuses a \
                            request that would break the rule."
                ),
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
                "A later step can still fail, and a single write would already have taken the thing for good.",
            ),
            reject(
                all(&[
                    is!("invariant", "limited_stock", "balance"),
                    is!("contention", "hot", "multi_region"),
                    is!("boundary", OPEN, "crosses"),
                ]),
                "Many requests would compete for the same row, and many attempts would be refused only to be retried.",
            ),
            reject(
                all(&[is!("invariant", "collaborative_edit", "mergeable")]),
                "Two concurrent changes can both stand, but one of them would be refused.",
            ),
        ]),
    }),
});
