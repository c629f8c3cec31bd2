//! The six rows of the decision matrix.

super::rules! {
    consumer_count,
    response_time,
    failure_tolerance,
    consumer_coupling,
    audit,
    load_pattern,
}
