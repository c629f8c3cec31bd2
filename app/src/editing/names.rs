//! Participants as people type them into a field.

use std::collections::{BTreeMap, BTreeSet};

use advice::{Model, model::Participant};

/// How each participant of a system is typed: by its name if that names nobody else, and otherwise by its id.
pub(crate) struct Names<'m> {
    participants: &'m [Participant],
    /// For each participant, whether its name alone names it.
    is_clear: Vec<bool>,
}

impl<'m> Names<'m> {
    pub(crate) fn of(model: &'m Model<'_>) -> Self {
        let participants = model.participants();
        let ids: BTreeSet<&str> = participants.iter().map(|its| its.id.as_str()).collect();
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for its in participants {
            *names.entry(its.name.to_lowercase()).or_default() += 1;
        }
        let is_clear = |its: &Participant| {
            let is_alone = names.get(&its.name.to_lowercase()) == Some(&1);
            let is_no_other = its.id == its.name || !ids.contains(its.name.as_str());
            is_alone && is_no_other && !its.name.contains(',') && its.name.trim() == its.name
        };
        let is_clear = participants.iter().map(is_clear).collect();
        Self { participants, is_clear }
    }

    /// The participant with this index as it is typed; empty if there is none.
    pub(crate) fn typed(&self, index: usize) -> &'m str {
        let Some(its) = self.participants.get(index) else { return "" };
        if self.is_clear.get(index) == Some(&true) { &its.name } else { &its.id }
    }

    /// Several participants, with commas between them.
    pub(crate) fn list(&self, those: &[usize]) -> String {
        those.iter().map(|index| self.typed(*index)).collect::<Vec<_>>().join(", ")
    }
}
