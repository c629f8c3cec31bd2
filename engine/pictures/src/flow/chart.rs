//! A flow as boxes and lines with words, as every language of diagrams writes it.
//!
//! This module must not know any language. Its words are not encoded.

use std::collections::BTreeSet;

use super::ids::Ids;
use super::{ChannelKind, EdgeKind, Flow, Mode, Participant, Step, TriggerKind, text};
use advice::description::ParticipantKind;
use advice::terms::Verdict;

/// One flow as boxes and lines.
pub(super) struct Chart {
    /// The participants that at least one line touches.
    pub(super) participants: Vec<Node>,
    /// Who waits, and the steps that they wait for; `None` if nobody waits.
    pub(super) waiting: Option<Waiting>,
    /// All other steps, then the channels and what sets the flow off.
    pub(super) rest: Vec<Node>,
    /// The lines, in the order of the flow's edges.
    pub(super) links: Vec<Link>,
}

/// The steps that somebody waits for.
pub(super) struct Waiting {
    /// The id of the frame around them.
    pub(super) id: String,
    /// What the frame says: `Fan waits`.
    pub(super) says: String,
    pub(super) steps: Vec<Node>,
}

/// One box.
pub(super) struct Node {
    pub(super) id: String,
    pub(super) sort: Sort,
    /// Its lines of text, at least one.
    pub(super) lines: Vec<String>,
    /// Whether it is a step that everybody sees at once.
    pub(super) strong: bool,
    /// Whether it belongs to what happens because a step was not done.
    pub(super) way_out: bool,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Participant,
    /// A participant that keeps data for others, such as a cache.
    Copy,
    /// A step that somebody waits for.
    Call,
    /// A step that nobody waits for.
    Reaction,
    Event,
    Queue,
    Schedule,
}

/// One line between two boxes.
pub(super) struct Link {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) mode: Mode,
    /// What stands at the line; often empty.
    pub(super) words: String,
    /// Whether it belongs to what happens because a step was not done.
    pub(super) way_out: bool,
}

/// The boxes and lines of a flow.
pub(super) fn chart(flow: &Flow, ids: &Ids<'_>) -> Chart {
    let touched: BTreeSet<&str> = flow.edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    let participants = flow.participants.iter().filter(|known| touched.contains(known.id.as_str()));
    let only_asks = flow.only_asks();
    let (waited, others): (Vec<&Step>, Vec<&Step>) = flow.steps.iter().partition(|step| step.waited_for || only_asks);
    let waiting = flow.waiting().map(|name| Waiting {
        id: format!("{}w", ids.prefix),
        says: format!("{} waits", text::shown(name)),
        steps: waited.iter().map(|step| self::step(step, ids)).collect(),
    });
    let mut rest: Vec<Node> = others.into_iter().map(|step| self::step(step, ids)).collect();
    rest.extend(channels(flow, ids));
    Chart {
        participants: participants.map(|known| participant(known, ids)).collect(),
        waiting,
        rest,
        links: links(flow, ids),
    }
}

fn plain(id: &str, sort: Sort, lines: Vec<String>) -> Node {
    Node { id: id.to_owned(), sort, lines, strong: false, way_out: false }
}

fn participant(participant: &Participant, ids: &Ids<'_>) -> Node {
    let mut lines = vec![text::shown(&participant.name).to_owned()];
    if let Some(of) = &participant.of {
        lines.push(format!("{} of {of}", text::copy_kind(participant.kind)));
    }
    let is_copy = participant.of.is_some() || participant.kind == ParticipantKind::Cache;
    plain(ids.of_node(&participant.id), if is_copy { Sort::Copy } else { Sort::Participant }, lines)
}

fn step(step: &Step, ids: &Ids<'_>) -> Node {
    let places: Vec<&String> = step.places.iter().filter_map(|place| ids.names.get(place.as_str())).collect();
    let mut lines = vec![format!("{} {}", step.number, text::shown(&step.action)), text::list(&places)];
    lines.push(text::consistency(step));
    lines.extend(text::terms(step, &ids.numbers));
    if step.commit_point {
        lines.push("commit point".to_owned());
    }
    let sort = if step.verdict == Verdict::EventDriven { Sort::Reaction } else { Sort::Call };
    Node { strong: step.strong, way_out: step.way_out, ..plain(ids.of_node(&step.id), sort, lines) }
}

/// The channels of a flow, and what sets it off.
fn channels(flow: &Flow, ids: &Ids<'_>) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(flow.channels.len() + 1);
    for channel in &flow.channels {
        let mut lines = vec![text::shown(&channel.name).to_owned()];
        lines.extend(channel.through.as_ref().map(|broker| format!("through {broker}")));
        let sort = if channel.kind == ChannelKind::Event { Sort::Event } else { Sort::Queue };
        nodes.push(plain(ids.of_node(&channel.id), sort, lines));
    }
    if let Some(trigger) = &flow.trigger {
        let sort = if trigger.kind == TriggerKind::Event { Sort::Event } else { Sort::Schedule };
        nodes.push(plain(ids.of_node(&trigger.id), sort, vec![text::shown(&trigger.name).to_owned()]));
    }
    nodes
}

fn links(flow: &Flow, ids: &Ids<'_>) -> Vec<Link> {
    let link = |edge: &super::Edge| {
        let words = match edge.kind {
            EdgeKind::Start => "starts",
            EdgeKind::Tell => "tells later",
            EdgeKind::After => "then",
            EdgeKind::Trigger => "sets off",
            EdgeKind::Reply => "outcome",
            EdgeKind::Hear => "tells",
            _ => "",
        };
        let all = [Some(words).filter(|words| !words.is_empty()), edge.guard.as_deref(), edge.timer.as_deref()];
        Link {
            from: ids.of_node(&edge.from).to_owned(),
            to: ids.of_node(&edge.to).to_owned(),
            mode: edge.mode,
            words: all.into_iter().flatten().collect::<Vec<&str>>().join(", "),
            way_out: edge.way_out,
        }
    };
    flow.edges.iter().map(link).collect()
}
