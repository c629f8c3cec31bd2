//! Style: a command that a queue carries to one handler.

use crate::rule::{Citation, Example, Grade, Is, Kind, OPEN, Rule, Style, StyleCase, When, is, t};
use crate::terms::{Carrier, StyleMeaning, Verdict};

const EVENT_DRIVEN: Is = is("side", &[t("event_driven")]);

const ONE_HANDLER: Is = is("consumer_count", &[t(OPEN), t("single")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("queued_command"),
    name: t("Queued command"),
    claim: t("A request to one handler that need not answer now goes on a queue, and it stays a command there."),
    why: t(
        "A queue lets the sender go on, keeps the request while the handler is down or busy, and turns a burst into \
         a steady stream. What travels is still an order to somebody: it has one handler, that handler may refuse \
         it, and the sender means it to be done. Dressed up as an event it would hide all of that.",
    ),
    advice: t(
        "Name it in the imperative, RenderReplay and not ReplayRequested, and give it one queue with one kind of \
         handler. Make the handler idempotent, retry with growing pauses, and give what still fails to a dead-letter \
         queue that somebody owns. If the sender must learn of a refusal, say how: a status or an event afterwards.",
    ),
    caveat: Some(t(
        "The lesson says that events are for facts and commands, while its own first anti-pattern keeps commands \
         apart from events. We follow the anti-pattern: a message broker carries both, but they are not the same \
         thing.",
    )),
    citations: t(&[
        Citation {
            source: t("hohpe-woolf-2003"),
            section: t("Command Message; Point-to-Point Channel"),
            grade: Grade::States,
        },
        Citation { source: t("azure-queue-levelling"), section: t("Solution"), grade: Grade::Implies },
        Citation { source: t("azure-background-jobs"), section: t("Types of background jobs"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::Implies },
    ]),
    lesson: t(&[3]),
    fires: t(&[
        Example {
            says: t("A player asks for a video of the match and goes on playing."),
            description: t(r#"{"name": "Match replays", "flows": [{"steps": [
                    {"action": "Render the replay", "from": "lobby", "to": ["renderer"], "answers": {"intent": "command", "reply": "acknowledgement"}}]}]}"#),
        },
        Example {
            says: t("A job inside one service that nobody waits for."),
            description: t(r#"{"name": "Tax office", "flows": [{"steps": [
                    {"action": "Recompute the statistics", "from": "assessments", "to": ["assessments"], "answers": {"reply": "none"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("The match is over: a fact that any number of services may react to."),
            description: t(r#"{"name": "Match replays", "flows": [{"steps": [
                    {"action": "End the match", "from": "arena", "to": ["rankings", "replays"], "entity": "match", "answers": {"intent": "event", "reply": "none"}}]}]}"#),
        },
        Example {
            says: t("A command whose sender waits for the outcome is called, not queued."),
            description: t(r#"{"name": "Match replays", "flows": [{"steps": [
                    {"action": "Join the match", "from": "lobby", "to": ["arena"], "answers": {"intent": "command", "reply": "answer"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Queue, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::QUEUED_COMMAND,
            when: When::Any(t(&[
                t(&[EVENT_DRIVEN, is("intent", &[t("command")])]),
                t(&[EVENT_DRIVEN, is("intent", &[t(OPEN)]), is("boundary", &[t("same")]), ONE_HANDLER]),
                t(&[EVENT_DRIVEN, is("intent", &[t(OPEN)]), is("duration", &[t("long")]), ONE_HANDLER]),
            ])),
        }]),
    }),
};
