//! Compares two versions of a schema.

use advice::fault::{Code, Fault, with_places};
use advice::tree::{Tree, Value};
use exchange::compare::{self, Unusable};
pub use exchange::compare::{Breaks, Change, Comparison, ContentModel};

use schemars::{Schema, SchemaGenerator, json_schema};

use super::{Advisor, Source, json};
use crate::body::Body;
use crate::document::{self, Format};
use crate::problem::Problem;

/// Maximum length of each version in bytes.
pub const LONGEST: usize = 256 * 1024;

/// The faults of both versions. Pointers, lines and columns are those of each version's own text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faulty {
    /// Those of the old version.
    pub old: Vec<Fault>,
    /// Those of the new version.
    pub new: Vec<Fault>,
}

impl Faulty {
    /// The faults of both as those of one body: each pointer begins with its version, `/old` or `/new`.
    pub fn into_faults(self) -> Vec<Fault> {
        let of = |version: &'static str| move |fault: Fault| Fault { at: format!("/{version}{}", fault.at), ..fault };
        self.old.into_iter().map(of("old")).chain(self.new.into_iter().map(of("new"))).collect()
    }
}

impl Advisor {
    /// Compares the versions in a body `{"old": …, "new": …}`, each a schema or the text of one, and returns the
    /// result as JSON.
    ///
    /// # Errors
    /// The body cannot be read, it is not such an object, or a version is no schema.
    pub fn compare_schemas(&self, Source { text, format }: Source<'_>) -> Result<String, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        json(&compared(text, &tree).map_err(Problem::wrong_body)?)
    }
}

/// The JSON Schema of a body.
pub fn body_schema(_: &mut SchemaGenerator) -> Schema {
    let version = |which: &str| {
        json_schema!({
            "description": format!("The {which} version: a JSON Schema or an Avro schema, or the text of one."),
            "type": ["object", "array", "string", "boolean"],
            "maxLength": LONGEST,
        })
    };
    json_schema!({
        "type": "object",
        "required": ["old", "new"],
        "additionalProperties": false,
        "properties": {
            "old": version("old"),
            "new": version("new"),
            "content_model": {
                "description": "How undeclared fields count: as the schemas are written, or as ignored by readers.",
                "enum": ["strict", "lenient"],
                "default": "strict",
            },
        },
    })
}

/// Compares two versions, each a text in JSON or YAML.
///
/// # Errors
/// Every fault of both.
pub fn compare(old: &str, new: &str, model: ContentModel) -> Result<Comparison, Faulty> {
    let (old_tree, new_tree) = match (parsed(old), parsed(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (read_old, read_new) => {
            return Err(Faulty { old: faults(old, &read_old), new: faults(new, &read_new) });
        }
    };
    compare::compare(&old_tree, &new_tree, model)
        .map_err(|found| Faulty { old: with_places(old, found.old), new: with_places(new, found.new) })
}

/// What is wrong with a version by itself.
fn faults(text: &str, read: &Result<Tree<'_>, Fault>) -> Vec<Fault> {
    match read {
        Ok(tree) => with_places(text, compare::check(tree)),
        Err(fault) => vec![fault.clone()],
    }
}

/// Reads the text of a version.
fn parsed(text: &str) -> Result<Tree<'_>, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new("", Code::Empty, "There is nothing to read here."));
    }
    if text.len() > LONGEST {
        let message = format!("This has {} bytes; the limit is {LONGEST}.", text.len());
        return Err(Fault::new("", Code::LimitPassed, message).hint("Compare the schemas in it one by one."));
    }
    let format = if text.trim_start().starts_with(['{', '[', '"']) { Format::Json } else { Format::Yaml };
    let read = match (document::parse(text, format), format) {
        // YAML has braces, too; but what is wrong with JSON is said of JSON.
        (Err(error), Format::Json) => document::parse(text, Format::Yaml).map_err(|_| error),
        (read, _) => read,
    };
    read.map_err(|error| Fault {
        line: Some(error.line),
        column: Some(error.column),
        ..Fault::new("", Code::WrongType, format!("This is neither JSON nor YAML. {}", error.message))
    })
}

/// Compares the versions in a body.
fn compared(text: &str, tree: &Tree<'_>) -> Result<Comparison, Vec<Fault>> {
    let mut body = Body::new(text);
    let Some([old, new, model]) = body.fields(tree, ["old", "new", "content_model"]) else {
        return Err(body.into_faults());
    };
    let model = content_model(&mut body, model);
    for (name, given) in [("old", old), ("new", new)] {
        if given.is_none() {
            let message = format!("The field `{name}` is missing.");
            let hint = "Send {\"old\": \u{2026}, \"new\": \u{2026}}, each a schema, or the text of one.";
            body.fault(tree, &format!("/{name}"), Code::MissingField, message, hint);
        }
    }
    let (Some(old), Some(new), true) = (old, new, body.is_sound()) else { return Err(body.into_faults()) };
    // A text is read by itself, so its faults have the lines of that text.
    let inner = |tree: &'_ Tree<'_>| match &tree.value {
        Value::Text(text) => Some(text.as_ref().to_owned()),
        _ => None,
    };
    let (old_text, new_text) = (inner(old), inner(new));
    let (old_read, new_read) = (old_text.as_deref().map(parsed), new_text.as_deref().map(parsed));
    let (old_tree, new_tree) = match (&old_read, &new_read) {
        (Some(Err(_)), _) | (_, Some(Err(_))) => {
            let of = |text: &Option<String>, read: &Option<_>| match (text, read) {
                (Some(text), Some(read)) => faults(text, read),
                _ => Vec::new(),
            };
            return Err(Faulty { old: of(&old_text, &old_read), new: of(&new_text, &new_read) }.into_faults());
        }
        (one, other) => {
            (one.as_ref().and_then(|read| read.as_ref().ok()), other.as_ref().and_then(|read| read.as_ref().ok()))
        }
    };
    let found = compare::compare(old_tree.unwrap_or(old), new_tree.unwrap_or(new), model);
    found.map_err(|Unusable { old, new }| {
        let placed = |own: &Option<String>, found| with_places(own.as_deref().unwrap_or(text), found);
        let mut faults = Faulty { old: placed(&old_text, old), new: placed(&new_text, new) }.into_faults();
        faults.truncate(advice::fault::FAULTS_SHOWN);
        faults
    })
}

/// How the body says that undeclared fields count.
fn content_model(body: &mut Body<'_>, given: Option<&Tree<'_>>) -> ContentModel {
    let Some(tree) = given else { return ContentModel::Strict };
    match &tree.value {
        Value::Text(name) if name == "strict" => ContentModel::Strict,
        Value::Text(name) if name == "lenient" => ContentModel::Lenient,
        _ => {
            let message = "This should be `strict` or `lenient`.".to_owned();
            let hint = "Leave it out to compare the schemas as they are written.";
            body.fault(tree, "/content_model", Code::UnknownValue, message, hint);
            ContentModel::Strict
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_may_be_json_or_yaml() {
        let found = compare("type: string", "{\"type\": [\"string\", \"null\"]}", ContentModel::Strict).unwrap();
        assert_eq!(found.compatibility, compare::Compatibility::Backward);
    }

    #[test]
    fn the_faults_of_both_versions_are_told_with_their_places() {
        let faulty = compare("{\"type\":\n \"text\"}", "{", ContentModel::Strict).unwrap_err();
        assert_eq!((faulty.old.len(), faulty.new.len()), (1, 1));
        let faulty = compare("{\"type\":\n \"text\"}", "{\"required\": \"a\"}", ContentModel::Strict).unwrap_err();
        let place = |fault: &Fault| (fault.at.clone(), fault.line, fault.column);
        assert_eq!(place(&faulty.old[0]), ("/type".to_owned(), Some(2), Some(2)));
        assert_eq!(place(&faulty.new[0]), ("/required".to_owned(), Some(1), Some(14)));
    }
}
