//! Where each step stands in its flow: among those that the caller waits for, or behind the commit point.
//!
//! Looks at who asks whom and at the answers to `reply` and `intent` only; it must not depend on the order in which
//! independent steps are written down.
//!
//! **Who is waited for.** The caller does not wait for an event-driven step: a step of the prefix that the matrix turns to
//! events leaves the prefix, and places are found again. A step after one that nobody waits for is on nobody's time, unless
//! somebody says that its answer is needed. Of parallel steps that the caller waits for, all stand in the prefix; the commit
//! point is the deepest one, then the one whose id comes last, so that the order of writing does not matter.
//!
//! **Many variants in one pass.** A step's place depends on two of its answers only, `reply` and `intent`. So places are found
//! for 128 variants of a flow at once, one bit of a `u128` each.

use smallvec::SmallVec;

use crate::description::ParticipantKind;
use crate::model::{FlowModel, Model, StepModel};
use crate::rulebook::{Facts, Landmarks};

/// As many steps as most flows have; more are kept on the heap.
pub(crate) const FEW: usize = 16;

/// A yes or no for each step of a flow.
pub(crate) type Flags = SmallVec<[bool; FEW]>;

/// The places of a flow's steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    /// For each step, whether the caller waits for it.
    pub(crate) prefix: Flags,
    /// The last step that the caller waits for, where the outcome is decided.
    pub(crate) commit_point: Option<usize>,
}

/// Whether the caller may be waiting for a step: for an answer, or for something that nobody has said.
pub(crate) fn may_wait(landmarks: &Landmarks, facts: &Facts) -> bool {
    let open = landmarks.reply.is_some_and(|reply| facts.open(reply));
    facts.has(landmarks.needs_answer) || facts.has(landmarks.is_query) || (open && !facts.has(landmarks.is_event))
}

/// A yes or no for each of many trials at once, a bit for each: the same flow, in which steps may be answered otherwise.
pub(crate) type Trials = u128;

/// As many trials are made at once.
pub(crate) const TRIALS: usize = Trials::BITS as usize;

/// Yes in every trial.
const EVERY: Trials = Trials::MAX;

/// All of a step that places depend on, trial by trial.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stance {
    /// Whether the caller may be waiting for it, as far as its own answers say.
    pub(crate) may_wait: Trials,
    /// Whether the caller surely needs its answer.
    pub(crate) needs_answer: Trials,
    /// Whether it only asks something.
    pub(crate) is_query: Trials,
    /// Whether it is decided while the caller waits, if it stands where the caller may wait.
    pub(crate) waited_for: Trials,
}

impl Stance {
    /// The stance of a step with these facts, the same in every trial.
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

/// Which steps are needed for the outcome, and which of all the caller waits for, trial by trial.
pub(crate) struct Found {
    needed: SmallVec<[Trials; FEW]>,
    pub(crate) prefix: SmallVec<[Trials; FEW]>,
}

/// Finds the places that the steps have in the end.
pub(crate) fn settle(model: &Model<'_>, flow: &FlowModel, stances: &[Stance]) -> Places {
    let found = Asking::of(model, flow).settle(stances);
    let depth = depths(flow);
    let described = &model.description().flows[flow.index].steps;
    let needed = (0..flow.steps.len()).filter(|index| found.needed[*index] != 0);
    Places {
        prefix: found.prefix.iter().map(|waits| *waits != 0).collect(),
        // Of several that nothing orders, the choice must not depend on which was written down first.
        commit_point: needed.max_by_key(|index| (depth[*index], &described[*index].id)),
    }
}

/// Who asks whom in a flow, whatever is answered.
pub(crate) struct Asking<'m> {
    flow: &'m FlowModel,
    /// How many take part in the system.
    participants: usize,
    /// Who asks without having been asked.
    entry: SmallVec<[usize; FEW]>,
    /// Who asks for which step, in order.
    asked_by: SmallVec<[(usize, usize); FEW]>,
}

impl<'m> Asking<'m> {
    pub(crate) fn of(model: &Model<'_>, flow: &'m FlowModel) -> Self {
        let from = || flow.steps.iter().filter_map(|step| step.from);
        let mut asked_by: SmallVec<[(usize, usize); FEW]> =
            flow.steps.iter().filter_map(|step| Some((step.from?, step.index))).collect();
        asked_by.sort_unstable();
        let is_person = |participant: &usize| model.participants()[*participant].kind == ParticipantKind::Person;
        let mut entry: SmallVec<[usize; FEW]> = match flow.actor {
            Some(actor) if from().any(|participant| participant == actor) => [actor].into_iter().collect(),
            _ => from().filter(is_person).collect(),
        };
        if entry.is_empty() {
            entry = flow.steps.iter().filter(|step| step.after.is_empty()).filter_map(|step| step.from).collect();
        }
        Self { flow, participants: model.participants().len(), entry, asked_by }
    }

    /// Finds the places that the steps have in the end. A step that turns out event-driven where the caller would wait for
    /// it is not waited for, and then places are found again. Once is enough: with fewer steps waited for, no step comes
    /// into the prefix, so whatever still stands there was seen to be waited for.
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

    /// Finds the places. `waited_for` is no for steps that have turned out event-driven.
    fn find(&self, stances: &[Stance], waited_for: &[Trials]) -> Found {
        let steps = &self.flow.steps;
        let mut waits: SmallVec<[Trials; FEW]> = SmallVec::from_elem(0, steps.len());
        for &index in &self.flow.order {
            // What comes after a step that nobody waits for is on nobody's time, unless somebody says that the answer is
            // needed.
            let on_time = steps[index].after.iter().fold(EVERY, |on_time, before| on_time & waits[*before]);
            let stance = &stances[index];
            waits[index] = waited_for[index] & stance.may_wait & (stance.needs_answer | on_time);
        }
        let mut needed = self.asked(&waits);
        for (index, needed) in needed.iter_mut().enumerate() {
            *needed &= waits[index] & !stances[index].is_query;
        }
        let mut prefix = needed.clone();
        for &index in self.flow.order.iter().rev() {
            let leads_there = prefix[index];
            steps[index].after.iter().for_each(|before| prefix[*before] |= leads_there);
            // Nobody waits for a step that only hands something over, even where the next one is written after it.
            prefix[index] &= waits[index];
        }
        Found { needed, prefix }
    }

    /// For each step, whether the flow's entry participant asks for it, or one that it asks in turn on the caller's time.
    fn asked(&self, waits: &[Trials]) -> SmallVec<[Trials; FEW]> {
        let steps = &self.flow.steps;
        let mut asked: SmallVec<[Trials; FEW]> = SmallVec::from_elem(0, steps.len());
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

/// For each step, how many steps stand before it on the longest way.
pub(crate) fn depths(flow: &FlowModel) -> SmallVec<[usize; FEW]> {
    let mut depth = SmallVec::from_elem(0, flow.steps.len());
    for &index in &flow.order {
        depth[index] = flow.steps[index].after.iter().map(|before| depth[*before] + 1).max().unwrap_or(0);
    }
    depth
}

/// For each step, whether one that depends on it, however far behind, fits.
pub(crate) fn followed(flow: &FlowModel, fits: impl Fn(&StepModel) -> bool) -> Flags {
    let mut followed = Flags::from_elem(false, flow.steps.len());
    for &index in flow.order.iter().rev() {
        if followed[index] || fits(&flow.steps[index]) {
            flow.steps[index].after.iter().for_each(|before| followed[*before] = true);
        }
    }
    followed
}
