//! Mermaid: sequence diagrams and flowcharts.

mod flowchart;
mod sequence;

use std::borrow::Cow;
use std::ops::Range;

use advice::tree::SyntaxError;

use super::Import;
use super::draft::Draft;

pub(super) const IMPORT: Import = Import {
    id: "mermaid",
    name: "Mermaid",
    is: "a Mermaid diagram",
    recognise: |text, language| language == "mermaid" || kind(text).is_some(),
    read,
};

/// First words of diagrams of other kinds that no text begins with.
const OTHERS: &[&str] = &[
    "C4Component",
    "C4Container",
    "C4Context",
    "C4Dynamic",
    "architecture-beta",
    "block-beta",
    "classDiagram",
    "erDiagram",
    "requirementDiagram",
    "stateDiagram",
    "stateDiagram-v2",
];

/// What a diagram draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sequence,
    Flowchart,
    /// Something that says nothing of who asks whom.
    Other,
}

/// A statement: a line, or a part of one before a semicolon.
#[derive(Debug, Clone)]
struct Statement<'t> {
    text: &'t str,
    /// The first byte in the document.
    start: usize,
}

impl<'t> Statement<'t> {
    fn bytes(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// A part of the statement, trimmed.
    fn part(&self, part: &'t str) -> Range<usize> {
        let offset = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr()).min(self.text.len());
        let trimmed = part.trim_start();
        let start = self.start + offset + (part.len() - trimmed.len());
        start..start + trimmed.trim_end().len()
    }

    /// What stands behind a word at the beginning, if the statement begins with that word.
    fn behind(&self, word: &str) -> Option<&'t str> {
        let head = self.text.get(..word.len())?;
        let rest = self.text.get(word.len()..)?;
        let ends = rest.is_empty() || rest.starts_with([' ', '\t', ':']);
        (head.eq_ignore_ascii_case(word) && ends).then(|| rest.trim())
    }
}

/// What a text draws; `None` if it does not begin like a diagram.
fn kind(text: &str) -> Option<Kind> {
    let first = statements(text).into_iter().find(|one| !is_above(one.text))?;
    let mut words = first.text.split_whitespace();
    let (word, next) = (words.next()?, words.next());
    match word {
        "sequenceDiagram" => next.is_none().then_some(Kind::Sequence),
        "flowchart" | "graph" | "flowchart-elk" => {
            let is_way = next.is_none_or(|way| ["TD", "TB", "BT", "LR", "RL"].contains(&way));
            (is_way && (next.is_some() || word != "graph")).then_some(Kind::Flowchart)
        }
        _ => OTHERS.contains(&word).then_some(Kind::Other),
    }
}

/// Whether a statement may stand above the one that says what is drawn.
fn is_above(text: &str) -> bool {
    text.starts_with("%%")
}

#[expect(clippy::unnecessary_wraps, reason = "other formats can fail here")]
fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let text = draft.text;
    front_matter(draft);
    let all = statements(text);
    let first = all.iter().position(|one| !is_above(one.text)).unwrap_or(all.len());
    for comment in all[..first].iter().chain(all.get(first)) {
        draft.passes(comment.bytes());
    }
    let rest = all.get(first + 1..).unwrap_or_default();
    match kind(text) {
        Some(Kind::Sequence) => sequence::read(draft, rest),
        Some(Kind::Flowchart) => flowchart::read(draft, rest),
        _ => {
            draft.because = Some(
                "this is a Mermaid diagram of another kind. A sequence diagram or a flowchart says who asks whom."
                    .to_owned(),
            );
        }
    }
    Ok(())
}

/// The bytes of the settings above a diagram, with their marks.
fn front(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let (first, behind) = rest.split_once('\n')?;
    if first.trim() != "---" {
        return None;
    }
    let mut end = start + first.len() + 1;
    for line in behind.split_inclusive('\n') {
        end += line.len();
        if line.trim() == "---" {
            return Some(start..end);
        }
    }
    None
}

/// Takes the title from the settings above a diagram.
fn front_matter(draft: &mut Draft<'_>) {
    let Some(front) = front(draft.text) else { return };
    draft.passes(front.clone());
    let mut start = front.start;
    for line in draft.text.get(front).unwrap_or_default().split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("title:") {
            let title = title.trim().trim_matches(['"', '\'']);
            draft.name(title, start..start + line.trim_end().len());
        }
        start += line.len();
    }
}

/// The statements of a text, without the settings above it. A line of comment is one.
fn statements(text: &str) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut start = front(text).map_or(0, |front| front.end);
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let is_comment = line.trim_start().starts_with("%%");
        let mut from = 0;
        let ends = line.match_indices(';').map(|(at, _)| at).filter(|at| !is_comment && !ends_entity(line, *at));
        for end in ends.chain([line.len()]) {
            let part = line.get(from..end).unwrap_or_default();
            let trimmed = part.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let at = start + from + (part.len() - trimmed.len());
            let trimmed = trimmed.trim_end();
            if !trimmed.is_empty() {
                found.push(Statement { text: trimmed, start: at });
            }
            from = end + 1;
        }
        start += line.len();
    }
    found
}

/// Whether a semicolon ends a character that is written as a number or a name: `#59;`, `#quot;`.
fn ends_entity(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let name = before.bytes().rev().take(10).take_while(u8::is_ascii_alphanumeric).count();
    let mark = before.len().checked_sub(name + 1).and_then(|mark| before.as_bytes().get(mark));
    name > 0 && mark.is_some_and(|mark| matches!(mark, b'#' | b'&'))
}

/// A label as people read it: without marks of formatting, with its characters spelled out.
fn label(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.trim();
    if rest.len() > 1 && rest.starts_with('"') && rest.ends_with('"') {
        rest = &rest[1..rest.len() - 1];
    }
    rest = rest.trim_matches('`');
    while let Some(at) = rest.find(['<', '#', '&']) {
        plain.push_str(&rest[..at]);
        let behind = &rest[at..];
        let (passed, gives) = if behind.starts_with('<') {
            match behind.bytes().take(40).position(|byte| byte == b'>').filter(|end| is_tag(&behind[1..*end])) {
                Some(end) => (end + 1, Cow::Borrowed(" ")),
                None => (1, Cow::Borrowed("<")),
            }
        } else {
            let end = behind.bytes().take(12).position(|byte| byte == b';');
            match end.and_then(|end| Some((end + 1, entity(behind.get(1..end)?)?))) {
                Some((end, c)) => (end, Cow::Owned(c.to_string())),
                None => (1, Cow::Borrowed(&behind[..1])),
            }
        };
        plain.push_str(&gives);
        rest = &behind[passed..];
    }
    plain.push_str(rest);
    plain.replace("\\n", " ").replace("**", "")
}

fn is_tag(inside: &str) -> bool {
    let name = inside.trim_matches(['/', ' ']);
    let name = name.split(' ').next().unwrap_or_default();
    ["br", "b", "i", "em", "strong", "code", "small", "sub", "sup", "u", "p", "span", "div"].contains(&name)
}

/// The character with this number or name.
fn entity(name: &str) -> Option<char> {
    let name = name.trim_start_matches('#');
    match name {
        "quot" => Some('"'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "semi" => Some(';'),
        "colon" => Some(':'),
        _ => char::from_u32(name.parse().ok()?).filter(|c| !c.is_control()),
    }
}

#[cfg(test)]
mod tests;
