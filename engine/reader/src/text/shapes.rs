//! What is drawn or listed rather than said: arrows, tables, endpoints, topics, "name: what it does".

mod drawing;
pub(super) mod table;
mod topic;

use std::ops::Range;

use advice::description::ParticipantKind;
use language::case;
use language::clauses::clause::is_arrow;
use language::clauses::{Class, Token};
use language::lexicon::Form as VerbForm;

use super::cast::{self, is_event_name};
use super::draft::Act;
use super::{Reader, phrase, words};
use crate::blocks::{Kind, Unit};
use crate::clues::scene::Form;
use crate::reading::Role;

/// Words of the methods of HTTP.
const METHODS: &[&str] = &["DELETE", "GET", "PATCH", "POST", "PUT"];

/// Whether a mark is part of an arrow.
pub(super) fn is_joint(text: &str) -> bool {
    is_arrow(text) && text != ">" && text != "\u{bb}"
        || (text.len() > 1
            && text.starts_with(['-', '=', '~', '<'])
            && text.contains(['>', '<'])
            && text.chars().all(|c| matches!(c, '-' | '=' | '~' | '<' | '>')))
        || matches!(text, "\u{2190}" | "\u{21d0}" | "\u{27f6}")
}

impl Reader<'_, '_> {
    /// Reads a line that is drawn or listed. None if it is said in a sentence.
    pub(super) fn shape(&mut self, body: Range<usize>, unit: &Unit) -> Option<Role> {
        let tokens = self.tokens();
        let before = self.flow.acts.len();
        let is_endpoint = is_method(&tokens[body.start])
            && body.len() > 1
            && (tokens[body.start + 1].text.starts_with('/') || body.len() < 4);
        if is_endpoint {
            self.endpoint(body);
        } else {
            let joint = body.clone().find(|at| is_joint(tokens[*at].text));
            // "Fulfilment consumes OrderPlaced -> picks and packs": said in words, with an arrow for "and then".
            let says = |at: usize| {
                let verb = tokens[at].verb_in(VerbForm::Third).map_or("", |verb| verb.base);
                words::ONLY_CONSUMES.contains(&verb) || words::ONLY_PUBLISHES.contains(&verb)
            };
            let is_said = joint.is_some_and(|joint| (body.start..joint).skip(1).any(says));
            let is_drawn = joint.is_some() && !is_said && self.arrows(body.clone());
            if !is_drawn && !self.topic(body.clone()) && !self.service_line(body, unit) {
                return None;
            }
        }
        Some(if self.flow.acts.len() > before { Role::Step } else { Role::AboutParticipant })
    }

    /// `PaymentService.charge(card)`: a call of what stands before the dot.
    pub(super) fn code_call(&mut self, body: Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        let first = &tokens[body.start];
        let called = first.text.ends_with("()")
            || tokens
                .get(body.start + 1)
                .is_some_and(|next| body.len() > 2 && next.text == "(" && next.start == first.end());
        // "`Publisher::publishNow()` sends the webhook": the name acts.
        let acts =
            tokens.get(body.start + 1).is_some_and(|next| body.len() > 1 && next.verb_in(VerbForm::Third).is_some());
        if acts {
            return None;
        }
        let (owner, method) =
            first.text.trim_end_matches("()").rsplit_once(['.', ':']).filter(|_| first.code && called)?;
        let close = (body.start..body.end).find(|at| tokens[*at].text == ")").map_or(body.start + 1, |close| close + 1);
        if matches!(method, "publish" | "emit" | "send" | "dispatch" | "raise" | "produce")
            && let Some(event) = phrase::event_in(tokens, body.start + 1..close)
        {
            let action = format!("Publish {event}");
            self.last_event = Some((Some(event.clone()), self.here));
            self.push(Act {
                own: body,
                action,
                from: self.here,
                announces: Some(event),
                form: Form::Publishing,
                ..Act::default()
            });
            return Some(Role::Step);
        }
        let who = self.cast.code(owner.trim_end_matches(':'), body.start..body.start + 1);
        let action = first.text.trim_end_matches("()").to_owned();
        let mut made = Act {
            own: body.start..close,
            action,
            to: who.into_iter().collect(),
            from: self.here.filter(|here| Some(*here) != who),
            form: Form::Called,
            ..Act::default()
        };
        if close < body.end {
            made.notes.push(close..body.end);
        }
        self.push(made);
        Some(Role::Step)
    }

    /// `POST /orders creates the order`.
    fn endpoint(&mut self, body: Range<usize>) {
        let tokens = self.tokens();
        let path = body.start + 1;
        let mut rest = phrase::trimmed(tokens, path + 1..body.end);
        let later = rest.clone().any(|at| tokens[at].is("202"));
        let before = self.flow.acts.len();
        // "lets the member change the address".
        if let Some(lets) =
            rest.clone().take(2).find(|at| tokens[*at].readings.iter().any(|r| matches!(r.verb.base, "let" | "allow")))
            && let Some(verb) = (lets + 2..rest.end.min(lets + 6))
                .find(|at| tokens[*at].verb_in(VerbForm::Base).is_some() && !tokens[*at - 1].is("the"))
        {
            let who = self.cast.find(tokens, phrase::noun_phrase(tokens, lets + 1..verb));
            let verbed = phrase::Verbed::at(tokens, verb, rest.end);
            if let Some(action) = phrase::action(tokens, self.text(), &verbed, None) {
                self.push(Act { own: body, action, from: who, form: Form::Called, ..Act::default() });
                return;
            }
        }
        let verb_first = rest.clone().next().is_some_and(|first| tokens[first].verb_in(VerbForm::Third).is_some());
        let answers = verb_first
            && tokens[rest.start]
                .readings
                .iter()
                .any(|r| matches!(r.verb.base, "answer" | "return" | "respond" | "reply"));
        if !rest.is_empty() && (!later || (verb_first && !answers)) {
            if matches!(tokens[rest.start].text, ":" | "-" | "\u{2013}" | "\u{2014}") {
                rest = phrase::trimmed(tokens, rest.start + 1..rest.end);
            }
            self.last_who.clear();
            if !rest.is_empty()
                && tokens[rest.start].readings.iter().any(|r| matches!(r.form, VerbForm::Third | VerbForm::Base))
            {
                self.hints.verb_first = tokens[rest.start].verb_in(VerbForm::Third).is_some();
                self.clauses_of(rest.clone(), true);
            }
        }
        if self.flow.acts.len() == before
            && later
            && let Some(found) =
                self.clauses(rest.clone()).into_iter().find(|clause| clause.mood.is_act() && !clause.negated)
        {
            let done = phrase::verb_of(tokens, &found);
            if !matches!(done.base.as_str(), "answer" | "return" | "respond") {
                let action = phrase::passive_action(tokens, self.text(), &found, &done, None)
                    .filter(|_| found.mood == language::clauses::clause::Mood::Passive)
                    .or_else(|| phrase::action(tokens, self.text(), &done, None));
                if let Some(action) = action {
                    self.push(Act { own: body.clone(), action, form: Form::Accepted, ..Act::default() });
                }
            }
        }
        if self.flow.acts.len() == before {
            let end = (path + 1..body.end)
                .find(|at| {
                    tokens[*at].class == Class::Mark
                        || tokens[*at].is("answers")
                        || tokens[*at].is("returns")
                        || is_joint(tokens[*at].text)
                })
                .unwrap_or(body.end);
            let action = phrase::words(tokens, self.text(), body.start..end.max(path + 1));
            let form = if later { Form::Accepted } else { Form::Called };
            self.push(Act { own: body, action, form, bare: later, ..Act::default() });
            return;
        }
        for act in &mut self.flow.acts[before..] {
            if act.form == Form::Plain {
                act.form = Form::Called;
            }
        }
        if later && let Some(last) = self.flow.acts[before..].last_mut().filter(|last| last.form == Form::Called) {
            last.form = Form::Accepted;
        }
    }

    /// The action of an event that reaches others: "Order placed → Stock, Invoicing".
    pub(super) fn reaching(&self, event: &str, to: &[usize]) -> String {
        let names: Vec<&str> = to.iter().map(|who| self.cast.member(*who).name.as_str()).collect();
        if names.is_empty() { spaced(event) } else { format!("{} \u{2192} {}", spaced(event), names.join(", ")) }
    }

    /// The words of an act that stands beside a drawing.
    pub(super) fn said_action(&self, said: Range<usize>) -> String {
        let tokens = self.tokens();
        if let Some(clause) = self
            .clauses(said.clone())
            .first()
            .filter(|clause| clause.mood.is_act() && clause.subject.is_empty() && clause.head == said.start)
        {
            if tokens[said.start].verb_in(VerbForm::Base).is_some() {
                return phrase::words(tokens, self.text(), said);
            }
            let mut verb = phrase::verb_of(tokens, clause);
            verb.end = said.end;
            if let Some(action) = phrase::action(tokens, self.text(), &verb, None) {
                return action;
            }
        }
        phrase::words(tokens, self.text(), said)
    }

    /// Adds the participant that a range names, once.
    fn add_given(&mut self, range: Range<usize>, who: &mut Vec<usize>) {
        let tokens = self.tokens();
        let found = self.cast.given(tokens, range.clone());
        // "booking -> payment: charge the card": beside an arrow even the name of a thing is somebody's.
        if let Some(found) = found.or_else(|| self.cast.named(tokens, range))
            && !who.contains(&found)
        {
            who.push(found);
        }
    }

    /// "image-worker: makes thumbnails", "Ledger (books every payment)", "charge card - Payments".
    fn service_line(&mut self, body: Range<usize>, unit: &Unit) -> bool {
        let tokens = self.tokens();
        let is_item = matches!(unit.kind, Kind::Item { .. });
        if phrase::without_how(tokens, body.clone()) != body {
            return false;
        }
        let cut = body.clone().skip(1).find(|at| {
            matches!(tokens[*at].text, ":" | "-" | "--" | "\u{2013}" | "\u{2014}" | "(")
                || (tokens[*at].text.starts_with("..") && tokens[*at].text.len() > 1)
        });
        let Some(cut) = cut.filter(|cut| cut + 1 < body.end) else { return false };
        let left = phrase::trimmed(tokens, body.start..cut);
        let mut right = phrase::trimmed(tokens, cut + 1..body.end);
        if tokens[cut].text == "(" {
            if tokens[body.end - 1].text != ")" {
                return false;
            }
            right = phrase::trimmed(tokens, cut + 1..body.end - 1);
        }
        if left.is_empty() || right.is_empty() {
            return false;
        }
        let name = phrase::noun_phrase(tokens, left.clone());
        let verbal = |at: usize| {
            let token = &tokens[at];
            token.readings.iter().any(|reading| matches!(reading.form, VerbForm::Third | VerbForm::Base))
                || (token.class == Class::Open
                    && token.readings.is_empty()
                    && token.lower.ends_with('s')
                    && at + 1 < right.end
                    && matches!(tokens[at + 1].class, Class::Determiner))
        };
        let is_name = name.len() == left.len() && left.len() <= 4 && !is_event_name(&tokens[left.end - 1]);
        if is_name && verbal(right.start) {
            let third = tokens[right.start].verb_in(VerbForm::Third).is_some();
            let known = self
                .cast
                .find(tokens, left.clone())
                .or_else(|| self.under_event.is_some().then(|| self.cast.given(tokens, left.clone())).flatten())
                .or_else(|| {
                    let last = &tokens[left.end - 1];
                    // "- dunning: reacts to `FeeFailed`": in a list a verb with its object stands behind a name.
                    let takes = tokens.get(right.start + 1).is_some_and(|next| {
                        right.start + 1 < right.end && (next.class == Class::Determiner || next.is("to") || next.code)
                    });
                    let set_off = is_item && takes && left.len() <= 2;
                    let proper =
                        last.code || last.text.contains('-') || set_off || (cast::starts_big(last) && left.len() <= 3);
                    let given = (proper && third).then(|| self.cast.given(tokens, left.clone())).flatten();
                    given.or_else(|| (set_off && third).then(|| self.cast.named(tokens, left.clone())).flatten())
                });
            if let Some(who) = known {
                let kept = self.here.replace(who);
                self.last_who = vec![who];
                let before = self.flow.acts.len();
                self.clauses_of(right, true);
                for act in &mut self.flow.acts[before..] {
                    if act.own.start > body.start {
                        act.own.start = body.start.max(act.own.start.min(cut + 1));
                    }
                }
                self.here = kept;
                return true;
            }
        }
        // "charge card - Payments - sync ack", "score applicant .. ScoreHub", "reserve the seat (Seats)".
        let tail = right
            .clone()
            .find(|at| matches!(tokens[*at].text, "-" | "--" | "\u{2013}" | "\u{2014}" | ","))
            .unwrap_or(right.end);
        let named = phrase::trimmed(tokens, right.start..tail);
        let dotted = tokens[cut].text.starts_with("..");
        let is_who =
            phrase::noun_phrase(tokens, named.clone()).len() == named.len() && named.len() <= 3 && !named.is_empty();
        let acts = tokens[left.start].verb_in(VerbForm::Base).is_some() && left.len() > 1;
        if is_who && acts && (is_item || dotted || tokens[cut].text != ":") {
            let last = &tokens[named.end - 1];
            let proper = cast::starts_big(last) || last.code || last.text.contains('-') || dotted;
            let who = self
                .cast
                .find(tokens, named.clone())
                .or_else(|| proper.then(|| self.cast.given(tokens, named)).flatten());
            if let Some(who) = who.filter(|who| !self.cast.is(*who, ParticipantKind::Broker)) {
                let action = self.said_action(left);
                let accepted =
                    tokens[body.clone()].iter().any(|token| matches!(&*token.lower, "ack" | "202" | "acknowledged"));
                let form = if accepted { Form::Accepted } else { Form::Plain };
                self.push(Act { own: body, action, to: vec![who], form, ..Act::default() });
                return true;
            }
        }
        false
    }
}

/// The name of an event or a command as words: "Order placed" of `OrderPlaced`.
fn spaced(name: &str) -> String {
    phrase::capital(case::spaced(case::parts(name).iter().map(String::as_str)).to_lowercase())
}

/// Whether a word is a method of HTTP.
fn is_method(token: &Token<'_>) -> bool {
    METHODS.contains(&token.text)
}
