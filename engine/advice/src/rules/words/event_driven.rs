//! What event-driven means.

use crate::assessment::Assessment;
use crate::rule::prelude::*;
use crate::terms::Verdict;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_driven",
    name: "Event-driven",
    claim: "Event-driven means that nobody waits: a fact is published or a command is queued, and each receiver acts \
            in its own time.",
    why: "The publisher goes on at once, and the number of consumers makes no difference to it. A slow consumer \
          delays only itself, and one that was down catches up later. In return others learn of a change late, and \
          the flow is not written down in any single place.",
    advice: "Use it for everything that can follow once the outcome is certain. State how late each consumer may be, \
             expect duplicates, and carry one id through the flow so that a run can be traced.",
    caveat: "It says who waits and not what kind of message is sent: a command on a queue is event-driven too, and \
             still has one handler that may refuse it.",
    citations: &[
        cite("lesson", "use events when", States),
        cite("aws-rel04-bp02", "Implementation guidance", Implies),
        cite("azure-event-driven", "When to use this architecture", Implies),
        cite("advisor", "words", States),
    ],
    lesson: &[14],
    fires: examples! {
        "The parcel is delivered, and nobody at the door waits for the statistics." =>
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
