//! A phrase taken apart: which word is the verb, who acts, on what, and how it is told.
//!
//! It reads one clause, already freed of marks and openers, and never fails: what is no clause is a group of nouns. It
//! must not know which kind of message a shape means.

use super::vocabulary::{
    BE, BEFORE_TO, DETERMINERS, DO, EMPTY, HAVE, JOINTS, LIGHT_VERBS, MAY, NEGATIONS, OUGHT, PARTICLES, PREPOSITIONS,
    RESULTS, STATES, THINGS, THINGS_IN_ING, WISHING,
};
use super::words::{Word, has};
use crate::text::lexicon::Class::{
    Asks, Changes, Checks, Computes, Creates, Decides, Frees, Happens, Labours, Pays, Removes, Stands, Submits, Takes,
    Tells, Works,
};
use crate::text::lexicon::{self, Form, Reading, Verb, morphology, nouns, people};

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

/// How a phrase is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In words with spaces.
    Sentence,
    /// As a name.
    Name,
    /// As a name with dots, which puts the thing before the act: `order.create`.
    Topic,
    /// As a name with slashes, which is called after what happens there: `orders/create`.
    Path,
}

/// What is known of the phrase before its words are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// How it is written.
    pub written: Written,
    /// It calls itself a query, so that a word that could be a verb or a noun is a noun.
    pub asked: bool,
    /// Its opening words say that something is wanted.
    pub wanted: bool,
}

impl Manner {
    /// Whether it is no name yet.
    pub(super) fn is_sentence(self) -> bool {
        self.written == Written::Sentence
    }

    fn is_topic(self) -> bool {
        matches!(self.written, Written::Topic | Written::Path) && !self.asked
    }
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

    fn reading(&self, index: usize, form: Form) -> Option<Reading> {
        lexicon::readings(self.low(index)).into_iter().find(|reading| reading.form == form)
    }

    fn is_base(&self, index: usize) -> bool {
        self.base(index).is_some()
    }

    /// The verb whose base form stands here; of `checkout` it is `check out`.
    fn base(&self, index: usize) -> Option<Reading> {
        self.reading(index, Form::Base).or_else(|| {
            let verb = nouns::act(self.low(index)).filter(|verb| !verb.particle().is_empty())?;
            Some(Reading { verb, base: verb.base.split(' ').next().unwrap_or_default().to_owned(), form: Form::Base })
        })
    }

    /// A participle or a past; a word in `ed` that no verb of the lexicon explains is taken as one.
    fn participle(&self, index: usize) -> Option<Act> {
        let word = self.low(index);
        let told = lexicon::readings(word).into_iter().find(|r| matches!(r.form, Form::Participle | Form::Past));
        let act = match told {
            Some(reading) => Act::new(&reading),
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
            "again", "almost", "already", "also", "finally", "just", "nearly", "now", "only", "quite", "soon", "still",
            "today", "too", "very",
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

    /// Adds particle, second verb, object and place behind a verb that ends before `index`.
    fn complete(&self, mut clause: Clause<'a>, mut act: Act, index: usize) -> Clause<'a> {
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
            // “Hand the keys over”: the verb is the two together.
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
        // Who asks for a thing requests it, and who searches for it searches it.
        if self.low(index) == "for" && index + 1 < end {
            if act.base == "ask"
                && let Some(verb) = lexicon::find("request")
            {
                verb.base.clone_into(&mut act.base);
                (act.verb, act.told) = (Some(verb), None);
                index += 1;
            } else if matches!(act.base.as_str(), "look" | "query" | "search") {
                index += 1;
            }
        }
        let asks = matches!(self.low(index), "whether" | "if" | "that");
        if asks {
            // Whether something is so is asked of what stands before the verb.
            clause.whether = &self.words[index..end];
            index += 1;
        }
        // “Returned late by the crew” says when, and not what.
        let late = |index: usize| act.told.is_some() && has(STATES, self.low(index)) && !self.is_aside(index) && self.ends(index + 1);
        while index < end && (self.is_adverb(index) || late(index)) {
            index += 1;
        }
        let object = index;
        while index < end
            && !(self.is_aside(index) && self.low(index) != "of")
            && !has(JOINTS, self.low(index))
            && !(index > object && (self.is_adverb(index) || self.is_afterthought(index, end)))
            && !(asks && index > object && (self.helps(index) || self.reading(index, Form::Third).is_some()))
            && !(index > object && act.particle.is_empty() && self.is_way(index, end))
        {
            index += 1;
        }
        clause.object = &self.words[object..index];
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
            // “Out of stock” goes on behind its second preposition.
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

    /// How a thing stands, behind it: `loans due this week`.
    fn is_afterthought(&self, index: usize, end: usize) -> bool {
        has(STATES, self.low(index))
            && (index + 1 >= end || has(DETERMINERS, self.low(index + 1)) || has(PREPOSITIONS, self.low(index + 1)))
    }

    /// Whether what stands here says where, when or why, and no longer what: `to the ward`, `due to the storm`.
    fn is_aside(&self, index: usize) -> bool {
        has(PREPOSITIONS, self.low(index)) || (has(BEFORE_TO, self.low(index)) && self.low(index + 1) == "to")
    }

    /// Whether a word belongs to the verb before it though no dictionary lists the two: `Quest turned in`, where nothing
    /// follows that anything could be in, and `Scale out the workers`, as nothing is ever out the workers.
    fn is_loose_particle(&self, index: usize) -> bool {
        let word = self.low(index);
        let next = self.low(index + 1);
        let last = index + 1 >= self.words.len() || has(JOINTS, next) || self.is_adverb(index + 1);
        let never_leads = matches!(word, "aside" | "away" | "back" | "down" | "forward" | "off" | "out" | "up");
        has(PARTICLES, word) && (last || (never_leads && !has(PREPOSITIONS, next)))
    }

    /// Whether a word behind the object says which way it goes: `Put the book back on the shelf`.
    fn is_way(&self, index: usize, end: usize) -> bool {
        let way = matches!(self.low(index), "aside" | "away" | "back" | "down" | "forward" | "home" | "up");
        way && self.manner.is_sentence() && (index + 1 >= end || has(PREPOSITIONS, self.low(index + 1)))
    }

    fn phrasal(&self, act: &Act, index: usize) -> Option<&'static Verb> {
        let particle = self.low(index);
        if !has(PARTICLES, particle) {
            return None;
        }
        lexicon::phrasal(act.verb.map_or(act.base.as_str(), |verb| verb.base), particle)
    }

    /// Somebody is told not to act: `Do not ship the order`, `Never open both gates`.
    fn forbidding(&self) -> Option<Clause<'a>> {
        let at = match (self.low(0), self.low(1)) {
            ("never", _) => 1,
            ("do", "not" | "never") => 2,
            _ => return None,
        };
        let reading = self.base(at)?;
        let mut clause = self.clause(Shape::Imperative, &[]);
        clause.negated = true;
        Some(self.complete(clause, Act::new(&reading), at + 1))
    }

    fn wanted(&self) -> Option<Clause<'a>> {
        if !self.manner.wanted {
            return None;
        }
        let act = match self.base(0) {
            Some(reading) => Act::new(&reading),
            // After “please” and “to” stands a verb, whether or not the lexicon has it.
            None if self.words.len() > 1 && !has(DETERMINERS, self.low(0)) => {
                Act { base: self.low(0).to_owned(), particle: String::new(), verb: None, told: None }
            }
            None => return None,
        };
        Some(self.complete(self.clause(Shape::Imperative, &[]), act, 1))
    }

    /// What was tried and did not come about: `Failed to reserve the seat`, `PumpUnableToStart`.
    fn failing(&self) -> Option<Clause<'a>> {
        let at = (0..self.words.len()).find(|&index| {
            self.low(index + 1) == "to"
                && (self.low(index) == "unable"
                    || lexicon::readings(self.low(index)).iter().any(|r| r.verb.base == "fail"))
        })?;
        let reading = self.base(at + 2)?;
        let mut clause = self.clause(Shape::Came, self.before_adverbs(at));
        if let [before @ .., last] = clause.subject
            && has(BE, &last.low)
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

    /// A name that begins with a verb that is no noun: `CreateOrder`, but not `CreateOrderFailed`.
    fn surely_imperative(&self) -> Option<Clause<'a>> {
        // Nobody puts an article behind a noun: “Order the flour”.
        let article = self.manner.is_sentence() && has(DETERMINERS, self.low(1));
        let asks = |verb: &Verb| {
            self.manner.is_sentence() && verb.classes.first() == Some(&Asks) && nouns::is_plural(self.low(1))
        };
        let reading = self.base(0).filter(|reading| {
            (!reading.verb.is_noun_too() || article || asks(reading.verb)) && reading.verb.particle().is_empty()
        })?;
        // What is said of a request is told of it: `CreateOrderFailed`, `CancelBookingRequested`.
        let about_it = |act: &Act| act.verb.is_none() || act.is_any(&[Happens, Submits, Decides]);
        let last = self.words.len() - 1;
        if last > 0 && !self.manner.is_sentence() && self.participle(last).is_some_and(|act| about_it(&act)) {
            return None;
        }
        // What comes about by itself is told of a thing: “Direct debit bounced”.
        let bare = !self.words.iter().any(|word| has(DETERMINERS, &word.low));
        if last > 1 && bare && self.participle(last).is_some_and(|act| act.verb.is_some() && act.comes_by_itself()) {
            return None;
        }
        // A plain past tells, whatever the first word could be: “Leave balance went negative”.
        if (2..self.main_end()).any(|index| self.is_plain_past(index)) {
            return None;
        }
        Some(self.complete(self.clause(Shape::Imperative, &[]), Act::new(&reading), 1))
    }

    /// Somebody is told to see to it that something is done: `Have the dishes washed`.
    fn causative(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 2)?;
        if !(self.manner.is_sentence() && matches!(self.low(0), "have" | "get") && has(DETERMINERS, self.low(1))) {
            return None;
        }
        let act = self.participle(last).filter(|_| !self.helps(last - 1))?;
        let mut clause = self.clause(Shape::Imperative, &[]);
        clause.object = &self.words[1..last];
        clause.act = Some(Act { told: None, ..act });
        Some(clause)
    }

    /// Whether a word is a past and nothing else: `went`, `fell`; no noun, base or participle.
    fn is_plain_past(&self, index: usize) -> bool {
        let readings = lexicon::readings(self.low(index));
        !readings.is_empty() && readings.iter().all(|reading| reading.form == Form::Past)
    }

    /// A clause with a helping verb: `is placed`, `has arrived`, `must be paid`, `could not be found`, `will expire`.
    fn with_auxiliary(&self) -> Option<Clause<'a>> {
        let end = self.main_end();
        let first = (0..end).find(|&index| self.helps(index))?;
        // What is to be done is not done yet: “invoices to be sent”, “The lift is to be closed”.
        let ahead = first.checked_sub(1).filter(|before| self.low(*before) == "to" && self.low(first) == "be");
        let subject = self.before_adverbs(ahead.unwrap_or(first));
        let mut clause = self.clause(Shape::Stands, subject);
        let (mut ought, mut may, mut is_be, mut perfect) = (self.manner.wanted || ahead.is_some(), false, false, false);
        let mut index = first;
        while index < self.words.len() {
            let word = self.low(index);
            if has(BE, word) && self.low(index + 1) == "to" && self.is_base_or_be(index + 2) {
                ought = true;
            } else if has(BE, word) {
                is_be = true;
                if matches!(word, "was" | "were") {
                    clause.tense = Tense::Past;
                }
            } else if has(OUGHT, word) || (has(WISHING, word) && self.low(index + 1) == "to") {
                ought = true;
            } else if has(MAY, word) {
                may = true;
                clause.negated |= word == "cannot";
            } else if has(HAVE, word) {
                perfect = true;
                clause.tense = Tense::Perfect;
            } else if has(NEGATIONS, word) {
                clause.negated = true;
            } else if !(has(DO, word) || self.is_adverb(index) || (ought && word == "to")) {
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
            // What is done to the subject: it stands in the object's place.
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
        let tells_not = first == 0 && has(DO, self.low(0));
        clause.shape = match () {
            () if ought || tells_not => Shape::Wanted,
            () if may && !clause.negated => Shape::Ahead,
            () => Shape::Came,
        };
        let mut clause = self.complete(clause, Act::new(&reading), index + 1);
        // What could not be done was not done: “System cannot find the user”.
        if clause.shape == Shape::Came && !clause.object.is_empty() {
            clause.shape = Shape::Done;
        }
        Some(clause)
    }

    /// In a past without an object the subject came about, as in `The voucher has expired`, or something was done to it, as
    /// in `The order has shipped`.
    fn turned(mut clause: Clause<'a>) -> Clause<'a> {
        if clause.act.as_ref().is_some_and(Act::comes_by_itself) {
            clause.shape = Shape::Came;
        }
        if clause.shape == Shape::Done && clause.object.is_empty() {
            clause.object = clause.subject;
            clause.subject = &[];
        }
        clause
    }

    fn is_base_or_be(&self, index: usize) -> bool {
        self.low(index) == "be" || self.is_base(index)
    }

    fn helps(&self, index: usize) -> bool {
        let word = self.low(index);
        let mut next = index + 1;
        while has(NEGATIONS, self.low(next)) || self.is_adverb(next) {
            next += 1;
        }
        if has(BE, word) {
            // “Got” and “being” help only where a participle follows.
            return !matches!(word, "get" | "gets" | "got" | "being") || self.participle(next).is_some();
        }
        if has(OUGHT, word) || has(MAY, word) {
            return self.is_base(next) || has(BE, self.low(next)) || has(HAVE, self.low(next)) || word == "cannot";
        }
        if has(WISHING, word) && self.low(index + 1) == "to" {
            return true;
        }
        if has(HAVE, word) {
            return has(BE, self.low(next)) || (self.participle(next).is_some() && self.low(next) != "set");
        }
        has(DO, word) && next > index + 1 && self.is_base(next)
    }

    fn before_adverbs(&self, index: usize) -> &'a [Word<'a>] {
        let mut end = index;
        while end > 0 && self.is_adverb(end - 1) {
            end -= 1;
        }
        &self.words[..end]
    }

    /// A participle or a past that ends the phrase or is followed by where it led: `OrderPlaced`, `ItemAddedToCart`.
    fn told(&self) -> Option<Clause<'a>> {
        let end = self.main_end();
        let place = (1..end).find(|&index| {
            let before = self.low(index - 1);
            let belongs_on = has(DETERMINERS, before)
                || has(EMPTY, before)
                || (has(PREPOSITIONS, before) && !has(PARTICLES, before))
                || self.is_wordy(index - 1);
            // Of verbs that do not change, such as `set`, only the place tells: a fact has them at its end.
            let changes = self.reading(index, Form::Base).is_none() || (self.ends(index + 1) && !self.is_base(0));
            let noun = self.base(0).is_none_or(|first| first.verb.is_noun_too());
            let changes = changes || (index + 1 == self.words.len() && noun && !self.is_named_act(index));
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
            && has(NEGATIONS, &last.low)
        {
            subject = before;
            negated = true;
        }
        let mut clause = self.clause(Shape::Done, subject);
        clause.negated = negated;
        let clause = self.complete(clause, act, place + 1);
        Some(Self::turned(clause))
    }

    /// Whether the word before an `ed` makes it an adjective of what follows: `as paid`, `be updated`.
    fn is_wordy(&self, index: usize) -> bool {
        matches!(self.low(index), "as" | "to" | "and" | "or" | "be")
    }

    /// Whether a word that is base and participle at once rather names the act: `RequestPasswordReset`.
    fn is_named_act(&self, index: usize) -> bool {
        let word = self.low(index);
        index > 1 && nouns::act(word).is_some() && !matches!(word, "set" | "read" | "put" | "shut" | "quit" | "let")
    }

    /// Words that look like a past and are nouns at the end of a name: the cost, the input.
    fn is_known_noun(&self, index: usize) -> bool {
        matches!(
            self.low(index),
            "cost" | "input" | "output" | "felt" | "ground" | "thought" | "bid" | "bet" | "cut" | "hit"
        )
    }

    /// Somebody did something to something: `Customer placed the order`.
    fn told_of_somebody(&self, end: usize) -> Option<Clause<'a>> {
        if !self.manner.is_sentence() {
            return None;
        }
        let place = (1..end).find(|&index| {
            let before = self.low(index - 1);
            self.reading(index, Form::Base).is_none()
                && self.participle(index).is_some()
                && !has(DETERMINERS, before)
                && !has(PREPOSITIONS, before)
                && !self.is_wordy(index - 1)
                && (has(DETERMINERS, self.low(index + 1)) || people::is_person(before))
        })?;
        let act = self.participle(place)?;
        let clause = self.clause(Shape::Done, self.before_adverbs(place));
        Some(Self::turned(self.complete(clause, act, place + 1)))
    }

    /// Somebody, and what he is told to do, as a name has it: `UserSendWelcomeEmail`.
    fn somebody_told(&self) -> Option<Clause<'a>> {
        if self.manner.is_sentence() || self.manner.asked || self.words.len() < 3 || !people::is_person(self.low(0)) {
            return None;
        }
        let reading = self.base(1).filter(|reading| !reading.verb.is_noun_too() || self.acts_on(reading.verb, 2))?;
        Some(self.complete(self.clause(Shape::Imperative, &self.words[..1]), Act::new(&reading), 2))
    }

    /// Whether a verb that could be a noun takes what follows it: `ReserveTable`, and no `ReserveUpdate`.
    fn acts_on(&self, verb: &Verb, index: usize) -> bool {
        let last = self.words.len() - 1;
        verb.is_any(&[Takes, Frees, Submits])
            && !has(THINGS, verb.base)
            && last >= index
            && nouns::act(self.low(last)).is_none()
    }

    /// A topic puts the thing before the act: `order.create`.
    fn topic(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1)?;
        if !self.manner.is_topic() || last == 0 {
            return None;
        }
        let reading = self.reading(last, Form::Base).filter(|_| !has(PREPOSITIONS, self.low(last - 1)))?;
        // `orders/create` says what happens there, and of `shop.order` nobody knows whether it is an act at all.
        let named = self.manner.written == Written::Path || reading.verb.is_noun_too();
        let shape = if named { Shape::Act } else { Shape::Imperative };
        let mut clause = self.clause(shape, &[]);
        clause.object = &self.words[..last];
        clause.act = Some(Act::new(&reading));
        Some(clause)
    }

    /// An operation as documentation describes it: `Creates an order`.
    fn described(&self) -> Option<Clause<'a>> {
        let reading = self.reading(0, Form::Third)?;
        let by_rule = !reading.verb.is_noun_too() || has(DETERMINERS, self.low(1));
        if self.words.len() < 2 || !(by_rule || (self.manner.is_sentence() && !self.ends(1) && self.finite().is_none()))
        {
            return None;
        }
        Some(self.complete(self.clause(Shape::Described, &[]), Act::new(&reading), 1))
    }

    /// Where a verb in the present stands behind its subject.
    fn finite(&self) -> Option<(usize, Reading)> {
        let end = self.main_end();
        (1..end).find_map(|index| {
            let before = self.low(index - 1);
            if has(DETERMINERS, before)
                || has(EMPTY, before)
                || has(STATES, before)
                || (has(PREPOSITIONS, before) && index > 1)
            {
                return None;
            }
            let nothing = index + 1 >= end || has(PREPOSITIONS, self.low(index + 1));
            if let Some(reading) = self.reading(index, Form::Third) {
                let plural = reading.verb.is_noun_too() && nothing && !reading.verb.is(Happens);
                let plural = plural && !has(PARTICLES, self.low(index + 1));
                // “SetPoints”: of two words that could be either, the first one asks.
                let asks = index == 1
                    && !self.manner.is_sentence()
                    && reading.verb.is_noun_too()
                    && !has(THINGS, before)
                    && self.base(0).is_some_and(|first| first.verb.is_any(&[Changes, Creates, Takes]));
                let pays = reading.verb.is_noun_too()
                    && self.is_base(0)
                    && !self.starts_with_thing(index)
                    && !has(DETERMINERS, self.low(index + 1));
                return (!plural && !pays && !asks).then_some((index, reading));
            }
            // Many act in the base form: “Prices fall”, “Customers submit orders”.
            let reading =
                self.reading(index, Form::Base).filter(|_| self.manner.is_sentence() && nouns::is_plural(before))?;
            let acts = !nothing || Act::new(&reading).comes_by_itself();
            (acts && !self.is_base(0) && self.reading(0, Form::Third).is_none_or(|r| r.verb.is_noun_too()))
                .then_some((index, reading))
        })
    }

    /// Whether what stands before a verb begins as a group of nouns does.
    fn starts_with_thing(&self, index: usize) -> bool {
        has(DETERMINERS, self.low(0)) || index == 1
    }

    /// Somebody or something acts: `Customer submits order`, `Stock falls below the threshold`.
    fn acting(&self) -> Option<Clause<'a>> {
        let (index, reading) = self.finite()?;
        let act = Act::new(&reading);
        let mut clause = self.complete(self.clause(Shape::Acting, self.before_adverbs(index)), act, index + 1);
        // What acts on nothing changes itself: “The pump stops”.
        let comes = |act: &Act| act.comes_by_itself() || (act.is_any(&[Happens]) && clause.object.is_empty());
        if clause.act.as_ref().is_some_and(comes) {
            clause.shape = Shape::Came;
        }
        Some(clause)
    }

    /// How something stands, without a verb: `StockUnavailable`, `InvalidAccount`, `Failed payment`.
    fn standing(&self) -> Option<Clause<'a>> {
        let clean = |word: &Word<'_>| has(STATES, &word.low);
        if let Some(at) = (0..self.words.len()).find(|&index| self.low(index) == "about" && self.low(index + 1) == "to")
            && let Some(reading) = self.base(at + 2)
        {
            return Some(self.complete(self.clause(Shape::Ahead, &self.words[..at]), Act::new(&reading), at + 3));
        }
        let mut clause = self.clause(Shape::Stands, self.words);
        // Whatever is too much of it is how it stands: “Stake too small”.
        let at = (1..self.words.len()).find(|&index| clean(&self.words[index]) || self.low(index - 1) == "too");
        if let Some(at) = at
            && self.ends(at + 1)
            && !self.surely_begins_with_verb(at)
        {
            let from = self.before_adverbs(at).len().max(1);
            (clause.subject, clause.state) = self.words.split_at(from);
            return Some(clause);
        }
        let first = self.words.iter().position(|word| !has(DETERMINERS, &word.low))?;
        if clean(&self.words[first]) {
            (clause.state, clause.subject) = (&self.words[first..=first], &self.words[first + 1..]);
            return Some(clause);
        }
        // A participle before its noun.
        if self.reading(first, Form::Base).is_none()
            && first + 1 < self.words.len()
            && let Some(act) = self.participle(first)
        {
            return Some(self.complete(self.clause(Shape::Done, &[]), act, first + 1));
        }
        None
    }

    /// Whether the first word is a verb, before a state at `end`: of `StockUnavailable` and `rent overdue` it is a noun, and
    /// of `SetOffline` and `Mark as due` it is one.
    fn surely_begins_with_verb(&self, end: usize) -> bool {
        let bare = is_bare(&self.words[..end]);
        let acts = |verb: &Verb| !verb.is_noun_too() || verb.is(Changes) || (self.manner.is_sentence() && !bare);
        self.base(0).is_some_and(|reading| !(bare && has(THINGS, &reading.base)) && acts(reading.verb))
    }

    /// Whether a group of nouns ends in an act though its first word could be a verb: `Film reel transfer`.
    fn is_act_on_thing(&self) -> bool {
        let Some(last) = self.words.len().checked_sub(1).filter(|last| *last > 0) else { return false };
        let (Some(first), Some(act)) = (self.base(0), nouns::act(self.low(last))) else { return false };
        if !is_bare(self.words)
            || has(LIGHT_VERBS, &first.base)
            || !(first.verb.is_noun_too() || !first.verb.particle().is_empty())
        {
            return false;
        }
        // “File a complaint”: who submits may submit what is submitted.
        if has(THINGS, self.low(0)) {
            return !(first.verb.is(Submits) && act.is(Submits));
        }
        let requested = self.low(last) == "request" && first.verb.is_any(&[Pays, Frees, Changes]);
        let named = last == 1 && !self.manner.is_sentence() && !act.is_noun_too() && !has(RESULTS, self.low(last));
        requested || named
    }

    /// A thing that is changing: `source.expiring`.
    fn ending_in_gerund(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 0)?;
        let reading = self.reading(last, Form::Gerund)?;
        let pair = last == 1
            && self
                .base(0)
                .is_some_and(|r| r.verb.is_noun_too() && !r.verb.is_any(&[Happens, Takes, Submits, Computes]));
        let named = !pair
            && nouns::act(self.low(last)).is_some()
            && !Act::new(&reading).comes_by_itself()
            && !self.manner.is_topic();
        if named || (self.is_base(0) && !self.manner.is_topic() && !pair) {
            return None;
        }
        let mut clause = self.clause(Shape::Ahead, &self.words[..last]);
        clause.act = Some(Act::new(&reading));
        Some(clause)
    }

    /// Somebody is told to act by a verb that could be a noun: `Book the room`, or an act is named: `Booking the room`.
    fn imperative(&self) -> Option<Clause<'a>> {
        let next = self.low(1);
        let compound = has(THINGS_IN_ING, self.low(0))
            && !(next.is_empty() || has(DETERMINERS, next) || has(PREPOSITIONS, next))
            && !nouns::is_plural(self.low(self.words.len() - 1));
        if compound {
            return None;
        }
        if let Some(reading) = self.reading(0, Form::Gerund) {
            return Some(self.complete(self.clause(Shape::Gerund, &[]), Act::new(&reading), 1));
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

    /// A noun that names an act, as `renewal`, with what is done to it before it or behind `of`.
    fn nouns(&self) -> Option<Clause<'a>> {
        if self.manner.asked {
            return None;
        }
        let mut end = 0;
        while end < self.words.len() && !has(PREPOSITIONS, self.low(end)) && !has(JOINTS, self.low(end)) {
            end += 1;
        }
        let head = end.checked_sub(1)?;
        let verb = nouns::act(self.low(head))?;
        let base = verb.base.split(' ').next().unwrap_or_default().to_owned();
        let act = Act { base, particle: verb.particle().to_owned(), verb: Some(verb), told: None };
        let mut clause = self.clause(Shape::Act, &[]);
        if self.low(end) == "of" {
            clause = self.complete(clause, act, end + 1);
        } else {
            clause.act = Some(act);
            clause.object = &self.words[..head];
        }
        Some(clause)
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

/// Whether the act only looks, and changes nothing.
pub(super) fn only_looks(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Asks))
}

/// Whether the act examines.
pub(super) fn examines(act: &Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Checks))
}
