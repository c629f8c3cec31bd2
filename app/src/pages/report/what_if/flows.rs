//! The effects of other answers on whole flows: the sync prefix, the commit point, compensations, and announced events.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    assessment::{Assessment, Flow, Saga, SagaStep},
    description,
    terms::Role,
};
use leptos::prelude::*;

use super::super::revision::ResolvedRevision;
use crate::{components::reason::user_text, wording};

/// A statement about a flow that changes.
struct Change {
    what: String,
    /// The previous statement; `None` if only additions are listed.
    before: Option<String>,
    after: String,
}

impl Change {
    /// The change between two statements; `None` if they are equal.
    fn between(what: &str, before: String, after: String) -> Option<Self> {
        (before != after).then(|| Self { what: what.to_owned(), before: Some(before), after })
    }

    /// The things that only one variant has; `None` if there are none.
    fn only(what: &str, things: &[String]) -> Option<Self> {
        (!things.is_empty()).then(|| Self { what: what.to_owned(), before: None, after: wording::spoken(things) })
    }
}

/// Every flow whose assessment differs; nothing if none does. `described` holds the flows of both variants.
pub(super) fn view(
    revision: &ResolvedRevision<'_>,
    described: &[description::Flow],
    all_before: &Assessment<'_>,
    all_after: &Assessment<'_>,
) -> AnyView {
    let several = described.len() > 1;
    let changed: Vec<AnyView> = described
        .iter()
        .zip(all_before.flows.iter().zip(&all_after.flows))
        .filter_map(|(described, (before, after))| {
            let steps = all_before.steps.iter().filter(|step| step.flow == before.flow);
            let actions =
                steps.map(|step| step.step.as_ref()).zip(described.steps.iter().map(|step| step.action.as_str()));
            let told = FlowComparison { revision, all_before, all_after, before, after, actions: actions.collect() };
            let changes = told.changes();
            let more = super::more(changes.len()).map(|more| view! { <ul>{more}</ul> });
            let name = described.name.as_deref().unwrap_or(&before.flow);
            (!changes.is_empty()).then(|| {
                let rows: Vec<AnyView> = changes.into_iter().take(super::MOST_TOLD).map(row).collect();
                let name = several.then(|| view! { <p>{user_text(name)}</p> });
                view! { {name}<dl class="facts">{rows}</dl>{more} }.into_any()
            })
        })
        .collect();
    let title = if several { "The flows that change" } else { "The flow" };
    (!changed.is_empty()).then(|| view! { <h3>{title}</h3>{changed} }).into_any()
}

fn row(change: Change) -> AnyView {
    let before = change.before.map(|before| view! { {user_text(&before)}" \u{2192} " });
    view! { <div><dt>{user_text(&change.what)}</dt><dd>{before}<b>{user_text(&change.after)}</b></dd></div> }.into_any()
}

/// A flow before and after the change.
struct FlowComparison<'t, 'r> {
    revision: &'t ResolvedRevision<'r>,
    all_before: &'t Assessment<'t>,
    all_after: &'t Assessment<'t>,
    before: &'t Flow<'t>,
    after: &'t Flow<'t>,
    /// The action of each step of the flow, by the step's id.
    actions: BTreeMap<&'t str, &'t str>,
}

impl FlowComparison<'_, '_> {
    fn changes(&self) -> Vec<Change> {
        let (before, after) = (self.before, self.after);
        let waited = |flow: &Flow<'_>, other: &Flow<'_>| -> Vec<String> {
            let others: BTreeSet<&str> = other.sync_prefix.iter().map(AsRef::as_ref).collect();
            let only = flow.sync_prefix.iter().filter(|id| !others.contains(id.as_ref()));
            only.map(|id| self.action(id)).collect()
        };
        let decided = |flow: &Flow<'_>| {
            flow.commit_point
                .as_deref()
                .map_or_else(|| "no step that somebody waits for".to_owned(), |id| self.action(id))
        };
        let (events, others) = (self.events(self.all_before), self.events(self.all_after));
        let only = |events: &BTreeSet<String>, others: &BTreeSet<String>| -> Vec<String> {
            events.difference(others).cloned().collect()
        };
        let word = |flow: &Flow<'_>| wording::verdict(flow.verdict).to_owned();
        let saga = |flow: &Flow<'_>| flow.saga.as_ref().map_or_else(|| "none".to_owned(), |saga| self.saga(saga));
        let mut changes: Vec<Change> = [
            Change::between("Verdict of the flow", word(before), word(after)),
            Change::only("Somebody now waits for", &waited(after, before)),
            Change::only("Nobody waits any more for", &waited(before, after)),
            Change::between("The outcome is decided in", decided(before), decided(after)),
            Change::between("Saga", saga(before), saga(after)),
        ]
        .into_iter()
        .flatten()
        .collect();
        changes.extend(self.roles());
        changes.extend(Change::only("Newly announced", &only(&others, &events)));
        changes.extend(Change::only("No longer announced", &only(&events, &others)));
        changes
    }

    /// The changed saga roles of steps.
    fn roles<'s>(&'s self) -> impl Iterator<Item = Change> + 's {
        let parts = |flow: &'s Flow<'_>| -> BTreeMap<&'s str, &'s SagaStep<'_>> {
            flow.saga.iter().flat_map(|saga| &saga.steps).map(|part| (part.step.as_ref(), part)).collect()
        };
        let (before, after) = (parts(self.before), parts(self.after));
        let told =
            |part: Option<&&SagaStep<'_>>| part.map_or_else(|| "not part of a saga".to_owned(), |part| role(part));
        let ids =
            self.all_before.steps.iter().filter(|step| step.flow == self.before.flow).map(|step| step.step.as_ref());
        ids.filter_map(move |id| {
            let (before, after) = (told(before.get(id)), told(after.get(id)));
            let what = || format!("If another step fails, {} is", self.action(id));
            if before == after { None } else { Change::between(&what(), before, after) }
        })
    }

    /// A saga's kind, its three characteristics and its coordinator.
    fn saga(&self, saga: &Saga<'_>) -> String {
        let name = self.revision.rule_name("saga", &saga.kind);
        let respects = wording::saga(saga.communication, saga.consistency, saga.coordination);
        let conductor = saga.coordinator.as_deref().map(|id| format!(" by {}", self.revision.named(id)));
        format!("{name}: {respects}{}", conductor.unwrap_or_default())
    }

    /// The events of the flow, each with its consumers.
    fn events(&self, assessment: &Assessment<'_>) -> BTreeSet<String> {
        let its = assessment.events.iter().filter(|event| event.flow == self.before.flow);
        its.map(|event| {
            let consumers: Vec<&str> = event.consumers.iter().map(|id| self.revision.named(id)).collect();
            match consumers.as_slice() {
                [] => event.name.to_string(),
                _ => format!("{} (to {})", event.name, wording::spoken(&consumers)),
            }
        })
        .collect()
    }

    /// A step's action; its id if the description has no such step.
    fn action(&self, id: &str) -> String {
        self.actions.get(id).map_or_else(|| id.to_owned(), |action| format!("\u{201c}{action}\u{201d}"))
    }
}

/// The saga role of a step, with its compensation.
fn role(step: &SagaStep<'_>) -> String {
    match (step.role, &step.compensation) {
        (Role::Compensable, Some(name)) => format!("undone by {name}"),
        (Role::Compensable, None) => "to be undone, but nothing says how".to_owned(),
        (Role::Pivot, _) => "the pivot, which decides the outcome".to_owned(),
        (Role::Retriable, _) => "retried until it succeeds".to_owned(),
    }
}
