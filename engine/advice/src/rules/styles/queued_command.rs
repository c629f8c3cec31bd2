//! Style: a command that a queue carries to one handler.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

const EVENT_DRIVEN: Is = is!("side", "event_driven");

const ONE_HANDLER: Is = is!("consumer_count", OPEN, "single");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "queued_command",
    name: "Queued command",
    claim: "A command whose handler need not answer now goes on a queue, and it is still a command there.",
    why: "A queue lets the sender go on, keeps the command while the handler is down or busy, and turns a burst into a \
          steady stream. The message is still a command: it has one handler, which may refuse it, and the sender wants \
          it done. Calling it an event would hide all of that.",
    advice: "Name it in the imperative, RenderReplay and not ReplayRequested, and give it one queue with one kind of \
             handler. Make the handler idempotent, retry with growing pauses, and send what still fails to a \
             dead-letter queue with an owner. If the sender must learn of a refusal, say how: a status or a later \
             event.",
    caveat: "The lesson says that events are for facts and commands, while its own first anti-pattern keeps commands \
             apart from events. We follow the anti-pattern: a message broker carries both, but they are not the same \
             thing.",
    citations: &[
        cite("hohpe-woolf-2003", "Command Message; Point-to-Point Channel", States),
        cite("azure-queue-levelling", "Solution", Implies),
        cite("azure-background-jobs", "Types of background jobs", Implies),
        cite("lesson", "anti-patterns", Implies),
    ],
    lesson: &[3],
    fires: examples! {
        "A player asks for a video of the match and goes on playing." =>
        r#"{"name": "Match replays", "flows": [{"steps": [
            {"action": "Render the replay", "from": "lobby", "to": ["renderer"],
              "answers": {"intent": "command", "reply": "acknowledgement"}}]}]}"#,
        "One service has a job for itself that nobody waits for." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Recompute the statistics", "from": "assessments", "to": ["assessments"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The match has ended: an event that any number of services may react to." =>
        r#"{"name": "Match replays", "flows": [{"steps": [
            {"action": "End the match", "from": "arena", "to": ["rankings", "replays"], "entity": "match",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "The lobby is packed away after every match, and nobody asks for it: it reacts to the match's end." =>
        r#"{"name": "Match replays", "flows": [{"steps": [
            {"action": "End the match", "to": ["arena"], "entity": "match", "answers": {"reply": "answer"}},
            {"action": "Pack the lobby away", "to": ["lobby"],
              "answers": {"duration": "long", "reply": "none"}}]}]}"#,
        "A command whose sender waits for the outcome is a call, not a queued command." =>
        r#"{"name": "Match replays", "flows": [{"steps": [
            {"action": "Join the match", "from": "lobby", "to": ["arena"],
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Queue, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::QUEUED_COMMAND,
            when: any(&[
                t(&[EVENT_DRIVEN, is!("intent", "command")]),
                t(&[EVENT_DRIVEN, is!("intent", OPEN), is!("boundary", "same"), ONE_HANDLER]),
                // Long work that somebody asks for. Where nobody does, it reacts to what happened before.
                t(&[
                    EVENT_DRIVEN,
                    is!("intent", OPEN),
                    is!("duration", "long"),
                    is!("asker", "person", "service"),
                    ONE_HANDLER,
                ]),
                t(&[EVENT_DRIVEN, is!("intent", OPEN), is!("duration", "long"), is!("fact", "unknown"), ONE_HANDLER]),
                // Nothing has happened yet that it could react to.
                t(&[
                    EVENT_DRIVEN,
                    is!("intent", OPEN),
                    is!("fact", "unknown"),
                    is!("asker", "person", "service"),
                    ONE_HANDLER,
                ]),
                // Outsiders, persons, stores and caches react to nothing of ours: an adapter of ours does the work.
                t(&[EVENT_DRIVEN, is!("doer", "outsider", "person", "store", "cache")]),
            ]),
        }]),
    }),
});
