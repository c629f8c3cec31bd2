//! The Model Context Protocol: its messages through the router and on lines, and, with the clients that assistants use,
//! over real connections. `cargo xtask test` installs the clients.

mod clients;
mod messages;
mod tools;
