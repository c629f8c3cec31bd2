//! Local transaction: everything that must change together changes in one database transaction.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");
const SAME: Is = is!("boundary", "same");
/// A query changes nothing, so it needs no transaction.
const CHANGES: Is = is!("intent", OPEN, "command", "event");
/// One store can carry the load.
const ONE_REGION: Is = is!("contention", OPEN, "ordinary", "hot");
/// One row can carry the load.
const CALM: Is = is!("contention", OPEN, "ordinary");
const SHORT: Is = is!("duration", OPEN, "interactive");
const NOTHING_FOLLOWS: Is = is!("followed", "by_nothing");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "local_transaction",
    name: "Local transaction",
    claim: "What must change together and lives in one boundary changes in one transaction of its database.",
    why: "A transaction at a single owner is all or nothing, hides the half-done state, and survives a crash, for the \
          price of one commit. No protocol between services offers that as cheaply or is as well understood. Moving \
          data that belongs together into one boundary often removes the problem instead of solving it.",
    advice: "Put the check and every row that it concerns into one transaction, and let database constraints enforce \
             what must always be true. Choose an isolation level that really excludes the conflict. Call no other \
             service while the transaction is open. Write what others must learn to an outbox in the same transaction.",
    caveat: "Most databases do not run transactions in full isolation by default. A query followed by a write in the \
             same transaction can still let two requests through; a constraint, a row lock or serialisable isolation \
             cannot.",
    citations: &[
        cite("microservices-io-transactional", "Solution", States),
        cite("azure-saga", "Context and problem", States),
        cite("bailis-2015", "Feral Mechanisms in Rails", Implies),
    ],
    lesson: &[10],
    fires: examples! {
        "A ward swaps two patients' beds in its own database: both move, or neither." =>
        r#"{"name": "Bed management", "flows": [{"steps": [
            {"action": "Swap the two beds", "from": "beds", "to": ["beds"], "entity": "bed",
              "answers": {"reply": "answer", "invariant": "all_or_nothing"}}]}]}"#,
        "One owner records a reading while the caller waits, and nothing else depends on it." =>
        r#"{"name": "Meter readings", "flows": [{"steps": [
            {"action": "Save the reading", "from": "app", "to": ["readings"], "entity": "reading",
              "answers": {"reply": "answer", "intent": "command"}}]}]}"#,
        "Nobody may see it half done, and it is not known to cross a boundary, so it should not." =>
        r#"{"name": "Land register", "flows": [{"steps": [
            {"action": "Transfer the plot and delete the charge", "from": "notary", "to": ["register"],
              "entity": "plot",
              "answers": {"reply": "answer", "invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#,
    },
    silent: examples! {
        "The two beds belong to two hospitals, and one transaction cannot cover both." =>
        r#"{"name": "Transfers", "flows": [{"steps": [
            {"action": "Move the patient to the other hospital", "from": "transfers",
              "to": ["hospital-a", "hospital-b"],
              "answers": {"reply": "acknowledgement", "invariant": "all_or_nothing", "boundary": "crosses"}}]}]}"#,
        "The service owns the stock, but a payment elsewhere must succeed before a print is won." =>
        r#"{"name": "Museum shop", "flows": [{"steps": [
            {"action": "Take one of the prints", "from": "shop", "to": ["shop"],
              "answers": {"reply": "answer", "invariant": "limited_stock"}},
            {"action": "Authorise the card", "from": "shop", "to": ["payment"],
              "answers": {"reply": "answer", "invariant": "balance", "holdable": "yes"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: None, ..MechanismMeaning::ORDINARY },
        cases: t(&[
            MechanismCase {
                rank: super::SAME_BOUNDARY,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: any(&[
                    t(&[SAME, CHANGES, is!("invariant", "all_or_nothing")]),
                    t(&[SAME, CHANGES, ONE_REGION, is!("invariant", "unique_name", "coordination")]),
                    // If winning the thing needs a later step too, it is held until then and not locked.
                    t(&[SAME, CHANGES, ONE_REGION, is!("invariant", "exclusive_booking"), is!("holdable", "no")]),
                    t(&[SAME, CHANGES, ONE_REGION, is!("invariant", "exclusive_booking"), SHORT, NOTHING_FOLLOWS]),
                    // An amount that many callers draw on at once is split into shares instead.
                    t(&[SAME, CHANGES, CALM, is!("invariant", "limited_stock"), is!("holdable", "no")]),
                    t(&[SAME, CHANGES, CALM, is!("invariant", "limited_stock"), SHORT, NOTHING_FOLLOWS]),
                    t(&[SAME, CHANGES, CALM, is!("invariant", "balance"), is!("holdable", OPEN, "no")]),
                    t(&[SAME, CHANGES, CALM, is!("invariant", "balance"), SHORT, NOTHING_FOLLOWS]),
                    t(&[SAME, CHANGES, ONE_REGION, is!("invariant", OPEN, "none"), is!("side", "synchronous")]),
                ]),
                because: t("Everything that must change together lives in one boundary, so one database transaction \
                            covers it."),
            },
            MechanismCase {
                rank: super::SINGLE_OWNER_OF_ALL,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: all(&[
                    is!("invariant", "all_or_nothing"),
                    is!("boundary", OPEN),
                    is!("in_between", "intolerable"),
                ]),
                because: t(
                    "Nobody may see it half done, so all of it belongs in one boundary, where one transaction covers \
                     it."
                ),
            },
            MechanismCase {
                rank: super::SINGLE_OWNER,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: all(&[is!("side", "synchronous"), CHANGES]),
                because: t("No known rule ties this change to data elsewhere, so a local transaction at its owner is \
                            enough."),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                any(&[
                    t(&[is!("invariant", "all_or_nothing"), is!("boundary", "crosses")]),
                    t(&[is!("invariant", "balance"), is!("boundary", "crosses"), CALM]),
                ]),
                "What must change together lives in several stores, and a local transaction covers only one.",
            ),
            reject(
                all(&[SCARCE, is!("followed", "by_more")]),
                "A later step must also succeed. A transaction that stays open until then blocks everyone else and \
                 cannot cover another service.",
            ),
            reject(
                all(&[is!("invariant", "limited_stock", "balance"), is!("contention", "hot", "multi_region"), SAME]),
                "Many requests draw on one row, and each would wait for its lock, however fast it is itself.",
            ),
            reject(
                all(&[is!("invariant", "no_lost_update")]),
                "A transaction protects the moment of saving, not the time since the form was opened.",
            ),
        ]),
    }),
});
