//! Drawings: names and arrows between them, as in sketches and sequence diagrams.

use std::ops::Range;

use advice::description::LIMITS;
use language::clauses::{Class, Token};
use language::lexicon::Form as VerbForm;

use super::super::cast::{self, is_event_name};
use super::super::draft::{Act, Order};
use super::super::{Reader, phrase};
use super::{is_joint, is_method, spaced};
use crate::clues::scene::Form;

fn points_left(text: &str) -> bool {
    text.starts_with('<') && !text.ends_with('>') || matches!(text, "\u{2190}" | "\u{21d0}")
}

/// A node of a drawing.
pub(super) enum Node {
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
pub(super) type Inner = Vec<(usize, Range<usize>)>;

/// The words in brackets behind the name of a participant.
pub(super) fn said_behind(inner: &Inner, who: usize) -> Option<Range<usize>> {
    inner.iter().find(|(of, _)| *of == who).map(|(_, said)| said.clone())
}

/// How many acts a call may have between itself and its answer.
const NESTED: usize = 8;

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

impl Reader<'_, '_> {
    /// `Orders -> Payments: charge card`.
    pub(super) fn arrows(&mut self, body: Range<usize>) -> bool {
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
        if self.does_behind_arrow(&drawing) {
            return true;
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

    /// "Notification service -> sends a push message": the arrow leads from who acts to what is done.
    fn does_behind_arrow(&mut self, drawing: &Drawing) -> bool {
        let tokens = self.tokens();
        let [left, right] = &drawing.segments[..] else { return false };
        let acts = tokens[right.clone()]
            .first()
            .is_some_and(|verb| verb.verb_in(VerbForm::Third).is_some() && verb.verb_in(VerbForm::Base).is_none());
        if !acts || right.len() < 2 || drawing.title.is_some() || drawing.said.is_some() {
            return false;
        }
        let Some(who) = self.cast.given(tokens, left.clone()) else { return false };
        let kept = self.here.replace(who);
        self.last_who = vec![who];
        let before = self.flow.acts.len();
        self.clauses_of(right.clone(), true);
        self.here = kept;
        self.flow.acts.len() > before
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
                    // "bus -> Warehouse, CRM": they hear what was put there.
                    if let (0, None, Some((last, by))) = (index, &event, &self.last_event) {
                        event.clone_from(last);
                        from.extend(*by);
                    }
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
        let bare = said.is_none() && arrow.event.is_some();
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
            bare,
            form,
            order,
            ..Act::default()
        })
    }

    /// A node of a drawing. Acts in brackets behind a name go to `inner`.
    pub(super) fn node(&mut self, segment: Range<usize>, inner: &mut Inner) -> Node {
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
}
