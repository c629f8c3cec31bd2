//! The order in which the steps of a saga should run, and the role that the order gives each step.
//!
//! First come the steps that can be undone, then the pivot, then the steps that are repeated until they
//! succeed.
//!
//! The pivot is the first step that cannot be undone, or else the last step that may refuse. If several steps
//! may refuse side by side, none of them is the pivot, unless one takes money: then that one moves behind the
//! others.

use super::parts::{Part, Parts};
use crate::terms::Role;

/// A step that should run later than described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Later {
    /// Index of the step in its flow.
    pub(crate) step: usize,
    /// Indices of the further steps that it should wait for.
    pub(crate) after: Vec<usize>,
    pub(crate) reason: Reason,
}

/// Why a step should run later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It cannot be undone, and a step that it does not wait for may still fail.
    TooEarly,
    /// It is repeated until it succeeds, and a step that it does not wait for may still cause the rest to be
    /// undone.
    BeforeThePivot,
    /// It takes money while a parallel step may still fail.
    PaidBeside,
}

impl Parts {
    /// The steps that cannot be undone and run before every other step has succeeded. `after` lists the steps
    /// that may still refuse and that the step does not wait for, checks first.
    pub(super) fn too_early(&self) -> Vec<Later> {
        let irreversible = self.changing.iter().filter(|part| part.is_irreversible());
        irreversible
            .filter_map(|part| {
                let unsure = self.checks.iter().copied().chain(self.may_still_fail());
                let after: Vec<usize> =
                    unsure.filter(|other| *other != part.index && !self.waits_for(part.index, *other)).collect();
                (!after.is_empty()).then_some(Later { step: part.index, after, reason: Reason::TooEarly })
            })
            .collect()
    }

    /// Makes every irreversible step that is no pivot wait for all pivots.
    fn wait_for_refusable(&self, pivots: &[usize], moves: &mut Vec<Later>) {
        for part in self.changing.iter().filter(|part| part.is_irreversible() && !pivots.contains(&part.index)) {
            let late: Vec<usize> = pivots.iter().copied().filter(|pivot| !self.waits_for(part.index, *pivot)).collect();
            match moves.iter_mut().find(|later| later.step == part.index) {
                Some(later) => later.after.extend(late),
                None if late.is_empty() => {}
                None => moves.push(Later { step: part.index, after: late, reason: Reason::TooEarly }),
            }
        }
    }

    /// The steps that may refuse and that nobody has called irreversible.
    fn may_still_fail(&self) -> impl Iterator<Item = usize> {
        self.changing.iter().filter(|part| part.may_fail() && !part.is_irreversible()).map(|part| part.index)
    }

    /// From `steps`, those that `step` does not wait for yet. A step that another one of these waits for is
    /// left out.
    fn last_of(&self, steps: Vec<usize>, step: usize) -> Vec<usize> {
        let mut late: Vec<usize> = steps.into_iter().filter(|other| !self.waits_for(step, *other)).collect();
        let waited_for: Vec<usize> =
            late.iter().copied().filter(|one| late.iter().any(|other| self.waits_for(*other, *one))).collect();
        late.retain(|one| !waited_for.contains(one));
        late
    }

    /// Gives each part its role, sorts the parts into the order in which they should run, and returns the
    /// moves.
    pub(super) fn arrange(&mut self) -> Vec<Later> {
        let mut moves = self.too_early();
        let pivots = self.pivots(&mut moves);
        let decided: Vec<usize> = if pivots.is_empty() { self.may_still_fail().collect() } else { pivots.clone() };
        let is_before = |index: usize| decided.iter().any(|last| self.waits_for(*last, index));
        let role = |part: &Part| {
            let may_be_taken_back =
                part.can_be_undone() && (part.may_fail() || (part.binds() && is_before(part.index)));
            match part.index {
                index if pivots.contains(&index) => Role::Pivot,
                _ if may_be_taken_back => Role::Compensable,
                _ => Role::Retriable,
            }
        };
        let roles: Vec<Role> = self.changing.iter().map(role).collect();
        self.changing.iter_mut().zip(roles).for_each(|(part, role)| part.role = role);
        let repeated = self.changing.iter().filter(|part| part.role == Role::Retriable && part.binds());
        for part in repeated.filter(|part| !part.is_irreversible()) {
            let after = self.last_of(decided.clone(), part.index);
            if !after.is_empty() {
                moves.push(Later { step: part.index, after, reason: Reason::BeforeThePivot });
            }
        }
        // What only informs others, or reacts to what is done, is no leg.
        let mut parts = self.changing.clone();
        parts.retain(|part| part.binds() || part.role == Role::Pivot);
        parts.sort_by_key(|part| match part.role {
            Role::Compensable => 0,
            Role::Pivot => 1,
            Role::Retriable => 2,
        });
        self.changing = parts;
        moves
    }

    /// The pivots. If irreversible steps may refuse, all of these are pivots. Otherwise there is at most one:
    /// the first irreversible step, or else the last step that may refuse.
    fn pivots(&self, moves: &mut Vec<Later>) -> Vec<usize> {
        let refusable = self.changing.iter().filter(|part| part.is_irreversible_and_may_refuse());
        let refusable: Vec<usize> = refusable.map(|part| part.index).collect();
        if !refusable.is_empty() {
            self.wait_for_refusable(&refusable, moves);
            return refusable;
        }
        let irreversible = self.changing.iter().find(|part| part.is_irreversible()).map(|part| part.index);
        irreversible.or_else(|| self.last_refusable(moves)).into_iter().collect()
    }

    /// The last step that may refuse, if it waits for all others that may refuse. If several may refuse side by
    /// side, the one that takes money is moved behind the others and becomes the pivot. None if no step takes
    /// money then, or if the only step that may refuse changes several owners.
    fn last_refusable(&self, moves: &mut Vec<Later>) -> Option<usize> {
        let failing: Vec<&Part> = self.changing.iter().filter(|part| part.may_fail()).collect();
        let beside = |part: &Part| {
            let others = failing.iter().map(|other| other.index).filter(|other| *other != part.index);
            self.last_of(others.collect(), part.index)
        };
        let [.., last] = failing.as_slice() else { return None };
        let is_single_change_of_many = failing.len() == 1 && last.changes_several();
        if is_single_change_of_many {
            return None;
        }
        if beside(last).is_empty() {
            return Some(last.index);
        }
        let mut ends =
            failing.iter().filter(|part| !failing.iter().any(|other| self.waits_for(other.index, part.index)));
        let paying = ends.find(|part| part.pays)?;
        moves.push(Later { step: paying.index, after: beside(paying), reason: Reason::PaidBeside });
        Some(paying.index)
    }
}
