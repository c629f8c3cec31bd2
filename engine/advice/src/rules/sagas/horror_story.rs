//! Saga with asynchronous messages, atomic, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "horror_story",
    name: "Horror story saga",
    claim: "Messages go from one service to the next, nobody orchestrates, and yet nobody may see the change half \
            done.",
    why: "All or nothing needs someone who knows when everything is done, and here nobody does. Each service has to \
          know which others are still at work, in whatever order messages arrive, and undo what others did. Handling \
          the failures costs far more than the missing orchestrator saves.",
    advice: "Change one of the three: let the change be seen half done, add an orchestrator, or move what must \
             change together into one boundary.",
    caveat: "It is also reported as a finding, because a better saga is always close at hand.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "Three teams communicate by messages only, and nobody may see the change half done." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same, but it may be seen half done for a while." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Choreographed,
        gains: t(&[t("No service has to be up at the moment it is asked.")]),
        costs: t(&[
            t("Nobody knows when everything is done, although all of it must be done together."),
            t("Each service has to know how to undo the others\u{2019} changes."),
            t("Failures are very hard to trace afterwards."),
        ]),
    }),
});
