//! What a verdict is.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::DecidedBy;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "verdict",
    name: "Verdict",
    claim: "A verdict says who waits: synchronous, event-driven or hybrid.",
    why: "Synchronous: the caller cannot go on without the outcome. Event-driven: nobody waits; an event or a queued \
          command is handled in its own time. Hybrid: a short wait for what must be certain, and events for the \
          rest. A flow has a verdict too, and is hybrid if it has both halves. Which protocol, broker or cloud \
          carries it is a separate question.",
    advice: "Read it together with its reasons. It is derived from answers, so if you disagree, find the answer that \
             is wrong, change it, and see how the verdict changes.",
    caveat: "A verdict on half the facts is provisional, and is labelled so until it is settled.",
    citations: &[
        cite("advisor", "words", States),
        cite("lesson", "decision matrix", Implies),
        cite("lesson", "hybrid is normal", Implies),
    ],
    lesson: &[18, 19],
    fires: examples! {
        "A visitor who logs in waits for a yes or a no." =>
        r#"{"name": "Web site", "flows": [{"actor": "visitor", "steps": [
            {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Nothing is answered, so there is only a default." =>
        r#"{"name": "Web site", "flows": [{"steps": [
            {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password",
              "answers": {}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.decided_by != DecidedBy::Default)
}
