//! Builds flows: combines the model with the decisions of its assessment into nodes and edges.
//!
//! It decides nothing itself. If the assessment belongs to another model, steps are missing but nothing fails.
//! It must not know how a flow is put into words or drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Channel, ChannelKind, Consistency, Edge, EdgeKind, Flow, Message, Mode, Participant, Recovery, Role, Step, text,
};
use advice::assessment::{self, Assessment, MessageKind, Seen, StrongBy};
use advice::description::{self, ParticipantKind};
use advice::model::{FlowModel, Model};
use advice::terms::{Carrier, Level, Role as SagaRole, StyleMeaning};

/// The node that stands for an unnamed participant.
const SYSTEM: &str = "system";

/// Builds every flow, in the order of the description.
pub fn flows(model: &Model<'_>, assessment: &Assessment<'_>) -> Vec<Flow> {
    all(model, assessment).collect()
}

/// Builds the flow with this id.
pub fn find(model: &Model<'_>, assessment: &Assessment<'_>, id: &str) -> Option<Flow> {
    let of_id = |described: &description::Flow| described.id.as_deref() == Some(id);
    let index = model.description().flows.iter().position(of_id)?;
    make(model, assessment, index)
}

/// Builds the first flow, if there is one.
pub(super) fn first(model: &Model<'_>, assessment: &Assessment<'_>) -> Option<Flow> {
    make(model, assessment, 0)
}

fn all(model: &Model<'_>, assessment: &Assessment<'_>) -> impl Iterator<Item = Flow> {
    (0..model.flows().len()).filter_map(move |index| make(model, assessment, index))
}

fn make(model: &Model<'_>, assessment: &Assessment<'_>, index: usize) -> Option<Flow> {
    let resolved = model.flows().get(index)?;
    let described = model.description().flows.get(index)?;
    let id = described.id.as_deref()?;
    let assessed: BTreeMap<&str, &assessment::Step<'_>> =
        assessment.steps.iter().filter(|step| step.flow == id).map(|step| (step.step.as_ref(), step)).collect();
    let whole = assessment.flows.iter().find(|flow| flow.flow == id)?;
    let mut maker = Maker {
        model,
        resolved,
        described,
        assessed,
        entry: Entry::of(model, resolved),
        prefix: whole.sync_prefix.iter().map(AsRef::as_ref).collect(),
        commit: whole.commit_point.as_deref(),
        nodes: BTreeMap::new(),
        flow: Flow {
            id: id.to_owned(),
            name: text::shown(described.name.as_deref().unwrap_or(id)).to_owned(),
            verdict: whole.verdict,
            actor: None,
            participants: Vec::new(),
            steps: Vec::new(),
            channels: Vec::new(),
            edges: Vec::new(),
            sync_prefix: whole.sync_prefix.iter().map(|id| node("step", id)).collect(),
            commit_point: whole.commit_point.as_deref().map(|id| node("step", id)),
            strong: Vec::new(),
            recovery: Vec::new(),
            text: Vec::new(),
        },
    };
    maker.actor();
    maker.steps();
    maker.channels(assessment);
    maker.edges();
    maker.roles();
    maker.recover(whole);
    let mut flow = maker.flow;
    flow.text = text::say(&flow);
    Some(flow)
}

/// The id of a node: its kind, a colon, and the id in the description.
fn node(kind: &str, id: &str) -> String {
    format!("{kind}:{id}")
}

/// The participants (as indices) that are assumed as caller and as owner of a step that names none.
struct Entry {
    asks: Option<usize>,
    does: Option<usize>,
}

impl Entry {
    fn of(model: &Model<'_>, flow: &FlowModel) -> Self {
        let first = || flow.order.iter().filter_map(|index| flow.steps.get(*index));
        let is_person =
            |index: &usize| model.participants().get(*index).is_none_or(|p| p.kind == ParticipantKind::Person);
        Self {
            asks: flow.actor.or_else(|| first().find_map(|step| step.from)),
            does: first().find_map(|step| step.from.filter(|from| !is_person(from))),
        }
    }
}

struct Maker<'a, 'r> {
    model: &'a Model<'r>,
    resolved: &'a FlowModel,
    described: &'a description::Flow,
    assessed: BTreeMap<&'a str, &'a assessment::Step<'a>>,
    entry: Entry,
    prefix: BTreeSet<&'a str>,
    commit: Option<&'a str>,
    /// The node of each participant that the flow has so far; `None` is the unnamed participant.
    nodes: BTreeMap<Option<usize>, String>,
    flow: Flow,
}

impl Maker<'_, '_> {
    /// Returns the node of a participant and adds the participant to the flow if it is new. `None` is the
    /// unnamed participant.
    fn participant(&mut self, index: Option<usize>) -> String {
        let index = index.filter(|index| *index < self.model.participants().len());
        if let Some(known) = self.nodes.get(&index) {
            return known.clone();
        }
        let participant = match index.and_then(|index| self.model.participants().get(index)) {
            Some(known) => Participant {
                id: node("participant", &known.id),
                participant: Some(known.id.clone()),
                name: text::shown(&known.name).to_owned(),
                kind: known.kind,
                roles: Vec::new(),
            },
            None => Participant {
                id: SYSTEM.to_owned(),
                participant: None,
                name: "The system".to_owned(),
                kind: ParticipantKind::Service,
                roles: Vec::new(),
            },
        };
        let id = participant.id.clone();
        self.nodes.insert(index, id.clone());
        self.flow.participants.push(participant);
        id
    }

    fn actor(&mut self) {
        if let Some(actor) = self.resolved.actor {
            self.flow.actor = Some(self.participant(Some(actor)));
        }
    }

    fn id_of(&self, index: usize) -> Option<&str> {
        self.described.steps.get(index)?.id.as_deref()
    }

    fn steps(&mut self) {
        let resolved = self.resolved;
        let mut number = 0;
        for &index in &resolved.order {
            let (Some(step), Some(described)) = (resolved.steps.get(index), self.described.steps.get(index)) else {
                continue;
            };
            let Some(id) = described.id.as_deref() else { continue };
            let Some(&assessed) = self.assessed.get(id) else { continue };
            number += 1;
            let caller = self.participant(step.from.or(self.entry.asks));
            let mut to: Vec<String> = Vec::with_capacity(step.to.len());
            let mut seen = BTreeSet::new();
            for &participant in &step.to {
                if seen.insert(participant) {
                    to.push(self.participant(Some(participant)));
                }
            }
            let places = if to.is_empty() { vec![self.participant(self.entry.does)] } else { to.clone() };
            let after: Vec<String> = step
                .after
                .iter()
                .filter_map(|before| self.id_of(*before))
                .filter(|before| self.assessed.contains_key(before))
                .map(|before| node("step", before))
                .collect();
            let from = step.from.map(|from| self.participant(Some(from)));
            let strong = assessed.consistency.level == Level::Strong;
            let made = Step {
                id: node("step", id),
                step: id.to_owned(),
                number,
                action: text::shown(&described.action).to_owned(),
                from,
                to,
                caller,
                places,
                after,
                verdict: assessed.verdict,
                style: assessed.style.to_string(),
                means: self.model.rulebook().style_meaning(&assessed.style).unwrap_or(StyleMeaning::CALL),
                waited_for: self.prefix.contains(id),
                commit_point: self.commit == Some(id),
                strong,
                consistency: self.consistency(assessed),
                message: Message {
                    kind: assessed.message.kind,
                    name: assessed.message.name.to_string(),
                    announces: assessed.message.announces.as_deref().map(str::to_owned),
                },
            };
            if strong {
                self.flow.strong.push(made.id.clone());
            }
            self.flow.steps.push(made);
        }
    }

    fn consistency(&self, assessed: &assessment::Step<'_>) -> Consistency {
        let consistency = &assessed.consistency;
        let mechanism = consistency.mechanism.to_string();
        let name = self.model.rulebook().mechanism(&mechanism).map_or(mechanism.as_str(), |rule| &rule.name);
        Consistency {
            level: consistency.level,
            at_owner: consistency.at_owner,
            mechanism_name: name.to_owned(),
            strong_by_rule: assessed.needs.strong == Some(StrongBy::Need),
            mechanism,
            staleness: consistency.staleness.as_deref().map(str::to_owned),
        }
    }

    /// Adds a channel for every announced event and for every command on a queue.
    fn channels(&mut self, assessment: &Assessment<'_>) {
        let participants: BTreeMap<&str, String> = self
            .flow
            .participants
            .iter()
            .filter_map(|known| Some((known.participant.as_deref()?, known.id.clone())))
            .collect();
        let events: BTreeMap<&str, &assessment::Event<'_>> =
            assessment.events.iter().filter(|e| e.flow == self.flow.id).map(|e| (e.step.as_ref(), e)).collect();
        for step in &self.flow.steps {
            if step.means.carrier == Carrier::Queue {
                self.flow.channels.push(Channel {
                    id: node("queue", &step.step),
                    kind: ChannelKind::Queue,
                    name: step.message.name.clone(),
                    step: step.id.clone(),
                    producer: Some(step.caller.clone()),
                    consumers: step.places.clone(),
                });
            }
            let Some(announced) = &step.message.announces else { continue };
            let event = events.get(step.step.as_str());
            let found = |id: &str| participants.get(id).cloned();
            self.flow.channels.push(Channel {
                id: node("event", &step.step),
                kind: ChannelKind::Event,
                name: announced.clone(),
                step: step.id.clone(),
                producer: event.and_then(|event| event.producer.as_deref()).and_then(found),
                consumers: event.map_or(Vec::new(), |e| e.consumers.iter().filter_map(|id| found(id)).collect()),
            });
        }
    }

    /// Fills in the recovery: the compensations, the last step first, then the steps that are repeated until
    /// they succeed. The saga's coordinator requests a compensation; without one, the step's caller does.
    fn recover(&mut self, whole: &assessment::Flow<'_>) {
        let Some(saga) = &whole.saga else { return };
        let flow = &self.flow;
        let conductor = saga.coordinator.as_deref().map(|id| node("participant", id));
        let conductor = conductor.filter(|conductor| flow.participants.iter().any(|known| known.id == *conductor));
        let steps: BTreeMap<&str, &Step> = flow.steps.iter().map(|step| (step.step.as_str(), step)).collect();
        let recovery = |id: &str, request: Option<&str>, from: Option<&String>| {
            let step = steps.get(id)?;
            Some(Recovery {
                step: step.id.clone(),
                request: request.map(str::to_owned),
                from: from.unwrap_or(&step.caller).clone(),
                to: step.places.clone(),
            })
        };
        let undone = saga.steps.iter().rev().filter(|step| step.role == SagaRole::Compensable);
        let undone =
            undone.filter_map(|step| recovery(&step.step, Some(step.compensation.as_deref()?), conductor.as_ref()));
        let late = saga.in_between.iter().filter(|seen| seen.seen == Seen::NotYet);
        let repeated = late.filter_map(|seen| recovery(seen.until.as_deref()?, None, None));
        self.flow.recovery = undone.chain(repeated).collect();
    }

    /// For each step whose message is an event, the indices of the steps whose events trigger it.
    ///
    /// On every path backwards the search stops at the nearest step that announces an event. The step whose
    /// event gives the message its name comes first. If no such step is found, a step that itself announces
    /// this event is its own source, and any other step has no source.
    fn sources(&self) -> Vec<Vec<usize>> {
        let steps = &self.flow.steps;
        let index: BTreeMap<&str, usize> = steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let announces = |at: usize| steps.get(at).and_then(|step| step.message.announces.as_deref());
        let sources = |at: usize, step: &Step| {
            if step.message.kind != MessageKind::Event {
                return Vec::new();
            }
            let name = step.message.name.as_str();
            let mut found: Vec<usize> = Vec::new();
            let mut here = vec![step];
            let mut seen = vec![false; steps.len()];
            while let Some(step) = here.pop() {
                for &before in step.after.iter().filter_map(|before| index.get(before.as_str())) {
                    if seen.get_mut(before).is_none_or(|seen| std::mem::replace(seen, true)) {
                        continue;
                    }
                    match announces(before) {
                        Some(_) => found.push(before),
                        None => here.extend(steps.get(before)),
                    }
                }
            }
            if !found.iter().any(|before| announces(*before) == Some(name)) {
                return if announces(at) == Some(name) { vec![at] } else { Vec::new() };
            }
            found.sort_by_key(|before| (announces(*before) != Some(name), *before));
            found
        };
        steps.iter().enumerate().map(|(at, step)| sources(at, step)).collect()
    }

    fn edges(&mut self) {
        let sources = self.sources();
        let steps = &self.flow.steps;
        let orders = orders(steps, &sources);
        let mut edges = self.starts();
        for (at, step) in steps.iter().enumerate() {
            let mut edge = |kind: EdgeKind, mode: Mode, from: &str, to: &str| {
                let id = node(kind.id(), &step.step);
                edges.push(Edge { id, kind, mode, from: from.to_owned(), to: to.to_owned() });
            };
            let reached_by = sources.get(at).map_or(&[][..], Vec::as_slice);
            match (step.means.carrier, reached_by.first()) {
                (_, Some(source)) => {
                    let source = steps.get(*source).map_or(step.step.as_str(), |source| &source.step);
                    edge(EdgeKind::Deliver, Mode::Asynchronous, &node("event", source), &step.id);
                }
                (Carrier::Queue, None) => {
                    let queue = node("queue", &step.step);
                    edge(EdgeKind::Enqueue, Mode::Asynchronous, &step.caller, &queue);
                    edge(EdgeKind::Dequeue, Mode::Asynchronous, &queue, &step.id);
                }
                (Carrier::Event, None) => edge(EdgeKind::Call, Mode::Asynchronous, &step.caller, &step.id),
                _ => edge(EdgeKind::Call, Mode::Synchronous, &step.caller, &step.id),
            }
            if step.means.finishes_later {
                edge(EdgeKind::Tell, Mode::Asynchronous, &step.id, &step.caller);
            }
            if step.message.announces.is_some() {
                // If the flow begins with the event, its sender publishes it; otherwise the step does.
                let from = if reached_by == [at] { &step.caller } else { &step.id };
                edge(EdgeKind::Publish, Mode::Asynchronous, from, &node("event", &step.step));
            }
            let mut between = |kind: EdgeKind, mode: Mode, before: &Step, from: String| {
                // Escapes `:` in the first id, so that the first colon after the kind separates the two ids.
                let first = before.step.replace('%', "%25").replace(':', "%3A");
                let id = format!("{}:{first}:{}", kind.id(), step.step);
                edges.push(Edge { id, kind, mode, from, to: step.id.clone() });
            };
            for before in reached_by.iter().skip(1).filter_map(|before| steps.get(*before)) {
                between(EdgeKind::Deliver, Mode::Asynchronous, before, node("event", &before.step));
            }
            let mode = if step.waited_for { Mode::Synchronous } else { Mode::Asynchronous };
            for before in orders.get(at).into_iter().flatten().filter_map(|before| steps.get(*before)) {
                between(EdgeKind::After, mode, before, before.id.clone());
            }
        }
        self.flow.edges = edges;
    }

    /// The edges from the actor to every other participant that calls a first step of the sync prefix.
    fn starts(&self) -> Vec<Edge> {
        let Some(actor) = &self.flow.actor else { return Vec::new() };
        let first = self.flow.steps.iter().filter(|step| step.waited_for && step.after.is_empty());
        let askers: BTreeSet<&str> = first.map(|step| step.caller.as_str()).filter(|caller| caller != actor).collect();
        let askers = self.flow.participants.iter().filter(|participant| askers.contains(participant.id.as_str()));
        let edge = |asker: &Participant| Edge {
            id: node(EdgeKind::Start.id(), asker.participant.as_deref().unwrap_or(SYSTEM)),
            kind: EdgeKind::Start,
            mode: Mode::Synchronous,
            from: actor.clone(),
            to: asker.id.clone(),
        };
        askers.map(edge).collect()
    }

    fn roles(&mut self) {
        let mut roles: BTreeMap<&str, BTreeSet<Role>> = BTreeMap::new();
        let steps: BTreeMap<&str, &Step> = self.flow.steps.iter().map(|step| (step.id.as_str(), step)).collect();
        for edge in self.flow.edges.iter().filter(|e| matches!(e.kind, EdgeKind::Call | EdgeKind::Start)) {
            if edge.mode == Mode::Asynchronous {
                continue;
            }
            roles.entry(&edge.from).or_default().insert(Role::Caller);
            if edge.kind == EdgeKind::Start {
                roles.entry(&edge.to).or_default().insert(Role::Callee);
            }
            for place in steps.get(edge.to.as_str()).map_or(&[][..], |step| &step.places) {
                roles.entry(place).or_default().insert(Role::Callee);
            }
        }
        for channel in &self.flow.channels {
            if let Some(producer) = &channel.producer {
                roles.entry(producer).or_default().insert(Role::Producer);
            }
            for consumer in &channel.consumers {
                roles.entry(consumer).or_default().insert(Role::Consumer);
            }
        }
        let mut all: Vec<Vec<Role>> = Vec::with_capacity(self.flow.participants.len());
        for participant in &self.flow.participants {
            let mut own = roles.remove(participant.id.as_str()).unwrap_or_default();
            if !own.contains(&Role::Producer) && !own.contains(&Role::Consumer) {
                own.insert(Role::BrokerFree);
            }
            all.push(own.into_iter().collect());
        }
        for (participant, roles) in self.flow.participants.iter_mut().zip(all) {
            participant.roles = roles;
        }
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
        orders.push(before.iter().copied().filter(|before| !has(&implied, *before) && !announced(before)).collect());
        for before in before {
            if let Some(word) = implied.get_mut(before / 64) {
                *word |= 1 << (before % 64);
            }
        }
        ancestors.push(implied);
    }
    orders
}

#[cfg(test)]
mod tests;
