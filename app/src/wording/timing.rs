//! When a step runs and what sets off a flow, in words: conditions, times, joins, what is taken back, and who
//! hears of it. Pages and the command line say it alike.
//!
//! The words come from the description alone. Nothing here decides or checks anything; a reference that leads
//! nowhere is shown as its id.

use advice::description::{Flow, Join, Outcome, Period, Step, Trigger, When};

use super::{
    advice::{bare, own, short},
    spoken,
};

/// Maximum number of steps that a clause names.
const MOST_NAMED: usize = 4;

/// What a description says about when the step at `index` runs, as clauses for the middle of a sentence.
/// `named` is the name of a participant for people. Empty if it says nothing.
pub fn clauses<'d>(flow: &'d Flow, index: usize, named: impl Fn(&'d str) -> &'d str) -> Vec<String> {
    let Some(step) = flow.steps.get(index) else { return Vec::new() };
    let hearers: Vec<String> = step.tells.iter().map(|id| own(named(id))).collect();
    let clauses = [
        step.when.as_ref().map(|when| condition(flow, when)),
        start(flow, index, step),
        step.repeats.as_deref().map(|thing| format!("once for each {}", own(thing))),
        step.undoes.as_deref().map(|undone| format!("takes back {}", quoted(flow, undone))),
        step.within.as_ref().map(|within| limit(flow, step, within)),
        step.order_by.as_deref().map(|thing| format!("in order for each {}", own(thing))),
        (!hearers.is_empty()).then(|| format!("tells {}", spoken(&hearers))),
    ];
    clauses.into_iter().flatten().collect()
}

/// The same clauses as one sentence; `None` if there are none.
pub fn sentence(clauses: &[String]) -> Option<String> {
    (!clauses.is_empty()).then(|| super::capital(&format!("{}.", clauses.join("; "))))
}

/// What sets off a flow besides its actor: `every day`, `on each event OrderPlaced`.
pub fn set_off(trigger: &Trigger) -> Option<String> {
    match trigger {
        Trigger { every: Some(every), .. } => Some(self::every(every)),
        Trigger { event: Some(event), .. } => Some(format!("on each event {}", own(event))),
        Trigger { every: None, event: None } => None,
    }
}

/// A schedule: `every day`, `every 30 minutes`.
fn every(period: &Period) -> String {
    let words = period.in_words();
    let one = words.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    format!("every {}", one.unwrap_or(&words))
}

fn condition(flow: &Flow, when: &When) -> String {
    let outcome = when.step.as_deref().map(|step| {
        let ended = match when.outcome.unwrap_or_default() {
            Outcome::Done => "is done",
            Outcome::Refused => "is refused",
            Outcome::Failed => "fails",
            Outcome::TimedOut => "has no outcome in time",
        };
        format!("only if {} {ended}", quoted(flow, step))
    });
    let said = when.text.as_deref().map(own);
    match (outcome, said) {
        (Some(outcome), Some(said)) => format!("{outcome}, and {}", clause(&said)),
        (Some(outcome), None) => outcome,
        (None, Some(said)) if has_its_own_word(&said) => said,
        (None, said) => format!("only if {}", clause(&said.unwrap_or_default())),
    }
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

/// When the step starts, if not simply after those that it waits for.
fn start(flow: &Flow, index: usize, step: &Step) -> Option<String> {
    let before = waits_for(flow, index, step);
    let is_first = step.join == Some(Join::Any) && before.len() > 1;
    match &step.starts {
        None if is_first => Some(format!("as soon as one of these has ended: {}", listed(flow, &before))),
        None => None,
        Some(starts) => {
            let whom = match before.as_slice() {
                [] => "the start of the flow".to_owned(),
                several if is_first => format!("the first of {}", listed(flow, several)),
                all => listed(flow, all),
            };
            Some(format!("{} after {whom}", starts.after.in_words()))
        }
    }
}

/// The steps that a step waits for, by id: those that it names, else the one of its condition, else the one above it.
fn waits_for<'d>(flow: &'d Flow, index: usize, step: &'d Step) -> Vec<&'d str> {
    let condition = step.when.as_ref().and_then(|when| when.step.as_deref());
    let mut before: Vec<&str> = match (&step.after, condition) {
        (Some(after), _) => after.iter().map(String::as_str).collect(),
        (None, Some(_)) => Vec::new(),
        (None, None) => {
            let above = index.checked_sub(1).and_then(|above| flow.steps.get(above));
            above.and_then(|above| above.id.as_deref()).into_iter().collect()
        }
    };
    before.extend(condition.filter(|condition| !before.contains(condition)));
    before
}

fn limit(flow: &Flow, step: &Step, within: &Period) -> String {
    let is_late = |other: &&Step| {
        other
            .when
            .as_ref()
            .is_some_and(|when| when.outcome == Some(Outcome::TimedOut) && when.step.is_some() && when.step == step.id)
    };
    let late: Vec<&str> = flow.steps.iter().filter(is_late).filter_map(|other| other.id.as_deref()).collect();
    let otherwise = if late.is_empty() { String::new() } else { format!(", else {}", listed(flow, &late)) };
    format!("outcome within {}{otherwise}", within.in_words())
}

/// Steps by what they do, the first few of many.
fn listed(flow: &Flow, ids: &[&str]) -> String {
    let mut names: Vec<String> = ids.iter().take(MOST_NAMED).map(|id| quoted(flow, id)).collect();
    let more = ids.len() - names.len();
    names.extend((more > 0).then(|| super::count(more, "more step")));
    spoken(&names)
}

/// A step by what it does, in quotation marks.
fn quoted(flow: &Flow, id: &str) -> String {
    let step = flow.steps.iter().find(|step| step.id.as_deref() == Some(id));
    let action = step.map_or(id, |step| bare(&step.action));
    format!("\u{201c}{}\u{201d}", own(&short(action)))
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
        assert_eq!(set_off(&event).as_deref(), Some("on each event OrderPlaced"));
    }

    #[test]
    fn many_steps_are_not_all_named() {
        let steps: Vec<String> = (0..7).map(|n| format!(r#"{{"id": "s{n}", "action": "S{n}"}}"#)).collect();
        let all: Vec<String> = (0..7).map(|n| format!("\"s{n}\"")).collect();
        let last = format!(r#"{{"action": "Z", "starts": {{"after": "PT1S"}}, "after": [{}]}}"#, all.join(","));
        let words = said(&format!("[{},{last}]", steps.join(",")));
        assert_eq!(words, "1 second after “S0”, “S1”, “S2”, “S3” and 3 more steps");
    }
}
