//! What a query is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query",
    name: "Query",
    claim: "A query asks for something and changes nothing, and whoever asks waits for the answer.",
    why: "Because it changes nothing it can be asked twice, put to a copy, or answered from a cache, and nobody has to \
          be told about it afterwards. That is why it makes a poor event: GetUserDetails on a bus is a fact about \
          nothing, and its answer has to find the way back to the one who asked.",
    advice: "Name it with Get, or as a question: GetCart, DoesUserExist. \u{201c}System calculates shipping \
             cost\u{201d} is one as long as only the cost is wanted; if the cost is then fixed in an order, that is a \
             command. Say how old the answer may be, because this decides whether a copy may give it.",
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
        "The clerk fixes the amount, and afterwards it is another one." =>
        r#"{"name": "Tax office", "flows": [{"steps": [
            {"action": "Fix the amount", "from": "desk", "to": ["assessments"], "entity": "notice",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` asks: it says what somebody wants to know."),
            aspect("timing", "It is answered at once, with how things stand at that moment."),
            aspect("mutability", "It changes nothing, so it can be put twice, or to a copy."),
            aspect("consumers", "One answers: whoever owns what is asked for, or keeps a copy of it."),
            aspect("failure_mode", "If nobody answers, whoever asked cannot go on, and may ask again without harm."),
            aspect("coupling", "Whoever asks knows whom to ask, and waits."),
        ]),
    }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.message.kind == MessageKind::Query)
}
