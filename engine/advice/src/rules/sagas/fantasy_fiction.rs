//! Saga with asynchronous messages, atomic, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "fantasy_fiction",
    name: "Fantasy fiction saga",
    claim: "One service sends messages to the others and keeps all of it hidden until the last one has answered.",
    why: "Messages are sent to be free of waiting, and all or nothing means that everybody waits: for those who have \
          not answered, for what has to be taken back, for other runs that want the same records. The conductor has to \
          keep each pending change in mind, and answers come in any order.",
    advice: "Give up one of the two. If it may be seen half done, it is a parallel saga; if it may not, let the calls \
             be calls or bring the parts into one boundary.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "A move to another town, by messages, that nobody may see half done." =>
        r#"{"name": "Relocation", "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "office", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "office", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same, where half done may be seen for a while." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("No service has to be up at the moment when it is asked."),
            t("One place knows how far it has come."),
        ]),
        costs: t(&[
            t("All of it must be hidden until the last answer is there, and that may take long."),
            t("The conductor keeps many unfinished runs in mind, whose answers come in any order."),
            t("Two runs that want the same records wait for each other."),
        ]),
    }),
});
