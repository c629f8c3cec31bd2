//! `POST /api/v1/assessments`: assesses a description. Nothing is stored.

use advice::{Assessment, Description};
use app::{
    operation::{Answer, Body, Example, Form, LINES, Method, Operation, Topic, schema_of},
    problem::{ProblemDocument, kinds},
};
use axum::{
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Response},
    routing::post,
};
use schemars::{Schema, SchemaGenerator, json_schema};

use crate::{
    api::{Endpoint, Json, Sent, examples, lines},
    mcp::tools::assess_system,
    refusal::Refusal,
    sent,
    state::AppState,
};

/// The call that assesses a description, or a batch of them.
pub static ASSESS: Endpoint = Endpoint {
    operation: Operation {
        id: "assess_system",
        title: "Assess a description",
        about: "For every step of every flow: synchronous call, event or hybrid, how consistent, with the rules and \
                sources that say so; the events, the saga and the findings that follow. The same description, rules \
                and version of the engine give the same bytes.\n\n\
                As `application/x-ndjson`, a batch: a description on each line goes in, and an answer on each line \
                comes out as soon as it is ready, in the same order, each with the number of its line. A line that \
                cannot be assessed is answered with its problem, and the next lines with their assessments. Blank \
                lines are passed over. A line has at most 1 MiB, a batch at most 10000 descriptions and 64 MiB.",
        topic: Topic::Systems,
        method: Method::Post,
        path: "/api/v1/assessments",
        parameters: &[],
        body: Some(Body {
            about: "The description.",
            forms: || {
                let mut forms = Form::json_or_yaml(schema_of::<Description>);
                forms.push(Form::other(LINES));
                forms
            },
            examples: &[
                examples::AS_JSON,
                examples::AS_YAML,
                Example {
                    name: "batch",
                    title: "A batch, with a fault on its second line",
                    media_type: LINES,
                    text: examples::BATCH,
                },
            ],
        }),
        answers: &[Answer {
            status: 200,
            about: "The assessment.",
            headers: &[],
            forms: || vec![Form::json::<Assessment<'static>>(), Form { media_type: LINES, schema: Some(line_schema) }],
        }],
        problems: &[&kinds::FAULTY],
        is_open: true,
        command: Some("assess"),
    },
    route: || post(assess),
    tool: Some(&assess_system::TOOL),
};

/// The schema of a line that answers a line of a batch.
fn line_schema(generator: &mut SchemaGenerator) -> Schema {
    let answer = |name: &str, schema: Schema| {
        json_schema!({
            "type": "object",
            "required": ["line", name],
            "additionalProperties": false,
            "properties": {"line": {"type": "integer", "minimum": 1}, name: schema},
        })
    };
    let assessment = generator.subschema_for::<Assessment<'static>>();
    let problem = generator.subschema_for::<ProblemDocument<'static>>();
    json_schema!({
        "description": "Each line of the answer.",
        "oneOf": [answer("assessment", assessment), answer("problem", problem)],
    })
}

/// Whether a request is a batch, which is read line by line and not as a whole.
pub fn is_batch(request: &Request) -> bool {
    request.uri().path() == ASSESS.operation.path && sent::has_media_type(request.headers(), LINES)
}

/// Assesses a description, or one on each line.
pub async fn assess(State(state): State<AppState>, request: Request) -> Result<Response, Refusal> {
    if is_batch(&request) {
        return Ok(lines::answer(state, request.into_body()));
    }
    let sent = Sent::from_request(request, &state).await?;
    state.work(sent.weight(), move |state| Ok(Json(state.advisor.assess(sent.source())?).into_response())).await
}
