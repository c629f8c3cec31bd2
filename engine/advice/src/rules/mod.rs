//! The shipped rules: a folder for each kind, a file for each rule, a line in its folder's list.

pub mod advice;
pub mod calls;
pub mod constraints;
pub mod countermeasures;
pub mod delivery;
pub mod disagreements;
pub mod event_terms;
pub mod findings;
pub mod gates;
pub mod mechanisms;
pub mod moves;
pub mod rows;
pub mod saga_terms;
pub mod sagas;
pub mod styles;
pub mod system;
pub mod words;

#[cfg(test)]
mod house;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::rule::Rule;
use crate::rulebook::Rulebook;

/// Declares the rules of a folder: one line for each file, in the order in which pages show them.
macro_rules! rules {
    ($($rule:ident,)*) => {
        $(pub mod $rule;)*
        /// The rules of this folder, in the order in which pages show them.
        pub static ALL: &[&$crate::rule::Rule] = &[$(&$rule::RULE,)*];
    };
}
pub(crate) use rules;

/// Declares the ranks of a folder's table rows; the first row whose condition holds counts. Each rank is a
/// constant with the row's name and a multiple of 10, so that the rows of a pack fit between.
macro_rules! order {
    ($($row:ident),* $(,)?) => { $crate::rules::order! { @ 10, $($row),* } };
    (@ $place:expr, $row:ident $(, $rest:ident)*) => {
        pub(super) const $row: u8 = $place;
        $crate::rules::order! { @ $place + 10, $($rest),* }
    };
    (@ $place:expr,) => {};
}
pub(crate) use order;

/// Like [`rules`], for a folder whose rules need code: the table pairs each rule with the function in its file.
macro_rules! rules_with {
    ($(#[$doc:meta])* $sight:vis $table:ident: $sort:ty = $function:ident; $($rule:ident,)*) => {
        $crate::rules::rules! { $($rule,)* }
        $(#[$doc])*
        $sight static $table: &[(&$crate::rule::Rule, $sort)] = &[$((&$rule::RULE, $rule::$function),)*];
    };
}
pub(crate) use rules_with;

/// Every shipped rule, in the order in which pages show them.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        rows::ALL,
        gates::ALL,
        constraints::ALL,
        system::ALL,
        styles::ALL,
        mechanisms::ALL,
        delivery::ALL,
        calls::ALL,
        event_terms::ALL,
        sagas::ALL,
        saga_terms::ALL,
        countermeasures::ALL,
        advice::ALL,
        findings::ALL,
        findings::OF_SYSTEM,
        moves::ALL,
        disagreements::ALL,
        words::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Version of the shipped rules.
const VERSION: &str = "1.0.0";

static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| {
    let rules = all().map(Cow::Borrowed).collect();
    #[expect(clippy::expect_used, reason = "the shipped rules are constants, and a test compiles them")]
    Rulebook::compile("default", VERSION, rules).expect("the shipped rules fit together")
});

/// The shipped rulebook.
pub fn shipped() -> &'static Rulebook {
    &SHIPPED
}
