//! Free text as a description: which flows and steps it tells, who does them, and what is said of them.
//!
//! The text is cut into blocks by its outer form ([`layout`]), each block is read into drafts of steps by its sentences
//! ([`sentences`]), the drafts become a description ([`assemble`]), and clues answer what they can. Whatever was not used
//! is told as left over. It decides nothing about a step.
//!
//! Every word of a text is in an evidence, is left over, or only ties others together. What stands beside an action is the
//! step's `notes`, and clues read them again. Clauses with commas between them happen one after the other; they are parallel only
//! where they react to a fact that was told before and nobody acts in them. A rule told in a sentence of its own is no step: it
//! binds the nearest step that it shares a word with, and is kept as that step's note.

mod assemble;
mod cast;
mod clause_sorts;
mod draft;
mod layout;
mod parts;
mod sentences;
mod step_clause;

use std::ops::Range;

use crate::clues::scene::Text;
use crate::evidence::{Evidence, LeftOver};
use advice::description::Description;
use advice::rulebook::Rulebook;
use language::clauses::clause::{Mood, clauses};
use language::clauses::{Class, Token, is_invisible};

use draft::{Flow, Who};
use layout::{Block, Kind, blocks};
use sentences::Sentences;

/// A text as it was read.
#[derive(Debug, Clone)]
pub struct Prose {
    /// What it says, with every id explicit.
    pub description: Description,
    /// Which words each part of it was read out of.
    pub evidence: Vec<Evidence>,
    /// What nothing was read out of, in the order of the text.
    pub left_over: Vec<LeftOver>,
}

/// Reads a text.
///
/// # Errors
/// Why no steps were found in it, as the end of a sentence that begins with "Found no steps, because".
pub fn read(text: &str, book: &Rulebook) -> Result<Prose, &'static str> {
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
    Ok(Prose { description: reading.description, evidence: reading.evidence, left_over })
}

/// The flows that have steps, and what is said of the system: ranges of tokens, the first its title.
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
            Kind::From => {
                who.get_or_insert_default().from = Some(range);
                continue;
            }
            Kind::To => {
                who.get_or_insert_default().to.push(range);
                continue;
            }
            _ => {}
        }
        if let Kind::Heading = block.kind {
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
            Kind::Paragraph if above && sentences.title(range.clone()) => {}
            Kind::Item if group || (block.depth > 0 && sentences.only_names(&range)) => sentences.note(range),
            Kind::Item => sentences.item(range),
            Kind::Happens => sentences.item(start + 1..end),
            Kind::Given => sentences.note(range),
            _ => sentences.paragraph(range),
        }
        if block.kind == Kind::Item && blocks.get(index + 1).is_none_or(|next| !next.kind.begins_item()) {
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

/// Whether an item only names the items nested below it.
fn is_group(blocks: &[Block], index: usize, tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let nested = blocks.get(index + 1).is_some_and(|next| next.kind == Kind::Item && next.depth > blocks[index].depth);
    // "Exam day": a noun and no act.
    let names = || {
        let found = if range.len() <= 4 { clauses(tokens, range.clone()) } else { Vec::new() };
        found.len() == 1 && matches!(found[0].mood, Mood::Noun | Mood::Gerund)
    };
    nested && (tokens[range.end - 1].text == ":" || names())
}

/// Covers what belongs to the outer form alone: numbers and letters of items, "Flow:" before a title.
fn cover_form(blocks: &[Block], tokens: &[Token<'_>], covered: &mut [bool]) {
    let mut blocks = blocks.iter().peekable();
    for (token, covered) in tokens.iter().zip(covered) {
        while blocks.next_if(|block| block.range.end <= token.start).is_some() {}
        *covered |= blocks.peek().is_none_or(|block| token.start < block.range.start);
    }
}

/// What is covered by nothing: neither used as evidence, nor a mark, nor a word that only ties.
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

/// Marks of ordinary writing.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}' | '\u{2030}'..='\u{205e}' | '\u{ab}' | '\u{bb}' | '\u{b7}' | '\u{2610}' | '\u{2611}' | '\u{25a0}'..='\u{25ff}' | '\u{2794}' | '\u{279c}' | '\u{27a1}')
}

/// Where each token stands in characters: its first, and the one behind its last.
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

    /// The characters of a range of tokens that is not empty.
    fn span(&self, range: &Range<usize>) -> [u32; 2] {
        [self.0[range.start][0], self.0[range.end - 1][1]]
    }
}
