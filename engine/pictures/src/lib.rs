//! Flows as data, laid out as drawings, and written as SVG, Mermaid, JSON and text.
//!
//! Every picture is built from a model and its assessment and decides nothing. This crate must know no rule and
//! must not read English. Like the whole engine, it is pure.

#![deny(clippy::float_arithmetic)]

pub mod flow;
pub mod palette;
