//! `POST /api/v1/messages`: classifies phrases as events, commands or queries. Nothing is stored.

use app::{
    advisor::messages::{Messages, body_schema},
    operation::{Answer, Body, Example, Form, JSON, Method, Operation, Topic},
    problem::kinds,
};
use axum::{extract::State, routing::post};

use crate::{
    api::{Endpoint, Json, Sent},
    mcp::tools::classify_messages,
    refusal::Refusal,
    state::AppState,
};

/// The call that classifies phrases.
pub static CLASSIFY: Endpoint = Endpoint {
    operation: Operation {
        id: "classify_messages",
        title: "Tell events, commands and queries apart",
        about: "Each phrase with its kind, whether it could be another one, the names that it would have as each \
                kind, and why.",
        topic: Topic::Messages,
        method: Method::Post,
        path: "/api/v1/messages",
        parameters: &[],
        body: Some(Body {
            about: "The phrases.",
            forms: || Form::json_or_yaml(body_schema),
            examples: &[Example {
                name: "phrases",
                title: "One of each kind",
                media_type: JSON,
                text: r#"{"phrases": ["order placed", "Charge the credit card", "does this user exist?"]}"#,
            }],
        }),
        answers: &[Answer {
            status: 200,
            about: "The phrases in their order, each explained.",
            headers: &[],
            forms: || vec![Form::json::<Messages<'static>>()],
        }],
        problems: &[&kinds::WRONG_BODY],
        is_open: true,
        command: None,
    },
    route: || post(explain),
    tool: Some(&classify_messages::TOOL),
};

/// Classifies and explains phrases.
pub async fn explain(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.messages(sent.source())?))).await
}
