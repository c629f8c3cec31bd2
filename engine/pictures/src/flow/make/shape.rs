//! Puts into words when a step or a flow starts: conditions, schedules and time limits.
//!
//! This module must not know who does a step.

use super::super::{Guard, Trigger, TriggerKind, text};
use super::node;
use advice::description::{self, Outcome, Period};

/// The node that stands for what sets a flow off.
const TRIGGER: &str = "trigger";

/// The trigger of a flow; `None` if it names neither a schedule nor an event.
pub(super) fn trigger(described: &description::Trigger) -> Option<Trigger> {
    let (kind, name) = match (&described.every, &described.event) {
        (Some(period), _) => (TriggerKind::Schedule, every(period)),
        (None, Some(event)) => (TriggerKind::Event, text::shown(event).to_owned()),
        (None, None) => return None,
    };
    Some(Trigger { id: TRIGGER.to_owned(), kind, name })
}

/// A schedule in words: `every day`, `every 12 hours`.
fn every(period: &Period) -> String {
    let words = period.in_words();
    match words.strip_prefix("1 ").filter(|unit| !unit.contains(' ')) {
        Some(unit) => format!("every {unit}"),
        None => format!("every {words}"),
    }
}

/// The condition of a step; `None` if it always runs.
pub(super) fn guard(step: &description::Step, flow: &description::Flow) -> Option<Guard> {
    let when = step.when.as_ref()?;
    let outcome = when.outcome.unwrap_or_default();
    let text = when.text.as_deref().map(|words| text::shown(words).to_owned());
    let earlier = when.step.as_deref();
    let limit = flow.steps.iter().find(|known| known.id.as_deref() == earlier).and_then(|known| known.within.as_ref());
    let ended = match outcome {
        Outcome::Done => "done".to_owned(),
        Outcome::Refused => "refused".to_owned(),
        Outcome::Failed => "failed".to_owned(),
        Outcome::TimedOut => limit.map_or_else(|| "timed out".to_owned(), timed_out),
    };
    let says = match (earlier, &text) {
        (None, None) => return None,
        (Some(_), None) => ended,
        (None, Some(words)) => text::condition(words),
        (Some(_), Some(words)) => format!("{ended}, {}", text::condition(words)),
    };
    Some(Guard { step: earlier.map(|id| node("step", id)), outcome, text, says })
}

fn timed_out(limit: &Period) -> String {
    format!("timed out after {}", limit.in_words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_and_conditions_read_as_people_say_them() {
        let period = |written: &str| Period::parse(written).unwrap();
        assert_eq!(every(&period("P1D")), "every day");
        assert_eq!(every(&period("PT12H")), "every 12 hours");
        assert_eq!(every(&period("P1DT12H")), "every 1 day and 12 hours");
        assert_eq!(text::condition("the parcel leaves the country"), "if the parcel leaves the country");
        assert_eq!(text::condition("Unless it is paid"), "Unless it is paid");
        assert_eq!(text::condition("otherwise"), "otherwise");
    }
}
