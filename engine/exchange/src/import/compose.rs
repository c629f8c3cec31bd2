//! Compose files: which services, stores and brokers run, and what needs what.
//!
//! Such a file does not say what anybody asks for. It gives the participants, and one flow for each service that needs
//! others, with a step for each of them that somebody can then say more about.

use advice::description::ParticipantKind;
use advice::tree::SyntaxError;

use super::Import;
use super::draft::Draft;
use super::kinds;
use super::node::{Document, Node, has_key, parse};

pub(super) const IMPORT: Import = Import {
    id: "compose",
    name: "Compose",
    is: "a Compose file",
    recognise: |text, _| {
        let has = |key: &str| text.lines().any(|line| line.trim_start_matches([' ', '"']).starts_with(key));
        has_key(text, "services") && (has("image") || has("build") || has("depends_on"))
    },
    read,
};

/// Images of tools that only look on, by a part of their names.
const ON_LOOKERS: &[&str] = &["adminer", "grafana", "jaeger", "mailhog", "otel", "pgadmin", "prometheus", "zipkin"];

fn read(draft: &mut Draft<'_>) -> Result<(), SyntaxError> {
    let text = draft.text;
    let tree = parse(text)?;
    let document = Document::of(text, &tree);
    let root = document.root;
    if let Some((field, name)) = document.text(root, "name") {
        draft.name(name, document.field(field));
    }
    let services: Vec<Node<'_>> = document.get(root, "services").iter().flat_map(Node::fields).collect();
    for service in &services {
        let image = document.text(*service, "image");
        let by_image = image.and_then(|(_, image)| kinds::of_name(image.split([':', '@']).next().unwrap_or(image)));
        let kind = by_image.or_else(|| kinds::of_name(service.name)).filter(|kind| *kind != ParticipantKind::Person);
        if let Some(id) = draft.participant(service.name, &in_title(service.name), kind) {
            draft.tells_of(&id, document.key(*service));
            for field in ["image", "build", "container_name"] {
                if let Some(field) = document.get(*service, field) {
                    draft.tells_of(&id, document.field(field));
                }
            }
        }
    }
    for service in &services {
        let looks_on = |name: &str| ON_LOOKERS.iter().any(|tool| name.to_ascii_lowercase().contains(tool));
        if looks_on(service.name) || document.text(*service, "image").is_some_and(|(_, image)| looks_on(image)) {
            continue;
        }
        let needs = document.get(*service, "depends_on");
        let links = document.get(*service, "links");
        let needed: Vec<(&str, Node<'_>)> = needs
            .iter()
            .chain(&links)
            .flat_map(|needs| needs.items().chain(needs.fields()))
            .filter_map(|node| {
                let name = if node.name.is_empty() { node.text()? } else { node.name };
                Some((name.split(':').next().unwrap_or(name), node))
            })
            .collect();
        if needed.is_empty() {
            continue;
        }
        let name = in_title(service.name);
        let Some(from) = draft.participant(service.name, &name, None) else { continue };
        let Some(flow) = draft.flow(&format!("What {name} needs")) else {
            draft.leaves(document.key(*service));
            continue;
        };
        for field in needs.iter().chain(&links) {
            draft.says_of_flow(flow, document.key(*field));
        }
        for (other, node) in needed {
            let kind = kinds::of_name(other);
            let at = if node.name.is_empty() { node.bytes() } else { document.key(node) };
            let Some(to) = draft.participant(other, &in_title(other), kind) else { continue };
            let kind = draft.participant_mut(&to).and_then(|other| other.kind);
            let other = in_title(other);
            let action = match kind {
                Some(ParticipantKind::Store) => format!("Use the data in {other}"),
                Some(ParticipantKind::Cache) => format!("Look it up in {other}"),
                Some(ParticipantKind::Broker) => format!("Exchange messages over {other}"),
                _ => format!("Ask {other}"),
            };
            let Some(place) = draft.step(&action, at.clone()) else {
                draft.leaves(at);
                continue;
            };
            let step = draft.at(place);
            step.from = Some(from.clone());
            if kind != Some(ParticipantKind::Broker) {
                step.to = vec![to];
            }
            step.after = Some(Vec::new());
        }
        if let Some(flow) = draft.flow_mut(flow) {
            flow.actor = Some(from);
        }
    }
    draft.because = Some("no service of the file says with `depends_on` what it needs.".to_owned());
    Ok(())
}

/// The name of a service for people: `order-service` gives "Order service".
fn in_title(name: &str) -> String {
    super::draft::in_words(name)
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    const SHOP: &str = "name: shop
x-defaults: &defaults
  restart: always
services:
  web:
    <<: *defaults
    build: ./web
    depends_on: [orders]
  orders:
    image: shop/orders:1.2
    depends_on:
      postgres: {condition: service_healthy}
      queue:
        condition: service_started
  postgres:
    image: postgres:16
    volumes: [data:/var/lib]
  queue:
    image: docker.io/library/rabbitmq:3
  grafana:
    image: grafana/grafana
    depends_on: [orders]
";

    #[test]
    fn services_stores_and_brokers_take_part_and_what_needs_what_is_a_step() {
        let Some(import) = super::super::recognise(SHOP, "") else { panic!() };
        assert_eq!(import.id, "compose");
        let reading = import.read(SHOP, rules::shipped()).unwrap();
        let kinds: Vec<_> =
            reading.description.participants.iter().map(|one| (one.name.as_deref().unwrap_or(""), one.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("Web", None),
                ("Orders", None),
                ("Postgres", Some(ParticipantKind::Store)),
                ("Queue", Some(ParticipantKind::Broker)),
                ("Grafana", None),
            ]
        );
        let steps: Vec<_> = reading
            .description
            .flows
            .iter()
            .flat_map(|flow| &flow.steps)
            .map(|step| (step.from.as_deref().unwrap_or(""), step.to.join("+"), step.action.as_str()))
            .collect();
        assert_eq!(
            steps,
            [
                ("web", "orders".to_owned(), "Ask Orders"),
                ("orders", "postgres".to_owned(), "Use the data in Postgres"),
                ("orders", String::new(), "Exchange messages over Queue"),
            ]
        );
        let left: Vec<&str> = reading.left_over.iter().map(|left| left.words.as_str()).collect();
        assert!(left.iter().any(|left| left.contains("volumes")), "{left:?}");
    }
}
