//! Findings: what a system has and should not have.

super::rules! {
    command_as_event,
    awaited_event,
    consumer_shaped_event,
    query_by_event,
    contradicting_gates,
    answer_against_structure,
    dual_write,
    synchronous_chain,
    synchronous_fan_out,
    unordered_event,
    global_order,
    personal_data_in_event,
    event_name_not_past,
    command_name_not_imperative,
    orphan_event,
    event_loop,
    missing_idempotency,
    fat_event,
    unversioned_event,
}
