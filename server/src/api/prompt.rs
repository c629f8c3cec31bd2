//! `GET /api/v1/prompt`: the instruction with which a chat assistant writes a description.

use app::operation::{Answer, Form, Method, Operation, Topic};
use axum::{
    extract::State,
    http::{HeaderName, header::CONTENT_TYPE},
    routing::get,
};

use crate::{api::Endpoint, state::AppState};

/// The call that reads the instruction.
pub static INSTRUCT: Endpoint = Endpoint {
    operation: Operation {
        id: "read_instruction",
        title: "Read the instruction for a chat assistant",
        about: "With it, an assistant writes a description of a text. What it answers is sent to \
                `POST /api/v1/descriptions` as `content`, with the text as `original`.",
        topic: Topic::Knowledge,
        method: Method::Get,
        path: "/api/v1/prompt",
        parameters: &[],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The instruction.",
            headers: &[],
            forms: || vec![Form::other("text/markdown; charset=utf-8")],
        }],
        problems: &[],
        is_open: true,
        command: None,
    },
    route: || get(instruction),
    tool: None,
};

/// The instruction as Markdown.
pub async fn instruction(State(state): State<AppState>) -> ([(HeaderName, &'static str); 1], String) {
    ([(CONTENT_TYPE, "text/markdown; charset=utf-8")], state.advisor.instruction())
}
