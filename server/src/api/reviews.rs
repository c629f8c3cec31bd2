//! `/api/v1/reports/{id}/remarks` and `…/ballots`: what reviewers leave on a report. A revision never changes by them.

use advice::Fault;
use app::{
    advisor::reviews::{Ballots, Remarks},
    operation::{Answer, Body, Example, Form, JSON, Method as Verb, Operation, Parameter, Place, Topic},
    problem::{Problem, ProblemKind, kinds},
    report::Report,
    review::sent::{self, SentBallot, SentRemark},
    store::Which,
};
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use schemars::{JsonSchema, json_schema};
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        Endpoint, Json, Sent,
        conditions::{self, Bearer, MaybeBearer},
        reports::{self, ID, NOT_ADDED, NOT_CHANGED},
    },
    client::Sender,
    refusal::Refusal,
    room::Held,
    state::AppState,
    work::Weight,
};

const NUMBER: Parameter = Parameter {
    name: "n",
    place: Place::Path,
    about: "Its number, from 1.",
    is_required: true,
    schema: |_| json_schema!({"type": "integer", "minimum": 1, "maximum": u32::MAX}),
    example: Some("1"),
};

const TOKEN: Parameter = Parameter {
    about: "`Bearer` and a token of the report: that of its review link or its edit link.",
    ..reports::TOKEN
};

const EDITORS: Parameter = Parameter {
    about: "`Bearer` and the edit token, for what is hidden from everybody else.",
    is_required: false,
    ..TOKEN
};

const PAGE: Parameter = Parameter {
    name: "page",
    place: Place::Query,
    about: "The page of steps that are compared, from 1; the first if left out.",
    is_required: false,
    schema: |_| json_schema!({"type": "integer", "minimum": 1}),
    example: None,
};

static NOT_READ: &[&ProblemKind] = &[&kinds::WRONG_TOKEN, &kinds::UNKNOWN, &kinds::DELETED, &kinds::STORE_UNREADABLE];

/// The call that reads the remarks on a report.
pub static REMARKS: Endpoint = Endpoint {
    operation: Operation {
        id: "read_remarks",
        title: "Read the remarks on a report",
        about: "Comments, agreements, dissents and assigned questions, in the order in which they were written. Each \
                says which revision its reviewer saw, and whether its step changed since.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/remarks",
        parameters: &[ID, EDITORS],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The remarks.",
            headers: &[],
            forms: || vec![Form::json::<Remarks>()],
        }],
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(remarks),
    tool: None,
};

/// The call that leaves a remark.
pub static REMARK: Endpoint = Endpoint {
    operation: Operation {
        id: "leave_remark",
        title: "Leave a remark on a report",
        about: "A comment, an agreement, a dissent with its reason, or a question with the name of who should answer \
                it; on a step or on the whole report. The same remark by the same name on the same revision is kept \
                once, so a call may be repeated.",
        topic: Topic::Reports,
        method: Verb::Post,
        path: "/api/v1/reports/{id}/remarks",
        parameters: &[ID, TOKEN],
        body: Some(Body {
            about: "The remark.",
            forms: || Form::json_or_yaml(sent::remark_schema),
            examples: &[Example {
                name: "dissent",
                title: "A dissent about a step",
                media_type: JSON,
                text: r#"{
  "kind": "dissent",
  "by": "Ann",
  "at": "/flows/0/steps/0",
  "text": "The plan of the seats is slow on Fridays. Nobody should wait for it."
}"#,
            }],
        }),
        answers: &[Answer {
            status: 201,
            about: "The remark is kept.",
            headers: &[],
            forms: || vec![Form::json::<Left>()],
        }],
        problems: NOT_ADDED,
        is_open: false,
        command: None,
    },
    route: || post(remark),
    tool: None,
};

/// The call that hides or settles a remark.
pub static DECIDE_REMARK: Endpoint = Endpoint {
    operation: Operation {
        id: "decide_remark",
        title: "Hide or settle a remark",
        about: "Editors hide a remark from everybody else, or show it again. Reviewers settle it: the question is \
                answered, the dissent dealt with.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/remarks/{n}",
        parameters: &[ID, NUMBER, TOKEN],
        body: Some(Body {
            about: "What becomes of it.",
            forms: || Form::json_or_yaml(sent::fate_schema),
            examples: &[
                Example { name: "hide", title: "Hide it", media_type: JSON, text: r#"{"hidden": true}"# },
                Example { name: "settle", title: "Settle it", media_type: JSON, text: r#"{"settled": true}"# },
            ],
        }),
        answers: &[Answer { status: 204, about: "It is so.", headers: &[], forms: Vec::new }],
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(decide_remark),
    tool: None,
};

/// The call that reads the ballots of a report.
pub static BALLOTS: Endpoint = Endpoint {
    operation: Operation {
        id: "read_ballots",
        title: "Read the ballots of a report and where they differ",
        about: "The answers that several people gave independently, where they differ, and whether a verdict depends \
                on it. The steps are compared in pages of ten, for the twelve people who answered last. Whoever may view \
                the report reads them, as on its page, where they are folded for those who have not answered yet.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/ballots",
        parameters: &[ID, PAGE, EDITORS],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The ballots, compared.",
            headers: &[],
            forms: || vec![Form::json::<Ballots>()],
        }],
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(ballots),
    tool: None,
};

/// The call that casts a ballot.
pub static CAST: Endpoint = Endpoint {
    operation: Operation {
        id: "cast_ballot",
        title: "Answer a report's questions under a name",
        about: "Answers to the questions about steps, without regard to what the report or others answer. Several \
                ballots of a name count together, the newest answer to a question before older ones.",
        topic: Topic::Reports,
        method: Verb::Post,
        path: "/api/v1/reports/{id}/ballots",
        parameters: &[ID, TOKEN],
        body: Some(Body {
            about: "The answers.",
            forms: || Form::json_or_yaml(sent::ballot_schema),
            examples: &[Example {
                name: "answers",
                title: "Answers about one step",
                media_type: JSON,
                text: r#"{"by": "Ann", "answers": {"/flows/0/steps/0": {"reply": "none"}}}"#,
            }],
        }),
        answers: &[Answer {
            status: 201,
            about: "The ballot is kept.",
            headers: &[],
            forms: || vec![Form::json::<Left>()],
        }],
        problems: NOT_ADDED,
        is_open: false,
        command: None,
    },
    route: || post(cast),
    tool: None,
};

/// The call that hides a ballot.
pub static HIDE_BALLOT: Endpoint = Endpoint {
    operation: Operation {
        id: "hide_ballot",
        title: "Hide a ballot",
        about: "Editors hide a ballot from everybody else, or show it again. A hidden one does not count.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/ballots/{n}",
        parameters: &[ID, NUMBER, TOKEN],
        body: Some(Body {
            about: "Whether it is hidden.",
            forms: || Form::json_or_yaml(sent::hiding_schema),
            examples: &[Example { name: "hide", title: "Hide it", media_type: JSON, text: r#"{"hidden": true}"# }],
        }),
        answers: &[Answer { status: 204, about: "It is so.", headers: &[], forms: Vec::new }],
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(hide_ballot),
    tool: None,
};

/// Forbids shared caches to store an answer.
const PRIVATE: [(axum::http::HeaderName, &str); 1] = [(CACHE_CONTROL, "private, no-cache")];

/// The body of an answer to a call that left something.
#[derive(Serialize, JsonSchema)]
struct Left {
    /// Its number on the report, from 1.
    number: u32,
    /// The page on which people see it.
    url: String,
}

/// The query that selects a page of steps.
#[derive(Deserialize)]
pub struct Paged {
    page: Option<usize>,
}

/// `GET /api/v1/reports/{id}/remarks`.
pub async fn remarks(
    State(state): State<AppState>,
    Path(id): Path<String>,
    MaybeBearer(token): MaybeBearer,
) -> Result<Response, Refusal> {
    let is_editor = is_editor(&state, &id, token).await?;
    let remarks = state.advisor.remarks(&id).await?;
    let report = state.report(&id, Which::Latest).await?;
    let write = move |state: &AppState| state.advisor.remarks_json(&report, &remarks, is_editor);
    Ok((PRIVATE, Json(state.work(Weight::Light, write).await?)).into_response())
}

/// `POST /api/v1/reports/{id}/remarks`.
pub async fn remark(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<Response, Refusal> {
    state.advisor.may_review(&id, &token).await?;
    state.rates.creating(sender)?;
    let SentRemark { written, revision, mut faults } = state.advisor.sent_remark(sent.source())?;
    let report = seen(&state, &id, revision, &mut faults).await?;
    let prepare = move |state: &AppState| state.advisor.prepare_remark(&report, &written, faults);
    let remark = state.work(Weight::Light, prepare).await.map_err(|problem| sent.placed(problem))?;
    let number = state.advisor.remark(&id, &token, remark).await?;
    Ok(left(number, format!("{}/remarks#remark-{number}", state.address_of_report(&id))))
}

/// `PUT /api/v1/reports/{id}/remarks/{n}`.
pub async fn decide_remark(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<StatusCode, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    let fate = state.advisor.sent_fate(sent.source())?;
    state.advisor.decide_remark(&id, &token, number, fate).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/reports/{id}/ballots`.
pub async fn ballots(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Paged { page }): Query<Paged>,
    MaybeBearer(token): MaybeBearer,
) -> Result<Response, Refusal> {
    let is_editor = is_editor(&state, &id, token).await?;
    let ballots = state.advisor.ballots(&id).await?;
    let report = state.report(&id, Which::Latest).await?;
    let write = move |state: &AppState| state.advisor.ballots_json(&report, &ballots, page.unwrap_or(1), is_editor);
    Ok((PRIVATE, Json(state.work(Weight::Heavy, write).await?)).into_response())
}

/// `POST /api/v1/reports/{id}/ballots`.
pub async fn cast(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<Response, Refusal> {
    state.advisor.may_review(&id, &token).await?;
    state.rates.creating(sender)?;
    let SentBallot { by, revision, answers, mut faults } = state.advisor.sent_ballot(sent.source())?;
    let report = seen(&state, &id, revision, &mut faults).await?;
    let prepare = move |state: &AppState| state.advisor.prepare_ballot(&report, &by, answers, faults);
    let ballot = state.work(Weight::Light, prepare).await.map_err(|problem| sent.placed(problem))?;
    let number = state.advisor.cast(&id, &token, ballot).await?;
    Ok(left(number, format!("{}/ballots", state.address_of_report(&id))))
}

/// `PUT /api/v1/reports/{id}/ballots/{n}`.
pub async fn hide_ballot(
    State(state): State<AppState>,
    Path((id, number)): Path<(String, String)>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<StatusCode, Refusal> {
    let number = conditions::revision(&number).ok_or_else(|| Problem::of_status(404))?;
    let hidden = state.advisor.sent_hiding(sent.source())?;
    state.advisor.hide_ballot(&id, &token, number, hidden).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The revision that a reviewer saw. If there is none with this number, that is a fault of the body, and the newest is
/// read, so that the other faults are found as well.
async fn seen(
    state: &AppState,
    id: &str,
    revision: Option<u32>,
    faults: &mut Vec<Fault>,
) -> Result<Held<Report>, Problem> {
    match state.report(id, revision.map_or(Which::Latest, Which::Number)).await {
        Ok(report) => Ok(report),
        Err(problem) => {
            faults.push(problem.into_fault_of_revision()?);
            state.report(id, Which::Latest).await
        }
    }
}

/// Whether the token lets its holder edit the report. Without a token, nobody is refused.
async fn is_editor(state: &AppState, id: &str, token: Option<app::report::EditToken>) -> Result<bool, Problem> {
    let Some(token) = token else { return Ok(false) };
    // A review token is one of the report's, too.
    state.advisor.may_review(id, &token).await?;
    Ok(state.advisor.may_edit(id, &token).await.is_ok())
}

fn left(number: u32, url: String) -> Response {
    (StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], axum::Json(Left { number, url })).into_response()
}
