//! Files that other tools read and write.

mod arrows;
#[cfg(feature = "browser")]
mod diagrams;
#[cfg(feature = "browser")]
mod exports;

use std::fs;

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
