//! Sentences as clauses: who does what, and how one clause is tied to the one before it.
//!
//! No grammar of English: it looks for the verb that makes a clause, in the order imperative, gerund, statement, and for
//! the places where the next clause begins. What it takes for no clause is a phrase without a verb.

use std::ops::Range;

use crate::text::lexicon::{self, Form, Verb, nouns};

use super::{Class, Token};

/// How a clause is tied to what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// A sentence begins.
    Start,
    /// It goes on: and, then, a comma.
    And,
    /// The other way: or, otherwise, else.
    Or,
    /// It says when or under which condition something else happens.
    Condition,
    /// It says why or what for.
    Reason,
    /// It stands behind a dash.
    Aside,
}

/// How the verb of a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Reserve the seat; to reserve the seat.
    Imperative,
    /// The seat service reserves the seat.
    Statement,
    /// The seat is reserved.
    Passive,
    /// Reserving the seat.
    Gerund,
    /// The seat is free: says how things are.
    State,
    /// Seat reservation: no verb at all.
    Noun,
}

/// A clause; all places are indices of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// From its first word to behind its last, without the words that tie it.
    pub(crate) span: Range<usize>,
    /// How it is tied.
    pub(crate) link: Link,
    /// The word that ties it, if it is one.
    pub(crate) tie: Option<usize>,
    /// Who or what the clause is about; empty if nobody is named.
    pub(crate) subject: Range<usize>,
    /// The word that is its verb; the last word of the clause's first phrase if there is none.
    pub(crate) head: usize,
    /// The verb, with its particle.
    pub(crate) verb: Option<&'static Verb>,
    /// How the verb stands.
    pub(crate) mood: Mood,
    /// Whether it says that something does not happen.
    pub(crate) negated: bool,
    /// Whether it tells of something that is already past: perfect, past.
    pub(crate) past: bool,
}

/// The clauses of a stretch of tokens, in order.
pub(crate) fn clauses(tokens: &[Token<'_>], within: Range<usize>) -> Vec<Clause> {
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
                // "Once it is weighed and approved, it is loaded": both are conditions.
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
            // "After that", "once done": it only says that something comes next.
            Class::Condition if let Some(next) = only_ties(tokens, at, within.end) => {
                if link == Link::Start && !found.is_empty() {
                    link = Link::And;
                }
                at = next - 1;
                true
            }
            Class::Order => {
                if link == Link::Start && !found.is_empty() {
                    link = Link::And;
                }
                true
            }
            Class::Reason => {
                (link, tie) = (if token.is("otherwise") { Link::Or } else { Link::Reason }, Some(at));
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
        // "The letter is signed, sealed and posted": what goes on after a passive is one.
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

/// Behind words such as "after that" and "once done", where a word of time only says that something comes next.
fn only_ties(tokens: &[Token<'_>], at: usize, end: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).filter(|_| at < end);
    let next = word(at + 1)?;
    let done =
        |token: &Token<'_>| matches!(token.lower.as_str(), "done" | "finished" | "complete" | "completed" | "ready");
    let verb = word(at + 2).is_some_and(|token| is_finite_mark(token));
    if done(next) {
        return Some(at + 2);
    }
    if matches!(next.lower.as_str(), "that" | "this" | "which" | "it") {
        if verb && word(at + 3).is_some_and(done) {
            return Some(at + 4);
        }
        if tokens[at].is("after") && !verb && !next.is("it") {
            return Some(at + 2);
        }
    }
    None
}

/// Whether a mark ends a sentence.
pub(crate) fn ends_sentence(mark: &str) -> bool {
    matches!(mark, "." | "!" | "?" | ";")
}

/// Whether a mark is a dash between clauses.
pub(crate) fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "--" | "\u{2013}" | "\u{2014}")
}

/// Whether a mark points onwards.
pub(crate) fn is_arrow(mark: &str) -> bool {
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

/// `first`: nothing but conditions stands before it.
fn clause(tokens: &[Token<'_>], within: Range<usize>, link: Link, tie: Option<usize>, first: bool) -> Clause {
    // "After the acceptance a contract is drawn up": what tells when is a phrase, and who does it comes behind it.
    let from = if tokens[within.start].class == Class::Condition { behind_phrase(tokens, within.clone()) } else { within.start };
    let predicate = predicate(tokens, from..within.end, first || matches!(link, Link::Start | Link::Condition), matches!(link, Link::And | Link::Or));
    let (from, mood) = (within.start, predicate.as_ref().map_or(Mood::Noun, |found| found.mood));
    let scan = predicate.as_ref().map_or(from + 1, |found| found.head + 1);
    let end = end(tokens, scan..within.end, mood, link);
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
    let negated = tokens[from..head].iter().any(is_negation);
    let verb = verb(tokens, head, end, mood);
    Clause { span: from..end.max(head + 1), link, tie, subject, head, verb, mood, negated, past }
}

/// Behind a phrase that says when, where a subject begins; the start if none does.
fn behind_phrase(tokens: &[Token<'_>], within: Range<usize>) -> usize {
    let begins = |at: &usize| {
        let token = &tokens[*at];
        let noun = tokens[*at - 1].class == Class::Open;
        noun && ((token.class == Class::Determiner && !token.is("that")) || acts_itself(token))
    };
    (within.start + 2..within.end.min(within.start + 8)).find(begins).unwrap_or(within.start)
}

/// Whether a word says no.
pub(crate) fn is_negation(token: &Token<'_>) -> bool {
    token.class == Class::Negation
        || token.lower.ends_with("n't")
        || matches!(
            token.lower.as_str(),
            "cannot" | "no" | "nobody" | "none" | "nothing" | "neither" | "nor" | "without"
        )
}

/// The verb at a place, with a particle that stands behind it or behind its object.
fn verb(tokens: &[Token<'_>], head: usize, end: usize, mood: Mood) -> Option<&'static Verb> {
    if mood == Mood::State {
        return None;
    }
    let token = &tokens[head];
    let form = match mood {
        Mood::Passive => [Form::Participle, Form::Past],
        Mood::Gerund => [Form::Gerund, Form::Gerund],
        Mood::Imperative => [Form::Base, Form::Gerund],
        _ => [Form::Third, Form::Base],
    };
    let plain =
        form.iter().find_map(|form| token.verb_in(*form)).or(token.readings.first().map(|reading| reading.verb));
    let base = plain?.base.split(' ').next()?;
    let near = tokens.get(head + 1..end.min(head + 5)).unwrap_or_default();
    near.iter()
        .take_while(|token| token.class != Class::Mark)
        .filter(|token| {
            matches!(token.class, Class::Preposition)
                || token.is("back")
                || token.is("aside")
                || token.is("down")
                || token.is("away")
        })
        .find_map(|particle| lexicon::phrasal(base, &particle.lower))
        .or(plain)
}

struct Predicate {
    subject: Range<usize>,
    head: usize,
    mood: Mood,
    past: bool,
    /// Whether the verb can hardly be anything else.
    sure: bool,
}

/// The verb that makes a clause of what begins at a place. `lists`: the subject may be several, with commas between them;
/// `follows`: another clause stands before it, whose subject may be its own.
fn predicate(tokens: &[Token<'_>], within: Range<usize>, lists: bool, follows: bool) -> Option<Predicate> {
    let mut from = within.start;
    while from < within.end && matches!(tokens[from].class, Class::Order | Class::Adverb)
        || from < within.end && is_manner(&tokens[from])
    {
        from += 1;
    }
    let first = tokens.get(from).filter(|_| from < within.end)?;
    let next = tokens.get(from + 1).filter(|_| from + 1 < within.end);
    let bare = |head, mood| Predicate { subject: from..from, head, mood, past: false, sure: true };
    if first.is("to") && next.is_some_and(|next| next.verb_in(Form::Base).is_some()) {
        return Some(bare(from + 1, Mood::Imperative));
    }
    let statement = || statement(tokens, from..within.end, lists);
    let before_object = next.is_some_and(|next| matches!(next.class, Class::Determiner | Class::Pronoun));
    if first.is("do") && before_object {
        return Some(bare(from, Mood::Imperative));
    }
    if first.is("have") && next.is_some_and(|next| !matches!(next.class, Class::Preposition | Class::Be)) {
        // "Have the warehouse prepare the package": who is had do it does it.
        let done = (from + 2..within.end.min(from + 7)).find(|at| {
            tokens[*at].verb_in(Form::Base).is_some_and(|verb| !verb.is_noun_too())
                && tokens[*at - 1].class == Class::Open
        });
        return Some(done.map_or_else(
            || bare(from, Mood::Imperative),
            |head| Predicate { subject: from + 1..head, ..bare(head, Mood::Imperative) },
        ));
    }
    if first.class == Class::Open && first.readings.is_empty() && before_object && !first.lower.ends_with('s') {
        // A verb that the lexicon does not know: "proofread the draft".
        return statement().or(Some(bare(from, Mood::Imperative)));
    }
    if follows && first.readings.is_empty() && first.lower.ends_with('s') && before_object {
        return Some(bare(from, Mood::Statement));
    }
    if follows
        && let Some(verb) = first.verb_in(Form::Third)
        && !next.is_some_and(is_finite_mark)
        && (!verb.is_noun_too()
            || next.is_some_and(|next| matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number)))
    {
        return Some(bare(from, Mood::Statement));
    }
    if first.class == Class::Open {
        if let Some(verb) = first.verb_in(Form::Base)
            && !next.is_some_and(is_finite_mark)
        {
            let object = next.is_some_and(|next| {
                matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number)
                    || matches!(next.lower.as_str(), "to" | "whether" | "that")
                    || next.verb_in(Form::Gerund).is_some()
            });
            if object || !(verb.is_noun_too() || is_often_noun(first)) {
                return Some(bare(from, Mood::Imperative));
            }
            // "Inventory reserves stock": a noun that could be a verb, and a verb that could be a noun.
            let acts = next.is_some_and(|next| next.verb_in(Form::Third).is_some());
            let noun = tokens.get(from + 2).is_some_and(|token| from + 2 < within.end && token.class == Class::Open && !is_manner(token));
            if acts && noun {
                return Some(Predicate { subject: from..from + 1, ..bare(from + 1, Mood::Statement) });
            }
            let surely = statement().filter(|found| found.sure || found.mood == Mood::Passive);
            return surely.or(next.is_some().then(|| bare(from, Mood::Imperative)));
        }
        if first.verb_in(Form::Gerund).is_some() || is_gerund(first) {
            let subject = self::statement(tokens, from..within.end, false);
            return subject.or_else(|| {
                (first.verb_in(Form::Gerund).is_some() || next.is_some()).then(|| bare(from, Mood::Gerund))
            });
        }
    }
    statement()
}

/// Adverbs of manner: automatically, carefully.
fn is_manner(token: &Token<'_>) -> bool {
    token.class == Class::Open && token.lower.len() > 4 && token.lower.ends_with("ly") && token.readings.is_empty()
}

/// Words whose base form is a verb and that are mostly used otherwise.
fn is_often_noun(token: &Token<'_>) -> bool {
    ["clear", "complete", "free", "live", "login", "open", "own", "correct", "exact", "present", "separate"]
        .contains(&token.lower.as_str())
}

fn is_gerund(token: &Token<'_>) -> bool {
    token.class == Class::Open
        && token.lower.len() > 5
        && token.lower.ends_with("ing")
        && !["during", "nothing", "anything", "something", "everything", "evening", "morning", "string", "building"]
            .contains(&token.lower.as_str())
}

/// A word after which what stood before was a subject.
fn is_finite_mark(token: &Token<'_>) -> bool {
    matches!(token.class, Class::Modal | Class::Be | Class::Have | Class::Do)
}

/// A subject and its verb.
fn statement(tokens: &[Token<'_>], within: Range<usize>, lists: bool) -> Option<Predicate> {
    let mut lenient: Option<Predicate> = None;
    let mut nouns = 0_usize;
    let mut in_relative = false;
    let mut many = false;
    let mut at = within.start;
    let longest = within.start + if lists { 18 } else { 9 };
    while at < within.end.min(longest) {
        let token = &tokens[at];
        let before = at.checked_sub(1).filter(|before| *before >= within.start).map(|before| &tokens[before]);
        let next = tokens.get(at + 1).filter(|_| at + 1 < within.end);
        match token.class {
            Class::Mark if token.text == "(" => {
                at = closing(tokens, at, within.end);
                continue;
            }
            Class::Mark | Class::Joint if lenient.is_some() => break,
            // "When that worked we show the page".
            Class::Pronoun if acts_itself(token) && lenient.as_ref().is_some_and(|found| found.past) => break,
            Class::Pronoun if acts_itself(token) => (lenient, nouns) = (None, 1),
            _ if token.is("whether") => break,
            Class::Mark if lists && matches!(token.text, "," | "/" | "\"" | "'" | "\u{201c}" | "\u{201d}") => {}
            Class::Mark if matches!(token.text, "/" | "\"" | "'" | "\u{2019}" | "\u{201c}" | "\u{201d}") => {}
            Class::Mark | Class::Reason => break,
            Class::Condition => break,
            Class::Joint if !lists => break,
            Class::Joint => many = true,
            Class::Pronoun | Class::Number => nouns += 1,
            Class::Relative => in_relative = true,
            // "A badge that was blocked": the clause is about the badge.
            Class::Determiner if token.is("that") && before.is_some_and(|before| before.class == Class::Open) => {
                in_relative = true
            }
            Class::Preposition | Class::Determiner
                if before.is_some_and(|before| before.class == Class::Open && nouns::is_plural(&before.lower)) =>
            {
                many = true;
            }
            Class::Modal | Class::Be | Class::Have | Class::Do
                if nouns > 0 || at > within.start || token.lower.contains('\'') =>
            {
                let found = auxiliary(tokens, at, within.start..within.end)?;
                if std::mem::take(&mut in_relative) {
                    at = found.head + 1;
                    continue;
                }
                return Some(found);
            }
            Class::Open => {
                let found =
                    |past| Predicate { subject: within.start..at, head: at, mood: Mood::Statement, past, sure: false };
                let after_noun = nouns > 0
                    && before.is_some_and(|before| {
                        matches!(
                            before.class,
                            Class::Open | Class::Pronoun | Class::Number | Class::Adverb | Class::Mark
                        )
                    });
                let stands_alone = before.is_some_and(|before| {
                    matches!(
                        before.lower.as_str(),
                        "all" | "both" | "each" | "others" | "some" | "that" | "these" | "this" | "those"
                    )
                });
                let after_noun = after_noun || stands_alone;
                let after_that = before.is_some_and(|before| before.class == Class::Relative || before.is("that"));
                let finite = finite(token, before, next, many);
                if (after_noun || after_that) && finite == Finite::Surely {
                    if std::mem::take(&mut in_relative) || after_that {
                        at += 1;
                        nouns += 1;
                        continue;
                    }
                    // "A traveller books a flight and pays": the first that may be the verb is.
                    if let Some(earlier) = lenient.take_if(|_| tokens[within.start].class == Class::Determiner) {
                        return Some(earlier);
                    }
                    // "The insurance gets billed": billed by others.
                    let participle = |token: &Token<'_>| token.verb_in(Form::Participle).is_some() || is_participle(token);
                    let got = token.readings.iter().any(|reading| reading.verb.base == "get");
                    if got && next.is_some_and(|next| participle(next) && next.verb_in(Form::Base).is_none()) {
                        return Some(Predicate { mood: Mood::Passive, head: at + 1, sure: true, ..found(false) });
                    }
                    let head = wished(tokens, at, within.end);
                    return Some(Predicate { head, sure: true, ..found(token.verb_in(Form::Past).is_some()) });
                }
                if after_noun && finite == Finite::Perhaps && lenient.is_none() && !in_relative {
                    lenient = Some(found(false));
                }
                let participle = token.verb_in(Form::Participle).is_some() || is_participle(token);
                if after_noun
                    && participle
                    && lenient.is_none()
                    && !in_relative
                    && next.is_none_or(|next| !matches!(next.class, Class::Open))
                {
                    let by = next.is_some_and(|next| next.is("by"));
                    let takes_object = next
                        .is_some_and(|next| matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number));
                    lenient = Some(Predicate {
                        subject: within.start..at,
                        head: at,
                        mood: if takes_object && !by { Mood::Statement } else { Mood::Passive },
                        past: true,
                        sure: false,
                    });
                }
                if token.verb_in(Form::Past).is_some() && after_noun && lenient.is_none() && !in_relative {
                    lenient = Some(found(true));
                }
                nouns += 1;
            }
            _ => {}
        }
        at += 1;
    }
    lenient
}

/// A pronoun that can only be who does something.
fn acts_itself(token: &Token<'_>) -> bool {
    matches!(token.lower.as_str(), "i" | "we" | "he" | "she" | "they")
}

#[derive(PartialEq, Eq)]
enum Finite {
    Surely,
    Perhaps,
    No,
}

/// Whether a word behind a noun is its verb.
fn finite(token: &Token<'_>, before: Option<&Token<'_>>, next: Option<&Token<'_>>, many: bool) -> Finite {
    let object = next.is_some_and(|next| {
        (matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number | Class::Condition) && !acts_itself(next))
            || matches!(next.lower.as_str(), "whether" | "that" | "to" | "how" | "what" | "which")
    });
    if let Some(verb) = token.verb_in(Form::Third) {
        // A plural that is followed by a verb is a noun.
        if next.is_some_and(is_finite_mark) {
            return Finite::No;
        }
        // "Forward the status changes to the shop": changes that go somewhere.
        let object = object && !next.is_some_and(|next| next.is("to"));
        return if !verb.is_noun_too() || object { Finite::Surely } else { Finite::Perhaps };
    }
    if let Some(verb) = token.verb_in(Form::Base) {
        let pronoun = before.is_some_and(|before| {
            (matches!(before.class, Class::Pronoun | Class::Adverb)
                || matches!(before.lower.as_str(), "all" | "both" | "some" | "these" | "those"))
                && !matches!(before.lower.as_str(), "it" | "he" | "she" | "one")
        });
        let plural = before.is_some_and(|before| {
            before.class == Class::Open
                && (many || (before.lower.ends_with('s') && !before.lower.ends_with("ss")) || before.is("people"))
        });
        if next.is_some_and(is_finite_mark) {
            return Finite::No;
        }
        if pronoun || (plural && (object || !verb.is_noun_too())) {
            return Finite::Surely;
        }
        return if plural { Finite::Perhaps } else { Finite::No };
    }
    Finite::No
}

/// The verb behind an auxiliary.
fn auxiliary(tokens: &[Token<'_>], aux: usize, within: Range<usize>) -> Option<Predicate> {
    let subject = within.start..aux;
    let mut at = aux;
    let (mut be, mut have, mut modal) = (false, false, false);
    while at < within.end {
        let token = &tokens[at];
        match token.class {
            Class::Be => be = true,
            Class::Have => have = true,
            Class::Modal | Class::Do => modal = true,
            Class::Adverb | Class::Negation | Class::Order => {}
            _ if is_manner(token) => {}
            _ if token.is("to") && at + 1 < within.end => {
                // Has to, is to, is able to.
                (be, have, modal) = (false, false, true);
            }
            _ if (be || modal)
                && matches!(token.lower.as_str(), "able" | "allowed" | "supposed" | "required" | "ready")
                && tokens.get(at + 1).is_some_and(|next| next.is("to")) => {}
            _ => break,
        }
        at += 1;
    }
    let state = |past| Some(Predicate { subject: subject.clone(), head: aux, mood: Mood::State, past, sure: true });
    let Some(token) = tokens.get(at).filter(|_| at < within.end) else { return state(false) };
    let past = have || matches!(tokens[aux].lower.as_str(), "was" | "were");
    let participle = token.verb_in(Form::Participle).is_some() || is_participle(token);
    if be && participle && !is_adjective(token) {
        return Some(Predicate { subject, head: at, mood: Mood::Passive, past, sure: true });
    }
    if be && token.verb_in(Form::Gerund).is_some() {
        return Some(Predicate { subject, head: at, mood: Mood::Statement, past: false, sure: true });
    }
    if have && !be && participle {
        return Some(Predicate { subject, head: at, mood: Mood::Statement, past: true, sure: true });
    }
    let unknown = token.class == Class::Open && token.readings.is_empty();
    if modal && !be && (token.verb_in(Form::Base).is_some() || unknown) {
        let head = wished(tokens, at, within.end);
        return Some(Predicate { subject, head, mood: Mood::Statement, past: false, sure: true });
    }
    state(past)
}

/// Participles that say how something is.
fn is_adjective(token: &Token<'_>) -> bool {
    [
        "closed",
        "done",
        "interested",
        "involved",
        "isolated",
        "left",
        "needed",
        "overwhelmed",
        "required",
        "unlimited",
        "concerned",
        "related",
        "satisfied",
    ]
    .contains(&token.lower.as_str())
}

/// A participle of a verb that the lexicon does not know.
pub(crate) fn is_participle(token: &Token<'_>) -> bool {
    token.class == Class::Open
        && token.readings.is_empty()
        && token.lower.len() > 4
        && token.lower.ends_with("ed")
        && !token.lower.ends_with("eed")
}

/// Who wants, needs or tries to do something does it: the place of what is done.
fn wished(tokens: &[Token<'_>], head: usize, end: usize) -> usize {
    const WISHES: &[&str] = &[
        "want", "need", "wish", "try", "like", "have", "decide", "start", "begin", "get", "go", "intend", "plan",
        "manage", "choose", "happen",
    ];
    let wishes = tokens[head].readings.iter().any(|reading| WISHES.contains(&reading.verb.base));
    let to = (head + 1..end.min(head + 3)).find(|at| tokens[*at].is("to"));
    match to {
        Some(to) if wishes && to + 1 < end && tokens[to + 1].verb_in(Form::Base).is_some() => {
            wished(tokens, to + 1, end)
        }
        _ => head,
    }
}

/// Behind the bracket that closes the one at a place.
fn closing(tokens: &[Token<'_>], open: usize, end: usize) -> usize {
    (open + 1..end.min(open + 60)).find(|at| tokens[*at].text == ")").map_or(end, |at| at + 1)
}

/// Whether a word of time or condition opens a clause, and not a phrase such as "after the ride".
pub(crate) fn opens_clause(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| at < end && token.class == Class::Condition) else { return false };
    // If, when, while, once, unless and whenever always do, but for "if possible", "when done".
    let Some(next) = tokens.get(at + 1).filter(|_| at + 1 < end) else { return false };
    let phrase = next.verb_in(Form::Gerund).is_some();
    if phrase {
        return true;
    }
    // "After the acceptance a contract is drawn up": the phrase ends where the subject begins.
    let phrase = |subject: &Range<usize>| {
        subject.clone().skip(2).any(|at| {
            tokens[at].class == Class::Determiner && !tokens[at].is("that") && tokens[at - 1].class == Class::Open
        })
    };
    statement(tokens, at + 1..end, false)
        .is_some_and(|found| !(matches!(token.lower.as_str(), "after" | "before") && phrase(&(at..found.subject.end))))
}

/// Where the clause whose verb stands before `scan` ends.
fn end(tokens: &[Token<'_>], scan: Range<usize>, mood: Mood, link: Link) -> usize {
    let mut at = scan.start;
    while at < scan.end {
        let token = &tokens[at];
        match token.class {
            Class::Mark => match token.text {
                "(" => {
                    at = closing(tokens, at, scan.end);
                    continue;
                }
                "," if begins(tokens, at + 1..scan.end, mood) => return at,
                ":" => return at,
                mark if ends_sentence(mark) || is_dash(mark) || is_arrow(mark) => return at,
                _ => {}
            },
            Class::Joint if begins(tokens, at + 1..scan.end, mood) => return at,
            Class::Order if at > scan.start && begins(tokens, at + 1..scan.end, mood) => return at,
            Class::Condition if opens_clause(tokens, at, scan.end) => return at,
            Class::Reason if !token.is("so") || tokens.get(at + 1).is_some_and(|next| next.class != Class::Open) => {
                return at;
            }
            // "When an order comes in we verify it": a subject without a comma.
            // "Once the goal is reached all pledges are captured": what follows a passive has a subject of its own.
            Class::Determiner | Class::Pronoun | Class::Open | Class::Number
                if link == Link::Condition
                    && (matches!(mood, Mood::Passive | Mood::State) || becomes(&tokens[scan.start - 1]))
                    && at > scan.start - usize::from(mood == Mood::Passive)
                    && !matches!(tokens[at - 1].class, Class::Preposition | Class::Determiner | Class::Number)
                    && statement(tokens, at..scan.end, false)
                        .is_some_and(|found| found.sure && found.head <= at + 6) =>
            {
                return at;
            }
            Class::Pronoun
                if link == Link::Condition
                    && matches!(token.lower.as_str(), "we" | "they" | "i" | "he" | "she")
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

/// A verb that says how something becomes: it gets too hot.
fn becomes(token: &Token<'_>) -> bool {
    token.readings.iter().any(|reading| matches!(reading.verb.base, "get" | "become" | "arrive" | "expire" | "fail"))
}

/// Whether several subjects with one verb begin at a place: "the creator, the backers and the team are informed".
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
        && tokens[subject.end - 1].class == Class::Open
}

/// Whether another clause begins at a place behind a comma or a joint.
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
    let object = next.is_some_and(|next| matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number));
    let bare = |form| token.verb_in(form).is_some_and(|verb| !verb.is_noun_too());
    let known = |form| token.verb_in(form).is_some();
    let parallel = match mood {
        Mood::Imperative => (bare(Form::Base) && !next.is_some_and(is_finite_mark)) || (known(Form::Base) && object),
        Mood::Statement | Mood::State => {
            (token.class == Class::Open && token.readings.is_empty() && token.lower.ends_with('s') && object)
                || bare(Form::Third)
                || (known(Form::Third) && object)
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
