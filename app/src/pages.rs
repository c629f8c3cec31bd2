//! The pages, a file each: a function from what the page shows to a [`Page`](crate::shell::Page).
//!
//! A page asks nobody for anything. Whoever answers the request fetches first, and then writes the page in one go.

pub mod again;
pub mod draft;
pub mod granted;
pub mod matrix;
pub mod messages;
mod parts;
pub mod problem;
pub mod problem_kind;
pub mod reading;
pub mod report;
pub mod rules;
pub mod snippets;
pub mod start;
pub mod words;

pub use parts::sentences;
