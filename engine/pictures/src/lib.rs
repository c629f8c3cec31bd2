//! A flow as data, laid out, and written as SVG, Mermaid, JSON and text.
//!
//! Every picture is made from a model and its assessment, and decides nothing. It must know no rule and no sentence of a
//! person. Pure, as the whole engine is.

#![deny(clippy::float_arithmetic)]

pub mod flow;
