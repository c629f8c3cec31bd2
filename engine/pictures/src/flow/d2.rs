//! Writes D2 source: a graph or a sequence diagram.
//!
//! Every name stands in double quotes. `Label` escapes what ends them there or has a meaning in them.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};

use super::chart::{self, Link, Node, Sort};
use super::course::Frame;
use super::ids::Ids;
use super::sequence::{self, Line};
use super::writer::{Writer, line};
use super::{Flow, Mode, text};
use crate::palette::{Colour, ERROR, EVENT, EVENT_WASH, HAIRLINE, INK, PAPER, RAISED, SOFT, SYNC, SYNC_WASH};
use advice::description::ParticipantKind;

/// The writer for D2.
pub(super) const WRITER: Writer =
    Writer { media_type: "text/x-d2", flow: |shown| flows(shown.flows), sequence: |shown| sequence(shown.flows) };

/// Displays a text as it stands in double quotes.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in text::in_one_line(self.0) {
            if matches!(c, '"' | '\\' | '$') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        Ok(())
    }
}

/// Writes flows as one graph; if there are several, each has its own frame.
fn flows(flows: &[Flow]) -> String {
    let mut out = String::from("direction: right\n");
    let wayout = format!("stroke: \"{}\"", ERROR.light);
    classes(&mut out, &BOXES, &[("strong", "stroke-width: 4".to_owned()), ("wayout", wayout)]);
    if let [flow] = flows {
        let look = "{shape: text; near: top-center; style: {font-size: 24}}";
        line(&mut out, 0, format_args!("title: \"{}\" {look}", Label(&flow.name)));
    }
    for (at, flow) in flows.iter().enumerate() {
        if let [flow] = flows {
            chart(&mut out, 0, flow, &Ids::of(flow, ""));
        } else {
            let prefix = format!("f{}", at + 1);
            line(&mut out, 0, format_args!("{prefix}: \"{}\" {{", Label(&flow.name)));
            line(&mut out, 1, format_args!("class: flow"));
            chart(&mut out, 1, flow, &Ids::of(flow, &prefix));
            line(&mut out, 0, format_args!("}}"));
        }
    }
    out
}

/// A class of boxes: its name, shape, ground and outline, and what else its style says.
type Class = (&'static str, &'static str, Colour, Colour, &'static str);

/// The classes of boxes in a graph and in a sequence.
const BOXES: [Class; 9] = [
    ("participant", "rectangle", HAIRLINE, HAIRLINE, ""),
    ("copy", "cylinder", RAISED, SOFT, ""),
    ("waits", "rectangle", RAISED, SYNC, ""),
    ("reaction", "rectangle", RAISED, EVENT, "; stroke-dash: 4; border-radius: 8"),
    ("event", "oval", EVENT_WASH, EVENT, ""),
    ("queue", "queue", EVENT_WASH, EVENT, ""),
    ("schedule", "circle", RAISED, SOFT, ""),
    ("flow", "rectangle", PAPER, HAIRLINE, ""),
    ("waiting", "rectangle", SYNC_WASH, SYNC, ""),
];
const LANES: [Class; 3] = [
    ("person", "person", RAISED, SOFT, ""),
    ("participant", "rectangle", RAISED, SOFT, ""),
    ("copy", "cylinder", RAISED, SOFT, ""),
];

/// Writes what the boxes and lines look like. `more` are classes with their whole style.
fn classes(out: &mut String, boxes: &[Class], more: &[(&str, String)]) {
    line(out, 0, format_args!("classes: {{"));
    for (class, shape, fill, stroke, also) in boxes {
        let (fill, stroke, ink) = (fill.light, stroke.light, INK.light);
        let style = format!("fill: \"{fill}\"; stroke: \"{stroke}\"; font-color: \"{ink}\"{also}");
        line(out, 1, format_args!("{class}: {{shape: {shape}; style: {{{style}}}}}"));
    }
    let lines = [
        ("call", format!("stroke: \"{}\"", SYNC.light)),
        ("message", format!("stroke: \"{}\"; stroke-dash: 4", EVENT.light)),
    ];
    for (class, style) in lines.iter().chain(more) {
        line(out, 1, format_args!("{class}: {{style: {{{style}}}}}"));
    }
    line(out, 0, format_args!("}}"));
}

fn chart(out: &mut String, depth: usize, flow: &Flow, ids: &Ids<'_>) {
    let chart = chart::chart(flow, ids);
    for participant in &chart.participants {
        node(out, depth, participant);
    }
    // A box in a frame is named by both.
    let mut paths: BTreeMap<&str, String> = BTreeMap::new();
    if let Some(waiting) = &chart.waiting {
        line(out, depth, format_args!("{}: \"{}\" {{", waiting.id, Label(&waiting.says)));
        line(out, depth + 1, format_args!("class: waiting"));
        for step in &waiting.steps {
            paths.insert(&step.id, format!("{}.{}", waiting.id, step.id));
            node(out, depth + 1, step);
        }
        line(out, depth, format_args!("}}"));
    }
    for other in &chart.rest {
        node(out, depth, other);
    }
    let path = |id: &String| paths.get(id.as_str()).unwrap_or(id).clone();
    for Link { from, to, mode, words, way_out } in &chart.links {
        let class = if *mode == Mode::Synchronous { "call" } else { "message" };
        let class = if *way_out { format!("[{class}; wayout]") } else { class.to_owned() };
        let words = if words.is_empty() { String::new() } else { format!("\"{}\" ", Label(words)) };
        line(out, depth, format_args!("{} -> {}: {words}{{class: {class}}}", path(from), path(to)));
    }
}

fn node(out: &mut String, depth: usize, node: &Node) {
    let class = match node.sort {
        Sort::Participant => "participant",
        Sort::Copy => "copy",
        Sort::Call => "waits",
        Sort::Reaction => "reaction",
        Sort::Event => "event",
        Sort::Queue => "queue",
        Sort::Schedule => "schedule",
    };
    let mut classes = vec![class];
    classes.extend(node.strong.then_some("strong"));
    classes.extend(node.way_out.then_some("wayout"));
    let class = if let [class] = classes[..] { class.to_owned() } else { format!("[{}]", classes.join("; ")) };
    let lines: Vec<String> = node.lines.iter().map(|words| Label(words).to_string()).collect();
    line(out, depth, format_args!("{}: \"{}\" {{class: {class}}}", node.id, lines.join("\\n")));
}

/// Writes the first flow as a sequence diagram.
fn sequence(flows: &[Flow]) -> String {
    let mut out = String::from("shape: sequence_diagram\n");
    let answer = format!("stroke: \"{}\"; stroke-dash: 2; stroke-width: 1", SOFT.light);
    let note = format!("fill: \"{}\"; stroke: \"{}\"; stroke-width: 1", RAISED.light, HAIRLINE.light);
    classes(&mut out, &LANES, &[("answer", answer), ("note", note)]);
    let Some(flow) = flows.first() else { return out };
    for (participant, number) in flow.participants.iter().zip(1..) {
        let class = match participant.kind {
            ParticipantKind::Person => "person",
            ParticipantKind::Store | ParticipantKind::Cache => "copy",
            _ => "participant",
        };
        line(&mut out, 0, format_args!("p{number}: \"{}\" {{class: {class}}}", Label(&participant.name)));
    }
    lines(&mut out, flow);
    out
}

/// Writes the arrows, the notes and a group for each part of a frame. D2 draws groups within groups badly, so the parts
/// of a frame follow each other.
fn lines(out: &mut String, flow: &Flow) {
    let mut depth = 0;
    for (number, said) in (1..).zip(sequence::lines(flow)) {
        match said {
            Line::Open(frame, words) => {
                let words = format!("{} {words}", frame.word());
                line(out, depth, format_args!("g{number}: \"{}\" {{", Label(&words)));
                depth += 1;
            }
            Line::Next(frame, words) => {
                let words = if frame == Frame::Parallel { "and".to_owned() } else { format!("else {words}") };
                line(out, depth - 1, format_args!("}}"));
                line(out, depth - 1, format_args!("g{number}: \"{}\" {{", Label(&words)));
            }
            Line::Close => {
                depth -= 1;
                line(out, depth, format_args!("}}"));
            }
            Line::Arrow(arrow) => {
                let class = match arrow.sort {
                    sequence::Sort::Call => "call",
                    sequence::Sort::Answer => "answer",
                    sequence::Sort::Message => "message",
                };
                let (from, to, words) = (arrow.from + 1, arrow.to + 1, Label(&arrow.words));
                line(out, depth, format_args!("p{from} -> p{to}: \"{words}\" {{class: {class}}}"));
            }
            Line::Note(at, words) => note(out, depth, at, number, &words),
            Line::Commit(at) => note(out, depth, at, number, "commit point"),
        }
    }
}

fn note(out: &mut String, depth: usize, at: usize, number: u32, words: &str) {
    line(out, depth, format_args!("p{}.n{number}: \"{}\" {{class: note}}", at + 1, Label(words)));
}
