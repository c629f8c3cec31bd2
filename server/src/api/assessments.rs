//! `POST /api/v1/assessments`: assesses a description. Nothing is stored.

use advice::{Assessment, Description};
use app::{
    operation::{Answer, Body, Form, Method, Operation, Topic, schema_of},
    problem::kinds,
};
use axum::{extract::State, routing::post};

use crate::{
    api::{Endpoint, Json, Sent, examples},
    mcp::tools::assess_system,
    refusal::Refusal,
    state::AppState,
};

/// What it is.
pub static ASSESS: Endpoint = Endpoint {
    operation: Operation {
        id: "assess_system",
        title: "Assess a description",
        about: "For every step of every flow: synchronous call, event or hybrid, how consistent, with the rules and \
                sources that say so; the events, the saga and the findings that follow. The same description, rules \
                and version of the engine give the same bytes.",
        topic: Topic::Systems,
        method: Method::Post,
        path: "/api/v1/assessments",
        parameters: &[],
        body: Some(Body {
            about: "The description.",
            forms: || Form::json_or_yaml(schema_of::<Description>),
            examples: examples::DESCRIPTIONS,
        }),
        answers: &[Answer {
            status: 200,
            about: "The assessment.",
            headers: &[],
            forms: || vec![Form::json::<Assessment<'static>>()],
        }],
        problems: &[&kinds::FAULTY],
        is_open: true,
        command: Some("assess"),
    },
    route: || post(assess),
    tool: Some(&assess_system::TOOL),
};

/// Assesses a description.
pub async fn assess(State(state): State<AppState>, sent: Sent) -> Result<Json, Refusal> {
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.assess(sent.source())?))).await
}
