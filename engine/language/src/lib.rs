//! Reads English as people write it about systems: verbs and their forms, clauses, and names of messages.
//!
//! This crate must know no system, no rule and no description. Like the whole engine it is pure: it uses no
//! clock, randomness, files, network, threads or floating point, it panics on no input, and it gives the same
//! results natively and in WASM.

#![deny(clippy::float_arithmetic)]

pub mod case;
pub mod clauses;
pub mod fields;
mod function_words;
pub mod lexicon;
pub mod message;
pub mod naming;
mod outcomes;
mod phrase;
pub mod records;
pub mod word_index;
mod word_list;
