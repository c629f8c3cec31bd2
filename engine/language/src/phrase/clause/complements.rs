//! Parses what follows a verb: its particle, its object, a place, and a direction.

use super::super::vocabulary::{BEFORE_TO, STATES};
use super::{Act, Clause, Reader, is_somebody};
use crate::function_words::{OPEN_QUESTIONS, PARTICLES, is_determiner, is_joint, is_preposition, makes_passive};
use crate::lexicon::Class::Tells;
use crate::lexicon::{self, Form, Verb};

impl<'a> Reader<'a> {
    /// Adds particle, second verb, object and place from the words at and behind `index`, where the verb has ended.
    pub(super) fn complete(&self, mut clause: Clause<'a>, mut act: Act, index: usize) -> Clause<'a> {
        let (mut index, end) = self.take_particle(&mut act, index);
        while matches!(self.low(index), "and" | "or") && index < end {
            let Some(reading) = self.base(index + 1).or_else(|| self.reading(index + 1, Form::Third)) else { break };
            if self.low(index) == "and" {
                clause.last_act = Some(Act::new(&reading));
            }
            index += 2;
        }
        if self.low(index) == "for" && index + 1 < end && means_without_for(&mut act) {
            index += 1;
        }
        let asks = matches!(self.low(index), "whether" | "if" | "that");
        if asks {
            // The subordinate clause begins here; what it asks about is its subject.
            clause.whether = &self.words[index..end];
            index += 1;
        }
        // “Returned late by the crew”: `late` says when and is no object.
        let late = |index: usize| {
            act.told.is_some() && STATES.has(self.low(index)) && !self.is_aside(index) && self.ends(index + 1)
        };
        let after = index;
        while index < end && (self.is_adverb(index) || late(index)) {
            index += 1;
        }
        // `OrderShippedLate`: whoever named a fact so put the word there on purpose.
        if !self.manner.is_sentence() && act.told.is_some() {
            clause.way = &self.words[after..index];
        }
        let object = index;
        index = self.object_end(&act, object, end, asks);
        clause.object = &self.words[object..index];
        if index == object && !asks && OPEN_QUESTIONS.has(self.low(index)) {
            // “See which ambulances are free”: the act is about the subject of the question.
            let ends = |at: usize| at > object + 1 && (self.is_aside(at) || self.is_predicate(at));
            let subject_end = (object + 1..end).find(|&at| ends(at)).unwrap_or(end);
            clause.object = &self.words[object + 1..subject_end];
            clause.act = Some(act);
            return clause;
        }
        if index > object && act.particle.is_empty() && index < end && self.is_way(index, end) {
            clause.way = &self.words[index..=index];
            index += 1;
        }
        while self.is_adverb(index) && index < end {
            index += 1;
        }
        clause.place = &self.words[index..self.place_end(index, end)];
        clause.act = Some(act);
        clause
    }

    /// Adds the particle of the verb at `index`. Returns where the words behind the verb begin and end.
    fn take_particle(&self, act: &mut Act, index: usize) -> (usize, usize) {
        let end = self.words.len();
        let inner = act.verb.map_or("", |verb| verb.particle());
        if !inner.is_empty() {
            inner.clone_into(&mut act.particle);
            return (index, end);
        }
        if let Some(verb) = self.phrasal(act, index) {
            self.low(index).clone_into(&mut act.particle);
            act.verb = Some(verb);
            return (index + 1, end);
        }
        if self.is_loose_particle(index) {
            self.low(index).clone_into(&mut act.particle);
            return (index + 1, end);
        }
        if end > index + 1
            && let Some(verb) = self.phrasal(act, end - 1)
        {
            // “Hand the keys over”: the particle may follow the object.
            self.low(end - 1).clone_into(&mut act.particle);
            act.verb = Some(verb);
            return (index, end - 1);
        }
        (index, end)
    }

    /// Where the object that begins at `object` ends. `asks` says that it is the subject of a question.
    fn object_end(&self, act: &Act, object: usize, end: usize, asks: bool) -> usize {
        let ends = |index: usize| {
            let inside = index > object;
            (self.is_aside(index) && self.low(index) != "of")
                || is_joint(self.low(index))
                || (inside && self.ends_object(index, end))
                || (inside && asks && self.is_predicate(index))
                || (inside && act.particle.is_empty() && self.is_way(index, end))
                || (self.low(index) == "of" && act.is_any(&[Tells]) && is_somebody(&self.words[object..index]))
        };
        (object..end).find(|&index| ends(index)).unwrap_or(end.max(object))
    }

    /// Where the place that begins at `index` ends: before a second preposition, except `of`.
    fn place_end(&self, index: usize, end: usize) -> usize {
        if index >= end || !self.is_aside(index) {
            return index;
        }
        let from = index + if is_preposition(self.low(index)) { 1 } else { 2 };
        let ends =
            |index: usize| is_joint(self.low(index)) || (is_preposition(self.low(index)) && self.low(index) != "of");
        (from..end).find(|&index| ends(index)).unwrap_or(end.max(from))
    }

    /// Whether a word behind the first one of an object is no part of it any more.
    fn ends_object(&self, index: usize, end: usize) -> bool {
        // “A newly uploaded image”: between article and noun, the adverb belongs to the object.
        (self.is_adverb(index) && !is_determiner(self.low(index - 1)))
            || self.is_afterthought(index, end)
            || (matches!(self.low(index), "each" | "every") && self.low(index - 1) != "of")
            || matches!(self.low(index), "how" | "what")
    }

    /// Whether a word behind a subject is the verb that it has.
    fn is_predicate(&self, index: usize) -> bool {
        let noun = is_determiner(self.low(index - 1));
        self.helps(index)
            || (!noun && self.reading(index, Form::Third).is_some())
            || (makes_passive(self.low(index)) && !is_determiner(self.low(index - 1)))
    }

    /// A state behind a noun: `loans due this week`.
    pub(super) fn is_afterthought(&self, index: usize, end: usize) -> bool {
        STATES.has(self.low(index))
            && (index + 1 >= end || is_determiner(self.low(index + 1)) || is_preposition(self.low(index + 1)))
    }

    /// Whether an adverbial (where, when, why) begins here: `to the ward`, `due to the storm`.
    pub(super) fn is_aside(&self, index: usize) -> bool {
        is_preposition(self.low(index)) || (BEFORE_TO.has(self.low(index)) && self.low(index + 1) == "to")
    }

    /// Whether a word is a particle of the verb before it although the lexicon does not have this phrasal verb.
    /// In `Quest turned in` nothing follows that a preposition would need; in `Scale out the workers` the word
    /// `out` is no preposition.
    pub(super) fn is_loose_particle(&self, index: usize) -> bool {
        let word = self.low(index);
        let next = self.low(index + 1);
        let last = index + 1 >= self.words.len() || is_joint(next) || self.is_adverb(index + 1);
        let never_leads = matches!(word, "aside" | "away" | "back" | "down" | "forward" | "off" | "out" | "up");
        PARTICLES.has(word) && (last || (never_leads && !(is_preposition(word) && is_preposition(next))))
    }

    /// Whether a word behind the object is a direction: `Put the book back on the shelf`.
    pub(super) fn is_way(&self, index: usize, end: usize) -> bool {
        let way = matches!(self.low(index), "aside" | "away" | "back" | "down" | "forward" | "home" | "up");
        way && self.manner.is_sentence() && (index + 1 >= end || is_preposition(self.low(index + 1)))
    }

    pub(super) fn phrasal(&self, act: &Act, index: usize) -> Option<&'static Verb> {
        let particle = self.low(index);
        if !PARTICLES.has(particle) {
            return None;
        }
        lexicon::phrasal(act.verb.map_or(act.base.as_str(), |verb| verb.base), particle)
    }
}

/// Whether an act with `for` is the same act without it, or that of another verb: to ask for something means to
/// request it, to look for something to find it.
fn means_without_for(act: &mut Act) -> bool {
    let other = match act.base.as_str() {
        "ask" => "request",
        "look" => "find",
        base => return matches!(base, "query" | "search"),
    };
    other.clone_into(&mut act.base);
    (act.verb, act.told) = (lexicon::find(other), None);
    true
}
