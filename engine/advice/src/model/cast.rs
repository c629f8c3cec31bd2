//! The cast: every participant of a system, declared or only named.
//!
//! This module must not know what a participant does.

use std::collections::BTreeSet;

use crate::description::{self, Description, ParticipantKind};

use super::{FlowModel, Ids, Participant};

/// All participants: first the declared ones, then those that are only named, in the order in which they are
/// named.
#[derive(Debug)]
pub(crate) struct Cast {
    participants: Vec<Participant>,
    /// The number of declared participants.
    declared: usize,
    pub(crate) ids: Ids,
}

/// The participants that a step names, by index.
pub(super) struct Named {
    /// Who asks for it.
    pub(super) from: Option<usize>,
    /// Who does it.
    pub(super) to: Vec<usize>,
    /// Who only needs to hear of it.
    pub(super) tells: Vec<usize>,
}

impl Cast {
    /// The cast of a description whose ids are all explicit.
    pub(crate) fn of(description: &Description) -> Self {
        let mut cast = Self::declared(&description.participants);
        for flow in &description.flows {
            for step in &flow.steps {
                cast.named_by_step(step);
            }
            cast.named_by_flow(flow);
        }
        cast
    }

    /// A cast of the declared participants only.
    pub(super) fn declared(declared: &[description::Participant]) -> Self {
        let mut cast = Self { participants: Vec::new(), declared: declared.len(), ids: Ids::default() };
        for (index, participant) in declared.iter().enumerate() {
            let id = participant.id.clone().unwrap_or_default();
            let name = participant.name.clone().unwrap_or_else(|| id.clone());
            cast.ids.claim(&id, index);
            let kind = participant.kind.unwrap_or(ParticipantKind::Service);
            cast.participants.push(Participant { id, name, kind, of: None, team: participant.team.clone() });
        }
        cast
    }

    /// The participants of a step, by index. Adds those that are new.
    pub(super) fn named_by_step(&mut self, step: &description::Step) -> Named {
        let from = step.from.as_deref().map(|id| self.named(id, ParticipantKind::Service));
        Named { from, to: self.all_named(&step.to), tells: self.all_named(&step.tells) }
    }

    /// The participants with these ids, each once.
    fn all_named(&mut self, ids: &[String]) -> Vec<usize> {
        let mut named: Vec<usize> = Vec::with_capacity(ids.len());
        let mut known = BTreeSet::new();
        for id in ids.iter().filter(|id| !id.is_empty()) {
            let participant = self.named(id, ParticipantKind::Service);
            if known.insert(participant) {
                named.push(participant);
            }
        }
        named
    }

    /// The participant who triggers a flow, by index. An actor that no step has named is added as a person.
    pub(super) fn named_by_flow(&mut self, flow: &description::Flow) -> Option<usize> {
        flow.actor.as_deref().map(|id| self.named(id, ParticipantKind::Person))
    }

    fn named(&mut self, id: &str, otherwise: ParticipantKind) -> usize {
        if let Some(index) = self.find(id) {
            return index;
        }
        let index = self.participants.len();
        self.ids.claim(id, index);
        self.participants.push(Participant {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: otherwise,
            of: None,
            team: None,
        });
        index
    }

    /// Index of the participant with this id.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        self.ids.find(id)
    }

    /// Takes as a person each actor that is not declared and that no step names as somebody who does it or
    /// hears of it: no service of the system acts for it.
    pub(super) fn take_actors_as_persons(&mut self, flows: &[FlowModel]) {
        let named: BTreeSet<usize> = flows
            .iter()
            .flat_map(|flow| &flow.steps)
            .flat_map(|step| step.to.iter().chain(&step.tells))
            .copied()
            .collect();
        for actor in flows.iter().filter_map(|flow| flow.actor) {
            if !self.is_declared(actor) && !named.contains(&actor) {
                self.participants[actor].kind = ParticipantKind::Person;
            }
        }
    }

    /// Notes whose data a declared participant copies.
    pub(super) fn copies(&mut self, index: usize, of: usize) {
        self.participants[index].of = Some(of);
    }

    /// Whether a participant is declared and not only named.
    pub(crate) fn is_declared(&self, index: usize) -> bool {
        index < self.declared
    }

    /// All participants, the declared ones first.
    pub(crate) fn participants(&self) -> &[Participant] {
        &self.participants
    }

    /// All participants, the declared ones first.
    pub(super) fn into_participants(self) -> Vec<Participant> {
        self.participants
    }
}
