//! The questions about the whole system.

super::rules! {
    history_needed,
    history_worthless,
    event_volume,
    read_write_shape,
    domain_complexity,
    lifetime,
    event_experience,
    tracing,
    schema_registry,
    teams,
}
