//! A flow as a graph (wire type): participants, numbered steps and channels as nodes, and edges between them.
//!
//! [`flows`] builds it once from a model and its assessment; every picture reads it. This module must decide
//! nothing and must not know how a flow is drawn: the modules below do that.

mod chart;
mod course;
mod gather;
mod ids;
pub mod legend;
mod make;
mod sequence;
mod text;
mod writer;

pub mod changes;
pub mod drawing;
pub mod layout;
pub mod view;

use std::collections::BTreeMap;

use serde::Serialize;

use advice::assessment::MessageKind;
use advice::description::{Join, Outcome, ParticipantKind};
use advice::terms::{Level, StyleMeaning, Verdict};

use changes::Changes;

pub use make::{find, flows};
pub use text::shown;

/// Declares the forms (output formats) of a picture: one line and one module for each.
macro_rules! forms {
    ($($module:ident: $form:ident,)*) => {
        $(pub mod $module;)*

        /// The formats in which a view can be written.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Form {
            $(#[doc = concat!("Written by [`", stringify!($module), "`].")] $form,)*
        }

        impl Form {
            /// Every form.
            pub const ALL: &[Self] = &[$(Self::$form),*];

            /// The form's name on the wire.
            pub fn id(self) -> &'static str {
                match self { $(Self::$form => stringify!($module),)* }
            }

            /// The writer of this form.
            fn writer(self) -> &'static writer::Writer {
                match self { $(Self::$form => &$module::WRITER,)* }
            }
        }
    };
}

forms! {
    svg: Svg,
    mermaid: Mermaid,
    plantuml: Plantuml,
    d2: D2,
    dot: Dot,
    structurizr: Structurizr,
    json: Json,
}

/// One flow: its steps in order, the channels between them, and the sync prefix that the caller waits for.
///
/// A node's id begins with what the node is: `participant:…`, `step:…`, `event:…`, `queue:…`. A second event of a
/// step is `event-2:…`. The node `system` stands for an unnamed participant, and the node `trigger` for what sets
/// the flow off. Step ids are unique within a flow, so node ids and edge ids are too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The flow's id.
    pub id: String,
    /// The flow's name for people.
    pub name: String,
    /// The flow's verdict: hybrid if it has a synchronous and an event-driven part.
    pub verdict: Verdict,
    /// Node of the participant that triggers the flow.
    pub actor: Option<String>,
    /// What sets the flow off, if no participant does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Trigger>,
    /// The participants: the actor first, then in the order in which they first take part.
    pub participants: Vec<Participant>,
    /// The steps in an order in which each follows all steps that it waits for.
    pub steps: Vec<Step>,
    /// The events and queues between them.
    pub channels: Vec<Channel>,
    /// The edges between the nodes.
    pub edges: Vec<Edge>,
    /// Nodes of the steps that the caller waits for, in order.
    pub sync_prefix: Vec<String>,
    /// Node of the step that decides the flow's outcome.
    pub commit_point: Option<String>,
    /// Nodes of the steps that are strongly consistent.
    pub strong: Vec<String>,
    /// What happens if a step fails: first the compensations, the last step first; then the repetitions.
    pub recovery: Vec<Recovery>,
    /// The same facts as sentences, in order, without the recovery.
    pub text: Vec<String>,
    /// What changed since another version of the flow.
    #[serde(skip_serializing_if = "Changes::is_empty")]
    pub changes: Changes,
}

/// What sets a flow off, if no participant does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// Its node.
    pub id: String,
    /// Whether a schedule or an event sets the flow off.
    pub kind: TriggerKind,
    /// The schedule in words, as "every day", or the name of the event.
    pub name: String,
}

/// The two kinds of trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TriggerKind {
    /// A clock.
    Schedule,
    /// An event of another flow or system.
    Event,
}

/// How one step is compensated or repeated when the flow fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recovery {
    /// Node of the step.
    pub step: String,
    /// Name of the request that compensates the step; `None` if the step itself is repeated until it succeeds.
    pub request: Option<String>,
    /// Node of the participant that sends the request.
    pub from: String,
    /// Nodes of the participants that carry it out.
    pub to: Vec<String>,
}

/// A participant of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// Its node.
    pub id: String,
    /// The participant's id in the description; `None` for the unnamed participant.
    pub participant: Option<String>,
    /// The participant's name for people.
    pub name: String,
    /// The participant's kind.
    pub kind: ParticipantKind,
    /// Name of the participant whose data it copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The participant's roles in this flow, in the order of [`Role`].
    pub roles: Vec<Role>,
}

/// A role that a participant has in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Calls others and waits for their answers.
    Caller,
    /// Answers calls.
    Callee,
    /// Publishes events or puts commands on a queue.
    Producer,
    /// Reacts to events or takes commands from a queue.
    Consumer,
    /// Is neither producer nor consumer, so it needs no broker.
    BrokerFree,
}

/// One step of a flow.
#[expect(clippy::struct_excessive_bools, reason = "a wire type: each says one thing by its name")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The step's node.
    pub id: String,
    /// The step's id in the description.
    pub step: String,
    /// The step's position in the order, from 1.
    pub number: u32,
    /// What happens.
    pub action: String,
    /// Node of the participant that the description names as the caller.
    pub from: Option<String>,
    /// Nodes of the participants that the description names as owners; empty if it names none.
    pub to: Vec<String>,
    /// Node of the caller; if the description names none, the actor or the flow's first named caller.
    pub caller: String,
    /// Nodes of the participants that do the step, never empty: `to`, or an assumed participant.
    pub places: Vec<String>,
    /// Nodes of the steps that it waits for.
    pub after: Vec<String>,
    /// Whether it waits for all of them or for the first, if the description says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<Join>,
    /// The condition under which it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard: Option<Guard>,
    /// Whether it only runs because an earlier step was refused, failed or timed out.
    #[serde(skip_serializing_if = "is_false")]
    pub way_out: bool,
    /// How long it waits before it starts, as "after 30 minutes".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The time limit for its outcome, as "within 15 seconds".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The thing for each of which it runs once, as "for each order line".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// Node of the earlier step that it undoes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    /// Nodes of the participants who only need to hear of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tells: Vec<String>,
    /// The step's verdict.
    pub verdict: Verdict,
    /// Id of the step's style.
    pub style: String,
    /// What the style means.
    #[serde(skip)]
    pub means: StyleMeaning,
    /// Whether the step is in the sync prefix, so that the flow's caller waits for it.
    pub waited_for: bool,
    /// Whether the step is the flow's commit point.
    pub commit_point: bool,
    /// Whether everybody sees the step's effect at once (strong consistency).
    pub strong: bool,
    /// How consistent the step is, and which mechanism ensures it.
    pub consistency: Consistency,
    /// The message that carries the step.
    pub message: Message,
}

/// The condition under which a step runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// Node of the earlier step whose outcome counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The outcome of that step.
    pub outcome: Outcome,
    /// A condition in the description's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// All of it in a few words: `refused`, `timed out after 15 seconds`, `if the parcel leaves the country`.
    pub says: String,
}

/// How consistent a step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consistency {
    /// The level that everybody else sees.
    pub level: Level,
    /// The level at the step's owner.
    pub at_owner: Level,
    /// Id of the mechanism.
    pub mechanism: String,
    /// The mechanism's name for people.
    pub mechanism_name: String,
    /// Whether a rule requires the step to be strong. Otherwise it is strong only because one owner does it.
    #[serde(skip)]
    pub strong_by_rule: bool,
    /// How old other participants' view may be, if the description says so.
    pub staleness: Option<String>,
}

/// The message that carries a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Whether it is an event, a command or a query.
    pub kind: MessageKind,
    /// The message's name.
    pub name: String,
    /// Name of the event that the step announces, if it announces one.
    pub announces: Option<String>,
}

/// An event or a queue: it carries messages between steps that do not wait for each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// The channel's node.
    pub id: String,
    /// Whether the channel is an event or a queue.
    pub kind: ChannelKind,
    /// Name of the event, or of the command on the queue.
    pub name: String,
    /// Node of the step that announces the event, or that the queued command asks for.
    pub step: String,
    /// Node of the participant that publishes the event or puts the command on the queue.
    pub producer: Option<String>,
    /// Nodes of the participants that consume; empty for an event that only systems outside of the flow listen to.
    pub consumers: Vec<String>,
    /// The outcome of the step that an event reports.
    #[serde(skip_serializing_if = "is_done")]
    pub outcome: Outcome,
    /// Name of the broker that carries it, if the description names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// The two kinds of channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A fact, for any number of consumers.
    Event,
    /// A command, for one handler.
    Queue,
}

/// A directed edge between two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Unique in the flow, such as `call:charge-card`.
    pub id: String,
    /// The edge's kind.
    pub kind: EdgeKind,
    /// Synchronous if the side where the edge begins waits.
    pub mode: Mode,
    /// The node where the edge begins.
    pub from: String,
    /// The node where the edge ends.
    pub to: String,
    /// The condition under which anything takes this edge: `refused`, `if the parcel leaves the country`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard: Option<String>,
    /// How long a timer waits on this edge: `after 30 minutes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<String>,
    /// Whether it belongs to what happens because a step was not done.
    #[serde(skip_serializing_if = "is_false")]
    pub way_out: bool,
}

/// The kinds of edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// The actor asks the participant that calls the first steps, and waits.
    Start,
    /// A participant calls for a step; a synchronous caller waits for the answer or at least for the acceptance.
    Call,
    /// A step announces an event; if the flow begins with the event, its sender does.
    Publish,
    /// An event reaches a step.
    Deliver,
    /// A participant puts a command on a queue.
    Enqueue,
    /// A step takes the command from the queue.
    Dequeue,
    /// A step that was only accepted tells its caller the outcome later.
    Tell,
    /// A step follows another one, and no other edge shows this.
    After,
    /// The flow's trigger sets a first step off.
    Trigger,
    /// A command from our queue is passed on to somebody who takes nothing from queues of ours.
    Pass,
    /// The outcome of a queued command comes back to its sender as a message.
    Reply,
    /// A participant that does nothing in the step hears of it.
    Hear,
}

impl EdgeKind {
    /// The kind's name on the wire; edge ids begin with it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Call => "call",
            Self::Publish => "publish",
            Self::Deliver => "deliver",
            Self::Enqueue => "enqueue",
            Self::Dequeue => "dequeue",
            Self::Tell => "tell",
            Self::After => "after",
            Self::Trigger => "trigger",
            Self::Pass => "pass",
            Self::Reply => "reply",
            Self::Hear => "hear",
        }
    }

    /// Whether the edge only says when a step runs and carries no message to it.
    pub fn only_orders(self) -> bool {
        matches!(self, Self::After | Self::Trigger)
    }
}

/// Whether somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Somebody waits.
    Synchronous,
    /// Nobody waits.
    Asynchronous,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(value: &bool) -> bool {
    !value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_done(outcome: &Outcome) -> bool {
    *outcome == Outcome::Done
}

impl Step {
    /// Whether it says more about when and how often it runs than which steps it follows.
    fn is_shaped(&self) -> bool {
        let is_timed = self.starts.is_some() || self.within.is_some();
        let is_bound = self.guard.is_some() || self.repeats.is_some() || self.join.is_some();
        is_timed || is_bound || self.undoes.is_some() || !self.tells.is_empty()
    }
}

impl Flow {
    /// Whether the description says when its steps run, and not only in which order.
    fn is_shaped(&self) -> bool {
        self.trigger.is_some() || self.steps.iter().any(Step::is_shaped)
    }

    /// Whether a participant is a service of ours, which publishes and takes messages.
    fn is_ours(&self, node: &str) -> bool {
        self.participants.iter().any(|known| known.id == node && known.kind == ParticipantKind::Service)
    }

    /// The names of those who do a step and of who asks for it.
    fn who(&self, step: &Step) -> Vec<&str> {
        step.places
            .iter()
            .chain([&step.caller])
            .map(|node| self.participant_name(node))
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// The name of a participant by its node; empty if the flow has no such participant.
    pub fn participant_name(&self, node: &str) -> &str {
        self.participants.iter().find(|participant| participant.id == node).map_or("", |participant| &participant.name)
    }

    /// The number of boxes and lines in a complete picture of the flow.
    pub fn marks(&self) -> usize {
        let boxes: BTreeMap<&str, usize> =
            self.steps.iter().map(|step| (step.id.as_str(), step.places.len())).collect();
        let lines = self.edges.iter().map(|edge| boxes.get(edge.to.as_str()).copied().unwrap_or(1));
        boxes.values().sum::<usize>() + self.channels.len() + lines.sum::<usize>()
    }

    /// Whether the flow consists of queries only. Such a flow decides nothing and has no sync prefix, but the
    /// caller waits for every answer.
    pub fn only_asks(&self) -> bool {
        !self.steps.is_empty() && self.sync_prefix.is_empty() && self.steps.iter().all(|step| step.means.only_asks)
    }

    /// The name of the participant that waits for the sync prefix or for the answers: the actor, or else the
    /// caller of the first step.
    pub fn waiting(&self) -> Option<&str> {
        let first = match self.sync_prefix.first() {
            Some(first) => self.steps.iter().find(|step| step.id == *first)?,
            None if self.only_asks() => self.steps.first()?,
            None => return None,
        };
        Some(self.participant_name(self.actor.as_ref().unwrap_or(&first.caller)))
    }
}

#[cfg(test)]
pub(crate) mod examples;
