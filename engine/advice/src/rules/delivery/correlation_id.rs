//! Delivery term: the id that every message of one run of a flow carries.

use crate::rule::{Citation, Example, Grade, Kind, Rule, TermCase, Terms, When, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("correlation_id"),
    name: t("Correlation id"),
    claim: t("Every message of one run of a flow carries the same id."),
    why: t(
        "When a call fails the caller sees it. When a message fails the sender has long gone on, and all that is left is a log line in another service. An id that is given once and copied into every message that follows makes the lines of one run one story, and tells an orchestrator which run an answer belongs to.",
    ),
    advice: t(
        "Give the id at the flow\u{2019}s first step and copy it into every message and log line. Carry the trace context beside it; it is for tools and may be sampled away, the id is for your own records.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("hohpe-woolf-2003"), section: t("Correlation Identifier"), grade: Grade::States },
        Citation { source: t("w3c-trace-context"), section: t("Abstract"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("Which run of the flow printed these labels?"),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf", "answers": {"intent": "command", "reply": "none"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("The caller waits for the answer, and no message is on its way alone."),
        description: t(
            r#"{"name": "Library", "flows": [{"steps": [{"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Delivery(Terms {
        cases: t(&[TermCase {
            when: When::Always,
            value: Some(t("{run}")),
            label: None,
            because: t(
                "Given at the first step and copied into every message of the run, it makes what happened one story.",
            ),
        }]),
    }),
};
