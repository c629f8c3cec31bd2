//! Turns a layout into a drawing in pixels: areas, points, and labels that fit.
//!
//! This module must not decide where anything stands; the layout has done that.

use std::collections::BTreeSet;

use super::super::layout::{self, Layout};
use super::super::text::copy_kind;
use super::super::{Channel, ChannelKind, EdgeKind, Flow, Participant, TriggerKind};
use super::box_text::{BoxText, PADDING};
use super::measure::{cut, width, wrap};
use super::plan::{Hanging, Plan, Thing};
use super::{Area, BoxKind, Chip, CommitLine, Dot, Drawing, Label, LabelKind, Lane, Line, NodeBox};
use super::{CLOCK, CLOCK_FACE, DOT, FRAME, HANG_NOTE};
use advice::description::Outcome;
use advice::terms::Verdict;

/// Margin around the drawing, pixels, as all lengths here.
const MARGIN: u32 = 12;
/// Height above the lanes, for the words about who waits and about the commit point.
const HEADER: u32 = 38;
/// Maximum width of a line in a lane's name.
const LANE_TEXT: u32 = 130;
/// Distance from the names to the first layer.
const ENTRY: u32 = 14;

/// Draws a plan as the layout has placed it.
pub(super) fn paint(flow: &Flow, plan: &Plan, layout: &Layout) -> Drawing {
    let names: Vec<Vec<String>> = plan
        .lanes
        .iter()
        .map(|lane| flow.participants.get(*lane).map_or("", |participant| &participant.name))
        .map(|name| wrap(name, LabelKind::Lane.size(), LANE_TEXT, 2))
        .collect();
    // Names are bold, which is wider than the table says.
    let widest = names.iter().flatten().map(|line| width(line, LabelKind::Lane.size()) * 9 / 8).max().unwrap_or(0);
    let copies = flow.participants.iter().filter_map(copies).map(|words| width(&words, LabelKind::Copies.size()) + 16);
    let widest = widest.max(copies.max().unwrap_or(0));
    let ways_out = flow.steps.iter().filter(|step| step.way_out).map(|step| step.id.as_str()).collect();
    let painter = Painter { flow, plan, layout, ways_out, name_width: widest.max(64) + 16 };
    painter.paint(&names)
}

/// Whose data a participant copies, in a few words that fit a lane's name.
fn copies(participant: &Participant) -> Option<String> {
    let words = format!("{} of {}", copy_kind(participant.kind), participant.of.as_ref()?);
    Some(cut(&words, LabelKind::Copies.size(), LANE_TEXT))
}

/// Converts a length to pixels; negative lengths become 0.
fn px(length: i64) -> u32 {
    u32::try_from(length.max(0)).unwrap_or(u32::MAX / 64)
}

struct Painter<'d> {
    flow: &'d Flow,
    plan: &'d Plan,
    layout: &'d Layout,
    name_width: u32,
    /// The steps that only run because an earlier one was not done.
    ways_out: BTreeSet<&'d str>,
}

impl Painter<'_> {
    fn paint(&self, names: &[Vec<String>]) -> Drawing {
        let mut boxes: Vec<NodeBox> = (0..self.plan.things.len()).filter_map(|node| self.node(node)).collect();
        boxes.extend(self.plan.below.keys().filter_map(|node| self.hanging(*node)));
        let waits_for_all = self.flow.only_asks();
        let border = self.plan.things.iter().position(|thing| *thing == Thing::Border);
        let border = border.and_then(|node| Some(self.x(self.layout.places.get(node)?[1])));
        let labels = self.labels(border, waits_for_all);
        let right = self.x(self.layout.size[1]);
        let labelled = labels.iter().map(|label| label.area.right()).max().unwrap_or(0);
        let width = right.max(labelled) + MARGIN;
        let bottom = self.layout.lanes.last().map_or(HEADER, |lane| self.y(lane[1])).max(self.y(self.layout.size[0]));
        let wash = border.or(waits_for_all.then_some(width - MARGIN)).map(|x| Area {
            x: MARGIN + self.name_width,
            y: HEADER,
            width: x.saturating_sub(MARGIN + self.name_width),
            height: bottom - HEADER,
        });
        Drawing {
            flow: self.flow.id.clone(),
            title: self.flow.name.clone(),
            text: self.flow.text.clone(),
            width,
            height: bottom + MARGIN,
            gaps: if waits_for_all { Vec::new() } else { self.gaps(wash.as_ref(), &boxes) },
            wash,
            commit: border.zip(self.flow.commit_point.clone()).map(|(x, node)| CommitLine {
                node,
                x,
                top: MARGIN + 4,
                bottom,
            }),
            lanes: self.lanes(names, width),
            dots: self.dots(),
            boxes,
            chips: (0..self.plan.things.len()).filter_map(|node| self.chip(node)).collect(),
            lines: self.lines(),
            labels,
            left_out: u32::try_from(self.plan.left_out).unwrap_or(u32::MAX),
        }
    }

    fn x(&self, depth: i64) -> u32 {
        MARGIN + self.name_width + ENTRY + px(depth)
    }

    #[expect(clippy::unused_self, reason = "the twin of `x`")]
    fn y(&self, across: i64) -> u32 {
        HEADER + px(across)
    }

    /// The left and right edge of a node's layer.
    fn moment(&self, node: usize) -> Option<[u32; 2]> {
        let [from, to] = *self.layout.depths.get(*self.layout.layers.get(node)?)?;
        Some([self.x(from), self.x(to)])
    }

    /// The box at a node. It is as wide as its layer, so that the boxes of one layer are aligned.
    fn node(&self, at: usize) -> Option<NodeBox> {
        let words = self.plan.words.get(at)?.as_ref()?;
        let ([left, right], [across, _]) = (self.moment(at)?, *self.layout.places.get(at)?);
        match *self.plan.things.get(at)? {
            Thing::Step(step) => {
                let step = self.flow.steps.get(step)?;
                let frame = px(FRAME);
                let inset = if step.strong { frame } else { 0 };
                let area = Area {
                    x: left + inset,
                    y: self.y(across) + frame,
                    width: right - left - 2 * inset,
                    height: words.height,
                };
                let reacts = step.verdict == Verdict::EventDriven;
                let kind = if reacts { BoxKind::Reaction } else { BoxKind::Call };
                let hang = self.plan.below.get(&at).map_or(0, |_| HANG_NOTE);
                let made = labelled(step.id.clone(), kind, step.strong, area, words, hang);
                Some(NodeBox { way_out: step.way_out, ..made })
            }
            Thing::Channel(channel) => {
                let channel = self.flow.channels.get(channel)?;
                let is_queue = channel.kind == ChannelKind::Queue;
                let kind = if is_queue { BoxKind::Queue } else { BoxKind::Event };
                let area = Area { x: left, y: self.y(across), width: right - left, height: words.height };
                let made = labelled(channel.id.clone(), kind, false, area, words, 0);
                Some(NodeBox { way_out: self.is_way_out(channel), ..made })
            }
            Thing::Trigger => {
                let trigger = self.flow.trigger.as_ref().filter(|trigger| trigger.kind == TriggerKind::Event)?;
                let area = Area { x: left, y: self.y(across), width: right - left, height: words.height };
                Some(labelled(trigger.id.clone(), BoxKind::Event, false, area, words, 0))
            }
            Thing::Dot(_) | Thing::Border | Thing::Joint | Thing::Chip(_) => None,
        }
    }

    /// Whether a channel belongs to what happens because a step was not done.
    fn is_way_out(&self, channel: &Channel) -> bool {
        channel.outcome != Outcome::Done || self.ways_out.contains(channel.step.as_str())
    }

    fn is_guarded(&self, step: usize) -> bool {
        self.flow.steps.get(step).is_some_and(|step| step.guard.is_some())
    }

    /// The condition or timer at a node, or the clock that sets the flow off. It stands at the right edge of its
    /// layer.
    fn chip(&self, at: usize) -> Option<Chip> {
        let (node, way_out, has_clock) = match *self.plan.things.get(at)? {
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
        let words = self.plan.words.get(at)?.as_ref()?;
        let ([_, right], [across, _]) = (self.moment(at)?, *self.layout.places.get(at)?);
        let area = Area { x: right - words.width, y: self.y(across), width: words.width, height: words.height };
        // The words of a timer stand below those of a condition.
        let has_both = matches!(self.plan.things.get(at), Some(Thing::Chip(step)) if self.is_guarded(*step));
        let line = LabelKind::Chip.line_height();
        let clock = has_clock.then(|| Area {
            x: area.x + 7,
            y: if has_both { area.bottom() - line - 2 } else { area.y + (area.height - CLOCK_FACE) / 2 },
            width: CLOCK_FACE,
            height: CLOCK_FACE,
        });
        let step_in = 8 + if has_clock { CLOCK } else { 0 };
        let label = Label {
            kind: LabelKind::Chip,
            area: Area { x: area.x + step_in, y: area.y + 4, width: area.width - step_in - 8, height: area.height - 8 },
            lines: words.lines.clone(),
        };
        Some(Chip { node: node.clone(), way_out, clock, area, label })
    }

    /// The box of the event that hangs below a step's box.
    fn hanging(&self, node: usize) -> Option<NodeBox> {
        let Hanging { channel, words, .. } = self.plan.below.get(&node)?;
        let ([left, right], [across, _]) = (self.moment(node)?, *self.layout.places.get(node)?);
        let bottom = self.y(across + self.plan.graph.nodes.get(node)?.breadth);
        let area = Area { x: left, y: bottom - words.height, width: right - left, height: words.height };
        let channel = self.flow.channels.get(*channel)?;
        let made = labelled(channel.id.clone(), BoxKind::Event, false, area, words, 0);
        Some(NodeBox { way_out: self.is_way_out(channel), ..made })
    }

    /// The line from a step down to the event that hangs below it.
    fn hanging_line(&self, node: usize) -> Option<Line> {
        let Hanging { edge, words, .. } = self.plan.below.get(&node)?;
        let edge = self.flow.edges.get(*edge)?;
        let ([left, _], [across, _]) = (self.moment(node)?, *self.layout.places.get(node)?);
        let step = self.plan.words.get(node)?.as_ref()?;
        let bottom = self.y(across + self.plan.graph.nodes.get(node)?.breadth) - words.height;
        let strong = matches!(self.plan.things.get(node), Some(Thing::Step(at)) if self.flow.steps.get(*at)?.strong);
        let top = self.y(across) + px(FRAME) * if strong { 2 } else { 1 } + step.height;
        let x = left + HANG_NOTE - 8;
        let (edge, kind, mode, way_out) = (edge.id.clone(), edge.kind, edge.mode, edge.way_out);
        Some(Line { edge, kind, mode, way_out, goes_on: false, points: vec![[x, top], [x, bottom]] })
    }

    /// The dots. Each stands at the right edge of its layer, behind the steps of that layer.
    fn dots(&self) -> Vec<Dot> {
        let dot = |(node, thing): (usize, &Thing)| {
            let Thing::Dot(mode) = *thing else { return None };
            let lane = self.plan.graph.nodes.get(node)?.lane?;
            let participant = self.flow.participants.get(*self.plan.lanes.get(lane)?)?;
            let ([_, right], [across, _]) = (self.moment(node)?, *self.layout.places.get(node)?);
            let area = Area { x: right - px(DOT), y: self.y(across), width: px(DOT), height: px(DOT) };
            Some(Dot { node: participant.id.clone(), mode, area })
        };
        self.plan.things.iter().enumerate().filter_map(dot).collect()
    }

    fn lines(&self) -> Vec<Line> {
        let line = |((edge, shows), route): ((&layout::Edge, &usize), &Vec<[i64; 2]>)| {
            let shown = self.flow.edges.get(*shows)?;
            let mut points: Vec<[u32; 2]> =
                route.iter().map(|[across, depth]| [self.x(*depth), self.y(*across)]).collect();
            // Boxes fill their layer from edge to edge; dots stand at the right edge.
            let [.., begins] = self.moment(edge.from)?;
            let [mut ends, until] = self.moment(edge.to)?;
            let leads_to = self.plan.things.get(edge.to);
            match leads_to {
                Some(Thing::Dot(_)) => ends = until - px(DOT),
                Some(Thing::Chip(_)) => {
                    ends = until - self.plan.words.get(edge.to)?.as_ref()?.width;
                }
                _ => {}
            }
            points.first_mut()?[0] = begins;
            points.last_mut()?[0] = ends;
            // Whoever publishes an event about another participant's step comes after that step.
            let is_heard = shown.kind == EdgeKind::Publish && matches!(leads_to, Some(Thing::Dot(_)));
            Some(Line {
                edge: shown.id.clone(),
                kind: if is_heard { EdgeKind::After } else { shown.kind },
                mode: shown.mode,
                way_out: shown.way_out,
                goes_on: matches!(leads_to, Some(Thing::Chip(_))),
                points,
            })
        };
        self.plan
            .graph
            .edges
            .iter()
            .zip(&self.plan.shows)
            .zip(&self.layout.routes)
            .filter_map(line)
            .chain(self.plan.below.keys().filter_map(|node| self.hanging_line(*node)))
            .collect()
    }

    /// The holes in the background: boxes of steps that nobody waits for inside the part that the flow's caller
    /// waits for.
    fn gaps(&self, wash: Option<&Area>, boxes: &[NodeBox]) -> Vec<Area> {
        let waited: BTreeSet<&str> =
            self.flow.steps.iter().filter(|step| step.waited_for).map(|step| step.id.as_str()).collect();
        let is_step = |node: &&NodeBox| matches!(node.kind, BoxKind::Call | BoxKind::Reaction);
        let inside = |node: &&NodeBox| wash.is_some_and(|wash| wash.meets(&node.area));
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

    /// The words above the background and beside the line at the commit point.
    fn labels(&self, border: Option<u32>, waits_for_all: bool) -> Vec<Label> {
        let above = |kind: LabelKind, x: u32, y: u32, room: u32, text: &str| {
            let line = cut(text, kind.size(), room);
            let area = Area { x, y, width: width(&line, kind.size()), height: kind.line_height() };
            Label { kind, area, lines: vec![line] }
        };
        let left = MARGIN + self.name_width;
        if waits_for_all {
            let name = self.flow.waiting().unwrap_or_default();
            let name = cut(name, LabelKind::Waiting.size(), 200);
            return vec![above(LabelKind::Waiting, left + 6, HEADER - 17, 400, &format!("{name} asks and waits"))];
        }
        let behind = |x: u32| self.behind().map(|words| above(LabelKind::Waiting, x, HEADER - 17, 400, words));
        let Some(x) = border else { return behind(left + 6).into_iter().collect() };
        let mut labels = Vec::new();
        if self.flow.commit_point.is_some() {
            let words = "commit point";
            let wide = width(words, LabelKind::Commit.size());
            labels.push(above(LabelKind::Commit, x.saturating_sub(wide + 6), 4, wide, words));
        }
        if let Some(name) = self.flow.waiting() {
            let name = cut(name, LabelKind::Waiting.size(), x.saturating_sub(left + 50));
            let words = format!("{name} waits");
            labels.push(above(LabelKind::Waiting, left + 6, HEADER - 17, x.saturating_sub(left + 10), &words));
        }
        labels.extend(behind(x + 10));
        labels
    }

    /// The words about who waits for the steps outside of the sync prefix, if there are any.
    fn behind(&self) -> Option<&'static str> {
        let mut behind = self.flow.steps.iter().filter(|step| !step.waited_for).peekable();
        behind.peek()?;
        Some(if behind.all(|step| step.verdict == Verdict::EventDriven) {
            "nobody waits"
        } else if self.flow.sync_prefix.is_empty() {
            "who asks, waits"
        } else {
            "behind the commit point"
        })
    }

    fn lanes(&self, names: &[Vec<String>], width: u32) -> Vec<Lane> {
        let lane = |((participant, area), lines): ((&usize, &[i64; 2]), &Vec<String>)| {
            let participant = self.flow.participants.get(*participant)?;
            let (top, bottom) = (self.y(area[0]), self.y(area[1]));
            let area = Area { x: MARGIN, y: top, width: width - 2 * MARGIN, height: bottom - top };
            let kind = LabelKind::Lane;
            let height = kind.line_height() * u32::try_from(lines.len()).unwrap_or(0);
            let copied = copies(participant);
            let below = if copied.is_some() { LabelKind::Copies.line_height() } else { 0 };
            let y = area.y + (area.height - (height + below).min(area.height)) / 2;
            let note = copied.map(|words| Label {
                kind: LabelKind::Copies,
                area: Area {
                    x: MARGIN + 20,
                    y: y + height,
                    width: self.name_width - 28,
                    height: LabelKind::Copies.line_height(),
                },
                lines: vec![words],
            });
            let label = Label {
                kind,
                area: Area { x: MARGIN + 4, y, width: self.name_width - 12, height },
                lines: lines.clone(),
            };
            Some(Lane { node: participant.id.clone(), area, label, full: participant.name.clone(), copies: note })
        };
        self.plan.lanes.iter().zip(&self.layout.lanes).zip(names).filter_map(lane).collect()
    }
}

/// A box with its labels; `give_way` is how far the note moves right.
fn labelled(node: String, kind: BoxKind, strong: bool, area: Area, words: &BoxText, give_way: u32) -> NodeBox {
    let mut labels = Vec::with_capacity(3);
    let step_in = words.number_width();
    let line = LabelKind::Action.line_height();
    let high = line * u32::try_from(words.lines.len()).unwrap_or(0).max(1);
    // A channel has its further lines inside.
    let inside = if words.number.is_none() { words.more_height() } else { 0 };
    let y = area.y + (area.height - (high + inside).min(area.height)) / 2;
    if let Some(number) = &words.number {
        let area = Area { x: area.x + PADDING, y, width: step_in.saturating_sub(6), height: line };
        labels.push(Label { kind: LabelKind::Number, area, lines: vec![number.clone()] });
    }
    let text = Area {
        x: area.x + PADDING + step_in,
        y,
        width: area.width.saturating_sub(2 * PADDING + step_in),
        height: high,
    };
    let kind_of_text = if words.number.is_some() { LabelKind::Action } else { LabelKind::Channel };
    labels.push(Label { kind: kind_of_text, area: text, lines: words.lines.clone() });
    if let Some((note, words)) = &words.note {
        let width = area.width.saturating_sub(give_way);
        let below = Area { x: area.x + give_way, y: area.bottom() + 6, width, height: note.line_height() };
        labels.push(Label { kind: *note, area: below, lines: vec![cut(words, note.size(), width)] });
    }
    if !words.more.is_empty() {
        let kind = if words.number.is_some() { LabelKind::Terms } else { LabelKind::Through };
        let (x, y) = match labels.last() {
            Some(last) => (last.area.x, last.area.bottom()),
            None => (area.x, area.bottom()),
        };
        let room = area.right() - x - if words.number.is_some() { 0 } else { PADDING };
        let lines: Vec<String> = words.more.iter().map(|line| cut(line, kind.size(), room)).collect();
        labels.push(Label { kind, area: Area { x, y, width: room, height: words.more_height() }, lines });
    }
    NodeBox { node, kind, strong, way_out: false, area, labels, full: words.full.clone(), says: words.says.clone() }
}
