//! Disagreement: whether a service asks another one or reads its own copy.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "queries_and_replicas",
    name: "Questions and copies",
    claim: "One side asks the owner by a call, since a question wants an answer; the other reads a copy that events \
            feed, since calls tie services together.",
    why: "Both agree that a question is not asked by event. They differ in what a question across services should \
          cost. A call gives the owner\u{2019}s present answer and fails with the owner. A copy is always there, is \
          late, and has to be built, kept and mended.",
    advice: "Ask the owner until its failures or its load hurt, or until it is asked very often for the same thing. \
             Then keep a copy of just those fields, say how late it may be, and feed it from the owner\u{2019}s \
             events.",
    citations: &[cite("lesson", "anti-patterns", Implies), cite("advisor", "styles", States)],
    lesson: &[20],
    fires: examples! {
        "A shop asks the catalogue for a price." =>
        r#"{"name": "Shop", "flows": [{"steps": [
            {"action": "Look up the price", "from": "shop", "to": ["catalogue"], "answers": {"intent": "query"}}]}]}"#,
    },
    silent: examples! {
        "It must be the price of this moment, so a copy will not do." =>
        r#"{"name": "Shop", "flows": [{"steps": [
            {"action": "Look up the price", "from": "shop", "to": ["catalogue"],
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Should a service ask another one, or read a copy of its own?"),
        sides: t(&[
            Position {
                says: t("Ask the owner by a call: a question wants one answer now, and changes nothing."),
                citations: t(&[cite("lesson", "anti-patterns; use sync when", States)]),
            },
            Position {
                says: t(
                    "Do not call another service while you serve a request, not even to ask: take over the fields that \
                     you need, by events, and read your own copy."
                ),
                citations: t(&[cite(
                    "dotnet-microservices",
                    "Asynchronous microservice integration enforces microservice\u{2019}s autonomy",
                    States,
                )]),
            },
            Position {
                says: t(
                    "Let events carry the state, so that readers need not ask; in turn there are many copies, and each \
                     is late."
                ),
                citations: t(&[cite("fowler-event-driven", "Event-Carried State Transfer", States)]),
            },
        ]),
        follows: t("The advice follows the first for a start, since a call is simpler and never late, and offers the \
                    copy where the owner\u{2019}s failures or its load are the worry. Where the reading must be fresh \
                    there is no dispute: a copy will not do."),
        bears_on: t(&[
            t("intent"),
            t("query"),
            t("owner_read"),
            t("query_by_event"),
            t("staleness"),
            t("synchronous_chain"),
            t("cqrs"),
        ]),
        when: all(&[
            is!("intent", "query"),
            is!("staleness", OPEN, "seconds", "minutes", "hours"),
            is!("boundary", OPEN, "crosses"),
        ]),
    }),
});
