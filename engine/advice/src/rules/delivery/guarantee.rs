//! Delivery term: whether a message arrives at most once or at least once.

use super::MAY_BE_LOST;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "guarantee",
    name: "Delivery guarantee",
    claim: "A message is sent at least once unless losing one does no harm.",
    why: "A sender that gets no acknowledgement cannot know whether the message or only the acknowledgement was \
          lost. If it gives up, the message arrives at most once. If it resends, the message arrives at least once \
          and sometimes twice. Across a network there is no third way, only receivers that recognise duplicates.",
    advice: "Choose at least once, and let the receiver recognise duplicates. Choose at most once for messages that \
             the next one replaces.",
    caveat: "Some brokers offer \u{201c}exactly once\u{201d}. That ends at the broker: what a receiver does to its \
             own store or to the outside world needs its own protection against duplicates.",
    citations: &[
        cite("hohpe-woolf-2003", "Guaranteed Delivery", States),
        cite("azure-pub-sub", "Issues and considerations", States),
        cite("kafka-docs", "Message Delivery Semantics", States),
    ],
    fires: examples! {
        "The berths must learn of the ship, even if they are told twice." =>
        r#"{"name": "Harbour", "flows": [{"steps": [
            {"action": "Register the arrival", "from": "pilots", "to": ["berths"], "entity": "ship",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "An alarm that must be dealt with is resent until acknowledged, although another answer says that losing it \
         is acceptable." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Raise the frost alarm", "from": "sensor", "to": ["keeper"], "entity": "alarm",
              "answers": {"reply": "none", "loss": "acceptable", "must_mean": "not_lost"}}]}]}"#,
        "A humidity reading is replaced by the next one." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, so there is no message to deliver." =>
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
                because: t("Losing it is acceptable, so it is sent once and never again."),
            },
            TermCase {
                when: all(&[is!("loss", "unacceptable")]),
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t("The message must not get lost, so it is resent until acknowledged; expect duplicates."),
            },
            TermCase {
                when: any(&[t(&[is!("must_mean", "not_lost")]), t(&[is!("failure_tolerance", "must_succeed_now")])]),
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t("The work must be done in the end, so the message is resent until acknowledged; expect \
                     duplicates."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("at_least_once")),
                label: Some(t("at least once")),
                because: t("You have not said that losing it is acceptable, so it is resent until acknowledged; \
                            expect duplicates."),
            },
        ]),
    }),
});
