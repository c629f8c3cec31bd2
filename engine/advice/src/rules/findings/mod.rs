//! Findings: what a system has and should not have.
//!
//! A warning must nearly always be right, because a check in CI fails on it. Advice about names, sizes,
//! versions and global order is information only. A finding that only looks at a name says so, and says how to
//! silence it.

use crate::finding::{Found, Scene};
use crate::model::Model;
use crate::rule::Rule;

pub mod broken_assumption;

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

/// Looks at a whole system. [`Found::within`] is a pointer into the description.
pub(crate) type Look = fn(&Model<'_>) -> Vec<Found>;

/// The findings about no step in particular, each with the function that looks for it.
pub(crate) static LOOKS: &[(&Rule, Look)] = &[(&broken_assumption::RULE, broken_assumption::check)];

/// The rules of [`LOOKS`], in the order in which pages show them.
pub static OF_SYSTEM: &[&Rule] = &[&broken_assumption::RULE];
