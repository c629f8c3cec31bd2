//! What a system or a flow is called, if its text says so or what it does gives a name.

use std::ops::Range;

use language::clauses::clause::Mood;
use language::clauses::{Class, Token};

use super::draft::Act;
use super::{phrase, talk};

/// The words of a heading that name something: without its number, its label and "as a student I want to". `None` if it
/// greets somebody, is the head of a table, or only says what kind of text follows.
pub(super) fn in_heading(tokens: &[Token<'_>], text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = phrase::trimmed(tokens, range);
    // "A. Capture", "5.3.0 Contacts", "US-31: …", "Title: …".
    while range.len() > 1 {
        let first = &tokens[range.start];
        let letter = first.text.chars().count() == 1 && matches!(tokens[range.start + 1].text, "." | ")");
        let label = tokens[range.start + 1].text == ":" && (first.is("title") || first.is("story") || is_ticket(first));
        if !(first.class == Class::Number || letter || label) {
            break;
        }
        range = phrase::trimmed(tokens, range.start + 1..range.end);
    }
    // "As a student I want to enrol in a seminar".
    if range.clone().next().is_some_and(|at| tokens[at].is("as"))
        && let Some(wants) = range.clone().take(10).find(|at| tokens[*at].is("want") || tokens[*at].is("need"))
        && tokens.get(wants + 1).is_some_and(|next| next.is("to"))
    {
        range.start = (wants + 2).min(range.end);
    }
    let words = || tokens[range.clone()].iter().filter(|token| token.is_word() && token.class != Class::Number);
    let says = words().any(|token| token.text.chars().count() > 2 && !KINDS.contains(&token.singular()));
    let is_table = says && text[tokens[range.start].start..tokens[range.end - 1].end()].contains('|');
    (says && !is_table && !talk::is_greeting(&tokens[range.clone()])).then_some(range)
}

/// Whether a word is the number of a ticket: "US-31", "PAY-2231".
fn is_ticket(token: &Token<'_>) -> bool {
    let digits = token.text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && token.text.contains('-') && token.text.chars().any(char::is_uppercase)
}

/// Words of headings that say what kind of text follows and not what it is about.
const KINDS: &[&str] = &[
    "background",
    "context",
    "description",
    "event",
    "flow",
    "introduction",
    "note",
    "overview",
    "process",
    "question",
    "scenario",
    "service",
    "setup",
    "situation",
    "step",
    "story",
    "summary",
    "system",
    "text",
    "title",
    "today",
    "topic",
];

/// A name made of what is done: the first act that says what is done to what in few words. `None` if no act does.
pub(super) fn of_acts(acts: &[Act]) -> Option<String> {
    let does = |act: &&Act| {
        act.clause
            .as_ref()
            .is_some_and(|clause| matches!(clause.mood, Mood::Imperative | Mood::Statement | Mood::Passive))
    };
    acts.iter()
        .filter(does)
        .map(|act| short(&act.action))
        .find(|name| (2..=MOST_WORDS).contains(&name.split(' ').count()))
}

/// Maximum number of words of a name that is made of an act.
const MOST_WORDS: usize = 8;

/// An action up to where it says why, when or what else.
fn short(action: &str) -> String {
    let end = ENDS.iter().filter_map(|end| action.find(end)).min().unwrap_or(action.len());
    phrase::clean(&action[..end])
}

/// What begins a remark behind an act.
const ENDS: &[&str] = &[
    ", ",
    "; ",
    ": ",
    " (",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " and ",
    " because ",
    " before ",
    " if ",
    " so ",
    " until ",
    " when ",
    " which ",
    " while ",
];
