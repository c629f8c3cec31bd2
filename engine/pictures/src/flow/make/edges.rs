//! Connects the nodes of a flow: who calls, what is published and who hears it, and which step follows which.
//!
//! This module must not know how channels were found.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Channel, ChannelKind, Edge, EdgeKind, Mode, Participant, Step};
use super::channels::has_own_timer;
use super::{Maker, SYSTEM, node};
use advice::description::{Join, Outcome};
use advice::terms::Carrier;

/// The edges while they are collected.
#[derive(Default)]
struct Edges {
    all: Vec<Edge>,
}

impl Edges {
    fn add(&mut self, id: String, kind: EdgeKind, mode: Mode, from: &str, to: &str) -> &mut Edge {
        let (from, to) = (from.to_owned(), to.to_owned());
        let at = self.all.len();
        self.all.push(Edge { id, kind, mode, from, to, guard: None, timer: None, way_out: false });
        &mut self.all[at]
    }

    /// Adds an edge whose id is its kind and the id of the step.
    fn of_step(&mut self, kind: EdgeKind, mode: Mode, step: &Step, from: &str, to: &str) -> &mut Edge {
        self.add(node(kind.id(), &step.step), kind, mode, from, to)
    }

    /// Adds an edge whose id has two parts: the first colon after the kind separates them.
    fn between(&mut self, kind: EdgeKind, mode: Mode, first: &str, second: &str, from: &str, to: &str) -> &mut Edge {
        let first = first.replace('%', "%25").replace(':', "%3A");
        self.add(format!("{}:{first}:{second}", kind.id()), kind, mode, from, to)
    }
}

impl Maker<'_, '_> {
    /// Adds every edge. `sources` has, for each step, the channels of the events that set it off.
    pub(super) fn edges(&mut self, sources: &[Vec<usize>]) {
        let orders = self.orders(sources);
        let mut edges = Edges { all: self.starts() };
        for (at, step) in self.flow.steps.iter().enumerate() {
            let reached_by: Vec<&Channel> =
                sources.get(at).into_iter().flatten().filter_map(|source| self.flow.channels.get(*source)).collect();
            let first = edges.all.len();
            self.reach(step, &reached_by, &mut edges);
            if let Some(edge) = edges.all.get_mut(first) {
                edge.guard = step.guard.as_ref().map(|guard| guard.says.clone());
                edge.timer.clone_from(&step.starts);
            }
            self.outcomes(step, &reached_by, &mut edges);
            for before in reached_by.iter().skip(1) {
                let first = before.step.strip_prefix("step:").unwrap_or(&before.step);
                let (kind, mode) = (EdgeKind::Deliver, Mode::Asynchronous);
                edges.between(kind, mode, first, &step.step, &before.id, &step.id);
            }
            let mode = if step.waited_for { Mode::Synchronous } else { Mode::Asynchronous };
            for before in orders.get(at).into_iter().flatten().filter_map(|before| self.flow.steps.get(*before)) {
                let edge = edges.between(EdgeKind::After, mode, &before.step, &step.step, &before.id, &step.id);
                edge.way_out = before.way_out;
            }
            for edge in edges.all.iter_mut().skip(first) {
                edge.way_out |= step.way_out;
            }
        }
        self.flow.edges = edges.all;
    }

    /// Adds the edges along which a step is reached; the first one carries the step's condition.
    fn reach(&self, step: &Step, reached_by: &[&Channel], edges: &mut Edges) {
        let is_outside = |place: &String| !self.flow.is_ours(place);
        let later = Mode::Asynchronous;
        match (step.means.carrier, reached_by.first()) {
            (_, Some(source)) if self.only_carries(step, source) => {
                edges.of_step(EdgeKind::Call, later, step, &step.caller, &step.id);
            }
            (_, Some(source)) => {
                edges.of_step(EdgeKind::Deliver, later, step, &source.id, &step.id);
                // Nobody outside subscribes to an event of ours: the caller tells them.
                if step.places.iter().any(is_outside) {
                    edges.of_step(EdgeKind::Call, later, step, &step.caller, &step.id);
                }
            }
            (Carrier::Queue, None) if !has_own_timer(step) => {
                let queue = node("queue", &step.step);
                edges.of_step(EdgeKind::Enqueue, later, step, &step.caller, &queue);
                let kind = if step.places.iter().all(is_outside) { EdgeKind::Pass } else { EdgeKind::Dequeue };
                edges.of_step(kind, later, step, &queue, &step.id);
            }
            (Carrier::Queue | Carrier::Event, None) => {
                edges.of_step(EdgeKind::Call, later, step, &step.caller, &step.id);
            }
            _ => {
                edges.of_step(EdgeKind::Call, Mode::Synchronous, step, &step.caller, &step.id);
            }
        }
        if step.after.is_empty()
            && let Some(trigger) = &self.flow.trigger
        {
            edges.of_step(EdgeKind::Trigger, later, step, &trigger.id, &step.id);
        }
    }

    /// Whether a step does nothing but hand its own event to a broker.
    fn only_carries(&self, step: &Step, source: &Channel) -> bool {
        source.step == step.id
            && step.to.is_empty()
            && self.carriers.get(&step.id).is_some_and(|names| names[1].is_some())
    }

    /// Adds the edges along which others learn of a step: its outcome, its events, and who only hears of it.
    fn outcomes(&self, step: &Step, reached_by: &[&Channel], edges: &mut Edges) {
        let later = Mode::Asynchronous;
        if step.means.finishes_later {
            edges.of_step(EdgeKind::Tell, later, step, &step.id, &step.caller);
        }
        if step.means.replies && !step.places.contains(&step.caller) {
            edges.of_step(EdgeKind::Reply, later, step, &step.id, &step.caller);
        }
        let is_event = |channel: &&Channel| channel.step == step.id && channel.kind == ChannelKind::Event;
        for channel in self.flow.channels.iter().filter(is_event) {
            let opens = reached_by.first().is_some_and(|source| source.id == channel.id);
            let from = match &channel.producer {
                _ if opens && self.only_carries(step, channel) => &step.id,
                // If the flow begins with the event, its sender publishes it.
                Some(producer) if opens => producer,
                None if opens => &step.caller,
                Some(producer) if !step.places.contains(producer) => producer,
                _ => &step.id,
            };
            let id = channel.id.replacen("event", EdgeKind::Publish.id(), 1);
            let edge = edges.add(id, EdgeKind::Publish, later, from, &channel.id);
            edge.way_out = channel.outcome != Outcome::Done;
        }
        let others = step.tells.iter().filter(|hearer| !step.places.contains(hearer));
        for hearer in others {
            let hears = |channel: &&Channel| {
                is_event(channel) && channel.outcome == Outcome::Done && channel.consumers.contains(hearer)
            };
            let from = self.flow.channels.iter().find(hears).map_or(&step.id, |channel| &channel.id);
            let id = hearer.split_once(':').map_or(hearer.as_str(), |(_, id)| id);
            edges.between(EdgeKind::Hear, later, &step.step, id, from, hearer);
        }
    }

    /// For each step, its direct predecessors whose order neither an event nor a step in between shows.
    fn orders(&self, sources: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let index: BTreeMap<&str, usize> =
            self.flow.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let step_of = |channel: &usize| {
            let channel = self.flow.channels.get(*channel)?;
            index.get(channel.step.as_str()).copied()
        };
        let reached: Vec<Vec<usize>> =
            sources.iter().map(|channels| channels.iter().filter_map(step_of).collect()).collect();
        orders(&self.flow.steps, &reached)
    }

    /// The edges from the actor to every other participant that calls a first step of the sync prefix.
    fn starts(&self) -> Vec<Edge> {
        let Some(actor) = &self.flow.actor else { return Vec::new() };
        let first = self.flow.steps.iter().filter(|step| step.waited_for && step.after.is_empty());
        let askers: BTreeSet<&str> = first.map(|step| step.caller.as_str()).filter(|caller| caller != actor).collect();
        let askers = self.flow.participants.iter().filter(|participant| askers.contains(participant.id.as_str()));
        let mut edges = Edges::default();
        for asker in askers.collect::<Vec<&Participant>>() {
            let id = node(EdgeKind::Start.id(), asker.participant.as_deref().unwrap_or(SYSTEM));
            edges.add(id, EdgeKind::Start, Mode::Synchronous, actor, &asker.id);
        }
        edges.all
    }
}

/// For each step, its direct predecessors whose order is visible neither from an event nor from a step in between.
fn orders(steps: &[Step], sources: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let index: BTreeMap<&str, usize> = steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
    let words = steps.len().div_ceil(64);
    // One bit for each earlier step that the step depends on, directly or indirectly.
    let mut ancestors: Vec<Vec<u64>> = Vec::with_capacity(steps.len());
    let mut orders = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let before: Vec<usize> = step.after.iter().filter_map(|id| index.get(id.as_str()).copied()).collect();
        let mut implied = vec![0_u64; words];
        for ancestor in before.iter().filter_map(|before| ancestors.get(*before)) {
            implied.iter_mut().zip(ancestor).for_each(|(bits, more)| *bits |= more);
        }
        let has = |bits: &[u64], step: usize| bits.get(step / 64).is_some_and(|word| word >> (step % 64) & 1 == 1);
        let announced = |before: &usize| sources.get(at).is_some_and(|sources| sources.contains(before));
        // A step that waits for the first of several is reached by each of them.
        let waits_for_any = step.join == Some(Join::Any);
        let is_seen = |before: &usize| (has(&implied, *before) && !waits_for_any) || announced(before);
        orders.push(before.iter().copied().filter(|before| !is_seen(before)).collect());
        for before in before {
            if let Some(word) = implied.get_mut(before / 64) {
                *word |= 1 << (before % 64);
            }
        }
        ancestors.push(implied);
    }
    orders
}
