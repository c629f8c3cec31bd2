//! Which steps of a flow belong together when one of them fails, and what becomes of each.
//!
//! Looks at answers, at places and at what sort of act a step's verb is. It must not know messages or mechanisms.

use smallvec::SmallVec;

use super::FlowScene;
use crate::assessment::Role;
use crate::description::ParticipantKind;
use crate::model::StepModel;
use crate::place::{self, FEW, Flags, Places};
use crate::rulebook::Landmarks;
use crate::text::lexicon::Class;
use crate::text::naming;

/// Sorts of act that leave nothing to be undone: whatever fails, the flow comes right without them.
const FOLLOWING: &[Class] = &[
    Class::Asks,
    Class::Checks,
    Class::Computes,
    Class::Tells,
    Class::Records,
    Class::Derives,
    Class::Labours,
    Class::Senses,
    Class::Happens,
    Class::Stands,
];

/// What a step is to the others of its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// It changes something that the flow is about.
    Acts,
    /// It lets others know, or keeps what they want to know.
    Follows,
    /// It changes nothing, and may say no.
    Checks,
    /// It changes nothing.
    Looks,
}

/// The answer to whether a step can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undo {
    Compensable,
    Retriable,
    Irreversible,
}

/// A step that changes something, as its saga sees it.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Index of the step in its flow.
    pub(crate) index: usize,
    pub(crate) role: Role,
    /// The request that undoes it.
    pub(crate) compensation: Option<String>,
    pub(super) undo: Option<Undo>,
    /// Whether the flow is half done without it.
    pub(super) binds: bool,
    /// Whether it may say no.
    pub(super) may_fail: bool,
    /// Whether it moves money.
    pub(super) pays: bool,
    /// What it changes: indices of participants.
    pub(super) owners: SmallVec<[usize; 2]>,
}

impl Part {
    /// Whether somebody has said that it can be undone.
    pub(super) fn is_said_to_be_compensable(&self) -> bool {
        self.undo == Some(Undo::Compensable)
    }

    /// Whether nobody has said that it is not undone.
    pub(super) fn can_be_undone(&self) -> bool {
        matches!(self.undo, None | Some(Undo::Compensable))
    }

    /// Whether somebody has said that it cannot be undone.
    pub(super) fn is_irreversible(&self) -> bool {
        self.undo == Some(Undo::Irreversible)
    }
}

/// The steps of a flow as its saga sees them.
#[derive(Debug)]
pub(super) struct Parts {
    /// Every step that changes something, each after all that it waits for.
    pub(super) changing: Vec<Part>,
    /// Indices of the steps that change nothing and may say no.
    pub(super) checks: Vec<usize>,
    /// For each step, those that it waits for, however far before it.
    pub(super) before: Vec<Flags>,
}

impl Parts {
    /// Whether one step waits for another, however far before it.
    pub(super) fn waits_for(&self, later: usize, earlier: usize) -> bool {
        self.before[later][earlier]
    }
}

impl FlowScene<'_, '_, '_> {
    /// The steps as a saga sees them; none where no two of them have to do with each other.
    pub(super) fn parts(&self, places: &Places) -> Option<Parts> {
        let natures: SmallVec<[Nature; FEW]> =
            self.flow.steps.iter().map(|step| self.nature(step, places.prefix[step.index])).collect();
        let changes = |index: usize| matches!(natures[index], Nature::Acts | Nature::Follows);
        if (0..natures.len()).filter(|index| natures[*index] != Nature::Looks).count() < 2
            && self.flow.steps.iter().all(|step| step.to.len() < 2)
        {
            return None;
        }
        let depths = place::depths(self.flow);
        let mut order: SmallVec<[usize; FEW]> = (0..natures.len()).collect();
        // What nothing orders must not hang on the order of writing.
        order.sort_by_key(|index| (depths[*index], &self.described.steps[*index].id));
        let parts: Vec<Part> = order
            .iter()
            .copied()
            .filter(|index| changes(*index))
            .map(|index| self.part(index, natures[index], places.prefix[index]))
            .collect();
        if !parts.iter().any(|part| part.binds) {
            return None;
        }
        let checks = order.into_iter().filter(|index| natures[*index] == Nature::Checks).collect();
        Some(Parts { changing: parts, checks, before: before(self.flow) })
    }

    fn nature(&self, step: &StepModel, in_prefix: bool) -> Nature {
        let verb = naming::verb(&self.described.steps[step.index].action);
        let checks = verb.is_some_and(|verb| verb.is(Class::Checks));
        let is_of = |sort: &Class| {
            // What is recorded while the caller waits is what the caller came for.
            *sort == Class::Final || (FOLLOWING.contains(sort) && !(in_prefix && *sort == Class::Records))
        };
        if self.steps[step.index].style == "query" {
            return if checks { Nature::Checks } else { Nature::Looks };
        }
        match verb {
            Some(verb) if checks && verb.classes.iter().all(|sort| FOLLOWING.contains(sort)) => Nature::Checks,
            Some(verb) if verb.classes.iter().all(is_of) && verb.is_any(FOLLOWING) => Nature::Follows,
            _ => Nature::Acts,
        }
    }

    fn part(&self, index: usize, nature: Nature, in_prefix: bool) -> Part {
        let (step, described) = (&self.flow.steps[index], &self.described.steps[index]);
        let landmarks = &self.book.landmarks;
        let undo = undo(landmarks, step);
        let verb = naming::verb(&described.action);
        let is_payment = naming::is_payment(&described.action) && !verb.is_some_and(|verb| verb.is(Class::Changes));
        let pays = step.facts.has(landmarks.balance) || is_payment;
        let keeps_a_rule = landmarks.kept_together.is_some_and(|(question, mask)| {
            step.facts.answer(question).is_some_and(|answer| mask & (1 << answer) != 0)
        });
        let acts = nature == Nature::Acts;
        let binds = keeps_a_rule
            || matches!(undo, Some(Undo::Compensable | Undo::Irreversible))
            || (acts && (in_prefix || pays || undo.is_some()));
        let named = naming::compensation(&described.action, described.entity.as_deref());
        let compensation = match undo {
            Some(Undo::Compensable) => named
                .or_else(|| Some(format!("Undo{}", naming::command(&described.action, described.entity.as_deref())))),
            Some(_) => None,
            None => named,
        };
        Part {
            index,
            role: Role::Retriable,
            compensation,
            undo,
            binds,
            may_fail: binds && undo != Some(Undo::Retriable),
            pays,
            owners: self.owners(step),
        }
    }

    /// Who keeps what a step changes: who does it, and where nobody is named, who asks for it; people keep nothing.
    fn owners(&self, step: &StepModel) -> SmallVec<[usize; 2]> {
        let keeps = |index: &usize| self.model.participants()[*index].kind != ParticipantKind::Person;
        let named = if step.to.is_empty() { step.from.as_slice() } else { &step.to };
        named.iter().copied().filter(keeps).collect()
    }
}

fn undo(landmarks: &Landmarks, step: &StepModel) -> Option<Undo> {
    let [compensable, retriable, irreversible] = landmarks.undo;
    [(compensable, Undo::Compensable), (retriable, Undo::Retriable), (irreversible, Undo::Irreversible)]
        .into_iter()
        .find(|(landmark, _)| step.facts.has(*landmark))
        .map(|(_, undo)| undo)
}

/// For each step, those that it waits for, however far before it.
fn before(flow: &crate::model::FlowModel) -> Vec<Flags> {
    let mut before = vec![Flags::from_elem(false, flow.steps.len()); flow.steps.len()];
    for &index in &flow.order {
        for &earlier in &flow.steps[index].after {
            let mut all = std::mem::take(&mut before[index]);
            all.iter_mut().zip(&before[earlier]).for_each(|(mine, theirs)| *mine |= theirs);
            all[earlier] = true;
            before[index] = all;
        }
    }
    before
}
