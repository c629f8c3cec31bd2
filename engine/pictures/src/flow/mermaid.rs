//! Writes Mermaid source: a flowchart or a sequence diagram.
//!
//! The ids are generated. Every name goes through `Label`, which encodes all but letters, digits and a few
//! signs as entity codes, so that Mermaid never reads a name as syntax. This module must not decide where
//! anything stands.

use std::fmt::{self, Display, Write as _};

use super::chart::{self, Node, Sort};
use super::course::Frame;
use super::ids::Ids;
use super::sequence::{self, Line};
use super::writer::{Writer, line};
use super::{Flow, Mode, text};
use crate::palette::{ERROR, EVENT, EVENT_WASH, INK, RAISED, SYNC};
use advice::description::ParticipantKind;

/// The writer for Mermaid.
pub(super) const WRITER: Writer = Writer {
    media_type: "text/vnd.mermaid",
    flow: |shown| flows(shown.flows),
    sequence: |shown| shown.flows.first().map_or_else(|| "sequenceDiagram\n".to_owned(), sequence),
};

/// Displays a text so that Mermaid reads it as plain text. The result is never empty, because Mermaid rejects a
/// label without letters.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ' ';
        for (at, c) in text::shown(self.0).char_indices() {
            match c {
                ' ' | ',' => f.write_char(c)?,
                '\n' | '\r' | '\t' => f.write_char(' ')?,
                // At any other place than after a letter, these signs may begin a list or an arrow.
                '-' | '.' if before.is_alphabetic() => f.write_char(c)?,
                'e' | 'E' if !before.is_alphanumeric() && is_end(self.0.get(at..).unwrap_or_default()) => {
                    write!(f, "#{};", u32::from(c))?;
                }
                // Mermaid breaks the line at a backslash before `n`. A word joiner, which nobody sees, keeps them apart.
                'n' if before == '\\' => f.write_str("#8288;n")?,
                c if c.is_alphanumeric() => f.write_char(c)?,
                c if text::is_steering(c) => {}
                c => write!(f, "#{};", u32::from(c))?,
            }
            before = c;
        }
        Ok(())
    }
}

/// Whether a text begins with the word `end`, with which Mermaid closes a block.
fn is_end(text: &str) -> bool {
    let mut letters = text.chars();
    let word = letters.by_ref().take(3).map(|c| c.to_ascii_lowercase()).eq("end".chars());
    word && !letters.next().is_some_and(char::is_alphanumeric)
}

/// Writes one flow as a flowchart.
pub fn flow(flow: &Flow) -> String {
    flows(std::slice::from_ref(flow))
}

/// Writes flows as one flowchart; if there are several, each has its own frame.
fn flows(flows: &[Flow]) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut drawn = 0;
    let mut ways_out: Vec<String> = Vec::new();
    describe(&mut out, flows, None);
    for (at, flow) in flows.iter().enumerate() {
        let prefix = if flows.len() > 1 { format!("f{}", at + 1) } else { String::new() };
        if flows.len() > 1 {
            line(&mut out, 1, format_args!("subgraph {prefix}[\"{}\"]", Label(&flow.name)));
        }
        chart(&mut out, flow, &Ids::of(flow, &prefix));
        // Mermaid numbers the lines of the whole chart.
        ways_out.extend(flow.edges.iter().zip(drawn..).filter(|(edge, _)| edge.way_out).map(|(_, at)| at.to_string()));
        drawn += flow.edges.len();
        if flows.len() > 1 {
            line(&mut out, 1, format_args!("end"));
        }
    }
    for (class, fill, stroke, dashes) in [
        ("waits", RAISED, SYNC, ""),
        ("reaction", RAISED, EVENT, ",stroke-dasharray:6 5"),
        ("channel", EVENT_WASH, EVENT, ""),
    ] {
        let (fill, stroke, ink) = (fill.light, stroke.light, INK.light);
        line(&mut out, 1, format_args!("classDef {class} fill:{fill},stroke:{stroke},color:{ink}{dashes}"));
    }
    line(&mut out, 1, format_args!("classDef strong stroke-width:4px"));
    if !ways_out.is_empty() {
        line(&mut out, 1, format_args!("classDef wayout stroke:{}", ERROR.light));
        line(&mut out, 1, format_args!("linkStyle {} stroke:{}", ways_out.join(","), ERROR.light));
    }
    out
}

/// Writes one flow as a sequence diagram.
pub fn sequence(flow: &Flow) -> String {
    let mut out = String::from("sequenceDiagram\n");
    describe(&mut out, std::slice::from_ref(flow), text::recovery(flow).as_deref());
    for (participant, number) in flow.participants.iter().zip(1..) {
        let word = if participant.kind == ParticipantKind::Person { "actor" } else { "participant" };
        line(&mut out, 1, format_args!("{word} p{number} as {}", Label(&participant.name)));
    }
    let mut depth = 1;
    for said in sequence::lines(flow) {
        match said {
            Line::Open(frame, words) => {
                line(&mut out, depth, format_args!("{} {}", frame.word(), Label(&words)));
                depth += 1;
            }
            Line::Next(Frame::Parallel, _) => line(&mut out, depth - 1, format_args!("and")),
            Line::Next(_, words) => line(&mut out, depth - 1, format_args!("else {}", Label(&words))),
            Line::Close => {
                depth -= 1;
                line(&mut out, depth, format_args!("end"));
            }
            Line::Arrow(arrow) => {
                let head = match arrow.sort {
                    sequence::Sort::Call => "->>",
                    sequence::Sort::Answer => "-->>",
                    sequence::Sort::Message => "--)",
                };
                let (from, to) = (arrow.from + 1, arrow.to + 1);
                line(&mut out, depth, format_args!("p{from}{head}p{to}: {}", Label(&arrow.words)));
            }
            Line::Note(at, words) => line(&mut out, depth, format_args!("Note over p{}: {}", at + 1, Label(&words))),
            Line::Commit(_) => {
                line(&mut out, depth, format_args!("Note over p1,p{}: commit point", flow.participants.len()));
            }
        }
    }
    out
}

/// Writes the title and the sentences for readers who cannot see the picture.
fn describe(out: &mut String, flows: &[Flow], recovery: Option<&str>) {
    let names: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
    if names.is_empty() {
        return;
    }
    line(out, 1, format_args!("accTitle: {}", Label(&names.join(", "))));
    line(out, 1, format_args!("accDescr {{"));
    for sentence in flows.iter().flat_map(|flow| &flow.text).map(String::as_str).chain(recovery) {
        line(out, 2, format_args!("{}", Label(sentence)));
    }
    line(out, 1, format_args!("}}"));
}

fn chart(out: &mut String, flow: &Flow, ids: &Ids<'_>) {
    let chart = chart::chart(flow, ids);
    for participant in &chart.participants {
        node(out, 2, participant);
    }
    if let Some(waiting) = &chart.waiting {
        line(out, 2, format_args!("subgraph {}[\"{}\"]", waiting.id, Label(&waiting.says)));
        for step in &waiting.steps {
            node(out, 3, step);
        }
        line(out, 2, format_args!("end"));
    }
    for other in &chart.rest {
        node(out, 2, other);
    }
    for link in &chart.links {
        let words = if link.words.is_empty() { String::new() } else { format!("|\"{}\"|", Label(&link.words)) };
        let arrow = if link.mode == Mode::Synchronous { "-->" } else { "-.->" };
        line(out, 2, format_args!("{} {arrow}{words} {}", link.from, link.to));
    }
}

fn node(out: &mut String, depth: usize, node: &Node) {
    let id = &node.id;
    let lines: Vec<String> = node.lines.iter().map(|words| Label(words).to_string()).collect();
    let [open, close, class] = match node.sort {
        Sort::Participant => [">", "]", ""],
        Sort::Copy => ["[(", ")]", ""],
        Sort::Call => ["[", "]", ":::waits"],
        Sort::Reaction => ["(", ")", ":::reaction"],
        Sort::Event => ["([", "])", ":::channel"],
        Sort::Queue => ["[[", "]]", ":::channel"],
        Sort::Schedule => ["((", "))", ""],
    };
    line(out, depth, format_args!("{id}{open}\"{}\"{close}{class}", lines.join("<br/>")));
    if node.strong {
        line(out, depth, format_args!("class {id} strong"));
    }
    if node.way_out {
        line(out, depth, format_args!("class {id} wayout"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{self, HOSTILE, SHAPES, STYLES, TICKETS, TWO_FLOWS, UNSEEN, hostile, hostile_shape};
    use super::*;

    /// Decodes a label to the text that a reader sees.
    fn decode(label: &str) -> String {
        let mut parts = label.split('#');
        let mut decoded = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once(';').unwrap();
            decoded.push(char::from_u32(code.parse().unwrap()).unwrap());
            decoded.push_str(rest);
        }
        decoded
    }

    #[test]
    fn a_label_is_text_and_nothing_else_and_reads_as_it_was() {
        for text in HOSTILE {
            let label = Label(text).to_string();
            let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '#' | ';' | '-' | '.');
            assert!(label.chars().all(plain), "{label}");
            assert!(
                !label.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("end")),
                "{label}"
            );
            let shown: String = text.replace(['\n', '\r'], " ").chars().filter(|c| !c.is_control()).collect();
            assert_eq!(decode(&label), shown.replace('\u{202e}', ""));
        }
    }

    /// Mermaid rejects an empty label, and a message or participant without words.
    #[test]
    fn no_label_is_empty_whatever_the_names_are() {
        for text in UNSEEN {
            let flow = hostile(text);
            for source in [super::flow(&flow), sequence(&flow), flows(&[flow.clone(), flow.clone()])] {
                for line in source.lines() {
                    let ends = [":", "as", "announces", "accTitle:"];
                    assert!(!line.contains("\"\"") && !line.contains("\"<br/>"), "{text:?}: {line}");
                    assert!(!ends.iter().any(|end| line.trim_end().ends_with(end)), "{text:?}: {line}");
                }
            }
        }
        assert_eq!(decode(&Label("\u{0}\u{202e}").to_string()), "(unnamed)");
    }

    #[test]
    fn the_flowchart_has_every_node_and_edge_and_tells_the_modes_apart() {
        let source = decode(&flow(&examples::flow(TICKETS)).replace(":#", "=").replace("classDef", ""));
        for expected in [
            "subgraph w[\"Fan waits\"]",
            "s1[\"1 Reserve the seat<br/>Seat inventory<br/>strong: reservation\"]:::waits",
            "class s1 strong",
            "seen later<br/>commit point\"]:::waits",
            "e1([\"TicketBooked\"]):::channel",
            "p1 -->|\"starts\"| p2",
            "p2 --> s1",
            "s1 -->|\"then\"| s2",
            "p2 -.-> e1",
            "e1 -.-> s3",
            "s3(\"3 Send the confirmation e-mail<br/>notifications<br/>seen later\"):::reaction",
        ] {
            assert!(source.contains(expected), "{expected} in\n{source}");
        }
        let styles = decode(&flow(&examples::flow(STYLES)).replace(":#", "="));
        assert!(
            styles.contains("[[\"PrintLabel\"]]:::channel") && styles.contains("-.->|\"tells later\"|"),
            "{styles}"
        );
    }

    #[test]
    fn the_sequence_has_every_message_in_order() {
        let source = decode(&sequence(&examples::flow(TICKETS)));
        let at = |expected: &str| source.find(expected).unwrap_or_else(|| panic!("{expected} in\n{source}"));
        assert!(at("actor p1 as Fan") < at("p1->>p2: Book a ticket"));
        assert!(at("p2->>p3: 1 Reserve the seat") < at("Note over p3: strong: reservation"));
        assert!(at("p2->>p4: 2 Charge the credit card") < at("Note over p1,p6: commit point"));
        assert!(at("Note over p1,p6: commit point") < at("p2-->>p1: answer"));
        assert!(at("p2-->>p1: answer") < at("p2--)p5: TicketBooked: 3 Send the confirmation e-mail"));
        assert!(at("opt a step fails") < at("p2--)p3: ReleaseSeat undoes 1"));
    }

    #[test]
    fn ids_are_ours_whatever_the_names_are() {
        for text in HOSTILE {
            let (named, chart) = (hostile(text), flow(&hostile(text)));
            let plain = hostile("plain");
            let shape = |source: &str| -> Vec<String> {
                source.lines().map(|line| line.split(['"', ':', '#']).next().unwrap().to_owned()).collect()
            };
            let skeleton = |flow: &Flow| -> usize { shape(&super::flow(flow)).len() };
            assert_eq!(skeleton(&named), skeleton(&plain), "{chart}");
            assert_eq!(sequence(&named).lines().count(), sequence(&plain).lines().count());
        }
    }

    #[test]
    fn frames_are_closed_and_no_condition_is_syntax() {
        let shape = |source: &str| -> Vec<String> {
            let words = ["alt ", "else ", "opt ", "loop ", "par ", "and", "end"];
            let begins = |line: &&str| words.iter().any(|word| line.trim_start().starts_with(word));
            source.lines().filter(begins).map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
        };
        let plain = hostile_shape("plain");
        for text in HOSTILE {
            let flow = hostile_shape(text);
            assert_eq!(shape(&sequence(&flow)), shape(&sequence(&plain)), "{text}");
            assert_eq!(super::flow(&flow).lines().count(), super::flow(&plain).lines().count(), "{text}");
        }
        for flow in SHAPES.map(examples::flow) {
            let words = shape(&sequence(&flow));
            let opened = words.iter().filter(|word| matches!(word.as_str(), "alt" | "opt" | "loop" | "par")).count();
            assert_eq!(opened, words.iter().filter(|word| *word == "end").count());
        }
    }

    #[test]
    fn conditions_stand_on_the_lines_of_the_chart() {
        let source = SHAPES.map(|json| decode(&flow(&examples::flow(json)).replace(":#", "="))).join("\n");
        for expected in [
            "-.->|\"refused\"|",
            "-.->|\"if the parcel leaves the country\"|",
            "<br/>through Order bus\"]",
            "-.->|\"outcome\"|",
            "((\"every day\"))",
            "<br/>Budget copy (cache of Payroll)<br/>",
            "linkStyle 4,",
        ] {
            assert!(source.contains(expected), "{expected} in\n{source}");
        }
    }

    #[test]
    fn several_flows_keep_their_nodes_apart() {
        let source = flows(&examples::flows(TWO_FLOWS));
        assert!(source.contains("subgraph f1[") && source.contains("f1s1[") && source.contains("f2s1["), "{source}");
    }
}
