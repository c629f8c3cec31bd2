//! Finding: the structure of the description contradicts an answer.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "answer_against_structure",
    name: "An answer contradicts the participants",
    claim: "An answer of this step contradicts the participants that the step names.",
    why: "The step names who asks and who acts, so some answers follow from it. If a given answer disagrees, either \
          the answer or the list of participants is wrong. The answer is used, because a person chose it.",
    advice: "Correct the answer, or the participants of the step.",
    citations: &[cite("advisor", "what the structure tells", States)],
    lesson: &[18],
    fires: examples! {
        "The answer says one consumer; the step names two." =>
        r#"{"name": "Lab", "flows": [{"steps": [
            {"action": "Publish the result", "from": "lab", "to": ["ward", "archive"],
              "answers": {"consumer_count": "single"}}]}]}"#,
    },
    silent: examples! {
        "The answer says several consumers; the step names two." =>
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
        message: format!("`{}` is answered `{said}`, but the participants of this step imply `{seen}`.", question.id),
        advice: format!("Change the answer to `{seen}`, or correct the participants of the step."),
    })
}
