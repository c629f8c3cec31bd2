//! Every language of diagrams shows the same steps with the same arrows, and they are those of the assessment.

use std::collections::BTreeMap;

use advice::{Assessment, Model, Tree, assess, rules};
use pictures::flow::view::{self, Form, View};
use serde_json::Value;

use super::systems;

/// The languages that have sequences with answers, and those that show each call and its answer as one arrow.
const WITH_ANSWERS: [Form; 3] = [Form::Mermaid, Form::Plantuml, Form::D2];
const WITHOUT_ANSWERS: [Form; 2] = [Form::Dot, Form::Structurizr];
/// The languages that show a flow as boxes and lines.
const WITH_BOXES: [Form; 4] = [Form::Mermaid, Form::Plantuml, Form::D2, Form::Dot];

/// The sorts of arrow, as a reader of a picture tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Call,
    Answer,
    Message,
}

/// An arrow in the source of a diagram, with what stands at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Arrow {
    from: String,
    to: String,
    sort: Sort,
    words: String,
}

/// What a reader of the source of a diagram understands.
#[derive(Debug, Default)]
struct Read {
    /// The first line of each box, by its id in the source.
    boxes: BTreeMap<String, String>,
    /// Whether nobody waits for it, for each box that is drawn as a step.
    steps: BTreeMap<String, bool>,
    arrows: Vec<Arrow>,
}

/// The text between the first pair of signs that nothing escapes.
fn quoted(line: &str) -> Option<(String, &str)> {
    let start = line.find('"')? + 1;
    let mut escaped = false;
    for (at, c) in line[start..].char_indices() {
        match c {
            '"' if !escaped => return Some((line[start..start + at].to_owned(), &line[start + at + 1..])),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// The text that a label stands for, in the language's own encoding.
fn decoded(form: Form, label: &str) -> String {
    let numbers = |before: &str, after: char, radix: u32| {
        let mut parts = label.split(before);
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once(after).unwrap();
            text.push(char::from_u32(u32::from_str_radix(code, radix).unwrap()).unwrap());
            text.push_str(rest);
        }
        text
    };
    match form {
        Form::Mermaid => numbers("#", ';', 10),
        Form::Plantuml => numbers("<U+", '>', 16),
        Form::Structurizr => label.replace("\\\"", "\"").replace('\u{2060}', ""),
        _ => label.replace("\\\"", "\"").replace("\\$", "$").replace("\\\\", "\\").replace("&amp;", "&"),
    }
}

/// Reads the source of a diagram as somebody does who knows the language.
fn read(form: Form, source: &str) -> Read {
    let mut read = Read::default();
    // What the relationships of a workspace connect, and whether their sender waits.
    let mut relationships: BTreeMap<&str, (&str, &str, Sort)> = BTreeMap::new();
    for line in source.lines().map(str::trim) {
        let found = match form {
            Form::Mermaid => mermaid(line),
            Form::Plantuml => plantuml(line),
            Form::D2 => d2(line),
            Form::Dot => dot(line),
            _ => structurizr(line, &mut relationships),
        };
        match found {
            Some(Found::Box(id, label, is_later)) => {
                let first = label.split("<br/>").next().unwrap_or_default();
                let first = first.split("\\n").next().unwrap_or_default();
                read.boxes.insert(id.to_owned(), decoded(form, first));
                if let Some(is_later) = is_later {
                    read.steps.insert(id.to_owned(), is_later);
                }
            }
            Some(Found::Arrow(from, to, sort, label)) => {
                // In a graph, a box in a frame is named by both.
                let [from, to] = [from, to].map(|id| id.rsplit('.').next().unwrap_or_default().to_owned());
                read.arrows.push(Arrow { from, to, sort, words: decoded(form, &label) });
            }
            None => {}
        }
    }
    for arrow in &mut read.arrows {
        for end in [&mut arrow.from, &mut arrow.to] {
            *end = read.boxes.get(end).unwrap_or_else(|| panic!("{end} is no box in\n{source}")).clone();
        }
    }
    read
}

enum Found<'l> {
    /// A box with its label; if it is drawn as a step, whether nobody waits for it.
    Box(&'l str, String, Option<bool>),
    Arrow(&'l str, &'l str, Sort, String),
}

fn mermaid(line: &str) -> Option<Found<'_>> {
    if let Some((word, rest)) = line.split_once(' ')
        && matches!(word, "participant" | "actor")
        && let Some((id, label)) = rest.split_once(" as ")
    {
        return Some(Found::Box(id, label.to_owned(), None));
    }
    for (sign, sort) in [(" -->", Sort::Call), (" -.->", Sort::Message)] {
        if let Some((from, rest)) = line.split_once(sign) {
            let words = quoted(rest).map_or_else(String::new, |(words, _)| words);
            return Some(Found::Arrow(from, rest.rsplit(' ').next()?, sort, words));
        }
    }
    let sort = [("-->>", Sort::Answer), ("->>", Sort::Call), ("--)", Sort::Message)];
    if let Some((ends, words)) = line.split_once(": ")
        && let Some((sign, sort)) = sort.into_iter().find(|(sign, _)| ends.contains(sign))
    {
        let (from, to) = ends.split_once(sign)?;
        return Some(Found::Arrow(from, to, sort, words.to_owned()));
    }
    let id = line.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let (label, after) = quoted(line)?;
    let is_step = line.ends_with(":::waits") || line.ends_with(":::reaction");
    let is_box = !line.starts_with("subgraph") && !id.is_empty() && !after.starts_with('|');
    is_box.then(|| Found::Box(id, label, is_step.then(|| line.ends_with(":::reaction"))))
}

fn plantuml(line: &str) -> Option<Found<'_>> {
    if let Some((from, rest)) = line.split_once(" -[") {
        let (style, rest) = rest.split_once(']')?;
        let (head, rest) = rest.split_once(' ')?;
        let (to, words) = rest.split_once(" : ").unwrap_or((rest, ""));
        // A sequence has heads for its sorts; a graph has dashes.
        let sort = match head {
            "->>" => Sort::Message,
            "->" if style.ends_with(",dashed") => Sort::Message,
            "->" if style.eq_ignore_ascii_case(pictures::palette::SOFT.light) => Sort::Answer,
            _ => Sort::Call,
        };
        return Some(Found::Arrow(from, to, sort, words.to_owned()));
    }
    let (label, after) = quoted(line).filter(|_| !line.ends_with('{'))?;
    let id = after.strip_prefix(" as ")?.split(' ').next()?;
    let is_step = id.contains('s');
    Some(Found::Box(id, label, is_step.then(|| after.ends_with("line.dashed"))))
}

fn d2(line: &str) -> Option<Found<'_>> {
    let (before, rest) = line.split_once(": ")?;
    let class = rest.rsplit_once("{class: ").map_or("", |(_, class)| class.trim_end_matches('}'));
    let class = class.trim_start_matches('[').split([';', ']']).next()?;
    let words = quoted(rest).map_or_else(String::new, |(words, _)| words);
    if let Some((from, to)) = before.split_once(" -> ") {
        let sort = match class {
            "call" => Sort::Call,
            "answer" => Sort::Answer,
            "message" => Sort::Message,
            other => panic!("an arrow of the class {other}: {line}"),
        };
        return Some(Found::Arrow(from, to, sort, words));
    }
    let is_box = !class.is_empty() && class != "note";
    let is_step = matches!(class, "waits" | "reaction");
    is_box.then(|| Found::Box(before, words, is_step.then(|| class == "reaction")))
}

fn dot(line: &str) -> Option<Found<'_>> {
    let (before, rest) = line.split_once(" [").filter(|(before, _)| !matches!(*before, "graph" | "node" | "edge"))?;
    let (words, after) = if rest.starts_with("label=") { quoted(rest)? } else { (String::new(), rest) };
    if let Some((from, to)) = before.split_once(" -> ") {
        let sort = if after.ends_with("style=dashed]") { Sort::Message } else { Sort::Call };
        return Some(Found::Arrow(from, to, sort, words));
    }
    let is_step = before.contains('s');
    Some(Found::Box(before, words, is_step.then(|| after.contains("dashed"))))
}

fn structurizr<'l>(
    line: &'l str,
    relationships: &mut BTreeMap<&'l str, (&'l str, &'l str, Sort)>,
) -> Option<Found<'l>> {
    if let Some((id, rest)) = line.split_once(" = ") {
        let Some((from, rest)) = rest.split_once(" -> ") else {
            let (label, _) = quoted(rest)?;
            return Some(Found::Box(id, label, None));
        };
        let sort = if rest.ends_with("\"Asynchronous\"") { Sort::Message } else { Sort::Call };
        relationships.insert(id, (from, rest.split(' ').next()?, sort));
        return None;
    }
    let (id, rest) = line.split_once(' ')?;
    let (from, to, sort) = *relationships.get(id)?;
    Some(Found::Arrow(from, to, sort, quoted(rest)?.0))
}

/// An arrow without the condition that stands before its words in brackets, in languages without frames.
fn unconditional(mut arrow: Arrow) -> Arrow {
    if let Some((_, words)) = arrow.words.strip_prefix('[').and_then(|words| words.split_once("] ")) {
        arrow.words = words.to_owned();
    }
    arrow
}

fn rendered(model: &Model<'_>, assessment: &Assessment<'_>, view: View, form: Form, flow: &str) -> String {
    view::render(model, assessment, view, form, Some(flow)).unwrap().content
}

/// Calls `check` with every flow: its system, the description, the assessment and the flow as data.
fn each_flow(mut check: impl FnMut(&Model<'_>, &Assessment<'_>, &Value, &Value)) {
    let shapes = ["checkout", "expense", "nightly"].map(|name| {
        let path = format!("{}/data/shapes/{name}.json", env!("CARGO_MANIFEST_DIR"));
        (name.to_owned(), serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    });
    let mut flows = 0;
    for (_, description) in systems().into_iter().chain(shapes) {
        let text = description.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = assess(&model);
        let all = view::render(&model, &assessment, View::Flow, Form::Json, None).unwrap().content;
        let all: Value = serde_json::from_str(&all).unwrap();
        for flow in all["flows"].as_array().unwrap() {
            flows += 1;
            check(&model, &assessment, &description, flow);
        }
    }
    assert!(flows > 20, "{flows} flows");
}

/// The name of the participant with this node or id.
fn name<'f>(flow: &'f Value, id: &str) -> Option<&'f str> {
    let known = flow["participants"].as_array().unwrap();
    known.iter().find(|known| known["id"] == id || known["participant"] == id)?["name"].as_str()
}

/// The names of those who do a step, whether its caller waits, and those who may send it, as the assessment and the
/// description say; what the description leaves open is assumed as the flow does.
fn expected<'f>(
    description: &'f Value,
    assessment: &Value,
    flow: &'f Value,
    step: &'f Value,
) -> (Vec<&'f str>, Sort, Vec<&'f str>) {
    let of_step = |known: &&Value| known["flow"] == flow["id"] && known["step"] == step["step"];
    let assessed = assessment["steps"].as_array().unwrap().iter().find(of_step).unwrap();
    let described = description["flows"].as_array().unwrap().iter().flat_map(|it| it["steps"].as_array().unwrap());
    let described = described.into_iter().find(|it| it["id"] == step["step"] && it["action"] == step["action"]);
    let named = |ids: &'f Value| -> Vec<&str> {
        ids.as_array().into_iter().flatten().filter_map(|id| name(flow, id.as_str().unwrap())).collect()
    };
    let mut to = described.map(|it| named(&it["to"])).unwrap_or_default();
    if to.is_empty() {
        to = named(&step["places"]);
    }
    let from = described.and_then(|it| it["from"].as_str()).and_then(|id| name(flow, id));
    let from = from.or_else(|| name(flow, step["caller"].as_str().unwrap())).unwrap();
    if assessed["verdict"] != "event_driven" {
        return (to, Sort::Call, vec![from]);
    }
    let is_it = |event: &&Value| event["flow"] == flow["id"] && event["name"] == step["message"]["name"];
    let events = assessment["events"].as_array().unwrap().iter().filter(is_it);
    let publishers = events.filter_map(|event| name(flow, event["producer"].as_str()?));
    (to, Sort::Message, publishers.chain([from]).collect())
}

#[test]
fn every_language_has_the_arrows_of_the_assessment_in_a_sequence() {
    each_flow(|model, assessment, description, flow| {
        let id = flow["id"].as_str().unwrap();
        let of = |form| read(form, &rendered(model, assessment, View::Sequence, form, id)).arrows;
        let arrows = of(Form::Mermaid);
        for form in WITH_ANSWERS {
            assert_eq!(of(form), arrows, "{form:?} {id}");
        }
        let sent: Vec<Arrow> = arrows.iter().filter(|arrow| arrow.sort != Sort::Answer).cloned().collect();
        for form in WITHOUT_ANSWERS {
            let of: Vec<Arrow> = of(form).into_iter().map(unconditional).collect();
            assert_eq!(of, sent, "{form:?} {id}");
        }
        let assessment = serde_json::to_value(assessment).unwrap();
        let mut carried = 0;
        for step in flow["steps"].as_array().unwrap() {
            let says = format!("{} {}", step["number"], step["action"].as_str().unwrap());
            let is_of_step = |arrow: &&Arrow| arrow.words == says || arrow.words.ends_with(&format!(": {says}"));
            let of_step: Vec<&Arrow> = sent.iter().filter(is_of_step).collect();
            let (to, sort, senders) = expected(description, &assessment, flow, step);
            assert_eq!(of_step.iter().map(|arrow| arrow.to.as_str()).collect::<Vec<_>>(), to, "{says}");
            for arrow in of_step {
                assert_eq!(arrow.sort, sort, "{says}");
                assert!(senders.contains(&arrow.from.as_str()), "{says}: {} is not of {senders:?}", arrow.from);
                carried += 1;
            }
        }
        assert!(carried >= flow["steps"].as_array().unwrap().len());
    });
}

#[test]
fn every_language_has_the_boxes_and_lines_of_the_assessment_in_a_graph() {
    each_flow(|model, assessment, _, flow| {
        let id = flow["id"].as_str().unwrap();
        let mut labels: BTreeMap<&str, String> = BTreeMap::new();
        let known = ["participants", "channels"].map(|list| flow[list].as_array().unwrap());
        for node in known.into_iter().flatten().chain(flow.get("trigger")) {
            labels.insert(node["id"].as_str().unwrap(), node["name"].as_str().unwrap().to_owned());
        }
        for step in flow["steps"].as_array().unwrap() {
            let label = format!("{} {}", step["number"], step["action"].as_str().unwrap());
            labels.insert(step["id"].as_str().unwrap(), label);
        }
        let lines = flow["edges"].as_array().unwrap().iter().map(|edge| {
            let sort = if edge["mode"] == "synchronous" { Sort::Call } else { Sort::Message };
            let [from, to] = ["from", "to"].map(|end| labels[edge[end].as_str().unwrap()].clone());
            (from, to, sort)
        });
        let lines: Vec<(String, String, Sort)> = lines.collect();
        let assessed = serde_json::to_value(assessment).unwrap();
        for form in WITH_BOXES {
            let read = read(form, &rendered(model, assessment, View::Flow, form, id));
            let drawn: Vec<_> = read.arrows.iter().map(|it| (it.from.clone(), it.to.clone(), it.sort)).collect();
            assert_eq!(drawn, lines, "{form:?} {id}");
            let steps: BTreeMap<&str, bool> =
                read.steps.iter().map(|(id, is_later)| (read.boxes[id].as_str(), *is_later)).collect();
            assert_eq!(steps.len(), flow["steps"].as_array().unwrap().len(), "{form:?} {id}");
            for step in flow["steps"].as_array().unwrap() {
                let of_step = |known: &&Value| known["flow"] == flow["id"] && known["step"] == step["step"];
                let assessed = assessed["steps"].as_array().unwrap().iter().find(of_step).unwrap();
                let label = labels[step["id"].as_str().unwrap()].as_str();
                assert_eq!(steps[label], assessed["verdict"] == "event_driven", "{form:?} {label}");
            }
        }
    });
}
