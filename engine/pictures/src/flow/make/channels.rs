//! Adds the events and the queues of a flow, and finds which events set off which steps.
//!
//! This module must not know how nodes are connected.

use std::collections::BTreeMap;

use super::super::{Channel, ChannelKind, Step};
use super::{Maker, node};
use advice::assessment::{self, Assessment, MessageKind, Outcome};
use advice::terms::Carrier;

/// Whether a step is set off by a timer of the participant that does it, so that nothing has to be sent.
pub(super) fn has_own_timer(step: &Step) -> bool {
    step.means.is_timed && step.places.contains(&step.caller)
}

impl Maker<'_, '_> {
    /// Adds a channel for every command on a queue and for every event.
    pub(super) fn channels(&mut self, assessment: &Assessment<'_>) {
        let mut events: BTreeMap<&str, Vec<&assessment::Event<'_>>> = BTreeMap::new();
        for event in assessment.events.iter().filter(|event| event.flow == self.flow.id) {
            events.entry(event.step.as_ref()).or_default().push(event);
        }
        let known: BTreeMap<&str, &str> = self
            .flow
            .participants
            .iter()
            .filter_map(|known| Some((known.participant.as_deref()?, known.id.as_str())))
            .collect();
        let mut channels = Vec::new();
        for step in &self.flow.steps {
            if step.means.carrier == Carrier::Queue && !has_own_timer(step) {
                channels.push(queue(step, !step.places.iter().any(|place| self.flow.is_ours(place))));
            }
            let of_step = events.get(step.step.as_str()).map_or(&[][..], Vec::as_slice);
            channels.extend(facts(step, of_step, &known));
        }
        self.flow.channels = channels;
    }

    /// For each step whose message is an event, the indices of the channels that set it off.
    ///
    /// On every path backwards the search stops at the nearest step that publishes an event. The event that gives
    /// the message its name comes first. If no such event is found, an event of this name that reports the step
    /// itself is its source, and any other step has no source. A step that no service of ours does has none.
    pub(super) fn sources(&self) -> Vec<Vec<usize>> {
        let steps = &self.flow.steps;
        let index: BTreeMap<&str, usize> = steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let mut published: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
        for (at, channel) in self.flow.channels.iter().enumerate() {
            let step = index.get(channel.step.as_str()).filter(|_| channel.kind == ChannelKind::Event);
            if let Some(known) = step.and_then(|step| published.get_mut(*step)) {
                known.push(at);
            }
        }
        steps.iter().enumerate().map(|(at, step)| self.sources_of(at, step, &index, &published)).collect()
    }

    fn sources_of(
        &self,
        at: usize,
        step: &Step,
        index: &BTreeMap<&str, usize>,
        published: &[Vec<usize>],
    ) -> Vec<usize> {
        let (steps, channels) = (&self.flow.steps, &self.flow.channels);
        if step.message.kind != MessageKind::Event || !step.places.iter().any(|place| self.flow.is_ours(place)) {
            return Vec::new();
        }
        let is_named = |channel: &usize| channels.get(*channel).is_some_and(|known| known.name == step.message.name);
        let hears = |channel: &usize| {
            let consumers = channels.get(*channel).map_or(&[][..], |known| &known.consumers);
            consumers.iter().any(|consumer| step.places.contains(consumer))
        };
        let facts_of = |before: usize| {
            let guard = step
                .guard
                .as_ref()
                .filter(|guard| guard.step.as_ref().is_some_and(|known| index.get(known.as_str()) == Some(&before)));
            let outcome = guard.map_or(Outcome::Done, |guard| guard.outcome);
            let of_step = published.get(before).map_or(&[][..], Vec::as_slice);
            let ended = |channel: &&usize| channels.get(**channel).is_some_and(|known| known.outcome == outcome);
            of_step.iter().filter(ended).copied().collect::<Vec<usize>>()
        };
        let mut found: Vec<usize> = Vec::new();
        let mut seen = vec![false; steps.len()];
        let mut here = vec![step];
        while let Some(step) = here.pop() {
            for &before in step.after.iter().filter_map(|before| index.get(before.as_str())) {
                if seen.get_mut(before).is_none_or(|seen| std::mem::replace(seen, true)) {
                    continue;
                }
                let facts = facts_of(before);
                let fact = facts.iter().copied().find(is_named).or_else(|| facts.iter().copied().find(hears));
                match fact {
                    Some(fact) => found.push(fact),
                    None if facts.is_empty() => here.extend(steps.get(before)),
                    None => {}
                }
            }
        }
        if !found.iter().any(is_named) {
            let own = published.get(at).into_iter().flatten().copied().find(is_named);
            return own.into_iter().collect();
        }
        found.sort_by_key(|channel| (!is_named(channel), *channel));
        found
    }

    /// Notes which broker carries each channel.
    pub(super) fn carry(&mut self, sources: &[Vec<usize>]) {
        if self.carriers.is_empty() {
            return;
        }
        let mut through: Vec<Option<String>> = vec![None; self.flow.channels.len()];
        for (at, channel) in self.flow.channels.iter().enumerate() {
            let [caller, owner] = self.carriers.get(&channel.step).cloned().unwrap_or_default();
            let is_queue = channel.kind == ChannelKind::Queue;
            if let Some(known) = through.get_mut(at) {
                *known = owner.or(caller.filter(|_| is_queue));
            }
        }
        for (step, sources) in self.flow.steps.iter().zip(sources) {
            let Some([Some(broker), _]) = self.carriers.get(&step.id) else { continue };
            for source in sources {
                if let Some(known) = through.get_mut(*source) {
                    known.get_or_insert_with(|| broker.clone());
                }
            }
        }
        for (channel, through) in self.flow.channels.iter_mut().zip(through) {
            channel.through = through;
        }
    }
}

/// The queue of a step. Whoever takes nothing from queues of ours has the caller as its adapter.
fn queue(step: &Step, is_adapted: bool) -> Channel {
    Channel {
        id: node("queue", &step.step),
        kind: ChannelKind::Queue,
        name: step.message.name.clone(),
        step: step.id.clone(),
        producer: Some(step.caller.clone()),
        consumers: if is_adapted { vec![step.caller.clone()] } else { step.places.clone() },
        outcome: Outcome::Done,
        through: None,
    }
}

/// The events that report a step, first the one that the step announces.
fn facts(step: &Step, events: &[&assessment::Event<'_>], known: &BTreeMap<&str, &str>) -> Vec<Channel> {
    let node_of = |id: &str| known.get(id).map(|node| (*node).to_owned());
    let announced = step.message.announces.as_deref();
    let is_announced =
        |event: &&assessment::Event<'_>| event.outcome == Outcome::Done && Some(event.name.as_ref()) == announced;
    // If another participant tells the same fact to somebody, nobody listens to this one.
    let is_told = |event: &assessment::Event<'_>| {
        let tells_same = |other: &&assessment::Event<'_>| {
            (&other.name, other.outcome) == (&event.name, event.outcome) && !other.consumers.is_empty()
        };
        event.consumers.is_empty() && events.iter().any(tells_same)
    };
    let mut sorted: Vec<&assessment::Event<'_>> = events.iter().copied().filter(|event| !is_told(event)).collect();
    sorted.sort_by_key(|event| !is_announced(event));
    let mut facts: Vec<Channel> = Vec::with_capacity(sorted.len());
    let mut add = |name: &str, event: Option<&assessment::Event<'_>>| {
        let kind = if facts.is_empty() { "event".to_owned() } else { format!("event-{}", facts.len() + 1) };
        let consumers = event.map_or(&[][..], |event| &event.consumers);
        facts.push(Channel {
            id: node(&kind, &step.step),
            kind: ChannelKind::Event,
            name: name.to_owned(),
            step: step.id.clone(),
            producer: event.and_then(|event| event.producer.as_deref()).and_then(node_of),
            consumers: consumers.iter().filter_map(|id| node_of(id)).collect(),
            outcome: event.map_or(Outcome::Done, |event| event.outcome),
            through: None,
        });
    };
    if let Some(name) = announced.filter(|_| !sorted.first().is_some_and(is_announced)) {
        add(name, None);
    }
    for event in sorted {
        add(&event.name, Some(event));
    }
    facts
}
