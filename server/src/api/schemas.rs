//! `POST /api/v1/schemas/compare`: tells what two versions of a schema are to each other. Nothing is stored.

use app::{
    advisor::schemas::{Comparison, body_schema},
    operation::{Answer, Body, Example, Form, JSON, Method, Operation, Topic},
    problem::kinds,
};
use axum::{extract::State, routing::post};

use crate::{
    api::{Endpoint, Json, Sent},
    mcp::tools::compare_schemas,
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// The call that compares two versions of a schema.
pub static COMPARE: Endpoint = Endpoint {
    operation: Operation {
        id: "compare_schemas",
        title: "Compare two versions of a schema",
        about: "Who can read what when an event's schema changes, change by change, and who must upgrade first. JSON \
                Schema and Avro, as JSON or YAML.",
        topic: Topic::Messages,
        method: Method::Post,
        path: "/api/v1/schemas/compare",
        parameters: &[],
        body: Some(Body {
            about: "The two versions.",
            forms: || Form::json_or_yaml(body_schema),
            examples: &[Example {
                name: "required_field",
                title: "A field that becomes required",
                media_type: JSON,
                text: r#"{
  "old": {"type": "object", "properties": {"order_id": {"type": "string"}}},
  "new": {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}
}"#,
            }],
        }),
        answers: &[Answer {
            status: 200,
            about: "What the two versions are to each other.",
            headers: &[],
            forms: || vec![Form::json::<Comparison>()],
        }],
        problems: &[&kinds::WRONG_BODY],
        is_open: true,
        command: Some("schema diff"),
    },
    route: || post(compare),
    tool: Some(&compare_schemas::TOOL),
};

/// Compares two versions.
pub async fn compare(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    let weight = sent.weight().max(Weight::Light);
    state.work(weight, move |state| Ok(Json(state.advisor.compare_schemas(sent.source())?))).await
}
