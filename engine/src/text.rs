//! Words: how things are called, and how a list of steps is read. Later also how free text is.

pub mod lexicon;
pub mod message;
pub mod naming;
pub mod snippet;
pub mod steps;
mod verbs;
