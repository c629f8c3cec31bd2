//! The server: everything between a socket or the command line and the application.
//!
//! It decides no verdict and writes no page. It loads the data that `app` shows and sends the result.

use mimalloc::MiMalloc;

pub mod api;
pub mod assets;
pub mod cli;
pub mod client;
pub mod config;
mod cookies;
pub mod file;
pub mod gate;
pub mod headers;
pub mod hosts;
pub mod listen;
pub mod mcp;
pub mod metrics;
pub mod model;
pub mod observe;
pub mod packs;
pub mod page;
pub mod pages;
pub mod parts;
pub mod rates;
pub mod receive;
pub mod refusal;
pub mod rights;
pub mod room;
pub mod router;
pub mod sent;
pub mod sharing;
pub mod state;
pub mod store;
pub mod surroundings;
pub mod work;

/// Reading words allocates many small objects. Most of that time was spent in the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;
