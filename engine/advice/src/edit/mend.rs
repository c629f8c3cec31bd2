//! Edits that mend what was read from a text: splitting and joining steps, what was said beside them, and the
//! answers that were read out of words.

use crate::description::{Answers, LIMITS, Outcome, Step, check_prose};
use crate::fault::{Code, Fault};
use crate::model::Ids;

use super::steps::{condition_of, run_always};
use super::{Draft, Said};

impl Draft {
    pub(super) fn split_step(&mut self, flow: &str, step: &str, first: &str, second: &str) {
        let place = self.step(flow, step);
        let count: usize = self.description.flows.iter().map(|flow| flow.steps.len()).sum();
        if count >= LIMITS.steps {
            let message = format!("There are {} steps in all flows together, and that is the limit.", LIMITS.steps);
            self.fault("", Code::LimitPassed, message, "Describe a part of the system by itself.");
        }
        let (first, second) = (self.name("/first", first), self.name("/second", second));
        let (Some((flow, index)), Some(first), Some(second)) = (place, first, second) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let mut ids = Ids::of(steps.iter().map(|step| step.id.as_deref()));
        let id = ids.derive(&second, steps.len(), "step");
        for other in steps.iter_mut() {
            let after = other.after.iter_mut().flatten();
            let done = other.when.iter_mut().filter(|when| when.outcome.is_none_or(|outcome| outcome == Outcome::Done));
            let condition = done.filter_map(|when| when.step.as_mut());
            after.chain(condition).filter(|waited_for| *waited_for == step).for_each(|waited_for| {
                waited_for.clone_from(&id);
            });
        }
        let whole = &mut steps[index];
        whole.action = first;
        let part = Step {
            id: Some(id),
            action: second,
            from: whole.from.clone(),
            to: whole.to.clone(),
            entity: whole.entity.clone(),
            ..Step::default()
        };
        steps.insert(index + 1, part);
    }

    pub(super) fn join_step(&mut self, flow: &str, step: &str) {
        let Some((flow, index)) = self.step(flow, step) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let Some(above) = index.checked_sub(1) else {
            self.fault("/step", Code::UnknownReference, "No step stands above it.".to_owned(), "Move it down first.");
            return;
        };
        let action = format!("{} and {}", steps[above].action, lower(&steps[index].action));
        let Some(action) = self.name("/step", &action) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let earlier: Vec<String> = steps[..above].iter().filter_map(|step| step.id.clone()).collect();
        let joined = steps.remove(index);
        let (gone, stays) = (joined.id.clone(), steps[above].id.clone());
        let mut whole = std::mem::take(&mut steps[above]);
        merge(&mut whole, joined, &earlier);
        whole.action = action;
        steps[above] = whole;
        for (position, other) in steps.iter_mut().enumerate() {
            if position == above {
                // It does both, so it neither waits for itself nor takes itself back.
                let is_own = |id: &String| Some(id) == gone.as_ref() || Some(id) == stays.as_ref();
                if condition_of(other).is_some_and(is_own) {
                    run_always(other, true);
                }
                other.after.iter_mut().for_each(|after| after.retain(|id| !is_own(id)));
                other.undoes.take_if(|id| is_own(id));
                continue;
            }
            let condition = other.when.iter_mut().filter_map(|when| when.step.as_mut());
            let references = other.after.iter_mut().flatten().chain(condition).chain(&mut other.undoes);
            for reference in references.filter(|reference| Some(&**reference) == gone.as_ref()) {
                if let Some(stays) = &stays {
                    reference.clone_from(stays);
                }
            }
            if let Some(after) = &mut other.after {
                let first = after.iter().position(|id| Some(id) == stays.as_ref());
                let mut place = 0;
                after.retain(|id| {
                    place += 1;
                    Some(id) != stays.as_ref() || first == Some(place - 1)
                });
            }
        }
    }

    pub(super) fn change_notes(&mut self, flow: &str, step: &str, notes: &str) {
        let place = self.step(flow, step);
        // A form posts line ends as `\r\n`.
        let notes = notes.replace("\r\n", "\n");
        let notes = notes.trim();
        if let Err(fault) = check_prose(notes) {
            self.faults.push(Fault { at: "/notes".to_owned(), ..fault });
        }
        if let Some((flow, step)) = place {
            self.description.flows[flow].steps[step].notes = (!notes.is_empty()).then(|| notes.to_owned());
        }
    }

    pub(super) fn take_back(&mut self, flow: &str, step: &str, said: Said) {
        let Some((flow, index)) = self.step(flow, step) else { return };
        let steps = &mut self.description.flows[flow].steps;
        let above = index.checked_sub(1).and_then(|above| steps[above].id.clone());
        let step = &mut steps[index];
        match said {
            Said::When => {
                let is_next = condition_of(step).is_none_or(|condition| Some(condition) == above.as_ref());
                run_always(step, is_next);
                step.when = None;
            }
            Said::Starts => step.starts = None,
            Said::Within => step.within = None,
            Said::Undoes => step.undoes = None,
            Said::Repeats => step.repeats = None,
            Said::OrderBy => step.order_by = None,
            Said::Tells => step.tells.clear(),
        }
    }

    pub(super) fn infer(&mut self, flow: &str, step: &str, inferred: &Answers) {
        let Some((flow, step)) = self.step(flow, step) else { return };
        self.description.flows[flow].steps[step].inferred.clone_from(inferred);
    }

    pub(super) fn confirm(&mut self) {
        for step in self.description.flows.iter_mut().flat_map(|flow| &mut flow.steps) {
            for (question, given) in std::mem::take(&mut step.inferred) {
                step.answers.entry(question).or_insert(given);
            }
        }
    }
}

/// Adds everything that is said of `joined` to `whole`; where both say something, `whole` is right. `earlier` are
/// the steps that `whole` may wait for.
fn merge(whole: &mut Step, joined: Step, earlier: &[String]) {
    let notes: Vec<String> = whole.notes.take().into_iter().chain(joined.notes).collect();
    whole.notes = (!notes.is_empty()).then(|| notes.join(" "));
    whole.from = whole.from.take().or(joined.from);
    whole.to.extend(joined.to);
    whole.tells.extend(joined.tells);
    for names in [&mut whole.to, &mut whole.tells] {
        let mut known = Vec::new();
        names.retain(|name| {
            let is_new = !known.contains(name);
            known.push(name.clone());
            is_new
        });
    }
    let waited_for: Vec<String> =
        joined.after.unwrap_or_default().into_iter().filter(|id| earlier.contains(id)).collect();
    if !waited_for.is_empty() {
        let after = whole.after.get_or_insert_with(|| earlier.last().cloned().into_iter().collect());
        for id in waited_for {
            if !after.contains(&id) {
                after.push(id);
            }
        }
    }
    whole.join = whole.join.or(joined.join);
    whole.when = whole.when.take().or(joined.when);
    whole.starts = whole.starts.take().or(joined.starts);
    whole.within = whole.within.take().or(joined.within);
    whole.undoes = whole.undoes.take().or(joined.undoes);
    whole.repeats = whole.repeats.take().or(joined.repeats);
    whole.entity = whole.entity.take().or(joined.entity);
    whole.order_by = whole.order_by.take().or(joined.order_by);
    // The joined step is done when its second part is, so it tells what that part told.
    whole.announces = joined.announces.or(whole.announces.take());
    for field in joined.fields {
        if !whole.fields.iter().any(|known| known.name == field.name) {
            whole.fields.push(field);
        }
    }
    for (question, given) in joined.answers {
        whole.inferred.remove(&question);
        whole.answers.entry(question).or_insert(given);
    }
    for (question, given) in joined.inferred {
        if !whole.answers.contains_key(&question) {
            whole.inferred.entry(question).or_insert(given);
        }
    }
    whole.today = whole.today.take().or(joined.today);
    whole.service_ms = whole.service_ms.take().or(joined.service_ms);
    whole.timeout_ms = whole.timeout_ms.take().or(joined.timeout_ms);
    whole.retries = whole.retries.or(joined.retries);
    whole.hop_ms = whole.hop_ms.take().or(joined.hop_ms);
}

/// An action for the middle of a sentence: a name such as `SMS` keeps its capitals.
fn lower(action: &str) -> String {
    let mut letters = action.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => action.to_owned(),
    }
}
