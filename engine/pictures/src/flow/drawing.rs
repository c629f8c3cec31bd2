//! A flow as a drawing: lanes, boxes, lines and labels, each with its place and with the id of what it shows.
//!
//! Participants are lanes from top to bottom, time runs from left to right: [`plan`] turns the flow into a graph, the
//! layered layout places it, [`paint`] makes pixels of that. Whole pixels only. It must not know how a drawing is
//! written; an SVG writer and an animation read the same data.

mod lanes;
pub(crate) mod measure;
mod paint;
mod plan;
mod words;

use serde::Serialize;

use super::{EdgeKind, Flow, Mode, layout};

/// A picture of one flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The flow's id.
    pub flow: String,
    /// The flow's name.
    pub title: String,
    /// The same facts in plain words.
    pub text: Vec<String>,
    /// Width of the whole, pixels.
    pub width: u32,
    /// Height of the whole, pixels.
    pub height: u32,
    /// The lanes, from top to bottom.
    pub lanes: Vec<Lane>,
    /// Where the caller waits.
    pub wash: Option<Area>,
    /// Inside the wash: steps that nobody waits for.
    pub gaps: Vec<Area>,
    /// Where the outcome is decided.
    pub commit: Option<CommitLine>,
    /// Where participants ask, or are told, on their own lanes.
    pub dots: Vec<Dot>,
    /// Steps and channels.
    pub boxes: Vec<NodeBox>,
    /// What leads from one to the other.
    pub lines: Vec<Line>,
    /// Labels that belong to no lane and no box.
    pub labels: Vec<Label>,
    /// How many boxes and lines were left out because there are too many.
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

    /// Whether the insides of two rectangles have a point in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// A participant's lane, over the whole width.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// The participant's node.
    pub node: String,
    /// Its place.
    pub area: Area,
    /// The participant's name.
    pub label: Label,
    /// The whole of what the label may have cut.
    pub full: String,
}

/// Where a line begins, or ends, that leads from or to a participant's lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dot {
    /// The participant's node.
    pub node: String,
    /// Whether somebody waits.
    pub mode: Mode,
    /// Its place.
    pub area: Area,
}

/// The upright line where the outcome is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitLine {
    /// Node of the step that decides.
    pub node: String,
    /// Where it stands.
    pub x: u32,
    /// Its upper end.
    pub top: u32,
    /// Its lower end.
    pub bottom: u32,
}

/// A step in one of its lanes, or a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeBox {
    /// The step's or channel's node; a step that several participants do has several boxes.
    pub node: String,
    /// What it looks like.
    pub kind: BoxKind,
    /// Whether it has the double frame of strong consistency.
    pub strong: bool,
    /// Its place, without the second frame.
    pub area: Area,
    /// Number, action or name, and consistency.
    pub labels: Vec<Label>,
    /// The whole of what the labels may have cut.
    pub full: String,
    /// The box in a few words: of a step its number, action, verdict and consistency.
    pub says: String,
}

/// What a box looks like.
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

/// An orthogonal line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The edge's id; an edge to several boxes has several lines.
    pub edge: String,
    /// What it is.
    pub kind: EdgeKind,
    /// Whether somebody waits.
    pub mode: Mode,
    /// Its corners, from the beginning to the arrow.
    pub points: Vec<[u32; 2]>,
}

/// A text with a box of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// What it says.
    pub kind: LabelKind,
    /// Its box; the text stands at its left edge, or ends at its right edge ([`LabelKind::Commit`]).
    pub area: Area,
    /// Its lines, cut to fit.
    pub lines: Vec<String>,
}

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelKind {
    /// A participant's name.
    Lane,
    /// A step's number.
    Number,
    /// What a step does.
    Action,
    /// What a channel carries.
    Channel,
    /// That a step is strongly consistent, and by what.
    Strong,
    /// That others see a step later, and how much later.
    Eventual,
    /// Who waits.
    Waiting,
    /// The words `commit point`.
    Commit,
}

impl LabelKind {
    /// Font size in pixels.
    pub fn size(self) -> u32 {
        match self {
            Self::Lane | Self::Number | Self::Action | Self::Channel => 13,
            Self::Strong | Self::Eventual | Self::Waiting | Self::Commit => 11,
        }
    }

    /// From one line of text to the next, pixels.
    pub fn line_height(self) -> u32 {
        self.size() + 4
    }
}

/// From a box to the second frame around it.
const FRAME: i64 = 4;
/// How far what stands below a box gives way to the line to an event below that.
const HANG_NOTE: u32 = 24;
/// How wide and how high a dot is.
const DOT: i64 = 8;

/// Width of a page, in pixels: where a flow of few steps has room on one, it is not drawn narrow.
const PAGE: u32 = 1_080;
/// Steps of a flow that is drawn narrow anyway.
const MANY_STEPS: usize = 9;

/// Lines that the beginning of a drawing has at the most: with more of them nothing can be told apart.
const MOST_AT_THE_BEGINNING: usize = 400;
/// How far lines go on beyond what is seen, so that no arrow is.
const BEYOND: u32 = 20;

impl Drawing {
    /// The same drawing without what lies beyond this width and height, and without the words for those who do not see it.
    /// It keeps its size.
    #[must_use]
    pub fn beginning(mut self, [width, height]: [u32; 2]) -> Self {
        let window = Area { x: 0, y: 0, width, height };
        self.text.clear();
        self.lanes.retain(|lane| lane.area.meets(&window));
        self.gaps.retain(|gap| gap.meets(&window));
        self.dots.retain(|dot| dot.area.meets(&window));
        self.boxes.retain(|node| node.area.meets(&window));
        self.labels.retain(|label| label.area.meets(&window));
        self.lines.retain(|line| line.meets(&window));
        self.lines.truncate(MOST_AT_THE_BEGINNING);
        // Lines run along the axes, so that what is cut off of them does not turn them.
        for [x, y] in self.lines.iter_mut().flat_map(|line| &mut line.points) {
            (*x, *y) = ((*x).min(width + BEYOND), (*y).min(height + BEYOND));
        }
        self
    }
}

impl Line {
    /// Whether a part of the line lies in an area.
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

/// Lays a flow out.
pub fn lay_out(flow: &Flow) -> Drawing {
    let draw = |narrow: bool| {
        let plan = plan::Plan::of(flow, narrow);
        paint::paint(flow, &plan, &layout::lay_out(&plan.graph))
    };
    let roomy = (flow.steps.len() < MANY_STEPS).then(|| draw(false));
    roomy.filter(|drawing| drawing.width <= PAGE).unwrap_or_else(|| draw(true))
}

#[cfg(test)]
mod tests;
