//! The words for the signs of a picture that not every flow has.
//!
//! Only signs that occur are said. This module must not know how a sign is drawn.

use super::changes::Changed;
use super::course::{Mark, course};
use super::gather::gather;
use super::view::View;
use super::{EdgeKind, Flow, TriggerKind};
use advice::description::{Outcome, ParticipantKind};

/// What the signs of a flow's picture mean, a sentence each, beside those that every picture has.
pub fn legend(flow: &Flow, view: View) -> Vec<&'static str> {
    let is_flow = view == View::Flow;
    let has = |kind: EdgeKind| flow.edges.iter().any(|edge| edge.kind == kind);
    let is_scheduled = flow.trigger.as_ref().is_some_and(|trigger| trigger.kind == TriggerKind::Schedule);
    let has_frames = !is_flow && course(flow).iter().any(|mark| !matches!(mark, Mark::Step(_)));
    let has_way_out = flow.edges.iter().any(|edge| edge.way_out);
    let has_refused = flow.channels.iter().any(|channel| channel.outcome != Outcome::Done);
    let changed = |how: Changed| flow.changes.steps.values().any(|changed| *changed == how);
    let signs = [
        (
            is_flow && has_way_out,
            "Grey, dashes and dots: what happens only because a step was refused, failed or timed out.",
        ),
        (!is_flow && has_refused, "Grey: an event that says that a step was refused, failed or timed out."),
        (
            is_flow && flow.edges.iter().any(|edge| edge.guard.is_some()),
            "Words above a line: the condition under which the step runs.",
        ),
        (
            is_flow && flow.participants.iter().any(|known| known.kind == ParticipantKind::External),
            "A lane with walls: somebody outside of the system; a small square is where our adapter or their webhook passes it.",
        ),
        (
            is_flow && gather(flow).is_some(),
            "Two outlines, one behind the other: several steps, of which the numbers stand in the box.",
        ),
        (has_frames, "A frame: its steps run under the condition that stands at its left edge."),
        (flow.steps.iter().any(|step| step.starts.is_some()), "A clock: a timer waits before the step starts."),
        (is_scheduled, "A clock at the beginning: the flow starts on a schedule."),
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
            flow.participants.iter().any(|known| is_copy(known.kind, is_flow, known.of.is_some())),
            "A drum: a copy of another participant's data.",
        ),
        (is_flow && changed(Changed::Added), "\u{201c}+ new\u{201d}: the step is new."),
        (is_flow && changed(Changed::Verdict), "\u{201c}~ verdict\u{201d}: the step\u{2019}s verdict changed."),
        (is_flow && changed(Changed::Other), "\u{201c}~ changed\u{201d}: something else about the step changed."),
        (is_flow && !flow.changes.gone.is_empty(), "Dotted, struck out, with a minus: a step that is gone."),
    ];
    signs.into_iter().filter(|(occurs, _)| *occurs).map(|(_, words)| words).collect()
}

/// Whether a participant has the sign of a copy. In a sequence only a cache has it.
fn is_copy(kind: ParticipantKind, is_flow: bool, has_original: bool) -> bool {
    if is_flow { has_original } else { kind == ParticipantKind::Cache }
}
