//! How well the consumers are known.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consumer_coupling",
    name: "How well the consumers are known",
    claim: "Receivers that are known and stable can be called by name; receivers that come and go subscribe to an \
            event.",
    why: "The sender of a command knows its receiver: its address, its interface and its possible answers. The sender \
          changes whenever these do. The publisher of an event knows none of its consumers, so a new one is added \
          without touching the publisher. If the receiver has been the same for years and both sides change together \
          anyway, that freedom buys nothing. A call then shows plainly who depends on whom.",
    advice: "List who needs it today and whom you expect within a year. If the list is stable, call. If not, publish \
             the event and let consumers subscribe. Keep the list of consumers in a catalogue, not in the publisher's \
             code.",
    caveat: "An event removes the need to know each other, but not the need to agree: its schema is a contract with \
             consumers that the publisher cannot see. A flow that runs from event to event is also written down in no \
             single program. A flow that really is one unit becomes hard to follow that way (Fowler).",
    citations: &[
        cite("lesson", "decision matrix", States),
        cite("lesson", "why it matters", States),
        cite("azure-pub-sub", "Context and problem", States),
        cite("fowler-event-driven", "Event Notification", States),
    ],
    lesson: &[5, 18],
    fires: examples! {
        "Anyone may build a departure board on a city's open data." =>
        r#"{"name": "City transport", "flows": [{"steps": [
            {"action": "Announce the delay", "from": "operations",
              "answers": {"consumer_coupling": "unknown_changing"}}]}]}"#,
        "A terminal has always read its weights from the same scale." =>
        r#"{"name": "Weighbridge", "flows": [{"steps": [
            {"action": "Read the weight", "from": "terminal", "to": ["scale"],
              "answers": {"consumer_coupling": "known_stable"}}]}]}"#,
    },
    silent: examples! {
        "Two receivers are named; it is not known whether more will come." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "End the match", "from": "arena", "to": ["ranking", "rewards"]}]}]}"#,
    },
    kind: RuleKind::Row(Question {
        ask: t("Do you know everyone who needs this, and will the list stay the same?"),
        why_asked: t("A caller must know its receivers and keep up with their changes; a publisher need not."),
        several: false,
        answers: t(&[
            Answer {
                id: t("known_stable"),
                label: t("Known and stable"),
                decides: t("leans to synchronous: the caller can name its receiver"),
                effects: t(&[always(
                    lean(Synchronous, 2),
                    "The receiver is known and stable, so decoupling the caller from it gains little.",
                )]),
            },
            Answer {
                id: t("unknown_changing"),
                label: t("Unknown or changing"),
                decides: t("leans to events: consumers subscribe without the publisher knowing"),
                effects: t(&[always(
                    lean(EventDriven, 2),
                    "The consumers are unknown or keep changing, and with an event they can subscribe without a change \
                     to the publisher.",
                )]),
            },
        ]),
    }),
});
