//! What producers, consumers and brokers are.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "producer_consumer_broker",
    name: "Producer, consumer and broker",
    claim: "The producer publishes what happened, the broker keeps and delivers it, and each consumer reacts in its \
            own time.",
    why: "In a checkout the order service produces OrderPlaced; stock, payment, mail and statistics consume it. \
          Between them stands the broker, so producer and consumers need not be up at the same moment, nor know each \
          other. Each consumer catches up at its own pace, so for a while the mail is out and the statistics do not \
          know the order yet: that is where eventual consistency shows itself. Many services are both, since what a \
          consumer does is a new fact.",
    advice: "Let the service that owns the thing produce its events, and no other. Give each consumer its own \
             subscription, so that a slow one holds up nobody else, and a dead-letter queue with an owner. Expect the \
             broker to deliver twice and, across partitions, out of order.",
    caveat: "The broker is a part that can fail as well: what has not reached it is lost unless an outbox keeps it. \
             And it is not an event store merely because it keeps messages for a while.",
    citations: &[
        cite("lesson", "reflect on your skill", Implies),
        cite("azure-event-driven", "Event-driven architecture style", States),
        cite("azure-pub-sub", "Solution", States),
    ],
    lesson: &[24],
    fires: examples! {
        "The lesson's checkout: orders produces, four consume." =>
        r#"{"name": "Checkout", "flows": [{"actor": "customer", "steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "React to the order", "from": "orders", "to": ["inventory", "payment", "email", "statistics"],
              "after": ["place"], "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Two services call each other, and nothing stands between them." =>
        r#"{"name": "Checkout", "flows": [{"actor": "customer", "steps": [
            {"action": "Work out the shipping cost", "from": "web", "to": ["shipping"], "entity": "shipping cost",
              "answers": {"reply": "answer", "intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.events.iter().any(|event| event.producer.is_some() && !event.consumers.is_empty())
}
