//! The advisor's knowledge: descriptions, rules, packs and assessments.
//!
//! Pure: this crate has no clock, no randomness, no files, no network and no threads. It panics on no input and
//! gives the same bytes natively and in WASM. A description is parsed once ([`tree`], [`description`]),
//! resolved once ([`model`]), assessed once ([`assess()`]) and viewed many ways.

#![deny(clippy::float_arithmetic)]

pub mod assess;
pub mod assessment;
pub mod assumptions;
mod built;
pub mod decide;
pub mod decimal;
pub mod description;
mod digits;
pub mod edit;
pub mod fault;
pub mod finding;
mod flips;
mod ground;
pub mod lasting;
pub mod lateness;
pub mod model;
pub mod outlook;
pub mod pack;
mod place;
pub mod rule;
pub mod rulebook;
pub mod rules;
pub mod schema;
pub mod source;
pub mod terms;
pub mod tree;
mod tree_reader;
pub mod waiting;

pub use assess::assess;
pub use assessment::Assessment;
pub use description::Description;
pub use fault::Fault;
pub use model::Model;
pub use pack::Pack;
pub use rulebook::Rulebook;
pub use tree::Tree;
