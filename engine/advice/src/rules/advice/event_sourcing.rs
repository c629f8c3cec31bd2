//! Event sourcing: the events are the source of truth.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_sourcing",
    name: "Event sourcing",
    claim: "Keep events as the source of truth only where somebody asks about the past, not for the sake of having \
            events.",
    why: "A table records how things are; a log of every event records how they came about. From the log you can \
          rebuild the state of any day, trace a mistake step by step and undo a change. You can also answer a question \
          that nobody had in mind when the data were written. The price is high. Every change to an event's schema \
          must be supported for ever, and reading needs views that lag. Afterwards the log constrains nearly every \
          design decision in that part of the system.",
    advice: "Use it for the part whose history is valuable, such as the ledger, the claim or the treatment plan, and \
             keep plain tables elsewhere. Keep the events small and about the business, and plan from the first day \
             how old schemas are read. Take snapshots when replay becomes slow. Keep personal data out of the log or \
             under keys that can be destroyed.",
    caveat: "For an audit alone, an append-only audit table is enough, and Azure's guidance holds that for most \
             systems traditional data management is sufficient. A broker alone is not an event store: it deletes \
             events when their retention ends, cannot load the events of one entity, and does not refuse an event that \
             contradicts the one before. Publishing events and sourcing state from them are two decisions.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "Problems and considerations", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("fowler-event-driven", "Event-Sourcing", Implies),
    ],
    lesson: &[12],
    fires: examples! {
        "A pension fund must show what was known on a certain day, and must reverse and replay corrections." =>
        r#"{"name": "Pension accounts",
          "answers": {"history_needed": ["past_states", "undo_redo", "regulatory_audit"], "domain_complexity": "rich",
            "lifetime": "long", "event_experience": "strong"},
         "flows": [{"steps": [
            {"action": "Book the contribution", "from": "payroll", "to": ["accounts"], "entity": "contribution",
              "answers": {"reply": "answer"}}]}]}"#,
        "Only an auditor asks, so event sourcing is worth considering beside a plain audit table." =>
        r#"{"name": "Dangerous goods", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [
            {"action": "Release the consignment", "from": "depot", "to": ["consignments"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "An auditor asks, but the team has no experience and the service only keeps a list." =>
        r#"{"name": "Key cupboard",
          "answers": {"history_needed": ["regulatory_audit"], "domain_complexity": "crud", "event_experience": "none"},
         "flows": [{"steps": [
            {"action": "Hand out the key", "from": "desk", "to": ["keys"], "answers": {"reply": "answer"}}]}]}"#,
        "The system handles many events, but nobody ever asks about the past." =>
        r#"{"name": "Wind park", "answers": {"history_worthless": "yes", "event_volume": "extreme"},
         "flows": [{"steps": [
            {"action": "Report the wind speed", "from": "turbine", "to": ["monitoring"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Advice(Advice { recommended_from: 4, consider_from: 1, goes_with: None }),
});
