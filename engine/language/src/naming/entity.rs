//! Whether a step's entity stands for the object of its action, and how it is written in a name.
//!
//! An entity usually replaces the object: `Charge the credit card` of a card is `ChargeCard`. It does not if
//! that would hide what the action is done to. This module must not know how a name is put together.

use super::noun_group::{compound, content};
use crate::case;
use crate::lexicon::nouns;
use crate::phrase::clause::{Act, Clause};
use crate::phrase::split::Word;
use crate::phrase::vocabulary::TO_HEARERS;

/// Whether the entity stands for the object of the clause.
pub(super) fn stands_for_object(entity: &str, clause: &Clause<'_>) -> bool {
    let entity = stems(entity.split_whitespace().flat_map(case::parts));
    let (Some(last), Some(act)) = (entity.last(), &clause.act) else { return !entity.is_empty() };
    let told = !clause.object.is_empty() || !clause.place.is_empty() || !clause.subject.is_empty();
    // “Settle with the network” of a settlement: the entity says no more than the verb does.
    if told && names_act(last, act) {
        return false;
    }
    // “Tell the screens” of a flight: the screens are told, not the flight.
    if !clause.object.is_empty() && TO_HEARERS.has(&act.base) {
        return false;
    }
    let nouns = |words: &[Word<'_>]| stems(content(words, true).into_iter());
    let object = nouns(if clause.object.is_empty() { clause.subject } else { clause.object });
    let within = |nouns: &[String]| nouns.windows(entity.len()).any(|nouns| nouns == entity);
    // “Assign the invoice number” of an invoice: the number is assigned. “Enrol in the course” of a course.
    object.ends_with(&entity) || !(within(&object) || within(&nouns(clause.place)))
}

/// Whether a noun names the act itself: an enrolment, if the act is to enrol.
fn names_act(noun: &str, act: &Act) -> bool {
    let verb = nouns::act(noun);
    verb.zip(act.verb).is_some_and(|(verb, act)| std::ptr::eq(verb, act))
}

/// The words in lower case and in the singular.
fn stems(words: impl Iterator<Item: AsRef<str>>) -> Vec<String> {
    words.map(|word| nouns::singular(&word.as_ref().to_lowercase())).collect()
}

/// Appends an entity in Pascal case.
pub(super) fn write(name: &mut String, entity: &str) {
    for word in entity.split_whitespace() {
        // A hyphen after a single letter is part of the word: e-mail, x-ray.
        if word.chars().nth(1) == Some('-') {
            compound(name, word);
        } else {
            name.push_str(&case::pascal(case::parts(word).iter().map(String::as_str)));
        }
    }
}
