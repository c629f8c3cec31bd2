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
    /// Whether it is written as names of code are: `OrderPlaced`, `order.placed`, `/orders`.
    pub code: bool,
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

/// The tokens of a text, in order. Every character belongs to exactly one token, except white space, invisible
/// characters and the marks of code and emphasis (`` ` ``, `*`), which only say how a word looks.
///
/// A name of code is one token: `order.created.v1`, `FraudCheck.score()`, `/carts/{id}`, `#releases`.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() || is_invisible(c) || matches!(c, '`' | '*') {
            continue;
        }
        let opens_name = matches!(c, '/' | '#' | '@')
            && text[at..].starts_with(char::is_alphanumeric)
            && !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == ')');
        if c.is_alphanumeric() || opens_name {
            at = word_end(text, start, at);
        } else if matches!(c, '-' | '=' | '~' | '<') {
            // An arrow such as `-->` or `<-` is one token.
            let rest = &text[at..];
            if c != '<' || rest.starts_with(['-', '=']) {
                at += rest.len() - rest.trim_start_matches(['-', '=', '~', '>']).len();
            }
        } else if c == '.' {
            at += text[at..].len() - text[at..].trim_start_matches('.').len();
        }
        let word = &text[start..at];
        if text[at..].starts_with('.') && SHORTENED.iter().any(|short| word.eq_ignore_ascii_case(short)) {
            at += 1;
        }
        let mut token = token(&text[start..at], start);
        // "The till", "a second": behind an article these are things.
        let article = tokens.last().is_some_and(|last: &Token<'_>| {
            matches!(last.class, Class::Determiner | Class::Number) && !last.is("that")
        });
        let listed = token.is("till")
            && tokens.last().is_some_and(|last| last.text == ",")
            && text[at..].trim_start().starts_with(['a', ',']);
        let drawn = token.text == "Till" && text[at..].trim_start().starts_with(['-', '=', ':']);
        let which = article && token.class == Class::Order;
        // "If they answer NO the visit is cancelled": what somebody says.
        let rest = text[at..].trim_start();
        let ends = rest.starts_with(|c: char| !c.is_alphanumeric()) || rest.starts_with("the ") || rest.is_empty();
        let said = (token.text == "NO" || token.is("no") && ends)
            && tokens.last().is_some_and(|last| {
                last.readings.iter().any(|r| matches!(r.verb.base, "answer" | "press" | "reply" | "say"))
            });
        // "Must accept, else the lesson is offered to somebody else".
        if token.is("else") && tokens.last().is_some_and(|last| matches!(last.text, "," | ";" | "or")) {
            token.class = Class::Reason;
        }
        // "As soon as the link is clicked": one conjunction in three words.
        if token.is("as")
            && let [.., first, soon] = tokens.as_mut_slice()
            && first.is("as")
            && matches!(&*soon.lower, "soon" | "long")
        {
            (first.class, soon.class, token.class) = (Class::Order, Class::Order, Class::Condition);
        }
        if which
            || said
            || (article || listed || drawn) && matches!(&*token.lower, "till" | "second" | "past" | "minute")
        {
            token.class = Class::Open;
        }
        tokens.push(token);
    }
    tokens
}

/// The end of the word or name that begins at `start`. `at` stands behind its first character.
fn word_end(text: &str, start: usize, mut at: usize) -> usize {
    // A path, an address on the web: everything up to the next space belongs to it.
    let run =
        text[start..].split(|c: char| c.is_whitespace() || matches!(c, '`' | '*' | ',' | ';')).next().unwrap_or("");
    let path = run.starts_with('/') || run.contains("://");
    let topic = run.matches('/').count() > 1 && run.ends_with("ed");
    while let Some(next) = text[at..].chars().next() {
        let after = text[at + next.len_utf8()..].chars().next();
        let goes_on = after.is_some_and(char::is_alphanumeric);
        let digits = || after.is_some_and(|c| c.is_ascii_digit()) && text[..at].ends_with(|c: char| c.is_ascii_digit());
        let joins = match next {
            '-' | '\'' | '\u{2019}' | '_' => goes_on,
            ',' => digits(),
            // A full stop inside a name; behind a plain word, a capital letter begins the next sentence.
            '.' => digits() || (goes_on && (after.is_some_and(|c| !c.is_uppercase()) || is_code(&text[start..at]))),
            ':' => {
                digits()
                    || goes_on
                        && (path
                            || text[at + 1..].starts_with(':')
                            || is_code(&text[start..at]) && after.is_some_and(char::is_uppercase))
            }
            '/' => (path || topic) && goes_on || path && after.is_some_and(|c| matches!(c, '{' | ':' | '/')),
            '{' | '}' | '?' | '=' | '&' | '%' | '#' if path => {
                next == '}' || after.is_some_and(|c| c.is_alphanumeric() || c == '/')
            }
            '(' => after == Some(')') && is_code(&text[start..at]),
            ')' => text[..at].ends_with('('),
            _ => next.is_alphanumeric() || is_combining(next),
        };
        // `::` between names.
        if next == ':' && after == Some(':') && text[at + 2..].starts_with(char::is_alphanumeric) {
            at += 2;
            continue;
        }
        if !joins {
            break;
        }
        at += next.len_utf8();
    }
    at
}

/// Whether a word is written as names of code are: with a dot, a slash, an underscore, or a capital behind a small letter.
pub fn is_code(word: &str) -> bool {
    let mut small = false;
    word.starts_with(['/', '#', '@'])
        || word.contains(['_', '(', '/'])
        || word.contains("::")
        || (word.contains('.') && word.contains(char::is_alphabetic) && !word.ends_with('.'))
        || word.chars().any(|c| {
            let inner = small && c.is_uppercase();
            small = c.is_lowercase();
            inner
        })
}

/// The base form of a verb without its particle, in the spelling (British or American) of the token.
pub fn base(verb: &lexicon::Verb, token: &Token<'_>) -> String {
    let first = verb.base.split(' ').next().unwrap_or(verb.base);
    let same = |reading: &lexicon::Inflection| std::ptr::eq(reading.verb, verb) || reading.verb.base == first;
    let written = lexicon::readings(&token.lower).into_iter().find(same);
    written.map_or_else(|| first.to_owned(), |reading| reading.base)
}

/// Common abbreviations: a full stop after them belongs to them and ends no sentence.
const SHORTENED: &[&str] =
    &["approx", "ca", "dr", "e.g", "etc", "i.e", "incl", "max", "min", "mr", "mrs", "resp", "vs"];

fn token(text: &str, start: usize) -> Token<'_> {
    let short = text.strip_suffix('.').filter(|short| !short.is_empty()).unwrap_or(text);
    let lower = if short.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(short)
    } else {
        Cow::Owned(short.to_lowercase().replace('\u{2019}', "'"))
    };
    let code = is_code(short);
    // "IT" and "US" in capitals are names.
    let class = if code || matches!(text, "IT" | "US") { Class::Open } else { word_classes::class(&lower) };
    let readings = if code {
        SmallVec::new()
    } else if class == Class::Open {
        readings(&lower)
    } else {
        SmallVec::new()
    };
    Token { text, start, lower, class, readings, code }
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
        // `order-service` is a name, `pre-authorise` an act.
        Some((before, last)) => {
            let prefixed = PREFIXES.contains(&before);
            known(last).into_iter().filter(|found| prefixed || !found.verb.is_noun_too()).collect()
        }
        None => first_word(lower).into_iter().collect(),
    }
}

/// First parts of verbs with a hyphen: `cross-match`, `re-check`.
const PREFIXES: &[&str] = &[
    "auto", "back", "batch", "bulk", "co", "counter", "cross", "de", "double", "fast", "hard", "hot", "live", "over",
    "pre", "re", "self", "soft", "un", "under",
];

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
