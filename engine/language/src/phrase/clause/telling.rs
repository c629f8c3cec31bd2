//! Patterns of clauses that tell what happens or has happened: verbs in the past or present tense, or with an
//! auxiliary.

use super::super::vocabulary::{EMPTY, PROCESSES, STATES, THINGS, THINGS_IN_ING, WISHING};
use super::{Act, Clause, Reader, Shape, Tense};
use crate::function_words::{
    DO, HAVE, MAY, OUGHT, PARTICLES, PRONOUNS, is_determiner, is_negation, is_preposition, makes_passive,
};
use crate::lexicon::Class::{Asks, Changes, Computes, Creates, Happens, Submits, Takes};
use crate::lexicon::{self, Form, Inflection, nouns, people};

impl<'a> Reader<'a> {
    /// A failed attempt: `Failed to reserve the seat`, `PumpUnableToStart`.
    pub(super) fn failing(&self) -> Option<Clause<'a>> {
        let at = (0..self.words.len()).find(|&index| {
            self.low(index + 1) == "to"
                && (self.low(index) == "unable" || self.readings(index).iter().any(|r| r.verb.base == "fail"))
        })?;
        let reading = self.base(at + 2)?;
        let mut clause = self.clause(Shape::Came, self.before_adverbs(at));
        if let [before @ .., last] = clause.subject
            && makes_passive(&last.low)
        {
            clause.subject = before;
        }
        clause.negated = true;
        let mut clause = self.complete(clause, Act::new(&reading), at + 3);
        if !clause.object.is_empty() {
            clause.shape = Shape::Done;
        }
        Some(clause)
    }

    /// Whether a word can only be a simple past, such as `went` or `fell`.
    pub(super) fn is_plain_past(&self, index: usize) -> bool {
        let readings = self.readings(index);
        !readings.is_empty() && readings.iter().all(|reading| reading.form == Form::Past)
    }

    /// A clause with an auxiliary: `is placed`, `has arrived`, `must be paid`, `could not be found`, `will expire`.
    pub(super) fn with_auxiliary(&self) -> Option<Clause<'a>> {
        let end = self.main_end();
        let first = (0..end).find(|&index| self.helps(index))?;
        // “To be” before a participle means that it is not done yet: “invoices to be sent”, “The lift is to be
        // closed”.
        let ahead = first.checked_sub(1).filter(|before| self.low(*before) == "to" && self.low(first) == "be");
        let subject = self.before_adverbs(ahead.unwrap_or(first));
        let mut clause = self.clause(Shape::Stands, subject);
        let (mut ought, mut may, mut is_be, mut perfect) = (self.manner.wanted || ahead.is_some(), false, false, false);
        let mut going_on = false;
        let mut index = first;
        while index < self.words.len() {
            let word = self.low(index);
            if makes_passive(word) && self.low(index + 1) == "to" && self.is_base_or_be(index + 2) {
                ought = true;
            } else if makes_passive(word) {
                is_be = true;
                going_on |= word == "being";
                if matches!(word, "was" | "were") {
                    clause.tense = Tense::Past;
                }
            } else if OUGHT.has(word) || (WISHING.has(word) && self.low(index + 1) == "to") {
                ought = true;
            } else if MAY.has(word) {
                may = true;
                clause.negated |= word == "cannot";
            } else if HAVE.has(word) {
                perfect = true;
                clause.tense = Tense::Perfect;
            } else if is_negation(word) {
                clause.negated = true;
            } else if !(DO.has(word) || self.is_adverb(index) || (ought && word == "to")) {
                break;
            }
            index += 1;
        }
        if is_be && let Some(act) = self.participle(index) {
            clause.shape = match () {
                () if ought => Shape::Wanted,
                () if may && !clause.negated => Shape::Ahead,
                () => Shape::Done,
            };
            // `OrderBeingProcessed`: what is under way is named as such.
            if going_on && !ought {
                clause.shape = Shape::Ahead;
                return Some(self.complete(clause, Act { told: None, ..act }, index + 1));
            }
            // In the passive, the grammatical subject is the object of the act.
            let object = clause.subject;
            clause.subject = &[];
            let mut clause = self.complete(clause, act, index + 1);
            if !clause.object.is_empty() && clause.place.is_empty() {
                clause.place = &[];
            }
            clause.object = object;
            return Some(clause);
        }
        if is_be && let Some(reading) = self.reading(index, Form::Gerund) {
            clause.shape = Shape::Ahead;
            return Some(self.complete(clause, Act::new(&reading), index + 1));
        }
        if is_be {
            // “About to expire”.
            if self.low(index) == "about"
                && self.low(index + 1) == "to"
                && let Some(reading) = self.base(index + 2)
            {
                clause.shape = Shape::Ahead;
                return Some(self.complete(clause, Act::new(&reading), index + 3));
            }
            clause.state = &self.words[index.min(self.words.len())..];
            clause.shape = if may { Shape::Ahead } else { Shape::Stands };
            return (!clause.state.is_empty()).then_some(clause);
        }
        if perfect && let Some(act) = self.participle(index) {
            clause.shape = Shape::Done;
            return Some(Self::turned(self.complete(clause, act, index + 1)));
        }
        let reading = self.base(index)?;
        let tells_not = first == 0 && DO.has(self.low(0));
        clause.shape = match () {
            () if ought || tells_not => Shape::Wanted,
            () if may && !clause.negated => Shape::Ahead,
            () => Shape::Came,
        };
        let mut clause = self.complete(clause, Act::new(&reading), index + 1);
        // An act that was impossible is one that was not done: “System cannot find the user”.
        if clause.shape == Shape::Came && !clause.object.is_empty() {
            clause.shape = Shape::Done;
        }
        Some(clause)
    }

    /// Corrects a past clause without an object: its subject either did it by itself, as in
    /// `The voucher has expired`, or is the object of the act, as in `The order has shipped`.
    pub(super) fn turned(mut clause: Clause<'a>) -> Clause<'a> {
        if clause.act.as_ref().is_some_and(Act::comes_by_itself) {
            clause.shape = Shape::Came;
        }
        if clause.shape == Shape::Done && clause.object.is_empty() {
            clause.object = clause.subject;
            clause.subject = &[];
        }
        clause
    }

    pub(super) fn is_base_or_be(&self, index: usize) -> bool {
        self.low(index) == "be" || self.is_base(index)
    }

    pub(super) fn helps(&self, index: usize) -> bool {
        let word = self.low(index);
        let mut next = index + 1;
        while is_negation(self.low(next)) || self.is_adverb(next) {
            next += 1;
        }
        if makes_passive(word) {
            // “Got” and “being” are auxiliaries only before a participle.
            return !matches!(word, "get" | "gets" | "got" | "being") || self.participle(next).is_some();
        }
        if OUGHT.has(word) || MAY.has(word) {
            return self.is_base(next) || makes_passive(self.low(next)) || HAVE.has(self.low(next)) || word == "cannot";
        }
        if WISHING.has(word) && self.low(index + 1) == "to" {
            return true;
        }
        if HAVE.has(word) {
            return makes_passive(self.low(next)) || (self.participle(next).is_some() && self.low(next) != "set");
        }
        DO.has(word) && next > index + 1 && self.is_base(next)
    }

    /// A participle or past at the end of the phrase, or before a preposition: `OrderPlaced`, `ItemAddedToCart`.
    pub(super) fn told(&self) -> Option<Clause<'a>> {
        let end = self.main_end();
        let place = (1..end).find(|&index| {
            let before = self.low(index - 1);
            let belongs_on = is_determiner(before)
                || EMPTY.has(before)
                || (is_preposition(before) && !PARTICLES.has(before))
                || self.is_wordy(index - 1);
            // A verb such as `set` has the same form as its base; it counts as past only at the end.
            let changes = self.reading(index, Form::Base).is_none() || (self.ends(index + 1) && !self.is_base(0));
            let noun = self.base(0).is_none_or(|first| first.verb.is_noun_too());
            // `UpdateForecast`: a verb of change before a noun has it as its object.
            let object = self.base(0).is_some_and(|first| PROCESSES.has(&first.base))
                && self.reading(index, Form::Base).is_some_and(|last| last.verb.is_noun_too());
            let last = index + 1 == self.words.len();
            let changes = changes || (last && noun && !object && !self.is_named_act(index));
            !belongs_on
                && changes
                && self.ends(index + 1)
                && self.participle(index).is_some()
                && !self.is_known_noun(index)
        });
        let Some(place) = place else { return self.told_of_somebody(end) };
        let act = self.participle(place)?;
        let mut subject = self.before_adverbs(place);
        let mut negated = false;
        if let [before @ .., last] = subject
            && is_negation(&last.low)
        {
            subject = before;
            negated = true;
        }
        let mut clause = self.clause(Shape::Done, subject);
        clause.negated = negated;
        clause.adverbs = &self.words[self.before_adverbs(place).len()..place];
        let clause = self.complete(clause, act, place + 1);
        Some(Self::turned(clause))
    }

    /// Whether the word before makes a word in `ed` no past: `as paid`, `be updated`.
    pub(super) fn is_wordy(&self, index: usize) -> bool {
        matches!(self.low(index), "as" | "to" | "and" | "or" | "be")
    }

    /// Whether a word that is both a base form and a participle names an act here: `RequestPasswordReset`.
    pub(super) fn is_named_act(&self, index: usize) -> bool {
        let word = self.low(index);
        index > 1 && nouns::act(word).is_some() && !matches!(word, "set" | "read" | "put" | "shut" | "quit" | "let")
    }

    /// Whether a word that looks like a past is a noun at the end of a name: the cost, the input.
    pub(super) fn is_known_noun(&self, index: usize) -> bool {
        matches!(
            self.low(index),
            "cost" | "input" | "output" | "felt" | "ground" | "thought" | "bid" | "bet" | "cut" | "hit"
        )
    }

    /// A past with subject and object: `Customer placed the order`.
    pub(super) fn told_of_somebody(&self, end: usize) -> Option<Clause<'a>> {
        if !self.manner.is_sentence() {
            return None;
        }
        let place = (1..end).find(|&index| {
            let before = self.low(index - 1);
            self.reading(index, Form::Base).is_none()
                && self.participle(index).is_some()
                && !is_determiner(before)
                && !is_preposition(before)
                && !self.is_wordy(index - 1)
                && (is_determiner(self.low(index + 1)) || people::is_person(before) || PRONOUNS.has(before))
        })?;
        let act = self.participle(place)?;
        let clause = self.clause(Shape::Done, self.before_adverbs(place));
        Some(Self::turned(self.complete(clause, act, place + 1)))
    }

    /// Finds the verb in the present tense behind its subject.
    pub(super) fn finite(&self) -> Option<(usize, Inflection)> {
        let end = self.main_end();
        (1..end).find_map(|index| {
            let before = self.low(index - 1);
            if is_determiner(before) || EMPTY.has(before) || STATES.has(before) || (is_preposition(before) && index > 1)
            {
                return None;
            }
            let next = self.low(index + 1);
            let joined = is_preposition(next) || matches!(next, "and" | "or");
            let goes_on =
                self.readings(index).first().is_some_and(|verb| lexicon::phrasal(verb.verb.base, next).is_some());
            let says = matches!(next, "that" | "how" | "what" | "whether" | "which" | "who");
            let nothing = !says && (index + 1 >= end || (joined && !goes_on));
            if let Some(reading) = self.reading(index, Form::Third) {
                let noun = reading.verb.is_noun_too();
                let plural = noun && nothing && !reading.verb.is(Happens);
                let acts = people::is_person(before) && !next.is_empty();
                let plural = plural && !PARTICLES.has(next) && !acts;
                // “Count clicks on links”: what is counted is a noun.
                let counted = |first: &Inflection| matches!(first.verb.classes.first(), Some(Asks | Computes));
                let plural = plural || (index == 1 && nothing && noun && self.base(0).is_some_and(|f| counted(&f)));
                // “SetPoints”: if both words may be verbs, the first one is the verb.
                let asks = index == 1
                    && !self.manner.is_sentence()
                    && reading.verb.is_noun_too()
                    && !THINGS.has(before)
                    && self.base(0).is_some_and(|first| first.verb.is_any(&[Changes, Creates, Takes]));
                let pays = reading.verb.is_noun_too()
                    && self.is_base(0)
                    && !self.starts_with_thing(index)
                    && !is_determiner(self.low(index + 1));
                return (!plural && !pays && !asks).then_some((index, reading));
            }
            // A plural subject has the verb in its base form: “Prices fall”, “Customers submit orders”.
            let reading =
                self.reading(index, Form::Base).filter(|_| self.manner.is_sentence() && nouns::is_plural(before))?;
            let acts = !nothing || Act::new(&reading).comes_by_itself();
            (acts && !self.is_base(0) && self.reading(0, Form::Third).is_none_or(|r| r.verb.is_noun_too()))
                .then_some((index, reading))
        })
    }

    /// Whether the words before a verb begin like a group of nouns.
    pub(super) fn starts_with_thing(&self, index: usize) -> bool {
        is_determiner(self.low(0)) || index == 1
    }

    /// A clause in the present tense: `Customer submits order`, `Stock falls below the threshold`.
    pub(super) fn acting(&self) -> Option<Clause<'a>> {
        let (index, reading) = self.finite()?;
        let act = Act::new(&reading);
        let mut clause = self.clause(Shape::Acting, self.before_adverbs(index));
        clause.adverbs = &self.words[clause.subject.len()..index];
        let mut clause = self.complete(clause, act, index + 1);
        // A verb of change without an object changes its subject: “The pump stops”.
        let comes = |act: &Act| act.comes_by_itself() || (act.is_any(&[Happens]) && clause.object.is_empty());
        if clause.act.as_ref().is_some_and(comes) {
            clause.shape = Shape::Came;
        }
        Some(clause)
    }

    /// A thing in the middle of a change: `source.expiring`.
    pub(super) fn ending_in_gerund(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 0)?;
        let reading = self.reading(last, Form::Gerund)?;
        let pair = last == 1
            && !(self.manner.is_sentence() && THINGS_IN_ING.has(self.low(last)))
            && self
                .base(0)
                .is_some_and(|r| r.verb.is_noun_too() && !r.verb.is_any(&[Happens, Takes, Submits, Computes]));
        let named =
            !pair && self.act(last).is_some() && !Act::new(&reading).comes_by_itself() && !self.manner.is_topic();
        if named || (self.is_base(0) && !self.manner.is_topic() && !pair) {
            return None;
        }
        let mut clause = self.clause(Shape::Ahead, &self.words[..last]);
        clause.act = Some(Act::new(&reading));
        Some(clause)
    }
}
