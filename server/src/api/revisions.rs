//! `/api/v1/reports/{id}/revisions` and `…/diff`: the revisions of a report, and what differs between two of them.

use app::{
    advisor::{
        CallKey,
        forks::{ForkBody, ForkKey, read_fork},
        revisions::{RevisionDifference, Revisions, difference_json, revisions_json},
    },
    operation::{
        Answer, Body, Example, Form, Header, JSON, Method as Verb, Operation, Parameter, Place, Topic, schema_of,
    },
    problem::{Problem, ProblemKind, kinds},
    report::Report,
    store::Which,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, Method, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::{
    Endpoint, Json, Sent, Untold, conditions,
    conditions::idempotency_key,
    reports::{ID, KEY, PRIVATE, Published, TAG, created, weight},
};
use crate::{client::Sender, refusal::Refusal, room::Held, state::AppState, work::Weight};

/// The call that lists the revisions of a report.
pub static LIST: Endpoint = Endpoint {
    operation: Operation {
        id: "list_revisions",
        title: "List the revisions of a report",
        about: "Newest first, 50 at once.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/revisions",
        parameters: &[
            ID,
            Parameter {
                name: "before",
                place: Place::Query,
                about: "Lists revisions with smaller numbers only; `older` in an answer says which number to send.",
                is_required: false,
                schema: number,
                example: None,
            },
        ],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The revisions.",
            headers: &[],
            forms: || vec![Form::json::<Revisions>()],
        }],
        problems: NOT_ASKED_WELL,
        is_open: false,
        command: None,
    },
    route: || get(list),
    tool: None,
};

/// The call that compares two revisions.
pub static DIFF: Endpoint = Endpoint {
    operation: Operation {
        id: "compare_revisions",
        title: "Compare two revisions of a report",
        about: "What each says, what was answered, advised and found. Nothing is assessed again: a revision is \
                compared as it was published, with its stored assessment.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/diff",
        parameters: &[
            ID,
            Parameter {
                name: "from",
                place: Place::Query,
                about: "The number of the old revision; left out, the one before `to`.",
                is_required: false,
                schema: number,
                example: Some("1"),
            },
            Parameter {
                name: "to",
                place: Place::Query,
                about: "The number of the new revision; left out, the newest.",
                is_required: false,
                schema: number,
                example: None,
            },
        ],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "What differs.",
            headers: &[],
            forms: || vec![Form::json::<RevisionDifference>()],
        }],
        problems: NOT_ASKED_WELL,
        is_open: false,
        command: None,
    },
    route: || get(diff),
    tool: None,
};

/// The call that forks a report.
pub static FORK: Endpoint = Endpoint {
    operation: Operation {
        id: "fork_report",
        title: "Fork a report",
        about: "Makes a new report of a revision. It belongs to whoever forks, with an edit token of its own, and \
                remembers the revision that it comes from as a fixed link. Nothing else of the other report can be \
                found from it.",
        topic: Topic::Reports,
        method: Verb::Post,
        path: "/api/v1/reports/{id}/forks",
        parameters: &[ID, KEY],
        body: Some(Body {
            about: "Which revision, and a note for whoever reads the fork.",
            forms: || Form::json_or_yaml(schema_of::<ForkBody>),
            examples: &[Example {
                name: "first",
                title: "The first revision",
                media_type: JSON,
                text: r#"{"revision": 1, "note": "The same without the bank."}"#,
            }],
        }),
        answers: &[Answer {
            status: 201,
            about: "The fork is published.",
            headers: &[Header { name: "Location", about: "The address of the fork for programs." }, TAG],
            forms: || vec![Form::json::<Published<'static>>()],
        }],
        problems: &[
            &kinds::CROSS_SITE,
            &kinds::UNKNOWN,
            &kinds::KEY_REUSED,
            &kinds::DELETED,
            &kinds::WRONG_BODY,
            &kinds::STORE_UNAVAILABLE,
            &kinds::STORE_UNREADABLE,
        ],
        is_open: false,
        command: None,
    },
    route: || post(fork),
    tool: None,
};

/// How these calls can fail.
static NOT_ASKED_WELL: &[&ProblemKind] =
    &[&kinds::MALFORMED, &kinds::UNKNOWN, &kinds::DELETED, &kinds::STORE_UNREADABLE];

fn number(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "integer", "minimum": 1, "maximum": u32::MAX})
}

/// Two revisions as an address names them.
#[derive(Debug, Default, Deserialize)]
pub struct Pair {
    /// The number of the old one.
    #[serde(default)]
    from: String,
    /// The number of the new one.
    #[serde(default)]
    to: String,
}

impl Pair {
    /// Reads the two revisions.
    ///
    /// # Errors
    /// One of them is no number of a revision; the same as for [`AppState::report`].
    pub async fn read(&self, state: &AppState, id: &str) -> Result<[Held<Report>; 2], Problem> {
        let to = read("to", &self.to)?.map_or(Which::Latest, Which::Number);
        state.two_revisions(id, read("from", &self.from)?, to).await
    }
}

/// The number of a revision that stands in an address; `None` if the address names none.
///
/// # Errors
/// It is no such number.
pub fn read(name: &str, written: &str) -> Result<Option<u32>, Problem> {
    if written.is_empty() {
        return Ok(None);
    }
    match conditions::revision(written) {
        Some(number @ 1..) => Ok(Some(number)),
        _ => Err(Problem::malformed(format!(
            "In the address, `{name}` has to be the number of a revision: 1, 2 and so on."
        ))),
    }
}

/// The query of the list.
#[derive(Deserialize)]
struct Before {
    #[serde(default)]
    before: String,
}

/// `GET /api/v1/reports/{id}/revisions`: the revisions, newest first.
async fn list(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Before { before }): Query<Before>,
) -> Result<Response, Refusal> {
    let revisions = state.advisor.revisions(&id, read("before", &before)?).await?;
    Ok(([(CACHE_CONTROL, PRIVATE)], Json(revisions_json(&revisions)?)).into_response())
}

/// `GET /api/v1/reports/{id}/diff`: what differs between two revisions.
async fn diff(
    State(state): State<AppState>,
    method: Method,
    Path(id): Path<String>,
    Query(pair): Query<Pair>,
) -> Result<Response, Refusal> {
    let [old, new] = pair.read(&state, &id).await?;
    let head = [(CACHE_CONTROL, PRIVATE)];
    if method == Method::HEAD {
        return Ok((head, Json(Untold)).into_response());
    }
    let weight = weight_of_two([&old, &new]);
    let json = state.work(weight, move |state| difference_json(&state.advisor.compare(&old, &new)?)).await?;
    Ok((head, Json(json)).into_response())
}

/// `POST /api/v1/reports/{id}/forks`: makes a report of a revision.
async fn fork(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    let ForkBody { revision, note } = read_fork(sent.source())?;
    let key = idempotency_key(&headers)?;
    let report = state.report(&id, revision.map_or(Which::Latest, Which::Number)).await;
    let report = report.map_err(|problem| sent.placed(problem.in_body()))?;
    state.creating(sender)?;
    let client = sender.client.map(|client| client.to_string()).unwrap_or_default();
    let key = key.map(|key| ForkKey::Call(CallKey { client: &client, key }));
    let made = state.advisor.fork(&report, note.as_deref().unwrap_or_default(), key).await;
    Ok(created(&state, &made.map_err(|problem| sent.placed(problem))?))
}

/// The estimated cost of comparing two revisions.
pub fn weight_of_two([old, new]: [&Report; 2]) -> Weight {
    weight(old).max(weight(new))
}
