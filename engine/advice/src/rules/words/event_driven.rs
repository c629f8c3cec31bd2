//! What event-driven means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_driven",
    name: "Event-driven",
    claim: "Event-driven means that nobody waits: what happened is told, or what is wanted is queued, and each acts in \
            its own time.",
    why: "Whoever tells it goes on at once, and how many listen makes no difference. A slow listener delays only \
          itself, and one that was down catches up later. The price is the time in between, in which others do not \
          know yet, and a course of things that is written down in no single place.",
    advice: "Use it for everything that may follow once the outcome is certain. Say how late each listener may be, \
             expect every message twice, and carry one id through the flow so that its parts can be found again.",
    caveat: "It says who waits and not what the message is: a command on a queue is event-driven too, and still has \
             one handler that may refuse it.",
    citations: &[
        cite("lesson", "use events when", States),
        cite("aws-rel04-bp02", "Implementation guidance", Implies),
        cite("azure-event-driven", "When to use this architecture", Implies),
        cite("advisor", "words", States),
    ],
    lesson: &[14],
    fires: examples! {
        "The parcel is at the door, and nobody at the door waits for the statistics." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Count the delivery", "from": "van", "to": ["statistics"], "entity": "delivery",
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Somebody asks where the parcel is and waits for the answer." =>
        r#"{"name": "Parcels", "flows": [{"actor": "buyer", "steps": [
            {"action": "Get the place of the parcel", "from": "app", "to": ["tracking"], "entity": "place",
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.steps.iter().any(|step| step.verdict == Verdict::EventDriven)
}
