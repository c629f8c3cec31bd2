//! Edits of steps and of their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::description::{LIMITS, ParticipantKind, Step};
use crate::fault::{Code, Faults};
use crate::model::Ids;

use super::participants::Names;
use super::{Draft, GUESSES, Told, missing, shift};

/// The largest number of references that the removal of a step may add.
const MOST_ADDED: usize = 20_000;

impl Draft {
    /// Indices of the flow and of the step with these ids. Records a fault if one of them does not exist.
    pub(super) fn step(&mut self, flow: &str, step: &str) -> Option<(usize, usize)> {
        let flow = self.flow(flow)?;
        let index = self.step_of(flow, "/step", step)?;
        Some((flow, index))
    }

    /// Index of the step with this id in a flow. Records a fault if there is none.
    fn step_of(&mut self, flow: usize, at: &str, id: &str) -> Option<usize> {
        let ids = || self.description.flows[flow].steps.iter().map(|step| step.id.as_deref().unwrap_or_default());
        let found = ids().position(|known| known == id);
        if found.is_none() {
            self.faults.push(missing(at, "step", id, ids()));
        }
        found
    }

    /// Checks the ids of steps that a step shall wait for. Returns each once, at most as many as a step may
    /// wait for, and records a fault for each that does not exist.
    fn waited_for(&mut self, flow: usize, after: &[String]) -> Vec<String> {
        if after.len() > LIMITS.items {
            let message = format!("There are {} steps here; the limit is {}.", after.len(), LIMITS.items);
            self.fault("/after", Code::LimitPassed, message, "Let it wait for the last of them only.");
        }
        let steps = &self.description.flows[flow].steps;
        let mut left: BTreeMap<&str, bool> =
            steps.iter().filter_map(|step| Some((step.id.as_deref()?, true))).collect();
        let mut waited_for = Vec::new();
        let mut faults = Faults::default();
        for (index, id) in after.iter().enumerate().take(LIMITS.items).filter(|(_, id)| !id.is_empty()) {
            match left.get_mut(id.as_str()) {
                Some(is_left) => waited_for.extend(std::mem::take(is_left).then(|| id.clone())),
                None if faults.counts_only() => {}
                None => {
                    let guessed = left.keys().copied().filter(|_| faults.found() < GUESSES);
                    faults.push(missing(&format!("/after/{index}"), "step", id, guessed));
                }
            }
        }
        self.faults.append(faults);
        waited_for
    }

    pub(super) fn add_step(&mut self, flow: &str, at: Option<usize>, told: &Told) {
        let flow = self.flow(flow);
        let count: usize = self.description.flows.iter().map(|flow| flow.steps.len()).sum();
        if count >= LIMITS.steps {
            let message = format!("There are {} steps in all flows together, and that is the limit.", LIMITS.steps);
            self.fault("", Code::LimitPassed, message, "Describe a part of the system by itself.");
        }
        let step = self.told(told, Step::default());
        let (Some(flow), Some(mut step)) = (flow, step) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let mut ids = Ids::of(steps.iter().map(|step| step.id.as_deref()));
        step.id = Some(ids.derive(&step.action, steps.len(), "step"));
        let at = at.unwrap_or(steps.len()).min(steps.len());
        steps.insert(at, step);
    }

    pub(super) fn change_step(&mut self, flow: &str, step: &str, told: &Told) {
        let place = self.step(flow, step);
        let was = place.map(|(flow, step)| self.description.flows[flow].steps[step].clone());
        let told = self.told(told, was.unwrap_or_default());
        if let (Some((flow, step)), Some(told)) = (place, told) {
            self.description.flows[flow].steps[step] = told;
        }
    }

    /// Builds a step from `told`. Everything that `told` does not contain stays as in `was`.
    fn told(&mut self, told: &Told, was: Step) -> Option<Step> {
        let action = self.name("/action", &told.action);
        let mut names = self.names();
        let from = self.participant_meant(&mut names, "/from", &told.from, ParticipantKind::Service);
        let to = self.services_meant(&mut names, "/to", &told.to);
        let entity = self.name_if_any("/entity", &told.entity);
        let announces = self.name_if_any("/announces", &told.announces);
        let tells = self.services_meant(&mut names, "/tells", &told.tells);
        for id in from.iter().chain(&to).chain(&tells) {
            self.keep_as_person(&names, id);
        }
        Some(Step { action: action?, from, to, entity, announces, tells, ..was })
    }

    /// Ids of the participants that somebody wrote, each once. An unknown name is declared as a service.
    fn services_meant(&mut self, names: &mut Names, at: &str, written: &[String]) -> Vec<String> {
        if written.len() > LIMITS.items {
            let message = format!("There are {} names here; the limit is {}.", written.len(), LIMITS.items);
            self.fault(at, Code::LimitPassed, message, "Name a group of them by one name.");
        }
        let mut meant: Vec<String> = Vec::new();
        for (index, written) in written.iter().take(LIMITS.items).enumerate() {
            let one = self.participant_meant(names, &format!("{at}/{index}"), written, ParticipantKind::Service);
            meant.extend(one.filter(|id| !meant.contains(id)));
        }
        meant
    }

    pub(super) fn change_order(&mut self, flow: &str, step: &str, after: Option<&[String]>) {
        let Some((flow, step)) = self.step(flow, step) else { return };
        let Some(after) = after else {
            self.description.flows[flow].steps[step].after = None;
            return;
        };
        self.description.flows[flow].steps[step].after = Some(self.waited_for(flow, after));
    }

    pub(super) fn move_step(&mut self, flow: &str, step: &str, to: usize) {
        if let Some((flow, step)) = self.step(flow, step) {
            shift(&mut self.description.flows[flow].steps, step, to);
        }
    }

    pub(super) fn remove_step(&mut self, flow: &str, step: &str) {
        let Some((flow, index)) = self.step(flow, step) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let above: Vec<String> = index.checked_sub(1).and_then(|above| steps[above].id.clone()).into_iter().collect();
        let waits = |step: &&Step| {
            let waited_for = step.after.iter().flatten().chain(condition_of(step));
            waited_for.into_iter().any(|id| Some(id) == steps[index].id.as_ref())
        };
        let added = steps.iter().filter(waits).count() * steps[index].after.as_ref().map_or(1, Vec::len);
        if added > MOST_ADDED {
            let message =
                format!("{added} references would stand in the place of this step; the limit is {MOST_ADDED}.");
            self.fault("/step", Code::LimitPassed, message, "Let fewer steps wait for it first.");
            return;
        }
        let removed = steps.remove(index);
        let waited_for = removed.after.unwrap_or_else(|| above.clone());
        if waited_for != above
            && let Some(below) = steps.get_mut(index)
            && below.after.is_none()
            && condition_of(below).is_none()
        {
            // The step below waited for the removed step, and it would now wait for the step above. It must
            // wait for what the removed step waited for instead; the loop below replaces the reference.
            below.after = removed.id.clone().map(|id| vec![id]);
        }
        let is_plain = waited_for == above;
        for (position, step) in steps.iter_mut().enumerate() {
            if condition_of(step).is_some() && condition_of(step) == removed.id.as_ref() {
                run_always(step, is_plain && position == index);
            }
            let Step { id: own, after, undoes, .. } = step;
            undoes.take_if(|undone| Some(&*undone) == removed.id.as_ref());
            let Some(after) = after else { continue };
            let Some(place) = after.iter().position(|id| Some(id) == removed.id.as_ref()) else { continue };
            after.retain(|id| Some(id) != removed.id.as_ref());
            let mut known: BTreeSet<&String> = after.iter().chain(own.as_ref()).collect();
            let instead: Vec<String> = waited_for.iter().filter(|id| known.insert(id)).cloned().collect();
            after.splice(place..place, instead);
        }
    }
}

/// The step whose outcome a step runs on.
pub(super) fn condition_of(step: &Step) -> Option<&String> {
    step.when.as_ref()?.step.as_ref()
}

/// Takes the outcome out of a step's condition, so that it runs always or under its own words alone. It still
/// waits for the step of that outcome; one that `is_next` to it need not say so.
pub(super) fn run_always(step: &mut Step, is_next: bool) {
    let Some(condition) = step.when.as_mut() else { return };
    let earlier = condition.step.take();
    condition.outcome = None;
    if condition.text.is_none() {
        step.when = None;
    }
    match (&mut step.after, earlier) {
        (Some(after), Some(earlier)) if !after.contains(&earlier) => after.push(earlier),
        (None, Some(earlier)) if !is_next => step.after = Some(vec![earlier]),
        _ => {}
    }
}
