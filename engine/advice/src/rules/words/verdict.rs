//! What a verdict is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::{DecidedBy};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "verdict",
    name: "Verdict",
    claim: "A verdict says who waits: synchronous, event-driven or hybrid.",
    why: "Synchronous: whoever asked cannot go on without the outcome. Event-driven: nobody waits; it is told or \
          queued, and done in its own time. Hybrid: a short wait for what must be certain, and events for the rest. A \
          flow has a verdict as well, and is hybrid as soon as it has both halves. Which protocol, broker or cloud \
          carries it is another question.",
    advice: "Read it together with its reasons. It is worked out from answers, so whoever disagrees can name the \
             answer that is wrong, change it, and see what becomes of the verdict.",
    caveat: "A verdict on half the facts is provisional, and is called so until it is settled.",
    citations: &[
        cite("advisor", "words", States),
        cite("lesson", "decision matrix", Implies),
        cite("lesson", "hybrid is normal", Implies),
    ],
    lesson: &[18, 19],
    fires: examples! {
        "Whoever logs in waits for a yes or a no." =>
        r#"{"name": "Web site", "flows": [{"actor": "visitor", "steps": [
            {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nothing was answered, so there is only a default." =>
        r#"{"name": "Web site", "flows": [{"steps": [
            {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password",
              "answers": {}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.decided_by != DecidedBy::Default)
}
