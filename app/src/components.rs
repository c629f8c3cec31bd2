//! The parts that pages are made of.
//!
//! What a browser must run is an `#[island]` in a file of its own; all else is a plain component and sends no script.

#[cfg(feature = "ssr")]
pub mod balance;
pub mod copy_link;
#[cfg(feature = "ssr")]
pub mod disagreement;
#[cfg(feature = "ssr")]
pub mod level;
pub mod live;
#[cfg(feature = "ssr")]
pub mod pager;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub mod reason;
#[cfg(feature = "ssr")]
pub mod verdict;
#[cfg(feature = "ssr")]
pub mod why;
