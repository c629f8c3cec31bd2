//! Laws of the design of events, for random systems: every schema is a valid JSON Schema, and every example fits it.

use advice::assessment::Role;
use advice::{Tree, rules};
use exchange::{document, event};
use serde_json::{Value, json};

use crate::generate::{Chance, description};

const NAMES: &[&str] = &[
    "id",
    "seat_id",
    "seatId",
    "event_id",
    "type",
    "version",
    "created_at",
    "reserved_at",
    "price",
    "email",
    "note",
    "password",
    "email_template",
    "recipients",
    "reply_to",
    "dry_run",
    "order_id",
    "due date",
    "\u{e4}",
    "a.b",
    "2",
];
const TYPES: &[&str] = &[
    "string",
    "uuid",
    "decimal",
    "int",
    "double",
    "boolean",
    "date",
    "time",
    "timestamp",
    "duration",
    "url",
    "e-mail",
    "string[]",
    "list of numbers",
    "json",
    "Basket",
    "optional date",
    "a \"quoted\" one",
];

/// A random system whose steps carry fields.
fn system(seed: u64) -> Value {
    let mut system = description(seed);
    let chance = &mut Chance::new(seed ^ 0xF1E1D);
    for flow in system["flows"].as_array_mut().unwrap() {
        for step in flow["steps"].as_array_mut().unwrap() {
            let fields: Vec<Value> = (0..chance.below(16))
                .map(|_| {
                    let mut field = json!({"name": chance.one_of(NAMES)});
                    if chance.percent(60) {
                        field["type"] = json!(chance.one_of(TYPES));
                    }
                    if chance.percent(20) {
                        field["personal"] = json!(chance.percent(50));
                    }
                    field
                })
                .collect();
            step["fields"] = json!(fields);
        }
    }
    system
}

/// Holds one value against a schema, with the formats of texts.
fn check(schema: &Value, value: &Value) -> Result<(), String> {
    jsonschema::draft202012::meta::validate(schema).map_err(|error| format!("{error} in {schema:#}"))?;
    let validator = jsonschema::draft202012::options().should_validate_formats(true).build(schema);
    let validator = validator.map_err(|error| error.to_string())?;
    validator.validate(value).map_err(|error| format!("{error} in {value:#} for {schema:#}"))
}

#[test]
fn every_schema_is_valid_and_its_example_fits_it() {
    let json = |document| serde_json::from_str::<Value>(&document::to_json(&document)).unwrap();
    let mut number = 0;
    for seed in 0..60 {
        let text = system(seed).to_string();
        let model = advice::model::read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap();
        let assessment = advice::assess(&model);
        for contract in event::contracts(&assessment) {
            number += 1;
            let (schema, example) = (json(contract.json_schema()), json(contract.cloud_event(number)));
            check(&schema, &example["data"]).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            let (version, _) = contract.schema.of_role(Role::Version).unwrap();
            assert_eq!(example["data"][version.as_ref()], 1, "seed {seed}");
        }
    }
    assert!(number > 100, "only {number} events");
}

#[test]
fn every_field_is_in_or_out_with_a_reason() {
    for seed in 0..300 {
        let text = system(seed).to_string();
        let model = advice::model::read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap();
        for event in &advice::assess(&model).events {
            let told = || format!("seed {seed}: {event:#?}");
            let schema = event.schema.as_ref().unwrap();
            let names: Vec<&str> = schema.properties.0.iter().map(|(name, _)| name.as_ref()).collect();
            for (at, (name, property)) in schema.properties.0.iter().enumerate() {
                assert!(!names[..at].contains(&name.as_ref()), "{name} twice, {}", told());
                assert!(property.description.ends_with('.'), "{}", told());
            }
            for left in &event.left_out {
                assert!(!names.contains(&left.field.as_ref()) && left.because.ends_with('.'), "{}", told());
            }
            assert!(schema.required.iter().all(|name| names.contains(&name.as_ref())), "{}", told());
            assert!(event.key.iter().all(|key| names.contains(&key.as_ref())), "{}", told());
            for role in [Role::Id, Role::Type, Role::Time, Role::Version] {
                assert!(schema.of_role(role).is_some_and(|(name, _)| schema.requires(name)), "{}", told());
            }
            assert!(event.size.is_some() && event.because.ends_with('.') && !event.sources.is_empty(), "{}", told());
            // What no event may carry, whatever else is said.
            assert!(!names.contains(&"password") && !names.contains(&"reply_to"), "{}", told());
        }
    }
}
