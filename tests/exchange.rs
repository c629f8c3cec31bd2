//! Files that other tools read and write.

mod arrows;
#[cfg(feature = "browser")]
mod diagrams;
mod docs;
#[cfg(feature = "browser")]
pub(crate) mod exports;
mod imports;
#[cfg(feature = "browser")]
mod schemas;

use std::{collections::BTreeMap, fs, io::Read};

use flate2::read::DeflateDecoder;
use rawzip::ZipArchive;
use serde_json::Value;

/// Number of systems of the corpus that are exported. They are spread over the whole corpus.
const OF_CORPUS: usize = 10;

/// The systems of the lesson and some of the corpus, each with its id.
fn systems() -> Vec<(String, Value)> {
    let read = |name: &str| -> Vec<(String, Value)> {
        let text = fs::read_to_string(format!("{}/data/{name}/systems.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let systems: Vec<Value> = serde_json::from_str(&text).unwrap();
        let id = |system: &Value| format!("{name}-{}", system["id"].as_str().unwrap());
        systems.iter().map(|system| (id(system), system["description"].clone())).collect()
    };
    let corpus = read("corpus");
    let every = corpus.len() / OF_CORPUS;
    read("lesson").into_iter().chain(corpus.into_iter().step_by(every).take(OF_CORPUS)).collect()
}

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
