//! Passive clauses: what is done, who is called by whom, and who is told.

use advice::description::ParticipantKind;
use language::clauses::clause::Clause;
use language::clauses::{Class, Token};
use language::lexicon::Form as VerbForm;

use super::super::draft::Act;
use super::super::phrase::{self, Verbed};
use super::super::{Reader, cast, words};
use super::{Said, Subject, act};
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    pub(super) fn passive(&mut self, clause: &Clause, subject: &Subject, verb: &Verbed) -> Said {
        let tokens = self.tokens();
        let tail = clause.head + 1..clause.span.end;
        let by = tail.clone().find(|at| tokens[*at].is("by")).filter(|at| at + 1 < clause.span.end);
        let agent = by.and_then(|by| {
            let range = phrase::noun_phrase(tokens, by + 1..clause.span.end);
            let is_time = tokens[range.clone()].iter().any(|t| t.class == Class::Number);
            // "Booked by phone": how, and not by whom.
            let means = range.len() == 1 && words::MEANS.contains(&&*tokens[range.start].lower);
            (!is_time && !means && tokens[by + 1].verb_in(VerbForm::Gerund).is_none()).then_some(range)
        });
        let doers = agent.clone().map(|range| self.cast.each_given(tokens, range)).unwrap_or_default();
        let base = verb.base.as_str();
        if words::BREAKS.contains(&base) {
            return Said::About;
        }
        // "This can be achieved by a background job: it sends the mails."
        let points = clause.subject.len() <= 2
            && clause.subject.clone().next().is_some_and(|at| matches!(&*tokens[at].lower, "this" | "that" | "it"));
        if points
            && matches!(
                base,
                "achieve" | "do" | "solve" | "handle" | "implement" | "realise" | "realize" | "retry" | "repeat"
            )
        {
            self.remember(&doers);
            return Said::About;
        }
        // "OCR is triggered by DocumentReceived": it hears the event.
        let event = by.and_then(|by| phrase::event_in(tokens, by + 1..clause.span.end.min(by + 4)));
        if event.is_some()
            && matches!(base, "trigger" | "start" | "invoke" | "kick off" | "set off" | "notify" | "inform")
        {
            let who = self.each_subject(clause, subject);
            if !who.is_empty() {
                return self.hears(clause, who, event);
            }
        }
        // "Mailing is subscribed": to the event that was named.
        if base == "subscribe" {
            let named = phrase::event_in(tokens, tail.clone()).or_else(|| self.last_event.clone()?.0);
            let who = self.each_subject(clause, subject);
            if named.is_some() && !who.is_empty() {
                return self.hears(clause, who, named);
            }
        }
        // "Found by a code review."
        if clause.subject.is_empty() && clause.link == language::clauses::clause::Link::Start && self.in_prose {
            return Said::About;
        }
        if let Some(said) = self.passive_call(clause, subject, base, &doers) {
            return said;
        }
        if let Some(said) = self.passive_news(clause, base, &doers) {
            return said;
        }
        if matches!(base, "notify" | "inform" | "tell" | "alert" | "update")
            && let Subject::Who(who) = subject
        {
            return self.news(clause, who.clone());
        }
        // "Entitlements and Analytics are informed": several who are called so.
        if matches!(base, "notify" | "inform" | "tell" | "alert")
            && let parts = cast::parts(tokens, clause.subject.clone())
            && parts.len() > 1
            && parts.iter().all(|part| part.len() <= 2 && tokens.get(part.start).is_some_and(cast::starts_big))
        {
            let who = self.cast.each_given(tokens, clause.subject.clone());
            if who.len() == parts.len() {
                return self.news(clause, who);
            }
        }
        if self.tells_no_act(clause, base, by.is_some()) {
            return Said::About;
        }
        let Some(action) = phrase::passive_action(tokens, self.text(), clause, verb, by) else { return Said::About };
        if words::SENDS.contains(&base)
            && let Some(receivers) = self.receivers(tail.clone())
            && receivers.iter().any(|receiver| !self.cast.is(*receiver, ParticipantKind::Person))
        {
            let from = doers.first().copied();
            return act(Act {
                own: clause.span.clone(),
                action,
                clause: Some(clause.clone()),
                from,
                to: receivers,
                ..Act::default()
            });
        }
        let mut made =
            Act { own: clause.span.clone(), action, clause: Some(clause.clone()), to: doers, ..Act::default() };
        if tokens[tail.clone()].iter().any(|token| token.is("queued")) || (base == "queue" || base == "enqueue") {
            made.form = Form::Queued;
        }
        if made.to.is_empty() {
            self.place(&mut made, tail, words::SENDS.contains(&base));
        }
        act(made)
    }

    /// Those who are the subject, each taken for somebody who acts.
    fn each_subject(&mut self, clause: &Clause, subject: &Subject) -> Vec<usize> {
        let tokens = self.tokens();
        match subject {
            Subject::Who(who) => who.clone(),
            _ => self.cast.each_given(tokens, phrase::noun_phrase(tokens, clause.subject.clone())),
        }
    }

    /// A passive that says who is called: "Inventory is queried by Cart".
    pub(super) fn passive_call(
        &mut self,
        clause: &Clause,
        subject: &Subject,
        base: &str,
        doers: &[usize],
    ) -> Option<Said> {
        let tokens = self.tokens();
        // "Inventory is queried by Cart for the stock level".
        let callee = match subject {
            Subject::Who(who) => Some(who.clone()),
            Subject::Thing if words::ASKS.contains(&base) && !doers.is_empty() && base != "request" => {
                let named = phrase::noun_phrase(tokens, clause.subject.clone());
                self.cast.given(tokens, named).map(|who| vec![who])
            }
            _ => None,
        };
        if words::ASKS.contains(&base)
            && let Some(who) = &callee
        {
            if doers.is_empty() {
                return Some(Said::Hears {
                    who: who.clone(),
                    event: None,
                    clause: Box::new(self.called(clause, who.clone())),
                });
            }
            let mut made = self.called(clause, who.clone());
            made.from = doers.first().copied();
            return Some(act(made));
        }
        None
    }

    /// A passive that says what is published or heard: "its result is published as `SampleMeasured`".
    pub(super) fn passive_news(&mut self, clause: &Clause, base: &str, doers: &[usize]) -> Option<Said> {
        let tokens = self.tokens();
        if let Some(event) = phrase::event_in(tokens, clause.span.clone()) {
            let subject_is_event =
                phrase::event_in(tokens, clause.subject.clone()).is_some() || self.is_message(clause.subject.clone());
            if subject_is_event && (words::PUBLISHES.contains(&base) || words::PUTS.contains(&base)) {
                return Some(self.publishes(clause, doers, Some(event)));
            }
            if subject_is_event && words::CONSUMES.contains(&base) {
                return Some(self.hears(clause, doers.to_vec(), Some(event)));
            }
            // "Its result is published as SampleMeasured".
            if words::ONLY_PUBLISHES.contains(&base) {
                let its = clause.subject.is_empty()
                    || matches!(&*tokens[clause.subject.start].lower, "it" | "its" | "this" | "that" | "their");
                let by = if doers.is_empty() && its { self.last_who.clone() } else { doers.to_vec() };
                return Some(self.publishes(clause, &by, Some(event)));
            }
        }
        // "It is consumed by Coverage": the event that was named last.
        let it = clause.subject.len() == 1 && matches!(&*tokens[clause.subject.start].lower, "it" | "this" | "that");
        if it
            && matches!(base, "consume" | "handle" | "process" | "pick up")
            && !doers.is_empty()
            && let Some((Some(event), _)) = self.last_event.clone()
        {
            return Some(self.hears(clause, doers.to_vec(), Some(event)));
        }
        if self.is_message(clause.subject.clone()) && (words::PUBLISHES.contains(&base) || words::PUTS.contains(&base))
        {
            return Some(self.publishes(clause, doers, None));
        }
        None
    }

    /// Whether a passive tells a rule, or what has happened once.
    pub(super) fn tells_no_act(&self, clause: &Clause, base: &str, by: bool) -> bool {
        let tokens = self.tokens();
        if clause.link == language::clauses::clause::Link::Condition {
            return base == "do";
        }
        let before = &tokens[clause.span.start..clause.head];
        let has = |fits: fn(&Token<'_>) -> bool| before.iter().any(fits);
        // "A voucher can only be redeemed once": a rule, and nothing that is done now.
        let rules = has(|token| token.class == Class::Modal) && has(|token| token.is("only"));
        // "212 sellers were paid twice": what has happened once.
        let was = has(|token| token.is("was") || token.is("were"));
        // "Sellers complained", "the job got stuck": in a sentence the participle alone tells what has happened.
        let told = self.in_prose
            && clause.past
            && !by
            && !matches!(base, "need" | "require")
            && !clause.subject.is_empty()
            && !tokens[clause.subject.end..clause.head.max(clause.subject.end)]
                .iter()
                .any(|token| matches!(token.class, Class::Be | Class::Have | Class::Modal | Class::Open));
        rules || was || told || base == "do"
    }
}
