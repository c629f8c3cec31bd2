//! Splits a text into tokens: words and marks with their places, their word class, and the verbs that they may
//! be forms of.
//!
//! The function of a word in its sentence is found by [`clause`]. This module must know neither questions of
//! the rulebook nor descriptions.

pub mod clause;
mod word_classes;

use std::borrow::Cow;
use std::sync::LazyLock;

use smallvec::SmallVec;

use super::lexicon::{self, Form, Verb};

pub use word_classes::Class;

/// A word, a number or a mark of a text.
#[derive(Debug, Clone)]
pub struct Token<'t> {
    /// The text as written.
    pub text: &'t str,
    /// Where the token begins, in bytes from the start of the text.
    pub start: usize,
    /// The word in lower case; a mark unchanged.
    pub lower: Cow<'t, str>,
    /// The word's class, if it is one of the closed classes; else [`Class::Open`].
    pub class: Class,
    /// The verbs that the word may be a form of.
    pub readings: SmallVec<[VerbForm; 2]>,
}

/// One reading of a word as a form of a verb.
#[derive(Debug, Clone, Copy)]
pub struct VerbForm {
    /// The verb, as the lexicon has it.
    pub verb: &'static Verb,
    /// The form of the verb.
    pub form: Form,
}

impl Token<'_> {
    /// Where the token ends, in bytes from the start of the text.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the token is this word (given in lower case).
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// The verb that the token may be this form of.
    pub fn verb_in(&self, form: Form) -> Option<&'static Verb> {
        self.readings.iter().find(|reading| reading.form == form).map(|reading| reading.verb)
    }

    /// Whether the token is a word or a number.
    pub fn is_word(&self) -> bool {
        self.class != Class::Mark
    }

    /// The singular of a noun, derived from its ending only.
    pub fn singular(&self) -> &str {
        singular(&self.lower)
    }
}

/// The singular of a noun in lower case, derived from its ending only.
pub fn singular(word: &str) -> &str {
    match word.as_bytes() {
        [.., b's' | b'u' | b'i', b's'] => word,
        [.., b's' | b'x' | b'z', b'e', b's'] | [.., b'c' | b's', b'h', b'e', b's'] => &word[..word.len() - 2],
        [_, _, .., b's'] => &word[..word.len() - 1],
        _ => word,
    }
}

/// The tokens of a text, in order. Every character belongs to exactly one token, except white space and
/// invisible characters.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, next)) = rest.peek() {
                let after = text[at + next.len_utf8()..].chars().next();
                let joins = matches!(next, '-' | '\'' | '\u{2019}' | '_') && after.is_some_and(char::is_alphanumeric);
                let decimal = matches!(next, '.' | ',')
                    && after.is_some_and(|c| c.is_ascii_digit())
                    && text[..at].ends_with(|c: char| c.is_ascii_digit());
                if !(next.is_alphanumeric() || is_combining(next) || joins || decimal) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
        } else if matches!(c, '-' | '=' | '~') {
            // An arrow such as `-->` is one token.
            while let Some(&(at, next)) = rest.peek() {
                if !matches!(next, '-' | '=' | '~' | '>') {
                    break;
                }
                end = at + 1;
                rest.next();
            }
        }
        if text[end..].starts_with('.') && SHORTENED.iter().any(|short| text[start..end].eq_ignore_ascii_case(short)) {
            end += 1;
            rest.next();
        }
        tokens.push(token(&text[start..end], start));
    }
    tokens
}

/// The base form of a verb without its particle, in the spelling (British or American) of the token.
pub fn base(verb: &lexicon::Verb, token: &Token<'_>) -> String {
    let first = verb.base.split(' ').next().unwrap_or(verb.base);
    let same = |reading: &lexicon::Inflection| std::ptr::eq(reading.verb, verb) || reading.verb.base == first;
    let written = lexicon::readings(&token.lower).into_iter().find(same);
    written.map_or_else(|| first.to_owned(), |reading| reading.base)
}

/// Common abbreviations: a full stop after them belongs to them and ends no sentence.
const SHORTENED: &[&str] = &["approx", "ca", "incl", "max", "min"];

fn token(text: &str, start: usize) -> Token<'_> {
    let short = text.strip_suffix('.').filter(|short| !short.is_empty()).unwrap_or(text);
    let lower = if short.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(short)
    } else {
        Cow::Owned(short.to_lowercase().replace('\u{2019}', "'"))
    };
    let class = word_classes::class(&lower);
    let readings = if class == Class::Open { readings(&lower) } else { SmallVec::new() };
    Token { text, start, lower, class, readings }
}

/// The first words of phrasal verbs, such as `hand in`, that are no verbs of the lexicon by themselves; sorted.
static FIRST_WORDS: LazyLock<Vec<(&'static str, &'static Verb)>> = LazyLock::new(|| {
    let phrasal = lexicon::all().filter_map(|verb| Some((verb.base.split_once(' ')?.0, verb)));
    let mut words: Vec<_> = phrasal.filter(|(word, _)| lexicon::find(word).is_none()).collect();
    words.sort_unstable_by_key(|(word, verb)| (*word, verb.base));
    words.dedup_by_key(|(word, _)| *word);
    words
});

/// Reads a word as a form of such a first word.
fn first_word(lower: &str) -> Option<VerbForm> {
    let base = |base: &str| {
        let index = FIRST_WORDS.binary_search_by_key(&base, |(word, _)| word).ok()?;
        Some(FIRST_WORDS[index].1)
    };
    if !lexicon::may_be_verb(lower) {
        return None;
    }
    if let Some(verb) = base(lower) {
        return Some(VerbForm { verb, form: Form::Base });
    }
    lexicon::morphology::bases(lower).into_iter().find_map(|(form, stem)| Some(VerbForm { verb: base(&stem)?, form }))
}

/// The verbs that a word may be a form of. If a word with hyphens is unknown, its last part counts: `pre-authorise`.
fn readings(lower: &str) -> SmallVec<[VerbForm; 2]> {
    // No English verb is this long.
    if lower.len() > 30 || !lower.is_ascii() {
        return SmallVec::new();
    }
    let known = |word: &str| -> SmallVec<[VerbForm; 2]> {
        lexicon::readings(word).into_iter().map(|reading| VerbForm { verb: reading.verb, form: reading.form }).collect()
    };
    let found = known(lower);
    match lower.rsplit_once('-') {
        _ if !found.is_empty() => found,
        Some((_, last)) => known(last),
        None => first_word(lower).into_iter().collect(),
    }
}

/// Whether a character is invisible: a control character, a direction mark, a joiner or a byte order mark.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character combines with the one before it.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_numbers_and_marks() {
        let found: Vec<&str> =
            tokens("Don't re-send  1,000.5 e-mails --> card/items (now).").iter().map(|token| token.text).collect();
        let expected = ["Don't", "re-send", "1,000.5", "e-mails", "-->", "card", "/", "items", "(", "now", ")", "."];
        assert_eq!(found, expected);
        assert!(tokens("\u{feff}\u{202e} \n\u{0}").is_empty());
    }

    #[test]
    fn a_noun_loses_its_ending() {
        for (many, one) in
            [("orders", "order"), ("boxes", "box"), ("address", "address"), ("status", "status"), ("is", "is")]
        {
            assert_eq!(singular(many), one);
        }
    }
}
