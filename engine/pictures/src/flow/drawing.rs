//! A flow as a drawing: lanes, boxes, lines and labels, each with its place and the id of what it shows.
//!
//! Participants are lanes from top to bottom; time runs from left to right. A drawing is at most as wide as its
//! [`Width`] says: a flow that needs more is folded into rows, and a line that leads from one row to a later one runs
//! back through the gutter between them. A row has only the lanes of those who act in it, so a lane may come again. In
//! a drawing with many boxes one box may stand for several steps.
//!
//! [`plan`] turns the flow into a graph, [`rows`] folds the graph and has the layered layout place each row, and
//! [`paint`] turns the rows into whole pixels. This module must not know how a drawing is written: an SVG writer
//! and an animation read the same data.

pub(super) mod badges;
mod box_text;
mod lanes;
pub(crate) mod measure;
mod paint;
mod plan;
mod polish;
mod ports;
mod rows;

use std::collections::BTreeMap;

use serde::Serialize;

use super::changes::Changed;
use super::gather::gather;
use super::{EdgeKind, Flow, Mode, Step};

/// The drawing of one flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The flow's id.
    pub flow: String,
    /// The flow's name.
    pub title: String,
    /// The flow as sentences, without the recovery.
    pub text: Vec<String>,
    /// The room that it is drawn for.
    pub room: Width,
    /// Width of the drawing, pixels.
    pub width: u32,
    /// Height of the drawing, pixels.
    pub height: u32,
    /// The lanes, from top to bottom, row by row.
    pub lanes: Vec<Lane>,
    /// The coloured background of the part where the flow's caller waits: an area for each row.
    pub wash: Vec<Area>,
    /// Holes in that background, behind boxes of steps that nobody waits for.
    pub gaps: Vec<Area>,
    /// The line at the commit point.
    pub commit: Option<CommitLine>,
    /// The points on the lanes where participants call or are told something.
    pub dots: Vec<Dot>,
    /// The boxes of steps and channels.
    pub boxes: Vec<NodeBox>,
    /// The conditions and timers on the lines, and the clock that sets the flow off.
    pub chips: Vec<Chip>,
    /// The lines between boxes and dots.
    pub lines: Vec<Line>,
    /// The openings in the walls of outsiders' lanes, where a message passes.
    pub ports: Vec<Port>,
    /// Labels that belong to no lane and no box.
    pub labels: Vec<Label>,
    /// The signs on boxes of steps that differ from another version of the flow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub badges: Vec<Badge>,
    /// The steps that only the other version has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ghosts: Vec<Ghost>,
    /// Number of boxes and lines that were left out because there are too many.
    pub left_out: u32,
}

/// A rectangle, in pixels from the upper left corner of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Area {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Area {
    /// Right edge.
    pub fn right(&self) -> u32 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> u32 {
        self.y + self.height
    }

    /// Whether the interiors of two rectangles overlap.
    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// A participant's lane in one row, over the drawing's width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// The participant's node.
    pub node: String,
    /// The lane's area.
    pub area: Area,
    /// Whether the participant is no part of the system, so that the lane has walls.
    pub outside: bool,
    /// The label with the participant's name.
    pub label: Label,
    /// The name without cuts.
    pub full: String,
    /// Whose data the participant copies, or that it is no part of the system: a label below the name.
    pub tag: Option<Label>,
}

/// A condition or a timer: words above a line, and a clock on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// Node of the step that it is about, or of the flow's trigger.
    pub node: String,
    /// Whether it leads to what happens because a step was not done.
    pub way_out: bool,
    /// The clock, if there is a timer.
    pub clock: Option<Area>,
    /// Its words.
    pub label: Label,
}

/// An opening in the wall of an outsider's lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Port {
    /// Through what the message passes.
    pub kind: PortKind,
    /// The port's area, in the middle of which the line passes the wall.
    pub area: Area,
}

/// Through what messages pass between us and an outsider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PortKind {
    /// A part of ours that reaches the outsider.
    Adapter,
    /// An address of ours that the outsider reaches.
    Webhook,
}

impl PortKind {
    /// The word beside the port.
    pub fn id(self) -> &'static str {
        match self {
            Self::Adapter => "adapter",
            Self::Webhook => "webhook",
        }
    }
}

/// The point on a participant's lane where a line begins or ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// The participant's node.
    pub node: String,
    /// Whether somebody waits at the line.
    pub mode: Mode,
    /// The dot's area.
    pub area: Area,
}

/// The vertical line at the commit point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitLine {
    /// Node of the step that is the commit point.
    pub node: String,
    /// Its horizontal position.
    pub x: u32,
    /// Its upper end.
    pub top: u32,
    /// Its lower end.
    pub bottom: u32,
}

/// The box of a channel, or of a step in one owner's lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeBox {
    /// Node of the step or channel; a step with several owners has several boxes. A box that stands for several steps
    /// has a node of its own, `group:…`.
    pub node: String,
    /// The look of the box.
    pub kind: BoxKind,
    /// Whether the box has a second frame, the sign of strong consistency.
    pub strong: bool,
    /// Whether it is about what happens because a step was not done.
    pub way_out: bool,
    /// The box's area without the second frame.
    pub area: Area,
    /// Labels with the number and the action, shortened, or the name.
    pub labels: Vec<Label>,
    /// The whole text: the action without cuts, the consistency and the terms.
    pub full: String,
    /// The box in a few words: for a step its number, action, verdict and consistency.
    pub says: String,
    /// The steps that the box stands for, if it stands for several.
    pub members: Vec<Member>,
}

/// One of several steps that a box stands for: its number is written in the box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Node of the step.
    pub node: String,
    /// The step's number.
    pub label: Label,
    /// The whole text: the action without cuts, the consistency and the terms.
    pub full: String,
    /// The step in a few words: its number, action, verdict and consistency.
    pub says: String,
}

/// The looks of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxKind {
    /// A step that somebody waits for.
    Call,
    /// A step that nobody waits for.
    Reaction,
    /// An event.
    Event,
    /// A queue.
    Queue,
}

/// A sign on a box that says how its step differs from another version of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Node of the box.
    pub node: String,
    /// How the step differs.
    pub changed: Changed,
    /// The badge's area.
    pub area: Area,
}

/// A step that only another version of the flow has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ghost {
    /// What happened, cut to fit.
    pub words: String,
    /// The ghost's area.
    pub area: Area,
}

/// A line whose stretches are horizontal or vertical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The edge's id; an edge to a step with several boxes has several lines.
    pub edge: String,
    /// The edge's kind.
    pub kind: EdgeKind,
    /// Whether somebody waits.
    pub mode: Mode,
    /// Whether it belongs to what happens because a step was not done.
    pub way_out: bool,
    /// Whether it leads to a condition or a timer, or to the next call of the same caller, where the edge goes on.
    pub goes_on: bool,
    /// Whether it is a part of the line in the lane of whoever calls several others in turn. The calls leave from it.
    pub trunk: bool,
    /// The corners, from the beginning to the arrow head.
    pub points: Vec<[u32; 2]>,
}

/// A text with its box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// What the label says.
    pub kind: LabelKind,
    /// The text's box; the text begins at its left edge, or ends at its right edge for [`LabelKind::Commit`].
    pub area: Area,
    /// The lines of text, cut to fit.
    pub lines: Vec<String>,
}

/// What a label can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelKind {
    /// A participant's name.
    Lane,
    /// A step's number.
    Number,
    /// What a step does.
    Action,
    /// The name of a channel.
    Channel,
    /// Who waits.
    Waiting,
    /// That nobody waits.
    Nobody,
    /// Who waits behind the commit point.
    Behind,
    /// The words `commit point`.
    Commit,
    /// The time limit of a step, how often it runs, and what it undoes.
    Terms,
    /// The broker that carries a channel.
    Through,
    /// Whose data a participant copies.
    Copies,
    /// The word for a participant that is no part of the system.
    Outside,
    /// A condition or a timer.
    Chip,
    /// Through what messages pass to an outsider or from one.
    Port,
}

impl LabelKind {
    /// Font size in pixels.
    pub fn size(self) -> u32 {
        match self {
            Self::Lane | Self::Number | Self::Action | Self::Channel => 13,
            _ => 11,
        }
    }

    /// Distance from one line of text to the next, pixels.
    pub fn line_height(self) -> u32 {
        self.size() + 4
    }
}

/// The rooms that a flow is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// For a page or a sheet of paper.
    Wide,
    /// For a column beside something else.
    Narrow,
}

impl Width {
    /// Every width.
    pub const ALL: &[Self] = &[Self::Wide, Self::Narrow];

    /// The width's name, which the ids of an SVG begin with.
    pub fn id(self) -> &'static str {
        match self {
            Self::Wide => "flow",
            Self::Narrow => "narrow",
        }
    }

    /// Maximum width of a drawing, pixels, as all lengths here.
    pub fn pixels(self) -> u32 {
        match self {
            Self::Wide => 1_100,
            Self::Narrow => 620,
        }
    }
}

/// Width of the column with the names of the lanes, pixels, as all lengths here.
pub const NAMES: u32 = 116;

/// Distance from a box to its second frame.
const FRAME: i64 = 4;
/// Width and height of a dot.
const DOT: i64 = 8;
/// Distance between two parallel lines.
const PITCH: i64 = 9;

/// Width that a clock takes before the words of a timer, and width and height of the clock.
const CLOCK: u32 = 20;
const CLOCK_FACE: u32 = 14;
/// Height of the words below a participant's name.
const TAG: i64 = 6;

/// Maximum number of lines in the preview of a drawing: more of them could not be told apart.
const MOST_AT_THE_BEGINNING: usize = 400;
/// How far lines continue beyond the preview, so that their arrow heads stay outside of it.
const BEYOND: u32 = 20;

impl Drawing {
    /// Reduces the drawing to what the upper left `width` by `height` pixels show, without the sentences. The
    /// drawing keeps its size.
    #[must_use]
    pub fn beginning(mut self, [width, height]: [u32; 2]) -> Self {
        let window = Area { x: 0, y: 0, width, height };
        self.text.clear();
        self.lanes.retain(|lane| lane.area.meets(&window));
        self.gaps.retain(|gap| gap.meets(&window));
        self.dots.retain(|dot| dot.area.meets(&window));
        self.boxes.retain(|node| node.area.meets(&window));
        self.chips.retain(|chip| chip.label.area.meets(&window));
        self.ports.retain(|port| port.area.meets(&window));
        self.wash.retain(|wash| wash.meets(&window));
        self.labels.retain(|label| label.area.meets(&window));
        self.badges.retain(|badge| badge.area.meets(&window));
        self.ghosts.retain(|ghost| ghost.area.meets(&window));
        self.lines.retain(|line| line.meets(&window));
        self.lines.truncate(MOST_AT_THE_BEGINNING);
        // Lines are horizontal or vertical, so limiting coordinates shortens them without changing their direction.
        for [x, y] in self.lines.iter_mut().flat_map(|line| &mut line.points) {
            (*x, *y) = ((*x).min(width + BEYOND), (*y).min(height + BEYOND));
        }
        self
    }
}

impl Line {
    /// Whether a part of the line lies inside an area.
    fn meets(&self, area: &Area) -> bool {
        self.points.windows(2).any(|ends| {
            let [[x, y], [to_x, to_y]] = [ends[0], ends[1]];
            let stretch = Area {
                x: x.min(to_x),
                y: y.min(to_y),
                width: x.abs_diff(to_x).max(1),
                height: y.abs_diff(to_y).max(1),
            };
            stretch.meets(area)
        })
    }
}

/// The steps that one step stands for, by that step's node.
type Groups<'f> = BTreeMap<&'f str, Vec<&'f Step>>;

/// Lays a flow out for a width.
pub fn lay_out(flow: &Flow, width: Width) -> Drawing {
    let gathered = gather(flow);
    let nothing = BTreeMap::new();
    let (drawn, groups) = gathered.as_ref().map_or((flow, &nothing), |gathered| (&gathered.flow, &gathered.groups));
    let members = |step: &String| -> Vec<&Step> {
        groups.get(step).into_iter().flatten().filter_map(|member| flow.steps.get(*member)).collect()
    };
    let groups: Groups<'_> = groups.keys().map(|step| (step.as_str(), members(step))).collect();
    let plan = plan::Plan::of(drawn, &groups);
    let rows = rows::fold(&plan, width);
    let mut drawing = paint::paint(drawn, &groups, &plan, &rows);
    polish::polish(&mut drawing);
    ports::open(&mut drawing);
    badges::add(&mut drawing, flow);
    drawing
}

#[cfg(test)]
mod tests;
