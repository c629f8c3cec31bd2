//! Where each step stands in its flow: among those that the caller waits for, or behind the commit point.
//!
//! Looks at who asks whom and at the answers to `reply` and `intent` only; it must not depend on the order in which
//! independent steps are written down.

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

/// Finds the places that the steps have in the end. A step that turns out event-driven where the caller would wait for it
/// is not waited for, so places are found again until nothing changes; each round takes at least one step out of the
/// prefix. `waited_for` is false for the steps that do.
pub(crate) fn settle(model: &Model<'_>, flow: &FlowModel, waited_for: &[bool]) -> Places {
    let mut still_waited_for = Flags::from_elem(true, flow.steps.len());
    loop {
        let places = find(model, flow, &still_waited_for);
        let mut is_settled = true;
        for (index, waits) in waited_for.iter().enumerate() {
            if places.prefix[index] && !waits {
                still_waited_for[index] = false;
                is_settled = false;
            }
        }
        if is_settled {
            return places;
        }
    }
}

/// Finds the places. `waited_for` is false for steps that have turned out event-driven.
fn find(model: &Model<'_>, flow: &FlowModel, waited_for: &[bool]) -> Places {
    let landmarks = &model.rulebook().landmarks;
    let mut waits = Flags::from_elem(false, flow.steps.len());
    for &index in &flow.order {
        let step = &flow.steps[index];
        // What comes after a step that nobody waits for is on nobody's time, unless somebody says that the answer is needed.
        let on_time = step.facts.has(landmarks.needs_answer) || step.after.iter().all(|before| waits[*before]);
        waits[index] = waited_for[index] && on_time && may_wait(landmarks, &step.facts);
    }
    let may_wait = waits;
    let asked = asked(model, flow, &may_wait);
    let mut needed: SmallVec<[usize; FEW]> = flow
        .steps
        .iter()
        .filter(|step| may_wait[step.index] && asked[step.index] && !step.facts.has(landmarks.is_query))
        .map(|step| step.index)
        .collect();

    let depth = depths(flow);
    let described = &model.description().flows[flow.index].steps;
    // Of several that nothing orders, the choice must not hang on which was written down first.
    let commit_point = needed.iter().copied().max_by_key(|index| (depth[*index], &described[*index].id));

    let mut prefix = Flags::from_elem(false, flow.steps.len());
    let mut seen = Flags::from_elem(false, flow.steps.len());
    while let Some(index) = needed.pop() {
        if !std::mem::replace(&mut seen[index], true) {
            // Nobody waits for a step that only hands something over, even where the next one is written after it.
            prefix[index] = may_wait[index];
            needed.extend_from_slice(&flow.steps[index].after);
        }
    }
    Places { prefix, commit_point }
}

/// For each step, whether its flow's entry participant asks for it, or one that it asks in turn on the caller's time.
fn asked(model: &Model<'_>, flow: &FlowModel, may_wait: &[bool]) -> Flags {
    let asks = |participant: &usize| flow.steps.iter().any(|step| step.from == Some(*participant));
    let is_person = |participant: &usize| model.participants()[*participant].kind == ParticipantKind::Person;
    let roots = || flow.steps.iter().filter(|step| step.after.is_empty()).filter_map(|step| step.from);
    let mut asking = Flags::from_elem(false, model.participants().len());
    if let Some(actor) = flow.actor.filter(asks) {
        asking[actor] = true;
    } else {
        let people: Vec<usize> = flow.steps.iter().filter_map(|step| step.from).filter(is_person).collect();
        let entry: Vec<usize> = if people.is_empty() { roots().collect() } else { people };
        for participant in entry {
            asking[participant] = true;
        }
    }
    let mut asked = Flags::from_elem(false, flow.steps.len());
    loop {
        let mut grown = false;
        for step in &flow.steps {
            if asked[step.index] || step.from.is_some_and(|from| !asking[from]) {
                continue;
            }
            asked[step.index] = true;
            grown = true;
            if may_wait[step.index] {
                step.to.iter().for_each(|participant| asking[*participant] = true);
            }
        }
        if !grown {
            return asked;
        }
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
