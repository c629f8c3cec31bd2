//! Files that other tools read and write.

mod docs;
#[cfg(feature = "browser")]
mod exports;

use std::{collections::BTreeMap, io::Read};

use flate2::read::DeflateDecoder;
use rawzip::ZipArchive;

/// The files of an archive, by their paths.
fn unpacked(archive: &[u8]) -> BTreeMap<String, String> {
    let archive = ZipArchive::from_slice(archive).unwrap();
    let mut entries = archive.entries();
    let mut files = BTreeMap::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let path = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        let packed = archive.get_entry(entry.wayfinder()).unwrap();
        let mut content = String::new();
        let reader = DeflateDecoder::new(packed.data());
        packed.verifying_reader(reader).read_to_string(&mut content).unwrap();
        assert!(files.insert(path, content).is_none(), "a path is there twice");
    }
    files
}
