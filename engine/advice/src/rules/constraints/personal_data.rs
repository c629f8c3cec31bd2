//! Whether the message carries personal data.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "personal_data",
    name: "Whether the message carries personal data",
    claim: "Keep personal data out of messages that are stored unchanged: send a reference, or a value whose key can \
            be destroyed.",
    why: "An event is not altered afterwards, and it is copied to every consumer and every log that keeps it. When a \
          person asks to be forgotten, the data must be deleted in places that nobody has a list of. With a reference, \
          the data stays where it can be deleted. If the value itself must travel, encrypt it with a key for that \
          person. Destroying the key then makes all copies unreadable at once.",
    advice: "Mark the fields that contain personal data, send the person's id instead, and let consumers ask the \
             owner. If that is too slow or too frequent, encrypt those fields with a key for each person and keep the \
             keys in one place.",
    caveat: "Destroying a key does not affect what a consumer has already decrypted and stored. A reference makes \
             every consumer depend on the owner being up. Keys for each person cost work at every read and write, and \
             must be managed well (Azure). Whether a value without its key counts as erased is a question for your \
             lawyers.",
    citations: &[
        cite("azure-event-sourcing", "Problems and considerations", States),
        cite("gdpr", "Article 17", Implies),
    ],
    fires: examples! {
        "The family doctor is notified of a discharge, with the patient's name and diagnosis." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Discharge the patient", "from": "ward", "to": ["practice"],
              "answers": {"reply": "none", "personal_data": "in_message"}}]}]}"#,
    },
    silent: examples! {
        "A turbine's readings contain nothing about a person." =>
        r#"{"name": "Wind farm", "flows": [{"steps": [
            {"action": "Report the output", "from": "turbine", "to": ["control"],
              "answers": {"reply": "none", "personal_data": "none"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("Does the message carry personal data?"),
        why_asked: t("Data that is stored unchanged in many places cannot be deleted when a person asks for it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("none"),
                label: t("No"),
                decides: t("nothing: the message may be kept as it is"),
                effects: t(&[]),
            },
            Answer {
                id: t("in_message"),
                label: t("Yes, it is in the message"),
                decides: t("a reference instead, or a value whose key can be destroyed"),
                effects: t(&[always(
                    shape("message"),
                    "The message carries personal data, so send a reference instead, or a value whose key can be \
                     destroyed.",
                )]),
            },
        ]),
    }),
});
