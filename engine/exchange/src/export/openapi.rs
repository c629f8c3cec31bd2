//! The synchronous half as OpenAPI 3.1: an operation for each call, under the one who is called.
//!
//! A call that is accepted now and finished later answers `202` and has a status resource beside it. A command whose
//! outcome comes back on a queue is no call: it stands in the AsyncAPI document.
//!
//! The description of a system says nothing of addresses and of who may call what. So the document names no server
//! but the one that it is served by, and no security scheme, and says so.

use std::borrow::Cow;

use advice::assessment;

use super::payload;
use super::traffic::{Call, Party, Step, Traffic};
use super::{Export, Group, Subject, wire};
use crate::document::{Document, list, map, number, text, to_yaml, truth};
use crate::markdown::{code, escaped};

pub(super) const EXPORT: Export = Export {
    id: "openapi",
    name: "OpenAPI 3.1",
    group: Group::Contracts,
    purpose: "Calls that somebody waits for: what is asked, what may come back, and within which time.",
    ending: "openapi.yaml",
    media_type: "application/vnd.oai.openapi;version=3.1",
    write,
};

fn write(subject: &Subject<'_>) -> Vec<u8> {
    to_yaml(&document(subject, &Traffic::of(subject), None)).into_bytes()
}

/// Whether anybody calls a participant.
pub(super) fn concerns(traffic: &Traffic<'_>, party: usize) -> bool {
    traffic.calls.iter().any(|call| call.owner == party)
}

/// The document of the whole system, or only the calls of one participant.
pub(super) fn document(subject: &Subject<'_>, traffic: &Traffic<'_>, only: Option<usize>) -> Document {
    let calls: Vec<(&Call, &Party<'_>)> = traffic
        .calls
        .iter()
        .filter(|call| only.is_none_or(|party| call.owner == party))
        .filter_map(|call| Some((call, traffic.parties.get(call.owner)?)))
        .collect();
    let owners = traffic.parties.iter().enumerate();
    let owners = owners.filter(|(index, _)| calls.iter().any(|(call, _)| call.owner == *index));
    let paths = calls.iter().flat_map(|(call, owner)| paths(traffic, call, owner));
    map([
        ("openapi", text("3.1.0")),
        ("info", info(subject, only.and_then(|party| traffic.parties.get(party)))),
        ("servers", list([map([("url", text("/"))])])),
        ("security", list([])),
        ("tags", list(owners.map(|(_, owner)| tag(owner)))),
        ("paths", map(paths)),
        ("components", components(&calls)),
    ])
}

fn info(subject: &Subject<'_>, only: Option<&Party<'_>>) -> Document {
    let description = subject.model.description();
    let system = pictures::flow::shown(&description.name);
    let mut says: Vec<String> = match only {
        Some(_) => vec![format!("A part of {}.", escaped(system))],
        None => description.summary.iter().map(|summary| escaped(summary)).collect(),
    };
    let ruleset = &subject.assessment.ruleset;
    says.push(format!("Decided by the {} rules {}.", escaped(&ruleset.id), escaped(&ruleset.version)));
    says.push("The description of the system says neither where the services are nor who may call them: add `servers` and `security`.".to_owned());
    map([
        ("title", text(only.map_or(system, |party| party.name))),
        ("version", text(super::asyncapi::VERSION)),
        ("description", text(says.join("\n\n"))),
    ])
}

fn tag(owner: &Party<'_>) -> Document {
    let team = owner.team.map(|team| format!(" Owned by {}.", escaped(team))).unwrap_or_default();
    let is_external = owner.kind == advice::description::ParticipantKind::External;
    let external = if is_external { " Others run it and document its calls: this is what we need of it." } else { "" };
    map([
        ("name", text(&*owner.key)),
        ("description", text(format!("{}.{team}{external}", escaped(owner.name)))),
        ("x-participant", text(owner.id.unwrap_or(&owner.key))),
        ("x-kind", text(wire(owner.kind))),
    ])
}

/// The path of a call, and of its status if it is finished later.
fn paths(traffic: &Traffic<'_>, call: &Call, owner: &Party<'_>) -> Vec<(String, Document)> {
    let steps: Vec<&Step<'_>> = call.steps.iter().filter_map(|step| traffic.steps.get(*step)).collect();
    let Some(first) = steps.first() else { return Vec::new() };
    let path = call.path(owner);
    let method = if asks_by_address(call, first) { "get" } else { "post" };
    let mut all = vec![(path.clone(), map([(method, operation(traffic, call, owner, &steps))]))];
    if call.finishes_later {
        all.push((format!("{path}/{{id}}"), map([("get", status(call, owner, first))])));
    }
    all
}

/// Whether a call is a question whose fields may stand in its address. Personal data may not: addresses are logged.
pub(super) fn asks_by_address(call: &Call, step: &Step<'_>) -> bool {
    call.only_asks && !call.finishes_later && step.fields().iter().all(|field| field.personal != Some(true))
}

fn operation(traffic: &Traffic<'_>, call: &Call, owner: &Party<'_>, steps: &[&Step<'_>]) -> Document {
    let Some(first) = steps.first() else { return map::<&str>([]) };
    let decided = steps.iter().find_map(|step| step.assessed.call.as_ref());
    let by_address = asks_by_address(call, first);
    let callers = call.callers.iter().filter_map(|caller| traffic.parties.get(*caller));
    let mut fields = vec![
        ("operationId", text(operation_id(&call.key))),
        ("summary", text(first.action())),
        ("description", text(about(call, steps))),
        ("tags", list([text(&*owner.key)])),
    ];
    let mut parameters: Vec<Document> = Vec::new();
    if let Some(key) = decided.and_then(|decided| decided.idempotency_key.as_deref()) {
        parameters.push(idempotency_key(key));
    }
    if by_address {
        parameters.extend(query_parameters(first));
    } else {
        let schema = payload::of_fields(first.fields());
        let content = map([("application/json", map([("schema", schema)]))]);
        fields.push(("requestBody", map([("required", truth(true)), ("content", content)])));
    }
    if !parameters.is_empty() {
        fields.push(("parameters", list(parameters)));
    }
    fields.push(("responses", responses(call)));
    fields.push(("x-callers", list(callers.map(|caller| text(caller.id.unwrap_or(&caller.key))))));
    if let Some(decided) = decided {
        fields.push(("x-eda-advisor-call", self::decided(decided)));
    }
    fields.push(("x-eda-advisor-steps", list(steps.iter().map(|step| super::asyncapi::step(step)))));
    map(fields)
}

/// The name of an operation, in camel case.
fn operation_id(key: &str) -> String {
    let mut letters = key.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

fn about(call: &Call, steps: &[&Step<'_>]) -> String {
    let said = |step: &&Step<'_>| format!("{} (step of “{}”).", escaped(step.action()), escaped(step.flow_name()));
    let mut paragraphs: Vec<String> = steps.iter().map(said).collect();
    if call.finishes_later {
        paragraphs.push("It is accepted now and finished later: `Location` leads to its status.".to_owned());
    }
    paragraphs.join("\n\n")
}

fn idempotency_key(made_of: &str) -> Document {
    map([
        ("name", text("Idempotency-Key")),
        ("in", text("header")),
        ("required", truth(true)),
        (
            "description",
            text(format!("The same for every try of the same request, which is done once: {}.", code(made_of))),
        ),
        ("schema", map([("type", text("string")), ("minLength", number(1)), ("maxLength", number(255))])),
    ])
}

fn query_parameters(step: &Step<'_>) -> Vec<Document> {
    let mut seen = std::collections::BTreeSet::new();
    let fields = step.fields().iter().filter(move |field| seen.insert(&field.name));
    let parameter = |field: &advice::description::Field| {
        map([("name", text(&*field.name)), ("in", text("query")), ("schema", payload::of_field(field))])
    };
    fields.map(parameter).collect()
}

fn responses(call: &Call) -> Document {
    let found = |says: &str, schema: Document| {
        let content = map([("application/json", map([("schema", schema)]))]);
        map([("description", text(says)), ("content", content)])
    };
    let object = || map([("type", text("object"))]);
    let accepted = || {
        let header = |says: &str, kind: &'static str| {
            map([("description", text(says)), ("schema", map([("type", text(kind))]))])
        };
        map([
            ("description", text("It is accepted and will be done.")),
            (
                "headers",
                map([
                    ("Location", header("The address of its status.", "string")),
                    ("Retry-After", header("Seconds to wait before asking for the status.", "integer")),
                ]),
            ),
            ("content", map([("application/json", map([("schema", schema_reference("Status"))]))])),
        ])
    };
    let mut all = vec![match (call.finishes_later, call.only_asks) {
        (true, _) => ("202", accepted()),
        (false, true) => ("200", found("The answer.", object())),
        (false, false) => ("200", found("It is done.", object())),
    }];
    all.push(("400", response_reference("Unusable")));
    all.push(if call.only_asks {
        ("404", response_reference("NotFound"))
    } else {
        ("409", response_reference("Refused"))
    });
    all.push(("503", response_reference("Unavailable")));
    map(all)
}

/// How the call is made, and what happens if no answer comes.
fn decided(call: &assessment::Call<'_>) -> Document {
    let given = |name, value: &Option<Cow<'_, str>>| value.as_deref().map(|value| (name, text(value)));
    let fields = [
        Some(("time_limit", text(&*call.time_limit))),
        given("retry", &call.retry),
        given("idempotency_key", &call.idempotency_key),
        Some(("if_down", text(&*call.if_down))),
        Some(("because", text(&*call.because))),
    ];
    map(fields.into_iter().flatten())
}

/// The status of a call that is finished later.
fn status(call: &Call, owner: &Party<'_>, step: &Step<'_>) -> Document {
    let id = map([
        ("name", text("id")),
        ("in", text("path")),
        ("required", truth(true)),
        ("description", text("The id in the address that `Location` gave.")),
        ("schema", map([("type", text("string"))])),
    ]);
    let content = map([("application/json", map([("schema", schema_reference("Status"))]))]);
    map([
        ("operationId", text(format!("{}_status", operation_id(&call.key)))),
        ("summary", text(format!("How far it is: {}", step.action()))),
        ("tags", list([text(&*owner.key)])),
        ("parameters", list([id])),
        (
            "responses",
            map([
                ("200", map([("description", text("How far it is, or its outcome.")), ("content", content)])),
                ("404", response_reference("NotFound")),
                ("503", response_reference("Unavailable")),
            ]),
        ),
    ])
}

/// What several operations share, without what none of them uses.
fn components(calls: &[(&Call, &Party<'_>)]) -> Document {
    let any = |holds: fn(&Call) -> bool| calls.iter().any(|(call, _)| holds(call));
    let problem = |says: &str| {
        let content = map([("application/problem+json", map([("schema", schema_reference("Problem"))]))]);
        map([("description", text(says)), ("content", content)])
    };
    let responses = [
        (!calls.is_empty())
            .then(|| ("Unusable", problem("The request cannot be used: something is missing or wrong."))),
        any(|call| call.only_asks || call.finishes_later).then(|| ("NotFound", problem("There is no such thing."))),
        any(|call| !call.only_asks)
            .then(|| ("Refused", problem("A rule of the owner does not allow it, so nothing has changed."))),
        (!calls.is_empty())
            .then(|| ("Unavailable", problem("It cannot be done now. `Retry-After` says when to try again."))),
    ];
    let schemas = [
        (!calls.is_empty()).then(|| ("Problem", problem_schema())),
        any(|call| call.finishes_later).then(|| ("Status", status_schema())),
    ];
    map([("responses", map(responses.into_iter().flatten())), ("schemas", map(schemas.into_iter().flatten()))])
}

/// Problem details as RFC 9457 has them.
fn problem_schema() -> Document {
    let kind = |kind: &'static str| map([("type", text(kind))]);
    let uri = map([("type", text("string")), ("format", text("uri-reference"))]);
    map([
        ("type", text("object")),
        ("description", text("What went wrong (RFC 9457).")),
        (
            "properties",
            map([
                ("type", uri),
                ("title", kind("string")),
                ("status", kind("integer")),
                ("detail", kind("string")),
                ("instance", kind("string")),
            ]),
        ),
    ])
}

fn status_schema() -> Document {
    let states = ["accepted", "running", "done", "refused", "failed"];
    let state = map([("type", text("string")), ("enum", list(states.map(text)))]);
    map([
        ("type", text("object")),
        (
            "properties",
            map([("status", state), ("outcome", map([("description", text("What came out, once it is done."))]))]),
        ),
        ("required", list([text("status")])),
    ])
}

fn schema_reference(name: &str) -> Document {
    map([("$ref", text(format!("#/components/schemas/{name}")))])
}

fn response_reference(name: &str) -> Document {
    map([("$ref", text(format!("#/components/responses/{name}")))])
}
