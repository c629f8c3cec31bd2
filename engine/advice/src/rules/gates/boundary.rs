//! Whether one local transaction can cover the step.

use crate::rule::prelude::*;

const NOT_A_FACT: Is = is!("intent", OPEN, "command");
const NOBODY_WAITS: Is = is!("reply", "none");

/// A step that a timer sets off shares no transaction with the step before it.
const AT_ONCE: Is = is!("starts", "at_once");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "boundary",
    name: "Within one service and its database, or across",
    claim: "What one service does with its own database is one local transaction; only what crosses to another has to \
            travel.",
    why: "Inside one service and its database a transaction gives for nothing what a network has to be talked into: \
          all or none of it happens, and no message gets lost between the halves. A call or an event between two parts \
          of the same thing buys new ways to fail and nothing else. Across a boundary no local transaction reaches \
          both sides, so what holds between them has to be chosen.",
    advice: "Draw the boundary where one database transaction can reach. Inside it, change together what belongs \
             together and call functions. If two sides must always change together, move them into one boundary before \
             you think of a distributed transaction.",
    caveat: "One service with its own tables is meant, not one database server: services that write to each other's \
             tables are tied together where nobody sees it (Azure). And even inside a boundary, work that nobody waits \
             for and that need not change together with the rest is better queued than added to the transaction.",
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
        "Nobody waits for the counter-entry, but an entry without it would be wrong." =>
        r#"{"name": "Clinic accounts", "flows": [{"steps": [
            {"action": "Write the counter-entry", "from": "ledger",
              "answers": {"reply": "none", "boundary": "same", "invariant": "all_or_nothing"}}]}]}"#,
        "The customs office is another organisation with another database." =>
        r#"{"name": "Freight", "flows": [{"steps": [
            {"action": "Declare the container", "from": "forwarder", "to": ["customs"],
              "answers": {"boundary": "crosses"}}]}]}"#,
    },
    silent: examples! {
        "Making the thumbnail in the same service can wait: nobody does, and nothing must change with it." =>
        r#"{"name": "Photo club", "flows": [{"steps": [
            {"action": "Make the thumbnail", "from": "photos", "answers": {"reply": "none", "boundary": "same"}}]}]}"#,
        "Sender and receiver differ, but whether they share a database, nobody said." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "Add the item to the inventory", "from": "shop", "to": ["inventory"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Does it stay within one service and its database?"),
        why_asked: t("Within one database a plain transaction does it all; only beyond it do calls, events and sagas \
                      matter."),
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
                        "It stays within one service and its database, so a local transaction does it and nothing has \
                         to travel.",
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
                        "It must change together with the rest in one database, so it belongs in the same local \
                         transaction although nobody waits for it.",
                    ),
                ]),
            },
            Answer {
                id: t("crosses"),
                label: t("No, it crosses to another"),
                decides: t("what holds between the two sides has to be chosen"),
                effects: t(&[always(
                    shape("consistency"),
                    "It crosses from one service to another, so no local transaction covers both sides.",
                )]),
            },
        ]),
    }),
});
