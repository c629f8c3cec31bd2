//! Words of the field, each with what the lesson teaches of it.

super::rules! {
    event_word,
    command_word,
    query_word,
    synchronous_call,
    eventual_consistency,
    commit_point,
    event_contract,
    roles,
}
