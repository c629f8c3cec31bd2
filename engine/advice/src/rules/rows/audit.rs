//! Whether somebody must be able to show later what happened.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "audit",
    name: "Whether a trail is needed",
    claim: "Where it must be shown later what happened, events that are kept show it; where nobody will ask, they need \
            not.",
    why: "An event is a fact with a time, and nobody changes it afterwards. Messages that carry the work therefore \
          tell its story as well, and one more consumer that does nothing but write them down makes a trail without \
          touching the others. A call leaves no trace unless somebody adds one. That is a reason for events, though \
          not a strong one, since a trail can be kept beside any call.",
    advice: "Ask who will look at the trail, how long it must be kept, and what it has to prove. If it is the only \
             reason for events, write each change to a table that only ever grows, in the same transaction as the \
             change.",
    caveat: "A weak lean, so it weighs less than a full row (the weight is ours): an append-only audit table does it, \
             too. Azure's article on event sourcing speaks of a mechanism that records every operation in a separate \
             log. And events that a broker drops after a week are no trail at all.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "use events when", States),
        cite("azure-event-sourcing", "Context and problem", Implies),
    ],
    lesson: &[14, 18],
    fires: examples! {
        "Who took a controlled drug from the cabinet must be provable for years." =>
        r#"{"name": "Hospital pharmacy", "flows": [{"steps": [
            {"action": "Hand out the controlled drug", "from": "ward", "to": ["cabinet"],
              "answers": {"audit": "required"}}]}]}"#,
        "Nobody will ever ask when a lamp was dimmed." =>
        r#"{"name": "Street lighting", "flows": [{"steps": [
            {"action": "Dim the lamp", "from": "schedule", "to": ["lamp"], "answers": {"audit": "optional"}}]}]}"#,
    },
    silent: examples! {
        "A regulator's wish that is stated for the whole system does not answer for each step." =>
        r#"{"name": "Clearing house", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [
            {"action": "Look up the margin", "from": "trader", "to": ["margins"], "answers": {"intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("Must you be able to show later what happened here, and when?"),
        why_asked: t("Events that are kept are a trail of their own; it is a weak reason, since a table can be one, \
                      too."),
        several: false,
        answers: t(&[
            Answer {
                id: t("optional"),
                label: t("No, or it would only be nice"),
                decides: t("leans to synchronous, but weakly"),
                effects: t(&[always(
                    lean(Synchronous, 1),
                    "No trail is needed, so one of the reasons for events is missing.",
                )]),
            },
            Answer {
                id: t("required"),
                label: t("Yes, it is required"),
                decides: t("leans to events, but weakly"),
                effects: t(&[always(
                    lean(EventDriven, 1),
                    "A trail is required, and events that are kept are one; a table that only grows would be, too.",
                )]),
            },
        ]),
    }),
});
