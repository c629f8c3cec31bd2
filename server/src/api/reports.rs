//! `/api/v1/reports`: assessed descriptions under secret addresses, in revisions that never change.

use app::{
    advisor::{
        Publication, ReportRead,
        again::{Again, again_json},
        report_json,
    },
    links::Right,
    operation::{
        Answer, Body, Example, Form, Header, JSON, Method as Verb, Operation, Parameter, Place, Topic, any_text,
    },
    problem::{Problem, ProblemKind, kinds},
    report::{EditToken, Report},
    store::{Expected, Which},
    submission::body_schema,
};
use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{CACHE_CONTROL, ETAG, LOCATION},
    },
    response::{IntoResponse, Response},
    routing::{delete as on_delete, get, post, put},
};
use schemars::{JsonSchema, json_schema};
use serde::Serialize;

use crate::{
    api::{
        Endpoint, Sent, Untold,
        conditions::{self, Bearer, IfMatch, idempotency_key, is_held},
    },
    client::Sender,
    mcp::tools::{publish_report, read_report},
    refusal::Refusal,
    room::Held,
    state::AppState,
    work::Weight,
};

pub(super) const ID: Parameter = Parameter {
    name: "id",
    place: Place::Path,
    about: "The report's id.",
    is_required: true,
    schema: any_text,
    example: None,
};

const REVISION: Parameter = Parameter {
    name: "n",
    place: Place::Path,
    about: "The number of the revision, from 1.",
    is_required: true,
    schema: |_| json_schema!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
    example: Some("1"),
};

pub(super) const TOKEN: Parameter = Parameter {
    name: "Authorization",
    place: Place::Header,
    about: "`Bearer` and the edit token that publishing answered.",
    is_required: true,
    schema: any_text,
    example: None,
};

pub(super) const HELD: Parameter = Parameter {
    name: "If-None-Match",
    place: Place::Header,
    about: "The `ETag` of the revision that the client holds.",
    is_required: false,
    schema: any_text,
    example: None,
};

/// The header by which a creating call may be repeated.
pub(super) const KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    place: Place::Header,
    about: "A key of the client's own. For a day, the same call with the same key is answered as the first \
    was, without the token.",
    is_required: false,
    schema: |_| json_schema!({"type": "string", "minLength": 1, "maxLength": conditions::KEY_LENGTH}),
    example: None,
};

pub(super) const TAG: Header =
    Header { name: "ETag", about: "The revision's number in quotation marks, for `If-Match`." };

const SUBMITTED: Body = Body {
    about: "The description, and a note for whoever reads the report.",
    forms: || Form::json_or_yaml(body_schema),
    examples: &[Example {
        name: "report",
        title: "A step and a note",
        media_type: JSON,
        text: r#"{
  "note": "As we talked about it on Monday.",
  "description": {
    "name": "Concert ticket booking",
    "flows": [{"name": "Book a ticket", "steps": [
      {"action": "Reserve the seat", "from": "booking", "to": ["seats"], "answers": {"reply": "answer"}}
    ]}]
  }
}"#,
    }],
};

/// The call that publishes a report.
pub static PUBLISH: Endpoint = Endpoint {
    operation: Operation {
        id: "publish_report",
        title: "Publish a report",
        about: "The description is assessed, and both are kept under a secret address. The edit token is answered \
                once, and nobody can be given it again.",
        topic: Topic::Reports,
        method: Verb::Post,
        path: "/api/v1/reports",
        parameters: &[KEY],
        body: Some(SUBMITTED),
        answers: &[Answer {
            status: 201,
            about: "The report is published.",
            headers: &[Header { name: "Location", about: "The address of the report for programs." }, TAG],
            forms: || vec![Form::json::<Published<'static>>()],
        }],
        problems: &[
            &kinds::CROSS_SITE,
            &kinds::KEY_REUSED,
            &kinds::FAULTY,
            &kinds::WRONG_BODY,
            &kinds::STORE_UNAVAILABLE,
        ],
        is_open: false,
        command: None,
    },
    route: || post(publish),
    tool: Some(&publish_report::TOOL),
};

/// The call that reads the newest revision.
pub static READ: Endpoint = Endpoint {
    operation: Operation {
        id: "read_report",
        title: "Read a report",
        about: "The newest revision.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}",
        parameters: &[ID, HELD],
        body: None,
        answers: REVISION_READ,
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(latest),
    tool: Some(&read_report::TOOL),
};

/// The call that adds a revision.
pub static REVISE: Endpoint = Endpoint {
    operation: Operation {
        id: "revise_report",
        title: "Add a revision to a report",
        about: "The revisions before it stay as they are.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}",
        parameters: &[
            ID,
            TOKEN,
            Parameter {
                name: "If-Match",
                place: Place::Header,
                about: "The `ETag` of the revision that the change was made from.",
                is_required: true,
                schema: any_text,
                example: Some("\"1\""),
            },
        ],
        body: Some(SUBMITTED),
        answers: &[Answer {
            status: 200,
            about: "The revision is published.",
            headers: &[TAG],
            forms: || vec![Form::json::<Published<'static>>()],
        }],
        problems: &[
            &kinds::NO_TOKEN,
            &kinds::WRONG_TOKEN,
            &kinds::CROSS_SITE,
            &kinds::UNKNOWN,
            &kinds::DELETED,
            &kinds::OLD_REVISION,
            &kinds::FAULTY,
            &kinds::WRONG_BODY,
            &kinds::NO_IF_MATCH,
            &kinds::STORE_UNAVAILABLE,
        ],
        is_open: false,
        command: None,
    },
    route: || put(revise),
    tool: None,
};

/// The call that deletes a report.
pub static DELETE: Endpoint = Endpoint {
    operation: Operation {
        id: "delete_report",
        title: "Delete a report",
        about: "With all its revisions. Its address then answers 410.",
        topic: Topic::Reports,
        method: Verb::Delete,
        path: "/api/v1/reports/{id}",
        parameters: &[
            ID,
            TOKEN,
            Parameter {
                name: "If-Match",
                place: Place::Header,
                about: "The `ETag` of the only revision after which it may be deleted.",
                is_required: false,
                schema: any_text,
                example: None,
            },
        ],
        body: None,
        answers: &[Answer { status: 204, about: "The report is deleted.", headers: &[], forms: Vec::new }],
        problems: &[
            &kinds::NO_TOKEN,
            &kinds::WRONG_TOKEN,
            &kinds::CROSS_SITE,
            &kinds::UNKNOWN,
            &kinds::DELETED,
            &kinds::OLD_REVISION,
            &kinds::STORE_UNAVAILABLE,
        ],
        is_open: false,
        command: None,
    },
    route: || on_delete(delete),
    tool: None,
};

/// The call that reads a certain revision.
pub static READ_REVISION: Endpoint = Endpoint {
    operation: Operation {
        id: "read_revision",
        title: "Read a revision of a report",
        about: "A revision never changes.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/revisions/{n}",
        parameters: &[ID, REVISION, HELD],
        body: None,
        answers: REVISION_READ,
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(revision),
    tool: None,
};

/// The call that assesses a revision with the rules of today.
pub static ASSESS_AGAIN: Endpoint = Endpoint {
    operation: Operation {
        id: "assess_again",
        title: "Assess a revision with today's rules",
        about: "Tells what comes out differently. The revision itself stays as it is.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/revisions/{n}/again",
        parameters: &[ID, REVISION],
        body: None,
        answers: &[Answer { status: 200, about: "What differs.", headers: &[], forms: || vec![Form::json::<Again>()] }],
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(again),
    tool: None,
};

/// How every call that reads a report can fail.
pub(super) static NOT_READ: &[&ProblemKind] = &[&kinds::UNKNOWN, &kinds::DELETED, &kinds::STORE_UNREADABLE];

/// What a call with a token and a body that changes something about a report may be refused for.
pub(super) static NOT_CHANGED: &[&ProblemKind] = &[
    &kinds::NO_TOKEN,
    &kinds::WRONG_TOKEN,
    &kinds::CROSS_SITE,
    &kinds::UNKNOWN,
    &kinds::DELETED,
    &kinds::WRONG_BODY,
    &kinds::STORE_UNAVAILABLE,
    &kinds::STORE_UNREADABLE,
];

/// The same if it adds something of which a report has only so much.
pub(super) static NOT_ADDED: &[&ProblemKind] = &[
    &kinds::NO_TOKEN,
    &kinds::WRONG_TOKEN,
    &kinds::CROSS_SITE,
    &kinds::UNKNOWN,
    &kinds::FULL,
    &kinds::DELETED,
    &kinds::WRONG_BODY,
    &kinds::STORE_UNAVAILABLE,
    &kinds::STORE_UNREADABLE,
];

static REVISION_READ: &[Answer] = &[
    Answer {
        status: 200,
        about: "The revision.",
        headers: &[TAG],
        forms: || vec![Form::json::<ReportRead<'static>>()],
    },
    Answer { status: 304, about: "The client holds this revision.", headers: &[TAG], forms: Vec::new },
];

/// How many bytes of a report are written in the time in which one byte of a description is assessed.
const CHECKED_BYTES: usize = 64;

/// Forbids shared caches to store an answer. The client must revalidate its own copy before each use.
pub(super) const PRIVATE: &str = "private, no-cache";

/// The body of an answer to a call that made a revision.
#[derive(Serialize, JsonSchema)]
pub(super) struct Published<'a> {
    /// The report's id, which is the secret part of its address.
    id: &'a str,
    /// The number of the revision, from 1.
    revision: u32,
    /// The token that allows changes; absent after the first answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_token: Option<&'a str>,
    /// The address of the report's page, for people.
    url: String,
}

/// `POST /api/v1/reports`: publishes a report.
pub async fn publish(
    State(state): State<AppState>,
    sender: Sender,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    Ok(created(&state, &state.publish(sender, sent, idempotency_key(&headers)?).await?))
}

/// The answer to a call that made a report.
pub(super) fn created(state: &AppState, Publication { id, revision, token }: &Publication) -> Response {
    let (id, revision) = (id.as_str(), *revision);
    let published =
        Published { id, revision, edit_token: token.as_ref().map(EditToken::reveal), url: state.address_of_report(id) };
    let head = [(LOCATION, address(id)), (ETAG, tag(revision)), (CACHE_CONTROL, "no-store".to_owned())];
    (StatusCode::CREATED, head, axum::Json(published)).into_response()
}

/// `GET /api/v1/reports/{id}`: the newest revision.
pub async fn latest(
    State(state): State<AppState>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    read(&state, &id, Which::Latest, &method, &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}`: one revision.
pub async fn revision(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    read(&state, &id, Which::Number(number), &method, &headers).await
}

/// `GET /api/v1/reports/{id}/revisions/{n}/again`: the differences between a revision's assessment and today's.
pub async fn again(
    State(state): State<AppState>,
    method: Method,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    let report = state.report(&id, Which::Number(number)).await?;
    let head = [(CACHE_CONTROL, PRIVATE)];
    if method == Method::HEAD {
        return Ok((head, super::Json(Untold)).into_response());
    }
    let again = state.work(weight(&report), move |state| again_json(&state.advisor.again(&report)?)).await?;
    Ok((head, super::Json(again)).into_response())
}

/// `PUT /api/v1/reports/{id}`: adds a revision.
pub async fn revise(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    IfMatch(expected): IfMatch,
    sent: Sent,
) -> Result<Response, Refusal> {
    let expected = expected.ok_or_else(Problem::no_if_match)?;
    state.advisor.allows(&id, &token, Right::Edit).await?;
    state.rates.creating(sender)?;
    let prepared = state.work(sent.weight(), move |state| state.advisor.prepare(sent.source())).await?;
    let _room = state.room.take(prepared.bytes())?;
    let revision = state.advisor.revise(&id, &token, &expected, prepared).await?;
    let published = Published { id: &id, revision, edit_token: None, url: state.address_of_report(&id) };
    Ok(([(ETAG, tag(revision))], axum::Json(published)).into_response())
}

/// `DELETE /api/v1/reports/{id}`: deletes a report with all its revisions.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    IfMatch(expected): IfMatch,
) -> Result<StatusCode, Refusal> {
    state.advisor.delete(&id, &token, &expected.unwrap_or(Expected::Any)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(
    state: &AppState,
    id: &str,
    which: Which,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    answer(state, state.report(id, which).await?, method, headers).await
}

/// A revision as JSON, unless the client holds it.
pub(super) async fn answer(
    state: &AppState,
    report: Held<Report>,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let tag = tag(report.revision);
    let is_known = is_held(headers, &tag);
    let head = [(ETAG, tag), (CACHE_CONTROL, PRIVATE.to_owned())];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    if method == Method::HEAD {
        return Ok((head, super::Json(Untold)).into_response());
    }
    let json = state.work(weight_of_json(&report), move |_| report_json(&report)).await?;
    Ok((head, super::Json(json)).into_response())
}

/// The estimated cost of writing or showing a report, or of assessing it again.
pub(crate) fn weight(report: &Report) -> Weight {
    // A short description can produce a long report.
    Weight::of(report.content.description.len()).max(Weight::Light)
}

/// The cost of writing a report as JSON: its texts are checked and copied, and nothing is made of them.
fn weight_of_json(report: &Report) -> Weight {
    Weight::of((report.content.description.len() + report.content.assessment.len()) / CHECKED_BYTES)
}

fn tag(revision: u32) -> String {
    format!("\"{revision}\"")
}

fn address(id: &str) -> String {
    format!("/api/v1/reports/{id}")
}
