//! Writes a flow as a sequence diagram: participants side by side, messages from top to bottom.
//!
//! A called participant works until its answer, which is a thin line back. A message that nobody waits for goes
//! through its event or queue. This module must not know where the flow's lane drawing puts anything; the two
//! share colours, signs and the root element.

mod column;
mod fold;
mod room;
mod script;
mod stage;

use std::fmt::Write as _;

use super::super::text::{in_short, recovery};
use super::super::{ChannelKind, Flow, Mode, Step};
use super::{Area, DOTS, EVENT, EVENT_WASH, HAIRLINE, Links, Markup, SYNC, clock, drum, rect, short};
use super::{DASHES, EdgeKind, INK, RAISED, SOFT, SYNC_WASH, anchor, arrow, begin, signs};
use advice::description::{Outcome, ParticipantKind};
use column::Column;
use stage::{ActMarks, Arrow, ArrowKind, Bar, Label, Pill, Stage};

/// Dash pattern of the bar of a participant that reacts.
const SHORT_DASHES: &str = "4 3";

/// Writes one flow as a sequence diagram.
pub fn sequence(flow: &Flow, links: Links<'_>) -> String {
    let stage = stage::set(flow, &script::write(flow));
    let recovery = recovery(flow);
    let text: Vec<&str> = flow.text.iter().chain(&recovery).map(String::as_str).collect();
    let id = format!("sequence-{}", anchor(&flow.id));
    let mut svg = begin(links.role(), &id, &format!("Sequence: {}", flow.name), &text, stage.width, stage.height);
    svg.open("g").attr("class", "flow").attr("data-flow", &flow.id);
    for area in &stage.waits {
        rect(&mut svg, "wait", area, 0).attr("fill", SYNC_WASH).attr("fill-opacity", ".55").close();
    }
    lifelines(&mut svg, &stage);
    frames(&mut svg, &stage);
    for commit in &stage.commits {
        let d = format!("M16 {}H{}", commit.y, stage.width - 16);
        svg.open("path").attr("class", "commit");
        if let Some(step) = commit.step {
            svg.attr("data-step", &step.step);
        }
        svg.attr("d", &d).attr("stroke", INK).attr("fill", "none").attr("stroke-width", "1.5").close();
    }
    for y in &stage.turns_back {
        let d = format!("M16 {y}H{}", stage.width - 16);
        svg.open("path").attr("class", "turn").attr("d", &d).attr("stroke", SOFT).attr("fill", "none");
        svg.attr("stroke-dasharray", DOTS).close();
    }
    for marks in &stage.marks {
        let leads = marks.channel.is_none()
            && marks.step.is_some_and(|step| links.open(&mut svg, &flow.id, &step.step, &in_short(step)));
        self::marks(&mut svg, marks);
        if leads {
            svg.close();
        }
    }
    for words in &stage.words {
        label(&mut svg, words, "t");
    }
    for column in &stage.columns {
        heads(&mut svg, column, &stage);
    }
    svg.finish()
}

fn lifelines(svg: &mut Markup, stage: &Stage<'_>) {
    let Some(first) = stage.heads.first() else { return };
    let mut d = String::new();
    for column in &stage.columns {
        // Writing to a string does not fail.
        let _ = write!(d, "M{} {}V{}", column.middle, first + stage.head_height, stage.height - 16);
    }
    svg.open("path").attr("class", "lane").attr("d", &d).attr("stroke", HAIRLINE).attr("fill", "none").close();
}

fn frames(svg: &mut Markup, stage: &Stage<'_>) {
    for frame in &stage.frames {
        let area = &frame.area;
        rect(svg, "frame", area, 3).attr("fill", "none").attr("stroke", SOFT).close();
        for y in &frame.parts {
            let d = format!("M{} {y}H{}", area.x, area.right());
            svg.open("path").attr("class", "frame").attr("d", &d).attr("fill", "none").attr("stroke", SOFT);
            svg.attr("stroke-dasharray", DASHES).close();
        }
    }
}

/// Draws a participant's heads, on top of everything that runs down its lifeline.
fn heads(svg: &mut Markup, column: &Column<'_>, stage: &Stage<'_>) {
    let participant = column.participant;
    let round = if participant.kind == ParticipantKind::Person { stage.head_height / 2 } else { 4 };
    svg.open("g").attr("class", "who").attr("data-participant", short(&participant.id));
    svg.line("title", &participant.name);
    for &y in &stage.heads {
        let area = Area { x: column.middle - column.width / 2, y, width: column.width, height: stage.head_height };
        rect(svg, "head", &area, round).attr("fill", RAISED).attr("stroke", HAIRLINE).close();
        if participant.kind == ParticipantKind::Cache {
            drum(svg, [area.x + 10, area.y + stage.head_height / 2 - 7]);
        }
        let lines = u32::try_from(column.name.len()).unwrap_or(0);
        let mut baseline = y + stage.head_height.saturating_sub(lines * 16) / 2 + 12;
        for line in &column.name {
            svg.open("text").attr("class", "name").number("x", column.middle).number("y", baseline);
            svg.attr("font-size", "13").attr("font-weight", "600").attr("text-anchor", "middle").attr("fill", INK);
            svg.text(line).close();
            baseline += 16;
        }
    }
    svg.close();
}

fn marks(svg: &mut Markup, marks: &ActMarks<'_>) {
    open_group(svg, marks.step, marks.channel.as_ref());
    if !marks.full.is_empty() {
        svg.line("title", &marks.full);
    }
    if let Some(bar) = &marks.bar {
        self::bar(svg, bar);
    }
    for arrow in &marks.arrows {
        self::line(svg, arrow);
    }
    if let Some(area) = &marks.clock {
        clock(svg, area);
    }
    if let Some(pill) = &marks.channel {
        self::pill(svg, pill);
    }
    if let Some(number) = &marks.number {
        label(svg, number, "n");
    }
    for each in &marks.labels {
        label(svg, each, "t");
    }
    svg.close();
}

/// Opens the group of a step, of a channel, or of the actor's first call.
fn open_group(svg: &mut Markup, step: Option<&Step>, channel: Option<&Pill<'_>>) {
    svg.open("g");
    match (channel, step) {
        (Some(pill), _) => svg.attr("class", "channel").attr("data-channel", &pill.channel.id),
        (None, Some(step)) => svg.attr("class", "step").attr("data-step", &step.step),
        (None, None) => svg.attr("class", "message"),
    };
}

fn bar(svg: &mut Markup, bar: &Bar) {
    let area = &bar.area;
    if bar.is_strong {
        // The second frame marks a strongly consistent step.
        let out = stage::FRAME;
        let (x, y) = (area.x.saturating_sub(out), area.y.saturating_sub(out));
        let frame = Area { x, y, width: area.width + 2 * out, height: area.height + 2 * out };
        rect(svg, "hold", &frame, 3).attr("fill", "none").attr("stroke", INK).attr("stroke-width", "1.25").close();
    }
    let (class, stroke, round) = if bar.is_reaction { ("react", EVENT, 4) } else { ("box", SYNC, 1) };
    rect(svg, class, area, round).attr("fill", RAISED).attr("stroke", stroke).attr("stroke-width", "1.5");
    if bar.is_reaction {
        svg.attr("stroke-dasharray", SHORT_DASHES);
    }
    svg.close();
}

fn line(svg: &mut Markup, line: &Arrow) {
    let (Some(&[x, y]), Some(end)) = (line.points.first(), arrow(&line.points)) else { return };
    let mut d = format!("M{x} {y}");
    for [x, y] in line.points.iter().skip(1) {
        // Writing to a string does not fail.
        let _ = write!(d, "L{x} {y}");
    }
    if matches!(line.kind, ArrowKind::Answer | ArrowKind::Reply) {
        let (class, colour) = if line.kind == ArrowKind::Answer { ("answer", SYNC) } else { ("reply", EVENT) };
        for (d, dashes) in [(d, Some(DOTS)), (open_end(&line.points), None)] {
            svg.open("path").attr("class", class).attr("d", &d).attr("fill", "none").attr("stroke", colour);
            svg.attr("stroke-width", "1.25");
            if let Some(dashes) = dashes {
                svg.attr("stroke-dasharray", dashes);
            }
            svg.close();
        }
        return;
    }
    let mode = if line.kind == ArrowKind::Call { Mode::Synchronous } else { Mode::Asynchronous };
    let (class, fill, stroke) = signs(mode, EdgeKind::Call);
    svg.open("path").attr("class", class).attr("data-edge", &line.edge).attr("d", &d).attr("fill", "none");
    svg.attr("stroke", stroke).attr("stroke-width", "2");
    if mode == Mode::Asynchronous {
        svg.attr("stroke-dasharray", DASHES);
    }
    svg.close();
    svg.open("path").attr("class", fill).attr("d", &end).attr("fill", stroke).close();
}

/// The open arrow head at the end of an answer.
fn open_end(points: &[[u32; 2]]) -> String {
    match points {
        [[from, _], .., [x, y]] if from < x => format!("M{} {}L{x} {y}L{0} {}", x - 6, y - 4, y + 4),
        [_, .., [x, y]] => format!("M{} {}L{x} {y}L{0} {}", x + 6, y - 4, y + 4),
        _ => String::new(),
    }
}

fn pill(svg: &mut Markup, pill: &Pill<'_>) {
    let area = &pill.area;
    let (class, round) = match pill.channel.kind {
        ChannelKind::Event => ("pill", 13),
        ChannelKind::Queue => ("queue", 3),
    };
    let (class, fill, stroke) = match pill.channel.outcome {
        Outcome::Done => (class.to_owned(), EVENT_WASH, EVENT),
        _ => (format!("{class} way-out"), RAISED, SOFT),
    };
    rect(svg, &class, area, round).attr("fill", fill).attr("stroke", stroke).attr("stroke-width", "1.5").close();
    if pill.channel.kind == ChannelKind::Queue {
        // Two upright strokes: messages in a queue.
        let d = format!("M{0} {1}v{3}M{2} {1}v{3}", area.x + 4, area.y, area.right() - 4, area.height);
        svg.open("path").attr("class", "queue").attr("d", &d).attr("fill", "none").attr("stroke", EVENT);
        svg.attr("stroke-width", "1.5").close();
    }
    let mut baseline = area.y + 5 + room::SIZE;
    for line in &pill.name {
        svg.open("text").attr("class", "t").number("x", area.x + area.width / 2).number("y", baseline);
        svg.number("font-size", room::SIZE).attr("fill", INK).attr("text-anchor", "middle").text(line).close();
        baseline += room::LINE;
    }
}

fn label(svg: &mut Markup, label: &Label, class: &str) {
    let (class, size, line, fill) =
        if label.is_tiny { ("tiny", room::TINY, room::TINY_LINE, SOFT) } else { (class, room::SIZE, room::LINE, INK) };
    let mut baseline = label.area.y + size;
    for text in &label.lines {
        svg.open("text").attr("class", class).number("x", label.area.x).number("y", baseline);
        svg.number("font-size", size).attr("fill", fill);
        if class == "n" {
            svg.attr("font-weight", "600");
        }
        svg.text(text).close();
        baseline += line;
    }
}

#[cfg(test)]
mod tests;
