//! The tools, a file each, as a list.

pub mod assess_system;
pub mod classify_messages;
pub mod compare_schemas;
pub mod describe_from_text;
pub mod design_event;
pub mod explain_rule;
pub mod find_anti_patterns;
pub mod publish_report;
pub mod read_report;

use schemars::JsonSchema;
use serde_json::{Value, json};

use crate::mcp::tool::Tool;

/// Every tool, in the order in which an assistant usually needs them.
pub const ALL: &[&Tool] = &[
    &describe_from_text::TOOL,
    &assess_system::TOOL,
    &design_event::TOOL,
    &explain_rule::TOOL,
    &find_anti_patterns::TOOL,
    &classify_messages::TOOL,
    &compare_schemas::TOOL,
    &publish_report::TOOL,
    &read_report::TOOL,
];

/// The schema of arguments with these fields, of which `required` have to be given.
pub fn object<const N: usize>(required: &[&str], fields: [(&str, Value); N]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

/// The schema of a tool's answer.
pub fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    if let Value::Object(fields) = &mut schema {
        // The protocol says which dialect it is.
        fields.remove("$schema");
    }
    schema
}

/// The short schema of a description. Its whole schema has 32 kB, which a client puts before its model for each tool
/// that has it: only `assess_system` does.
pub fn description() -> Value {
    json!({
        "description": "The description of the system, as assess_system takes it: an object, or its text in YAML or JSON.",
        "anyOf": [
            {"type": "object", "required": ["name", "flows"], "properties": {"name": {"type": "string"}, "flows": {"type": "array"}}},
            {"type": "string", "minLength": 1},
        ],
    })
}
