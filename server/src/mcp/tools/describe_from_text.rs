//! `describe_from_text`: a description made of what somebody wrote, or checked against it.

use std::collections::BTreeMap;

use advice::{
    Description, Rulebook,
    description::LIMITS,
    fault::{Code, did_you_mean},
};
use app::{
    advisor::{Advisor, descriptions::Described},
    problem::Problem,
};
use reader::{evidence::Evidence, proposal::Dropped};
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
    name: "describe_from_text",
    title: "Describe a system from a text",
    description: "Makes the description that assess_system takes from words about a system: a conversation, a ticket, \
        a specification, a numbered list, or a document in AsyncAPI, OpenAPI, Mermaid, Structurizr DSL or Docker \
        Compose. Call it first when all you have is a text. Give the text as it was written, in English, not your \
        summary of it. Two ways: (1) only `text`: rules read it. (2) `text` and `proposal`: you write the description \
        as the resource eda://instruction says, with a quote of the text for every step and answer, and each quote is \
        looked for in the text; what has none is taken out and listed under `dropped`. (2) reads long and loose texts \
        better. You get the `description`, the words that became nothing (`unread`), and what was dropped. Look \
        through `unread`: add a step that was missed. Move what the person said from `inferred` to `answers`. Then \
        give the description to assess_system.",
    input,
    output: schema_of::<Told<'_>>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of unread pieces, and of pieces of evidence, in an answer.
const UNREAD: usize = 30;
const EVIDENCE: usize = 300;

/// What to do with a description.
const READ: &str = "Look through `unread`, and put what is missing into the description in the person's words. \
    Answers under `inferred` were read from words, also those that you quoted: move into `answers` what the person \
    said, and take out what nobody said. Then call assess_system with the description, without `quotes`.";

/// What to do if parts of a proposal were dropped.
const DROPPED: &str = "What is under `dropped` has no quote, or one that does not stand in the text letter by letter \
    at one place; signs at the beginning of lines belong to the text. Correct these quotes, look through `unread` for \
    steps that you missed, and call this tool again with the whole proposal. Then call assess_system with the \
    description.";

/// A description with what became of the text.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// The description, with every id.
    #[schemars(with = "BTreeMap<String, Value>")]
    description: &'a Description,
    /// Words of the text that gave no part of the description.
    unread: Vec<&'a str>,
    /// Parts of the proposal that no words of the text bear: they are not in the description.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    dropped: &'a [Dropped],
    /// With `detail: full`: for each part of the description the words that it was read from.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    evidence: &'a [Evidence],
    /// What is not in this answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
    /// What to do now.
    next: &'static str,
}

fn input(_: &Rulebook) -> Value {
    let text = json!({
        "type": "string", "minLength": 1, "maxLength": LIMITS.prose,
        "description": "The text as it was written; at most 64 KiB.",
        "examples": ["When a fan books a ticket, we reserve the seat and charge the card while she waits. Afterwards \
                      we mail the confirmation."],
    });
    let proposal = json!({
        "description": "Your own description of the text, with `quotes`, as the resource eda://instruction says: an \
                        object, or its text in YAML or JSON.",
        "anyOf": [{"type": "object"}, {"type": "string", "minLength": 1}],
    });
    let detail = json!({
        "type": "string", "enum": ["short", "full"], "default": "short",
        "description": "`full` adds the words behind each part of the description.",
    });
    object(&["text"], [("text", text), ("proposal", proposal), ("detail", detail)])
}

fn run(advisor: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [text, proposal, detail] = arguments.fields(["text", "proposal", "detail"]);
    let text = arguments.required("text", text, "Give the words about the system, as they were written.");
    let text = arguments.text("text", text, LIMITS.prose);
    let proposal = arguments.document("proposal", proposal);
    let detail = arguments.choice("detail", detail, &["short", "full"]);
    let text = arguments.finish(text)?;
    let read = match &proposal {
        None => advisor.describe_text(text, None)?,
        Some(proposal) => {
            let read = advisor.describe_text(proposal.source().text, Some(text));
            read.map_err(|problem| with_quotes(proposal.placed(problem)))?
        }
    };
    summary::write(&tell(&read, detail == "full"))
}

/// The problem of a proposal. Only a proposal has quotes, so the reader of descriptions does not name them.
fn with_quotes(mut problem: Problem) -> Problem {
    for fault in problem.faults.iter_mut().filter(|fault| fault.code == Code::UnknownField) {
        let name = fault.at.rsplit('/').next().unwrap_or_default();
        if did_you_mean(name, ["quotes"]).is_some() {
            fault.hint = Some("Did you mean `quotes`?".to_owned());
        }
    }
    problem
}

fn tell(read: &Described, is_full: bool) -> Told<'_> {
    let Described { description, evidence, left_over, dropped, .. } = read;
    let shown = if is_full { evidence.get(..EVIDENCE).unwrap_or(evidence) } else { &[] };
    // The numbers of a list were read as what they are.
    let unread =
        || left_over.iter().map(|left| left.words.as_str()).filter(|words| words.contains(char::is_alphabetic));
    let hidden = unread().count().saturating_sub(UNREAD);
    let mut left_out = Vec::new();
    if hidden > 0 {
        left_out.push(format!("{hidden} more pieces of the text are unread. Give the text in parts."));
    }
    if is_full && evidence.len() > EVIDENCE {
        left_out.push(format!("{} more pieces of evidence are not listed.", evidence.len() - EVIDENCE));
    }
    Told {
        description,
        unread: unread().take(UNREAD).collect(),
        dropped,
        evidence: shown,
        left_out,
        next: if dropped.is_empty() { READ } else { DROPPED },
    }
}
