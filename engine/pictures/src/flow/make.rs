//! Builds flows: combines the model with the decisions of its assessment into nodes and edges.
//!
//! [`shape`] puts conditions and times into words, [`channels`] adds the events and queues, and [`edges`]
//! connects the nodes. This module decides nothing itself. If the assessment belongs to another model, steps are
//! missing but nothing fails. It must not know how a flow is put into words or drawn.

mod channels;
mod edges;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use super::{Changes, Consistency, EdgeKind, Flow, Message, Mode, Participant, Recovery, Role, Step, text};
use advice::assessment::{self, Assessment, Seen, StrongBy};
use advice::description::{self, ParticipantKind};
use advice::model::{FlowModel, Model, StepModel};
use advice::terms::{Level, Role as SagaRole, StyleMeaning};

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
        carriers: BTreeMap::new(),
        flow: Flow {
            id: id.to_owned(),
            name: text::shown(described.name.as_deref().unwrap_or(id)).to_owned(),
            verdict: whole.verdict,
            actor: None,
            trigger: described.trigger.as_ref().and_then(shape::trigger),
            participants: Vec::new(),
            steps: Vec::new(),
            channels: Vec::new(),
            edges: Vec::new(),
            sync_prefix: whole.sync_prefix.iter().map(|id| node("step", id)).collect(),
            commit_point: whole.commit_point.as_deref().map(|id| node("step", id)),
            strong: Vec::new(),
            recovery: Vec::new(),
            changes: Changes::default(),
            text: Vec::new(),
        },
    };
    maker.actor();
    maker.steps();
    maker.ways_out();
    maker.channels(assessment);
    let sources = maker.sources();
    maker.carry(&sources);
    maker.edges(&sources);
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
        let from = |step: &StepModel| step.from.filter(|from| !is_broker(model, *from));
        Self {
            asks: flow.actor.or_else(|| first().find_map(from)),
            does: first().find_map(|step| from(step).filter(|from| !is_person(from))),
        }
    }
}

/// Whether a participant only carries messages.
fn is_broker(model: &Model<'_>, index: usize) -> bool {
    model.participants().get(index).is_some_and(|known| known.kind == ParticipantKind::Broker)
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
    /// The names of the brokers that steps name, by the step's node: as caller and as owner.
    carriers: BTreeMap<String, [Option<String>; 2]>,
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
                of: known.of.and_then(|of| Some(text::shown(&self.model.participants().get(of)?.name).to_owned())),
                roles: Vec::new(),
            },
            None => Participant {
                id: SYSTEM.to_owned(),
                participant: None,
                name: "The system".to_owned(),
                kind: ParticipantKind::Service,
                of: None,
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
            let drawn = self.step(step, described, id, assessed, number);
            if drawn.strong {
                self.flow.strong.push(drawn.id.clone());
            }
            self.flow.steps.push(drawn);
        }
    }

    fn step(
        &mut self,
        step: &StepModel,
        described: &description::Step,
        id: &str,
        assessed: &assessment::Step<'_>,
        number: u32,
    ) -> Step {
        let broker = self.brokers(step);
        let from = step.from.filter(|_| broker[0].is_none());
        let caller = match (&broker[0], self.owner_before(step)) {
            (Some(_), Some(owner)) => owner,
            _ => self.participant(from.or(self.entry.asks)),
        };
        let to = self.nodes_of(&step.to);
        let places = match (&broker[1], to.is_empty()) {
            (_, false) => to.clone(),
            // Whoever hands something to a broker does the step itself.
            (Some(_), true) => vec![caller.clone()],
            (None, true) => vec![self.participant(self.entry.does)],
        };
        if broker.iter().any(Option::is_some) {
            self.carriers.insert(node("step", id), broker);
        }
        let before = |index: &usize| self.id_of(*index).filter(|before| self.assessed.contains_key(before));
        let after: Vec<String> = step.after.iter().filter_map(before).map(|before| node("step", before)).collect();
        let undoes = step.undoes.as_ref().and_then(before).map(|before| node("step", before));
        Step {
            id: node("step", id),
            step: id.to_owned(),
            number,
            action: text::shown(&described.action).to_owned(),
            from: from.map(|from| self.participant(Some(from))),
            to,
            caller,
            places,
            join: described.join.filter(|_| after.len() > 1),
            after,
            guard: shape::guard(described, self.described),
            way_out: step.is_way_out(),
            starts: described.starts.as_ref().map(|starts| format!("after {}", starts.after.in_words())),
            within: described.within.as_ref().map(|limit| format!("within {}", limit.in_words())),
            repeats: described.repeats.as_deref().map(|thing| format!("for each {}", text::shown(thing))),
            undoes,
            tells: self.nodes_of(&step.tells),
            verdict: assessed.verdict,
            style: assessed.style.to_string(),
            means: self.model.rulebook().style_meaning(&assessed.style).unwrap_or(StyleMeaning::CALL),
            waited_for: self.prefix.contains(id),
            commit_point: self.commit == Some(id),
            strong: assessed.consistency.level == Level::Strong,
            consistency: self.consistency(assessed),
            message: Message {
                kind: assessed.message.kind,
                name: assessed.message.name.to_string(),
                announces: assessed.message.announces.as_deref().map(str::to_owned),
            },
        }
    }

    /// The nodes of participants, each once, without brokers.
    fn nodes_of(&mut self, participants: &[usize]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut nodes = Vec::with_capacity(participants.len());
        for &index in participants {
            if !is_broker(self.model, index) && seen.insert(index) {
                nodes.push(self.participant(Some(index)));
            }
        }
        nodes
    }

    /// The names of the brokers that a step names as its caller, and among its owners and hearers.
    fn brokers(&self, step: &StepModel) -> [Option<String>; 2] {
        let name = |index: usize| {
            let known = self.model.participants().get(index).filter(|_| is_broker(self.model, index))?;
            Some(text::shown(&known.name).to_owned())
        };
        [step.from.and_then(name), step.to.iter().chain(&step.tells).copied().find_map(name)]
    }

    /// The owner of the step that comes last before this one.
    fn owner_before(&self, step: &StepModel) -> Option<String> {
        let before = step.after.last().and_then(|index| self.id_of(*index)).map(|id| node("step", id))?;
        self.flow.steps.iter().find(|known| known.id == before)?.places.first().cloned()
    }

    /// Marks the steps that only follow steps that are ways out themselves.
    fn ways_out(&mut self) {
        let mut out: BTreeSet<String> = BTreeSet::new();
        for step in &mut self.flow.steps {
            step.way_out |= !step.after.is_empty() && step.after.iter().all(|before| out.contains(before));
            if step.way_out {
                out.insert(step.id.clone());
            }
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
        // What a step of the flow undoes is shown there.
        let is_undone = |id: &str| {
            let undone = node("step", id);
            flow.steps.iter().any(|step| step.undoes.as_ref() == Some(&undone))
        };
        let undone = saga.steps.iter().rev().filter(|step| step.role == SagaRole::Compensable);
        let undone = undone.filter(|step| !is_undone(&step.step));
        let undone =
            undone.filter_map(|step| recovery(&step.step, Some(step.compensation.as_deref()?), conductor.as_ref()));
        let late = saga.in_between.iter().filter(|seen| seen.seen == Seen::NotYet);
        let repeated = late.filter_map(|seen| recovery(seen.until.as_deref()?, None, None));
        self.flow.recovery = undone.chain(repeated).collect();
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
            let mut its_roles = roles.remove(participant.id.as_str()).unwrap_or_default();
            if !its_roles.contains(&Role::Producer) && !its_roles.contains(&Role::Consumer) {
                its_roles.insert(Role::BrokerFree);
            }
            all.push(its_roles.into_iter().collect());
        }
        for (participant, roles) in self.flow.participants.iter_mut().zip(all) {
            participant.roles = roles;
        }
    }
}

#[cfg(test)]
mod tests;
