//! Saga with synchronous calls, eventually consistent, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fairy_tale",
    name: "Fairy tale saga",
    claim: "One service calls the others; each commits its own part, and finished parts are compensated if a later \
            one is refused.",
    why: "Each service keeps its own transaction, so nothing is locked across services. One place knows the order \
          and what to do after a refusal. For a while others can see changes that may still be undone. This is easy \
          to explain, and it is what most people mean by a saga.",
    advice: "Write the compensations before the calls. Store the orchestrator\u{2019}s progress, so that it \
             continues where it stopped after a restart.",
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
        "The hall service itself calls the band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("One place knows the order and handles failures."),
            t("Each service keeps its own transaction, so nothing is locked across them."),
            t("The caller gets the outcome with the answer."),
        ]),
        costs: t(&[
            t("The caller waits for all services, one after the other."),
            t("Others can see changes that may be undone later."),
            t("All called services must be up."),
        ]),
    }),
});
