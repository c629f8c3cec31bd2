//! What every sentence of a text became in a proposal, told by the quotes that fall into it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::evidence::{Evidence, LeftOver};
use crate::reading::{Role, Sentence};

/// The sentences in which nothing was quoted, and every sentence with its role.
///
/// A sentence about the system as a whole is said of each of its `flows`.
pub(super) fn told(text: &str, flows: usize, evidence: &[Evidence]) -> (Vec<LeftOver>, Vec<Sentence>) {
    let mut quotes: Vec<([u32; 2], &str)> =
        evidence.iter().filter_map(|quote| Some((quote.span?, quote.at.as_str()))).collect();
    quotes.sort_unstable();
    let mut left_over = Vec::new();
    let mut sentences = Vec::new();
    let (mut byte, mut character) = (0, 0);
    for range in ranges(text) {
        let passed = |from: usize, to: usize| {
            text.get(from..to).map_or(0, |passed| u32::try_from(passed.chars().count()).unwrap_or(u32::MAX))
        };
        let start = character + passed(byte, range.start);
        let end = start + passed(range.start, range.end);
        (byte, character) = (range.end, end);
        let words = text.get(range).unwrap_or_default();
        let inside = quotes.iter().take_while(|([first, _], _)| *first < end).filter(|([_, last], _)| *last > start);
        let (mut is_step, mut at) = (false, Vec::new());
        for (_, pointer) in inside {
            is_step |= pointer.ends_with("/action");
            let parts = part_of(pointer)
                .map_or_else(|| (0..flows).map(|flow| format!("/flows/{flow}")).collect(), |part| vec![part]);
            for part in parts {
                if !at.contains(&part) {
                    at.push(part);
                }
            }
        }
        let role = match (is_step, at.is_empty()) {
            (true, _) => Role::Step,
            (false, false) => Role::AboutStep,
            _ if words.ends_with('?') => Role::Question,
            _ => Role::LeftOver,
        };
        if role == Role::LeftOver {
            left_over.push(LeftOver { span: [start, end], words: words.to_owned() });
        }
        sentences.push(Sentence { span: [start, end], role, at });
    }
    (left_over, sentences)
}

/// The pointer to the step or the flow that a pointer leads into; `None` if it leads into neither.
fn part_of(pointer: &str) -> Option<String> {
    let levels = if pointer.contains("/steps/") { 4 } else { 2 };
    let parts: Vec<&str> = pointer.split('/').skip(1).take(levels).collect();
    pointer.starts_with("/flows/").then(|| format!("/{}", parts.join("/")))
}

/// The bytes of every sentence that has a letter or a digit. A line break that only wraps ends none.
fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for block in blocks(text) {
        let Some(words) = text.get(block.clone()) else { continue };
        // Unicode ends a sentence at every line break. A space of one byte keeps the places.
        let flat = words.replace(['\n', '\r'], " ");
        for (start, sentence) in flat.split_sentence_bound_indices() {
            let trimmed = sentence.trim_start();
            let start = block.start + start + (sentence.len() - trimmed.len());
            let trimmed = trimmed.trim_end();
            if trimmed.chars().any(char::is_alphanumeric) {
                ranges.push(start..start + trimmed.len());
            }
        }
    }
    ranges
}

/// Paragraphs, and every line that stands by itself: items, headings, cells, arrows.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let (mut start, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_blank = line.trim().is_empty();
        match blocks.last_mut() {
            Some(last) if is_open && !is_blank && !stands_alone(line) => last.end = end,
            _ if is_blank => {}
            _ => blocks.push(start..end),
        }
        is_open = !is_blank && !line.trim_end().ends_with(':') && !line.trim_start().starts_with('#');
        start = end;
    }
    blocks
}

/// Whether a line begins something new.
fn stands_alone(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && rest.starts_with(['.', ')']);
    is_numbered
        || line.starts_with(['-', '*', '+', '\u{2022}', '#', '>', '|', '\u{251c}', '\u{2514}', '\u{2502}'])
        || ["->", "=>", "\u{2192}"].iter().any(|arrow| line.contains(arrow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_items_and_blank_lines_and_not_at_wrapped_lines() {
        let text = "Hi!\nWe charge the\ncard. Then e.g. we wait.\n\nSteps:\n- mail it\n  at once\n2) book it\n# Refunds\npay back";
        let found: Vec<&str> = ranges(text).into_iter().map(|range| &text[range]).collect();
        let expected = [
            "Hi!",
            "We charge the\ncard.",
            "Then e.g. we wait.",
            "Steps:",
            "- mail it\n  at once",
            "2) book it",
            "# Refunds",
            "pay back",
        ];
        assert_eq!(found, expected);
    }
}
