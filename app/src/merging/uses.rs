//! What a merged description needs although somebody removed it: the other one refers to it anew.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Description,
    description::{Flow, Participant, Step},
};

/// The places of parts of `base` that `merged` lacks and refers to. What the version that removed it refers to itself
/// was left out on purpose and stays so.
pub(super) fn needed(base: &Description, versions: [&Description; 2], merged: &Description) -> BTreeSet<String> {
    let is_there = parts(merged);
    let mut gone = parts(base);
    gone.retain(|place, _| !is_there.contains_key(place));
    for version in versions {
        let (its, refers) = (parts(version), references(version));
        gone.retain(|place, _| its.contains_key(place) || !refers.contains(place));
    }
    let mut to_do: Vec<String> = references(merged).into_iter().collect();
    let mut needed = BTreeSet::new();
    while let Some(place) = to_do.pop() {
        if let Some(refers) = gone.remove(&place) {
            needed.insert(place);
            to_do.extend(refers);
        }
    }
    needed
}

/// Every participant and every step by its place, with the places that it refers to.
fn parts(description: &Description) -> BTreeMap<String, Vec<String>> {
    let participants = description.participants.iter().map(|one| (participant(id(one.id.as_ref())), of(one)));
    let flows = description.flows.iter();
    let steps = flows.flat_map(|flow| {
        flow.steps.iter().map(move |one| (step(id(flow.id.as_ref()), id(one.id.as_ref())), of_step(flow, one)))
    });
    participants.chain(steps).collect()
}

/// Every place that a description refers to.
fn references(description: &Description) -> BTreeSet<String> {
    let actors = description.flows.iter().filter_map(|flow| flow.actor.as_deref()).map(participant);
    parts(description).into_values().flatten().chain(actors).collect()
}

fn of(one: &Participant) -> Vec<String> {
    one.of.as_deref().map(participant).into_iter().collect()
}

fn of_step(flow: &Flow, one: &Step) -> Vec<String> {
    let people = one.from.iter().chain(&one.to).chain(&one.tells).map(|id| participant(id));
    let when = one.when.as_ref().and_then(|when| when.step.as_ref());
    let steps = one.after.iter().flatten().chain(when).chain(&one.undoes);
    people.chain(steps.map(|other| step(id(flow.id.as_ref()), other))).collect()
}

fn id(id: Option<&String>) -> &str {
    id.map_or("", String::as_str)
}

fn participant(id: &str) -> String {
    format!("/participants/{id}")
}

fn step(flow: &str, id: &str) -> String {
    format!("/flows/{flow}/steps/{id}")
}
