//! `classify_messages`: whether phrases name events, commands or queries.

use advice::{Rulebook, description::LIMITS};
use app::{
    advisor::{Advisor, messages::Explained},
    problem::Problem,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::mcp::{
    arguments::{self, Arguments},
    summary,
    tool::{Effect, Run, Tool},
    tools::{object, schema_of},
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "classify_messages",
    title: "Classify messages",
    description: "Tells for each phrase or name whether it is an event (something happened), a command (somebody is \
        to do something) or a query (somebody asks), and how it is named well as each of them. Call it when somebody \
        names messages, topics or endpoints, or mixes up events and commands. Give `phrases`: names such as \
        `SendConfirmationEmail`, or sentences such as \"the order was paid\". You get for each, in the same order, its \
        kind, whether that is ambiguous, the good names and the reason. If it is ambiguous, ask the person whether it \
        is already done (event) or somebody is told to do it (command).",
    input,
    output: schema_of::<Told>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of phrases in one call.
const PHRASES: usize = 100;

/// The phrases, classified.
#[derive(Serialize, JsonSchema)]
struct Told {
    /// Each phrase, in the order of the call.
    messages: Vec<Message>,
}

/// A classified phrase.
#[derive(Serialize, JsonSchema)]
struct Message {
    /// The phrase as given.
    phrase: String,
    /// `event`, `command` or `query`.
    kind: advice::assessment::MessageKind,
    /// Whether another kind is nearly as likely.
    ambiguous: bool,
    /// A good name for its kind.
    name: String,
    /// A good name as an event; null if nothing happens.
    event: Option<String>,
    /// A good name as a command; null if nobody can be told to do it.
    command: Option<String>,
    /// A good name as a query; null if nothing can be asked.
    query: Option<String>,
    /// Why it is of this kind.
    because: String,
    /// With `detail: full`: what follows from the kind, aspect by aspect.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aspects: Vec<String>,
}

fn input(_: &Rulebook) -> Value {
    let phrases = json!({
        "type": "array", "maxItems": PHRASES, "items": {"type": "string", "minLength": 1},
        "description": "Names of messages, or sentences about them.",
        "examples": [["OrderPlaced", "SendConfirmationEmail", "which seats are free?"]],
    });
    let detail = json!({
        "type": "string", "enum": ["short", "full"], "default": "short",
        "description": "`full` adds what follows from the kind: who decides, who may refuse, how many receive it.",
    });
    object(&["phrases"], [("phrases", phrases), ("detail", detail)])
}

fn run(advisor: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [phrases, detail] = arguments.fields(["phrases", "detail"]);
    let phrases = arguments.required("phrases", phrases, "Give a list of names or sentences.");
    let read = arguments.texts("phrases", phrases, PHRASES, LIMITS.prose);
    let detail = arguments.choice("detail", detail, &["short", "full"]);
    let phrases = arguments.finish(phrases.map(|_| read))?;
    let messages = phrases.into_iter().map(|phrase| told(advisor.explain(phrase), detail == "full")).collect();
    summary::write(&Told { messages })
}

fn told(explained: Explained<'_>, is_full: bool) -> Message {
    let Explained { message, aspects } = explained.into_owned();
    let aspects = if is_full { aspects } else { Vec::new() };
    Message {
        phrase: message.phrase.into_owned(),
        kind: message.kind,
        ambiguous: message.ambiguous,
        name: message.name,
        event: message.event,
        command: message.command,
        query: message.query,
        because: message.because,
        aspects: aspects.into_iter().map(|aspect| aspect.says).collect(),
    }
}
