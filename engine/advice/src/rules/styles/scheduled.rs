//! Style: a step that a timer sets off.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "scheduled",
    name: "Scheduled",
    claim: "What happens after a delay or on a schedule is set off by a durable timer, and nobody waits for it.",
    why: "A hold that ends after half an hour and a reminder after a day must come even if every process has restarted \
          in between. A delay that only sleeps in memory is gone with its process. A timer that is stored together \
          with the state of the run survives, and it can be cancelled when the reason for it is gone.",
    advice: "Store the timer with the state of the run, in the service that must act. Let it act at most once for each \
             run and step: when it fires, check that the reason still stands. Say what happens when it was missed: do \
             it late, or not at all.",
    caveat: "Timers fire late under load and after an outage. What must not happen after a certain moment needs that \
             moment in its data, not only a timer.",
    citations: &[
        cite("azure-scheduler-agent-supervisor", "Solution", States),
        cite("azure-background-jobs", "Schedule-driven triggers", States),
    ],
    fires: examples! {
        "A held seat goes back half an hour later." =>
        r#"{"name": "Box office", "flows": [{"steps": [
            {"id": "hold", "action": "Hold the seat", "from": "web", "to": ["seats"], "entity": "seat",
              "answers": {"reply": "answer"}},
            {"action": "Release the seat", "from": "seats", "to": ["seats"], "entity": "seat",
              "starts": {"after": "PT30M"}}]}]}"#,
        "The books are closed every night." =>
        r#"{"name": "Ledger", "flows": [{"trigger": {"every": "P1D"}, "steps": [
            {"action": "Close the day", "from": "ledger", "to": ["ledger"], "entity": "day"}]}]}"#,
    },
    silent: examples! {
        "A reaction that starts at once needs no timer." =>
        r#"{"name": "Box office", "flows": [{"steps": [
            {"id": "hold", "action": "Hold the seat", "from": "web", "to": ["seats"], "entity": "seat",
              "answers": {"reply": "answer"}},
            {"action": "Tell the fan", "from": "seats", "to": ["mail"], "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Queue, is_timed: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::SCHEDULED,
            when: all(&[is!("side", "event_driven"), is!("starts", "later")]),
        }]),
    }),
});
