//! Disagreements: questions on which published sources give different advice. Each rule says what the sources
//! say and which one the advisor follows.

super::rules! {
    orchestration_or_choreography,
    order_and_events,
    queries_and_replicas,
    audit_and_event_sourcing,
    single_consumers_and_queues,
}
