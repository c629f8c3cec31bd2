//! Which clauses tell a step, and which only say what somebody has, hopes for, or thinks of it.

use crate::text::lexicon::nouns;
use crate::text::reading::clause::{Clause, Link, Mood};
use crate::text::reading::{Class, Token};

/// Verbs by which people say what they have or would like, and no step.
const SETTING: &[&str] = &[
    "be", "build", "design", "develop", "have", "host", "like", "make", "model", "need", "offer", "operate", "own",
    "plan", "provide", "run", "sell", "use", "want", "wish", "work",
];

/// What people build.
const BUILT: &[&str] =
    &["api", "app", "application", "architecture", "backend", "platform", "service", "site", "system", "website"];

/// Verbs that say how things are.
pub(super) const STATIVE: &[&str] = &[
    "allow", "belong", "consist", "contain", "cost", "depend", "exist", "help", "include", "involve", "last", "lie",
    "like", "matter", "mean", "prefer", "remain", "require", "seem", "support", "survive", "wait", "want", "wish",
];

/// Verbs that say of a step how it goes.
pub(super) const HAPPENING: &[&str] = &["finish", "go", "happen", "last", "need", "occur", "run", "start", "take"];

/// Verbs of what is done instead when something is not as it should be.
pub(super) const REFUSING: &[&str] = &["abort", "decline", "fail", "refuse", "reject", "turn down"];

/// Verbs by which whoever asked learns how it went.
pub(super) const GETTING: &[&str] = &["get", "hear", "learn", "receive", "see", "return"];

/// Whether a clause tells of something done.
pub(super) fn is_act(clause: &Clause) -> bool {
    matches!(clause.mood, Mood::Imperative | Mood::Statement | Mood::Passive | Mood::Gerund)
}

pub(super) fn is_side(link: Link) -> bool {
    matches!(link, Link::Condition | Link::Reason | Link::Aside)
}

/// Whether people tell of themselves what they have or build.
pub(super) fn is_setting(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let ours = |token: &Token<'_>| {
        let word = token.lower.split('\'').next().unwrap_or_default();
        matches!(word, "i" | "we" | "our" | "this" | "it" | "company" | "team")
    };
    let subject = &tokens[clause.span.start..clause.head];
    let subject = if clause.subject.is_empty() { subject } else { &tokens[clause.subject.clone()] };
    let names_us = !subject.is_empty() && subject.iter().all(ours);
    let verb = clause.verb.map_or("", |verb| verb.base);
    // "Design a booking system for concerts".
    let named = tokens[clause.span.clone()].iter().any(|token| BUILT.contains(&token.lower.as_str()));
    if clause.mood == Mood::Imperative && named && ["build", "design", "develop", "model", "plan"].contains(&verb) {
        return true;
    }
    let be = tokens[clause.head].class == Class::Be || tokens[clause.head].class == Class::Have;
    // "We produce films" is what one does for a living, "we send the bill" is a step.
    let habit = tokens.get(clause.head + 1).filter(|_| clause.head + 2 == clause.span.end).is_some_and(|object| {
        object.class == Class::Open && nouns::is_plural(&object.lower) && clause.mood == Mood::Statement
    });
    (names_us || (be && ours(&tokens[clause.head])))
        && (SETTING.contains(&verb) || be || (habit && clause.span.start < 4))
}

/// Whether a clause tells of a time to come, which is no step of today: "more teams will join later".
pub(super) fn is_outlook(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let words = &tokens[clause.span.clone()];
    let will = words.iter().any(|token| matches!(token.lower.as_str(), "will" | "may" | "might" | "could"));
    let others = tokens[clause.subject.clone()]
        .iter()
        .any(|token| matches!(token.lower.as_str(), "more" | "other" | "others" | "new" | "further"));
    will && (others || words.iter().any(|token| matches!(token.lower.as_str(), "later" | "someday" | "future")))
}

/// Whether a clause of time tells something that has to be done first: "once the container is weighed".
pub(super) fn is_done_before(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let tie = clause.tie.map(|tie| tokens[tie].lower.as_str());
    clause.mood == Mood::Passive && !clause.negated && matches!(tie, Some("once" | "after"))
}

/// Whether a clause of time waits for something to be over: it says when a step happens, not what starts the flow.
pub(super) fn is_waiting(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let tie = clause.tie.map(|tie| tokens[tie].lower.as_str());
    matches!(tie, Some("before" | "until" | "unless" | "if"))
}
