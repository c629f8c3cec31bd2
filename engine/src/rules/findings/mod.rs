//! Findings: what a system has and should not have.

super::rules! {
    command_as_event,
    awaited_event,
    consumer_shaped_event,
    query_by_event,
    contradicting_gates,
    answer_against_structure,
    irreversible_too_early,
    missing_compensation,
    atomic_choreography,
}
