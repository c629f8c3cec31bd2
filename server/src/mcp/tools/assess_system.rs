//! `assess_system`: the advice for a described system.

use advice::{Rulebook, assess};
use app::{advisor::Advisor, problem::Problem};
use serde_json::{Value, json};

use crate::mcp::{
    arguments::{self, Arguments},
    summary::{self, Summary, Wanted},
    tool::{Effect, Run, Tool},
    tools::{object, schema_of},
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "assess_system",
    title: "Assess a system",
    description: "Decides by rules, for every step of every flow of a system, whether it should be a synchronous call, \
        an event or both (hybrid), how consistent it has to be and by which mechanism. Call it when somebody asks how \
        parts of a system should communicate, whether something should be an event, how consistent data must be, or \
        whether to use event sourcing or CQRS. Give `description`: the system's flows and steps with the answers that \
        are known. You have only words? Call describe_from_text first, or write the description yourself as the \
        resource eda://instruction says. Answer a question only if the person said so; leave all others out. You get \
        a summary: for each flow a sentence, for each step verdict, style, consistency and whether it is settled; the \
        questions that could still change a verdict; and findings. Ask the person these questions, add the answers and \
        assess again until the steps are settled or nobody knows more. The verdicts are the rules': report them as \
        they are and do not replace them with your own opinion.",
    input,
    output: schema_of::<Summary<'_>>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// The arguments, with the whole schema of a description.
fn input(book: &Rulebook) -> Value {
    let mut description = advice::schema::description(book);
    let mut definitions = Value::Null;
    if let Value::Object(fields) = &mut description {
        fields.remove("$schema");
        fields.remove("$id");
        definitions = fields.remove("$defs").unwrap_or_default();
    }
    let example = json!({
        "name": "Concert ticket booking",
        "flows": [{"id": "book", "actor": "fan", "steps": [
            {"id": "reserve-seat", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
             "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
            {"id": "confirm", "action": "Send the confirmation e-mail", "from": "booking", "to": ["notifications"],
             "answers": {"reply": "none"}},
        ]}],
    });
    let description = json!({
        "description": "The description of the system: an object, or its text in YAML or JSON.",
        "anyOf": [description, {"type": "string", "minLength": 1}],
        "examples": [example],
    });
    let [detail, steps] = summary::wanted_schema();
    let mut schema = object(&["description"], [("description", description), detail, steps]);
    schema["$defs"] = definitions;
    schema
}

fn run(advisor: &Advisor, text: &str) -> Result<String, Problem> {
    let tree = arguments::parse(text)?;
    let mut arguments = Arguments::new(text, &tree);
    let [description, detail, steps] = arguments.fields(["description", "detail", "steps"]);
    let description = arguments.description(description);
    let wanted = Wanted::read(&mut arguments, detail, steps);
    let description = arguments.finish(description)?;
    let model = description.model(advisor)?;
    summary::write(&summary::tell(&model, &assess(&model), &wanted)?)
}
