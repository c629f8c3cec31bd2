//! How much experience the team has with events.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_experience",
    name: "How much the team knows of events",
    claim: "A team that is new to events should not begin with keeping them as its source of truth.",
    why: "Event sourcing changes how a system is tested, searched for faults and run, and its early mistakes stay: an \
          event that was badly cut is in the log for good and has to be read for ever. A team that has already lived \
          with messages that come twice or late, and with views that lag, makes fewer of them. CQRS forgives more, \
          since a view can be thrown away and built again.",
    advice: "Begin with events between services and an outbox. When doubles, lag and changed schemas no longer \
             surprise anybody, try event sourcing on one entity that would gain from it.",
    caveat: "Experience is no reason for a pattern, only the lack of it a reason against; and it can be hired or \
             learnt. The points for CQRS are ours: Azure's warning is about event sourcing, and Fowler's about CQRS \
             speaks of systems in trouble, not of experience.",
    citations: &[
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("fowler-cqrs", "When to use it", Implies),
    ],
    fires: examples! {
        "A hospital's own developers have so far built forms over one database." =>
        r#"{"name": "Hospital", "answers": {"event_experience": "none"}, "flows": [{"steps": [
            {"action": "Admit the patient"}]}]}"#,
        "A logistics team has run a broker for a year." =>
        r#"{"name": "Freight", "answers": {"event_experience": "some"}, "flows": [{"steps": [
            {"action": "Load the container"}]}]}"#,
    },
    silent: examples! {
        "Several teams work on an exchange; how well they know events, nobody said." =>
        r#"{"name": "Energy exchange", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"action": "Match the bids"}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How much experience has the team with events?"),
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
                        "The team is new to events, and badly cut events stay in the log for good.",
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
                label: t("Much: events as the source of truth"),
                decides: t("nothing by itself"),
                effects: t(&[]),
            },
        ]),
    }),
});
