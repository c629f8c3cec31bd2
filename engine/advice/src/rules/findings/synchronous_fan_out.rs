//! Finding: a caller waits for several participants although it needs none of their outcomes.

use crate::assessment::MessageKind;
use crate::built::answers_calls;
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::naming::Action;

/// The smallest number of receivers of one step that is a finding if nobody said how the step is built.
const MANY: usize = 3;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "synchronous_fan_out",
    name: "One caller that waits for many receivers",
    claim: "A caller that calls several receivers to tell them the same thing waits for the slowest and fails if any \
            one fails.",
    why: "A task is created, and its service calls mail, audit, reporting and reminders in turn. The slowest delays \
          the others and the user, and each one that is down makes the creation fail. A new receiver needs a change \
          in a service that has nothing to do with it. All of them need only the fact.",
    advice: "Decide what the caller needs, commit it, and publish the fact once. Each receiver reacts in its own \
             time, and a new one needs no change at the publisher.",
    caveat: "Asking several receivers for answers, such as offers, is different: answer that it is a query, and this \
             finding disappears.",
    citations: &[
        cite("lesson", "task creation", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging: Multiple subscribers", Implies),
    ],
    lesson: &[15],
    fires: examples! {
        "After an operation three services are called in turn." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"id": "end", "action": "Close the operation", "from": "theatre", "to": ["records"], "entity": "operation",
              "answers": {"reply": "answer"}},
            {"action": "Bill the operation", "from": "records", "to": ["billing"], "after": ["end"],
              "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}},
            {"action": "Count the operation", "from": "records", "to": ["statistics"], "after": ["end"],
              "answers": {"reply": "none"}, "today": {"style": "request", "waits": true}}]}]}"#,
        "One step waits for three receivers." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"action": "Close the operation", "from": "theatre", "to": ["records", "billing", "statistics"],
              "entity": "operation", "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The same, announced by one event." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"id": "end", "action": "Close the operation", "from": "theatre", "to": ["records"], "entity": "operation",
              "answers": {"reply": "answer"}},
            {"action": "Bill and count the operation", "from": "records", "to": ["billing", "statistics"],
              "after": ["end"], "answers": {"reply": "none"},
              "today": {"style": "event", "message": "OperationClosed"}}]}]}"#,
        "Three services are asked for information." =>
        r#"{"name": "Clinic", "flows": [{"steps": [
            {"action": "Collect the findings", "from": "ward", "to": ["radiology", "laboratory", "pathology"],
              "answers": {"intent": "query", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let calls = calls_by_habit(scene);
    if calls.len() < 2 {
        return many_receivers(scene);
    }
    // All of these calls make one finding, reported at the first.
    if calls.first() == Some(&scene.step.index) { many_calls(scene, &calls) } else { None }
}

/// The steps of the same caller that it waits for today without need. Empty if this step is not one of them.
fn calls_by_habit(scene: &Scene<'_>) -> Vec<usize> {
    let (Some(flow), Some(from)) = (scene.built_flow(), scene.step.from) else { return Vec::new() };
    let is_habit = |step: usize| {
        let built = flow.steps[step];
        built.is_today && built.is_waited_change() && built.assessed.verdict == Verdict::EventDriven
    };
    let calls = scene.flow.steps.iter().filter(|step| step.from == Some(from) && is_habit(step.index));
    let calls: Vec<usize> = calls.filter(|step| step.to.iter().any(|to| *to != from)).map(|step| step.index).collect();
    if calls.contains(&scene.step.index) { calls } else { Vec::new() }
}

/// Finds a step that waits for several receivers.
fn many_receivers(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    let receivers: Vec<usize> =
        scene.step.to.iter().copied().filter(|participant| answers_calls(scene.model, *participant)).collect();
    let least = if built.is_today { 2 } else { MANY };
    let waits = built.is_today || scene.answered("reply", "answer");
    if receivers.len() < least || !waits || !built.is_waited_change() {
        return None;
    }
    let assessed = scene.assessed;
    let (action, entity) = (&scene.described.action, scene.described.entity.as_deref());
    let event = match (&assessed.message.announces, assessed.message.kind) {
        (Some(event), _) => event.to_string(),
        (None, MessageKind::Event) => assessed.message.name.to_string(),
        (None, _) => Action::read(action, entity).event(),
    };
    let all = scene.all_named(&receivers);
    let advice = if assessed.verdict == Verdict::EventDriven {
        format!("Publish `{event}` once, and let {all} react to it.")
    } else {
        format!(
            "Call only the one whose outcome the caller needs, publish `{event}` when it is done, and let the others \
             of {all} react to it."
        )
    };
    Some(Found {
        within: "/to".to_owned(),
        message: format!("\u{201c}{action}\u{201d} waits for {all}, and fails if one of them does."),
        advice,
    })
}

/// Finds several steps of one caller that it waits for today without need.
fn many_calls(scene: &Scene<'_>, calls: &[usize]) -> Option<Found> {
    let flow = scene.built_flow()?;
    let from = scene.step.from?;
    let mut receivers = Vec::new();
    for &participant in calls.iter().flat_map(|call| &scene.flow.steps[*call].to) {
        if participant != from && !receivers.contains(&participant) {
            receivers.push(participant);
        }
    }
    if receivers.len() < 2 {
        return None;
    }
    let (caller, all) = (scene.named(from), scene.all_named(&receivers));
    let mut events: Vec<&str> = Vec::new();
    for call in calls {
        let message = &flow.steps[*call].assessed.message;
        if message.kind == MessageKind::Event && !events.contains(&message.name.as_ref()) {
            events.push(&message.name);
        }
    }
    let advice = match events.as_slice() {
        [] => format!("Send each its own request on a queue, and let {caller} go on without waiting."),
        [event] => format!("Publish `{event}` once, and let {all} react to it; {caller} goes on without waiting."),
        events => format!(
            "Publish what happened ({}), and let {all} react; {caller} goes on without waiting.",
            crate::finding::ticked(events)
        ),
    };
    Some(Found {
        within: "/today".to_owned(),
        message: format!(
            "{caller} calls {all} and waits for each, but no answer here says that it needs their \
                          outcome."
        ),
        advice,
    })
}
