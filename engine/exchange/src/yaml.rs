//! Parses YAML into the engine's tree, and writes a tree as YAML.
//!
//! A document either means the same as its JSON counterpart or is refused. It uses the core schema of YAML
//! 1.2, and only numbers that JSON has. Aliases are refused, so a text cannot expand, and so are tags outside
//! the core schema. Documents of other tools use both: [`parse_foreign`] follows aliases within a budget, merges
//! the fields that `<<` names, as most tools do, and passes over tags that it does not know.

mod writer;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use advice::tree::{Span, SyntaxError, Tree, Value, line_column};
use granit_parser::{Event, Parser, ScalarStyle, Tag};

pub use writer::write;

/// Maximum nesting depth of lists and objects, as for JSON.
const DEEPEST: usize = 512;

/// Maximum number of values that the aliases of a foreign document may stand for. The largest published documents that
/// use them stay far below.
const MOST_COPIED: usize = 50_000;

/// A list or an object whose end was not reached yet.
struct Open<'t> {
    start: u32,
    anchor: usize,
    value: Value<'t>,
    /// The name of the field whose value comes next.
    name: Option<Cow<'t, str>>,
}

struct Builder<'t> {
    text: &'t str,
    open: Vec<Open<'t>>,
    root: Option<Tree<'t>>,
    /// What aliases stand for; `None` if they are refused.
    anchors: Option<Anchors<'t>>,
}

/// The values that aliases stand for, by the parser's number.
#[derive(Default)]
struct Anchors<'t> {
    values: BTreeMap<usize, Tree<'t>>,
    /// How many values were copied.
    copied: usize,
}

impl<'t> Anchors<'t> {
    /// Counts a copy of a value that comes to stand so deep; false if that is too much.
    fn affords(&mut self, tree: &Tree<'t>, depth: usize) -> bool {
        let (values, levels) = size(tree);
        self.copied += values;
        self.copied <= MOST_COPIED && depth + levels <= DEEPEST
    }
}

/// The number of values in a tree and of its levels.
fn size(tree: &Tree<'_>) -> (usize, usize) {
    let of = |inner: &mut dyn Iterator<Item = &Tree<'_>>| {
        let sum = |(values, levels): (usize, usize), tree: &Tree<'_>| {
            let (more, deep) = size(tree);
            (values + more, levels.max(deep + 1))
        };
        inner.fold((1, 1), sum)
    };
    match &tree.value {
        Value::List(items) => of(&mut items.iter()),
        Value::Map(fields) => of(&mut fields.iter().map(|(_, tree)| tree)),
        _ => (1, 1),
    }
}

/// Parses one YAML document.
///
/// # Errors
/// The first place at which the text is not YAML, or is YAML that JSON cannot express.
pub fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    build(text, None)
}

/// Parses one YAML document of another tool, which may use aliases, merged fields and tags of its own.
///
/// # Errors
/// The first place at which the text is not YAML, or is YAML that JSON cannot express, or expands too far.
pub fn parse_foreign(text: &str) -> Result<Tree<'_>, SyntaxError> {
    build(text, Some(Anchors::default()))
}

fn build<'t>(text: &'t str, anchors: Option<Anchors<'t>>) -> Result<Tree<'t>, SyntaxError> {
    let options = granit_parser::options! { flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST };
    let mut builder = Builder { text, open: Vec::new(), root: None, anchors };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let mark = error.marker();
            let message = sentence(error.info().as_ref());
            SyntaxError { message, line: small(mark.line()), column: small(mark.col() + 1) }
        })?;
        let start = small(span.start.byte_offset().unwrap_or_default());
        let end = small(span.end.byte_offset().unwrap_or_default());
        builder.take(event, Span { start, end: end.max(start) })?;
    }
    builder.root.ok_or_else(|| error(text, 0, "There is nothing to read."))
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), SyntaxError> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(error(self.text, span.start, "There is a second document; only one is read."))
            }
            Event::Alias(number) if self.anchors.is_some() => self.alias(number, span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(error(self.text, span.start, "Aliases are not read; write the value out here."))
            }
            Event::Scalar(text, style, anchor, tag) => {
                if self.expects_name() {
                    return self.name(text, span);
                }
                let value = self.scalar(text, style, tag.as_deref(), span)?;
                let tree = Tree { span, value };
                self.keep(anchor, &tree)?;
                self.put(tree, span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.begin(Value::List(Vec::new()), anchor, tag.as_deref(), "seq", span)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.begin(Value::Map(Vec::new()), anchor, tag.as_deref(), "map", span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => Ok(()),
        }
    }

    fn expects_name(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.value, Value::Map(_)) && open.name.is_none())
    }

    fn name(&mut self, name: Cow<'t, str>, span: Span) -> Result<(), SyntaxError> {
        if span.start == span.end {
            return Err(error(self.text, span.start, "A field needs a name."));
        }
        if let Some(open) = self.open.last_mut() {
            open.name = Some(name);
        }
        Ok(())
    }

    /// Puts what an alias stands for in its place.
    fn alias(&mut self, number: usize, span: Span) -> Result<(), SyntaxError> {
        let depth = self.open.len();
        let known = self.anchors.as_mut().and_then(|anchors| {
            let tree = anchors.values.get(&number)?.clone();
            anchors.affords(&tree, depth).then_some(tree)
        });
        if self.expects_name() {
            return Err(error(self.text, span.start, "The name of a field is a text, not an alias."));
        }
        let Some(tree) = known else {
            return Err(error(self.text, span.start, "This alias stands for too much, or for what it is in."));
        };
        self.put(tree, span)
    }

    /// Remembers a value that aliases may stand for.
    fn keep(&mut self, anchor: usize, tree: &Tree<'t>) -> Result<(), SyntaxError> {
        let Some(anchors) = self.anchors.as_mut().filter(|_| anchor > 0) else { return Ok(()) };
        if !anchors.affords(tree, 0) {
            return Err(error(self.text, tree.span.start, "Values with anchors stand too often in each other."));
        }
        anchors.values.insert(anchor, tree.clone());
        Ok(())
    }

    fn begin(
        &mut self,
        value: Value<'t>,
        anchor: usize,
        tag: Option<&Tag>,
        kind: &str,
        span: Span,
    ) -> Result<(), SyntaxError> {
        if self.expects_name() {
            return Err(error(self.text, span.start, "The name of a field is a text, not a list or an object."));
        }
        if self.anchors.is_none() && tag.is_some_and(|tag| !tag.is_yaml_core_schema_tag(kind)) {
            return Err(error(self.text, span.start, "This tag is not known; leave it out."));
        }
        if self.open.len() >= DEEPEST {
            return Err(error(self.text, span.start, "Lists and objects stand too deep in each other."));
        }
        self.open.push(Open { start: span.start, anchor, value, name: None });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), SyntaxError> {
        let Some(Open { start, anchor, mut value, .. }) = self.open.pop() else { return Ok(()) };
        if let (Some(_), Value::Map(fields)) = (&self.anchors, &mut value) {
            merge(fields);
        }
        let tree = Tree { span: Span { start, end: span.end.max(start) }, value };
        self.keep(anchor, &tree)?;
        self.put(tree, span)
    }

    fn put(&mut self, tree: Tree<'t>, span: Span) -> Result<(), SyntaxError> {
        match self.open.last_mut() {
            None if self.root.is_some() => Err(error(self.text, span.start, "There is a second value.")),
            None => {
                self.root = Some(tree);
                Ok(())
            }
            Some(Open { value: Value::List(items), .. }) => {
                items.push(tree);
                Ok(())
            }
            Some(Open { value: Value::Map(fields), name, .. }) => {
                fields.push((name.take().unwrap_or_default(), tree));
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    fn scalar(
        &self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<Value<'t>, SyntaxError> {
        let kind = match tag {
            None => None,
            // The non-specific tag `!` makes every scalar a text.
            Some(tag) if tag.original() == "!" => Some("str"),
            Some(tag) => match tag.core_suffix() {
                Some(kind) => Some(kind),
                None if self.anchors.is_some() => None,
                None => return Err(error(self.text, span.start, "This tag is not known; leave it out.")),
            },
        };
        if kind == Some("str") || (kind.is_none() && style != ScalarStyle::Plain) {
            return Ok(Value::Text(text));
        }
        let value = resolve(text);
        let fits = match kind {
            None => true,
            Some("null") => matches!(value, Value::Null),
            Some("bool") => matches!(value, Value::Bool(_)),
            Some("int" | "float") => matches!(value, Value::Number(_)),
            Some(_) => false,
        };
        if fits { Ok(value) } else { Err(error(self.text, span.start, "The value does not fit its tag.")) }
    }
}

/// Puts the fields that `<<` names beside those that are written, which count first.
fn merge<'t>(fields: &mut Vec<(Cow<'t, str>, Tree<'t>)>) {
    if !fields.iter().any(|(name, value)| name == "<<" && matches!(value.value, Value::Map(_) | Value::List(_))) {
        return;
    }
    let (merged, mut kept): (Vec<_>, Vec<_>) = std::mem::take(fields)
        .into_iter()
        .partition(|(name, value)| name == "<<" && matches!(value.value, Value::Map(_) | Value::List(_)));
    let mut known: BTreeSet<String> = kept.iter().map(|(name, _)| name.clone().into_owned()).collect();
    let mut add = |value: Value<'t>, kept: &mut Vec<(Cow<'t, str>, Tree<'t>)>| {
        if let Value::Map(more) = value {
            kept.extend(more.into_iter().filter(|(name, _)| known.insert(name.clone().into_owned())));
        }
    };
    for (_, tree) in merged {
        match tree.value {
            Value::List(items) => items.into_iter().for_each(|item| add(item.value, &mut kept)),
            value => add(value, &mut kept),
        }
    }
    *fields = kept;
}

/// The value of a plain scalar.
fn resolve(text: Cow<'_, str>) -> Value<'_> {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        plain if is_number(plain) => Value::Number(text),
        _ => Value::Text(text),
    }
}

/// Whether the text is a number in JSON.
fn is_number(text: &str) -> bool {
    fn digits(text: &str) -> (usize, &str) {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (text.len() - rest.len(), rest)
    }
    let text = text.strip_prefix('-').unwrap_or(text);
    let (count, mut rest) = digits(text);
    if count == 0 || (count > 1 && text.starts_with('0')) {
        return false;
    }
    if let Some(places) = rest.strip_prefix('.') {
        let (count, after) = digits(places);
        if count == 0 {
            return false;
        }
        rest = after;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let (count, after) = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
        if count == 0 {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

fn error(text: &str, byte: u32, message: &str) -> SyntaxError {
    let (line, column) = line_column(text, byte as usize);
    SyntaxError { message: message.to_owned(), line, column }
}

/// The parser's message as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Converts a position. Request bodies have at most some megabytes, so no position is truncated.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// The tree as JSON. Numbers keep their spelling.
    fn json(tree: &Tree<'_>) -> String {
        match &tree.value {
            Value::Null => "null".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
            Value::Map(fields) => {
                let fields: Vec<_> = fields.iter().map(|(name, tree)| format!("{name:?}:{}", json(tree))).collect();
                format!("{{{}}}", fields.join(","))
            }
        }
    }

    #[test]
    fn a_document_means_what_its_json_twin_means() {
        for (yaml, twin) in [
            ("a: 1\nb: [x, 'y', \"z\"]", r#"{"a":1,"b":["x","y","z"]}"#),
            ("[~, null, Null, NULL, '', true, True, FALSE]", r#"[null,null,null,null,"",true,true,false]"#),
            (
                "[1, -0.5, 1e3, 12.50, 007, 0x1F, +1, .5, 1_000, 1., .inf]",
                r#"[1,-0.5,1e3,12.50,"007","0x1F","+1",".5","1_000","1.",".inf"]"#,
            ),
            ("[yes, no, on, off, 2027-05-01, 1:30]", r#"["yes","no","on","off","2027-05-01","1:30"]"#),
            ("a:\nb: ''", r#"{"a":null,"b":""}"#),
            ("a: 1\na: 2\n<<: 3\n1: 4", r#"{"a":1,"a":2,"<<":3,"1":4}"#),
            ("a: !!str 1\nb: !!int 1\nc: ! 2\nd: !!map {}", r#"{"a":"1","b":1,"c":"2","d":{}}"#),
            ("# note\n---\n- |\n  two\n  lines\n- >-\n  one\n  line\n...\n", r#"["two\nlines\n","one line"]"#),
            ("{\"a\": [1, {\"b\": null}]}", r#"{"a":[1,{"b":null}]}"#),
            ("\u{feff}a: &anchor 1", r#"{"a":1}"#),
        ] {
            assert_eq!(json(&parse(yaml).unwrap()), twin, "{yaml}");
        }
    }

    #[test]
    fn a_value_remembers_its_bytes() {
        let text = "name: Café ☕ 🎟\nflows:\n  - nämé: \"é\"\n    to: [ä, b]\n";
        let tree = parse(text).unwrap();
        let at = |pointer: &str| {
            let span = tree.nearest(pointer).span;
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(at("/name"), "Café ☕ 🎟");
        assert_eq!(at("/flows/0/nämé"), "\"é\"");
        assert_eq!(at("/flows/0/to"), "[ä, b]");
        assert_eq!(at("/flows/0/to/1"), "b");
        assert!(at("/flows/0").starts_with("nämé:"));
    }

    #[test]
    fn what_is_not_read_says_where() {
        for (text, line, column) in [
            ("", 1, 1),
            ("a: [1", 1, 4),
            ("a: b: c", 1, 5),
            ("é: &x 1\nü: *x", 2, 4),
            ("a: *nobody", 1, 4),
            ("a: 1\n---\nb: 2", 2, 1),
            ("[a]: 1", 1, 1),
            ("a: !custom 1", 1, 12),
            ("a: !!binary aGk=", 1, 13),
            ("a: !!int x", 1, 10),
            (": 1", 1, 1),
            ("a:\n\tb: 1", 2, 2),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!((error.line, error.column), (line, column), "{text:?}: {}", error.message);
            assert!(error.message.ends_with('.'), "{}", error.message);
        }
    }

    #[test]
    fn a_foreign_document_may_use_aliases_and_merged_fields() {
        for (yaml, twin) in [
            ("a: &a {x: 1, y: 2}\nb: *a", r#"{"a":{"x":1,"y":2},"b":{"x":1,"y":2}}"#),
            ("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}", r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1}}"#),
            (
                "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: [*a, *b]\n  z: 3",
                r#"{"a":{"x":1},"b":{"y":2},"c":{"z":3,"x":1,"y":2}}"#,
            ),
            ("a: &t text\nb: !reset [*t, !Ref c]", r#"{"a":"text","b":["text","c"]}"#),
        ] {
            assert_eq!(json(&parse_foreign(yaml).unwrap()), twin, "{yaml}");
        }
        let mut bomb = "l0: &l0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = format!("*l{}, ", level - 1).repeat(9);
            _ = writeln!(bomb, "l{level}: &l{level} [{before}]");
        }
        assert!(parse_foreign(&bomb).unwrap_err().message.contains("too"));
        let mut deep = "b0: &b0 [x]\n".to_owned();
        for level in 1..600 {
            _ = writeln!(deep, "b{level}: &b{level} [*b{}]", level - 1);
        }
        assert!(parse_foreign(&deep).is_err());
        assert!(parse_foreign("a: &a [*a]").is_err());
    }

    #[test]
    fn a_bomb_is_refused_before_it_grows() {
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]";
        assert_eq!(parse(bomb).unwrap_err().line, 2);
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(100_000)).is_err());
        let mixed = format!("{}{}", "- ".repeat(500), "[".repeat(500));
        assert!(parse(&format!("{mixed}{}", "]".repeat(500))).is_err());
    }
}
