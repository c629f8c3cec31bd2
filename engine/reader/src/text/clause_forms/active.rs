//! Active clauses: somebody does something, in all the ways in which it is said.
//!
//! [`Reader::active`] tries the forms in order, from what is no act at all to the plain act.

mod facts;
mod no_act;

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::Class;
use language::clauses::clause::Clause;
use language::lexicon::Form as VerbForm;

use super::super::cast;
use super::super::draft::{Act, Order};
use super::super::phrase::{self, Verbed};
use super::super::{Reader, words};
use super::{Said, Subject, act, next_is_thing};
use crate::clues::scene::Form;

/// A clause with its subject and its verb.
struct Told<'c> {
    clause: &'c Clause,
    subject: &'c Subject,
    verb: &'c Verbed,
}

impl<'c> Told<'c> {
    /// The verb as the lexicon has it.
    fn base(&self) -> &'c str {
        &self.verb.base
    }

    /// The words behind the verb.
    fn tail(&self) -> Range<usize> {
        self.verb.head + 1..self.clause.span.end
    }

    /// Those who take part and are the subject.
    fn who(&self) -> Vec<usize> {
        match self.subject {
            Subject::Who(who) => who.clone(),
            _ => Vec::new(),
        }
    }

    /// The first of them.
    fn from(&self) -> Option<usize> {
        self.who().first().copied()
    }
}

impl Reader<'_, '_> {
    /// Reads an active clause: an order, a statement or a gerund.
    pub(super) fn active(&mut self, clause: &Clause, subject: &Subject, verb: &Verbed) -> Said {
        let told = &Told { clause, subject, verb };
        let (base, tail, who) = (told.base(), told.tail(), told.who());
        let first = [
            Self::writer,
            Self::gerund,
            Self::of_messages,
            Self::needs_to_know,
            Self::stays,
            Self::lasts,
            Self::waits_for,
            Self::nobody,
            Self::happens,
            Self::builds_part,
            Self::thinks,
            Self::tells,
        ];
        for form in first {
            if let Some(said) = form(self, told) {
                return said;
            }
        }
        if words::DELEGATES.contains(&base)
            && let Some(said) = self.delegates(clause, told.from(), tail.clone())
        {
            return said;
        }
        if (words::ASKS.contains(&base) || matches!(base, "communicate" | "talk"))
            && let Some(said) = self.asks(clause, verb, &who, tail.clone())
        {
            return said;
        }
        if let Some(said) = self.reaches(told) {
            return said;
        }
        if let Some(said) = self.receives(clause, base, self.persons(&who), tail) {
            self.remember(&who);
            return said;
        }
        if let Some(said) = self.answers(clause, base, &who) {
            return said;
        }
        self.each_thing(told).unwrap_or_else(|| self.does(told))
    }

    /// "X waits until Y has done Z", where X waits.
    fn waits_for(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        // "Freezes the account for a day", "holds the seat for ten minutes": something is done to a thing.
        let thing = phrase::noun_phrase(tokens, told.tail());
        let done_to = next_is_thing(tokens, told.verb)
            && !matches!(told.base(), "wait" | "loop" | "poll")
            && !tokens[thing].iter().any(|token| words::HELD.contains(&token.singular()))
            && !told.tail().any(|at| matches!(&*tokens[at].lower, "until" | "till"));
        // "The mail can wait": it is done later.
        let modal = tokens[told.clause.span.start..told.clause.head].iter().any(|token| token.class == Class::Modal);
        let subject = phrase::behind_lead(tokens, told.clause.subject.clone());
        if told.base() == "wait" && modal && told.tail().is_empty() && matches!(told.subject, Subject::Thing) {
            let action = phrase::words(tokens, self.text(), subject.start..told.clause.span.end);
            return Some(act(Act { own: told.clause.span.clone(), action, form: Form::Timed, ..Act::default() }));
        }
        let waits = words::WAITS.contains(&told.base()) && !done_to;
        waits.then(|| self.waits(told.clause, told.from(), told.tail())).flatten()
    }

    /// Work on the system, with what the built part does.
    fn builds_part(&mut self, told: &Told<'_>) -> Option<Said> {
        self.builds(told.clause, told.subject, told.base(), told.tail())
    }

    /// Whether these are people, and somebody is named.
    fn persons(&self, who: &[usize]) -> bool {
        !who.is_empty() && who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person))
    }

    /// "Sending the mails blocks the sign-up": the subject is the act.
    fn gerund(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, .. } = *told;
        // "Sending the mails blocks the sign-up": what blocks is the act, and nobody should wait for it.
        let gerund = clause
            .subject
            .clone()
            .next()
            .filter(|at| tokens[*at].verb_in(VerbForm::Gerund).is_some() && clause.subject.len() > 1);
        if let Some(head) =
            gerund.filter(|_| matches!(base, "block" | "happen" | "hold up" | "delay" | "slow" | "hang"))
            && let Some(mut made) = self.act_at(head, clause.subject.end, clause)
        {
            let loose = tokens[clause.subject.end - 1].class == Class::Adverb;
            if loose && let Some((action, _)) = made.action.clone().rsplit_once(' ') {
                action.clone_into(&mut made.action);
            }
            // "Screening happens before the money leaves": what comes after it waits for it.
            let first = base == "happen" && tail.clone().any(|at| tokens[at].is("before"))
                || tokens.get(clause.span.end).is_some_and(|next| next.is("before"));
            (made.form, made.clause) = (if first { Form::Plain } else { Form::Queued }, None);
            return Some(act(made));
        }
        // "Provisioning the SIM takes a quarter of an hour", "informing the press can wait": the subject is the act.
        if let Some(head) =
            gerund.filter(|_| matches!(base, "take" | "wait" | "last" | "need" | "require" | "run" | "go" | "start"))
            && let Some(mut made) = self.act_at(head, clause.subject.end, clause)
        {
            made.own = clause.span.clone();
            made.clause = None;
            if matches!(base, "wait")
                || phrase::says_delay(&tokens[clause.span.clone()])
                || tail.clone().any(|at| phrase::is_unit(&tokens[at]) && !tokens[at].singular().starts_with("sec"))
            {
                made.form = Form::Timed;
            }
            return Some(act(made));
        }
        None
    }

    /// "The mail, the ping and the points can all happen after": each is an act that is only named.
    fn happens(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let Told { clause, subject, .. } = *told;
        // "Both happen or neither does": a rule about the acts before.
        if matches!(base, "happen" | "succeed" | "fail" | "do")
            && tokens[clause.subject.clone()].first().is_some_and(|first| {
                matches!(&*first.lower, "both" | "neither" | "either" | "all" | "everything" | "nothing")
            })
        {
            return Some(Said::About);
        }
        // "The mail, the ping and the points can all happen after": each is an act that is only named.
        if matches!(base, "happen" | "follow" | "come" | "wait" | "go" | "run" | "stay")
            && matches!(subject, Subject::Thing)
            && phrase::says_when(&tokens[clause.span.clone()])
            && clause.link != language::clauses::clause::Link::Condition
        {
            let subject = phrase::trimmed(tokens, clause.subject.clone());
            let mut listed = phrase::items(tokens, subject.clone());
            // "The notification and the entry in the statement can come later".
            let and = subject.clone().skip(1).find(|at| {
                tokens[*at].class == Class::Joint
                    && tokens.get(at + 1).is_some_and(|next| next.class == Class::Determiner)
            });
            if let Some(and) = and.filter(|and| {
                listed.len() < 2 && tokens[subject.start].class == Class::Determiner && and + 2 < subject.end
            }) {
                listed = vec![subject.start..and, and + 1..subject.end];
            }
            let named = |item: &Range<usize>| {
                let action = phrase::words(tokens, self.text(), item.clone());
                let order = Order::Beside;
                Act { own: item.clone(), action, notes: vec![clause.span.clone()], order, ..Act::default() }
            };
            if listed.len() > 1 {
                return Some(Said::Acts(listed.iter().map(named).collect()));
            }
        }
        None
    }

    /// "Verify products, the delivery price and the payment token": three acts of one verb.
    fn each_thing(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let who = told.who();
        let from = told.from();
        let Told { clause, subject, verb, .. } = *told;
        let object = phrase::noun_phrase(tokens, tail.clone());
        let things = phrase::items(tokens, object.clone());
        let things: Vec<Range<usize>> = things.into_iter().flat_map(|item| cast::parts(tokens, item)).collect();
        let commas = object.clone().filter(|at| tokens[*at].text == ",").count();
        let acts = |thing: &Range<usize>| {
            tokens[thing.start].verb_in(VerbForm::Base).is_some_and(|verb| !verb.is_noun_too()) && thing.len() > 1
        };
        let things = if commas + 2 < things.len() + 1 && commas == 0
            || object.clone().any(|at| tokens[at].is("or"))
            || things.iter().any(acts)
        {
            Vec::new()
        } else {
            things
        };
        if things.len() > 2
            && !words::SENDS.contains(&base)
            && !matches!(base, "inform" | "alert" | "include")
            && object.end >= clause.span.end
            && things.iter().all(|thing| thing.len() <= 4)
            && !matches!(subject, Subject::Thing)
        {
            let persons = !who.is_empty() && who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person));
            let each = |thing: &Range<usize>| Act {
                own: clause.span.clone(),
                action: format!(
                    "{} {}",
                    phrase::capital(verb.base.clone()),
                    phrase::clean(&self.text()[tokens[thing.start].start..tokens[thing.end - 1].end()])
                ),
                from: if persons { from } else { None },
                to: if persons { Vec::new() } else { who.clone() },
                ..Act::default()
            };
            let acts = things.iter().map(each).collect();
            self.remember(&who);
            return Some(Said::Acts(acts));
        }
        None
    }

    /// Somebody does something: no other form fits.
    fn does(&mut self, told: &Told<'_>) -> Said {
        let tokens = self.tokens();
        let (base, tail, who, from) = (told.base(), told.tail(), told.who(), told.from());
        let persons = self.persons(&who);
        let Told { clause, subject, verb } = *told;
        let subject_words = matches!(subject, Subject::Thing).then(|| clause.subject.clone());
        // The words stay as they are, with their subject: "the second examiner confirms".
        let own = phrase::behind_lead(tokens, clause.subject.clone());
        let named = !matches!(subject, Subject::Writer | Subject::None)
            && own.len() <= 6
            && !own.is_empty()
            && tokens[own.clone()].iter().any(|token| token.class == Class::Open)
            && !tokens[own.clone()].iter().any(|token| token.text.ends_with(')'))
            && own.end == clause.subject.end
            && (verb.head == clause.head
                || (verb.head == clause.head + 1 && tokens[verb.head].verb_in(VerbForm::Gerund).is_some()));
        let subject_words = subject_words.or_else(|| named.then_some(own));
        let Some(action) = phrase::action(tokens, self.text(), verb, subject_words) else { return Said::About };
        let mut made = Act { own: clause.span.clone(), action, clause: Some(clause.clone()), ..Act::default() };
        // "Then she pays": a verb alone says too little without the one who does it.
        let alone = verb.head == clause.head
            && verb.end == verb.head + 1
            && tokens[verb.head].verb_in(VerbForm::Third).is_some();
        let pronoun = tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "he" | "she" | "they"));
        if let (true, true, Some(from)) = (alone, pronoun, from) {
            made.action =
                format!("{} {}", phrase::capital(self.cast.member(from).name.clone()), tokens[verb.head].text);
        }
        if words::FETCHES.contains(&base)
            && let Some(source) = self.behind(tail.clone(), &["from", "in", "at", "via", "of"])
            && !who.contains(&source)
        {
            let form = if matches!(base, "order" | "buy") { Form::Plain } else { Form::Called };
            (made.from, made.to, made.form) = (from, vec![source], form);
            self.remember(&who);
            return act(made);
        }
        if words::SENDS.contains(&base)
            && let Some(receivers) = self.receivers(tail.clone())
            && receivers.iter().any(|receiver| !self.cast.is(*receiver, ParticipantKind::Person))
        {
            (made.from, made.to) = (from, receivers);
            self.remember(&who);
            return act(made);
        }
        if persons {
            made.from = from;
        } else {
            made.to.clone_from(&who);
        }
        self.remember(&who);
        // "The food bank app gets the number": it is told.
        if base == "get" && !who.is_empty() && next_is_thing(tokens, verb) {
            made.form = Form::News;
        }
        // "Reserve items on OrderPlaced", "keeps a copy, fed by OrderPlaced".
        if let Some(at) = tail.clone().find(|at| {
            self.is_event(*at)
                && matches!(
                    &*tokens[at - 1].lower,
                    "on" | "upon" | "after" | "by" | "via" | "from" | "through" | "with"
                )
        }) {
            made.event = Some(tokens[at].text.to_owned());
            made.form = Form::Consuming;
            let verbed = Verbed { end: at - 1, ..verb.clone() };
            if at > verb.head + 2
                && let Some(action) = phrase::action(tokens, self.text(), &verbed, None)
            {
                made.action = action;
            }
        }
        self.place(&mut made, tail, false);
        act(made)
    }
}
