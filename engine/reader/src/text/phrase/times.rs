//! Words for times: units, delays and waiting.

use language::clauses::{Class, Token};
use language::lexicon::Form;

use super::super::words::WEEKDAYS;

/// Whether words say that something happens later, by itself, or at a time of its own.
pub(in crate::text) fn says_when(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| {
        matches!(
            &*token.lower,
            "later"
                | "async"
                | "asynchronously"
                | "sync"
                | "synchronously"
                | "afterwards"
                | "after"
                | "overnight"
                | "nightly"
                | "daily"
                | "weekly"
                | "hourly"
                | "monthly"
                | "whenever"
                | "eventually"
                | "background"
                | "immediately"
                | "queue"
                | "cron"
                | "batch"
                | "rush"
                | "behind"
                | "meanwhile"
                | "live"
                | "instantly"
                | "instant"
        )
    })
}

/// Units of time that a person does not wait for in front of a screen.
const LONG_UNITS: &[&str] = &[
    "minute", "min", "hour", "h", "hr", "day", "week", "weekend", "month", "quarter", "year", "night", "evening",
    "morning", "midnight",
];

/// Words that oblige.
const MUST: &[&str] = &["must", "shall", "has", "have", "needs", "need"];

/// Words of somebody or something that does not go on.
const HOLDS: &[&str] = &[
    "not", "no", "nobody", "cannot", "can't", "never", "keep", "keeps", "stay", "stays", "hold", "holds", "stand",
    "stands", "remain", "remains",
];

/// Words of an answer that is there.
const ANSWERS: &[&str] = &[
    "said",
    "says",
    "confirmed",
    "confirms",
    "answered",
    "answers",
    "acknowledged",
    "acknowledges",
    "replied",
    "replies",
    "responded",
    "agreed",
    "agrees",
    "approved",
    "approves",
    "reported",
];

/// How many words back something may stand that decides what a word means. A sentence may be as long as a text.
const LOOK_BACK: usize = 24;

/// Whether a word is such a unit, or a day of the week.
fn is_long_unit(token: &Token<'_>) -> bool {
    [token.singular(), &token.lower].iter().any(|word| LONG_UNITS.contains(word) || WEEKDAYS.contains(word))
}

/// Whether a word says how many: "3", "three", "a".
pub(in crate::text) fn is_number(token: &Token<'_>) -> bool {
    token.class == Class::Number || matches!(&*token.lower, "a" | "an" | "one")
}

/// Whether a word is a unit of time.
pub(in crate::text) fn is_unit(token: &Token<'_>) -> bool {
    is_long_unit(token) || matches!(token.singular(), "second" | "sec")
}

/// Whether words say that something happens by a clock or after a time that nobody waits for.
pub(in crate::text) fn says_delay(tokens: &[Token<'_>]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &*token.lower);
    let unit = |at: usize| tokens.get(at).is_some_and(is_long_unit);
    let near = |from: usize, to: usize| (from..to).any(unit);
    let says = |at: usize| match word(at) {
        "later" | "overnight" | "nightly" | "hourly" | "daily" | "weekly" | "monthly" | "quarterly" | "afterwards"
        | "eventually" | "whenever" | "eod" | "cron" | "digest" | "async" | "asynchronously" | "background" => {
            // "The daily limit" is a sum and no time.
            !matches!(word(at + 1), "limit" | "allowance" | "budget" | "quota" | "rate")
        }
        "batch" => {
            matches!(word(at + 1), "job" | "run") || matches!(word(at.wrapping_sub(1)), "in" | "nightly" | "one" | "by")
        }
        // "Fire & forget", "when it has time", "20-90 min", "1 to 3 days", "takes weeks".
        "forget" => (at.saturating_sub(2)..at).any(|before| word(before) == "fire"),
        "has" => word(at + 1) == "time",
        "schedule" => word(at.wrapping_sub(1)) == "a",
        "effort" => word(at.wrapping_sub(1)) == "best",
        "days" | "weeks" | "months" => {
            !tokens[at.saturating_sub(1)..at].iter().any(|token| token.class == Class::Number)
                && !matches!(word(at.wrapping_sub(1)), "for" | "last" | "few" | "these" | "old" | "all")
        }
        "to" | "-" | "\u{2013}" => {
            let number = |at: usize| tokens.get(at).is_some_and(|token| token.class == Class::Number);
            at > 0 && number(at - 1) && number(at + 1) && unit(at + 2)
        }
        "every" | "each" => near(at + 1, at + 4) || word(at + 1) == "second" || word(at + 2).starts_with("sec"),
        "within" | "after" => near(at + 2, at + 5) || (near(at + 1, at + 3) && word(at) == "within"),
        "in" => {
            matches!(word(at + 1), "some" | "a" | "two" | "three" | "the")
                && near(at + 2, at + 5)
                && !matches!(word(at + 2), "same" | "last" | "first")
                || tokens.get(at + 1).is_some_and(|next| next.class == Class::Number) && near(at + 2, at + 4)
        }
        "on" | "by" => unit(at + 1) && at + 1 < tokens.len(),
        "next" => unit(at + 1),
        "at" => {
            matches!(word(at + 1), "night" | "midnight" | "noon")
                || word(at + 1).contains(':')
                || matches!(word(at + 2), "am" | "pm" | "end")
        }
        "once" => word(at + 1) == "a" && unit(at + 2),
        "own" => matches!(word(at + 1), "time" | "pace"),
        "some" => matches!(word(at + 1), "point" | "time" | "day"),
        // "Tickets older than 3 min are widened": somebody looks at the clock.
        "older" => word(at + 1) == "than" && near(at + 3, at + 4),
        "end" => word(at + 1) == "of" && near(at + 2, at + 5),
        _ => false,
    };
    (0..tokens.len()).any(|at| says(at) && !is_aside(tokens, at))
}

/// Whether a delay or a time at `at` is about something else than the words before it: it stands in an aside with a
/// verb of its own ("(the index is rebuilt each night)"), or it is a deadline ("before the gate closes at 11:45").
pub(in crate::text) fn is_aside(tokens: &[Token<'_>], at: usize) -> bool {
    let before = &tokens[at.saturating_sub(LOOK_BACK)..at];
    let bracket = before.iter().rposition(|token| matches!(token.text, "(" | ")"));
    let aside = bracket.filter(|bracket| before[*bracket].text == "(").map(|opened| &before[opened + 1..]);
    let has_verb = |words: &[Token<'_>]| {
        words.iter().any(|token| token.class == Class::Be || token.verb_in(Form::Third).is_some())
    };
    let is_mark = |token: &&Token<'_>| matches!(token.text, "," | ";" | ":" | "(");
    let near = before.iter().rev().take(5).take_while(|token| !is_mark(token));
    aside.is_some_and(has_verb) || near.into_iter().any(|token| matches!(&*token.lower, "before" | "until" | "till"))
}

/// Whether words say that it does not go on without an answer: "has to acknowledge it", "keeps the door shut until the
/// lock has confirmed", "with the caller still on the line".
pub(in crate::text) fn says_answer(tokens: &[Token<'_>]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &*token.lower);
    let within = |from: usize, to: usize, words: &[&str]| (from..to).any(|at| words.contains(&word(at)));
    let before = |at: usize, words: &[&str]| within(at.saturating_sub(LOOK_BACK), at, words);
    (0..tokens.len()).any(|at| match word(at) {
        "acknowledge" | "ack" | "acknowledges" => {
            within(at.saturating_sub(3), at, MUST) && !within(at.saturating_sub(3), at, &["not", "n't", "never"])
        }
        "until" | "till" => before(at, HOLDS) && within(at + 1, at + 9, ANSWERS),
        "line" | "phone" => word(at.wrapping_sub(1)) == "the" && within(at.saturating_sub(4), at, &["still"]),
        "spot" => word(at.wrapping_sub(1)) == "the" && word(at.wrapping_sub(2)) == "on",
        "same" => matches!(word(at + 1), "reply" | "response" | "answer") && word(at.wrapping_sub(2)) == "in",
        "moment" | "second" | "instant" => {
            word(at.wrapping_sub(1)) == "that"
                && matches!(word(at.wrapping_sub(2)), "at" | "from" | "in")
                && before(at, MUST)
        }
        "comes" | "returns" => word(at.wrapping_sub(1)) == "call" && before(at, MUST),
        _ => false,
    })
}

/// Whether words say that somebody waits for it.
pub(in crate::text) fn says_wait(tokens: &[Token<'_>]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &*token.lower);
    says_answer(tokens)
        || (0..tokens.len()).any(|at| match word(at) {
            // "The card is checked for blocks": a thing.
            "blocks" if at > 0 && matches!(tokens[at - 1].class, Class::Preposition | Class::Determiner) => false,
            "waits" | "wait" | "waiting" | "blocks" | "blocking" | "stares" => {
                !(at.saturating_sub(4)..at).any(|before| {
                    matches!(
                        word(before),
                        "nobody"
                            | "not"
                            | "never"
                            | "no"
                            | "none"
                            | "without"
                            | "don't"
                            | "doesn't"
                            | "won't"
                            | "cannot"
                            | "can't"
                            | "isn't"
                    )
                })
            }
            // "The CRM sync flags the contact": a part of a system.
            "sync" => !tokens
                .get(at + 1)
                .is_some_and(|next| next.class == Class::Modal || next.verb_in(Form::Third).is_some()),
            "synchronous" | "synchronously" => true,
            "inside" => word(at + 1) == "the" && matches!(word(at + 2), "request" | "transaction" | "call"),
            "while" => {
                matches!(word(at + 1), "he" | "she" | "they" | "i" | "you")
                    && matches!(
                        word(at + 2),
                        "look" | "looks" | "stand" | "stands" | "hold" | "holds" | "watch" | "watches"
                    )
            }
            "right" => matches!(word(at + 1), "there" | "away" | "then" | "when"),
            "straight" => word(at + 1) == "away",
            "there" => word(at + 1) == "and" && word(at + 2) == "then",
            "same" => matches!(
                word(at + 1),
                "request" | "transaction" | "call" | "click" | "connection" | "step" | "tx" | "session"
            ),
            "before" => {
                matches!(word(at + 1), "we" | "the" | "it" | "answering")
                    && matches!(word(at + 2), "answer" | "answers" | "202" | "200" | "reply")
                    || word(at + 1) == "answering"
            }
            "tx" => word(at.wrapping_sub(1)) == "in",
            _ => false,
        })
}

/// Whether words name a time: a day, an hour, a rhythm.
pub(in crate::text) fn says_time(tokens: &[Token<'_>]) -> bool {
    says_when(tokens)
        || tokens.iter().any(|token| token.class == Class::Number && token.text.contains(':'))
        || tokens.iter().any(|token| {
            let word = token.singular();
            WEEKDAYS.contains(&word)
                || matches!(
                    word,
                    "minute"
                        | "hour"
                        | "day"
                        | "week"
                        | "weekend"
                        | "month"
                        | "quarter"
                        | "year"
                        | "night"
                        | "evening"
                        | "morning"
                        | "noon"
                        | "midnight"
                        | "am"
                        | "pm"
                        | "eod"
                        | "blocking"
                        | "second"
                        | "instant"
                        | "moment"
                )
        })
}
