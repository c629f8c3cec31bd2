//! A flow as a sequence: participants side by side, messages from top to bottom.
//!
//! It must not know where the flow's own drawing puts anything; it shares colours, marks and the root with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::drawing::measure::{cut, width, wrap};
use super::super::{Edge, EdgeKind, Flow, Mode, Step, text};
use super::{Area, HAIRLINE, Markup, rect, short};
use super::{DASHES, INK, PAPER, RAISED, SOFT, SYNC_WASH, anchor, arrow, begin, signs};

const MARGIN: u32 = 16;
/// Height of a participant's head.
const HEAD: u32 = 44;
/// From one message to the next, and what a note takes.
const STEP: u32 = 46;
const NOTE: u32 = 24;
const COMMIT: u32 = 30;
/// From one line of text to the next.
const LINE: u32 = 17;
/// From one participant to the next.
const LANE: u32 = 190;
/// Width of a loop back to the same participant.
const LOOP: u32 = 26;
/// Participants, and messages, that are drawn at the most.
const MOST_LANES: usize = 400;
const MOST_MESSAGES: usize = 4_000;

/// One arrow.
struct Message<'f> {
    edge: String,
    step: Option<&'f Step>,
    kind: EdgeKind,
    mode: Mode,
    from: u32,
    to: u32,
    /// What it says, whole, and in lines that fit.
    full: String,
    says: Vec<String>,
    note: Option<String>,
}

impl<'f> Message<'f> {
    fn of(edge: &Edge, step: Option<&'f Step>, (from, to): (u32, u32), full: String, note: Option<String>) -> Self {
        let lanes = from.max(to) - from.min(to);
        let room = if lanes == 0 { LANE - LOOP } else { lanes * LANE } - 20;
        let says = wrap(&full, 13, room, 3);
        Self { edge: edge.id.clone(), step, kind: edge.kind, mode: edge.mode, from, to, full, says, note }
    }
}

/// Writes one flow as a sequence.
pub fn sequence(flow: &Flow) -> String {
    let shown = flow.participants.len().min(MOST_LANES);
    let lanes: BTreeMap<&str, u32> =
        flow.participants.iter().take(shown).map(|participant| participant.id.as_str()).zip(0..).collect();
    let messages = messages(flow, &lanes);
    let rows: u32 = messages.iter().map(height).sum();
    let width = MARGIN * 2 + LANE * u32::try_from(shown).unwrap_or(0).max(2);
    let total = MARGIN * 2 + HEAD + rows + 20;
    let text: Vec<&str> = flow.text.iter().map(String::as_str).collect();
    let id = format!("sequence-{}", anchor(&flow.id));
    let mut svg = begin(&id, &format!("Sequence: {}", flow.name), &text, width, total);
    svg.open("g").attr("class", "flow").attr("data-flow", &flow.id);
    let waited: u32 = waited(&messages);
    if waited > 0 {
        let area = Area { x: MARGIN, y: MARGIN + HEAD, width: width - 2 * MARGIN, height: waited };
        rect(&mut svg, "wait", &area, 0).attr("fill", SYNC_WASH).attr("fill-opacity", ".55").close();
    }
    heads(&mut svg, flow, shown, total);
    let mut y = MARGIN + HEAD;
    for message in &messages {
        self::message(&mut svg, message, y, width);
        y += height(message);
    }
    svg.finish()
}

fn height(message: &Message<'_>) -> u32 {
    let commit = if decides(message) { COMMIT } else { 0 };
    let more_lines = u32::try_from(message.says.len().saturating_sub(1)).unwrap_or(0) * LINE;
    STEP + commit + more_lines + if message.note.is_some() { NOTE } else { 0 }
}

fn decides(message: &Message<'_>) -> bool {
    message.kind == EdgeKind::Call && message.step.is_some_and(|step| step.commit_point)
}

/// How far down the caller waits: to the last message of the sync prefix, if nothing else comes between.
fn waited(messages: &[Message<'_>]) -> u32 {
    let is_waited = |message: &&Message<'_>| match message.step {
        Some(step) => step.waited_for && matches!(message.kind, EdgeKind::Call | EdgeKind::Publish),
        None => true,
    };
    let part: u32 = messages.iter().take_while(is_waited).map(height).sum();
    let any = messages.iter().any(|message| message.step.is_some_and(|step| step.waited_for));
    // The commit line stands a little above the end of its message.
    if any { part.saturating_sub(6) } else { 0 }
}

/// The messages in the order of the steps.
fn messages<'f>(flow: &'f Flow, lanes: &BTreeMap<&str, u32>) -> Vec<Message<'f>> {
    let lane = |node: &str| lanes.get(node).copied();
    let producers: BTreeMap<&str, &str> =
        flow.channels.iter().filter_map(|channel| Some((channel.id.as_str(), channel.producer.as_deref()?))).collect();
    let mut arriving: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    let mut told: BTreeMap<&str, &Edge> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| edge.kind != EdgeKind::After) {
        arriving.entry(edge.to.as_str()).or_default().push(edge);
        if edge.kind == EdgeKind::Tell {
            told.insert(edge.from.as_str(), edge);
        }
    }
    let mut messages = Vec::new();
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start) {
        let (Some(from), Some(to)) = (lane(&edge.from), lane(&edge.to)) else { continue };
        messages.push(Message::of(edge, None, (from, to), flow.name.clone(), None));
    }
    for step in &flow.steps {
        let Some(edge) = arriving.get(step.id.as_str()).and_then(|edges| edges.first()) else { continue };
        let sender = match edge.kind {
            EdgeKind::Call => edge.from.as_str(),
            _ => producers.get(edge.from.as_str()).copied().unwrap_or(&step.caller),
        };
        for place in &step.places {
            let (Some(from), Some(to)) = (lane(sender), lane(place)) else { continue };
            let carries = match edge.mode {
                Mode::Synchronous => String::new(),
                Mode::Asynchronous => format!("{} → ", step.message.name),
            };
            let says = format!("{carries}{} {}", step.number, step.action);
            let mut note = format!("{} {}", if step.strong { '■' } else { '≈' }, text::consistency(step));
            if edge.kind == EdgeKind::Call
                && let Some(event) = &step.message.announces
            {
                note = format!("{note} · announces {event}");
            }
            let made = Message::of(edge, Some(step), (from, to), says, Some(note));
            messages.push(Message { kind: EdgeKind::Call, ..made });
        }
        if let Some(edge) = told.get(step.id.as_str())
            && let (Some(from), Some(to)) = (step.places.first().and_then(|place| lane(place)), lane(&edge.to))
        {
            let says = format!("tells the outcome of {} later", step.number);
            messages.push(Message::of(edge, Some(step), (from, to), says, None));
        }
        messages.truncate(MOST_MESSAGES);
    }
    // The outcome is decided once, by the last of several who do the step.
    for at in 1..messages.len() {
        let same = |a: Option<&Step>, b: Option<&Step>| a.zip(b).is_some_and(|(a, b)| a.commit_point && a.id == b.id);
        let (before, after) = messages.split_at_mut(at);
        if let (Some(one), Some(next)) = (before.last_mut(), after.first())
            && next.kind == EdgeKind::Call
            && same(one.step, next.step)
        {
            one.kind = EdgeKind::Publish;
        }
    }
    messages
}

fn heads(svg: &mut Markup, flow: &Flow, shown: usize, total: u32) {
    for (participant, lane) in flow.participants.iter().take(shown).zip(0..) {
        let x = middle(lane);
        svg.open("g").attr("class", "who").attr("data-participant", short(&participant.id));
        svg.line("title", &participant.name);
        let d = format!("M{x} {}V{}", MARGIN + HEAD - 8, total - MARGIN);
        svg.open("path").attr("class", "lane").attr("d", &d).attr("stroke", HAIRLINE).attr("fill", "none").close();
        let area = Area { x: x - LANE / 2 + 8, y: MARGIN - 8, width: LANE - 16, height: HEAD - 4 };
        rect(svg, "head", &area, 4).attr("fill", RAISED).attr("stroke", HAIRLINE).close();
        let lines = wrap(&participant.name, 13, LANE - 32, 2);
        let mut y = if lines.len() > 1 { MARGIN + 8 } else { MARGIN + 16 };
        for line in &lines {
            svg.open("text").attr("class", "name").number("x", x).number("y", y).attr("font-size", "13");
            svg.attr("font-weight", "600").attr("text-anchor", "middle").attr("fill", INK).text(line).close();
            y += 16;
        }
        svg.close();
    }
}

fn middle(lane: u32) -> u32 {
    MARGIN + LANE / 2 + lane * LANE
}

fn message(svg: &mut Markup, message: &Message<'_>, top: u32, picture: u32) {
    let more_lines = u32::try_from(message.says.len().saturating_sub(1)).unwrap_or(0) * LINE;
    let y = top + STEP - 10 + more_lines;
    let (from, to) = (middle(message.from), middle(message.to));
    let (class, fill, colour) = signs(message.mode, message.kind);
    svg.open("g").attr("class", "message").attr("data-edge", &message.edge);
    if let Some(step) = message.step {
        svg.attr("data-step", &step.step);
    }
    svg.line("title", &message.full);
    let points = if from == to {
        vec![[from, y - 10], [from + LOOP, y - 10], [from + LOOP, y], [to, y]]
    } else {
        vec![[from, y], [to, y]]
    };
    let mut d = String::new();
    for (point, letter) in points.iter().zip(std::iter::once('M').chain(std::iter::repeat('L'))) {
        // Writing to a string does not fail.
        let _ = write!(d, "{letter}{} {}", point[0], point[1]);
    }
    svg.open("path").attr("class", class).attr("d", &d).attr("fill", "none").attr("stroke", colour);
    svg.attr("stroke-width", "2");
    if message.mode == Mode::Asynchronous {
        svg.attr("stroke-dasharray", DASHES);
    }
    svg.close();
    if let Some(arrow) = arrow(&points) {
        svg.open("path").attr("class", fill).attr("d", &arrow).attr("fill", colour).close();
    }
    // The label stands above its arrow on paper of its own, so that no line runs through a word.
    let left = if from == to { from + LOOP + 6 } else { from.min(to) + 10 };
    let mut baseline = if from == to { y - more_lines } else { y - 8 - more_lines };
    for says in &message.says {
        paper(svg, left, baseline, width(says, 13), 13);
        svg.open("text").attr("class", "t").number("x", left).number("y", baseline).attr("font-size", "13");
        svg.attr("fill", INK).text(says).close();
        baseline += LINE;
    }
    if let Some(note) = &message.note {
        let note_y = y + if from == to { 22 } else { 17 };
        let at = if to > from || from == to { to + 10 } else { from.min(to) + 10 };
        let note = cut(note, 11, picture.saturating_sub(at + 4));
        let wide = width(&note, 11);
        paper(svg, at, note_y, wide, 11);
        if message.step.is_some_and(|step| step.strong) {
            // The double frame of what is strong.
            for out in [2, 5] {
                let area =
                    Area { x: at - out - 1, y: note_y - 10 - out, width: wide + 2 * out + 2, height: 13 + 2 * out };
                rect(svg, "hold", &area, 2)
                    .attr("fill", "none")
                    .attr("stroke", INK)
                    .attr("stroke-width", ".75")
                    .close();
            }
        }
        svg.open("text").attr("class", "tiny").number("x", at).number("y", note_y).attr("font-size", "11");
        svg.attr("fill", SOFT).text(&note).close();
    }
    if decides(message) {
        let y = top + height(message) - 6;
        let d = format!("M{MARGIN} {y}H{}", picture - MARGIN);
        svg.open("path").attr("class", "commit").attr("d", &d).attr("stroke", INK).attr("fill", "none");
        svg.attr("stroke-width", "1.5").close();
        svg.open("text").attr("class", "tiny").number("x", MARGIN).number("y", y - 5).attr("font-size", "11");
        svg.attr("fill", SOFT).text("commit point").close();
    }
    svg.close();
}

fn paper(svg: &mut Markup, x: u32, baseline: u32, width: u32, size: u32) {
    let area = Area { x: x.saturating_sub(2), y: baseline - size + 1, width: width + 4, height: size + 3 };
    rect(svg, "paper", &area, 2).attr("fill", PAPER).attr("fill-opacity", ".85").close();
}
