//! The ids of parts: stated ones, and those that are derived from names.
//!
//! Resolving and editing a description both use this, so that they give a part the same id. The module must not
//! know what a part is.

use language::case::kebab;
use std::collections::BTreeMap;

use crate::description::{Description, Flow, LIMITS, Participant, Step};

/// The ids that are in use. It also derives new ids from names.
#[derive(Debug, Default)]
pub struct Ids {
    taken: BTreeMap<String, usize>,
    /// For each stem of a derived id, the next number to try. Ids are never released, so the number only grows.
    numbers: BTreeMap<String, usize>,
}

/// The stated id of each part, if it has one, and the name from which an id may be derived.
pub(super) type Parts<'d> = Vec<(&'d mut Option<String>, &'d str)>;

impl Ids {
    /// Gives every part an id. Stated ids come first, so that a derived id never takes one of them. Also
    /// returns the index and the id of each part whose stated id another part has already.
    pub(super) fn give(what: &str, parts: Parts<'_>) -> (Self, Vec<(usize, String)>) {
        let mut ids = Self::default();
        let stated = parts.iter().enumerate().filter_map(|(index, (id, _))| Some((index, id.as_ref()?)));
        let twice =
            stated.filter(|(index, id)| !ids.claim(id, *index)).map(|(index, id)| (index, id.clone())).collect();
        for (index, (id, name)) in parts.into_iter().enumerate() {
            if id.is_none() {
                *id = Some(ids.derive(name, index, what));
            }
        }
        (ids, twice)
    }

    /// The ids that parts have already; a part without one is skipped.
    pub fn of<'d>(stated: impl Iterator<Item = Option<&'d str>>) -> Self {
        let mut ids = Self::default();
        for (index, id) in stated.enumerate() {
            if let Some(id) = id {
                ids.claim(id, index);
            }
        }
        ids
    }

    /// Index of the part that has this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.taken.get(id).copied()
    }

    /// Every id.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.taken.keys().map(String::as_str)
    }

    /// Claims an id for the part at `index`; `false` if another part has it already.
    pub fn claim(&mut self, id: &str, index: usize) -> bool {
        if self.taken.contains_key(id) {
            return false;
        }
        self.taken.insert(id.to_owned(), index);
        true
    }

    /// Derives an id from a name. It differs from all ids in use and is no longer than an id may be. If the
    /// name gives no id, it is made of `otherwise` and the part's number.
    pub fn derive(&mut self, name: &str, index: usize, otherwise: &str) -> String {
        let stem = match kebab(name) {
            stem if stem.is_empty() => format!("{otherwise}-{}", index + 1),
            stem => stem.chars().take(LIMITS.name).collect(),
        };
        if self.claim(&stem, index) {
            return stem;
        }
        let mut number = 2;
        loop {
            let room = LIMITS.name - format!("-{number}").len();
            let stem: String = stem.chars().take(room).collect();
            // Two long names may give the same stem when they are cut.
            if let Some(&next) = self.numbers.get(&stem).filter(|next| **next > number) {
                number = next;
                continue;
            }
            let id = format!("{stem}-{number}");
            number += 1;
            if self.claim(&id, index) {
                self.numbers.insert(stem, number);
                return id;
            }
        }
    }
}

pub(super) fn of_participants(participants: &mut [Participant]) -> Parts<'_> {
    participants.iter_mut().map(|p| (&mut p.id, p.name.as_deref().unwrap_or_default())).collect()
}

pub(super) fn of_flows(flows: &mut [Flow]) -> Parts<'_> {
    flows.iter_mut().map(|flow| (&mut flow.id, flow.name.as_deref().unwrap_or_default())).collect()
}

pub(super) fn of_steps(steps: &mut [Step]) -> Parts<'_> {
    steps.iter_mut().map(|step| (&mut step.id, step.action.as_str())).collect()
}

/// Gives every part of a description the id that resolving gives it. Duplicate ids stay as they are.
pub fn give_ids(description: &mut Description) {
    Ids::give("participant", of_participants(&mut description.participants));
    Ids::give("flow", of_flows(&mut description.flows));
    for flow in &mut description.flows {
        Ids::give("step", of_steps(&mut flow.steps));
    }
}
