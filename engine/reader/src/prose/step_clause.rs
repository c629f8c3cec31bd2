//! Decides which clauses and which sentences are steps.

use std::ops::Range;

use language::clauses::Class;
use language::clauses::clause::{Clause, Link, Mood, clauses};
use language::lexicon::{Class as Sort, Form, nouns};

use super::clause_sorts::{is_act, is_bound, is_outlook, is_setting, sees_outcome, tells_time};
use super::sentences::Sentences;
use super::token_ranges::parts;

/// Verbs that describe a state.
const STATIVE: &[&str] = &[
    "allow", "belong", "consist", "contain", "cost", "depend", "exist", "help", "include", "involve", "last", "lie",
    "like", "matter", "mean", "prefer", "remain", "require", "seem", "stand", "stay", "support", "survive", "wait",
    "want", "wish",
];

/// Verbs that describe how a step proceeds.
const HAPPENING: &[&str] = &["finish", "go", "happen", "last", "need", "occur", "run", "start", "take"];

/// Verbs for a refusal or a failure.
const REFUSING: &[&str] = &["abort", "decline", "fail", "refuse", "reject", "turn down"];

/// Verbs by which the caller learns the outcome.
pub(super) const GETTING: &[&str] = &["get", "hear", "learn", "receive", "see", "return"];

impl Sentences<'_, '_> {
    /// Whether a clause is a step. `follows` says that the same sentence has a step already.
    pub(super) fn is_step(&self, clause: &Clause, follows: bool) -> bool {
        if !is_act(clause) || clause.negated || clause.link == Link::Aside {
            return false;
        }
        if is_setting(self.tokens, clause) || is_outlook(self.tokens, clause) {
            return false;
        }
        if is_bound(self.tokens, clause) {
            return false;
        }
        // "…, otherwise it misses the switch": a consequence and no step.
        let otherwise = clause.tie.is_some_and(|tie| self.tokens[tie].is("otherwise"));
        if otherwise && clause.mood == Mood::Statement && !clause.subject.is_empty() {
            return false;
        }
        // "Each seat is sold only once": a rule and no step.
        let once = self.tokens[clause.span.clone()]
            .windows(2)
            .any(|pair| matches!(&*pair[0].lower, "only" | "exactly" | "just" | "most") && pair[1].is("once"));
        if once && clause.mood == Mood::Passive && !self.flow.steps.is_empty() {
            return false;
        }
        let Some(verb) = clause.verb else { return true };
        // "It may take hours": a statement about an earlier step.
        let refers =
            matches!(&self.tokens[clause.subject.clone()], [word] if matches!(&*word.lower, "it" | "that" | "this"));
        if refers && HAPPENING.contains(&verb.base) {
            return false;
        }
        // "…, and the measurement takes forty minutes": a statement about the duration.
        let lasts = matches!(verb.base, "take" | "last") && clause.mood == Mood::Statement;
        if follows && lasts && tells_time(&self.tokens[clause.head + 1..clause.span.end]) {
            return false;
        }
        // "Informing the press can wait": the subject is the act.
        let act = self.tokens.get(clause.subject.start).is_some_and(|first| first.verb_in(Form::Gerund).is_some());
        if act && clause.subject.len() > 1 {
            return true;
        }
        if STATIVE.contains(&verb.base) || (verb.classes == [Sort::Stands]) {
            return false;
        }
        if follows && REFUSING.contains(&verb.base) {
            return false;
        }
        if follows && sees_outcome(self.tokens, clause) {
            return false;
        }
        // "…, gets a transaction id": the outcome for the caller.
        !(follows && GETTING.contains(&verb.base) && clause.subject.is_empty())
    }

    /// Whether a clause of time belongs to the clause after it: "and, when that worked, we show the page".
    pub(super) fn leads(&self, clause: &Clause, next: Option<&Clause>) -> bool {
        let joined = clause.tie.and_then(|tie| {
            let before = (0..tie).rev().find(|at| !matches!(self.tokens[*at].class, Class::Adverb))?;
            Some(self.tokens[before].class == Class::Joint)
        });
        joined == Some(true)
            && next.is_some_and(|next| next.mood == Mood::Statement && !next.subject.is_empty() && next.tie.is_none())
    }

    /// Whether a clause demands a state as the outcome: "the policy must be searchable".
    pub(super) fn comes_about(&self, clause: &Clause) -> bool {
        clause.mood == Mood::State && !clause.negated && !clause.subject.is_empty() && {
            let words = &self.tokens[clause.head..clause.span.end];
            let must = words.first().is_some_and(|token| matches!(&*token.lower, "must" | "should" | "needs" | "has"));
            let be = words.iter().any(|token| token.is("be"));
            must && be
                && words.iter().any(|token| {
                    token.lower.ends_with("able") || token.lower.ends_with("ible") || token.is("up-to-date")
                })
        }
    }

    /// Whether a clause only continues the step before it: "validates and saves it", "is packed and shipped".
    pub(super) fn shares(&self, clause: &Clause) -> bool {
        let Some(last) = self.flow.steps.last().and_then(|step| step.clause.as_ref()) else { return false };
        let object = last.span.end > last.head + 1;
        // A check and the act after it are two steps.
        let checks = |clause: &Clause| clause.verb.is_some_and(|verb| verb.is(Sort::Checks));
        clause.subject.is_empty()
            && last.mood == clause.mood
            && checks(last) == checks(clause)
            && (clause.mood == Mood::Passive || !object)
    }

    /// The parts of a sentence that is only a list: "login, create article, my feed".
    pub(super) fn list(&self, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let parts = parts(self.tokens, range.clone(), |token| token.text == ",");
        let starts = |part: &Range<usize>| {
            let part = self.without_ties(part.clone());
            let first = self.tokens.get(part.start).filter(|_| !part.is_empty());
            first.is_some_and(|first| {
                first.verb_in(Form::Base).is_some()
                    || first.verb_in(Form::Gerund).is_some()
                    || (part.len() == 1 && nouns::act(&first.lower).is_some())
            })
        };
        let plain = |part: &Range<usize>| {
            let words = &self.tokens[part.clone()];
            let tells = words
                .iter()
                .any(|token| matches!(token.class, Class::Modal | Class::Be | Class::Have | Class::Relative));
            let finite = clauses(self.tokens, part.clone()).iter().any(|clause| {
                clause.mood == Mood::Statement && !clause.subject.is_empty() && clause.link != Link::Condition
            });
            part.len() <= 14 && ((!tells && !finite) || starts(part))
        };
        let verbs = parts.iter().filter(|part| starts(part)).count();
        let first = parts.first()?;
        let opens = self.tokens.get(self.without_ties(first.clone()).start)?;
        let is_list = parts.len() > 2
            && verbs * 3 >= parts.len() * 2 - 1
            && parts.iter().all(plain)
            && (opens.verb_in(Form::Base).is_some()
                || opens.verb_in(Form::Gerund).is_some()
                || nouns::act(&opens.lower).is_some());
        is_list.then_some(parts)
    }

    pub(super) fn is_question(&self, range: &Range<usize>) -> bool {
        let mark = self.tokens.get(range.end).is_some_and(|token| token.text == "?");
        let asks = ["what", "which", "how", "why", "should", "can", "could", "who", "where", "is", "are"];
        let helps = self.tokens[range.clone()].iter().any(|token| {
            matches!(
                &*token.lower,
                "synchronous" | "asynchronous" | "event-driven" | "events" | "consistency" | "consistent"
            )
        });
        let design = ["design", "explain", "recommend", "suggest", "show", "tell", "help", "advise"];
        let first = &self.tokens[range.start];
        (mark && asks.contains(&&*first.lower)) || (helps && design.contains(&&*first.lower))
    }
}
