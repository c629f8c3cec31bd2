//! Benchmarks of the engine: explaining one step, trying every answer, assessing a thousand steps, and the
//! whole way from JSON to JSON.
//!
//! Run `cargo bench -p tests`. The README's figures name the machine.

#![expect(clippy::expect_used, reason = "a benchmark that cannot go on has failed")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
// The allocator is the one that the server uses.
use server as _;

use advice::{Model, Tree, assess, model, outlook::outlook, rules};
use language::message;
use serde_json::{Value, json};

/// A system with flows of ten steps, with frequent answers.
fn description(steps: usize) -> String {
    let answers = [
        json!({"reply": "answer", "invariant": "exclusive_booking", "response_time": "milliseconds"}),
        json!({"reply": "answer", "undo": "compensable"}),
        json!({"reply": "none", "failure_tolerance": "retry_later", "consumer_count": "single"}),
        json!({}),
        json!({"load_pattern": "spiky", "audit": "required"}),
    ];
    let step = |index: usize| {
        json!({
            "id": format!("step-{index}"), "action": format!("Reserve seat number {index}"), "entity": "seat",
            "from": "booking", "to": [format!("service-{}", index % 10)], "answers": answers[index % answers.len()],
        })
    };
    let flows: Vec<Value> = (0..steps)
        .step_by(10)
        .map(|first| {
            let steps: Vec<Value> = (first..steps.min(first + 10)).map(step).collect();
            json!({"id": format!("flow-{first}"), "name": "A flow", "steps": steps})
        })
        .collect();
    json!({"name": "Benchmark", "flows": flows}).to_string()
}

fn resolved(text: &str) -> Model<'static> {
    let tree = Tree::from_json(text).expect("the benchmark writes JSON");
    model::read(text, &tree, rules::shipped()).expect("the benchmark writes no faults")
}

fn engine(criterion: &mut Criterion) {
    let one = resolved(&description(1));
    criterion.bench_function("one step explained", |bench| bench.iter(|| assess(black_box(&one))));

    let questionnaire = resolved(&description(10));
    criterion.bench_function("every answer to one of 10 steps tried", |bench| {
        bench.iter(|| outlook(black_box(&questionnaire), 0, 3));
    });

    let prose = "When a guest books a room we check that it is free, hold it and charge the deposit. The room must \
                 never be promised twice. Once it is paid, a confirmation is mailed and housekeeping is told. The \
                 statistics may lag a few minutes, and nobody waits for them.\n\n";
    for (name, size) in [("4 KiB of text read", 4 * 1024), ("64 KiB of text read", 64 * 1024)] {
        let text = prose.repeat(size / prose.len());
        criterion.bench_function(name, |bench| bench.iter(|| reader::text::read(black_box(&text), rules::shipped())));
    }
    let odd = "\u{202e}\u{1f600} <b>\"and\" - x, ";
    let odd = odd.repeat(64 * 1024 / odd.len());
    criterion.bench_function("64 KiB of anything read", |bench| {
        bench.iter(|| reader::text::read(black_box(&odd), rules::shipped()).is_ok());
    });

    let names: Vec<&str> = include_str!("../data/messages/phrases.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .cycle()
        .take(1_000)
        .collect();
    criterion.bench_function("1,000 names read", |bench| {
        bench.iter(|| {
            for name in &names {
                black_box(message::classify(black_box(name)));
            }
        });
    });

    let thousand = description(1_000);
    let model = resolved(&thousand);
    criterion.bench_function("1,000 steps assessed", |bench| bench.iter(|| assess(black_box(&model))));
    criterion.bench_function("1,000 steps, JSON to JSON", |bench| {
        bench.iter(|| {
            let model = resolved(black_box(&thousand));
            serde_json::to_vec(&assess(&model)).expect("an assessment has a JSON form")
        });
    });
}

criterion_group!(benches, engine);
criterion_main!(benches);
