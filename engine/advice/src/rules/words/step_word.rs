//! What a step is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("step"),
    name: t("Step"),
    claim: t("A step is one thing that must happen: one asks for it, and another or several do it."),
    why: t("It is the smallest part of which it can be said whether somebody waits and what must hold. Two things in \
         one step hide the answer: of \u{201c}save the order and mail the buyer\u{201d} one half is waited for, \
         and the other is not."),
    advice: t("Write it with a verb and a thing: Reserve the seat. Split it where one half can succeed without the \
         other, and where the halves belong to different owners."),
    caveat: None,
    citations: t(&[Citation { source: t("advisor"), section: t("words"), grade: Grade::States }]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("Opening the barrier is waited for, counting the car is not: two steps, and two verdicts."),
        description: t(r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
                {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier", "answers": {"reply": "answer"}},
                {"action": "Count the car", "from": "parking", "to": ["statistics"], "entity": "car", "answers": {"reply": "none"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("All that happens is one thing, so there is nothing to tell apart."),
        description: t(r#"{"name": "Car park", "flows": [{"actor": "driver", "steps": [
                {"action": "Open the barrier", "from": "gate", "to": ["parking"], "entity": "barrier", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.windows(2).any(|pair| pair[0].flow == pair[1].flow && pair[0].verdict != pair[1].verdict)
}
