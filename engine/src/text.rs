//! Words: how things are called. Later also how free text is read.

pub mod naming;
pub mod steps;
mod verbs;
