//! What event-driven means.

use crate::assessment::Assessment;
use crate::rule::{Citation, Example, Grade, Kind, Rule, Word, t};
use crate::terms::Verdict;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("event_driven"),
    name: t("Event-driven"),
    claim: t(
        "Event-driven means that nobody waits: what happened is told, or what is wanted is queued, and each acts \
         in its own time.",
    ),
    why: t("Whoever tells it goes on at once, and how many listen makes no difference. A slow listener delays only \
         itself, and one that was down catches up later. The price is the time in between, in which others do not \
         know yet, and a course of things that is written down in no single place."),
    advice: t("Use it for everything that may follow once the outcome is certain. Say how late each listener may be, \
         expect every message twice, and carry one id through the flow so that its parts can be found again."),
    caveat: Some(t(
        "It says who waits and not what the message is: a command on a queue is event-driven too, and still has \
         one handler that may refuse it.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("use events when"), grade: Grade::States },
        Citation { source: t("aws-rel04-bp02"), section: t("Implementation guidance"), grade: Grade::Implies },
        Citation {
            source: t("azure-event-driven"),
            section: t("When to use this architecture"),
            grade: Grade::Implies,
        },
        Citation { source: t("advisor"), section: t("words"), grade: Grade::States },
    ]),
    lesson: t(&[14]),
    fires: t(&[Example {
        says: t("The parcel is at the door, and nobody at the door waits for the statistics."),
        description: t(r#"{"name": "Parcels", "flows": [{"steps": [
                {"action": "Count the delivery", "from": "van", "to": ["statistics"], "entity": "delivery", "answers": {"reply": "none"}}]}]}"#),
    }]),
    silent: t(&[Example {
        says: t("Somebody asks where the parcel is and waits for the answer."),
        description: t(r#"{"name": "Parcels", "flows": [{"actor": "buyer", "steps": [
                {"action": "Get the place of the parcel", "from": "app", "to": ["tracking"], "entity": "place", "answers": {"intent": "query", "reply": "answer"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Word(Word { aspects: t(&[]) }),
};

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.verdict == Verdict::EventDriven)
}
