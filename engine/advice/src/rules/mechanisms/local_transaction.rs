//! Local transaction: everything that must change together changes in one database transaction.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is("invariant", &[t("limited_stock"), t("exclusive_booking")]);
const SAME: Is = is("boundary", &[t("same")]);
/// A query changes nothing, so it needs no transaction.
const CHANGES: Is = is("intent", &[t(OPEN), t("command"), t("event")]);
/// One store can carry the load.
const ONE_REGION: Is = is("contention", &[t(OPEN), t("ordinary"), t("hot")]);
/// One row can carry the load.
const CALM: Is = is("contention", &[t(OPEN), t("ordinary")]);
const SHORT: Is = is("duration", &[t(OPEN), t("interactive")]);
const NOTHING_FOLLOWS: Is = is("followed", &[t("by_nothing")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("local_transaction"),
    name: t("Local transaction"),
    claim: t("What must change together and lives in one boundary changes in one transaction of its database."),
    why: t("A transaction at a single owner is all or nothing, hides the half-done state from everybody, and holds \
         through a crash, for the price of one commit. No protocol between services gives that as cheaply or is as \
         well understood. Moving data that belongs together into one boundary often removes the problem instead of \
         solving it."),
    advice: t(
        "Put the check and every row that it concerns into one transaction, let constraints of the database hold \
         what must always be true, and choose an isolation level that really excludes the conflict. Call nobody else \
         while the transaction is open; write what others must hear into an outbox in it.",
    ),
    caveat: Some(t(
        "Most databases do not run transactions in full isolation unless they are told to. A query followed by a \
         write in the same transaction can still let two through; a constraint, a row lock or serialisable isolation \
         cannot.",
    )),
    citations: t(&[
        Citation { source: t("microservices-io-transactional"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Context and problem"), grade: Grade::States },
        Citation { source: t("bailis-2015"), section: t("Feral Mechanisms in Rails"), grade: Grade::Implies },
    ]),
    lesson: t(&[10]),
    fires: t(&[
        Example {
            says: t("A ward swaps two patients' beds in its own database: both move, or neither."),
            description: t(r#"{"name": "Bed management", "flows": [{"steps": [
                    {"action": "Swap the two beds", "from": "beds", "to": ["beds"], "entity": "bed", "answers": {"reply": "answer", "invariant": "all_or_nothing"}}]}]}"#),
        },
        Example {
            says: t("One owner records something while the caller waits; nothing else depends on it."),
            description: t(r#"{"name": "Meter readings", "flows": [{"steps": [
                    {"action": "Save the reading", "from": "app", "to": ["readings"], "entity": "reading", "answers": {"reply": "answer", "intent": "command"}}]}]}"#),
        },
        Example {
            says: t("Nobody may see it half done, and nobody said that it crosses a boundary: then it should not."),
            description: t(r#"{"name": "Land register", "flows": [{"steps": [
                    {"action": "Transfer the plot and delete the charge", "from": "notary", "to": ["register"], "entity": "plot", "answers": {"reply": "answer", "invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("The two beds belong to two hospitals, and one transaction does not reach that far."),
            description: t(r#"{"name": "Transfers", "flows": [{"steps": [
                    {"action": "Move the patient to the other hospital", "from": "transfers", "to": ["hospital-a", "hospital-b"], "answers": {"reply": "acknowledgement", "invariant": "all_or_nothing", "boundary": "crosses"}}]}]}"#),
        },
        Example {
            says: t("The stock is at home, but a payment elsewhere must succeed before it is won."),
            description: t(r#"{"name": "Museum shop", "flows": [{"steps": [
                    {"action": "Take one of the prints", "from": "shop", "to": ["shop"], "answers": {"reply": "answer", "invariant": "limited_stock"}},
                    {"action": "Authorise the card", "from": "shop", "to": ["payment"], "answers": {"reply": "answer", "invariant": "balance", "holdable": "yes"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning { build_turn: None, ..MechanismMeaning::ORDINARY },
        cases: t(&[
            MechanismCase {
                rank: super::SAME_BOUNDARY,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: When::Any(t(&[
                    t(&[SAME, CHANGES, is("invariant", &[t("all_or_nothing")])]),
                    t(&[SAME, CHANGES, ONE_REGION, is("invariant", &[t("unique_name"), t("coordination")])]),
                    // If winning the thing needs a later step too, it is held until then and not locked.
                    t(&[
                        SAME,
                        CHANGES,
                        ONE_REGION,
                        is("invariant", &[t("exclusive_booking")]),
                        is("holdable", &[t("no")]),
                    ]),
                    t(&[SAME, CHANGES, ONE_REGION, is("invariant", &[t("exclusive_booking")]), SHORT, NOTHING_FOLLOWS]),
                    // An amount that many callers draw on at once is split into shares instead.
                    t(&[SAME, CHANGES, CALM, is("invariant", &[t("limited_stock")]), is("holdable", &[t("no")])]),
                    t(&[SAME, CHANGES, CALM, is("invariant", &[t("limited_stock")]), SHORT, NOTHING_FOLLOWS]),
                    t(&[SAME, CHANGES, CALM, is("invariant", &[t("balance")]), is("holdable", &[t(OPEN), t("no")])]),
                    t(&[SAME, CHANGES, CALM, is("invariant", &[t("balance")]), SHORT, NOTHING_FOLLOWS]),
                    t(&[
                        SAME,
                        CHANGES,
                        ONE_REGION,
                        is("invariant", &[t(OPEN), t("none")]),
                        is("side", &[t("synchronous")]),
                    ]),
                ])),
                because: t(
                    "Everything that must change together lives in one boundary, so one transaction of its database \
                     does it.",
                ),
            },
            MechanismCase {
                rank: super::SINGLE_OWNER_OF_ALL,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: When::All(t(&[
                    is("invariant", &[t("all_or_nothing")]),
                    is("boundary", &[t(OPEN)]),
                    is("in_between", &[t("intolerable")]),
                ])),
                because: t(
                    "Nobody may see it half done, so all of it belongs into one boundary, where one transaction \
                     covers it.",
                ),
            },
            MechanismCase {
                rank: super::SINGLE_OWNER,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: When::All(t(&[is("side", &[t("synchronous")]), CHANGES])),
                because: t(
                    "One owner makes the change while the caller waits and no further rule depends on it, so its own \
                     transaction is enough.",
                ),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            Rejection {
                when: When::Any(t(&[
                    t(&[is("invariant", &[t("all_or_nothing")]), is("boundary", &[t("crosses")])]),
                    t(&[is("invariant", &[t("balance")]), is("boundary", &[t("crosses")]), CALM]),
                ])),
                because: t(
                    "What must change together lives in several stores, and a transaction ends at the border of one.",
                ),
            },
            Rejection {
                when: When::All(t(&[SCARCE, is("followed", &[t("by_more")])])),
                because: t(
                    "A transaction that stays open until the later step is done locks everybody else out, and it \
                     cannot cover another service.",
                ),
            },
            Rejection {
                when: When::All(t(&[
                    is("invariant", &[t("limited_stock"), t("balance")]),
                    is("contention", &[t("hot"), t("multi_region")]),
                    SAME,
                ])),
                because: t("Everybody would wait for the lock on one row, however fast each of them is."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("no_lost_update")])])),
                because: t("A transaction guards the moment of saving, not the time since the form was opened."),
            },
        ]),
    }),
};
