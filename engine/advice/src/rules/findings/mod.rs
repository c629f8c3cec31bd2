//! Findings: what a system has and should not have.
//!
//! A warning must nearly always be right, because a check in CI fails on it. Advice about names, sizes,
//! versions and global order is information only. A finding that only looks at a name says so, and says how to
//! silence it.

use crate::finding::{Found, Scene};

/// Tests one step for a finding.
pub(crate) type Check = fn(&Scene<'_>) -> Option<Found>;

super::rules_with! {
    /// Every finding with its check.
    pub(crate) CHECKS: Check = check;
    command_as_event,
    awaited_event,
    consumer_shaped_event,
    query_by_event,
    contradicting_gates,
    answer_against_structure,
    irreversible_too_early,
    missing_compensation,
    atomic_choreography,
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
    unheard_outcome,
    told_too_early,
    refusal_without_outcome,
    join_without_owner,
    no_answer_after_limit,
    fresh_from_copy,
    call_while_handling,
}
