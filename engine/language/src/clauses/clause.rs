//! Splits sentences into clauses: who does what, and how each clause is linked to the one before.
//!
//! This is no full grammar of English. It looks for each clause's verb (imperative, gerund or statement, in
//! this order) and for the places where the next clause begins. A part without a verb becomes a clause of the
//! mood [`Mood::Noun`].

mod predicate;

use std::ops::Range;

use crate::lexicon::{Class as Sort, Form, Verb};

use super::{Class, Token};

pub use predicate::is_participle;
use predicate::{Predicate, acts_itself, goes_with, is_finite_mark, is_gerund, is_manner, predicate, statement, verb};

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

/// The end of the clause whose verb stands before `scan`.
fn end(tokens: &[Token<'_>], scan: Range<usize>, mood: Mood, link: Link) -> usize {
    let mut at = scan.start;
    // Somebody who dictates sets no commas: a second finite verb with a subject of its own ends the clause.
    let dictated = scan.len() > 30
        && !tokens[scan.start..scan.end.min(scan.start + 40)].iter().any(|token| token.class == Class::Mark);
    while at < scan.end {
        let token = &tokens[at];
        match token.class {
            Class::Mark => match token.text {
                "(" => {
                    at = closing(tokens, at, scan.end);
                    continue;
                }
                "," if begins(tokens, at + 1..scan.end, mood)
                    || (matches!(mood, Mood::Gerund | Mood::State) && link == Link::Condition) =>
                {
                    return at;
                }
                // "…, who opens a ticket": what somebody named before does.
                "," if relative(tokens, at + 1, scan.end) => return at,
                ":" => return at,
                mark if ends_sentence(mark) || is_dash(mark) || is_arrow(mark) => return at,
                _ => {}
            },
            Class::Joint
                if begins(tokens, at + 1..scan.end, mood)
                    && !(token.is("or") && (scan.start..at).any(|asked| tokens[asked].is("whether"))) =>
            {
                return at;
            }
            Class::Order if at > scan.start && begins(tokens, at + 1..scan.end, mood) => return at,
            Class::Condition if opens_clause(tokens, at, scan.end) => return at,
            Class::Reason if !token.is("so") || tokens.get(at + 1).is_some_and(|next| next.class != Class::Open) => {
                return at;
            }
            // The main clause after a condition may begin without a comma: "When an order comes in we verify
            // it". A passive takes no object, so what follows is a new subject: "Once the goal is reached all
            // pledges are captured".
            Class::Determiner | Class::Pronoun | Class::Open | Class::Number
                if link == Link::Condition
                    && (matches!(mood, Mood::Passive | Mood::State) || becomes(&tokens[scan.start - 1]))
                    && at + usize::from(mood == Mood::Passive || becomes(&tokens[scan.start - 1])) > scan.start
                    && !matches!(tokens[at - 1].class, Class::Determiner | Class::Number)
                    && (tokens[at - 1].class != Class::Preposition || is_particle(tokens, at - 1))
                    && !has_degree(tokens, at)
                    && !(token.class == Class::Open && is_determiner(tokens, at + 1, scan.end))
                    && statement(tokens, at..scan.end, false)
                        .is_some_and(|found| found.sure && found.head <= at + 6) =>
            {
                return at;
            }
            // "When that worked we show the page".
            Class::Pronoun if link == Link::Condition && at == scan.start && acts_itself(token) => return at,
            // "When moisture drops below 22 % the valve of that field is opened": a second finite verb needs a
            // subject of its own, and that begins with the last article before it.
            Class::Determiner | Class::Open | Class::Pronoun
                if (link == Link::Condition || dictated)
                    && (at > scan.start || link == Link::Condition || takes_nothing(&tokens[scan.start - 1]))
                    && begins_subject(tokens, at, scan.end) =>
            {
                return at;
            }
            // "If the score is above 0.8 hold the order": an order follows the condition.
            Class::Open
                if link == Link::Condition
                    && (at > scan.start || becomes(&tokens[scan.start - 1]))
                    && token.verb_in(Form::Base).is_some()
                    && !matches!(
                        tokens[at - 1].class,
                        Class::Preposition
                            | Class::Determiner
                            | Class::Modal
                            | Class::Do
                            | Class::Joint
                            | Class::Pronoun
                    )
                    && !tokens[at - 1].is("to")
                    && !has_degree(tokens, at)
                    && tokens.get(at + 1).is_some_and(|next| {
                        at + 1 < scan.end && (next.class == Class::Determiner || next.is("it") || next.is("them"))
                    }) =>
            {
                return at;
            }
            Class::Pronoun
                if link == Link::Condition
                    && matches!(&*token.lower, "we" | "they" | "i" | "he" | "she")
                    && at > 0
                    && !tokens[at - 1].is("that")
                    && !matches!(tokens[at - 1].class, Class::Relative | Class::Determiner)
                    && statement(tokens, at..scan.end, false).is_some_and(|found| found.head <= at + 3) =>
            {
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    scan.end
}

/// Whether a relative clause with a verb of its own begins behind a comma.
fn relative(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    at + 2 < end
        && !tokens[at - 2].text.starts_with('/')
        && tokens[at].class == Class::Relative
        && matches!(&*tokens[at].lower, "who" | "which")
        && tokens[at + 1].verb_in(Form::Third).is_some()
}

/// Whether the subject of another finite verb begins here, without a comma before it.
fn begins_subject(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let (token, before) = (&tokens[at], &tokens[at - 1]);
    let follows = (before.class != Class::Preposition || is_particle(tokens, at - 1))
        && !matches!(
            before.class,
            Class::Determiner | Class::Joint | Class::Modal | Class::Be | Class::Have | Class::Do | Class::Relative
        )
        && !before.is("that");
    let starts = match token.class {
        Class::Determiner => !token.is("that"),
        Class::Pronoun => acts_itself(token) || token.is("it"),
        // "If the client disputes it accounting creates a note".
        _ if matches!(&*before.lower, "it" | "them" | "him" | "her") => token.class == Class::Open,
        _ => token.code || (token.text.starts_with(char::is_uppercase) && !before.text.starts_with(char::is_uppercase)),
    };
    if !follows || !starts {
        return false;
    }
    let intransitive = |found: &Predicate| {
        let next = tokens.get(found.head + 1).filter(|_| found.head + 1 < end);
        tokens[found.head].verb_in(Form::Third).is_some()
            && next.is_none_or(|next| {
                matches!(
                    next.class,
                    Class::Mark | Class::Joint | Class::Preposition | Class::Adverb | Class::Condition | Class::Order
                )
            })
    };
    let Some(found) = statement(tokens, at..end, false).filter(|found| found.sure || intransitive(found)) else {
        return false;
    };
    if token.is("it") && found.subject.end > at + 1 {
        return false;
    }
    // The subject is one noun phrase: no second article, no relative clause, no mark.
    let subject = at..found.subject.end.max(at + 1);
    let single = subject.clone().skip(1).all(|inner| {
        let token = &tokens[inner];
        match token.class {
            Class::Determiner => tokens[inner - 1].class == Class::Preposition,
            Class::Mark | Class::Relative | Class::Condition | Class::Pronoun => false,
            _ => true,
        }
    });
    single && subject.len() <= 7 && found.head <= at + 9
}

/// Whether an article or its like stands here.
fn is_determiner(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    at < end && tokens[at].class == Class::Determiner && !tokens[at].is("that")
}

/// Whether a word is an adjective behind an adverb of degree: "too low".
fn has_degree(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0
        && matches!(&*tokens[at - 1].lower, "too" | "very" | "so" | "more" | "less")
        && tokens[at].class == Class::Open
}

/// Whether a word such as "out" belongs to the verb before it, so that no noun has to follow: "if time runs out".
fn is_particle(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(&*tokens[at].lower, "out" | "up" | "off" | "in" | "over" | "down" | "through")
        && at > 0
        && (tokens[at - 1].class == Class::Be
            || tokens[at - 1]
                .readings
                .iter()
                .any(|r| crate::lexicon::phrasal(r.verb.base, &tokens[at].lower).is_some()))
}

/// Whether a word is a verb without an object: "once the report exists the teacher is told".
fn takes_nothing(token: &Token<'_>) -> bool {
    token.readings.iter().any(|reading| reading.verb.is(Sort::Happens))
}

/// Whether a word is a verb of becoming: it gets too hot.
fn becomes(token: &Token<'_>) -> bool {
    token.readings.iter().any(|reading| matches!(reading.verb.base, "get" | "become" | "arrive" | "expire" | "fail"))
}

/// Whether a clause with several subjects begins here: "the creator, the backers and the team are informed".
fn several(tokens: &[Token<'_>], within: Range<usize>) -> bool {
    let Some(found) = statement(tokens, within, true).filter(|found| found.sure && !found.subject.is_empty()) else {
        return false;
    };
    let plain =
        |token: &Token<'_>| matches!(token.class, Class::Determiner | Class::Open | Class::Joint) || token.text == ",";
    let acts = |at: usize| tokens[at].verb_in(Form::Base).is_some_and(|verb| !verb.is_noun_too());
    let subject = found.subject.clone();
    tokens[subject.clone()].iter().all(plain)
        && !subject.clone().any(acts)
        && (tokens[subject.end - 1].class == Class::Open
            || matches!(&*tokens[subject.end - 1].lower, "all" | "both" | "each"))
}

/// Whether another clause begins here, behind a comma or a conjunction.
fn begins(tokens: &[Token<'_>], within: Range<usize>, mood: Mood) -> bool {
    let mut at = within.start;
    while at < within.end
        && (matches!(tokens[at].class, Class::Order | Class::Adverb | Class::Joint | Class::Negation)
            || is_manner(&tokens[at]))
    {
        at += 1;
    }
    let Some(token) = tokens.get(at).filter(|_| at < within.end) else { return false };
    let next = tokens.get(at + 1).filter(|_| at + 1 < within.end);
    match token.class {
        Class::Condition => return opens_clause(tokens, at, within.end),
        Class::Reason => return true,
        Class::Mark | Class::Relative | Class::Preposition => return false,
        _ => {}
    }
    // ", that takes ten seconds": a sentence of its own behind a comma.
    if token.is("that") && next.is_some_and(|next| next.verb_in(Form::Third).is_some() || next.class == Class::Be) {
        return true;
    }
    let object =
        next.is_some_and(|next| matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number) || next.code);
    let bare = |form| token.verb_in(form).is_some_and(|verb| !verb.is_noun_too());
    let known = |form| token.verb_in(form).is_some();
    let parallel = match mood {
        Mood::Imperative => (bare(Form::Base) && !next.is_some_and(is_finite_mark)) || (known(Form::Base) && object),
        Mood::Statement | Mood::State => {
            (token.class == Class::Open && token.readings.is_empty() && token.lower.ends_with('s') && object)
                || bare(Form::Third)
                || (known(Form::Third) && (object || next.is_some_and(|next| goes_with(token, next))))
                || token.verb_in(Form::Third).is_some_and(|verb| {
                    next.is_some_and(|next| crate::lexicon::phrasal(verb.base, &next.lower).is_some())
                })
                || (known(Form::Base) && object)
                || bare(Form::Base)
                || (known(Form::Past) && object)
        }
        Mood::Passive => {
            (known(Form::Participle) || is_participle(token)) && !next.is_some_and(|next| next.class == Class::Open)
        }
        Mood::Gerund => known(Form::Gerund) || is_gerund(token),
        Mood::Noun => bare(Form::Base) || (known(Form::Base) && object),
    };
    parallel || statement(tokens, at..within.end, false).is_some() || several(tokens, at..within.end)
}
