//! Benchmarks of the layout, on graphs on which other engines were measured, and on realistic flows.
//!
//! Run `cargo bench -p tests --bench layout`. The README's figures name the machine.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]

#[path = "../layout/generate.rs"]
mod generate;

use std::hint::black_box;

use advice::{Tree, assess, model, rules};
use criterion::{Criterion, criterion_group, criterion_main};
use pictures::flow::{
    self, Flow,
    drawing::{self, Width},
    layout,
};
use serde_json::{Value, json};

/// A flow with a few calls, followed by events that branch and join.
fn flow(steps: usize) -> Flow {
    let step = |index: usize| {
        let reply = if index < 4 { "answer" } else { "none" };
        let mut step = json!({
            "id": format!("step-{index}"), "action": format!("Reserve seat number {index}"), "entity": "seat",
            "from": "booking", "to": [format!("service-{}", index % 12)], "answers": {"reply": reply},
        });
        if index >= 4 {
            step["after"] = json!([format!("step-{}", 3 + (index - 4) / 3)]);
        }
        step
    };
    let steps: Vec<Value> = (0..steps).map(step).collect();
    let text = json!({"name": "Benchmark", "flows": [{"id": "flow", "actor": "fan", "steps": steps}]}).to_string();
    let tree = Tree::from_json(&text).expect("the benchmark writes JSON");
    let model = model::read(&text, &tree, rules::shipped()).expect("the benchmark writes no faults");
    flow::flows(&model, &assess(&model)).remove(0)
}

fn layouts(criterion: &mut Criterion) {
    for size in [10, 50, 200, 1_000] {
        let graph = generate::graph(size, 1);
        criterion.bench_function(&format!("graph of {size} nodes laid out"), |bench| {
            bench.iter(|| layout::lay_out(black_box(&graph)));
        });
        let flow = flow(size);
        for (&width, name) in Width::ALL.iter().zip(["drawn", "drawn for a column"]) {
            criterion.bench_function(&format!("flow of {size} steps {name}"), |bench| {
                bench.iter(|| drawing::lay_out(black_box(&flow), width));
            });
        }
    }
}

criterion_group!(benches, layouts);
criterion_main!(benches);
