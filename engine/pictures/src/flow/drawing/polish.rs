//! Straightens lines of a finished drawing where there is room: a call drops from the caller's line to the top of
//! its box, and a line to a later row leaves its box downwards.
//!
//! Each new way is checked against everything that is drawn, so nothing comes to lie on anything else. This module
//! must not move boxes or texts.

use std::collections::BTreeMap;

use super::super::{EdgeKind, Mode};
use super::{Area, BoxKind, Drawing, Line};

/// Drawings with more lines than this stay as they are.
const MOST_LINES: usize = 1_200;
/// Minimum distance from a straightened line to everything else, pixels, as all lengths here.
const AWAY: u32 = 5;
/// Distance from a box to its second frame.
const FRAME: u32 = 4;

/// Straightens the lines.
pub(super) fn polish(drawing: &mut Drawing) {
    if drawing.lines.len() > MOST_LINES {
        return;
    }
    let taken = taken(drawing);
    drop_calls(drawing, &taken);
    leave_downwards(drawing, &taken);
    leave_out_dots(drawing);
    extend_trunks(drawing);
}

/// What no line may touch: boxes with their frames, and texts.
pub(super) fn taken(drawing: &Drawing) -> Vec<Area> {
    let boxes = drawing.boxes.iter().map(framed);
    let terms = drawing.boxes.iter().flat_map(|node| &node.labels).map(|label| label.area);
    let chips = drawing.chips.iter().flat_map(|chip| [Some(chip.label.area), chip.clock]).flatten();
    let names = drawing.lanes.iter().flat_map(|lane| [Some(&lane.label), lane.tag.as_ref()]).flatten();
    let labels = names.chain(&drawing.labels).map(|label| label.area);
    boxes.chain(terms).chain(chips).chain(labels).collect()
}

fn framed(node: &super::NodeBox) -> Area {
    let frame = if node.strong { FRAME } else { 0 };
    let Area { x, y, width, height } = node.area;
    Area { x: x - frame, y: y - frame, width: width + 2 * frame, height: height + 2 * frame }
}

/// Leads each call that is waited for down to the top of its box.
fn drop_calls(drawing: &mut Drawing, taken: &[Area]) {
    for at in 0..drawing.lines.len() {
        let Some(line) = drawing.lines.get(at) else { continue };
        let is_call = line.kind == EdgeKind::Call && line.mode == Mode::Synchronous && !line.goes_on && !line.way_out;
        let [start, [_, level], .., end] = line.points[..] else { continue };
        if !is_call || line.points.len() != 4 || start[1] != level || end[1] <= level {
            continue;
        }
        let target = drawing.boxes.iter().map(|node| (node, framed(node))).find(|(node, area)| {
            area.x == end[0] && area.y <= end[1] && end[1] <= area.bottom() && node.kind == BoxKind::Call
        });
        let Some((_, target)) = target else { continue };
        let middle = target.x + target.width / 2;
        let way = [start, [middle, level], [middle, target.y]];
        if is_free(drawing, at, &way, taken) {
            drawing.lines[at].points = way.to_vec();
        }
    }
}

/// Lets lines that turn back behind their row leave their box at its lower edge, all that leave together.
fn leave_downwards(drawing: &mut Drawing, taken: &[Area]) {
    let mut together: BTreeMap<([u32; 2], [u32; 2], EdgeKind), Vec<usize>> = BTreeMap::new();
    for (at, line) in drawing.lines.iter().enumerate() {
        // To the right, down, and back to the left.
        if let [start, turn, under, back, ..] = line.points[..]
            && start[1] == turn[1]
            && turn[0] == under[0]
            && under[1] > start[1]
            && back[0] < start[0]
        {
            together.entry((start, under, line.kind)).or_default().push(at);
        }
    }
    for ((start, under, _), lines) in together {
        let from = drawing
            .boxes
            .iter()
            .map(|node| node.area)
            .find(|area| area.right() == start[0] && area.y <= start[1] && start[1] <= area.bottom());
        let (Some(from), Some(&first)) = (from, lines.first()) else { continue };
        let middle = from.x + from.width / 2;
        let way = [[middle, from.bottom()], [middle, under[1]]];
        let old: Vec<Vec<[u32; 2]>> = lines.iter().map(|at| drawing.lines[*at].points.clone()).collect();
        for &at in &lines {
            let rest = drawing.lines[at].points.split_off(3);
            drawing.lines[at].points = way.into_iter().chain(rest).collect();
        }
        if !is_free(drawing, first, &way, taken) || crosses(drawing, &lines, &way) {
            for (at, points) in lines.into_iter().zip(old) {
                drawing.lines[at].points = points;
            }
        }
    }
}

/// Removes the dots that lines pass straight: the line that leads to such a dot goes on to the other side of it.
fn leave_out_dots(drawing: &mut Drawing) {
    let Drawing { dots, lines, .. } = drawing;
    dots.retain(|dot| {
        let level = dot.area.y + dot.area.height / 2;
        let ends = |line: &Line| line.points.last() == Some(&[dot.area.x, level]);
        let arrives = |line: &Line| line.goes_on && ends(line);
        let leaves = |line: &&Line| line.points.first() == Some(&[dot.area.right(), level]);
        // A line that turns down at the dot, and not where its box stands, needs it.
        let turns = |line: &Line| line.points.len() > 3;
        let is_passed = lines.iter().any(arrives)
            && !lines.iter().any(|line| ends(line) && !line.goes_on)
            && !lines.iter().filter(leaves).any(turns);
        if is_passed {
            for line in lines.iter_mut().filter(|line| arrives(line)) {
                line.points.pop();
                line.points.push([dot.area.right(), level]);
            }
        }
        !is_passed
    });
}

/// Leads the line of whoever conducts on to where its last call drops.
fn extend_trunks(drawing: &mut Drawing) {
    let ends: Vec<usize> = (0..drawing.lines.len()).filter(|at| drawing.lines[*at].trunk).collect();
    for trunk in ends {
        let Some(&end) = drawing.lines[trunk].points.last() else { continue };
        let begins = |line: &&mut Line| line.points.first() == Some(&end);
        let mut behind: Vec<&mut Line> = drawing.lines.iter_mut().filter(begins).collect();
        // Several lines that leave together share the stretch.
        let [call] = &mut behind[..] else { continue };
        if let [[from, _], turn @ [to, level], below] = call.points[..]
            && call.kind == EdgeKind::Call
            && !call.goes_on
            && from < to
            && level == end[1]
        {
            call.points = vec![turn, below];
            if let Some(last) = drawing.lines[trunk].points.last_mut() {
                *last = turn;
            }
        }
    }
}

/// Whether a new way of a line is away from all that is taken, and from all lines that do not start where it does.
/// The last point may touch a box.
fn is_free(drawing: &Drawing, at: usize, way: &[[u32; 2]], taken: &[Area]) -> bool {
    let Some(own) = drawing.lines.get(at) else { return false };
    let starts = own.points.first();
    way.windows(2).all(|ends| {
        let stretch = around(ends[0], ends[1]);
        let others = drawing.lines.iter().filter(|line| line.kind != own.kind || line.points.first() != starts);
        let is_beside = |line: &Line| {
            line.points.windows(2).any(|other| {
                let is_level = |ends: &[[u32; 2]]| ends[0][1] == ends[1][1];
                is_level(other) == is_level(ends) && around(other[0], other[1]).meets(&stretch)
            })
        };
        !taken.iter().any(|area| area.meets(&shrunk(ends, &stretch))) && !others.into_iter().any(is_beside)
    })
}

/// Whether a part of the line lies inside an area or close to it.
pub(super) fn is_beside(line: &Line, area: &Area) -> bool {
    line.points.windows(2).any(|ends| around(ends[0], ends[1]).meets(area))
}

/// Whether an upright stretch crosses other lines than these.
fn crosses(drawing: &Drawing, own: &[usize], [[x, top], [_, bottom]]: &[[u32; 2]; 2]) -> bool {
    let others = drawing.lines.iter().enumerate().filter(|(at, _)| !own.contains(at)).map(|(_, line)| line);
    others.flat_map(|line| line.points.windows(2)).any(|ends| {
        let [[from, y], [to, to_y]] = [ends[0], ends[1]];
        y == to_y && from.min(to) < *x && *x < from.max(to) && *top < y && y < *bottom
    })
}

/// The area around a stretch of a line.
fn around([x, y]: [u32; 2], [to_x, to_y]: [u32; 2]) -> Area {
    let (left, top) = (x.min(to_x), y.min(to_y));
    if y == to_y {
        Area { x: left, y: top.saturating_sub(AWAY / 2), width: x.abs_diff(to_x), height: AWAY }
    } else {
        Area { x: left.saturating_sub(AWAY / 2), y: top, width: AWAY, height: y.abs_diff(to_y) }
    }
}

/// The stretch without the point where it may touch its own box.
fn shrunk(ends: &[[u32; 2]], stretch: &Area) -> Area {
    let is_level = ends[0][1] == ends[1][1];
    if is_level { Area { width: stretch.width.saturating_sub(1), ..*stretch } } else { *stretch }
}
