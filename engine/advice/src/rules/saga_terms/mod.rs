//! Saga terms: what must be settled for every saga, case by case.
//!
//! `crate::assess::saga` finds the circumstances. These tables give the result and its words.

super::rules! {
    step_in_saga,
    later_step,
    conductor,
    late_change,
}
