//! Saga with asynchronous messages, eventually consistent, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "parallel",
    name: "Parallel saga",
    claim: "One service sends messages to the others, which work side by side, and undoes what was done if one of them \
            refuses.",
    why: "Nobody waits, several work at once, and still one place knows how far each run has come. That pays where \
          many runs are under way, steps take long, and something does fail. The price is a conductor that must \
          remember every run, and a time in which others see what is not yet settled.",
    advice: "Keep the state of each run in the conductor\u{2019}s store and write its messages to an outbox there. \
             Give each run a time limit after which somebody looks at it.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "A move to another town, conducted by its office." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "Between the offices of several teams nobody conducts." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Asynchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("Nobody waits, and the services work side by side."),
            t("One place knows how far each run has come and handles what fails."),
            t("A service that is down delays a run and does not end it."),
        ]),
        costs: t(&[
            t("The caller gets the outcome later, by another way."),
            t("Others can see what is undone later."),
            t("The conductor has a state for each run, and must not lose it."),
        ]),
    }),
});
