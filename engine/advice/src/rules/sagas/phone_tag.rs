//! Saga with synchronous calls, atomic, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "phone_tag",
    name: "Phone tag saga",
    claim: "Each service calls the next one, and all of them together must look like one transaction.",
    why: "Without an orchestrator the first service answers for all the others, and each must know how to undo what \
          the services behind it did. While all goes well this is slightly faster than orchestration. After a \
          failure the refusal has to travel back through the whole chain.",
    advice: "Use it only for short chains that hardly ever fail. If a chain can fail, add an orchestrator.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The hall calls the band, and nobody may see one without the other." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The same with a planner that calls both." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Atomic,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("There is no orchestrator that could become a bottleneck."),
            t("The caller gets the outcome with the answer."),
        ]),
        costs: t(&[
            t("Each service contains part of the failure handling for the others."),
            t("All services in the chain must be up."),
            t("No single place knows how far a run has come."),
        ]),
    }),
});
