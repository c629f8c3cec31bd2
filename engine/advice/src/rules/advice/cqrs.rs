//! CQRS: one model for writing and others for reading.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "cqrs",
    name: "CQRS",
    claim: "Separate the write model from the read views where the two really differ in load or in shape.",
    why: "One model for both has to serve two purposes: rules need it normalised and strict, screens need it joined \
          and fast. Kept apart, the write side checks and decides. Its decisions feed views that each answer one query \
          without a join and scale with their own load. The price is several copies to keep in step, and a person may \
          read a view that does not yet show their own change.",
    advice: "Start with two models on one database; separate the stores only when load or shape demands it. Build each \
             view from events, so that it can be deleted and rebuilt. State how late it may be, and let the person who \
             wrote see their own change at once. Check everything on the write side, never against a view.",
    caveat: "CQRS does not need event sourcing, and most services need neither. Fowler warns that for most systems it \
             adds risky complexity. Keep it to the parts where reading and writing differ most.",
    citations: &[
        cite("lesson", "CQRS", States),
        cite("azure-cqrs", "When to use this pattern", States),
        cite("azure-cqrs", "Problems and considerations", States),
        cite("fowler-cqrs", "When to use it", Implies),
    ],
    lesson: &[13],
    fires: examples! {
        "A ward board, a search, a bill and a report each need the same patient record in a different shape." =>
        r#"{"name": "Patient records", "answers": {"read_write_shape": "many_read_views", "domain_complexity": "rich"},
         "flows": [{"steps": [
            {"action": "Record the diagnosis", "from": "ward", "to": ["records"], "entity": "diagnosis",
              "answers": {"reply": "answer"}}]}]}"#,
        "A timetable is read a thousand times for each change, so CQRS is worth considering." =>
        r#"{"name": "Timetables", "answers": {"read_write_shape": "reads_dominate"}, "flows": [{"steps": [
            {"action": "Change the departure", "from": "planning", "to": ["timetables"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Reads dominate, but it is a plain list, so a cache or a replica is enough." =>
        r#"{"name": "Opening hours", "answers": {"read_write_shape": "reads_dominate", "domain_complexity": "crud"},
         "flows": [{"steps": [
            {"action": "Change the opening hours", "from": "office", "to": ["hours"],
              "answers": {"reply": "answer"}}]}]}"#,
        "The data are read in the shape in which they are written." =>
        r#"{"name": "Meter readings", "answers": {"read_write_shape": "alike", "domain_complexity": "rich"},
         "flows": [{"steps": [
            {"action": "Save the reading", "from": "app", "to": ["readings"], "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Advice(Advice {
        recommended_from: 3,
        consider_from: 1,
        goes_with: Some((
            t("event_sourcing"),
            t("A log of events cannot be queried for the present state, so event sourcing needs read views."),
        )),
    }),
});
