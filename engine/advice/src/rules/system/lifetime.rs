//! How long the product will live.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "lifetime",
    name: "How long the product will live",
    claim: "A short-lived product never earns back what event sourcing costs at the start.",
    why: "The cost comes first: events must be designed, their versions planned, and the views built so that they can \
          be rebuilt. The return comes later, when somebody asks a question about the past that nobody had \
          anticipated. A trial that is switched off after a summer pays the cost and never sees the return.",
    advice: "Build the trial on plain tables, and publish a few well-named events where others react: those can be \
             kept.",
    caveat: "Trials tend to live for ten years, and moving to event sourcing later is costly too (Azure). If yours may \
             become the product, decide for the product.",
    citations: &[cite("azure-event-sourcing", "When to use this pattern", States)],
    fires: examples! {
        "A festival runs its registration for a single summer." =>
        r#"{"name": "Festival helpers", "answers": {"lifetime": "short"}, "flows": [{"steps": [
            {"action": "Register the helper"}]}]}"#,
    },
    silent: examples! {
        "Entering a sale takes weeks: that is how long the work takes, not how long the product lives." =>
        r#"{"name": "Land registry", "flows": [{"steps": [
            {"action": "Enter the sale", "answers": {"duration": "long"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How long will the product live?"),
        why_asked: t("Event sourcing costs at the start and pays back only over years."),
        several: false,
        answers: t(&[
            Answer {
                id: t("short"),
                label: t("Months: a trial, a prototype, a one-off"),
                decides: t("speaks against event sourcing"),
                effects: t(&[always(
                    advise("event_sourcing", -2),
                    "The product will be gone before a kept history could return what it costs.",
                )]),
            },
            Answer { id: t("long"), label: t("Years"), decides: t("nothing by itself"), effects: t(&[]) },
        ]),
    }),
});
