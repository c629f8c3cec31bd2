//! Delivery term: how a message is tried again if handling it fails.

use super::{AWAITED, MAY_BE_LOST};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "retry",
    name: "Retries",
    claim: "What failed is tried again after pauses that grow, and for no longer than it makes sense.",
    why: "Most failures pass: a restart, a full pool, a lock. A retry at once meets the same failure and adds load \
          where there is too much; pauses that double, with jitter, spread it. A failure that does \
          not pass, such as a message that cannot be read, is no better after a thousand tries.",
    advice: "Double the pause from one second to five minutes, with jitter. Tell failures that pass from those that \
             do not, and set the second sort aside at once. Retry at one level only.",
    caveat: "The numbers are ours, for lack of any about your system; what matters is that the pauses grow, have jitter, \
             and end.",
    citations: &[
        cite("aws-builders-retries", "Retries and backoff; Jitter", States),
        cite("azure-compensating", "Solution", Implies),
    ],
    fires: examples! {
        "The label printer may be out of paper for an hour." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
        "Whoever looks for a driver is told after ten minutes that there is none." =>
        r#"{"name": "Taxi", "flows": [{"steps": [
            {"action": "Find a driver", "from": "app", "to": ["drivers"], "within": "PT10M",
              "answers": {"intent": "command", "reply": "answer", "duration": "long"}}]}]}"#,
    },
    silent: examples! {
        "A humidity reading that the next one replaces." =>
        r#"{"name": "Greenhouse", "flows": [{"steps": [
            {"action": "Report the humidity", "from": "sensor", "to": ["climate"], "entity": "bed",
              "answers": {"reply": "none", "loss": "acceptable"}}]}]}"#,
        "The caller waits for the answer, and no message is on its way alone." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[
            TermCase {
                when: all(MAY_BE_LOST),
                value: None,
                label: Some(t("never")),
                because: t("The next message replaces it, so it is not tried again."),
            },
            TermCase {
                when: all(&[AWAITED, is!("limit", "within")]),
                value: Some(t("within_limit")),
                label: Some(t("until the time limit")),
                because: t("Somebody waits for the outcome, so it is tried until the time limit, with pauses that \
                            double from a second. After that it counts as timed out."),
            },
            TermCase {
                when: all(&[is!("undo", "retriable")]),
                value: Some(t("until_done")),
                label: Some(t("until it succeeds")),
                because: t("By now nothing is undone any more, so it is retried until it succeeds, with pauses that \
                            double from a second to five minutes. Alert someone when it takes longer than an hour."),
            },
            TermCase {
                when: all(&[AWAITED]),
                value: Some(t("for_an_hour")),
                label: Some(t("for an hour, and then the asker is told")),
                because: t(
                    "Somebody waits for the outcome, and you have not said how long. So it is tried for an hour, \
                     with pauses that double from a second to five minutes, and then the asker is told. If you \
                     state `within`, it is tried for that long."
                ),
            },
            TermCase {
                when: all(&[is!("ordering", "per_entity", "global")]),
                value: Some(t("in_order")),
                label: Some(t("in its place, for an hour")),
                because: t("The next message must not overtake it, so it is tried in its place, with pauses that \
                            double from a second to five minutes; after an hour it is set aside together with what \
                            waits behind it."),
            },
            TermCase {
                when: all(&[is!("staleness", "fresh", "seconds")]),
                value: Some(t("briefly")),
                label: Some(t("for five minutes")),
                because: t("Others may be behind for seconds only, so it is tried for five minutes, with pauses that \
                            double from a second. Then alert someone."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("for_a_day")),
                label: Some(t("for a day")),
                because: t(
                    "Nobody is waiting, so it is tried for a day, with pauses that double from a second to five \
                     minutes, before it is set aside."
                ),
            },
        ]),
    }),
});
