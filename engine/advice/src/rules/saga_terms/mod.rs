//! Terms of a saga: what must be settled for every saga, case by case.
//!
//! `crate::assess::saga` finds the circumstances; these tables say what they come to, and in which words.

super::rules! {
    step_in_saga,
    later_step,
    conductor,
    late_change,
}
