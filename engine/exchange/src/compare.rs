//! Compares two versions of an event's schema: who can read what, who breaks on which change, and who upgrades first.
//!
//! A version is a JSON Schema ([`json_schema`]), an Avro schema ([`avro`]), or an AsyncAPI document whose messages carry
//! either ([`asyncapi`]). *Backward* means that consumers with the new version read what producers wrote with the old
//! one; *forward*, that consumers with the old version read what producers write with the new one. Each format has
//! one question that is asked twice: does this version read whatever the other one writes? This module must not know
//! where the versions come from.

mod asyncapi;
mod avro;
mod faults;
mod json_schema;
mod number;
mod told;

use advice::fault::{Code, Fault};
use advice::tree::{Tree, Value};
use schemars::JsonSchema;
use serde::Serialize;

pub use self::told::{Breaks, Change, Places};
use self::told::{Fit, Fits, Place, Report};

/// The format of the versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemaFormat {
    /// JSON Schema, from draft 4 to 2020-12.
    JsonSchema,
    /// Avro, as the specification 1.12 defines it.
    Avro,
    /// An AsyncAPI document, version 2 or 3.
    Asyncapi,
}

impl SchemaFormat {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonSchema => "JSON Schema",
            Self::Avro => "Avro",
            Self::Asyncapi => "AsyncAPI",
        }
    }
}

/// How fields count that a schema neither declares nor forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentModel {
    /// As the schema says: they may be there, with anything in them.
    #[default]
    Strict,
    /// As most teams work: producers send only fields that their schema declares.
    Lenient,
}

/// Which versions read which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compatibility {
    /// The new version reads what the old one wrote, and not the other way.
    Backward,
    /// The old version reads what the new one writes, and not the other way.
    Forward,
    /// Both.
    Full,
    /// Neither.
    None,
}

/// Who must upgrade first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "UpgradeFirst")]
pub enum First {
    /// The consumers, before any producer.
    Consumers,
    /// The producers, before any consumer.
    Producers,
    /// It does not matter.
    Any,
}

/// Where a rule of the comparison comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleSource {
    /// What it is called.
    pub name: &'static str,
    /// Where to read it.
    pub url: &'static str,
}

/// What two versions are to each other (wire type, part of the HTTP API).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SchemaComparison")]
pub struct Comparison {
    /// The format of both versions.
    pub format: SchemaFormat,
    /// Which versions read which. What cannot be decided counts as not read.
    pub compatibility: Compatibility,
    /// Whether that was decided in both directions.
    pub decided: bool,
    /// Who must upgrade first; none if no order serves.
    pub upgrade_first: Option<First>,
    /// The differences, in the order of the documents.
    pub changes: Vec<Change>,
    /// Number of differences that are not listed.
    pub more: u32,
    /// How undeclared fields were counted.
    pub content_model: ContentModel,
    /// Where the rules come from.
    pub sources: &'static [RuleSource],
}

impl Comparison {
    /// Whether the versions are compatible in a direction, or in both.
    pub fn reads(&self, way: Breaks) -> bool {
        let [backward, forward] = match self.compatibility {
            Compatibility::Full => [true, true],
            Compatibility::Backward => [true, false],
            Compatibility::Forward => [false, true],
            Compatibility::None => [false, false],
        };
        match way {
            Breaks::Backward => backward,
            Breaks::Forward => forward,
            Breaks::Both => backward && forward,
            Breaks::None => true,
        }
    }
}

/// Why two versions cannot be compared: the faults of each, with the byte of its text at which each stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unusable {
    /// The faults of the old version.
    pub old: Vec<(u32, Fault)>,
    /// The faults of the new version.
    pub new: Vec<(u32, Fault)>,
}

/// A schema in a document.
struct Root<'w, 't> {
    document: &'w Tree<'t>,
    schema: &'w Tree<'t>,
    place: Place,
}

impl<'w, 't> Root<'w, 't> {
    fn whole(document: &'w Tree<'t>) -> Self {
        Self { document, schema: document, place: Place::default() }
    }
}

/// Compares two versions.
///
/// # Errors
/// Every fault of both versions, or that they are not in the same format.
pub fn compare(old: &Tree<'_>, new: &Tree<'_>, model: ContentModel) -> Result<Comparison, Unusable> {
    let (format, other) = (format_of(old), format_of(new));
    if format != other {
        let message = format!("The old version is {}, and this is {}.", format.name(), other.name());
        let fault = Fault::new("", Code::WrongType, message).hint("Compare two versions in the same format.");
        return Err(Unusable { old: Vec::new(), new: vec![(new.span.start, fault)] });
    }
    let unusable = Unusable { old: check(old), new: check(new) };
    let (old, new) = (Root::whole(old), Root::whole(new));
    if !unusable.old.is_empty() || !unusable.new.is_empty() {
        return Err(unusable);
    }
    let (fits, mut report) = match format {
        SchemaFormat::JsonSchema => json_schema::compare(&old, &new, model, Report::new()),
        SchemaFormat::Avro => avro::compare(&old, &new, Report::new()),
        SchemaFormat::Asyncapi => asyncapi::compare(&old, &new, model, Report::new()),
    };
    report.settle(fits);
    Ok(told(format, model, fits, report))
}

/// Every fault of one version, with the byte at which each stands.
pub fn check(version: &Tree<'_>) -> Vec<(u32, Fault)> {
    let root = Root::whole(version);
    match format_of(version) {
        SchemaFormat::JsonSchema => json_schema::check(&root),
        SchemaFormat::Avro => avro::check(&root),
        SchemaFormat::Asyncapi => asyncapi::check(&root),
    }
}

fn told(format: SchemaFormat, content_model: ContentModel, fits: Fits, report: Report) -> Comparison {
    let (compatibility, upgrade_first) = match (fits.backward == Fit::Yes, fits.forward == Fit::Yes) {
        (true, true) => (Compatibility::Full, Some(First::Any)),
        (true, false) => (Compatibility::Backward, Some(First::Consumers)),
        (false, true) => (Compatibility::Forward, Some(First::Producers)),
        (false, false) => (Compatibility::None, None),
    };
    Comparison {
        format,
        compatibility,
        decided: fits.backward != Fit::Unknown && fits.forward != Fit::Unknown,
        upgrade_first,
        changes: report.changes,
        more: report.more,
        content_model,
        sources: match format {
            SchemaFormat::Avro => &SOURCES[..2],
            SchemaFormat::JsonSchema => &SOURCES[1..],
            SchemaFormat::Asyncapi => SOURCES,
        },
    }
}

/// Recognises the format of a document.
fn format_of(tree: &Tree<'_>) -> SchemaFormat {
    match &tree.value {
        Value::Map(fields) if fields.iter().any(|(name, _)| name == "asyncapi") => SchemaFormat::Asyncapi,
        _ if is_avro(tree, 0) => SchemaFormat::Avro,
        _ => SchemaFormat::JsonSchema,
    }
}

/// Maximum depth to which lists are looked into to recognise their format.
const KNOWN_BY: u32 = 8;

/// Whether a document is an Avro schema. An array of Avro is told from one of JSON Schema by its items.
fn is_avro(tree: &Tree<'_>, depth: u32) -> bool {
    const OWN: [&str; 9] = ["record", "error", "enum", "fixed", "map", "int", "long", "float", "double"];
    let field = |name: &str| match &tree.value {
        Value::Map(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    };
    let is_map = |tree: &Tree<'_>| matches!(tree.value, Value::Map(_));
    match (&tree.value, field("type").map(|kind| &kind.value)) {
        (Value::List(_) | Value::Text(_), _) | (_, Some(Value::Map(_))) => true,
        (_, Some(Value::List(types))) => types.iter().any(is_map),
        (_, Some(Value::Text(name))) if name == "array" => match field("items") {
            Some(Tree { value: Value::List(items), .. }) => {
                items.iter().any(|item| matches!(item.value, Value::Text(_)))
            }
            Some(items) => depth < KNOWN_BY && is_avro(items, depth + 1),
            None => false,
        },
        (_, Some(Value::Text(name))) => name == "bytes" || OWN.contains(&name.as_ref()),
        _ => false,
    }
}

/// Avro's rules, those of the registry, and those for JSON Schema.
static SOURCES: &[RuleSource] = &[
    RuleSource {
        name: "Apache Avro 1.12, schema resolution",
        url: "https://avro.apache.org/docs/1.12.0/specification/#schema-resolution",
    },
    RuleSource {
        name: "Confluent, schema evolution and compatibility",
        url: "https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html",
    },
    RuleSource {
        name: "Confluent, JSON Schema compatibility rules",
        url: "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/serdes-json.html",
    },
    RuleSource {
        name: "Robert Yokota, understanding JSON Schema compatibility",
        url: "https://yokota.blog/2021/03/29/understanding-json-schema-compatibility/",
    },
];

#[cfg(test)]
mod tests;
