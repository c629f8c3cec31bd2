//! Saga with asynchronous messages, atomic, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "horror_story",
    name: "Horror story saga",
    claim: "Messages go from one service to the next, nobody conducts, and yet nobody may see it half done.",
    why: "All or nothing needs somebody who knows when all is done, and here nobody does. Each service has to know of \
          everybody who is still at work, in whatever order the messages come, and take back what others did. Whatever \
          is saved by going without a conductor is paid back many times in the handling of what fails.",
    advice: "Change one of the three: let it be seen half done, give it a conductor, or bring what must change \
             together into one boundary.",
    caveat: "It is reported as a finding of its own, because there is always a better one near by.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "Three teams, messages only, and nobody may see it half done." =>
        r#"{"name": "Relocation", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"id": "register", "action": "Register the household", "from": "office", "to": ["registry"],
              "entity": "household", "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Reserve the school place", "from": "registry", "to": ["schools"], "entity": "place",
              "answers": {"reply": "none", "undo": "compensable"}},
            {"action": "Transfer the tax file", "from": "schools", "to": ["taxes"], "entity": "file",
              "answers": {"reply": "none", "undo": "compensable"}}]}]}"#,
    },
    silent: examples! {
        "The same, where half done may be seen for a while." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Choreographed,
        gains: t(&[t("No service has to be up at the moment when it is asked.")]),
        costs: t(&[
            t("Nobody knows when all of it is done, and all of it has to be."),
            t("Each service has to know how the others are undone."),
            t("What goes wrong can hardly be found out afterwards."),
        ]),
    }),
});
