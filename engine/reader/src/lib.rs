//! Reads what people write: free text as a description ([`text`]), and snippets of messages and code for
//! what is wrong in them.
//!
//! Everything that it finds cites the words that say so ([`evidence`]). This crate must not decide how a step
//! is done; the rules do that. Like the whole engine, it is pure.

#![deny(clippy::float_arithmetic)]

mod blocks;
pub mod clues;
pub mod evidence;
pub mod proposal;
pub mod reading;
pub mod snippet;
pub mod text;
