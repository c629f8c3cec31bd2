//! Saga with synchronous calls, atomic, orchestrated.

use crate::rule::prelude::*;
use crate::terms::{Communication, Coordination, Wholeness};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "epic",
    name: "Epic saga",
    claim: "One service calls the others and makes all of them look like one transaction.",
    why: "It is what a single database gave, told across services: the conductor calls each in turn, and if one \
          refuses, it calls back those that had agreed before anybody may see it. People know how to think about it, \
          and that is why it is chosen so often. But nothing answers until everybody has, and a compensation that \
          fails leaves what nobody was to see.",
    advice: "Ask first whether the parts can live in one boundary, where this comes for nothing. If not, ask what \
             would really happen if somebody saw it half done.",
    citations: &[cite("hard-parts-2021", "Transactional Sagas", States)],
    fires: examples! {
        "Hall and band, and nobody may see one without the other." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer", "in_between": "intolerable"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The same, but a hall without a band may be seen for a moment." =>
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
        consistency: Wholeness::Atomic,
        coordination: Coordination::Orchestrated,
        gains: t(&[
            t("It reads like one transaction, and there is one place to look at."),
            t("The caller learns the outcome with the answer."),
        ]),
        costs: t(&[
            t("Everybody must be up, and the slowest sets the pace."),
            t("What must look like one change has to be hidden or locked until it is whole."),
            t("The conductor must bring back what was done, and may fail half-way."),
        ]),
    }),
});
