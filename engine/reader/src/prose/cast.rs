//! Finds the participants: who asks for a step, and who does it.

use std::collections::BTreeSet;
use std::ops::Range;

use advice::description::{self, LIMITS, Participant, ParticipantKind};
use language::case::kebab;
use language::clauses::clause::{Clause, Mood};
use language::clauses::{Class, Token};
use language::lexicon::{Class as Sort, nouns, people};

use super::assemble::Maker;
use super::draft::{Step, Who};
use super::step_clause::GETTING;
use super::token_ranges::describes;

impl Maker<'_, '_> {
    /// Fills in the caller and the owners of a step, as far as the text names them.
    pub(super) fn people(
        &mut self,
        at: &str,
        step: &Step,
        described: &mut description::Step,
        actor: Option<&String>,
        first: bool,
    ) {
        if let Some(who) = &step.who {
            self.asked(at, who, described);
            return;
        }
        let Some(clause) = &step.clause else { return };
        // "As a tenant, I want to report …": "I" is the tenant.
        if let ([subject], Some(actor)) = (&self.tokens[clause.subject.clone()], actor)
            && subject.is("i")
        {
            self.tell([at, "/from"].concat(), &clause.subject, "It is they who begin it.");
            described.from = Some(actor.clone());
            return;
        }
        let subjects = if clause.mood == Mood::Statement { self.each(&clause.subject) } else { Vec::new() };
        for part in subjects {
            let Some((id, person)) = self.known(&part) else { continue };
            let theirs = actor == Some(&id) || (actor.is_none() && first);
            let receives = clause.verb.is_some_and(|verb| GETTING.contains(&verb.base) && verb.base != "see");
            if person && !receives && (theirs || !Self::works(clause) || Self::asks(clause)) {
                self.tell([at, "/from"].concat(), &part, "It is they who begin it.");
                described.from.get_or_insert(id);
            } else {
                self.tell(format!("{at}/to/{}", described.to.len()), &part, "It is said to do it.");
                described.to.push(id);
            }
        }
        let by = (clause.head + 1..clause.span.end).find(|at| self.tokens[*at].is("by"));
        let Some(by) = by.filter(|_| clause.mood == Mood::Passive) else { return };
        let names = |at: &usize| matches!(self.tokens[*at].class, Class::Open | Class::Determiner);
        let end = (by + 1..clause.span.end).find(|at| !names(at)).unwrap_or(clause.span.end);
        match self.known(&(by + 1..end)) {
            Some((id, true)) => {
                self.tell([at, "/from"].concat(), &(by + 1..end), "It is said to do it.");
                described.from = Some(id);
            }
            Some((id, false)) => {
                self.tell(format!("{at}/to/0"), &(by + 1..end), "It is said to do it.");
                described.to = vec![id];
            }
            None => {}
        }
    }

    /// Fills in caller and owners from a line with an arrow.
    fn asked(&mut self, at: &str, who: &Who, described: &mut description::Step) {
        if let Some((from, range)) = who.from.as_ref().and_then(|range| Some((self.named(range)?, range))) {
            self.tell([at, "/from"].concat(), range, "It stands before the arrow.");
            described.from = Some(from);
        }
        let mut known = BTreeSet::new();
        for range in &who.to {
            if let Some(to) = self.named(range).filter(|to| known.insert(to.clone())) {
                self.tell(format!("{at}/to/{}", described.to.len()), range, "It stands behind the arrow.");
                described.to.push(to);
            }
        }
    }

    /// The id of the participant with the name in a range, which stands before or after an arrow.
    fn named(&mut self, range: &Range<usize>) -> Option<String> {
        let words: Vec<&str> = self.tokens[range.clone()].iter().map(|token| token.text).collect();
        let person = self.tokens[range.clone()].last().is_some_and(|last| people::is_person(&last.lower));
        let index = self.declare(&words.join(" "), person)?;
        self.participants[index].id.clone()
    }

    /// The id of the participant that the words name, and whether it is a person.
    fn known(&mut self, range: &Range<usize>) -> Option<(String, bool)> {
        let found = self.participant(range)?;
        let Participant { id, kind, .. } = &self.participants[found];
        Some((id.clone()?, *kind == Some(ParticipantKind::Person)))
    }

    /// Whether a clause describes work that takes a person's time.
    fn works(clause: &Clause) -> bool {
        clause.verb.is_some_and(|verb| {
            let own = ["choose", "give", "select"].contains(&verb.base);
            (verb.is_any(&[Sort::Decides, Sort::Works, Sort::Carries]) && !own) || verb.base == "review"
        })
    }

    /// Whether a clause is about looking something up or handing something in.
    fn asks(clause: &Clause) -> bool {
        clause.verb.is_some_and(|verb| {
            verb.base == "scan" || (verb.is_any(&[Sort::Asks, Sort::Checks, Sort::Submits]) && !verb.is(Sort::Decides))
        })
    }

    /// Splits a list of names.
    fn each(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if self.tokens[at].class == Class::Joint || self.tokens[at].text == "," {
                parts.push(start..at);
                start = at + 1;
            }
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The participant that the words name, added if it is new; `None` if they name nobody.
    pub(super) fn participant(&mut self, range: &Range<usize>) -> Option<usize> {
        let stop = range
            .clone()
            .find(|at| {
                matches!(self.tokens[*at].class, Class::Preposition | Class::Relative | Class::Mark)
                    || self.tokens[*at].is("that")
            })
            .unwrap_or(range.end);
        let words: Vec<&Token<'_>> = self.tokens[range.start..stop]
            .iter()
            .filter(|token| {
                !matches!(
                    token.class,
                    Class::Determiner | Class::Adverb | Class::Order | Class::Modal | Class::Condition | Class::Joint
                )
            })
            .collect();
        if words.is_empty() || words.len() > 4 || words.iter().any(|token| token.class != Class::Open) {
            return None;
        }
        let last = words.last()?;
        let person = people::is_person(&last.lower);
        let gerund =
            last.lower.ends_with("ing") && !nouns::is_plural(&last.lower) && words.len() == 1 && describes(last);
        if matches!(
            &*last.lower,
            "other"
                | "others"
                | "system"
                | "app"
                | "application"
                | "backend"
                | "somebody"
                | "event"
                | "order"
                | "message"
                | "data"
        ) || (gerund && !person && last.lower != "billing" && last.lower != "shipping" && last.lower != "accounting")
        {
            return None;
        }
        let mut name: Vec<String> = words.iter().map(|token| token.text.to_owned()).collect();
        if person && let Some(last) = name.last_mut() {
            *last = nouns::singular(&last.to_lowercase());
        }
        self.declare(&name.join(" "), person)
    }

    /// The participant of this name, added if it is new; `None` if the name gives no id or one that is taken.
    fn declare(&mut self, name: &str, person: bool) -> Option<usize> {
        let key = name.to_lowercase();
        let key = key.strip_suffix(" service").unwrap_or(&key).to_owned();
        if let Some(&known) = self.known.get(&key) {
            return Some(known);
        }
        let id = kebab(&key);
        if id.is_empty()
            || id.chars().count() > LIMITS.name
            || self.participants.len() >= LIMITS.items
            || self.participants.iter().any(|other| other.id.as_deref() == Some(&id))
        {
            return None;
        }
        let mut shown = String::new();
        let mut chars = name.chars();
        shown.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        shown.push_str(chars.as_str());
        let kind = person.then_some(ParticipantKind::Person);
        self.participants.push(Participant {
            id: Some(id),
            name: Some(shown.chars().take(LIMITS.name).collect()),
            kind,
            ..Participant::default()
        });
        self.known.insert(key, self.participants.len() - 1);
        Some(self.participants.len() - 1)
    }
}
