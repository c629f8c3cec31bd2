//! Two versions of a schema.

use serde_json::{Value, json};

use super::{any_of, many, spoiled, value};
use crate::{fuzz::versions, generate::Chance};

/// Two versions of a schema to be compared.
pub(crate) fn versions(chance: &mut Chance) -> String {
    let [old, new] = match chance.below(8) {
        0 => versions::avro_schemas(chance),
        1 | 2 => versions::json_schemas(chance),
        3 | 4 => knotted(chance),
        5 => tangled_records(chance),
        6 => [value(chance), value(chance)],
        _ => {
            let text = any_of(chance, &[|chance| versions::json_schemas(chance)[0].to_string(), good_asyncapi]);
            let changed = spoiled(chance, &text);
            [json!(text), json!(changed)]
        }
    };
    let body = json!({"old": old, "new": new}).to_string();
    if chance.percent(20) { spoiled(chance, &body) } else { body }
}

/// Schemas that refer to each other in every way, of which one changes.
fn knotted(chance: &mut Chance) -> [Value; 2] {
    let count = 1 + many(chance).min(400);
    let made = (0..count).map(|index| {
        let near = |chance: &mut Chance| {
            let other = if chance.percent(70) { (index + 1) % count } else { chance.below(count) };
            json!({"$ref": format!("#/$defs/d{other}")})
        };
        let several = |chance: &mut Chance| (0..=chance.below(4)).map(|_| near(chance)).collect::<Vec<_>>();
        let schema = match chance.below(10) {
            0 => json!({"allOf": several(chance)}),
            1 => json!({"anyOf": several(chance)}),
            2 => json!({"oneOf": several(chance), "anyOf": several(chance)}),
            3 => json!({"not": near(chance)}),
            4 => json!({"items": near(chance), "prefixItems": several(chance), "contains": near(chance)}),
            5 => json!({"if": near(chance), "then": near(chance), "else": near(chance)}),
            6 => json!({"patternProperties": {"^a": near(chance)}, "additionalProperties": near(chance)}),
            7 => json!({"enum": (0..many(chance)).collect::<Vec<_>>(), "anyOf": several(chance)}),
            _ => json!({"properties": {"a": near(chance), "b": near(chance)}, "unevaluatedProperties": near(chance)}),
        };
        (format!("d{index}"), schema)
    });
    let definitions: serde_json::Map<String, Value> = made.collect();
    let old = json!({"$ref": "#/$defs/d0", "$defs": definitions});
    let mut new = old.clone();
    new["$defs"][format!("d{}", chance.below(count))] = json!({"type": "string", "minLength": 1});
    [old, new]
}

/// Records that hold unions of each other, of which one changes.
fn tangled_records(chance: &mut Chance) -> [Value; 2] {
    let count = 1 + many(chance).min(300);
    let mut inner = json!("string");
    for index in 0..count.min(40) {
        let union = json!(["null", inner, {"type": "array", "items": format!("R{}", index.saturating_sub(1))}]);
        let kind = if index == 0 { json!("int") } else { union };
        let fields: Vec<Value> =
            (0..=many(chance).min(50)).map(|field| json!({"name": format!("f{field}"), "type": "int"})).collect();
        let fields = [vec![json!({"name": "inner", "type": kind})], fields].concat();
        inner = json!({"type": "record", "name": format!("R{index}"), "fields": fields});
    }
    let text = inner.to_string();
    [inner, serde_json::from_str(&text.replacen("\"int\"", "\"string\"", 1 + chance.below(3))).unwrap_or_default()]
}

/// A document with messages behind references.
fn good_asyncapi(_: &mut Chance) -> String {
    "asyncapi: 3.0.0\nchannels:\n  o:\n    messages:\n      A: {$ref: '#/components/messages/A'}\ncomponents:\n  messages:\n    A: \
     {payload: {$ref: '#/components/schemas/a'}}\n  schemas:\n    a: {type: object, properties: {id: {type: string}}}\n"
        .to_owned()
}
