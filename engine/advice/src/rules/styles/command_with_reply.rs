//! Style: a command on a queue whose outcome comes back as a message.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

const EVENT_DRIVEN: Is = is!("side", "event_driven");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "command_with_reply",
    name: "Command with a reply",
    claim: "A service that needs the outcome but must not block while it waits queues a command and receives the \
            outcome as a message.",
    why: "A service that orchestrates several others must know the outcome of each request. If it called and waited, \
          it would be blocked, and it would fail with every service that is down. A command on a queue survives a \
          restart on either side. The outcome comes back on a reply channel: done, or refused with the reason. The \
          sender stores its state and continues when the reply arrives.",
    advice: "Send the command with a correlation id and the address of your reply channel. Report a refusal as an \
             outcome like any other, not as an error. Set a time limit for the reply, and decide what happens when it \
             passes. Store the state of the run, so that a restart loses nothing.",
    caveat: "Every open request needs stored state and a time limit. If the caller has nothing else to do while it \
             waits, a plain call serves it better.",
    citations: &[
        cite("hohpe-woolf-2003", "Request-Reply; Return Address; Correlation Identifier", States),
        cite("richardson-2018", "Chapter 4: Managing transactions with sagas", States),
    ],
    fires: examples! {
        "The order service orchestrates stock and payment over a broker." =>
        r#"{"name": "Wholesale", "flows": [{"steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer"}},
            {"action": "Check the credit line", "from": "orders", "to": ["credit"], "entity": "credit line",
              "answers": {"reply": "outcome_later"}}]}]}"#,
        "Three registers must all change, and the portal needs to know whether they did." =>
        r#"{"name": "Town", "flows": [{"steps": [
            {"action": "Update the address everywhere", "from": "portal", "to": ["tax", "registry", "school"],
              "entity": "address", "answers": {"reply": "none", "invariant": "all_or_nothing"}}]}]}"#,
    },
    silent: examples! {
        "A person who needs the outcome later gets a receipt and a place to look it up." =>
        r#"{"name": "Town", "participants": [{"id": "citizen", "kind": "person"}], "flows": [{"steps": [
            {"action": "Apply for the permit", "from": "citizen", "to": ["permits"],
              "answers": {"reply": "outcome_later"}}]}]}"#,
        "Nobody needs the outcome of this command." =>
        r#"{"name": "Match replays", "flows": [{"steps": [
            {"action": "Render the replay", "from": "lobby", "to": ["renderer"],
              "answers": {"intent": "command", "reply": "acknowledgement"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::EventDriven,
        means: StyleMeaning { carrier: Carrier::Queue, replies: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::COMMAND_WITH_REPLY,
            when: any(&[
                t(&[EVENT_DRIVEN, is!("reply", "outcome_later")]),
                t(&[EVENT_DRIVEN, is!("leg", "conducted")]),
                t(&[EVENT_DRIVEN, is!("invariant", "all_or_nothing"), is!("doers", "several")]),
            ]),
        }]),
    }),
});
