//! What a system is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "system",
    name: "System",
    claim: "A system consists of its participants and flows: who takes part, and what happens between them.",
    why: "The advice needs no more than that. The language, broker or cloud does not change who waits for whom; who \
          asks, who acts and in what order does. Facts about the whole, such as how long history must be kept, are \
          stated once for the system.",
    advice: "Describe what your teams can change together, under the name that people use for it. Write a flow for \
             each thing that somebody wants from it. Include systems run by others as participants of kind external, \
             because somebody may have to wait for them.",
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
        "A single interaction, and nothing says what it belongs to." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Lend the book", "from": "desk", "to": ["catalogue"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.len() > 1
}
