//! Names of messages, and snippets of code, schemas and messages.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{LONG, any_of, cut, fields, many, prose::words, run, spoiled, text, texts, value};
use crate::generate::Chance;

/// Good snippets.
static SNIPPETS: LazyLock<Vec<String>> = LazyLock::new(|| texts(&[include_str!("../../data/snippets/snippets.jsonl")]));

fn phrase(chance: &mut Chance) -> String {
    let phrases: Vec<&str> = include_str!("../../data/messages/phrases.tsv").lines().skip(1).collect();
    let good = chance.one_of(&phrases).split('\t').next().unwrap_or_default().to_owned();
    match chance.below(4) {
        0 => run(chance),
        1 => cut(good.repeat(many(chance)), LONG),
        2 => spoiled(chance, &good),
        _ => good,
    }
}

pub(crate) fn messages(chance: &mut Chance) -> String {
    let phrases: Vec<String> = (0..many(chance).min(1_100)).map(|_| cut(phrase(chance), 2_000)).collect();
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"phrases": value(chance), text(chance): 1}).to_string(),
        2 => json!({"phrases": [phrase(chance)]}).to_string(),
        _ => json!({"phrases": phrases}).to_string(),
    }
}

/// Program lines that are deeply nested or very long.
fn code(chance: &mut Chance) -> String {
    let line = *chance.one_of(&[
        "bus.publish(new OrderPlaced(1));\n",
        "bus.publish(\"order.placed\", ",
        "class OrderPlaced { string pageTitle; ",
        "class OrderPlaced:\n",
        "await reply(",
        "while (true) { sleep(1); }\n",
        "x = '",
        "x = \"\\\"",
        "foo(); /* wait ",
        "send<OrderPlaced, ShipOrder>(",
        "result := <-replies\n",
    ]);
    format!("foo();\nbar();\n{}", cut(line.repeat(many(chance)), LONG))
}

/// Messages and schemas with nested parts.
fn schema(chance: &mut Chance) -> String {
    let count = many(chance).min(3_000);
    let parts: serde_json::Map<String, Value> =
        (0..count).map(|part| (format!("page_title_{part}"), json!({"type": "object"}))).collect();
    let inner = json!({"title": "OrderPlaced", "type": "object", "properties": parts});
    let wrapped = (0..chance.below(12)).fold(inner, |inner, _| match chance.below(4) {
        0 => json!({"allOf": [inner, {"properties": {"a": {}}}], "title": "ShipOrder"}),
        1 => json!({"components": inner}),
        2 => json!({"channels": {"events": inner}}),
        _ => json!({"messages": {"OrderPlaced": {"payload": inner}}}),
    });
    wrapped.to_string()
}

pub(crate) fn snippet(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |chance| chance.one_of(&SNIPPETS).clone();
    cut(any_of(chance, &[good, good, code, schema, words]), LONG)
}

pub(crate) fn findings(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"content": value(chance), text(chance): 1}).to_string(),
        _ => json!({"content": snippet(chance)}).to_string(),
    }
}
