//! What producers, consumers and brokers are.

use crate::assessment::Assessment;
use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "producer_consumer_broker",
    name: "Producer, consumer and broker",
    claim: "The producer publishes what happened, the broker stores and delivers it, and each consumer reacts in its \
            own time.",
    why: "In a checkout the order service publishes OrderPlaced; stock, payment, e-mail and statistics consume it. \
          The broker stands between them, so producer and consumers need not be up at the same time or know each \
          other. Each consumer works at its own pace, so for a while the e-mail is sent but the statistics lack the \
          order: that is eventual consistency. Many services play both roles, because a consumer may publish what it \
          did.",
    advice: "Only the service that owns an entity publishes events about it. Give each consumer its own \
             subscription, so that a slow one delays nobody else, and a dead-letter queue with an owner. Expect \
             duplicates and, across partitions, messages out of order.",
    caveat: "The broker can fail as well: a message that has not reached it is lost unless an outbox keeps it. And \
             storing messages for a while does not make it an event store.",
    citations: &[
        cite("lesson", "reflect on your skill", Implies),
        cite("azure-event-driven", "Event-driven architecture style", States),
        cite("azure-pub-sub", "Solution", States),
    ],
    lesson: &[24],
    fires: examples! {
        "The lesson\u{2019}s checkout: the order service publishes, four services consume." =>
        r#"{"name": "Checkout", "flows": [{"actor": "customer", "steps": [
            {"id": "place", "action": "Place the order", "from": "web", "to": ["orders"], "entity": "order",
              "answers": {"reply": "answer", "intent": "command"}},
            {"action": "React to the order", "from": "orders", "to": ["inventory", "payment", "email", "statistics"],
              "after": ["place"], "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Two services call each other, with nothing in between." =>
        r#"{"name": "Checkout", "flows": [{"actor": "customer", "steps": [
            {"action": "Work out the shipping cost", "from": "web", "to": ["shipping"], "entity": "shipping cost",
              "answers": {"reply": "answer", "intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Word(Word { aspects: t(&[]) }),
});

pub(super) fn is_met(assessment: &Assessment<'_>) -> bool {
    assessment.events.iter().any(|event| event.producer.is_some() && !event.consumers.is_empty())
}
