//! `compare_schemas`: who can read what when a schema changes.

use std::collections::BTreeMap;

use advice::Rulebook;
use app::{
    advisor::{
        Advisor,
        schemas::{self, Change, ContentModel, Faulty},
    },
    problem::Problem,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::mcp::{
    arguments::{self, Arguments, Document},
    summary,
    tool::{Effect, Run, Tool},
    tools::{object, schema_of},
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "compare_schemas",
    title: "Compare two versions of a schema",
    description: "Tells whether a new version of an event's schema is compatible with the old one, and who has to \
        upgrade first. It reads JSON Schema, Avro and AsyncAPI. Call it before somebody changes an event that others \
        read. Give `old` and `new`, each the whole schema as an object or as a text in JSON or YAML, both in the same \
        format. You get `compatibility` (`backward`: the new version reads what the old one wrote; `forward`: the old \
        version reads what the new one writes; `full`: both; `none`), who upgrades first, and each difference with \
        what it breaks, for whom, and how to make the change without breaking anybody. What cannot be decided counts \
        as a break. To design a new event, call design_event.",
    input,
    output: schema_of::<Told<'_>>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of differences in an answer.
const CHANGES: usize = 30;

/// What two versions are to each other.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// The format of both versions: `json_schema`, `avro` or `asyncapi`.
    #[schemars(with = "String")]
    format: Value,
    /// `backward`, `forward`, `full` or `none`.
    #[schemars(with = "String")]
    compatibility: Value,
    /// Whether that was decided in both directions.
    decided: bool,
    /// `consumers`, `producers` or `any`; null if no order serves.
    #[schemars(with = "Option<String>")]
    upgrade_first: Value,
    /// The differences: `at` in each version, `what` changed, in which direction it `breaks`, `who` fails on what, and
    /// what to do `instead`.
    #[schemars(with = "Vec<BTreeMap<String, Value>>")]
    changes: &'a [Change],
    /// What is not in this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
}

/// The values of the argument `content_model`, the default first.
const MODELS: [&str; 2] = ["strict", "lenient"];

fn input(_: &Rulebook) -> Value {
    let version = |which: &str, example: Value| {
        json!({
            "description": format!("The {which} version: an object, or its text in JSON or YAML."),
            "anyOf": [{"type": "object"}, {"type": "string", "minLength": 1}], "examples": [example],
        })
    };
    let old = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let new = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}});
    let model = json!({
        "type": "string", "enum": MODELS, "default": MODELS[0],
        "description": "How fields count that a schema neither declares nor forbids. `strict`: they may be there. \
                        `lenient`: producers send only declared fields.",
    });
    object(&["old", "new"], [("old", version("old", old)), ("new", version("new", new)), ("content_model", model)])
}

fn run(_: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [old, new, model] = arguments.fields(["old", "new", "content_model"]);
    let (old, new) = (
        arguments.required("old", old, "Give the whole schema as it was."),
        arguments.required("new", new, "Give the whole schema as it is to be."),
    );
    let (old, new) = (arguments.document("old", old), arguments.document("new", new));
    let model = match arguments.choice("content_model", model, &MODELS) {
        "lenient" => ContentModel::Lenient,
        _ => ContentModel::Strict,
    };
    let (old, new) = arguments.finish(old.zip(new))?;
    let found = schemas::compare(old.source().text, new.source().text, model).map_err(|faulty| {
        let placed = |version: &Document<'_>, faults| version.placed(Problem::wrong_body(faults)).faults;
        let faulty = Faulty { old: placed(&old, faulty.old), new: placed(&new, faulty.new) };
        Problem::wrong_body(faulty.into_faults())
    })?;
    let shown = found.changes.get(..CHANGES).unwrap_or(&found.changes);
    let hidden = found.changes.len() - shown.len() + found.more as usize;
    summary::write(&Told {
        format: json!(found.format),
        compatibility: json!(found.compatibility),
        decided: found.decided,
        upgrade_first: json!(found.upgrade_first),
        changes: shown,
        left_out: (hidden > 0).then(|| format!("{hidden} more differences. Compare parts of the schemas.")),
    })
}
