//! What a system or a flow is called, if its text says so or what it does gives a name.

use std::ops::Range;

use language::clauses::clause::Mood;
use language::clauses::{Class, Token};

use super::draft::Act;
use super::{phrase, talk};

/// The words of a heading that name something: without its number, its label and "as a student I want to". `None` if it
/// greets somebody, is the head of a table, or only says what kind of text follows or how it goes on.
pub(super) fn in_heading(tokens: &[Token<'_>], text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = phrase::trimmed(tokens, range);
    // "Moin Sven," on a line of its own.
    if text[tokens[range.clone()].last()?.end()..].lines().next().is_some_and(|rest| rest.trim() == ",") {
        return None;
    }
    // "A. Capture", "5.3.0 Contacts", "US-31: …", "Title: …", "Feature: …", "Story 1 …", "Article 12 – …".
    while range.len() > 1 {
        let (first, second) = (&tokens[range.start], &tokens[range.start + 1]);
        let letter = first.text.chars().count() == 1 && matches!(second.text, "." | ")");
        let labels = first.is("title") || first.is("story") || first.is("feature");
        let label = second.text == ":" && (labels || is_ticket(first)) || labels && second.class == Class::Number;
        let part = second.class == Class::Number
            && range.len() > 3
            && matches!(tokens[range.start + 2].text, "-" | "\u{2013}" | "\u{2014}" | ":");
        if !(first.class == Class::Number || letter || label || part) {
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
    let says = says && names(&phrase::words(tokens, text, range.clone()));
    let is_table = says && text[tokens[range.start].start..tokens[range.end - 1].end()].contains('|');
    (says && !is_table && !talk::is_greeting(&tokens[range.clone()])).then_some(range)
}

/// Whether words name what is done: not a part of a text or a version, such as "Station 40" and ".NET 6", nor a phrase
/// by which a text goes on.
fn names(words: &str) -> bool {
    let is_numbered = words
        .split_once(' ')
        .is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    !is_numbered && !TURNS.contains(&&*words.to_lowercase())
}

/// Whether a word is the number of a ticket: "US-31", "PAY-2231".
pub(super) fn is_ticket(token: &Token<'_>) -> bool {
    let digits = token.text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && token.text.contains('-') && token.text.chars().any(char::is_uppercase)
}

/// Words of headings that say what kind of text follows and not what it is about.
const KINDS: &[&str] = &[
    "acceptance",
    "background",
    "context",
    "criteria",
    "criterion",
    "description",
    "event",
    "flow",
    "happened",
    "introduction",
    "note",
    "overview",
    "process",
    "question",
    "requirement",
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
    "what",
];

/// Phrases by which a text goes on; they look like a heading before a colon.
const TURNS: &[&str] = &[
    "at first",
    "at the moment",
    "at the same time",
    "by the way",
    "for example",
    "for now",
    "from now on",
    "going forward",
    "in short",
    "in the end",
    "normal case",
    "normal course",
    "right now",
    "so far",
    "these days",
    "to recap",
    "to sum up",
];

/// A name made of what is done: the first act that says what is done to what in few words, if possible one that is
/// understood without what stands before it. `None` if no act does.
pub(super) fn of_acts(acts: &[Act]) -> Option<String> {
    let does = |act: &&Act| {
        act.clause
            .as_ref()
            .is_some_and(|clause| matches!(clause.mood, Mood::Imperative | Mood::Statement | Mood::Passive))
    };
    let mut found = acts
        .iter()
        .filter(does)
        .map(|act| short(&act.action))
        .filter(|name| (2..=MOST_WORDS).contains(&name.split(' ').count()) && names(name));
    let first = found.next()?;
    if stands_alone(&first) {
        return Some(first);
    }
    found.find(|name| name.split(' ').count() > 2 && stands_alone(name)).or(Some(first))
}

/// Whether a name is understood alone: nothing in it points elsewhere or denies, and it begins with a name or a verb.
fn stands_alone(name: &str) -> bool {
    let tokens = language::clauses::tokens(name);
    let begins = tokens.first().is_some_and(|first| {
        !first.is("than") && matches!(first.class, Class::Determiner | Class::Number | Class::Open | Class::Pronoun)
    });
    let points = |word: &Token<'_>| {
        word.class == Class::Negation || POINTERS.contains(&&*word.lower) || word.lower.ends_with("n't")
    };
    begins && !tokens.iter().any(points)
}

/// Words for what is named elsewhere.
const POINTERS: &[&str] = &[
    "he", "here", "him", "it", "me", "myself", "she", "somebody", "someone", "that", "them", "there", "these", "they",
    "this", "those",
];

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
