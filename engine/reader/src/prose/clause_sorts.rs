//! Classifies clauses by content: an act, a description of one's own system, a wish, a time, an earlier condition.

use language::clauses::clause::{Clause, Link, Mood};
use language::clauses::{Class, Token};
use language::lexicon::nouns;

/// Verbs by which people describe what they have or want.
const SETTING: &[&str] = &[
    "be", "build", "design", "develop", "have", "host", "like", "make", "model", "need", "offer", "operate", "own",
    "plan", "provide", "run", "sell", "use", "want", "wish", "work",
];

/// Words for a system that people build.
const BUILT: &[&str] =
    &["api", "app", "application", "architecture", "backend", "platform", "service", "site", "system", "website"];

/// Whether a clause describes an act.
pub(super) fn is_act(clause: &Clause) -> bool {
    matches!(clause.mood, Mood::Imperative | Mood::Statement | Mood::Passive | Mood::Gerund)
}

pub(super) fn is_side(link: Link) -> bool {
    matches!(link, Link::Condition | Link::Reason | Link::Aside)
}

/// Whether a clause describes what its authors have, do or build.
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
    let named = tokens[clause.span.clone()].iter().any(|token| BUILT.contains(&&*token.lower));
    if clause.mood == Mood::Imperative && named && ["build", "design", "develop", "model", "plan"].contains(&verb) {
        return true;
    }
    let be = tokens[clause.head].class == Class::Be || tokens[clause.head].class == Class::Have;
    // "We produce films" describes a business; "we send the bill" is a step.
    let habit = tokens.get(clause.head + 1).filter(|_| clause.head + 2 == clause.span.end).is_some_and(|object| {
        object.class == Class::Open && nouns::is_plural(&object.lower) && clause.mood == Mood::Statement
    });
    let ours_does = names_us || subject.first().is_some_and(|first| first.is("our"));
    if ours_does && (habit || (!names_us && verb == "sell")) && clause.span.start < 4 {
        return true;
    }
    (names_us || (be && ours(&tokens[clause.head]))) && (SETTING.contains(&verb) || be)
}

/// Whether a clause states a rule and no act: "each slot takes 60 visitors", "only one may get it", "a voucher
/// can only be redeemed once", "both must happen or neither".
pub(super) fn is_bound(tokens: &[Token<'_>], clause: &Clause) -> bool {
    // "Only one may get it": the number precedes the subject.
    let subject = &tokens[clause.subject.start.saturating_sub(2).max(clause.span.start)..clause.subject.end];
    let between = &tokens[clause.subject.end.min(clause.head)..clause.head];
    let behind = &tokens[clause.head + 1..clause.span.end.max(clause.head + 1)];
    let has = |words: &[Token<'_>], list: &[&str]| words.iter().any(|token| list.contains(&&*token.lower));
    let modal = between.iter().any(|token| token.class == Class::Modal);
    let verb = clause.verb.map_or("", |verb| verb.base);
    // "The number of places is limited".
    if clause.mood == Mood::Passive && has(&tokens[clause.head..=clause.head], &["limited", "capped", "restricted"]) {
        return true;
    }
    let number = |words: &[Token<'_>]| words.iter().any(|token| token.class == Class::Number);
    let counted = number(subject) || has(subject, &["one", "same", "both", "two", "neither"]);
    let narrowed = has(subject, &["only", "most", "than", "max", "exactly", "both", "neither"]);
    if narrowed && counted && (modal || verb == "exist" || clause.mood == Mood::Passive) {
        return true;
    }
    if modal && has(between, &["only"]) && (has(behind, &["once"]) || number(behind)) {
        return true;
    }
    // "Each slot takes 60 visitors", "a shift has room for eight".
    let holds = matches!(verb, "take" | "hold" | "fit" | "seat" | "accommodate" | "have")
        && clause.mood == Mood::Statement
        && subject.first().is_some_and(|first| matches!(&*first.lower, "a" | "an" | "each" | "every" | "one" | "per"));
    let amount = behind.iter().take(4).take_while(|token| token.class != Class::Mark);
    let amount: Vec<&Token<'_>> = amount.collect();
    holds && amount.iter().any(|token| token.class == Class::Number) && !tells_time(behind)
}

/// Whether a clause says how the caller sees the outcome: "and she sees the receipt".
pub(super) fn sees_outcome(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let again = matches!(&tokens[clause.subject.clone()], [word] if matches!(&*word.lower, "i" | "he" | "she" | "they" | "you"));
    again && clause.verb.is_some_and(|verb| matches!(verb.base, "get back" | "see"))
}

/// Whether a word says who waits, or that time matters little.
pub(super) fn says_pace(token: &Token<'_>) -> bool {
    ["block", "hurry", "later", "rush", "stall", "wait", "whenever"].contains(&&*token.lower)
        || token.readings.iter().any(|reading| matches!(reading.verb.base, "block" | "stall" | "wait"))
}

/// Whether the words begin with a duration.
pub(super) fn tells_time(words: &[Token<'_>]) -> bool {
    const UNITS: &[&str] =
        &["day", "hour", "long", "minute", "month", "moment", "second", "time", "week", "while", "year"];
    words.iter().take(6).any(|token| UNITS.contains(&token.singular()))
}

/// Whether a clause is about the future and so no step: "more teams will join later".
pub(super) fn is_outlook(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let words = &tokens[clause.span.clone()];
    let will = words.iter().any(|token| matches!(&*token.lower, "will" | "may" | "might" | "could"));
    let others = tokens[clause.subject.clone()]
        .iter()
        .any(|token| matches!(&*token.lower, "more" | "other" | "others" | "new" | "further"));
    will && (others || words.iter().any(|token| matches!(&*token.lower, "later" | "someday" | "future")))
}

/// Whether a clause of time names something that must be done first: "once the container is weighed".
pub(super) fn is_done_before(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let tie = clause.tie.map(|tie| &*tokens[tie].lower);
    clause.mood == Mood::Passive && !clause.negated && matches!(tie, Some("once" | "after"))
}

/// Whether a clause of time delays a step, instead of starting the flow.
pub(super) fn is_waiting(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let tie = clause.tie.map(|tie| &*tokens[tie].lower);
    matches!(tie, Some("before" | "until" | "unless" | "if"))
}
