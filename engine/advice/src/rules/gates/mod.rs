//! The gates: facts that decide before any weight is looked at.

super::rules! {
    reply,
    intent,
    invariant,
    boundary,
    duration,
}
