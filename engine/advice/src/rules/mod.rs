//! The shipped rules: a folder for each kind, a file for each rule, a line in its folder's list.

pub mod advice;
pub mod constraints;
pub mod countermeasures;
pub mod delivery;
pub mod disagreements;
pub mod findings;
pub mod gates;
pub mod mechanisms;
pub mod moves;
pub mod rows;
pub mod sagas;
pub mod styles;
pub mod system;
pub mod words;

#[cfg(test)]
mod house;

use crate::rule::Rule;

/// Declares the rules of a folder: one line for each file, in the order in which they are shown.
macro_rules! rules {
    ($($rule:ident,)*) => {
        $(pub mod $rule;)*
        /// The rules of this folder, in the order in which they are shown.
        pub static ALL: &[&$crate::rule::Rule] = &[$(&$rule::RULE,)*];
    };
}
pub(crate) use rules;

/// Every shipped rule, in the order in which they are shown.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        rows::ALL,
        gates::ALL,
        constraints::ALL,
        system::ALL,
        styles::ALL,
        mechanisms::ALL,
        delivery::ALL,
        sagas::ALL,
        countermeasures::ALL,
        advice::ALL,
        findings::ALL,
        moves::ALL,
        disagreements::ALL,
        words::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}
