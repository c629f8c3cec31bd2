//! The store's file: created for its owner only, and checked before and after each change.
//!
//! If the file is removed or replaced, SQLite still accepts writes, but nobody can read them later.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use app::store::{Outage, Refused};

/// The identity of the file when it was opened.
#[derive(Clone, Debug)]
pub(super) struct Home {
    path: PathBuf,
    /// Device and inode number of the file.
    file: (u64, u64),
}

impl Home {
    /// The file at this path, as it is now.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: file(path)? })
    }

    /// Checks that the path still leads to the opened file.
    pub(super) fn check(&self) -> Result<(), Refused> {
        match file(&self.path) {
            Ok(file) if file == self.file => Ok(()),
            Ok(_) => Err(Refused::Out(Outage::Gone, "another file is in the place of the store's".into())),
            Err(error) => Err(Refused::Out(Outage::Gone, error.into())),
        }
    }
}

fn file(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

/// Creates the file, readable and writable by its owner only, unless it exists. SQLite gives its other files
/// the same permissions.
pub(super) fn create(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // On a read-only file system this error comes instead of `AlreadyExists`.
            if path.exists() { Ok(()) } else { Err(error) }
        }
        _ => Ok(()),
    }
}
