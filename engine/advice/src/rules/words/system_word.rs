//! What a system is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("system"),
    name: t("System"),
    claim: t("A system is who takes part and what happens between them: participants and flows."),
    why: t("Advice needs no more than that. Which language, broker or cloud you use changes nothing about who waits \
         for whom; who asks, who acts and in what order does. What holds for everything, such as how long history \
         must be kept, is said once of the whole."),
    advice: t("Describe what your teams can change together, under the name that people use for it. Write a flow for \
         each thing that somebody wants from it. What others run belongs in it as well, as a participant of the \
         kind external, because somebody may have to wait for it."),
    caveat: None,
    citations: t(&[Citation { source: t("advisor"), section: t("words"), grade: Grade::States }]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A library with a member, a desk and a catalogue, and what happens between them."),
        description: t(r#"{"name": "Library", "flows": [{"actor": "member", "steps": [
                {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book", "answers": {"reply": "answer"}},
                {"action": "Count the loan", "from": "catalogue", "to": ["statistics"], "entity": "loan", "answers": {"reply": "none"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("One interaction by itself, of which nobody said what it belongs to."),
        description: t(r#"{"name": "Library", "flows": [{"steps": [
                {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.len() > 1
}
