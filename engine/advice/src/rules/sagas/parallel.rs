//! Saga with asynchronous messages, eventually consistent, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "parallel",
    name: "Parallel saga",
    claim: "One service sends messages to the others, which work in parallel; if one refuses, it compensates what \
            was done.",
    why: "Nobody waits, several services work at once, and one place still knows how far each run has come. That \
          pays off where many runs are active, steps take long, and failures do happen. In return the orchestrator \
          must remember each run, and for a while others see unsettled changes.",
    advice: "Keep the state of each run in the orchestrator\u{2019}s store, and write its messages to an outbox \
             there. Give each run a time limit after which someone is alerted.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The office orchestrates a move to another town." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "Nobody orchestrates the offices of several teams." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Asynchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("Nobody waits, and the services work in parallel."),
            t("One place knows how far each run has come and handles failures."),
            t("A service that is down delays a run but does not end it."),
        ]),
        costs: t(&[
            t("The caller gets the outcome later, through another channel."),
            t("Others can see changes that may be undone later."),
            t("The orchestrator keeps the state of each run and must not lose it."),
        ]),
    }),
});
