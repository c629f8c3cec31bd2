//! `read_report`: what a published report says.

use std::collections::BTreeMap;

use advice::Rulebook;
use app::{advisor::kept::Kept, problem::Problem, store::Which};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    client::Sender,
    mcp::{
        arguments::{self, Arguments},
        summary::{self, Summary, Wanted},
        tool::{Effect, Run, Tool, Waiting},
        tools::{object, schema_of},
    },
    state::AppState,
    work::Weight,
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "read_report",
    title: "Read a report",
    description: "Reads a report that somebody published here: its description and its advice as they were on that \
        day. Call it when the person gives the address or the id of a report. Give `report`, the id or the whole \
        address, and perhaps a `revision`. You get the same summary as from assess_system and, with \
        `with_description`, the description. To discuss a change, read the description, change it, and call \
        assess_system; the report stays as it is.",
    input,
    output: schema_of::<Told<'_>>,
    effect: Effect::Nothing,
    run: Run::Stored(run),
};

/// A revision of a report.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// The report's id.
    report: &'a str,
    /// The number of the revision.
    revision: u32,
    /// When it was made, in UTC.
    made_at: &'a str,
    /// Why, if its author said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// What it says.
    summary: Summary<'a>,
    /// With `with_description`: what was assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, Value>>")]
    description: Option<&'a RawValue>,
}

fn input(_: &Rulebook) -> Value {
    let report = json!({
        "type": "string", "minLength": 1, "description": "The id of the report, or the address of its page.",
    });
    let revision = json!({"type": "integer", "minimum": 1, "description": "Left out: the newest revision."});
    let with = json!({"type": "boolean", "default": false, "description": "Whether to answer the description, too."});
    let [detail, steps] = summary::wanted_schema();
    object(&["report"], [("report", report), ("revision", revision), ("with_description", with), detail, steps])
}

fn run(state: AppState, _: Sender, given: String) -> Waiting {
    Box::pin(async move {
        let asked = state.work(Weight::Light, move |_| Asked::read(&given)).await?;
        let report = state.report(&asked.report, asked.which).await?;
        let weight = Weight::of(report.content.description.len()).max(Weight::Light);
        let tell = move |state: &AppState| {
            let applied = state.advisor.applied(&report);
            let kept = Kept::read(&report, &applied)?;
            let content = &report.content;
            let description = if asked.with_description {
                Some(serde_json::from_str(&content.description).map_err(|_| Problem::internal(""))?)
            } else {
                None
            };
            summary::write(&Told {
                report: &asked.report,
                revision: report.revision,
                made_at: &content.made_at,
                note: content.note.as_deref(),
                summary: summary::tell(&kept.model, &kept.assessment, &asked.wanted)?,
                description,
            })
        };
        state.work(weight, tell).await
    })
}

/// The arguments.
struct Asked {
    /// The id of the report.
    report: String,
    which: Which,
    with_description: bool,
    wanted: Wanted,
}

impl Asked {
    fn read(given: &str) -> Result<Self, Problem> {
        let tree = arguments::parse(given)?;
        let mut arguments = Arguments::new(given, &tree);
        let [report, revision, with, detail, steps] =
            arguments.fields(["report", "revision", "with_description", "detail", "steps"]);
        let report = arguments.required("report", report, "Give the id or the address of a report.");
        let report = arguments.text("report", report, 1_000).map(id);
        let which = arguments.number("revision", revision).map_or(Which::Latest, Which::Number);
        let with_description = arguments.truth("with_description", with);
        let wanted = Wanted::read(&mut arguments, detail, steps);
        let report = arguments.finish(report)?.to_owned();
        Ok(Self { report, which, with_description, wanted })
    }
}

/// The id in the address of a report's page; an id stays as it is.
fn id(given: &str) -> &str {
    let after = given.rsplit_once("/r/").map_or(given, |(_, after)| after);
    let id = after.split(['/', '?', '#']).next().unwrap_or(after).trim();
    id.split_once('.').map_or(id, |(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_found_in_every_address_of_a_report() {
        for given in ["abc", " abc ", "https://a.example/r/abc", "/r/abc/v/2", "http://x/r/abc.json", "x/r/abc?a=1#b"] {
            assert_eq!(id(given), "abc", "{given}");
        }
    }
}
