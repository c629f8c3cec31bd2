//! What a system is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "system",
    name: "System",
    claim: "A system is who takes part and what happens between them: participants and flows.",
    why: "Advice needs no more than that. Which language, broker or cloud you use changes nothing about who waits for \
          whom; who asks, who acts and in what order does. What holds for everything, such as how long history must be \
          kept, is said once of the whole.",
    advice: "Describe what your teams can change together, under the name that people use for it. Write a flow for \
             each thing that somebody wants from it. What others run belongs in it as well, as a participant of the \
             kind external, because somebody may have to wait for it.",
    citations: &[cite("advisor", "words", States)],
    fires: examples! {
        "A library with a member, a desk and a catalogue, and what happens between them." =>
        r#"{"name": "Library", "flows": [{"actor": "member", "steps": [
            {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}},
            {"action": "Count the loan", "from": "catalogue", "to": ["statistics"], "entity": "loan",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "One interaction by itself, of which nobody said what it belongs to." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.len() > 1
}
