//! Turns a flow into a graph for the layout: boxes for steps and channels, dots where participants call, lines
//! between them, and orders.
//!
//! Each step has a box in each of its owners' lanes. Layers are moments in time, from left to right. A caller's
//! dot stands on its own lane at the end of the moment before the step. Everything that nobody waits for stands
//! to the right of everything that the flow's caller waits for. This module must not know where anything
//! stands.

use std::collections::{BTreeMap, BTreeSet};

use super::super::layout::{self, Edge, Graph, Node, Order, Spacing};
use super::super::{self as flow, Channel, ChannelKind, EdgeKind, Flow, Mode, Step, TriggerKind, text};
use super::box_text::BoxText;
use super::{CLOCK, CLOCK_FACE, DOT, FRAME, Groups, PITCH, TAG, lanes};
use advice::description::ParticipantKind;

/// Limits of a drawing: boxes in addition to one for each step and channel, lines, and the number of times that
/// all lines together pass through a layer.
const MORE_BOXES: usize = 4_000;
const MOST_LINES: usize = 3_000;
const MOST_PASSES: usize = 6_000;

/// Weight of a line's straightness, compared with 1 for others: between a channel and its step, and from an
/// event to its only consumer.
const CLOSE: i64 = 64;
const ONLY_READER: i64 = 3;

/// With more pairs of a predecessor and a box of the step than this, a joint replaces the pairs.
const MOST_ORDERS: usize = 20_000;

/// Numbers by which the bundles of lines of ways out, and of lines to whoever publishes an event about another
/// participant's step, differ from those of other lines.
const WAY_OUT: usize = 100;
const HEARD: usize = 200;

/// A node without size that may stand in any lane.
const NOTHING: Node = Node { depth: 0, breadth: 0, ports: [0, 0], lane: None };

/// Minimum height of a lane, pixels, as all lengths here.
const LANE: i64 = 40;
/// Distance from a box to the terms below it.
pub(super) const BELOW: i64 = 2;
/// Distance from the upper and lower edge of a box to the part where lines may end.
const CORNER: i64 = 7;
/// Distance from the words of a condition or timer to the line below them, and from the line to what follows.
const ABOVE_LINE: i64 = 4;
const UNDER_LINE: i64 = 4;

/// What a node of the graph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// A box of the step of this index.
    Step(usize),
    /// The box of the channel of this index.
    Channel(usize),
    /// The point on a participant's lane where it calls or is told something.
    Dot(Mode),
    /// The border between the part that the flow's caller waits for and the rest.
    Border,
    /// An invisible node between many predecessors and many boxes of one step.
    Joint,
    /// The condition or timer of the step of this index.
    Chip(usize),
    /// What sets the flow off.
    Trigger,
}

/// The graph for the layout, and what its nodes and edges stand for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) graph: Graph,
    /// What each node stands for.
    pub(super) things: Vec<Thing>,
    /// The texts of each node that is a box.
    pub(super) words: Vec<Option<BoxText>>,
    /// For each edge of the graph, the index of the flow's edge that it shows a part of.
    pub(super) shows: Vec<usize>,
    /// The participant of each lane, from top to bottom.
    pub(super) lanes: Vec<usize>,
    /// Number of boxes and lines that were left out.
    pub(super) left_out: usize,
}

impl Plan {
    /// Plans a flow; `groups` are the steps that some of its steps stand for.
    pub(super) fn of(flow: &Flow, groups: &Groups<'_>) -> Self {
        let participants = flow.participants.iter().map(|participant| participant.id.as_str());
        let lane_of: BTreeMap<&str, usize> = participants.zip(0..).collect();
        let spacing = Spacing { nodes: 10, layers: 24, lines: PITCH, beside: 9 };
        let has_tag = |known: &flow::Participant| known.of.is_some() || known.kind == ParticipantKind::External;
        let lane = |known: &flow::Participant| LANE + if has_tag(known) { TAG } else { 0 };
        let graph = Graph { lanes: flow.participants.iter().map(lane).collect(), spacing, ..Graph::default() };
        let mut planner = Planner {
            flow,
            lane_of,
            steps: flow.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect(),
            channels: flow.channels.iter().enumerate().map(|(at, channel)| (channel.id.as_str(), at)).collect(),
            of_step: vec![Vec::new(); flow.steps.len()],
            of_channel: Vec::with_capacity(flow.channels.len()),
            readers: BTreeMap::new(),
            needed: needed(flow),
            asks: BTreeMap::new(),
            last_dot: BTreeMap::new(),
            trunks: BTreeMap::new(),
            starts: vec![None; flow.steps.len()],
            chips: vec![None; flow.steps.len()],
            opening: opening(flow),
            replied: BTreeMap::new(),
            ended: BTreeMap::new(),
            followed: flow.steps.iter().flat_map(|step| &step.after).map(String::as_str).collect(),
            plan: Self { graph, ..Self::default() },
        };
        planner.boxes(groups);
        planner.lines();
        planner.orders();
        planner.border();
        planner.afters();
        planner.triggers();
        let mut plan = planner.plan;
        let layers = layout::layers(&plan.graph);
        plan.thin_out(&layers);
        plan.order_lanes(flow, &layers);
        plan
    }

    /// Leaves out the longest lines if all lines together pass through too many layers.
    fn thin_out(&mut self, layers: &[usize]) {
        let edges = &self.graph.edges;
        let passes = |edge: &Edge| layers[edge.from].abs_diff(layers[edge.to]).saturating_sub(1);
        let mut all: usize = edges.iter().map(passes).sum();
        if all <= MOST_PASSES {
            return;
        }
        let mut longest: Vec<usize> = (0..edges.len()).collect();
        longest.sort_by_key(|at| std::cmp::Reverse(passes(&edges[*at])));
        let mut drawn = vec![true; edges.len()];
        for at in longest {
            if all <= MOST_PASSES {
                break;
            }
            all -= passes(&edges[at]);
            drawn[at] = false;
        }
        self.left_out += drawn.iter().filter(|drawn| !**drawn).count();
        let mut kept = drawn.iter();
        self.graph.edges.retain(|_| kept.next() == Some(&true));
        let mut kept = drawn.iter();
        self.shows.retain(|_| kept.next() == Some(&true));
    }

    /// Puts the lanes into their final order; until now, each lane's index is that of its participant.
    fn order_lanes(&mut self, flow: &Flow, layers: &[usize]) {
        let outside: Vec<bool> =
            flow.participants.iter().map(|known| known.kind == ParticipantKind::External).collect();
        self.lanes = lanes::order(&self.graph, &outside, conductor(flow), layers);
        let breadths = std::mem::take(&mut self.graph.lanes);
        self.graph.lanes = self.lanes.iter().map(|lane| breadths.get(*lane).copied().unwrap_or(LANE)).collect();
        let mut place = vec![0; self.lanes.len()];
        for (at, participant) in self.lanes.iter().enumerate() {
            place[*participant] = at;
        }
        for lane in self.graph.nodes.iter_mut().filter_map(|node| node.lane.as_mut()) {
            *lane = place.get(*lane).copied().unwrap_or_default();
        }
    }

    fn node(&mut self, thing: Thing, node: Node, words: Option<BoxText>) -> usize {
        self.things.push(thing);
        self.words.push(words);
        self.graph.nodes.push(node);
        self.things.len() - 1
    }

    fn order(&mut self, first: usize, then: usize, beside: bool) {
        self.graph.orders.push(Order { first, then, beside });
    }
}

/// What lines that leave the same dot have in common: the lane, the steps that they follow, their kind and mode,
/// and whether they are ways out.
type Ask = (usize, Vec<usize>, EdgeKind, Mode, bool);

struct Planner<'f> {
    flow: &'f Flow,
    lane_of: BTreeMap<&'f str, usize>,
    steps: BTreeMap<&'f str, usize>,
    channels: BTreeMap<&'f str, usize>,
    /// The boxes of each step, at least one.
    of_step: Vec<Vec<usize>>,
    /// The box of each channel.
    of_channel: Vec<usize>,
    /// Number of boxes that each event reaches.
    readers: BTreeMap<&'f str, usize>,
    /// Whether the flow's caller waits for a step or for a later step that depends on it.
    needed: Vec<bool>,
    /// The dots that participants share.
    asks: BTreeMap<Ask, usize>,
    /// The last dot made on each lane, and the last one of a call, by whether the flow's caller waits for it.
    last_dot: BTreeMap<usize, usize>,
    trunks: BTreeMap<(usize, bool), usize>,
    /// The dot from which each step is called.
    starts: Vec<Option<usize>>,
    /// The condition or timer of each step.
    chips: Vec<Option<usize>>,
    /// The events that set off the step that they report.
    opening: BTreeSet<&'f str>,
    /// The dot where the outcome of a step comes back, by the step's node and the lane.
    replied: BTreeMap<(&'f str, usize), usize>,
    /// The dot where the outcomes of steps come back that were asked for from one dot, by that dot and by whether they
    /// are ways out.
    ended: BTreeMap<(usize, bool), usize>,
    /// The steps that another one waits for.
    followed: BTreeSet<&'f str>,
    plan: Plan,
}

impl<'f> Planner<'f> {
    fn boxes(&mut self, groups: &Groups<'_>) {
        let mut more = MORE_BOXES;
        let numbers = text::numbers(self.flow);
        for (at, step) in self.flow.steps.iter().enumerate() {
            let names = self.flow.who(step);
            for place in &step.places {
                let again = !self.of_step[at].is_empty();
                if again {
                    if more == 0 {
                        self.plan.left_out += 1;
                        continue;
                    }
                    more -= 1;
                }
                let terms = if again { Vec::new() } else { text::terms(step, &numbers) };
                let words = match groups.get(step.id.as_str()) {
                    Some(members) => BoxText::of_group(&step.action, members),
                    None => BoxText::of_step(step, &names, &terms),
                };
                let lane = self.lane_of.get(place.as_str()).copied().unwrap_or_default();
                let high = i64::from(words.height);
                let below = match i64::from(words.more_height()) {
                    0 => FRAME,
                    terms => FRAME + BELOW + terms,
                };
                let node = Node {
                    depth: i64::from(words.width.max(words.more_width())) + 2 * FRAME,
                    breadth: FRAME + high + below,
                    ports: [FRAME + CORNER, FRAME + high - CORNER],
                    lane: Some(lane),
                };
                let node = self.plan.node(Thing::Step(at), node, Some(words));
                self.of_step[at].push(node);
            }
        }
        self.channels();
    }

    fn channels(&mut self) {
        for (at, channel) in self.flow.channels.iter().enumerate() {
            let words = BoxText::of_channel(channel);
            let (deep, high) = (i64::from(words.width), i64::from(words.height));
            let own = || {
                let step = self.of_step.get(*self.steps.get(channel.step.as_str())?)?.first()?;
                self.plan.graph.nodes.get(*step)?.lane
            };
            let lane = self.lane_of_channel(channel).or_else(own).or(Some(0));
            let node = Node { depth: deep, breadth: high, ports: [CORNER, high - CORNER], lane };
            let node = self.plan.node(Thing::Channel(at), node, Some(words));
            self.of_channel.push(node);
        }
    }

    /// The lane of a channel that does not stand beside its step: of an event that another participant than the
    /// step's publishes, and of a queue whose commands are passed on to an outsider.
    fn lane_of_channel(&self, channel: &Channel) -> Option<usize> {
        let step = self.flow.steps.get(*self.steps.get(channel.step.as_str())?)?;
        let producer = channel.producer.as_deref()?;
        let is_passed_on = channel.kind == ChannelKind::Queue && channel.consumers == [step.caller.as_str()];
        let is_own = self.opening.contains(channel.id.as_str()) || step.places.iter().any(|place| place == producer);
        let is_others = channel.kind == ChannelKind::Event && !is_own;
        (is_passed_on || is_others).then(|| self.lane_of.get(producer).copied())?
    }

    /// The node of a step's first box, or of a channel.
    fn first(&self, node: &str) -> Option<usize> {
        let step = self.steps.get(node).and_then(|step| self.of_step.get(*step)?.first());
        step.or_else(|| self.of_channel.get(*self.channels.get(node)?)).copied()
    }

    /// Adds every line except those that only show an order.
    fn lines(&mut self) {
        for edge in self.flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Deliver) {
            let boxes = self.steps.get(edge.to.as_str()).map_or(0, |step| self.of_step[*step].len());
            *self.readers.entry(edge.from.as_str()).or_default() += boxes;
        }
        // An outcome that comes back leads to what its receiver does next, which is known when all are asked.
        let is_answer = |edge: &flow::Edge| matches!(edge.kind, EdgeKind::Reply | EdgeKind::Publish);
        let edges = || self.flow.edges.iter().enumerate();
        let answers = edges().filter(|(_, edge)| is_answer(edge));
        for (at, edge) in edges().filter(|(_, edge)| !is_answer(edge)).chain(answers).collect::<Vec<_>>() {
            let from = match edge.kind {
                EdgeKind::After | EdgeKind::Trigger => continue,
                EdgeKind::Start => {
                    let lane = self.lane_of.get(edge.from.as_str()).copied();
                    lane.map(|lane| self.dot(lane, None, edge, at))
                }
                _ => self.first(&edge.from).or_else(|| self.ask(edge, at)),
            };
            let Some(from) = from else { continue };
            self.hear_before(at, from, edge);
            match edge.kind {
                EdgeKind::Start => {
                    let Some(&lane) = self.lane_of.get(edge.to.as_str()) else { continue };
                    let asks = flow::Edge { kind: EdgeKind::Call, ..edge.clone() };
                    let to = self.dot(lane, Some(Vec::new()), &asks, at);
                    self.line(at, from, to);
                }
                EdgeKind::Reply => {
                    let Some(&lane) = self.lane_of.get(edge.to.as_str()) else { continue };
                    let to = self.answered(edge, lane);
                    self.line(at, from, to);
                    self.replied.insert((edge.from.as_str(), lane), to);
                }
                EdgeKind::Tell | EdgeKind::Hear => {
                    let Some(&lane) = self.lane_of.get(edge.to.as_str()) else { continue };
                    let to = self.plan.node(Thing::Dot(edge.mode), dot(lane), None);
                    self.line(at, from, to);
                }
                _ => self.reach(at, from, edge),
            }
        }
    }

    /// The dot on a lane where the outcome of a step comes back: where the next step is asked for, if its receiver asks
    /// for one; else a dot that it shares with other steps that were asked for together, if nothing follows.
    fn answered(&mut self, edge: &flow::Edge, lane: usize) -> usize {
        let step = self.steps.get(edge.from.as_str()).copied();
        let asks_next = |(key, _): &(&Ask, &usize)| {
            key.0 == lane && key.4 == edge.way_out && step.is_some_and(|step| key.1.contains(&step))
        };
        // An event about the step leaves a dot of its own.
        let tells = |channel: &Channel| channel.step == edge.from && channel.kind == ChannelKind::Event;
        let is_told = self.flow.channels.iter().any(tells);
        if let Some((_, next)) = self.asks.iter().find(asks_next).filter(|_| !is_told) {
            return *next;
        }
        let is_last = !self.followed.contains(edge.from.as_str()) && !is_told;
        let asked = step.and_then(|step| self.starts[step]).filter(|_| is_last);
        let known = asked.and_then(|asked| self.ended.get(&(asked, edge.way_out)).copied());
        known.unwrap_or_else(|| {
            let new_dot = self.plan.node(Thing::Dot(edge.mode), dot(lane), None);
            if let Some(asked) = asked {
                self.ended.insert((asked, edge.way_out), new_dot);
            }
            new_dot
        })
    }

    /// Leads from a step to the dot of another participant that publishes an event about it.
    fn hear_before(&mut self, at: usize, from: usize, edge: &flow::Edge) {
        if edge.kind != EdgeKind::Publish || !self.lane_of.contains_key(edge.from.as_str()) {
            return;
        }
        let channel = self.channels.get(edge.to.as_str()).and_then(|channel| self.flow.channels.get(*channel));
        let Some(channel) = channel.filter(|channel| !self.opening.contains(channel.id.as_str())) else { return };
        let has_reply = self.replied.values().any(|dot| *dot == from);
        if let Some(step) = self.first(&channel.step).filter(|_| !has_reply) {
            self.line(at, step, from);
        }
    }

    /// Adds the lines of an edge to a channel, or to the boxes of a step that it reaches.
    fn reach(&mut self, at: usize, from: usize, edge: &'f flow::Edge) {
        let from = self.chip(at, from, edge);
        let Some(&step) = self.steps.get(edge.to.as_str()) else {
            if let Some(to) = self.first(&edge.to) {
                self.line(at, from, to);
            }
            return;
        };
        let boxes = self.reached(step, edge);
        let room = MOST_LINES - self.plan.shows.len();
        self.plan.left_out += boxes.len().saturating_sub(room);
        for to in boxes.into_iter().take(room) {
            self.line(at, from, to);
        }
    }

    /// The boxes of a step that an edge reaches. An event reaches only our services; if the step has other owners
    /// too, a message of its caller reaches those.
    fn reached(&self, step: usize, edge: &flow::Edge) -> Vec<usize> {
        let boxes = &self.of_step[step];
        let is_shared = |known: &flow::Edge| known.kind == EdgeKind::Deliver && known.to == edge.to;
        let wanted = match (edge.kind, edge.mode) {
            (EdgeKind::Deliver, _) => true,
            (EdgeKind::Call, Mode::Asynchronous) if self.flow.edges.iter().any(is_shared) => false,
            _ => return boxes.clone(),
        };
        let is_ours = |node: &usize| {
            let lane = self.plan.graph.nodes.get(*node).and_then(|node| node.lane);
            lane.and_then(|lane| self.flow.participants.get(lane)).is_none_or(|known| self.flow.is_ours(&known.id))
        };
        boxes.iter().copied().filter(|node| is_ours(node) == wanted).collect()
    }

    /// Puts the edge's condition or timer on its line. Returns the node from which the line goes on.
    fn chip(&mut self, at: usize, from: usize, edge: &flow::Edge) -> usize {
        let texts: Vec<&str> = [edge.guard.as_deref(), edge.timer.as_deref()].into_iter().flatten().collect();
        let step = self.steps.get(edge.to.as_str()).copied().or_else(|| {
            let channel = self.flow.channels.get(*self.channels.get(edge.to.as_str())?)?;
            self.steps.get(channel.step.as_str()).copied()
        });
        let (Some(step), false) = (step, texts.is_empty()) else { return from };
        let words = BoxText::of_chip(&texts, if edge.timer.is_some() { CLOCK } else { 0 });
        let (deep, high) = (i64::from(words.width), i64::from(words.height));
        let target = self.first(&edge.to);
        let lane = target.and_then(|target| self.plan.graph.nodes.get(target)?.lane);
        let node = over_line(deep, high, edge.timer.is_some(), lane);
        let chip = self.plan.node(Thing::Chip(step), node, Some(words));
        if let Some(target) = target {
            self.plan.graph.level.push([chip, target]);
        }
        self.chips[step] = Some(chip);
        self.line(at, from, chip);
        chip
    }

    /// Adds what sets the flow off, and its lines to the first steps.
    fn triggers(&mut self) {
        let Some(trigger) = &self.flow.trigger else { return };
        let words = match trigger.kind {
            TriggerKind::Schedule => BoxText::of_chip(&[&trigger.name], CLOCK),
            TriggerKind::Event => BoxText::of_event(&trigger.name),
        };
        let (deep, high) = (i64::from(words.width), i64::from(words.height));
        let edges = self.flow.edges.iter().enumerate().filter(|(_, edge)| edge.kind == EdgeKind::Trigger);
        let targets: Vec<(usize, usize)> = edges
            .filter_map(|(at, edge)| {
                let asked = self.steps.get(edge.to.as_str()).and_then(|step| self.starts[*step]);
                Some((at, asked.or_else(|| self.first(&edge.to))?))
            })
            .collect();
        let lane = targets.first().and_then(|(_, target)| self.plan.graph.nodes.get(*target)?.lane).or(Some(0));
        let node = match trigger.kind {
            TriggerKind::Schedule => over_line(deep, high, true, lane),
            TriggerKind::Event => Node { depth: deep, breadth: high, ports: [high / 2, high / 2], lane },
        };
        let from = self.plan.node(Thing::Trigger, node, Some(words));
        if let Some((_, target)) = targets.first() {
            self.plan.graph.level.push([from, *target]);
        }
        let mut reached = BTreeSet::new();
        for (at, to) in targets {
            // First steps that one participant calls for share a dot.
            if reached.insert(to) {
                self.line(at, from, to);
            }
        }
    }

    fn line(&mut self, shows: usize, from: usize, to: usize) {
        if self.plan.shows.len() == MOST_LINES {
            self.plan.left_out += 1;
            return;
        }
        let Some(edge) = self.flow.edges.get(shows) else { return };
        let bundle = bundle(edge);
        let is_heard = edge.kind == EdgeKind::Publish && matches!(self.plan.things.get(to), Some(Thing::Dot(_)));
        let bundle = if is_heard { HEARD + bundle } else { bundle };
        self.plan.shows.push(shows);
        // Keeps a channel close to its step.
        let weight = match edge.kind {
            _ if is_heard => 1,
            EdgeKind::Publish | EdgeKind::Dequeue | EdgeKind::Pass => CLOSE,
            _ if matches!(self.plan.things.get(from), Some(Thing::Chip(_))) => CLOSE,
            EdgeKind::Deliver if self.readers.get(edge.from.as_str()) == Some(&1) => ONLY_READER,
            _ => 1,
        };
        self.plan.graph.edges.push(Edge { from, to, bundle, weight });
    }

    /// The dot where a participant calls for a step, or sends to the step's channel.
    fn ask(&mut self, edge: &flow::Edge, at: usize) -> Option<usize> {
        let lane = *self.lane_of.get(edge.from.as_str())?;
        let channel = self.channels.get(edge.to.as_str()).and_then(|channel| self.flow.channels.get(*channel));
        let step = *self.steps.get(channel.map_or(edge.to.as_str(), |channel| channel.step.as_str()))?;
        if edge.kind == EdgeKind::Publish && !self.opening.contains(edge.to.as_str()) {
            // Whoever gets the outcome back publishes the event then.
            let node = self.flow.steps.get(step)?.id.as_str();
            let replied = self.replied.get(&(node, lane)).copied();
            return replied.or_else(|| Some(self.dot(lane, Some(vec![step]), edge, at)));
        }
        let after = &self.flow.steps.get(step)?.after;
        let mut after: Vec<usize> = after.iter().filter_map(|id| self.steps.get(id.as_str()).copied()).collect();
        after.sort_unstable();
        let dot = self.dot(lane, Some(after), edge, at);
        self.starts[step] = Some(dot);
        Some(dot)
    }

    /// The dot on a lane that follows the steps in `after`; `None` selects the dot of the actor's first call. `at` is
    /// the index of the edge that it is for.
    fn dot(&mut self, lane: usize, after: Option<Vec<usize>>, edge: &flow::Edge, at: usize) -> usize {
        // `usize::MAX` is no step's index, so it marks the actor's first call.
        let key = (lane, after.clone().unwrap_or_else(|| vec![usize::MAX]), edge.kind, edge.mode, edge.way_out);
        if let Some(&known) = self.asks.get(&key) {
            return known;
        }
        let new_dot = self.plan.node(Thing::Dot(edge.mode), dot(lane), None);
        self.asks.insert(key, new_dot);
        if let Some(before) = self.last_dot.insert(lane, new_dot) {
            self.plan.graph.level.push([before, new_dot]);
        }
        self.trunk(lane, new_dot, after.as_deref(), edge, at);
        for before in after.into_iter().flatten() {
            if let Some(&before) = self.of_step.get(before).and_then(|boxes| boxes.first()) {
                self.plan.order(before, new_dot, true);
            }
        }
        new_dot
    }

    /// Leads on from the dot of the call before on the same lane, so that one who calls several others in turn has
    /// one line, from which the calls leave.
    fn trunk(&mut self, lane: usize, dot: usize, after: Option<&[usize]>, edge: &flow::Edge, at: usize) {
        if edge.kind != EdgeKind::Call || edge.mode != Mode::Synchronous || edge.way_out {
            return;
        }
        let is_waited_for = self.step(&edge.to).is_none_or(|step| step.waited_for);
        let Some(before) = self.trunks.insert((lane, is_waited_for), dot) else { return };
        let is_next = after.into_iter().flatten().any(|step| self.starts[*step] == Some(before));
        if (is_next || is_waited_for) && self.plan.shows.len() < MOST_LINES {
            self.plan.shows.push(at);
            let bundle = bundle(edge);
            self.plan.graph.edges.push(Edge { from: before, to: dot, bundle, weight: CLOSE });
        }
    }

    /// Orders each step after its predecessors, unless its dot is already ordered after them.
    fn orders(&mut self) {
        for (at, step) in self.flow.steps.iter().enumerate().filter(|(at, _)| self.starts[*at].is_none()) {
            let mut before: Vec<usize> = step.after.iter().filter_map(|before| self.first(before)).collect();
            if before.len() * self.of_step[at].len() > MOST_ORDERS {
                let joint = self.plan.node(Thing::Joint, NOTHING, None);
                for first in std::mem::replace(&mut before, vec![joint]) {
                    self.plan.order(first, joint, true);
                }
            }
            for first in before {
                for box_at in 0..self.of_step[at].len() {
                    self.plan.order(first, self.of_step[at][box_at], false);
                }
            }
        }
    }

    /// Puts everything that the flow's caller waits for before the border and everything else behind it.
    fn border(&mut self) {
        if !self.flow.steps.iter().any(|step| step.waited_for) {
            return;
        }
        let border = self.plan.node(Thing::Border, NOTHING, None);
        let mut early = vec![false; border];
        for (at, needed) in self.needed.iter().enumerate() {
            self.of_step[at]
                .iter()
                .chain(&self.starts[at])
                .chain(&self.chips[at])
                .filter(|_| *needed)
                .for_each(|node| early[*node] = true);
        }
        for (key, dot) in &self.asks {
            // The dot of the actor's first call.
            early[*dot] |= key.1 == [usize::MAX];
        }
        // Dots, channels and conditions that lead to something before the border; an event may stand in the list
        // behind the step that it sets off.
        for edge in self.plan.graph.edges.iter().rev().chain(self.plan.graph.edges.iter().rev()) {
            let is_step = matches!(self.plan.things.get(edge.from), Some(Thing::Step(_)));
            early[edge.from] |= early[edge.to] && !is_step;
        }
        for (at, channel) in self.flow.channels.iter().enumerate() {
            let step = self.steps.get(channel.step.as_str()).copied().unwrap_or_default();
            let is_needed = self.needed.get(step) == Some(&true);
            early[self.of_channel[at]] |= is_needed && channel.kind == ChannelKind::Queue;
        }
        for (node, early) in early.into_iter().enumerate() {
            // The nodes around a joint determine its place.
            if self.plan.things.get(node) == Some(&Thing::Joint) {
                continue;
            }
            let (first, then) = if early { (node, border) } else { (border, node) };
            self.plan.order(first, then, false);
        }
    }

    fn step(&self, node: &str) -> Option<&'f Step> {
        self.flow.steps.get(*self.steps.get(node)?)
    }

    /// Adds a line for an order that the places do not show. No line is needed if a step directly follows the
    /// only step of the previous layer that has steps.
    fn afters(&mut self) {
        let layers = layout::layers(&self.plan.graph);
        let mut steps_in: BTreeMap<usize, usize> = BTreeMap::new();
        for boxes in &self.of_step {
            if let Some(layer) = boxes.first().and_then(|node| layers.get(*node)) {
                *steps_in.entry(*layer).or_default() += 1;
            }
        }
        for (at, edge) in self.flow.edges.iter().enumerate().filter(|(_, edge)| edge.kind == EdgeKind::After) {
            let (Some(from), Some(to)) = (self.first(&edge.from), self.first(&edge.to)) else { continue };
            let (first, then) = (layers[from], layers[to]);
            let asked = self.steps.get(edge.to.as_str()).and_then(|step| self.starts[*step]);
            // The outcome that comes back leads there already.
            let lane = asked.and_then(|asked| self.plan.graph.nodes.get(asked)?.lane);
            let answered = lane.and_then(|lane| self.replied.get(&(edge.from.as_str(), lane)).copied());
            if answered.is_some() && answered == asked {
                continue;
            }
            let is_next = first < then && steps_in.range(first + 1..then).next().is_none();
            let says_more = edge.way_out
                || self
                    .step(&edge.to)
                    .is_some_and(|step| step.guard.is_some() || step.starts.is_some() || step.join.is_some());
            if says_more || !(is_next && steps_in.get(&first) == Some(&1)) {
                // If the step is called from a dot, the line leads to the dot.
                self.line(at, from, asked.unwrap_or(to));
            }
        }
    }
}

/// The participant that makes the most calls while the flow's caller waits, and the first of several.
fn conductor(flow: &Flow) -> Option<usize> {
    let is_call = |edge: &&flow::Edge| edge.kind == EdgeKind::Call && edge.mode == Mode::Synchronous && !edge.way_out;
    let mut calls: BTreeMap<&str, usize> = BTreeMap::new();
    for edge in flow.edges.iter().filter(is_call) {
        *calls.entry(edge.from.as_str()).or_default() += 1;
    }
    let many = |at: &usize| calls.get(flow.participants[*at].id.as_str()).copied();
    (0..flow.participants.len()).rev().filter(|at| many(at).is_some()).max_by_key(many)
}

/// The number of the bundle that a line belongs to: lines that differ in kind or mode must not share a stretch.
fn bundle(edge: &flow::Edge) -> usize {
    let bundle = 2 * edge.kind as usize + usize::from(edge.mode == Mode::Asynchronous);
    if edge.way_out { WAY_OUT + bundle } else { bundle }
}

/// The events that set off the step that they report.
fn opening(flow: &Flow) -> BTreeSet<&str> {
    let of: BTreeMap<&str, &str> =
        flow.channels.iter().map(|channel| (channel.id.as_str(), channel.step.as_str())).collect();
    let delivers = flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Deliver);
    delivers
        .filter(|edge| of.get(edge.from.as_str()) == Some(&edge.to.as_str()))
        .map(|edge| edge.from.as_str())
        .collect()
}

/// A node for words above a line, with room below the line for a clock if there is one.
fn over_line(depth: i64, words: i64, has_clock: bool, lane: Option<usize>) -> Node {
    let below = if has_clock { i64::from(CLOCK_FACE) / 2 + 1 } else { UNDER_LINE };
    let above = (words + ABOVE_LINE).max(if has_clock { below } else { 0 });
    Node { depth, breadth: above + below, ports: [above, above], lane }
}

fn dot(lane: usize) -> Node {
    Node { depth: DOT, breadth: DOT, ports: [DOT / 2, DOT / 2], lane: Some(lane) }
}

/// Whether the flow's caller waits for each step or for a later step that depends on it.
fn needed(flow: &Flow) -> Vec<bool> {
    let index: BTreeMap<&str, usize> = flow.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
    let before = |step: &Step| -> Vec<usize> {
        step.after.iter().filter_map(|before| index.get(before.as_str()).copied()).collect()
    };
    let mut needed: Vec<bool> = flow.steps.iter().map(|step| step.waited_for).collect();
    for (at, step) in flow.steps.iter().enumerate().rev() {
        if needed[at] {
            for before in before(step) {
                needed[before] = true;
            }
        }
    }
    needed
}
