//! Delivery term: the id that every message of one run of a flow carries.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "correlation_id",
    name: "Correlation id",
    claim: "Every message of one run of a flow carries the same id.",
    why: "When a call fails, the caller sees it. When a message fails, its sender has long gone on, and the only \
          trace is a log line in another service. One id that is copied into every message connects these lines. It \
          also tells an orchestrator which run a reply belongs to.",
    advice: "Set the id at the flow\u{2019}s first step and copy it into every message and log line. Carry the trace \
             context beside it. Traces are for tools and may be sampled; the id is for your own records.",
    citations: &[
        cite("hohpe-woolf-2003", "Correlation Identifier", States),
        cite("w3c-trace-context", "Abstract", Implies),
    ],
    fires: examples! {
        "It must be possible to find the run that printed these labels." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, so there is no message to deliver." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[TermCase {
            when: When::Always,
            value: Some(t("{run}")),
            label: None,
            because: t("Set at the first step and copied into every message, it lets you trace one run end to end."),
        }]),
    }),
});
