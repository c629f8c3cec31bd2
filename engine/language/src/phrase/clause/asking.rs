//! Patterns of clauses that request an act: tell somebody to act, forbid it, or describe an operation.

use super::super::vocabulary::{LIGHT_VERBS, PROCESSES, RESULTS, THINGS, THINGS_IN_ING};
use super::{Act, Clause, Reader, Shape, is_bare};
use crate::function_words::{is_determiner, is_preposition};
use crate::lexicon::Class::{Asks, Changes, Checks, Decides, Frees, Happens, Pays, Submits, Takes};
use crate::lexicon::{Form, Verb, nouns, people};

impl<'a> Reader<'a> {
    /// A prohibition: `Do not ship the order`, `Never open both gates`.
    pub(super) fn forbidding(&self) -> Option<Clause<'a>> {
        let at = match (self.low(0), self.low(1)) {
            ("never", _) => 1,
            ("not", _) if self.manner.wanted => 1,
            ("do", "not" | "never") => 2,
            _ => return None,
        };
        let reading = self.base(at)?;
        let mut clause = self.clause(Shape::Imperative, &[]);
        clause.negated = true;
        Some(self.complete(clause, Act::new(&reading), at + 1))
    }

    pub(super) fn wanted(&self) -> Option<Clause<'a>> {
        if !self.manner.wanted {
            return None;
        }
        let act = match self.base(0).or_else(|| self.reading(0, Form::Third)) {
            Some(reading) => Act::new(&reading),
            // The word after “please” or “to” is a verb, even if the lexicon does not have it.
            None if self.words.len() > 1 && !is_determiner(self.low(0)) => {
                Act { base: self.low(0).to_owned(), particle: String::new(), verb: None, told: None }
            }
            None => return None,
        };
        Some(self.complete(self.clause(Shape::Imperative, &[]), act, 1))
    }

    /// An imperative whose first word can hardly be a noun: `CreateOrder`, but not `CreateOrderFailed`.
    pub(super) fn surely_imperative(&self) -> Option<Clause<'a>> {
        // A word before an article is no noun: “Order the flour”.
        let article = self.manner.is_sentence() && is_determiner(self.low(1));
        let asks = |verb: &Verb| {
            self.manner.is_sentence() && verb.classes.first() == Some(&Asks) && nouns::is_plural(self.low(1))
        };
        let reading = self.base(0).filter(|reading| {
            (!reading.verb.is_noun_too() || article || asks(reading.verb)) && reading.verb.particle().is_empty()
        })?;
        // A final participle may tell what happened to a request: `CreateOrderFailed`, `CancelBookingRequested`.
        let about_it = |act: &Act| act.verb.is_none() || act.is_any(&[Asks, Happens, Submits, Decides]);
        let last = self.words.len() - 1;
        if last > 0 && !self.manner.is_sentence() && self.participle(last).is_some_and(|act| about_it(&act)) {
            return None;
        }
        // A final participle may belong to a thing, as in “Direct debit bounced” and “Double booking detected”,
        // but not after a verb of search: “List loans renewed”.
        let looks = reading.verb.classes.first() == Some(&Asks);
        let told = last > 1 && is_bare(self.words) && !looks && self.reading(last, Form::Base).is_none();
        // “Verify the ticket is paid”: what is to be checked follows.
        let checks = reading.verb.classes.first() == Some(&Checks) && last > 0 && self.helps(last - 1);
        let told = told && !checks && self.manner.is_sentence();
        if told && self.participle(last).is_some_and(|act| act.verb.is_some()) {
            return None;
        }
        // A simple past makes the phrase a report, whatever the first word is: “Leave balance went negative”.
        if (2..self.main_end()).any(|index| self.is_plain_past(index)) {
            return None;
        }
        Some(self.complete(self.clause(Shape::Imperative, &[]), Act::new(&reading), 1))
    }

    /// A causative: `Have the dishes washed`.
    pub(super) fn causative(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 2)?;
        if !(self.manner.is_sentence() && matches!(self.low(0), "have" | "get") && is_determiner(self.low(1))) {
            return None;
        }
        let act = self.participle(last).filter(|_| !self.helps(last - 1))?;
        let mut clause = self.clause(Shape::Imperative, &[]);
        clause.object = &self.words[1..last];
        clause.act = Some(Act { told: None, ..act });
        Some(clause)
    }

    /// A name with a person before the imperative: `UserSendWelcomeEmail`.
    pub(super) fn somebody_told(&self) -> Option<Clause<'a>> {
        if self.manner.is_sentence() || self.manner.asked || self.words.len() < 3 || !people::is_person(self.low(0)) {
            return None;
        }
        let reading = self.base(1).filter(|reading| !reading.verb.is_noun_too() || self.acts_on(reading.verb, 2))?;
        Some(self.complete(self.clause(Shape::Imperative, &self.words[..1]), Act::new(&reading), 2))
    }

    /// Whether a verb that may be a noun has the next words as its object: `ReserveTable`, but not `ReserveUpdate`.
    pub(super) fn acts_on(&self, verb: &Verb, index: usize) -> bool {
        let last = self.words.len() - 1;
        verb.is_any(&[Takes, Frees, Submits]) && !THINGS.has(verb.base) && last >= index && self.act(last).is_none()
    }

    /// An operation as documentation describes it: `Creates an order`.
    pub(super) fn described(&self) -> Option<Clause<'a>> {
        let reading = self.reading(0, Form::Third)?;
        let by_rule = !reading.verb.is_noun_too() || is_determiner(self.low(1));
        if self.words.len() < 2 || !(by_rule || (self.manner.is_sentence() && !self.ends(1) && self.finite().is_none()))
        {
            return None;
        }
        Some(self.complete(self.clause(Shape::Described, &[]), Act::new(&reading), 1))
    }

    /// Whether a group of nouns ends in an act although its first word may be a verb: `Film reel transfer`.
    pub(super) fn is_act_on_thing(&self) -> bool {
        let Some(last) = self.words.len().checked_sub(1).filter(|last| *last > 0) else { return false };
        let (Some(first), Some(act)) = (self.base(0), self.act(last)) else { return false };
        if !is_bare(self.words)
            || LIGHT_VERBS.has(&first.base)
            || (!first.verb.is_noun_too() && first.verb.particle().is_empty())
        {
            return false;
        }
        // “File a complaint”: a verb of submission may have the submitted document as its object.
        if THINGS.has(self.low(0)) {
            // `OrderProcessing` names what happens to an order.
            let lasts = !self.manner.is_sentence() && self.reading(last, Form::Gerund).is_some();
            let process = !act.is_noun_too() || PROCESSES.has(act.base) || lasts;
            return process && !(first.verb.is(Submits) && act.is(Submits));
        }
        let requested = self.low(last) == "request" && first.verb.is_any(&[Pays, Frees, Changes]);
        let named = last == 1 && !self.manner.is_sentence() && !act.is_noun_too() && !RESULTS.has(self.low(last));
        requested || named
    }

    /// An imperative whose verb may be a noun, as in `Book the room`, or a gerund, as in `Booking the room`.
    pub(super) fn imperative(&self) -> Option<Clause<'a>> {
        let next = self.low(1);
        let compound = THINGS_IN_ING.has(self.low(0))
            && !(next.is_empty() || is_determiner(next) || is_preposition(next))
            && !nouns::is_plural(self.low(self.words.len() - 1));
        if compound {
            return None;
        }
        if let Some(reading) = self.reading(0, Form::Gerund) {
            return Some(self.complete(self.clause(Shape::Gerund, &[]), Act::new(&reading), 1));
        }
        // “Frobnicate the seat”: an unknown word before an article is a verb.
        let is_unknown = self.readings(0).is_empty() && !self.ends(0) && !is_determiner(self.low(0));
        if self.manner.is_sentence() && is_unknown && is_determiner(next) && self.act(0).is_none() {
            let act = Act { base: self.low(0).to_owned(), particle: String::new(), verb: None, told: None };
            return Some(self.complete(self.clause(Shape::Imperative, &[]), act, 1));
        }
        let reading = self.base(0)?;
        let noun = reading.verb.is_noun_too();
        if (self.manner.asked && noun && !reading.verb.is(Asks))
            || self.low(1) == "of"
            || (self.words.len() == 1 && reading.verb.is_noun_too())
        {
            return None;
        }
        if self.is_act_on_thing() {
            return None;
        }
        Some(self.complete(self.clause(Shape::Imperative, &[]), Act::new(&reading), 1))
    }
}
