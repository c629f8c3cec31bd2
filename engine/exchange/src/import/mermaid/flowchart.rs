//! Flowcharts. People draw two things with them: who talks to whom, with an arrow for each call or message, and what
//! is done one after the other, with a box for each act. Most boxes tell which of the two it is.
//!
//! A solid arrow is a call, a dotted one a message that nobody waits for. A rhombus asks something: the labels of its
//! arrows are conditions.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use std::ops::Range;

use advice::description::{Join, ParticipantKind, Today, When};
use advice::fault::Code;
use language::message::{MessageKind, classify, is_question, is_request};

use super::super::draft::{Draft, MOST_BEFORE, Place, in_words, one_line};
use super::super::kinds::{self, is_event};
use super::{Statement, label};

/// Statements about the drawing alone.
const OF_THE_DRAWING: &[&str] =
    &["classDef", "class", "style", "linkStyle", "click", "direction", "accTitle", "accDescr", "href"];

/// Shapes of boxes: how they open and close. Longer ones stand before those that begin them.
const SHAPES: &[(&str, &str, Shape)] = &[
    ("(((", ")))", Shape::Round),
    ("((", "))", Shape::Round),
    ("([", "])", Shape::Round),
    ("[(", ")]", Shape::Store),
    ("[[", "]]", Shape::Box),
    ("[/", "/]", Shape::Box),
    ("[\\", "\\]", Shape::Box),
    ("{{", "}}", Shape::Box),
    ("[", "]", Shape::Box),
    ("(", ")", Shape::Box),
    ("{", "}", Shape::Question),
    (">", "]", Shape::Box),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Box,
    /// A beginning, an end or an event.
    Round,
    Store,
    /// A decision.
    Question,
}

/// A box.
struct Node<'t> {
    shape: Shape,
    says: String,
    bytes: Range<usize>,
    /// The subgraph that it stands in.
    inside: Option<usize>,
    key: &'t str,
}

/// An arrow between two boxes, by their indices.
struct Edge {
    from: usize,
    to: usize,
    is_dotted: bool,
    says: String,
    bytes: Range<usize>,
}

/// A chart as drawn.
#[derive(Default)]
struct Chart<'t> {
    nodes: Vec<Node<'t>>,
    index: BTreeMap<&'t str, usize>,
    edges: Vec<Edge>,
    /// The titles of the subgraphs, with the subgraph that each stands in.
    groups: Vec<(String, Range<usize>, Option<usize>)>,
}

/// Reads the statements of a flowchart.
pub(super) fn read<'t>(draft: &mut Draft<'t>, statements: &[Statement<'t>]) {
    let chart = chart(draft, statements);
    draft.flow("");
    draft.because = Some("no line of the diagram is an arrow, such as `Web -->|Place the order| Orders`.".into());
    let boxes = chart.nodes.iter().filter(|node| node.shape == Shape::Box);
    let acts = boxes.clone().filter(|node| is_act(&node.says)).count();
    if acts * 2 > boxes.count() {
        process(draft, &chart);
    } else {
        components(draft, &chart);
    }
}

/// Whether the words of a box say what is done.
fn is_act(says: &str) -> bool {
    says.contains(' ') && (is_request(says) || classify(says).kind == MessageKind::Command)
}

fn chart<'t>(draft: &mut Draft<'t>, statements: &[Statement<'t>]) -> Chart<'t> {
    let mut chart = Chart::default();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for statement in statements {
        let word = statement.text.split([' ', '\t', ':']).next().unwrap_or_default();
        if statement.text.starts_with("%%") {
            draft.leaves(statement.bytes());
        } else if OF_THE_DRAWING.contains(&word) {
            draft.passes(statement.bytes());
        } else if word == "subgraph" {
            let title = statement.text[word.len()..].trim();
            let title = match title.split_once('[') {
                Some((_, title)) => title.trim_end_matches(']'),
                None => title,
            };
            let inside = open.last().map(|(group, _)| *group);
            chart.groups.push((label(title), statement.bytes(), inside));
            open.push((chart.groups.len() - 1, statement.start));
        } else if statement.text == "end" {
            draft.passes(statement.bytes());
            if open.pop().is_none() {
                let hint = "Take the line out, or write `subgraph` above it.";
                draft.fault(statement.start, "", Code::UnknownReference, "No subgraph is open that this ends.", hint);
            }
        } else if !chart.line(statement, open.last().map(|(group, _)| *group)) {
            draft.leaves(statement.bytes());
        }
    }
    for (_, start) in open {
        let hint = "Write `end` on a line of its own behind its last box.";
        draft.fault(start, "", Code::MissingField, "This subgraph is never closed.", hint);
    }
    chart
}

impl<'t> Chart<'t> {
    /// Reads a line of boxes and arrows: `A & B -->|label| C --> D`. Returns whether it is one.
    fn line(&mut self, statement: &Statement<'t>, inside: Option<usize>) -> bool {
        let mut rest = statement.text;
        let Some(mut before) = self.nodes_of(statement, &mut rest, inside) else { return false };
        while !rest.is_empty() {
            let start = rest;
            let Some(link) = link(&mut rest) else { return false };
            let Some(behind) = self.nodes_of(statement, &mut rest, inside) else { return false };
            let length = start.len() - rest.len();
            let from = statement.start + (statement.text.len() - start.len());
            let first = if before.len() == 1 { self.nodes[before[0]].bytes.start.max(statement.start) } else { from };
            let bytes = first.min(from)..from + length;
            if before.len() * behind.len() > MOST_BEFORE {
                return false;
            }
            for from in &before {
                for to in &behind {
                    let (is_dotted, says) = (link.is_dotted, link.says.clone());
                    self.edges.push(Edge { from: *from, to: *to, is_dotted, says, bytes: bytes.clone() });
                }
            }
            before = behind;
        }
        true
    }

    /// The boxes at the beginning of `rest`, with `&` between them.
    fn nodes_of(&mut self, statement: &Statement<'t>, rest: &mut &'t str, inside: Option<usize>) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        loop {
            found.push(self.node(statement, rest, inside)?);
            *rest = rest.trim_start();
            match rest.strip_prefix('&') {
                Some(more) => *rest = more.trim_start(),
                None => return Some(found),
            }
        }
    }

    /// The box at the beginning of `rest`: `orders[Order service]:::ours`.
    fn node(&mut self, statement: &Statement<'t>, rest: &mut &'t str, inside: Option<usize>) -> Option<usize> {
        let whole = *rest;
        let mut length = 0;
        for (at, c) in whole.char_indices() {
            let behind = &whole[at..];
            // A hyphen is part of a name unless an arrow begins with it.
            let is_part = c.is_alphanumeric()
                || matches!(c, '_' | '.' | '/' | '*' | '#' | '$' | '!' | '\'')
                || (c == '-' && !behind.starts_with("--") && !behind.starts_with("-."));
            if !is_part {
                break;
            }
            length = at + c.len_utf8();
        }
        let key = &whole[..length];
        if key.is_empty() {
            return None;
        }
        *rest = &whole[length..];
        let mut shape = None;
        let mut says = None;
        if let Some(settings) = rest.strip_prefix("@{") {
            let end = settings.find('}')?;
            let field = |name: &str| {
                let behind = settings[..end].split_once(name)?.1.trim_start().strip_prefix(':')?.trim_start();
                Some(match behind.strip_prefix('"') {
                    Some(quoted) => quoted.split('"').next()?,
                    None => behind.split(',').next()?.trim(),
                })
            };
            shape = Some(match field("shape").unwrap_or_default() {
                "cyl" | "cylinder" | "database" | "db" | "disk" | "lin-cyl" => Shape::Store,
                "diam" | "decision" | "diamond" | "question" => Shape::Question,
                "circle" | "circ" | "stadium" | "terminal" | "pill" | "start" | "stop" => Shape::Round,
                _ => Shape::Box,
            });
            says = field("label").map(label);
            *rest = &settings[end + 1..];
        } else if let Some((open, close, its)) = SHAPES.iter().find(|(open, ..)| rest.starts_with(open)) {
            let inner = &rest[open.len()..];
            let quoted = inner.strip_prefix('"').and_then(|inner| inner.find('"')).map_or(0, |end| end + 2);
            let end = quoted + inner[quoted..].find(close)?;
            says = Some(label(&inner[..end]));
            shape = Some(*its);
            *rest = &inner[end + close.len()..];
        }
        if let Some(class) = rest.strip_prefix(":::") {
            let end = class.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(class.len());
            *rest = &class[end..];
        }
        let bytes = statement.part(&whole[..whole.len() - rest.len()]);
        match self.index.entry(key) {
            Entry::Occupied(known) => {
                let node = &mut self.nodes[*known.get()];
                if let (Some(says), Some(shape)) = (says, shape) {
                    (node.says, node.shape, node.bytes) = (says, shape, bytes);
                }
                node.inside = node.inside.or(inside);
                Some(*known.get())
            }
            Entry::Vacant(free) => {
                let says = says.unwrap_or_else(|| label(key));
                self.nodes.push(Node { shape: shape.unwrap_or(Shape::Box), says, bytes, inside, key });
                Some(*free.insert(self.nodes.len() - 1))
            }
        }
    }

    /// The outermost subgraph that a box stands in and that has a title.
    fn lane(&self, node: usize) -> Option<usize> {
        self.nodes[node].inside.filter(|group| !self.groups[*group].0.trim().is_empty())
    }
}

/// An arrow as written.
struct Link {
    is_dotted: bool,
    says: String,
}

/// The arrow at the beginning of `rest`: `-->`, `-.->|label|`, `-- label -->`, `==>`.
fn link(rest: &mut &str) -> Option<Link> {
    let text = rest.trim_start();
    let is_line = |c: char| matches!(c, '-' | '=' | '.' | '~');
    let body = text.trim_start_matches(['<', 'o', 'x']);
    let body = if text.len() - body.len() <= 1 { body } else { text };
    let length = body.find(|c: char| !is_line(c)).unwrap_or(body.len());
    if length < 2 {
        return None;
    }
    let shape = &body[..length];
    let is_dotted = shape.contains('.');
    let mut behind = &body[length..];
    let has_head = behind.starts_with('>') || (behind.starts_with(['o', 'x']) && behind[1..].starts_with([' ', '|']));
    if has_head {
        behind = &behind[1..];
    }
    let mut says = String::new();
    let trimmed = behind.trim_start();
    if let Some(inner) = trimmed.strip_prefix('|') {
        let end = inner.find('|')?;
        says = label(&inner[..end]);
        behind = &inner[end + 1..];
    } else if !has_head && matches!(shape, "--" | "==" | "-.") {
        // `-- label -->`
        let ends: &[&str] = match shape {
            "--" => &["-->", "---", "--o", "--x"],
            "==" => &["==>", "==="],
            _ => &[".->", ".-"],
        };
        let (end, mark) = ends.iter().filter_map(|mark| Some((behind.find(mark)?, *mark))).min_by_key(|(at, _)| *at)?;
        says = label(&behind[..end]);
        behind = behind[end + mark.len()..].trim_start_matches(['-', '=', '>']);
    }
    *rest = behind.trim_start();
    Some(Link { is_dotted, says: says.trim().to_owned() })
}

/// Makes a step of each arrow: who asks or tells whom.
fn components(draft: &mut Draft<'_>, chart: &Chart<'_>) {
    let mut ids = Vec::new();
    for node in &chart.nodes {
        let kind = if node.shape == Shape::Store { Some(ParticipantKind::Store) } else { None };
        let kind = kind.or_else(|| kinds::of_name(&node.says));
        let id = draft.participant(node.key, &node.says, kind);
        if let Some(id) = &id {
            draft.tells_of(id, node.bytes.clone());
        }
        ids.push((id, kind));
    }
    for (_, bytes, _) in &chart.groups {
        draft.passes(bytes.clone());
    }
    let is_broker = |node: usize| ids[node].1 == Some(ParticipantKind::Broker);
    // The last step that leads to each participant, and what was published through each broker.
    let mut reached: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    let mut published: BTreeMap<usize, Vec<(String, Place)>> = BTreeMap::new();
    let deliveries = |edge: &&Edge| is_broker(edge.from);
    for edge in chart.edges.iter().filter(|edge| !is_broker(edge.from)) {
        let (Some(from), Some(to)) = (&ids[edge.from].0, &ids[edge.to].0) else { continue };
        let waits = !edge.is_dotted && !is_broker(edge.to);
        let told = chart.nodes[edge.to].says.trim();
        let action = match (edge.says.is_empty(), waits) {
            (false, _) => in_words(&edge.says),
            (true, true) => format!("Ask {told}"),
            (true, false) => format!("Tell {told}"),
        };
        let Some(place) = draft.step(&action, edge.bytes.clone()) else {
            draft.leaves(edge.bytes.clone());
            continue;
        };
        let before = reached.get(&edge.from).cloned().unwrap_or_default();
        let after = before.iter().map(|place| draft.id(*place)).collect();
        let is_event = !waits && is_event(&edge.says);
        let style = match (waits, is_event) {
            (true, _) if is_question(&edge.says) => "query",
            (true, _) => "request",
            (false, true) => "event",
            (false, false) => "queued_command",
        };
        let message = one_line(&edge.says).filter(|says| !says.contains(' '));
        let step = draft.at(place);
        step.from = Some(from.clone());
        step.after = Some(after);
        step.announces = message.clone().filter(|_| is_event);
        if !is_broker(edge.to) {
            step.to = vec![to.clone()];
        }
        let today = Today { style: Some(style.to_owned()), message, waits: Some(waits), ..Today::default() };
        draft.today(place, today, edge.bytes.clone());
        if is_broker(edge.to) {
            published.entry(edge.to).or_default().push((edge.says.clone(), place));
        }
        reach(&mut reached, edge.to, place);
    }
    for edge in chart.edges.iter().filter(deliveries) {
        let Some(to) = &ids[edge.to].0 else { continue };
        let all = published.get(&edge.from).map(Vec::as_slice).unwrap_or_default();
        let is_same = |(says, _): &&(String, Place)| edge.says.is_empty() || edge.says.contains(says.as_str());
        let mut hears: Vec<Place> = all.iter().filter(is_same).map(|(_, place)| *place).take(MOST_BEFORE).collect();
        if hears.is_empty() {
            hears = all.iter().map(|(_, place)| *place).take(MOST_BEFORE).collect();
        }
        if hears.is_empty() {
            draft.leaves(edge.bytes.clone());
        }
        for place in hears {
            let hearers = &mut draft.at(place).to;
            if !hearers.contains(to) && hearers.len() < MOST_BEFORE {
                hearers.push(to.clone());
            }
            draft.says(place, edge.bytes.clone());
        }
    }
    draft.starts_with_asker(0);
}

fn reach(reached: &mut BTreeMap<usize, Vec<Place>>, node: usize, place: Place) {
    let known = reached.entry(node).or_default();
    if known.len() < MOST_BEFORE {
        known.push(place);
    }
}

/// Makes a step of each box: what is done, after what, and under which condition.
fn process(draft: &mut Draft<'_>, chart: &Chart<'_>) {
    let mut places: Vec<Option<Place>> = vec![None; chart.nodes.len()];
    for (index, node) in chart.nodes.iter().enumerate() {
        if node.shape == Shape::Question {
            continue;
        }
        if node.shape == Shape::Round && !is_act(&node.says) {
            draft.passes(node.bytes.clone());
            continue;
        }
        let Some(place) = draft.step(&in_words(&node.says), node.bytes.clone()) else {
            draft.leaves(node.bytes.clone());
            continue;
        };
        places[index] = Some(place);
        if let Some(group) = chart.lane(index) {
            let (name, bytes, _) = &chart.groups[group];
            let key = format!("subgraph {group}");
            if let Some(id) = draft.participant(&key, name, kinds::of_name(name)) {
                draft.tells_of(&id, bytes.clone());
                draft.at(place).to = vec![id];
            }
        }
    }
    for (_, bytes, _) in &chart.groups {
        draft.passes(bytes.clone());
    }
    let mut into: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    for edge in &chart.edges {
        into.entry(edge.to).or_default().push(edge);
    }
    for (index, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        let mut before = Before::default();
        before.collect(index, chart, &places, &into);
        for edge in into.get(&index).into_iter().flatten() {
            draft.says(place, edge.bytes.clone());
        }
        for question in &before.asked {
            draft.says(place, chart.nodes[*question].bytes.clone());
        }
        // An arrow that leads back to an earlier box is a loop; a step cannot wait for itself.
        let after: BTreeSet<Place> = before.steps.into_iter().filter(|before| *before < place).collect();
        let after: Vec<String> = after.into_iter().map(|place| draft.id(place)).collect();
        let when = one_line(&before.whens.join(", or "));
        let step = draft.at(place);
        step.join = (after.len() > 1 && before.any).then_some(Join::Any);
        step.after = Some(after);
        step.when = when.map(|text| When { text: Some(text), ..When::default() });
    }
}

/// What leads to a box.
#[derive(Default)]
struct Before {
    steps: Vec<Place>,
    whens: Vec<String>,
    /// The decisions on the way.
    asked: Vec<usize>,
    /// Whether one of several ways leads here, because a decision stands before them.
    any: bool,
    seen: BTreeSet<usize>,
}

impl Before {
    fn collect(
        &mut self,
        node: usize,
        chart: &Chart<'_>,
        places: &[Option<Place>],
        into: &BTreeMap<usize, Vec<&Edge>>,
    ) {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            for edge in into.get(&node).into_iter().flatten() {
                if self.steps.len() >= MOST_BEFORE || self.seen.len() >= 4 * MOST_BEFORE {
                    return;
                }
                if let Some(place) = places[edge.from] {
                    self.steps.push(place);
                    continue;
                }
                let asks = &chart.nodes[edge.from];
                if asks.shape == Shape::Question {
                    let question = asks.says.trim().trim_end_matches('?');
                    self.whens.push(if edge.says.is_empty() {
                        question.to_owned()
                    } else {
                        format!("{question}: {}", edge.says)
                    });
                    self.asked.push(edge.from);
                    self.any = true;
                }
                if self.seen.insert(edge.from) {
                    open.push(edge.from);
                }
            }
        }
    }
}
