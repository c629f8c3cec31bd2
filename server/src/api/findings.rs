//! `POST /api/v1/findings`: checks a snippet for anti-patterns. Nothing is stored.

use app::{
    advisor::findings::body_schema,
    operation::{Answer, Body, Example, Form, JSON, Method, Operation, Topic},
    problem::kinds,
};
use axum::{extract::State, routing::post};
use reader::snippet::Checked;

use crate::{
    api::{Endpoint, Json, Sent},
    mcp::tools::find_anti_patterns,
    refusal::Refusal,
    state::AppState,
};

/// The call that checks a snippet.
pub static FIND: Endpoint = Endpoint {
    operation: Operation {
        id: "find_anti_patterns",
        title: "Check a snippet for anti-patterns",
        about: "Of a sentence, of an event or a schema, of a part of an AsyncAPI document, or of code. Which of them \
                it is, is told from the snippet. Each finding says where it is and what to write instead.",
        topic: Topic::Messages,
        method: Method::Post,
        path: "/api/v1/findings",
        parameters: &[],
        body: Some(Body {
            about: "The snippet.",
            forms: || Form::json_or_yaml(body_schema),
            examples: &[Example {
                name: "code",
                title: "Code that waits for the answer to an event",
                media_type: JSON,
                text: r#"{"content": "publish(\"OrderPlaced\", order);\nreply = await waitFor(\"OrderConfirmed\");"}"#,
            }],
        }),
        answers: &[Answer {
            status: 200,
            about: "What kind of snippet it is, and what was found.",
            headers: &[],
            forms: || vec![Form::json::<Checked<'static>>()],
        }],
        problems: &[&kinds::WRONG_BODY],
        is_open: true,
        command: None,
    },
    route: || post(check),
    tool: Some(&find_anti_patterns::TOOL),
};

/// Checks a snippet.
pub async fn check(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.findings(sent.source())?))).await
}
