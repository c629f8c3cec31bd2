//! Parses what follows a verb: its particle, its object, a place, and a direction.

use super::super::vocabulary::{BE, BEFORE_TO, DETERMINERS, JOINTS, OPEN_QUESTIONS, PARTICLES, PREPOSITIONS, STATES};
use super::super::words::has;
use super::{Act, Clause, Reader, is_somebody};
use crate::lexicon::Class::Tells;
use crate::lexicon::{self, Form, Verb};

impl<'a> Reader<'a> {
    /// Adds particle, second verb, object and place from the words at and behind `index`, where the verb has ended.
    pub(super) fn complete(&self, mut clause: Clause<'a>, mut act: Act, index: usize) -> Clause<'a> {
        let mut index = index;
        let mut end = self.words.len();
        let inner = act.verb.map_or("", |verb| verb.particle());
        if !inner.is_empty() {
            inner.clone_into(&mut act.particle);
        } else if let Some(verb) = self.phrasal(&act, index) {
            self.low(index).clone_into(&mut act.particle);
            act.verb = Some(verb);
            index += 1;
        } else if self.is_loose_particle(index) {
            self.low(index).clone_into(&mut act.particle);
            index += 1;
        } else if end > index + 1
            && let Some(verb) = self.phrasal(&act, end - 1)
        {
            // “Hand the keys over”: the particle may follow the object.
            self.low(end - 1).clone_into(&mut act.particle);
            act.verb = Some(verb);
            end -= 1;
        }
        while matches!(self.low(index), "and" | "or") && index < end {
            let Some(reading) = self.base(index + 1).or_else(|| self.reading(index + 1, Form::Third)) else { break };
            if self.low(index) == "and" {
                clause.last_act = Some(Act::new(&reading));
            }
            index += 2;
        }
        // To ask for something means to request it; “search for” means to search.
        if self.low(index) == "for" && index + 1 < end {
            if act.base == "ask"
                && let Some(verb) = lexicon::find("request")
            {
                verb.base.clone_into(&mut act.base);
                (act.verb, act.told) = (Some(verb), None);
                index += 1;
            } else if act.base == "look" {
                "find".clone_into(&mut act.base);
                (act.verb, act.told) = (lexicon::find("find"), None);
                index += 1;
            } else if matches!(act.base.as_str(), "query" | "search") {
                index += 1;
            }
        }
        let asks = matches!(self.low(index), "whether" | "if" | "that");
        if asks {
            // The subordinate clause begins here; what it asks about is its subject.
            clause.whether = &self.words[index..end];
            index += 1;
        }
        // “Returned late by the crew”: `late` says when and is no object.
        let late = |index: usize| {
            act.told.is_some() && has(STATES, self.low(index)) && !self.is_aside(index) && self.ends(index + 1)
        };
        while index < end && (self.is_adverb(index) || late(index)) {
            index += 1;
        }
        let object = index;
        while index < end
            && !(self.is_aside(index) && self.low(index) != "of")
            && !has(JOINTS, self.low(index))
            && !(index > object && self.ends_object(index, end))
            && !(asks && index > object && self.is_predicate(index))
            && !(index > object && act.particle.is_empty() && self.is_way(index, end))
            && !(self.low(index) == "of" && act.is_any(&[Tells]) && is_somebody(&self.words[object..index]))
        {
            index += 1;
        }
        clause.object = &self.words[object..index];
        if index == object && clause.whether.is_empty() && has(OPEN_QUESTIONS, self.low(index)) {
            // “See which ambulances are free”: the act is about the subject of the question.
            let subject = index + 1;
            index =
                (subject..end).find(|&at| at > subject && (self.is_aside(at) || self.is_predicate(at))).unwrap_or(end);
            clause.object = &self.words[subject..index];
            end = index;
        }
        if index > object && act.particle.is_empty() && index < end && self.is_way(index, end) {
            clause.way = &self.words[index..=index];
            index += 1;
        }
        while self.is_adverb(index) && index < end {
            index += 1;
        }
        let place = index;
        if index < end && self.is_aside(index) {
            index += if has(PREPOSITIONS, self.low(index)) { 1 } else { 2 };
            // The place ends before a second preposition, except `of`.
            while index < end
                && !has(JOINTS, self.low(index))
                && (!has(PREPOSITIONS, self.low(index)) || self.low(index) == "of")
            {
                index += 1;
            }
        }
        clause.place = &self.words[place..index];
        clause.act = Some(act);
        clause
    }

    /// Whether a word behind the first one of an object is no part of it any more.
    fn ends_object(&self, index: usize, end: usize) -> bool {
        // “A newly uploaded image”: between article and noun, the adverb belongs to the object.
        (self.is_adverb(index) && !has(DETERMINERS, self.low(index - 1)))
            || self.is_afterthought(index, end)
            || (matches!(self.low(index), "each" | "every") && self.low(index - 1) != "of")
            || matches!(self.low(index), "how" | "what")
    }

    /// Whether a word behind a subject is the verb that it has.
    fn is_predicate(&self, index: usize) -> bool {
        let noun = has(DETERMINERS, self.low(index - 1));
        self.helps(index)
            || (!noun && self.reading(index, Form::Third).is_some())
            || (has(BE, self.low(index)) && !has(DETERMINERS, self.low(index - 1)))
    }

    /// A state behind a noun: `loans due this week`.
    pub(super) fn is_afterthought(&self, index: usize, end: usize) -> bool {
        has(STATES, self.low(index))
            && (index + 1 >= end || has(DETERMINERS, self.low(index + 1)) || has(PREPOSITIONS, self.low(index + 1)))
    }

    /// Whether an adverbial (where, when, why) begins here: `to the ward`, `due to the storm`.
    pub(super) fn is_aside(&self, index: usize) -> bool {
        has(PREPOSITIONS, self.low(index)) || (has(BEFORE_TO, self.low(index)) && self.low(index + 1) == "to")
    }

    /// Whether a word is a particle of the verb before it although the lexicon does not have this phrasal verb.
    /// In `Quest turned in` nothing follows that a preposition would need; in `Scale out the workers` the word
    /// `out` is no preposition.
    pub(super) fn is_loose_particle(&self, index: usize) -> bool {
        let word = self.low(index);
        let next = self.low(index + 1);
        let last = index + 1 >= self.words.len() || has(JOINTS, next) || self.is_adverb(index + 1);
        let never_leads = matches!(word, "aside" | "away" | "back" | "down" | "forward" | "off" | "out" | "up");
        has(PARTICLES, word) && (last || (never_leads && !(has(PREPOSITIONS, word) && has(PREPOSITIONS, next))))
    }

    /// Whether a word behind the object is a direction: `Put the book back on the shelf`.
    pub(super) fn is_way(&self, index: usize, end: usize) -> bool {
        let way = matches!(self.low(index), "aside" | "away" | "back" | "down" | "forward" | "home" | "up");
        way && self.manner.is_sentence() && (index + 1 >= end || has(PREPOSITIONS, self.low(index + 1)))
    }

    pub(super) fn phrasal(&self, act: &Act, index: usize) -> Option<&'static Verb> {
        let particle = self.low(index);
        if !has(PARTICLES, particle) {
            return None;
        }
        lexicon::phrasal(act.verb.map_or(act.base.as_str(), |verb| verb.base), particle)
    }
}
