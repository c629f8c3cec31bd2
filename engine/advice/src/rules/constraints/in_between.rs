//! Whether anyone may see the change half done.

use crate::rule::prelude::*;

/// A query changes nothing, and no queue carries it.
const CHANGES: Is = is!("intent", OPEN, "command", "event");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "in_between",
    name: "Whether it may be seen half done",
    claim: "If a half-done change may be visible for a moment, its parts can be separate steps; if not, they are one \
            transaction.",
    why: "A transfer that debits one account and credits the other a moment later has the money in neither account in \
          between. A bank can accept that, as long as the money is recorded as in transit and does arrive. An infusion \
          whose new dose is stored before its new drug is dangerous for exactly that moment. This decides whether \
          separate steps are enough or everything must change at once.",
    advice: "Give the half-done state a name and show it: pending, reserved, in transit. If nobody may see it, move \
             the parts into one boundary. Only if that is impossible, and all stores can take part, use two-phase \
             commit.",
    caveat: "\u{201c}Never\u{201d} is rarer than it feels: once the half-done state is shown as what it is, most \
             people accept it. Two-phase commit holds locks in every store across the network. The .NET microservices \
             guide notes that most NoSQL databases cannot take part in it.",
    citations: &[
        cite("lesson", "bank transfer", States),
        cite("azure-saga", "Potential data anomalies in sagas", States),
        cite("dotnet-microservices", "How to achieve consistency across multiple microservices", States),
    ],
    lesson: &[7],
    fires: examples! {
        "An infusion pump must never run with the new dose and the old drug." =>
        r#"{"name": "Intensive care", "flows": [{"steps": [
            {"action": "Change drug and dose", "from": "doctor", "to": ["pump"],
              "answers": {"invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#,
    },
    silent: examples! {
        "A container that has left one yard and not yet reached the other is simply in transit." =>
        r#"{"name": "Container yards", "flows": [{"steps": [
            {"action": "Move the container", "from": "planner", "to": ["yards"],
              "answers": {"invariant": "all_or_nothing", "in_between": "tolerable"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("May anyone see it half done, for a moment?"),
        why_asked: t("If so, separate steps that can be undone are enough; if not, everything must change at once."),
        several: false,
        answers: t(&[
            Answer {
                id: t("tolerable"),
                label: t("Yes, if it is completed or undone soon"),
                decides: t("nothing more: separate steps are enough"),
                effects: t(&[]),
            },
            Answer {
                id: t("intolerable"),
                label: t("No, never"),
                decides: t("one transaction: within one boundary if possible, otherwise two-phase commit"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[CHANGES]),
                    "Nobody may see it half done, so all of it changes in one transaction: within one boundary, or by \
                     two-phase commit if that is impossible.",
                )]),
            },
        ]),
    }),
});
