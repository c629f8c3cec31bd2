//! CQRS: one model for writing and others for reading.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "cqrs",
    name: "CQRS",
    claim: "Separate the model that is written from the views that are read where the two really differ in load or in \
            shape.",
    why: "One model for both is pulled two ways: rules want it split and strict, screens want it joined and quick. \
          Kept apart, the write side checks and decides, and what it decided feeds views that each answer one question \
          without a join and grow with their own load. In return there is more than one truth to keep in step, and a \
          person can read a view that has not yet heard of their own change.",
    advice: "Begin with two models over one database; separate stores only when load or shape demands it. Build each \
             view from events so that it can be thrown away and rebuilt, state how late it may be, and let the person \
             who wrote see their own change at once. Check everything on the write side, never against a view.",
    caveat: "It does not need event sourcing, nor the other way round, and most services need neither. Fowler warns \
             that for most systems it adds risky complexity; keep it to the parts where reading and writing pull \
             apart.",
    citations: &[
        cite("lesson", "CQRS", States),
        cite("azure-cqrs", "When to use this pattern", States),
        cite("azure-cqrs", "Problems and considerations", States),
        cite("fowler-cqrs", "When to use it", Implies),
    ],
    lesson: &[13],
    fires: examples! {
        "One patient record, and a ward board, a search, a bill and a statistic that each want it differently." =>
        r#"{"name": "Patient records", "answers": {"read_write_shape": "many_read_views", "domain_complexity": "rich"},
         "flows": [{"steps": [
            {"action": "Record the diagnosis", "from": "ward", "to": ["records"], "entity": "diagnosis",
              "answers": {"reply": "answer"}}]}]}"#,
        "A timetable is read a thousand times for each change: worth considering." =>
        r#"{"name": "Timetables", "answers": {"read_write_shape": "reads_dominate"}, "flows": [{"steps": [
            {"action": "Change the departure", "from": "planning", "to": ["timetables"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Reads dominate, but it is a plain list: a cache or a replica does it." =>
        r#"{"name": "Opening hours", "answers": {"read_write_shape": "reads_dominate", "domain_complexity": "crud"},
         "flows": [{"steps": [
            {"action": "Change the opening hours", "from": "office", "to": ["hours"],
              "answers": {"reply": "answer"}}]}]}"#,
        "What is written and what is read have the same form." =>
        r#"{"name": "Meter readings", "answers": {"read_write_shape": "alike", "domain_complexity": "rich"},
         "flows": [{"steps": [
            {"action": "Save the reading", "from": "app", "to": ["readings"], "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Advice(Advice {
        recommended_from: 3,
        consider_from: 1,
        goes_with: Some((
            t("event_sourcing"),
            t("A log of events cannot be queried by what is true now, so event sourcing needs read views."),
        )),
    }),
});
