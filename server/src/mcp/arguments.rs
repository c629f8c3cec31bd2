//! Reads the arguments of a tool: an object whose fields the tool names. All faults are found at once, each with
//! its place in the arguments, and with what to write instead.
//!
//! The module knows the fields of no particular tool.

use std::ops::Range;

use advice::{
    Fault, Model,
    fault::{Code, did_you_mean},
    tree::{Tree, Value},
};
use app::{
    advisor::{Advisor, Source},
    body::Body,
    document::{self, Format},
    pasted::{self, Pasted},
    problem::Problem,
};

/// Arguments while they are read.
pub struct Arguments<'t> {
    text: &'t str,
    tree: &'t Tree<'t>,
    body: Body<'t>,
}

/// The text of a description, or of another document, with its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'t> {
    text: &'t str,
    format: Format,
    /// Whether it was given as an object. Lines and columns mean nothing then.
    is_object: bool,
}

/// Reads the tree of arguments that are JSON already.
///
/// # Errors
/// They are no JSON.
pub fn parse(text: &str) -> Result<Tree<'_>, Problem> {
    document::parse(text, Format::Json).map_err(|error| Problem::unreadable(Format::Json, &error))
}

impl<'t> Arguments<'t> {
    /// Starts to read. `text` is the text of `tree`.
    pub fn new(text: &'t str, tree: &'t Tree<'t>) -> Self {
        Self { text, tree, body: Body::new(text) }
    }

    /// The values of the fields `known`, in that order. A field that is null counts as missing.
    pub fn fields<const N: usize>(&mut self, known: [&str; N]) -> [Option<&'t Tree<'t>>; N] {
        let given = self.body.fields(self.tree, known).unwrap_or([None; N]);
        given.map(|value| value.filter(|tree| tree.value != Value::Null))
    }

    /// A value that has to be there. `hint` says what to give.
    pub fn required(&mut self, name: &str, value: Option<&'t Tree<'t>>, hint: &str) -> Option<&'t Tree<'t>> {
        if value.is_none() {
            let message = format!("The argument `{name}` is missing.");
            self.body.fault(self.tree, &format!("/{name}"), Code::MissingField, message, hint);
        }
        value
    }

    /// A text of at most `most` bytes that is not blank.
    pub fn text(&mut self, name: &str, value: Option<&'t Tree<'t>>, most: usize) -> Option<&'t str> {
        let tree = value?;
        match &tree.value {
            Value::Text(text) if text.trim().is_empty() => {
                let (message, hint) = ("There is nothing to read here.", "Give the text itself.");
                self.fault(tree, name, Code::Empty, message, hint);
            }
            Value::Text(text) if text.len() > most => {
                let message = format!("This has {} bytes; the limit is {most}.", text.len());
                self.fault(tree, name, Code::LimitPassed, message, "Give the part that it is about.");
            }
            Value::Text(text) => return Some(text),
            other => {
                let message = format!("This should be a text, and is {}.", other.kind());
                self.fault(tree, name, Code::WrongType, message, "Put it in quotation marks.");
            }
        }
        None
    }

    /// One of the values of `known`; the first of them if nothing is given.
    pub fn choice<'k>(&mut self, name: &str, value: Option<&'t Tree<'t>>, known: &[&'k str]) -> &'k str {
        let first = known.first().copied().unwrap_or_default();
        let Some(tree) = value else { return first };
        let written = match &tree.value {
            Value::Text(text) => text.as_ref(),
            _ => "",
        };
        if let Some(found) = known.iter().find(|known| **known == written) {
            return found;
        }
        let hint = match did_you_mean(written, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("Write one of {}.", known.join(", ")),
        };
        self.fault(tree, name, Code::UnknownValue, "This is none of the values that it may have.", &hint);
        first
    }

    /// A list of at most `most` texts of at most `longest` bytes, such as ids; empty if nothing is given.
    pub fn texts(&mut self, name: &str, value: Option<&'t Tree<'t>>, most: usize, longest: usize) -> Vec<&'t str> {
        let Some(tree) = value else { return Vec::new() };
        let Value::List(items) = &tree.value else {
            let message = format!("This should be a list of texts, and is {}.", tree.value.kind());
            self.fault(tree, name, Code::WrongType, message, "Put it in brackets: a list of one.");
            return Vec::new();
        };
        if items.len() > most {
            let message = format!("These are {}; the limit is {most}.", items.len());
            self.fault(tree, name, Code::LimitPassed, message, "Ask for them in several calls.");
        }
        let items = items.iter().take(most).enumerate();
        items.filter_map(|(index, item)| self.text(&format!("{name}/{index}"), Some(item), longest)).collect()
    }

    /// True or false; false if nothing is given.
    pub fn truth(&mut self, name: &str, value: Option<&'t Tree<'t>>) -> bool {
        let Some(tree) = value else { return false };
        if let Value::Bool(truth) = tree.value {
            return truth;
        }
        let message = format!("This should be true or false, and is {}.", tree.value.kind());
        self.fault(tree, name, Code::WrongType, message, "Write true or false.");
        false
    }

    /// A whole number from 1.
    pub fn number(&mut self, name: &str, value: Option<&'t Tree<'t>>) -> Option<u32> {
        let tree = value?;
        let number = match &tree.value {
            Value::Number(number) => number.parse().ok().filter(|number| *number > 0),
            _ => None,
        };
        if number.is_none() {
            self.fault(tree, name, Code::WrongType, "This should be a whole number from 1.", "Write such as 1.");
        }
        number
    }

    /// A description that has to be there: a document of its own.
    pub fn description(&mut self, value: Option<&'t Tree<'t>>) -> Option<Document<'t>> {
        let value = self.required("description", value, "Give the system's name and flows.");
        self.document("description", value)
    }

    /// A document: an object, or a text in YAML or JSON.
    pub fn document(&mut self, name: &str, value: Option<&'t Tree<'t>>) -> Option<Document<'t>> {
        let tree = value?;
        let message = match &tree.value {
            Value::Map(_) => {
                let span = Range { start: tree.span.start as usize, end: tree.span.end as usize };
                let text = self.text.get(span).unwrap_or_default();
                return Some(Document { text, format: Format::Json, is_object: true });
            }
            Value::Text(text) if !text.trim().is_empty() => {
                return Some(Document { text, format: Format::of_file("-", text), is_object: false });
            }
            Value::Text(_) => "There is nothing to read here.".to_owned(),
            other => format!("This should be an object, or a text in YAML or JSON, and is {}.", other.kind()),
        };
        self.fault(tree, name, Code::WrongType, message, "Give the whole document.");
        None
    }

    /// Records a fault of the argument `name`.
    pub fn fault(&mut self, tree: &Tree<'_>, name: &str, code: Code, message: impl Into<String>, hint: &str) {
        self.body.fault(tree, &format!("/{name}"), code, message.into(), hint);
    }

    /// Ends the reading with what was read.
    ///
    /// # Errors
    /// Every fault that was found. What is missing has been recorded as one.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Problem> {
        match read {
            Some(read) if self.body.is_sound() => Ok(read),
            _ => {
                // The arguments are one line of a message; nobody who wrote them knows its columns.
                Err(unplaced(Problem::wrong_body(self.body.into_faults())))
            }
        }
    }
}

impl<'t> Document<'t> {
    /// Its text and its format.
    pub fn source(&self) -> Source<'t> {
        Source { text: self.text, format: self.format }
    }

    /// Its text as JSON.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn as_json(&self) -> Result<String, Problem> {
        let Self { text, format, .. } = *self;
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        Ok(if format == Format::Json { text.to_owned() } else { exchange::document::to_line(&tree) })
    }

    /// Reads it as a description.
    ///
    /// # Errors
    /// Every fault. Its place is a pointer into the description, with a line if the description is a text.
    pub fn model(&self, advisor: &Advisor) -> Result<Model<'static>, Problem> {
        advisor.model(self.source()).map_err(|problem| self.other_than_description().unwrap_or(self.placed(problem)))
    }

    /// The problem of something else that was given in place of a description, and is one for another tool.
    fn other_than_description(&self) -> Option<Problem> {
        let is = match pasted::recognise(self.text) {
            Pasted::Import(import, _) => import.is,
            Pasted::Words if !self.looks_like_description() => "a text in words",
            _ => return None,
        };
        let message = format!("This is {is}, and no description.");
        let fault = Fault::new("/description", Code::WrongType, message);
        let hint = "Give it to describe_from_text as `text`, and then the description that you get to this tool.";
        Some(Problem::wrong_body(vec![fault.hint(hint)]))
    }

    /// Whether somebody began to write a description.
    fn looks_like_description(&self) -> bool {
        let begins = |line: &str| ["name:", "flows:"].iter().any(|field| line.starts_with(field));
        self.format == Format::Json || self.text.lines().any(|line| begins(line.trim_start()))
    }

    /// The problem, without lines and columns if they mean nothing to the one who gave the document.
    pub fn placed(&self, problem: Problem) -> Problem {
        if self.is_object { unplaced(problem) } else { problem }
    }
}

/// The problem, without the lines and columns of its faults.
fn unplaced(mut problem: Problem) -> Problem {
    for fault in &mut problem.faults {
        (fault.line, fault.column) = (None, None);
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str, read: impl FnOnce(&mut Arguments<'_>)) -> Vec<(String, Code)> {
        let tree = parse(text).unwrap();
        let mut arguments = Arguments::new(text, &tree);
        read(&mut arguments);
        let faults = arguments.finish(Some(())).map_or_else(|problem| problem.faults, |()| Vec::new());
        faults.into_iter().map(|fault| (fault.at, fault.code)).collect()
    }

    #[test]
    fn all_faults_are_found_at_once() {
        let text = r#"{"detial": 1, "text": " ", "detail": "al", "steps": ["a", 2], "revision": 0, "description": 3}"#;
        let found = faults(text, |arguments| {
            let [text, detail, steps, revision, description, more] =
                arguments.fields(["text", "detail", "steps", "revision", "description", "more"]);
            assert_eq!(arguments.text("text", text, 100), None);
            assert_eq!(arguments.choice("detail", detail, &["summary", "all"]), "summary");
            assert_eq!(arguments.texts("steps", steps, 5, 100), ["a"]);
            assert_eq!(arguments.number("revision", revision), None);
            assert_eq!(arguments.document("description", description), None);
            assert!(arguments.required("more", more, "Give more.").is_none());
        });
        let expected = [
            ("/detial", Code::UnknownField),
            ("/text", Code::Empty),
            ("/detail", Code::UnknownValue),
            ("/steps/1", Code::WrongType),
            ("/revision", Code::WrongType),
            ("/description", Code::WrongType),
            ("/more", Code::MissingField),
        ];
        assert_eq!(found, expected.map(|(at, code)| (at.to_owned(), code)));
    }

    #[test]
    fn null_is_as_good_as_nothing() {
        let found = faults(r#"{"text": null}"#, |arguments| {
            let [text] = arguments.fields(["text"]);
            assert!(text.is_none());
        });
        assert_eq!(found, []);
    }

    #[test]
    fn a_description_may_be_an_object_or_a_text() {
        for text in [r#"{"d": {"name": "x"}}"#, r#"{"d": "{\"name\": \"x\"}"}"#, r#"{"d": "name: x"}"#] {
            let tree = parse(text).unwrap();
            let mut arguments = Arguments::new(text, &tree);
            let [given] = arguments.fields(["d"]);
            let document = arguments.document("d", given).unwrap();
            let source = document.source();
            let read = document::parse(source.text, source.format).unwrap();
            assert_eq!(read.nearest("/name").value, Value::Text("x".into()));
        }
    }
}
