//! Words: how things are called, and how a list of steps is read. Later also how free text is.

pub mod naming;
pub mod steps;
mod verbs;
