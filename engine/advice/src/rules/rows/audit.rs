//! Whether somebody must be able to show later what happened.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "audit",
    name: "Whether an audit trail is needed",
    claim: "Events that are kept give an audit trail, so a required audit trail speaks for events.",
    why: "An event is a fact with a time, and nobody changes it afterwards. The messages that carry the work therefore \
          also record its history. One more consumer can store them as an audit trail without touching the others. A \
          call leaves no trace unless somebody adds one. This is a reason for events, but a weak one: an audit table \
          can stand beside any call.",
    advice: "Ask who will read the audit trail, how long it must be kept, and what it has to prove. If it is the only \
             reason for events, write each change to an append-only table in the same transaction.",
    caveat: "This is a weak lean and weighs less than a full row (the weight is ours), because an append-only audit \
             table does the job too. Azure's article on event sourcing mentions a mechanism that records every \
             operation in a separate log. Events that a broker deletes after a week are no audit trail.",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "use events when", States),
        cite("azure-event-sourcing", "Context and problem", Implies),
    ],
    lesson: &[14, 18],
    fires: examples! {
        "A hospital must be able to prove for years who took a controlled drug from the cabinet." =>
        r#"{"name": "Hospital pharmacy", "flows": [{"steps": [
            {"action": "Hand out the controlled drug", "from": "ward", "to": ["cabinet"],
              "answers": {"audit": "required"}}]}]}"#,
        "Nobody will ever ask when a lamp was dimmed." =>
        r#"{"name": "Street lighting", "flows": [{"steps": [
            {"action": "Dim the lamp", "from": "schedule", "to": ["lamp"], "answers": {"audit": "optional"}}]}]}"#,
    },
    silent: examples! {
        "A regulator's requirement on the whole system does not answer the question for each step." =>
        r#"{"name": "Clearing house", "answers": {"history_needed": ["regulatory_audit"]}, "flows": [{"steps": [
            {"action": "Look up the margin", "from": "trader", "to": ["margins"], "answers": {"intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("Must you be able to show later what happened here, and when?"),
        why_asked: t("Events that are kept are an audit trail. That is a weak reason for them, since a table can be \
                      one too."),
        several: false,
        answers: t(&[
            Answer {
                id: t("optional"),
                label: t("No, or only nice to have"),
                decides: t("leans weakly to synchronous"),
                effects: t(&[always(
                    lean(Synchronous, 1),
                    "No audit trail is required, so one of the reasons for events is missing.",
                )]),
            },
            Answer {
                id: t("required"),
                label: t("Yes, it is required"),
                decides: t("leans weakly to events"),
                effects: t(&[always(
                    lean(EventDriven, 1),
                    "An audit trail is required, and stored events provide one; an append-only table would too.",
                )]),
            },
        ]),
    }),
});
