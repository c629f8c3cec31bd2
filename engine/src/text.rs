//! Words: how things are called, and how free text is read.

pub mod clues;
pub mod evidence;
pub mod lexicon;
pub mod message;
pub mod naming;
pub mod prose;
mod reading;
pub mod steps;
mod verbs;
