//! The events of an assessment as contracts: each event of a producer once, in the formats of schema tools.
//!
//! Several steps may publish the same event. Its contract has every property that one of them gives it, and requires
//! those that all of them give it.

mod avro;
mod example;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use advice::Assessment;
use advice::assessment::{Event, Property, Schema};
use advice::tree::Value;

use crate::document::{self, Document};

/// An event of one producer.
#[derive(Debug, Clone)]
pub struct Contract<'a> {
    /// The name of the event.
    pub name: &'a str,
    /// The id of its producer; none if the description does not say.
    pub producer: Option<&'a str>,
    /// The name of its key among the properties.
    pub key: Option<&'a str>,
    /// Its schema.
    pub schema: Schema<'a>,
}

/// Every event of an assessment once, in the order of the steps. An assessment that was made before events had schemas
/// has none.
pub fn contracts<'a>(assessment: &'a Assessment<'a>) -> Vec<Contract<'a>> {
    let mut contracts: Vec<Contract<'a>> = Vec::new();
    let mut places = BTreeMap::new();
    for event in &assessment.events {
        let (Some(contract), Some(schema)) = (Contract::of(event), &event.schema) else { continue };
        match places.entry(schema.id.as_ref()) {
            Entry::Occupied(place) => {
                let known: &mut Contract<'_> = &mut contracts[*place.get()];
                known.join(contract);
            }
            Entry::Vacant(place) => {
                place.insert(contracts.len());
                contracts.push(contract);
            }
        }
    }
    contracts
}

impl<'a> Contract<'a> {
    /// The contract of one event; none if it has no schema.
    pub fn of(event: &'a Event<'a>) -> Option<Self> {
        let (name, producer) = (event.name.as_ref(), event.producer.as_deref());
        Some(Self { name, producer, key: event.key.as_deref(), schema: event.schema.clone()? })
    }

    /// Adds what the same event carries elsewhere.
    fn join(&mut self, other: Self) {
        self.schema.required.retain(|name| other.schema.requires(name));
        for (name, property) in other.schema.properties.0 {
            if self.property(&name).is_none() {
                self.schema.properties.0.push((name, property));
            }
        }
        self.key = self.key.or(other.key);
    }

    /// A property by its name.
    fn property(&self, name: &str) -> Option<&Property<'a>> {
        self.schema.properties.0.iter().find(|(known, _)| known == name).map(|(_, property)| property)
    }

    /// Its JSON Schema.
    pub fn json_schema(&self) -> Document {
        document::of(&self.schema)
    }

    /// An example in an envelope of CloudEvents 1.0. `number` tells the examples of several events apart.
    pub fn cloud_event(&self, number: usize) -> Document {
        example::cloud_event(self, number)
    }

    /// Its Avro record.
    pub fn avro(&self) -> Document {
        avro::record(self, &avro::record_name(self))
    }
}

/// The Avro records of several events, no two of which have the same full name.
pub fn avro(contracts: &[Contract<'_>]) -> Document {
    avro::records(contracts)
}

/// A schema for a place inside another document, which has a dialect of its own: without `$schema` and `$id`.
pub fn embedded(schema: &Schema<'_>) -> Document {
    let mut document = document::of(schema);
    if let Value::Map(fields) = &mut document.value {
        fields.retain(|(name, _)| name != "$schema" && name != "$id");
    }
    document
}

/// Several events as one JSON Schema: what is valid is one of them. `system` is the name of the system.
pub fn json_schema(system: &str, contracts: &[Contract<'_>]) -> Document {
    use document::{list, map, text};
    let is_named_twice = |name: &str| contracts.iter().filter(|other| other.name == name).count() > 1;
    let named = |contract: &Contract<'_>| match contract.producer {
        Some(producer) if is_named_twice(contract.name) => format!("{producer}.{}", contract.name),
        _ => contract.name.to_owned(),
    };
    let mut fields = vec![
        ("$schema", text(advice::assessment::DIALECT)),
        ("title", text(format!("Events of {system}"))),
        ("description", text("One of the events that this system publishes. Each has its own schema under $defs.")),
    ];
    if !contracts.is_empty() {
        let each = contracts.iter().map(|contract| map([("$ref", text(contract.schema.id.as_ref()))]));
        fields.push(("anyOf", list(each)));
    }
    fields.push(("$defs", map(contracts.iter().map(|contract| (named(contract), contract.json_schema())))));
    map(fields)
}

#[cfg(test)]
mod tests {
    use advice::{Tree, assess, model, rules};
    use serde_json::{Value, json};

    use super::{Contract, Document, avro, contracts, document, embedded, json_schema};

    const TASK: &str = r#"{"name": "Task management", "flows": [
        {"id": "create", "actor": "user", "steps": [
          {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks:v2"], "entity": "task",
            "fields": [{"name": "task_id"}, {"name": "title"}, {"name": "due-date", "type": "optional date"},
              {"name": "budget", "type": "decimal"}, {"name": "e_mail", "personal": true}],
            "answers": {"reply": "answer"}},
          {"action": "Index it", "from": "tasks:v2", "to": ["search"], "after": ["create"],
            "answers": {"reply": "none"}}]},
        {"id": "import", "actor": "user", "steps": [
          {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks:v2"], "entity": "task",
            "fields": [{"name": "task_id"}, {"name": "source"}], "answers": {"reply": "answer"}},
          {"action": "Index it", "from": "tasks:v2", "to": ["search"], "after": ["create"],
            "answers": {"reply": "none"}}]}]}"#;

    fn with<T>(text: &str, read: impl Fn(&[Contract<'_>]) -> T) -> T {
        let model = model::read(text, &Tree::from_json(text).unwrap(), rules::shipped()).unwrap();
        read(&contracts(&assess(&model)))
    }

    fn json(document: &Document) -> Value {
        serde_json::from_str(&document::to_json(document)).unwrap()
    }

    #[test]
    fn an_event_that_two_steps_publish_has_one_contract() {
        with(TASK, |contracts| {
            let [contract] = contracts else { panic!("{contracts:#?}") };
            let names: Vec<&str> = contract.schema.properties.0.iter().map(|(name, _)| name.as_ref()).collect();
            assert_eq!(names, ["id", "type", "time", "version", "task_id", "title", "due-date", "budget", "source"]);
            assert!(contract.schema.requires("task_id") && !contract.schema.requires("title"));
        });
    }

    #[test]
    fn an_example_stands_in_its_envelope_and_fits_its_schema() {
        let example = with(TASK, |contracts| json(&contracts[0].cloud_event(7)));
        assert_eq!(
            example,
            json!({
                "specversion": "1.0", "id": "00000000-0000-4000-8000-000000000007", "source": "/tasks%3Av2",
                "type": "TaskCreated", "time": "2026-01-15T09:30:00Z", "datacontenttype": "application/json",
                "dataschema": "urn:event:tasks%3Av2:TaskCreated:1", "subject": "task-1", "partitionkey": "task-1",
                "data": {
                    "id": "00000000-0000-4000-8000-000000000007", "type": "TaskCreated",
                    "time": "2026-01-15T09:30:00Z", "version": 1, "task_id": "task-1", "title": "title",
                    "due-date": "2026-01-15", "budget": "12.50", "source": "source"
                }
            })
        );
    }

    #[test]
    fn an_avro_record_has_only_names_that_avro_permits() {
        let records = with(TASK, |contracts| json(&avro(contracts)));
        let record = &records[0];
        assert_eq!((&record["name"], &record["namespace"]), (&json!("TaskCreated"), &json!("tasks_v2")));
        let field = |name: &str| {
            let fields = record["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("{name}: {record:#}"))
        };
        assert_eq!(field("time")["type"], json!({"type": "long", "logicalType": "timestamp-millis"}));
        assert_eq!(field("due_date")["type"], json!(["null", {"type": "int", "logicalType": "date"}]));
        assert_eq!((&field("due_date")["default"], &field("due_date")["x-name"]), (&Value::Null, &json!("due-date")));
        assert_eq!(field("budget")["type"], json!(["null", "string"]), "the second step does not carry it");
    }

    #[test]
    fn inside_another_document_a_schema_has_no_dialect_and_no_name_of_its_own() {
        let schema = with(TASK, |contracts| json(&embedded(&contracts[0].schema)));
        assert_eq!(
            (&schema["$schema"], &schema["$id"], &schema["title"]),
            (&Value::Null, &Value::Null, &json!("TaskCreated"))
        );
    }

    #[test]
    fn a_system_without_events_has_a_schema_that_says_so() {
        let text = r#"{"name": "Login", "flows": [{"steps": [{"action": "Log in", "answers": {"reply": "answer"}}]}]}"#;
        let schema = with(text, |contracts| json(&json_schema("Login", contracts)));
        assert_eq!((&schema["$defs"], &schema["anyOf"]), (&json!({}), &Value::Null));
    }
}
