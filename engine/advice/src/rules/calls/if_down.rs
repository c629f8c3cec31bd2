//! Call term: what happens if the other side does not answer.

use super::{ACCEPTED, QUERY, TRANSACTION};
use crate::rule::prelude::*;

/// The invariants that break if a call that keeps them is skipped.
const KEPT: Is = is!(
    "invariant",
    "limited_stock",
    "exclusive_booking",
    "unique_name",
    "balance",
    "trade_price",
    "no_lost_update",
    "gap_free_number",
    "coordination",
    "all_or_nothing",
);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "if_down",
    name: "What a call does without an answer",
    claim: "Without an answer a change is refused, and a query is answered from what was last known if that may be \
            old.",
    why: "A caller that gets no answer goes on somehow. If nobody has decided how, it guesses, and where an amount, a \
          limit or a right is at stake a guess is a loss. Refusing is safe and can be explained. A query is another \
          matter: whoever accepts data that is minutes old has already accepted the last known answer.",
    advice: "Refuse first, and then ask for each call whether more is possible: go on without it, use the last known \
             answer with its age, or take the request and finish it later. Write the answer into `if_down`.",
    caveat: "A right is no data that may be old: whether somebody may do something is refused without an answer, \
             whatever staleness others accept.",
    citations: &[
        cite("azure-circuit-breaker", "Solution", States),
        cite("sre-cascading", "Load Shedding and Graceful Degradation", States),
        cite("advisor", "refuse first", States),
    ],
    fires: examples! {
        "Prices may be an hour old, so the last known price will do." =>
        r#"{"name": "Shop", "flows": [{"steps": [
            {"action": "Show the price", "from": "shop", "to": ["prices"],
              "answers": {"intent": "query", "staleness": "hours"}}]}]}"#,
        "Without the payment service no card is charged." =>
        r#"{"name": "Ferry", "flows": [{"steps": [
            {"action": "Charge the card", "from": "ferry", "to": ["payment"], "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "A message waits until the other side is up again." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Call(Terms {
        cases: t(&[
            TermCase {
                when: all(&[TRANSACTION]),
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t("It is a part of its caller\u{2019}s transaction: if the database is down, both fail and \
                            nothing is half done."),
            },
            TermCase {
                when: all(&[is!("if_down", "refuse")]),
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t("You chose this: without the other side nothing can be checked, so nothing happens."),
            },
            TermCase {
                when: all(&[is!("if_down", "go_on_without")]),
                value: Some(t("go_on_without")),
                label: Some(t("the caller goes on without it")),
                because: t("You chose this: the caller can do without it, so an outage here does not stop it."),
            },
            TermCase {
                when: all(&[is!("if_down", "use_last_known")]),
                value: Some(t("use_last_known")),
                label: Some(t("the last known answer is used, with its age")),
                because: t("You chose this: the last known answer is good enough for a while, if its age is shown."),
            },
            TermCase {
                when: all(&[is!("if_down", "take_and_finish_later"), is!("exchange", "accepted", "change")]),
                value: Some(t("take_and_finish_later")),
                label: Some(t("the request is taken and finished later")),
                because: t("You chose this: the request is stored and accepted, and finished when the other side \
                            is up again."),
            },
            TermCase {
                when: all(&[ACCEPTED]),
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t(
                    "Without a receipt nothing is promised, so the request is refused, and the caller may send \
                            it again with the same key."
                ),
            },
            TermCase {
                when: any(&[t(&[is!("pays", "yes")]), t(&[KEPT])]),
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t(
                    "Money or a business rule is at stake and cannot be checked meanwhile, so the request is refused."
                ),
            },
            TermCase {
                when: all(&[QUERY, is!("staleness", "seconds", "minutes", "hours")]),
                value: Some(t("use_last_known")),
                label: Some(t("the last known answer is used, with its age")),
                because: t("The data may be a while old, so the last known answer will do for as long, with its age."),
            },
            TermCase {
                when: all(&[QUERY]),
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t("Nobody has said what happens, so it is refused. The caller could also go on without the \
                            answer, or use the last known one: `if_down` says which."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("refuse")),
                label: Some(t("the request is refused")),
                because: t("Nobody has said what happens, so it is refused. The request could also be taken now and \
                            finished later, or left out: `if_down` says which."),
            },
        ]),
    }),
});
