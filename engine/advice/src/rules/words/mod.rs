//! Words of the field as the lesson explains them, and the words of the advisor's own results.

use crate::assessment::Assessment;

/// Whether an assessment contains an instance of a word.
pub type IsMet = fn(&Assessment<'_>) -> bool;

super::rules_with! {
    /// Every word with its test for an instance in an assessment.
    pub MET: IsMet = is_met;
    system_word,
    flow_word,
    step_word,
    event_word,
    command_word,
    query_word,
    roles,
    verdict,
    synchronous_call,
    event_driven,
    hybrid,
    style,
    characteristic,
    gate_word,
    constraint,
    lean,
    settled,
    sync_prefix,
    commit_point,
    boundary_word,
    strong_consistency,
    strong_eventual_consistency,
    eventual_consistency,
    event_contract,
    saga_role,
    coordination,
}
