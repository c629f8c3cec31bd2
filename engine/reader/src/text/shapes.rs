//! What is drawn or listed rather than said: arrows, tables, endpoints, topics, "name: what it does".

use std::ops::Range;

use advice::description::{LIMITS, ParticipantKind};
use language::case;
use language::clauses::clause::is_arrow;
use language::clauses::{Class, Token};
use language::lexicon::Form as VerbForm;

use super::cast::{self, is_event_name};
use super::draft::{Act, Order};
use super::{Reader, phrase};
use crate::blocks::{Kind, Unit};
use crate::clues::scene::Form;
use crate::reading::Role;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// What is done.
    Act,
    /// Who does it.
    Who,
    /// Who asks for it.
    From,
    /// Whom it is asked of.
    To,
    /// The name of an event or a topic.
    Event,
    /// Who publishes it.
    Publisher,
    /// Who hears it.
    Consumers,
    /// Whether somebody waits.
    Waits,
    /// Whether it may come later.
    Lags,
    /// How well the system does: no row of such a table says what is done.
    Quality,
    /// Anything else about it.
    Note,
}

impl Column {
    fn of(words: &[Token<'_>]) -> Self {
        let has =
            |list: &[&str]| words.iter().any(|word| list.contains(&word.singular()) || list.contains(&&*word.lower));
        let by = words.iter().any(|word| word.is("by"));
        if has(&["quality", "attribute", "metric", "measure", "risk"]) {
            Self::Quality
        } else if has(&["wait", "waits", "waiting", "sync", "blocking"]) {
            Self::Waits
        } else if has(&["lag", "later", "async", "delay"]) {
            Self::Lags
        } else if has(&[
            "consumer",
            "subscriber",
            "listener",
            "reader",
            "read",
            "consumed",
            "consumes",
            "subscribes",
            "audience",
            "receivers",
        ]) {
            Self::Consumers
        } else if has(&["publisher", "producer", "published", "emitter", "emitted", "owner"])
            && (by || !has(&["event", "topic"]))
        {
            Self::Publisher
        } else if has(&["event", "topic", "publishes", "emits", "raises", "queue"]) {
            Self::Event
        } else if has(&["from", "caller", "source", "sender", "asks"]) {
            Self::From
        } else if has(&["to", "callee", "target", "receiver", "destination"]) {
            Self::To
        } else if has(&[
            "step",
            "action",
            "act",
            "what",
            "task",
            "responsibility",
            "does",
            "activity",
            "message",
            "call",
            "request",
            "operation",
            "use",
            "job",
            "endpoint",
            "function",
            "purpose",
            "happens",
        ]) {
            Self::Act
        } else if has(&[
            "service",
            "who",
            "system",
            "component",
            "app",
            "team",
            "actor",
            "participant",
            "owner",
            "where",
            "by",
        ]) {
            Self::Who
        } else {
            Self::Note
        }
    }
}

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

fn points_left(text: &str) -> bool {
    text.starts_with('<') && !text.ends_with('>') || matches!(text, "\u{2190}" | "\u{21d0}")
}

/// A node of a drawing.
enum Node {
    Who(Vec<usize>),
    /// Something that carries messages, with the event that it is named after.
    Channel(Option<String>),
    /// What a call returns.
    Result,
}

impl Reader<'_, '_> {
    /// Reads a line that is drawn or listed. None if it is said in a sentence.
    pub(super) fn shape(&mut self, body: Range<usize>, unit: &Unit) -> Option<Role> {
        let tokens = self.tokens();
        let before = self.flow.acts.len();
        if METHODS.contains(&tokens[body.start].text)
            && body.len() > 1
            && (tokens[body.start + 1].text.starts_with('/') || body.len() < 4)
        {
            self.endpoint(body.clone());
        } else if body.clone().any(|at| is_joint(tokens[at].text)) && self.arrows(body.clone()) {
        } else if self.topic(body.clone()) {
        } else if self.service_line(body.clone(), unit) {
        } else {
            return None;
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
        let later = rest.clone().find(|at| tokens[*at].is("202")).is_some();
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
                self.verb_first = tokens[rest.start].verb_in(VerbForm::Third).is_some();
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

    /// `Orders -> Payments: charge card`.
    fn arrows(&mut self, body: Range<usize>) -> bool {
        let tokens = self.tokens();
        let joints: Vec<usize> = body.clone().filter(|at| is_joint(tokens[*at].text)).take(LIMITS.steps).collect();
        let mut title: Option<Range<usize>> = None;
        let mut segments: Vec<Range<usize>> = Vec::new();
        let mut labels: Vec<Option<Range<usize>>> = Vec::new();
        let mut start = body.start;
        for &joint in &joints {
            // `--OrderPlaced-->`: what stands between is the label of the arrow.
            let opens = (start..joint)
                .find(|at| matches!(tokens[*at].text, "--" | "==" | "-" | "~~" | "<--" | "<-") && *at > start);
            segments.push(start..opens.unwrap_or(joint));
            labels.push(opens.map(|opens| opens + 1..joint));
            start = joint + 1;
        }
        segments.push(start..body.end);
        if let Some(colon) = segments[0].clone().find(|at| tokens[*at].text == ":") {
            title = Some(segments[0].start..colon);
            segments[0] = colon + 1..segments[0].end;
        }
        let last = segments.len() - 1;
        let mut said: Option<Range<usize>> = None;
        let open = segments[last].clone().find(|at| matches!(tokens[*at].text, ":" | "["));
        if let Some(open) = open.filter(|open| *open > segments[last].start) {
            let close = segments[last].clone().find(|at| tokens[*at].text == "]");
            said = Some(close.map_or(open + 1, |close| close + 1)..segments[last].end);
            segments[last] = segments[last].start..open;
        }
        // Only names stand between arrows; sentences between arrows are read one after the other.
        // "+--> number pool": the arrow goes on from the line above.
        let goes_on = segments[0].clone().all(|at| matches!(tokens[at].class, Class::Mark | Class::Joint));
        if goes_on && segments.len() > 1 {
            let Some(before) = self.flow.acts.last().and_then(|act| act.from.or(act.to.first().copied())) else {
                return false;
            };
            let colon = segments[last].clone().find(|at| tokens[*at].text == ":");
            let rest = phrase::trimmed(tokens, segments[1].clone());
            if segments.len() == 2 && !rest.is_empty() {
                let end = segments[last].end;
                let mut inner = Vec::new();
                if let (Some(said), Node::Who(to)) = (said.clone(), self.node(rest.clone(), &mut inner)) {
                    let action = self.said_action(phrase::trimmed(tokens, said));
                    self.push(Act { own: rest.start..body.end, action, from: Some(before), to, ..Act::default() });
                } else {
                    let _ = colon;
                    self.clauses_of(rest.start..end.max(rest.end), true);
                }
                return true;
            }
        }
        let nodeish = |range: &Range<usize>| {
            let range = phrase::trimmed(tokens, range.clone());
            let mut depth = 0;
            let outside: Vec<usize> = range
                .clone()
                .filter(|at| {
                    match tokens[*at].text {
                        "(" => depth += 1,
                        ")" => depth -= 1,
                        _ => return depth == 0,
                    }
                    false
                })
                .collect();
            let inner = outside.iter().copied().skip(1).any(|at| {
                matches!(
                    tokens[at].class,
                    Class::Determiner | Class::Be | Class::Have | Class::Pronoun | Class::Modal | Class::Condition
                )
            });
            let acts = outside
                .iter()
                .copied()
                .skip(1)
                .any(|at| tokens[at].readings.iter().any(|r| r.form == VerbForm::Third && !r.verb.is_noun_too()));
            let named = range.clone().find(|at| tokens[*at].text == "(").map_or(range.len(), |open| open - range.start);
            named <= 7
                && named > 0
                && !inner
                && !acts
                && !range.is_empty()
                && !range.clone().any(|at| tokens[at].text == "," && !names_only(tokens, &range))
        };
        let begins = |range: &Range<usize>| {
            let range = phrase::trimmed(tokens, range.clone());
            range.clone().next().is_some_and(|first| {
                tokens[first].verb_in(VerbForm::Base).is_some() && !cast::starts_big(&tokens[first])
            })
        };
        let acting = segments.iter().filter(|segment| begins(segment)).count();
        let drawn = segments[..last].iter().all(nodeish)
            && (acting * 2 <= segments.len() || said.is_some() || label_between(&labels));
        if !drawn {
            return title.is_none() && said.is_none() && self.one_after_the_other(&segments);
        }
        if !nodeish(&segments[last]) && said.is_none() {
            // "tax/rates/changed -> pos updates its table".
            let range = phrase::trimmed(tokens, segments[last].clone());
            let event = segments[..last].iter().find_map(|segment| phrase::event_in(tokens, segment.clone()));
            let channel = event.is_some() || segments[..last].iter().any(|segment| self.names_channel(segment));
            if !channel {
                return false;
            }
            let before = self.flow.acts.len();
            self.clauses_of(range, true);
            for act in &mut self.flow.acts[before..] {
                act.event = act.event.take().or(event.clone());
                if act.form == Form::Plain {
                    act.form = if act.event.is_some() { Form::Consuming } else { Form::Queued };
                }
            }
            return true;
        }
        self.drawn(&body, &segments, &labels, &joints, said, title)
    }

    /// Acts with arrows between them: "login -> show dashboard -> save".
    fn one_after_the_other(&mut self, segments: &[Range<usize>]) -> bool {
        let tokens = self.tokens();
        let before = self.flow.acts.len();
        let state = |range: &Range<usize>| {
            let first = &tokens[range.start];
            let big = first.text.len() > 2 && first.text.chars().all(|c| c.is_uppercase() || c == '_');
            big && (range.len() == 1 || tokens[range.start + 1].text == "(")
        };
        let trimmed = |segment: &Range<usize>| phrase::trimmed(tokens, segment.clone());
        let states = segments.iter().map(trimmed).filter(|range| !range.is_empty() && state(range)).count();
        let (list, prose) = (std::mem::replace(&mut self.in_list, true), std::mem::replace(&mut self.in_prose, false));
        for (index, segment) in segments.iter().enumerate() {
            let range = phrase::trimmed(tokens, segment.clone());
            if range.is_empty() {
                continue;
            }
            // "PENDING -> donor says OK -> SCHEDULED": the states of a thing are no acts.
            if states > 1 && state(&range) {
                continue;
            }
            let count = self.flow.acts.len();
            let opens = matches!(
                &*tokens[range.start].lower,
                "no" | "on" | "if" | "wrong" | "else" | "not" | "without" | "when"
            );
            if opens && range.len() <= 6 && index + 1 < segments.len() {
                self.open_when = Some(range);
                continue;
            }
            self.clauses_of(range, true);
            if index > 0
                && let Some(act) = self.flow.acts.get_mut(count)
            {
                act.chained = true;
            }
        }
        (self.in_list, self.in_prose) = (list, prose);
        self.flow.acts.len() > before
    }

    fn names_channel(&self, range: &Range<usize>) -> bool {
        self.tokens()[range.clone()].iter().any(|token| cast::is_broker(token))
    }

    /// Makes the acts of a drawing of names and arrows.
    fn drawn(
        &mut self,
        body: &Range<usize>,
        segments: &[Range<usize>],
        labels: &[Option<Range<usize>>],
        joints: &[usize],
        said: Option<Range<usize>>,
        title: Option<Range<usize>>,
    ) -> bool {
        let tokens = self.tokens();
        let last = segments.len() - 1;
        let mut inner: Vec<(usize, Range<usize>)> = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        for segment in segments {
            nodes.push(self.node(segment.clone(), &mut inner));
        }
        // "ExportPdf -> ExportRequested": a command and the fact that it leaves behind.
        if let ([first, second], true) = (segments, said.is_none()) {
            let (first, second) = (phrase::trimmed(tokens, first.clone()), phrase::trimmed(tokens, second.clone()));
            let command = first.len() == 1
                && tokens[first.start].code
                && !is_event_name(&tokens[first.start])
                && language::message::is_request(tokens[first.start].text);
            if command && let Some(event) = phrase::event_in(tokens, second.clone()) {
                let action = phrase::capital(
                    case::spaced(case::parts(tokens[first.start].text).iter().map(String::as_str)).to_lowercase(),
                );
                self.push(Act { own: body.clone(), action, announces: Some(event), ..Act::default() });
                return true;
            }
        }
        let label = labels.iter().flatten().next().cloned();
        let returns = tokens[joints[joints.len() - 1]].text.ends_with(">>")
            && tokens[joints[joints.len() - 1]].text.starts_with("--");
        let replies = said.as_ref().is_some_and(|said| said.len() <= 2 || self.answers_only(said.clone()))
            && self.flow.acts.last().is_some_and(|act| match (&nodes[0], &nodes[last]) {
                (Node::Who(from), Node::Who(to)) => act.to == *from && act.from == to.first().copied(),
                _ => false,
            });
        if replies && (returns || said.as_ref().is_some_and(|said| self.answers_only(said.clone()))) {
            if let Some(act) = self.flow.acts.last_mut() {
                act.form = Form::Called;
            }
            return true;
        }
        let left = joints.iter().all(|joint| points_left(tokens[*joint].text))
            || (label.is_some() && tokens[segments[0].end].text.starts_with('<'));
        if left {
            nodes.reverse();
        }
        let mut event = label.clone().and_then(|label| phrase::event_in(tokens, label)).or_else(|| {
            said.clone()
                .filter(|said| phrase::trimmed(tokens, said.clone()).len() <= 2 || tokens[said.start].code)
                .and_then(|said| phrase::event_in(tokens, said))
        });
        let is_event_said = event.is_some() && label.is_none();
        // "[wait]" behind an act says how.
        let said = said.map(|said| {
            let bracket = said.clone().find(|at| tokens[*at].text == "[").filter(|bracket| *bracket > said.start);
            said.start..bracket.unwrap_or(said.end)
        });
        let words =
            said.clone().filter(|_| !is_event_said).or_else(|| label.clone().filter(|_| event.is_none())).or(title);
        let before = self.flow.acts.len();
        let mut from: Vec<usize> = Vec::new();
        let mut queued = segments[last].end < body.end
            && tokens[segments[last].end].text == "["
            && self.names_channel(&(segments[last].end..said.as_ref().map_or(body.end, |said| said.start)));
        let always = queued;
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Channel(named) => {
                    queued = true;
                    event = named.clone().or(event.take());
                }
                Node::Result => {
                    if let Some(act) = self.flow.acts[before..].last_mut() {
                        act.form = Form::Called;
                    }
                }
                Node::Who(to) => {
                    let is_last = index + 1 == nodes.len() || matches!(nodes.get(index + 1), Some(Node::Result));
                    let is_first = from.is_empty() && (!queued || always) && index == 0;
                    if !is_first {
                        let own: Vec<(Vec<usize>, Option<Range<usize>>)> = if is_last && !inner.is_empty() {
                            to.iter()
                                .map(|who| {
                                    (vec![*who], inner.iter().find(|(of, _)| of == who).map(|(_, said)| said.clone()))
                                })
                                .collect()
                        } else {
                            vec![(to.clone(), None)]
                        };
                        for (to, own) in own {
                            // A label belongs to its own arrow.
                            let label = labels
                                .get(index.wrapping_sub(1))
                                .cloned()
                                .flatten()
                                .filter(|label| phrase::event_in(tokens, label.clone()).is_none() && !left);
                            let words = if label.is_some() {
                                label
                            } else {
                                words.clone().filter(|words| !labels.iter().flatten().any(|label| label == words))
                            };
                            let act = self.edge(body, &from, to, own.or(words), &event, queued, is_last);
                            if let Some(act) = act {
                                self.push(act);
                            }
                        }
                    }
                    from.clone_from(to);
                    queued = always;
                }
            }
        }
        // The broker or event is the last: somebody publishes.
        if queued && !always && self.flow.acts.len() == before && (event.is_some() || words.is_some()) {
            let action = match (&event, &words) {
                (_, Some(words)) => phrase::words(tokens, self.text(), words.clone()),
                (Some(event), None) => format!("Publish {event}"),
                _ => String::new(),
            };
            let announces = event.clone();
            self.last_event = Some((event, from.first().copied()));
            self.push(Act {
                own: body.clone(),
                action,
                from: from.first().copied(),
                announces,
                form: Form::Publishing,
                ..Act::default()
            });
        }
        true
    }

    /// Whether words are an answer: "ok / insufficient funds", "yes/no".
    fn answers_only(&self, said: Range<usize>) -> bool {
        let tokens = self.tokens();
        let said = phrase::trimmed(tokens, said);
        said.len() <= 6
            && said.clone().next().is_some_and(|first| {
                matches!(
                    &*tokens[first].lower,
                    "ok" | "yes" | "no" | "ack" | "accepted" | "rejected" | "200" | "201" | "409"
                )
            })
    }

    fn edge(
        &mut self,
        body: &Range<usize>,
        from: &[usize],
        to: Vec<usize>,
        said: Option<Range<usize>>,
        event: &Option<String>,
        queued: bool,
        is_last: bool,
    ) -> Option<Act> {
        let tokens = self.tokens();
        let said = said.map(|said| phrase::trimmed(tokens, said)).filter(|said| !said.is_empty());
        let action = match (&said, event) {
            (Some(said), _) => self.said_action(said.clone()),
            (None, Some(event)) => {
                phrase::capital(case::spaced(case::parts(event).iter().map(String::as_str)).to_lowercase())
            }
            (None, None) if is_last && tokens[body.end - 1].text.ends_with(')') && tokens[body.end - 1].code => {
                tokens[body.end - 1].text.to_owned()
            }
            // Nothing but names: the names say it.
            (None, None) if is_last => {
                let first = self.cast.member(*from.first()?).name.clone();
                format!(
                    "{first} \u{2192} {}",
                    to.iter().map(|who| self.cast.member(*who).name.clone()).collect::<Vec<_>>().join(", ")
                )
            }
            (None, None) => return None,
        };
        let endpoint = said.as_ref().is_some_and(|said| METHODS.contains(&tokens[said.start].text));
        let form = if event.is_some() {
            Form::Consuming
        } else if queued {
            Form::Queued
        } else if endpoint {
            Form::Called
        } else {
            Form::Plain
        };
        let mut act = Act {
            // The names in front say who asks whom; only the words behind them say what is done.
            own: said.clone().map_or(body.clone(), |said| {
                if said.start >= body.start && said.end <= body.end { said.start..body.end } else { said }
            }),
            action,
            from: from.first().copied(),
            to,
            event: event.clone(),
            form,
            ..Act::default()
        };
        if event.is_some() {
            act.order = Order::Beside;
        }
        Some(act)
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

    /// A node of a drawing. Acts in brackets behind a name go to `inner`.
    fn node(&mut self, segment: Range<usize>, inner: &mut Vec<(usize, Range<usize>)>) -> Node {
        let tokens = self.tokens();
        let range = phrase::trimmed(tokens, segment);
        let words = || range.clone().map(|at| &tokens[at]);
        if words().all(|token| {
            token.class == Class::Number
                || matches!(&*token.lower, "|" | "ok" | "error" | "token" | "result" | "id")
                || token.class == Class::Mark
        }) {
            return Node::Result;
        }
        let event = range
            .clone()
            .find(|at| is_event_name(&tokens[*at]) || tokens[*at].text.contains(':') && tokens[*at].code)
            .map(|at| tokens[at].text.to_owned());
        let broker = words().any(|token| cast::is_broker(token));
        if event.is_some() || broker {
            let named = words().find(|token| token.code && !cast::is_broker(token)).map(|token| token.text.to_owned());
            return Node::Channel(event.or(named.filter(|_| false)));
        }
        let mut who = Vec::new();
        let mut start = range.start;
        let mut depth = 0;
        let mut open = 0;
        for at in range.start..=range.end {
            let mark = tokens.get(at).filter(|_| at < range.end).map_or(",", |token| token.text);
            match mark {
                "(" => {
                    (depth, open) = (depth + 1, at);
                    if let Some(found) = self.cast.given(tokens, start..at)
                        && !who.contains(&found)
                    {
                        who.push(found);
                    }
                }
                ")" => {
                    depth -= 1;
                    let said = open + 1..at;
                    let says =
                        !said.is_empty() && !tokens[said.clone()].iter().any(|token| token.class == Class::Number);
                    if let Some(last) = who.last()
                        && says
                        && !tokens[said.clone()]
                            .iter()
                            .any(|token| matches!(&*token.lower, "async" | "sync" | "optional"))
                    {
                        inner.push((*last, said));
                    }
                    start = at + 1;
                }
                "," | "&" | "/" | "+" if depth == 0 => {
                    if start < at
                        && let Some(found) = self.cast.given(tokens, start..at)
                        && !who.contains(&found)
                    {
                        who.push(found);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        Node::Who(who)
    }

    /// "Topic `rooms.cleaned` (producer: housekeeping, consumer: front-desk)".
    fn topic(&mut self, body: Range<usize>) -> bool {
        let tokens = self.tokens();
        let Some(name) = body.clone().take(3).find(|at| {
            is_event_name(&tokens[*at])
                || (*at > body.start && tokens[body.start].is("topic"))
                || (self.section() == super::Section::Events && *at == body.start)
        }) else {
            return false;
        };
        if tokens[body.start..name]
            .iter()
            .any(|token| !matches!(&*token.lower, "topic" | "event" | "queue" | "the" | ":"))
        {
            return false;
        }
        let role = |at: usize| -> Option<(bool, usize)> {
            let by = tokens.get(at + 1).is_some_and(|next| next.is("by") || next.text == ":");
            let step = if by { 2 } else { 1 };
            let word = &*tokens[at].lower;
            match word {
                "producer" | "producers" | "publisher" | "publishers" | "source" => Some((true, at + step)),
                "published" | "written" | "emitted" | "fired" | "sent" | "produced" | "raised" if by => {
                    Some((true, at + step))
                }
                "consumer" | "consumers" | "subscriber" | "subscribers" | "listeners" | "listener" => {
                    Some((false, at + step))
                }
                "consumed" | "read" | "handled" | "subscribed" if by => Some((false, at + step)),
                _ => None,
            }
        };
        let (mut producers, mut consumers) = (Vec::new(), Vec::new());
        let mut inner: Vec<(usize, Range<usize>)> = Vec::new();
        let places: Vec<(usize, bool, usize)> =
            (name + 1..body.end).filter_map(|at| role(at).map(|(is, from)| (at, is, from))).collect();
        for (index, &(_, is_producer, from)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(body.end, |next| next.0).max(from);
            if from >= end {
                continue;
            }
            let plain = !(from..end).any(|at| tokens[at].text == "(");
            if plain {
                let who = self.cast.each_given(tokens, from..end);
                if is_producer {
                    producers.extend(who);
                } else {
                    consumers.extend(who);
                }
                continue;
            }
            if let Node::Who(who) = self.node(from..end, &mut inner) {
                if is_producer { producers.extend(who) } else { consumers.extend(who) }
            }
        }
        let event = tokens[name].text.to_owned();
        if consumers.is_empty() {
            let listed = self.section() == super::Section::Events;
            if producers.is_empty() && !listed {
                return false;
            }
            if !listed && self.clauses(body.clone()).iter().any(|clause| clause.mood.is_act()) {
                return false;
            }
            let from = producers.first().copied().or(self.here);
            let action = format!("Publish {event}");
            self.push(Act {
                own: body,
                action,
                from,
                announces: Some(event),
                form: Form::Publishing,
                order: Order::Beside,
                ..Act::default()
            });
            return true;
        }
        let from = producers.first().copied();
        let spaced = phrase::capital(case::spaced(case::parts(&event).iter().map(String::as_str)).to_lowercase());
        if inner.is_empty() {
            self.push(Act {
                own: body,
                action: spaced,
                from,
                to: consumers,
                event: Some(event),
                form: Form::Consuming,
                ..Act::default()
            });
            return true;
        }
        for who in consumers {
            let said = inner.iter().find(|(of, _)| *of == who).map(|(_, said)| said.clone());
            let action = said.clone().map_or_else(|| spaced.clone(), |said| self.said_action(said));
            let own = said.unwrap_or_else(|| body.clone());
            self.push(Act {
                own,
                action,
                from,
                to: vec![who],
                event: Some(event.clone()),
                form: Form::Consuming,
                order: Order::Beside,
                ..Act::default()
            });
        }
        true
    }

    /// "image-worker: makes thumbnails", "Ledger (books every payment)", "charge card - Payments".
    fn service_line(&mut self, body: Range<usize>, unit: &Unit) -> bool {
        let tokens = self.tokens();
        let is_item = matches!(unit.kind, Kind::Item { .. });
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
                    let proper = last.code || last.text.contains('-') || (cast::starts_big(last) && left.len() <= 3);
                    (proper && third).then(|| self.cast.given(tokens, left.clone())).flatten()
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
                let acks =
                    tokens[body.clone()].iter().any(|token| matches!(&*token.lower, "ack" | "202" | "acknowledged"));
                let form = if acks { Form::Accepted } else { Form::Plain };
                self.push(Act { own: body, action, to: vec![who], form, ..Act::default() });
                return true;
            }
        }
        false
    }

    /// A row of a table.
    pub(super) fn row(&mut self, cells: &[Range<usize>], header: bool, range: Range<usize>) {
        let tokens = self.tokens();
        if header {
            self.header = cells.iter().map(|cell| Column::of(&tokens[cell.clone()])).collect();
            let known = self.header.iter().any(|column| *column != Column::Note);
            if known
                && !self.header.contains(&Column::Act)
                && !self.header.contains(&Column::Event)
                && let Some(first) = self.header.iter_mut().find(|column| **column == Column::Note)
            {
                *first = Column::Act;
            }
            self.sentences.push(super::Marked { range, role: Role::Title, who: Vec::new() });
            return;
        }
        let of = |column: Column| {
            self.header
                .iter()
                .zip(cells)
                .find(|(known, cell)| **known == column && !cell.is_empty())
                .map(|(_, cell)| cell.clone())
        };
        let (said, event, waits) = (of(Column::Act), of(Column::Event), of(Column::Waits));
        let whos = [Column::Publisher, Column::From, Column::Who, Column::To, Column::Consumers].map(of);
        let [publisher, from, who, to, consumers] =
            whos.map(|cell| cell.map(|cell| self.cast.each_given(tokens, cell)).unwrap_or_default());
        let event = event.map(|cell| {
            phrase::event_in(tokens, cell.clone()).unwrap_or_else(|| phrase::words(tokens, self.text(), cell))
        });
        let number = self.sentences.len();
        if self.header.contains(&Column::Quality) {
            self.sentences.push(super::Marked { range, role: Role::LeftOver, who: Vec::new() });
            return;
        }
        let before = self.flow.acts.len();
        let spaced =
            |event: &str| phrase::capital(case::spaced(case::parts(event).iter().map(String::as_str)).to_lowercase());
        let mut act = Act { own: range.clone(), ..Act::default() };
        match (said, event) {
            (None, Some(event)) => {
                let by = if publisher.is_empty() { who } else { publisher };
                act.from = by.first().copied().or(from.first().copied());
                if consumers.is_empty() {
                    (act.action, act.announces, act.form) = (format!("Publish {event}"), Some(event), Form::Publishing);
                } else {
                    (act.action, act.to, act.event, act.form) =
                        (spaced(&event), consumers, Some(event), Form::Consuming);
                }
                act.order = Order::Beside;
            }
            (Some(said), event) => {
                let endpoint = METHODS.contains(&tokens[said.start].text);
                act.action = if endpoint { phrase::words(tokens, self.text(), said) } else { self.said_action(said) };
                // "Decide | case worker | when all replies are there".
                let says =
                    |cell: &Range<usize>| cell.len() < 9 && cell.clone().any(|at| tokens[at].class == Class::Open);
                if phrase::content(&act.action) < 3
                    && let Some(note) = of(Column::Note).filter(says)
                {
                    let more = phrase::small(&phrase::words(tokens, self.text(), note));
                    act.action = format!("{}, {more}", act.action);
                }
                act.from = from.first().copied().or(publisher.first().copied());
                act.to = if to.is_empty() { who } else { to };
                act.tells = consumers;
                act.announces = event;
                if act.to.iter().all(|who| self.cast.is(*who, ParticipantKind::Person))
                    && act.from.is_none()
                    && !act.to.is_empty()
                {
                    act.from = act.to.first().copied();
                    act.to.clear();
                }
                if endpoint {
                    let later = range.clone().any(|at| tokens[at].is("202"));
                    act.form = if later { Form::Accepted } else { Form::Called };
                }
                let lags = waits.is_none();
                if let Some(waits) = waits.or_else(|| of(Column::Lags)) {
                    let no = tokens[waits.clone()]
                        .iter()
                        .any(|token| matches!(&*token.lower, "no" | "async" | "nobody" | "n" | "-"));
                    let yes = tokens[waits]
                        .iter()
                        .any(|token| matches!(&*token.lower, "yes" | "sync" | "y" | "blocking" | "x"));
                    // "May it lag?" asks the opposite of "does somebody wait?".
                    let (later, waits) = if lags { (yes, no) } else { (no, yes) };
                    act.form = if later {
                        Form::Queued
                    } else if waits {
                        Form::Waited
                    } else {
                        act.form
                    };
                }
                // An event in a cell of results is what the act announces.
                act.announces = act.announces.or_else(|| phrase::event_in(tokens, range.clone()));
            }
            (None, None) => {}
        }
        if !act.action.is_empty() {
            act.sentence = number;
            self.push(act);
        }
        let role = if self.flow.acts.len() > before { Role::Step } else { Role::LeftOver };
        self.sentences.push(super::Marked { range, role, who: Vec::new() });
    }
}

/// Whether an arrow has a label.
fn label_between(labels: &[Option<Range<usize>>]) -> bool {
    labels.iter().any(Option::is_some)
}

/// Whether a range holds only names with commas between them.
fn names_only(tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let mut depth = 0;
    range.clone().all(|at| {
        match tokens[at].text {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        depth > 0
            || tokens[at].class == Class::Open
            || matches!(tokens[at].text, "," | ")" | "&" | "+" | "/")
            || tokens[at].class == Class::Joint
    })
}
