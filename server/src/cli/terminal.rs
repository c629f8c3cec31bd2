//! Output for a terminal: text without control characters, and faults shown with their lines.

use std::fmt::Write;

use advice::{Fault, Tree, assessment::Finding, terms::Severity, tree::SyntaxError};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use app::problem::Problem;
use exchange::sarif::{self, Region};

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
    let place = Region { line: error.line, column: error.column, end: error.column.saturating_add(1) };
    render(name, line_of(text, error.line), Some(place), (Level::ERROR, &error.message, code), "here", None)
}

/// Every fault with its line, up to a maximum; the others are counted.
pub fn faults(name: &str, text: &str, tree: &Tree<'_>, faults: &[Fault]) -> String {
    let mut shown = String::new();
    for (fault, place) in faults.iter().take(SHOWN).zip(regions(text, tree, faults)) {
        let hint = fault.hint.as_deref().unwrap_or_default();
        let at = if fault.at.is_empty() { String::new() } else { format!(" ({})", fault.at) };
        let (message, code) = (format!("{}{at}", fault.message), code_of(fault));
        let line = line_of(text, place.line);
        shown += &render(name, line, Some(place), (Level::ERROR, &message, &code), hint, None);
        shown.push_str("\n\n");
    }
    if faults.len() > SHOWN {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "… and {} more.", faults.len() - SHOWN);
    }
    shown
}

/// The permanent code of a fault.
pub fn code_of(fault: &Fault) -> String {
    let code = serde_json::to_value(fault.code).ok();
    code.as_ref().and_then(|code| code.as_str()).unwrap_or_default().to_owned()
}

/// The place of each fault, up to the maximum number that is shown: its line and the part of it that the value takes.
fn regions(text: &str, tree: &Tree<'_>, faults: &[Fault]) -> Vec<Region> {
    let spans: Vec<_> = faults.iter().take(SHOWN).map(|fault| tree.nearest(&fault.at).span).collect();
    let place = |(fault, value): (&Fault, Region)| {
        let (line, column) = (fault.line.unwrap_or(1), fault.column.unwrap_or(1));
        Region { line, column, end: column.saturating_add(value.end - value.column) }
    };
    faults.iter().zip(sarif::regions(text, &spans)).map(place).collect()
}

/// A finding with its line and what to do. `place` is where it stands, and `lines` are all lines of the text; without a
/// place, only the file is named.
pub fn finding(name: &str, lines: &[&str], place: Option<Region>, finding: &Finding<'_>) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = (level, finding.message.as_ref(), finding.rule.as_ref());
    let line = place.and_then(|place| lines.get(index(place.line))).copied().unwrap_or_default();
    render(name, line, place, title, "", Some(&finding.advice))
}

/// The line of a text with this number, from 1.
fn line_of(text: &str, number: u32) -> &str {
    text.split('\n').nth(index(number)).unwrap_or_default()
}

/// The index of a line or a column that is counted from 1.
fn index(number: u32) -> usize {
    usize::try_from(number.saturating_sub(1)).unwrap_or_default()
}

/// Renders a message beside its place in the line `source`, with its level, its text and its code. `label` stands at
/// the place, and `help` below.
fn render(
    name: &str,
    source: &str,
    place: Option<Region>,
    (level, message, code): (Level<'_>, &str, &str),
    label: &str,
    help: Option<&str>,
) -> String {
    let (name, label, message) = (plain(name), plain(label), plain(message));
    let help = help.map(|help| Level::HELP.message(plain(help)));
    let Some(Region { line, column, end }) = place else {
        let title = level.primary_title(message).id(code);
        return Renderer::styled().render(&[title.element(Origin::path(name)).elements(help)]);
    };
    // A description may be one long line, so only a part of the line is shown.
    let from = index(column).saturating_sub(AROUND);
    let start = index(column) - from;
    let shown = plain(&source.chars().skip(from).take(start + AROUND).collect::<String>());
    let byte = |chars: usize| shown.char_indices().nth(chars).map_or(shown.len(), |(byte, _)| byte);
    let span = byte(start)..byte(index(end) - from);

    // The renderer counts columns within its input. For a part of a line we therefore write the position ourselves.
    let (message, path) = match from {
        0 => (message, Some(name)),
        _ => (format!("{name}:{line}:{column}: {message}"), None),
    };
    let annotation = AnnotationKind::Primary.span(span).label(Some(label.as_str()).filter(|label| !label.is_empty()));
    let snippet = Snippet::source(shown.as_str()).path(path).line_start(index(line) + 1).annotation(annotation);
    let title = level.primary_title(message.as_str()).id(code);
    Renderer::styled().render(&[title.element(snippet).elements(help)])
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
