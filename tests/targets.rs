//! Compares the native engine with the one in WASM: both must give the same bytes for a thousand random descriptions.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::generate::{Chance, description};

/// Random descriptions. Every tenth is damaged, so that faults are compared too.
fn inputs() -> Vec<String> {
    (0..1_000)
        .map(|seed| {
            let mut input = description(seed);
            if seed % 10 == 0 {
                let chance = &mut Chance::new(seed);
                let step = &mut input["flows"][0]["steps"][0];
                step["answers"][chance.one_of(&["reply", "replay", "audit"])] = Value::from(chance.below(9));
                step["after"] = Value::from(vec!["nowhere"]);
            }
            input.to_string()
        })
        .collect()
}

#[test]
fn a_thousand_descriptions_get_the_same_bytes_natively_and_in_wasm() {
    let inputs = inputs();
    let mut node = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/wasm/answer.cjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed and the engine built as WASM: cargo xtask test");
    let mut stdin = node.stdin.take().unwrap();
    let sent = inputs.join("\n");
    let writer = std::thread::spawn(move || stdin.write_all(sent.as_bytes()));
    let answers: Vec<String> = BufReader::new(node.stdout.take().unwrap()).lines().map(Result::unwrap).collect();
    writer.join().unwrap().unwrap();
    assert!(node.wait().unwrap().success());
    assert_eq!(answers.len(), inputs.len());
    let mut faulty = 0;
    for (input, answer) in inputs.iter().zip(&answers) {
        assert_eq!(&engine_wasm::assess(input), answer, "{input}");
        faulty += usize::from(answer.starts_with('['));
    }
    assert_eq!(faulty, 100, "every tenth has faults, and no other");
}
