//! Writes DOT, the language of Graphviz: a graph, or a communication diagram in place of a sequence diagram.
//!
//! DOT has no sequence diagrams. A communication diagram says the same: who sends what to whom, with the numbers of
//! the steps and the conditions. Every name stands in double quotes, and `Label` escapes what has a meaning in them.

use std::fmt::{self, Display, Write as _};

use super::chart::{self, Link, Node, Sort};
use super::ids::Ids;
use super::sequence;
use super::writer::{Writer, line};
use super::{Flow, Mode, text};
use crate::palette::{Colour, ERROR, EVENT, EVENT_WASH, HAIRLINE, INK, PAPER, RAISED, SOFT, SYNC, SYNC_WASH};
use advice::description::ParticipantKind;

/// The writer for DOT.
pub(super) const WRITER: Writer = Writer {
    media_type: "text/vnd.graphviz",
    flow: |shown| flows(shown.flows),
    sequence: |shown| sequence(shown.flows),
};

/// Displays a text as it stands in double quotes.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in text::in_one_line(self.0) {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                // Graphviz reads entities in every text.
                '&' => f.write_str("&amp;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Writes flows as one graph; if there are several, each has its own frame.
fn flows(flows: &[Flow]) -> String {
    let mut out = begin(flows, "LR");
    for (at, flow) in flows.iter().enumerate() {
        if let [flow] = flows {
            chart(&mut out, 1, flow, &Ids::of(flow, ""));
        } else {
            let prefix = format!("f{}", at + 1);
            line(&mut out, 1, format_args!("subgraph cluster_{prefix} {{"));
            line(&mut out, 2, format_args!("label=\"{}\" color=\"{}\"", Label(&flow.name), HAIRLINE.light));
            chart(&mut out, 2, flow, &Ids::of(flow, &prefix));
            line(&mut out, 1, format_args!("}}"));
        }
    }
    out.push_str("}\n");
    out
}

/// Writes what both graphs begin with.
fn begin(flows: &[Flow], direction: &str) -> String {
    let mut out = String::from("digraph {\n");
    let names: Vec<&str> = flows.iter().map(|flow| text::shown(&flow.name)).collect();
    let (paper, ink) = (PAPER.light, INK.light);
    let font = format!("fontname=\"Helvetica\" fontcolor=\"{ink}\"");
    line(&mut out, 1, format_args!("graph [rankdir={direction} bgcolor=\"{paper}\" labelloc=t {font}]"));
    line(&mut out, 1, format_args!("node [shape=box style=filled {font}]"));
    line(&mut out, 1, format_args!("edge [{font} fontsize=11]"));
    if let [name] = names[..] {
        line(&mut out, 1, format_args!("label=\"{}\"", Label(name)));
    }
    out
}

fn chart(out: &mut String, depth: usize, flow: &Flow, ids: &Ids<'_>) {
    let chart = chart::chart(flow, ids);
    for participant in &chart.participants {
        node(out, depth, participant);
    }
    if let Some(waiting) = &chart.waiting {
        line(out, depth, format_args!("subgraph cluster_{} {{", waiting.id));
        let (says, wash, stroke) = (Label(&waiting.says), SYNC_WASH.light, SYNC.light);
        line(out, depth + 1, format_args!("label=\"{says}\" style=filled fillcolor=\"{wash}\" color=\"{stroke}\""));
        for step in &waiting.steps {
            node(out, depth + 1, step);
        }
        line(out, depth, format_args!("}}"));
    }
    for other in &chart.rest {
        node(out, depth, other);
    }
    for Link { from, to, mode, words, way_out } in &chart.links {
        let (colour, style) = match mode {
            Mode::Synchronous => (SYNC, "solid"),
            Mode::Asynchronous => (EVENT, "dashed"),
        };
        edge(out, depth, [from, to], words, if *way_out { ERROR } else { colour }, style);
    }
}

fn edge(out: &mut String, depth: usize, [from, to]: [&str; 2], words: &str, colour: Colour, style: &str) {
    let label = if words.is_empty() { String::new() } else { format!("label=\"{}\" ", Label(words)) };
    line(out, depth, format_args!("{from} -> {to} [{label}color=\"{}\" style={style}]", colour.light));
}

fn node(out: &mut String, depth: usize, node: &Node) {
    let (shape, style, fill, stroke) = match node.sort {
        Sort::Participant => ("box", "filled", HAIRLINE, HAIRLINE),
        Sort::Copy => ("cylinder", "filled", RAISED, SOFT),
        Sort::Call => ("box", "filled", RAISED, SYNC),
        Sort::Reaction => ("box", "filled,rounded,dashed", RAISED, EVENT),
        Sort::Event => ("ellipse", "filled", EVENT_WASH, EVENT),
        Sort::Queue => ("cds", "filled", EVENT_WASH, EVENT),
        Sort::Schedule => ("circle", "filled", RAISED, SOFT),
    };
    let colour = if node.way_out { ERROR } else { stroke }.light;
    let width = if node.strong { " penwidth=3" } else { "" };
    let lines: Vec<String> = node.lines.iter().map(|words| Label(words).to_string()).collect();
    let (id, words, fill) = (&node.id, lines.join("\\n"), fill.light);
    let look = format!("shape={shape} style=\"{style}\" fillcolor=\"{fill}\" color=\"{colour}\"{width}");
    line(out, depth, format_args!("{id} [label=\"{words}\" {look}]"));
}

/// Writes the first flow as a communication diagram. A call stands for its answer, too.
fn sequence(flows: &[Flow]) -> String {
    let first = flows.get(..1).unwrap_or_default();
    let mut out = begin(first, "TB");
    for flow in first {
        for (participant, number) in flow.participants.iter().zip(1..) {
            let shape = match participant.kind {
                ParticipantKind::Person => "ellipse",
                ParticipantKind::Store | ParticipantKind::Cache => "cylinder",
                _ => "box",
            };
            let (name, fill, stroke) = (Label(&participant.name), RAISED.light, SOFT.light);
            let look = format!("shape={shape} fillcolor=\"{fill}\" color=\"{stroke}\"");
            line(&mut out, 1, format_args!("p{number} [label=\"{name}\" {look}]"));
        }
        for (arrow, condition) in sequence::arrows(flow) {
            let (colour, style) = match arrow.sort {
                sequence::Sort::Message => (EVENT, "dashed"),
                sequence::Sort::Call | sequence::Sort::Answer => (SYNC, "solid"),
            };
            let words = if condition.is_empty() { arrow.words } else { format!("[{condition}] {}", arrow.words) };
            let ends = [arrow.from, arrow.to].map(|at| format!("p{}", at + 1));
            edge(&mut out, 1, [&ends[0], &ends[1]], &words, colour, style);
        }
    }
    out.push_str("}\n");
    out
}
