//! Answers a message of the Model Context Protocol: the revision that every request states by itself, and those before
//! it, which begin with `initialize`.
//!
//! Nothing is kept between two messages. `initialize` therefore only answers, and a request of an old revision is
//! answered whether or not one came before. The module knows no transport; what HTTP repeats in headers comes as
//! [`Head`].

use std::sync::OnceLock;

use advice::{
    fault::did_you_mean,
    tree::{Tree, Value as Given},
};
use app::{advisor::Advisor, problem::Problem};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    client::Sender,
    mcp::{
        prompts, resources,
        rpc::{self, Error, INTERNAL_ERROR, INVALID_PARAMS, Id, METHOD_NOT_FOUND, Message, Params},
        tool::{Effect, Run, Tool, Waiting},
        tools, trouble,
    },
    state::AppState,
};

/// The revision in which every request states its version, and no handshake is made.
pub const MODERN: &str = "2026-07-28";

/// The revisions that are spoken, the newest first. All but the first begin with a handshake.
pub const VERSIONS: [&str; 3] = [MODERN, "2025-11-25", "2025-06-18"];

/// Headers and body contradict each other, or a required header is missing.
const HEADER_MISMATCH: i32 = -32020;
/// The version is not spoken here.
const UNSUPPORTED_VERSION: i32 = -32022;
/// There is no such resource: the code in the revisions before [`MODERN`].
const RESOURCE_NOT_FOUND: i32 = -32002;

const STATED_VERSION: &str = "io.modelcontextprotocol/protocolVersion";
const STATED_CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// How long a client may keep a list or a resource, in milliseconds. They change only with the server's version.
const FRESH: u32 = 60 * 60 * 1000;

/// What a client is told of the server as a whole.
const INSTRUCTIONS: &str = "Decides by published rules which steps of a system should be synchronous calls and which \
    events, and how consistent each has to be. Usual order: describe_from_text, or your own description as the \
    resource eda://instruction says; assess_system; ask the person the questions that it returns; assess again; \
    design_event and publish_report if they are wanted. Never guess an answer to a question: what nobody said stays \
    open. Pass verdicts on with their reasons; explain_rule has the sources.";

/// What a message is answered with.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// What computes the answers.
    pub advisor: &'a Advisor,
    /// Whether reports can be stored and read.
    pub has_store: bool,
    /// The id of the request in the log, or empty.
    pub request: &'a str,
}

/// What HTTP repeats of a message in headers. A header that is given twice or is no text is an empty text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Head<'h> {
    /// `MCP-Protocol-Version`.
    pub version: Option<&'h str>,
    /// `Mcp-Method`.
    pub method: Option<&'h str>,
    /// `Mcp-Name`, decoded.
    pub name: Option<&'h str>,
}

/// How the answer to a message is carried by a transport that has a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A result, or an error of the called method.
    Answered,
    /// Nothing is to be answered.
    Accepted,
    /// The message itself is wrong.
    Malformed,
    /// There is no such method.
    NotFound,
}

/// The answer to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How it is carried.
    pub status: Status,
    /// The message; `None` if nothing is to be answered.
    pub body: Option<String>,
}

/// An answer, or one that waits for the store.
pub enum Outcome {
    /// The answer.
    Now(Answer),
    /// A tool that waits for the store.
    Later(Later),
}

/// A call of a tool that waits for the store.
pub struct Later {
    id: Id,
    era: Era,
    run: fn(AppState, Sender, String) -> Waiting,
    arguments: String,
}

/// Which rules a request follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Era {
    /// Those before [`MODERN`].
    Legacy,
    /// Those of [`MODERN`].
    Modern,
}

/// Answers the message in a text. `head` is what the transport repeats of it; `None` if it repeats nothing.
pub fn answer(desk: Desk<'_>, text: &str, head: Option<Head<'_>>) -> Outcome {
    let tree = match rpc::parse(text) {
        Ok(tree) => tree,
        Err(broken) => return refuse(&broken),
    };
    let (id, method, params) = match rpc::read(&tree) {
        Ok(Message::Request { id, method, params }) => (id, method, params),
        Ok(Message::Notification) => return Outcome::Now(Answer { status: Status::Accepted, body: None }),
        Err(broken) => return refuse(&broken),
    };
    let era = match era(method, params, head) {
        Ok(era) => era,
        Err(error) => return refuse(&(Some(id), error)),
    };
    let called = Called { desk, era, params, text };
    match called.run(method) {
        Ok(Done::Result(result)) => Outcome::Now(written(&id, &result)),
        Ok(Done::Wait(run, arguments)) => Outcome::Later(Later { id, era, run, arguments }),
        Err(error) => {
            let status = match (era, error.code) {
                (Era::Modern, METHOD_NOT_FOUND) => Status::NotFound,
                _ => Status::Answered,
            };
            Outcome::Now(Answer { status, body: Some(rpc::error(&(Some(id), error))) })
        }
    }
}

impl Later {
    /// Waits for the answer.
    pub async fn answer(self, state: AppState, sender: Sender, request: &str) -> Answer {
        let Self { id, era, run, arguments } = self;
        let told = run(state, sender, arguments).await;
        match era.frame(told_by_tool(told, request), None) {
            Ok(result) => written(&id, &result),
            Err(error) => Answer { status: Status::Answered, body: Some(rpc::error(&(Some(id), error))) },
        }
    }
}

/// The answer to a message that is wrong in itself.
fn refuse(broken: &rpc::Broken) -> Outcome {
    Outcome::Now(Answer { status: Status::Malformed, body: Some(rpc::error(broken)) })
}

fn written(id: &Id, result: &RawValue) -> Answer {
    let body = rpc::result(id, result).unwrap_or_else(|| rpc::error(&(Some(id.clone()), broken())));
    Answer { status: Status::Answered, body: Some(body) }
}

/// The error of a fault of ours.
fn broken() -> Error {
    Error::new(INTERNAL_ERROR, "The answer cannot be written. It is not your fault.")
}

/// Decides which rules a request follows, and checks what every request of these rules states.
fn era(method: &str, params: Params<'_>, head: Option<Head<'_>>) -> Result<Era, Error> {
    if method == "initialize" {
        return Ok(Era::Legacy);
    }
    let meta = params.find("_meta");
    let stated = meta.and_then(|meta| rpc::field(meta, STATED_VERSION));
    let in_header = head.and_then(|head| head.version);
    let Some(stated) = stated else {
        return match in_header {
            _ if method == "server/discover" => Err(unstated(&[STATED_VERSION, STATED_CAPABILITIES])),
            Some(MODERN) => Err(unstated(&[STATED_VERSION, STATED_CAPABILITIES])),
            Some(version) if !VERSIONS.contains(&version) => Err(unsupported(version)),
            _ => Ok(Era::Legacy),
        };
    };
    let Some(version) = rpc::text(stated) else { return Err(unstated(&[STATED_VERSION])) };
    if let Some(head) = head {
        mirrored("MCP-Protocol-Version", head.version, version)?;
    }
    if !VERSIONS.contains(&version) {
        return Err(unsupported(version));
    }
    if version != MODERN {
        return Ok(Era::Legacy);
    }
    let capabilities = meta.and_then(|meta| rpc::field(meta, STATED_CAPABILITIES));
    if !capabilities.is_some_and(|capabilities| matches!(capabilities.value, Given::Map(_))) {
        return Err(unstated(&[STATED_CAPABILITIES]));
    }
    if let Some(head) = head {
        mirrored("Mcp-Method", head.method, method)?;
        let name = match method {
            "tools/call" | "prompts/get" => params.text("name"),
            "resources/read" => params.text("uri"),
            _ => None,
        };
        if let Some(name) = name {
            mirrored("Mcp-Name", head.name, name)?;
        }
    }
    Ok(Era::Modern)
}

/// The error of a request whose `_meta` lacks these fields.
fn unstated(missing: &[&str]) -> Error {
    let message = format!("`_meta` of the parameters lacks {}, or it has the wrong type.", missing.join(" and "));
    Error::new(INVALID_PARAMS, message)
}

fn unsupported(requested: &str) -> Error {
    let message = format!("This version of the protocol is not spoken here. Use {}.", VERSIONS.join(", "));
    let data = json!({"supported": VERSIONS, "requested": requested});
    Error { data: Some(data), ..Error::new(UNSUPPORTED_VERSION, message) }
}

/// Checks that a header repeats a part of the message.
fn mirrored(header: &str, given: Option<&str>, stated: &str) -> Result<(), Error> {
    match given {
        Some(given) if given == stated => Ok(()),
        Some(given) => {
            let message = format!("The header {header} says `{given}`, and the message says `{stated}`.");
            Err(Error::new(HEADER_MISMATCH, message))
        }
        None => Err(Error::new(HEADER_MISMATCH, format!("The header {header} is missing: it repeats `{stated}`."))),
    }
}

impl Era {
    /// A result as this era writes it. `fresh` is how long the client may keep it, in milliseconds.
    fn frame(self, result: impl Serialize, fresh: Option<u32>) -> Result<Box<RawValue>, Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Framed<R> {
            #[serde(skip_serializing_if = "Option::is_none")]
            result_type: Option<&'static str>,
            #[serde(flatten)]
            result: R,
            #[serde(skip_serializing_if = "Option::is_none")]
            ttl_ms: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            cache_scope: Option<&'static str>,
            #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
            meta: Option<Value>,
        }
        let is_modern = self == Self::Modern;
        let ttl_ms = fresh.filter(|_| is_modern);
        let framed = Framed {
            result_type: is_modern.then_some("complete"),
            result,
            ttl_ms,
            cache_scope: ttl_ms.map(|_| "public"),
            meta: is_modern.then(|| json!({"io.modelcontextprotocol/serverInfo": server_info()})),
        };
        serde_json::value::to_raw_value(&framed).map_err(|error| {
            tracing::error!(%error, "an answer of the protocol cannot be written");
            broken()
        })
    }
}

fn server_info() -> Value {
    json!({
        "name": "eda-advisor",
        "title": "EDA Advisor",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Which steps of a system should wait, which should be events, and why.",
    })
}

fn capabilities() -> Value {
    json!({"tools": {}, "resources": {}, "prompts": {}, "completions": {}})
}

/// What came of a request.
enum Done {
    /// Its result.
    Result(Box<RawValue>),
    /// A tool that waits for the store, with its arguments.
    Wait(fn(AppState, Sender, String) -> Waiting, String),
}

/// A request while it is answered.
struct Called<'a> {
    desk: Desk<'a>,
    era: Era,
    params: Params<'a>,
    /// The text of the message.
    text: &'a str,
}

/// The methods of a server of this protocol that are served here.
const METHODS: [&str; 11] = [
    "initialize",
    "server/discover",
    "ping",
    "tools/list",
    "tools/call",
    "resources/list",
    "resources/templates/list",
    "resources/read",
    "prompts/list",
    "prompts/get",
    "completion/complete",
];

impl Called<'_> {
    fn run(&self, method: &str) -> Result<Done, Error> {
        let (era, params) = (self.era, self.params);
        let result = match (method, era) {
            ("initialize", _) => era.frame(self.initialize()?, None),
            ("server/discover", Era::Modern) => {
                let found = json!({
                    "supportedVersions": VERSIONS, "capabilities": capabilities(), "instructions": INSTRUCTIONS,
                });
                era.frame(found, Some(FRESH))
            }
            ("ping", Era::Legacy) => era.frame(json!({}), None),
            ("tools/call", _) => return self.call(),
            ("tools/list", _) => self.list(listed(self.desk)?),
            ("resources/list", _) => self.list(resources::list()),
            ("resources/templates/list", _) => self.list(resources::templates()),
            ("prompts/list", _) => self.list(prompts::list()),
            ("resources/read", _) => era.frame(self.read()?, Some(FRESH)),
            ("prompts/get", _) => era.frame(prompts::get(self.desk.advisor, params)?, None),
            ("completion/complete", _) => era.frame(resources::complete(self.desk.advisor, params)?, None),
            _ => {
                let hint = match did_you_mean(method, METHODS) {
                    Some(meant) if meant != method => format!("Did you mean `{meant}`?"),
                    _ => format!("The methods are {}.", METHODS.join(", ")),
                };
                return Err(Error::new(METHOD_NOT_FOUND, format!("There is no such method here. {hint}")));
            }
        };
        result.map(Done::Result)
    }

    /// Answers the handshake: with the version that the client named, if it is one of those that have a handshake.
    fn initialize(&self) -> Result<Value, Error> {
        let Some(wanted) = self.params.text("protocolVersion") else {
            return Err(Error::new(INVALID_PARAMS, "`protocolVersion` is to be a text, such as \"2025-11-25\"."));
        };
        let [_, newest, ..] = VERSIONS;
        let version = if wanted != MODERN && VERSIONS.contains(&wanted) { wanted } else { newest };
        Ok(json!({
            "protocolVersion": version, "capabilities": capabilities(), "serverInfo": server_info(),
            "instructions": INSTRUCTIONS,
        }))
    }

    /// A list, all of it on one page.
    fn list(&self, list: impl Serialize) -> Result<Box<RawValue>, Error> {
        if self.params.find("cursor").is_some() {
            return Err(Error::new(INVALID_PARAMS, "There is no such `cursor`: every list here has one page."));
        }
        self.era.frame(list, Some(FRESH))
    }

    fn read(&self) -> Result<Value, Error> {
        let Some(uri) = self.params.text("uri") else {
            return Err(Error::new(INVALID_PARAMS, "`uri` is to be a text, such as \"eda://rules\"."));
        };
        resources::read(self.desk.advisor, uri).map_err(|hint| {
            let code = if self.era == Era::Modern { INVALID_PARAMS } else { RESOURCE_NOT_FOUND };
            let shown: String = uri.chars().take(200).collect();
            Error {
                data: Some(json!({"uri": shown})),
                ..Error::new(code, format!("There is no such resource. {hint}"))
            }
        })
    }

    fn call(&self) -> Result<Done, Error> {
        let names = || tools_of(self.desk).map(|tool| tool.name).collect::<Vec<_>>();
        let Some(name) = self.params.text("name") else {
            let message = format!("`name` is to be the name of a tool: {}.", names().join(", "));
            return Err(Error::new(INVALID_PARAMS, message));
        };
        let Some(tool) = tools_of(self.desk).find(|tool| tool.name == name) else {
            let hint = match did_you_mean(name, names()) {
                _ if tools::all().any(|tool| tool.name == name) => {
                    "It needs a server: connect to `/mcp` of one.".to_owned()
                }
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("The tools are {}.", names().join(", ")),
            };
            return Err(Error::new(INVALID_PARAMS, format!("There is no such tool here. {hint}")));
        };
        let arguments = match self.params.find("arguments") {
            None => "{}",
            Some(Tree { span, value: Given::Map(_) }) => {
                self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
            }
            Some(other) => {
                let message = format!("`arguments` is to be an object, and is {}.", other.value.kind());
                return Err(Error::new(INVALID_PARAMS, message));
            }
        };
        match tool.run {
            Run::Stored(run) => Ok(Done::Wait(run, arguments.to_owned())),
            Run::Computed(run) => {
                let told = run(self.desk.advisor, arguments);
                self.era.frame(told_by_tool(told, self.desk.request), None).map(Done::Result)
            }
        }
    }
}

/// The tools that can be called: those that need a store only where there is one.
fn tools_of(desk: Desk<'_>) -> impl Iterator<Item = &'static Tool> {
    tools::all().filter(move |tool| desk.has_store || matches!(tool.run, Run::Computed(_)))
}

/// A list of tools.
#[derive(Serialize)]
struct Listed {
    tools: &'static RawValue,
}

/// The list of the tools that can be called. The shipped rules never change, so each of the two lists is written once.
fn listed(desk: Desk<'_>) -> Result<Listed, Error> {
    static LISTS: [OnceLock<Box<RawValue>>; 2] = [OnceLock::new(), OnceLock::new()];
    let [without_store, with_store] = &LISTS;
    let list = if desk.has_store { with_store } else { without_store };
    if let Some(tools) = list.get() {
        return Ok(Listed { tools });
    }
    let tools: Vec<Value> = tools_of(desk).map(|tool| listing(desk, tool)).collect();
    let written = serde_json::value::to_raw_value(&tools).map_err(|_| broken())?;
    Ok(Listed { tools: list.get_or_init(|| written) })
}

/// A tool as a list has it.
fn listing(desk: Desk<'_>, tool: &Tool) -> Value {
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": (tool.input)(desk.advisor.rulebook()),
        "outputSchema": (tool.output)(),
        "annotations": {
            "title": tool.title,
            "readOnlyHint": tool.effect == Effect::Nothing,
            "destructiveHint": false,
            "idempotentHint": tool.effect == Effect::Nothing,
            "openWorldHint": false,
        },
    })
}

/// The result of a call: what the tool told, as a text and, unless it is a trouble, as data.
fn told_by_tool(told: Result<String, Problem>, request: &str) -> impl Serialize + use<> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Told {
        content: [Content; 1],
        #[serde(skip_serializing_if = "Option::is_none")]
        structured_content: Option<Box<RawValue>>,
        is_error: bool,
    }
    #[derive(Serialize)]
    struct Content {
        r#type: &'static str,
        text: String,
    }
    let text = |text| [Content { r#type: "text", text }];
    match told {
        Ok(told) => {
            Told { content: text(told.clone()), structured_content: RawValue::from_string(told).ok(), is_error: false }
        }
        Err(problem) => {
            Told { content: text(trouble::tell(&problem, request)), structured_content: None, is_error: true }
        }
    }
}
