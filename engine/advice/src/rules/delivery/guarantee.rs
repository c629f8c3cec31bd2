//! Delivery term: whether a message arrives at most once or at least once.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "guarantee",
    name: "Guarantee of delivery",
    claim: "A message is sent at least once unless losing one does no harm.",
    why: "A sender that hears nothing cannot know whether its message or only the receipt got lost. It may give up, \
          and then the message arrives at most once; or send again, and then it arrives at least once and sometimes \
          twice. There is no third way across a network, only receivers that recognise what they have handled.",
    advice: "Choose at least once, and make the receiver recognise doubles. Choose at most once for what the next \
             message replaces.",
    caveat: "Some brokers offer \u{201c}exactly once\u{201d}. It ends where the broker ends: what a receiver does to \
             its own store or to the world needs its own guard against doubles.",
    citations: &[
        cite("hohpe-woolf-2003", "Guaranteed Delivery", States),
        cite("azure-pub-sub", "Issues and considerations", States),
        cite("kafka-docs", "Message Delivery Semantics", States),
    ],
    fires: examples! {
        "The berths must hear of the ship, twice if need be." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "An alarm that must be dealt with is sent until it is taken, though somebody says that a loss does no \
         harm." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Raise the frost alarm", "from": "sensor", "to": ["keeper"], "entity": "alarm",
              "answers": {"reply": "none", "loss": "acceptable", "must_mean": "not_lost"}}]}]}"#,
        "A humidity reading that the next one replaces." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, and no message is on its way alone." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(MAY_BE_LOST),
                value: Some(t("at_most_once")),
                label: Some(t("at most once")),
                because: t("A lost message does no harm here, so it is sent once and never again."),
            },
            TermCase {
                when: all(&[is!("loss", "unacceptable")]),
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t("No message may get lost, so it is sent until it is taken, and sometimes arrives twice."),
            },
            TermCase {
                when: any(&[t(&[is!("must_mean", "not_lost")]), t(&[is!("failure_tolerance", "must_succeed_now")])]),
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t(
                    "The work must be done in the end, so its message is sent until it is taken, and sometimes arrives \
                     twice."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t("Nobody has said that a loss does no harm, so it is sent until it is taken, and sometimes \
                            arrives twice."),
            },
        ]),
    }),
});
