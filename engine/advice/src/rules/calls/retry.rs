//! Call term: how a call is tried again if no answer comes.

use super::{ACCEPTED, QUERY, TRANSACTION};
use crate::rule::prelude::*;

/// The description says how often the caller tries again.
const SAID: Is = is!("retries", "some");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "retry",
    name: "Retries of a call",
    claim: "A call is tried again only if that does no harm, a few times, and after pauses that grow.",
    why: "No answer does not mean that nothing happened: the request may have got lost, or the answer. A query can be \
          asked again, and a change too if a key tells that it is the same one. A refusal is an answer, and asking \
          again does not change it. Many callers that try again at once are the load under which a service stays \
          down.",
    advice: "Try again once or twice, within the time limit, with pauses that double and with jitter. Do it at one \
             level of a chain only, and stop calling for a while after several failures in a row.",
    caveat: "The number is ours where nobody has given one. Under overload the best retry is none: let a budget for \
             retries end them.",
    citations: &[
        cite("aws-builders-retries", "Retries and backoff; Jitter", States),
        cite("sre-cascading", "Retries", States),
        cite("azure-circuit-breaker", "Solution", Implies),
    ],
    fires: examples! {
        "A search that got no answer is asked again." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Search the catalogue", "from": "reader", "to": ["catalogue"],
              "answers": {"intent": "query"}}]}]}"#,
        "Two changes lock each other out, and the database gives up one of them." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Record the dose and reduce the cupboard's stock", "from": "ward", "to": ["ward"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The team has said that it is never tried again." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Charge the card", "from": "ferry", "to": ["payment"], "retries": 0,
              "answers": {"reply": "answer"}}]}]}"#,
        "Nobody waits for the shelf labels." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Call(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("retries", "none")]),
                value: None,
                label: Some(t("never")),
                because: t("The description says that it is not tried again."),
            },
            TermCase {
                when: all(&[TRANSACTION, SAID]),
                value: Some(t("{retries}")),
                label: None,
                because: t("The description says how often. After a deadlock nothing has changed, so the whole \
                            transaction runs again, after a short pause with jitter."),
            },
            TermCase {
                when: all(&[TRANSACTION]),
                value: Some(t("on_deadlock")),
                label: Some(t("the whole transaction, after a deadlock")),
                because: t("After a deadlock nothing has changed, so the whole transaction runs again, a few times \
                            and after a short pause with jitter."),
            },
            TermCase {
                when: all(&[QUERY, SAID]),
                value: Some(t("{retries}")),
                label: None,
                because: t("The description says how often, and a query changes nothing. The pauses double, with \
                            jitter, and all tries together stay within the time limit."),
            },
            TermCase {
                when: all(&[SAID]),
                value: Some(t("{retries}")),
                label: None,
                because: t(
                    "The description says how often, and the key tells that it is the same request. The pauses \
                            double, with jitter, and a refusal is not tried again."
                ),
            },
            TermCase {
                when: all(&[QUERY]),
                value: Some(t("twice")),
                label: Some(t("twice")),
                because: t("A query changes nothing, so it can be asked again. The pauses double, with jitter, \
                            and all tries together stay within the time limit."),
            },
            TermCase {
                when: all(&[ACCEPTED]),
                value: Some(t("twice")),
                label: Some(t("twice")),
                because: t("Without a receipt the caller does not know whether the request was taken. The key tells \
                            that it is the same one, so the caller sends it again, after pauses that double."),
            },
            TermCase {
                when: all(&[is!("doer", "outsider")]),
                value: Some(t("twice")),
                label: Some(t("twice")),
                because: t("The key tells the other side that it is the same request. If that outsider takes no key, \
                            do not try again before you have asked what became of the first request. A refusal is not \
                            tried again."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("twice")),
                label: Some(t("twice")),
                because: t("The key tells that it is the same request, so it can be sent again. The pauses double, \
                            with jitter, and all tries together stay within the time limit. A refusal is not tried \
                            again."),
            },
        ]),
    }),
});
