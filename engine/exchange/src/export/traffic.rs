//! Who sends what to whom in the whole system: participants, channels and calls, gathered from all flows.
//!
//! A message that several flows use is one message here. This module must not know any format.

use std::collections::BTreeMap;

use advice::assessment::{self, Delivery, MessageKind};
use advice::description::{self, Field, Outcome, ParticipantKind};
use advice::terms::Carrier;
use pictures::flow::{self, ChannelKind, EdgeKind, Flow, TriggerKind, shown};

use super::Subject;
use super::names::{Names, kebab};
use crate::document::Document;
use crate::event;

/// The whole system's traffic.
#[derive(Debug)]
pub(super) struct Traffic<'a> {
    /// Everybody who takes part; the others refer to them by index.
    pub(super) parties: Vec<Party<'a>>,
    /// Every step, flow by flow; the others refer to them by index.
    pub(super) steps: Vec<Step<'a>>,
    /// Events and queues, in the order in which the flows use them.
    pub(super) channels: Vec<Channel<'a>>,
    /// Calls of a service or of somebody else's system, in the order of the flows.
    pub(super) calls: Vec<Call>,
    /// The flows as graphs.
    pub(super) flows: Vec<Flow>,
}

/// Somebody who takes part.
#[derive(Debug)]
pub(super) struct Party<'a> {
    /// The id in the description; none for the participant whom no step names.
    pub(super) id: Option<&'a str>,
    /// A name that every format takes, unique among the participants.
    pub(super) key: String,
    /// The name for people.
    pub(super) name: &'a str,
    /// What it is.
    pub(super) kind: ParticipantKind,
    /// The team that owns it.
    pub(super) team: Option<&'a str>,
    /// Whose data it copies.
    pub(super) of: Option<usize>,
}

/// A step with what was decided about it.
#[derive(Debug)]
pub(super) struct Step<'a> {
    /// The flow.
    pub(super) flow: &'a description::Flow,
    /// The step as it was described.
    pub(super) described: &'a description::Step,
    /// The step as it was assessed.
    pub(super) assessed: &'a assessment::Step<'a>,
}

/// A participant at one end of a channel, and the steps for which it is there.
#[derive(Debug)]
pub(super) struct End {
    /// The participant.
    pub(super) party: usize,
    /// The steps, perhaps none: somebody may only hear of an event.
    pub(super) steps: Vec<usize>,
}

/// An event or a queue.
#[derive(Debug)]
pub(super) struct Channel<'a> {
    /// Whether it carries an event or a command.
    pub(super) kind: ChannelKind,
    /// The message's name.
    pub(super) name: String,
    /// A name that every format takes, unique among the messages.
    pub(super) key: String,
    /// Who sends.
    pub(super) senders: Vec<End>,
    /// Who receives.
    pub(super) receivers: Vec<End>,
    /// The brokers that carry it, by name.
    pub(super) through: Vec<String>,
    /// The step that an event reports or a command asks for; none for an event of somebody else.
    pub(super) step: Option<usize>,
    /// The outcome of the step that an event reports.
    pub(super) outcome: Outcome,
    /// How it is delivered.
    pub(super) delivery: Option<&'a Delivery<'a>>,
    /// The schema of an event.
    pub(super) schema: Option<Document>,
    /// The messages of which one tells the sender the outcome.
    pub(super) replies: Vec<Reply>,
}

/// A message that tells the sender of a command its outcome.
#[derive(Debug)]
pub(super) struct Reply {
    /// Its name.
    pub(super) name: String,
    /// A name that every format takes, unique among the messages.
    pub(super) key: String,
    /// The outcome.
    pub(super) outcome: Outcome,
}

/// A call of one participant, perhaps made in several steps.
#[derive(Debug)]
pub(super) struct Call {
    /// The message's name.
    pub(super) name: String,
    /// A name that every format takes, unique among the messages.
    pub(super) key: String,
    /// Who is called.
    pub(super) owner: usize,
    /// Who calls.
    pub(super) callers: Vec<usize>,
    /// The steps that make the call; never empty.
    pub(super) steps: Vec<usize>,
    /// Whether it is a question that changes nothing.
    pub(super) only_asks: bool,
    /// Whether the caller gets a receipt at once and the outcome later.
    pub(super) finishes_later: bool,
}

/// Every step with what was decided about it, flow by flow.
pub(super) fn steps<'a>(subject: &Subject<'a>) -> Vec<Step<'a>> {
    let described = subject.model.description().flows.iter();
    let described = described.flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
    let assessed = described.zip(&subject.assessment.steps);
    assessed.map(|((flow, described), assessed)| Step { flow, described, assessed }).collect()
}

impl<'a> Traffic<'a> {
    /// Gathers the traffic of a system.
    pub(super) fn of(subject: &Subject<'a>) -> Self {
        let mut gatherer = Gatherer::new(subject);
        let flows = flow::flows(subject.model, subject.assessment);
        for flow in &flows {
            gatherer.flow(flow);
        }
        let Gatherer { parties, steps, channels, calls, .. } = gatherer;
        Self { parties, steps, channels, calls, flows }
    }
}

impl Step<'_> {
    /// The name of its flow for people.
    pub(super) fn flow_name(&self) -> &str {
        shown(self.flow.name.as_deref().or(self.flow.id.as_deref()).unwrap_or_default())
    }

    /// What happens.
    pub(super) fn action(&self) -> &str {
        shown(&self.described.action)
    }

    /// What its message carries.
    pub(super) fn fields(&self) -> &[Field] {
        &self.described.fields
    }
}

impl Channel<'_> {
    /// Whether it carries an event.
    pub(super) fn is_event(&self) -> bool {
        self.kind == ChannelKind::Event
    }
}

/// What the nodes of a flow stand for.
struct Nodes<'f> {
    parties: BTreeMap<&'f str, usize>,
    steps: BTreeMap<&'f str, (usize, &'f flow::Step)>,
    /// The edges that begin at a node.
    edges: BTreeMap<&'f str, Vec<&'f flow::Edge>>,
}

impl Nodes<'_> {
    fn parties(&self, nodes: &[String]) -> Vec<usize> {
        nodes.iter().filter_map(|node| self.parties.get(node.as_str()).copied()).collect()
    }
}

struct Gatherer<'a> {
    /// How the message of this name is delivered in this flow.
    delivery_of: BTreeMap<(&'a str, &'a str), &'a Delivery<'a>>,
    /// The schema of the event of this name.
    schema_of: BTreeMap<&'a str, Document>,
    parties: Vec<Party<'a>>,
    /// The participant with this id in the description; the one without a name has none.
    party_of: BTreeMap<Option<&'a str>, usize>,
    party_names: Names,
    steps: Vec<Step<'a>>,
    /// The step of this flow with this id.
    step_of: BTreeMap<(&'a str, &'a str), usize>,
    channels: Vec<Channel<'a>>,
    /// A command of the same name for somebody else goes to another queue.
    channel_of: BTreeMap<(bool, String, Vec<usize>), usize>,
    calls: Vec<Call>,
    call_of: BTreeMap<(usize, String), usize>,
    message_names: Names,
}

impl<'a> Gatherer<'a> {
    fn new(subject: &Subject<'a>) -> Self {
        let mut party_names = Names::default();
        let known = subject.model.participants();
        let parties: Vec<Party<'a>> = known
            .iter()
            .map(|known| Party {
                id: Some(&known.id),
                key: party_names.give(&known.id, "participant"),
                name: shown(&known.name),
                kind: known.kind,
                team: known.team.as_deref(),
                of: known.of,
            })
            .collect();
        let party_of = parties.iter().enumerate().map(|(index, party)| (party.id, index)).collect();
        let steps = steps(subject);
        let step_of = steps
            .iter()
            .enumerate()
            .map(|(index, step)| ((step.assessed.flow.as_ref(), step.assessed.step.as_ref()), index))
            .collect();
        let mut delivery_of = BTreeMap::new();
        for step in &subject.assessment.steps {
            if let Some(delivery) = &step.delivery {
                delivery_of.entry((step.flow.as_ref(), delivery.message.as_ref())).or_insert(delivery);
            }
        }
        let mut schema_of = BTreeMap::new();
        for contract in event::contracts(subject.assessment) {
            schema_of.entry(contract.name).or_insert_with(|| event::embedded(&contract.schema));
        }
        Self {
            delivery_of,
            schema_of,
            parties,
            party_of,
            party_names,
            steps,
            step_of,
            channels: Vec::new(),
            channel_of: BTreeMap::new(),
            calls: Vec::new(),
            call_of: BTreeMap::new(),
            message_names: Names::default(),
        }
    }

    /// The participant with this id; the unnamed one is added when it is first needed.
    fn party(&mut self, id: Option<&str>) -> usize {
        if let Some(known) = self.party_of.get(&id) {
            return *known;
        }
        let key = self.party_names.give("system", "system");
        let kind = ParticipantKind::Service;
        self.parties.push(Party { id: None, key, name: "The system", kind, team: None, of: None });
        let index = self.parties.len() - 1;
        self.party_of.insert(None, index);
        index
    }

    fn flow(&mut self, flow: &Flow) {
        let at = self.places(flow);
        self.trigger(flow, &at);
        for channel in &flow.channels {
            self.carried(flow, channel, &at);
        }
        for step in &flow.steps {
            self.call(step, &at);
        }
    }

    /// What the nodes of a flow stand for.
    fn places<'f>(&mut self, flow: &'f Flow) -> Nodes<'f> {
        let party = |known: &'f flow::Participant| (known.id.as_str(), self.party(known.participant.as_deref()));
        let parties = flow.participants.iter().map(party).collect();
        let index = |step: &'f flow::Step| {
            let index = self.step_of.get(&(flow.id.as_str(), step.step.as_str()))?;
            Some((step.id.as_str(), (*index, step)))
        };
        let steps = flow.steps.iter().filter_map(index).collect();
        let mut edges: BTreeMap<&str, Vec<&flow::Edge>> = BTreeMap::new();
        for edge in &flow.edges {
            edges.entry(&edge.from).or_default().push(edge);
        }
        Nodes { parties, steps, edges }
    }

    /// Adds a channel of a flow.
    fn carried(&mut self, flow: &Flow, channel: &flow::Channel, at: &Nodes<'_>) {
        let step = at.steps.get(channel.step.as_str()).map(|(index, _)| *index);
        let receivers = at.parties(&channel.consumers);
        let index = self.channel(channel.kind, &channel.name, &receivers);
        let known = &mut self.channels[index];
        if let Some(sender) = channel.producer.as_ref().and_then(|node| at.parties.get(node.as_str())) {
            add_end(&mut known.senders, *sender, step);
        }
        for &receiver in &receivers {
            add_end(&mut known.receivers, receiver, None);
        }
        let into = at.edges.get(channel.id.as_str()).map_or(&[][..], Vec::as_slice);
        for edge in into.iter().filter(|edge| matches!(edge.kind, EdgeKind::Deliver | EdgeKind::Dequeue)) {
            let Some((index, step)) = at.steps.get(edge.to.as_str()) else { continue };
            for place in at.parties(&step.places).into_iter().filter(|place| receivers.contains(place)) {
                add_end(&mut known.receivers, place, Some(*index));
            }
        }
        if let Some(through) = channel.through.as_ref().filter(|name| !known.through.contains(name)) {
            known.through.push(through.clone());
        }
        if known.step.is_none() {
            (known.step, known.outcome) = (step, channel.outcome);
        }
        let of = (flow.id.as_str(), channel.name.as_str());
        known.delivery = known.delivery.or(self.delivery_of.get(&of).copied());
        if channel.kind == ChannelKind::Event {
            if known.schema.is_none() {
                known.schema = self.schema_of.get(channel.name.as_str()).cloned();
            }
            return;
        }
        for reply in step.map_or(&[][..], |step| &self.steps[step].assessed.message.replies) {
            if known.replies.iter().all(|given| given.name != reply.name) {
                let key = self.message_names.give(&reply.name, "Reply");
                known.replies.push(Reply { name: reply.name.to_string(), key, outcome: reply.outcome });
            }
        }
    }

    /// The index of a message's channel; for a command, of the one that these receivers take it from.
    fn channel(&mut self, kind: ChannelKind, name: &str, receivers: &[usize]) -> usize {
        let is_event = kind == ChannelKind::Event;
        let of = (is_event, name.to_owned(), if is_event { Vec::new() } else { receivers.to_vec() });
        if let Some(known) = self.channel_of.get(&of) {
            return *known;
        }
        let key = self.message_names.give(name, if is_event { "Event" } else { "Command" });
        self.channels.push(Channel {
            kind,
            name: name.to_owned(),
            key,
            senders: Vec::new(),
            receivers: Vec::new(),
            through: Vec::new(),
            step: None,
            outcome: Outcome::Done,
            delivery: None,
            schema: None,
            replies: Vec::new(),
        });
        self.channel_of.insert(of, self.channels.len() - 1);
        self.channels.len() - 1
    }

    /// Adds the event that sets a flow off.
    fn trigger(&mut self, flow: &Flow, at: &Nodes<'_>) {
        let is_event = |trigger: &&flow::Trigger| trigger.kind == TriggerKind::Event;
        let Some(trigger) = flow.trigger.as_ref().filter(is_event) else { return };
        let index = self.channel(ChannelKind::Event, &trigger.name, &[]);
        for edge in at.edges.get(trigger.id.as_str()).map_or(&[][..], Vec::as_slice) {
            let Some((step, node)) = at.steps.get(edge.to.as_str()) else { continue };
            for place in at.parties(&node.places) {
                add_end(&mut self.channels[index].receivers, place, Some(*step));
            }
        }
    }

    /// Adds the calls that a step makes: one for each service or outside system that does it.
    fn call(&mut self, step: &flow::Step, at: &Nodes<'_>) {
        let (Some((index, _)), Some(&caller)) = (at.steps.get(step.id.as_str()), at.parties.get(step.caller.as_str()))
        else {
            return;
        };
        if step.means.carrier != Carrier::Call {
            return;
        }
        for owner in at.parties(&step.places) {
            let kind = self.parties[owner].kind;
            if owner == caller || !matches!(kind, ParticipantKind::Service | ParticipantKind::External) {
                continue;
            }
            let of = (owner, step.message.name.clone());
            let known = if let Some(known) = self.call_of.get(&of) {
                *known
            } else {
                let is_query = step.message.kind == MessageKind::Query;
                self.calls.push(Call {
                    name: step.message.name.clone(),
                    key: self.message_names.give(&step.message.name, "Call"),
                    owner,
                    callers: Vec::new(),
                    steps: Vec::new(),
                    only_asks: step.means.only_asks || is_query,
                    finishes_later: false,
                });
                self.call_of.insert(of, self.calls.len() - 1);
                self.calls.len() - 1
            };
            let known = &mut self.calls[known];
            known.finishes_later |= step.means.finishes_later;
            if !known.callers.contains(&caller) {
                known.callers.push(caller);
            }
            if !known.steps.contains(index) {
                known.steps.push(*index);
            }
        }
    }
}

/// Adds a participant to one end of a channel, and a step for which it is there.
fn add_end(ends: &mut Vec<End>, party: usize, step: Option<usize>) {
    let at = ends.iter().position(|end| end.party == party).unwrap_or_else(|| {
        ends.push(End { party, steps: Vec::new() });
        ends.len() - 1
    });
    let steps = &mut ends[at].steps;
    steps.extend(step.filter(|step| !steps.contains(step)));
}

impl Call {
    /// The path of the call: the one who is called, and what is asked.
    pub(super) fn path(&self, owner: &Party<'_>) -> String {
        format!("/{}/{}", owner.key, kebab(&self.key))
    }
}
