//! What the lean is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "lean",
    name: "Lean",
    claim: "The lean says to which side the answers pull, from \u{2212}100, all to a call, to +100, all to events.",
    why: "Each answered row adds its share, and the shares add up to the lean exactly, so nothing is hidden in the \
          number. From \u{2212}10 to +10 it is a tie: then the simpler thing, a call, is the default where somebody \
          may wait, and an event where nobody does. The range beside it says how far the open rows could still move \
          it.",
    advice: "Read the sign and the range before the size. A lean of \u{2212}20 that cannot leave the range from \
             \u{2212}40 to \u{2212}15 is firmer than one of \u{2212}60 that could still reach +60.",
    caveat: "It measures no quality, and the leans of two steps cannot be compared or averaged. Where a gate decides, \
             the lean is shown and decides nothing.",
    citations: &[cite("advisor", "words", States), cite("lesson", "decision matrix", Implies)],
    lesson: &[18],
    fires: examples! {
        "Two rows pull to events." =>
        r#"{"name": "Street lights", "flows": [{"steps": [
            {"action": "Report the broken lamp", "from": "lamp", "to": ["maintenance"], "entity": "lamp",
              "answers": {"response_time": "seconds", "failure_tolerance": "retry_later"}}]}]}"#,
    },
    silent: examples! {
        "A fact decides, and nothing is weighed." =>
        r#"{"name": "Street lights", "flows": [{"steps": [
            {"action": "Switch the lamp on", "from": "control-room", "to": ["lamp"], "entity": "lamp",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.lean != 0)
}
