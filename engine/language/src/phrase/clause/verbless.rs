//! Patterns without a finite verb: states, topics, and nouns that name an act.

use super::super::manner::Written;
use super::super::split::Word;
use super::super::vocabulary::{STATES, THINGS};
use super::{Act, Clause, Reader, Shape, is_bare};
use crate::function_words::{is_determiner, is_joint, is_preposition};
use crate::lexicon::Class::Changes;
use crate::lexicon::{Form, Verb};

impl<'a> Reader<'a> {
    /// A topic has the object before the verb: `order.create`.
    pub(super) fn topic(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1)?;
        if !self.manner.is_topic() || last == 0 {
            return None;
        }
        let reading = self.reading(last, Form::Base).filter(|_| !is_preposition(self.low(last - 1)))?;
        // `orders/create` says what happens there; in `shop.order` the last word may not be a verb at all.
        let named = self.manner.written == Written::Path || reading.verb.is_noun_too();
        let shape = if named { Shape::Act } else { Shape::Imperative };
        let mut clause = self.clause(shape, &[]);
        clause.object = &self.words[..last];
        clause.act = Some(Act::new(&reading));
        Some(clause)
    }

    /// A state without a verb: `StockUnavailable`, `InvalidAccount`, `Failed payment`.
    pub(super) fn standing(&self) -> Option<Clause<'a>> {
        let clean = |word: &Word<'_>| STATES.has(&word.low);
        if let Some(at) = (0..self.words.len()).find(|&index| self.low(index) == "about" && self.low(index + 1) == "to")
            && let Some(reading) = self.base(at + 2)
        {
            return Some(self.complete(self.clause(Shape::Ahead, &self.words[..at]), Act::new(&reading), at + 3));
        }
        let mut clause = self.clause(Shape::Stands, self.words);
        // A word after `too` is a state: “Stake too small”.
        let at = (1..self.words.len()).find(|&index| clean(&self.words[index]) || self.low(index - 1) == "too");
        if let Some(at) = at
            && self.ends(at + 1)
            && let from = self.before_state(at)
            && !self.surely_begins_with_verb(from)
        {
            let becomes = |index: &usize| matches!(self.low(*index), "becoming" | "getting" | "going" | "running");
            let state = (from..at).find(|index| !becomes(index)).unwrap_or(at);
            (clause.subject, clause.state) = (&self.words[..from], &self.words[state..]);
            return Some(clause);
        }
        let first = self.words.iter().position(|word| !is_determiner(&word.low))?;
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

    /// Where the state begins; it includes words before it, as in “running low” and “past due”.
    pub(super) fn before_state(&self, at: usize) -> usize {
        let leads = |index: usize| matches!(self.low(index), "becoming" | "getting" | "going" | "past" | "running");
        let mut from = at;
        while from > 1 && (leads(from - 1) || self.is_adverb(from - 1)) {
            from -= 1;
        }
        from
    }

    /// Whether the first word is a verb and not a noun, given that a state begins at `end`: it is a verb in
    /// `SetOffline` and `Mark as due`, and a noun in `StockUnavailable` and `rent overdue`.
    pub(super) fn surely_begins_with_verb(&self, end: usize) -> bool {
        let bare = is_bare(&self.words[..end]);
        let acts = |verb: &Verb| !verb.is_noun_too() || verb.is(Changes) || (self.manner.is_sentence() && !bare);
        self.base(0).is_some_and(|reading| !(bare && THINGS.has(&reading.base)) && acts(reading.verb))
    }

    /// A noun that names an act, such as `renewal`, with its object before it or behind `of`.
    pub(super) fn nouns(&self) -> Option<Clause<'a>> {
        if self.manner.asked {
            return None;
        }
        let mut end = 0;
        while end < self.words.len() && !is_preposition(self.low(end)) && !is_joint(self.low(end)) {
            end += 1;
        }
        let head = end.checked_sub(1)?;
        let verb = self.act(head)?;
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
