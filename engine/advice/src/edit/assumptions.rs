//! Edits of what a decision rests on: its assumptions, and the day to look at it again.
//!
//! Other edits keep the pointers of assumptions valid: an assumption points at a part by index, and edits change
//! indices.

use std::collections::BTreeMap;

use crate::description::{Assumption, Description, LIMITS, Plain, check_length, check_prose, is_day, places};
use crate::fault::{Code, Fault};

use super::{Assumed, Draft};

impl Draft {
    pub(super) fn change_review(&mut self, review_by: &str) {
        let day = review_by.trim();
        if !day.is_empty() && !is_day(day) {
            self.fault("/review_by", Code::UnknownValue, "This is no date.".to_owned(), "Write a day as 2027-05-01.");
        }
        self.description.review_by = (!day.is_empty()).then(|| day.to_owned());
    }

    pub(super) fn add_assumption(&mut self, assumed: &Assumed) {
        let count = self.description.assumptions.len();
        if count >= LIMITS.items {
            let message = format!("There are {count} assumptions already, and that is the limit.");
            self.fault("", Code::LimitPassed, message, "Remove one that no longer matters.");
        }
        let Some((text, at)) = self.assumed(assumed) else { return };
        let is = at.as_ref().and(assumed.is.as_deref()).and_then(|is| self.expected(is));
        self.description.assumptions.push(Assumption { text, at, is });
        self.trail_again(count);
    }

    pub(super) fn change_assumption(&mut self, index: usize, assumed: &Assumed) {
        let was = self.assumption(index);
        let (Some((text, at)), Some(was)) = (self.assumed(assumed), was) else { return };
        let place = |at: &Option<String>| at.as_deref().map(|at| places::by_ids(&self.description, at));
        let is_there_still = place(&at) == place(&was.at);
        let (at, is) = match (&assumed.is, is_there_still) {
            // The place stays as it was written: with numbers or with ids.
            (None, true) => (was.at, was.is),
            (Some(is), true) if was.is.as_ref().and_then(Plain::as_one).is_some_and(|was| was == is) => {
                (was.at, was.is)
            }
            (Some(is), true) => (was.at.clone(), was.at.and_then(|_| self.expected(is))),
            (_, false) => (at, None),
        };
        self.description.assumptions[index] = Assumption { text, at, is };
        self.trail_again(index);
    }

    pub(super) fn remove_assumption(&mut self, index: usize) {
        if self.assumption(index).is_none() {
            return;
        }
        self.description.assumptions.remove(index);
        self.trails.retain(|trail| trail.assumption != index);
        for trail in self.trails.iter_mut().filter(|trail| trail.assumption > index) {
            trail.assumption -= 1;
        }
    }

    /// The assumption with this index. Records a fault if there is none.
    fn assumption(&mut self, index: usize) -> Option<Assumption> {
        let found = self.description.assumptions.get(index).cloned();
        if found.is_none() {
            let message = "This assumption was removed or changed meanwhile.".to_owned();
            self.fault("/assumption", Code::UnknownReference, message, "Look at the list as it is now.");
        }
        found
    }

    /// The text and the place of an assumption, if nothing is wrong with them.
    fn assumed(&mut self, Assumed { text, at, .. }: &Assumed) -> Option<(String, Option<String>)> {
        let (text, at) = (text.trim(), at.trim());
        let checked = if text.is_empty() {
            Err(Fault::new("", Code::Empty, "This must not be empty.").hint("Say what you take for granted."))
        } else {
            check_prose(text)
        };
        let faults = [("/text", checked), ("/at", check_length(at, LIMITS.pointer))].into_iter();
        let faults: Vec<Fault> =
            faults.filter_map(|(field, checked)| Some(Fault { at: field.to_owned(), ..checked.err()? })).collect();
        let is_sound = faults.is_empty();
        self.faults.extend(faults);
        is_sound.then(|| (text.to_owned(), (!at.is_empty()).then(|| at.to_owned())))
    }

    /// The value that has to stand at the place of an assumption; none if nothing is said.
    fn expected(&mut self, is: &str) -> Option<Plain> {
        if let Err(fault) = check_length(is, LIMITS.name) {
            self.faults.push(Fault { at: "/is".to_owned(), ..fault });
        }
        (!is.is_empty()).then(|| Plain::Text(is.to_owned()))
    }

    /// Follows an assumption from the place that it names now.
    fn trail_again(&mut self, index: usize) {
        self.trails.retain(|trail| trail.assumption != index);
        let at = self.description.assumptions.get(index).and_then(|assumption| assumption.at.clone());
        self.trails.extend(at.map(|at| trail(&self.description, index, &at)));
    }
}

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
    let assumptions = description.assumptions.iter().enumerate();
    assumptions.filter_map(|(index, assumption)| Some(trail(description, index, assumption.at.as_deref()?))).collect()
}

/// What the assumption with this index is about, if it names this place.
fn trail(description: &Description, assumption: usize, at: &str) -> Trail {
    let (part, within) = part_at(description, &places::pointer(description, at));
    Trail { assumption, is_named: places::has_ids(at), part, within }
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
