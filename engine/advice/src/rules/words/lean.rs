//! What the lean is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "lean",
    name: "Lean",
    claim: "The lean says which side the answers favour, from \u{2212}100 (all for a call) to +100 (all for events).",
    why: "Each answered row adds its share, and the shares add up to the lean exactly, so you can check the number. \
          From \u{2212}10 to +10 it is a tie. Then the default is a call, the simpler option, where somebody may \
          wait, and an event where nobody does. The range shows how far the open rows could still move the lean.",
    advice: "Look at the sign and the range before the size. A lean of \u{2212}20 whose range is \u{2212}40 to \
             \u{2212}15 is more certain than one of \u{2212}60 that could still reach +60.",
    caveat: "It does not measure quality, and the leans of two steps cannot be compared or averaged. Where a gate \
             decides, the lean is shown for information only.",
    citations: &[cite("advisor", "words", States), cite("lesson", "decision matrix", Implies)],
    lesson: &[18],
    fires: examples! {
        "Two rows lean to events." =>
        r#"{"name": "Street lights", "flows": [{"steps": [
            {"action": "Report the broken lamp", "from": "lamp", "to": ["maintenance"], "entity": "lamp",
              "answers": {"response_time": "seconds", "failure_tolerance": "retry_later"}}]}]}"#,
    },
    silent: examples! {
        "A gate decides, and nothing is weighed." =>
        r#"{"name": "Street lights", "flows": [{"steps": [
            {"action": "Switch the lamp on", "from": "control-room", "to": ["lamp"], "entity": "lamp",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.lean != 0)
}
