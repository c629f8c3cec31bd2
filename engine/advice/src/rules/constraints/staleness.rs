//! How old the data that others see may be.

use crate::rule::prelude::*;

/// Says what the bound on staleness requires of readers.
const fn bounds(because: &'static str) -> Effect {
    always(shape("consistency"), because)
}

/// A delay that people accept.
#[derive(Debug, Clone, Copy)]
pub struct Delay {
    /// What comes late.
    pub what: &'static str,
    /// The delay in words.
    pub how_late: &'static str,
    /// The longest delay in hours.
    pub hours: u16,
}

const fn delay(what: &'static str, how_late: &'static str, hours: u16) -> Delay {
    Delay { what, how_late, hours }
}

/// The delays from the lesson that people accept, the shortest first. Reports show them beside the bounds of
/// their steps.
pub static ACCEPTED_DELAYS: [Delay; 5] = [
    delay("A parcel\u{2019}s status", "hours behind the parcel", 23),
    delay("Shares", "settled on the next business day", 24),
    delay("A card payment", "on the statement after 24 to 48 hours", 48),
    delay("Pay", "in the account after up to 3 days", 72),
    delay("A transfer abroad", "arrives after 1 to 5 business days", 120),
];

pub(crate) static RULE: Rule = rule!(Rule {
    id: "staleness",
    name: "How stale others' view may be",
    claim: "How far others may lag is a number to agree on, not an accident to discover.",
    why: "People live with delays all the time, as long as they know them. Pay takes up to three days to arrive in an \
          account, and a card charge one or two to appear. Shares settle on the next business day, and a transfer \
          abroad takes one to five. A parcel's page is hours behind the parcel. Compared with these, a list that lags \
          by two seconds is fresh. The problem is a delay that nobody stated: users take it for a fault, and nobody \
          can tell when it has become one.",
    advice: "Agree on the bound with the readers, show the time beside the value, measure the lag, and raise an alarm \
             when it exceeds the bound. If a reader needs the newest state, read from the owner, or give the reader \
             the version that the write returned.",
    caveat: "The lesson's delays are those of money and goods, not of screens. They show what people get used to, not \
             what your users will accept. Reading the newest state does not enforce a rule either: it may have changed \
             by the time the reader acts, so the check belongs in the write.",
    citations: &[
        cite("lesson", "delays people accept", States),
        cite("terry-2013", "Read consistency guarantees", States),
        cite("dynamodb-reads", "Strongly consistent reads", States),
        cite("zanzibar-2019", "Consistency Model", States),
    ],
    lesson: &[8],
    fires: examples! {
        "The ward must check a patient's allergies against the newest record." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Look up the allergies", "from": "ward", "to": ["records"],
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
        "A parcel's page may be hours behind the parcel." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Update the parcel's page", "from": "depot", "to": ["website"],
              "answers": {"reply": "none", "staleness": "hours"}}]}]}"#,
    },
    silent: examples! {
        "The answer must come within milliseconds, but it is not known how stale it may be." =>
        r#"{"name": "Stadium", "flows": [{"steps": [
            {"action": "Show the score", "from": "app", "to": ["scores"],
              "answers": {"intent": "query", "response_time": "milliseconds"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How stale may others' view of this be?"),
        why_asked: t("The bound decides whether a copy is good enough, and the lag is measured against it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("fresh"),
                label: t("Not at all: always the newest state"),
                decides: t("reads go to the owner, or to a copy at least as new as a given version"),
                effects: t(&[bounds(
                    "Others must see the newest state, so they read from its owner or from a copy known to be as new.",
                )]),
            },
            Answer {
                id: t("seconds"),
                label: t("Seconds"),
                decides: t("copies updated by events, with the lag monitored"),
                effects: t(&[bounds(
                    "Others may be seconds behind, so copies updated by events are good enough while their lag is \
                     monitored.",
                )]),
            },
            Answer {
                id: t("minutes"),
                label: t("Minutes"),
                decides: t("copies updated by events; a short outage goes unnoticed"),
                effects: t(&[bounds(
                    "Others may be minutes behind, so copies are good enough and a short outage of a consumer goes \
                     unnoticed.",
                )]),
            },
            Answer {
                id: t("hours"),
                label: t("Hours or longer"),
                decides: t("copies refreshed from time to time"),
                effects: t(&[bounds(
                    "Others may be hours behind, so a copy that is refreshed from time to time is good enough.",
                )]),
            },
        ]),
    }),
});
