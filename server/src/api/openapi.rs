//! `GET /api/v1/openapi.json`: the list of calls as an OpenAPI 3.1 document.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Rulebook, schema,
    tree::{Tree, Value as Node},
};
use app::{
    document,
    format::Format,
    limit::TEXT_LIMIT_IN_WORDS,
    operation::{
        self, Answer, Body, Example, Form, JSON, Method, Operation, PROMISES, Parameter, Place, Topic, WriteSchema,
    },
    problem::{self, Problem, ProblemDocument, ProblemKind},
};
use axum::{
    extract::State,
    http::{HeaderName, header::CACHE_CONTROL},
    response::IntoResponse,
    routing::get,
};
use schemars::{
    SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value, json};

use crate::{
    api::{ALL, Endpoint, Json},
    config::PublicUrl,
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// The place of the schemas in the document.
const SCHEMAS: &str = "/components/schemas";

/// The name of the description's schema.
const DESCRIPTION: &str = "Description";

/// The document changes with the version of the server alone.
const OPEN: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=60")];

/// The call that reads the OpenAPI document.
pub static DOCUMENT: Endpoint = Endpoint {
    operation: Operation {
        id: "read_openapi",
        title: "Read this API's OpenAPI document",
        about: "OpenAPI 3.1, made of the same list as the routes.",
        topic: Topic::Knowledge,
        method: Method::Get,
        path: "/api/v1/openapi.json",
        parameters: &[],
        body: None,
        answers: &[Answer {
            status: 200,
            about: "The document.",
            headers: &[],
            forms: || vec![Form { media_type: JSON, schema: Some(operation::any_object) }],
        }],
        problems: &[],
        is_open: true,
        command: None,
    },
    route: || get(read),
    tool: None,
};

async fn read(State(state): State<AppState>) -> Result<impl IntoResponse, Refusal> {
    let write = |state: &AppState| {
        let operations: Vec<_> = ALL.iter().map(|call| &call.operation).collect();
        let document = document(&operations, state.advisor.rulebook(), &state.public_url)?;
        Ok::<_, Refusal>((OPEN, Json(document.to_string())))
    };
    state.work(Weight::Light, write).await
}

/// The OpenAPI document of some calls.
///
/// # Errors
/// An example is not what its media type says, which is our fault.
pub fn document(operations: &[&'static Operation], book: &Rulebook, public_url: &PublicUrl) -> Result<Value, Problem> {
    let mut writer = Writer::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in operations {
        let methods = paths.entry(operation.path).or_default();
        methods.insert(operation.method.name().to_ascii_lowercase(), writer.operation(operation)?);
    }
    let problem = json!(writer.answered.subschema_for::<ProblemDocument<'_>>());
    let topics = Topic::ALL.map(|topic| json!({"name": topic.name(), "description": topic.about()}));
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "EDA Advisor",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Which steps of a system should wait, which should be events, and why.",
            "description": about(),
            "license": {"name": "MIT or Apache-2.0", "identifier": env!("CARGO_PKG_LICENSE")},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": public_url.to_string(), "description": "This server."}],
        "tags": topics,
        "security": [],
        "paths": paths,
        "components": {
            "schemas": writer.schemas(book),
            "securitySchemes": {
                "report_token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of the report. Publishing answers the edit token once. To review the \
                                    report, a review token is enough, which editors give.",
                },
            },
            "responses": responses(&problem),
        },
    });
    leave_out_unused(&mut document);
    Ok(document)
}

/// Removes the schemas and responses that nothing refers to.
fn leave_out_unused(document: &mut Value) {
    let mut used = BTreeSet::new();
    references(document, &mut used);
    for part in ["schemas", "responses"] {
        if let Some(Value::Object(named)) = document.pointer_mut(&format!("/components/{part}")) {
            named.retain(|name, _| used.contains(&format!("#/components/{part}/{name}")));
        }
    }
}

/// The places in the document that a value refers to.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// What holds for all calls, as Markdown.
fn about() -> String {
    let promises: Vec<_> = PROMISES.iter().map(|promise| format!("- {promise}\n")).collect();
    format!(
        "Every call that takes a description takes it as JSON or as YAML. A body has at most {TEXT_LIMIT_IN_WORDS}.\n\n\
         Every error is `application/problem+json` (RFC 9457). Its `type` is the address of a page that explains it. \
         All faults of a body are told at once, each with its place as a JSON Pointer and with what to do.\n\n\
         ## What you may rely on\n\n{}",
        promises.concat()
    )
}

/// The responses that several calls have: a problem of each kind.
fn responses(problem: &Value) -> Value {
    problem::ALL.iter().map(|kind| (kind.code.to_owned(), response(&[kind], problem))).collect()
}

/// The answer to a call that failed with one of some kinds of the same status.
fn response(kinds: &[&ProblemKind], problem: &Value) -> Value {
    let about: Vec<_> =
        kinds.iter().map(|kind| format!("**{}** (`{}`): {}", kind.title, kind.code, kind.meaning)).collect();
    let types: Vec<_> = kinds.iter().map(|kind| kind.address()).collect();
    let status = kinds.first().map_or(500, |kind| kind.status);
    let schema = json!({
        "allOf": [problem, {"type": "object", "properties": {"type": {"enum": types}, "status": {"const": status}}}],
    });
    let mut response = json!({
        "description": about.join("\n\n"),
        "content": {problem::MEDIA_TYPE: {"schema": schema}},
    });
    let header = match status {
        401 => Some(("WWW-Authenticate", "`Bearer`.", json!({"type": "string"}))),
        429 | 503 => {
            Some(("Retry-After", "In how many seconds to try again.", json!({"type": "integer", "minimum": 1})))
        }
        _ => None,
    };
    if let Some((name, about, schema)) = header {
        response["headers"] = json!({name: {"description": about, "required": true, "schema": schema}});
    }
    response
}

/// Writes calls, and gathers the schemas that they refer to.
struct Writer {
    /// The schemas of what is sent.
    sent: SchemaGenerator,
    /// The schemas of what is answered.
    answered: SchemaGenerator,
}

impl Writer {
    fn new() -> Self {
        let generator = |contract| {
            let mut settings = SchemaSettings::draft2020_12();
            settings.definitions_path = SCHEMAS.into();
            settings.contract = contract;
            settings.into_generator()
        };
        Self { sent: generator(Contract::Deserialize), answered: generator(Contract::Serialize) }
    }

    fn operation(&mut self, operation: &Operation) -> Result<Value, Problem> {
        let (credentials, parameters): (Vec<_>, Vec<_>) =
            operation.parameters.iter().partition(|parameter| is_credential(parameter));
        let mut written = json!({
            "operationId": operation.id,
            "summary": operation.title,
            "description": operation.about,
            "tags": [operation.topic.name()],
            "parameters": parameters.into_iter().map(|parameter| self.parameter(parameter)).collect::<Vec<_>>(),
            "responses": self.responses(operation),
        });
        if !credentials.is_empty() {
            let is_required = credentials.iter().any(|credential| credential.is_required);
            // An empty requirement beside the other one makes the token optional.
            written["security"] =
                if is_required { json!([{"report_token": []}]) } else { json!([{}, {"report_token": []}]) };
        }
        if let Some(body) = &operation.body {
            written["requestBody"] = self.body(body)?;
        }
        Ok(written)
    }

    fn parameter(&mut self, parameter: &Parameter) -> Value {
        let mut written = json!({
            "name": parameter.name,
            "in": parameter.place.name(),
            "description": parameter.about,
            "required": parameter.is_required,
            "schema": (parameter.schema)(&mut self.sent),
        });
        if let Some(example) = parameter.example {
            let is_number = written["schema"]["type"] == "integer";
            let number = is_number.then(|| example.parse::<u32>().ok()).flatten();
            written["example"] = number.map_or_else(|| json!(example), |number| json!(number));
        }
        written
    }

    fn body(&mut self, body: &Body) -> Result<Value, Problem> {
        let mut content = Map::new();
        for form in (body.forms)() {
            let mut media = json!({"schema": schema(&mut self.sent, form.schema)});
            let mut examples = Map::new();
            for example in body.examples.iter().filter(|example| example.media_type == form.media_type) {
                examples.insert(example.name.to_owned(), json!({"summary": example.title, "value": value(example)?}));
            }
            if !examples.is_empty() {
                media["examples"] = Value::Object(examples);
            }
            content.insert(form.media_type.to_owned(), media);
        }
        Ok(json!({"description": body.about, "required": true, "content": content}))
    }

    fn responses(&mut self, operation: &Operation) -> Map<String, Value> {
        let mut responses = Map::new();
        for answer in operation.answers {
            responses.insert(answer.status.to_string(), self.answer(answer));
        }
        let problem = json!(self.answered.subschema_for::<ProblemDocument<'_>>());
        let problems = operation.all_problems();
        for kinds in problems.chunk_by(|one, other| one.status == other.status) {
            let written = match kinds {
                [kind] => json!({"$ref": format!("#/components/responses/{}", kind.code)}),
                several => response(several, &problem),
            };
            responses.insert(kinds[0].status.to_string(), written);
        }
        responses
    }

    fn answer(&mut self, answer: &Answer) -> Value {
        let mut written = json!({"description": answer.about});
        let forms = (answer.forms)();
        if !forms.is_empty() {
            let media = |form: &Form| json!({"schema": schema(&mut self.answered, form.schema)});
            let content: Map<_, _> =
                forms.iter().map(|form| form.media_type.to_owned()).zip(forms.iter().map(media)).collect();
            written["content"] = Value::Object(content);
        }
        if !answer.headers.is_empty() {
            let header = |about: &str| json!({"description": about, "required": true, "schema": {"type": "string"}});
            let headers = answer.headers.iter().map(|its| (its.name.to_owned(), header(its.about)));
            written["headers"] = Value::Object(headers.collect());
        }
        written
    }

    /// Every schema that was referred to, by its name.
    fn schemas(mut self, book: &Rulebook) -> Map<String, Value> {
        let mut schemas = self.answered.take_definitions(true);
        // What is sent may lack a field that is always answered, so its schema holds for both.
        schemas.extend(self.sent.take_definitions(true));
        let mut description = schema::description(book);
        if let Some(description) = description.as_object_mut() {
            if let Some(Value::Object(parts)) = description.remove("$defs") {
                schemas.extend(parts);
            }
            // With an address of its own, the schema would have its references resolved from there.
            description.remove("$schema");
            description.remove("$id");
        }
        schemas.insert(DESCRIPTION.to_owned(), description);
        schemas.values_mut().for_each(lead_here);
        schemas
    }
}

/// Whether OpenAPI describes a parameter as a security scheme, and not as a parameter.
fn is_credential(parameter: &Parameter) -> bool {
    parameter.place == Place::Header && parameter.name == "Authorization"
}

/// A schema; the empty one for a form that has none, which is a text or bytes.
fn schema(generator: &mut SchemaGenerator, write: Option<WriteSchema>) -> Value {
    write.map_or_else(|| json!({}), |write| json!(write(generator)))
}

/// Makes the references to definitions of a schema lead to the document's schemas.
fn lead_here(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && let Some(name) = reference.strip_prefix("#/$defs/")
            {
                *reference = format!("#{SCHEMAS}/{name}");
            }
            fields.values_mut().for_each(lead_here);
        }
        Value::Array(items) => items.iter_mut().for_each(lead_here),
        _ => {}
    }
}

/// The value that an example is.
fn value(example: &Example) -> Result<Value, Problem> {
    let Some(format) = Format::of_media_type(example.media_type) else { return Ok(json!(example.text)) };
    let tree = document::parse(example.text, format).map_err(|error| Problem::unreadable(format, &error))?;
    Ok(value_of(&tree))
}

fn value_of(tree: &Tree<'_>) -> Value {
    match &tree.value {
        Node::Null => Value::Null,
        Node::Bool(is) => json!(is),
        Node::Number(number) => number.parse().map_or(Value::Null, Value::Number),
        Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(value_of).collect(),
        Node::Map(fields) => fields.iter().map(|(name, field)| (name.clone().into_owned(), value_of(field))).collect(),
    }
}
