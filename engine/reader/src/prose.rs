//! Reads free text as a description: its flows and steps, the participants, and what the text says about them.
//!
//! Reading has four stages. [`layout`] splits the text into blocks by its outer form. [`sentences`] reads each
//! block into drafts of steps. [`assemble`] turns the drafts into a description. Clues answer the questions
//! that they can. Words that no stage used are reported as left over. Reading decides nothing about a step.
//!
//! Three rules hold:
//!
//! * Each word of the text is evidence, is left over, or only links other words. Words beside an
//!   action become the step's `notes`, and clues read the notes again.
//! * Clauses with commas between them happen one after the other. They happen in parallel only if they react to a
//!   fact told earlier, each has its own subject, and they do not narrate what people do.
//! * A sentence that only states a rule is no step. It becomes a note of the nearest step that it shares a noun with.

mod assemble;
mod cast;
mod clause_sorts;
mod draft;
mod layout;
mod sentences;
mod step_clause;
mod token_ranges;

use std::ops::Range;

use crate::clues::scene::Text;
use crate::evidence::LeftOver;
use crate::reading::Reading;
use advice::rulebook::Rulebook;
use language::clauses::clause::{Mood, clauses};
use language::clauses::{Class, Token, is_invisible};

use draft::{Flow, Who};
use layout::{Block, BlockKind, blocks};
use sentences::Sentences;

/// Reads a text.
///
/// # Errors
/// The reason why the text has no steps. It completes a sentence that begins with "Found no steps, because".
pub fn read(text: &str, book: &Rulebook) -> Result<Reading, &'static str> {
    let whole = Text::of(text);
    let tokens = &whole.tokens;
    if tokens.iter().all(|token| !token.text.chars().any(char::is_alphabetic)) {
        return Err("the text has no words.");
    }
    let blocks = blocks(text);
    let (flows, about) = flows(&blocks, tokens);
    if flows.is_empty() {
        return Err("no line or sentence of it says what somebody does. Write one step on a line, such as \
                    \u{201c}Reserve the seat\u{201d}; only English is read.");
    }
    let places = Places::of(text, tokens);
    let mut reading = assemble::assemble(&whole, &places, flows, &about, book);
    cover_form(&blocks, tokens, &mut reading.covered);
    let left_over = left_over(text, tokens, &places, &mut reading.covered);
    let sentences = Vec::new();
    Ok(Reading { description: reading.description, evidence: reading.evidence, left_over, sentences })
}

/// Reads the flows that have steps, and the statements about the whole system as ranges of tokens, a title first.
fn flows(blocks: &[Block], tokens: &[Token<'_>]) -> (Vec<Flow>, Vec<Range<usize>>) {
    let mut done: Vec<Flow> = Vec::new();
    let mut about: Vec<Range<usize>> = Vec::new();
    let mut flow = Flow::default();
    let mut who: Option<Who> = None;
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        let start = from + tokens[from..].partition_point(|token| token.start < block.range.start);
        let end = start + tokens[start..].partition_point(|token| token.start < block.range.end);
        from = end;
        let range = start..end;
        if range.is_empty() {
            continue;
        }
        match block.kind {
            BlockKind::From => {
                who.get_or_insert_default().from = Some(range);
                continue;
            }
            BlockKind::To => {
                who.get_or_insert_default().to.push(range);
                continue;
            }
            _ => {}
        }
        if let BlockKind::Heading = block.kind {
            if flow.steps.is_empty() && flow.title.is_none() {
                flow.title = Some(range);
                continue;
            }
            flow.keep_bounds(tokens);
            let finished = std::mem::take(&mut flow);
            if finished.steps.is_empty() {
                about.extend(finished.title);
            } else {
                done.push(finished);
            }
            flow.title = Some(range);
            continue;
        }
        let group = is_group(blocks, index, tokens, &range);
        let above = blocks.get(index + 1).is_some_and(|next| next.kind.begins_item());
        let mut sentences = Sentences { tokens, flow: &mut flow, about: &mut about };
        if let Some(who) = who.take() {
            sentences.asked(range, who);
            continue;
        }
        match block.kind {
            BlockKind::Paragraph if above && sentences.title(range.clone()) => {}
            BlockKind::Item if group || (block.depth > 0 && sentences.only_names(&range)) => sentences.note(range),
            BlockKind::Item => sentences.item(range),
            BlockKind::Happens => sentences.item(start + 1..end),
            BlockKind::Given => sentences.note(range),
            _ => sentences.paragraph(range),
        }
        if block.kind == BlockKind::Item && blocks.get(index + 1).is_none_or(|next| !next.kind.begins_item()) {
            flow.parallel = false;
        }
    }
    flow.keep_bounds(tokens);
    if flow.steps.is_empty() {
        about.extend(flow.title);
    } else {
        done.push(flow);
    }
    (done, about)
}

/// Whether an item is only a heading for the items nested below it.
fn is_group(blocks: &[Block], index: usize, tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let nested =
        blocks.get(index + 1).is_some_and(|next| next.kind == BlockKind::Item && next.depth > blocks[index].depth);
    // "Exam day": a noun and no act.
    let names = || {
        let found = if range.len() <= 4 { clauses(tokens, range.clone()) } else { Vec::new() };
        found.len() == 1 && matches!(found[0].mood, Mood::Noun | Mood::Gerund)
    };
    nested && (tokens[range.end - 1].text == ":" || names())
}

/// Marks the tokens of the outer form as used: numbers and letters of items, "Flow:" before a title.
fn cover_form(blocks: &[Block], tokens: &[Token<'_>], covered: &mut [bool]) {
    let mut blocks = blocks.iter().peekable();
    for (token, covered) in tokens.iter().zip(covered) {
        while blocks.next_if(|block| block.range.end <= token.start).is_some() {}
        *covered |= blocks.peek().is_none_or(|block| token.start < block.range.start);
    }
}

/// The parts of the text that nothing used, without punctuation and without words that only link others.
fn left_over(text: &str, tokens: &[Token<'_>], places: &Places, covered: &mut [bool]) -> Vec<LeftOver> {
    for (token, covered) in tokens.iter().zip(covered.iter_mut()) {
        let mark = token.class == Class::Mark && token.text.chars().all(is_punctuation);
        *covered |= mark || matches!(token.class, Class::Joint | Class::Order);
    }
    let mut pieces: Vec<LeftOver> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut close = |open: &mut Option<Range<usize>>| {
        if let Some(range) = open.take() {
            let said = &text[tokens[range.start].start..tokens[range.end - 1].end()];
            let words: String = said.chars().filter(|c| !is_invisible(*c) || c.is_whitespace()).collect();
            pieces.push(LeftOver { span: places.span(&range), words });
        }
    };
    for (index, token) in tokens.iter().enumerate() {
        if !covered[index] {
            open = Some(open.map_or(index, |open| open.start)..index + 1);
            continue;
        }
        let only_ties = token.class == Class::Mark && !token.text.contains(['.', '!', '?', ';', ':'])
            || matches!(token.class, Class::Joint | Class::Order);
        if !only_ties {
            close(&mut open);
        }
    }
    close(&mut open);
    pieces
}

/// Whether a character is ordinary punctuation.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}' | '\u{2030}'..='\u{205e}' | '\u{ab}' | '\u{bb}' | '\u{b7}' | '\u{2610}' | '\u{2611}' | '\u{25a0}'..='\u{25ff}' | '\u{2794}' | '\u{279c}' | '\u{27a1}')
}

/// The position of each token in characters: its first, and the one behind its last.
struct Places(Vec<[u32; 2]>);

impl Places {
    fn of(text: &str, tokens: &[Token<'_>]) -> Self {
        let (mut byte, mut character) = (0, 0);
        let mut passed = |to: usize| {
            let passed = text.get(byte..to).map_or(0, |passed| passed.chars().count());
            byte = to;
            character += u32::try_from(passed).unwrap_or(0);
            character
        };
        Self(tokens.iter().map(|token| [passed(token.start), passed(token.end())]).collect())
    }

    /// The characters of a range of tokens, which must not be empty.
    fn span(&self, range: &Range<usize>) -> [u32; 2] {
        [self.0[range.start][0], self.0[range.end - 1][1]]
    }
}
