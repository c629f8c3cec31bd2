//! `GET /api/v1/prompt`: the instruction with which a chat assistant writes a description.

use axum::{
    extract::State,
    http::{HeaderName, header::CONTENT_TYPE},
};

use crate::state::AppState;

/// The instruction as Markdown.
pub async fn instruction(State(state): State<AppState>) -> ([(HeaderName, &'static str); 1], String) {
    ([(CONTENT_TYPE, "text/markdown; charset=utf-8")], state.advisor.instruction())
}
