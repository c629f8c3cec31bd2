//! Call term: how long a caller waits for an answer.

use super::{ACCEPTED, TRANSACTION};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "time_limit",
    name: "Time limit of a call",
    claim: "Every call has a time limit, and what its caller may wait decides how long it is.",
    why: "A call without a limit holds a connection, a thread and a place in the queue for as long as the other side \
          likes. When the other side slows down, its callers fill up one after the other, and one slow service stops \
          many. A limit that is too short does harm too: the work is done, and nobody takes the answer.",
    advice: "Start from the time within which the outcome must be there. Measure the slowest answers, and set the \
             limit a little above them. Send the deadline along, so that nobody works on what nobody waits for any \
             more.",
    caveat: "Where nobody has given a number, the limit here is ours. It is a place to start from, not a measurement.",
    citations: &[
        cite("aws-builders-retries", "Timeouts", States),
        cite("sre-cascading", "Latency and Deadlines", States),
    ],
    fires: examples! {
        "The card must be accepted or refused within fifteen seconds." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Charge the card", "from": "ferry", "to": ["payment"], "within": "PT15S",
              "answers": {"reply": "answer"}}]}]}"#,
        "Nobody has said how long the search may take." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Search the catalogue", "from": "reader", "to": ["catalogue"],
              "answers": {"intent": "query"}}]}]}"#,
    },
    silent: examples! {
        "Nobody waits for the shelf labels." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Call(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("limit", "within")]),
                value: Some(t("{limit}")),
                label: None,
                because: t("The outcome must be there within that time, so the call and its retries end with it."),
            },
            TermCase {
                when: all(&[is!("limit", "timeout")]),
                value: Some(t("{limit}")),
                label: None,
                because: t("The description says that the caller gives up after that time."),
            },
            TermCase {
                when: all(&[is!("response_time", "milliseconds")]),
                value: Some(t("PT1S")),
                label: Some(t("a second")),
                because: t("The answer must be there in milliseconds. After a second it is too late, and waiting \
                            longer only holds the caller up."),
            },
            TermCase {
                when: all(&[ACCEPTED]),
                value: Some(t("PT1S")),
                label: Some(t("a second")),
                because: t("Only a receipt is waited for, and storing a request is quick. One second is a default: \
                            measure, and set your own."),
            },
            TermCase {
                when: all(&[is!("response_time", "seconds")]),
                value: Some(t("PT10S")),
                label: Some(t("ten seconds")),
                because: t("The answer may take seconds. After ten of them a person has given up, and so may the \
                            caller."),
            },
            TermCase {
                when: all(&[TRANSACTION]),
                value: Some(t("PT5S")),
                label: Some(t("five seconds for a statement")),
                because: t("A statement that waits longer holds locks that others wait for. Nobody has given a \
                            number, so the five seconds are a default: measure, and set your own."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("PT5S")),
                label: Some(t("five seconds")),
                because: t("Nobody has said how long the answer may take, so the five seconds are a default: measure \
                            the slowest answers, and set the limit a little above them."),
            },
        ]),
    }),
});
