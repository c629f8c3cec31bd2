//! What "must succeed now" means.

use crate::rule::prelude::*;

/// A query changes nothing, and no queue carries it.
const CHANGES: Is = is!("intent", OPEN, "command", "event");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "must_mean",
    name: "What \u{201c}must succeed now\u{201d} means",
    claim: "To know the outcome now, you need a call; to never lose the work, you need a durable queue and retries.",
    why: "Both are described with the same words and lead to opposite designs. A caller that must know whether the bed \
          is free has to wait for the answer. A payment that must reach the pensioner becomes no safer because \
          somebody waits: if the call fails and the caller gives up, the payment is lost. If it is stored first and \
          retried until it succeeds, it arrives although everything was down for an hour.",
    advice: "Ask what happens if the system is down for ten minutes. If the caller must know that it failed, wait. If \
             the work must still be done, store it durably, retry, and watch for what still fails.",
    caveat: "The lesson's matrix has one row for both; separating them is our reading of it. Sometimes both are meant: \
             then let the caller wait until the work is safely stored, and no longer.",
    citations: &[
        cite("lesson", "decision matrix", Implies),
        cite("aws-rel04-bp02", "Implement loosely coupled dependencies", Implies),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
    ],
    lesson: &[18],
    fires: examples! {
        "A pension must be paid, even if the bank cannot be reached for an hour." =>
        r#"{"name": "Pension fund", "flows": [{"steps": [
            {"action": "Pay the pension", "from": "fund", "to": ["bank"],
              "answers": {"intent": "command", "response_time": "seconds", "failure_tolerance": "must_succeed_now",
                "must_mean": "not_lost"}}]}]}"#,
    },
    silent: examples! {
        "The paramedic must know now whether there is a bed; nothing is kept for later." =>
        r#"{"name": "Emergency control", "flows": [{"steps": [
            {"action": "Ask for a bed", "from": "paramedic", "to": ["hospital"],
              "answers": {"failure_tolerance": "must_succeed_now", "must_mean": "outcome_now"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("If it must succeed: must the outcome be known now, or must it never be lost?"),
        why_asked: t("The first needs a caller that waits, the second needs storage and retries. The words are the \
                      same."),
        several: false,
        answers: t(&[
            Answer {
                id: t("outcome_now"),
                label: t("The outcome must be known now"),
                decides: t("\u{201c}must succeed now\u{201d} weighs for a call"),
                effects: t(&[]),
            },
            Answer {
                id: t("not_lost"),
                label: t("It must never be lost"),
                decides: t("durable storage and retries; \u{201c}must succeed now\u{201d} then weighs nothing"),
                effects: t(&[effect(
                    shape("delivery"),
                    all(&[CHANGES]),
                    "It must never be lost, so it is stored durably and retried until it succeeds.",
                )]),
            },
        ]),
    }),
});
