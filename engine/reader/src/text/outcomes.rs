//! How an act ended, as the words of a condition tell it: "the card is declined", "no answer within five minutes".
//!
//! This module finds the outcome that words tell and the act that they tell it of. It must not change any act;
//! [`paths`](super::paths) does.

use std::collections::BTreeSet;
use std::ops::Range;

use advice::description::{Outcome, Period};
use language::clauses::clause::is_negation;
use language::clauses::{Class, Token};
use language::lexicon::{self, Form as VerbForm, Verb, nouns};
use language::naming::Action;

use super::draft::Act;
use super::{Reader, phrase};

/// Words of an owner who says no.
const REFUSED: &[&str] = &[
    "banned",
    "decline",
    "declined",
    "declines",
    "denied",
    "denies",
    "deny",
    "full",
    "insufficient",
    "invalid",
    "refuse",
    "refused",
    "refuses",
    "reject",
    "rejected",
    "rejects",
    "unavailable",
    "veto",
    "vetoes",
];

/// Words of something that broke.
const FAILED: &[&str] = &[
    "bounced",
    "bounces",
    "broke",
    "breaks",
    "crash",
    "crashed",
    "crashes",
    "down",
    "error",
    "errors",
    "fail",
    "failed",
    "failing",
    "fails",
    "failure",
    "unreachable",
    "unsuccessful",
    "wrong",
];

/// Words of an owner who says yes. With a "not" before them they are a refusal.
const AGREED: &[&str] = &[
    "accept",
    "accepted",
    "accepts",
    "agree",
    "agreed",
    "agrees",
    "allow",
    "allowed",
    "allows",
    "approve",
    "approved",
    "approves",
    "authorised",
    "authorized",
    "confirm",
    "confirmed",
    "confirms",
    "granted",
    "pass",
    "passed",
    "passes",
];

/// The same for what is only a state: without a "not" it says nothing of an outcome.
const FREE: &[&str] = &["available", "enough", "free", "left", "possible", "sufficient", "valid"];

/// Words of something that went well. With a "not" before them it broke.
const WENT: &[&str] = &[
    "complete",
    "completed",
    "completes",
    "succeed",
    "succeeded",
    "succeeds",
    "success",
    "successful",
    "successfully",
    "through",
    "well",
    "work",
    "works",
];

/// Words of an answer. With a "not" before them there is none.
const ANSWERS: &[&str] = &[
    "acknowledge",
    "acknowledged",
    "acknowledges",
    "answer",
    "answers",
    "reaction",
    "reply",
    "replies",
    "respond",
    "responds",
    "response",
];

fn is_one_of(token: &Token<'_>, list: &[&str]) -> bool {
    list.contains(&&*token.lower)
}

/// The limit that words name: "within 3 days", "after 24 hours".
pub(super) fn limit(tokens: &[Token<'_>], text: &str, range: &Range<usize>) -> Option<(Period, Range<usize>)> {
    let tie = |at: &usize| matches!(&*tokens[*at].lower, "within" | "after" | "in" | "for");
    range.clone().filter(tie).find_map(|at| {
        let number = (at + 1..range.end.min(at + 4)).find(|at| phrase::is_number(&tokens[*at]))?;
        let unit = (number + 1..range.end.min(number + 3)).find(|at| phrase::is_unit(&tokens[*at]))?;
        let said = format!("{} {}", tokens[number].text, text.get(tokens[unit].start..tokens[unit].end())?);
        Some((Period::typed(&said)?, at..unit + 1))
    })
}

/// How an act ended, as the words of a condition tell it. None if they tell of something else.
pub(super) fn outcome(tokens: &[Token<'_>], range: &Range<usize>) -> Option<Outcome> {
    let words = &tokens[range.clone()];
    let any = |list: &[&str]| words.iter().any(|token| is_one_of(token, list));
    let follows =
        |first: &str, next: &[&str]| words.windows(2).any(|pair| pair[0].is(first) && next.contains(&&*pair[1].lower));
    let negated = words.iter().any(is_negation);
    let is_limit = |at: usize| {
        let rest = &words[at + 1..];
        matches!(&*words[at].lower, "within" | "after" | "by" | "until" | "before" | "for")
            && rest.iter().take(4).any(|token| phrase::says_time(std::slice::from_ref(token)))
    };
    let limited = (0..words.len()).any(is_limit) || follows("in", &["time"]);
    let late =
        follows("time", &["out"]) || follows("times", &["out"]) || follows("timed", &["out"]) || any(&["timeout"]);
    if late || negated && (limited || any(ANSWERS)) {
        return Some(Outcome::TimedOut);
    }
    if any(FAILED) {
        return Some(Outcome::Failed);
    }
    let out_of = follows("out", &["of"])
        || follows("sold", &["out"])
        || follows("says", &["no"])
        || follows("turned", &["down"])
        || follows("turns", &["down"]);
    let agreed = any(AGREED);
    if out_of || any(REFUSED) || negated && (agreed || any(FREE)) {
        return Some(Outcome::Refused);
    }
    let through = any(WENT) && !follows("through", &["the", "a", "an"]);
    match (agreed || through, negated) {
        (true, true) => Some(Outcome::Failed),
        (true, false) => Some(Outcome::Done),
        (false, _) => None,
    }
}

/// The opposite of an outcome.
pub(super) fn opposite(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Done { Outcome::Refused } else { Outcome::Done }
}

/// Whether a noun stands for the taking of money, whatever verb the act has.
fn is_money(noun: &str) -> bool {
    matches!(noun, "payment" | "charge" | "debit" | "authorisation" | "authorization" | "money")
}

/// The verbs that a word may stand for: its own, with its particle, or the one that the noun is made of.
fn verbs_of(tokens: &[Token<'_>], at: usize) -> Vec<&'static Verb> {
    let token = &tokens[at];
    let particle = tokens.get(at + 1).map_or("", |next| &*next.lower);
    let own =
        token.readings.iter().map(|reading| lexicon::phrasal(reading.verb.base, particle).unwrap_or(reading.verb));
    own.chain(nouns::act(token.singular())).collect()
}

/// How well words fit an act: 3 if they name what is done, 2 if they name a thing or somebody in it.
fn fits(tokens: &[Token<'_>], words: &Range<usize>, act: &Act) -> usize {
    let said = act.verb();
    let said = said.or_else(|| Action::read(&act.action, None).verb()).map_or("", |verb| verb.base);
    let behind = act.notes.iter().filter(|note| note.start >= act.own.start);
    let own = |word: &str| {
        let mut about = behind.clone().chain([&act.own]).flat_map(|range| &tokens[range.clone()]);
        about.any(|token| token.class == Class::Open && token.singular() == word)
    };
    let fit = |at: usize| {
        let token = &tokens[at];
        if token.class != Class::Open || token.lower.len() < 3 {
            return 0;
        }
        let word = token.singular();
        let names = verbs_of(tokens, at).iter().any(|known| known.base == said)
            || is_money(word) && Action::read(&act.action, None).is_payment();
        match names {
            true => 3,
            false if own(word) => 2,
            false => 0,
        }
    };
    words.clone().map(fit).sum()
}

/// How many acts back the one that a condition tells of is looked for.
pub(super) const NEAR: usize = 40;

/// The earlier act whose outcome a condition tells, and how sure that is: 3 and more if the words name what is done, 2
/// if they name a thing or somebody in it, 1 if they only point at it, and 0 if it is just the last act. `repairs` says
/// which acts are repairs, and `last` is the act that the last condition was about.
pub(super) fn told_of(
    tokens: &[Token<'_>],
    words: &Range<usize>,
    acts: &[Act],
    repairs: &[bool],
    last: Option<usize>,
) -> Option<(usize, usize)> {
    let first = acts.len().saturating_sub(NEAR);
    let best = acts
        .iter()
        .enumerate()
        .skip(first)
        .map(|(index, act)| {
            (index, fits(tokens, words, act).saturating_sub(usize::from(repairs.get(index) == Some(&true))))
        })
        .filter(|(_, fit)| *fit > 1)
        .max_by_key(|(index, fit)| (*fit, *index));
    if best.is_some() {
        return best;
    }
    // "If it is rejected": the last who decided or checked, or else the last act.
    let points = tokens[words.clone()].iter().take(3).any(|token| {
        matches!(
            &*token.lower,
            "it" | "they" | "this" | "that" | "all" | "everything" | "not" | "so" | "something" | "anything"
        )
    });
    let last = last.filter(|_| points || tokens[words.clone()].iter().any(|token| is_one_of(token, ANSWERS)));
    if let Some(last) = last {
        return Some((last, 1));
    }
    let main: Vec<usize> = (first..acts.len()).filter(|index| repairs.get(*index) != Some(&true)).collect();
    let judges = |index: &usize| {
        let action = Action::read(&acts[*index].action, None);
        action.verb().is_some_and(|verb| verb.is_any(&[lexicon::Class::Checks, lexicon::Class::Decides]))
    };
    let judge = main.iter().rev().take(4).copied().find(judges);
    let last = main.last().copied();
    if points { judge.or(last).map(|index| (index, 1)) } else { last.map(|index| (index, 0)) }
}

/// The words of a sentence that only say that the opposite of the last condition holds: "otherwise", "if not".
pub(super) fn is_otherwise(tokens: &[Token<'_>], words: &Range<usize>) -> bool {
    let said: Vec<&str> =
        tokens[words.clone()].iter().filter(|token| token.class != Class::Mark).map(|token| &*token.lower).collect();
    matches!(said.as_slice(), ["otherwise" | "else", ..] | ["if", "not" | "so"])
}

/// Whether an act is done in the case that a condition excludes: "when the parcel arrives, …" for the condition "if the
/// parcel has not arrived".
pub(super) fn is_set_off(tokens: &[Token<'_>], words: &Range<usize>, act: &Act) -> bool {
    let open = |range: &Range<usize>| -> BTreeSet<&str> {
        let words = tokens[range.clone()].iter().filter(|token| token.class == Class::Open);
        words.flat_map(|token| token.readings.iter().map(|r| r.verb.base).chain([token.singular()])).collect()
    };
    let missed = open(words);
    act.notes.iter().filter(|note| note.end <= act.own.end).any(|note| {
        let leads = tokens.get(note.start).is_some_and(|first| first.class == Class::Condition);
        leads && open(note).intersection(&missed).count() > 1
    })
}

/// Whether an act asks somebody of whom a condition says that they do not answer: "if the driver does not accept".
pub(super) fn waits_for_somebody(reader: &Reader<'_, '_>, words: &Range<usize>, act: &Act) -> bool {
    let tokens = reader.tokens();
    let clauses = reader.clauses(words.clone());
    let Some(clause) = clauses.iter().find(|clause| !clause.subject.is_empty()) else { return false };
    let answers = tokens[words.clone()].iter().any(|token| is_one_of(token, ANSWERS));
    let subject = tokens[clause.subject.clone()].iter().filter(|token| token.class == Class::Open);
    let active = tokens[clause.span.clone()]
        .iter()
        .all(|token| token.verb_in(VerbForm::Participle).is_none() || token.verb_in(VerbForm::Base).is_some())
        || tokens[clause.span.clone()].iter().any(|token| token.class == Class::Have);
    answers
        || active
            && subject.into_iter().any(|noun| {
                tokens[act.own.clone()]
                    .iter()
                    .any(|token| token.class == Class::Open && token.singular() == noun.singular())
            })
            && reader.names_somebody(clause.subject.clone())
}
