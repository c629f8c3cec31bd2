//! Patterns of names that put the thing first, or only name a thing, although their first word may be a verb.

use super::super::split::Word;
use super::super::vocabulary::{
    DOCUMENTS, LIGHT_VERBS, MAILS, MARKING, PROCESSES, PROPERTIES, SOFTWARE, STATES, THINGS,
};
use super::{Act, Clause, Reader, Shape, is_bare};
use crate::function_words::is_determiner;
use crate::lexicon::Class::{Asks, Changes, Checks, Computes, Frees, Removes, Takes};
use crate::lexicon::Form;

impl<'a> Reader<'a> {
    /// A request to mark a thing as something: `MarkPayoutFailed`, `Mark the invoice paid`.
    pub(super) fn marking(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 1)?;
        let reading = self.base(0).filter(|reading| MARKING.has(&reading.base))?;
        let marked = self.participle(last).is_some() || STATES.has(self.low(last));
        // “The mark was deleted” and “Mark order as paid” have other patterns.
        if !marked || !is_bare(&self.words[2..]) || (self.manner.is_sentence() && !is_determiner(self.low(1))) {
            return None;
        }
        let mut clause = self.clause(Shape::Imperative, &[]);
        clause.act = Some(Act::new(&reading));
        (clause.object, clause.way) = (&self.words[1..last], &self.words[last..]);
        Some(clause)
    }

    /// A group of nouns whose first word may be a verb: `ReportStatus`, `OrderService`, `InvoiceMail`.
    pub(super) fn compound(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 0)?;
        if self.manner.is_sentence() || !is_bare(self.words) {
            return None;
        }
        let verb = self.reading(0, Form::Base)?.verb;
        let is_thing = THINGS.has(self.low(0));
        // `CheckStatus` and `RestartService` tell somebody to act.
        let acts = verb.is_any(&[Asks, Changes, Checks, Computes, Frees, Removes, Takes])
            || [&LIGHT_VERBS, &PROCESSES].iter().any(|list| list.has(verb.base));
        let may_be_noun = verb.is_noun_too() && (is_thing || !acts);
        let head = self.low(last);
        let is_part = SOFTWARE.has(head) && (may_be_noun || (verb.is_noun_too() && verb.is(Checks)));
        let names =
            is_part || (may_be_noun && PROPERTIES.has(head)) || (MAILS.has(head) && DOCUMENTS.has(self.low(last - 1)));
        names.then(|| self.clause(Shape::Thing, self.words))
    }

    /// A name with the thing before a plain verb, as many webhooks are called: `CLIENT_DELETE`, `feature-revive`.
    pub(super) fn object_first(&self) -> Option<Clause<'a>> {
        let last = self.words.len().checked_sub(1).filter(|last| *last > 0)?;
        let reading = self.reading(last, Form::Base).filter(|reading| !reading.verb.is_noun_too())?;
        let is_noun = |word: &Word<'_>| {
            word.readings().iter().all(|reading| reading.verb.is_noun_too() || reading.form == Form::Third)
        };
        let before = &self.words[..last];
        if self.manner.is_sentence() || self.manner.asked || !is_bare(self.words) || !before.iter().all(is_noun) {
            return None;
        }
        let mut clause = self.clause(Shape::Act, &[]);
        (clause.object, clause.act) = (before, Some(Act::new(&reading)));
        Some(clause)
    }
}
