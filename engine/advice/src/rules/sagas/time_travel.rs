//! Saga with synchronous calls, eventually consistent, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "time_travel",
    name: "Time travel saga",
    claim: "Each service commits and calls the next one; if that one refuses, each service undoes its own part on \
            the way back.",
    why: "It suits work that passes through stations, where each adds something and failures are rare. There is no \
          central service, and each one knows only its neighbour. With every new kind of failure, each service has \
          to know more about the whole flow.",
    advice: "Keep the chain short, and put the steps that can fail at its start. If compensations have to be called \
             from several places, add an orchestrator.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The hall is reserved, and the hall service calls the band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The planner calls both." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("There is no orchestrator that could become a bottleneck."),
            t("Each service keeps its own transaction."),
        ]),
        costs: t(&[
            t("Each service waits for all those behind it."),
            t("No single place knows how far a run has come."),
            t("What to undo, and in which order, is spread over the chain."),
        ]),
    }),
});
