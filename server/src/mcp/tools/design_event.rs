//! `design_event`: what an event of a described system carries, and how it is delivered.

use std::collections::BTreeMap;

use advice::{
    Assessment, Rulebook, assess,
    assessment::{Delivery, Event, LeftOut, Size},
    fault::{Code, did_you_mean},
};
use app::{advisor::Advisor, problem::Problem, wording};
use exchange::{
    document,
    event::{self, Contract},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};

use crate::mcp::{
    arguments::{self, Arguments},
    summary,
    tool::{Effect, Run, Tool},
    tools::{self, object, schema_of},
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "design_event",
    title: "Design an event",
    description: "Designs an event that a described system publishes. Call it after assess_system, when the person \
        wants to know what an event carries or wants its contract. Give the same `description`, and the name of the \
        `event`; without a name you get the list of the system's events. You get its schema, its key, how much it \
        carries and why, the fields that do not belong in it, who publishes it and who reacts, how it is delivered \
        (guarantee, order, duplicates, retries, dead letters), and an example in CloudEvents. Steps that have \
        `entity` and `fields` give better schemas: ask the person for the data if they are missing. To change an \
        event that is in use, call compare_schemas with both schemas.",
    input,
    output: schema_of::<Told<'_>>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of events in a list.
const EVENTS: usize = 80;

/// The events of a system, or one of them in full.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// Every event of the system; only if no event was named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<EventLine<'a>>,
    /// The named event.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Design<'a>>,
    /// What is not in this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
    /// What to do now.
    next: &'static str,
}

/// An event in a line.
#[derive(Serialize, JsonSchema)]
struct EventLine<'a> {
    /// Its name.
    name: &'a str,
    /// The steps that announce it, each as `flow/step`.
    steps: Vec<String>,
    /// Who publishes it; null if the description does not say.
    producer: Option<&'a str>,
    /// Who reacts to it.
    consumers: Vec<&'a str>,
}

/// The design of an event.
#[derive(Serialize, JsonSchema)]
struct Design<'a> {
    #[serde(flatten)]
    line: EventLine<'a>,
    /// How much it carries: `thin` (what happened to what), `fat` (what changed) or `with_state` (and the state after
    /// it).
    size: Option<Size>,
    /// Why it carries so much.
    because: &'a str,
    /// The property that says to which thing it happened; null if no step of it has an `entity`.
    key: Option<&'a str>,
    /// Its JSON Schema.
    #[schemars(with = "BTreeMap<String, Value>")]
    schema: Box<RawValue>,
    /// An example in an envelope of CloudEvents 1.0.
    #[schemars(with = "BTreeMap<String, Value>")]
    example: Box<RawValue>,
    /// With `format: avro`: its Avro record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, Value>>")]
    avro: Option<Box<RawValue>>,
    /// Fields that do not belong in it, and why.
    #[schemars(with = "Vec<BTreeMap<String, String>>")]
    left_out_fields: Vec<&'a LeftOut<'a>>,
    /// How it is delivered, with a reason for each part; null if no step of the system receives it.
    #[schemars(with = "Option<BTreeMap<String, Value>>")]
    delivery: Option<&'a Delivery<'a>>,
}

fn input(_: &Rulebook) -> Value {
    let event = json!({
        "type": "string", "minLength": 1,
        "description": "The event's name. Left out: all events are listed.", "examples": ["SeatReserved"],
    });
    let format = json!({
        "type": "string", "enum": ["json_schema", "avro"], "default": "json_schema",
        "description": "`avro` adds the event as an Avro record.",
    });
    object(&["description"], [("description", tools::description()), ("event", event), ("format", format)])
}

fn run(advisor: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [description, event, format] = arguments.fields(["description", "event", "format"]);
    let description = arguments.description(description);
    let event = arguments.text("event", event, 1_000);
    let with_avro = arguments.choice("format", format, &["json_schema", "avro"]) == "avro";
    let description = arguments.finish(description)?;
    let model = description.model(advisor)?;
    let assessment = assess(&model);
    let lines = lines(&assessment);
    summary::write(&match event {
        Some(name) => design(&assessment, lines, name, with_avro)?,
        None => listed(lines),
    })
}

/// Every event once for each producer, with the steps that announce it.
fn lines<'a>(assessment: &'a Assessment<'a>) -> Vec<EventLine<'a>> {
    let mut lines: Vec<EventLine<'a>> = Vec::new();
    let mut places: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for Event { name, flow, step, producer, consumers, .. } in &assessment.events {
        let (name, producer) = (name.as_ref(), producer.as_deref());
        let place = *places.entry((name, producer)).or_insert_with(|| {
            lines.push(EventLine { name, steps: Vec::new(), producer, consumers: Vec::new() });
            lines.len() - 1
        });
        let Some(line) = lines.get_mut(place) else { continue };
        line.steps.push(format!("{flow}/{step}"));
        for consumer in consumers {
            if !line.consumers.contains(&consumer.as_ref()) {
                line.consumers.push(consumer);
            }
        }
    }
    lines
}

fn listed(mut lines: Vec<EventLine<'_>>) -> Told<'_> {
    let hidden = lines.len().saturating_sub(EVENTS);
    lines.truncate(EVENTS);
    let next = match lines.as_slice() {
        [] => "This system publishes no event. assess_system tells why each step is a call.",
        _ => "Call design_event again with the name of one of them as `event`.",
    };
    let left_out = (hidden > 0).then(|| format!("{hidden} more events. Give the name of the one that you want."));
    Told { events: lines, event: None, left_out, next }
}

fn design<'a>(
    assessment: &'a Assessment<'a>,
    lines: Vec<EventLine<'a>>,
    name: &str,
    with_avro: bool,
) -> Result<Told<'a>, Problem> {
    let names: Vec<&str> = lines.iter().map(|line| line.name).collect();
    let contracts = event::contracts(assessment);
    let found = lines.into_iter().find(|line| line.name == name);
    let found = found.and_then(|line| {
        let is_it = |contract: &&Contract<'a>| contract.name == line.name && contract.producer == line.producer;
        Some((contracts.iter().find(is_it)?, line))
    });
    let Some((contract, line)) = found else { return Err(unknown(name, &names)) };
    let same = |event: &&'a Event<'a>| event.name == line.name && event.producer.as_deref() == line.producer;
    let events: Vec<&'a Event<'a>> = assessment.events.iter().filter(same).collect();
    let first = events.first();
    let deliveries = assessment.steps.iter().filter_map(|step| step.delivery.as_ref());
    let mut left_out_fields: Vec<&LeftOut<'_>> = Vec::new();
    for left_out in events.iter().flat_map(|event| &event.left_out) {
        if !left_out_fields.contains(&left_out) {
            left_out_fields.push(left_out);
        }
    }
    let design = Design {
        size: first.and_then(|event| event.size),
        because: first.map_or("", |event| event.because.as_ref()),
        key: contract.key,
        schema: raw(&contract.json_schema())?,
        example: raw(&contract.cloud_event(1))?,
        avro: if with_avro { Some(raw(&contract.avro())?) } else { None },
        left_out_fields,
        delivery: deliveries.into_iter().find(|delivery| delivery.message == line.name),
        line,
    };
    let next = "Show the person the schema and the fields that were left out. If a field is missing, add it to \
                `fields` of the step in the description, and call this tool again.";
    Ok(Told { events: Vec::new(), event: Some(design), left_out: None, next })
}

/// The problem of a name that no event has.
fn unknown(name: &str, names: &[&str]) -> Problem {
    let hint = match (did_you_mean(name, names.iter().copied()), names) {
        (Some(meant), _) => format!("Did you mean `{meant}`?"),
        (None, []) => "This system publishes no event; assess_system tells why.".to_owned(),
        (None, names) => {
            let shown = names.get(..EVENTS).unwrap_or(names);
            format!("Its events are {}.", wording::spoken(shown))
        }
    };
    let fault = advice::Fault::new("/event", Code::UnknownReference, "This system publishes no such event.");
    Problem::wrong_body(vec![fault.hint(&hint)])
}

fn raw(document: &document::Document) -> Result<Box<RawValue>, Problem> {
    RawValue::from_string(document::to_line(document)).map_err(|error| {
        tracing::error!(%error, "the design of an event is no JSON");
        Problem::internal("")
    })
}
