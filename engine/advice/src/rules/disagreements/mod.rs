//! Disagreements: where published sources give different advice, with what each says and which one is followed.

super::rules! {
    orchestration_or_choreography,
    order_and_events,
    queries_and_replicas,
    audit_and_event_sourcing,
    single_consumers_and_queues,
}
