//! Random pairs of versions of a schema: a first one, and the same with some changes.

use serde_json::{Map, Value, json};

use crate::generate::Chance;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Two versions of a JSON Schema.
pub(crate) fn json_schemas(chance: &mut Chance) -> [Value; 2] {
    let mut old = object(chance, 3);
    if chance.percent(40) {
        old["$defs"] = json!({"shared": schema(chance, 1)});
        old["properties"]["d"] = json!({"$ref": "#/$defs/shared"});
    }
    if chance.percent(10) {
        old = schema(chance, 2);
    }
    let mut new = old.clone();
    for _ in 0..=chance.below(2) {
        change(chance, &mut new, 3);
    }
    [old, new]
}

fn schema(chance: &mut Chance, depth: usize) -> Value {
    let simple = depth == 0;
    match chance.below(if simple { 6 } else { 12 }) {
        0 => text(chance),
        1 => number(chance),
        2 => json!({"type": *chance.one_of(&["boolean", "null", "string", "integer"])}),
        3 => json!({"enum": (0..=chance.below(3)).map(|_| any_value(chance)).collect::<Vec<_>>()}),
        4 => json!({"type": ["string", *chance.one_of(&["null", "integer", "number"])]}),
        5 => json!({"const": any_value(chance)}),
        6 | 7 => object(chance, depth - 1),
        8 => list(chance, depth - 1),
        9 => json!({"anyOf": [schema(chance, depth - 1), schema(chance, depth - 1)]}),
        10 => json!({"oneOf": [tagged(chance, "x"), tagged(chance, "y")]}),
        _ => json!({"allOf": [schema(chance, depth - 1), {"not": schema(chance, 0)}]}),
    }
}

/// An object that says by a constant of which kind it is.
fn tagged(chance: &mut Chance, tag: &str) -> Value {
    let own = *chance.one_of(&NAMES);
    json!({"type": "object", "properties": {"kind": {"const": tag}, own: schema(chance, 0)}, "required": ["kind"]})
}

fn any_value(chance: &mut Chance) -> Value {
    chance.one_of(&[json!("x"), json!("y"), json!("zz"), json!(1), json!(2.5), json!(null), json!(true)]).clone()
}

fn text(chance: &mut Chance) -> Value {
    let mut schema = json!({"type": "string"});
    if chance.percent(50) {
        schema["minLength"] = json!(chance.below(4));
    }
    if chance.percent(50) {
        schema["maxLength"] = json!(3 + chance.below(3));
    }
    schema
}

fn number(chance: &mut Chance) -> Value {
    let mut schema = json!({"type": *chance.one_of(&["integer", "number"])});
    let bounds = [("minimum", 0), ("exclusiveMinimum", 0), ("maximum", 5), ("exclusiveMaximum", 5), ("multipleOf", 1)];
    for (keyword, from) in bounds {
        if chance.percent(20) {
            schema[keyword] = json!(from + chance.below(4));
        }
    }
    schema
}

fn list(chance: &mut Chance, depth: usize) -> Value {
    let mut schema = json!({"type": "array"});
    if chance.percent(70) {
        schema["items"] = self::schema(chance, depth);
    }
    if chance.percent(30) {
        schema["prefixItems"] = json!([self::schema(chance, 0)]);
    }
    if chance.percent(30) {
        schema["maxItems"] = json!(1 + chance.below(3));
    }
    if chance.percent(30) {
        schema["minItems"] = json!(chance.below(2));
    }
    if chance.percent(20) {
        schema["uniqueItems"] = json!(true);
    }
    if chance.percent(20) {
        schema["contains"] = self::schema(chance, 0);
    }
    schema
}

fn object(chance: &mut Chance, depth: usize) -> Value {
    let mut properties = Map::new();
    for name in NAMES.iter().take(chance.below(4)) {
        properties.insert((*name).to_owned(), schema(chance, depth));
    }
    let required: Vec<&String> = properties.keys().filter(|_| chance.percent(40)).collect();
    let mut schema = json!({"type": "object", "required": required, "properties": properties.clone()});
    match chance.below(4) {
        0 => schema["additionalProperties"] = json!(false),
        1 => schema["additionalProperties"] = self::schema(chance, 0),
        _ => {}
    }
    if chance.percent(15) {
        schema["minProperties"] = json!(chance.below(3));
    }
    if chance.percent(10) {
        schema["dependentRequired"] = json!({"a": ["b"]});
    }
    if chance.percent(10) {
        schema["patternProperties"] = json!({"^x": self::schema(chance, 0)});
    }
    schema
}

/// Changes something in a schema.
fn change(chance: &mut Chance, schema: &mut Value, depth: usize) {
    let Value::Object(fields) = schema else { return };
    if depth > 0 && chance.percent(40) {
        let inner =
            *chance.one_of(&["properties", "items", "anyOf", "oneOf", "allOf", "additionalProperties", "$defs"]);
        match fields.get_mut(inner) {
            Some(Value::Object(named)) if matches!(inner, "properties" | "$defs") => {
                let chosen = chance.below(named.len());
                if let Some((_, inner)) = named.iter_mut().nth(chosen) {
                    return change(chance, inner, depth - 1);
                }
            }
            Some(Value::Array(list)) => {
                let chosen = chance.below(list.len());
                return change(chance, &mut list[chosen], depth - 1);
            }
            Some(inner) => return change(chance, inner, depth - 1),
            None => {}
        }
    }
    let keywords: Vec<String> = fields.keys().filter(|name| *name != "$defs").cloned().collect();
    if keywords.is_empty() {
        return;
    }
    let keyword = chance.one_of(&keywords).clone();
    let Some(value) = fields.get_mut(&keyword) else { return };
    match (keyword.as_str(), value) {
        ("properties", Value::Object(properties)) => {
            let name = *chance.one_of(&NAMES);
            if properties.remove(name).is_none() || chance.percent(30) {
                let mut added = self::schema(chance, 1);
                if chance.percent(20) {
                    added = json!({"type": "string", "default": "x"});
                }
                properties.insert(name.to_owned(), added);
            }
        }
        ("required", Value::Array(names)) => {
            let name = json!(*chance.one_of(&NAMES));
            match names.iter().position(|known| *known == name) {
                Some(at) => _ = names.remove(at),
                None => names.push(name),
            }
        }
        ("enum", Value::Array(values)) => {
            let value = any_value(chance);
            if !values.contains(&value) {
                values.push(value);
            } else if values.iter().any(|known| *known != value) {
                values.retain(|known| *known != value);
            }
        }
        ("anyOf" | "oneOf", Value::Array(branches)) => {
            if branches.len() > 1 && chance.percent(50) {
                branches.pop();
            } else {
                let tag = *chance.one_of(&["x", "z"]);
                branches.push(if chance.percent(50) { tagged(chance, tag) } else { self::schema(chance, 0) });
            }
        }
        ("type", value) => {
            *value = json!(*chance.one_of(&["string", "integer", "number", "object"]));
            if chance.percent(50) {
                *value = json!([value.clone(), "null"]);
            }
        }
        ("additionalProperties", value) => *value = json!(chance.percent(50)),
        (_, Value::Number(number)) => {
            let number = number.as_u64().unwrap_or(1);
            let changed = if chance.percent(50) { number + 1 } else { number.saturating_sub(1) };
            fields.insert(keyword.clone(), json!(changed.max(u64::from(keyword == "multipleOf"))));
        }
        _ => _ = fields.remove(&keyword),
    }
}

/// Two versions of an Avro schema.
pub(crate) fn avro_schemas(chance: &mut Chance) -> [Value; 2] {
    let mut names = 0;
    let old = record(chance, 2, &mut names);
    let mut new = old.clone();
    for _ in 0..=chance.below(2) {
        change_avro(chance, &mut new, &mut names);
    }
    [old, new]
}

const PRIMITIVES: [&str; 7] = ["boolean", "int", "long", "float", "double", "string", "bytes"];

fn avro(chance: &mut Chance, depth: usize, names: &mut usize) -> Value {
    let simple = depth == 0;
    match chance.below(if simple { 4 } else { 9 }) {
        0..=3 => json!(*chance.one_of(&PRIMITIVES)),
        4 => json!(["null", *chance.one_of(&PRIMITIVES)]),
        5 => record(chance, depth - 1, names),
        6 => {
            *names += 1;
            let mut symbols = json!({"type": "enum", "name": format!("N{names}"), "symbols": ["A", "B"]});
            if chance.percent(50) {
                symbols["default"] = json!("A");
            }
            symbols
        }
        7 => json!({"type": *chance.one_of(&["array", "map"]), "items": avro(chance, 0, names), "values": "int"}),
        _ => {
            *names += 1;
            json!({"type": "fixed", "name": format!("N{names}"), "size": 2})
        }
    }
}

fn record(chance: &mut Chance, depth: usize, names: &mut usize) -> Value {
    *names += 1;
    let name = format!("N{names}");
    let fields: Vec<Value> =
        NAMES.iter().take(1 + chance.below(3)).map(|name| field(chance, name, depth, names)).collect();
    json!({"type": "record", "name": name, "fields": fields})
}

fn field(chance: &mut Chance, name: &str, depth: usize, names: &mut usize) -> Value {
    let mut field = json!({"name": name, "type": avro(chance, depth, names)});
    if chance.percent(30) {
        field["type"] = json!(*chance.one_of(&["int", "long"]));
        field["default"] = json!(1);
    }
    field
}

/// Changes something in an Avro schema.
fn change_avro(chance: &mut Chance, schema: &mut Value, names: &mut usize) {
    match schema {
        Value::String(name) => {
            *schema = match chance.below(3) {
                0 => json!(["null", name.clone()]),
                _ => json!(*chance.one_of(&PRIMITIVES)),
            }
        }
        Value::Array(branches) => match chance.below(3) {
            0 if branches.len() > 1 => _ = branches.remove(chance.below(2)),
            1 if !branches.contains(&json!("string")) => branches.push(json!("string")),
            _ => branches.reverse(),
        },
        Value::Object(fields) => {
            if let Some(Value::Array(symbols)) = fields.get_mut("symbols") {
                if chance.percent(50) && symbols.len() == 2 {
                    symbols.push(json!("C"));
                } else {
                    fields.remove("default");
                }
                return;
            }
            if fields.contains_key("size") {
                fields.insert("size".to_owned(), json!(2 + chance.below(2)));
                return;
            }
            if let Some(items) = fields.get_mut("items") {
                return change_avro(chance, items, names);
            }
            let Some(Value::Array(list)) = fields.get_mut("fields") else { return };
            let chosen = chance.below(list.len());
            match chance.below(7) {
                0 if list.iter().all(|field| field["name"] != "d") => list.push(field(chance, "d", 1, names)),
                1 if list.len() > 1 => _ = list.remove(chosen),
                2 => list.reverse(),
                3 if list.iter().all(|field| field["name"] != "e") => {
                    let old = std::mem::replace(&mut list[chosen]["name"], json!("e"));
                    if chance.percent(70) {
                        list[chosen]["aliases"] = json!([old]);
                    }
                }
                4 => _ = list[chosen].as_object_mut().and_then(|field| field.remove("default")),
                // A default would have to follow the type.
                _ if list[chosen].get("default").is_none() => change_avro(chance, &mut list[chosen]["type"], names),
                _ => {}
            }
        }
        _ => {}
    }
}
