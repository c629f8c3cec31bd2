//! Reads what people write: free text and lists of steps as a description, and snippets of messages and code for
//! what is wrong in them.
//!
//! Everything that it finds cites the words that say so ([`evidence`]). This crate must not decide how a step
//! is done; the rules do that. Like the whole engine, it is pure.

#![deny(clippy::float_arithmetic)]

pub mod clues;
pub mod evidence;
pub mod proposal;
pub mod prose;
pub mod reading;
pub mod snippet;
pub mod steps;
