//! Publishing, hearing and receiving: clauses about events and about what somebody gets.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::clause::{Clause, Mood, is_participle};
use language::clauses::{Class, Token};
use language::lexicon::{self, Form as VerbForm};

use super::super::cast::{self, is_event_name};
use super::super::draft::Act;
use super::super::phrase;
use super::super::{Reader, words};
use super::{Said, act, tail_has};
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// "`PayoutSent` then goes out, which the dashboard and the tax export consume": who hears stands behind "which".
    pub(super) fn heard_by(&mut self, clause: &Clause) -> Option<Said> {
        let tokens = self.tokens();
        let event = phrase::event_in(tokens, clause.span.clone())?;
        let which = (clause.head + 1..clause.span.end)
            .find(|at| (tokens[*at].class == Class::Relative || tokens[*at].is("that")) && at + 2 < clause.span.end)?;
        let hears = (which + 2..clause.span.end).find(|at| {
            let hears = |base: &str| words::CONSUMES.contains(&base) || base == "use";
            tokens[*at].readings.iter().any(|reading| hears(reading.verb.base))
        })?;
        let does = tokens.get(hears + 1).is_some_and(|next| next.is("to"))
            && tokens.get(hears + 2).is_some_and(|next| next.verb_in(VerbForm::Base).is_some());
        let ends = hears + 1 == clause.span.end || (hears + 2 == clause.span.end && tokens[hears + 1].is("to")) || does;
        let who = ends.then(|| self.cast.each_given(tokens, which + 1..hears))?;
        let tells = clause.verb.is_some_and(|verb| words::PUBLISHES.contains(&verb.base));
        let from = tells.then(|| self.cast.given(tokens, clause.subject.clone())).flatten();
        (!who.is_empty()).then(|| match self.hears(clause, who, Some(event)) {
            // The clause says who publishes; what is done is only that they hear it.
            Said::Hears { who, event, clause: made } => {
                let made = Act { from: from.or(made.from), clause: None, ..*made };
                // "…, which Marketing uses to send an offer".
                let does = does.then(|| self.act_at(hears + 2, clause.span.end, clause)).flatten();
                if let Some(does) = does {
                    let (own, action) = (hears + 2..clause.span.end, does.action);
                    return act(Act { own, action, to: who, event, bare: false, ..made });
                }
                Said::Hears { who, event, clause: Box::new(made) }
            }
            said => said,
        })
    }

    /// Those who only have to know something.
    pub(super) fn news(&mut self, clause: &Clause, who: Vec<usize>) -> Said {
        let persons = who.iter().all(|who| self.cast.is(*who, ParticipantKind::Person));
        let action = phrase::words(self.tokens(), self.text(), clause.span.clone());
        let to = if persons { Vec::new() } else { who };
        act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to,
            form: Form::News,
            ..Act::default()
        })
    }

    /// Whether the words name a message: "an event", "a message", "the job".
    pub(in super::super) fn is_message(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens();
        let range = phrase::noun_phrase(tokens, range);
        range.end > range.start && words::MESSAGES.contains(&tokens[range.end - 1].singular())
    }

    pub(super) fn publishes(&mut self, clause: &Clause, by: &[usize], event: Option<String>) -> Said {
        let tokens = self.tokens();
        let mut action = phrase::words(tokens, self.text(), clause.span.clone());
        let verb = phrase::verb_of(tokens, clause);
        if clause.mood != Mood::Passive
            && let Some(said) = phrase::action(tokens, self.text(), &verb, None)
        {
            action = said;
        }
        // "CRM publishes it": the event was named before.
        if let Some(event) = event.as_ref().filter(|_| phrase::event_in(tokens, clause.span.clone()).is_none()) {
            action = format!("Publish {event}");
        }
        let from = by.first().copied();
        self.remember(by);
        let named: Vec<usize> = clause.span.clone().filter(|at| self.is_event(*at)).collect();
        // "Publishes RefundCompleted or RefundFailed": one outcome, told after the act before it.
        let or = |token: &Token<'_>| token.is("or") || token.text == "/";
        let either = named.len() > 1 && tokens[named[0]..clause.span.end].iter().any(or);
        if either
            && clause.subject.is_empty()
            && let Some(last) = self.flow.acts.last_mut().filter(|last| last.own.end <= clause.span.start)
        {
            last.announces.clone_from(&event);
            last.notes.push(clause.span.clone());
            self.last_event = Some((event, from));
            return Said::About;
        }
        if named.len() > 1 && !either {
            let each = |at: &usize| Act {
                own: clause.span.clone(),
                action: format!("Publish {}", tokens[*at].text),
                from,
                announces: Some(tokens[*at].text.to_owned()),
                form: Form::Publishing,
                ..Act::default()
            };
            return Said::Acts(named.iter().map(each).collect());
        }
        act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            announces: event,
            form: Form::Publishing,
            ..Act::default()
        })
    }

    pub(super) fn hears(&mut self, clause: &Clause, who: Vec<usize>, event: Option<String>) -> Said {
        let tokens = self.tokens();
        let action = phrase::words(tokens, self.text(), clause.span.clone());
        self.remember(&who);
        // "Reads the `MessagePosted` stream that Chat publishes".
        let tail = clause.head + 1..clause.span.end;
        let that = tail.clone().find(|at| tokens[*at].is("that") || tokens[*at].class == Class::Relative);
        let by = that.and_then(|that| {
            let tells = |at: &usize| {
                tokens[*at].verb_in(VerbForm::Third).is_some_and(|verb| words::PUBLISHES.contains(&verb.base))
            };
            let verb = (that + 2..tail.end).find(tells)?;
            self.cast.given(tokens, that + 1..verb)
        });
        let made = Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to: who.clone(),
            from: by.or_else(|| self.behind(tail, &["from"])),
            event: event.clone(),
            bare: true,
            form: Form::Consuming,
            ..Act::default()
        };
        Said::Hears { who, event, clause: Box::new(made) }
    }

    /// "`ProductRecalled` goes to Shops and Hotline", "an event called parcel-scanned goes out from the hub",
    /// "`LeaseSigned` (published by Leasing) triggers Keys to cut a key".
    pub(super) fn told_event(&mut self, clause: &Clause, base: &str, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let event = phrase::event_in(tokens, clause.subject.clone())?;
        let only = clause.subject.len() == 1
            || self.is_message(clause.subject.start..clause.subject.end)
            || clause.subject.clone().any(|at| tokens[at].text == "(")
            || tokens[clause.subject.clone()].iter().any(|t| t.is("called") || t.is("event") || t.is("named"));
        if !only {
            return None;
        }
        let by = clause.subject.clone().find(|at| tokens[*at].is("by"));
        let by = by.and_then(|by| self.cast.given(tokens, by + 1..clause.subject.end));
        if matches!(base, "trigger" | "cause" | "start" | "make" | "lead" | "kick off" | "tell") {
            let Said::Acts(mut acts) = self.delegates(clause, by, tail)? else { return None };
            for made in &mut acts {
                (made.event, made.form) = (Some(event.clone()), Form::Consuming);
            }
            return Some(Said::Acts(acts));
        }
        if !matches!(
            base.split(' ').next().unwrap_or(base),
            "go" | "reach" | "flow" | "travel" | "arrive" | "land" | "come" | "fan"
        ) {
            return None;
        }
        let receivers = self.receivers(tail.clone()).unwrap_or_default();
        if receivers.is_empty() {
            let by = self.behind(tail, &["from"]).or(by);
            let action = format!("Publish {event}");
            let mut said = self.publishes(clause, by.as_slice(), Some(event));
            if let Said::Act(made) = &mut said {
                made.action = action;
            }
            return Some(said);
        }
        let action = self.reaching(&event, &receivers);
        Some(act(Act {
            own: clause.span.clone(),
            action,
            from: by,
            to: receivers,
            event: Some(event),
            form: Form::Consuming,
            ..Act::default()
        }))
    }

    /// What a person gets or sees is what another act lets them know; a message to them is one itself.
    pub(super) fn receives(&mut self, clause: &Clause, base: &str, person: bool, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let object = phrase::noun_phrase(tokens, tail);
        let message = tokens[object.clone()].iter().any(|token| words::LETTERS.contains(&token.singular()));
        let all = tokens[clause.subject.clone()].iter().any(|token| words::ALL.contains(&&*token.lower));
        if words::RECEIVES.contains(&base) && person && !all {
            let receipt = clause.span.clone().any(|at| {
                words::RECEIPTS.contains(&&*tokens[at].lower) || words::RECEIPTS.contains(&tokens[at].singular())
            });
            if receipt
                && !message
                && let Some(last) =
                    self.flow.acts.last_mut().filter(|last| matches!(last.form, Form::Plain | Form::Called))
            {
                last.form = if self.hints.later { Form::Accepted } else { Form::Called };
                return Some(Said::About);
            }
            let views = matches!(base, "see" | "view" | "watch" | "read") && {
                let first = tokens.get(object.start).filter(|_| !object.is_empty());
                first.is_some_and(|first| {
                    matches!(first.class, Class::Determiner | Class::Open) && !matches!(first.text, "\"" | "\u{201c}")
                }) && tokens[object.clone()].iter().any(|token| token.class == Class::Open)
                    && !tail_has(
                        tokens,
                        clause,
                        &[
                            "outcome",
                            "result",
                            "number",
                            "receipt",
                            "reference",
                            "confirmation",
                            "error",
                            "page",
                            "message",
                            "id",
                            "whether",
                            "if",
                        ],
                    )
            };
            if views {
                return None;
            }
            let hears_later =
                matches!(base, "get" | "receive" | "hear" | "learn") && phrase::says_time(&tokens[clause.span.clone()]);
            if !message && !hears_later {
                return Some(Said::About);
            }
            return Some(self.news(clause, Vec::new()));
        }
        if words::RECEIVES.contains(&base) && all && !clause.subject.is_empty() {
            return Some(self.news(clause, Vec::new()));
        }
        // Clicks and looks begin something; they are no step of the system.
        let writer = tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "you" | "i" | "u"));
        let screen = matches!(base, "open" | "push")
            && !tail_has(
                tokens,
                clause,
                &["page", "app", "screen", "link", "form", "plan", "site", "dialog", "tab", "button"],
            );
        let touches = words::TOUCHES.contains(&base) && !screen && (person || writer);
        if touches && object.len() > 1 {
            self.last_thing = Some(object);
        }
        touches.then_some(Said::About)
    }

    /// Whether the words name something that carries messages.
    pub(super) fn on_broker(&self, range: Range<usize>) -> bool {
        self.tokens()[range].iter().any(|token| cast::is_broker(token))
    }

    /// A fact told in words behind a verb of hearing: "listens for paid invoices".
    pub(super) fn fact_in(&self, range: Range<usize>) -> Option<String> {
        let tokens = self.tokens();
        let words: Vec<&Token<'_>> = tokens[range].iter().filter(|token| token.class == Class::Open).collect();
        let [past, thing, ..] = words.as_slice() else { return None };
        let done = past.verb_in(VerbForm::Participle).is_some() || is_participle(past);
        done.then(|| language::case::pascal([&*lexicon::nouns::singular(&thing.lower), &*past.lower].into_iter()))
    }

    /// Whether a word is the name of an event.
    pub(in super::super) fn is_event(&self, at: usize) -> bool {
        is_event_name(&self.tokens()[at])
    }
}
