//! What happens when a participant that is called cannot be reached.

use crate::rule::prelude::*;

/// A call can only fail where somebody calls.
const A_CALL: Is = is!("side", "synchronous");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "if_down",
    name: "When the other side is down",
    claim: "A synchronous call needs a decision on what happens when no answer comes.",
    why: "Every service is down sometimes. If its callers have no plan, each of them waits, retries and fails in its \
          own way, and one outage becomes many. Requests about money, limits and rights are refused: a payment that \
          was not checked is not a payment. A recommendation can be left out, a price list can be an hour old, and an \
          order can be accepted now and confirmed later.",
    advice: "Decide for each call: refuse, go on without it, use the last known answer with its age, or accept the \
             request and finish it later. Put a time limit on the call, and stop calling for a while after several \
             failures in a row.",
    caveat: "A caller that goes on without an answer skips the check, so never do this for a right, a limit or a \
             payment. State an age beyond which the last known answer must not be used.",
    citations: &[
        cite("azure-circuit-breaker", "Solution", States),
        cite("sre-cascading", "Load Shedding and Graceful Degradation", States),
        cite("aws-builders-retries", "opening", Implies),
    ],
    fires: examples! {
        "No transfer leaves the bank without a fraud check." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check for fraud", "from": "transfers", "to": ["fraud"],
              "answers": {"reply": "answer", "if_down": "refuse"}}]}]}"#,
        "An application is accepted even while the register is down." =>
        r#"{"name": "Town", "flows": [{"steps": [
            {"action": "Register the dog", "from": "portal", "to": ["register"],
              "answers": {"reply": "answer", "if_down": "take_and_finish_later"}}]}]}"#,
    },
    silent: examples! {
        "Nobody makes a call here: a message waits until the other side is up again." =>
        r#"{"name": "Town", "flows": [{"steps": [
            {"action": "Send the brochure", "from": "portal", "to": ["post"],
              "answers": {"reply": "none", "if_down": "refuse"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("What happens if the other side is down?"),
        why_asked: t("A synchronous call fails when the other side fails, unless you decide otherwise."),
        several: false,
        answers: t(&[
            Answer {
                id: t("refuse"),
                label: t("Refuse the request"),
                decides: t("the call fails closed: without an answer the request is refused"),
                effects: t(&[effect(
                    shape("call"),
                    all(&[A_CALL]),
                    "Without an answer the request is refused, so nothing happens unchecked.",
                )]),
            },
            Answer {
                id: t("go_on_without"),
                label: t("Go on without it"),
                decides: t("the call fails open: the caller goes on without the answer"),
                effects: t(&[effect(
                    shape("call"),
                    all(&[A_CALL]),
                    "The caller can do without the answer, so an outage here does not stop it.",
                )]),
            },
            Answer {
                id: t("use_last_known"),
                label: t("Use the last known answer"),
                decides: t("a copy answers and states its age"),
                effects: t(&[effect(
                    shape("call"),
                    all(&[A_CALL]),
                    "The last known answer is good enough for a while, so a copy answers and states its age.",
                )]),
            },
            Answer {
                id: t("take_and_finish_later"),
                label: t("Accept the request and finish it later"),
                decides: t("the request is accepted at once and finished when the other side is up again"),
                effects: t(&[effect(
                    shape("style"),
                    all(&[A_CALL, is!("intent", OPEN, "command", "event")]),
                    "The request may be finished later, so it is stored and accepted even while the other side is \
                     down.",
                )]),
            },
        ]),
    }),
});
