//! Files that other tools read and write.
//!
//! [`export`] writes an assessed system in their formats, [`event`] each of its events. [`yaml`] reads and writes YAML,
//! which most of them use, and [`document`] builds the documents. [`compare`] tells what two versions of a schema are to
//! each other. This crate must not decide how a step is done; it says what the assessment
//! says. Like the whole engine, it is pure: bytes in, bytes out.

#![deny(clippy::float_arithmetic)]

pub mod compare;
pub mod document;
pub mod event;
pub mod export;
pub mod import;
pub mod markdown;
pub mod sarif;
pub mod yaml;
