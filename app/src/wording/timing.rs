//! When a step runs and what sets off a flow, in words: conditions, times, joins, what is taken back, and who
//! hears of it. Pages and the command line say it alike.
//!
//! The words come from the description alone. Nothing here decides or checks anything; a reference that leads
//! nowhere is shown as its id.

use std::collections::BTreeMap;

use advice::description::{Flow, Join, Outcome, Period, Step, Trigger, When};

use super::{
    advice::{bare, isolated, short},
    spoken,
};

/// Maximum number of steps that a clause names.
const MOST_NAMED: usize = 4;

/// Maximum number of hearers that a clause names.
const MOST_HEARERS: usize = 8;

/// What a description says about when the step at `index` runs, as clauses for the middle of a sentence.
/// `named` is the name of a participant for people. Empty if it says nothing.
pub fn clauses<'d>(flow: &'d Flow, index: usize, named: impl Fn(&'d str) -> &'d str) -> Vec<String> {
    if flow.steps.get(index).is_none_or(says_nothing) { Vec::new() } else { Clauses::of(flow).step(index, named) }
}

fn says_nothing(step: &Step) -> bool {
    let Step { when, starts, within, undoes, join, repeats, order_by, tells, .. } = step;
    when.is_none()
        && starts.is_none()
        && within.is_none()
        && join.is_none()
        && tells.is_empty()
        && [undoes, repeats, order_by].iter().all(|text| text.is_none())
}

/// The clauses of every step of a flow.
pub struct Clauses<'d> {
    flow: &'d Flow,
    /// What each step does, by its id; of several steps with one id, the first.
    actions: BTreeMap<&'d str, &'d str>,
    /// For each step, those that run if it has no outcome in time, by id.
    late: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Clauses<'d> {
    /// The clauses of a flow.
    pub fn of(flow: &'d Flow) -> Self {
        let (mut actions, mut late) = (BTreeMap::new(), BTreeMap::new());
        for step in &flow.steps {
            let Some(id) = step.id.as_deref() else { continue };
            actions.entry(id).or_insert(step.action.as_str());
            let when = step.when.as_ref().filter(|when| when.outcome == Some(Outcome::TimedOut));
            if let Some(earlier) = when.and_then(|when| when.step.as_deref()) {
                late.entry(earlier).or_insert_with(Vec::new).push(id);
            }
        }
        Self { flow, actions, late }
    }

    /// As [`clauses()`].
    pub fn step(&self, index: usize, named: impl Fn(&'d str) -> &'d str) -> Vec<String> {
        let Some(step) = self.flow.steps.get(index) else { return Vec::new() };
        let hearers = step.tells.iter().take(MOST_HEARERS).map(|id| isolated(named(id))).collect();
        let clauses = [
            step.when.as_ref().map(|when| self.condition(when)),
            self.start(index, step),
            step.repeats.as_deref().map(|thing| format!("once for each {}", isolated(thing))),
            step.undoes.as_deref().map(|undone| format!("takes back {}", self.quoted(undone))),
            step.within.as_ref().map(|within| self.limit(step, within)),
            step.order_by.as_deref().map(|thing| format!("in order for each {}", isolated(thing))),
            (!step.tells.is_empty()).then(|| format!("tells {}", first_of(hearers, step.tells.len()))),
        ];
        clauses.into_iter().flatten().collect()
    }

    fn condition(&self, when: &When) -> String {
        let outcome = when.step.as_deref().map(|step| {
            let ended = match when.outcome.unwrap_or_default() {
                Outcome::Done => "is done",
                Outcome::Refused => "is refused",
                Outcome::Failed => "fails",
                Outcome::TimedOut => "has no outcome in time",
            };
            format!("only if {} {ended}", self.quoted(step))
        });
        let said = when.text.as_deref().map(isolated);
        match (outcome, said) {
            (Some(outcome), Some(said)) => format!("{outcome}, and {}", clause(&said)),
            (Some(outcome), None) => outcome,
            (None, Some(said)) if has_its_own_word(&said) => said,
            (None, said) => format!("only if {}", clause(&said.unwrap_or_default())),
        }
    }

    /// When the step starts, if not simply after those that it waits for.
    fn start(&self, index: usize, step: &Step) -> Option<String> {
        let before = self.waits_for(index, step);
        let is_first = step.join == Some(Join::Any) && before.len() > 1;
        match &step.starts {
            None if is_first => Some(format!("as soon as one of these has ended: {}", self.listed(&before))),
            None => None,
            Some(starts) => {
                let whom = match before.as_slice() {
                    [] => "the start of the flow".to_owned(),
                    several if is_first => format!("the first of {}", self.listed(several)),
                    all => self.listed(all),
                };
                Some(format!("{} after {whom}", starts.after.in_words()))
            }
        }
    }

    /// The steps that a step waits for, by id: those that it names, else the one of its condition, else the one
    /// above it.
    fn waits_for(&self, index: usize, step: &'d Step) -> Vec<&'d str> {
        let condition = step.when.as_ref().and_then(|when| when.step.as_deref());
        let mut before: Vec<&str> = match (&step.after, condition) {
            (Some(after), _) => after.iter().map(String::as_str).collect(),
            (None, Some(_)) => Vec::new(),
            (None, None) => {
                let above = index.checked_sub(1).and_then(|above| self.flow.steps.get(above));
                above.and_then(|above| above.id.as_deref()).into_iter().collect()
            }
        };
        before.extend(condition.filter(|condition| !before.contains(condition)));
        before
    }

    fn limit(&self, step: &Step, within: &Period) -> String {
        let late = step.id.as_deref().and_then(|id| self.late.get(id));
        let otherwise = late.map(|late| format!(", else {}", self.listed(late))).unwrap_or_default();
        format!("outcome within {}{otherwise}", within.in_words())
    }

    /// Steps by what they do.
    fn listed(&self, ids: &[&str]) -> String {
        first_of(ids.iter().take(MOST_NAMED).map(|id| self.quoted(id)).collect(), ids.len())
    }

    /// A step by what it does, in quotation marks.
    fn quoted(&self, id: &str) -> String {
        let action = self.actions.get(id).map_or(id, |action| bare(action));
        format!("\u{201c}{}\u{201d}", isolated(&short(action)))
    }
}

/// The first of `all` names, as they are spoken, and how many more there are.
fn first_of(mut names: Vec<String>, all: usize) -> String {
    let more = all - names.len();
    names.extend((more > 0).then(|| format!("{more} more")));
    spoken(&names)
}

/// The same clauses as one sentence; `None` if there are none.
pub fn sentence(clauses: &[String]) -> Option<String> {
    (!clauses.is_empty()).then(|| super::capital(&format!("{}.", clauses.join("; "))))
}

/// What sets off a flow besides its actor: `every day`, `for each event OrderPlaced`.
pub fn set_off(trigger: &Trigger) -> Option<String> {
    match trigger {
        Trigger { every: Some(every), .. } => Some(self::every(every)),
        Trigger { event: Some(event), .. } => Some(format!("for each event {}", isolated(event))),
        Trigger { every: None, event: None } => None,
    }
}

/// A schedule: `every day`, `every 30 minutes`.
fn every(period: &Period) -> String {
    let words = period.in_words();
    let one = words.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    format!("every {}", one.unwrap_or(&words))
}

/// A condition without the `if` at its beginning.
fn clause(said: &str) -> &str {
    let after = |word: &str| said.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
    ["only if ", "if "].into_iter().find_map(|word| after(word).and(said.get(word.len()..))).unwrap_or(said)
}

/// Whether a condition begins with a word of its own that says when it holds.
fn has_its_own_word(said: &str) -> bool {
    ["unless ", "when ", "whenever "]
        .iter()
        .any(|word| said.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use advice::{Description, Tree};

    use super::*;

    fn flow(steps: &str) -> Flow {
        let json = format!(r#"{{"name": "x", "flows": [{{"steps": {steps}}}]}}"#);
        let (description, faults) = Description::read(&Tree::from_json(&json).unwrap());
        assert_eq!(faults, []);
        description.flows[0].clone()
    }

    /// The clauses of the last step, joined.
    fn said(steps: &str) -> String {
        let flow = flow(steps);
        clauses(&flow, flow.steps.len() - 1, |id| if id == "stat" { "Statistics" } else { id }).join(" | ")
    }

    #[test]
    fn conditions_times_and_joins_are_said_as_people_say_them() {
        let before = r#"{"id": "hold", "action": "Hold the seat."}, {"id": "charge", "action": "Charge the card"}"#;
        let last = |fields: &str| said(&format!(r#"[{before}, {{"id": "z", "action": "Z", {fields}}}]"#));
        let table = [
            (r#""notes": "n""#, ""),
            (r#""when": {"step": "charge", "outcome": "refused"}"#, "only if “Charge the card” is refused"),
            (r#""when": {"step": "charge"}"#, "only if “Charge the card” is done"),
            (
                r#""when": {"step": "charge", "outcome": "timed_out", "text": "If it rains"}"#,
                "only if “Charge the card” has no outcome in time, and it rains",
            ),
            (r#""when": {"text": "the parcel leaves the country"}"#, "only if the parcel leaves the country"),
            (r#""when": {"text": "Unless it rains"}"#, "Unless it rains"),
            (r#""starts": {"after": "PT30M"}"#, "30 minutes after “Charge the card”"),
            (r#""starts": {"after": "P1D"}, "after": []"#, "1 day after the start of the flow"),
            (
                r#""starts": {"after": "P1D"}, "when": {"step": "hold", "outcome": "failed"}"#,
                "only if “Hold the seat” fails | 1 day after “Hold the seat”",
            ),
            (
                r#""starts": {"after": "P1D"}, "after": ["hold", "charge"], "join": "any""#,
                "1 day after the first of “Hold the seat” and “Charge the card”",
            ),
            (
                r#""after": ["hold", "charge"], "join": "any""#,
                "as soon as one of these has ended: “Hold the seat” and “Charge the card”",
            ),
            (r#""join": "any""#, ""),
            (r#""undoes": "hold", "repeats": "order line""#, "once for each order line | takes back “Hold the seat”"),
            (r#""within": "PT15S", "order_by": "flight""#, "outcome within 15 seconds | in order for each flight"),
            (r#""tells": ["stat", "mail"]"#, "tells Statistics and mail"),
        ];
        for (fields, words) in table {
            assert_eq!(last(fields), words, "{fields}");
        }
    }

    #[test]
    fn a_limit_names_what_follows_when_it_passes() {
        let steps = r#"[{"id": "b", "action": "Call", "when": {"step": "a", "outcome": "timed_out"}},
            {"id": "a", "action": "Ask", "within": "PT1M"}]"#;
        assert_eq!(said(steps), "outcome within 1 minute, else “Call”");
        let clauses = clauses(&flow(steps), 1, |id| id);
        assert_eq!(sentence(&clauses).as_deref(), Some("Outcome within 1 minute, else “Call”."));
        assert_eq!(sentence(&[]), None);
    }

    #[test]
    fn a_trigger_is_a_schedule_or_an_event() {
        let every = |written: &str| set_off(&Trigger { every: Period::parse(written), event: None }).unwrap();
        assert_eq!(
            ["P1D", "PT30M", "P1DT12H"].map(every),
            ["every day", "every 30 minutes", "every 1 day and 12 hours"]
        );
        let event = Trigger { every: None, event: Some("OrderPlaced".to_owned()) };
        assert_eq!(set_off(&event).as_deref(), Some("for each event OrderPlaced"));
    }

    #[test]
    fn many_steps_are_not_all_named() {
        let steps: Vec<String> = (0..7).map(|n| format!(r#"{{"id": "s{n}", "action": "S{n}"}}"#)).collect();
        let all: Vec<String> = (0..7).map(|n| format!("\"s{n}\"")).collect();
        let last = format!(r#"{{"action": "Z", "starts": {{"after": "PT1S"}}, "after": [{}]}}"#, all.join(","));
        let words = said(&format!("[{},{last}]", steps.join(",")));
        assert_eq!(words, "1 second after “S0”, “S1”, “S2”, “S3” and 3 more");
    }
}
