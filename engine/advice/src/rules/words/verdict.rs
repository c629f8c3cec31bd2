//! What a verdict is.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};
use crate::terms::DecidedBy;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("verdict"),
    name: t("Verdict"),
    claim: t("A verdict says who waits: synchronous, event-driven or hybrid."),
    why: t("Synchronous: whoever asked cannot go on without the outcome. Event-driven: nobody waits; it is told or \
         queued, and done in its own time. Hybrid: a short wait for what must be certain, and events for the \
         rest. A flow has a verdict as well, and is hybrid as soon as it has both halves. Which protocol, broker \
         or cloud carries it is another question."),
    advice: t("Read it together with its reasons. It is worked out from answers, so whoever disagrees can name the \
         answer that is wrong, change it, and see what becomes of the verdict."),
    caveat: Some(t("A verdict on half the facts is provisional, and is called so until it is settled.")),
    citations: t(&[
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::Implies },
        Citation { source: t("lesson"), section: t("hybrid is normal"), grade: Grade::Implies },
    ]),
    lesson: t(&[18, 19]),
    fires: t(&[Example {
        says: t("Whoever logs in waits for a yes or a no."),
        description: t(r#"{"name": "Web site", "flows": [{"actor": "visitor", "steps": [
                {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password", "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("Nothing was answered, so there is only a default."),
        description: t(r#"{"name": "Web site", "flows": [{"steps": [
                {"action": "Check the password", "from": "site", "to": ["accounts"], "entity": "password", "answers": {}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.decided_by != DecidedBy::Default)
}
