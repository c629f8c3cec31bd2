//! Words: how things are called. Later also how free text is read.

pub mod lexicon;
pub mod message;
pub mod naming;
pub mod snippet;
pub mod steps;
mod verbs;
