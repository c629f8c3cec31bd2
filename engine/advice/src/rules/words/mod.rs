//! Words of the field, each with what the lesson teaches of it, and the words that the advisor's own answers are made of.

use crate::assessment::Assessment;

/// Says whether an assessment has an instance of a word.
pub type IsMet = fn(&Assessment<'_>) -> bool;

super::rules_with! {
    /// Every word, with what says whether an assessment has an instance of it.
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
