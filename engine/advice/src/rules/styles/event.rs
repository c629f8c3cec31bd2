//! Style: an event that one or more participants react to.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event",
    name: "Event that others react to",
    claim: "A fact that others only need to know is published once as an event, and everyone concerned reacts to it.",
    why: "When a task is created, somebody is notified, the audit log grows, the analytics change and a reminder is \
          set. With four calls in a row, slow analytics delay the notification, and a fifth reaction means changing \
          the code that creates tasks. With one event, the reactions run in parallel; each fails alone and is retried \
          alone. A new one is added without asking the publisher.",
    advice: "Publish one event named in the past tense, such as TaskCreated, once the change is committed. Let several \
             steps that react to the same fact be consumers of that one event, not receivers of several events. Make \
             every consumer idempotent, and agree on how late it may be.",
    caveat: "A chain of events that must happen in order and be undone together has no visible owner. Give that part \
             to one orchestrator and let events carry everything else.",
    citations: &[
        cite("lesson", "task creation", States),
        cite("lesson", "use events when", States),
        cite("azure-event-driven", "When to use this architecture", States),
        cite("hohpe-woolf-2003", "Event Message; Publish-Subscribe Channel", States),
    ],
    lesson: &[14, 15],
    fires: examples! {
        "In the lesson's example, four services react to the creation of a task." =>
        r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
            {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "Notify, log, count and set reminders", "from": "tasks",
              "to": ["notification", "audit", "analytics", "reminders"], "after": ["create"],
              "answers": {"reply": "none", "failure_tolerance": "retry_later"}}]}]}"#,
        "A parcel was scanned, and the recipient's page is updated." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"id": "scan", "action": "Scan the parcel", "from": "belt", "to": ["sorting"], "entity": "parcel",
              "answers": {"reply": "answer"}},
            {"action": "Update the parcel's status page", "from": "sorting", "to": ["tracking"], "after": ["scan"],
              "answers": {"intent": "event", "staleness": "hours"}}]}]}"#,
    },
    silent: examples! {
        "The sorting centre asks one machine to do something, which is a command on a queue." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Print the return label", "from": "sorting", "to": ["printer"],
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
        "It is called an event, but the caller cannot continue without the answer." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Ask customs to clear the parcel", "from": "sorting", "to": ["customs"],
              "answers": {"intent": "event", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Event, ..StyleMeaning::CALL },
        cases: t(&[StyleCase { rank: super::EVENT, when: all(&[is!("side", "event_driven")]) }]),
    }),
});
