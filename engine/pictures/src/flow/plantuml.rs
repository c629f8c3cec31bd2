//! Writes PlantUML source: a component diagram or a sequence diagram.
//!
//! Every name goes through `Label`, which writes all but letters, digits and a few signs as code points, so that
//! PlantUML reads no name as syntax, markup or a command of its preprocessor.

use std::fmt::{self, Display, Write as _};

use super::chart::{self, Link, Node, Sort};
use super::course::Frame;
use super::ids::Ids;
use super::sequence::{self, Line};
use super::writer::{Writer, line};
use super::{Flow, Mode, Participant, text};
use crate::palette::{Colour, ERROR, EVENT, EVENT_WASH, HAIRLINE, INK, PAPER, RAISED, SOFT, SYNC, SYNC_WASH};
use advice::description::ParticipantKind;

/// The writer for PlantUML.
pub(super) const WRITER: Writer =
    Writer { media_type: "text/x-plantuml", flow: |shown| flows(shown.flows), sequence: |shown| sequence(shown.flows) };

/// Displays a text so that PlantUML reads it as plain text.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ' ';
        for c in text::in_one_line(self.0) {
            match c {
                ' ' | ',' | '(' | ')' => f.write_char(c)?,
                // Twice, or before a word, these signs may be markup.
                '-' | '.' | ':' | '\'' if before.is_alphanumeric() => f.write_char(c)?,
                // Where PlantUML wraps a text, it decodes it twice. A word joiner, which nobody sees, keeps a name from
                // looking like a code point or an entity then.
                'U' if before == '<' => f.write_str("<U+2060>U")?,
                '#' if before == '&' => f.write_str("<U+2060><U+0023>")?,
                c if c.is_alphanumeric() => f.write_char(c)?,
                c => write!(f, "<U+{:04X}>", u32::from(c))?,
            }
            before = c;
        }
        Ok(())
    }
}

/// Writes flows as one component diagram; if there are several, each has its own frame.
fn flows(flows: &[Flow]) -> String {
    let mut out = begin(flows);
    line(&mut out, 0, format_args!("left to right direction"));
    for (at, flow) in flows.iter().enumerate() {
        if let [flow] = flows {
            chart(&mut out, 0, flow, &Ids::of(flow, ""));
        } else {
            let prefix = format!("f{}", at + 1);
            let (name, paper, stroke) = (Label(&flow.name), PAPER.light, bare(HAIRLINE));
            line(&mut out, 0, format_args!("rectangle \"{name}\" as {prefix} {paper};line:{stroke} {{"));
            chart(&mut out, 1, flow, &Ids::of(flow, &prefix));
            line(&mut out, 0, format_args!("}}"));
        }
    }
    out.push_str("@enduml\n");
    out
}

/// Writes what both diagrams begin with.
fn begin(flows: &[Flow]) -> String {
    let mut out = String::from("@startuml\n");
    let names: Vec<&str> = flows.iter().map(|flow| text::shown(&flow.name)).collect();
    if !names.is_empty() {
        line(&mut out, 0, format_args!("title {}", Label(&names.join(", "))));
    }
    for setting in ["shadowing false", "defaultTextAlignment center", "wrapWidth 260", "maxMessageSize 320"] {
        line(&mut out, 0, format_args!("skinparam {setting}"));
    }
    for (what, colour) in [
        ("background", PAPER),
        ("defaultFont", INK),
        ("noteBackground", RAISED),
        ("noteBorder", HAIRLINE),
        ("participantBackground", RAISED),
        ("participantBorder", SOFT),
        ("actorBackground", RAISED),
        ("actorBorder", SOFT),
        ("databaseBackground", RAISED),
        ("databaseBorder", SOFT),
        ("sequenceLifeLineBorder", SOFT),
        ("sequenceGroupBorder", SOFT),
        ("sequenceGroupBackground", PAPER),
        ("sequenceDividerBackground", RAISED),
        ("sequenceDividerBorder", SOFT),
    ] {
        line(&mut out, 0, format_args!("skinparam {what}Color {}", colour.light));
    }
    out
}

fn chart(out: &mut String, depth: usize, flow: &Flow, ids: &Ids<'_>) {
    let chart = chart::chart(flow, ids);
    for participant in &chart.participants {
        node(out, depth, participant);
    }
    if let Some(waiting) = &chart.waiting {
        let (says, id, wash, stroke) = (Label(&waiting.says), &waiting.id, SYNC_WASH.light, bare(SYNC));
        line(out, depth, format_args!("rectangle \"{says}\" as {id} {wash};line:{stroke} {{"));
        for step in &waiting.steps {
            node(out, depth + 1, step);
        }
        line(out, depth, format_args!("}}"));
    }
    for other in &chart.rest {
        node(out, depth, other);
    }
    for Link { from, to, mode, words, way_out } in &chart.links {
        let (colour, dashes) = match mode {
            Mode::Synchronous => (SYNC, ""),
            Mode::Asynchronous => (EVENT, ",dashed"),
        };
        let colour = if *way_out { ERROR } else { colour }.light;
        let words = if words.is_empty() { String::new() } else { format!(" : {}", Label(words)) };
        line(out, depth, format_args!("{from} -[{colour}{dashes}]-> {to}{words}"));
    }
}

fn node(out: &mut String, depth: usize, node: &Node) {
    let (word, fill, stroke, style) = match node.sort {
        Sort::Participant => ("rectangle", HAIRLINE, HAIRLINE, ""),
        Sort::Copy => ("database", RAISED, SOFT, ""),
        Sort::Call if node.strong => ("rectangle", RAISED, SYNC, ";line.bold"),
        Sort::Call => ("rectangle", RAISED, SYNC, ""),
        Sort::Reaction => ("rectangle", RAISED, EVENT, ";line.dashed"),
        Sort::Event => ("usecase", EVENT_WASH, EVENT, ""),
        Sort::Queue => ("queue", EVENT_WASH, EVENT, ""),
        Sort::Schedule => ("control", RAISED, SOFT, ""),
    };
    let stroke = if node.way_out { ERROR } else { stroke };
    let lines: Vec<String> = node.lines.iter().map(|words| Label(words).to_string()).collect();
    let (words, id, fill, stroke) = (lines.join("\\n"), &node.id, fill.light, bare(stroke));
    line(out, depth, format_args!("{word} \"{words}\" as {id} {fill};line:{stroke}{style}"));
}

/// A colour as it stands inside a style, where the sign `#` would begin another one.
fn bare(colour: Colour) -> &'static str {
    colour.light.trim_start_matches('#')
}

/// Writes the first flow as a sequence diagram.
fn sequence(flows: &[Flow]) -> String {
    let first = flows.get(..1).unwrap_or_default();
    let mut out = begin(first);
    for flow in first {
        line(&mut out, 0, format_args!("hide footbox"));
        for (participant, number) in flow.participants.iter().zip(1..) {
            let (word, name) = (word(participant), Label(&participant.name));
            line(&mut out, 0, format_args!("{word} \"{name}\" as p{number}"));
        }
        lines(&mut out, flow);
    }
    out.push_str("@enduml\n");
    out
}

/// The word for a participant.
fn word(participant: &Participant) -> &'static str {
    match participant.kind {
        ParticipantKind::Person => "actor",
        ParticipantKind::Store | ParticipantKind::Cache => "database",
        _ => "participant",
    }
}

fn lines(out: &mut String, flow: &Flow) {
    let mut depth = 0;
    for said in sequence::lines(flow) {
        match said {
            Line::Open(frame, words) => {
                line(out, depth, format_args!("{} {}", frame.word(), Label(&words)));
                depth += 1;
            }
            Line::Next(Frame::Parallel, _) => line(out, depth - 1, format_args!("else")),
            Line::Next(_, words) => line(out, depth - 1, format_args!("else {}", Label(&words))),
            Line::Close => {
                depth -= 1;
                line(out, depth, format_args!("end"));
            }
            Line::Arrow(arrow) => {
                let (colour, head) = match arrow.sort {
                    sequence::Sort::Call => (SYNC, ">"),
                    sequence::Sort::Answer => (SOFT, "->"),
                    sequence::Sort::Message => (EVENT, "->>"),
                };
                let (from, to, colour) = (arrow.from + 1, arrow.to + 1, colour.light);
                line(out, depth, format_args!("p{from} -[{colour}]{head} p{to} : {}", Label(&arrow.words)));
            }
            Line::Note(at, words) => line(out, depth, format_args!("note over p{} : {}", at + 1, Label(&words))),
            Line::Commit(_) => line(out, depth, format_args!("== commit point ==")),
        }
    }
}
