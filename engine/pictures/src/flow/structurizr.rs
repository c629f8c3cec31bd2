//! Writes Structurizr DSL: a model of the participants and who talks to whom, with a dynamic view for each flow.
//!
//! Both views of a flow are dynamic views; that of a sequence asks to be drawn as one. Every name stands in double
//! quotes, and `Label` breaks up what has a meaning in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write as _};

use super::sequence::{self, Arrow, Sort};
use super::writer::{Writer, line};
use super::{Flow, Participant, text};
use crate::palette::{EVENT, HAIRLINE, INK, RAISED, SOFT, SYNC};
use advice::description::ParticipantKind;

/// The writer for Structurizr DSL.
pub(super) const WRITER: Writer = Writer {
    media_type: "text/x-structurizr-dsl",
    flow: |shown| workspace(shown.system, shown.flows, Drawn::AsFlows),
    sequence: |shown| workspace(shown.system, shown.flows.get(..1).unwrap_or_default(), Drawn::AsSequence),
};

/// How the dynamic views want to be drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drawn {
    AsFlows,
    AsSequence,
}

/// Displays a text as it stands in double quotes. The language has no escape for a backslash or for `${`, with which a
/// variable begins; a word joiner, which nobody sees, keeps both from meaning anything.
struct Label<'t>(&'t str);

impl Display for Label<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in text::in_one_line(self.0) {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' | '$' => write!(f, "{c}\u{2060}")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// An element of the model.
struct Element<'f> {
    id: String,
    name: String,
    known: &'f Participant,
}

/// Writes flows as one workspace.
fn workspace(name: &str, flows: &[Flow], drawn: Drawn) -> String {
    let mut out = String::new();
    line(&mut out, 0, format_args!("workspace \"{}\" {{", Label(name)));
    let elements = elements(flows, name);
    let arrows: Vec<Vec<(Arrow, String)>> = flows.iter().map(sequence::arrows).collect();
    let mut relationships: BTreeMap<(&str, &str, bool), String> = BTreeMap::new();
    let mut order: Vec<(&str, &str, bool)> = Vec::new();
    for (flow, arrows) in flows.iter().zip(&arrows) {
        for key in arrows.iter().filter_map(|(arrow, _)| key(flow, arrow, &elements)) {
            let number = order.len() + 1;
            relationships.entry(key).or_insert_with(|| {
                order.push(key);
                format!("r{number}")
            });
        }
    }
    line(&mut out, 1, format_args!("model {{"));
    model(&mut out, name, elements.values().collect());
    for (number, (from, to, waits)) in (1..).zip(&order) {
        let (words, tag) = if *waits { ("Calls", "Synchronous") } else { ("Sends messages to", "Asynchronous") };
        line(&mut out, 2, format_args!("r{number} = {from} -> {to} \"{words}\" \"\" \"{tag}\""));
    }
    line(&mut out, 1, format_args!("}}"));
    line(&mut out, 1, format_args!("views {{"));
    if drawn == Drawn::AsFlows {
        line(&mut out, 2, format_args!("container system \"participants\" {{"));
        line(&mut out, 3, format_args!("include *"));
        line(&mut out, 3, format_args!("autolayout lr"));
        line(&mut out, 2, format_args!("}}"));
    }
    for ((number, flow), arrows) in (1..).zip(flows).zip(&arrows) {
        line(&mut out, 2, format_args!("dynamic system \"flow-{number}\" \"{}\" {{", Label(&flow.name)));
        for (arrow, condition) in arrows {
            let Some(id) = key(flow, arrow, &elements).and_then(|key| relationships.get(&key)) else { continue };
            let words = if condition.is_empty() { "" } else { &format!("[{condition}] ") };
            line(&mut out, 3, format_args!("{id} \"{}\"", Label(&format!("{words}{}", arrow.words))));
        }
        line(&mut out, 3, format_args!("autolayout lr"));
        line(&mut out, 2, format_args!("}}"));
    }
    styles(&mut out);
    if drawn == Drawn::AsSequence {
        line(&mut out, 2, format_args!("properties {{"));
        for tool in ["plantuml", "mermaid"] {
            line(&mut out, 3, format_args!("\"{tool}.sequenceDiagram\" \"true\""));
        }
        line(&mut out, 2, format_args!("}}"));
    }
    line(&mut out, 1, format_args!("}}"));
    line(&mut out, 0, format_args!("}}"));
    out
}

/// The participants of all flows by their nodes. No two have the same name, because the language allows none.
fn elements<'f>(flows: &'f [Flow], system: &str) -> BTreeMap<&'f str, Element<'f>> {
    let in_line = |name: &str| text::in_one_line(name).collect::<String>();
    let mut names: BTreeSet<String> = BTreeSet::from([in_line(system).to_lowercase()]);
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut elements: BTreeMap<&str, Element<'_>> = BTreeMap::new();
    for known in flows.iter().flat_map(|flow| &flow.participants) {
        let id = format!("p{}", elements.len() + 1);
        elements.entry(&known.id).or_insert_with(|| {
            let shown = in_line(&known.name);
            let mut name = shown.clone();
            // A name that many have is not tried again from the beginning.
            let number = numbers.entry(shown.to_lowercase()).or_insert(1);
            while !names.insert(name.to_lowercase()) {
                *number += 1;
                name = format!("{shown} ({number})");
            }
            Element { id, name, known }
        });
    }
    elements
}

/// The relationship that an arrow stands for: the ids of its ends, and whether the sender waits.
fn key<'e>(flow: &Flow, arrow: &Arrow, elements: &'e BTreeMap<&str, Element<'_>>) -> Option<(&'e str, &'e str, bool)> {
    let id = |at: usize| elements.get(flow.participants.get(at)?.id.as_str()).map(|element| element.id.as_str());
    Some((id(arrow.from)?, id(arrow.to)?, arrow.sort != Sort::Message))
}

/// Writes the people, the systems and the containers.
fn model(out: &mut String, name: &str, mut elements: Vec<&Element<'_>>) {
    elements.sort_by_key(|element| element.id.trim_start_matches('p').parse::<u32>().unwrap_or_default());
    for Element { id, name, known } in &elements {
        match known.kind {
            ParticipantKind::Person => line(out, 2, format_args!("{id} = person \"{}\"", Label(name))),
            ParticipantKind::External => {
                line(out, 2, format_args!("{id} = softwareSystem \"{}\" \"\" \"External\"", Label(name)));
            }
            _ => {}
        }
    }
    line(out, 2, format_args!("system = softwareSystem \"{}\" {{", Label(name)));
    for Element { id, name, known } in &elements {
        let tag = match known.kind {
            ParticipantKind::Person | ParticipantKind::External => continue,
            ParticipantKind::Store | ParticipantKind::Cache => "Database",
            _ => "Service",
        };
        let of = known.of.as_deref().map_or_else(String::new, |of| format!("{} of {of}", text::copy_kind(known.kind)));
        let of = if of.is_empty() { of } else { Label(&of).to_string() };
        line(out, 3, format_args!("{id} = container \"{}\" \"{of}\" \"\" \"{tag}\"", Label(name)));
    }
    line(out, 2, format_args!("}}"));
}

fn styles(out: &mut String) {
    line(out, 2, format_args!("styles {{"));
    let (ink, raised, hairline, soft) = (INK.light, RAISED.light, HAIRLINE.light, SOFT.light);
    for (tag, fill, shape) in [
        ("Element", raised, "Box"),
        ("Person", raised, "Person"),
        ("Database", raised, "Cylinder"),
        ("External", hairline, "Box"),
    ] {
        line(out, 3, format_args!("element \"{tag}\" {{"));
        line(out, 4, format_args!("background {fill}"));
        line(out, 4, format_args!("color {ink}"));
        line(out, 4, format_args!("stroke {soft}"));
        line(out, 4, format_args!("shape {shape}"));
        line(out, 3, format_args!("}}"));
    }
    for (tag, colour, style) in [("Synchronous", SYNC.light, "solid"), ("Asynchronous", EVENT.light, "dashed")] {
        line(out, 3, format_args!("relationship \"{tag}\" {{"));
        line(out, 4, format_args!("color {colour}"));
        line(out, 4, format_args!("style {style}"));
        line(out, 3, format_args!("}}"));
    }
    line(out, 2, format_args!("}}"));
}
