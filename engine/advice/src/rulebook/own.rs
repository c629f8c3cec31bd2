//! Which effects, styles and mechanisms a pack added. They cite the pack, although their rule may be a shipped
//! one with other sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::Words;

/// The parts of rules that a pack added, by index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Own {
    sources: Vec<Words<'static>>,
    /// Index of the rule, the answer and the effect.
    effects: BTreeSet<(usize, usize, usize)>,
    /// Index of the rule and the case, with the pack's reason.
    styles: BTreeMap<(usize, usize), String>,
    /// Index of the rule and the case.
    mechanisms: BTreeSet<(usize, usize)>,
}

impl Own {
    /// An empty record for the pack that `source` names.
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

    /// The pack as source, if the pack added this effect.
    pub(super) fn of_effect(&self, rule: usize, answer: usize, effect: usize) -> Option<&[Words<'static>]> {
        self.effects.contains(&(rule, answer, effect)).then_some(&self.sources)
    }

    /// The pack as source, if the pack added this case of a mechanism.
    pub(super) fn of_mechanism(&self, rule: usize, case: usize) -> Option<&[Words<'static>]> {
        self.mechanisms.contains(&(rule, case)).then_some(&self.sources)
    }

    /// The pack's reason and the pack as source, if the pack added this case of a style.
    pub(super) fn of_style(&self, rule: usize, case: usize) -> Option<(&str, &[Words<'static>])> {
        self.styles.get(&(rule, case)).map(|reason| (reason.as_str(), self.sources.as_slice()))
    }
}
