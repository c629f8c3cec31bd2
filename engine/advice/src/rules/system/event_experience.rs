//! How much experience the team has with events.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_experience",
    name: "How much experience the team has with events",
    claim: "A team that is new to events should not start with events as its source of truth.",
    why: "Event sourcing changes how a system is tested, debugged and operated, and its early mistakes remain. A badly \
          designed event stays in the log for good and must be readable for ever. A team that has already worked with \
          duplicate and late messages, and with views that lag, makes fewer such mistakes. CQRS is more forgiving, \
          since a view can be deleted and rebuilt.",
    advice: "Start with events between services and an outbox. When duplicates, lag and changed schemas no longer \
             surprise anybody, try event sourcing on one entity that would benefit from it.",
    caveat: "Experience is no reason for a pattern; only the lack of it is a reason against. Experience can also be \
             hired or learnt. The points for CQRS are ours: Azure's warning is about event sourcing, and Fowler's \
             about CQRS speaks of systems in trouble, not of experience.",
    citations: &[
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("fowler-cqrs", "When to use it", Implies),
    ],
    fires: examples! {
        "A hospital's own developers have so far built forms on one database." =>
        r#"{"name": "Hospital", "answers": {"event_experience": "none"}, "flows": [{"steps": [
            {"action": "Admit the patient"}]}]}"#,
        "A logistics team has operated a broker for a year." =>
        r#"{"name": "Freight", "answers": {"event_experience": "some"}, "flows": [{"steps": [
            {"action": "Load the container"}]}]}"#,
    },
    silent: examples! {
        "Several teams work on an exchange, but their experience with events is not known." =>
        r#"{"name": "Energy exchange", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"action": "Match the bids"}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How much experience does the team have with events?"),
        why_asked: t("Early mistakes with event sourcing stay in the log for good."),
        several: false,
        answers: t(&[
            Answer {
                id: t("none"),
                label: t("None"),
                decides: t("speaks against event sourcing, and weakly against CQRS"),
                effects: t(&[
                    always(
                        advise("event_sourcing", -2),
                        "The team is new to events, and badly designed events stay in the log for good.",
                    ),
                    always(
                        advise("cqrs", -1),
                        "The team is new to events, and views that lag take some getting used to.",
                    ),
                ]),
            },
            Answer {
                id: t("some"),
                label: t("Some: events between services"),
                decides: t("speaks weakly against event sourcing"),
                effects: t(&[always(
                    advise("event_sourcing", -1),
                    "The team knows events between services, but not yet events as the source of truth.",
                )]),
            },
            Answer {
                id: t("strong"),
                label: t("Strong: events as the source of truth"),
                decides: t("nothing by itself"),
                effects: t(&[]),
            },
        ]),
    }),
});
