//! Event sourcing: the events are the source of truth.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_sourcing",
    name: "Event sourcing",
    claim: "Keep the events as the source of truth only where the past itself is asked for, and not for the sake of \
            having events.",
    why: "A table knows how things are; a log of every event knows how they came to be so. From it the state of any \
          day can be rebuilt, a mistake be traced step by step, a change be undone, and a question be answered that \
          nobody had asked when the data was written. The price is that every change of an event's form has to be \
          borne for ever, that reading needs views which lag, and that hardly anything in the system can be decided \
          without it afterwards.",
    advice: "Take it for the part whose history is worth money, such as the ledger, the claim or the treatment plan, \
             and leave the rest as tables. Keep the events small and about the business, plan from the first day how \
             old forms are read, take snapshots when replay gets slow, and keep personal data out of the log or under \
             keys that can be destroyed.",
    caveat: "For an audit alone an append-only audit table is enough, and Azure's guidance calls the pattern not worth \
             its price for most systems. A broker is not by itself an event store: it forgets when its retention ends, \
             cannot load one entity's events, and does not refuse an event that contradicts the one before. Publishing \
             events and sourcing the state from them are two decisions.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "Issues and considerations", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("fowler-event-driven", "Event-Sourcing", Implies),
    ],
    lesson: &[12],
    fires: examples! {
        "A pension fund is asked what was known on a certain day, and has to reverse and replay corrections." =>
        r#"{"name": "Pension accounts",
          "answers": {"history_needed": ["past_states", "undo_redo", "regulatory_audit"], "domain_complexity": "rich",
            "lifetime": "long", "event_experience": "strong"},
         "flows": [{"steps": [
            {"action": "Book the contribution", "from": "payroll", "to": ["accounts"], "entity": "contribution",
              "answers": {"reply": "answer"}}]}]}"#,
        "Only an auditor asks: worth considering, beside a plain audit table." =>
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
        "Many events go through it, and yet nobody ever asks for the past." =>
        r#"{"name": "Wind park", "answers": {"history_worthless": "yes", "event_volume": "extreme"},
         "flows": [{"steps": [
            {"action": "Report the wind speed", "from": "turbine", "to": ["monitoring"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    kind: RuleKind::Advice(Advice { recommended_from: 4, consider_from: 1, goes_with: None }),
});
