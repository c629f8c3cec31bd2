//! Style: an event that one or more participants react to.

use crate::rule::{Citation, Example, Grade, Kind, Rule, Style, StyleCase, When, is, t};
use crate::terms::{Carrier, StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("event"),
    name: t("Event that others react to"),
    claim: t(
        "What only has to be known, not answered, is published once as a fact, and everybody concerned reacts to it.",
    ),
    why: t("When a task is created, somebody is notified, the audit log grows, figures change and a reminder is set. \
         Made as four calls in a row, slow figures hold up the notification, and a fifth wish means changing the \
         code that creates tasks. Published once, each reaction runs beside the others, fails alone and is retried \
         alone, and a new one is added without asking the publisher."),
    advice: t(
        "Publish one event named in the past tense, such as TaskCreated, once the change is committed. Let several \
         steps that react to the same fact be consumers of that one event, not receivers of several. Make every \
         consumer idempotent, and agree on how late it may be.",
    ),
    caveat: Some(t(
        "A chain of events that must happen in order and be undone together has no visible owner. Keep that part \
         under one coordinator and let events carry the rest.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("task creation"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation { source: t("azure-event-driven"), section: t("When to use this architecture"), grade: Grade::States },
        Citation {
            source: t("hohpe-woolf-2003"),
            section: t("Event Message; Publish-Subscribe Channel"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[14, 15]),
    fires: t(&[
        Example {
            says: t("The lesson's task: four services react to its creation."),
            description: t(r#"{"name": "Task management", "flows": [{"actor": "user", "steps": [
                    {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task", "answers": {"reply": "answer", "intent": "command"}},
                    {"action": "Notify, log, count and set reminders", "from": "tasks", "to": ["notification", "audit", "analytics", "reminders"], "after": ["create"], "answers": {"reply": "none", "failure_tolerance": "retry_later"}}]}]}"#),
        },
        Example {
            says: t("A parcel was scanned; the recipient's page follows."),
            description: t(r#"{"name": "Parcels", "flows": [{"steps": [
                    {"id": "scan", "action": "Scan the parcel", "from": "belt", "to": ["sorting"], "entity": "parcel", "answers": {"reply": "answer"}},
                    {"action": "Update the parcel's status page", "from": "sorting", "to": ["tracking"], "after": ["scan"], "answers": {"intent": "event", "staleness": "hours"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("The sorting centre tells one machine to do something, which is a command on a queue."),
            description: t(r#"{"name": "Parcels", "flows": [{"steps": [
                    {"action": "Print the return label", "from": "sorting", "to": ["printer"], "answers": {"intent": "command", "reply": "none"}}]}]}"#),
        },
        Example {
            says: t("Called an event, but the caller cannot go on without the answer."),
            description: t(r#"{"name": "Parcels", "flows": [{"steps": [
                    {"action": "Ask customs to clear the parcel", "from": "sorting", "to": ["customs"], "answers": {"intent": "event", "reply": "answer"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Event, ..StyleMeaning::CALL },
        cases: t(&[StyleCase { rank: super::EVENT, when: When::All(t(&[is("side", &[t("event_driven")])])) }]),
    }),
};
