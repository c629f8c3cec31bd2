//! Saga with synchronous calls, eventually consistent, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fairy_tale",
    name: "Fairy tale saga",
    claim: "One service calls the others; each commits by itself, and what was done is undone if a later one refuses.",
    why: "Every service keeps its own transaction, so nothing is locked across them, and one place knows the order and \
          what to do when somebody refuses. For a while others can see what may yet be undone. That is easy to \
          explain, and it is what most systems mean when they say saga.",
    advice: "Write the compensations before the calls. Keep the conductor\u{2019}s progress in its own store, so that \
             it goes on where it stood when it restarts.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The planner reserves the hall, then books the band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The hall itself calls the band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("One place knows the order and handles what fails."),
            t("Each service keeps to its own transaction, so nothing is locked across them."),
            t("The caller learns the outcome with the answer."),
        ]),
        costs: t(&[
            t("The caller waits for all of them, one after the other."),
            t("Others can see what is undone later."),
            t("The services that are called must be up."),
        ]),
    }),
});
