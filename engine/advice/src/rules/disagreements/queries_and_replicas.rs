//! Disagreement: whether a service asks another one or reads its own copy.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "queries_and_replicas",
    name: "Queries and local copies",
    claim: "Some sources call the owner, because a query needs an answer; others read a local copy fed by events, \
            because calls couple services.",
    why: "Both agree that a query is not sent as an event. They differ on what a query across services may cost. A \
          call gives the owner\u{2019}s current answer and fails when the owner fails. A copy is always available \
          but late, and has to be built, maintained and repaired.",
    advice: "Ask the owner until its failures or its load become a problem, or until it is asked very often for the \
             same data. Then keep a copy of just those fields, state how late it may be, and feed it from the \
             owner\u{2019}s events.",
    citations: &[cite("lesson", "anti-patterns", Implies), cite("advisor", "styles", States)],
    lesson: &[20],
    fires: examples! {
        "A shop asks the catalogue for a price." =>
        r#"{"name": "Shop", "flows": [{"steps": [
            {"action": "Look up the price", "from": "shop", "to": ["catalogue"], "answers": {"intent": "query"}}]}]}"#,
    },
    silent: examples! {
        "The price must be current, so a copy will not do." =>
        r#"{"name": "Shop", "flows": [{"steps": [
            {"action": "Look up the price", "from": "shop", "to": ["catalogue"],
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
    },
    kind: RuleKind::Disagreement(Disagreement {
        question: t("Should a service call another one, or read a copy of its own?"),
        sides: t(&[
            Position {
                says: t("Call the owner: a query needs one answer now and changes nothing."),
                citations: t(&[cite("lesson", "anti-patterns; use sync when", States)]),
            },
            Position {
                says: t(
                    "Do not call another service while you handle a request, not even for a query: copy the fields \
                     that you need by events, and read your own copy."
                ),
                citations: t(&[cite(
                    "dotnet-microservices",
                    "Asynchronous microservice integration enforces microservice\u{2019}s autonomy",
                    States,
                )]),
            },
            Position {
                says: t(
                    "Let events carry the state, so that consumers need not ask; in return there are many copies, \
                     and each is late."
                ),
                citations: t(&[cite("fowler-event-driven", "Event-Carried State Transfer", States)]),
            },
        ]),
        follows: t("The advice starts with the first, because a call is simpler and never late. It offers the copy \
                    where the owner\u{2019}s failures or load are the concern. Where the data must be fresh there is \
                    no dispute: a copy will not do."),
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
