//! Finds the verb of a clause: tries imperative, gerund and statement, in this order.
//!
//! It looks at one clause and its subject only. Its parent finds out where clauses begin and end.

use std::ops::Range;

use crate::clauses::{Class, Token};
use crate::lexicon::{self, Form, Verb, nouns};

use super::{Mood, closing};

/// The verb at `head`, with a particle directly behind it or behind its object.
pub(super) fn verb(tokens: &[Token<'_>], head: usize, end: usize, mood: Mood) -> Option<&'static Verb> {
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

/// A verb with its subject.
pub(super) struct Predicate {
    pub(super) subject: Range<usize>,
    pub(super) head: usize,
    pub(super) mood: Mood,
    pub(super) past: bool,
    /// Whether the word can hardly be anything but a verb.
    pub(super) sure: bool,
}

/// Finds the verb of the clause that begins at `within.start`. `lists` allows several subjects with commas
/// between them. `follows` says that another clause comes before, so that the two may share its subject.
pub(super) fn predicate(tokens: &[Token<'_>], within: Range<usize>, lists: bool, follows: bool) -> Option<Predicate> {
    let mut from = within.start;
    while from < within.end && (matches!(tokens[from].class, Class::Order | Class::Adverb) || is_manner(&tokens[from]))
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
        // "Have the warehouse prepare the package": the warehouse is the subject.
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
    if follows && first.class == Class::Open && first.readings.is_empty() && first.lower.ends_with('s') && before_object
    {
        return Some(bare(from, Mood::Statement));
    }
    if follows
        && let Some(verb) = first.verb_in(Form::Third)
        && !next.is_some_and(is_finite_mark)
        && (!verb.is_noun_too()
            || next.is_some_and(|next| {
                matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number)
                    || next.code
                    || goes_with(first, next)
                    || lexicon::phrasal(verb.base, &next.lower).is_some()
            }))
    {
        return Some(bare(from, Mood::Statement));
    }
    if first.class == Class::Open {
        // "creator-notify listens to it": a name that ends like a verb.
        if first.text.contains('-') && next.is_some_and(|next| next.verb_in(Form::Third).is_some()) {
            return Some(Predicate { subject: from..from + 1, ..bare(from + 1, Mood::Statement) });
        }
        if let Some(verb) = first.verb_in(Form::Base)
            && !next.is_some_and(is_finite_mark)
        {
            let object = next.is_some_and(|next| {
                matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number)
                    || matches!(&*next.lower, "to" | "whether" | "that")
                    || next.verb_in(Form::Gerund).is_some()
                    || lexicon::phrasal(verb.base, &next.lower).is_some()
            });
            // "Step 2 is the slow one": a thing with its number.
            if next.is_some_and(|next| next.class == Class::Number)
                && verb.is_noun_too()
                && let Some(found) = statement().filter(|found| found.sure)
            {
                return Some(found);
            }
            if object || !(verb.is_noun_too() || is_often_noun(first)) {
                return Some(bare(from, Mood::Imperative));
            }
            // "Inventory reserves stock": both words may be a noun or a verb.
            let acts = next.is_some_and(|next| next.verb_in(Form::Third).is_some());
            let noun = tokens
                .get(from + 2)
                .is_some_and(|token| from + 2 < within.end && token.class == Class::Open && !is_manner(token));
            if acts && noun {
                return Some(Predicate { subject: from..from + 1, ..bare(from + 1, Mood::Statement) });
            }
            let surely = statement().filter(|found| found.sure || found.mood == Mood::Passive);
            return surely.or(next.is_some().then(|| bare(from, Mood::Imperative)));
        }
        if first.verb_in(Form::Gerund).is_some() || is_gerund(first) {
            let listed = next.is_some_and(|next| next.text == "," || next.class == Class::Joint);
            let subject = self::statement(tokens, from..within.end, lists && listed);
            return subject.or_else(|| {
                (first.verb_in(Form::Gerund).is_some() || next.is_some()).then(|| bare(from, Mood::Gerund))
            });
        }
    }
    statement()
}

/// Whether a preposition goes with a verb that may be a noun too: "replies with", "waits for".
pub(super) fn goes_with(token: &Token<'_>, next: &Token<'_>) -> bool {
    let waits = || token.readings.iter().any(|reading| reading.verb.base == "wait");
    next.is("with") || matches!(&*next.lower, "for" | "until" | "till") && waits()
}

/// Whether a word is an adverb of manner: automatically, carefully.
pub(super) fn is_manner(token: &Token<'_>) -> bool {
    token.class == Class::Open && token.lower.len() > 4 && token.lower.ends_with("ly") && token.readings.is_empty()
}

/// Whether a word is a verb's base form but mostly used as a noun or an adjective.
fn is_often_noun(token: &Token<'_>) -> bool {
    ["clear", "complete", "free", "live", "login", "open", "own", "correct", "exact", "present", "separate"]
        .contains(&&*token.lower)
}

pub(super) fn is_gerund(token: &Token<'_>) -> bool {
    token.class == Class::Open
        && !token.code
        && token.lower.len() > 5
        && token.lower.ends_with("ing")
        && !["during", "nothing", "anything", "something", "everything", "evening", "morning", "string", "building"]
            .contains(&&*token.lower)
}

/// Whether a word is an auxiliary, so that the words before it are its subject.
pub(super) fn is_finite_mark(token: &Token<'_>) -> bool {
    matches!(token.class, Class::Modal | Class::Be | Class::Have | Class::Do)
}

/// Finds a subject followed by its verb.
pub(super) fn statement(tokens: &[Token<'_>], within: Range<usize>, lists: bool) -> Option<Predicate> {
    let mut lenient: Option<Predicate> = None;
    let mut nouns = 0_usize;
    // Whether a relative clause has begun that has no verb yet, and whether one has begun at all.
    let (mut in_relative, mut relative) = (false, false);
    let (mut many, mut at) = (false, within.start);
    let longest = within.start + if lists { 18 } else { 9 };
    while at < within.end.min(longest) {
        let token = &tokens[at];
        // "She then registers the sample": an adverb of order may stand between subject and verb.
        let before = (within.start..at).rev().map(|before| &tokens[before]).find(|token| token.class != Class::Order);
        let next = tokens.get(at + 1).filter(|_| at + 1 < within.end);
        match token.class {
            // Words in brackets that the caller has set aside.
            Class::Mark if token.text.is_empty() => {}
            Class::Mark if token.text == "(" => {
                at = closing(tokens, at, within.end);
                continue;
            }
            Class::Mark | Class::Joint if lenient.is_some() => break,
            // A new subject ends the clause before it: "When that worked we show the page", "After the hammer
            // falls we charge the card".
            Class::Pronoun
                if acts_itself(token) && lenient.as_ref().is_some_and(|found| found.past || found.head + 1 == at) =>
            {
                break;
            }
            Class::Pronoun if acts_itself(token) => (lenient, nouns) = (None, 1),
            _ if token.is("whether")
                || (token.is("then")
                    && nouns > 0
                    && next.is_some_and(|next| {
                        matches!(next.class, Class::Determiner | Class::Pronoun) || next.readings.is_empty()
                    })
                    && tokens
                        .get(at + 2)
                        .is_some_and(|verb| !verb.readings.is_empty() || verb.class == Class::Open)) =>
            {
                break;
            }
            Class::Mark if lists && matches!(token.text, "," | "/" | "\"" | "'" | "\u{201c}" | "\u{201d}") => {}
            Class::Mark if matches!(token.text, "/" | "\"" | "'" | "\u{2019}" | "\u{201c}" | "\u{201d}") => {}
            Class::Mark | Class::Reason | Class::Condition => break,
            Class::Joint if !lists => break,
            Class::Joint => many = true,
            Class::Pronoun | Class::Number => nouns += 1,
            // ", which stores the order": at the start it is the subject.
            Class::Relative if at == within.start => nouns += 1,
            Class::Relative => (in_relative, relative) = (true, true),
            // "A badge that was blocked": the subject is the badge.
            Class::Determiner if token.is("that") && before.is_some_and(|before| before.class == Class::Open) => {
                (in_relative, relative) = (true, true);
            }
            Class::Preposition | Class::Determiner
                if before.is_some_and(|before| before.class == Class::Open && nouns::is_plural(&before.lower)) =>
            {
                many = true;
            }
            Class::Modal | Class::Be | Class::Have | Class::Do
                if nouns > 0 || at > within.start || token.lower.contains('\'') =>
            {
                if lenient.as_ref().is_some_and(|found| begins_again(tokens, found.head, at)) {
                    break;
                }
                let found = auxiliary(tokens, at, within.start..within.end)?;
                if std::mem::take(&mut in_relative) {
                    at = found.head + 1;
                    continue;
                }
                return Some(found);
            }
            Class::Open => {
                let after_noun = is_after_noun(before, nouns) || begins_here(tokens, &within, at, relative);
                // "That takes an hour": alone at the start it is the subject.
                let after_that = before.is_some_and(|before| before.class == Class::Relative || before.is("that"))
                    && at > within.start + 1;
                // "For each order": no subject.
                let each = before.is_some_and(|before| before.is("each"))
                    && at > 1
                    && tokens[at - 2].class == Class::Preposition;
                let before = if each { None } else { before };
                let finite = match finite(token, before, next, many) {
                    Finite::No if is_between_articles(tokens, &within, at) => Finite::Perhaps,
                    finite => finite,
                };
                if (after_noun || after_that) && finite == Finite::Surely {
                    if std::mem::take(&mut in_relative) || after_that {
                        at += 1;
                        nouns += 1;
                        continue;
                    }
                    // "A traveller books a flight and pays": the earlier word that may be a verb is the verb.
                    let earlier = lenient.take_if(|_| tokens[within.start].class == Class::Determiner);
                    return Some(earlier.unwrap_or_else(|| surely(tokens, within, at)));
                }
                if after_noun && lenient.is_none() && !in_relative {
                    lenient = perhaps(token, before, next, &finite).map(|(mood, past)| Predicate {
                        subject: within.start..at,
                        head: at,
                        mood,
                        past,
                        sure: false,
                    });
                }
                nouns += 1;
            }
            _ => {}
        }
        at += 1;
    }
    lenient
}

/// Whether another subject begins between a verb and an auxiliary: "the clock runs out the lot is closed".
fn begins_again(tokens: &[Token<'_>], head: usize, auxiliary: usize) -> bool {
    (head + 2..auxiliary).any(|at| {
        let particle = matches!(&*tokens[at - 1].lower, "out" | "up" | "off" | "in" | "over" | "down");
        let links = tokens[at - 1].class == Class::Preposition && !particle;
        tokens[at].class == Class::Determiner && !tokens[at].is("that") && !links
    })
}

/// "The client reserve a room": a verb between two articles, as people write it in their second language.
fn is_between_articles(tokens: &[Token<'_>], within: &Range<usize>, at: usize) -> bool {
    let next = tokens.get(at + 1).filter(|_| at + 1 < within.end);
    tokens[within.start].class == Class::Determiner
        && (within.start + 2..=within.start + 3).contains(&at)
        && next.is_some_and(|next| next.class == Class::Determiner && !next.is("that"))
        && tokens[at].verb_in(Form::Base).is_some()
        && tokens[at - 1].class == Class::Open
}

/// Whether the verb of the clause stands here though no noun is before it: "a hold that nobody picks up lapses", ",
/// which stores it".
fn begins_here(tokens: &[Token<'_>], within: &Range<usize>, at: usize, relative: bool) -> bool {
    let behind = relative && at > within.start + 2 && ends_verb(tokens, at - 1);
    behind || at == within.start + 1 && tokens[within.start].class == Class::Relative
}

/// Whether a particle stands at the end of a verb: "picks up".
fn ends_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let joins = |base: &str| lexicon::phrasal(base, &tokens[at].lower).is_some();
    tokens[at].class == Class::Preposition && tokens[at - 1].readings.iter().any(|reading| joins(reading.verb.base))
}

/// Whether the words before this one may be its subject.
fn is_after_noun(before: Option<&Token<'_>>, nouns: usize) -> bool {
    before.is_some_and(|before| {
        let noun = matches!(before.class, Class::Open | Class::Pronoun | Class::Number | Class::Adverb | Class::Mark);
        let alone = ["all", "both", "each", "others", "some", "that", "these", "this", "those"];
        (nouns > 0 && noun) || alone.contains(&&*before.lower)
    })
}

/// The predicate of a word that is certainly a verb.
fn surely(tokens: &[Token<'_>], within: Range<usize>, at: usize) -> Predicate {
    let token = &tokens[at];
    // "The insurance gets billed" is a passive.
    let got = token.readings.iter().any(|reading| reading.verb.base == "get");
    let done = tokens.get(at + 1).filter(|_| got && at + 1 < within.end).is_some_and(|next| {
        (next.verb_in(Form::Participle).is_some() || is_participle(next)) && next.verb_in(Form::Base).is_none()
    });
    let subject = within.start..at;
    if done {
        return Predicate { subject, head: at + 1, mood: Mood::Passive, past: false, sure: true };
    }
    let (head, past) = (wished(tokens, at, within.end), token.verb_in(Form::Past).is_some());
    Predicate { subject, head, mood: Mood::Statement, past, sure: true }
}

/// The mood and the tense (past or not) of a word behind a noun, if it is a verb; `None` if it cannot be one.
fn perhaps(
    token: &Token<'_>,
    before: Option<&Token<'_>>,
    next: Option<&Token<'_>>,
    finite: &Finite,
) -> Option<(Mood, bool)> {
    if *finite == Finite::Perhaps {
        return Some((Mood::Statement, false));
    }
    // "An event called 'parcel-scanned' goes out": a name in quotes, and what leads to it.
    let quote = |token: &Token<'_>| matches!(token.text, "'" | "\"" | "\u{201c}" | "\u{2018}");
    if next.is_some_and(quote) && (before.is_some_and(quote) || token.is("called")) {
        return None;
    }
    let participle = token.verb_in(Form::Participle).is_some() || is_participle(token);
    // "I talked to my cousin": behind a pronoun it is a past and no passive.
    if participle && before.is_some_and(acts_itself) {
        return Some((Mood::Statement, true));
    }
    if participle && next.is_none_or(|next| next.class != Class::Open) {
        let takes = |next: &Token<'_>| matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number);
        return Some((if next.is_some_and(takes) { Mood::Statement } else { Mood::Passive }, true));
    }
    token.verb_in(Form::Past).map(|_| (Mood::Statement, true))
}

/// Whether a pronoun can only be a subject.
pub(super) fn acts_itself(token: &Token<'_>) -> bool {
    matches!(&*token.lower, "i" | "we" | "he" | "she" | "they")
}

#[derive(PartialEq, Eq)]
enum Finite {
    Surely,
    Perhaps,
    No,
}

/// Whether a word behind a noun is a finite verb.
fn finite(token: &Token<'_>, before: Option<&Token<'_>>, next: Option<&Token<'_>>, many: bool) -> Finite {
    let object = next.is_some_and(|next| {
        (matches!(next.class, Class::Determiner | Class::Pronoun | Class::Number | Class::Condition)
            && !acts_itself(next))
            || matches!(&*next.lower, "whether" | "that" | "to" | "how" | "what" | "which")
            // "Rule engine raises `ThresholdExceeded`".
            || next.code && token.verb_in(Form::Third).is_some()
    });
    if let Some(verb) = token.verb_in(Form::Third) {
        // A plural that is followed by a verb is a noun.
        if next.is_some_and(is_finite_mark) {
            return Finite::No;
        }
        // "She types the code": behind these a third person can only be a verb.
        if before.is_some_and(|before| matches!(&*before.lower, "he" | "she" | "it")) {
            return Finite::Surely;
        }
        // "Forward the status changes to the shop", "load older messages when scrolling": things, and no acts.
        let object = object && !next.is_some_and(|next| next.is("to") || next.class == Class::Condition);
        return if !verb.is_noun_too() || object { Finite::Surely } else { Finite::Perhaps };
    }
    if token.is("back") && before.is_some_and(|before| !before.readings.is_empty()) {
        return Finite::No;
    }
    if let Some(verb) = token.verb_in(Form::Base) {
        let pronoun = before.is_some_and(|before| {
            (matches!(before.class, Class::Pronoun | Class::Adverb)
                || matches!(&*before.lower, "all" | "both" | "each" | "some" | "these" | "those"))
                && !matches!(&*before.lower, "it" | "he" | "she" | "one")
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
        // "The terminal ask the server": as people write it in their second language.
        let one = before.is_some_and(|before| matches!(&*before.lower, "it" | "he" | "she"));
        if one
            && !verb.is_noun_too()
            && next.is_none_or(|next| {
                matches!(next.class, Class::Determiner | Class::Preposition | Class::Open | Class::Pronoun)
            })
        {
            return Finite::Surely;
        }
        let goes = next.is_some_and(|next| next.is("to")) && matches!(verb.base, "go" | "come" | "belong");
        if (goes || object && !verb.is_noun_too() && next.is_some_and(|next| next.class == Class::Determiner))
            && before.is_some_and(|before| before.class == Class::Open)
        {
            return Finite::Perhaps;
        }
        return if plural { Finite::Perhaps } else { Finite::No };
    }
    Finite::No
}

/// Finds the main verb behind an auxiliary.
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
                && matches!(&*token.lower, "able" | "allowed" | "supposed" | "required" | "ready")
                && tokens.get(at + 1).is_some_and(|next| next.is("to")) => {}
            _ => break,
        }
        at += 1;
    }
    if have && let Some(head) = given_time(tokens, at, within.end) {
        return Some(Predicate { subject, head, mood: Mood::Statement, past: false, sure: true });
    }
    let state = |past| Some(Predicate { subject: subject.clone(), head: aux, mood: Mood::State, past, sure: true });
    let Some(token) = tokens.get(at).filter(|_| at < within.end) else { return state(false) };
    let past = have || matches!(&*tokens[aux].lower, "was" | "were");
    let participle = token.verb_in(Form::Participle).is_some() || is_participle(token);
    if be && participle && !is_adjective(token) {
        return Some(Predicate { subject, head: at, mood: Mood::Passive, past, sure: true });
    }
    // "The mean is calculate in the weekend": as people write it in their second language.
    let next = tokens.get(at + 1).filter(|_| at + 1 < within.end);
    let plain = token.verb_in(Form::Base).is_some_and(|verb| !verb.is_noun_too()) && !is_often_noun(token);
    if be && plain && next.is_some_and(|next| matches!(next.class, Class::Preposition)) {
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

/// The verb in a statement of available time: "we have 80 ms to answer".
fn given_time(tokens: &[Token<'_>], from: usize, end: usize) -> Option<usize> {
    const UNITS: &[&str] =
        &["day", "hour", "millisecond", "minute", "month", "ms", "second", "time", "week", "weekday", "year"];
    let to = (from..end.min(from + 5)).find(|at| tokens[*at].is("to"))?;
    let time = to.checked_sub(1).filter(|unit| *unit > from).map(|unit| &tokens[unit])?;
    let is_time = UNITS.contains(&time.singular()) || UNITS.contains(&&*time.lower);
    (is_time && to + 1 < end && tokens[to + 1].verb_in(Form::Base).is_some()).then_some(to + 1)
}

/// Whether a participle is used as an adjective for a state.
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
        "stuck",
    ]
    .contains(&&*token.lower)
}

/// Whether a word looks like the participle of a verb that the lexicon does not know.
pub fn is_participle(token: &Token<'_>) -> bool {
    token.class == Class::Open
        && !token.code
        && token.readings.is_empty()
        && token.lower.len() > 4
        && token.lower.ends_with("ed")
        && !token.lower.ends_with("eed")
}

/// Skips verbs of wishing: whoever wants, needs or tries to do something does it. Returns the position of the
/// act's verb.
fn wished(tokens: &[Token<'_>], mut head: usize, end: usize) -> usize {
    const WISHES: &[&str] = &[
        "want", "need", "wish", "try", "like", "have", "decide", "start", "begin", "get", "go", "intend", "plan",
        "manage", "choose", "happen",
    ];
    let wishes = |head: usize| tokens[head].readings.iter().any(|reading| WISHES.contains(&reading.verb.base));
    let done = |to: &usize| to + 1 < end && tokens[to + 1].verb_in(Form::Base).is_some();
    // "We want to try to pay": wishes may follow each other.
    while wishes(head)
        && let Some(to) = (head + 1..end.min(head + 3)).find(|at| tokens[*at].is("to")).filter(done)
    {
        head = to + 1;
    }
    head
}
