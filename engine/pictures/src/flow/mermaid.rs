//! Writes Mermaid source: a flowchart or a sequence diagram.
//!
//! The ids are generated. Every name goes through `Label`, which encodes all but letters, digits and a few
//! signs as entity codes, so that Mermaid never reads a name as syntax. This module must not decide where
//! anything stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write as _};

use super::course::{Frame, Mark, course};
use super::writer::Writer;
use super::{Channel, ChannelKind, Edge, EdgeKind, Flow, Mode, Participant, Step, TriggerKind, text};
use crate::palette::{ERROR, EVENT, EVENT_WASH, INK, RAISED, SYNC};
use advice::description::ParticipantKind;
use advice::terms::Verdict;

/// The writer for Mermaid.
pub(super) const WRITER: Writer = Writer {
    media_type: "text/vnd.mermaid",
    flow: flows,
    sequence: |flows| flows.first().map_or_else(|| "sequenceDiagram\n".to_owned(), sequence),
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
    let ids = Ids::of(flow, "");
    for participant in &flow.participants {
        let word = if participant.kind == ParticipantKind::Person { "actor" } else { "participant" };
        line(&mut out, 1, format_args!("{word} {} as {}", ids.of_node(&participant.id), Label(&participant.name)));
    }
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Start) {
        let (from, to) = (ids.of_node(&edge.from), ids.of_node(&edge.to));
        line(&mut out, 1, format_args!("{from}->>{to}: {}", Label(&flow.name)));
    }
    if let (Some(trigger), Some(first)) = (&flow.trigger, flow.participants.first()) {
        line(&mut out, 1, format_args!("Note over {}: {}", ids.of_node(&first.id), Label(&trigger_words(trigger))));
    }
    steps(&mut out, flow, &ids);
    recovery(&mut out, flow, &ids);
    out
}

/// What sets the flow off, in a few words.
fn trigger_words(trigger: &super::Trigger) -> String {
    match trigger.kind {
        TriggerKind::Schedule => trigger.name.clone(),
        TriggerKind::Event => format!("when {} happens", trigger.name),
    }
}

/// Writes the steps of a sequence with the frames around them.
fn steps(out: &mut String, flow: &Flow, ids: &Ids<'_>) {
    let channels: BTreeMap<&str, &Channel> =
        flow.channels.iter().map(|channel| (channel.id.as_str(), channel)).collect();
    let mut arriving: BTreeMap<&str, &Edge> = BTreeMap::new();
    for edge in flow.edges.iter().filter(|edge| !edge.kind.only_orders()) {
        arriving.entry(edge.to.as_str()).or_insert(edge);
    }
    let mut depth = 1;
    for mark in course(flow) {
        match mark {
            Mark::Open(frame, words) => {
                line(out, depth, format_args!("{} {}", frame.word(), Label(&words)));
                depth += 1;
            }
            Mark::Next(frame, words) => match frame {
                Frame::Parallel => line(out, depth - 1, format_args!("and")),
                _ => line(out, depth - 1, format_args!("else {}", Label(&words))),
            },
            Mark::Close => {
                depth -= 1;
                line(out, depth, format_args!("end"));
            }
            Mark::Step(at) => {
                let Some(step) = flow.steps.get(at) else { continue };
                let Some(edge) = arriving.get(step.id.as_str()) else { continue };
                let channel = channels.get(edge.from.as_str()).copied();
                let place = Place { depth, ids };
                messages(out, step, edge, channel, place);
                if let Some(event) = step.message.announces.as_ref().filter(|_| edge.kind == EdgeKind::Call) {
                    let is_it = |channel: &&Channel| channel.step == step.id && channel.name == *event;
                    let producer = flow.channels.iter().find(is_it).and_then(|channel| channel.producer.as_ref());
                    let who = producer.or(step.places.first()).map_or("", |who| ids.of_node(who));
                    line(out, depth, format_args!("Note over {who}: announces {}", Label(event)));
                }
                told(out, flow, step, &channels, place);
                if step.commit_point {
                    let first = flow.participants.first().map_or("", |participant| ids.of_node(&participant.id));
                    let last = flow.participants.last().map_or("", |participant| ids.of_node(&participant.id));
                    line(out, depth, format_args!("Note over {first},{last}: commit point"));
                }
            }
        }
    }
}

/// Writes an arrow to everybody who only hears of a step.
fn told(out: &mut String, flow: &Flow, step: &Step, channels: &BTreeMap<&str, &Channel>, place: Place<'_, '_>) {
    for edge in flow.edges.iter().filter(|edge| edge.kind == EdgeKind::Hear) {
        let channel = channels.get(edge.from.as_str()).filter(|channel| channel.step == step.id);
        if edge.from != step.id && channel.is_none() {
            continue;
        }
        let owner = step.places.first().map_or(step.caller.as_str(), String::as_str);
        let from = channel.and_then(|channel| channel.producer.as_deref()).unwrap_or(owner);
        let says = channel.map_or_else(|| format!("hears of {}", step.number), |channel| channel.name.clone());
        let (from, to) = (place.ids.of_node(from), place.ids.of_node(&edge.to));
        line(out, place.depth, format_args!("{from}-){to}: {}", Label(&says)));
    }
}

/// How deep a line is indented, and the ids of nodes.
#[derive(Clone, Copy)]
struct Place<'i, 'f> {
    depth: usize,
    ids: &'i Ids<'f>,
}

/// Writes the block with the compensations and repetitions after a failure.
fn recovery(out: &mut String, flow: &Flow, ids: &Ids<'_>) {
    if flow.recovery.is_empty() {
        return;
    }
    line(out, 1, format_args!("opt a step fails"));
    let numbers = text::numbers(flow);
    for back in &flow.recovery {
        let number = numbers.get(back.step.as_str()).copied().unwrap_or_default();
        let says = text::in_recovery(back, number);
        for place in &back.to {
            line(out, 2, format_args!("{}-){}: {}", ids.of_node(&back.from), ids.of_node(place), Label(&says)));
        }
    }
    line(out, 1, format_args!("end"));
}

/// Writes the arrows of one step.
fn messages(out: &mut String, step: &Step, edge: &Edge, channel: Option<&Channel>, place: Place<'_, '_>) {
    let Place { depth, ids } = place;
    let is_called = edge.mode == Mode::Synchronous;
    let producer = channel.and_then(|channel| channel.producer.as_ref());
    let sender = if edge.kind == EdgeKind::Call { &edge.from } else { producer.unwrap_or(&step.caller) };
    let through = channel.map_or_else(String::new, text::through);
    let from = ids.of_node(sender);
    if let Some(starts) = &step.starts {
        line(out, depth, format_args!("Note over {from}: {}", Label(starts)));
    }
    let says = format!("{} {}", step.number, step.action);
    let terms = text::terms(step, &ids.numbers).into_iter().filter(|term| step.repeats.as_ref() != Some(term));
    let notes: Vec<String> = [text::consistency(step)].into_iter().chain(terms).collect();
    for place in &step.places {
        let to = ids.of_node(place);
        if is_called {
            line(out, depth, format_args!("{from}->>{to}: {}", Label(&says)));
        } else {
            let says = format!("{}{through}: {says}", step.message.name);
            line(out, depth, format_args!("{from}-){to}: {}", Label(&says)));
        }
        line(out, depth, format_args!("Note over {to}: {}", Label(&notes.join(", "))));
        if step.means.finishes_later {
            line(out, depth, format_args!("{to}-->>{from}: accepted"));
            line(out, depth, format_args!("{to}-){from}: outcome of {}, later", step.number));
        } else if step.means.replies && from != to {
            line(out, depth, format_args!("{to}--){from}: outcome of {}", step.number));
        } else if is_called && from != to {
            line(out, depth, format_args!("{to}-->>{from}: answer"));
        }
    }
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
    let touched: BTreeSet<&str> = flow.edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    for participant in &flow.participants {
        if touched.contains(participant.id.as_str()) {
            self::participant(out, participant, ids);
        }
    }
    let (waited, rest): (Vec<&Step>, Vec<&Step>) = flow.steps.iter().partition(|step| step.waited_for);
    if let Some(name) = flow.waiting() {
        line(out, 2, format_args!("subgraph {}w[\"{} waits\"]", ids.prefix, Label(name)));
        for step in waited {
            self::step(out, 3, step, ids);
        }
        line(out, 2, format_args!("end"));
    }
    for step in rest {
        self::step(out, 2, step, ids);
    }
    for channel in &flow.channels {
        let id = ids.of_node(&channel.id);
        let mut name = Label(&channel.name).to_string();
        if let Some(broker) = &channel.through {
            let _ = write!(name, "<br/>through {}", Label(broker));
        }
        match channel.kind {
            ChannelKind::Event => line(out, 2, format_args!("{id}([\"{name}\"]):::channel")),
            ChannelKind::Queue => line(out, 2, format_args!("{id}[[\"{name}\"]]:::channel")),
        }
    }
    if let Some(trigger) = &flow.trigger {
        let (id, name) = (ids.of_node(&trigger.id), Label(&trigger.name));
        match trigger.kind {
            TriggerKind::Schedule => line(out, 2, format_args!("{id}((\"{name}\"))")),
            TriggerKind::Event => line(out, 2, format_args!("{id}([\"{name}\"]):::channel")),
        }
    }
    for edge in &flow.edges {
        let words = match edge.kind {
            EdgeKind::Start => "starts",
            EdgeKind::Tell => "tells later",
            EdgeKind::After => "then",
            EdgeKind::Trigger => "sets off",
            EdgeKind::Reply => "outcome",
            EdgeKind::Hear => "tells",
            _ => "",
        };
        let all = [Some(words).filter(|words| !words.is_empty()), edge.guard.as_deref(), edge.timer.as_deref()];
        let words = all.into_iter().flatten().collect::<Vec<&str>>().join(", ");
        let words = if words.is_empty() { words } else { format!("|\"{}\"|", Label(&words)) };
        let arrow = if edge.mode == Mode::Synchronous { "-->" } else { "-.->" };
        line(out, 2, format_args!("{} {arrow}{words} {}", ids.of_node(&edge.from), ids.of_node(&edge.to)));
    }
}

fn participant(out: &mut String, participant: &Participant, ids: &Ids<'_>) {
    let (id, name) = (ids.of_node(&participant.id), Label(&participant.name));
    match &participant.of {
        Some(of) => {
            let kind = text::copy_kind(participant.kind);
            line(out, 2, format_args!("{id}[(\"{name}<br/>{kind} of {}\")]", Label(of)));
        }
        None if participant.kind == ParticipantKind::Cache => line(out, 2, format_args!("{id}[(\"{name}\")]")),
        None => line(out, 2, format_args!("{id}>\"{name}\"]")),
    }
}

fn step(out: &mut String, depth: usize, step: &Step, ids: &Ids<'_>) {
    let places: Vec<&String> = step.places.iter().filter_map(|place| ids.names.get(place.as_str())).collect();
    let says = format!("{} {}", step.number, step.action);
    let commit = if step.commit_point { "<br/>commit point" } else { "" };
    let places = text::list(&places);
    let holds = text::consistency(step);
    let terms: Vec<String> =
        text::terms(step, &ids.numbers).iter().map(|term| format!("<br/>{}", Label(term))).collect();
    let terms = terms.concat();
    let label = format!("\"{}<br/>{}<br/>{}{terms}{commit}\"", Label(&says), Label(&places), Label(&holds));
    let id = ids.of_node(&step.id);
    let reacts = step.verdict == Verdict::EventDriven;
    let class = if reacts { "reaction" } else { "waits" };
    if reacts {
        line(out, depth, format_args!("{id}({label}):::{class}"));
    } else {
        line(out, depth, format_args!("{id}[{label}]:::{class}"));
    }
    if step.strong {
        line(out, depth, format_args!("class {id} strong"));
    }
    if step.way_out {
        line(out, depth, format_args!("class {id} wayout"));
    }
}

/// Writes one line of the source, indented by four spaces for each level.
fn line(out: &mut String, depth: usize, content: fmt::Arguments<'_>) {
    (0..depth).for_each(|_| out.push_str("    "));
    // Writing to a string does not fail.
    let _ = out.write_fmt(content);
    out.push('\n');
}

/// The generated Mermaid id of each node.
struct Ids<'f> {
    prefix: &'f str,
    nodes: BTreeMap<&'f str, String>,
    /// The names of the participants, by node; that of a copy says whose data it copies.
    names: BTreeMap<&'f str, String>,
    /// The numbers of the steps, by node.
    numbers: BTreeMap<&'f str, u32>,
}

impl<'f> Ids<'f> {
    fn of(flow: &'f Flow, prefix: &'f str) -> Self {
        let participants = flow.participants.iter().map(|known| ("p", known.id.as_str())).zip(1..);
        let steps = flow.steps.iter().map(|step| ("s", step.id.as_str())).zip(1..);
        let letter = |kind| if kind == ChannelKind::Event { "e" } else { "q" };
        let channels = flow.channels.iter().map(|channel| (letter(channel.kind), channel.id.as_str())).zip(1..);
        let trigger = flow.trigger.iter().map(|trigger| ("t", trigger.id.as_str())).zip(1..);
        let all = participants.chain(steps).chain(channels).chain(trigger);
        let nodes = all.map(|((letter, node), number): (_, u32)| (node, format!("{prefix}{letter}{number}"))).collect();
        let name = |known: &Participant| match &known.of {
            Some(of) => format!("{} ({} of {of})", known.name, text::copy_kind(known.kind)),
            None => known.name.clone(),
        };
        let names = flow.participants.iter().map(|known| (known.id.as_str(), name(known))).collect();
        Self { prefix, nodes, names, numbers: text::numbers(flow) }
    }

    fn of_node(&self, node: &str) -> &str {
        self.nodes.get(node).map_or("p1", String::as_str)
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
        assert!(at("Note over p1,p6: commit point") < at("p2-)p5: TicketBooked: 3 Send the confirmation e-mail"));
        assert!(at("opt a step fails") < at("p2-)p3: ReleaseSeat undoes 1"));
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
