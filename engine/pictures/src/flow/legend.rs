//! The signs of a picture that have no words beside them, and what they mean.
//!
//! Only signs that occur are told. This module must not know how a sign is drawn.

use super::changes::Changed;
use super::course::{Mark, course};
use super::gather::gather;
use super::{ChannelKind, EdgeKind, Flow, TriggerKind};
use advice::description::{Outcome, ParticipantKind};
use advice::terms::Verdict;

/// A sign of a drawing of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The box of a step that somebody waits for.
    Call,
    /// The box of a step that nobody waits for.
    Reaction,
    /// The box of an event.
    Event,
    /// The box of a queue.
    Queue,
    /// The second frame of a box.
    Strong,
    /// The line to what happens only because a step was not done.
    OnlyThen,
    /// The line on which an outcome comes back.
    Reply,
    /// The line to somebody who does nothing.
    Hear,
    /// Two outlines, one behind the other.
    Several,
    /// The badge of a step that is new.
    Added,
    /// The badge of a step that has another verdict than before.
    Verdict,
    /// The badge of a step of which something else changed.
    Other,
    /// The outline of a step that is gone.
    Gone,
}

impl Sign {
    /// The signs that a flow's drawing has.
    pub fn of(flow: &Flow) -> Vec<Self> {
        let has = |kind: EdgeKind| flow.edges.iter().any(|edge| edge.kind == kind);
        let channel = |kind: ChannelKind| flow.channels.iter().any(|channel| channel.kind == kind);
        let changed = |how: Changed| flow.changes.steps.values().any(|changed| *changed == how);
        let reacts = |step: &super::Step| step.verdict == Verdict::EventDriven;
        let signs = [
            (flow.steps.iter().any(|step| !reacts(step)), Self::Call),
            (flow.steps.iter().any(reacts), Self::Reaction),
            (channel(ChannelKind::Event), Self::Event),
            (channel(ChannelKind::Queue), Self::Queue),
            (flow.steps.iter().any(|step| step.strong), Self::Strong),
            (flow.edges.iter().any(|edge| edge.way_out), Self::OnlyThen),
            (has(EdgeKind::Reply), Self::Reply),
            (has(EdgeKind::Hear), Self::Hear),
            (gather(flow).is_some(), Self::Several),
            (changed(Changed::Added), Self::Added),
            (changed(Changed::Verdict), Self::Verdict),
            (changed(Changed::Other), Self::Other),
            (!flow.changes.gone.is_empty(), Self::Gone),
        ];
        signs.into_iter().filter(|(occurs, _)| *occurs).map(|(_, sign)| sign).collect()
    }

    /// What the sign means, in a few words.
    pub fn says(self) -> &'static str {
        match self {
            Self::Call => "call: somebody waits",
            Self::Reaction => "reaction: nobody waits",
            Self::Event => "event",
            Self::Queue => "queue of commands",
            Self::Strong => "strong consistency",
            Self::OnlyThen => "only if a step is not done",
            Self::Reply => "the outcome comes back",
            Self::Hear => "somebody only hears of it",
            Self::Several => "several steps, by number",
            Self::Added => "+ new: the step is new",
            Self::Verdict => "~ verdict: it has another verdict",
            Self::Other => "~ changed: something else about it changed",
            Self::Gone => "struck out: the step is gone",
        }
    }
}

/// What the signs of a flow's sequence mean, a sentence each, beside those that every sequence has.
pub fn of_sequence(flow: &Flow) -> Vec<&'static str> {
    let has = |kind: EdgeKind| flow.edges.iter().any(|edge| edge.kind == kind);
    let has_frames = course(flow).iter().any(|mark| !matches!(mark, Mark::Step(_)));
    let has_refused = flow.channels.iter().any(|channel| channel.outcome != Outcome::Done);
    let signs = [
        (has_refused, "Grey: an event that says that a step was refused, failed or timed out."),
        (has_frames, "A frame: its steps run under the condition that stands at its left edge."),
        (flow.steps.iter().any(|step| step.starts.is_some()), "A clock: a timer waits before the step starts."),
        (is_scheduled(flow), "A clock at the beginning: the flow starts on a schedule."),
        (has(EdgeKind::Reply), "A thin dotted line back: the outcome comes back as a message."),
        (has(EdgeKind::Hear), "A dashed line to no step: somebody only hears of it."),
        (
            has(EdgeKind::Pass),
            "A queue beside whoever fills it: its commands are passed on to somebody outside of the system.",
        ),
        (
            flow.channels.iter().any(|channel| channel.through.is_some()),
            "\u{201c}Through\u{201d}: the broker that carries the messages.",
        ),
        (
            flow.participants.iter().any(|known| known.kind == ParticipantKind::Cache),
            "A drum: a copy of another participant's data.",
        ),
    ];
    signs.into_iter().filter(|(occurs, _)| *occurs).map(|(_, words)| words).collect()
}

fn is_scheduled(flow: &Flow) -> bool {
    flow.trigger.as_ref().is_some_and(|trigger| trigger.kind == TriggerKind::Schedule)
}

#[cfg(test)]
mod tests {
    use super::super::examples::{QUESTIONS, TICKETS, flow};
    use super::*;

    #[test]
    fn only_the_signs_that_occur_are_told() {
        let asked = Sign::of(&flow(QUESTIONS));
        assert!(asked.contains(&Sign::Call) && !asked.contains(&Sign::Reaction) && !asked.contains(&Sign::Event));
        let signs = Sign::of(&flow(TICKETS));
        for sign in [Sign::Call, Sign::Reaction, Sign::Event, Sign::Strong] {
            assert!(signs.contains(&sign), "{sign:?} in {signs:?}");
        }
        assert!(!signs.contains(&Sign::OnlyThen) && !signs.contains(&Sign::Gone), "{signs:?}");
    }
}
