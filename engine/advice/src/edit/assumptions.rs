//! Keeps the pointers of assumptions valid: an assumption points at a part by index, and edits change indices.

use std::collections::BTreeMap;

use crate::description::{Description, places};

/// What an assumption points at, with ids instead of indices.
pub(super) struct Trail {
    /// Index of the assumption.
    assumption: usize,
    /// Whether it names its place by ids.
    is_named: bool,
    part: Part,
    /// The rest of the pointer, relative to the part.
    within: String,
}

enum Part {
    Participant(String),
    Flow(String),
    Step {
        flow: String,
        step: String,
    },
    /// Something without an id. Edits do not move it.
    Other,
}

/// What each assumption with a pointer is about. Every part of `description` must have its id.
pub(super) fn trails(description: &Description) -> Vec<Trail> {
    let pointers = description.assumptions.iter().enumerate();
    pointers
        .filter_map(|(assumption, assumed)| {
            let at = assumed.at.as_deref()?;
            let (part, within) = part_at(description, &places::pointer(description, at));
            Some(Trail { assumption, is_named: places::has_ids(at), part, within })
        })
        .collect()
}

fn part_at(description: &Description, pointer: &str) -> (Part, String) {
    let rest = |names: usize| pointer.split('/').skip(names + 1).fold(String::new(), |rest, name| rest + "/" + name);
    let mut names = pointer.split('/').skip(1);
    let (list, index) = (names.next(), names.next().and_then(|name| name.parse::<usize>().ok()));
    let found = match (list, index) {
        (Some("participants"), Some(index)) => {
            let id = description.participants.get(index).and_then(|participant| participant.id.clone());
            id.map(|id| (Part::Participant(id), rest(2)))
        }
        (Some("flows"), Some(index)) => description.flows.get(index).and_then(|flow| {
            let id = flow.id.clone()?;
            let (list, index) = (names.next(), names.next().and_then(|name| name.parse::<usize>().ok()));
            let step = index.filter(|_| list == Some("steps")).and_then(|index| flow.steps.get(index)?.id.clone());
            Some(match step {
                Some(step) => (Part::Step { flow: id, step }, rest(4)),
                None => (Part::Flow(id), rest(2)),
            })
        }),
        _ => None,
    };
    found.unwrap_or_else(|| (Part::Other, pointer.to_owned()))
}

/// The indices of the parts of a description, by their ids.
struct Parts<'d> {
    participants: BTreeMap<&'d str, usize>,
    flows: BTreeMap<&'d str, usize>,
    /// The steps of each flow, by flow index.
    steps: Vec<BTreeMap<&'d str, usize>>,
}

impl<'d> Parts<'d> {
    fn of(description: &'d Description) -> Self {
        let flows = &description.flows;
        Self {
            participants: by_id(description.participants.iter().map(|participant| participant.id.as_deref())),
            flows: by_id(flows.iter().map(|flow| flow.id.as_deref())),
            steps: flows.iter().map(|flow| by_id(flow.steps.iter().map(|step| step.id.as_deref()))).collect(),
        }
    }
}

/// The indices of parts by their ids. The first of several parts with the same id counts.
fn by_id<'d>(ids: impl DoubleEndedIterator<Item = Option<&'d str>> + ExactSizeIterator) -> BTreeMap<&'d str, usize> {
    ids.enumerate().rev().filter_map(|(index, id)| Some((id?, index))).collect()
}

/// Updates the pointer of each assumption. If its part is gone, it keeps its place, named by ids: then it no longer
/// holds, which a finding says.
pub(super) fn follow(trails: &[Trail], description: &mut Description) {
    if trails.is_empty() {
        return;
    }
    let parts = Parts::of(description);
    let place = |trail: &Trail| match place_of(&parts, trail) {
        Some(pointer) if trail.is_named => places::named(description, &pointer),
        Some(pointer) => pointer,
        None => named(trail),
    };
    let places: Vec<String> = trails.iter().map(place).collect();
    for (trail, at) in trails.iter().zip(places) {
        if let Some(assumption) = description.assumptions.get_mut(trail.assumption) {
            assumption.at = Some(at);
        }
    }
}

/// The present pointer to a trail's part; none if the part is gone.
fn place_of(parts: &Parts<'_>, Trail { part, within, .. }: &Trail) -> Option<String> {
    match part {
        Part::Participant(id) => Some(format!("/participants/{}{within}", parts.participants.get(id.as_str())?)),
        Part::Flow(id) => Some(format!("/flows/{}{within}", parts.flows.get(id.as_str())?)),
        Part::Step { flow, step } => {
            let &flow = parts.flows.get(flow.as_str())?;
            let index = parts.steps[flow].get(step.as_str())?;
            Some(format!("/flows/{flow}/steps/{index}{within}"))
        }
        Part::Other => Some(within.clone()),
    }
}

/// A trail's place, named by ids.
fn named(Trail { part, within, .. }: &Trail) -> String {
    let escaped = places::escaped;
    match part {
        Part::Participant(id) => format!("/participants/{}{within}", escaped(id)),
        Part::Flow(id) => format!("/flows/{}{within}", escaped(id)),
        Part::Step { flow, step } => format!("/flows/{}/steps/{}{within}", escaped(flow), escaped(step)),
        Part::Other => within.clone(),
    }
}
