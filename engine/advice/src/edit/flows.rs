//! Edits of flows.

use crate::description::{Flow, LIMITS, ParticipantKind, Period, Trigger, words};
use crate::fault::Code;
use crate::model::Ids;

use super::{Draft, SetOff, missing, shift};

impl Draft {
    /// Index of the flow with this id. Records a fault if there is none.
    pub(super) fn flow(&mut self, id: &str) -> Option<usize> {
        let ids = || self.description.flows.iter().map(|flow| flow.id.as_deref().unwrap_or_default());
        let found = ids().position(|known| known == id);
        if found.is_none() {
            self.faults.push(missing("/flow", "flow", id, ids()));
        }
        found
    }

    pub(super) fn add_flow(&mut self, name: &str, actor: &str, set_off: &SetOff) {
        let name = self.name("/name", name);
        let actor = self.actor(actor);
        let trigger = self.trigger(set_off, None);
        let count = self.description.flows.len();
        if count >= LIMITS.flows {
            let message = format!("There are {count} flows already, and that is the limit.");
            self.fault("", Code::LimitPassed, message, "Describe a part of the system by itself.");
        }
        let Some(name) = name else { return };
        let ids = self.description.flows.iter().map(|flow| flow.id.as_deref());
        let id = Ids::of(ids).derive(&name, count, "flow");
        let flow = Flow { id: Some(id), name: Some(name), actor, trigger, ..Flow::default() };
        self.description.flows.push(flow);
    }

    pub(super) fn change_flow(&mut self, flow: &str, name: &str, actor: &str) {
        let flow = self.flow(flow);
        let name = self.name("/name", name);
        let actor = self.actor(actor);
        let (Some(flow), Some(name)) = (flow, name) else { return };
        let flow = &mut self.description.flows[flow];
        flow.name = Some(name);
        flow.actor = actor;
    }

    pub(super) fn change_trigger(&mut self, flow: &str, set_off: &SetOff) {
        let Some(flow) = self.flow(flow) else { return };
        let was = self.description.flows[flow].trigger.clone().unwrap_or_default();
        self.description.flows[flow].trigger = self.trigger(set_off, was.every);
    }

    /// What sets off a flow, as it is typed. A period that is typed as `was` in words stays as it was written.
    fn trigger(&mut self, set_off: &SetOff, was: Option<Period>) -> Option<Trigger> {
        let every = self.period("/trigger/every", &set_off.every, was);
        let event = self.name_if_any("/trigger/event", &set_off.event);
        if !set_off.every.trim().is_empty() && !set_off.event.trim().is_empty() {
            self.fault("/trigger", Code::TooManyFields, words::NO_TRIGGER.to_owned(), "Empty one of the two fields.");
        }
        (every.is_some() || event.is_some()).then_some(Trigger { every, event })
    }

    fn actor(&mut self, written: &str) -> Option<String> {
        let mut names = self.names();
        self.participant_meant(&mut names, "/actor", written, ParticipantKind::Person)
    }

    pub(super) fn move_flow(&mut self, flow: &str, to: usize) {
        if let Some(flow) = self.flow(flow) {
            shift(&mut self.description.flows, flow, to);
        }
    }

    pub(super) fn remove_flow(&mut self, flow: &str) {
        if let Some(flow) = self.flow(flow) {
            self.description.flows.remove(flow);
        }
    }
}
