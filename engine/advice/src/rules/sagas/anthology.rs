//! Saga with asynchronous messages, eventually consistent, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "anthology",
    name: "Anthology saga",
    claim: "Each service reacts to the event that the one before it published, and nobody orchestrates.",
    why: "Events are the only coupling between the services, so each can be slow, down or changed without the \
          others. This saga scales best. But no single service handles failures: each must announce its refusals and \
          listen for those of others.",
    advice: "Use it where little can fail after the first step, or where several teams own the steps. Build a view \
             that follows each run by its correlation id, and an alarm for runs that are stuck.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The offices of several teams each react to the one before." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "The lesson\u{2019}s transfer: after the debit the credit is retried until it succeeds." =>
        r#"{"name": "Bank transfer", "flows": [{"steps": [
            {"action": "Debit the checking account", "from": "web", "to": ["checking"],
              "answers": {"reply": "answer", "invariant": "balance", "undo": "compensable"}},
            {"action": "Credit the savings account", "from": "checking", "to": ["savings"],
              "answers": {"reply": "none", "undo": "retriable"}}]}]}"#,
    },
    silent: examples! {
        "One office orchestrates the others." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
        "Only one service changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Asynchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("Services can be slow, down or changed without affecting the others."),
            t("It scales best, and new services can join without changing the others."),
        ]),
        costs: t(&[
            t("No single place knows how far a run has come."),
            t("Each service must listen for the refusals of others."),
            t("Others can see changes that may be undone later."),
        ]),
    }),
});
