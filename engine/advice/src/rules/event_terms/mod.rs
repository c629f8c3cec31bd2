//! Event terms: how much an event carries, and why it carries a field or not.
//!
//! `crate::assess::event` finds out what there is to tell. These tables give the result and its words.

super::rules! {
    event_size,
    event_field,
}
