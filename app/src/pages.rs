//! The pages, one file each. Each file has a function from the data that the page shows to a
//! [`Page`](crate::shell::Page).
//!
//! A page loads nothing itself. The server first loads all data and then renders the page in one go.

pub mod again;
pub mod assistant;
pub mod draft;
pub mod edit_right;
pub mod embed;
mod flow_parts;
pub mod glossary;
pub mod learn;
pub mod listed;
pub mod matrix;
pub mod messages;
pub mod my_work;
pub mod overtaken;
pub mod problem;
pub mod problem_kind;
pub mod proposal;
pub mod reference;
pub mod report;
pub mod review;
pub mod revisions;
pub mod rules;
pub mod schemas;
pub mod search;
mod sentences;
pub mod sharing;
pub mod snippets;
pub mod start;
pub mod waiting;

pub use flow_parts::sentences;
