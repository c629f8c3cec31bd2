//! Style: the request is accepted at once, finished later, and its outcome reported then.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

const SYNCHRONOUS: Is = is!("side", "synchronous");

const NEEDED: Is = is!("reply", OPEN, "answer");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "async_request_reply",
    name: "Asynchronous request-reply",
    claim: "If the caller needs the result but the work takes long, accept the request at once, finish it later and \
            report the outcome.",
    why: "A connection that is held open for minutes breaks at every restart and at every proxy with a short limit. \
          While it is open, it occupies both sides. The caller can get two things at once: the promise that the work \
          was accepted, and the address where the result will appear. The work itself then runs behind a queue, where \
          it survives a crash.",
    advice: "Check the request, store it, and answer 202 with a Location for the status and a Retry-After. Let the \
             caller poll, or call it back when the result is ready. Require an idempotency key, so that a caller that \
             got no answer can resend the request without starting the work twice.",
    caveat: "A short response time then refers to the 202, not to the result. If a push channel exists, such as a web \
             socket or a callback, it saves both sides the polling.",
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
        "The result arrives while the operator still looks at the screen." =>
        r#"{"name": "Grid planning", "flows": [{"steps": [
            {"action": "Set the limit of a line", "from": "control-room", "to": ["lines"], "entity": "limit",
              "answers": {"reply": "answer", "duration": "interactive"}}]}]}"#,
        "The work takes long, but nobody waits for its result." =>
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
