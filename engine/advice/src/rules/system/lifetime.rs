//! How long the product will live.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "lifetime",
    name: "How long the product will live",
    claim: "A product that is soon gone never earns back what event sourcing costs at the start.",
    why: "The price comes first: events have to be designed, their versions planned, the views and their rebuilding \
          written. The return comes later, when somebody asks a question about the past that nobody had thought of. A \
          trial that is switched off after a summer pays the one and never sees the other.",
    advice: "Build the trial on plain tables, and publish a few well-named events where others react: those can be \
             kept.",
    caveat: "Trials have a way of living for ten years, and moving to event sourcing later is costly, too (Azure). If \
             yours may become the product, decide it for that product.",
    citations: &[cite("azure-event-sourcing", "When to use this pattern", States)],
    fires: examples! {
        "A registration for one summer's festival." =>
        r#"{"name": "Festival helpers", "answers": {"lifetime": "short"}, "flows": [{"steps": [
            {"action": "Register the helper"}]}]}"#,
    },
    silent: examples! {
        "A sale takes weeks to be entered; that is the length of the work, not of the product's life." =>
        r#"{"name": "Land registry", "flows": [{"steps": [
            {"action": "Enter the sale", "answers": {"duration": "long"}}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How long will the product live?"),
        why_asked: t("Event sourcing is paid for at the start and returns it only over years."),
        several: false,
        answers: t(&[
            Answer {
                id: t("short"),
                label: t("Months: a trial, a prototype, a single occasion"),
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
