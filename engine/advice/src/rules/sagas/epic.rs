//! Saga with synchronous calls, atomic, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "epic",
    name: "Epic saga",
    claim: "One service calls the others, and all of them together look like one transaction.",
    why: "It imitates a single database across services. The orchestrator calls each service in turn, and if one \
          refuses, it compensates the earlier ones before anyone sees their changes. People find it familiar, so \
          they often choose it. But nobody gets an answer until every service has answered, and a failed \
          compensation exposes a state that nobody should see.",
    advice: "First ask whether the parts can share one boundary, where a transaction gives you this. If not, ask \
             what would really happen if someone saw the change half done.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "Hall and band are booked, and nobody may see one without the other." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The same, but a hall without a band may be visible for a moment." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("It reads like one transaction, and there is one place to look at."),
            t("The caller gets the outcome with the answer."),
        ]),
        costs: t(&[
            t("Every service must be up, and the slowest sets the pace."),
            t("Changes have to be hidden or locked until all of them are complete."),
            t("The orchestrator must compensate finished steps, and may fail half-way."),
        ]),
    }),
});
