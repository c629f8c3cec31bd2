//! The links of a report: who may review and edit it, fixed links to its revisions, its status, and the public list.

use app::{
    advisor::{
        RevisionRead,
        links::{Fix, FixBody, ListBody, MOST_PAGES, StandingRead, StatusBody, UntilBody, read_listed, read_status},
    },
    links::{FixedLink, Right},
    operation::{
        Answer, Body, Example, Form, JSON, Method as Verb, Operation, Parameter, Place, Topic, any_text, schema_of,
    },
    problem::{Problem, ProblemKind, kinds},
    store::Which,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, Method, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{delete as on_delete, get, post, put},
};
use schemars::{JsonSchema, json_schema};
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        Endpoint,
        conditions::Bearer,
        reports::{HELD, ID, NOT_ADDED, NOT_CHANGED, NOT_READ, PRIVATE, TAG, TOKEN, answer},
    },
    client::Sender,
    refusal::Refusal,
    rights,
    sent::Sent,
    state::AppState,
};

const FIXED: Parameter = Parameter {
    name: "fixed",
    place: Place::Path,
    about: "The id of the fixed link.",
    is_required: true,
    schema: any_text,
    example: None,
};

const RIGHT: Parameter = Parameter {
    name: "right",
    place: Place::Path,
    about: "`review` or `edit`.",
    is_required: true,
    schema: |_| json_schema!({"type": "string", "enum": ["review", "edit"]}),
    example: Some("review"),
};

/// How every call fails that an editor makes without a body.
static NOT_DECIDED: &[&ProblemKind] = &[
    &kinds::NO_TOKEN,
    &kinds::WRONG_TOKEN,
    &kinds::CROSS_SITE,
    &kinds::UNKNOWN,
    &kinds::DELETED,
    &kinds::STORE_UNAVAILABLE,
];

static DONE: &[Answer] = &[Answer { status: 204, about: "It is done.", headers: &[], forms: Vec::new }];

const UNTIL: Body = Body {
    about: "Until when.",
    forms: || Form::json_or_yaml(schema_of::<UntilBody>),
    examples: &[Example {
        name: "until",
        title: "Until the end of a year",
        media_type: JSON,
        text: r#"{"expires_at": "2099-12-31"}"#,
    }],
};

/// The call that reads a report's status.
pub static READ_STATUS: Endpoint = Endpoint {
    operation: Operation {
        id: "read_status",
        title: "Read the status of a report",
        about: "It may change while revisions never do, so it is no part of a revision.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/status",
        parameters: &[ID],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The status, when the report is deleted, and whether it is listed.",
            headers: &[],
            forms: || vec![Form::json::<StandingRead>()],
        }],
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(status),
    tool: None,
};

/// The call that gives a report a status.
pub static SET_STATUS: Endpoint = Endpoint {
    operation: Operation {
        id: "set_status",
        title: "Set the status of a report",
        about: "Proposed, accepted, or superseded by another report or page.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/status",
        parameters: &[ID, TOKEN],
        body: Some(Body {
            about: "The status.",
            forms: || Form::json_or_yaml(schema_of::<StatusBody>),
            examples: &[Example {
                name: "accepted",
                title: "It was decided so",
                media_type: JSON,
                text: r#"{"status": "accepted"}"#,
            }],
        }),
        answers: &[Answer {
            status: 200,
            about: "The status.",
            headers: &[],
            forms: || vec![Form::json::<StatusBody>()],
        }],
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(set_status),
    tool: None,
};

/// The call that gives a right to a new token.
pub static RENEW: Endpoint = Endpoint {
    operation: Operation {
        id: "renew_right",
        title: "Make or renew a link for reviewing or editing",
        about: "The answer has a new token. The one before has no right any more. Send the edit token.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/rights/{right}",
        parameters: &[ID, RIGHT, TOKEN],
        body: Some(UNTIL),
        answers: &[Answer {
            status: 200,
            about: "The new token, which nobody can be given again.",
            headers: &[],
            forms: || vec![Form::json::<Given>()],
        }],
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(renew),
    tool: None,
};

/// The call that withdraws a right.
pub static WITHDRAW: Endpoint = Endpoint {
    operation: Operation {
        id: "withdraw_right",
        title: "Withdraw the right to review or edit",
        about: "Once the right to edit is withdrawn, nobody can change or delete the report, and nobody can undo that.",
        topic: Topic::Reports,
        method: Verb::Delete,
        path: "/api/v1/reports/{id}/rights/{right}",
        parameters: &[ID, RIGHT, TOKEN],
        body: None,
        answers: DONE,
        problems: NOT_DECIDED,
        is_open: false,
        command: None,
    },
    route: || on_delete(withdraw),
    tool: None,
};

/// The call that lists the fixed links of a report.
pub static FIXED_LINKS: Endpoint = Endpoint {
    operation: Operation {
        id: "list_fixed_links",
        title: "List the fixed links of a report",
        about: "Those that show something, the newest first.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports/{id}/fixed-links",
        parameters: &[ID, TOKEN],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The fixed links.",
            headers: &[],
            forms: || vec![Form::json::<FixedLinksRead>()],
        }],
        problems: &[&kinds::NO_TOKEN, &kinds::WRONG_TOKEN, &kinds::UNKNOWN, &kinds::DELETED, &kinds::STORE_UNREADABLE],
        is_open: false,
        command: None,
    },
    route: || get(fixed_links),
    tool: None,
};

/// The call that makes a fixed link.
pub static FIX: Endpoint = Endpoint {
    operation: Operation {
        id: "make_fixed_link",
        title: "Make a fixed link to a revision",
        about: "It shows that revision for ever, or until it expires or is withdrawn. Neither the report nor its other \
                revisions can be found from it.",
        topic: Topic::Reports,
        method: Verb::Post,
        path: "/api/v1/reports/{id}/fixed-links",
        parameters: &[ID, TOKEN],
        body: Some(Body {
            about: "Which revision, and until when.",
            forms: || Form::json_or_yaml(schema_of::<FixBody>),
            examples: &[Example {
                name: "first",
                title: "The first revision, until the end of a year",
                media_type: JSON,
                text: r#"{"revision": 1, "expires_at": "2099-12-31"}"#,
            }],
        }),
        answers: &[Answer {
            status: 201,
            about: "The link is made.",
            headers: &[],
            forms: || vec![Form::json::<FixedLinkRead>()],
        }],
        problems: NOT_ADDED,
        is_open: false,
        command: None,
    },
    route: || post(fix),
    tool: None,
};

/// The call that withdraws a fixed link.
pub static UNFIX: Endpoint = Endpoint {
    operation: Operation {
        id: "withdraw_fixed_link",
        title: "Withdraw a fixed link",
        about: "Its address then answers 410.",
        topic: Topic::Reports,
        method: Verb::Delete,
        path: "/api/v1/reports/{id}/fixed-links/{fixed}",
        parameters: &[ID, FIXED, TOKEN],
        body: None,
        answers: DONE,
        problems: NOT_DECIDED,
        is_open: false,
        command: None,
    },
    route: || on_delete(unfix),
    tool: None,
};

/// The call that reads the revision of a fixed link.
pub static READ_FIXED: Endpoint = Endpoint {
    operation: Operation {
        id: "read_fixed",
        title: "Read the revision of a fixed link",
        about: "Like a revision of a report, without the report\u{2019}s id.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/fixed/{fixed}",
        parameters: &[FIXED, HELD],
        body: None,
        answers: &[
            Answer {
                status: 200,
                about: "The revision.",
                headers: &[TAG],
                forms: || vec![Form::json::<RevisionRead<'static>>()],
            },
            Answer { status: 304, about: "The client holds this revision.", headers: &[TAG], forms: Vec::new },
        ],
        problems: NOT_READ,
        is_open: false,
        command: None,
    },
    route: || get(read_fixed),
    tool: None,
};

/// The call that says until when a report is kept.
pub static KEEP_UNTIL: Endpoint = Endpoint {
    operation: Operation {
        id: "keep_until",
        title: "Have a report deleted at a time of its own",
        about: "With all its revisions, as if an editor deleted it then.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/expiry",
        parameters: &[ID, TOKEN],
        body: Some(UNTIL),
        answers: DONE,
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(keep_until),
    tool: None,
};

/// The call that lists a report for everybody.
pub static LIST: Endpoint = Endpoint {
    operation: Operation {
        id: "list_report",
        title: "Put a report on the public list, or take it off",
        about: "Everybody can then find the report by its name, its summary and its flows.",
        topic: Topic::Reports,
        method: Verb::Put,
        path: "/api/v1/reports/{id}/listing",
        parameters: &[ID, TOKEN],
        body: Some(Body {
            about: "Whether it is listed.",
            forms: || Form::json_or_yaml(schema_of::<ListBody>),
            examples: &[Example {
                name: "listed",
                title: "Everybody may find it",
                media_type: JSON,
                text: r#"{"listed": true}"#,
            }],
        }),
        answers: DONE,
        problems: NOT_CHANGED,
        is_open: false,
        command: None,
    },
    route: || put(list),
    tool: None,
};

/// The call that finds listed reports.
pub static LISTED: Endpoint = Endpoint {
    operation: Operation {
        id: "find_reports",
        title: "Find reports on the public list",
        about: "Those whose editors listed them, the newest first.",
        topic: Topic::Reports,
        method: Verb::Get,
        path: "/api/v1/reports",
        parameters: &[
            Parameter {
                name: "q",
                place: Place::Query,
                about: "Words that the name, the summary or the names of flows contain.",
                is_required: false,
                schema: any_text,
                example: Some("ticket"),
            },
            Parameter {
                name: "page",
                place: Place::Query,
                about: "The number of the page, from 1.",
                is_required: false,
                schema: |_| json_schema!({"type": "integer", "minimum": 1, "maximum": MOST_PAGES}),
                example: Some("1"),
            },
        ],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "A page of reports.",
            headers: &[],
            forms: || vec![Form::json::<ListedRead>()],
        }],
        problems: &[&kinds::STORE_UNREADABLE],
        is_open: false,
        command: None,
    },
    route: || get(listed),
    tool: None,
};

/// A right that was given to a new token.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Right")]
struct Given {
    /// The token.
    token: String,
    /// The link that gives the right to a browser.
    url: String,
    /// Until when it gives the right; null: for ever.
    expires_at: Option<String>,
}

/// A fixed link.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FixedLink")]
struct FixedLinkRead {
    /// Its id.
    id: String,
    /// Its address, for people.
    url: String,
    /// The number of the revision that it shows.
    revision: u32,
    /// When it was made.
    made_at: String,
    /// Until when it shows the revision; null: for ever.
    expires_at: Option<String>,
    /// Whether it was made for forks, which name the revision that they come from by it.
    for_forks: bool,
}

impl FixedLinkRead {
    fn of(link: FixedLink, state: &AppState) -> Self {
        let FixedLink { id, revision, made_at, expires_at, for_forks } = link;
        let id = id.as_str().to_owned();
        Self { url: format!("{}/f/{id}", state.public_url), id, revision, made_at, expires_at, for_forks }
    }
}

/// The fixed links of a report.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FixedLinks")]
struct FixedLinksRead {
    /// The links, the newest first.
    fixed_links: Vec<FixedLinkRead>,
}

/// A page of listed reports.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ListedReports")]
struct ListedRead {
    /// The reports, those with the newest revision first.
    reports: Vec<ListedReport>,
    /// The number of the next page; null after the last.
    next: Option<u32>,
}

/// A listed report.
#[derive(Serialize, JsonSchema)]
struct ListedReport {
    /// The report's id.
    id: String,
    /// The address of its page.
    url: String,
    /// The number of its newest revision.
    revision: u32,
    /// When that was made.
    made_at: String,
    /// The name of the system.
    name: String,
    /// Its summary; empty if it has none.
    summary: String,
    /// The names of its first flows.
    flows: Vec<String>,
}

async fn status(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let report = state.report(&id, Which::Latest).await?;
    Ok(([(CACHE_CONTROL, PRIVATE)], Json(StandingRead::of(&report.standing))).into_response())
}

async fn set_status(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<Json<StatusBody>, Refusal> {
    let status = read_status(sent.source(), &state.public_url.to_string())?;
    let told = StatusBody::of(&status);
    state.advisor.set_status(&id, &token, status).await.map_err(|problem| sent.placed(problem))?;
    Ok(Json(told))
}

async fn renew(
    State(state): State<AppState>,
    Path((id, right)): Path<(String, String)>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<Response, Refusal> {
    let right = named(&right)?;
    let until = state.advisor.read_until(sent.source())?;
    let (new, expires_at) = state.advisor.renew(&id, &token, right, until).await?;
    let given = Given { token: new.reveal().to_owned(), url: rights::link(&state, &id, right, &new), expires_at };
    Ok(([(CACHE_CONTROL, "no-store")], Json(given)).into_response())
}

async fn withdraw(
    State(state): State<AppState>,
    Path((id, right)): Path<(String, String)>,
    Bearer(token): Bearer,
) -> Result<StatusCode, Refusal> {
    state.advisor.withdraw(&id, &token, named(&right)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn fixed_links(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
) -> Result<Response, Refusal> {
    let links = state.advisor.links(&id, &token).await?.fixed;
    let fixed_links = links.into_iter().map(|link| FixedLinkRead::of(link, &state)).collect();
    Ok(([(CACHE_CONTROL, PRIVATE)], Json(FixedLinksRead { fixed_links })).into_response())
}

async fn fix(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<Response, Refusal> {
    let Fix { revision, until } = state.advisor.read_fix(sent.source())?;
    state.rates.creating(sender)?;
    let link = state.advisor.fix(&id, &token, revision, until).await;
    let link = FixedLinkRead::of(link.map_err(|problem| sent.placed(problem.in_body()))?, &state);
    Ok((StatusCode::CREATED, [(CACHE_CONTROL, "no-store")], Json(link)).into_response())
}

async fn unfix(
    State(state): State<AppState>,
    Path((id, link)): Path<(String, String)>,
    Bearer(token): Bearer,
) -> Result<StatusCode, Refusal> {
    state.advisor.unfix(&id, &token, &link).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read_fixed(
    State(state): State<AppState>,
    Path(link): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    answer(&state, state.fixed(&link).await?, &method, &headers).await
}

async fn keep_until(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<StatusCode, Refusal> {
    let until = state.advisor.read_until(sent.source())?;
    state.advisor.keep_until(&id, &token, until).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn list(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    sent: Sent,
) -> Result<StatusCode, Refusal> {
    state.advisor.list(&id, &token, read_listed(sent.source())?.listed).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The query of the list.
#[derive(Deserialize)]
struct ListedQuery {
    #[serde(default)]
    q: String,
    page: Option<String>,
}

async fn listed(
    State(state): State<AppState>,
    Query(ListedQuery { q, page }): Query<ListedQuery>,
) -> Result<Json<ListedRead>, Refusal> {
    let page = match page {
        None => 1,
        Some(page) => page
            .parse()
            .ok()
            .filter(|page| (1..=MOST_PAGES).contains(page))
            .ok_or_else(|| Problem::malformed(format!("`page` is to be a whole number from 1 to {MOST_PAGES}.")))?,
    };
    let (found, is_more) = state.advisor.listed(&q, page).await?;
    let reports = found.into_iter().map(|listed| {
        let (id, listing) = (listed.report.as_str().to_owned(), listed.listing);
        ListedReport {
            url: state.address_of_report(&id),
            id,
            revision: listing.revision,
            made_at: listing.made_at,
            name: listing.name,
            summary: listing.summary,
            flows: listing.flows,
        }
    });
    Ok(Json(ListedRead { reports: reports.collect(), next: is_more.then_some(page + 1) }))
}

fn named(right: &str) -> Result<Right, Problem> {
    Right::named(right).ok_or_else(|| Problem::unknown("The rights that can be given are `review` and `edit`."))
}
