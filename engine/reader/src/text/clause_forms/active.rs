//! Active clauses: somebody does something, in all the ways in which it is said.
//!
//! [`Reader::active`] tries the forms in order, from what is no act at all to the plain act.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::Class;
use language::clauses::clause::{Clause, Mood};
use language::lexicon::{self, Form as VerbForm};

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

    /// "I was reading about sagas", "we sell calm": talk about whoever describes the system.
    fn writer(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let Told { clause, subject, .. } = *told;
        // "I was reading about sagas", "we are trying to": talk about the writer.
        let doing = tokens[clause.head].verb_in(VerbForm::Gerund).is_some() && clause.mood == Mood::Statement;
        if doing && matches!(subject, Subject::Writer) {
            return Some(Said::Talk);
        }
        // "You scan the vial": what whoever reads it does, and not the system.
        let you = clause.mood == Mood::Statement
            && tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "you" | "u"));
        if you && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We've got an order service".
        if tokens[clause.head].is("got") && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We want a platform where everybody is connected": a wish for the whole of it.
        let wishes = matches!(base, "want" | "need" | "like") && matches!(subject, Subject::Writer);
        let whole = |at: usize| words::WHOLES.contains(&tokens[at].singular());
        if wishes && phrase::noun_phrase(tokens, told.tail()).any(whole) {
            return Some(Said::Wish);
        }
        // "I read that it is faster", "I made a small app": what happened to the writer.
        let me = tokens[clause.subject.clone()].iter().any(|token| token.is("i"));
        let hears = matches!(base, "read" | "hear" | "see" | "learn")
            && told
                .tail()
                .next()
                .is_some_and(|next| tokens[next].is("that") || tokens[next].class == Class::Preposition);
        if me && hears {
            return Some(Said::Talk);
        }
        // "We rent boxes.": what the writers live from, said first.
        let trade = told.tail().len() == 1
            && told.tail().all(|at| tokens[at].class == Class::Open && lexicon::nouns::is_plural(&tokens[at].lower));
        if trade && self.in_prose && self.flow.acts.is_empty() && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We run product search on OpenSearch", "we sell calm": what the writers do for a living.
        let lives =
            matches!(base, "run" | "sell" | "host" | "operate" | "maintain" | "own" | "offer" | "make" | "produce");
        if lives
            && self.in_prose
            && matches!(subject, Subject::Writer)
            && clause.link == language::clauses::clause::Link::Start
        {
            return Some(Said::About);
        }
        None
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

    /// What is said of an act before, of a broker or of an event.
    fn of_messages(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let who = told.who();
        let Told { clause, verb, .. } = *told;
        // "The valve controller says `WateringDone`".
        if matches!(base, "say" | "signal" | "report" | "tell")
            && tail.clone().next().is_some_and(|at| tokens[at].code && self.is_event(at))
        {
            let by = self.teller(told, true);
            return Some(self.publishes(clause, &by, phrase::event_in(tokens, tail)));
        }
        // "The buyer waits for it": the act before is what somebody waits for.
        if base == "wait"
            && tail.clone().take(2).any(|at| matches!(&*tokens[at].lower, "it" | "that" | "this"))
            && let Some(last) = self.flow.acts.last_mut()
        {
            last.form = Form::Waited;
            return Some(Said::About);
        }
        // "NATS carries the position from the gateway to the board".
        if let [broker] = who.as_slice()
            && self.cast.is(*broker, ParticipantKind::Broker)
            && let Some(receivers) = self.receivers(tail.clone())
        {
            let from = self.behind(tail.clone(), &["from"]);
            let Some(action) = phrase::action(tokens, self.text(), verb, None) else { return Some(Said::About) };
            return Some(act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from,
                to: receivers,
                form: Form::Queued,
                ..Act::default()
            }));
        }
        if words::BEGINS.contains(&base) && (tail.len() < 3) {
            self.remember(&who);
            return Some(Said::About);
        }
        if let Some(said) = self.told_event(clause, base, tail.clone()) {
            return Some(said);
        }
        if tokens[clause.subject.clone()].iter().any(|token| words::COMPLAINS.contains(&&*token.lower)) {
            return Some(Said::About);
        }
        None
    }

    /// "Triage needs the list from PatientRecord": somebody has to know something.
    fn needs_to_know(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let who = told.who();
        let from = told.from();
        let Told { clause, subject, verb, .. } = *told;
        // "We have to know the fare from Pricing", "Triage needs the list from PatientRecord".
        if matches!(base, "know" | "need" | "require")
            && let Some(source) = self.behind(tail.clone(), &["from"])
        {
            let from = from.or_else(|| {
                let named = phrase::noun_phrase(tokens, clause.subject.clone());
                matches!(subject, Subject::Thing).then(|| self.cast.named(tokens, named)).flatten()
            });
            let Some(action) = phrase::action(tokens, self.text(), verb, None) else { return Some(Said::About) };
            self.remember(&from.into_iter().collect::<Vec<_>>());
            return Some(act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from,
                to: vec![source],
                form: Form::Waited,
                ..Act::default()
            }));
        }
        // "Kitchen, pharmacy and billing all need to know": those in the list hear it.
        let parts = cast::parts(tokens, phrase::noun_phrase(tokens, clause.subject.clone()));
        if matches!(base, "know" | "hear" | "learn") && parts.len() > 1 && parts.iter().all(|part| part.len() <= 4) {
            let who = self.cast.each_given(tokens, phrase::noun_phrase(tokens, clause.subject.clone()));
            if who.len() > 1 {
                return Some(self.news(clause, who));
            }
        }
        // "The station must know if all are good": it waits for the answer.
        let content = tail.clone().take(6).any(|at| matches!(&*tokens[at].lower, "if" | "whether" | "how" | "which"))
            || tokens.get(clause.span.end).is_some_and(|next| next.is("if") || next.is("whether"));
        if matches!(base, "know" | "see")
            && content
            && tokens[clause.span.start..clause.head]
                .iter()
                .any(|token| token.class == Class::Modal || token.class == Class::Have)
        {
            let action = phrase::words(
                tokens,
                self.text(),
                phrase::behind_lead(tokens, clause.subject.clone()).start..clause.span.end,
            );
            let persons = who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person));
            return Some(act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from: if persons { from } else { None },
                to: if persons { Vec::new() } else { who },
                form: Form::Waited,
                ..Act::default()
            }));
        }
        let thing = tail.clone().any(|at| tokens[at].class == Class::Open)
            || clause.span.start + 2 < clause.head && phrase::says_time(&tokens[clause.span.clone()]);
        if thing
            && matches!(base, "hear" | "learn" | "know")
            && !who.is_empty()
            && who.iter().all(|who| !self.cast.is(*who, ParticipantKind::Person))
            && phrase::event_in(tokens, tail.clone()).is_none()
        {
            return Some(self.news(clause, who));
        }
        // "The team knows it": a state of theirs, if nothing says that they have to know.
        let must = tokens[clause.span.start..clause.head]
            .iter()
            .any(|token| matches!(token.class, Class::Modal | Class::Have) || token.is("to"));
        if base == "know" && clause.mood == Mood::Statement && !must {
            return Some(Said::About);
        }
        None
    }

    /// "The weight check stays blocking": how something is, was or may be.
    fn stays(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb, .. } = *told;
        if matches!(base, "stay" | "remain" | "happen" | "occur" | "follow" | "run")
            && matches!(subject, Subject::Thing)
            && let said @ Said::Act(_) = self.state(clause, subject)
        {
            return Some(said);
        }
        let stands = verb.head == clause.head && clause.verb.is_some_and(|verb| verb.is(lexicon::Class::Stands));
        if stands && !words::FETCHES.contains(&base) && !words::WAITS.contains(&base) {
            return Some(Said::About);
        }
        // "The form refuses to go on without it", "the nightly job crashes".
        if (words::BREAKS.contains(&base) || base == "refuse") && !next_is_thing(tokens, verb) {
            return Some(Said::About);
        }
        if clause.mood == Mood::Gerund && self.in_prose && tail.is_empty() {
            return Some(Said::Talk);
        }
        // "We had", "a lorry left": what has happened once is no part of how it runs.
        let perfect = tokens[clause.span.start..clause.head].iter().any(|token| token.class == Class::Have);
        let plain_past = tokens[clause.head].verb_in(VerbForm::Past).is_some();
        if clause.past
            && !perfect
            && (self.in_prose || plain_past)
            && clause.mood == Mood::Statement
            && clause.link != language::clauses::clause::Link::Condition
        {
            return Some(Said::About);
        }
        // "A technician can only hold one ticket at a time": a rule.
        let before = &tokens[clause.span.start..clause.head];
        if before.iter().any(|token| token.class == Class::Modal) && before.iter().any(|token| token.is("only")) {
            return Some(Said::About);
        }
        // "A player may cancel": what is allowed, and no act.
        if tokens[clause.span.start..clause.head].iter().any(|token| token.is("may") || token.is("might"))
            && !phrase::says_time(&tokens[clause.span.clone()])
        {
            return Some(Said::About);
        }
        None
    }

    /// "Encoding takes ten minutes": how long something takes, or what happens to the writers.
    fn lasts(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { verb, .. } = *told;
        // "Encoding takes ten minutes": how long, and no act.
        let lasts = matches!(base, "take" | "last" | "need" | "require" | "cost")
            && tail
                .clone()
                .take(
                    if tail
                        .clone()
                        .next()
                        .is_some_and(|at| matches!(&*tokens[at].lower, "up" | "about" | "between" | "at" | "from"))
                    {
                        4
                    } else {
                        2
                    },
                )
                .any(|at| {
                    tokens[at].class == Class::Number
                        || matches!(
                            tokens[at].singular(),
                            "minute" | "second" | "hour" | "day" | "week" | "while" | "ages" | "forever" | "longer"
                        )
                });
        let effect = |at: usize| matches!(&*tokens[at].lower, "effect" | "part");
        // "…, which makes the feed slow": what it does to them.
        let makes = matches!(base, "make" | "hold" | "contain" | "carry" | "include" | "mean")
            && tokens[told.clause.subject.clone()].iter().any(|token| token.class == Class::Relative);
        if lasts || makes || base == "take" && tail.clone().next().is_some_and(effect) {
            return Some(Said::About);
        }
        // "The forge drops us", "they tell me": talk about the writer, unless somebody calls the system.
        let next = tokens.get(verb.head + 1).filter(|_| verb.head + 1 < verb.end);
        if next.is_some_and(|next| matches!(&*next.lower, "us" | "me")) {
            return Some(Said::About);
        }
        None
    }

    /// A clause whose subject is nobody, or that only speaks to its reader.
    fn nobody(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb } = *told;
        // "This document explains how meter faults are handled".
        let text = clause.subject.end.checked_sub(1).filter(|last| clause.subject.contains(last));
        if text.is_some_and(|last| words::TEXTS.contains(&tokens[last].singular())) && words::THINKS.contains(&base) {
            return Some(Said::Talk);
        }
        if tail.clone().take(3).any(|at| tokens[at].is("following")) {
            return Some(Said::Talk);
        }
        let all = tokens[clause.subject.clone()].iter().any(|token| words::ALL.contains(&&*token.lower));
        let nobody = matches!(subject, Subject::Thing) && !(all && words::RECEIVES.contains(&base));
        if nobody && !tokens[clause.subject.clone()].iter().any(|token| token.class == Class::Open) {
            return Some(Said::About);
        }
        if nobody
            && tokens[clause.subject.clone()].iter().all(|token| {
                token.class == Class::Pronoun
                    || matches!(&*token.lower, "this" | "that" | "which" | "these" | "those" | "there" | "what" | "one")
            })
        {
            return Some(Said::About);
        }
        // "Everyone on the net uses it": a custom, and no act.
        if all && base == "use" {
            return Some(Said::About);
        }
        let next = tokens.get(verb.head + 1).filter(|_| verb.head + 1 < verb.end);
        // "Leave it out": an order to the reader, said between sentences.
        if clause.mood == Mood::Imperative
            && self.in_prose
            && matches!(subject, Subject::None)
            && next
                .is_none_or(|next| matches!(&*next.lower, "it" | "them" | "by" | "in" | "on" | "to" | "this" | "that"))
            && clause.link == language::clauses::clause::Link::Start
        {
            return Some(Said::Talk);
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

    /// What somebody thinks, forgets or complains of.
    fn thinks(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb, .. } = *told;
        // "Fires the notice and forgets about it": nobody waits.
        if base == "forget"
            && let Some(last) = self.flow.acts.last_mut().filter(|_| matches!(subject, Subject::None))
        {
            last.form = Form::Queued;
            return Some(Said::About);
        }
        let lasts = clause.mood == Mood::Gerund
            && tail.clone().any(|at| {
                tokens[at].readings.iter().any(|r| matches!(r.verb.base, "take" | "last") && r.form == VerbForm::Third)
            });
        if lasts {
            return Some(Said::About);
        }
        // "The passenger is looking at the screen": somebody waits, which says something of what they wait for.
        let doing = tokens[clause.head].verb_in(VerbForm::Gerund).is_some() && clause.mood == Mood::Statement;
        if doing && matches!(base, "look" | "look at" | "stand" | "stare" | "stare at" | "sit") && !tail.is_empty() {
            let last = self.flow.acts.last_mut().filter(|last| last.form == Form::Plain);
            if let Some(last) = last.filter(|last| last.own.end <= clause.span.start && !base.starts_with("sit")) {
                last.form = Form::Waited;
            }
            return Some(Said::About);
        }
        if matches!(base, "complain" | "hate" | "hope" | "doubt" | "worry") {
            return Some(Said::Talk);
        }
        let order = clause.mood == Mood::Imperative && next_is_thing(tokens, verb);
        let thing = matches!(subject, Subject::Thing)
            && !clause.subject.is_empty()
            && !matches!(
                base,
                "mean" | "matter" | "seem" | "sound" | "depend" | "help" | "concern" | "include" | "involve"
            );
        // "Hears of the claim and proposes three garages": whoever hears it does.
        let shares = matches!(subject, Subject::None) && clause.mood == Mood::Statement;
        if words::THINKS.contains(&base)
            && !matches!(subject, Subject::Who(_))
            && !shares
            && !thing
            && !(order && (!self.in_prose || matches!(base, "show" | "share" | "let" | "look" | "see" | "rename")))
        {
            return Some(Said::Talk);
        }
        None
    }

    /// Somebody hears, publishes or queues a fact.
    fn tells(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let from = told.from();
        let Told { clause, .. } = *told;
        let event = phrase::event_in(tokens, tail.clone()).or_else(|| self.event_meant(base, tail.clone()));
        // "Deployers subscribe": to the event that was named last.
        let last = self.last_event.is_some() && (tail.is_empty() || self.points_at_event(tail.clone()));
        let hears = words::ONLY_CONSUMES.contains(&base) && last;
        let who = self.teller(told, event.is_some() || hears);
        // "Reports the outcome as PaymentSettled": what the act before announces.
        if matches!(base, "report" | "announce" | "tell" | "send")
            && event.is_some()
            && tail.clone().any(|at| matches!(tokens[at].singular(), "outcome" | "result"))
            && let Some(last) = self.flow.acts.last_mut()
        {
            last.announces = event;
            return Some(Said::About);
        }
        let is_message = tail.clone().take(5).any(|at| words::MESSAGES.contains(&tokens[at].singular()));
        if words::CONSUMES.contains(&base)
            && (words::ONLY_CONSUMES.contains(&base)
                || event.is_some()
                || (matches!(base, "pick up" | "read" | "handle" | "hear")
                    && self.last_event.is_some()
                    && self.points_at_event(tail.clone())))
            && !(base == "process" && event.is_none())
        {
            let event = event.or_else(|| self.fact_in(tail.clone()));
            let said = self.hears(clause, who.clone(), event);
            return Some(self.and_does(clause, tail, said));
        }
        if words::PUBLISHES.contains(&base)
            && (event.is_some()
                || words::ONLY_PUBLISHES.contains(&base)
                || (tail
                    .clone()
                    .take(4)
                    .any(|at| matches!(tokens[at].singular(), "event" | "notification" | "message"))
                    && !matches!(base, "send" | "push" | "trigger")))
        {
            // "Inventory announces SeatsSold to Pricing and Reporting": what reaches them.
            if let (Some(event), Some(to)) = (event.clone(), self.receivers(tail.clone()))
                && let Some(action) = phrase::action(tokens, self.text(), told.verb, None)
            {
                self.last_event = Some((Some(event.clone()), who.first().copied()));
                self.remember(&who);
                return Some(act(Act {
                    own: clause.span.clone(),
                    action,
                    clause: Some(clause.clone()),
                    from: who.first().or(self.here.as_ref()).or(self.last_who.first()).copied(),
                    to,
                    event: Some(event),
                    bare: true,
                    form: Form::Consuming,
                    ..Act::default()
                }));
            }
            let by = if !who.is_empty() {
                who
            } else if self.here.is_some() {
                self.here()
            } else {
                self.last_who.clone()
            };
            return Some(self.publishes(clause, &by, event));
        }
        let carried = (is_message || event.is_some()) && self.on_broker(tail.clone());
        if words::PUTS.contains(&base) && (base == "enqueue" || carried) {
            if let Some(said) = self.delegates(clause, from, tail.clone()) {
                return Some(said);
            }
            return Some(self.publishes(clause, &who, event));
        }
        None
    }

    /// Those who publish or hear. Only a part of a system does either, whatever its name looks like.
    fn teller(&mut self, told: &Told<'_>, named: bool) -> Vec<usize> {
        let (tokens, base) = (self.tokens(), told.base());
        let tells = words::PUBLISHES.contains(&base) || words::CONSUMES.contains(&base);
        if !tells && !matches!(base, "say" | "signal" | "report" | "tell") {
            return told.who();
        }
        let only = words::ONLY_PUBLISHES.contains(&base) || words::ONLY_CONSUMES.contains(&base);
        let mut who = told.who();
        let third = tokens[told.clause.head].verb_in(VerbForm::Third).is_some();
        if who.is_empty() && (named || only && third) && matches!(told.subject, Subject::Thing) {
            let subject = phrase::noun_phrase(tokens, phrase::behind_lead(tokens, told.clause.subject.clone()));
            if phrase::event_in(tokens, subject.clone()).is_none() && !self.is_message(subject.clone()) {
                who = self.cast.each_given(tokens, subject);
            }
        }
        if named {
            for who in &who {
                self.cast.take_as_part(tokens, *who);
            }
        }
        who
    }

    /// Whether the words begin with "it", "the same event" or "that topic": with the event that was named last.
    fn points_at_event(&self, tail: Range<usize>) -> bool {
        let tokens = self.tokens();
        let points = |at: usize| {
            matches!(&*tokens[at].lower, "it" | "them" | "that" | "this" | "same")
                || tokens[at].is("the")
                    && tokens.get(at + 1).is_some_and(|next| matches!(next.singular(), "event" | "message"))
        };
        let away = |at: usize| tokens.get(at + 1).is_some_and(|next| matches!(&*next.lower, "out" | "back" | "off"));
        let said = phrase::noun_phrase(tokens, tail.clone());
        let alone = said.len() == 1 || said.clone().any(|at| words::MESSAGES.contains(&tokens[at].singular()));
        tail.take(2).any(|at| points(at) && !away(at) && (alone || tokens[at].class == Class::Pronoun))
    }

    /// The event that "it" stands for behind a verb that can only mean publishing: "CRM publishes it".
    fn event_meant(&self, base: &str, tail: Range<usize>) -> Option<String> {
        let only = words::ONLY_PUBLISHES.contains(&base);
        (only && self.points_at_event(tail)).then(|| self.last_event.clone()?.0).flatten()
    }

    /// "A price change has to reach web, till and kiosk": they only have to know it.
    fn reaches(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let who = told.who();
        let from = told.from();
        let Told { clause, verb, .. } = *told;
        // "A price change has to reach web, till and kiosk".
        let range = phrase::noun_phrase(tokens, tail.clone());
        let many = cast::parts(tokens, range.clone()).len() > 1;
        if matches!(base, "reach" | "inform" | "notify")
            && let Some(named) =
                self.cast.each(tokens, range.clone()).or_else(|| many.then(|| self.cast.each_given(tokens, range)))
        {
            let persons = named.iter().all(|who| self.cast.is(*who, ParticipantKind::Person));
            // "Informs Certificates, which prints the diploma": the printing is the act.
            let does = tokens.get(clause.span.end + 1).is_some_and(|next| next.class == Class::Relative);
            let event = does.then(|| phrase::event_in(tokens, clause.span.start..clause.head)).flatten();
            if does {
                self.remember(&named);
            }
            let Some(action) =
                phrase::action(tokens, self.text(), verb, (base == "reach").then(|| clause.subject.clone()))
            else {
                return Some(Said::About);
            };
            let to = if persons { who } else { named };
            let from = if persons { None } else { from };
            return Some(act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from,
                to,
                event,
                bare: does,
                form: Form::News,
                ..Act::default()
            }));
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
