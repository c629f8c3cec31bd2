//! Delivery term: how long a message is worth handling.

use super::{AWAITED, DURABLE, LOSS, MAY_BE_LOST, RULES, TOLERANT};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "expiry",
    name: "Expiry",
    claim: "A message expires when the next one replaces it or nobody waits any more; one that must not get lost \
            never does.",
    why: "When a consumer comes back after an hour it finds an hour of messages. Readings from the start of that hour \
          keep it busy and tell it nothing. A request or a fact, however old, must still be dealt with, or its sender \
          believes something that is not so.",
    advice: "Set an expiry where you accept loss, a little longer than the age that others accept. Where somebody \
             waits for the outcome only so long, let the request expire with the wait. Elsewhere let nothing expire, \
             and watch the age of the oldest message.",
    citations: &[cite("hohpe-woolf-2003", "Message Expiration", States)],
    fires: examples! {
        "After a minute nobody looks at that reading any more." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable", "staleness": "seconds"}}]}]}"#,
        "After ten minutes nobody waits for a driver any more." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"action": "Find a driver", "from": "app", "to": ["drivers"], "within": "PT10M",
              "answers": {"intent": "command", "reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "An arrival is true for ever." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "The caller waits for the answer, and no message is on its way alone." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(&[AWAITED, is!("limit", "within")]),
                value: Some(t("{limit}")),
                label: None,
                because: t("Somebody waits for the outcome until then. Work done later helps nobody, so the message \
                            expires with the time limit."),
            },
            TermCase {
                when: all(&[LOSS, DURABLE, TOLERANT, RULES, is!("staleness", "fresh", "seconds")]),
                value: Some(t("PT1M")),
                label: Some(t("a minute")),
                because: t("It may get lost and others look at what is seconds old, so after a minute it is worth \
                            nothing."),
            },
            TermCase {
                when: all(&[LOSS, DURABLE, TOLERANT, RULES, is!("staleness", "minutes")]),
                value: Some(t("PT1H")),
                label: Some(t("an hour")),
                because: t("It may get lost and others look at what is minutes old, so after an hour it is worth \
                            nothing."),
            },
            TermCase {
                when: all(&[LOSS, DURABLE, TOLERANT, RULES, is!("staleness", "hours")]),
                value: Some(t("P1D")),
                label: Some(t("a day")),
                because: t("It may get lost and others look at what is hours old, so after a day it is worth nothing."),
            },
            TermCase {
                when: all(MAY_BE_LOST),
                value: None,
                label: Some(t("never")),
                because: t("It may get lost, but nobody has said how old is too old."),
            },
            TermCase {
                when: all(&[AWAITED, is!("undo", OPEN, "compensable", "irreversible")]),
                value: Some(t("PT1H")),
                label: Some(t("an hour, unless `within` says otherwise")),
                because: t("After an hour the asker is told that there was no outcome, so nobody may start on it \
                            later. State `within` if it may take longer, or must be sooner."),
            },
            TermCase {
                when: When::Always,
                value: None,
                label: Some(t("never")),
                because: t("It must be handled however late it comes, so it never expires. Alert someone when it is \
                            older than you expect."),
            },
        ]),
    }),
});
