//! Advice for the whole system.

super::rules! {
    event_sourcing,
    cqrs,
}
