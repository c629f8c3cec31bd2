//! What in a rulebook is a pack's own: who says so stands there for each part, since its rule may be a shipped one.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::Words;

/// The parts of rules that a pack added, by index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Own {
    sources: Vec<Words<'static>>,
    /// Rule, answer, effect.
    effects: BTreeSet<(usize, usize, usize)>,
    /// Rule, case; with the reason.
    styles: BTreeMap<(usize, usize), String>,
    /// Rule, case.
    mechanisms: BTreeSet<(usize, usize)>,
}

impl Own {
    /// Nothing yet, of the pack that `source` names.
    pub(crate) fn new(source: String) -> Self {
        Self { sources: vec![source.into()], ..Self::default() }
    }

    pub(crate) fn effect(&mut self, rule: usize, answer: usize, effect: usize) {
        self.effects.insert((rule, answer, effect));
    }

    pub(crate) fn style(&mut self, rule: usize, case: usize, reason: String) {
        self.styles.insert((rule, case), reason);
    }

    pub(crate) fn mechanism(&mut self, rule: usize, case: usize) {
        self.mechanisms.insert((rule, case));
    }

    /// Who says so, if the effect is the pack's.
    pub(super) fn of_effect(&self, rule: usize, answer: usize, effect: usize) -> Option<&[Words<'static>]> {
        self.effects.contains(&(rule, answer, effect)).then_some(&self.sources)
    }

    /// Who says so, if the case of a mechanism is the pack's.
    pub(super) fn of_mechanism(&self, rule: usize, case: usize) -> Option<&[Words<'static>]> {
        self.mechanisms.contains(&(rule, case)).then_some(&self.sources)
    }

    /// The reason and who says so, if the case of a style is the pack's.
    pub(super) fn of_style(&self, rule: usize, case: usize) -> Option<(&str, &[Words<'static>])> {
        self.styles.get(&(rule, case)).map(|reason| (reason.as_str(), self.sources.as_slice()))
    }
}
