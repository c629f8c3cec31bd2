//! What a query is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query",
    name: "Query",
    claim: "A query asks for something and changes nothing, and the caller waits for the answer.",
    why: "A query changes nothing, so it can be repeated, sent to a copy, or answered from a cache, and nobody has \
          to be notified afterwards. That is why it does not work as an event: GetUserDetails on a bus states no \
          fact, and its answer has to find the way back to the caller.",
    advice: "Name it with Get, or as a question: GetCart, DoesUserExist. \u{201c}System calculates shipping \
             cost\u{201d} is a query as long as only the cost is wanted; if the cost is then fixed in an order, it \
             is a command. Say how old the answer may be, because this decides whether a copy may answer.",
    citations: &[
        cite("lesson", "anti-patterns", Implies),
        cite("lesson", "prompt 1", Implies),
        cite("azure-cqrs", "Solution", Implies),
    ],
    lesson: &[21],
    fires: examples! {
        "A tax clerk looks at a case." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Get the assessment notice", "from": "desk", "to": ["assessments"], "entity": "notice",
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The clerk sets the amount, and afterwards it is different." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Fix the amount", "from": "desk", "to": ["assessments"], "entity": "notice",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` asks: it says what somebody wants to know."),
            aspect("timing", "It is answered at once, with the state at that moment."),
            aspect("mutability", "It changes nothing, so it can be repeated or sent to a copy."),
            aspect("consumers", "One service answers: the owner of the data, or one that keeps a copy."),
            aspect("failure_mode", "If nobody answers, the caller cannot go on, but may safely ask again."),
            aspect("coupling", "The caller knows whom to ask, and waits."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.message.kind == MessageKind::Query)
}
