//! `GET /api/v1/rules`, `/api/v1/rules/{id}`, `/api/v1/schema/description`: the rules and the description's
//! schema as JSON.

use app::{
    advisor::RulesRead,
    operation::{Answer, Form, Method, Operation, Parameter, Place, Topic, any_object, any_text},
    problem::kinds,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header::CONTENT_TYPE},
    routing::get,
};
use serde::Deserialize;

use crate::{
    api::{Endpoint, Json},
    mcp::tools::explain_rule,
    refusal::Refusal,
    state::AppState,
};

const RULESET: Parameter = Parameter {
    name: "ruleset",
    place: Place::Query,
    about: "The id of the ruleset; the shipped rules if it is left out.",
    is_required: false,
    schema: any_text,
    example: Some("default"),
};

static RULES: &[Answer] = &[Answer {
    status: 200,
    about: "The rules, with the sources that they cite.",
    headers: &[],
    forms: || vec![Form::json::<RulesRead>()],
}];

/// The call that reads all rules.
pub static LIST: Endpoint = Endpoint {
    operation: Operation {
        id: "list_rules",
        title: "Show the rules",
        about: "Each with its claim, why, what to do, the sources that say so, and examples.",
        topic: Topic::Knowledge,
        method: Method::Get,
        path: "/api/v1/rules",
        parameters: &[RULESET],
        body: None,
        answers: RULES,
        problems: &[&kinds::UNKNOWN],
        is_open: true,
        command: Some("rules"),
    },
    route: || get(all),
    tool: None,
};

/// The call that reads the rules with an id.
pub static EXPLAIN: Endpoint = Endpoint {
    operation: Operation {
        id: "explain_rule",
        title: "Show the rules with an id",
        about: "Rules of different kinds may share an id, such as a style and a mechanism.",
        topic: Topic::Knowledge,
        method: Method::Get,
        path: "/api/v1/rules/{id}",
        parameters: &[
            Parameter {
                name: "id",
                place: Place::Path,
                about: "The id, such as that of a question, a style, a mechanism or a finding.",
                is_required: true,
                schema: any_text,
                example: Some("reply"),
            },
            RULESET,
        ],
        body: None,
        answers: RULES,
        problems: &[&kinds::UNKNOWN],
        is_open: true,
        command: None,
    },
    route: || get(one),
    tool: Some(&explain_rule::TOOL),
};

/// The call that reads the schema of a description.
pub static SCHEMA: Endpoint = Endpoint {
    operation: Operation {
        id: "read_description_schema",
        title: "Write the JSON Schema of a description",
        about: "JSON Schema 2020-12, with every question and its answers.",
        topic: Topic::Knowledge,
        method: Method::Get,
        path: "/api/v1/schema/description",
        parameters: &[],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The schema.",
            headers: &[],
            forms: || vec![Form { media_type: "application/schema+json", schema: Some(any_object) }],
        }],
        problems: &[],
        is_open: true,
        command: Some("schema"),
    },
    route: || get(description_schema),
    tool: None,
};

/// The query of the address. Without `ruleset` it selects the shipped rules.
#[derive(Deserialize)]
pub struct RulesetQuery {
    ruleset: Option<String>,
}

/// All rules, with the sources that they cite.
pub async fn all(State(state): State<AppState>, Query(query): Query<RulesetQuery>) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(query.ruleset.as_deref(), None)?))
}

/// The rules with an id. Rules of different kinds may share an id, such as a style and a mechanism.
pub async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<RulesetQuery>,
) -> Result<Json, Refusal> {
    Ok(Json(state.advisor.rules(query.ruleset.as_deref(), Some(&id))?))
}

/// The JSON Schema of a description.
pub async fn description_schema(
    State(state): State<AppState>,
) -> Result<([(HeaderName, &'static str); 1], String), Refusal> {
    Ok(([(CONTENT_TYPE, "application/schema+json")], state.advisor.schema()?))
}
