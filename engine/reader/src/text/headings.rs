//! Lines that stand above others: titles, headlines, and what leads to a list.

use std::ops::Range;

use language::clauses::clause::{Clause, Mood};
use language::clauses::{Class, Token};
use language::lexicon::Form as VerbForm;

use super::{Marked, Reader, Section, cast, phrase, shapes, talk, title, words};
use crate::blocks::{Kind, Unit};
use crate::reading::Role;

impl Reader<'_, '_> {
    /// A title: a new flow, and perhaps a participant whose acts follow.
    pub(super) fn heading(&mut self, range: Range<usize>, next: Option<&Unit>) {
        self.close_flow();
        self.nest(0);
        self.header.clear();
        self.here = None;
        self.last_who.clear();
        self.sections = vec![talk::section(&self.tokens()[range.clone()])];
        let name = phrase::noun_phrase(self.tokens(), range.clone());
        let items = next.is_some_and(|next| !matches!(next.kind, Kind::Heading));
        if items && name.len() == range.len() && self.section() == Section::Acts {
            let short = range.len() <= 4 && !self.is_topic_title(&range);
            self.here = self.cast.find(self.tokens(), name.clone());
            if self.here.is_none() && short && self.next_is_third_person(next) {
                self.here = self.cast.given(self.tokens(), name);
            }
        }
        self.sentences.push(Marked { range: range.clone(), role: Role::Title, who: self.here.into_iter().collect() });
        if self.section() == Section::Acts {
            self.flow.title = Some(range);
        }
    }

    /// A line above deeper ones. True if it only leads to them.
    pub(super) fn intro(&mut self, range: Range<usize>, unit: &Unit) -> bool {
        let tokens = self.tokens();
        if range.clone().any(|at| shapes::is_joint(tokens[at].text)) {
            return false;
        }
        let ends = tokens[range.end - 1].text == ":";
        // "Publishes OrderCreated", and below it who reacts.
        let first = &tokens[range.start];
        if first.readings.iter().any(|reading| words::PUBLISHES.contains(&reading.verb.base))
            && let Some(event) = phrase::event_in(tokens, range.clone())
        {
            self.run(range, unit);
            self.under_event = Some(event);
            return true;
        }
        let body = phrase::without_how(tokens, phrase::trimmed(tokens, range.clone()));
        let below = |reader: &mut Self, section: Section| {
            while reader.sections.len() <= unit.depth + 1 {
                reader.sections.push(section);
                reader.intros.push(None);
            }
            reader.sections[unit.depth + 1] = section;
        };
        let section = talk::section(&tokens[body.clone()]);
        if section != Section::Acts && body.len() <= 6 {
            below(self, section);
            self.sentences.push(Marked { range, role: Role::Title, who: Vec::new() });
            return true;
        }
        let name = phrase::noun_phrase(tokens, body.clone());
        let whole = name.len() == body.len() && !body.is_empty() && body.len() <= 4;
        if whole && let Some(event) = (body.len() == 1).then(|| phrase::event_in(tokens, body.clone())).flatten() {
            // "payment.captured", and below it who reacts.
            self.last_event = Some((Some(event.clone()), None));
            self.under_event = Some(event);
            below(self, Section::Acts);
            self.intros[unit.depth + 1] = Some(body.clone());
            self.sentences.push(Marked { range, role: Role::Title, who: Vec::new() });
            return true;
        }
        if whole
            && (ends || unit.depth > 0)
            && let Some(who) = self.cast.find(tokens, name.clone()).or_else(|| {
                (ends && body.len() <= 2 && cast::starts_big(&tokens[body.start]) && !self.is_topic_title(&body))
                    .then(|| self.cast.given(tokens, name))
                    .flatten()
            })
        {
            below(self, Section::Acts);
            self.here = Some(who);
            self.intros[unit.depth + 1] = Some(range.clone());
            self.sentences.push(Marked { range, role: Role::Title, who: vec![who] });
            return true;
        }
        let found = self.clauses(body.clone());
        let acts = found.iter().any(|clause| match clause.mood {
            Mood::Statement | Mood::Passive => true,
            Mood::Imperative => body.len() > 3 || (body.len() > 1 && !ends && matches!(unit.kind, Kind::Item { .. })),
            _ => false,
        });
        if !acts {
            if unit.depth == 0 && self.flow.acts.is_empty() && self.flow.title.is_none() {
                self.flow.title = Some(body.clone());
            } else if unit.depth == 0 && !body.is_empty() && !self.flow.acts.is_empty() {
                self.close_flow();
                self.flow.title = Some(body.clone());
            }
            below(self, Section::Acts);
            self.intros[unit.depth + 1] = Some(body);
            self.sentences.push(Marked { range, role: Role::Title, who: Vec::new() });
            return true;
        }
        if ends {
            self.sentence_before_list(range);
            below(self, Section::Acts);
            return true;
        }
        false
    }

    /// Whether the first line is a title: no full stop, and nobody who does anything. "Loan desk flow (as of May)".
    pub(super) fn is_title(&self, range: &Range<usize>, unit: &Unit) -> bool {
        let tokens = &self.bare[range.clone()];
        let ended = tokens.last().is_some_and(|last| matches!(last.text, "." | "!" | "?" | ";"));
        let drawn = tokens.iter().any(|token| shapes::is_joint(token.text));
        let acts = || {
            self.clauses(range.clone()).iter().any(|clause| match clause.mood {
                Mood::Statement | Mood::Passive | Mood::State => true,
                Mood::Imperative => self.orders(clause),
                _ => false,
            })
        };
        // "PAY-881: Payout fails silently".
        let ticket = tokens.len() > 3 && tokens[1].text == ":" && title::is_ticket(&tokens[0]);
        let named = ticket || tokens.iter().any(|token| words::DOCUMENTS.contains(&&*token.lower));
        let words = tokens.iter().filter(|token| !token.text.is_empty()).count();
        unit.kind == Kind::Prose && !ended && !drawn && words <= 12 && (named || !acts())
    }

    /// Whether the first of these lines says goodbye and the others, to the end of the text, are a name and a title.
    pub(super) fn is_signed(&self, units: &[Unit]) -> bool {
        let line = |unit: &Unit| &self.tokens()[self.within(&unit.range)];
        let goodbye = |tokens: &[Token<'_>]| {
            tokens.len() <= 4 && tokens.iter().any(|token| words::GOODBYES.contains(&&*token.lower))
        };
        let short = |unit: &Unit| {
            let tokens = line(unit);
            tokens.len() <= 8 && tokens.last().is_some_and(|last| !matches!(last.text, "." | "?" | "!"))
        };
        units.len() <= 6 && units.first().is_some_and(|first| goodbye(line(first))) && units[1..].iter().all(short)
    }

    /// Whether a line that stands alone above prose is written as a headline: "Customer books a room".
    pub(super) fn is_headline(&self, range: &Range<usize>) -> bool {
        let tokens = &self.bare[range.clone()];
        let ended = tokens.last().is_some_and(|last| last.class == Class::Mark);
        !ended
            && tokens.len() <= 9
            && cast::starts_big(&tokens[0])
            && !tokens.iter().any(|token| shapes::is_joint(token.text))
    }

    /// Whether a unit is prose whose sentences end with full stops.
    pub(super) fn is_prose(&self, unit: &Unit) -> bool {
        let range = self.within(&unit.range);
        unit.kind == Kind::Prose && self.tokens()[range].last().is_some_and(|last| matches!(last.text, "." | "!"))
    }

    /// Whether an imperative is certainly one: "book a room", where "book club" names a thing.
    fn orders(&self, clause: &Clause) -> bool {
        let next = self.tokens().get(clause.head + 1).filter(|_| clause.head + 1 < clause.span.end);
        let object = next.is_some_and(|next| matches!(next.class, Class::Determiner | Class::Number | Class::Pronoun));
        object || !clause.verb.is_some_and(language::lexicon::Verb::is_noun_too)
    }

    /// Whether a title names an act rather than somebody: "Booking a room", "Checkout flow".
    fn is_topic_title(&self, range: &Range<usize>) -> bool {
        let tokens = &self.tokens()[range.clone()];
        tokens.iter().any(|token| matches!(token.class, Class::Determiner | Class::Preposition))
            || tokens
                .last()
                .is_some_and(|last| matches!(last.singular(), "flow" | "process" | "step" | "scenario" | "overview"))
    }

    /// Whether the unit begins as the act of somebody named above does: "authorises the card".
    fn next_is_third_person(&self, next: Option<&Unit>) -> bool {
        let Some(next) = next else { return false };
        let range = self.within(&next.range);
        let Some(first) = self.tokens().get(range.start) else { return false };
        first.verb_in(VerbForm::Third).is_some() && first.verb_in(VerbForm::Base).is_none()
    }
}
