//! English as systems are described in it: verbs and their forms, clauses, and the names of messages.
//!
//! It must know no system, no rule and no description: it reads words and gives names. Pure, as the whole engine is: no
//! clock, no chance, no files, no network, no threads, no floating point; it panics on no input and gives the same
//! results natively and in WASM.

#![deny(clippy::float_arithmetic)]

pub mod clauses;
pub mod fields;
pub mod lexicon;
pub mod message;
pub mod naming;
pub mod slots;
mod verbs;
