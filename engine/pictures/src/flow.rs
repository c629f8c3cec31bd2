//! A flow as nodes and edges (wire type): participants, numbered steps, channels, and who waits for whom.
//!
//! Made once from a model and its assessment ([`flows`]) and read by every picture. It must decide nothing, and it must
//! not know how it is drawn: pictures are the business of the modules below.

mod make;
mod text;
mod writer;

pub mod drawing;
pub mod layout;
pub mod view;

use std::collections::BTreeMap;

use serde::Serialize;

use advice::assessment::{Level, MessageKind, Verdict};
use advice::description::ParticipantKind;
use advice::terms::StyleMeaning;

pub use make::{find, flows};
pub use text::shown;

/// Declares the forms of a picture: one line for each file.
macro_rules! forms {
    ($($module:ident: $form:ident,)*) => {
        $(pub mod $module;)*

        /// The forms that a view can be written in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Form {
            $(#[doc = concat!("Written by [`", stringify!($module), "`].")] $form,)*
        }

        impl Form {
            /// Every form.
            pub const ALL: &[Self] = &[$(Self::$form),*];

            /// Its name on the wire.
            pub fn id(self) -> &'static str {
                match self { $(Self::$form => stringify!($module),)* }
            }

            /// How it is written.
            fn writer(self) -> &'static writer::Writer {
                match self { $(Self::$form => &$module::WRITER,)* }
            }
        }
    };
}

forms! {
    svg: Svg,
    mermaid: Mermaid,
    json: Json,
}

/// One flow: what happens, in which order, over which channels, and what the caller waits for.
///
/// Nodes are participants (`participant:…`, and `system` for a doer that nobody has named), steps (`step:…`) and
/// channels (`event:…`, `queue:…`). Steps' ids are unique in their flow, and so are all ids made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The flow's id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Hybrid when it has both halves.
    pub verdict: Verdict,
    /// Node of the participant that triggers it.
    pub actor: Option<String>,
    /// Who takes part, in the order in which they do, the actor first.
    pub participants: Vec<Participant>,
    /// The steps, each after all that it waits for.
    pub steps: Vec<Step>,
    /// The events and queues between them.
    pub channels: Vec<Channel>,
    /// What leads from node to node.
    pub edges: Vec<Edge>,
    /// Nodes of the steps that the caller waits for, in order.
    pub sync_prefix: Vec<String>,
    /// Node of the step where the outcome is decided.
    pub commit_point: Option<String>,
    /// Nodes of the steps that are strongly consistent.
    pub strong: Vec<String>,
    /// What is done if a step fails: what is undone, the last done first, then what is repeated.
    pub recovery: Vec<Recovery>,
    /// The same facts in plain words, in order; all but the recovery.
    pub text: Vec<String>,
}

/// What becomes of a step if one fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recovery {
    /// Node of the step.
    pub step: String,
    /// Name of the request that undoes it; null where the step itself is repeated until it succeeds.
    pub request: Option<String>,
    /// Node of the participant that asks for it.
    pub from: String,
    /// Nodes of the participants that do it.
    pub to: Vec<String>,
}

/// Who takes part in a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// Its node.
    pub id: String,
    /// The participant's id in the description; none for a doer that nobody has named.
    pub participant: Option<String>,
    /// Its name for people.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// What it does in this flow, in the order of [`Role`].
    pub roles: Vec<Role>,
}

/// What a participant does in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Asks others and waits for them.
    Caller,
    /// Answers those who ask.
    Callee,
    /// Publishes events or puts commands on a queue.
    Producer,
    /// Reacts to events or takes commands from a queue.
    Consumer,
    /// Neither: it needs no broker.
    BrokerFree,
}

/// One step of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its node.
    pub id: String,
    /// The step's id in the description.
    pub step: String,
    /// Its place in the order, from 1.
    pub number: u32,
    /// What happens.
    pub action: String,
    /// Node of the participant that asks, if the description says so.
    pub from: Option<String>,
    /// Nodes of the participants that do it, as far as the description says so.
    pub to: Vec<String>,
    /// Node of the participant that is taken to ask; the flow's entry where nobody is named.
    pub caller: String,
    /// Nodes of the participants where it is taken to happen; never empty.
    pub places: Vec<String>,
    /// Nodes of the steps that it waits for.
    pub after: Vec<String>,
    /// The step's verdict.
    pub verdict: Verdict,
    /// Id of its style.
    pub style: String,
    /// What the style means.
    #[serde(skip)]
    pub means: StyleMeaning,
    /// Whether it is in the sync prefix: the flow's caller waits for it.
    pub waited_for: bool,
    /// Whether the flow's outcome is decided here.
    pub commit_point: bool,
    /// Whether others see it at once.
    pub strong: bool,
    /// How consistent, and by what.
    pub consistency: Consistency,
    /// The message that carries it.
    pub message: Message,
}

/// How consistent a step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consistency {
    /// What others see.
    pub level: Level,
    /// What holds where the step is done.
    pub at_owner: Level,
    /// Id of the mechanism.
    pub mechanism: String,
    /// The mechanism's name for people.
    pub mechanism_name: String,
    /// How old others' view may be, if somebody said so.
    pub staleness: Option<String>,
}

/// The message that carries a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// What it is.
    pub kind: MessageKind,
    /// Its name.
    pub name: String,
    /// Name of the event that the step announces, if it announces one.
    pub announces: Option<String>,
}

/// What carries messages between steps that do not wait for each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Its node.
    pub id: String,
    /// What it carries.
    pub kind: ChannelKind,
    /// Name of the event, or of the command on the queue.
    pub name: String,
    /// Node of the step that announces the event, or that the queued command asks for.
    pub step: String,
    /// Node of the participant that publishes the event or puts the command on the queue.
    pub producer: Option<String>,
    /// Nodes of the participants that react; none for an event that only the world outside listens to.
    pub consumers: Vec<String>,
}

/// What a channel carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A fact, for any number of consumers.
    Event,
    /// A command, for one handler.
    Queue,
}

/// What leads from one node to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Unique in the flow, such as `call:charge-card`.
    pub id: String,
    /// What it is.
    pub kind: EdgeKind,
    /// Whether somebody waits at its beginning.
    pub mode: Mode,
    /// Where it begins: a node.
    pub from: String,
    /// Where it ends: a node.
    pub to: String,
}

/// What an edge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// The actor turns to the participant that asks for the first steps, and waits.
    Start,
    /// A participant asks for a step and waits, if only for the acceptance.
    Call,
    /// A step, or the participant that starts with it, announces an event.
    Publish,
    /// An event reaches a step.
    Deliver,
    /// A participant puts a command on a queue.
    Enqueue,
    /// A step takes the command from the queue.
    Dequeue,
    /// A step that was accepted tells its outcome to the one who asked.
    Tell,
    /// A step comes after another, where nothing else shows it.
    After,
}

impl EdgeKind {
    /// Its name on the wire, with which the ids of such edges begin.
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
        }
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

impl Flow {
    /// The name of a participant's node; empty if there is none.
    pub fn participant_name(&self, node: &str) -> &str {
        self.participants.iter().find(|participant| participant.id == node).map_or("", |participant| &participant.name)
    }

    /// How many boxes and lines a picture of the flow has, if none is left out.
    pub fn marks(&self) -> usize {
        let boxes: BTreeMap<&str, usize> =
            self.steps.iter().map(|step| (step.id.as_str(), step.places.len())).collect();
        let lines = self.edges.iter().map(|edge| boxes.get(edge.to.as_str()).copied().unwrap_or(1));
        boxes.values().sum::<usize>() + self.channels.len() + lines.sum::<usize>()
    }

    /// Whether nothing happens but questions: there is nothing to decide and so no sync prefix, but the one who asks
    /// waits for every answer.
    pub fn only_asks(&self) -> bool {
        !self.steps.is_empty() && self.sync_prefix.is_empty() && self.steps.iter().all(|step| step.means.only_asks)
    }

    /// Who waits for the sync prefix, or for the answers: the actor, or else whoever asks for the first step.
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
