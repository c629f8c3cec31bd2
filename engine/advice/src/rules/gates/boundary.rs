//! Whether one local transaction can cover the step.

use crate::rule::prelude::*;

const NOT_A_FACT: Is = is!("intent", OPEN, "command");
const NOBODY_WAITS: Is = is!("reply", "none");

/// A step that a timer sets off shares no transaction with the step before it.
const AT_ONCE: Is = is!("starts", "at_once");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "boundary",
    name: "Within one service and its database, or across services",
    claim: "What one service does in its own database is one local transaction; only what crosses to another service \
            needs a call or a message.",
    why: "Inside one service and its database, a transaction gives for free what is hard to get over a network: all or \
          none of it happens, and no message is lost in between. A call or an event between two parts of the same \
          service only adds new ways to fail. Across a boundary no local transaction reaches both sides, so you must \
          choose how to keep them consistent.",
    advice: "Draw the boundary where one database transaction can reach. Inside it, change together what belongs \
             together and call functions. If two sides must always change together, move them into one boundary before \
             you consider a distributed transaction.",
    caveat: "The boundary is one service with its own tables, not one database server. Services that write to each \
             other's tables are coupled where nobody sees it (Azure). Even inside a boundary, some work is better \
             queued than added to the transaction: work that nobody waits for and that need not change together with \
             anything else.",
    citations: &[
        cite("microservices-io-transactional", "Solution", States),
        cite("azure-saga", "Context and problem", States),
        cite("dotnet-microservices", "Communication in a microservice architecture", Implies),
        cite("azure-data-considerations", "opening", States),
    ],
    fires: examples! {
        "A case worker closes a case in the service that owns the cases." =>
        r#"{"name": "Social services", "flows": [{"steps": [
            {"action": "Close the case", "from": "cases", "to": ["cases"], "answers": {"reply": "answer"}}]}]}"#,
        "Nobody waits for the counter-entry, but the original entry would be wrong without it." =>
        r#"{"name": "Clinic accounts", "flows": [{"steps": [
            {"action": "Write the counter-entry", "from": "ledger",
              "answers": {"reply": "none", "boundary": "same", "invariant": "all_or_nothing"}}]}]}"#,
        "The customs office is another organisation with another database." =>
        r#"{"name": "Freight", "flows": [{"steps": [
            {"action": "Declare the container", "from": "forwarder", "to": ["customs"],
              "answers": {"boundary": "crosses"}}]}]}"#,
    },
    silent: examples! {
        "The same service makes the thumbnail, but nobody waits for it and nothing must change with it." =>
        r#"{"name": "Photo club", "flows": [{"steps": [
            {"action": "Make the thumbnail", "from": "photos", "answers": {"reply": "none", "boundary": "same"}}]}]}"#,
        "Sender and receiver differ, but it is not known whether they share a database." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "Add the item to the inventory", "from": "shop", "to": ["inventory"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Does it stay within one service and its database?"),
        why_asked: t("Within one database a plain transaction is enough. Calls, events and sagas matter only beyond \
                      it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("same"),
                label: t("Yes, the same service and database"),
                decides: t("a local transaction, unless nobody waits and nothing must change together"),
                // The second effect is the exact complement of the answer `none` to the question `reply`.
                // Change both together.
                effects: t(&[
                    effect(
                        decide(Synchronous, super::SAME_BOUNDARY),
                        any(&[
                            t(&[is!("reply", "answer"), is!("duration", OPEN, "interactive")]),
                            t(&[
                                AT_ONCE,
                                is!("reply", OPEN),
                                is!("intent", OPEN, "command", "query"),
                                is!("duration", OPEN, "interactive"),
                            ]),
                        ]),
                        "It stays within one service and its database, so a local transaction is enough.",
                    ),
                    effect(
                        decide(Synchronous, super::COMMITS_WITH_ITS_CALLER),
                        any(&[
                            t(&[
                                AT_ONCE,
                                NOBODY_WAITS,
                                NOT_A_FACT,
                                is!(
                                    "invariant",
                                    "limited_stock",
                                    "exclusive_booking",
                                    "unique_name",
                                    "balance",
                                    "trade_price",
                                    "no_lost_update",
                                    "gap_free_number",
                                    "coordination",
                                    "all_or_nothing",
                                ),
                            ]),
                            t(&[AT_ONCE, NOBODY_WAITS, NOT_A_FACT, is!("in_between", "intolerable")]),
                        ]),
                        "It must change together with other data in the same database, so it belongs in the same local \
                         transaction although nobody waits for it.",
                    ),
                ]),
            },
            Answer {
                id: t("crosses"),
                label: t("No, it crosses to another service"),
                decides: t("no local transaction covers both sides, so their consistency must be chosen"),
                effects: t(&[always(
                    shape("consistency"),
                    "It crosses from one service to another, so no local transaction covers both sides.",
                )]),
            },
        ]),
    }),
});
