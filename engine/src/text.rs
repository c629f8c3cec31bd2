//! Words: how things are called, and how lists of steps and free text are read.

pub mod clues;
pub mod evidence;
pub(crate) mod fields;
pub mod lexicon;
pub mod message;
pub mod naming;
pub mod prose;
mod reading;
mod slots;
pub mod snippet;
pub mod steps;
mod verbs;
