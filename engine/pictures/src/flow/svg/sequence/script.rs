//! The acts of a sequence diagram in order: who calls, who answers, what is published and who receives it.
//!
//! A called participant works until it has answered, so its own calls are nested inside. This module must not
//! know where anything is drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::{Channel, Edge, EdgeKind, Flow, Mode, Recovery, Step};
use advice::description::ParticipantKind;

/// Maximum number of participants, and the number of acts after which no further step is shown.
const MOST_LANES: usize = 400;
const MOST_ACTS: usize = 8_000;
/// Maximum number of acts of one step: an act for each event at each owner multiplies the two.
const MOST_OF_A_STEP: usize = 8_000;

/// One thing that happens in a sequence diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act<'f> {
    pub(super) kind: ActKind<'f>,
    /// The step that the act belongs to; `None` for the actor's first call.
    pub(super) step: Option<&'f Step>,
    /// Id of the edge that the act shows; empty if there is none.
    pub(super) edge: &'f str,
    /// Sender and receiver, as indices into the flow's participants.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether the flow's caller waits during the act.
    pub(super) is_waited: bool,
    /// Whether an earlier act showed the same step at another owner.
    pub(super) is_again: bool,
}

impl<'f> Act<'f> {
    fn of(kind: ActKind<'f>, step: &'f Step, edge: &'f str, [from, to]: [usize; 2]) -> Self {
        Self { kind, step: Some(step), edge, from, to, is_waited: step.waited_for, is_again: false }
    }
}

/// The kinds of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ActKind<'f> {
    /// `to` begins to work on its own. The acts from here to [`ActKind::HearFirst`] stay open until an act closes them.
    Begin,
    /// `from` calls `to` and waits.
    Ask,
    /// `from` sends `to` a message and does not wait.
    Send,
    /// `to` receives the last published message and does the step.
    Hear,
    /// `to` receives the last published message, but needs another event before it does the step.
    HearFirst,
    /// `from` publishes an event, or puts a command on a queue.
    Publish(&'f Channel),
    /// The innermost open act ends: `from` answers `to`, with these words if there are any.
    Answer(&'static str),
    /// The innermost open act ends without an answer.
    End,
    /// `from` tells `to` the outcome of a step that it accepted earlier.
    Outcome,
    /// The flow's commit point.
    Commit,
    /// A step fails; the acts after this one show the recovery.
    Fail,
    /// `from` requests that `to` compensates or repeats its step.
    Recover(&'f Recovery),
}

/// The acts of a flow.
#[derive(Debug)]
pub(super) struct Script<'f> {
    pub(super) acts: Vec<Act<'f>>,
    /// Number of participants that are shown.
    pub(super) lanes: usize,
    /// Number of steps that are left out because there are too many.
    pub(super) left_out: usize,
}

/// Writes the acts of a flow, in the order of its steps.
pub(super) fn write(flow: &Flow) -> Script<'_> {
    let lanes = flow.participants.len().min(MOST_LANES);
    let mut arriving: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    let mut told: BTreeMap<&str, &Edge> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| edge.kind != EdgeKind::After) {
        arriving.entry(&edge.to).or_default().push(edge);
        if edge.kind == EdgeKind::Tell {
            told.insert(&edge.from, edge);
        }
    }
    let mut writer = Writer {
        flow,
        lanes: flow.participants.iter().take(lanes).map(|known| known.id.as_str()).zip(0..).collect(),
        channels: flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect(),
        arriving,
        told,
        leading: flow.edges.iter().map(|edge| edge.from.as_str()).collect(),
        starts: BTreeMap::new(),
        last_asked: BTreeMap::new(),
        open: Vec::new(),
        heard: None,
        outcomes: Vec::new(),
        acts: Vec::new(),
    };
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start) {
        if let Some(lane) = writer.lane(&edge.to) {
            writer.starts.insert(lane, edge);
        }
    }
    for (at, step) in flow.steps.iter().enumerate().filter(|(_, step)| step.waited_for) {
        if let Some(lane) = writer.lane(&step.caller) {
            writer.last_asked.insert(lane, at);
        }
    }
    let last_waited = flow.steps.iter().rposition(|step| step.waited_for);
    let mut left_out = 0;
    for (at, step) in flow.steps.iter().enumerate() {
        if writer.acts.len() > MOST_ACTS || writer.acts_of(step) > MOST_OF_A_STEP {
            left_out = flow.steps.len() - at;
            break;
        }
        writer.step(at, step);
        if Some(at) == last_waited {
            writer.close(0);
            writer.tell_outcomes();
        }
    }
    writer.close(0);
    writer.tell_outcomes();
    writer.recover();
    Script { acts: writer.acts, lanes, left_out }
}

struct Writer<'f> {
    flow: &'f Flow,
    lanes: BTreeMap<&'f str, usize>,
    channels: BTreeMap<&'f str, &'f Channel>,
    /// Edges by the node where they end, without those that only show an order.
    arriving: BTreeMap<&'f str, Vec<&'f Edge>>,
    /// The edge that tells the outcome of each step that is only accepted at first.
    told: BTreeMap<&'f str, &'f Edge>,
    /// Nodes where at least one edge begins.
    leading: BTreeSet<&'f str>,
    /// The actor's first calls that are not shown yet, by the called participant.
    starts: BTreeMap<usize, &'f Edge>,
    /// For each participant, the last step in the sync prefix that it calls for.
    last_asked: BTreeMap<usize, usize>,
    /// The open acts, the innermost last.
    open: Vec<Act<'f>>,
    /// The channel that was published last; `None` once any act other than receiving from it follows.
    heard: Option<&'f str>,
    /// Accepted steps whose outcome is not told yet.
    outcomes: Vec<&'f Step>,
    acts: Vec<Act<'f>>,
}

impl<'f> Writer<'f> {
    fn lane(&self, node: &str) -> Option<usize> {
        self.lanes.get(node).copied()
    }

    /// An upper bound for the number of acts of a step, without those that close earlier acts.
    fn acts_of(&self, step: &Step) -> usize {
        let arriving = self.arriving.get(step.id.as_str()).map_or(0, Vec::len);
        2 * arriving.max(1) * step.places.len().min(self.lanes.len())
    }

    fn step(&mut self, at: usize, step: &'f Step) {
        let arriving = self.arriving.get(step.id.as_str()).cloned().unwrap_or_default();
        let Some(edge) = arriving.first() else { return };
        if !step.waited_for && self.open.iter().all(|open| !open.is_waited) {
            self.tell_outcomes();
        }
        match (edge.kind, edge.mode) {
            (EdgeKind::Call, Mode::Synchronous) => self.ask(at, step, edge),
            (EdgeKind::Call, Mode::Asynchronous) => self.send(at, step, edge),
            _ => self.hear(at, step, &arriving),
        }
        if self.told.contains_key(step.id.as_str()) {
            self.outcomes.push(step);
        }
        if step.commit_point {
            self.heard = None;
            self.acts.push(Act::of(ActKind::Commit, step, "", [0, 0]));
        }
        self.announce(step);
    }

    /// Adds a step whose caller waits.
    fn ask(&mut self, at: usize, step: &'f Step, edge: &'f Edge) {
        let Some(from) = self.lane(&edge.from) else { return };
        let is_waited = step.waited_for;
        let is_own = |open: &Act<'_>| open.to == from && open.is_waited == is_waited;
        if let Some(own_act) = self.open.iter().rposition(is_own) {
            self.close(own_act + 1);
        } else {
            self.close(self.needed(at));
            let is_person = self.flow.participants.get(from).is_some_and(|known| known.kind == ParticipantKind::Person);
            let start = if is_waited { self.starts.remove(&from) } else { None };
            if let Some(start) = start
                && let Some(actor) = self.lane(&start.from)
            {
                let act = Act::of(ActKind::Ask, step, &start.id, [actor, from]);
                self.begin(Act { step: None, ..act });
            } else if !is_person {
                let is_alone = step.places.iter().all(|place| self.lane(place).is_none_or(|place| place == from));
                if !is_alone {
                    self.begin(Act { step: None, ..Act::of(ActKind::Begin, step, "", [from, from]) });
                }
            }
        }
        self.at_places(step, Act::of(ActKind::Ask, step, &edge.id, [from, from]));
    }

    /// Adds a step whose caller sends a message directly, without a channel.
    fn send(&mut self, at: usize, step: &'f Step, edge: &'f Edge) {
        let Some(from) = self.lane(&edge.from) else { return };
        self.close(self.needed(at));
        self.at_places(step, Act::of(ActKind::Send, step, &edge.id, [from, from]));
    }

    /// Adds a step that is triggered by events or by a command on a queue.
    fn hear(&mut self, at: usize, step: &'f Step, arriving: &[&'f Edge]) {
        self.close(self.needed(at));
        let mut edges: Vec<(&'f Edge, &'f Channel)> = Vec::new();
        for edge in arriving {
            if let Some(channel) = self.channels.get(edge.from.as_str()) {
                edges.push((edge, channel));
            }
        }
        for (index, (edge, channel)) in edges.iter().enumerate() {
            let Some(from) = self.publisher(channel, step) else { continue };
            if self.heard != Some(channel.id.as_str()) {
                self.publish(channel, step, from);
            }
            let is_last = index + 1 == edges.len();
            let kind = if is_last { ActKind::Hear } else { ActKind::HearFirst };
            self.at_places(step, Act::of(kind, step, &edge.id, [from, from]));
            if !is_last && let Some(last) = self.open.len().checked_sub(1) {
                self.close(last);
            }
            self.heard = Some(&channel.id);
        }
    }

    /// The participant that publishes to a channel.
    fn publisher(&self, channel: &Channel, step: &Step) -> Option<usize> {
        let edges = self.arriving.get(channel.id.as_str());
        let participant = edges.and_then(|edges| edges.iter().find_map(|edge| self.lane(&edge.from)));
        let producer = || channel.producer.as_deref().and_then(|node| self.lane(node));
        participant.or_else(producer).or_else(|| self.lane(&step.caller))
    }

    fn publish(&mut self, channel: &'f Channel, step: &'f Step, from: usize) {
        let edge = self.arriving.get(channel.id.as_str()).and_then(|edges| edges.first());
        let edge = edge.map_or("", |edge| edge.id.as_str());
        self.acts.push(Act::of(ActKind::Publish(channel), step, edge, [from, from]));
    }

    /// Publishes a step's event if no participant of the flow consumes it.
    fn announce(&mut self, step: &'f Step) {
        let id = format!("event:{}", step.step);
        let Some(channel) = self.channels.get(id.as_str()).copied() else { return };
        if !self.leading.contains(channel.id.as_str())
            && let Some(from) = self.publisher(channel, step)
        {
            self.heard = None;
            self.publish(channel, step, from);
        }
    }

    /// Adds the same act for each owner of a step; the last one stays open.
    fn at_places(&mut self, step: &'f Step, act: Act<'f>) {
        let places: Vec<usize> = step.places.iter().filter_map(|place| self.lane(place)).collect();
        for (index, &to) in places.iter().enumerate() {
            self.begin(Act { to, is_again: index > 0, ..act });
            let is_alone = act.kind == ActKind::Ask && to == act.from;
            if (is_alone || index + 1 < places.len())
                && let Some(last) = self.open.len().checked_sub(1)
            {
                self.close(last);
            }
        }
    }

    fn begin(&mut self, act: Act<'f>) {
        if !matches!(act.kind, ActKind::Hear | ActKind::HearFirst) {
            self.heard = None;
        }
        self.acts.push(act);
        self.open.push(act);
    }

    /// How many of the open acts must stay open because their participant calls for a later step of the sync prefix.
    fn needed(&self, at: usize) -> usize {
        let is_needed =
            |open: &Act<'_>| open.is_waited && self.last_asked.get(&open.to).is_some_and(|last| *last >= at);
        self.open.iter().rposition(is_needed).map_or(0, |last| last + 1)
    }

    /// Closes all open acts but the first `keep`, the innermost first.
    fn close(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some(open) = self.open.pop() else { return };
            let answers = open.kind == ActKind::Ask && open.from != open.to;
            let kind = match open.step {
                _ if !answers => ActKind::End,
                None => ActKind::Answer("answer"),
                Some(step) if self.told.contains_key(step.id.as_str()) => ActKind::Answer("accepted"),
                Some(_) => ActKind::Answer(""),
            };
            if answers {
                self.heard = None;
            }
            self.acts.push(Act { kind, from: open.to, to: open.from, ..open });
        }
    }

    /// Adds the recovery: what happens if a step fails.
    fn recover(&mut self) {
        let flow = self.flow;
        let steps: BTreeMap<&str, &'f Step> = flow.steps.iter().map(|step| (step.id.as_str(), step)).collect();
        let mut fails = true;
        for part in &flow.recovery {
            let Some(&step) = steps.get(part.step.as_str()) else { continue };
            let Some(from) = self.lane(&part.from) else { continue };
            let places: Vec<usize> = part.to.iter().filter_map(|place| self.lane(place)).collect();
            for to in places {
                if std::mem::take(&mut fails) {
                    self.acts.push(Act { is_waited: false, ..Act::of(ActKind::Fail, step, "", [0, 0]) });
                }
                let act = Act::of(ActKind::Recover(part), step, "", [from, to]);
                self.acts.push(Act { is_waited: false, ..act });
            }
        }
    }

    fn tell_outcomes(&mut self) {
        for step in std::mem::take(&mut self.outcomes) {
            let Some(edge) = self.told.get(step.id.as_str()).copied() else { continue };
            let from = step.places.first().and_then(|place| self.lane(place));
            if let (Some(from), Some(to)) = (from, self.lane(&edge.to)) {
                self.heard = None;
                let act = Act::of(ActKind::Outcome, step, &edge.id, [from, to]);
                self.acts.push(Act { is_waited: false, ..act });
            }
        }
    }
}
