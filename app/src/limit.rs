//! The length that a text may have, whichever way it comes: as the body of a request or in a file; and how many things
//! of a kind a report may have.

/// The limit in MiB, as a literal: the number and the words are made of it.
macro_rules! mebibytes {
    () => {
        1
    };
}

/// The limit in words, as a literal that `concat!` takes.
macro_rules! limit_in_words {
    () => {
        concat!($crate::limit::mebibytes!(), " MiB")
    };
}

pub(crate) use {limit_in_words, mebibytes};

/// Maximum length of a request's body and of a file that is read, in bytes.
pub const TEXT_LIMIT: usize = mebibytes!() * 1024 * 1024;

/// The same in words, with its unit.
pub const TEXT_LIMIT_IN_WORDS: &str = limit_in_words!();

/// Maximum number of fixed links of a report, not counting those that forks made.
pub const FIXED_LINKS: u32 = 100;
