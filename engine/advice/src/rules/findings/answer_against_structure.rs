//! Finding: the structure of the description contradicts an answer.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "answer_against_structure",
    name: "An answer against the structure",
    claim: "An answer says one thing, and the participants of the step say another.",
    why: "Who asks and who does a step is part of the description, so some answers can be read off it. Where a stated \
          answer disagrees, one of the two is wrong; the stated one is used, because a person meant it.",
    advice: "Correct the answer, or the participants of the step.",
    citations: &[cite("advisor", "what the structure tells", States)],
    lesson: &[18],
    fires: examples! {
        "One consumer, and two are named." =>
        r#"{"name": "Lab", "flows": [{"steps": [
            {"action": "Publish the result", "from": "lab", "to": ["ward", "archive"],
              "answers": {"consumer_count": "single"}}]}]}"#,
    },
    silent: examples! {
        "Two consumers, and two are named." =>
        r#"{"name": "Lab", "flows": [{"steps": [
            {"action": "Publish the result", "from": "lab", "to": ["ward", "archive"],
              "answers": {"consumer_count": "multiple"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Info }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let (stated, derived) = scene.step.contradicted.first()?;
    let book = scene.model.rulebook();
    let question = book.rule_of(stated.question)?;
    let answers = &question.kind.question()?.answers;
    let (said, seen) = (&answers.get(stated.answer)?.id, &answers.get(derived.answer)?.id);
    Some(Found {
        within: format!("/answers/{}", question.id),
        message: format!("`{}` is answered `{said}`, and the participants of this step say `{seen}`.", question.id),
        advice: format!("Answer `{seen}`, or correct who asks and who does the step."),
    })
}
