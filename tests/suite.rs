//! All integration tests in one binary, with a module for each interface and each kind of law.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod api;
mod assistant;
mod backups;
mod blind;
mod bounds;
#[cfg(feature = "browser")]
mod browser;
mod cases;
mod cli;
mod contract;
mod corpus;
mod decided;
mod doors;
mod drafts;
mod edits;
mod events;
mod exchange;
mod faults;
mod flips;
mod flows;
mod forms;
mod fuzz;
mod generate;
mod goldens;
mod house;
mod http;
mod instances;
mod kept;
mod killing;
mod large;
mod laws;
mod layers;
mod layout;
mod learn;
mod mcp;
mod memory;
mod merging;
mod messages;
mod model;
mod outlooks;
mod packs;
mod pages;
mod palette;
mod postgres;
mod reviews;
mod revisions;
mod rights;
mod sagas;
mod sharing;
mod site;
mod snippets;
mod socket;
mod stores;
mod tables;
#[cfg(feature = "browser")]
mod targets;
mod todays;
mod words;
