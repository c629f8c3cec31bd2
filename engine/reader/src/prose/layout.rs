//! Splits a text into blocks by its outer form: headings, items of lists, lines of scenarios, paragraphs.
//!
//! It looks at the beginnings and ends of lines, never at the meaning of a sentence.

use std::ops::Range;

use crate::steps;
use language::clauses::is_invisible;

/// A block: a part of a text that is read as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The content in bytes, without the marker.
    pub(super) range: Range<usize>,
    /// Nesting depth of an item or a heading, from 0.
    pub(super) depth: usize,
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A title.
    Heading,
    /// One item of a list.
    Item,
    /// A precondition of a scenario.
    Given,
    /// A line of a scenario that says what happens.
    Happens,
    /// The caller's name, for the item that follows; from a line `caller -> owner: action`.
    From,
    /// An owner's name, for the item that follows; from such a line.
    To,
    /// Sentences.
    Paragraph,
}

impl BlockKind {
    /// Whether the first block of an item.
    pub(super) fn begins_item(self) -> bool {
        matches!(self, Self::Item | Self::From | Self::To)
    }
}

/// Minimum length of a line, in characters, for its sentence to continue on the next line.
const FULL_LINE: usize = 70;

/// Words before the title of a flow.
const TITLES: &[&str] = &["flow", "process", "procedure", "use case", "workflow"];

/// Words at the beginning of a line of a scenario (Gherkin).
const SCENARIO: &[(&str, Option<BlockKind>)] = &[
    ("Feature:", Some(BlockKind::Heading)),
    ("Scenario Outline:", Some(BlockKind::Heading)),
    ("Scenario:", Some(BlockKind::Heading)),
    ("Background:", Some(BlockKind::Given)),
    ("Given ", Some(BlockKind::Given)),
    ("When ", Some(BlockKind::Happens)),
    ("Then ", Some(BlockKind::Happens)),
    ("And ", None),
    ("But ", None),
];

/// Splits a text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let scenario = text.lines().filter(|line| scenario_line(line.trim_start()).is_some()).count() > 1
        && text
            .lines()
            .any(|line| ["Scenario", "Feature:", "Given "].iter().any(|word| line.trim_start().starts_with(word)));
    let counted = is_counted(text);
    let mut blocks: Vec<Block> = Vec::new();
    let mut indents: Vec<usize> = Vec::new();
    let mut goes_on = false;
    let mut last = BlockKind::Happens;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = trimmed(text, at..at + line.len());
        let indent = line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        at += line.len();
        let content = &text[range.clone()];
        if content.is_empty() {
            goes_on = false;
            continue;
        }
        if is_rule(content) {
            // A line of dashes or equals signs makes the line before it a heading.
            if goes_on && let Some(before) = blocks.last_mut().filter(|before| before.kind == BlockKind::Paragraph) {
                before.kind = BlockKind::Heading;
            }
            goes_on = false;
            continue;
        }
        if let Some(line) = steps::step_line(content) {
            let place = |part: &str| {
                // A part is a slice of the line, so its position is the distance between the two pointers.
                let start = range.start + (part.as_ptr().addr() - content.as_ptr().addr());
                start..start + part.len()
            };
            let mut block = |kind, part| blocks.push(Block { kind, range: place(part), depth: 0 });
            line.from.into_iter().for_each(|from| block(BlockKind::From, from));
            line.to.into_iter().for_each(|to| block(BlockKind::To, to));
            block(BlockKind::Item, line.action);
            indents.clear();
            indents.push(indent);
            goes_on = true;
            continue;
        }
        if scenario && let Some((word, kind)) = scenario_line(content) {
            let kind = kind.unwrap_or(last);
            if kind != BlockKind::Heading {
                last = kind;
            }
            let from = if kind == BlockKind::Heading || kind == BlockKind::Given { word } else { 0 };
            let depth = usize::from(content.starts_with("Scenario"));
            blocks.push(Block { kind, range: trimmed(text, range.start + from..range.end), depth });
            goes_on = false;
            continue;
        }
        if let Some((depth, title)) = heading(content) {
            blocks.push(Block {
                kind: BlockKind::Heading,
                range: trimmed(text, range.start + title.start..range.start + title.end),
                depth,
            });
            goes_on = false;
            continue;
        }
        if let Some(marker) = marker(content).or(number(content).filter(|_| counted).map(|(_, marker)| marker)) {
            indents.retain(|known| *known < indent);
            let depth = indents.len();
            indents.push(indent);
            blocks.push(Block { kind: BlockKind::Item, range: trimmed(text, range.start + marker..range.end), depth });
            goes_on = true;
            continue;
        }
        let continues = goes_on
            && blocks.last().is_some_and(|before| {
                let before_text = &text[before.range.clone()];
                let full = before_text.lines().next_back().is_some_and(|line| line.chars().count() >= FULL_LINE);
                let open = before_text.ends_with([',', '(']) || content.starts_with(|c: char| c.is_lowercase());
                match before.kind {
                    BlockKind::Item => indents.last().is_some_and(|known| indent > *known) || (full && open),
                    BlockKind::Paragraph => full || before_text.ends_with(','),
                    _ => false,
                }
            });
        if continues && let Some(before) = blocks.last_mut() {
            before.range.end = range.end;
        } else {
            indents.clear();
            blocks.push(Block { kind: BlockKind::Paragraph, range, depth: 0 });
        }
        goes_on = true;
    }
    blocks
}

/// The range without white space and invisible characters at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let within = text.get(range.clone()).unwrap_or_default();
    let blank = |c: char| c.is_whitespace() || is_invisible(c);
    let start = range.start + (within.len() - within.trim_start_matches(blank).len());
    let end = start + within.trim_matches(blank).len();
    start..end
}

fn scenario_line(line: &str) -> Option<(usize, Option<BlockKind>)> {
    SCENARIO.iter().find(|(word, _)| line.starts_with(word)).map(|(word, kind)| (word.len(), *kind))
}

/// The number at the beginning of a line, and its length in bytes with the white space behind it.
fn number(line: &str) -> Option<(u32, usize)> {
    let (number, rest) = line.split_once(' ')?;
    let rest = rest.trim_start();
    let number = number.parse().ok().filter(|_| number.len() <= 3)?;
    rest.starts_with(char::is_alphabetic).then(|| (number, line.len() - rest.len()))
}

/// Whether the lines of a text are numbered without any sign: 1, 2, 3.
fn is_counted(text: &str) -> bool {
    let mut numbers = text.lines().filter_map(|line| number(line.trim_start())).map(|(number, _)| number);
    (1..=3).all(|expected| numbers.next() == Some(expected))
        && (4..).zip(numbers).all(|(expected, found)| expected == found)
}

/// Whether a line only draws a rule.
fn is_rule(line: &str) -> bool {
    line.len() > 2 && ["-", "=", "_", "*", "~"].iter().any(|mark| line.chars().all(|c| mark.contains(c)))
}

/// The depth of a heading, and the range of its title in the line.
fn heading(line: &str) -> Option<(usize, Range<usize>)> {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return Some((hashes - 1, hashes..line.trim_end_matches(['#', ' ', ':']).len()));
    }
    // "Flow: Meter reading".
    if let Some((word, title)) = line.split_once(':')
        && TITLES.contains(&word.trim().to_ascii_lowercase().as_str())
        && !title.trim().is_empty()
        && title.split_whitespace().count() <= 12
    {
        let from = word.len() + 1;
        return Some((0, from..line.trim_end_matches([' ', ':']).len()));
    }
    let bold = line.trim_end_matches(':').strip_prefix("**")?.strip_suffix("**")?;
    (!bold.contains("**")).then(|| (0, 2..2 + bold.len()))
}

/// The length in bytes of the marker of an item (a bullet, a number, a letter, a box); `None` if the line is no item.
pub(super) fn marker(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let blank = |rest: &str| rest.len() - rest.trim_start().len();
    let behind = |marker: usize| -> Option<usize> {
        let rest = line.get(marker..)?;
        let boxed = rest.trim_start();
        let ticked = ["[ ]", "[x]", "[X]", "\u{2610}", "\u{2611}"].iter().find(|mark| boxed.starts_with(**mark));
        Some(line.len() - boxed.len() + ticked.map_or(0, |mark| mark.len() + blank(&boxed[mark.len()..])))
    };
    if matches!(
        first,
        '-' | '*'
            | '+'
            | '\u{2022}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{b7}'
            | '\u{25aa}'
            | '\u{25e6}'
            | '\u{25cf}'
            | '\u{2023}'
            | '\u{2192}'
            | '>'
    ) {
        let dashes = line.len() - line.trim_start_matches([first, '>']).len();
        let rest = &line[dashes..];
        return (rest.starts_with(char::is_whitespace) || !first.is_ascii()).then(|| behind(dashes)).flatten();
    }
    let opened = usize::from(first == '(');
    let word = &line[opened..];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let roman = word.bytes().take_while(|byte| matches!(byte, b'i' | b'v' | b'x')).count();
    for length in [digits, roman, letter] {
        if !(1..=4).contains(&length) {
            continue;
        }
        let end = &word[length..];
        let closed = end.starts_with(')') || (opened == 0 && (end.starts_with('.') || end.starts_with(':')));
        // "a." marks an item only before white space; "1.5" is a number.
        let spaced = end.get(1..).is_some_and(|behind| behind.starts_with(char::is_whitespace));
        let tight = digits > 0 && end.starts_with(')') && end.len() > 1;
        if closed && (spaced || tight) {
            return behind(opened + length + 1);
        }
    }
    for word in ["Step ", "step ", "STEP "] {
        let Some(after) = line.strip_prefix(word) else { continue };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && after[digits..].starts_with([':', '.', ')', ' ']) {
            return behind(word.len() + digits + 1);
        }
    }
    ((first == '\u{2610}') || line.starts_with("[ ]") || line.starts_with("[x]"))
        .then(|| behind(0))
        .flatten()
        .filter(|_| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(BlockKind, usize, &str)> {
        blocks(text).into_iter().map(|block| (block.kind, block.depth, &text[block.range])).collect()
    }

    #[test]
    fn items_have_many_markers_and_may_be_nested() {
        let text =
            "Plan\r\n1. a one\n 2) two\n  - three\n(4) four\n\u{2022}five\n- [ ] six\nStep 7: seven\n1.5 is no item";
        let expected = [
            (BlockKind::Paragraph, 0, "Plan"),
            (BlockKind::Item, 0, "a one"),
            (BlockKind::Item, 1, "two"),
            (BlockKind::Item, 2, "three"),
            (BlockKind::Item, 0, "four"),
            (BlockKind::Item, 0, "five"),
            (BlockKind::Item, 0, "six"),
            (BlockKind::Item, 0, "seven"),
            (BlockKind::Paragraph, 0, "1.5 is no item"),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn headings_and_scenarios_are_told_from_sentences() {
        let text = "Pay\n===\n## Ship it ##\nFeature: x\n  Scenario: y\n    Given a\n    And b\n    When c\n    Then d\n    And e\n";
        let kinds: Vec<_> = read(text).into_iter().map(|(kind, depth, _)| (kind, depth)).collect();
        let expected = [
            (BlockKind::Heading, 0),
            (BlockKind::Heading, 1),
            (BlockKind::Heading, 0),
            (BlockKind::Heading, 1),
            (BlockKind::Given, 0),
            (BlockKind::Given, 0),
            (BlockKind::Happens, 0),
            (BlockKind::Happens, 0),
            (BlockKind::Happens, 0),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_long_line_goes_on_in_the_next_and_a_short_one_does_not() {
        let text = "write to the log\ncount the members\n\nThis sentence is so long that whoever typed it has let it run on for a while\nand on, and so it does.";
        assert_eq!(read(text).len(), 3);
    }
}
