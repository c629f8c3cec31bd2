//! The tools, a file each. A tool that does what a call of the API does stands in the list of calls, beside that call
//! and under the same name.

pub mod assess_system;
pub mod classify_messages;
pub mod compare_schemas;
pub mod describe_from_text;
pub mod design_event;
pub mod explain_rule;
pub mod find_anti_patterns;
pub mod publish_report;
pub mod read_report;

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

use crate::{api, mcp::tool::Tool};

/// Every tool: those of the calls of the API, in their order, and those that are no call.
pub fn all() -> impl Iterator<Item = &'static Tool> {
    api::ALL.iter().filter_map(|call| call.tool).chain([&design_event::TOOL])
}

/// The schema of arguments with these fields, of which `required` have to be given.
pub fn object<const N: usize>(required: &[&str], fields: [(&str, Value); N]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

/// The schema of a tool's answer.
pub fn schema_of<T: JsonSchema>() -> Value {
    // What is left out of an answer need not be there.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    // Formats such as `uint32` are those of Rust, and validators complain about them.
    let settings = settings.with_transform(RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    }));
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    if let Value::Object(fields) = &mut schema {
        // The protocol says which dialect it is.
        fields.remove("$schema");
    }
    schema
}

/// The short schema of a description. The whole schema has 32 kB, and a client shows its model the schemas of all
/// tools, so only `assess_system` has the whole one.
pub fn description() -> Value {
    json!({
        "description": "The description of the system, as assess_system takes it: an object, or its YAML or JSON.",
        "anyOf": [
            {
                "type": "object", "required": ["name", "flows"],
                "properties": {"name": {"type": "string"}, "flows": {"type": "array"}},
            },
            {"type": "string", "minLength": 1},
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_has_the_name_of_its_call() {
        for call in api::ALL {
            assert!(call.tool.is_none_or(|tool| tool.name == call.operation.id), "{}", call.operation.id);
        }
        assert_eq!(all().count(), 9);
    }
}
