//! What a person may start: a conversation that leads through the questions about a system.

use std::fmt::Write;

use advice::{Rulebook, description::LIMITS, rule::RuleKind, rulebook::Scope, tree::Value as Given};
use app::advisor::Advisor;
use serde_json::{Value, json};

use crate::mcp::rpc::{Error, INVALID_PARAMS, Params, field};

const NAME: &str = "advise_on_system";

/// The prompts.
pub fn list() -> Value {
    json!({"prompts": [{
        "name": NAME,
        "title": "Should these steps be calls or events?",
        "description": "Leads through the questions that decide, one by one, and then tells the advice.",
        "arguments": [{
            "name": "text", "title": "The system",
            "description": "What the system does, in your own words: who does what, in which order, who waits.",
            "required": true,
        }],
    }]})
}

/// The messages of a prompt.
///
/// # Errors
/// There is no such prompt, or its arguments are wrong.
pub fn get(advisor: &Advisor, params: Params<'_>) -> Result<Value, Error> {
    let invalid = |message: String| Err(Error::new(INVALID_PARAMS, message));
    if params.text("name") != Some(NAME) {
        return invalid(format!("There is no such prompt. The prompt is `{NAME}`."));
    }
    let text = params.find("arguments").and_then(|arguments| field(arguments, "text")).map(|text| &text.value);
    let text = match text {
        Some(Given::Text(text)) if text.len() > LIMITS.prose => {
            return invalid(format!("`text` has {} bytes; the limit is {}.", text.len(), LIMITS.prose));
        }
        Some(Given::Text(text)) if !text.trim().is_empty() => text,
        _ => return invalid("The argument `text` is missing: what the system does, in words.".to_owned()),
    };
    let message = format!("{}\n## The text\n\n{}\n", lead(advisor.rulebook()), text.trim_end());
    Ok(json!({
        "description": "Leads through the questions about a system",
        "messages": [{"role": "user", "content": {"type": "text", "text": message}}],
    }))
}

/// How to lead a person through the questions.
const LEAD: &str = "\
# Find out with me which steps should be calls and which events

Use the tools of the EDA Advisor. You find out what is so; its rules decide. The text about my system is at the end.

1. Call describe_from_text with the text. If the text is long or loose, read the resource eda://instruction first, write
   the description yourself, and give it as `proposal`.
2. Show me the steps as a short numbered list: who does what. Ask me what is missing or wrong, once, and correct it.
3. Call assess_system. Ask me the `questions` that it returns, one at a time and at most six in all, those of most
   steps first. Ask in my words and about my steps (\"When the seat is reserved, does the fan wait for it?\"), with the
   answers as choices and \"I do not know\" as the last one.
4. Put each answer into `answers` of its step. **Never guess.** What I do not know or do not say stays out of `answers`:
   an open question is a result, too. What was only read from words is under `inferred`; ask me if it decides.
5. Call assess_system again. Go on until every step is settled, or I know no more.
6. Tell me the result: the sentence for each flow, then each step with its verdict and the reason in one line, then the
   findings. Say which steps are not settled, and what would settle them. Do not weaken or replace a verdict. If I
   ask why, call explain_rule and cite its sources.
7. Offer design_event for the events, and publish_report if I want to share it. Publish nothing without asking me.
";

/// How to lead, with the questions that decide most.
fn lead(book: &Rulebook) -> String {
    let mut lead = format!("{LEAD}\n## Questions that decide by themselves\n\n");
    for rule in book.questions(Scope::Step).filter(|rule| matches!(rule.kind, RuleKind::Gate(_))) {
        let Some(question) = rule.kind.question() else { continue };
        let answers: Vec<String> =
            question.answers.iter().map(|answer| format!("`{}` ({})", answer.id, answer.label)).collect();
        // Writing to a text cannot fail.
        _ = writeln!(lead, "- `{}` {} {}", rule.id, question.ask, answers.join(", "));
    }
    lead +=
        "\nAll other questions only sharpen the advice. Ask them if assess_system names them, or if I ask for more.\n";
    lead
}
