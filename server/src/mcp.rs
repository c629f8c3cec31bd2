//! The Model Context Protocol: what an assistant may call, read and be led by.
//!
//! [`protocol`] answers one message at a time and keeps nothing between two messages, so several instances can
//! serve one assistant. [`http`] and [`stdio`] only carry messages. The protocol is written here and not taken from
//! a library: ARCHITECTURE.md says why.

pub mod arguments;
pub mod http;
pub mod prompts;
pub mod protocol;
pub mod resources;
pub mod rpc;
pub mod stdio;
pub mod summary;
pub mod tool;
pub mod tools;
pub mod trouble;
