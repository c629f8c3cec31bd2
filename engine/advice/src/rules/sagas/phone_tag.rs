//! Saga with synchronous calls, atomic, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "phone_tag",
    name: "Phone tag saga",
    claim: "Each service calls the next one, and all of them together must look like one transaction.",
    why: "Without a conductor the one who was asked first answers for the rest, and each must know how to take back \
          what those behind it have done. As long as all goes well it is a little faster than a conductor. When \
          something fails the message of it has to travel back through everybody.",
    advice: "Use it only for short chains that hardly ever fail. Give a chain that can fail a conductor.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The hall calls the band, and nobody may see one without the other." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The same with a planner who calls both." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Atomic,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("No conductor that everything has to pass through."),
            t("The caller learns the outcome with the answer."),
        ]),
        costs: t(&[
            t("Each service carries a part of what happens when another one fails."),
            t("Everybody must be up, all along the chain."),
            t("Nobody knows how far it has come."),
        ]),
    }),
});
