//! Writes drawings and sequence diagrams as SVG.
//!
//! The same document works as a file and inside a page. Colours are presentation attributes, so a page's style
//! sheet can override them through the classes. The document has no style sheet, no script and no external
//! reference. No meaning depends on colour alone: lines and boxes are solid and square where somebody waits,
//! dashed and round where nobody does.

mod markup;
mod sequence;
mod tall;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::changes::Changed;
use super::drawing::badges::{INSIDE as BADGE_INSIDE, SIZE as BADGE_SIZE, badge_width};
use super::drawing::{
    Area, BoxKind, Chip, Dot, Drawing, Ghost, Label, LabelKind, Line, Member, NodeBox, Width, lay_out,
};
use super::writer::Writer;
use super::{EdgeKind, Mode};
use crate::palette;
use markup::Markup;

pub use sequence::sequence;
pub use tall::{WIDTH as TALL_WIDTH, tall};

/// The writer for SVG.
pub(super) const WRITER: Writer = Writer {
    media_type: "image/svg+xml",
    flow: |shown| {
        let drawings: Vec<Drawing> = shown.flows.iter().map(|flow| lay_out(flow, Width::Wide)).collect();
        flow(&drawings, Links::NONE)
    },
    sequence: |shown| shown.flows.first().map_or_else(|| flow(&[], Links::NONE), |first| sequence(first, Links::NONE)),
};

/// Colours and other defaults for a document without a style sheet; it lies on light paper.
const PAPER: &str = palette::PAPER.light;
const RAISED: &str = palette::RAISED.light;
const INK: &str = palette::INK.light;
const SOFT: &str = palette::SOFT.light;
const HAIRLINE: &str = palette::HAIRLINE.light;
const SYNC: &str = palette::SYNC.light;
const SYNC_WASH: &str = palette::SYNC_WASH.light;
const EVENT: &str = palette::EVENT.light;
const EVENT_WASH: &str = palette::EVENT_WASH.light;
/// Dash patterns: of what nobody waits for, of what happens because a step was not done, and of what comes back.
const DASHES: &str = "6 5";
const OUT_DASHES: &str = "9 3 2 3";
const DOTS: &str = "2 3";
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', sans-serif";

/// Font size of most labels, pixels.
const COMMON_SIZE: u32 = 13;

/// Width of the line in the lane of whoever conducts, pixels.
const TRUNK: &str = "5";

/// Radius of a line's corners, pixels.
const CORNER: u32 = 7;

/// Height of the caption above each of several drawings, pixels.
const CAPTION: u32 = 34;

/// The links that a picture puts on its steps.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// How to form the address of a step.
    pub way: Way<'a>,
    /// Id of the step that the current page shows; empty if there is none.
    pub here: &'a str,
}

/// How to form the address of a step.
#[derive(Clone, Copy)]
pub enum Way<'a> {
    /// Steps have no link.
    Nowhere,
    /// A step links to `{prefix}{flow}/{step}`; the prefix may be `#` or `/d/abc/`.
    Below(&'a str),
    /// A step links to the address that this function returns for the ids of its flow and of itself.
    Found(&'a dyn Fn(&str, &str) -> String),
}

impl<'a> Links<'a> {
    /// No links: for files.
    pub const NONE: Self = Self { way: Way::Nowhere, here: "" };

    /// Steps link to `{before}{flow}/{step}`.
    pub fn to(before: &'a str) -> Self {
        Self { way: Way::Below(before), ..Self::NONE }
    }

    /// The address of a step, percent-encoded; `None` if steps have no link.
    fn address(self, flow: &str, step: &str) -> Option<String> {
        match self.way {
            Way::Nowhere => None,
            Way::Below(before) => Some(format!("{before}{}/{}", in_address(flow), in_address(step))),
            Way::Found(address) => Some(address(flow, step)),
        }
    }

    /// Opens a step's link with `name` as its title. Returns whether the caller has to close a link.
    fn open(self, svg: &mut Markup, flow: &str, step: &str, name: &str) -> bool {
        let Some(address) = self.address(flow, step) else { return false };
        svg.open("a").attr("href", &address);
        if step == self.here {
            svg.attr("aria-current", "page");
        }
        // A title, not an `aria-label`: a label would have to repeat the picture's words, which are broken into
        // lines.
        svg.line("title", name);
        true
    }

    /// The picture's ARIA role. A picture with links is a group, because assistive technology does not enter an
    /// image.
    fn role(self) -> &'static str {
        if matches!(self.way, Way::Nowhere) { "img" } else { "group" }
    }
}

/// Percent-encodes an id as a part of an address: everything but letters, digits and `-._~` (RFC 3986, 2.3).
fn in_address(id: &str) -> String {
    let mut address = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            // Writing to a string does not fail.
            other => drop(write!(address, "%{other:02X}")),
        }
    }
    address
}

/// Writes drawings, one below the other. Each is at most as wide as its [`Width`] says.
pub fn flow(drawings: &[Drawing], links: Links<'_>) -> String {
    let caption = if drawings.len() > 1 { CAPTION } else { 0 };
    let width = drawings.iter().map(|drawing| drawing.width).max().unwrap_or(320);
    let height = drawings.iter().fold(0_u32, |sum, drawing| sum.saturating_add(drawing.height + caption)).max(24);
    let titles: Vec<&str> = drawings.iter().map(|drawing| drawing.title.as_str()).collect();
    let title = if titles.is_empty() { "No flow".to_owned() } else { format!("Flow: {}", titles.join("; ")) };
    let first = drawings
        .first()
        .map_or_else(|| "flow-".to_owned(), |drawing| format!("{}-{}", drawing.room.id(), anchor(&drawing.flow)));
    let text: Vec<&str> = drawings.iter().flat_map(|drawing| &drawing.text).map(String::as_str).collect();
    let mut svg = begin(links.role(), &first, &title, &text, width, height);
    let mut top = 0;
    for drawing in drawings {
        common(svg.open("g").attr("class", "flow").attr("data-flow", &drawing.flow));
        if caption > 0 {
            svg.attr("transform", &format!("translate(0 {})", top + CAPTION));
            svg.open("text").attr("class", "caption").attr("x", "16").attr("y", "-10").attr("font-size", "15");
            svg.attr("font-weight", "600").attr("fill", INK).text(&drawing.title).close();
        }
        one(&mut svg, drawing, links);
        svg.close();
        top += drawing.height + caption;
    }
    svg.finish()
}

/// Writes only the lane names of a drawing, at the drawing's height, so that a page can keep them visible while
/// the drawing scrolls sideways. They are hidden from assistive technology, because the drawing has the same
/// names.
pub fn lane_names(drawing: &Drawing) -> String {
    let width = drawing.lanes.iter().map(|lane| lane.label.area.right()).max().unwrap_or(0) + 8;
    let mut svg = Markup::default();
    svg.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
    svg.attr("viewBox", &format!("0 0 {width} {}", drawing.height));
    svg.number("width", width).number("height", drawing.height).attr("aria-hidden", "true").attr("class", "lane-names");
    common(svg.attr("font-family", FONT));
    svg.open("rect").attr("class", "paper").number("width", width).number("height", drawing.height);
    svg.attr("fill", PAPER).close();
    lanes(&mut svg, drawing, width);
    svg.finish()
}

/// Opens a picture's root element with its role, title, description and background.
fn begin(role: &str, id: &str, title: &str, text: &[&str], width: u32, height: u32) -> Markup {
    let mut svg = Markup::default();
    svg.open("svg").attr("xmlns", "http://www.w3.org/2000/svg").attr("viewBox", &format!("0 0 {width} {height}"));
    svg.number("width", width).number("height", height).attr("role", role);
    svg.attr("aria-labelledby", &format!("{id}-title {id}-text")).attr("class", "picture");
    svg.attr("font-family", FONT);
    svg.open("title").attr("id", &format!("{id}-title")).text(title).close();
    svg.open("desc").attr("id", &format!("{id}-text")).text(&text.join(" ")).close();
    svg.open("rect").attr("class", "paper").number("width", width).number("height", height).attr("fill", PAPER).close();
    svg
}

/// Turns an id into letters, digits and hyphens, so that different ids stay different.
fn anchor(id: &str) -> String {
    let mut anchor = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => anchor.push(c),
            // Writing to a string does not fail.
            other => drop(write!(anchor, "_{:x}_", u32::from(other))),
        }
    }
    anchor
}

/// Adds what most parts of a drawing have in common, so that few of them have to say it.
fn common(svg: &mut Markup) -> &mut Markup {
    svg.number("font-size", COMMON_SIZE).attr("fill", INK).attr("stroke-width", "1.5")
}

fn one(svg: &mut Markup, drawing: &Drawing, links: Links<'_>) {
    for wash in &drawing.wash {
        rect(svg, "wait", wash, 0).attr("fill", SYNC_WASH).attr("fill-opacity", ".55").close();
    }
    for gap in &drawing.gaps {
        rect(svg, "paper", gap, 8).attr("fill", PAPER).close();
    }
    lanes(svg, drawing, drawing.width);
    if let Some(commit) = &drawing.commit {
        let d = format!("M{0} {1}V{2}", commit.x, commit.top, commit.bottom);
        svg.open("path").attr("class", "commit").attr("data-step", short(&commit.node)).attr("d", &d);
        svg.attr("fill", "none").attr("stroke", INK).close();
    }
    for each in &drawing.lines {
        line(svg, each);
    }
    for port in &drawing.ports {
        rect(svg, "port", &port.area, 0).attr("fill", PAPER).attr("stroke", SOFT).line("title", port.kind.id()).close();
    }
    for each in &drawing.dots {
        dot(svg, each);
    }
    for node in &drawing.boxes {
        let is_step = matches!(node.kind, BoxKind::Call | BoxKind::Reaction);
        let leads = is_step && node.members.is_empty() && links.open(svg, &drawing.flow, short(&node.node), &node.says);
        self::node(svg, node);
        for member in &node.members {
            self::member(svg, &drawing.flow, member, links);
        }
        if leads {
            svg.close();
        }
    }
    for chip in &drawing.chips {
        self::chip(svg, chip);
    }
    for label in &drawing.labels {
        self::label(svg, label);
    }
    for each in &drawing.badges {
        badge(svg, each.changed, &each.area);
    }
    for each in &drawing.ghosts {
        ghost(svg, each);
    }
    if drawing.left_out > 0 {
        let words = format!("{} more boxes and lines are not drawn", drawing.left_out);
        svg.open("text").attr("class", "tiny").attr("x", "16").attr("y", "14").attr("font-size", "11");
        svg.attr("fill", SOFT).text(&words).close();
    }
}

/// Writes the lanes' borders and names; the borders end at `width` at the latest.
fn lanes(svg: &mut Markup, drawing: &Drawing, width: u32) {
    for lane in drawing.lanes.iter().filter(|lane| lane.outside) {
        let area = Area { width: lane.area.width.min(width), ..lane.area };
        rect(svg, "outside", &area, 0).attr("fill", HAIRLINE).attr("fill-opacity", ".4").close();
    }
    for (class, outside, thick) in [("lane", false, "1"), ("lane wall", true, "1.5")] {
        let mut d = String::new();
        let borders: BTreeSet<u32> = drawing
            .lanes
            .iter()
            .filter(|lane| lane.outside == outside)
            .flat_map(|lane| [lane.area.y, lane.area.bottom()])
            .collect();
        for y in borders {
            // Writing to a string does not fail.
            let _ = write!(d, "M0 {y}H{}", drawing.width.min(width));
        }
        if !d.is_empty() {
            let colour = if outside { SOFT } else { HAIRLINE };
            svg.open("path").attr("class", class).attr("d", &d).attr("stroke", colour);
            svg.attr("stroke-width", thick).attr("fill", "none").close();
        }
    }
    for lane in &drawing.lanes {
        svg.open("g").attr("class", "who").attr("data-participant", short(&lane.node));
        svg.line("title", &lane.full);
        label(svg, &lane.label);
        if let Some(tag) = &lane.tag {
            if tag.kind == LabelKind::Copies {
                drum(svg, [tag.area.x - 16, tag.area.y + 1]);
            }
            label(svg, tag);
        }
        svg.close();
    }
}

/// Draws the sign of a copy of data: a small drum.
fn drum(svg: &mut Markup, [x, y]: [u32; 2]) {
    let d = format!("M{x} {0}v7c0 4 11 4 11 0v-7c0 -4 -11 -4 -11 0c0 4 11 4 11 0", y + 4);
    svg.open("path").attr("class", "copy").attr("d", &d).attr("fill", "none").attr("stroke", SOFT).close();
}

/// A node's id without its kind.
fn short(node: &str) -> &str {
    node.split_once(':').map_or(node, |(_, id)| id)
}

fn rect<'m>(svg: &'m mut Markup, class: &str, area: &Area, round: u32) -> &'m mut Markup {
    svg.open("rect").attr("class", class).number("x", area.x).number("y", area.y);
    svg.number("width", area.width).number("height", area.height);
    if round > 0 {
        svg.number("rx", round);
    }
    svg
}

fn node(svg: &mut Markup, node: &NodeBox) {
    let is_step = matches!(node.kind, BoxKind::Call | BoxKind::Reaction);
    let is_group = !node.members.is_empty();
    let data = match (is_step, is_group) {
        (true, true) => "data-group",
        (true, false) => "data-step",
        (false, _) => "data-channel",
    };
    let id = if is_step { short(&node.node) } else { &node.node };
    let class = match (is_step, node.way_out) {
        (true, false) if is_group => "group",
        (true, false) => "step",
        (true, true) => "step alternative",
        (false, false) => "channel",
        (false, true) => "channel alternative",
    };
    svg.open("g").attr("class", class).attr(data, id).line("title", &node.full);
    let area = &node.area;
    if node.strong {
        let frame = Area { x: area.x - 4, y: area.y - 4, width: area.width + 8, height: area.height + 8 };
        let round = if node.kind == BoxKind::Reaction { 17 } else { 6 };
        rect(svg, "hold", &frame, round).attr("fill", "none").attr("stroke", INK).close();
    }
    let (class, fill, stroke, round) = match node.kind {
        BoxKind::Call if node.way_out => ("box way-out", RAISED, SOFT, 4),
        BoxKind::Reaction if node.way_out => ("react way-out", RAISED, SOFT, 14),
        BoxKind::Event if node.way_out => ("pill way-out", RAISED, SOFT, 17),
        BoxKind::Queue if node.way_out => ("queue way-out", RAISED, SOFT, 3),
        BoxKind::Call => ("box", RAISED, SYNC, 4),
        BoxKind::Reaction => ("react", RAISED, EVENT, 14),
        BoxKind::Event => ("pill", EVENT_WASH, EVENT, 17),
        BoxKind::Queue => ("queue", EVENT_WASH, EVENT, 3),
    };
    if is_group {
        // A second outline behind the first: there is more.
        let behind = Area { x: area.x + 4, y: area.y + 4, ..*area };
        rect(svg, class, &behind, round).attr("fill", fill).attr("stroke", stroke).close();
    }
    rect(svg, class, area, round).attr("fill", fill).attr("stroke", stroke);
    if node.kind == BoxKind::Reaction {
        svg.attr("stroke-dasharray", DASHES);
    }
    svg.close();
    if node.kind == BoxKind::Queue {
        // Two upright strokes: messages in a queue.
        let d = format!("M{0} {1}v{3}M{2} {1}v{3}", area.x + 4, area.y, area.right() - 4, area.height);
        svg.open("path").attr("class", class).attr("d", &d).attr("fill", "none").attr("stroke", stroke).close();
    }
    for label in &node.labels {
        match (label.kind, node.kind) {
            // Its number has the colour of a box.
            (LabelKind::Number, _) if node.way_out => write(svg, label, true),
            (LabelKind::Number, BoxKind::Call) => words(svg, label, "waits", SYNC, Some("600")),
            (LabelKind::Number, _) => words(svg, label, "nobody", EVENT, Some("600")),
            _ => write(svg, label, node.way_out),
        }
    }
    svg.close();
}

/// Writes the number of a step that a box stands for.
fn member(svg: &mut Markup, flow: &str, member: &Member, links: Links<'_>) {
    let leads = links.open(svg, flow, short(&member.node), &member.says);
    svg.open("g").attr("class", "step member").attr("data-step", short(&member.node)).line("title", &member.full);
    label(svg, &member.label);
    svg.close();
    if leads {
        svg.close();
    }
}

/// Draws a condition or a timer: its words above the line, and the clock on it.
fn chip(svg: &mut Markup, chip: &Chip) {
    let class = if chip.way_out { "chip alternative" } else { "chip" };
    svg.open("g").attr("class", class).attr("data-step", short(&chip.node));
    if let Some(area) = &chip.clock {
        clock(svg, area);
    }
    write(svg, &chip.label, chip.way_out);
    svg.close();
}

/// Draws what changed of a step: full for one that is new, an outline for one that differs.
fn badge(svg: &mut Markup, changed: Changed, area: &Area) {
    let (class, words, fill, ink) = match changed {
        Changed::Added => ("badge full", "badge-words full", INK, RAISED),
        Changed::Verdict | Changed::Other => ("badge", "badge-words", RAISED, INK),
    };
    rect(svg, class, area, 3).attr("fill", fill).attr("stroke", INK).close();
    svg.open("text").attr("class", words).number("x", area.x + BADGE_INSIDE).number("y", area.y + BADGE_SIZE + 1);
    svg.number("font-size", BADGE_SIZE).attr("font-weight", "600").attr("fill", ink).text(changed.says()).close();
}

/// Draws a step that is gone.
fn ghost(svg: &mut Markup, ghost: &Ghost) {
    rect(svg, "ghost", &ghost.area, 4).attr("fill", "none").attr("stroke", SOFT).attr("stroke-dasharray", DOTS).close();
    svg.open("text").attr("class", "tiny gone").number("x", ghost.area.x + 10).number("y", ghost.area.y + 19);
    svg.attr("fill", SOFT).attr("text-decoration", "line-through").text(&ghost.words).close();
}

/// Draws a clock: the sign of a timer.
fn clock(svg: &mut Markup, area: &Area) {
    let (x, y, r) = (area.x + area.width / 2, area.y + area.height / 2, area.width / 2);
    svg.open("circle").attr("class", "clock").number("cx", x).number("cy", y).number("r", r);
    svg.attr("fill", RAISED).attr("stroke", INK).attr("stroke-width", "1.25").close();
    let d = format!("M{x} {}V{y}h{}", y - r + 2, r - 3);
    svg.open("path").attr("class", "clock").attr("d", &d).attr("fill", "none").attr("stroke", INK);
    svg.attr("stroke-width", "1.25").close();
}

fn label(svg: &mut Markup, label: &Label) {
    write(svg, label, false);
}

/// Writes a label, in a soft colour if it belongs to what happens because a step was not done.
fn write(svg: &mut Markup, label: &Label, is_soft: bool) {
    let (class, fill, weight) = match label.kind {
        LabelKind::Action | LabelKind::Channel | LabelKind::Chip if is_soft => ("t", SOFT, None),
        LabelKind::Number if is_soft => ("n", SOFT, Some("600")),
        LabelKind::Lane => ("name", INK, Some("600")),
        LabelKind::Number | LabelKind::Commit => ("n", INK, Some("600")),
        LabelKind::Action | LabelKind::Channel | LabelKind::Chip => ("t", INK, None),
        LabelKind::Waiting => ("waits", SYNC, Some("600")),
        LabelKind::Nobody => ("nobody", EVENT, Some("600")),
        _ => ("tiny", SOFT, None),
    };
    words(svg, label, class, fill, weight);
}

/// Writes a label's lines in a class, a colour and a weight.
fn words(svg: &mut Markup, label: &Label, class: &'static str, fill: &'static str, weight: Option<&'static str>) {
    let (x, anchor) = match label.kind {
        LabelKind::Channel | LabelKind::Through => (label.area.x + label.area.width / 2, Some("middle")),
        LabelKind::Commit => (label.area.right(), Some("end")),
        _ => (label.area.x, None),
    };
    let mut baseline = label.area.y + label.kind.size();
    for line in &label.lines {
        svg.open("text").attr("class", class).number("x", x).number("y", baseline);
        if label.kind.size() != COMMON_SIZE {
            svg.number("font-size", label.kind.size());
        }
        if fill != INK {
            svg.attr("fill", fill);
        }
        if let Some(weight) = weight {
            svg.attr("font-weight", weight);
        }
        if let Some(anchor) = anchor {
            svg.attr("text-anchor", anchor);
        }
        svg.text(line).close();
        baseline += label.kind.line_height();
    }
}

fn line(svg: &mut Markup, line: &Line) {
    let Some(end) = arrow(&line.points) else { return };
    let d = rounded(&line.points);
    let (class, fill, stroke) = if line.way_out { ("out", "out-fill", SOFT) } else { signs(line.mode, line.kind) };
    let class = if line.trunk { "call trunk" } else { class };
    let is_thin = matches!(line.kind, EdgeKind::After | EdgeKind::Trigger | EdgeKind::Reply);
    svg.open("g").attr("data-edge", &line.edge);
    svg.open("path").attr("class", class).attr("d", &d).attr("fill", "none").attr("stroke", stroke);
    svg.attr(
        "stroke-width",
        if line.trunk {
            TRUNK
        } else if is_thin {
            "1.25"
        } else {
            "2"
        },
    );
    let dashes = match (line.mode, line.kind) {
        _ if line.way_out => Some(OUT_DASHES),
        (Mode::Synchronous, _) => None,
        (_, EdgeKind::After | EdgeKind::Trigger) => Some("2 4"),
        (_, EdgeKind::Reply) => Some(DOTS),
        _ => Some(DASHES),
    };
    if let Some(dashes) = dashes {
        svg.attr("stroke-dasharray", dashes);
    }
    svg.close();
    if !line.goes_on {
        svg.open("path").attr("class", fill).attr("d", &end).attr("fill", stroke).close();
    }
    svg.close();
}

/// The path along some points, with rounded corners.
fn rounded(points: &[[u32; 2]]) -> String {
    let mut d = String::new();
    for (at, &[x, y]) in points.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = match (at.checked_sub(1).and_then(|at| points.get(at)), points.get(at + 1)) {
            (None, _) => write!(d, "M{x} {y}"),
            (Some(_), None) => write!(d, "L{x} {y}"),
            (Some(&before), Some(&next)) => {
                let round = CORNER.min(length(before, [x, y]) / 2).min(length([x, y], next) / 2);
                let ([from_x, from_y], [to_x, to_y]) = (towards([x, y], before, round), towards([x, y], next, round));
                write!(d, "L{from_x} {from_y}Q{x} {y} {to_x} {to_y}")
            }
        };
    }
    d
}

/// The length of a stretch that is horizontal or vertical.
fn length([x, y]: [u32; 2], [to_x, to_y]: [u32; 2]) -> u32 {
    x.abs_diff(to_x) + y.abs_diff(to_y)
}

/// The point that lies `far` from one point in the direction of another.
fn towards([x, y]: [u32; 2], [to_x, to_y]: [u32; 2], far: u32) -> [u32; 2] {
    let step = |from: u32, to: u32| match from.cmp(&to) {
        std::cmp::Ordering::Less => from + far,
        std::cmp::Ordering::Equal => from,
        std::cmp::Ordering::Greater => from.saturating_sub(far),
    };
    [step(x, to_x), step(y, to_y)]
}

/// Draws the point where a participant calls: square if it waits, round if it does not.
fn dot(svg: &mut Markup, dot: &Dot) {
    let round = if dot.mode == Mode::Synchronous { 0 } else { dot.area.width / 2 };
    let (_, fill, colour) = signs(dot.mode, EdgeKind::Call);
    rect(svg, fill, &dot.area, round).attr("fill", colour).close();
}

/// The class of a line, the class of the filled shapes at its ends, and the colour of both.
fn signs(mode: Mode, kind: EdgeKind) -> (&'static str, &'static str, &'static str) {
    match (kind, mode) {
        (EdgeKind::After | EdgeKind::Trigger, _) => ("after", "after-fill", SOFT),
        (EdgeKind::Reply, _) => ("reply", "event-fill", EVENT),
        (_, Mode::Synchronous) => ("call", "sync-fill", SYNC),
        (_, Mode::Asynchronous) => ("publish", "event-fill", EVENT),
    }
}

/// The arrow head at the end of a line, in the direction of the last stretch that has a length.
fn arrow(points: &[[u32; 2]]) -> Option<String> {
    let &[x, y] = points.last()?;
    let [from_x, from_y] = points.iter().rev().copied().find(|point| *point != [x, y]).unwrap_or([x, y]);
    Some(if from_x < x {
        format!("M{x} {y}l-8 -4v8z")
    } else if from_x > x {
        format!("M{x} {y}l8 -4v8z")
    } else if from_y > y {
        format!("M{x} {y}l-4 8h8z")
    } else {
        format!("M{x} {y}l-4 -8h8z")
    })
}

#[cfg(test)]
mod tests;
