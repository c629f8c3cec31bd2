//! Sentences without a verb: names of acts, and lists of them.

use std::ops::Range;

use language::clauses::Class;
use language::clauses::clause::{Link, Mood};

use super::super::cast::{self};
use super::super::draft::{Act, Order};
use super::super::{Reader, phrase, words};
use super::Open;
use crate::reading::Role;

impl Reader<'_, '_> {
    /// The items of a sentence that only lists acts: "login, create article, my feed".
    pub(super) fn as_list(&self, body: &Range<usize>, is_item: bool, open: &Open) -> Option<Vec<Range<usize>>> {
        let tokens = self.tokens();
        let listed = phrase::items(tokens, body.clone());
        if listed.len() > 2 && listed.iter().any(|item| item.len() > 1) && !body.is_empty() {
            let plain = |item: &Range<usize>| {
                self.clauses(item.clone()).first().is_none_or(|clause| {
                    matches!(clause.mood, Mood::Noun | Mood::Imperative | Mood::Gerund)
                        && clause.link == Link::Start
                        && clause.span.len() >= item.len()
                })
            };
            let acts = |item: &Range<usize>| tokens[item.start].verb_in(language::lexicon::Form::Base).is_some();
            let many = listed.iter().filter(|item| acts(item)).count();
            let list_of_one = many == 1 && acts(&listed[0]) && listed[0].len() > 1;
            // "Later, no rush: ladder ranking, battle pass xp, friends feed".
            let timed = open.lead.iter().any(|lead| phrase::says_when(&tokens[lead.clone()]));
            if listed.iter().all(plain)
                && !list_of_one
                && (is_item || many > 1 || timed)
                && listed.iter().map(Range::len).sum::<usize>() + listed.len() + 2 >= body.len()
            {
                return Some(listed);
            }
        }
        None
    }

    /// A sentence or an item without a verb: in a list it names an act.
    pub(super) fn fragment(&mut self, nouns: Range<usize>, body: Range<usize>, is_item: bool, open: &mut Open) -> Role {
        let tokens = self.tokens();
        let range = phrase::trimmed(tokens, nouns.clone());
        if range.is_empty() {
            return Role::Talk;
        }
        let timed = open.lead.iter().chain([&range]).any(|said| phrase::says_when(&tokens[said.clone()]));
        let listed = phrase::items(tokens, range.clone());
        if listed.len() > 1 && ((is_item && self.in_list) || timed) && listed.iter().any(|item| item.len() > 1) {
            return self.listed(listed, &body, open);
        }
        let listed = self.in_list && is_item;
        let said = |at: usize| &tokens[at];
        // Outside of a list a name alone is an act only if its last noun is one, or if it says when.
        let act_noun = range.clone().any(|at| {
            let word = said(at).singular();
            words::LETTERS.contains(&word)
                || language::lexicon::nouns::act(word).is_some_and(|verb| !verb.is(language::lexicon::Class::Stands))
                || said(at).verb_in(language::lexicon::Form::Gerund).is_some()
        });
        let letter = range.clone().take(3).any(|at| words::LETTERS.contains(&said(at).singular())) && range.len() > 2;
        let is_item = listed || open.both.is_some() || letter || ((timed || (is_item && act_noun)) && range.len() > 1);
        let first = &tokens[range.start];
        let only_time = range.clone().all(|at| {
            tokens[at].class != Class::Open || phrase::is_unit(&tokens[at]) || phrase::says_when(&tokens[at..=at])
        });
        let loose = only_time
            || matches!(
                first.class,
                Class::Negation
                    | Class::Preposition
                    | Class::Modal
                    | Class::Be
                    | Class::Number
                    | Class::Condition
                    | Class::Reason
                    | Class::Pronoun
            )
            || matches!(
                &*first.lower,
                "no" | "than" | "same" | "whoever" | "rule" | "rules" | "key" | "note" | "notes" | "nobody" | "never"
            )
            || range.clone().any(|at| matches!(tokens[at].text, "=" | "{" | "}" | "<"))
            || range.clone().any(|at| matches!(self.bare[at].class, Class::Be | Class::Modal | Class::Have))
            || range.clone().any(|at| tokens[at].is("never"))
            || (range.len() == 1 && (first.text.chars().count() < 3 || (first.code && !self.is_event(range.start))));
        let named = range.len() <= 4
            && tokens[range.clone()].iter().all(|token| token.class == Class::Open || token.class == Class::Determiner)
            && range.clone().last().is_some_and(|last| {
                tokens[last].code
                    || cast::AGENTS.contains(&tokens[last].singular())
                    || language::lexicon::people::is_person(&tokens[last].lower)
            });
        if named && let Some(who) = self.cast.find(tokens, range.clone()) {
            // "Reporting Service. Builds the figures at night."
            self.here = Some(who);
            self.last_who = vec![who];
            return Role::AboutParticipant;
        }
        if loose {
            return self.about(body);
        }
        let action = phrase::words(tokens, self.text(), range.clone());
        let words = range.clone().filter(|at| tokens[*at].class == Class::Open).count();
        if is_item && words > 0 && range.len() <= 12 {
            let mut made = Act { own: body.start..body.end, action, ..Act::default() };
            if let Some(both) = open.both.take() {
                made.action = phrase::words(tokens, self.text(), both.clone());
                made.own = both;
                open.lead.clear();
            }
            made.notes.append(&mut open.lead);
            if phrase::content(&made.action) < 2 && !(self.in_list && body.len() < 3) {
                return self.about(body);
            }
            self.finish(made, open);
            return Role::Step;
        }
        self.about(body)
    }

    /// Several acts that are only named, with commas between them: "ladder ranking, battle pass xp, friends feed".
    pub(in crate::text) fn listed(&mut self, listed: Vec<Range<usize>>, body: &Range<usize>, open: &mut Open) -> Role {
        let tokens = self.tokens();
        let lead = std::mem::take(&mut open.lead);
        let when = open.when.clone();
        // "Other, general, later" are words and no acts; among acts a single word may be one.
        let long = listed.iter().filter(|item| item.len() > 1).count() * 2 >= listed.len();
        // "No cover, no transfer": what is not done.
        let nothing = listed.iter().all(|item| tokens[item.start].is("no"));
        if nothing || (!long && !self.in_list) {
            return self.about(body.clone());
        }
        for (index, item) in listed.into_iter().enumerate() {
            let action = self.said_action(item.clone());
            let mut made = Act { own: item, action, notes: lead.clone(), when: when.clone(), ..Act::default() };
            if phrase::says_when(&tokens[body.clone()]) {
                made.notes.push(body.clone());
            }
            if index > 0 {
                made.order = Order::Beside;
            }
            self.finish(made, open);
        }
        Role::Step
    }
}
