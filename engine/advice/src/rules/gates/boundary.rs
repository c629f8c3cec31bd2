//! Whether one local transaction can cover the step.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Is, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

const NOT_A_FACT: Is = is("intent", &[t(OPEN), t("command")]);
const NOBODY_WAITS: Is = is("reply", &[t("none")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("boundary"),
    name: t("Within one service and its database, or across"),
    claim: t(
        "What one service does with its own database is one local transaction; only what crosses to another has to \
         travel.",
    ),
    why: t(
        "Inside one service and its database a transaction gives for nothing what a network has to be talked into: all \
         or none of it happens, and no message gets lost between the halves. A call or an event between two parts of \
         the same thing buys new ways to fail and nothing else. Across a boundary no local transaction reaches both \
         sides, so what holds between them has to be chosen.",
    ),
    advice: t(
        "Draw the boundary where one database transaction can reach. Inside it, change together what belongs together \
         and call functions. If two sides must always change together, move them into one boundary before you think of \
         a distributed transaction.",
    ),
    caveat: Some(t(
        "One service with its own tables is meant, not one database server: services that write to each other's tables \
         are tied together where nobody sees it (Azure). And even inside a boundary, work that nobody waits for and \
         that need not change together with the rest is better queued than added to the transaction.",
    )),
    citations: t(&[
        Citation { source: t("microservices-io-transactional"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Context and problem"), grade: Grade::States },
        Citation {
            source: t("dotnet-microservices"),
            section: t("Communication in a microservice architecture"),
            grade: Grade::Implies,
        },
        Citation { source: t("azure-data-considerations"), section: t("opening"), grade: Grade::States },
    ]),
    lesson: t(&[]),
    fires: t(&[
        Example {
            says: t("A case worker closes a case in the service that owns the cases."),
            description: t(
                r#"{"name": "Social services", "flows": [{"steps": [{"action": "Close the case", "from": "cases", "to": ["cases"], "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
        Example {
            says: t("Nobody waits for the counter-entry, but an entry without it would be wrong."),
            description: t(
                r#"{"name": "Clinic accounts", "flows": [{"steps": [{"action": "Write the counter-entry", "from": "ledger", "answers": {"reply": "none", "boundary": "same", "invariant": "all_or_nothing"}}]}]}"#,
            ),
        },
        Example {
            says: t("The customs office is another organisation with another database."),
            description: t(
                r#"{"name": "Freight", "flows": [{"steps": [{"action": "Declare the container", "from": "forwarder", "to": ["customs"], "answers": {"boundary": "crosses"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[
        Example {
            says: t("Making the thumbnail in the same service can wait: nobody does, and nothing must change with it."),
            description: t(
                r#"{"name": "Photo club", "flows": [{"steps": [{"action": "Make the thumbnail", "from": "photos", "answers": {"reply": "none", "boundary": "same"}}]}]}"#,
            ),
        },
        Example {
            says: t("Sender and receiver differ, but whether they share a database, nobody said."),
            description: t(
                r#"{"name": "Online game", "flows": [{"steps": [{"action": "Add the item to the inventory", "from": "shop", "to": ["inventory"], "answers": {"reply": "answer"}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Gate(Question {
        ask: t("Does it stay within one service and its database?"),
        why_asked: t(
            "Within one database a plain transaction does it all; only beyond it do calls, events and sagas matter.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("same"),
                label: t("Yes, the same service and database"),
                decides: t("a local transaction, unless nobody waits and nothing must change together"),
                // The second effect is the exact complement of the answer `none` to the question `reply`.
                // Change both together.
                effects: t(&[
                    Effect {
                        does: Does::Decide { side: Side::Synchronous, rank: super::SAME_BOUNDARY },
                        when: When::Any(t(&[
                            t(&[is("reply", &[t("answer")]), is("duration", &[t(OPEN), t("interactive")])]),
                            t(&[
                                is("reply", &[t(OPEN)]),
                                is("intent", &[t(OPEN), t("command"), t("query")]),
                                is("duration", &[t(OPEN), t("interactive")]),
                            ]),
                        ])),
                        because: t(
                            "It stays within one service and its database, so a local transaction does it and nothing \
                             has to travel.",
                        ),
                    },
                    Effect {
                        does: Does::Decide { side: Side::Synchronous, rank: super::COMMITS_WITH_ITS_CALLER },
                        when: When::Any(t(&[
                            t(&[
                                NOBODY_WAITS,
                                NOT_A_FACT,
                                is(
                                    "invariant",
                                    &[
                                        t("limited_stock"),
                                        t("exclusive_booking"),
                                        t("unique_name"),
                                        t("balance"),
                                        t("trade_price"),
                                        t("no_lost_update"),
                                        t("gap_free_number"),
                                        t("coordination"),
                                        t("all_or_nothing"),
                                    ],
                                ),
                            ]),
                            t(&[NOBODY_WAITS, NOT_A_FACT, is("in_between", &[t("intolerable")])]),
                        ])),
                        because: t(
                            "It must change together with the rest in one database, so it belongs in the same local \
                             transaction although nobody waits for it.",
                        ),
                    },
                ]),
            },
            Answer {
                id: t("crosses"),
                label: t("No, it crosses to another"),
                decides: t("what holds between the two sides has to be chosen"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::Always,
                    because: t("It crosses from one service to another, so no local transaction covers both sides."),
                }]),
            },
        ]),
    }),
};
