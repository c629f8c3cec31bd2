//! Splits sentences into clauses: who does what, and how each clause is linked to the one before.
//!
//! This is no full grammar of English. It looks for each clause's verb (imperative, gerund or statement, in
//! this order) and for the places where the next clause begins. A part without a verb becomes a clause of the
//! mood [`Mood::Noun`].

mod ending;
mod predicate;

use std::ops::Range;

use crate::lexicon::{Form, Verb};

use super::{Class, Token};

use ending::end;
pub use predicate::is_participle;
use predicate::{Predicate, acts_itself, is_finite_mark, predicate, statement, verb};

/// The link of a clause to the text before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The clause begins a sentence.
    Start,
    /// It continues: and, then, a comma.
    And,
    /// It is an alternative: or, otherwise.
    Or,
    /// It gives a time or a condition of another clause.
    Condition,
    /// It gives a reason.
    Reason,
    /// It follows a dash.
    Aside,
}

/// The grammatical form of a clause's verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Reserve the seat; to reserve the seat.
    Imperative,
    /// The seat service reserves the seat.
    Statement,
    /// The seat is reserved.
    Passive,
    /// Reserving the seat.
    Gerund,
    /// The seat is free: describes a state.
    State,
    /// Seat reservation: no verb at all.
    Noun,
}

impl Mood {
    /// Whether a clause in this mood describes an act.
    pub fn is_act(self) -> bool {
        matches!(self, Self::Imperative | Self::Statement | Self::Passive | Self::Gerund)
    }
}

/// A clause. All positions are indices of tokens.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The clause without the words that link it.
    pub span: Range<usize>,
    /// The link to the text before it.
    pub link: Link,
    /// The word that links it, if there is one.
    pub tie: Option<usize>,
    /// The subject; empty if nobody is named.
    pub subject: Range<usize>,
    /// The position of the verb; without a verb, that of the last word.
    pub head: usize,
    /// The verb with its particle, if the lexicon knows it.
    pub verb: Option<&'static Verb>,
    /// The form of the verb.
    pub mood: Mood,
    /// Whether the clause says that something does not happen.
    pub negated: bool,
    /// Whether the verb is in the past or the perfect.
    pub past: bool,
}

/// Splits words that begin with the verb of somebody named elsewhere: "publishes events to Kafka".
pub fn clauses_of_verb(tokens: &[Token<'_>], within: Range<usize>) -> Vec<Clause> {
    let (at, mood) = (within.start, Mood::Statement);
    let end = end(tokens, at + 1..within.end, mood, Link::Start);
    let verb = verb(tokens, at, end, mood);
    let first = Clause {
        span: at..end.max(at + 1),
        link: Link::Start,
        tie: None,
        subject: at..at,
        head: at,
        verb,
        mood,
        negated: false,
        past: false,
    };
    let rest = first.span.end..within.end;
    let mut found = vec![first];
    found.extend(clauses(tokens, rest).into_iter().map(|clause| match clause.link {
        Link::Start => Clause { link: Link::And, ..clause },
        _ => clause,
    }));
    found
}

/// Splits the tokens in `within` into clauses, in order.
pub fn clauses(tokens: &[Token<'_>], within: Range<usize>) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let (mut at, mut link, mut tie) = (within.start, Link::Start, None);
    while at < within.end {
        let token = &tokens[at];
        let skipped = match token.class {
            Class::Mark => {
                match token.text {
                    "." | "!" | "?" | ";" | ":" => (link, tie) = (Link::Start, None),
                    "," if link == Link::Start && !found.is_empty() => link = Link::And,
                    mark if is_dash(mark) => (link, tie) = (Link::Aside, None),
                    mark if is_arrow(mark) => (link, tie) = (Link::And, None),
                    _ => {}
                }
                true
            }
            Class::Joint => {
                // "Once it is weighed and approved, it is loaded": the second clause is a condition too.
                let leading = found.last().is_some_and(|last| {
                    last.link == Link::Condition
                        && last.span.end == at
                        && found.iter().all(|clause| clause.link == Link::Condition)
                });
                if leading && !token.is("but") {
                    (link, tie) = (Link::Condition, found.last().and_then(|last| last.tie));
                } else {
                    (link, tie) = (if token.is("or") { Link::Or } else { Link::And }, Some(at));
                }
                true
            }
            // "After that", "once done": these words only say that something comes next.
            Class::Condition if let Some(next) = only_ties(tokens, at, within.end) => {
                if link == Link::Start && !found.is_empty() {
                    link = Link::And;
                }
                at = next - 1;
                true
            }
            // "To do that we fetch the segments".
            Class::Preposition if ties_to_what_was_said(tokens, at, within.end) => {
                at += 2;
                true
            }
            Class::Order => {
                if link == Link::Start && !found.is_empty() {
                    link = Link::And;
                }
                true
            }
            // "So we charge the card": `so` only opens the sentence.
            Class::Reason if at == within.start && token.is("so") => true,
            Class::Reason => {
                (link, tie) =
                    (if token.is("otherwise") || token.is("else") { Link::Or } else { Link::Reason }, Some(at));
                true
            }
            Class::Condition if opens_clause(tokens, at, within.end) => {
                (link, tie) = (Link::Condition, Some(at));
                true
            }
            // "Only when that worked", "even if it fails".
            Class::Adverb if opens_clause(tokens, at + 1, within.end) => true,
            _ => false,
        };
        if skipped {
            at += 1;
            continue;
        }
        let first = found.iter().all(|clause| clause.link == Link::Condition);
        let mut clause = clause(tokens, at..within.end, link, tie, first);
        // "The letter is signed, sealed and posted": a participle after a passive is another passive clause.
        let word = &tokens[at];
        if clause.mood == Mood::Noun
            && link == Link::And
            && found.last().is_some_and(|last| last.mood == Mood::Passive)
            && (word.verb_in(Form::Participle).is_some() || is_participle(word))
        {
            clause.verb = verb(tokens, at, clause.span.end, Mood::Passive);
            (clause.mood, clause.head, clause.subject) = (Mood::Passive, at, at..at);
        }
        at = clause.span.end.max(at + 1);
        found.push(clause);
        (link, tie) = (Link::And, None);
    }
    found
}

/// The end of words such as "after that" and "once done", which only say that something comes next.
fn only_ties(tokens: &[Token<'_>], at: usize, end: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).filter(|_| at < end);
    let next = word(at + 1)?;
    let done = |token: &Token<'_>| matches!(&*token.lower, "done" | "finished" | "complete" | "completed" | "ready");
    let verb = word(at + 2).is_some_and(|token| is_finite_mark(token));
    if done(next) {
        return Some(at + 2);
    }
    if matches!(&*next.lower, "that" | "this" | "which" | "it") {
        if verb && word(at + 3).is_some_and(done) {
            return Some(at + 4);
        }
        if tokens[at].is("after") && !verb && !next.is("it") {
            return Some(at + 2);
        }
    }
    None
}

/// Whether words such as "to do that" are here. They refer to the text before.
fn ties_to_what_was_said(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let is = |at: usize, words: &[&str]| at < end && tokens.get(at).is_some_and(|token| words.contains(&&*token.lower));
    is(at, &["to"]) && is(at + 1, &["do", "achieve"]) && is(at + 2, &["that", "this", "so"]) && at + 3 < end
}

/// Whether a mark ends a sentence.
pub fn ends_sentence(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | ";")
}

/// Whether a mark is a dash between clauses.
pub fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "--" | "\u{2013}" | "\u{2014}")
}

/// Whether a mark is an arrow.
pub fn is_arrow(mark: &str) -> bool {
    matches!(
        mark,
        "->" | "-->"
            | "=>"
            | "==>"
            | ">"
            | "~>"
            | "\u{2192}"
            | "\u{21d2}"
            | "\u{27a1}"
            | "\u{279c}"
            | "\u{2794}"
            | "\u{bb}"
    )
}

/// Parses the clause at the start of `within`. `first` says that only conditions come before it.
fn clause(tokens: &[Token<'_>], within: Range<usize>, link: Link, tie: Option<usize>, first: bool) -> Clause {
    // Skips a leading phrase of time or place, because the subject follows it: "After the acceptance a contract
    // is drawn up", "At the entrance the guard scans the code".
    let from = if matches!(tokens[within.start].class, Class::Condition | Class::Preposition) {
        behind_phrase(tokens, within.clone())
    } else {
        within.start
    };
    let predicate = predicate(
        tokens,
        from..within.end,
        first || matches!(link, Link::Start | Link::Condition),
        matches!(link, Link::And | Link::Or),
    );
    // "After charging the card the order is confirmed": behind such a gerund another subject begins.
    let gerund = link == Link::Condition && tokens[within.start].verb_in(Form::Gerund).is_some();
    let subject = predicate.as_ref().filter(|_| gerund).map_or(0..0, |found| found.subject.clone());
    let begins = |at: &usize| {
        tokens[*at].class == Class::Determiner && !tokens[*at].is("that") && tokens[*at - 1].class != Class::Preposition
    };
    let again = subject.skip(1).rfind(begins);
    let predicate = match again {
        Some(_) => Some(Predicate {
            subject: within.start..within.start,
            head: within.start,
            mood: Mood::Gerund,
            past: false,
            sure: true,
        }),
        None => predicate,
    };
    let (from, mood) = (within.start, predicate.as_ref().map_or(Mood::Noun, |found| found.mood));
    let scan = predicate.as_ref().map_or(from + 1, |found| found.head + 1);
    let end = again.unwrap_or_else(|| end(tokens, scan..within.end, mood, link));
    let Some(Predicate { subject, head, mood, past, .. }) = predicate else {
        return Clause {
            span: from..end,
            link,
            tie,
            subject: from..from,
            head: end.saturating_sub(1).max(from),
            verb: None,
            mood: Mood::Noun,
            negated: false,
            past: false,
        };
    };
    let negated = tokens[from..head].iter().any(|token| is_negation(token) && !token.is("without"));
    let verb = verb(tokens, head, end, mood);
    Clause { span: from..end.max(head + 1), link, tie, subject, head, verb, mood, negated, past }
}

/// The position behind a leading phrase, where a subject begins; the start if there is no such phrase.
fn behind_phrase(tokens: &[Token<'_>], within: Range<usize>) -> usize {
    let begins = |at: &usize| {
        let token = &tokens[*at];
        let noun = tokens[*at - 1].class == Class::Open
            || tokens[*at - 1].is("together")
            || (token.is("it") && matches!(&*tokens[*at - 1].lower, "that" | "this"));
        // "After the payment Booking confirms the hold".
        let named = token.text.starts_with(char::is_uppercase)
            && tokens[*at - 1].class == Class::Open
            && tokens[*at - 1].text.starts_with(char::is_lowercase)
            && tokens.get(at + 1).is_some_and(|next| *at + 1 < within.end && next.verb_in(Form::Third).is_some());
        noun && token.is("it")
            || named
            || acts_itself(token)
            || noun && ((token.class == Class::Determiner && !token.is("that")) || acts_itself(token))
    };
    (within.start + 2..within.end.min(within.start + 8)).find(begins).unwrap_or(within.start)
}

/// Whether a word is a negation.
pub fn is_negation(token: &Token<'_>) -> bool {
    token.class == Class::Negation
        || token.lower.ends_with("n't")
        || matches!(&*token.lower, "cannot" | "no" | "nobody" | "none" | "nothing" | "neither" | "nor" | "without")
}

/// The position behind the bracket that closes the one at `open`.
fn closing(tokens: &[Token<'_>], open: usize, end: usize) -> usize {
    (open + 1..end.min(open + 60)).find(|at| tokens[*at].text == ")").map_or(end, |at| at + 1)
}

/// Whether a conjunction of time or condition begins a clause, and not just a phrase such as "after the ride".
pub fn opens_clause(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| at < end && token.class == Class::Condition) else { return false };
    // A clause needs words behind the conjunction.
    let Some(next) = tokens.get(at + 1).filter(|_| at + 1 < end) else { return false };
    if next.verb_in(Form::Gerund).is_some() {
        return true;
    }
    // "Once a week the report is generated": how often, and no condition.
    let often = token.is("once") && (next.is("a") || next.is("per") || next.is("every"));
    if often && tokens.get(at + 2).is_some_and(|unit| UNITS.contains(&unit.singular())) {
        return false;
    }
    // "After the acceptance a contract is drawn up": the phrase ends where the subject begins.
    let phrase = |subject: &Range<usize>| {
        subject.clone().skip(2).any(|at| {
            let again = tokens[at].class == Class::Determiner && !tokens[at].is("that");
            // "After the payment Booking confirms the hold".
            let named =
                tokens[at].text.starts_with(char::is_uppercase) && tokens[at - 1].text.starts_with(char::is_lowercase);
            (again || named) && tokens[at - 1].class == Class::Open
        })
    };
    statement(tokens, at + 1..end, false)
        .is_some_and(|found| !(matches!(&*token.lower, "after" | "before") && phrase(&(at..found.subject.end))))
}

/// Units of time of a rhythm: "once a week".
const UNITS: &[&str] = &["day", "hour", "minute", "month", "night", "quarter", "second", "shift", "week", "year"];
