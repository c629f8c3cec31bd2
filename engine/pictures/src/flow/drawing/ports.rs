//! Opens the walls of outsiders' lanes where messages pass them, and says through what: our adapter reaches an outsider,
//! and an outsider reaches us through a webhook.
//!
//! It comes last, when every line has its way. A line that only passes through a lane, and one that only shows an order,
//! has no port. This module must not move anything.

use std::collections::BTreeMap;

use super::measure::width;
use super::polish::{is_beside, taken};
use super::{Area, Drawing, Label, LabelKind, Line, Port, PortKind};

/// Width and height of a port, pixels, as all lengths here.
const PORT: u32 = 8;
/// Distance from a port to its word.
const AWAY: u32 = 4;

/// Adds the ports, each with its word where that has room.
pub(super) fn open(drawing: &mut Drawing) {
    let walls: Vec<Area> = drawing.lanes.iter().filter(|lane| lane.outside).map(|lane| lane.area).collect();
    let mut found: BTreeMap<[u32; 2], PortKind> = BTreeMap::new();
    for lane in &walls {
        for line in drawing.lines.iter().filter(|line| !line.kind.only_orders()) {
            found.extend(passes(line, lane));
        }
    }
    for ([x, y], kind) in found {
        let area = Area { x: x - PORT / 2, y: y - PORT / 2, width: PORT, height: PORT };
        drawing.ports.push(Port { kind, area });
        let label = label(drawing, kind, &area);
        drawing.labels.extend(label);
    }
}

/// Where a line that leads into a lane, or out of it, passes the lane's wall.
fn passes(line: &Line, walls: &Area) -> Option<([u32; 2], PortKind)> {
    let is_inside = |point: Option<&[u32; 2]>| point.is_some_and(|[_, y]| walls.y < *y && *y < walls.bottom());
    let crossing = |ends: &[[u32; 2]]| {
        let [[x, from], [to_x, to]] = [ends[0], ends[1]];
        let passed = |wall: &u32| x == to_x && from.min(to) < *wall && *wall < from.max(to);
        [walls.y, walls.bottom()].into_iter().find(passed).map(|wall| [x, wall])
    };
    let mut stretches = line.points.windows(2);
    match (is_inside(line.points.first()), is_inside(line.points.last())) {
        (false, true) => Some((stretches.rev().find_map(crossing)?, PortKind::Adapter)),
        (true, false) => Some((stretches.find_map(crossing)?, PortKind::Webhook)),
        _ => None,
    }
}

/// The word beside a port, on the outer side of the wall or else on the inner one; `None` if something is in its way.
fn label(drawing: &Drawing, kind: PortKind, port: &Area) -> Option<Label> {
    let (words, kind) = (kind.id(), LabelKind::Port);
    let (wide, high) = (width(words, kind.size()), kind.line_height());
    let right = port.right() + AWAY;
    let left = port.x.checked_sub(AWAY + wide);
    let above = port.y.checked_sub(high - AWAY);
    let below = Some(port.bottom());
    let places = [(Some(right), above), (left, above), (Some(right), below), (left, below)];
    let areas = places.into_iter().filter_map(|(x, y)| Some(Area { x: x?, y: y?, width: wide, height: high }));
    let taken = taken(drawing);
    let is_free = |area: &Area| {
        let is_inside = super::NAMES <= area.x && area.right() <= drawing.width && area.bottom() <= drawing.height;
        let ports = drawing.ports.iter().map(|port| &port.area);
        let dots = drawing.dots.iter().map(|dot| &dot.area);
        is_inside
            && !taken.iter().chain(ports).chain(dots).any(|other| other.meets(area))
            && !drawing.lines.iter().any(|line| is_beside(line, area))
    };
    let area = areas.into_iter().find(is_free)?;
    Some(Label { kind, area, lines: vec![words.to_owned()] })
}
