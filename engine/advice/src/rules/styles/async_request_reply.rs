//! Style: the request is accepted at once, finished later, and its outcome reported then.

use crate::rule::{Citation, Example, Grade, Kind, OPEN, Rule, Style, StyleCase, When, is, t};
use crate::terms::{StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("async_request_reply"),
    name: t("Asynchronous request-reply"),
    claim: t(
        "When the caller needs the result but the work takes long, accept it at once, finish it later and tell the \
         caller.",
    ),
    why: t(
        "A connection that is held open for minutes breaks at every restart and every impatient proxy, and while it \
         is open it occupies both sides. What the caller can have at once is the promise that the work was accepted \
         and where its result will appear. The work itself then runs behind a queue, where it survives a crash.",
    ),
    advice: t(
        "Check the request, store it, answer 202 with a Location for the status and a Retry-After. Let the caller \
         poll, or call it back when the result is there. Take an idempotency key, so that a caller who saw no answer \
         can send the request again without starting the work twice.",
    ),
    caveat: Some(t(
        "A short response time then speaks of the 202, not of the result. And where a push channel exists, such as a \
         web socket or a callback, it spares both sides the polling.",
    )),
    citations: t(&[
        Citation { source: t("azure-async-request-reply"), section: t("Solution"), grade: Grade::States },
        Citation { source: t("hohpe-woolf-2003"), section: t("Request-Reply"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A grid operator needs the result of a simulation that runs for twenty minutes."),
        description: t(r#"{"name": "Grid planning", "flows": [{"steps": [
                {"action": "Simulate tomorrow's grid", "from": "control-room", "to": ["simulation"], "answers": {"reply": "answer", "duration": "long", "response_time": "milliseconds"}}]}]}"#),
    }]),
    silent: t(&[
        Example {
            says: t("The result is there while the operator still looks at the screen."),
            description: t(r#"{"name": "Grid planning", "flows": [{"steps": [
                    {"action": "Set the limit of a line", "from": "control-room", "to": ["lines"], "entity": "limit", "answers": {"reply": "answer", "duration": "interactive"}}]}]}"#),
        },
        Example {
            says: t("The work is long and nobody waits for its result."),
            description: t(r#"{"name": "Grid planning", "flows": [{"steps": [
                    {"action": "Archive the year's measurements", "from": "measurements", "to": ["archive"], "answers": {"reply": "none", "duration": "long"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::Hybrid,
        means: StyleMeaning { finishes_later: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::ASYNC_REQUEST_REPLY,
            when: When::All(t(&[
                is("side", &[t("synchronous")]),
                is("duration", &[t("long")]),
                is("reply", &[t(OPEN), t("answer")]),
            ])),
        }]),
    }),
};
