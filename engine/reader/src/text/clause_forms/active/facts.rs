//! Active clauses about facts: somebody publishes one, hears one, or has to know one.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::Class;
use language::clauses::clause::Mood;
use language::lexicon::Form as VerbForm;

use super::super::super::draft::Act;
use super::super::super::{Reader, cast, phrase, words};
use super::super::{Said, Subject, act};
use super::Told;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// What is said of an act before, of a broker or of an event.
    pub(super) fn of_messages(&mut self, told: &Told<'_>) -> Option<Said> {
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
    pub(super) fn needs_to_know(&mut self, told: &Told<'_>) -> Option<Said> {
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

    /// Somebody hears, publishes or queues a fact.
    pub(super) fn tells(&mut self, told: &Told<'_>) -> Option<Said> {
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

    /// Those who publish or hear. If the clause `names` an event they are parts of a system, even if they are called
    /// like persons.
    fn teller(&mut self, told: &Told<'_>, names: bool) -> Vec<usize> {
        let (tokens, base) = (self.tokens(), told.base());
        let tells = words::PUBLISHES.contains(&base) || words::CONSUMES.contains(&base);
        if !tells && !matches!(base, "say" | "signal" | "report" | "tell") {
            return told.who();
        }
        let only = words::ONLY_PUBLISHES.contains(&base) || words::ONLY_CONSUMES.contains(&base);
        let mut who = told.who();
        let third = tokens[told.clause.head].verb_in(VerbForm::Third).is_some();
        if who.is_empty() && (names || only && third) && matches!(told.subject, Subject::Thing) {
            let subject = phrase::noun_phrase(tokens, phrase::behind_lead(tokens, told.clause.subject.clone()));
            if phrase::event_in(tokens, subject.clone()).is_none() && !self.is_message(subject.clone()) {
                who = self.cast.each_given(tokens, subject);
            }
        }
        if names {
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
    pub(super) fn reaches(&mut self, told: &Told<'_>) -> Option<Said> {
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
}
