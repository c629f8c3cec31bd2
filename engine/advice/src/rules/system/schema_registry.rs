//! Whether a registry keeps the schemas of events.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "schema_registry",
    name: "Whether event schemas are kept and checked",
    claim: "An event is a contract with consumers that its publisher cannot see, so every change of its schema must be \
            checked.",
    why: "Remove a field from an interface, and its callers complain the same day. Remove it from an event, and nobody \
          complains: the consumer that read the field stops, or continues without it. That may happen weeks later, \
          when old events are replayed. A registry that refuses a breaking schema before it is published moves that \
          failure back to the publisher, who can repair it.",
    advice: "Start with the fewest fields that tell what happened, add only optional ones, and let the registry check \
             each change against the versions still in use. Without a registry, keep the schemas beside the code and \
             run the same check in the build.",
    caveat: "A registry compares shapes, not meaning: an amount that used to be in euros and is now in cents passes \
             the check. A change that is compatible in one direction may not be in the other, so the check also \
             decides who must upgrade first.",
    citations: &[
        cite("lesson", "safety note", States),
        cite("azure-choreography", "Problems and considerations", States),
        cite("confluent-compatibility", "Compatibility types", States),
    ],
    lesson: &[25],
    fires: examples! {
        "Nine laboratories read the same finding, and an e-mail describes its fields." =>
        r#"{"name": "Laboratories", "answers": {"schema_registry": "no"}, "flows": [{"steps": [
            {"action": "Publish the finding", "answers": {"reply": "none"}}]}]}"#,
        "A grid operator checks each schema before it is published." =>
        r#"{"name": "Power grid", "answers": {"schema_registry": "yes"}, "flows": [{"steps": [
            {"action": "Publish the outage", "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Many unknown consumers make a registry useful, but it is not known whether there is one." =>
        r#"{"name": "City transport", "flows": [{"steps": [
            {"action": "Announce the delay", "answers": {"consumer_coupling": "unknown_changing"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Is there a registry that keeps the schemas of events and checks their changes?"),
        why_asked: t("Events are contracts, and a breaking change is noticed late unless something checks for it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("yes"),
                label: t("Yes, a schema registry"),
                decides: t("every change is checked there before it is published"),
                effects: t(&[always(
                    shape("message"),
                    "A registry keeps the schemas, so every change to an event is checked there before it is \
                     published.",
                )]),
            },
            Answer {
                id: t("no"),
                label: t("No"),
                decides: t("small events with a version, checked in the publisher's build"),
                effects: t(&[always(
                    shape("message"),
                    "Nothing checks a changed schema, so keep events small, give them a version and compare schemas in \
                     the publisher's build.",
                )]),
            },
        ]),
    }),
});
