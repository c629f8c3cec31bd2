//! Says on a drawing what changed since another version of the flow: a badge on each box that is new or differs, and
//! ghosts of the steps that are gone, below everything else.
//!
//! It comes last and moves nothing: a badge stands at the corner of its box where it covers no words and no arrow head,
//! and the drawing grows downwards.

use super::measure::{cut, width};
use super::{Area, Badge, BoxKind, Drawing, Ghost, NAMES};
use crate::flow::Flow;
use crate::flow::changes::{Changed, Changes};

/// Font size of a badge, and its height, pixels, as all lengths here.
pub(crate) const SIZE: u32 = 11;
const HIGH: u32 = 17;
/// Room on both sides of a badge's words.
pub(crate) const INSIDE: u32 = 6;
/// How far a badge reaches into its box, which is less than the room around the box's words, and past its corner.
const INTO: u32 = 3;
const CORNER: u32 = 6;
/// Room of an arrow head around the end of its line, in each direction.
const HEAD: u32 = 9;

/// Font size and height of a ghost, and the distance from one to the next.
const GHOST_SIZE: u32 = 13;
const GHOST_HIGH: u32 = 28;
const APART: u32 = 10;
/// Distance from the edges of the drawing.
const EDGE: u32 = 16;
/// Maximum number of ghosts.
const MOST_GHOSTS: usize = 60;

/// Adds badges and ghosts.
pub(super) fn add(drawing: &mut Drawing, flow: &Flow) {
    let changes = &flow.changes;
    let mut taken = if changes.steps.is_empty() { Vec::new() } else { taken(drawing) };
    for node in &drawing.boxes {
        if !matches!(node.kind, BoxKind::Call | BoxKind::Reaction) {
            continue;
        }
        let alone = std::slice::from_ref(&node.node);
        let members: Vec<String> = node.members.iter().map(|member| member.node.clone()).collect();
        let steps = if members.is_empty() { alone } else { &members };
        let Some(differs) = together(steps, changes) else { continue };
        let area = corner(&node.area, badge_width(differs), &taken);
        taken.push(area);
        drawing.height = drawing.height.max(area.bottom() + 2);
        drawing.width = drawing.width.max(area.right() + 2);
        drawing.badges.push(Badge { node: node.node.clone(), changed: differs, area });
    }
    ghosts(drawing, changes);
    let said = flow.steps.iter().filter_map(|step| {
        let differs = changes.steps.get(&step.id)?;
        Some(format!("{}. {}.", step.number, differs.words()))
    });
    let gone = changes.gone.iter().take(MOST_GHOSTS).map(|gone| format!("Gone: \u{201c}{}\u{201d}.", gone.action));
    drawing.text.extend(said.chain(gone));
}

/// What no badge may cover: words, clocks, boxes of channels and arrow heads.
fn taken(drawing: &Drawing) -> Vec<Area> {
    let words = drawing.boxes.iter().flat_map(|node| &node.labels);
    let words = words.chain(&drawing.labels).chain(drawing.lanes.iter().map(|lane| &lane.label));
    let words = words.chain(drawing.chips.iter().map(|chip| &chip.label)).map(|label| label.area);
    let clocks = drawing.chips.iter().filter_map(|chip| chip.clock);
    let channels = drawing.boxes.iter().filter(|node| matches!(node.kind, BoxKind::Event | BoxKind::Queue));
    let heads = drawing.lines.iter().filter_map(|line| line.points.last()).map(|&[x, y]| Area {
        x: x.saturating_sub(HEAD),
        y: y.saturating_sub(HEAD),
        width: 2 * HEAD,
        height: 2 * HEAD,
    });
    words.chain(clocks).chain(channels.map(|node| node.area)).chain(heads).collect()
}

/// The first corner of a box at which a badge covers nothing that is taken; the upper right one if there is none.
fn corner(node: &Area, wide: u32, taken: &[Area]) -> Area {
    let (right, left) = ((node.right() + CORNER).saturating_sub(wide), node.x.saturating_sub(CORNER));
    let (above, below) = ((node.y + INTO).saturating_sub(HIGH), node.bottom().saturating_sub(INTO));
    let corners = [(right, above), (left, above), (right, below), (left, below)];
    let areas = corners.map(|(x, y)| Area { x, y, width: wide, height: HIGH });
    let free = areas.iter().find(|area| !taken.iter().any(|other| other.meets(area)));
    let [first, ..] = areas;
    free.copied().unwrap_or(first)
}

/// The width of a badge. Its words are bold, which the estimated widths are not.
pub(crate) fn badge_width(changed: Changed) -> u32 {
    width(changed.says(), SIZE) + 2 * INSIDE + 4
}

/// How the steps of one box differ; a box of several steps is new only if all of them are.
fn together(steps: &[String], changes: &Changes) -> Option<Changed> {
    let each: Vec<Option<Changed>> = steps.iter().map(|step| changes.steps.get(step).copied()).collect();
    if each.iter().all(|changed| *changed == Some(Changed::Added)) {
        return Some(Changed::Added);
    }
    let others = each.into_iter().flatten();
    others.map(|changed| if changed == Changed::Verdict { changed } else { Changed::Other }).min()
}

/// Lays the ghosts out below the drawing, from left to right and line by line.
fn ghosts(drawing: &mut Drawing, changes: &Changes) {
    // The names of the lanes stay in view over what stands below them, too.
    let left = NAMES + EDGE;
    let (mut x, mut y) = (left, drawing.height);
    let room = drawing.width.saturating_sub(left + EDGE);
    let more = changes.gone.len().saturating_sub(MOST_GHOSTS);
    let more = (more > 0).then(|| format!("\u{2212} {more} more"));
    let words = changes.gone.iter().take(MOST_GHOSTS).map(super::super::changes::Gone::says).chain(more);
    for words in words {
        let words = cut(&words, GHOST_SIZE, room.saturating_sub(2 * APART));
        let wide = width(&words, GHOST_SIZE) + 2 * APART;
        if x > left && x + wide > left + room {
            (x, y) = (left, y + GHOST_HIGH + APART);
        }
        drawing.ghosts.push(Ghost { words, area: Area { x, y, width: wide, height: GHOST_HIGH } });
        x += wide + APART;
    }
    if !changes.gone.is_empty() {
        drawing.height = y + GHOST_HIGH + EDGE;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Width, lay_out};
    use super::*;
    use crate::flow::{changes::Gone, examples};
    use advice::terms::Verdict;

    fn changed() -> Flow {
        let mut flow = examples::random(7, 6);
        let steps: Vec<String> = flow.steps.iter().map(|step| step.id.clone()).collect();
        let kinds = [Changed::Added, Changed::Verdict, Changed::Other];
        let steps: BTreeMap<String, Changed> = steps.into_iter().zip(kinds).collect();
        let gone = |action: &str| Gone { action: action.to_owned(), verdict: Verdict::EventDriven };
        flow.changes = Changes { steps, gone: vec![gone("Send the mail"), gone(&"long ".repeat(400))] };
        flow
    }

    #[test]
    fn each_changed_step_has_a_badge_and_what_is_gone_stands_below() {
        let flow = changed();
        let before = lay_out(&Flow { changes: Changes::default(), ..flow.clone() }, Width::Wide);
        assert!(before.badges.is_empty() && before.ghosts.is_empty());
        for width in Width::ALL {
            let drawing = lay_out(&flow, *width);
            let badges = drawing.badges.iter().map(|badge| (&badge.node, &badge.changed));
            assert_eq!(badges.collect::<BTreeMap<_, _>>(), flow.changes.steps.iter().collect());
            for badge in &drawing.badges {
                assert!(drawing.boxes.iter().any(|node| node.node == badge.node && node.area.meets(&badge.area)));
                assert!(badge.area.right() <= drawing.width && badge.area.bottom() <= drawing.height);
                let words = drawing.boxes.iter().flat_map(|node| &node.labels);
                for label in words {
                    assert!(!label.area.meets(&badge.area), "{label:?} is covered by {badge:?}");
                }
            }
            assert_eq!(drawing.ghosts.len(), 2);
            for ghost in &drawing.ghosts {
                assert!(ghost.area.right() <= drawing.width && ghost.area.bottom() <= drawing.height);
                assert!(drawing.lanes.iter().all(|lane| !lane.area.meets(&ghost.area)), "{ghost:?}");
            }
        }
    }

    #[test]
    fn a_box_of_several_steps_is_new_only_if_all_are() {
        let changes = |all: &[(&str, Changed)]| Changes {
            steps: all.iter().map(|(node, changed)| ((*node).to_owned(), *changed)).collect(),
            gone: Vec::new(),
        };
        let steps = ["a".to_owned(), "b".to_owned()];
        let (added, verdict, other) = (Changed::Added, Changed::Verdict, Changed::Other);
        for (all, expected) in [
            (changes(&[]), None),
            (changes(&[("a", added)]), Some(other)),
            (changes(&[("a", added), ("b", added)]), Some(added)),
            (changes(&[("a", other), ("b", verdict)]), Some(verdict)),
        ] {
            assert_eq!(together(&steps, &all), expected);
        }
    }
}
