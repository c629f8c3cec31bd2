//! What people write, read as a description: free text, lists of steps, snippets of messages and code.
//!
//! Everything that it finds comes with the words that say so ([`evidence`]). It must not decide how a step is done: that
//! is the rules' business. Pure, as the whole engine is.

#![deny(clippy::float_arithmetic)]

pub mod clues;
pub mod evidence;
pub mod prose;
pub mod snippet;
pub mod steps;
