//! The engine as WASM, for the test that compares its results with those of the native engine.

use advice::{Tree, rules};
use wasm_bindgen::prelude::wasm_bindgen;

/// Assesses a description given as JSON. Returns the assessment, or every fault, as JSON.
#[wasm_bindgen]
pub fn assess(json: &str) -> String {
    let tree = match Tree::from_json(json) {
        Ok(tree) => tree,
        Err(error) => return format!("{error:?}"),
    };
    match advice::model::read(json, &tree, rules::shipped()) {
        Ok(model) => serde_json::to_string(&advice::assess(&model)).unwrap_or_default(),
        Err(faults) => serde_json::to_string(&faults).unwrap_or_default(),
    }
}
