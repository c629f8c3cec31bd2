//! The JSON Schema of a description, built from the wire type and the rulebook's questions.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::description::{Description, LIMITS};
use crate::rule::{Question, RuleKind};
use crate::rulebook::{Rulebook, Scope};

/// JSON Schema 2020-12 of a description, with the questions and answers of a rulebook.
pub fn description(book: &Rulebook) -> Value {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Description>();
    let mut schema = schema.to_value();
    schema["title"] = json!("Description of a system");
    let styles: Vec<&str> = book.styles().map(|rule| rule.id.as_ref()).collect();
    for field in ["answers", "inferred"] {
        schema["properties"][field] = answers(book, Scope::System);
        schema["$defs"]["Step"]["properties"][field] = answers(book, Scope::Step);
    }
    schema["$defs"]["Today"]["properties"]["style"] = json!({"type": "string", "enum": styles});
    schema
}

fn answers(book: &Rulebook, scope: Scope) -> Value {
    let mut properties = serde_json::Map::new();
    for rule in book.questions(scope) {
        if let RuleKind::Row(q) | RuleKind::Gate(q) | RuleKind::Constraint(q) | RuleKind::System(q) = &rule.kind {
            properties.insert(rule.id.to_string(), question(q));
        }
    }
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn question(question: &Question) -> Value {
    let one = json!({
        "description": question.ask,
        "oneOf": question.answers.iter().map(|a| json!({"const": a.id, "description": a.label})).collect::<Vec<_>>(),
    });
    if question.several {
        json!({"anyOf": [one.clone(), {"type": "array", "items": one, "maxItems": LIMITS.answers}]})
    } else {
        one
    }
}
