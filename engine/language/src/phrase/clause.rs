//! Parses a phrase as one clause: which word is the verb, who acts, on what, and in which shape.
//!
//! The phrase comes without marks and opening words. Parsing never fails: a phrase that is no clause counts as
//! a group of nouns. This module must not know which kind of message a shape means.

mod asking;
mod complements;
mod compounds;
mod telling;
mod verbless;

use super::manner::Manner;
use super::split::Word;
use super::vocabulary::STATES;
use crate::function_words::{ADVERBS, PARTICLES, is_determiner, is_joint, is_negation, is_preposition};
use crate::lexicon::Class::{
    Asks, Changes, Checks, Creates, Decides, Frees, Happens, Labours, Pays, Removes, Stands, Submits, Tells, Works,
};
use crate::lexicon::{self, Form, Inflection, Verb, morphology, people};

/// The shape of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Tells somebody to act: `Reserve the seat`.
    Imperative,
    /// Says what must, should or is wanted to happen: `The seat must be reserved`.
    Wanted,
    /// Describes what an operation does, without a subject: `Creates an order`.
    Described,
    /// Names an act by a form in `-ing`: `Cancelling the booking`.
    Gerund,
    /// Says what somebody did to something: `Order placed`, `The order has been placed`.
    Done,
    /// Says what happened by itself: `Stock falls`, `The voucher expired`.
    Came,
    /// Says what is in progress or lies ahead: `The card is expiring`, `The invoice will be due`.
    Ahead,
    /// Describes the state of something: `The loan is overdue`, `StockUnavailable`.
    Stands,
    /// Says what somebody does, in the present tense: `Customer submits order`.
    Acting,
    /// Names an act by a noun: `renewal of the pass`.
    Act,
    /// Names only a thing.
    Thing,
}

/// The verb of a clause.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// The base form without the particle, in the phrase's spelling.
    pub base: String,
    /// The particle of a phrasal verb; empty if there is none.
    pub particle: String,
    /// The lexicon's entry for the verb, if there is one.
    pub verb: Option<&'static Verb>,
    /// The participle or past tense as written in the phrase.
    pub told: Option<String>,
}

impl Act {
    fn new(reading: &Inflection) -> Self {
        Self { base: reading.base.clone(), particle: String::new(), verb: Some(reading.verb), told: None }
    }

    /// Whether the verb belongs to one of these classes.
    pub(crate) fn is_any(&self, classes: &[lexicon::Class]) -> bool {
        self.verb.is_some_and(|verb| verb.is_any(classes))
    }

    /// Whether the act happens by itself and cannot be done to something.
    pub(crate) fn comes_by_itself(&self) -> bool {
        self.is_any(&[Happens, Stands])
            && !self.is_any(&[Changes, Creates, Decides, Frees, Labours, Pays, Removes, Submits, Tells, Works])
    }
}

/// A parsed clause. A part that the phrase does not have is empty.
#[derive(Debug, Clone)]
pub(crate) struct Clause<'a> {
    /// The clause's shape.
    pub shape: Shape,
    /// The verb.
    pub act: Option<Act>,
    /// The second verb, if two are joined by `and`: `validate and save the order`.
    pub last_act: Option<Act>,
    /// Who acts, or what the clause is about.
    pub subject: &'a [Word<'a>],
    /// Adverbs directly before a past: `PartiallyRefunded`.
    pub adverbs: &'a [Word<'a>],
    /// The object of the verb.
    pub object: &'a [Word<'a>],
    /// A preposition and the words after it: where to, from where, as what.
    pub place: &'a [Word<'a>],
    /// A word of direction behind the object: `Put the book back`.
    pub way: &'a [Word<'a>],
    /// The state of the subject.
    pub state: &'a [Word<'a>],
    /// Whether the clause says that something does not happen.
    pub negated: bool,
    /// The tense of the clause.
    pub tense: Tense,
    /// A subordinate question or statement, including `whether`, `if` or `that`: `check whether the room is free`.
    pub whether: &'a [Word<'a>],
}

/// The tenses that matter for naming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    /// Present, or no tense.
    Present,
    /// Simple past: `was`.
    Past,
    /// Perfect: formed with `have`, so the verb is a participle that may differ from the simple past.
    Perfect,
}

/// Parses a phrase. The first pattern that matches wins.
pub(crate) fn read<'a>(words: &'a [Word<'a>], manner: Manner) -> Clause<'a> {
    let reader = Reader { words, manner };
    reader
        .forbidding()
        .or_else(|| reader.wanted())
        .or_else(|| reader.failing())
        .or_else(|| reader.causative())
        .or_else(|| reader.marking())
        .or_else(|| reader.surely_imperative())
        .or_else(|| reader.with_auxiliary())
        .or_else(|| reader.told())
        .or_else(|| reader.somebody_told())
        .or_else(|| reader.topic())
        .or_else(|| reader.described())
        .or_else(|| reader.acting())
        .or_else(|| reader.standing())
        .or_else(|| reader.compound())
        .or_else(|| reader.object_first())
        .or_else(|| reader.ending_in_gerund())
        .or_else(|| reader.imperative())
        .or_else(|| reader.nouns())
        .unwrap_or_else(|| reader.clause(Shape::Thing, &words[..reader.main_end()]))
}

struct Reader<'a> {
    words: &'a [Word<'a>],
    manner: Manner,
}

impl<'a> Reader<'a> {
    fn low(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &word.low)
    }

    fn clause(&self, shape: Shape, subject: &'a [Word<'a>]) -> Clause<'a> {
        let none = &self.words[self.words.len()..];
        Clause {
            shape,
            act: None,
            last_act: None,
            subject,
            adverbs: none,
            object: none,
            place: none,
            way: none,
            state: none,
            negated: false,
            tense: Tense::Present,
            whether: none,
        }
    }

    /// All readings of a word as a form of a verb; empty behind the end.
    fn readings(&self, index: usize) -> &'a [Inflection] {
        self.words.get(index).map_or(&[], Word::readings)
    }

    /// The verb of the act that a noun names.
    fn act(&self, index: usize) -> Option<&'static Verb> {
        self.words.get(index).and_then(Word::act)
    }

    fn reading(&self, index: usize, form: Form) -> Option<Inflection> {
        self.readings(index).iter().find(|reading| reading.form == form).cloned()
    }

    fn is_base(&self, index: usize) -> bool {
        self.base(index).is_some()
    }

    /// The verb whose base form this word is; `checkout` gives `check out`.
    fn base(&self, index: usize) -> Option<Inflection> {
        self.reading(index, Form::Base).or_else(|| {
            let verb = self.act(index).filter(|verb| !verb.particle().is_empty())?;
            Some(Inflection {
                verb,
                base: verb.base.split(' ').next().unwrap_or_default().to_owned(),
                form: Form::Base,
            })
        })
    }

    /// The word as a participle or past tense. An unknown word in `ed` counts as one.
    fn participle(&self, index: usize) -> Option<Act> {
        let word = self.low(index);
        let told = self.readings(index).iter().find(|r| matches!(r.form, Form::Participle | Form::Past));
        let act = match told {
            Some(reading) => Act::new(reading),
            // `OrderPlaced` in a sentence is a name, and no form of a verb.
            None if morphology::looks_past(word) && !is_name(&self.words[index]) => {
                Act { base: morphology::guessed_base(word), particle: String::new(), verb: None, told: None }
            }
            None => return None,
        };
        Some(Act { told: Some(word.to_owned()), ..act })
    }

    fn is_adverb(&self, index: usize) -> bool {
        let word = self.low(index);
        let when = ["finally", "nearly", "quite", "today", "tomorrow", "tonight", "yesterday"];
        ADVERBS.has(word)
            || when.contains(&word)
            || (word.len() > 4
                && word.ends_with("ly")
                && lexicon::find(word).is_none()
                && !matches!(word, "anomaly" | "assembly" | "family" | "supply"))
    }

    /// Whether a verb phrase may end before this word, because no object of the verb follows.
    fn ends(&self, index: usize) -> bool {
        let word = self.low(index);
        word.is_empty()
            || is_preposition(word)
            || PARTICLES.has(word)
            || is_joint(word)
            || is_negation(word)
            || STATES.has(word)
            || self.is_adverb(index)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Where the first subordinate clause begins.
    fn main_end(&self) -> usize {
        let coordinates = ["and", "or", "nor", "but"];
        let begins = |index: usize| match self.low(index) {
            "after" | "how" | "what" => true,
            "as" => self.low(index + 1) == "soon",
            word => is_joint(word) && !coordinates.contains(&word),
        };
        (1..self.words.len()).find(|&index| begins(index)).unwrap_or(self.words.len())
    }

    fn before_adverbs(&self, index: usize) -> &'a [Word<'a>] {
        let mut end = index;
        while end > 0 && self.is_adverb(end - 1) {
            end -= 1;
        }
        &self.words[..end]
    }
}

/// Whether a word of a sentence is a name of several parts, such as `OrderPlaced`.
fn is_name(word: &Word<'_>) -> bool {
    word.text.char_indices().any(|(at, c)| c.is_uppercase() && word.text[..at].ends_with(char::is_lowercase))
}

/// Whether the words have no determiner, preposition or conjunction, so that they may be a group of nouns.
fn is_bare(words: &[Word<'_>]) -> bool {
    !words.iter().any(|word| is_determiner(&word.low) || is_preposition(&word.low) || is_joint(&word.low))
}

/// Whether the subject is a person.
pub(crate) fn is_somebody(subject: &[Word<'_>]) -> bool {
    subject.last().is_some_and(|word| people::is_person(&word.low))
}

/// Whether the clause tells somebody not to act.
pub(crate) fn forbids(clause: &Clause<'_>) -> bool {
    clause.negated && matches!(clause.shape, Shape::Imperative | Shape::Wanted)
}

/// Whether the verb only reads and changes nothing.
pub(crate) fn only_looks(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Asks))
}

/// Whether the verb's first class is that of checks.
pub(crate) fn examines(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Checks))
}
