//! What a query is.

use crate::assessment::{Assessment, MessageKind};
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, aspect, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("query"),
    name: t("Query"),
    claim: t("A query asks for something and changes nothing, and whoever asks waits for the answer."),
    why: t(
        "Because it changes nothing it can be asked twice, put to a copy, or answered from a cache, and nobody has \
         to be told about it afterwards. That is why it makes a poor event: GetUserDetails on a bus is a fact about \
         nothing, and its answer has to find the way back to the one who asked.",
    ),
    advice: t(
        "Name it with Get, or as a question: GetCart, DoesUserExist. \u{201c}System calculates shipping cost\u{201d} \
         is one as long as only the cost is wanted; if the cost is then fixed in an order, that is a command. Say \
         how old the answer may be, because this decides whether a copy may give it.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("prompt 1"), grade: Grade::Implies },
        Citation { source: t("azure-cqrs"), section: t("Solution"), grade: Grade::Implies },
    ]),
    lesson: t(&[21]),
    fires: t(&[Example {
        says: t("A tax clerk looks at a case."),
        description: t(r#"{"name": "Tax office", "flows": [{"steps": [
                {"action": "Get the assessment notice", "from": "desk", "to": ["assessments"], "entity": "notice", "answers": {"intent": "query", "reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("The clerk fixes the amount, and afterwards it is another one."),
        description: t(r#"{"name": "Tax office", "flows": [{"steps": [
                {"action": "Fix the amount", "from": "desk", "to": ["assessments"], "entity": "notice", "answers": {"intent": "command", "reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word {
        aspects: t(&[
            aspect("naming", "`{name}` asks: it says what somebody wants to know."),
            aspect("timing", "It is answered at once, with how things stand at that moment."),
            aspect("mutability", "It changes nothing, so it can be put twice, or to a copy."),
            aspect("consumers", "One answers: whoever owns what is asked for, or keeps a copy of it."),
            aspect("failure_mode", "If nobody answers, whoever asked cannot go on, and may ask again without harm."),
            aspect("coupling", "Whoever asks knows whom to ask, and waits."),
        ]),
    }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.message.kind == MessageKind::Query)
}
