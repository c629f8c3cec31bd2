//! Calls: somebody asks somebody else for something, waits for it, or answers.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::clauses::Class;
use language::clauses::clause::Clause;
use language::lexicon::Form as VerbForm;

use super::super::cast;
use super::super::draft::{Act, Order};
use super::super::phrase::{self, Verbed};
use super::super::{Reader, words};
use super::{Said, act};
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// An act that is a call of `who`.
    pub(super) fn called(&mut self, clause: &Clause, who: Vec<usize>) -> Act {
        let action = phrase::words(self.tokens(), self.text(), clause.span.clone());
        Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            to: who,
            form: Form::Called,
            ..Act::default()
        }
    }

    /// "…, returns a receipt": the answer of the act before it.
    pub(super) fn answers(&mut self, clause: &Clause, base: &str, who: &[usize]) -> Option<Said> {
        let tokens = self.tokens();
        let has = |list: &[&str]| {
            clause.span.clone().any(|at| list.contains(&&*tokens[at].lower) || list.contains(&tokens[at].singular()))
        };
        let answers =
            matches!(base, "answer" | "reply" | "respond" | "return" | "hand back" | "give back" | "send back" | "say");
        let gets = matches!(base, "get" | "get back" | "receive")
            && who.is_empty()
            && (has(&["back"]) || has(words::RECEIPTS));
        // "The API answers 202": whatever has been asked last is only taken in.
        let known = who.iter().any(|who| self.flow.acts.iter().any(|act| act.to.contains(who)));
        if answers
            && known
            && has(&["202"])
            && let Some(last) = self.flow.acts.last_mut()
        {
            last.form = Form::Accepted;
            return Some(Said::About);
        }
        let last = self.flow.acts.last_mut().filter(|_| answers || gets)?;
        let same = who.is_empty() || who.iter().any(|who| last.to.contains(who) || self.last_who.contains(who));
        if !same {
            return None;
        }
        if has(&["pending", "202"]) || (has(words::RECEIPTS) && has(&["later", "under", "eventually"])) {
            last.form = Form::Accepted;
        } else if has(words::RECEIPTS) && !gets {
            self.hints.receipt = true;
        } else if gets && last.form == Form::Plain {
            last.form = if self.hints.later { Form::Accepted } else { Form::Waited };
        }
        Some(Said::About)
    }

    /// "X tells Y to do Z": Y does Z, and X asks for it.
    pub(super) fn delegates(&mut self, clause: &Clause, from: Option<usize>, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let to = tail
            .clone()
            .find(|at| tokens[*at].is("to") && at + 1 < tail.end && tokens[at + 1].verb_in(VerbForm::Base).is_some())?;
        let range = phrase::addressee(tokens, tail.start..to)?;
        let who = self.cast.each_given(tokens, range);
        if who.is_empty() {
            return None;
        }
        let first = phrase::verb_of(tokens, clause).base;
        let mut acts: Vec<Act> = Vec::new();
        // "… to cut a key and Utilities to open an account": another one with an act of their own.
        let again = (to + 2..clause.span.end).find(|at| {
            tokens[*at].is("to")
                && at + 1 < clause.span.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some()
                && cast::starts_big(&tokens[at - 1])
                && (to + 2..*at).any(|joint| tokens[joint].is("and"))
        });
        let end =
            again.and_then(|again| (to + 2..again).rev().find(|at| tokens[*at].is("and"))).unwrap_or(clause.span.end);
        for inner in self.clauses(to + 1..end) {
            let head = inner.head;
            let Some(mut made) = self.act_at(head, inner.span.end, &inner) else { continue };
            made.own = if acts.is_empty() { clause.span.start..inner.span.end } else { inner.span.clone() };
            made.to.clone_from(&who);
            made.from = from;
            made.form = match first.as_str() {
                "enqueue" | "queue" | "put" => Form::Queued,
                "tell" | "instruct" | "order" | "trigger" | "signal" | "prompt" | "cause" => Form::Plain,
                _ => Form::Called,
            };
            acts.push(made);
        }
        if let Some(again) = again
            && let Some(other) = self.cast.given(tokens, end + 1..again)
            && let Some(mut made) = self.act_at(again + 1, clause.span.end, clause)
        {
            (made.own, made.to, made.from, made.form) = (end..clause.span.end, vec![other], from, Form::Plain);
            made.order = Order::Beside;
            acts.push(made);
        }
        self.remember(&who);
        (!acts.is_empty()).then_some(Said::Acts(acts))
    }

    /// "X asks Y for Z", "X calls Y".
    pub(super) fn asks(&mut self, clause: &Clause, verb: &Verbed, who: &[usize], tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        let range = phrase::addressee(tokens, tail.clone())?;
        // "Asks for the missing documents": nobody is named who is asked.
        // "Hits "submit"": a button, and nobody.
        if tokens[range.start].class == Class::Preposition || matches!(tokens[range.start].text, "\"" | "\u{201c}") {
            return None;
        }
        // "Requests the rate from TaxHub": the thing stands first.
        let source = self.behind(range.end..tail.end, &["from"]);
        let called = if let Some(source) = source {
            vec![source]
        } else {
            let plain = verb.base != "request" && verb.base != "query";
            let known = self.cast.each(tokens, range.clone());
            known.or_else(|| plain.then(|| self.cast.each_given(tokens, range.clone())))?
        };
        if called.is_empty() || called.iter().all(|called| self.cast.is(*called, ParticipantKind::Person)) {
            return None;
        }
        let action = phrase::action(tokens, self.text(), verb, None)?;
        self.remember(who);
        let from = who.first().copied();
        let listed = cast::parts(tokens, range.clone());
        if called.len() > 1 && listed.len() == called.len() {
            let each = |(who, part): (&usize, &Range<usize>)| {
                let action = format!(
                    "{} {}",
                    phrase::capital(verb.plain.clone()),
                    phrase::clean(&self.text()[tokens[part.start].start..tokens[part.end - 1].end()])
                );
                Act {
                    own: clause.span.clone(),
                    action,
                    clause: Some(clause.clone()),
                    from,
                    to: vec![*who],
                    form: Form::Called,
                    ..Act::default()
                }
            };
            return Some(Said::Acts(called.iter().zip(&listed).map(each).collect()));
        }
        let bare = range.end + 1 >= clause.span.end;
        Some(act(Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            to: called,
            bare,
            form: Form::Called,
            ..Act::default()
        }))
    }

    /// "X waits until Y has done Z": Y does Z, and X waits for it.
    pub(super) fn waits(&mut self, clause: &Clause, from: Option<usize>, tail: Range<usize>) -> Option<Said> {
        let tokens = self.tokens();
        // "Waits the answer of the bank": as people write it in their second language.
        let bare = tokens[clause.head].readings.iter().any(|reading| reading.verb.base == "wait")
            && tokens.get(tail.start).is_some_and(|next| !tail.is_empty() && next.class == Class::Determiner);
        let link = tail.clone().find(|at| matches!(&*tokens[*at].lower, "for" | "until" | "till" | "on"));
        let link = if bare { clause.head } else { link? };
        if link + 1 >= tail.end {
            return None;
        }
        let range = link + 1..tail.end;
        if let Some(inner) =
            self.clauses(range.clone()).into_iter().find(|inner| inner.mood.is_act() && !inner.subject.is_empty())
            && let Said::Act(mut made) = self.main_clause(&inner)
        {
            (made.from, made.form) = (from, Form::Waited);
            made.own = clause.span.clone();
            return Some(Said::Act(made));
        }
        if range.clone().all(|at| {
            tokens[at].class != Class::Open
                || phrase::is_unit(&tokens[at])
                || tokens[at].is("time")
                || tokens[at].is("while")
        }) {
            return Some(Said::About);
        }
        // "They wait half a minute for the thumbnails to render".
        if let Some(to) = range.clone().find(|at| {
            tokens[*at].is("to")
                && *at > range.start
                && at + 1 < range.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some()
        }) {
            let thing = phrase::noun_phrase(tokens, range.start..to);
            let verbed = Verbed::at(tokens, to + 1, to + 2);
            let action = phrase::capital(format!(
                "{} {}",
                verbed.plain,
                phrase::clean(&self.text()[tokens[thing.start].start..tokens[thing.end - 1].end()])
            ));
            let slow = tail
                .clone()
                .any(|at| matches!(tokens[at].singular(), "minute" | "second" | "hour" | "age" | "forever" | "long"));
            let form = if slow { Form::Queued } else { Form::Waited };
            return Some(act(Act { own: clause.span.clone(), action, from: None, form, ..Act::default() }));
        }
        // "Posts the totals to the ledger and waits for the number": the answer of what was just asked for.
        let mine = |act: &Act| {
            clause.subject.is_empty() || from.is_some_and(|from| act.from == Some(from) || act.to.contains(&from))
        };
        let near = |act: &Act| act.own.end <= clause.span.start && act.own.end + 4 >= clause.span.start;
        if let Some(last) = self.flow.acts.last_mut().filter(|last| mine(last) && near(last))
            && matches!(last.form, Form::Plain | Form::Called | Form::Publishing | Form::Queued)
        {
            let awaited = phrase::event_in(tokens, range.clone());
            if let Some(event) = awaited {
                last.action = format!("{} and wait for {event}", last.action);
            }
            (last.form, last.announces) = (Form::Waited, None);
            return Some(Said::About);
        }
        // Whoever only waits does nothing.
        if tokens[clause.head].readings.iter().any(|reading| reading.verb.base == "wait") {
            return Some(Said::About);
        }
        let action = phrase::words(tokens, self.text(), clause.span.clone());
        let named = phrase::noun_phrase(tokens, range);
        let to = self.cast.find(tokens, named).into_iter().collect();
        let made = Act {
            own: clause.span.clone(),
            action,
            clause: Some(clause.clone()),
            from,
            to,
            form: Form::Waited,
            ..Act::default()
        };
        Some(act(made))
    }

    /// "Reacts to E by doing Z": what the one who hears does, in the same clause.
    pub(super) fn and_does(&mut self, clause: &Clause, tail: Range<usize>, said: Said) -> Said {
        let tokens = self.tokens();
        let Said::Hears { who, event, clause: heard } = said else { return said };
        let by = tail
            .clone()
            .find(|at| tokens[*at].is("by") && at + 1 < tail.end && tokens[at + 1].verb_in(VerbForm::Gerund).is_some());
        let to = tail.clone().find(|at| {
            tokens[*at].is("to")
                && at + 1 < tail.end
                && tokens[at + 1].verb_in(VerbForm::Base).is_some_and(|verb| !verb.is_noun_too())
        });
        if let Some(at) = by.or(to)
            && let Some(mut made) = self.act_at(at + 1, clause.span.end, clause)
        {
            (made.to, made.event, made.form) = (who, event, Form::Consuming);
            return act(made);
        }
        Said::Hears { who, event, clause: heard }
    }
}
