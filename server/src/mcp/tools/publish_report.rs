//! `publish_report`: a report of an assessed description under a secret address.

use advice::{Rulebook, description::LIMITS};
use app::{
    advisor::{Advisor, Publication},
    problem::Problem,
    report::EditToken,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    api::conditions::KEY_LENGTH,
    client::Sender,
    mcp::{
        arguments::{self, Arguments},
        summary,
        tool::{Effect, Run, Tool, Waiting},
        tools::{self, object, schema_of},
    },
    sent::Sent,
    state::AppState,
    work::Weight,
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "publish_report",
    title: "Publish a report",
    description: "Stores a description with its assessment as a report under a secret address that people open in a \
        browser: with drawings, reasons and sources. Call it only if the person wants to keep or share the result, and \
        has seen the summary. Whoever has the address can read the report, so ask before you publish something \
        confidential. Give the same `description` as to assess_system, and perhaps a `note` that says why. You get the \
        `url` and the `edit_token`. Show the person both: the token is shown only once, and who has it may change or \
        delete the report. How many reports may be made in a minute is limited.",
    input,
    output: schema_of::<Told<'_>>,
    effect: Effect::Creates,
    run: Run::Stored(run),
};

/// A published report.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// The report's id, for `read_report`.
    report: &'a str,
    /// The number of its first revision.
    revision: u32,
    /// The address of its page.
    url: String,
    /// What allows to change or delete it, shown only once. Left out if the call is a repetition.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit_token: Option<&'a str>,
    /// What to do now.
    next: &'static str,
}

fn input(_: &Rulebook) -> Value {
    let note = json!({
        "type": "string", "maxLength": LIMITS.prose, "description": "Why this report is made, for those who read it.",
        "examples": ["After the design meeting of 12 May"],
    });
    let key = json!({
        "type": "string", "minLength": 1, "maxLength": KEY_LENGTH,
        "description": "Any text of your own. A call with the same key within a day stores nothing new.",
        "examples": ["checkout-2027-05-12"],
    });
    object(&["description"], [("description", tools::description()), ("note", note), ("idempotency_key", key)])
}

/// The body of the HTTP API's call.
#[derive(Serialize)]
struct Body<'a> {
    description: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

fn run(state: AppState, sender: Sender, given: String) -> Waiting {
    Box::pin(async move {
        let weight = Weight::of(given.len());
        let (sent, key) = state.work(weight, move |state| read(&state.advisor, &given)).await?;
        let Publication { id, revision, token } = state.publish(sender, sent, key.as_deref()).await?;
        let next = match token {
            Some(_) => "Show the person the `url` and the `edit_token`, and say that the token is not shown again.",
            None => "The report exists since the first call with this key. Show the person the `url`.",
        };
        let edit_token = token.as_ref().map(EditToken::reveal);
        let id = id.as_str();
        summary::write(&Told { report: id, revision, url: state.address_of_report(id), edit_token, next })
    })
}

/// Reads the arguments: the body of the HTTP API's call, and the key of the call.
fn read(advisor: &Advisor, given: &str) -> Result<(Sent, Option<String>), Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [description, note, key] = arguments.fields(["description", "note", "idempotency_key"]);
    let description = arguments.description(description);
    let note = arguments.text("note", note, LIMITS.prose);
    let key = arguments.text("idempotency_key", key, KEY_LENGTH).map(str::to_owned);
    let description = arguments.finish(description)?;
    // What is wrong with the description is said as by the other tools, with the lines of its text.
    description.model(advisor)?;
    let raw = RawValue::from_string(description.as_json()?).map_err(|_| Problem::internal(""))?;
    Ok((Sent::json(summary::write(&Body { description: &raw, note })?), key))
}
