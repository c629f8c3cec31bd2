//! What reviewers send: remarks, ballots, and what becomes of them.

use serde_json::json;

use super::{cut, fields, many, prose::words, run, text, value};
use crate::generate::Chance;

const KINDS: &[&str] = &["comment", "agreement", "dissent", "question", "praise"];

pub(crate) fn remark(chance: &mut Chance) -> String {
    let long = cut(run(chance).repeat(many(chance)), 20_000);
    match chance.below(4) {
        0 => fields(chance),
        1 => json!({"kind": value(chance), "by": value(chance), "at": value(chance), "revision": value(chance)})
            .to_string(),
        2 => {
            json!({"kind": *chance.one_of(KINDS), "by": long, "text": text(chance), "asked": text(chance)}).to_string()
        }
        _ => json!({"kind": *chance.one_of(KINDS), "by": text(chance), "text": words(chance), "at": long}).to_string(),
    }
}

pub(crate) fn ballot(chance: &mut Chance) -> String {
    let questions: serde_json::Map<String, serde_json::Value> =
        (0..many(chance).min(3_000)).map(|number| (format!("{}{number}", text(chance)), value(chance))).collect();
    match chance.below(3) {
        0 => fields(chance),
        1 => json!({"by": value(chance), "answers": value(chance), "revision": value(chance)}).to_string(),
        _ => json!({"by": text(chance), "answers": {text(chance): questions, "/flows/0": value(chance)}}).to_string(),
    }
}
