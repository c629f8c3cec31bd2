//! Whether somebody must be able to show later what happened.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("audit"),
    name: t("Whether a trail is needed"),
    claim: t(
        "Where it must be shown later what happened, events that are kept show it; where nobody will ask, they need \
         not.",
    ),
    why: t(
        "An event is a fact with a time, and nobody changes it afterwards. Messages that carry the work therefore tell \
         its story as well, and one more consumer that does nothing but write them down makes a trail without touching \
         the others. A call leaves no trace unless somebody adds one. That is a reason for events, though not a strong \
         one, since a trail can be kept beside any call.",
    ),
    advice: t(
        "Ask who will look at the trail, how long it must be kept, and what it has to prove. If it is the only reason \
         for events, write each change to a table that only ever grows, in the same transaction as the change.",
    ),
    caveat: Some(t(
        "A weak lean, so it weighs half a row (the weight is ours): an append-only audit table does it, too. Azure's \
         article on event sourcing speaks of a mechanism that records every operation in a separate log. And events \
         that a broker drops after a week are no trail at all.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation { source: t("azure-event-sourcing"), section: t("Context and problem"), grade: Grade::Implies },
    ]),
    lesson: t(&[14, 18]),
    fires: t(&[
        Example {
            says: t("Who took a controlled drug from the cabinet must be provable for years."),
            description: t(
                r#"{"name": "Hospital pharmacy", "flows": [{"steps": [{"action": "Hand out the controlled drug", "from": "ward", "to": ["cabinet"], "answers": {"audit": "required"}}]}]}"#,
            ),
        },
        Example {
            says: t("Nobody will ever ask when a lamp was dimmed."),
            description: t(
                r#"{"name": "Street lighting", "flows": [{"steps": [{"action": "Dim the lamp", "from": "schedule", "to": ["lamp"], "answers": {"audit": "optional"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("A regulator's wish that is stated for the whole system does not answer for each step."),
        description: t(
            r#"{"name": "Clearing house", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [{"action": "Look up the margin", "from": "trader", "to": ["margins"], "answers": {"intent": "query"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("Must you be able to show later what happened here, and when?"),
        why_asked: t(
            "Events that are kept are a trail of their own; it is a weak reason, since a table can be one, too.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("optional"),
                label: t("No, or it would only be nice"),
                decides: t("leans to synchronous, by half a row"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::Synchronous, halves: 1 },
                    when: When::Always,
                    because: t("No trail is needed, so one of the reasons for events is missing."),
                }]),
            },
            Answer {
                id: t("required"),
                label: t("Yes, it is required"),
                decides: t("leans to events, by half a row"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 1 },
                    when: When::Always,
                    because: t(
                        "A trail is required, and events that are kept are one; a table that only grows would be, too.",
                    ),
                }]),
            },
        ]),
    }),
};
