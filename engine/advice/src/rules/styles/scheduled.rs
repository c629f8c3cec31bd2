//! Style: a step that a timer sets off.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "scheduled",
    name: "Scheduled",
    claim: "A step that runs after a delay or on a schedule is started by a durable timer, and nobody waits for it.",
    why: "A hold that expires after half an hour, or a reminder after a day, must happen even if every process has \
          restarted in between. A delay that exists only in memory is lost with its process. A timer that is stored \
          with the state of the run survives, and it can be cancelled when it is no longer needed.",
    advice: "Store the timer with the state of the run, in the service that must act. Let it act at most once for each \
             run and step, and check when it fires that its reason still holds. Say what happens if it was missed: do \
             it late, or not at all.",
    caveat: "Timers fire late under load and after an outage. If something must not happen after a certain time, put \
             that time in the data and check it; a timer alone is not enough.",
    citations: &[
        cite("azure-scheduler-agent-supervisor", "Solution", States),
        cite("azure-background-jobs", "Schedule-driven triggers", States),
    ],
    fires: examples! {
        "A held seat is released half an hour later." =>
        r#"{"name": "Box office", "flows": [{"steps": [
            {"id": "hold", "action": "Hold the seat", "from": "web", "to": ["seats"], "entity": "seat",
              "answers": {"reply": "answer"}},
            {"action": "Release the seat", "from": "seats", "to": ["seats"], "entity": "seat",
              "starts": {"after": "PT30M"}}]}]}"#,
        "The ledger closes the books every night." =>
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
