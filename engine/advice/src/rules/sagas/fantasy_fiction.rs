//! Saga with asynchronous messages, atomic, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fantasy_fiction",
    name: "Fantasy fiction saga",
    claim: "One service sends messages to the others and hides all changes until the last one has answered.",
    why: "Messages are meant to avoid waiting, but all or nothing makes everyone wait: for missing answers, for \
          compensations, for other runs that need the same records. The orchestrator has to track each pending \
          change, and answers come in any order.",
    advice: "Give up one of the two. If the change may be seen half done, use a parallel saga. If not, use calls, or \
             move the parts into one boundary.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "A move to another town runs over messages, and nobody may see it half done." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same, but it may be seen half done for a while." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("No service has to be up at the moment it is asked."),
            t("One place knows how far each run has come."),
        ]),
        costs: t(&[
            t("All changes must be hidden until the last answer arrives, which may take long."),
            t("The orchestrator tracks many unfinished runs, whose answers come in any order."),
            t("Two runs that need the same records wait for each other."),
        ]),
    }),
});
