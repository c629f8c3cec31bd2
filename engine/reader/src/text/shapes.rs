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

/// A line of names and arrows, cut at its arrows.
struct Drawing {
    /// The whole line.
    body: Range<usize>,
    joints: Vec<usize>,
    /// What stands before, between and behind the arrows: one more than there are arrows.
    segments: Vec<Range<usize>>,
    /// The label of each arrow, if it has one.
    labels: Vec<Option<Range<usize>>>,
    /// The words before a colon at the beginning.
    title: Option<Range<usize>>,
    /// The words behind a colon or brackets at the end.
    said: Option<Range<usize>>,
}

impl Drawing {
    fn of(tokens: &[Token<'_>], body: Range<usize>) -> Self {
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
        Self { body, joints, segments, labels, title, said }
    }

    /// What stands behind the last arrow.
    fn last(&self) -> &Range<usize> {
        &self.segments[self.segments.len() - 1]
    }

    /// What stands before the last arrow.
    fn all_but_last(&self) -> &[Range<usize>] {
        &self.segments[..self.segments.len() - 1]
    }

    /// The first label of an arrow.
    fn label(&self) -> Option<&Range<usize>> {
        self.labels.iter().flatten().next()
    }

    /// Whether names stand between the arrows rather than sentences.
    fn is_of_names(&self, tokens: &[Token<'_>]) -> bool {
        let acting = self.segments.iter().filter(|segment| begins_with_act(tokens, segment)).count();
        self.all_but_last().iter().all(|segment| is_node(tokens, segment))
            && (acting * 2 <= self.segments.len() || self.said.is_some() || self.label().is_some())
    }

    /// Whether it is drawn from right to left.
    fn points_left(&self, tokens: &[Token<'_>]) -> bool {
        self.joints.iter().all(|joint| points_left(tokens[*joint].text))
            || (self.label().is_some() && tokens[self.segments[0].end].text.starts_with('<'))
    }

    /// The words at the end up to brackets: `[wait]` behind an act says how.
    fn said_before_brackets(&self, tokens: &[Token<'_>]) -> Option<Range<usize>> {
        self.said.clone().map(|said| {
            let bracket = said.clone().find(|at| tokens[*at].text == "[").filter(|bracket| *bracket > said.start);
            said.start..bracket.unwrap_or(said.end)
        })
    }

    /// The event that a label or the words at the end name, and the words that say what is done.
    fn event_and_words(&self, tokens: &[Token<'_>]) -> (Option<String>, Option<Range<usize>>) {
        let label = self.label().cloned();
        let event = label.clone().and_then(|label| phrase::event_in(tokens, label)).or_else(|| {
            self.said
                .clone()
                .filter(|said| phrase::trimmed(tokens, said.clone()).len() <= 2 || tokens[said.start].code)
                .and_then(|said| phrase::event_in(tokens, said))
        });
        let is_event_said = event.is_some() && label.is_none();
        let words = self
            .said_before_brackets(tokens)
            .filter(|_| !is_event_said)
            .or_else(|| label.filter(|_| event.is_none()))
            .or_else(|| self.title.clone());
        (event, words)
    }

    /// The words of the arrow that leads to a node: its label, or else the words of the whole drawing.
    fn words_of_arrow(
        &self,
        tokens: &[Token<'_>],
        arrow: usize,
        left: bool,
        words: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        // A label belongs to its own arrow.
        let label =
            self.labels[arrow].as_ref().filter(|label| phrase::event_in(tokens, (*label).clone()).is_none() && !left);
        label.or_else(|| words.filter(|words| !self.labels.iter().flatten().any(|label| label == *words))).cloned()
    }
}

/// What an arrow says of the act that it leads to.
struct Arrow {
    words: Option<Range<usize>>,
    /// The event that it carries.
    event: Option<String>,
    /// Whether it passes something that carries messages.
    queued: bool,
    /// Whether no name stands behind the one that it leads to.
    is_last: bool,
}

/// The acts in brackets behind names, each with the participant that does it.
type Inner = Vec<(usize, Range<usize>)>;

/// The words in brackets behind the name of a participant.
fn said_behind(inner: &Inner, who: usize) -> Option<Range<usize>> {
    inner.iter().find(|(of, _)| *of == who).map(|(_, said)| said.clone())
}

/// Who is named around a topic.
#[derive(Default)]
struct Parties {
    producers: Vec<usize>,
    consumers: Vec<usize>,
    inner: Inner,
}

/// What the cells of a row hold.
struct Row {
    range: Range<usize>,
    said: Option<Range<usize>>,
    event: Option<String>,
    publisher: Vec<usize>,
    from: Vec<usize>,
    who: Vec<usize>,
    to: Vec<usize>,
    consumers: Vec<usize>,
    waits: Option<Range<usize>>,
    lags: Option<Range<usize>>,
    note: Option<Range<usize>>,
}

impl Row {
    /// What the cells say about waiting.
    fn form(&self, tokens: &[Token<'_>]) -> Option<Form> {
        let cell = self.waits.clone().or_else(|| self.lags.clone())?;
        let says = |words: &[&str]| tokens[cell.clone()].iter().any(|token| words.contains(&&*token.lower));
        let no = says(&["no", "async", "nobody", "n", "-"]);
        let yes = says(&["yes", "sync", "y", "blocking", "x"]);
        // "May it lag?" asks the opposite of "does somebody wait?".
        let (later, waits) = if self.waits.is_none() { (yes, no) } else { (no, yes) };
        if later { Some(Form::Queued) } else { waits.then_some(Form::Waited) }
    }
}

/// How many acts a call may have between itself and its answer.
const NESTED: usize = 8;

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
            let is_drawn = tokens[body.clone()].iter().any(|token| is_joint(token.text)) && self.arrows(body.clone());
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

    /// `Orders -> Payments: charge card`.
    fn arrows(&mut self, body: Range<usize>) -> bool {
        let tokens = self.tokens();
        let drawing = Drawing::of(tokens, body);
        let goes_on = drawing.segments[0].clone().all(|at| matches!(tokens[at].class, Class::Mark | Class::Joint));
        if goes_on {
            let Some(before) = self.flow.acts.last().and_then(|act| act.from.or(act.to.first().copied())) else {
                return false;
            };
            if self.goes_on_from(before, &drawing) {
                return true;
            }
        }
        if !drawing.is_of_names(tokens) {
            return drawing.title.is_none() && drawing.said.is_none() && self.one_after_the_other(&drawing.segments);
        }
        if !is_node(tokens, drawing.last()) && drawing.said.is_none() {
            return self.sentence_behind_channel(&drawing);
        }
        self.drawn(&drawing);
        true
    }

    /// "+--> number pool": the arrow goes on from the line above.
    fn goes_on_from(&mut self, before: usize, drawing: &Drawing) -> bool {
        let tokens = self.tokens();
        let rest = phrase::trimmed(tokens, drawing.segments[1].clone());
        if drawing.segments.len() != 2 || rest.is_empty() {
            return false;
        }
        let node = self.node(rest.clone(), &mut Inner::new());
        if let (Some(said), Node::Who(to)) = (drawing.said.clone(), node) {
            let action = self.said_action(phrase::trimmed(tokens, said));
            let own = rest.start..drawing.body.end;
            self.push(Act { own, action, from: Some(before), to, ..Act::default() });
        } else {
            self.clauses_of(rest.start..drawing.last().end, true);
        }
        true
    }

    /// "tax/rates/changed -> pos updates its table".
    fn sentence_behind_channel(&mut self, drawing: &Drawing) -> bool {
        let tokens = self.tokens();
        let channels = drawing.all_but_last();
        let event = channels.iter().find_map(|segment| phrase::event_in(tokens, segment.clone()));
        if event.is_none() && !channels.iter().any(|segment| self.names_channel(segment)) {
            return false;
        }
        let before = self.flow.acts.len();
        self.clauses_of(phrase::trimmed(tokens, drawing.last().clone()), true);
        for act in &mut self.flow.acts[before..] {
            act.event = act.event.take().or(event.clone());
            if act.form == Form::Plain {
                act.form = if act.event.is_some() { Form::Consuming } else { Form::Queued };
            }
        }
        true
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
    fn drawn(&mut self, drawing: &Drawing) {
        let tokens = self.tokens();
        let mut inner = Inner::new();
        let mut nodes: Vec<Node> =
            drawing.segments.iter().map(|segment| self.node(segment.clone(), &mut inner)).collect();
        if let Some(act) = self.command_and_fact(drawing) {
            self.push(act);
            return;
        }
        if let Some(call) = self.answered(drawing, &nodes) {
            self.flow.acts[call].form = Form::Called;
            return;
        }
        let left = drawing.points_left(tokens);
        if left {
            nodes.reverse();
        }
        let (mut event, words) = drawing.event_and_words(tokens);
        let before = self.flow.acts.len();
        let mut from: Vec<usize> = Vec::new();
        let always = self.names_channel_at_end(drawing);
        let mut queued = always;
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Channel(named) => {
                    queued = true;
                    event = named.clone().or(event);
                }
                Node::Result => {
                    if let Some(act) = self.flow.acts[before..].last_mut() {
                        act.form = Form::Called;
                    }
                }
                Node::Who(to) => {
                    if index > 0 {
                        let arrow = Arrow {
                            words: drawing.words_of_arrow(tokens, index - 1, left, words.as_ref()),
                            event: event.clone(),
                            queued,
                            is_last: matches!(nodes.get(index + 1), None | Some(Node::Result)),
                        };
                        self.acts_behind(&arrow, &drawing.body, &from, to, &inner);
                    }
                    from.clone_from(to);
                    queued = always;
                }
            }
        }
        // The broker or event is the last: somebody publishes.
        if queued && !always && self.flow.acts.len() == before {
            self.publish(drawing.body.clone(), from.first().copied(), event, words);
        }
    }

    /// "`ExportPdf` -> `ExportRequested`": a command and the fact that it leaves behind.
    fn command_and_fact(&self, drawing: &Drawing) -> Option<Act> {
        let tokens = self.tokens();
        let ([first, second], None) = (drawing.segments.as_slice(), &drawing.said) else { return None };
        let first = phrase::trimmed(tokens, first.clone());
        let command = first.len() == 1
            && tokens[first.start].code
            && !is_event_name(&tokens[first.start])
            && language::message::is_request(tokens[first.start].text);
        if !command {
            return None;
        }
        let event = phrase::event_in(tokens, phrase::trimmed(tokens, second.clone()))?;
        let action = spaced(tokens[first.start].text);
        Some(Act { own: drawing.body.clone(), action, announces: Some(event), ..Act::default() })
    }

    /// The call above that a drawing is the answer to: a dashed arrow back to the caller, or words of an answer.
    fn answered(&self, drawing: &Drawing, nodes: &[Node]) -> Option<usize> {
        let tokens = self.tokens();
        let said = drawing.said.clone()?;
        let returns = drawing
            .joints
            .last()
            .is_some_and(|joint| tokens[*joint].text.starts_with("--") && tokens[*joint].text.ends_with('>'));
        let ([Node::Who(from), ..], [.., Node::Who(to)]) = (nodes, nodes) else { return None };
        let calls = |act: &Act| act.to == *from && act.from.is_some() && act.from == to.first().copied();
        let last = self.flow.acts.len().checked_sub(1)?;
        if self.answers_only(said) && calls(&self.flow.acts[last]) {
            return Some(last);
        }
        (last.saturating_sub(NESTED)..=last).rev().find(|call| returns && calls(&self.flow.acts[*call]))
    }

    /// Whether brackets behind the last name say what carries the messages.
    fn names_channel_at_end(&self, drawing: &Drawing) -> bool {
        let end = drawing.last().end;
        // What is said may stand before the names as well.
        let said = drawing.said.as_ref().filter(|said| said.start >= end);
        end < drawing.body.end
            && self.tokens()[end].text == "["
            && self.names_channel(&(end..said.map_or(drawing.body.end, |said| said.start)))
    }

    /// Makes the acts of those whom an arrow leads to: one of all, or one of each if brackets say what each does.
    fn acts_behind(&mut self, arrow: &Arrow, body: &Range<usize>, from: &[usize], to: &[usize], inner: &Inner) {
        let acts: Vec<(Vec<usize>, Option<Range<usize>>)> = if arrow.is_last && !inner.is_empty() {
            to.iter().map(|who| (vec![*who], said_behind(inner, *who))).collect()
        } else {
            vec![(to.to_vec(), None)]
        };
        for (to, own) in acts {
            if let Some(act) = self.edge(arrow, body, from, to, own) {
                self.push(act);
            }
        }
    }

    /// Makes the act of somebody who publishes, if an event or words say what.
    fn publish(&mut self, own: Range<usize>, from: Option<usize>, event: Option<String>, words: Option<Range<usize>>) {
        let action = match (&event, words) {
            (_, Some(words)) => phrase::words(self.tokens(), self.text(), words),
            (Some(event), None) => format!("Publish {event}"),
            (None, None) => return,
        };
        self.last_event = Some((event.clone(), from));
        self.push(Act { own, action, from, announces: event, form: Form::Publishing, ..Act::default() });
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

    /// The action of an event that reaches others: "Order placed → Stock, Invoicing".
    pub(super) fn reaching(&self, event: &str, to: &[usize]) -> String {
        let names: Vec<&str> = to.iter().map(|who| self.cast.member(*who).name.as_str()).collect();
        if names.is_empty() { spaced(event) } else { format!("{} \u{2192} {}", spaced(event), names.join(", ")) }
    }

    /// The act that an arrow leads to. Words in brackets behind the name say more than those of the arrow.
    fn edge(
        &self,
        arrow: &Arrow,
        body: &Range<usize>,
        from: &[usize],
        to: Vec<usize>,
        own: Option<Range<usize>>,
    ) -> Option<Act> {
        let tokens = self.tokens();
        let end = &tokens[body.end - 1];
        let said = own
            .or_else(|| arrow.words.clone())
            .map(|said| phrase::trimmed(tokens, said))
            .filter(|said| !said.is_empty());
        // "Reserve the seat (nobody else may have it)": the brackets say something of the act.
        let bracket = |said: &Range<usize>| {
            let closes = tokens[said.end - 1].text == ")";
            let opens = said.clone().rev().find(|at| closes && tokens[*at].text == "(");
            opens.filter(|opens| *opens > said.start).map_or(said.end, |opens| opens)
        };
        let action = match (&said, &arrow.event) {
            (Some(said), _) => self.said_action(said.start..bracket(said)),
            (None, Some(event)) => self.reaching(event, &to),
            (None, None) if arrow.is_last && end.text.ends_with(')') && end.code => end.text.to_owned(),
            // Nothing but names: the names say it.
            (None, None) if arrow.is_last => {
                let name = |who: &usize| self.cast.member(*who).name.clone();
                let first = name(from.first()?);
                format!("{first} \u{2192} {}", to.iter().map(name).collect::<Vec<_>>().join(", "))
            }
            (None, None) => return None,
        };
        let (form, order) = if arrow.event.is_some() {
            (Form::Consuming, Order::Beside)
        } else if arrow.queued {
            (Form::Queued, Order::Next)
        } else if said.as_ref().is_some_and(|said| is_method(&tokens[said.start])) {
            (Form::Called, Order::Next)
        } else {
            (Form::Plain, Order::Next)
        };
        Some(Act {
            // The names in front say who asks whom; only the words behind them say what is done.
            own: said.map_or_else(
                || body.clone(),
                |said| if said.start >= body.start && said.end <= body.end { said.start..body.end } else { said },
            ),
            action,
            from: from.first().copied(),
            to,
            event: arrow.event.clone(),
            form,
            order,
            ..Act::default()
        })
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
    fn node(&mut self, segment: Range<usize>, inner: &mut Inner) -> Node {
        let tokens = self.tokens();
        let range = phrase::trimmed(tokens, segment);
        let words = &tokens[range.clone()];
        if words.iter().all(|token| {
            matches!(token.class, Class::Number | Class::Mark)
                || matches!(&*token.lower, "|" | "ok" | "error" | "token" | "result" | "id")
        }) {
            return Node::Result;
        }
        let event = words
            .iter()
            .find(|token| is_event_name(token) || token.text.contains(':') && token.code)
            .map(|token| token.text.to_owned());
        if event.is_some() || words.iter().any(cast::is_broker) {
            return Node::Channel(event);
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
                    self.add_given(start..at, &mut who);
                }
                ")" => {
                    depth -= 1;
                    let said = open + 1..at;
                    let says = !said.is_empty()
                        && !tokens[said.clone()].iter().any(|token| {
                            token.class == Class::Number || matches!(&*token.lower, "async" | "sync" | "optional")
                        });
                    if let Some(last) = who.last()
                        && says
                    {
                        inner.push((*last, said));
                    }
                    start = at + 1;
                }
                "," | "&" | "/" | "+" if depth == 0 => {
                    if start < at {
                        self.add_given(start..at, &mut who);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        Node::Who(who)
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
        let parties = self.parties(name + 1..body.end);
        let event = tokens[name].text.to_owned();
        if parties.consumers.is_empty() {
            return self.topic_published(body, event, parties.producers.first().copied());
        }
        self.topic_consumed(&body, &event, parties);
        true
    }

    /// Who publishes and who hears a topic, as the words behind its name say.
    fn parties(&mut self, range: Range<usize>) -> Parties {
        let tokens = self.tokens();
        let mut parties = Parties::default();
        let places: Vec<(usize, bool, usize)> = range
            .clone()
            .filter_map(|at| party(tokens, at).map(|(is_producer, from)| (at, is_producer, from)))
            .collect();
        for (index, &(_, is_producer, from)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(range.end, |next| next.0).max(from);
            if from >= end {
                continue;
            }
            let plain = !tokens[from..end].iter().any(|token| token.text == "(");
            let who = if plain {
                self.cast.each_given(tokens, from..end)
            } else if let Node::Who(who) = self.node(from..end, &mut parties.inner) {
                who
            } else {
                continue;
            };
            if is_producer {
                parties.producers.extend(who);
            } else {
                parties.consumers.extend(who);
            }
        }
        parties
    }

    /// Makes the act of publishing a topic that nobody is said to hear.
    fn topic_published(&mut self, body: Range<usize>, event: String, producer: Option<usize>) -> bool {
        let listed = self.section() == super::Section::Events;
        if !listed && (producer.is_none() || self.clauses(body.clone()).iter().any(|clause| clause.mood.is_act())) {
            return false;
        }
        self.push(Act {
            own: body,
            action: format!("Publish {event}"),
            from: producer.or(self.here),
            announces: Some(event),
            form: Form::Publishing,
            order: Order::Beside,
            ..Act::default()
        });
        true
    }

    /// Makes the acts of those who hear a topic: one of all, or one of each if brackets say what each does.
    fn topic_consumed(&mut self, body: &Range<usize>, event: &str, parties: Parties) {
        let act = Act {
            own: body.clone(),
            action: self.reaching(event, &parties.consumers),
            from: parties.producers.first().copied(),
            event: Some(event.to_owned()),
            form: Form::Consuming,
            ..Act::default()
        };
        if parties.inner.is_empty() {
            self.push(Act { to: parties.consumers, ..act });
            return;
        }
        for who in parties.consumers {
            let mut act = Act { to: vec![who], order: Order::Beside, ..act.clone() };
            if let Some(said) = said_behind(&parties.inner, who) {
                act.action = self.said_action(said.clone());
                act.own = said;
            }
            self.push(act);
        }
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
                let accepted =
                    tokens[body.clone()].iter().any(|token| matches!(&*token.lower, "ack" | "202" | "acknowledged"));
                let form = if accepted { Form::Accepted } else { Form::Plain };
                self.push(Act { own: body, action, to: vec![who], form, ..Act::default() });
                return true;
            }
        }
        false
    }

    /// A row of a table.
    pub(super) fn row(&mut self, cells: &[Range<usize>], header: bool, range: Range<usize>) {
        if header {
            self.columns(cells);
            self.sentences.push(super::Marked { range, role: Role::Title, who: Vec::new() });
            return;
        }
        let row = self.cells(cells, range.clone());
        let before = self.flow.acts.len();
        if !self.header.contains(&Column::Quality)
            && let Some(act) = self.row_act(row).filter(|act| !act.action.is_empty())
        {
            self.push(Act { sentence: self.sentences.len(), ..act });
        }
        let role = if self.flow.acts.len() > before { Role::Step } else { Role::LeftOver };
        self.sentences.push(super::Marked { range, role, who: Vec::new() });
    }

    /// Keeps what the columns of a table hold.
    fn columns(&mut self, cells: &[Range<usize>]) {
        let tokens = self.tokens();
        self.header = cells.iter().map(|cell| Column::of(&tokens[cell.clone()])).collect();
        // "Job | Trigger | What we do": the job is only a name for what is done.
        let tells = |cell: &Range<usize>| {
            tokens[cell.clone()].iter().any(|word| matches!(word.singular(), "what" | "do" | "happen" | "action"))
        };
        let told = cells.iter().position(|cell| Column::of(&tokens[cell.clone()]) == Column::Act && tells(cell));
        if let Some(told) = told {
            let others = self.header.iter_mut().enumerate().filter(|(index, _)| *index != told);
            others.filter(|(_, column)| **column == Column::Act).for_each(|(_, column)| *column = Column::Note);
        }
        let known = self.header.iter().any(|column| *column != Column::Note);
        if known
            && !self.header.contains(&Column::Act)
            && !self.header.contains(&Column::Event)
            && let Some(first) = self.header.iter_mut().find(|column| **column == Column::Note)
        {
            *first = Column::Act;
        }
    }

    /// What the cells of a row hold, as the header says.
    fn cells(&mut self, cells: &[Range<usize>], range: Range<usize>) -> Row {
        let tokens = self.tokens();
        let of = |column: Column| {
            self.header
                .iter()
                .zip(cells)
                .find(|(known, cell)| **known == column && !cell.is_empty())
                .map(|(_, cell)| cell.clone())
        };
        let [said, event, waits, lags, note] =
            [Column::Act, Column::Event, Column::Waits, Column::Lags, Column::Note].map(of);
        let whos = [Column::Publisher, Column::From, Column::Who, Column::To, Column::Consumers].map(of);
        let [publisher, from, who, to, consumers] =
            whos.map(|cell| cell.map(|cell| self.cast.each_given(tokens, cell)).unwrap_or_default());
        let event = event.map(|cell| {
            phrase::event_in(tokens, cell.clone()).unwrap_or_else(|| phrase::words(tokens, self.text(), cell))
        });
        Row { range, said, event, publisher, from, who, to, consumers, waits, lags, note }
    }

    /// The act of a row, if it says or names one.
    fn row_act(&self, mut row: Row) -> Option<Act> {
        match (row.said.take(), row.event.take()) {
            (Some(said), event) => Some(self.act_of_said(said, event, row)),
            (None, Some(event)) => Some(self.act_of_event(event, row)),
            (None, None) => None,
        }
    }

    /// The act of a row that only names an event.
    fn act_of_event(&self, event: String, row: Row) -> Act {
        let by = if row.publisher.is_empty() { row.who } else { row.publisher };
        let from = by.first().or(row.from.first()).copied();
        let act = Act { own: row.range, from, order: Order::Beside, ..Act::default() };
        if row.consumers.is_empty() {
            return Act { action: format!("Publish {event}"), announces: Some(event), form: Form::Publishing, ..act };
        }
        let action = self.reaching(&event, &row.consumers);
        Act { action, to: row.consumers, event: Some(event), form: Form::Consuming, ..act }
    }

    /// The act of a row that says what is done.
    fn act_of_said(&self, said: Range<usize>, event: Option<String>, row: Row) -> Act {
        let tokens = self.tokens();
        let form = row.form(tokens);
        let endpoint = is_method(&tokens[said.start]);
        let mut act = Act { own: row.range.clone(), ..Act::default() };
        act.action = if endpoint { phrase::words(tokens, self.text(), said) } else { self.said_action(said) };
        // "Decide | case worker | when all replies are there".
        let says = |cell: &Range<usize>| cell.len() < 9 && cell.clone().any(|at| tokens[at].class == Class::Open);
        if phrase::content(&act.action) < 3
            && let Some(note) = row.note.filter(says)
        {
            let more = phrase::small(&phrase::words(tokens, self.text(), note));
            act.action = format!("{}, {more}", act.action);
        }
        act.from = row.from.first().or(row.publisher.first()).copied();
        act.to = if row.to.is_empty() { row.who } else { row.to };
        act.tells = row.consumers;
        if act.to.iter().all(|who| self.cast.is(*who, ParticipantKind::Person))
            && act.from.is_none()
            && !act.to.is_empty()
        {
            act.from = act.to.first().copied();
            act.to.clear();
        }
        if endpoint {
            let later = tokens[row.range.clone()].iter().any(|token| token.is("202"));
            act.form = if later { Form::Accepted } else { Form::Called };
        }
        act.form = form.unwrap_or(act.form);
        // An event in a cell of results is what the act announces.
        act.announces = event.or_else(|| phrase::event_in(tokens, row.range));
        act
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

/// Whether a word says who publishes a topic (true) or who hears it (false), and where their names begin.
fn party(tokens: &[Token<'_>], at: usize) -> Option<(bool, usize)> {
    let by = tokens.get(at + 1).is_some_and(|next| next.is("by") || next.text == ":");
    let is_producer = match &*tokens[at].lower {
        "producer" | "producers" | "publisher" | "publishers" | "source" => true,
        "published" | "written" | "emitted" | "fired" | "sent" | "produced" | "raised" if by => true,
        "consumer" | "consumers" | "subscriber" | "subscribers" | "listeners" | "listener" => false,
        "consumed" | "read" | "handled" | "subscribed" if by => false,
        _ => return None,
    };
    Some((is_producer, at + if by { 2 } else { 1 }))
}

/// Whether words begin with what is done rather than with a name.
fn begins_with_act(tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let range = phrase::trimmed(tokens, range.clone());
    tokens[range].first().is_some_and(|first| first.verb_in(VerbForm::Base).is_some() && !cast::starts_big(first))
}

/// Whether a range is a node of a drawing. Only names stand between arrows; sentences between arrows are read one
/// after the other.
fn is_node(tokens: &[Token<'_>], range: &Range<usize>) -> bool {
    let range = phrase::trimmed(tokens, range.clone());
    let words = &tokens[range.clone()];
    let mut depth = 0;
    let says = words
        .iter()
        .filter(|token| {
            match token.text {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .skip(1)
        .any(|token| {
            matches!(
                token.class,
                Class::Determiner | Class::Be | Class::Have | Class::Pronoun | Class::Modal | Class::Condition
            ) || token.readings.iter().any(|r| r.form == VerbForm::Third && !r.verb.is_noun_too())
        });
    let named = words.iter().position(|token| token.text == "(").unwrap_or(words.len());
    (1..=7).contains(&named) && !says && (names_only(tokens, &range) || !words.iter().any(|token| token.text == ","))
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
