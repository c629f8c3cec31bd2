//! The file that the store is kept in: made for its owner alone, and looked at again before and after each change.
//!
//! A file that was removed or replaced takes every write as if nothing had happened, and nobody ever reads it again.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use app::store::{Outage, Refused};

/// The file as it was opened.
#[derive(Clone, Debug)]
pub(super) struct Home {
    path: PathBuf,
    /// Device and number of the file.
    file: (u64, u64),
}

impl Home {
    /// The file at this path, as it is now.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: file(path)? })
    }

    /// Whether the path still leads to the file that was opened.
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

/// Makes the file, readable and writable by its owner only, unless it is there; SQLite gives its other files the same
/// permissions.
pub(super) fn create(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // On a file system that can only be read this comes before "it is there already".
            if path.exists() { Ok(()) } else { Err(error) }
        }
        _ => Ok(()),
    }
}
