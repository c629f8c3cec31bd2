//! What an event carries: each field with its reason, what is left out and why, and how much it carries. A step shows
//! it as a fold; [`super::event_page`] has it with its source for schema tools.

use advice::{
    assessment::{Event, JsonType, LeftOut, Property, Schema, Size},
    rule::RuleKind,
};
use exchange::{document, event::Contract};
use leptos::prelude::*;

use super::revision::{Assessed, ResolvedRevision, StepPart};
use crate::{
    components::reason::{rule_link, sources, user_text},
    wording,
};

/// A source of an event for a schema tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    /// Its id on the page.
    pub(super) id: &'static str,
    /// The name of its format.
    pub(super) name: &'static str,
    /// The ending of its file.
    pub(super) ending: &'static str,
    pub(super) media_type: &'static str,
    pub(super) write: fn(&Contract<'_>) -> document::Document,
}

/// Every source, in the order of the page.
pub(super) const SOURCES: [Source; 3] = [
    Source {
        id: "json-schema",
        name: "JSON Schema",
        ending: "schema.json",
        media_type: "application/schema+json",
        write: |contract| contract.json_schema(),
    },
    Source {
        id: "cloudevents",
        name: "CloudEvents example",
        ending: "cloudevent.json",
        media_type: "application/cloudevents+json",
        write: |contract| contract.cloud_event(1),
    },
    Source {
        id: "avro",
        name: "Avro",
        ending: "avsc",
        media_type: "application/vnd.apache.avro+json",
        write: |contract| contract.avro(),
    },
];

/// The folds of the events that a step announces. An assessment that was made before events were designed has none.
pub(super) fn folds(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let is_its = |event: &Event<'_>| event.flow == step.assessed.flow && event.step == step.assessed.step;
    let events = revision.assessment.events.iter().enumerate().filter(|(_, event)| is_its(event));
    let folds: Vec<AnyView> = events
        .map(|(index, event)| match &event.schema {
            Some(schema) => fold(revision, event, schema, index + 1),
            None => not_carried(&event.left_out),
        })
        .collect();
    folds.into_any()
}

fn fold(revision: &ResolvedRevision<'_>, event: &Event<'_>, schema: &Schema<'_>, number: usize) -> AnyView {
    let fields = wording::count(schema.properties.0.len(), "field");
    let out = match event.left_out.len() {
        0 => String::new(),
        out => format!(", {out} left out"),
    };
    let address = address(revision, number);
    let links: Vec<_> = SOURCES
        .iter()
        .enumerate()
        .map(|(index, source)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}<a href=format!("{address}#{}", source.id)>{source.name}</a> }
        })
        .collect();
    view! {
        <details class="carries" open=revision.unfolded>
            <summary>
                "What "<code>{event.name.to_string()}</code>" carries "<span class="soft">{fields}{out}</span>
            </summary>
            {design(revision, event, schema)}
            <p>"Its source: "{links}</p>
        </details>
    }
    .into_any()
}

/// Shows how much an event carries, each of its fields and each field that was left out, with the reasons.
pub(super) fn design(revision: &ResolvedRevision<'_>, event: &Event<'_>, schema: &Schema<'_>) -> AnyView {
    let key = match &event.key {
        Some(key) => view! { "; key "<code>{key.to_string()}</code> }.into_any(),
        None => "; no key".into_any(),
    };
    let rows: Vec<_> = schema
        .properties
        .0
        .iter()
        .map(|(name, property)| {
            let personal = property.personal.then(|| view! { " "<b class="personal">"personal data"</b> });
            let optional = (!schema.requires(name)).then_some("; may be absent");
            view! {
                <tr>
                    <th scope="row">
                        <code>{name.to_string()}</code>{personal}<small>{type_words(property)}{optional}</small>
                    </th>
                    <td>{property.description.to_string()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <p><b>{size_words(revision, event)}</b>{key}". "{event.because.to_string()}" "{sources(&event.sources)}</p>
        <p class="soft">{user_text(&schema.description)}</p>
        <table>
            <thead><tr><th scope="col">"Field"</th><th scope="col">"Why it is in"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {not_carried(&event.left_out)}
        <p>{rule_link("event_field", "What belongs in an event")}</p>
    }
    .into_any()
}

/// The fields that are left out, those with the same reason together.
fn not_carried(left_out: &[LeftOut<'_>]) -> AnyView {
    let rows: Vec<_> = by_reason(left_out)
        .into_iter()
        .map(|(because, fields)| {
            let fields: Vec<_> = fields
                .into_iter()
                .enumerate()
                .map(|(index, field)| {
                    let comma = (index > 0).then_some(", ");
                    view! { {comma}<code>{field.to_owned()}</code> }
                })
                .collect();
            view! { <div><dt>{fields}</dt><dd>{because.to_owned()}</dd></div> }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <p class="left-out"><b>"Left out"</b></p> <dl class="facts">{rows}</dl> })
        .into_any()
}

/// Reasons for leaving fields out, each with its fields.
pub(super) fn by_reason<'e>(left_out: &'e [LeftOut<'_>]) -> Vec<(&'e str, Vec<&'e str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for left in left_out {
        match reasons.iter_mut().find(|(because, _)| *because == left.because) {
            Some((_, fields)) => fields.push(&left.field),
            None => reasons.push((&left.because, vec![&left.field])),
        }
    }
    reasons
}

/// How much an event carries, in the words of the rule.
pub(super) fn size_words(revision: &Assessed<'_>, event: &Event<'_>) -> String {
    let cases = revision.book().find("event_size").filter_map(|rule| match &rule.kind {
        RuleKind::Event(terms) => Some(terms.cases.iter()),
        _ => None,
    });
    let case = cases.flatten().find(|case| case.because == event.because);
    let label = case.and_then(|case| case.label.as_deref()).unwrap_or(match event.size {
        Some(Size::Thin) => "thin",
        Some(Size::WithState) => "with state",
        Some(Size::Fat) | None => "fat",
    });
    wording::capital(label)
}

/// The type of a field in words.
pub(super) fn type_words(property: &Property<'_>) -> String {
    let name = |kind| match kind {
        JsonType::String => "text",
        JsonType::Integer => "whole number",
        JsonType::Number => "number",
        JsonType::Boolean => "true or false",
        JsonType::Array => "list",
        JsonType::Object => "object",
    };
    let own = property.own_type.as_deref();
    let mut words = match (property.kind, property.format.as_deref()) {
        _ if property.pattern.is_some() => "decimal, as text".to_owned(),
        (Some(_), Some("date-time")) => "date and time".to_owned(),
        (Some(_), Some("uri")) => "address".to_owned(),
        (Some(_), Some("email")) => "e-mail address".to_owned(),
        (Some(_), Some("uuid")) => "UUID".to_owned(),
        (Some(_), Some(format)) => format.to_owned(),
        (Some(kind), None) => name(kind).to_owned(),
        (None, _) => own.map_or("not said", |own| own).to_owned(),
    };
    if let Some(items) = property.items {
        words = format!("{words} of {}", name(items.kind));
    }
    if property.guessed {
        words.push_str(", by its name");
    }
    words
}

/// The address of an event's page. `number` is its place among all events, from 1.
pub(super) fn address(revision: &ResolvedRevision<'_>, number: usize) -> String {
    format!("{}/events/{number}", revision.address())
}
