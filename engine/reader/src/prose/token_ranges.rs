//! Splits ranges of tokens: into sentences, into parts between marks, into numbered parts.

use std::ops::Range;

use language::clauses::Token;
use language::clauses::clause::{ends_sentence, is_participle};
use language::lexicon::{self, Form};

/// Maximum number of tokens in a sentence; a longer one is read in pieces.
const LONGEST: usize = 500;

/// The sentences in a range.
pub(super) fn sentences(tokens: &[Token<'_>], range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = parts(tokens, range, |token| ends_sentence(token.text));
    if found.iter().any(|sentence| sentence.len() > LONGEST) {
        let pieces = |sentence: Range<usize>| {
            sentence.clone().step_by(LONGEST).map(move |start| start..sentence.end.min(start + LONGEST))
        };
        found = found.into_iter().flat_map(pieces).collect();
    }
    found
}

/// The parts of a range between the marks that `ends` accepts; marks inside brackets do not count.
pub(super) fn parts(tokens: &[Token<'_>], range: Range<usize>, ends: impl Fn(&Token<'_>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut open) = (range.start, false);
    for at in range.clone() {
        match tokens[at].text {
            "(" => open = true,
            ")" => open = false,
            _ => {}
        }
        if !open && ends(&tokens[at]) {
            if at > start {
                found.push(start..at);
            }
            start = at + 1;
        }
    }
    if range.end > start {
        found.push(start..range.end);
    }
    found
}

/// The parts of a sentence that numbers them: "(1) verify the identity, (2) create the account".
pub(super) fn numbered(tokens: &[Token<'_>], range: Range<usize>) -> Vec<Range<usize>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for at in range.clone() {
        let wanted = (starts.len() + 1).to_string();
        let letter = char::from(b'a' + u8::try_from(starts.len().min(25)).unwrap_or(0)).to_string();
        let counts = tokens[at].text == wanted || tokens[at].text == letter;
        let closed = tokens.get(at + 1).is_some_and(|next| next.text == ")");
        if counts && closed && at + 2 < range.end {
            let opened = usize::from(at > range.start && tokens[at - 1].text == "(");
            starts.push((at - opened, at + 2));
        }
    }
    let ends = starts.iter().skip(1).map(|(marker, _)| *marker).chain([range.end]);
    starts.iter().zip(ends).map(|((_, start), end)| *start..end).collect()
}

/// Whether a word describes a thing: a participle or a gerund.
pub(super) fn describes(token: &Token<'_>) -> bool {
    token.verb_in(Form::Participle).is_some()
        || is_participle(token)
        || lexicon::lemma(&token.lower).is_some_and(|reading| reading.form == Form::Gerund)
}
