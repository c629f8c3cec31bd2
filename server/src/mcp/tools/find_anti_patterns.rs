//! `find_anti_patterns`: what is wrong with the messages in a snippet.

use advice::{Rulebook, description::LIMITS, terms::Severity};
use app::{advisor::Advisor, problem::Problem};
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
    name: "find_anti_patterns",
    title: "Find anti-patterns in a snippet",
    description: "Looks for anti-patterns of events in a snippet: a sentence, an event as JSON, a JSON Schema, an Avro \
        record, an AsyncAPI document, or code in any language. It finds such as commands that are called events, \
        events that somebody waits for, events that carry too much or nothing, dual writes. Call it when you review \
        code, a schema or a message. Give `content` as it is, without line numbers; at most 64 KiB, one file at a \
        time. You get the kind of snippet, and for each finding the line, what is wrong, why, what to do and the \
        corrected form. No finding means only that nothing shows in this snippet. For the flows of a whole system \
        call assess_system.",
    input,
    output: schema_of::<Told>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of findings in an answer.
const FINDINGS: usize = 25;

/// What was found.
#[derive(Serialize, JsonSchema)]
struct Told {
    /// What the snippet was read as: `text`, `json_event`, `json_schema`, `avro`, `asyncapi` or `code`.
    #[schemars(with = "String")]
    kind: Value,
    /// What was found, in the order of the snippet.
    findings: Vec<Found>,
    /// What is not in this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
struct Found {
    /// The rule that found it; `explain_rule` explains it.
    rule: String,
    /// How much it matters: `error`, `warning` or `info`.
    severity: Severity,
    /// The line at which it begins, from 1.
    line: u32,
    /// What is wrong and why.
    message: String,
    /// What to do instead.
    advice: String,
    /// The corrected form; empty if there is none.
    instead: String,
}

fn input(_: &Rulebook) -> Value {
    let content = json!({
        "type": "string", "minLength": 1, "maxLength": LIMITS.prose, "description": "The snippet as one text.",
        "examples": ["{\"type\": \"SendConfirmationEmail\", \"order_id\": \"o-1\"}"],
    });
    object(&["content"], [("content", content)])
}

fn run(advisor: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [content] = arguments.fields(["content"]);
    let content = arguments.required("content", content, "Give the snippet as one text.");
    let content = arguments.text("content", content, LIMITS.prose);
    let content = arguments.finish(content)?;
    let checked = advisor.check(content);
    let hidden = checked.findings.len().saturating_sub(FINDINGS);
    let findings = checked.findings.into_iter().take(FINDINGS).map(|found| Found {
        rule: found.finding.rule.into_owned(),
        severity: found.finding.severity,
        line: found.line,
        message: found.finding.message.into_owned(),
        advice: found.finding.advice.into_owned(),
        instead: found.instead,
    });
    summary::write(&Told {
        kind: json!(checked.kind),
        findings: findings.collect(),
        left_out: (hidden > 0).then(|| format!("{hidden} more findings. Give a part of the snippet.")),
    })
}
