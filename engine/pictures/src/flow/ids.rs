//! The names of a flow's nodes in the source of a diagram. They are generated, so no name that somebody gave can be
//! read as syntax.

use std::collections::BTreeMap;

use super::{ChannelKind, Flow, Participant, text};

/// The generated id of each node.
pub(super) struct Ids<'f> {
    /// What every id of the flow begins with; empty if only one flow is written.
    pub(super) prefix: &'f str,
    nodes: BTreeMap<&'f str, String>,
    /// The names of the participants, by node; that of a copy says whose data it copies.
    pub(super) names: BTreeMap<&'f str, String>,
    /// The numbers of the steps, by node.
    pub(super) numbers: BTreeMap<&'f str, u32>,
}

impl<'f> Ids<'f> {
    pub(super) fn of(flow: &'f Flow, prefix: &'f str) -> Self {
        let participants = flow.participants.iter().map(|known| ("p", known.id.as_str())).zip(1..);
        let steps = flow.steps.iter().map(|step| ("s", step.id.as_str())).zip(1..);
        let letter = |kind| if kind == ChannelKind::Event { "e" } else { "q" };
        let channels = flow.channels.iter().map(|channel| (letter(channel.kind), channel.id.as_str())).zip(1..);
        let trigger = flow.trigger.iter().map(|trigger| ("t", trigger.id.as_str())).zip(1..);
        let all = participants.chain(steps).chain(channels).chain(trigger);
        let nodes = all.map(|((letter, node), number): (_, u32)| (node, format!("{prefix}{letter}{number}"))).collect();
        let name = |known: &Participant| match &known.of {
            Some(of) => format!("{} ({} of {of})", known.name, text::copy_kind(known.kind)),
            None => known.name.clone(),
        };
        let names = flow.participants.iter().map(|known| (known.id.as_str(), name(known))).collect();
        Self { prefix, nodes, names, numbers: text::numbers(flow) }
    }

    pub(super) fn of_node(&self, node: &str) -> &str {
        self.nodes.get(node).map_or("p1", String::as_str)
    }
}
