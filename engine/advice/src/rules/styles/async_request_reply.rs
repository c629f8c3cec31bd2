//! Style: the request is accepted at once, finished later, and its outcome reported then.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

const SYNCHRONOUS: Is = is!("side", "synchronous");

const NEEDED: Is = is!("reply", OPEN, "answer");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "async_request_reply",
    name: "Asynchronous request-reply",
    claim: "When the caller needs the result but the work takes long, accept it at once, finish it later and tell the \
            caller.",
    why: "A connection that is held open for minutes breaks at every restart and every impatient proxy, and while it \
          is open it occupies both sides. What the caller can have at once is the promise that the work was accepted \
          and where its result will appear. The work itself then runs behind a queue, where it survives a crash.",
    advice: "Check the request, store it, answer 202 with a Location for the status and a Retry-After. Let the caller \
             poll, or call it back when the result is there. Take an idempotency key, so that a caller who saw no \
             answer can send the request again without starting the work twice.",
    caveat: "A short response time then speaks of the 202, not of the result. And where a push channel exists, such as \
             a web socket or a callback, it spares both sides the polling.",
    citations: &[
        cite("azure-async-request-reply", "Solution", States),
        cite("hohpe-woolf-2003", "Request-Reply", Implies),
    ],
    fires: examples! {
        "A grid operator needs the result of a simulation that runs for twenty minutes." =>
        r#"{"name": "Grid planning", "flows": [{"steps": [
            {"action": "Simulate tomorrow's grid", "from": "control-room", "to": ["simulation"],
              "answers": {"reply": "answer", "duration": "long", "response_time": "milliseconds"}}]}]}"#,
    },
    silent: examples! {
        "The result is there while the operator still looks at the screen." =>
        r#"{"name": "Grid planning", "flows": [{"steps": [
            {"action": "Set the limit of a line", "from": "control-room", "to": ["lines"], "entity": "limit",
              "answers": {"reply": "answer", "duration": "interactive"}}]}]}"#,
        "The work is long and nobody waits for its result." =>
        r#"{"name": "Grid planning", "flows": [{"steps": [
            {"action": "Archive the year's measurements", "from": "measurements", "to": ["archive"],
              "answers": {"reply": "none", "duration": "long"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Hybrid,
        means: StyleMeaning { finishes_later: true, ..StyleMeaning::CALL },
        cases: t(&[
            StyleCase { rank: super::LONG_QUERY, when: all(&[is!("intent", "query"), is!("duration", "long")]) },
            StyleCase {
                rank: super::ASYNC_REQUEST_REPLY,
                when: any(&[
                    t(&[SYNCHRONOUS, is!("duration", "long"), NEEDED]),
                    t(&[SYNCHRONOUS, is!("reply", "outcome_later")]),
                    t(&[SYNCHRONOUS, is!("if_down", "take_and_finish_later"), NEEDED]),
                    // Whoever asks a person does not hold a connection open until the person has decided.
                    t(&[SYNCHRONOUS, is!("doer", "person"), is!("duration", OPEN), NEEDED]),
                ]),
            },
        ]),
    }),
});
