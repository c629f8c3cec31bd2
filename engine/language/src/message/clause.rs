//! A phrase taken apart: which word is the verb, who acts, on what, and how it is told.
//!
//! It reads one clause, already freed of marks and openers, and never fails: what is no clause is a group of nouns. It
//! must not know which kind of message a shape means.

mod asking;
mod company;
mod standing;
mod telling;

use super::manner::Manner;
use super::vocabulary::{DETERMINERS, JOINTS, NEGATIONS, PARTICLES, PREPOSITIONS, STATES};
use super::words::{Word, has};
use crate::lexicon::Class::{
    Asks, Changes, Checks, Creates, Decides, Frees, Happens, Labours, Pays, Removes, Stands, Submits, Tells, Works,
};
use crate::lexicon::{self, Form, Reading, Verb, morphology, people};

/// How a clause tells what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Somebody is told to act: `Reserve the seat`.
    Imperative,
    /// What somebody must, should or wants to do: `The seat must be reserved`.
    Wanted,
    /// What an operation does, without saying who does it: `Creates an order`.
    Described,
    /// The name of an act as a form in `-ing`: `Cancelling the booking`.
    Gerund,
    /// Something was done: `Order placed`, `The order has been placed`.
    Done,
    /// Something came about by itself: `Stock falls`, `The voucher expired`.
    Came,
    /// Something is under way or ahead: `The card is expiring`, `The invoice will be due`.
    Ahead,
    /// How something stands: `The loan is overdue`, `StockUnavailable`.
    Stands,
    /// Somebody acts, in the present: `Customer submits order`.
    Acting,
    /// A noun that names an act: `renewal of the pass`.
    Act,
    /// A noun that names a thing.
    Thing,
}

/// The act of a clause: a verb, its particle and what the lexicon knows of it.
#[derive(Debug, Clone)]
pub(super) struct Act {
    /// Base form without particle, in the spelling of the phrase.
    pub base: String,
    /// The particle of a phrasal verb, or an empty text.
    pub particle: String,
    /// The verb, if the lexicon knows it.
    pub verb: Option<&'static Verb>,
    /// The participle or past as the phrase has it.
    pub told: Option<String>,
}

impl Act {
    fn new(reading: &Reading) -> Self {
        Self { base: reading.base.clone(), particle: String::new(), verb: Some(reading.verb), told: None }
    }

    /// Whether it is an act of one of these sorts.
    pub(super) fn is_any(&self, classes: &[lexicon::Class]) -> bool {
        self.verb.is_some_and(|verb| verb.is_any(classes))
    }

    /// Whether it comes about by itself, and nobody does it to something.
    pub(super) fn comes_by_itself(&self) -> bool {
        self.is_any(&[Happens, Stands])
            && !self.is_any(&[Changes, Creates, Decides, Frees, Labours, Pays, Removes, Submits, Tells, Works])
    }
}

/// A clause.
#[derive(Debug, Clone)]
pub(super) struct Clause<'a> {
    /// How it tells.
    pub shape: Shape,
    /// What is done.
    pub act: Option<Act>,
    /// What is done at the end, where two acts are joined: `validate and save the order`.
    pub last_act: Option<Act>,
    /// Who or what acts, or stands so.
    pub subject: &'a [Word<'a>],
    /// What it is done to.
    pub object: &'a [Word<'a>],
    /// Where to, from where, as what: a preposition and what follows it.
    pub place: &'a [Word<'a>],
    /// Which way it goes, behind what is moved: `Put the book back`.
    pub way: &'a [Word<'a>],
    /// How it stands.
    pub state: &'a [Word<'a>],
    /// Whether it did not come about.
    pub negated: bool,
    /// When.
    pub tense: Tense,
    /// The condition that is asked for, from its joint on: `check whether the room is free`.
    pub whether: &'a [Word<'a>],
}

/// When a clause puts what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// Now, or at no time.
    Present,
    /// Before now: `was`.
    Past,
    /// Before now, with `have`, so that a participle stands for what is no participle in a plain past.
    Perfect,
}

/// Takes a clause apart.
pub(super) fn read<'a>(words: &'a [Word<'a>], manner: Manner) -> Clause<'a> {
    let reader = Reader { words, manner };
    reader
        .forbidding()
        .or_else(|| reader.wanted())
        .or_else(|| reader.failing())
        .or_else(|| reader.causative())
        .or_else(|| reader.surely_imperative())
        .or_else(|| reader.with_auxiliary())
        .or_else(|| reader.told())
        .or_else(|| reader.somebody_told())
        .or_else(|| reader.topic())
        .or_else(|| reader.described())
        .or_else(|| reader.acting())
        .or_else(|| reader.standing())
        .or_else(|| reader.ending_in_gerund())
        .or_else(|| reader.imperative())
        .or_else(|| reader.nouns())
        .unwrap_or_else(|| reader.clause(Shape::Thing, words))
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
            object: none,
            place: none,
            way: none,
            state: none,
            negated: false,
            tense: Tense::Present,
            whether: none,
        }
    }

    /// Every way to read a word as a form of a verb; none behind the end.
    fn readings(&self, index: usize) -> &'a [Reading] {
        self.words.get(index).map_or(&[], Word::readings)
    }

    /// The verb whose act a word names as a noun.
    fn act(&self, index: usize) -> Option<&'static Verb> {
        self.words.get(index).and_then(Word::act)
    }

    fn reading(&self, index: usize, form: Form) -> Option<Reading> {
        self.readings(index).iter().find(|reading| reading.form == form).cloned()
    }

    fn is_base(&self, index: usize) -> bool {
        self.base(index).is_some()
    }

    /// The verb whose base form stands here; of `checkout` it is `check out`.
    fn base(&self, index: usize) -> Option<Reading> {
        self.reading(index, Form::Base).or_else(|| {
            let verb = self.act(index).filter(|verb| !verb.particle().is_empty())?;
            Some(Reading { verb, base: verb.base.split(' ').next().unwrap_or_default().to_owned(), form: Form::Base })
        })
    }

    /// A participle or a past; a word in `ed` that no verb of the lexicon explains is taken as one.
    fn participle(&self, index: usize) -> Option<Act> {
        let word = self.low(index);
        let told = self.readings(index).iter().find(|r| matches!(r.form, Form::Participle | Form::Past));
        let act = match told {
            Some(reading) => Act::new(reading),
            None if morphology::looks_past(word) => {
                Act { base: morphology::guessed_base(word), particle: String::new(), verb: None, told: None }
            }
            None => return None,
        };
        Some(Act { told: Some(word.to_owned()), ..act })
    }

    fn is_adverb(&self, index: usize) -> bool {
        let word = self.low(index);
        let plain = [
            "again",
            "almost",
            "already",
            "also",
            "finally",
            "just",
            "nearly",
            "now",
            "only",
            "quite",
            "soon",
            "still",
            "today",
            "tomorrow",
            "tonight",
            "too",
            "very",
            "yesterday",
        ];
        plain.contains(&word)
            || (word.len() > 4 && word.ends_with("ly") && lexicon::find(word).is_none() && word != "supply")
    }

    /// Whether a predicate may end before this word: nothing follows, or nothing that the verb would act on.
    fn ends(&self, index: usize) -> bool {
        let word = self.low(index);
        word.is_empty()
            || has(PREPOSITIONS, word)
            || has(PARTICLES, word)
            || has(JOINTS, word)
            || has(NEGATIONS, word)
            || has(STATES, word)
            || self.is_adverb(index)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Where the first subordinate clause begins.
    fn main_end(&self) -> usize {
        let coordinates = ["and", "or", "nor", "but"];
        (1..self.words.len())
            .find(|&index| has(JOINTS, self.low(index)) && !coordinates.contains(&self.low(index)))
            .unwrap_or(self.words.len())
    }

    fn before_adverbs(&self, index: usize) -> &'a [Word<'a>] {
        let mut end = index;
        while end > 0 && self.is_adverb(end - 1) {
            end -= 1;
        }
        &self.words[..end]
    }
}

/// Whether there is no small word among these, so that they could be a group of nouns.
fn is_bare(words: &[Word<'_>]) -> bool {
    !words.iter().any(|word| [DETERMINERS, PREPOSITIONS, JOINTS].iter().any(|list| has(list, &word.low)))
}

/// Whether a clause's subject is somebody, and not something.
pub(super) fn is_somebody(subject: &[Word<'_>]) -> bool {
    subject.last().is_some_and(|word| people::is_person(&word.low))
}

/// Whether it tells somebody not to act.
pub(super) fn forbids(clause: &Clause<'_>) -> bool {
    clause.negated && matches!(clause.shape, Shape::Imperative | Shape::Wanted)
}

/// Whether the act only looks, and changes nothing.
pub(super) fn only_looks(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Asks))
}

/// Whether the act examines.
pub(super) fn examines(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Checks))
}
