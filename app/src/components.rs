//! The components that pages are made of.
//!
//! A component that needs script in the browser is an `#[island]` in its own file. All others are plain
//! components and send no script.

#[cfg(feature = "ssr")]
pub mod advised;
pub mod ask_again;
#[cfg(feature = "ssr")]
pub mod balance;
pub mod canvas;
pub mod clipboard;
pub mod copy_link;
pub mod copy_text;
#[cfg(feature = "ssr")]
pub mod disagreement;
#[cfg(feature = "ssr")]
pub mod for_assistant;
pub mod from_file;
pub mod keys;
#[cfg(feature = "ssr")]
pub mod level;
pub mod live;
pub mod my_work;
#[cfg(feature = "ssr")]
pub mod pager;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub mod reason;
pub mod remember_name;
#[cfg(feature = "ssr")]
pub mod rows;
#[cfg(feature = "ssr")]
pub mod textarea;
pub mod try_call;
#[cfg(feature = "ssr")]
pub mod verdict;
#[cfg(feature = "ssr")]
pub mod why;
