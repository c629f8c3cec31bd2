//! Packs several files into one: a zip archive, in which every file has the same date.

use std::io::Write;

use flate2::{Compression, write::DeflateEncoder};
use rawzip::{CompressionMethod, Error, ZipArchiveWriter, time::UtcDateTime};

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Its path in the archive, with `/` between folders.
    pub(super) path: String,
    /// Its text.
    pub(super) content: String,
}

/// The media type of an archive.
pub(super) const MEDIA_TYPE: &str = "application/zip";

/// The first date that archives know. No clock is read, so the bytes are the same each time.
const DATE: Option<UtcDateTime> = UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0);

/// Packs files, in this order.
pub(super) fn pack(files: &[File]) -> Vec<u8> {
    // Memory takes everything, so nothing can fail here.
    write(files).unwrap_or_default()
}

fn write(files: &[File]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let mut builder = archive.new_file(file.path.as_str()).compression_method(CompressionMethod::DEFLATE);
        if let Some(date) = DATE {
            builder = builder.last_modified(date);
        }
        let (mut entry, config) = builder.start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(file.content.as_bytes())?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_there_and_the_bytes_are_the_same_each_time() {
        let files =
            ["a/b.md", "c.md"].map(|path| File { path: path.to_owned(), content: format!("{path}\n").repeat(99) });
        let packed = pack(&files);
        let archive = rawzip::ZipArchive::from_slice(&packed).unwrap();
        let mut entries = archive.entries();
        let mut found = Vec::new();
        while let Some(entry) = entries.next_entry().unwrap() {
            found.push(entry.file_path().try_normalize().unwrap().as_ref().to_owned());
        }
        assert_eq!(found, ["a/b.md", "c.md"]);
        assert_eq!(packed, pack(&files));
    }
}
