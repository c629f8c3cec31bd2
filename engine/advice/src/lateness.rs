//! How late others see what a step changes, on one scale with the delays that people accept.
//!
//! Views say it in their own words. This module reads assessments and decides nothing about a step.

use crate::assessment::Consistency;
use crate::rules::constraints::Delay;
use crate::terms::Level;

/// When others see what a step changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    /// At once: the step is strongly consistent, or its readers need it fresh.
    AtOnce,
    /// Within a bound that was stated.
    Within(Scale),
    /// Within a bound that is not on the scale: an answer's id that these rules do not have.
    OffScale,
    /// Later; nobody said how late.
    Unbounded,
}

/// A time scale, the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// Less than a minute.
    Seconds,
    /// Less than an hour.
    Minutes,
    /// Less than a day.
    Hours,
    /// One day.
    Day,
    /// More than a day.
    Days,
}

impl Lateness {
    /// When others see what a step with this consistency changes.
    pub fn of(consistency: &Consistency<'_>) -> Self {
        match (consistency.level, consistency.staleness.as_deref()) {
            (Level::Strong, _) | (_, Some("fresh")) => Self::AtOnce,
            (_, Some("seconds")) => Self::Within(Scale::Seconds),
            (_, Some("minutes")) => Self::Within(Scale::Minutes),
            (_, Some("hours")) => Self::Within(Scale::Hours),
            (_, Some(_)) => Self::OffScale,
            (_, None) => Self::Unbounded,
        }
    }
}

impl Scale {
    /// Every scale, the shortest first.
    pub const ALL: [Self; 5] = [Self::Seconds, Self::Minutes, Self::Hours, Self::Day, Self::Days];

    /// The scale of a delay. Delays are counted in hours, so the shortest is a matter of minutes.
    pub fn of(delay: &Delay) -> Self {
        match delay.hours {
            0 => Self::Minutes,
            1..=23 => Self::Hours,
            24 => Self::Day,
            _ => Self::Days,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleKind;
    use crate::rulebook::Scope;
    use crate::rules::constraints::ACCEPTED_DELAYS;
    use crate::rules::shipped;
    use crate::{Tree, assess, model};

    fn lateness(answers: &str) -> Lateness {
        let text = format!(r#"{{"name": "S", "flows": [{{"steps": [{{"action": "Pay", "answers": {answers}}}]}}]}}"#);
        let tree = Tree::from_json(&text).unwrap();
        let model = model::read(&text, &tree, shipped()).unwrap();
        Lateness::of(&assess(&model).steps[0].consistency)
    }

    #[test]
    fn every_bound_of_the_rule_has_its_place_on_the_scale() {
        let rule = shipped().questions(Scope::Step).find(|rule| rule.id == "staleness").unwrap();
        let RuleKind::Constraint(question) = &rule.kind else { panic!("it is a constraint") };
        for answer in question.answers.iter() {
            let lateness = lateness(&format!(r#"{{"reply": "none", "staleness": "{}"}}"#, answer.id));
            assert!(matches!(lateness, Lateness::AtOnce | Lateness::Within(_)), "{}: {lateness:?}", answer.id);
        }
    }

    #[test]
    fn without_a_bound_it_is_unbounded_unless_the_step_is_strong() {
        assert_eq!(lateness(r#"{"reply": "none"}"#), Lateness::Unbounded);
        assert_eq!(lateness(r#"{"reply": "answer", "invariant": "exclusive_booking"}"#), Lateness::AtOnce);
    }

    #[test]
    fn the_delays_that_people_accept_stand_on_the_scale_in_their_order() {
        let scales: Vec<Scale> = ACCEPTED_DELAYS.iter().map(Scale::of).collect();
        assert_eq!(scales, [Scale::Hours, Scale::Day, Scale::Days, Scale::Days, Scale::Days]);
    }
}
