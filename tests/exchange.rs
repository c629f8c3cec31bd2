//! Files that other tools read and write.

#[cfg(feature = "browser")]
mod exports;
