//! The acts of a sequence diagram in order: who calls, who answers, what is published and who receives it.
//!
//! A called participant works until it has answered, so its own calls are nested inside. This module must not
//! know where anything is drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::course::{Frame, Mark, course};
use super::super::super::{Channel, ChannelKind, Edge, EdgeKind, Flow, Mode, Recovery, Step};
use advice::description::{Outcome, ParticipantKind};

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
    /// What sets the flow off, at `to`.
    Trigger,
    /// A timer of `to` waits before the step starts.
    Timer,
    /// `from` tells `to`, who does nothing in the step, that it is done.
    Inform,
    /// A frame begins; the number is the index of its words.
    Open(Frame, usize),
    /// The next part of the innermost frame begins.
    Next(Frame, usize),
    /// The innermost frame ends.
    Close,
}

impl ActKind<'_> {
    /// Whether the act only ends something, so that it belongs to what came before.
    pub(super) fn only_ends(self) -> bool {
        matches!(self, Self::End | Self::Close)
    }
}

/// The acts of a flow.
#[derive(Debug)]
pub(super) struct Script<'f> {
    pub(super) acts: Vec<Act<'f>>,
    /// Number of participants that are shown.
    pub(super) lanes: usize,
    /// Number of steps that are left out because there are too many.
    pub(super) left_out: usize,
    /// The words of the frames.
    pub(super) words: Vec<String>,
}

/// Writes the acts of a flow, in the order of its steps.
pub(super) fn write(flow: &Flow) -> Script<'_> {
    let lanes = flow.participants.len().min(MOST_LANES);
    let mut arriving: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    let mut told: BTreeMap<&str, &Edge> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| !edge.kind.only_orders()) {
        arriving.entry(&edge.to).or_default().push(edge);
        if matches!(edge.kind, EdgeKind::Tell | EdgeKind::Reply) {
            told.insert(&edge.from, edge);
        }
    }
    let mut writer = Writer {
        flow,
        lanes: flow.participants.iter().take(lanes).map(|known| known.id.as_str()).zip(0..).collect(),
        channels: flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect(),
        arriving,
        told,
        leading: flow.edges.iter().filter(|edge| edge.kind != EdgeKind::Hear).map(|edge| edge.from.as_str()).collect(),
        starts: BTreeMap::new(),
        last_asked: BTreeMap::new(),
        open: Vec::new(),
        heard: None,
        outcomes: Vec::new(),
        informed: BTreeSet::new(),
        floor: 0,
        frames: Vec::new(),
        acts: Vec::new(),
    };
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start) {
        if let Some(lane) = writer.lane(&edge.to) {
            writer.starts.insert(lane, edge);
        }
    }
    let course = course(flow);
    let steps: Vec<&Step> = course
        .iter()
        .filter_map(|mark| if let Mark::Step(step) = mark { flow.steps.get(*step) } else { None })
        .collect();
    for (at, step) in steps.iter().enumerate().filter(|(_, step)| step.waited_for) {
        if let Some(lane) = writer.lane(&step.caller) {
            writer.last_asked.insert(lane, at);
        }
    }
    let (words, left_out) = writer.all(course, &steps);
    writer.close(0);
    writer.tell_outcomes();
    writer.recover();
    Script { acts: writer.acts, lanes, left_out, words }
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
    /// Channels whose hearers have heard.
    informed: BTreeSet<&'f str>,
    /// How many acts were open when the innermost frame began; they stay open in it.
    floor: usize,
    /// The same number for the frames around it.
    frames: Vec<usize>,
    acts: Vec<Act<'f>>,
}

impl<'f> Writer<'f> {
    fn lane(&self, node: &str) -> Option<usize> {
        self.lanes.get(node).copied()
    }

    /// Adds all steps with the frames around them. Returns the words of the frames and how many steps are left out.
    fn all(&mut self, course: Vec<Mark>, steps: &[&'f Step]) -> (Vec<String>, usize) {
        let mut words = Vec::new();
        let last_waited = steps.iter().rposition(|step| step.waited_for);
        self.trigger(steps);
        let mut at = 0;
        for mark in course {
            // The step that the mark stands before, or the last one.
            let Some(&step) = steps.get(at.min(steps.len().saturating_sub(1))) else { break };
            match mark {
                Mark::Open(frame, says) => {
                    words.push(says);
                    self.open(at, step, ActKind::Open(frame, words.len() - 1));
                }
                Mark::Next(frame, says) => {
                    words.push(says);
                    self.end_part();
                    self.heard = None;
                    self.acts.push(Act::of(ActKind::Next(frame, words.len() - 1), step, "", [0, 0]));
                }
                Mark::Close => {
                    self.end_part();
                    self.floor = self.frames.pop().unwrap_or_default();
                    let before = steps.get(at.saturating_sub(1)).copied().unwrap_or(step);
                    self.heard = None;
                    self.acts.push(Act::of(ActKind::Close, before, "", [0, 0]));
                }
                Mark::Step(_) => {
                    if self.acts.len() > MOST_ACTS || self.acts_of(step) > MOST_OF_A_STEP {
                        self.end_frames(step);
                        return (words, steps.len() - at);
                    }
                    self.step(at, step);
                    if Some(at) == last_waited {
                        self.close(0);
                        self.tell_outcomes();
                    }
                    at += 1;
                }
            }
        }
        (words, 0)
    }

    /// Ends every frame.
    fn end_frames(&mut self, step: &'f Step) {
        while let Some(floor) = self.frames.pop() {
            self.close(self.floor);
            self.floor = floor;
            self.acts.push(Act::of(ActKind::Close, step, "", [0, 0]));
        }
    }

    fn open(&mut self, at: usize, step: &'f Step, kind: ActKind<'f>) {
        self.close(self.needed(at));
        if self.open.iter().all(|open| !open.is_waited) {
            self.tell_outcomes();
        }
        self.frames.push(self.floor);
        self.floor = self.open.len();
        self.acts.push(Act::of(kind, step, "", [0, 0]));
    }

    /// Ends everything that began in the current part of the innermost frame.
    fn end_part(&mut self) {
        self.close(self.floor);
        if self.open.iter().all(|open| !open.is_waited) {
            self.tell_outcomes();
        }
    }

    /// Adds what sets the flow off, at whoever asks for the first step.
    fn trigger(&mut self, steps: &[&'f Step]) {
        let (Some(_), Some(first)) = (&self.flow.trigger, steps.first()) else { return };
        if let Some(lane) = self.sender(first) {
            self.acts.push(Act { step: None, ..Act::of(ActKind::Trigger, first, "", [lane, lane]) });
        }
    }

    /// The participant at which a step begins: whoever calls or sends, or whoever hears.
    fn sender(&self, step: &Step) -> Option<usize> {
        let edge = self.arriving.get(step.id.as_str()).and_then(|edges| edges.first())?;
        let calls = matches!(edge.kind, EdgeKind::Call | EdgeKind::Dequeue | EdgeKind::Pass);
        self.lane(if calls { &step.caller } else { step.places.first()? })
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
        if let (Some(_), Some(lane)) = (&step.starts, self.sender(step)) {
            self.close(self.needed(at));
            self.heard = None;
            self.acts.push(Act::of(ActKind::Timer, step, "", [lane, lane]));
        }
        match (edge.kind, edge.mode) {
            (EdgeKind::Call, Mode::Synchronous) => self.ask(at, step, edge),
            (EdgeKind::Call, Mode::Asynchronous) => self.send(at, step, edge, Some),
            _ => {
                // Nobody outside subscribes to an event of ours: the caller tells them.
                let flow = self.flow;
                let told = arriving.iter().find(|edge| edge.kind == EdgeKind::Call);
                let takes = |place: &'f str| (told.is_none() || flow.is_ours(place)).then_some(place);
                self.hear(at, step, &arriving, takes);
                if let Some(told) = told {
                    self.send(at, step, told, |place| (!flow.is_ours(place)).then_some(place));
                }
            }
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
        self.at_places(step, Act::of(ActKind::Ask, step, &edge.id, [from, from]), Some);
    }

    /// Adds a step whose caller sends a message directly, without a channel, to the places that `takes` keeps.
    fn send(&mut self, at: usize, step: &'f Step, edge: &'f Edge, takes: impl Fn(&'f str) -> Option<&'f str>) {
        let Some(from) = self.lane(&edge.from) else { return };
        self.close(self.needed(at));
        self.at_places(step, Act::of(ActKind::Send, step, &edge.id, [from, from]), takes);
    }

    /// Adds a step that is triggered by events or by a command on a queue, at the places that `takes` keeps.
    fn hear(&mut self, at: usize, step: &'f Step, arriving: &[&'f Edge], takes: impl Fn(&'f str) -> Option<&'f str>) {
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
            self.at_places(step, Act::of(kind, step, &edge.id, [from, from]), &takes);
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
        if self.informed.insert(&channel.id) {
            for edge in self.flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Hear && edge.from == channel.id) {
                let Some(to) = self.lane(&edge.to) else { continue };
                self.begin(Act::of(ActKind::HearFirst, step, &edge.id, [from, to]));
                if let Some(last) = self.open.len().checked_sub(1) {
                    self.close(last);
                }
            }
        }
    }

    /// Publishes a step's events that set off no step of the flow, and informs those who hear of it otherwise.
    fn announce(&mut self, step: &'f Step) {
        let flow = self.flow;
        let is_event = |channel: &&Channel| channel.kind == ChannelKind::Event && channel.outcome == Outcome::Done;
        for channel in flow.channels.iter().filter(is_event).filter(|channel| channel.step == step.id) {
            if !self.leading.contains(channel.id.as_str())
                && let Some(from) = self.publisher(channel, step)
            {
                self.heard = None;
                self.publish(channel, step, from);
            }
        }
        for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Hear && edge.from == step.id) {
            let from = step.places.first().and_then(|place| self.lane(place));
            if let (Some(from), Some(to)) = (from, self.lane(&edge.to)) {
                self.heard = None;
                self.acts.push(Act::of(ActKind::Inform, step, &edge.id, [from, to]));
            }
        }
    }

    /// Adds the same act for each owner of a step; the last one stays open.
    fn at_places(&mut self, step: &'f Step, act: Act<'f>, takes: impl Fn(&'f str) -> Option<&'f str>) {
        let places = step.places.iter().filter_map(|place| takes(place));
        let places: Vec<usize> = places.filter_map(|place| self.lane(place)).collect();
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

    /// Closes all open acts but the first `keep` and those around the innermost frame, the innermost first.
    fn close(&mut self, keep: usize) {
        while self.open.len() > keep.max(self.floor) {
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
