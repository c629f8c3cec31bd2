//! Which steps of a flow belong together when one of them fails, and what becomes of each.
//!
//! Looks at answers, at places and at what sort of act a step's verb is. It must not know messages or mechanisms.
//!
//! **When a flow has a plan.** Steps that are undone together change more than one owner, and one of them may refuse. A step
//! ties others to it if somebody said whether it can be undone, if it keeps an invariant that half of a flow breaks, or if it
//! takes money or holds something; a step that the caller waits for beside it is undone with it. Steps without a common
//! participant are not tied. A step whose refusal nobody hears cannot refuse. A step that only tells others ties nobody.
//!
//! Nothing is called irreversible unless somebody said so. The opposite of the verb is taken as what undoes the step
//! ([`language::lexicon::opposites`]); a verb without one is a finding. A step that takes back an earlier one ("Cancel the order")
//! is that step's compensation and no part of the plan.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::assess::flow::FlowScene;
use crate::assessment::Role;
use crate::description::ParticipantKind;
use crate::model::StepModel;
use crate::place::{self, FEW, Flags, Places};
use crate::rulebook::Landmarks;
use language::lexicon::{Class, Verb};
use language::naming::Action;

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

/// How a step is tied to the others of its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Not at all.
    Apart,
    /// It is undone if what it was done for fails.
    Joins,
    /// The flow is half done without it.
    Binds,
}

/// A step that changes something, as its saga sees it.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Index of the step in its flow.
    pub(crate) index: usize,
    /// The verb of its action, if that is known.
    pub(super) verb: Option<&'static Verb>,
    pub(crate) role: Role,
    /// The request that undoes it.
    pub(crate) compensation: Option<String>,
    pub(super) undo: Option<Undo>,
    pub(super) tie: Tie,
    /// Whether somebody has said that its answer is waited for, or that none is.
    pub(super) answer: Option<bool>,
    /// Whether it moves money.
    pub(super) pays: bool,
    /// Whether it is of those that let others know.
    pub(super) follows: bool,
    /// Who asks for it: index of a participant.
    from: Option<usize>,
    /// What it changes: indices of participants.
    pub(super) owners: SmallVec<[usize; 2]>,
    /// Whether its owners commit together, so that none of them ever undoes its share.
    pub(super) commits_together: bool,
}

impl Part {
    /// Whether the flow is half done without it.
    pub(super) fn binds(&self) -> bool {
        self.tie == Tie::Binds
    }

    /// Whether it may say no, and somebody hears it.
    pub(super) fn may_fail(&self) -> bool {
        let is_unheard = self.answer == Some(false) && self.undo.is_none();
        self.tie != Tie::Apart && self.undo != Some(Undo::Retriable) && !is_unheard
    }

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

    /// Whether it cannot be undone, and its answer, which may be a no, is waited for.
    pub(super) fn is_irreversible_and_may_refuse(&self) -> bool {
        self.is_irreversible() && self.answer == Some(true) && !self.follows
    }

    /// Whether its owners each commit their own share of it.
    pub(super) fn changes_several(&self) -> bool {
        self.owners.len() > 1 && !self.commits_together
    }

    /// Whether both are somebody's work, asked for or done. Who asks for what nobody is named for may be anybody.
    fn meets(&self, other: &Part) -> bool {
        let is_one_of = |who: usize, part: &Part| part.from == Some(who) || part.owners.contains(&who);
        self.from.is_none()
            || other.from.is_none()
            || (self.undo.is_some() && other.undo.is_some())
            || self.from.iter().chain(&self.owners).any(|who| is_one_of(*who, other))
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

    /// Ties together those steps that belong to one another, of several such groups the one with the most owners, and lets
    /// go of what has to do with none of them. Returns whether several own something among them, and one may say no.
    pub(super) fn tie_together(&mut self) -> bool {
        let (mut loose, mut others): (Vec<usize>, Vec<usize>) =
            (0..self.changing.len()).partition(|at| self.changing[*at].tie != Tie::Apart);
        let mut tied: Vec<usize> = Vec::new();
        while !loose.is_empty() {
            let mut group = vec![loose.remove(0)];
            self.grow(&mut group, &mut loose);
            let deciding: Vec<usize> = group
                .iter()
                .map(|at| &self.changing[*at])
                .filter(|part| part.binds() && part.may_fail())
                .map(|part| part.index)
                .collect();
            // What nobody has said to be waited for matters only to what waits for it.
            let matters = |part: &Part| {
                part.binds()
                    || part.answer == Some(true)
                    || deciding.iter().any(|later| self.waits_for(*later, part.index))
            };
            let of_use: Vec<usize> = group.iter().copied().filter(|at| matters(&self.changing[*at])).collect();
            others.extend(group.into_iter().filter(|at| !of_use.contains(at)));
            if !deciding.is_empty() && self.count_commits(&of_use) > self.count_commits(&tied).max(1) {
                others.extend(std::mem::replace(&mut tied, of_use));
            } else {
                others.extend(of_use);
            }
        }
        if tied.is_empty() {
            return false;
        }
        for at in &tied {
            self.changing[*at].tie = Tie::Binds;
        }
        for at in &others {
            self.changing[*at].tie = Tie::Apart;
        }
        self.grow(&mut tied, &mut others);
        let mut at = 0..;
        self.changing.retain(|_| at.next().is_some_and(|at| tied.contains(&at)));
        true
    }

    /// Adds to a group of parts, by their places in the list, all of the others that have to do with any of it.
    fn grow(&self, group: &mut Vec<usize>, others: &mut Vec<usize>) {
        let mut next = 0;
        while let Some(at) = group.get(next).copied() {
            let near = others.extract_if(.., |other| self.changing[at].meets(&self.changing[*other]));
            group.extend(near);
            next += 1;
        }
    }

    /// How many owners of some parts commit by themselves: those who commit together count as one.
    fn count_commits(&self, parts: &[usize]) -> usize {
        let mut commits: Vec<BTreeSet<usize>> = Vec::new();
        for part in parts.iter().map(|at| &self.changing[*at]) {
            let together = if part.commits_together { part.owners.len() } else { 1 };
            for owners in part.owners.chunks(together.max(1)) {
                let mut joined: BTreeSet<usize> = owners.iter().copied().collect();
                for near in commits.extract_if(.., |other| owners.iter().any(|owner| other.contains(owner))) {
                    joined.extend(near);
                }
                commits.push(joined);
            }
        }
        commits.len()
    }
}

impl FlowScene<'_, '_, '_> {
    /// The steps as a saga sees them; none where no two of them have to do with each other.
    pub(super) fn parts(&self, places: &Places) -> Option<Parts> {
        let verbs: SmallVec<[Option<&'static Verb>; FEW]> = self.actions.iter().map(Action::verb).collect();
        let natures: SmallVec<[Nature; FEW]> = self
            .flow
            .steps
            .iter()
            .map(|step| self.nature(step, verbs[step.index], places.prefix[step.index]))
            .collect();
        let changes = |index: usize| matches!(natures[index], Nature::Acts | Nature::Follows);
        if (0..natures.len()).filter(|index| natures[*index] != Nature::Looks).count() < 2
            && self.flow.steps.iter().all(|step| step.to.len() < 2)
        {
            return None;
        }
        let depths = place::depths(self.flow);
        let mut order: SmallVec<[usize; FEW]> = (0..natures.len()).collect();
        // What nothing orders must not depend on the order of writing.
        order.sort_by_key(|index| (depths[*index], &self.described.steps[*index].id));
        let parts: Vec<Part> = order
            .iter()
            .copied()
            .filter(|index| changes(*index))
            .map(|index| self.part(index, natures[index], verbs[index], places.prefix[index]))
            .collect();
        if !parts.iter().any(Part::binds) {
            return None;
        }
        let checks = order.into_iter().filter(|index| natures[*index] == Nature::Checks).collect();
        Some(Parts { changing: parts, checks, before: before(self.flow) })
    }

    fn nature(&self, step: &StepModel, verb: Option<&Verb>, in_prefix: bool) -> Nature {
        let checks = verb.is_some_and(|verb| verb.is(Class::Checks));
        let is_of = |sort: &Class| {
            // What is recorded while the caller waits is what the caller came for.
            *sort == Class::Final || (FOLLOWING.contains(sort) && !(in_prefix && *sort == Class::Records))
        };
        if self.steps[step.index].means.only_asks {
            return if checks { Nature::Checks } else { Nature::Looks };
        }
        match verb {
            Some(verb) if checks && verb.classes.iter().all(|sort| FOLLOWING.contains(sort)) => Nature::Checks,
            Some(verb) if verb.classes.iter().all(is_of) && verb.is_any(FOLLOWING) => Nature::Follows,
            _ => Nature::Acts,
        }
    }

    fn part(&self, index: usize, nature: Nature, verb: Option<&'static Verb>, in_prefix: bool) -> Part {
        let step = &self.flow.steps[index];
        let landmarks = &self.book.landmarks;
        let undo = undo(landmarks, step);
        let is_payment = self.actions[index].is_payment() && !verb.is_some_and(|verb| verb.is(Class::Changes));
        let pays = step.facts.has(landmarks.balance) || is_payment;
        let keeps_a_rule = landmarks.kept_together.is_some_and(|(question, mask)| {
            step.facts.answer(question).is_some_and(|answer| mask & (1 << answer) != 0)
        });
        let answer = match step.facts {
            facts if facts.has(landmarks.needs_answer) => Some(true),
            facts if facts.has(landmarks.no_reply) => Some(false),
            _ => None,
        };
        let owners = self.owners(step);
        let acts = nature == Nature::Acts;
        let takes = in_prefix && verb.is_some_and(|verb| verb.is(Class::Takes));
        let tie = if matches!(undo, Some(Undo::Compensable | Undo::Irreversible))
            || (keeps_a_rule && (acts || answer != Some(false)))
            || (acts && (pays || takes || undo.is_some()))
        {
            Tie::Binds
        } else if acts && in_prefix {
            Tie::Joins
        } else {
            Tie::Apart
        };
        Part {
            index,
            verb,
            role: Role::Retriable,
            compensation: None,
            undo,
            tie,
            answer,
            pays,
            follows: !acts,
            from: step.from,
            commits_together: owners.len() > 1 && self.steps[index].is_two_phase_commit(self.book),
            owners,
        }
    }

    /// The request that undoes a part, made of the words of its action.
    pub(super) fn compensation(&self, part: &Part) -> Option<String> {
        let action = &self.actions[part.index];
        let named = action.compensation().map(str::to_owned);
        match part.undo {
            Some(Undo::Compensable) => named.or_else(|| Some(format!("Undo{}", action.command()))),
            Some(_) => None,
            None => named,
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
