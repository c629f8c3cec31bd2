//! The place of each step in its flow: in the sync prefix, where the caller waits for it, or behind the commit
//! point.
//!
//! This module looks at who asks whom, and at the answers to `reply` and `intent`. It must not depend on the
//! order in which independent steps are written.
//!
//! **Who is waited for.** The caller does not wait for an event-driven step: if the matrix turns a step of the
//! prefix to events, the step leaves the prefix and the places are computed again. The caller does not wait for
//! a step that comes after an asynchronous one, unless somebody says that its answer is needed. If the caller
//! waits for several parallel steps, all of them stand in the prefix; the commit point is the deepest one, and
//! among equals the one whose id sorts last.
//!
//! Nor does the caller wait for another person, who acts in their own time, or for what follows that.
//!
//! **Many variants in one pass.** A step's place depends on two of its answers only, `reply` and `intent`. So
//! this module computes the places for 128 variants of a flow at once, one bit of a `u128` each. One variant is
//! called a trial.

use smallvec::SmallVec;

use crate::description::ParticipantKind;
use crate::model::{FlowModel, Model, StepModel};
use crate::rule::circumstance::STARTS;
use crate::rulebook::{Facts, Landmarks};

/// Inline capacity for values per step. Longer flows allocate.
pub(crate) const FEW: usize = 16;

/// One flag for each step of a flow.
pub(crate) type Flags = SmallVec<[bool; FEW]>;

/// The places of a flow's steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    /// For each step, whether the caller waits for it.
    pub(crate) prefix: Flags,
    /// The last step that decides the outcome for the caller; none if the caller waits for no change.
    pub(crate) commit_point: Option<usize>,
}

/// Whether the step's own answers allow that the caller waits for it: the caller needs an answer, or the step
/// is a query, or nobody answered `reply` and the step is no event. Nobody waits for a step that starts only
/// after a delay.
pub(crate) fn may_wait(landmarks: &Landmarks, facts: &Facts) -> bool {
    let open = landmarks.reply.is_some_and(|reply| facts.open(reply));
    let is_delayed = facts.is(landmarks.starts, const { STARTS.value("later") });
    let is_needed = facts.has(landmarks.needs_answer) || facts.has(landmarks.is_query);
    !is_delayed && (is_needed || (open && !facts.has(landmarks.is_event)))
}

/// One bit for each of many trials. A trial is a variant of the flow in which some steps have other answers.
pub(crate) type Trials = u128;

/// How many trials one pass computes.
pub(crate) const TRIALS: usize = Trials::BITS as usize;

/// The bits of all trials.
const EVERY: Trials = Trials::MAX;

/// The inputs of placement for one step, one bit per trial.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stance {
    /// Whether its own answers allow that the caller waits for it.
    pub(crate) may_wait: Trials,
    /// Whether an answer says that the caller needs its reply.
    pub(crate) needs_answer: Trials,
    /// Whether it is a query.
    pub(crate) is_query: Trials,
    /// Whether it is decided as synchronous if it stands in the prefix.
    pub(crate) waited_for: Trials,
}

impl Stance {
    /// The stance of a step with these facts, the same in every trial. `waited_for` says whether the step is
    /// synchronous in the prefix.
    pub(crate) fn of(landmarks: &Landmarks, facts: &Facts, waited_for: bool) -> Self {
        let in_every = |holds: bool| if holds { EVERY } else { 0 };
        Self {
            may_wait: in_every(may_wait(landmarks, facts)),
            needs_answer: in_every(facts.has(landmarks.needs_answer)),
            is_query: in_every(facts.has(landmarks.is_query)),
            waited_for: in_every(waited_for),
        }
    }
}

/// The result of placement, one bit per trial: `needed` marks the steps that decide the outcome for the caller,
/// `prefix` marks all steps that the caller waits for.
pub(crate) struct Found {
    needed: SmallVec<[Trials; FEW]>,
    pub(crate) prefix: SmallVec<[Trials; FEW]>,
}

/// Computes the final places of a flow's steps.
pub(crate) fn settle(model: &Model<'_>, flow: &FlowModel, stances: &[Stance]) -> Places {
    let found = Asking::of(model, flow).settle(stances);
    let depth = depths(flow);
    let described = &model.description().flows[flow.index].steps;
    let needed = (0..flow.steps.len()).filter(|index| found.needed[*index] != 0);
    Places {
        prefix: found.prefix.iter().map(|waits| *waits != 0).collect(),
        // Among steps of equal depth the choice must not depend on which is written first.
        commit_point: needed.max_by_key(|index| (depth[*index], &described[*index].id)),
    }
}

/// Who asks for which step of a flow. This does not depend on any answer.
pub(crate) struct Asking<'m> {
    flow: &'m FlowModel,
    /// The number of participants in the system.
    participants: usize,
    /// The participants that start the flow: nobody asks them first.
    entry: SmallVec<[usize; FEW]>,
    /// Services that ask although nobody asks them. Where those who start the flow only look around, these act
    /// for them.
    fronts: SmallVec<[usize; FEW]>,
    /// The persons who ask for a step.
    persons: SmallVec<[usize; FEW]>,
    /// Pairs of the asking participant and its step, sorted.
    asked_by: SmallVec<[(usize, usize); FEW]>,
}

impl<'m> Asking<'m> {
    pub(crate) fn of(model: &Model<'_>, flow: &'m FlowModel) -> Self {
        let mut asked_by: SmallVec<[(usize, usize); FEW]> =
            flow.steps.iter().filter_map(|step| Some((step.from?, step.index))).collect();
        asked_by.sort_unstable();
        let entry = entry(model, flow);
        let is_person = |who: &usize| model.participants()[*who].kind == ParticipantKind::Person;
        let persons = flow.steps.iter().filter_map(|step| step.from).filter(is_person).collect();
        let fronts = fronts(model, flow, &entry);
        Self { flow, participants: model.participants().len(), entry, fronts, persons, asked_by }
    }

    /// Computes the final places. The caller does not wait for a step that turns out event-driven in the
    /// prefix; without those steps the places are computed once more. A third pass is not needed: the second
    /// pass adds no step to the prefix, so every step in it was synchronous in the first pass too.
    pub(crate) fn settle(&self, stances: &[Stance]) -> Found {
        let mut waited_for: SmallVec<[Trials; FEW]> = SmallVec::from_elem(EVERY, stances.len());
        let found = self.find(stances, &waited_for);
        let mut is_settled = true;
        for (index, stance) in stances.iter().enumerate() {
            let gone = found.prefix[index] & !stance.waited_for;
            waited_for[index] = !gone;
            is_settled &= gone == 0;
        }
        if is_settled { found } else { self.find(stances, &waited_for) }
    }

    /// Computes the places once. `waited_for` has a zero bit for each step that has turned out event-driven.
    fn find(&self, stances: &[Stance], waited_for: &[Trials]) -> Found {
        let steps = &self.flow.steps;
        let mut waits: SmallVec<[Trials; FEW]> = SmallVec::from_elem(0, steps.len());
        for &index in &self.flow.order {
            // Nobody waits for a step that follows an asynchronous one, unless an answer says that its reply is
            // needed.
            let on_time = steps[index].after.iter().fold(EVERY, |on_time, before| on_time & waits[*before]);
            let stance = &stances[index];
            let may_wait = if self.is_in_own_time(&steps[index]) { 0 } else { stance.may_wait };
            waits[index] = waited_for[index] & may_wait & (stance.needs_answer | on_time);
        }
        let mut needed = self.asked(&waits, stances);
        let mut prefix = needed.clone();
        let mut decides = 0;
        for (index, needed) in needed.iter_mut().enumerate() {
            // A step that runs only under a condition never decides the outcome.
            let may_decide = if steps[index].is_conditional { 0 } else { !stances[index].is_query };
            *needed &= waits[index] & may_decide;
            decides |= *needed;
        }
        for (index, prefix) in prefix.iter_mut().enumerate() {
            // Where no change is waited for, the caller still waits for what it asks.
            let only_asks = !decides & *prefix & waits[index] & stances[index].is_query;
            *prefix = needed[index] | only_asks;
        }
        for &index in self.flow.order.iter().rev() {
            let leads_there = prefix[index];
            steps[index].after.iter().for_each(|before| prefix[*before] |= leads_there);
            // Nobody waits for a step that only hands work over, even if a step of the prefix is written after
            // it.
            prefix[index] &= waits[index];
        }
        Found { needed, prefix }
    }

    /// Whether another person than the one who starts the flow begins the step: they do so when they get round to it,
    /// and whoever started the flow has long been answered.
    fn is_in_own_time(&self, step: &StepModel) -> bool {
        let is_other = |from: usize| self.persons.contains(&from) && !self.entry.contains(&from);
        !step.after.is_empty() && step.from.is_some_and(is_other)
    }

    /// For each step, whether an entry participant asks for it, directly or through participants who do steps
    /// that the caller waits for. A step without `from` counts as asked. Nobody asks in a flow that a schedule or
    /// an event sets off.
    fn asked(&self, waits: &[Trials], stances: &[Stance]) -> SmallVec<[Trials; FEW]> {
        let steps = &self.flow.steps;
        let mut asked: SmallVec<[Trials; FEW]> = SmallVec::from_elem(0, steps.len());
        if self.flow.is_unattended {
            return asked;
        }
        let mut asking: SmallVec<[Trials; FEW]> = SmallVec::from_elem(0, self.participants);
        let mut to_look_at: SmallVec<[usize; FEW]> = SmallVec::new();
        let mut ask = |by: Trials, step: &StepModel, to_look_at: &mut SmallVec<[usize; FEW]>, asking: &mut [Trials]| {
            asked[step.index] |= by;
            for &participant in &step.to {
                if by & waits[step.index] & !asking[participant] != 0 {
                    asking[participant] |= by & waits[step.index];
                    to_look_at.push(participant);
                }
            }
        };
        for &participant in &self.entry {
            if std::mem::replace(&mut asking[participant], EVERY) == 0 {
                to_look_at.push(participant);
            }
        }
        let by_entry = steps.iter().filter(|step| step.from.is_some_and(|from| self.entry.contains(&from)));
        let only_looks = by_entry.fold(EVERY, |only_looks, step| only_looks & stances[step.index].is_query);
        for &participant in self.fronts.iter().filter(|_| only_looks != 0) {
            asking[participant] |= only_looks;
            to_look_at.push(participant);
        }
        for step in steps.iter().filter(|step| step.from.is_none()) {
            ask(EVERY, step, &mut to_look_at, &mut asking);
        }
        while let Some(participant) = to_look_at.pop() {
            let first = self.asked_by.partition_point(|(by, _)| *by < participant);
            for (_, index) in self.asked_by[first..].iter().take_while(|(by, _)| *by == participant) {
                ask(asking[participant], &steps[*index], &mut to_look_at, &mut asking);
            }
        }
        asked
    }
}

/// The participants that start a flow: its actor, or else the persons who ask for a first step, or else whoever
/// asks for one.
fn entry(model: &Model<'_>, flow: &FlowModel) -> SmallVec<[usize; FEW]> {
    let from = || flow.steps.iter().filter_map(|step| step.from);
    let first = || flow.steps.iter().filter(|step| step.after.is_empty()).filter_map(|step| step.from);
    let is_person = |participant: &usize| model.participants()[*participant].kind == ParticipantKind::Person;
    let mut entry: SmallVec<[usize; FEW]> = match flow.actor {
        Some(actor) if from().any(|participant| participant == actor) => [actor].into_iter().collect(),
        _ => first().filter(is_person).collect(),
    };
    if entry.is_empty() {
        entry = first().collect();
    }
    entry
}

/// The services that ask for a step although no step asks them, such as the pages that an actor uses.
fn fronts(model: &Model<'_>, flow: &FlowModel, entry: &[usize]) -> SmallVec<[usize; FEW]> {
    let mut is_asked: SmallVec<[bool; FEW]> = SmallVec::from_elem(false, model.participants().len());
    for participant in flow.steps.iter().flat_map(|step| &step.to).chain(entry) {
        is_asked[*participant] = true;
    }
    flow.steps.iter().filter_map(|step| step.from).filter(|from| model.is_ours(*from) && !is_asked[*from]).collect()
}

/// For each step, the length of the longest path of steps before it.
pub(crate) fn depths(flow: &FlowModel) -> SmallVec<[usize; FEW]> {
    let mut depth = SmallVec::from_elem(0, flow.steps.len());
    for &index in &flow.order {
        depth[index] = flow.steps[index].after.iter().map(|before| depth[*before] + 1).max().unwrap_or(0);
    }
    depth
}

/// For each step, whether a later step that depends on it, directly or through others, meets `fits`.
pub(crate) fn followed(flow: &FlowModel, fits: impl Fn(&StepModel) -> bool) -> Flags {
    let mut followed = Flags::from_elem(false, flow.steps.len());
    for &index in flow.order.iter().rev() {
        if followed[index] || fits(&flow.steps[index]) {
            flow.steps[index].after.iter().for_each(|before| followed[*before] = true);
        }
    }
    followed
}
