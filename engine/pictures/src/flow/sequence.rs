//! A flow as a sequence in words: arrows, notes and frames in their order, as every language of diagrams writes them.
//!
//! This module must not know any language. Its words are not encoded.

use std::collections::{BTreeMap, BTreeSet};

use super::course::{Frame, Mark, course};
use super::{Channel, Edge, EdgeKind, Flow, Mode, Step, Trigger, TriggerKind, text};
use advice::description::ParticipantKind;

/// If more than this many events and owners meet at one step, only its first event is shown: an arrow for each event
/// to each owner multiplies the two.
const MOST_OF_A_STEP: usize = 8_000;

/// One line of a sequence. Participants are indices into the flow's participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Arrow(Arrow),
    /// A note at a participant.
    Note(usize, String),
    /// The flow's outcome is decided, by this participant.
    Commit(usize),
    /// A frame begins; the words say its condition.
    Open(Frame, String),
    /// The next part of the innermost frame begins.
    Next(Frame, String),
    /// The innermost frame ends.
    Close,
}

/// A message from one participant to another, or to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) sort: Sort,
    pub(super) words: String,
}

/// The sorts of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The sender waits for an answer.
    Call,
    /// What the sender of a call waited for.
    Answer,
    /// Nobody waits.
    Message,
}

/// The lines of a flow.
pub(super) fn lines(flow: &Flow) -> Vec<Line> {
    let mut arriving: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| !edge.kind.only_orders()) {
        arriving.entry(edge.to.as_str()).or_default().push(edge);
    }
    let channels: BTreeMap<&str, &Channel> =
        flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect();
    let mut events: BTreeMap<&str, Vec<&Channel>> = BTreeMap::new();
    for channel in &flow.channels {
        events.entry(channel.step.as_str()).or_default().push(channel);
    }
    let mut told: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Hear) {
        let step = channels.get(edge.from.as_str()).map_or(edge.from.as_str(), |channel| channel.step.as_str());
        told.entry(step).or_default().push(edge);
    }
    let ours = flow.participants.iter().filter(|known| known.kind == ParticipantKind::Service);
    let mut writer = Writer {
        flow,
        lanes: flow.participants.iter().map(|known| known.id.as_str()).zip(0..).collect(),
        numbers: text::numbers(flow),
        owners: flow.steps.iter().filter_map(|step| Some((step.id.as_str(), step.places.first()?.as_str()))).collect(),
        ours: ours.map(|known| known.id.as_str()).collect(),
        arriving,
        channels,
        events,
        leading: flow.edges.iter().map(|edge| edge.from.as_str()).collect(),
        told,
        lines: Vec::new(),
    };
    writer.all();
    writer.recovery();
    writer.lines
}

struct Writer<'f> {
    flow: &'f Flow,
    lanes: BTreeMap<&'f str, usize>,
    numbers: BTreeMap<&'f str, u32>,
    /// The first owner of each step.
    owners: BTreeMap<&'f str, &'f str>,
    /// The participants that are services of ours.
    ours: BTreeSet<&'f str>,
    /// Edges by the node where they end, without those that only show an order.
    arriving: BTreeMap<&'f str, Vec<&'f Edge>>,
    channels: BTreeMap<&'f str, &'f Channel>,
    /// The channels of each step.
    events: BTreeMap<&'f str, Vec<&'f Channel>>,
    /// The nodes where at least one edge begins.
    leading: BTreeSet<&'f str>,
    /// For each step, the edges along which others hear of it.
    told: BTreeMap<&'f str, Vec<&'f Edge>>,
    lines: Vec<Line>,
}

impl<'f> Writer<'f> {
    fn lane(&self, node: &str) -> usize {
        self.lanes.get(node).copied().unwrap_or_default()
    }

    fn arrow(&mut self, sort: Sort, from: &str, to: &str, words: String) {
        let (from, to) = (self.lane(from), self.lane(to));
        self.lines.push(Line::Arrow(Arrow { from, to, sort, words }));
    }

    fn note(&mut self, at: &str, words: String) {
        self.lines.push(Line::Note(self.lane(at), words));
    }

    /// Writes what sets the flow off, and its steps with the frames around them.
    fn all(&mut self) {
        let flow = self.flow;
        let starts = flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start).collect::<Vec<&Edge>>();
        for edge in &starts {
            self.arrow(Sort::Call, &edge.from, &edge.to, text::shown(&flow.name).to_owned());
        }
        if let (Some(trigger), Some(first)) = (&flow.trigger, flow.participants.first()) {
            self.note(&first.id, trigger_words(trigger));
        }
        // The actor is answered after the last step that it waits for, but in no frame.
        let mut waited = flow.steps.iter().filter(|step| step.waited_for).count();
        let (mut depth, mut is_answered) = (0_usize, starts.is_empty());
        for mark in course(flow) {
            match mark {
                Mark::Open(frame, words) => {
                    depth += 1;
                    self.lines.push(Line::Open(frame, words));
                }
                Mark::Next(frame, words) => self.lines.push(Line::Next(frame, words)),
                Mark::Close => {
                    depth = depth.saturating_sub(1);
                    self.lines.push(Line::Close);
                }
                Mark::Step(at) => {
                    let Some(step) = flow.steps.get(at) else { continue };
                    self.step(step);
                    waited = waited.saturating_sub(usize::from(step.waited_for));
                }
            }
            if depth == 0 && waited == 0 && !is_answered {
                for edge in &starts {
                    self.arrow(Sort::Answer, &edge.to, &edge.from, "answer".to_owned());
                }
                is_answered = true;
            }
        }
    }

    fn step(&mut self, step: &'f Step) {
        let Some(edge) = self.arriving.get(step.id.as_str()).and_then(|edges| edges.first()).copied() else { return };
        self.messages(step, edge);
        if let Some(event) = &step.message.announces {
            let of_step = self.events.get(step.id.as_str()).into_iter().flatten();
            let channel = of_step.copied().find(|channel| channel.name == *event);
            let producer = channel.and_then(|channel| channel.producer.as_deref());
            // Behind a message, the arrows to those who react say it.
            let is_shown = channel.is_some_and(|channel| self.leading.contains(channel.id.as_str()));
            if (edge.kind == EdgeKind::Call || !is_shown)
                && let Some(who) = producer.or(step.places.first().map(String::as_str))
            {
                self.note(who, format!("announces {}", text::shown(event)));
            }
        }
        self.told(step);
        if step.commit_point {
            let owner = step.places.first().map_or(step.caller.as_str(), String::as_str);
            self.lines.push(Line::Commit(self.lane(owner)));
        }
    }

    /// Writes the arrows of one step.
    fn messages(&mut self, step: &'f Step, edge: &'f Edge) {
        let arriving = self.arriving.get(step.id.as_str()).cloned().unwrap_or_default();
        let channels = arriving.iter().filter_map(|edge| self.channels.get(edge.from.as_str()).copied());
        let sources: Vec<&Channel> = channels.filter(|_| edge.kind != EdgeKind::Call).collect();
        // Nobody outside subscribes to an event of ours: the caller tells them.
        let call = arriving.iter().find(|edge| edge.kind == EdgeKind::Call).map(|edge| edge.from.as_str());
        let is_called = edge.mode == Mode::Synchronous;
        if let Some(starts) = &step.starts {
            let first = step.places.first().map_or("", String::as_str);
            let source = self.source(&sources, call, first);
            let from = source.map_or(call.unwrap_or(&step.caller), |source| self.sender(step, source));
            self.note(from, starts.clone());
        }
        let terms = text::terms(step, &self.numbers).into_iter().filter(|term| step.repeats.as_ref() != Some(term));
        let holds = text::consistency(step);
        let mut notes: Vec<String> = [holds.clone()].into_iter().chain(terms).collect();
        let says = format!("{} {}", step.number, text::shown(&step.action));
        let shows_all = sources.len().saturating_mul(step.places.len()) <= MOST_OF_A_STEP;
        for to in step.places.iter().map(String::as_str) {
            let source = self.source(&sources, call, to);
            let from = source.map_or(call.unwrap_or(&step.caller), |source| self.sender(step, source));
            if is_called {
                self.arrow(Sort::Call, from, to, says.clone());
            } else {
                let others = if source.is_some() && shows_all { sources.get(1..).unwrap_or_default() } else { &[] };
                for other in others {
                    let words = format!("{}{}: for {}", text::shown(&other.name), text::through(other), step.number);
                    self.arrow(Sort::Message, self.sender(step, other), to, words);
                }
                let through = source.map_or_else(String::new, text::through);
                self.arrow(Sort::Message, from, to, format!("{}{through}: {says}", text::shown(&step.message.name)));
            }
            // What holds for the whole step is said once.
            self.note(to, std::mem::replace(&mut notes, vec![holds.clone()]).join(", "));
            if step.means.finishes_later {
                self.arrow(Sort::Answer, to, from, "accepted".to_owned());
                self.arrow(Sort::Message, to, from, format!("outcome of {}, later", step.number));
            } else if step.means.replies && from != to {
                self.arrow(Sort::Message, to, from, format!("outcome of {}", step.number));
            } else if is_called && from != to {
                self.arrow(Sort::Answer, to, from, "answer".to_owned());
            }
        }
    }

    /// The event or the queue from which a step reaches one of its owners; `None` if the step's caller tells that one.
    fn source(&self, sources: &[&'f Channel], call: Option<&str>, to: &str) -> Option<&'f Channel> {
        sources.first().copied().filter(|_| call.is_none() || self.ours.contains(to))
    }

    /// Who sends what a channel carries to a step.
    fn sender(&self, step: &'f Step, channel: &'f Channel) -> &'f str {
        let owner = (channel.step != step.id).then(|| self.owners.get(channel.step.as_str()).copied()).flatten();
        channel.producer.as_deref().or(owner).unwrap_or(&step.caller)
    }

    /// Writes an arrow to everybody who only hears of a step.
    fn told(&mut self, step: &'f Step) {
        let owner = step.places.first().map_or(step.caller.as_str(), String::as_str);
        for edge in self.told.get(step.id.as_str()).cloned().unwrap_or_default() {
            let channel = self.channels.get(edge.from.as_str()).copied();
            let from = channel.and_then(|channel| channel.producer.as_deref()).unwrap_or(owner);
            let says = channel.map(|channel| text::shown(&channel.name).to_owned());
            self.arrow(Sort::Message, from, &edge.to, says.unwrap_or_else(|| format!("hears of {}", step.number)));
        }
    }

    /// Writes the frame with the compensations and repetitions after a failure.
    fn recovery(&mut self) {
        let flow = self.flow;
        if flow.recovery.is_empty() {
            return;
        }
        self.lines.push(Line::Open(Frame::Option, "a step fails".to_owned()));
        for back in &flow.recovery {
            let number = self.numbers.get(back.step.as_str()).copied().unwrap_or_default();
            for place in &back.to {
                self.arrow(Sort::Message, &back.from, place, text::in_recovery(back, number));
            }
        }
        self.lines.push(Line::Close);
    }
}

/// What sets the flow off, in a few words.
fn trigger_words(trigger: &Trigger) -> String {
    match trigger.kind {
        TriggerKind::Schedule => trigger.name.clone(),
        TriggerKind::Event => format!("when {} happens", text::shown(&trigger.name)),
    }
}

/// The arrows of a flow in their order without the answers, each with the conditions under which it is sent, for
/// languages that have no frames.
pub(super) fn arrows(flow: &Flow) -> Vec<(Arrow, String)> {
    let mut open: Vec<(Frame, String)> = Vec::new();
    let mut arrows = Vec::new();
    for line in lines(flow) {
        match line {
            Line::Open(frame, words) => open.push((frame, words)),
            Line::Next(frame, words) => {
                open.pop();
                open.push((frame, words));
            }
            Line::Close => {
                open.pop();
            }
            Line::Arrow(arrow) if arrow.sort != Sort::Answer => {
                let conditions = open.iter().filter(|(frame, _)| *frame != Frame::Parallel);
                let conditions: Vec<&str> = conditions.map(|(_, words)| words.as_str()).collect();
                arrows.push((arrow, conditions.join(", ")));
            }
            Line::Arrow(_) | Line::Note(..) | Line::Commit(_) => {}
        }
    }
    arrows
}

#[cfg(test)]
mod tests {
    use super::super::examples::{self, JOIN, joined};
    use super::*;

    /// The arrows of a flow: `shop -> orders: 1 Place the order`.
    fn told(flow: &Flow) -> Vec<String> {
        let name = |at: usize| flow.participants[at].name.as_str();
        let arrow = |line: Line| match line {
            Line::Arrow(Arrow { from, to, words, .. }) => Some(format!("{} -> {}: {words}", name(from), name(to))),
            _ => None,
        };
        lines(flow).into_iter().filter_map(arrow).collect()
    }

    #[test]
    fn every_event_that_a_step_waits_for_reaches_it_and_the_actor_is_answered() {
        assert_eq!(
            told(&examples::flow(JOIN)),
            [
                "fan -> shop: order",
                "shop -> orders: 1 Place the order",
                "orders -> shop: answer",
                "shop -> fan: answer",
                "orders -> payment: OrderPlaced: 2 Charge the card",
                "orders -> warehouse: OrderPlaced: 3 Pack the parcel",
                "warehouse -> shipping: ParcelPacked: for 4",
                "payment -> shipping: CardCharged: 4 Ship it",
                "shop -> orders: CancelOrder undoes 1",
            ]
        );
    }

    #[test]
    fn an_outsider_is_told_by_the_caller_and_others_hear_the_event() {
        let flow = examples::flow(
            r#"{"name": "x", "participants": [{"id": "bank", "kind": "external"}], "flows": [{"id": "f", "steps": [
                {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "answers": {"reply": "answer"}},
                {"id": "tell", "action": "Book the payment", "to": ["ledger", "bank"], "after": ["pay"],
                 "answers": {"reply": "none", "intent": "event"}}]}]}"#,
        );
        let said = told(&flow);
        let sent: Vec<&str> = said.iter().filter_map(|said| said.strip_suffix(": 2 Book the payment")).collect();
        assert_eq!(sent, ["payment -> ledger: CardCharged", "shop -> bank: CardCharged"], "{said:?}");
    }

    #[test]
    fn where_too_many_events_meet_too_many_owners_only_the_first_event_is_shown() {
        let others = |flow: &Flow| told(flow).iter().filter(|said| said.contains(": for ")).count();
        assert_eq!(others(&joined(3, 4)), 2 * 4);
        assert_eq!(others(&joined(100, 100)), 0);
    }

    #[test]
    fn without_frames_the_conditions_stand_at_the_arrows() {
        let arrows = arrows(&examples::flow(examples::CHECKOUT));
        assert!(arrows.iter().all(|(arrow, _)| arrow.sort != Sort::Answer));
        let declared = arrows.iter().find(|(arrow, _)| arrow.words.ends_with("4 Declare the parcel"));
        assert_eq!(declared.unwrap().1, "2 done, if the parcel leaves the country");
    }
}
