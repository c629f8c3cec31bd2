//! Delivery term: the id that every message of one run of a flow carries.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "correlation_id",
    name: "Correlation id",
    claim: "Every message of one run of a flow carries the same id.",
    why: "When a call fails the caller sees it. When a message fails the sender has long gone on, and all that is left \
          is a log line in another service. An id that is given once and copied into every message that follows makes \
          the lines of one run one story, and tells an orchestrator which run an answer belongs to.",
    advice: "Give the id at the flow\u{2019}s first step and copy it into every message and log line. Carry the trace \
             context beside it; it is for tools and may be sampled away, the id is for your own records.",
    citations: &[
        cite("hohpe-woolf-2003", "Correlation Identifier", States),
        cite("w3c-trace-context", "Abstract", Implies),
    ],
    fires: examples! {
        "Which run of the flow printed these labels?" =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Print the shelf labels", "from": "catalogue", "to": ["printing"], "entity": "shelf",
              "answers": {"intent": "command", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The caller waits for the answer, and no message is on its way alone." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Renew the loan", "from": "reader", "to": ["loans"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Delivery(Terms {
        cases: t(&[TermCase {
            when: When::Always,
            value: Some(t("{run}")),
            label: None,
            because: t("Given at the first step and copied into every message of the run, it makes what happened one \
                        story."),
        }]),
    }),
});
