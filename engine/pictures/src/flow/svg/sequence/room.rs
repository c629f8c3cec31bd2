//! The texts of each act, the gap between two participants where they stand, and the width that each gap needs
//! for them.
//!
//! This module must not know any vertical position.

use super::super::super::drawing::measure::width;
use super::super::super::{Channel, Flow, TriggerKind, text};
use super::column::Column;
use super::fold::{fold, fold_name, room_for};
use super::script::{Act, ActKind, Script};
use advice::description::ParticipantKind;

/// Margin around the picture, pixels, as all lengths here.
pub(super) const MARGIN: u32 = 16;
/// Width of the column left of the participants, for the words about who waits and about the commit point.
pub(super) const GUTTER: u32 = 92;
/// Distance of texts from the lifeline to their left and to their right; the bars of working participants stand
/// in between.
pub(super) const AFTER: u32 = 28;
pub(super) const BEFORE: u32 = 14;
/// Width of a text: minimum, and maximum unless the columns are wider.
const LEAST_ROOM: u32 = 72;
const MOST_ROOM: u32 = 212;
/// Font sizes, normal and small, and the height of a line in each.
pub(super) const SIZE: u32 = 13;
pub(super) const LINE: u32 = 17;
pub(super) const TINY: u32 = 11;
pub(super) const TINY_LINE: u32 = 15;
/// Width of a loop from a participant back to itself, and the distance from the loop to the texts beside it.
pub(super) const LOOP: u32 = 20;
pub(super) const BESIDE_LOOP: u32 = 10;
/// Length of the line that leads to an event or a queue.
pub(super) const LEAD: u32 = 12;
/// Distance from the left edge of an event or a queue to the line that leaves it downwards, and from there to
/// the texts.
pub(super) const TRUNK: u32 = 18;
pub(super) const BESIDE: u32 = 14;
/// Width that the sign of a cache takes to each side of a participant's name.
pub(super) const DRUM: u32 = 17;
/// Width of a clock's box, and from its left edge to the words beside it.
pub(super) const CLOCK: u32 = 13;
pub(super) const BESIDE_CLOCK: u32 = 19;
/// Width that an event or a queue needs in addition to its name.
pub(super) const PADDING: u32 = 24;

/// Places the participants; neighbours are as far apart as their heads and the texts between them need.
pub(super) fn columns<'f>(flow: &'f Flow, script: &Script<'f>, needs: &[u32]) -> Vec<Column<'f>> {
    let mut columns: Vec<Column<'f>> = Vec::with_capacity(script.lanes);
    for (participant, at) in flow.participants.iter().take(script.lanes).zip(0_usize..) {
        let name = fold(&participant.name, SIZE + 1, room_for(&participant.name, SIZE + 1, 44, 132));
        let sign = if participant.kind == ParticipantKind::Cache { 2 * DRUM } else { 0 };
        let wide = name.iter().map(|line| width(line, SIZE + 1)).max().unwrap_or(0) + 24 + sign;
        let middle = match (columns.last(), at.checked_sub(1).and_then(|before| needs.get(before))) {
            (Some(last), Some(&need)) => last.middle + need.max(u32::midpoint(last.width, wide) + 14),
            _ => MARGIN + GUTTER + (wide / 2).max(24),
        };
        columns.push(Column { participant, middle, width: wide, name });
    }
    columns
}

/// The width that the texts between each participant and the next one need.
pub(super) fn needs(flow: &Flow, script: &Script<'_>) -> Vec<u32> {
    let mut needs = vec![0_u32; script.lanes];
    let mut trunk = None;
    for (at, act) in script.acts.iter().enumerate() {
        let mut need = |gap: usize, pixels: u32| {
            if let Some(known) = needs.get_mut(gap) {
                *known = (*known).max(pixels);
            }
        };
        if let ActKind::Publish(channel) = act.kind {
            let gap = channel_gap(&script.acts, at);
            trunk = Some(gap);
            let room = room_for(&spaced(&channel.name), SIZE, 60, MOST_ROOM - PADDING);
            let through = channel.through.as_ref().map_or(0, |broker| width(&through(broker), SIZE));
            let room = room.max(through.min(MOST_ROOM - PADDING));
            let wide = channel_lines(channel, room).iter().map(|line| width(line, SIZE)).max().unwrap_or(0);
            need(gap.0, AFTER + LEAD + wide + PADDING + BEFORE);
        }
        let Some(gap) = label_gap(act) else { continue };
        let (number, says, note) = texts(flow, act);
        let room = room_for(&says, SIZE, LEAST_ROOM, MOST_ROOM) + indent(number.as_deref());
        let note = note.map_or(0, |note| room_for(&note, TINY, LEAST_ROOM, MOST_ROOM));
        let beside = if is_heard(act) && trunk.is_some_and(|(at, _)| at == gap) { TRUNK + BESIDE + LEAD } else { 0 };
        let looped = if act.from == act.to && !is_heard(act) { LOOP + BESIDE_LOOP } else { 0 };
        need(gap, AFTER + room.max(note) + beside + looped + BEFORE);
    }
    needs
}

/// The lines of text in a channel: its name, and the broker that carries it.
pub(super) fn channel_lines(channel: &Channel, room: u32) -> Vec<String> {
    let mut lines = fold_name(&channel.name, SIZE, room);
    lines.extend(channel.through.iter().flat_map(|broker| fold(&through(broker), SIZE, room)));
    lines
}

fn through(broker: &str) -> String {
    format!("through {broker}")
}

/// The gap where an act's texts stand: beside the receiver, on the sender's side. Gap `n` is to the right of
/// participant `n`.
pub(super) fn label_gap(act: &Act<'_>) -> Option<usize> {
    match act.kind {
        ActKind::Ask
        | ActKind::Send
        | ActKind::Hear
        | ActKind::Outcome
        | ActKind::Answer(_)
        | ActKind::Recover(_)
        | ActKind::Inform => Some(if act.from < act.to { act.to - 1 } else { act.to }),
        ActKind::Timer | ActKind::Trigger => Some(act.to),
        _ => None,
    }
}

/// The gap where a channel stands, and whether that gap is to the right of the publisher.
pub(super) fn channel_gap(acts: &[Act<'_>], at: usize) -> (usize, bool) {
    let from = acts.get(at).map_or(0, |act| act.from);
    let mut hearers = acts
        .iter()
        .skip(at + 1)
        .take_while(|act| is_heard(act) || act.kind == ActKind::End)
        .filter(|act| is_heard(act))
        .peekable();
    let is_right = hearers.peek().is_none() || hearers.any(|act| act.to >= from);
    if is_right { (from, true) } else { (from.saturating_sub(1), false) }
}

pub(super) fn is_heard(act: &Act<'_>) -> bool {
    matches!(act.kind, ActKind::Hear | ActKind::HearFirst)
}

/// The number of an act's step, the main text, and the note in small print.
pub(super) fn texts(flow: &Flow, act: &Act<'_>) -> (Option<String>, String, Option<String>) {
    match (act.kind, act.step) {
        (ActKind::Ask, None) => (None, flow.name.clone(), None),
        (ActKind::Ask | ActKind::Send | ActKind::Hear, Some(step)) if act.is_again => {
            (Some(step.number.to_string()), "the same".to_owned(), None)
        }
        (ActKind::Ask | ActKind::Send | ActKind::Hear, Some(step)) => {
            let mark = if step.strong { '■' } else { '≈' };
            let mut note = format!("{mark} {}", text::consistency(step));
            if step.is_shaped() {
                let terms = text::terms(step, &text::numbers(flow)).into_iter();
                // A frame says what the step repeats for.
                let terms = terms.filter(|term| step.repeats.as_ref() != Some(term));
                note = [note].into_iter().chain(terms).collect::<Vec<String>>().join(", ");
            }
            (Some(step.number.to_string()), step.action.clone(), Some(note))
        }
        (ActKind::Answer(words), _) => (None, String::new(), Some(words.to_owned()).filter(|words| !words.is_empty())),
        (ActKind::Outcome, Some(step)) if step.means.replies => {
            (None, String::new(), Some(format!("outcome of {}", step.number)))
        }
        (ActKind::Inform, Some(step)) => (None, String::new(), Some(format!("hears of {}", step.number))),
        (ActKind::Timer, Some(step)) => (None, String::new(), step.starts.clone()),
        (ActKind::Trigger, _) => {
            let words = flow.trigger.as_ref().map(|trigger| match trigger.kind {
                TriggerKind::Schedule => trigger.name.clone(),
                TriggerKind::Event => format!("when {} happens", trigger.name),
            });
            (None, String::new(), words)
        }
        (ActKind::Outcome, Some(step)) => (None, String::new(), Some(format!("outcome of {}, later", step.number))),
        (ActKind::Recover(part), Some(step)) => (None, String::new(), Some(text::in_recovery(part, step.number))),
        _ => (None, String::new(), None),
    }
}

/// How far the main text is indented to make room for the step's number.
pub(super) fn indent(number: Option<&str>) -> u32 {
    number.map_or(0, |number| width(number, SIZE + 1) + 7)
}

/// Splits a name in Pascal case into words, to measure the room that it needs.
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.push(c);
    }
    words
}
