//! Words: how things are called. Later also how free text is read.

pub mod naming;
mod verbs;
