//! How well the consumers are known.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, Question, Rule, When, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("consumer_coupling"),
    name: t("How well the consumers are known"),
    claim: t(
        "Receivers that are known and stay can be called by name; receivers that come and go are told by an event.",
    ),
    why: t(
        "Whoever gives a command knows its receiver: the address, the interface, what it may answer, and the sender \
         changes whenever these do. Whoever publishes a fact knows none of those who react, so a new one is added \
         without touching the publisher. Where the receiver has been the same for years and both are changed together \
         anyway, that freedom buys nothing, and a call shows plainly who depends on whom.",
    ),
    advice: t(
        "List who needs it today and whom you expect within a year. If the list stays, call. If not, publish the fact, \
         let consumers subscribe, and keep the list of them in a catalogue instead of in the publisher's code.",
    ),
    caveat: Some(t(
        "An event loosens who knows whom, not what they agree on: its schema is a contract with consumers that the \
         publisher cannot see. And what runs from event to event is written down in no single program, so a flow that \
         really is one thing becomes hard to follow (Fowler).",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("why it matters"), grade: Grade::States },
        Citation { source: t("azure-pub-sub"), section: t("Context and problem"), grade: Grade::States },
        Citation { source: t("fowler-event-driven"), section: t("Event Notification"), grade: Grade::States },
    ]),
    lesson: t(&[5, 18]),
    fires: t(&[
        Example {
            says: t("Anyone may build a departure board on a city's open data."),
            description: t(
                r#"{"name": "City transport", "flows": [{"steps": [{"action": "Announce the delay", "from": "operations", "answers": {"consumer_coupling": "unknown_changing"}}]}]}"#,
            ),
        },
        Example {
            says: t("A scale that has always reported to the same terminal."),
            description: t(
                r#"{"name": "Weighbridge", "flows": [{"steps": [{"action": "Read the weight", "from": "terminal", "to": ["scale"], "answers": {"consumer_coupling": "known_stable"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("Two receivers are named; whether more will come, nobody said."),
        description: t(
            r#"{"name": "Online game", "flows": [{"steps": [{"action": "End the match", "from": "arena", "to": ["ranking", "rewards"]}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("Do you know everyone who needs this, and will that stay so?"),
        why_asked: t("A caller must know and follow its receivers; a publisher need not."),
        several: false,
        answers: t(&[
            Answer {
                id: t("known_stable"),
                label: t("Known, and they stay the same"),
                decides: t("leans to synchronous: the receiver can be called by name"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::Synchronous, halves: 2 },
                    when: When::Always,
                    because: t(
                        "The receiver is known and stays the same, so there is little to gain from not knowing it.",
                    ),
                }]),
            },
            Answer {
                id: t("unknown_changing"),
                label: t("Not all known, or they come and go"),
                decides: t("leans to events: consumers subscribe without the publisher knowing"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 2 },
                    when: When::Always,
                    because: t(
                        "Who reacts is not all known or keeps changing, and an event can be followed without a change \
                         to its publisher.",
                    ),
                }]),
            },
        ]),
    }),
};
