//! Where a clause ends: at a mark, at a conjunction with another verb behind it, or where the subject of another verb
//! begins.

use std::ops::Range;

use crate::lexicon::{Class as Sort, Form};

use super::super::{Class, Token};
use super::predicate::{
    Predicate, acts_itself, goes_with, is_finite_mark, is_gerund, is_manner, is_participle, statement,
};
use super::{Link, Mood, closing, ends_sentence, is_arrow, is_dash, opens_clause};

/// The end of the clause whose verb stands before `scan`.
pub(super) fn end(tokens: &[Token<'_>], scan: Range<usize>, mood: Mood, link: Link) -> usize {
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
