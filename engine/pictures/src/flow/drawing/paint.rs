//! Turns laid-out rows into a drawing in pixels: areas, points, and labels that fit.
//!
//! This module must not decide where anything stands within a row; the layout has done that.

use std::collections::BTreeSet;

use super::super::text::{copy_kind, in_short};
use super::super::{Channel, ChannelKind, EdgeKind, Flow, Mode, Participant, Step, TriggerKind};
use super::box_text::{BoxText, PADDING};
use super::measure::{cut, width, wrap_name};
use super::plan::{BELOW, Plan, Thing};
use super::rows::{END, ENTRY, Pass, Row, Rows};
use super::{Area, BoxKind, Chip, CommitLine, Dot, Drawing, Groups, Label, LabelKind, Lane, Line, Member, NodeBox};
use super::{CLOCK, CLOCK_FACE, DOT, FRAME, NAMES};
use advice::description::{Outcome, ParticipantKind};
use advice::terms::Verdict;

/// Height above the lanes of a row: of one with words, of one with words and the commit point, and of others; pixels,
/// as all lengths here.
const HEADER: u32 = 26;
const COMMIT_HEADER: u32 = 38;
const NO_HEADER: u32 = 8;
/// Distance from a row to the first line in the gutter below it, and from the last one to the next row.
const GUTTER: u32 = 12;
/// Distance from the left edge to the names of the lanes, and from there to where the lanes begin.
const INDENT: u32 = 12;
/// Distance from a row's last layer to the first track behind it.
const TURN: u32 = 6;
/// The words about who waits.
const WAITING: LabelKind = LabelKind::Waiting;

/// Width of a text in bold letters, which are wider than the table says.
fn bold(text: &str, size: u32) -> u32 {
    width(text, size) * 9 / 8 + 1
}
/// Width of the sign before the words about whose data a participant copies.
const DRUM: u32 = 16;

/// Draws a plan as its rows are laid out.
pub(super) fn paint(flow: &Flow, groups: &Groups<'_>, plan: &Plan, rows: &Rows) -> Drawing {
    let ways_out = flow.steps.iter().filter(|step| step.way_out).map(|step| step.id.as_str()).collect();
    let mut painter = Painter { flow, groups, plan, rows, ways_out, sites: Vec::with_capacity(rows.all.len()) };
    painter.settle();
    painter.paint()
}

/// The words below a participant's name: whose data it copies, or that it is no part of the system.
fn tag(participant: &Participant) -> Option<(LabelKind, String)> {
    let copies = participant.of.as_ref().map(|of| format!("{} of {of}", copy_kind(participant.kind)));
    match copies {
        Some(words) => {
            let words = cut(&words, LabelKind::Copies.size(), NAMES - INDENT - DRUM - 4);
            Some((LabelKind::Copies, words))
        }
        None if is_outside(participant) => Some((LabelKind::Outside, "outside".to_owned())),
        None => None,
    }
}

fn is_outside(participant: &Participant) -> bool {
    participant.kind == ParticipantKind::External
}

/// Converts a length to pixels; negative lengths become 0.
fn px(length: i64) -> u32 {
    u32::try_from(length.max(0)).unwrap_or(u32::MAX / 64)
}

/// Where a row stands in the drawing.
#[derive(Debug, Clone, Copy)]
struct Site {
    /// The upper end of its header.
    top: u32,
    /// The upper and the lower edge of its lanes.
    lanes: u32,
    bottom: u32,
    /// Where its first layer begins and its last layer ends.
    left: u32,
    right: u32,
    /// Where its caller stops waiting, if that is in this row.
    border: Option<u32>,
    /// Where the words begin about who waits for the steps outside of the sync prefix, if they stand above this row.
    behind: Option<u32>,
}

struct Painter<'d> {
    flow: &'d Flow,
    groups: &'d Groups<'d>,
    plan: &'d Plan,
    rows: &'d Rows,
    /// The steps that only run because an earlier one was not done.
    ways_out: BTreeSet<&'d str>,
    sites: Vec<Site>,
}

/// A node of a row: the row's index, the node's index there, and in the plan.
#[derive(Debug, Clone, Copy)]
struct Spot {
    row: usize,
    node: usize,
    planned: usize,
}

impl Painter<'_> {
    /// Places the rows one below the other.
    fn settle(&mut self) {
        let border = self.plan.things.iter().position(|thing| *thing == Thing::Border);
        // The words about those behind the commit point stand above the first row that has room for them.
        let mut words = self.behind().filter(|_| !self.flow.only_asks()).map(|(_, words)| bold(words, WAITING.size()));
        let mut is_behind = border.is_none();
        let mut y = 0;
        for (at, row) in self.rows.all.iter().enumerate() {
            let left = px(i64::from(NAMES) + ENTRY + self.rows.pitch * whole(self.rows.left[at]));
            let right = left + px(row.layout.size[1]);
            let of_border = border.and_then(|border| row.nodes.iter().position(|node| *node == border));
            let border = of_border.and_then(|node| Some(left + px(row.layout.places.get(node)?[1])));
            let is_last = at + 1 == self.rows.all.len();
            let begins = border.map(|x| x + 10).or(is_behind.then_some(left - 8));
            let fits = |x: &u32| words.is_some_and(|wide| is_last || x + wide + px(END) <= self.rows.room.pixels());
            let behind = begins.filter(fits);
            is_behind |= border.is_some();
            words = words.filter(|_| behind.is_none());
            let header = match (border, at, behind) {
                (Some(_), ..) => COMMIT_HEADER,
                (None, 0, _) | (None, _, Some(_)) => HEADER,
                _ => NO_HEADER,
            };
            let lanes = y + header;
            let bottom = lanes + px(row.layout.lanes.last().map_or(0, |lane| lane[1]).max(row.layout.size[0]));
            self.sites.push(Site { top: y, lanes, bottom, left, right, border, behind });
            let gutter = match whole(row.exits.len()) {
                0 => GUTTER,
                many => 2 * GUTTER + px(self.rows.pitch * (many - 1)),
            };
            y = bottom + gutter;
        }
    }

    fn paint(&self) -> Drawing {
        let labels = self.labels();
        let boxes: Vec<NodeBox> = self.spots().filter_map(|spot| self.node(spot)).collect();
        let drawn = self.lines();
        let ends = self.sites.iter().zip(&self.rows.all).map(|(site, row)| {
            let tracks = px(self.rows.pitch * whole(row.exits.len()));
            site.right + tracks
        });
        let labelled = labels.iter().map(|label: &Label| label.area.right());
        let width = ends.chain(labelled).max().unwrap_or(NAMES) + px(END);
        let lanes = self.lanes(width);
        let wash = self.wash(width);
        let commit = self.sites.iter().find_map(|site| Some((site, site.border?)));
        Drawing {
            flow: self.flow.id.clone(),
            title: self.flow.name.clone(),
            text: self.flow.text.clone(),
            room: self.rows.room,
            width,
            height: self.sites.last().map_or(HEADER, |site| site.bottom) + GUTTER,
            gaps: if self.flow.only_asks() { Vec::new() } else { self.gaps(&wash, &boxes) },
            commit: commit.zip(self.flow.commit_point.clone()).map(|((site, x), node)| CommitLine {
                node,
                x,
                top: site.top + 8,
                bottom: site.bottom,
            }),
            ports: Vec::new(),
            wash,
            lanes,
            dots: self.dots(),
            boxes,
            chips: self.spots().filter_map(|spot| self.chip(spot)).collect(),
            lines: drawn,
            labels,
            badges: Vec::new(),
            ghosts: Vec::new(),
            left_out: u32::try_from(self.plan.left_out).unwrap_or(u32::MAX),
        }
    }

    /// The nodes of all rows, in the order of the plan within each row.
    fn spots(&self) -> impl Iterator<Item = Spot> + '_ {
        self.rows.all.iter().enumerate().flat_map(|(row, known)| {
            known.nodes.iter().enumerate().map(move |(node, planned)| Spot { row, node, planned: *planned })
        })
    }

    fn x(&self, row: usize, depth: i64) -> u32 {
        self.sites.get(row).map_or(0, |site| site.left) + px(depth)
    }

    fn y(&self, row: usize, across: i64) -> u32 {
        self.sites.get(row).map_or(0, |site| site.lanes) + px(across)
    }

    /// The left and right edge of a node's layer.
    fn moment(&self, row: usize, node: usize) -> Option<[u32; 2]> {
        let layout = &self.rows.all.get(row)?.layout;
        let [from, to] = *layout.depths.get(*layout.layers.get(node)?)?;
        Some([self.x(row, from), self.x(row, to)])
    }

    /// The upper edge of a node.
    fn upper(&self, spot: Spot) -> Option<u32> {
        Some(self.y(spot.row, self.rows.all.get(spot.row)?.layout.places.get(spot.node)?[0]))
    }

    /// The height of the line that a node stands on.
    fn line_of(&self, spot: Spot) -> Option<u32> {
        Some(self.upper(spot)? + px(self.plan.graph.nodes.get(spot.planned)?.ports[0]))
    }

    /// The box at a node. It stands at the beginning of its layer.
    fn node(&self, spot: Spot) -> Option<NodeBox> {
        let words = self.plan.words.get(spot.planned)?.as_ref()?;
        let ([left, _], upper) = (self.moment(spot.row, spot.node)?, self.upper(spot)?);
        let area = |x: u32, y: u32| Area { x, y, width: words.width, height: words.height };
        match *self.plan.things.get(spot.planned)? {
            Thing::Step(step) => {
                let step = self.flow.steps.get(step)?;
                let frame = px(FRAME);
                let area = area(left + if step.strong { frame } else { 0 }, upper + frame);
                let reacts = step.verdict == Verdict::EventDriven;
                let kind = if reacts { BoxKind::Reaction } else { BoxKind::Call };
                let made = labelled(step.id.clone(), kind, step.strong, area, words);
                let members = self.members(step, &area, words);
                Some(NodeBox { way_out: step.way_out, members, ..made })
            }
            Thing::Channel(channel) => {
                let channel = self.flow.channels.get(channel)?;
                let is_queue = channel.kind == ChannelKind::Queue;
                let kind = if is_queue { BoxKind::Queue } else { BoxKind::Event };
                let made = labelled(channel.id.clone(), kind, false, area(left, upper), words);
                Some(NodeBox { way_out: self.is_way_out(channel), ..made })
            }
            Thing::Trigger => {
                let trigger = self.flow.trigger.as_ref().filter(|trigger| trigger.kind == TriggerKind::Event)?;
                Some(labelled(trigger.id.clone(), BoxKind::Event, false, area(left, upper), words))
            }
            Thing::Dot(_) | Thing::Border | Thing::Joint | Thing::Chip(_) => None,
        }
    }

    /// The steps that a box stands for.
    fn members(&self, step: &Step, area: &Area, words: &BoxText) -> Vec<Member> {
        let members = self.groups.get(step.id.as_str()).into_iter().flatten().zip(&words.members);
        let member = |(step, place): (&&Step, &Area)| Member {
            node: step.id.clone(),
            label: Label {
                kind: LabelKind::Number,
                area: Area { x: area.x + place.x, y: area.y + place.y, ..*place },
                lines: vec![step.number.to_string()],
            },
            full: BoxText::of_step(step, &[], &[]).full,
            says: in_short(step),
        };
        members.map(member).collect()
    }

    /// Whether a channel belongs to what happens because a step was not done.
    fn is_way_out(&self, channel: &Channel) -> bool {
        channel.outcome != Outcome::Done || self.ways_out.contains(channel.step.as_str())
    }

    /// The condition or timer at a node, or the clock that sets the flow off. It stands at the beginning of its
    /// layer, above the line that passes.
    fn chip(&self, spot: Spot) -> Option<Chip> {
        let (node, way_out, has_clock) = match *self.plan.things.get(spot.planned)? {
            Thing::Chip(step) => {
                let step = self.flow.steps.get(step)?;
                (&step.id, step.way_out, step.starts.is_some())
            }
            Thing::Trigger => {
                let trigger = self.flow.trigger.as_ref().filter(|trigger| trigger.kind == TriggerKind::Schedule)?;
                (&trigger.id, false, true)
            }
            _ => return None,
        };
        let words = self.plan.words.get(spot.planned)?.as_ref()?;
        let ([left, _], line) = (self.moment(spot.row, spot.node)?, self.line_of(spot)?);
        let clock =
            has_clock.then(|| Area { x: left, y: line - CLOCK_FACE / 2, width: CLOCK_FACE, height: CLOCK_FACE });
        let step_in = if has_clock { CLOCK } else { 0 };
        let area = Area { x: left + step_in, y: self.upper(spot)?, width: words.width - step_in, height: words.height };
        Some(Chip {
            node: node.clone(),
            way_out,
            clock,
            label: Label { kind: LabelKind::Chip, area, lines: words.lines.clone() },
        })
    }

    /// The dots. Each stands at the right edge of its layer, behind the steps of that layer.
    fn dots(&self) -> Vec<Dot> {
        let dot = |spot: Spot| {
            let Thing::Dot(mode) = *self.plan.things.get(spot.planned)? else { return None };
            let lane = self.plan.graph.nodes.get(spot.planned)?.lane?;
            let participant = self.flow.participants.get(*self.plan.lanes.get(lane)?)?;
            let ([_, right], y) = (self.moment(spot.row, spot.node)?, self.upper(spot)?);
            let area = Area { x: right - px(DOT), y, width: px(DOT), height: px(DOT) };
            Some(Dot { node: participant.id.clone(), mode, area })
        };
        self.spots().filter_map(dot).collect()
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.plan.graph.edges.len());
        // The rows in which each edge has a part; a line that leads to another row has two.
        let mut parts: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.plan.graph.edges.len()];
        for (row, known) in self.rows.all.iter().enumerate() {
            for (edge, leg) in &known.legs {
                if let Some(parts) = parts.get_mut(*edge) {
                    parts.push((row, *leg));
                }
            }
        }
        for (at, parts) in parts.iter().enumerate() {
            lines.extend(self.line(at, parts));
        }
        lines
    }

    /// The line of an edge of the plan.
    fn line(&self, at: usize, parts: &[(usize, usize)]) -> Option<Line> {
        let edge = self.plan.graph.edges.get(at)?;
        let shown = self.flow.edges.get(*self.plan.shows.get(at)?)?;
        let mut points: Vec<[u32; 2]> = Vec::new();
        for &(row, leg) in parts {
            let mut part = self.leg(row, leg)?;
            if let Some(pass) = self.rows.passes.get(&(edge.from, edge.bundle)).filter(|pass| row != pass.from) {
                let ([right, gutter, left], [.., y]) = (self.way_back(pass)?, *part.first()?);
                points.last_mut()?[0] = right;
                points.extend([[right, gutter], [left, gutter], [left, y]]);
                part.first_mut()?[0] = left;
            }
            points.extend(part);
        }
        let (first, last) = (parts.first()?, parts.last()?);
        let leads_to = self.plan.things.get(edge.to)?;
        points.first_mut()?[0] = self.begins(first.0, edge.from)?;
        points.last_mut()?[0] = self.ends(last.0, edge.to)?;
        // Whoever publishes an event about another participant's step comes after that step.
        let is_heard = shown.kind == EdgeKind::Publish && matches!(leads_to, Thing::Dot(_));
        let is_trunk = shown.kind == EdgeKind::Call && matches!(leads_to, Thing::Dot(_));
        Some(Line {
            edge: shown.id.clone(),
            kind: if is_heard { EdgeKind::After } else { shown.kind },
            mode: shown.mode,
            way_out: shown.way_out,
            goes_on: is_trunk || matches!(leads_to, Thing::Chip(_)),
            trunk: is_trunk && shown.mode == Mode::Synchronous,
            points: corners(points),
        })
    }

    /// The corners of a leg of a row.
    fn leg(&self, row: usize, leg: usize) -> Option<Vec<[u32; 2]>> {
        let route = self.rows.all.get(row)?.layout.routes.get(leg).filter(|route| !route.is_empty())?;
        Some(route.iter().map(|[across, depth]| [self.x(row, *depth), self.y(row, *across)]).collect())
    }

    /// Where a bundle of lines turns down behind its row, runs back below it, and turns down before later rows.
    fn way_back(&self, pass: &Pass) -> Option<[u32; 3]> {
        let site = self.sites.get(pass.from)?;
        let track = |track: usize| px(self.rows.pitch * whole(track));
        let left = NAMES + px(ENTRY / 2) + track(pass.back);
        Some([site.right + TURN + track(pass.out), site.bottom + GUTTER + track(pass.out), left])
    }

    /// Where a line that leaves a node of the plan begins.
    fn begins(&self, row: usize, planned: usize) -> Option<u32> {
        let node = self.rows.all.get(row)?.nodes.iter().position(|known| *known == planned)?;
        let [left, right] = self.moment(row, node)?;
        let words = self.plan.words.get(planned).and_then(Option::as_ref);
        Some(match (self.plan.things.get(planned)?, words) {
            (Thing::Step(step), Some(words)) => {
                let frames = if self.flow.steps.get(*step)?.strong { 2 * px(FRAME) } else { 0 };
                left + words.width + frames
            }
            (Thing::Trigger, Some(_)) if self.is_scheduled() => left + CLOCK_FACE,
            (Thing::Channel(_) | Thing::Trigger, Some(words)) => left + words.width,
            _ => right,
        })
    }

    /// Where a line that reaches a node of the plan ends. A line to a condition or timer passes below its words.
    fn ends(&self, row: usize, planned: usize) -> Option<u32> {
        let node = self.rows.all.get(row)?.nodes.iter().position(|known| *known == planned)?;
        let [left, right] = self.moment(row, node)?;
        Some(match self.plan.things.get(planned)? {
            Thing::Dot(_) => right - px(DOT),
            Thing::Chip(_) => right,
            _ => left,
        })
    }

    fn is_scheduled(&self) -> bool {
        self.flow.trigger.as_ref().is_some_and(|trigger| trigger.kind == TriggerKind::Schedule)
    }

    /// The background of what the flow's caller waits for: an area for each row.
    fn wash(&self, width: u32) -> Vec<Area> {
        let last = self.sites.iter().position(|site| site.border.is_some());
        let rows = if self.flow.only_asks() { self.sites.len() } else { last.map_or(0, |last| last + 1) };
        let area = |site: &Site| {
            let right = site.border.unwrap_or(width);
            Area { x: NAMES, y: site.lanes, width: right - NAMES, height: site.bottom - site.lanes }
        };
        self.sites.iter().take(rows).map(area).collect()
    }

    /// The holes in the background: boxes of steps that nobody waits for inside the part that the flow's caller
    /// waits for.
    fn gaps(&self, wash: &[Area], boxes: &[NodeBox]) -> Vec<Area> {
        let waited: BTreeSet<&str> =
            self.flow.steps.iter().filter(|step| step.waited_for).map(|step| step.id.as_str()).collect();
        let is_step = |node: &&NodeBox| matches!(node.kind, BoxKind::Call | BoxKind::Reaction);
        let inside = |node: &&NodeBox| wash.iter().any(|wash| wash.meets(&node.area));
        let gap = |node: &NodeBox| {
            let (x, y) = (node.area.x - 6, node.area.y - 5);
            let below = node.labels.iter().map(|label| label.area.bottom()).max().unwrap_or(0).max(node.area.bottom());
            Area { x, y, width: node.area.width + 12, height: below + 3 - y }
        };
        boxes
            .iter()
            .filter(is_step)
            .filter(inside)
            .filter(|node| !waited.contains(node.node.as_str()))
            .map(gap)
            .collect()
    }

    /// The words above the rows, about who waits and about the commit point.
    fn labels(&self) -> Vec<Label> {
        let above = |kind: LabelKind, x: u32, y: u32, room: u32, text: &str| {
            let line = cut(text, kind.size(), room * 8 / 9);
            let area = Area { x, y, width: bold(&line, kind.size()).min(room), height: kind.line_height() };
            Label { kind, area, lines: vec![line] }
        };
        let waiting = |kind: LabelKind, x: u32, site: &Site, room: u32, words: &str| {
            above(kind, x, site.lanes.saturating_sub(kind.line_height() + 3), room, words)
        };
        let Some(first) = self.sites.first() else { return Vec::new() };
        let left = NAMES + 6;
        if self.flow.only_asks() {
            let name = self.flow.waiting().unwrap_or_default();
            let name = cut(name, WAITING.size(), 200);
            return vec![waiting(WAITING, left, first, 400, &format!("{name} asks and waits"))];
        }
        let mut labels = Vec::new();
        let border = self.sites.iter().find_map(|site| Some((site, site.border?)));
        if let Some((site, x)) = border {
            if self.flow.commit_point.is_some() {
                let words = "commit point";
                let wide = bold(words, LabelKind::Commit.size());
                // The words stand before the line, but not where lines enter the row.
                let before = x.saturating_sub(wide + 6);
                let begins = if before < site.left { x + 6 } else { before };
                labels.push(above(LabelKind::Commit, begins, site.top + 4, wide, words));
            }
            if let Some(name) = self.flow.waiting() {
                let until = first.border.unwrap_or(first.right);
                let room = until.saturating_sub(left + 4);
                let name = cut(name, WAITING.size(), (room * 8 / 9).saturating_sub(40));
                labels.push(waiting(WAITING, left, first, room, &format!("{name} waits")));
            }
        }
        let behind = self.sites.iter().find_map(|site| Some((site, site.behind?)));
        if let (Some((kind, words)), Some((site, x))) = (self.behind(), behind) {
            labels.push(waiting(kind, x, site, self.rows.room.pixels() - px(END) - x, words));
        }
        labels
    }

    /// The words about who waits for the steps outside of the sync prefix, if there are any.
    fn behind(&self) -> Option<(LabelKind, &'static str)> {
        let mut behind = self.flow.steps.iter().filter(|step| !step.waited_for).peekable();
        behind.peek()?;
        Some(if behind.all(|step| step.verdict == Verdict::EventDriven) {
            (LabelKind::Nobody, "nobody waits")
        } else if self.flow.sync_prefix.is_empty() {
            (WAITING, "who asks, waits")
        } else {
            (LabelKind::Behind, "behind the commit point")
        })
    }

    fn lanes(&self, width: u32) -> Vec<Lane> {
        let mut lanes = Vec::new();
        for (row, site) in self.rows.all.iter().zip(&self.sites) {
            for (lane, bounds) in row.lanes.iter().zip(&row.layout.lanes) {
                lanes.extend(self.lane(row, site, *lane, *bounds, width));
            }
        }
        lanes
    }

    fn lane(&self, row: &Row, site: &Site, lane: usize, [from, to]: [i64; 2], width: u32) -> Option<Lane> {
        let participant = self.flow.participants.get(*self.plan.lanes.get(lane)?)?;
        // The last lane ends where the row does.
        let is_last = row.lanes.last() == Some(&lane);
        let (top, bottom) = (site.lanes + px(from), if is_last { site.bottom } else { site.lanes + px(to) });
        let area = Area { x: 0, y: top, width, height: bottom - top };
        let kind = LabelKind::Lane;
        // Names are bold, which is wider than the table says.
        let room = (NAMES - INDENT - 4) * 8 / 9;
        let lines = wrap_name(&participant.name, kind.size(), room, 2);
        let height = kind.line_height() * u32::try_from(lines.len()).unwrap_or(0);
        let tag = tag(participant);
        let below = tag.as_ref().map_or(0, |(kind, _)| kind.line_height());
        let y = area.y + (area.height - (height + below).min(area.height)) / 2;
        let tag = tag.map(|(kind, words)| {
            let step_in = if kind == LabelKind::Copies { DRUM } else { 0 };
            let (x, width) = (INDENT + step_in, NAMES - INDENT - step_in - 4);
            Label { kind, area: Area { x, y: y + height, width, height: kind.line_height() }, lines: vec![words] }
        });
        let label = Label { kind, area: Area { x: INDENT, y, width: NAMES - INDENT - 4, height }, lines };
        Some(Lane {
            node: participant.id.clone(),
            area,
            outside: is_outside(participant),
            label,
            full: participant.name.clone(),
            tag,
        })
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / 1_000)
}

/// The points without those that lie between two others on one straight line.
fn corners(points: Vec<[u32; 2]>) -> Vec<[u32; 2]> {
    let mut corners: Vec<[u32; 2]> = Vec::with_capacity(points.len());
    for point in points {
        if corners.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = corners[..]
            && (0..2).any(|axis| before[axis] == last[axis] && last[axis] == point[axis])
        {
            corners.pop();
        }
        corners.push(point);
    }
    corners
}

/// A box with its labels.
fn labelled(node: String, kind: BoxKind, strong: bool, area: Area, words: &BoxText) -> NodeBox {
    let mut labels = Vec::with_capacity(3);
    let step_in = words.number_width();
    let line = LabelKind::Action.line_height();
    let high = line * u32::try_from(words.lines.len()).unwrap_or(0).max(1);
    let is_channel = words.number.is_none();
    // A channel has its further lines inside.
    let inside = if is_channel { words.more_height() } else { 0 };
    let y = match words.members.first() {
        Some(below) => area.y + below.y.saturating_sub(high),
        None => area.y + (area.height - (high + inside).min(area.height)) / 2,
    };
    if let Some(number) = &words.number {
        let area = Area { x: area.x + PADDING, y, width: step_in.saturating_sub(4), height: line };
        labels.push(Label { kind: LabelKind::Number, area, lines: vec![number.clone()] });
    }
    let room = area.width.saturating_sub(2 * PADDING + step_in);
    let text = Area { x: area.x + PADDING + step_in, y, width: room, height: high };
    let is_step = !is_channel || !words.members.is_empty();
    let kind_of_text = if is_step { LabelKind::Action } else { LabelKind::Channel };
    labels.push(Label { kind: kind_of_text, area: text, lines: words.lines.clone() });
    if !words.more.is_empty() {
        let (kind, below) = if is_channel {
            (LabelKind::Through, Area { y: text.bottom(), ..text })
        } else {
            let frame = if strong { px(FRAME) } else { 0 };
            let below = Area { y: area.bottom() + px(FRAME + BELOW), x: area.x - frame, ..area };
            (LabelKind::Terms, Area { width: words.more_width(), ..below })
        };
        let area = Area { height: words.more_height(), ..below };
        labels.push(Label { kind, area, lines: words.more.clone() });
    }
    let (full, says) = (words.full.clone(), words.says.clone());
    NodeBox { node, kind, strong, way_out: false, area, labels, full, says, members: Vec::new() }
}
