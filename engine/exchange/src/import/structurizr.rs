//! Structurizr workspaces as JSON: people, software systems, containers and how they are related.
//!
//! A dynamic view tells a use case in its order, so it becomes a flow. What no dynamic view tells becomes a flow for
//! each element that uses others, in which nothing waits for anything else.

use std::collections::{BTreeMap, BTreeSet};

use advice::description::{ParticipantKind, Today};
use advice::fault::Code;
use advice::tree::SyntaxError;
use language::message::is_question;

use super::Import;
use super::draft::{Draft, in_words, one_line};
use super::kinds::{self, is_event};
use super::node::{Document, Node, has_key, parse};

pub(super) const IMPORT: Import = Import {
    id: "structurizr",
    name: "Structurizr",
    is: "a Structurizr workspace",
    recognise: |text, _| {
        has_key(text, "model") && (text.contains("\"softwareSystems\"") || text.contains("\"people\""))
    },
    read,
};

/// The parts of the model that hold elements, with those that hold elements inside them.
const HOLDERS: &[&str] = &["people", "softwareSystems", "containers", "components", "customElements"];

/// An element of the model.
struct Element<'a> {
    node: Node<'a>,
    name: &'a str,
    kind: Option<ParticipantKind>,
}

/// A relationship of the model.
struct Relationship<'a> {
    node: Node<'a>,
    from: &'a str,
    to: &'a str,
    says: &'a str,
    is_asynchronous: bool,
}

fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let text = draft.text;
    let tree = parse(text)?;
    let document = Document::of(text, &tree);
    let root = document.root;
    if let Some((field, name)) = document.text(root, "name") {
        draft.name(name, document.field(field));
    }
    if let Some((field, says)) = document.text(root, "description") {
        draft.summary(says, document.field(field));
    }
    let Some(model) = document.get(root, "model") else {
        let hint = "Export the whole workspace as JSON.";
        document.fault(draft, root, Code::MissingField, "There is no field `model` here.", hint);
        return Ok(());
    };
    let mut elements: BTreeMap<&str, Element<'_>> = BTreeMap::new();
    let mut relationships: Vec<Relationship<'_>> = Vec::new();
    collect(&document, model, &mut elements, &mut relationships);
    let by_id: BTreeMap<&str, usize> = relationships
        .iter()
        .enumerate()
        .filter_map(|(index, its)| Some((document.text(its.node, "id")?.1, index)))
        .collect();
    let mut told = BTreeSet::new();
    let views = document.find(root, &["views", "dynamicViews"]);
    for view in views.iter().flat_map(Node::items) {
        let named = ["title", "description", "key"].iter().find_map(|name| document.text(view, name));
        let Some(flow) = draft.flow(named.map_or("", |(_, name)| name)) else { break };
        if let Some((field, _)) = named {
            draft.says_of_flow(flow, document.field(field));
        }
        for shown in document.get(view, "relationships").iter().flat_map(Node::items) {
            let Some((field, id)) = document.text(shown, "id") else { continue };
            let Some(index) = by_id.get(id).copied() else {
                let message = "No relationship of the model has this id.";
                document.fault(draft, field, Code::UnknownReference, message, "Export the whole workspace as JSON.");
                continue;
            };
            told.insert(index);
            if document.get(shown, "response").is_some_and(|node| node.tree.value == advice::tree::Value::Bool(true)) {
                draft.says_of_flow(flow, shown.bytes());
                continue;
            }
            let says = document.text(shown, "description").map(|(_, says)| says).filter(|says| !says.trim().is_empty());
            step(draft, &document, &elements, &relationships[index], says, Some(shown), false);
        }
        draft.starts_with_asker(flow);
    }
    let mut by_source: Vec<(&str, Vec<&Relationship<'_>>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, its) in relationships.iter().enumerate() {
        // Tools repeat a relationship for what holds its ends.
        let is_implied = document.get(its.node, "linkedRelationshipId").is_some();
        if told.contains(&index) || is_implied {
            continue;
        }
        let place = *places.entry(its.from).or_insert_with(|| {
            by_source.push((its.from, Vec::new()));
            by_source.len() - 1
        });
        by_source[place].1.push(its);
    }
    for (from, its) in by_source {
        let name = elements.get(from).map_or(from, |element| element.name);
        if draft.flow(&format!("What {name} uses")).is_none() {
            for one in its {
                draft.leaves(one.node.bytes());
            }
            continue;
        }
        for one in its {
            step(draft, &document, &elements, one, None, None, true);
        }
    }
    draft.because = Some("the workspace has no relationships.".to_owned());
    Ok(())
}

/// Finds the elements and relationships of a model, however deep they stand in each other.
fn collect<'a>(
    document: &Document<'a>,
    model: Node<'a>,
    elements: &mut BTreeMap<&'a str, Element<'a>>,
    relationships: &mut Vec<Relationship<'a>>,
) {
    let mut open: Vec<(Node<'a>, &str)> = vec![(model, "")];
    while let Some((node, held)) = open.pop() {
        if let (Some((_, id)), Some((_, name))) = (document.text(node, "id"), document.text(node, "name")) {
            let external = document.text(node, "location").is_some_and(|(_, location)| location == "External");
            let tags = document.text(node, "tags").map_or("", |(_, tags)| tags);
            let by_name = kinds::of_name(name).filter(|kind| *kind != ParticipantKind::Person);
            let by_technology =
                document.text(node, "technology").and_then(|(_, technology)| kinds::of_name(technology));
            let kind = match held {
                "people" => Some(ParticipantKind::Person),
                _ if external || tags.split(',').any(|tag| tag.trim() == "External") => Some(ParticipantKind::External),
                _ if tags.split(',').any(|tag| tag.trim() == "Database") => Some(ParticipantKind::Store),
                _ if tags.split(',').any(|tag| matches!(tag.trim(), "Queue" | "Topic" | "Broker")) => {
                    Some(ParticipantKind::Broker)
                }
                _ => by_name.or(by_technology.filter(|kind| *kind != ParticipantKind::Person)),
            };
            elements.insert(id, Element { node, name, kind });
        }
        for one in document.get(node, "relationships").iter().flat_map(Node::items) {
            let ends = (document.text(one, "sourceId"), document.text(one, "destinationId"));
            if let (Some((_, from)), Some((_, to))) = ends {
                let says = document.text(one, "description").map_or("", |(_, says)| says);
                let is_asynchronous =
                    document.text(one, "interactionStyle").is_some_and(|(_, style)| style == "Asynchronous");
                relationships.push(Relationship { node: one, from, to, says, is_asynchronous });
            }
        }
        for holder in HOLDERS.iter().rev() {
            let inside: Vec<Node<'a>> = document.get(node, holder).iter().flat_map(Node::items).collect();
            open.extend(inside.into_iter().rev().map(|inner| (inner, *holder)));
        }
    }
}

/// Makes the step of a relationship.
fn step<'a>(
    draft: &mut Draft<'_>,
    document: &Document<'a>,
    elements: &BTreeMap<&'a str, Element<'a>>,
    its: &Relationship<'a>,
    says: Option<&str>,
    shown: Option<Node<'a>>,
    is_alone: bool,
) {
    let mut ends = Vec::new();
    for id in [its.from, its.to] {
        let element = elements.get(id);
        let (name, kind) = element.map_or((id, None), |element| (element.name, element.kind));
        let Some(known) = draft.participant(id, name, kind) else { return draft.leaves(its.node.bytes()) };
        if let Some(element) = element {
            for field in ["name", "technology", "location"] {
                if let Some(field) = document.get(element.node, field) {
                    draft.tells_of(&known, document.field(field));
                }
            }
        }
        ends.push((known, kind));
    }
    let [(from, _), (to, to_kind)] = &ends[..] else { return };
    let says = says.unwrap_or(its.says).trim();
    let is_broker = *to_kind == Some(ParticipantKind::Broker);
    let waits = !its.is_asynchronous && !is_broker;
    let target = elements.get(its.to).map_or(its.to, |element| element.name);
    let action = match (says.is_empty(), waits) {
        (false, _) => in_words(says),
        (true, true) => format!("Ask {target}"),
        (true, false) => format!("Tell {target}"),
    };
    let at = shown.unwrap_or(its.node).bytes();
    let Some(place) = draft.step(&action, at.clone()) else { return draft.leaves(at) };
    let is_event = !waits && is_event(says);
    let style = match (waits, is_event) {
        (true, _) if is_question(says) => "query",
        (true, _) => "request",
        (false, true) => "event",
        (false, false) => "queued_command",
    };
    let message = one_line(says).filter(|says| !says.contains(' '));
    let announces = message.clone().filter(|_| is_event);
    let step = draft.at(place);
    step.from = Some(from.clone());
    step.announces = announces;
    if !is_broker {
        step.to = vec![to.clone()];
    }
    if is_alone {
        step.after = Some(Vec::new());
    }
    let today = Today { style: Some(style.to_owned()), message, waits: Some(waits), ..Today::default() };
    draft.today(place, today, at);
    for field in ["description", "technology", "interactionStyle"] {
        if let Some(field) = document.get(its.node, field) {
            draft.says(place, document.field(field));
        }
    }
    if let Some((_, technology)) = document.text(its.node, "technology").filter(|(_, text)| !text.trim().is_empty()) {
        draft.notes(place, &format!("Technology: {}", technology.trim()));
    }
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    const SHOP: &str = r#"{"name": "Shop", "description": "Sells things.", "model": {
  "people": [{"id": "1", "name": "Customer", "relationships": [
    {"id": "10", "sourceId": "1", "destinationId": "3", "description": "Places the order", "technology": "HTTPS"}]}],
  "softwareSystems": [{"id": "2", "name": "Shop", "containers": [
    {"id": "3", "name": "Orders", "relationships": [
      {"id": "11", "sourceId": "3", "destinationId": "4", "description": "Reads and writes", "interactionStyle": "Synchronous"},
      {"id": "12", "sourceId": "3", "destinationId": "5", "description": "OrderPlaced", "interactionStyle": "Asynchronous"}]},
    {"id": "4", "name": "Orders store", "technology": "PostgreSQL", "tags": "Element,Container,Database"}]},
    {"id": "5", "name": "Ledger", "location": "External"}]},
  "views": {"dynamicViews": [{"key": "order", "title": "Order", "relationships": [
    {"id": "10", "order": "1", "description": "Place the order"}, {"id": "12", "order": "2"},
    {"id": "10", "order": "3", "response": true}]}]}}"#;

    #[test]
    fn a_dynamic_view_is_a_flow_and_the_rest_is_what_each_uses() {
        let Some(import) = super::super::recognise(SHOP, "") else { panic!() };
        assert_eq!(import.id, "structurizr");
        let reading = import.read(SHOP, rules::shipped()).unwrap();
        let steps: Vec<String> = reading
            .description
            .flows
            .iter()
            .flat_map(|flow| flow.steps.iter().map(|step| (flow.name.as_deref().unwrap_or(""), step)))
            .map(|(flow, step)| {
                let style = step.today.as_ref().and_then(|today| today.style.as_deref()).unwrap_or("");
                format!(
                    "{flow}: {}>{} {} [{style}]",
                    step.from.as_deref().unwrap_or(""),
                    step.to.join("+"),
                    step.action
                )
            })
            .collect();
        assert_eq!(
            steps,
            [
                "Order: customer>orders Place the order [request]",
                "Order: orders>ledger Publish OrderPlaced [event]",
                "What Orders uses: orders>orders-store Reads and writes [request]",
            ]
        );
        let kind = |id: &str| {
            reading.description.participants.iter().find(|one| one.id.as_deref() == Some(id)).and_then(|one| one.kind)
        };
        assert_eq!(kind("customer"), Some(ParticipantKind::Person));
        assert_eq!(kind("orders-store"), Some(ParticipantKind::Store));
        assert_eq!(kind("ledger"), Some(ParticipantKind::External));
    }

    #[test]
    fn a_view_of_something_that_is_not_there_is_a_fault_with_its_place() {
        let text = "{\"model\": {\"people\": []},\n \"views\": {\"dynamicViews\": [{\"key\": \"x\", \"relationships\": [{\"id\": \"9\"}]}]}}";
        let Err(super::super::Unread::Faulty(faults)) = IMPORT.read(text, rules::shipped()) else { panic!() };
        assert_eq!((faults[0].line, faults[0].at.as_str()), (Some(2), "/views/dynamicViews/0/relationships/0/id"));
    }
}
