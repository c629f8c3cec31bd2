//! Makes the inputs: deep, long or wide shapes, and good inputs of the repository that are damaged.
//!
//! Each module makes the inputs of some readers. What they share stands here.

#[path = "inputs/assistant.rs"]
pub(crate) mod assistant;
#[path = "inputs/descriptions.rs"]
pub(crate) mod descriptions;
#[path = "inputs/documents.rs"]
pub(crate) mod documents;
#[path = "inputs/links.rs"]
pub(crate) mod links;
#[path = "inputs/notations.rs"]
pub(crate) mod notations;
#[path = "inputs/packs.rs"]
pub(crate) mod packs;
#[path = "inputs/prose.rs"]
pub(crate) mod prose;
#[path = "inputs/reviews.rs"]
pub(crate) mod reviews;
#[path = "inputs/schemas.rs"]
pub(crate) mod schemas;
#[path = "inputs/snippets.rs"]
pub(crate) mod snippets;

use serde_json::{Value, json};

use crate::generate::Chance;

/// Maximum length of a text that is read as prose, in bytes.
const LONG: usize = 64 * 1024;

/// Punctuation and words that join, open, close or refer to something.
const PIECES: &[&str] = &[
    "/",
    ":",
    ": ",
    ",",
    ", ",
    ".",
    ". ",
    "\n",
    "\n\n",
    "\t",
    " ",
    "-",
    "- ",
    "->",
    "-->",
    "=>",
    "\u{2192}",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "\\",
    "\\\"",
    "#",
    "# ",
    "*",
    "**",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "|",
    "? ",
    "~",
    "~1",
    "%",
    "=",
    ";",
    "0",
    "1.",
    "1) ",
    "a) ",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "\r\n",
    "🎫",
    "漢",
    "a",
    "A",
    "and ",
    "or ",
    "if ",
    "when ",
    "want to ",
    "is ",
    "then ",
    "pay ",
    "Pay: ",
    "OrderPlaced ",
    "ShipOrder",
    "publish(",
    "class OrderPlaced {",
    "/* ",
    "// ",
    "wait ",
    "a.b",
    "1e9",
    "-1",
    "null",
    "true",
    "[[",
    "]]",
    "'''",
    "\"\"\"",
    "|\n  ",
    "---\n",
];

fn texts(files: &[&str]) -> Vec<String> {
    let line = |line: &str| Some(serde_json::from_str::<Value>(line).ok()?.get("text")?.as_str()?.to_owned());
    files.iter().flat_map(|file| file.lines()).filter_map(line).collect()
}

/// A random number of repetitions: mostly a few, now and then very many.
fn many(chance: &mut Chance) -> usize {
    match chance.below(2_000) {
        0 => chance.below(40_000),
        1..=20 => chance.below(2_000),
        21..200 => chance.below(200),
        _ => chance.below(12),
    }
}

/// A piece, or several in turn, repeated many times.
fn run(chance: &mut Chance) -> String {
    let pieces: String = (0..=chance.below(3)).map(|_| *chance.one_of(PIECES)).collect();
    cut(pieces.repeat(many(chance)), LONG)
}

fn cut(mut text: String, most: usize) -> String {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// A good text with a part removed, doubled, repeated or inserted.
fn spoiled(chance: &mut Chance, good: &str) -> String {
    let mut text = good.to_owned();
    for _ in 0..=chance.below(3) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (*chance.one_of(&places), *chance.one_of(&places));
        let (from, to) = (one.min(other), one.max(other));
        let near = places.iter().copied().find(|place| *place >= from + 20).unwrap_or(text.len()).min(to);
        match chance.below(5) {
            0 => text.replace_range(from..near, ""),
            1 => text = [&text[..to], &text[from..near], &text[to..]].concat(),
            2 => text.insert_str(to, &cut(text[from..near].repeat(many(chance)), LONG)),
            3 => text.insert_str(from, PIECES[chance.below(PIECES.len())]),
            _ => text.insert_str(from, &run(chance)),
        }
    }
    text
}

/// A random text: short, empty, long, or made of pieces.
fn text(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => String::new(),
        1 => run(chance),
        2 => "/flows/0/steps/0".to_owned() + &run(chance),
        3 => (*chance.one_of(PIECES)).to_owned(),
        4 => format!("s{}", chance.below(9)),
        _ => (*chance.one_of(&["shop", "bank", "reply", "answer", "none", "Pay", "order", "a b", "2027-05-01"]))
            .to_owned(),
    }
}

/// A random value.
fn value(chance: &mut Chance) -> Value {
    match chance.below(10) {
        0 => Value::Null,
        1 => json!(chance.percent(50)),
        2 => json!(chance.below(3_000)),
        3 => json!({ text(chance): text(chance) }),
        4 => Value::Array((0..many(chance)).map(|_| json!("a")).collect()),
        5 => Value::Array((0..chance.below(4)).map(|_| json!(text(chance))).collect()),
        _ => json!(text(chance)),
    }
}

/// Nested brackets in the notation of JSON, YAML or TOML.
fn nested(chance: &mut Chance) -> String {
    let (open, close) = *chance.one_of(&[
        ("[", "]"),
        ("{\"a\":", "}"),
        ("{a: ", "}"),
        ("[{\"a\":", "}]"),
        ("- ", ""),
        ("? ", ""),
        ("a:\n ", ""),
        ("{ a.b.c = ", " }"),
        ("[a.", "]"),
        ("a.", ""),
        ("{\"not\":", "}"),
        ("{\"all\":[", "]}"),
        ("(", ")"),
        ("&a [", "]"),
        ("!!seq [", "]"),
    ]);
    let depth = many(chance);
    let inner = if chance.percent(50) { "1".to_owned() } else { text(chance) };
    let closed = if chance.percent(70) { depth } else { chance.below(depth + 1) };
    format!("{}{inner}{}", cut(open.repeat(depth), LONG), cut(close.repeat(closed), LONG))
}

/// One field repeated, or many fields.
fn fields(chance: &mut Chance) -> String {
    let count = many(chance);
    let same = chance.percent(50);
    let value = if chance.percent(50) { "1".to_owned() } else { format!("{:?}", text(chance)) };
    let value = cut(value, 200);
    let field = |index: usize| if same { format!("\"a\": {value}") } else { format!("\"f{index}\": {value}") };
    let joint = *chance.one_of(&[",", ",\n", "\n"]);
    let fields: Vec<String> = (0..count).map(field).collect();
    let braces = if joint == "\n" { ["", "\n"] } else { ["{", "}"] };
    format!("{}{}{}", braces[0], fields.join(joint), braces[1])
}

fn any_of(chance: &mut Chance, good: &[fn(&mut Chance) -> String]) -> String {
    match chance.below(6) {
        0 => nested(chance),
        1 => fields(chance),
        2 => run(chance),
        _ => {
            let make = chance.one_of(good);
            let text = make(chance);
            if chance.percent(50) { spoiled(chance, &text) } else { text }
        }
    }
}

/// The texts that are hardest to read, each of `bytes` bytes.
#[cfg(test)]
pub(crate) fn largest(bytes: usize) -> Vec<String> {
    let mut largest: Vec<String> = PIECES.iter().map(|piece| piece.repeat(bytes / piece.len())).collect();
    largest.extend(["[", "{\"a\":", "[{\"a\":", "- ", "a:\n "].map(|open| open.repeat(bytes / open.len())));
    largest.extend([("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("{\"not\":", "}")].map(|(open, close)| {
        // As deep as a document may be nested.
        format!("{}1{}", open.repeat(510), close.repeat(510))
    }));
    largest
        .push(json!({"name": "x", "assumptions": [{"text": "t", "at": "/".repeat(bytes)}], "flows": []}).to_string());
    largest
}
