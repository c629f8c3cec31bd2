//! Edits of when a step runs: conditions, times, joins and what it takes back.

use crate::description::{Join, Outcome, Period, Starts, Step, When, words};
use crate::fault::{Code, did_you_mean};

use super::{Draft, Timing};

/// What to do about a condition that says too little.
const SAY_WHEN: &str = "Choose the step after which it runs, or say in words when it does.";

impl Draft {
    pub(super) fn change_timing(&mut self, flow: &str, step: &str, timing: &Timing) {
        let Some((flow, index)) = self.step(flow, step) else { return };
        let was = self.description.flows[flow].steps[index].clone();
        let when = self.condition((flow, index), timing);
        let starts = self.period("/starts", &timing.starts, was.starts.map(|starts| starts.after));
        let within = self.period("/within", &timing.within, was.within);
        let undoes = self.other_step((flow, index), "/undoes", &timing.undoes);
        let join = self.choice("/join", &timing.join, Join::ALL);
        let repeats = self.name_if_any("/repeats", &timing.repeats);
        let order_by = self.name_if_any("/order_by", &timing.order_by);
        let starts = starts.map(|after| Starts { after });
        let step = &mut self.description.flows[flow].steps[index];
        *step = Step { join, when, starts, within, undoes, repeats, order_by, ..std::mem::take(step) };
    }

    /// The condition of a step; none if nothing is said. The outcome that a form offers first counts as nothing.
    fn condition(&mut self, place: (usize, usize), timing: &Timing) -> Option<When> {
        let step = self.other_step(place, "/when/step", &timing.when_step);
        let outcome = self.choice("/when/outcome", &timing.when_outcome, Outcome::ALL);
        let text = self.name_if_any("/when/text", &timing.when_text);
        if !timing.when_step.trim().is_empty() {
            return Some(When { step, outcome, text });
        }
        if outcome.is_some_and(|outcome| outcome != Outcome::Done) {
            self.fault("/when", Code::MissingField, words::OUTCOME_ALONE.to_owned(), SAY_WHEN);
        }
        text.map(|text| When { step: None, outcome: None, text: Some(text) })
    }

    /// Id of another step of the same flow. Records a fault if there is none. None if nothing is typed.
    fn other_step(&mut self, (flow, index): (usize, usize), at: &str, typed: &str) -> Option<String> {
        let id = self.name_if_any(at, typed)?;
        let steps = &self.description.flows[flow].steps;
        let ids =
            || steps.iter().enumerate().filter(|(other, _)| *other != index).filter_map(|(_, step)| step.id.as_deref());
        if ids().any(|known| known == id) {
            return Some(id);
        }
        let hint = match did_you_mean(&id, ids()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "Name another step of the same flow by its id.".to_owned(),
        };
        self.fault(at, Code::UnknownReference, words::no_other_step(&id), &hint);
        None
    }

    /// A length of time as a person types it. One that is typed as the present one reads stays as it was written.
    pub(super) fn period(&mut self, at: &str, typed: &str, was: Option<Period>) -> Option<Period> {
        let typed = self.name_if_any(at, typed)?;
        if was.as_ref().is_some_and(|was| was.in_words() == typed) {
            return was;
        }
        let period = Period::typed(&typed);
        if period.is_none() {
            let hint = "Write such as 30 minutes, 1 day or PT15S, in whole numbers. It is at least one second.";
            self.fault(at, Code::UnknownValue, words::NO_PERIOD.to_owned(), hint);
        }
        period
    }

    /// One of the values that a field takes. None if nothing is typed.
    fn choice<T: Copy>(&mut self, at: &str, typed: &str, values: &[(&str, T)]) -> Option<T> {
        let typed = typed.trim();
        let found = values.iter().find(|(name, _)| *name == typed).map(|(_, value)| *value);
        if found.is_none() && !typed.is_empty() {
            self.fault(at, Code::UnknownValue, words::no_such_value(typed), &words::values(values));
        }
        found
    }
}
