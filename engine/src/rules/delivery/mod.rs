//! Terms of delivery: what must be settled for every message, each with a table of cases.

super::rules! {
    guarantee,
    sending,
    idempotency_key,
    deduplication_window,
    ordering,
    partition_key,
    retry,
    dead_letter,
    expiry,
    correlation_id,
}
