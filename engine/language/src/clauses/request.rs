//! Turns an action into a request: leaves out who does it, and puts the verb first.
//!
//! Names of messages are formed from this. This module must not decide whether the action becomes a command.

use std::borrow::Cow;
use std::ops::Range;

use crate::lexicon::{self, nouns, people};

use super::clause::{Clause, Link, Mood, clauses};
use super::{Class, Token, tokens};

/// Turns an action into a request: `The seat is reserved`, `Booking reserves the seat` and `Reserving the seat`
/// become `reserve the seat`. A request, a question, and a text without a known verb are returned unchanged.
pub fn request(action: &str) -> Cow<'_, str> {
    if is_plainly_one(action) {
        return Cow::Borrowed(action);
    }
    let tokens = tokens(action);
    let asks = |token: &Token<'_>| matches!(token.class, Class::Do | Class::Be | Class::Have | Class::Modal);
    if tokens.first().is_none_or(asks) || tokens.last().is_some_and(|last| last.text == "?") {
        return Cow::Borrowed(action);
    }
    let found = clauses(&tokens, 0..tokens.len());
    let does = |clause: &&Clause| !matches!(clause.link, Link::Condition | Link::Reason | Link::Aside);
    let turned = found.iter().find(does).and_then(|clause| turn(action, &tokens, clause));
    turned.map_or(Cow::Borrowed(action), Cow::Owned)
}

/// Whether an action obviously begins with an imperative, so that parsing it is unnecessary.
fn is_plainly_one(action: &str) -> bool {
    let mut words = action.split_whitespace();
    let (Some(first), second) = (words.next(), words.next()) else { return true };
    let Some(verb) = lexicon::find(&first.to_lowercase()) else { return false };
    let object =
        second.is_some_and(|word| matches!(word, "a" | "an" | "the" | "its" | "their" | "each" | "every" | "all"));
    object || (!verb.is_noun_too() && second.is_none_or(|word| word != "is" && word != "are"))
}

/// The clause with its verb first; `None` if the verb is unknown or the clause is in another mood.
fn turn(action: &str, tokens: &[Token<'_>], clause: &Clause) -> Option<String> {
    let (head, end) = (clause.head, clause.span.end);
    let text = |range: Range<usize>| {
        let [first, .., last] = &tokens[range.clone()] else {
            return tokens.get(range.start).map_or("", |token| token.text);
        };
        action.get(first.start..last.end()).unwrap_or_default()
    };
    let text = |range: Range<usize>| if range.is_empty() { "" } else { text(range) };
    let verb = clause.verb?;
    let base = base(verb, &tokens[head]);
    let named = |token: &Token<'_>| people::is_person(&nouns::singular(&token.lower));
    let object = tokens.get(head + 1).filter(|_| head + 1 < end);
    // An intransitive verb with a thing as its subject, as in "The parcel arrives at the warehouse".
    let happens = object.is_none_or(|next| matches!(next.class, Class::Preposition | Class::Adverb))
        && !tokens[clause.subject.clone()].iter().any(named);
    match clause.mood {
        Mood::Statement if !happens => Some(format!("{base} {}", text(head + 1..end))),
        Mood::Gerund => Some(format!("{base} {}", text(head + 1..end))),
        Mood::Statement | Mood::Passive => {
            let particle = tokens.get(head + 1).filter(|next| head + 1 < end && next.lower == verb.particle());
            let rest = head + 1 + usize::from(particle.is_some());
            let by = (rest..end).find(|at| tokens[*at].is("by")).unwrap_or(end);
            let particle = particle.map_or("", |particle| particle.text);
            Some(format!("{base} {particle} {} {}", text(clause.subject.clone()), text(rest..by)))
        }
        _ => None,
    }
}

/// The base form of a verb without its particle, in the spelling (British or American) of the token.
pub fn base(verb: &lexicon::Verb, token: &Token<'_>) -> String {
    let first = verb.base.split(' ').next().unwrap_or(verb.base);
    let same = |reading: &lexicon::Reading| std::ptr::eq(reading.verb, verb) || reading.verb.base == first;
    let written = lexicon::readings(&token.lower).into_iter().find(same);
    written.map_or_else(|| first.to_owned(), |reading| reading.base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_it_is_left_out_and_the_verb_comes_first() {
        for (action, expected) in [
            ("Reserve the seat", "Reserve the seat"),
            ("Charge the card", "Charge the card"),
            ("Does this user exist?", "Does this user exist?"),
            ("The confirmation is mailed afterwards", "mail The confirmation afterwards"),
            ("The key is handed over", "hand over The key"),
            ("Seats are reserved by the booking service", "reserve Seats"),
            ("Member scans the book at the kiosk", "scan the book at the kiosk"),
            ("The parcel arrives at the warehouse", "arrive The parcel at the warehouse"),
            ("Reserving the seat", "reserve the seat"),
            ("Thumbnails", "Thumbnails"),
            ("", ""),
        ] {
            let found = request(action);
            assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{action}");
        }
    }
}
