//! Recognises what was pasted where words are expected: a description, perhaps in a code fence with talk around it, a
//! document that an import reads, or one in a form that is not read yet.
//!
//! It looks at outer signs only, so a description with faults is still recognised as one. It reads no prose.

use std::ops::Range;

use advice::Rulebook;
use advice::description::Description;
use advice::model;
use exchange::import::{self, Import, Unread};
use reader::clues;
use reader::evidence::Evidence;
use reader::proposal::{self, Proposed};
use reader::reading::Reading;

use crate::document::{self, Format};
use crate::problem::Problem;

/// What a pasted text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// Words, to be read as such.
    Words,
    /// A description. This is the pasted text with blanks for everything around the description, so that lines and
    /// columns stay what they are.
    Description(String),
    /// A document that an import reads. This is the pasted text with blanks for everything around the document, so
    /// that lines and columns stay what they are.
    Import(&'static Import, String),
    /// A document in a form that is not read yet.
    Foreign(&'static Foreign),
}

/// A form that is recognised and not read yet.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, with its article.
    pub is: &'static str,
    /// What to do instead, as full sentences.
    pub instead: &'static str,
}

impl Foreign {
    /// Completes the sentence that begins with "Found no steps, because".
    pub fn because(&self) -> String {
        format!("this is {}, which cannot be read yet. {}", self.is, self.instead)
    }
}

const IN_WORDS: &str = "Say in words who asks whom for what and who waits, one step on a line; or let a chat \
                        assistant write the description from it: `/assistant` says how.";

/// Completes the sentence that begins with "Found no steps, because": an assistant answered without a description.
pub const NO_DESCRIPTION: &str = "the assistant wrote no description. It may have found no system in the text; what it \
                                  wrote says why.";

static PLANTUML: Foreign = Foreign { is: "a PlantUML diagram", instead: IN_WORDS };
static SWAGGER: Foreign = Foreign {
    is: "a Swagger 2.0 document",
    instead: "Convert it to OpenAPI 3, which most editors and generators do, and paste that.",
};

/// A description that was pasted, as read.
#[derive(Debug)]
pub enum Brought {
    /// Somebody's own description, whose answers are stated. The evidence is that of its own words.
    Own(Description, Vec<Evidence>),
    /// What an assistant proposes: its answers are inferred, and each part quotes its words.
    Proposed(Proposed),
}

/// Tells what a pasted text is.
pub fn recognise(text: &str) -> Pasted {
    let fences = fences(text);
    let inside = |fence: &Fence| &text[fence.inside.clone()];
    // Of several descriptions in a conversation, the last one is the one that was mended.
    if let Some(fence) = fences.iter().rev().find(|fence| is_description(inside(fence))) {
        return Pasted::Description(alone(text, fence.inside.clone()));
    }
    let most = |fence: &&Fence| {
        let talk = letters(&text[..fence.whole.start]) + letters(&text[fence.whole.end..]);
        letters(inside(fence)) > talk
    };
    if let Some(fence) = fences.iter().find(most) {
        return document(text, fence.inside.clone(), fence.language);
    }
    if is_description(text) {
        return Pasted::Description(alone(text, without_talk(text)));
    }
    document(text, 0..text.len(), "")
}

/// What the part of a text at `kept` is, if it is no description.
fn document(text: &str, kept: Range<usize>, language: &str) -> Pasted {
    let part = &text[kept.clone()];
    if let Some(import) = import::recognise(part, language) {
        return Pasted::Import(import, alone(text, kept));
    }
    foreign(part, language).map_or(Pasted::Words, Pasted::Foreign)
}

/// Reads a recognised document as a description.
///
/// # Errors
/// Everything that is wrong with it, each with its place in `text`.
pub fn import(text: &str, import: &Import, book: &'static Rulebook) -> Result<Reading, Problem> {
    import.read(text, book).map_err(|unread| match unread {
        Unread::Syntax(error) => Problem::unreadable(Format::of_file("", text), &error),
        Unread::Faulty(faults) => Problem::faulty(faults),
        Unread::NoSteps(because) => Problem::no_steps(because),
    })
}

/// Reads a recognised description. `original` is the text that it quotes, if that is at hand.
///
/// # Errors
/// It is no YAML or JSON, or has faults, each with its place in `text`.
pub fn read(text: &str, original: Option<&str>, book: &'static Rulebook) -> Result<Brought, Problem> {
    let format = Format::of_file("", text);
    let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
    if proposal::is_proposal(&tree) {
        return proposal::read(text, &tree, original, book).map(Brought::Proposed).map_err(Problem::faulty);
    }
    let model = model::read(text, &tree, book).map_err(Problem::faulty)?;
    let (description, evidence) = clues::fill(&model);
    Ok(Brought::Own(description, evidence))
}

/// A block of code in Markdown.
struct Fence<'t> {
    /// The first word behind the opening marks.
    language: &'t str,
    /// The bytes from the first mark to the last.
    whole: Range<usize>,
    /// The bytes between the marks.
    inside: Range<usize>,
}

/// The code fences of a text. One that is never closed goes on to the end, as in Markdown.
fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences = Vec::new();
    let mut open: Option<(&str, Fence<'_>)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let trimmed = line.trim();
        match open.take() {
            Some((mark, mut fence)) if trimmed.starts_with(mark) && trimmed[mark.len()..].trim().is_empty() => {
                (fence.inside.end, fence.whole.end) = (start, end);
                fences.push(fence);
            }
            Some(still) => open = Some(still),
            None => {
                if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
                    let language = trimmed[mark.len()..].split_whitespace().next().unwrap_or_default();
                    open = Some((mark, Fence { language, whole: start..text.len(), inside: end..text.len() }));
                }
            }
        }
        start = end;
    }
    fences.extend(open.map(|(_, fence)| fence));
    fences
}

/// Whether a text looks like a description, whatever is wrong with it.
fn is_description(text: &str) -> bool {
    let mut keys = [false; 4];
    for line in text.lines() {
        for (key, found) in ["flows", "flow", "steps", "name"].into_iter().zip(&mut keys) {
            *found |= opens(line, key);
        }
    }
    let is_json = text.lines().any(|line| line.starts_with('{'));
    let [flows, flow, steps, name] = keys;
    let has_flows = flows || flow || (steps && name) || is_json && text.contains("\"flows\"");
    has_flows && ["action:", "action\":", "action\" :", "action' :", "action':"].iter().any(|key| text.contains(key))
}

/// Whether a line of YAML or JSON begins with a key.
fn opens(line: &str, key: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '-', '{', '"', '\'']);
    let rest = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
    rest.is_some_and(|rest| rest.starts_with(':'))
}

/// The part of a text that is the description: without the talk before and behind it.
fn without_talk(text: &str) -> Range<usize> {
    const KEYS: [&str; 6] = ["name", "summary", "answers", "participants", "flows", "flow"];
    let begins_json = |line: &str| line.starts_with('{');
    let begins = |line: &str| {
        begins_json(line) || (!line.starts_with([' ', '\t', '-']) && KEYS.iter().any(|key| opens(line, key)))
    };
    let talks = |line: &str| {
        let is_inside = line.starts_with([' ', '\t', '-', '#', '}', ']']) || line.trim().is_empty();
        !is_inside && line.split_once(':').is_none_or(|(key, _)| key.contains(' '))
    };
    let mut range = 0..text.len();
    let mut offset = 0;
    let mut is_json = None;
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        match is_json {
            None if begins(line) => {
                range.start = offset;
                is_json = Some(begins_json(line));
            }
            Some(false) if talks(line) => {
                range.end = offset;
                return range;
            }
            _ => {}
        }
        offset = end;
    }
    if is_json == Some(true) {
        range.end = text.rfind('}').map_or(text.len(), |last| last + 1).max(range.start);
    }
    range
}

/// The text in which everything outside `kept` is blank, and every line and character has its place.
pub(crate) fn alone(text: &str, kept: Range<usize>) -> String {
    let blank = |text: &str| text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect::<String>();
    // YAML takes blanks before a document, and not behind it where a scalar goes on.
    format!("{}{}", blank(&text[..kept.start]), &text[kept])
}

/// The form of a document that is not read yet; none if it is no such document.
fn foreign(text: &str, language: &str) -> Option<&'static Foreign> {
    if matches!(language, "plantuml" | "puml") || text.trim_start().starts_with("@startuml") {
        return Some(&PLANTUML);
    }
    let is_json = text.trim_start().starts_with('{');
    let has_key = text.lines().any(|line| !line.starts_with([' ', '\t', '-']) && opens(line, "swagger"));
    (has_key || is_json && text.contains("\"swagger\"")).then_some(&SWAGGER)
}

/// Number of characters that are no white space.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAML: &str = "name: Shop\nflows:\n  - steps:\n      - action: Ship it\n";

    fn description(text: &str) -> String {
        match recognise(text) {
            Pasted::Description(found) => found,
            other => panic!("{other:?}: {text}"),
        }
    }

    #[test]
    fn a_description_is_found_with_talk_around_it_and_keeps_its_lines() {
        let json = r#"{"name": "Shop", "flows": [{"steps": [{"action": "Ship it"}]}]}"#;
        for (text, line) in [
            (YAML.to_owned(), 1),
            (format!("Sure! Here it is:\n\n```yaml\n{YAML}```\nSay if anything is missing."), 4),
            (format!("~~~\n{YAML}~~~"), 2),
            (format!("```yaml\nname: Old\nflows: [{{steps: [{{action: Old}}]}}]\n```\nMended:\n```yml\n{YAML}```"), 7),
            (format!("```\n{YAML}"), 2),
            (format!("Here you are.\n{YAML}\nI left the refunds out."), 2),
            (json.to_owned(), 1),
            (format!("Here: \n{json}\nThat is all."), 2),
            (format!("```json\n{json}\n```"), 2),
        ] {
            let found = description(&text);
            let read = read(&found, None, advice::rules::shipped());
            assert!(matches!(read, Ok(Brought::Own(..))), "{text}: {read:?}");
            assert_eq!(found.lines().position(|line| line.contains("Shop")), Some(line - 1), "{text}");
        }
    }

    #[test]
    fn a_broken_description_is_one_too_and_says_where() {
        let text = "Done:\n```yaml\nname: Shop\nflows:\n  - steps:\n      - action: \"Ship \"it\"\n```";
        let problem = read(&description(text), None, advice::rules::shipped()).unwrap_err();
        assert_eq!(problem.place.unwrap().0, 6);
        let text = "name: Shop\nflow:\n  - steps:\n      - action: 1\n";
        let problem = read(&description(text), None, advice::rules::shipped()).unwrap_err();
        assert!(problem.faults.len() > 1, "{problem:?}");
    }

    #[test]
    fn other_documents_are_told_by_name_and_words_stay_words() {
        for (text, id) in [
            ("sequenceDiagram\n  A->>B: Pay", "mermaid"),
            ("%% orders\nflowchart LR\n  A --> B", "mermaid"),
            ("---\ntitle: Orders\n---\ngraph TD;\n A-->B", "mermaid"),
            ("Ours:\n```mermaid\njourney\n title x\n```", "mermaid"),
        ] {
            let Pasted::Import(import, kept) = recognise(text) else { panic!("{text}") };
            assert_eq!((import.id, kept.len()), (id, text.trim_end_matches("```").len()), "{text}");
        }
        for (text, is) in
            [("@startuml\nA -> B: pay\n@enduml", &PLANTUML), ("swagger: \"2.0\"\ninfo:\n  title: Pets", &SWAGGER)]
        {
            assert_eq!(recognise(text), Pasted::Foreign(is), "{text}");
        }
        for text in [
            "",
            "We charge the card and mail the receipt.",
            "name: we charge the card\nsteps: they follow\n- pay\n- ship",
            "flows: checkout\n- charge the card",
            "The graph shows it.\ngraph of orders",
            "```mermaid\ngraph TD\n```\nThe picture above is old. Now the shop charges the card, and the warehouse packs.",
        ] {
            assert_eq!(recognise(text), Pasted::Words, "{text}");
        }
    }
}
