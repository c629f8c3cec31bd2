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
    delay("A transfer abroad", "there after 1 to 5 business days", 120),
];

pub(crate) static RULE: Rule = rule!(Rule {
    id: "staleness",
    name: "How old others' view may be",
    claim: "How far others may be behind is a number to agree on, not an accident to discover.",
    why: "People live with delays all the time, as long as they know them: pay takes up to three days to arrive in an \
          account, a card charge one or two to show; shares settle on the next business day, a transfer abroad takes \
          one to five; a parcel's page is hours behind the parcel. Beside these, a list that lags by two seconds is \
          fresh. What hurts is a delay that nobody stated: users take it for a fault, and nobody can tell when it has \
          become one.",
    advice: "Agree on the bound with those who read, show the time beside the value, measure the lag, and raise an \
             alarm when it passes the bound. Where the newest is needed, read from the owner, or hand the reader the \
             version that the write returned.",
    caveat: "The lesson's delays are those of money and goods, not of screens; they show what people get used to, not \
             what yours will accept. And reading the newest guards no rule: by the time the reader acts it may have \
             changed, so the check belongs in the write.",
    citations: &[
        cite("lesson", "delays people accept", States),
        cite("terry-2013", "Read consistency guarantees", States),
        cite("dynamodb-reads", "Strongly consistent reads", States),
        cite("zanzibar-2019", "Consistency model", States),
    ],
    lesson: &[8],
    fires: examples! {
        "Whether a patient is allergic must be asked of the newest record." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Look up the allergies", "from": "ward", "to": ["records"],
              "answers": {"intent": "query", "staleness": "fresh"}}]}]}"#,
        "A parcel's page may be hours behind the parcel." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Update the parcel's page", "from": "depot", "to": ["website"],
              "answers": {"reply": "none", "staleness": "hours"}}]}]}"#,
    },
    silent: examples! {
        "That the answer must come within milliseconds does not say how old it may be." =>
        r#"{"name": "Stadium", "flows": [{"steps": [
            {"action": "Show the score", "from": "app", "to": ["scores"],
              "answers": {"intent": "query", "response_time": "milliseconds"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How old may others' view of this be?"),
        why_asked: t("The bound decides whether a copy will do, and it is what the lag is measured against."),
        several: false,
        answers: t(&[
            Answer {
                id: t("fresh"),
                label: t("Not at all: always the newest"),
                decides: t("read from the owner, or at least as new as a given version"),
                effects: t(&[bounds(
                    "Others must see the newest, so they read from its owner or from a copy known to be as new.",
                )]),
            },
            Answer {
                id: t("seconds"),
                label: t("Seconds"),
                decides: t("copies kept by events, with the lag watched"),
                effects: t(&[bounds(
                    "Others may be seconds behind, so copies that follow by events will do while their lag is \
                     watched.",
                )]),
            },
            Answer {
                id: t("minutes"),
                label: t("Minutes"),
                decides: t("copies kept by events; a short outage goes unnoticed"),
                effects: t(&[bounds(
                    "Others may be minutes behind, so copies will do, and a consumer's short outage passes unnoticed.",
                )]),
            },
            Answer {
                id: t("hours"),
                label: t("Hours or longer"),
                decides: t("copies brought up to date now and then will do"),
                effects: t(&[bounds(
                    "Others may be hours behind, so a copy that is brought up to date now and then will do.",
                )]),
            },
        ]),
    }),
});
