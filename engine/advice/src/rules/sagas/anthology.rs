//! Saga with asynchronous messages, eventually consistent, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "anthology",
    name: "Anthology saga",
    claim: "Each service reacts to what the one before it has announced, and nobody conducts.",
    why: "Nothing couples the services but the events, so each can be slow, down or changed without the others. It \
          carries the most load. What to do when something fails is in nobody\u{2019}s hands alone: each service must \
          announce that it has refused, and each must listen for the refusals of others.",
    advice: "Use it where little can fail behind the first step, or where several teams own the steps. Have a view \
             that follows the runs by their correlation id, and an alarm for those that stand still.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "Between the offices of several teams, each reacts to the one before." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "The lesson\u{2019}s transfer: after the debit the credit is repeated until it succeeds." =>
        r#"{"name": "Bank transfer", "flows": [{"steps": [
            {"action": "Debit the checking account", "from": "web", "to": ["checking"],
              "answers": {"reply": "answer", "invariant": "balance", "undo": "compensable"}},
            {"action": "Credit the savings account", "from": "checking", "to": ["savings"],
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    silent: examples! {
        "One office conducts the others." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Asynchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("Services can be slow, down or changed without the others."),
            t("It carries the most load, and anybody may join in."),
        ]),
        costs: t(&[
            t("No place knows how far a run has come."),
            t("Each service must listen for the refusals of others."),
            t("Others can see what is undone later."),
        ]),
    }),
});
