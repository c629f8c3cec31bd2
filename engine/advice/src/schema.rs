//! The JSON Schema of a description, built from the wire type and the rulebook's questions.
//!
//! Editors complete descriptions from it. So each field has a title, made of its name, and examples, which all come
//! from one description: `schema/example.json` uses every field.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::description::{Description, LIMITS};
use crate::rule::{Question, RuleKind};
use crate::rulebook::{Rulebook, Scope};

/// The schema's name, whichever server or program wrote it. Its number changes when a description that was valid is
/// valid no more.
pub const ID: &str = "urn:eda-advisor:schema:description:1";

/// The description that all examples come from.
const EXAMPLE: &str = include_str!("schema/example.json");

/// Length of the longest example of a field, in bytes of JSON.
const LONGEST_EXAMPLE: usize = 120;

/// Maximum number of examples of a field.
const EXAMPLES: usize = 3;

/// JSON Schema 2020-12 of a description, with the questions and answers of a rulebook.
pub fn description(book: &Rulebook) -> Value {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Description>();
    let mut schema = schema.to_value();
    without_null(&mut schema);
    schema["$id"] = json!(ID);
    for field in ["answers", "inferred"] {
        let describe = |was: &Value, scope| {
            let mut answers = answers(book, scope);
            answers["description"] = was["description"].clone();
            answers
        };
        schema["properties"][field] = describe(&schema["properties"][field], Scope::System);
        let of_step = &mut schema["$defs"]["Step"]["properties"][field];
        *of_step = describe(of_step, Scope::Step);
    }
    let styles = book.styles().map(|rule| json!({"const": rule.id, "title": rule.name, "description": rule.claim}));
    schema["$defs"]["Today"]["properties"]["style"] = json!({
        "type": "string",
        "description": "Id of a style; `/api/v1/rules` lists them.",
        "oneOf": styles.collect::<Vec<_>>(),
    });
    give_titles(&mut schema);
    schema["title"] = json!("Description of a system");
    let example: Value = serde_json::from_str(EXAMPLE).unwrap_or_default();
    for (property, examples) in examples(&schema, &example) {
        if let Some(Value::Object(property)) = schema.pointer_mut(&property) {
            property.insert("examples".to_owned(), examples.into());
        }
    }
    schema["examples"] = json!([example]);
    schema
}

/// Takes away that an optional field may be null: what is not said is left out.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("default").is_some_and(Value::is_null) {
                fields.remove("default");
            }
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(alternatives)) = fields.get_mut("anyOf") {
                alternatives.retain(|alternative| alternative["type"] != "null");
                if let [Value::Object(only)] = alternatives.as_slice() {
                    let only = only.clone();
                    fields.remove("anyOf");
                    fields.extend(only);
                }
            }
            fields.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Gives every type and every field that has no title one that is made of its name.
fn give_titles(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if let ("properties" | "$defs", Value::Object(named)) = (name.as_str(), &mut *value) {
                    let untitled = named.iter_mut().filter_map(|(name, value)| Some((name, value.as_object_mut()?)));
                    untitled.for_each(|(name, value)| {
                        value.entry("title").or_insert_with(|| title(name).into());
                    });
                }
                give_titles(value);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(give_titles),
        _ => {}
    }
}

/// The title of a field or a type: `peak_per_second` is "Peak per second", `service_ms` is "Service (ms)".
fn title(name: &str) -> String {
    let (name, unit) = match name.rsplit_once('_') {
        Some((name, unit @ ("ms" | "s"))) => (name, format!(" ({unit})")),
        _ => (name, String::new()),
    };
    let mut words = String::new();
    for letter in name.chars() {
        match letter {
            '_' => words.push(' '),
            _ if words.is_empty() => words.extend(letter.to_uppercase()),
            _ if letter.is_uppercase() => {
                words.push(' ');
                words.extend(letter.to_lowercase());
            }
            _ => words.push(letter),
        }
    }
    words + &unit
}

/// The examples of each field, by the JSON Pointer to its schema.
fn examples(schema: &Value, example: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut found = BTreeMap::new();
    let mut ahead = vec![(String::new(), example)];
    while let Some((at, value)) = ahead.pop() {
        let Some(Value::Object(node)) = schema.pointer(&at) else { continue };
        if let Some(named) = node.get("$ref").and_then(Value::as_str) {
            ahead.push((named.trim_start_matches('#').to_owned(), value));
        }
        if let Some(Value::Array(alternatives)) = node.get("anyOf") {
            ahead.extend((0..alternatives.len()).map(|index| (format!("{at}/anyOf/{index}"), value)));
        }
        match value {
            Value::Array(items) => ahead.extend(items.iter().rev().map(|item| (format!("{at}/items"), item))),
            Value::Object(fields) => {
                for (name, value) in fields.iter().rev() {
                    let at = format!("{at}/properties/{name}");
                    note(&mut found, &at, value);
                    ahead.push((at, value));
                }
            }
            _ => {}
        }
    }
    found
}

/// Adds an example of a field, unless there are enough or it is too long to be of help.
fn note(found: &mut BTreeMap<String, Vec<Value>>, at: &str, value: &Value) {
    if value.to_string().len() <= LONGEST_EXAMPLE {
        let examples = found.entry(at.to_owned()).or_default();
        if examples.len() < EXAMPLES && !examples.contains(value) {
            examples.push(value.clone());
        }
    }
}

fn answers(book: &Rulebook, scope: Scope) -> Value {
    let mut properties = Map::new();
    for rule in book.questions(scope) {
        if let RuleKind::Row(q) | RuleKind::Gate(q) | RuleKind::Constraint(q) | RuleKind::System(q) = &rule.kind {
            properties.insert(rule.id.to_string(), question(&rule.name, q));
        }
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn question(title: &str, question: &Question) -> Value {
    let one = json!({
        "title": title,
        "description": question.ask,
        "oneOf": question.answers.iter().map(|a| json!({"const": a.id, "description": a.label})).collect::<Vec<_>>(),
    });
    if question.several {
        json!({"title": title, "anyOf": [one.clone(), {"type": "array", "items": one, "maxItems": LIMITS.answers}]})
    } else {
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tree, model, rules::shipped};

    #[test]
    fn the_example_is_a_description() {
        let tree = Tree::from_json(EXAMPLE).unwrap();
        assert!(model::read(EXAMPLE, &tree, shipped()).is_ok_and(|model| !model.flows().is_empty()));
    }

    #[test]
    fn a_title_is_made_of_a_name() {
        for (name, expected) in [
            ("id", "Id"),
            ("peak_per_second", "Peak per second"),
            ("service_ms", "Service (ms)"),
            ("ParticipantKind", "Participant kind"),
        ] {
            assert_eq!(title(name), expected);
        }
    }

    #[test]
    fn nothing_may_be_null_in_the_schema_as_in_a_description() {
        assert!(!description(shipped()).to_string().contains("null"));
        let null =
            r#"{"name": "x", "summary": null, "flows": [{"rate": null, "steps": [{"action": "y", "within": null}]}]}"#;
        let faults = model::read(null, &Tree::from_json(null).unwrap(), shipped()).unwrap_err();
        assert_eq!(faults.len(), 3);
    }

    #[test]
    fn every_field_has_a_title_and_examples() {
        let schema = description(shipped());
        let types = schema["$defs"].as_object().unwrap().iter();
        for (name, kind) in types.chain([(&"Description".to_owned(), &schema)]) {
            assert!(kind["title"].is_string(), "{name}");
            for (field, property) in kind["properties"].as_object().into_iter().flatten() {
                assert!(property["title"].is_string() && property["description"].is_string(), "{name}.{field}");
                // Long parts have no example of their own; their fields have.
                let is_shown = property["examples"].is_array() || property.pointer("/items/$ref").is_some();
                assert!(is_shown || field == "answers" || field == "inferred", "{name}.{field}");
            }
        }
        let steps = &schema["$defs"]["Step"]["properties"];
        assert_eq!(steps["action"]["examples"][0], "Reserve the seat");
        assert_eq!(
            steps["answers"]["properties"]["reply"]["title"],
            shipped().find("reply").next().unwrap().name.as_ref()
        );
    }
}
