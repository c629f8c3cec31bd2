//! Style: a call whose caller waits for the outcome.

use crate::rule::{Citation, Example, Grade, Kind, Rule, Style, StyleCase, When, is, t};
use crate::terms::{StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("request"),
    name: t("Request with an answer"),
    claim: t("When the caller needs the outcome, or a rule is decided while it waits, it calls and waits."),
    why: t(
        "The answer is what the caller came for: let in or not, seat or no seat, accepted or refused. A call gives \
         it in one exchange, with the error in the same place as the result. An event would leave the caller to \
         guess when, and whether, an outcome will come.",
    ),
    advice: t(
        "Call the one that decides, directly, with a time-out and a number of retries that were chosen, and send an \
         idempotency key so that a retry cannot act twice. Keep the chain short: each further call in it adds its \
         delay and its chance of failure to yours.",
    ),
    caveat: Some(t(
        "Waiting couples the caller to the other side's being up. Where only the acceptance is needed at once, \
         answer that and finish the rest later.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("login"), grade: Grade::States },
        Citation {
            source: t("azure-interservice"),
            section: t("Drone Delivery: Choosing the messaging patterns"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[16, 17]),
    fires: t(&[Example {
        says: t("A lorry driver stands at the gate until the yard says which bay."),
        description: t(r#"{"name": "Depot", "flows": [{"steps": [
                {"action": "Assign a loading bay", "from": "gate", "to": ["yard"], "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[
        Example {
            says: t("The lorry has left; the carrier hears of it, and nobody waits."),
            description: t(r#"{"name": "Depot", "flows": [{"steps": [
                    {"action": "Report the departure", "from": "yard", "to": ["carrier"], "entity": "departure", "answers": {"reply": "none"}}]}]}"#),
        },
        Example {
            says: t("The driver waits, and several others must learn of the bay as well."),
            description: t(r#"{"name": "Depot", "flows": [{"steps": [
                    {"action": "Assign a loading bay", "from": "gate", "to": ["yard"], "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning::CALL,
        cases: t(&[StyleCase { rank: super::REQUEST, when: When::All(t(&[is("side", &[t("synchronous")])])) }]),
    }),
};
