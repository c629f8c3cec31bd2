//! What an assistant may read: the rulebook, the schema of a description, and how to write one.

use std::fmt::Write;

use advice::{Rulebook, fault::did_you_mean};
use app::advisor::Advisor;
use serde_json::{Value, json};

use crate::mcp::{
    rpc::{Error, INVALID_PARAMS, Params, field, text},
    tools::explain_rule::explain,
};

const RULES: &str = "eda://rules";
const SCHEMA: &str = "eda://schema/description";
const INSTRUCTION: &str = "eda://instruction";

/// The address of a rule.
const RULE: &str = "eda://rules/{id}";

/// Maximum number of values that complete an id.
const COMPLETED: usize = 100;

/// The resources with addresses of their own.
pub fn list() -> Value {
    json!({"resources": [
        {"uri": INSTRUCTION, "name": "instruction", "title": "How to write a description",
         "description": "Read it before you write a description of a system for describe_from_text or assess_system.",
         "mimeType": "text/markdown"},
        {"uri": SCHEMA, "name": "description_schema", "title": "Schema of a description",
         "description": "JSON Schema of the description that assess_system takes, with every question and answer.",
         "mimeType": "application/schema+json"},
        {"uri": RULES, "name": "rules", "title": "The rulebook",
         "description": "Every rule in a line: questions, styles, mechanisms, findings, words. Long; explain_rule \
                         finds a rule by words.",
         "mimeType": "text/markdown"},
    ]})
}

/// The resources whose addresses have a part to fill in.
pub fn templates() -> Value {
    json!({"resourceTemplates": [
        {"uriTemplate": RULE, "name": "rule", "title": "A rule",
         "description": "A rule with its reasons, answers and sources, by its id.", "mimeType": "application/json"},
    ]})
}

/// Reads a resource.
///
/// # Errors
/// There is none with this address. The error is the hint.
pub fn read(advisor: &Advisor, uri: &str) -> Result<Value, String> {
    let book = advisor.rulebook();
    let (mime_type, text) = match uri {
        RULES => ("text/markdown", index(book)),
        SCHEMA => ("application/schema+json", advisor.schema().map_err(|problem| problem.detail)?),
        INSTRUCTION => ("text/markdown", advisor.instruction()),
        _ => ("application/json", rule(book, uri)?),
    };
    Ok(json!({"contents": [{"uri": uri, "mimeType": mime_type, "text": text}]}))
}

/// The rules with the id in an address.
fn rule(book: &Rulebook, uri: &str) -> Result<String, String> {
    let Some(id) = uri.strip_prefix("eda://rules/") else {
        return Err(format!("The resources are {INSTRUCTION}, {SCHEMA}, {RULES} and {RULE}."));
    };
    let rules: Vec<_> = book.find(id).map(explain).collect();
    if rules.is_empty() {
        return Err(match did_you_mean(id, book.rules().map(|rule| rule.id.as_ref())) {
            Some(meant) => format!("Did you mean eda://rules/{meant}?"),
            None => format!("{RULES} lists every rule."),
        });
    }
    serde_json::to_string(&json!({"rules": rules})).map_err(|_| "It cannot be written.".to_owned())
}

/// Every rule in a line, by its kind.
fn index(book: &Rulebook) -> String {
    let mut index = format!("# Rules {} {}\n", book.id(), book.version());
    let mut kind = "";
    for rule in book.rules() {
        if rule.kind.name() != kind {
            kind = rule.kind.name();
            // Writing to a text cannot fail.
            _ = write!(index, "\n## {kind}\n\n");
        }
        let retired = if rule.retired.is_some() { " (retired)" } else { "" };
        _ = writeln!(index, "- `{}` {}{retired}", rule.id, rule.claim);
    }
    index
}

/// Completes the id in the address of a rule.
///
/// # Errors
/// The parameters name nothing that can be completed.
pub fn complete(advisor: &Advisor, params: Params<'_>) -> Result<Value, Error> {
    let named = params.find("ref").and_then(|of| field(of, "uri")).and_then(text);
    let argument = params.find("argument");
    let part = |name| argument.and_then(|argument| field(argument, name)).and_then(text);
    let (Some(RULE), Some("id"), Some(typed)) = (named, part("name"), part("value")) else {
        let message = format!(
            "Completed is only `id` of {RULE}: {{\"ref\": {{\"type\": \"ref/resource\", \"uri\": \"{RULE}\"}}, \
             \"argument\": {{\"name\": \"id\", \"value\": \"rep\"}}}}."
        );
        return Err(Error::new(INVALID_PARAMS, message));
    };
    let mut ids: Vec<&str> =
        advisor.rulebook().rules().map(|rule| rule.id.as_ref()).filter(|id| id.starts_with(typed)).collect();
    ids.sort_unstable();
    ids.dedup();
    let total = ids.len();
    ids.truncate(COMPLETED);
    Ok(json!({"completion": {"values": ids, "total": total, "hasMore": total > COMPLETED}}))
}
