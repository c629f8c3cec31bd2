//! Pixels: turns cells and tracks into areas, points and labels that have room.
//!
//! It must not decide where anything stands; grid and routes have done that.

use super::super::text::consistency;
use super::super::{ChannelKind, Edge, EdgeKind, Flow, Step};
use super::grid::{Cell, Grid, What};
use super::measure::{cut, width, wrap, wrap_name};
use super::route::{End, Link, Routes, Way};
use super::{Area, BoxKind, CommitLine, Drawing, Label, LabelKind, Lane, Line, NodeBox};
use crate::assessment::{Level, Verdict};

/// Around everything.
const MARGIN: u32 = 12;
/// Above the lanes: room for the words above the wash and at the commit line.
const HEADER: u32 = 38;
/// Widest text of a lane's name, and of a box.
const LANE_TEXT: u32 = 130;
const BOX_TEXT: u32 = 150;
/// Inside a box, left and right of its text.
const PADDING: u32 = 10;
/// Between two tracks, and around the tracks of a gutter.
const TRACK: u32 = 9;
const GUTTER: u32 = 14;
/// More room right of a gutter's tracks, for arrows.
const ARROW: u32 = 8;
/// Room for the commit line in its gutter.
const COMMIT: u32 = 18;
/// Height of the strip of a lane where those who ask stand, and of a lane with nothing else.
const STRIP: u32 = 22;
const EMPTY_LANE: u32 = 44;
/// Below a lane's last row.
const LANE_END: u32 = 10;
/// Between two rows, without tracks.
const ROW_GAP: u32 = 10;
/// Below a box: what holds its consistency.
const NOTE: u32 = 22;

/// Draws what grid and routes have placed.
pub(super) fn paint(flow: &Flow, grid: &Grid, routes: &Routes) -> Drawing {
    let painter = Painter { flow, grid, routes, texts: texts(flow, grid), places: Places::default() };
    painter.paint()
}

fn px(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / 64)
}

/// What stands in a box, and how much room it needs.
struct Text {
    number: Option<String>,
    lines: Vec<String>,
    note: Option<(LabelKind, String)>,
    full: String,
    width: u32,
    height: u32,
}

impl Text {
    fn number_width(&self) -> u32 {
        self.number.as_deref().map_or(0, |number| width(number, LabelKind::Number.size()) + 8)
    }
}

fn texts(flow: &Flow, grid: &Grid) -> Vec<Text> {
    grid.cells
        .iter()
        .map(|cell| {
            let (number, full, note) = match cell.what {
                What::Step(at) => match flow.steps.get(at) {
                    Some(step) => (Some(step.number.to_string()), step.action.as_str(), Some(note(step))),
                    None => (None, "", None),
                },
                What::Channel(at) => (None, flow.channels.get(at).map_or("", |channel| &channel.name), None),
            };
            let lines = match cell.what {
                What::Step(_) => wrap(full, LabelKind::Action.size(), BOX_TEXT, 3),
                What::Channel(_) => wrap_name(full, LabelKind::Channel.size(), BOX_TEXT, 2),
            };
            let widest = lines.iter().map(|line| width(line, LabelKind::Action.size())).max().unwrap_or(0);
            let height = 17 + LabelKind::Action.line_height() * px(lines.len().max(1));
            let full = match &note {
                Some((_, note)) => format!("{full} ({note})"),
                None => full.to_owned(),
            };
            let mut text = Text { number, lines, note, full, width: 0, height };
            let note = text.note.as_ref().map_or(0, |(kind, note)| width(note, kind.size()).min(BOX_TEXT + 20));
            text.width = (text.number_width() + widest + 2 * PADDING).max(note).max(56);
            text
        })
        .collect()
}

/// What stands below a step, with the sign that tells strong from eventual without colour.
fn note(step: &Step) -> (LabelKind, String) {
    match step.consistency.level {
        Level::Strong => (LabelKind::Strong, format!("■ {}", consistency(step))),
        _ => (LabelKind::Eventual, format!("≈ {}", consistency(step))),
    }
}

/// Pixels of columns, rows and lanes.
#[derive(Default)]
struct Places {
    /// Left edge and width of each column.
    columns: Vec<(u32, u32)>,
    /// Where the tracks of each upright gutter begin.
    gutters: Vec<u32>,
    /// Upper edge and height of each row's boxes.
    rows: Vec<(u32, u32)>,
    /// Where the tracks of each level gutter begin.
    levels: Vec<u32>,
    lanes: Vec<Area>,
    strips: Vec<u32>,
    name_width: u32,
    commit: Option<u32>,
    width: u32,
    height: u32,
}

struct Painter<'d> {
    flow: &'d Flow,
    grid: &'d Grid,
    routes: &'d Routes,
    texts: Vec<Text>,
    places: Places,
}

impl Painter<'_> {
    fn paint(mut self) -> Drawing {
        self.set_columns();
        self.set_rows();
        let labels = self.labels();
        let lanes = self.lanes();
        let boxes: Vec<NodeBox> =
            self.grid.cells.iter().zip(&self.texts).map(|(cell, text)| self.node(cell, text)).collect();
        let drawn = self.routes.links.iter().filter_map(|link| self.line(link, &boxes)).collect();
        let places = &self.places;
        let wash = places.commit.map(|x| Area {
            x: MARGIN + places.name_width,
            y: HEADER,
            width: x.saturating_sub(MARGIN + places.name_width),
            height: places.height - MARGIN - HEADER,
        });
        let gap = |(cell, node): (&Cell, &NodeBox)| {
            let What::Step(at) = cell.what else { return None };
            let step = self.flow.steps.get(at)?;
            let inside = wash.is_some_and(|wash| wash.meets(&node.area)) && !step.waited_for;
            let (x, y) = (node.area.x - 6, node.area.y - 5);
            inside.then_some(Area { x, y, width: node.area.width + 12, height: node.area.height + 7 + NOTE })
        };
        let commit_node = self.flow.commit_point.clone();
        Drawing {
            flow: self.flow.id.clone(),
            title: self.flow.name.clone(),
            text: self.flow.text.clone(),
            width: places.width,
            height: places.height,
            wash,
            gaps: self.grid.cells.iter().zip(&boxes).filter_map(gap).collect(),
            commit: places.commit.zip(commit_node).map(|(x, node)| CommitLine {
                node,
                x,
                top: MARGIN + 4,
                bottom: places.height - MARGIN,
            }),
            lanes,
            boxes,
            lines: drawn,
            labels,
            left_out: px(self.grid.left_out + self.routes.left_out),
        }
    }

    fn set_columns(&mut self) {
        let names = self.flow.participants.iter().map(|participant| {
            let lines = wrap(&participant.name, LabelKind::Lane.size(), LANE_TEXT, 2);
            // Names are set in bold, which is wider.
            lines.iter().map(|line| width(line, LabelKind::Lane.size()) * 9 / 8).max().unwrap_or(0)
        });
        let places = &mut self.places;
        places.name_width = names.max().unwrap_or(0).max(64) + 16;
        let mut widths = vec![0; self.grid.columns];
        for (cell, text) in self.grid.cells.iter().zip(&self.texts) {
            if let Some(column) = widths.get_mut(cell.column) {
                *column = text.width.max(*column);
            }
        }
        let mut x = MARGIN + places.name_width;
        for gutter in 0..=self.grid.columns {
            if gutter > 0 && self.grid.last_waited == Some(gutter - 1) {
                places.commit = Some(x + COMMIT - 4);
                x += COMMIT;
            }
            places.gutters.push(x + GUTTER);
            let tracks = px(self.routes.trunk_tracks.get(gutter).copied().unwrap_or(0));
            let is_last = gutter == self.grid.columns;
            if !is_last || tracks > 0 {
                x += 2 * GUTTER + tracks.saturating_sub(1) * TRACK + ARROW;
            }
            if let Some(width) = widths.get(gutter) {
                places.columns.push((x, *width));
                x += width;
            }
        }
        places.width = x + MARGIN;
    }

    fn set_rows(&mut self) {
        let mut heights = vec![34; self.grid.rows];
        let mut notes = vec![false; self.grid.rows];
        for (cell, text) in self.grid.cells.iter().zip(&self.texts) {
            if let (Some(height), Some(note)) = (heights.get_mut(cell.row), notes.get_mut(cell.row)) {
                *height = text.height.max(*height);
                *note |= text.note.is_some();
            }
        }
        let places = &mut self.places;
        let mut y = HEADER;
        for lane in &self.grid.lanes {
            let top = y;
            if lane.rows == 0 {
                places.strips.push(y + EMPTY_LANE / 2);
                y += EMPTY_LANE;
            } else {
                places.strips.push(y + STRIP / 2);
                y += STRIP;
                for row in lane.first_row..lane.first_row + lane.rows {
                    let tracks = px(self.routes.level_tracks.get(row).copied().unwrap_or(0));
                    if row > lane.first_row {
                        y += ROW_GAP;
                    }
                    places.levels.push(y);
                    y += tracks * TRACK + if tracks > 0 { 4 } else { 0 };
                    let height = heights.get(row).copied().unwrap_or(34);
                    places.rows.push((y, height));
                    y += height + if notes.get(row) == Some(&true) { NOTE } else { 0 };
                }
                y += LANE_END;
            }
            places.lanes.push(Area { x: MARGIN, y: top, width: 0, height: y - top });
        }
        places.height = y + MARGIN;
    }

    /// The words above the wash and beside the commit line; may make the drawing wider.
    fn labels(&mut self) -> Vec<Label> {
        let Some(x) = self.places.commit else { return Vec::new() };
        let mut labels = Vec::new();
        let above = |kind: LabelKind, x: u32, y: u32, room: u32, text: &str| {
            let line = cut(text, kind.size(), room);
            let area = Area { x, y, width: width(&line, kind.size()), height: kind.line_height() };
            Label { kind, area, lines: vec![line] }
        };
        if self.flow.commit_point.is_some() {
            let words = "commit point";
            let wide = width(words, LabelKind::Commit.size());
            labels.push(above(LabelKind::Commit, x.saturating_sub(wide + 6), 4, wide, words));
        }
        let left = MARGIN + self.places.name_width;
        if let Some(name) = self.flow.waiting() {
            let name = cut(name, LabelKind::Waiting.size(), x.saturating_sub(left + 50));
            let words = format!("{name} waits");
            labels.push(above(LabelKind::Waiting, left + 6, HEADER - 17, x.saturating_sub(left + 10), &words));
        }
        let behind: Vec<&Step> = self.flow.steps.iter().filter(|step| !step.waited_for).collect();
        if !behind.is_empty() {
            let nobody = behind.iter().all(|step| step.verdict == Verdict::EventDriven);
            let words = if nobody { "nobody waits" } else { "behind the commit point" };
            let label = above(LabelKind::Waiting, x + 10, HEADER - 17, 400, words);
            self.places.width = self.places.width.max(label.area.right() + MARGIN);
            labels.push(label);
        }
        labels
    }

    fn lanes(&self) -> Vec<Lane> {
        self.grid
            .lanes
            .iter()
            .zip(&self.places.lanes)
            .filter_map(|(lane, area)| {
                let participant = self.flow.participants.get(lane.participant)?;
                let kind = LabelKind::Lane;
                let lines = wrap(&participant.name, kind.size(), LANE_TEXT, 2);
                let height = kind.line_height() * px(lines.len());
                let width = self.places.name_width - 12;
                let y = area.y + (area.height - height.min(area.height)) / 2;
                let label = Label { kind, area: Area { x: MARGIN + 4, y, width, height }, lines };
                let area = Area { width: self.places.width - 2 * MARGIN, ..*area };
                Some(Lane { node: participant.id.clone(), area, label })
            })
            .collect()
    }

    fn node(&self, cell: &Cell, text: &Text) -> NodeBox {
        let (x, wide) = self.places.columns.get(cell.column).copied().unwrap_or_default();
        let (top, high) = self.places.rows.get(cell.row).copied().unwrap_or_default();
        let area = Area { x, y: top + (high - text.height.min(high)) / 2, width: wide, height: text.height };
        let (node, kind, strong) = match cell.what {
            What::Step(at) => {
                let step = self.flow.steps.get(at);
                let reacts = step.is_some_and(|step| step.verdict == Verdict::EventDriven);
                let kind = if reacts { BoxKind::Reaction } else { BoxKind::Call };
                (step.map(|step| step.id.clone()), kind, step.is_some_and(|step| step.strong))
            }
            What::Channel(at) => {
                let channel = self.flow.channels.get(at);
                let is_queue = channel.is_some_and(|channel| channel.kind == ChannelKind::Queue);
                let kind = if is_queue { BoxKind::Queue } else { BoxKind::Event };
                (channel.map(|channel| channel.id.clone()), kind, false)
            }
        };
        let mut labels = Vec::with_capacity(3);
        let step_in = text.number_width();
        let line = LabelKind::Action.line_height();
        let lines_y = area.y + (area.height - (line * px(text.lines.len().max(1))).min(area.height)) / 2;
        if let Some(number) = &text.number {
            let area = Area { x: x + PADDING, y: lines_y, width: step_in.saturating_sub(6), height: line };
            labels.push(Label { kind: LabelKind::Number, area, lines: vec![number.clone()] });
        }
        let kind_of_text = if text.number.is_some() { LabelKind::Action } else { LabelKind::Channel };
        let inner = Area {
            x: x + PADDING + step_in,
            y: lines_y,
            width: wide.saturating_sub(2 * PADDING + step_in),
            height: line * px(text.lines.len()),
        };
        labels.push(Label { kind: kind_of_text, area: inner, lines: text.lines.clone() });
        if let Some((note, words)) = &text.note {
            let area = Area { x, y: area.bottom() + 5, width: wide, height: note.line_height() };
            labels.push(Label { kind: *note, area, lines: vec![cut(words, note.size(), wide)] });
        }
        NodeBox { node: node.unwrap_or_default(), kind, strong, area, labels, full: text.full.clone() }
    }

    fn line(&self, link: &Link, boxes: &[NodeBox]) -> Option<Line> {
        let edge: &Edge = self.flow.edges.get(link.edge)?;
        let is_straight = link.way == Way::Straight;
        let start = self.end(link.from, edge.kind, is_straight, true, boxes)?;
        let end = self.end(link.to, edge.kind, is_straight, false, boxes)?;
        let points = match link.way {
            Way::Straight => vec![start, end],
            Way::Trunk(trunk) => {
                let x = self.trunk(trunk)?;
                // On a lane a line begins and ends where its trunk stands.
                let from = if let End::Lane(_) = link.from { None } else { Some(start) };
                let to = if let End::Lane(_) = link.to { None } else { Some(end) };
                from.into_iter().chain([[x, start[1]], [x, end[1]]]).chain(to).collect()
            }
            Way::Far { first, level, last } => {
                let stretch = self.routes.levels.get(level)?;
                let y = self.places.levels.get(stretch.gutter)? + px(stretch.track) * TRACK;
                let (first, last) = (self.trunk(first)?, self.trunk(last)?);
                vec![start, [first, start[1]], [first, y], [last, y], [last, end[1]], end]
            }
        };
        Some(Line { edge: edge.id.clone(), kind: edge.kind, mode: edge.mode, points })
    }

    fn trunk(&self, at: usize) -> Option<u32> {
        let stretch = self.routes.trunks.get(at)?;
        Some(self.places.gutters.get(stretch.gutter)? + px(stretch.track) * TRACK)
    }

    /// Where a line leaves or reaches a box or a lane. Those that leave and those that reach use different heights, so
    /// that two lines in one row never run on top of each other.
    fn end(&self, end: End, kind: EdgeKind, straight: bool, leaves: bool, boxes: &[NodeBox]) -> Option<[u32; 2]> {
        match end {
            End::Lane(lane) => Some([0, *self.places.strips.get(lane)?]),
            End::Cell(cell) => {
                let node = boxes.get(cell)?;
                let (top, high) = self.places.rows.get(self.grid.cells.get(cell)?.row)?;
                // Of the row, so that a level line is level between boxes of different heights.
                let middle = top + high / 2;
                let y = match (kind, straight, leaves) {
                    (EdgeKind::After, true, _) | (EdgeKind::After, _, true) => middle + 11,
                    (EdgeKind::After, ..) => middle - 11,
                    (_, true, _) => middle,
                    (_, false, true) => middle + 6,
                    (_, false, false) => middle - 6,
                };
                let frame = if node.strong { 4 } else { 0 };
                Some([if leaves { node.area.right() + frame } else { node.area.x - frame }, y])
            }
        }
    }
}
