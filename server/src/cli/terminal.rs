//! Output for a terminal: text without control characters, and faults shown with their lines.

use std::fmt::Write;

use advice::{Fault, Tree, tree::SyntaxError};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use app::problem::Problem;

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Format {
    /// The stated format, or else text on a terminal and JSON in a pipe.
    pub fn or_by_output(stated: Option<Self>) -> Self {
        stated.unwrap_or_else(|| {
            if std::io::IsTerminal::is_terminal(&std::io::stdout()) { Self::Text } else { Self::Json }
        })
    }
}

/// Maximum number of faults that are shown with their lines. The others are counted.
const SHOWN: usize = 50;

/// Number of characters of a line that are shown on each side of a fault.
const AROUND: usize = 200;

/// The text on one line, with control characters and direction marks replaced by blanks, so that a terminal obeys none.
pub fn plain(text: &str) -> String {
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect()
}

/// A syntax error with its line.
pub fn syntax_error(name: &str, text: &str, problem: &Problem, error: &SyntaxError) -> String {
    stop(name, text, problem.kind.code, error)
}

/// A syntax error under a code of its own, which need not be the code of a problem.
pub fn stop(name: &str, text: &str, code: &str, error: &SyntaxError) -> String {
    let place = TextPlace { line: error.line, column: error.column, length: 1 };
    render(name, text, place, &error.message, code, "here")
}

/// Every fault with its line, up to a maximum; the others are counted.
pub fn faults(name: &str, text: &str, tree: &Tree<'_>, faults: &[Fault]) -> String {
    let mut shown = String::new();
    for fault in faults.iter().take(SHOWN) {
        let span = tree.nearest(&fault.at).span;
        let length = text.get(span.start as usize..span.end as usize).map_or(1, |value| {
            let line = value.lines().next().unwrap_or_default();
            line.chars().count().max(1)
        });
        let place = TextPlace { line: fault.line.unwrap_or(1), column: fault.column.unwrap_or(1), length };
        let code = serde_json::to_value(fault.code).ok();
        let code = code.as_ref().and_then(|code| code.as_str()).unwrap_or_default();
        let hint = fault.hint.as_deref().unwrap_or_default();
        shown += &render(name, text, place, &format!("{} ({})", fault.message, fault.at), code, hint);
        shown.push_str("\n\n");
    }
    if faults.len() > SHOWN {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "… and {} more.", faults.len() - SHOWN);
    }
    shown
}

/// A place in a text.
#[derive(Clone, Copy)]
struct TextPlace {
    line: u32,
    column: u32,
    /// Length in characters.
    length: usize,
}

fn render(name: &str, text: &str, place: TextPlace, message: &str, code: &str, label: &str) -> String {
    let index = |number: u32| usize::try_from(number.saturating_sub(1)).unwrap_or_default();
    let line = text.split('\n').nth(index(place.line)).unwrap_or_default();
    // A description may be one long line, so only a part of the line is shown.
    let from = index(place.column).saturating_sub(AROUND);
    let column = index(place.column) - from;
    let line = plain(&line.chars().skip(from).take(column + AROUND).collect::<String>());
    let byte = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(byte, _)| byte);
    let span = byte(column)..byte(column.saturating_add(place.length));

    let (label, name) = (plain(label), plain(name));
    // The renderer counts columns within its input. For a part of a line we therefore write the position ourselves.
    let (message, path) = match from {
        0 => (plain(message), Some(name)),
        _ => (format!("{name}:{}:{}: {}", place.line, place.column, plain(message)), None),
    };
    let annotation = AnnotationKind::Primary.span(span).label(Some(label.as_str()).filter(|label| !label.is_empty()));
    let snippet = Snippet::source(line.as_str()).path(path).line_start(index(place.line) + 1).annotation(annotation);
    let title = Level::ERROR.primary_title(message.as_str()).id(code);
    Renderer::styled().render(&[title.element(snippet)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_is_shown() {
        assert_eq!(plain("a\u{1b}[2Jb\nc\u{202e}d\u{7}"), "a [2Jb c d ");
    }

    #[test]
    fn a_fault_stands_beside_its_line() {
        let text = "name: x\nflows:\n  - nämes: \u{1b} 2J\n    steps: []\n";
        let tree = app::document::parse(text, app::document::Format::Yaml);
        let text_of = |written: String| anstream::adapter::strip_str(&written).to_string();
        // A raw escape character is not valid YAML. The error shows the line with the character replaced.
        let error = tree.unwrap_err();
        let problem = Problem::unreadable(app::document::Format::Yaml, &error);
        let written = syntax_error("a.yaml", text, &problem, &error);
        assert!(!written.contains("\u{1b} 2J"), "{written:?}");
        assert!(text_of(written).contains("nämes"));

        let text = text.replace('\u{1b}', "");
        let tree = app::document::parse(&text, app::document::Format::Yaml).unwrap();
        let found = advice::model::read(&text, &tree, advice::rules::shipped()).unwrap_err();
        let written = text_of(faults("a.yaml", &text, &tree, &found));
        assert!(
            written.contains("error[unknown_field]: There is no field `nämes` here. (/flows/0/nämes)"),
            "{written}"
        );
        assert!(written.contains("--> a.yaml:3:13"), "{written}");
        assert!(written.contains("3 |   - nämes:  2J"), "{written}");
    }

    #[test]
    fn a_megabyte_in_one_line_is_not_shown_whole() {
        let text = format!("{{\"name\": \"x\", \"x\": \"{}\", \"flows\": 1}}", "é".repeat(500_000));
        let tree = Tree::from_json(&text).unwrap();
        let found = advice::model::read(&text, &tree, advice::rules::shipped()).unwrap_err();
        assert!(faults("-", &text, &tree, &found).len() < 5_000);
    }
}
