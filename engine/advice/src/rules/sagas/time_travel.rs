//! Saga with synchronous calls, eventually consistent, choreographed.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "time_travel",
    name: "Time travel saga",
    claim: "Each service commits and calls the next one; if that one refuses, each undoes its own part on the way \
            back.",
    why: "It suits work that passes through stations, each adding something, where few things fail. No service stands \
          in the middle, and each one knows only its neighbour. With every way in which it can fail, more of the whole \
          story has to be known by each of them.",
    advice: "Keep the chain short and what can fail at its start. When compensations have to be called from more than \
             one place, give it a conductor.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "The hall is reserved and then itself calls the band." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "halls", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The planner calls both." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
        "One service alone changes anything, so nothing has to be undone elsewhere." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Saga(Saga {
        communication: Communication::Synchronous,
        consistency: Wholeness::Eventual,
        coordination: Coordination::Choreographed,
        gains: t(&[
            t("No conductor that everything has to pass through."),
            t("Each service keeps to its own transaction."),
        ]),
        costs: t(&[
            t("Each one waits for all that come after it."),
            t("No place knows how far it has come."),
            t("What to undo, and in which order, is spread over the chain."),
        ]),
    }),
});
