//! Finding: services wait for each other in a chain.

use crate::built::{BuiltFlow, answers_calls, hands_over};
use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};

/// The smallest number of services in a chain that is a finding.
const LONG: usize = 4;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "synchronous_chain",
    name: "A long chain of synchronous calls",
    claim: "Four or more services that wait for each other take as long as all of them together, and fail if any one \
            fails.",
    why: "Each link adds its time to the caller\u{2019}s wait and holds a connection meanwhile. If each service is \
          up 999 times in 1,000, four in a chain are up 996 times. When the last one slows down, requests pile up \
          all the way to the first. Teams count the call that they make and not the calls behind it.",
    advice: "Cut the chain where the outcome is not needed at once: hand the work on by an event or a queue. Where a \
             service only asks, let it keep a copy fed by the owner\u{2019}s events. Or let the first service call \
             the others itself.",
    caveat: "The limit of four is ours; the sources warn of long chains without a number. People and stores are not \
             counted.",
    citations: &[
        cite("azure-interservice", "Synchronous versus asynchronous messaging: Responsiveness", States),
        cite(
            "dotnet-microservices",
            "Asynchronous microservice integration enforces microservice\u{2019}s autonomy",
            States,
        ),
    ],
    fires: examples! {
        "The portal waits for admissions, admissions for insurance, insurance for the register." =>
        r#"{"name": "Hospital", "participants": [{"id": "patient", "kind": "person"}],
         "flows": [{"actor": "patient", "steps": [
            {"action": "Ask for a bed", "from": "patient", "to": ["portal"], "answers": {"reply": "answer"}},
            {"action": "Admit the patient", "from": "portal", "to": ["admissions"], "answers": {"reply": "answer"}},
            {"action": "Confirm the cover", "from": "admissions", "to": ["insurance"], "answers": {"reply": "answer"}},
            {"action": "Look up the policy", "from": "insurance", "to": ["register"],
              "answers": {"intent": "query"}}]}]}"#,
    },
    silent: examples! {
        "The same work, but one service calls each of the others." =>
        r#"{"name": "Hospital", "participants": [{"id": "patient", "kind": "person"}],
         "flows": [{"actor": "patient", "steps": [
            {"action": "Ask for a bed", "from": "patient", "to": ["portal"], "answers": {"reply": "answer"}},
            {"action": "Admit the patient", "from": "portal", "to": ["admissions"], "answers": {"reply": "answer"}},
            {"action": "Confirm the cover", "from": "portal", "to": ["insurance"], "answers": {"reply": "answer"}},
            {"action": "Look up the policy", "from": "portal", "to": ["register"],
              "answers": {"intent": "query"}}]}]}"#,
        "The chain is cut: insurance reacts to the admission, and nobody waits for it." =>
        r#"{"name": "Hospital", "participants": [{"id": "patient", "kind": "person"}],
         "flows": [{"actor": "patient", "steps": [
            {"action": "Ask for a bed", "from": "patient", "to": ["portal"], "answers": {"reply": "answer"}},
            {"action": "Admit the patient", "from": "portal", "to": ["admissions"], "answers": {"reply": "answer"}},
            {"action": "Confirm the cover", "from": "admissions", "to": ["insurance"], "answers": {"reply": "none"}},
            {"action": "Look up the policy", "from": "insurance", "to": ["register"],
              "answers": {"intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let flow = scene.built_flow()?;
    let last = scene.step.index;
    if !is_link(scene, flow, last) || next(scene, flow, last) {
        return None;
    }
    let mut links = vec![last];
    let mut here = last;
    while let Some(before) = before(scene, flow, here) {
        links.push(before);
        here = before;
    }
    links.reverse();
    let mut row: Vec<usize> = Vec::with_capacity(links.len() + 1);
    let ends = links.windows(2).filter_map(|pair| scene.flow.steps[pair[1]].from);
    let first = scene.flow.steps[links[0]].from;
    for participant in first.into_iter().chain(ends).chain(scene.step.to.first().copied()) {
        if row.contains(&participant) {
            return None;
        }
        row.push(participant);
    }
    row.retain(|participant| answers_calls(scene.model, *participant));
    if row.len() < LONG {
        return None;
    }
    let names: Vec<&str> = row.iter().map(|participant| scene.named(*participant)).collect();
    Some(Found {
        within: String::new(),
        message: format!("{} services wait for each other in a chain: {}.", names.len(), names.join(", then ")),
        advice: cut(scene, flow, &links),
    })
}

/// Whether somebody waits for the step and a service does it.
fn is_link(scene: &Scene<'_>, flow: &BuiltFlow<'_>, step: usize) -> bool {
    let built = flow.steps[step];
    built.waits
        && !built.is_sent()
        && scene.flow.steps[step].to.iter().any(|participant| answers_calls(scene.model, *participant))
}

/// The nearest earlier link whose doer asks for this step.
fn before(scene: &Scene<'_>, flow: &BuiltFlow<'_>, step: usize) -> Option<usize> {
    let later = &scene.flow.steps[step];
    let asks = |earlier: &usize| {
        hands_over(&scene.flow.steps[*earlier], later)
            && flow.ancestry.is_before(*earlier, step)
            && is_link(scene, flow, *earlier)
    };
    scene.flow.order.iter().rev().copied().find(asks)
}

/// Whether a later link continues the chain after this step.
fn next(scene: &Scene<'_>, flow: &BuiltFlow<'_>, step: usize) -> bool {
    flow.after(scene.flow, step)
        .any(|later| hands_over(&scene.flow.steps[step], later) && is_link(scene, flow, later.index))
}

/// The advice where to cut the chain: first at a step that nobody needs to wait for, else at a query, else in
/// the middle.
fn cut(scene: &Scene<'_>, flow: &BuiltFlow<'_>, links: &[usize]) -> String {
    let find = |fits: &dyn Fn(usize) -> bool| links.iter().skip(1).copied().find(|step| fits(*step));
    if let Some(step) = find(&|step| flow.steps[step].assessed.verdict == Verdict::EventDriven) {
        let message = &flow.steps[step].assessed.message.name;
        return format!(
            "Cut the chain at {}: nobody needs to wait for it, so send `{message}` instead.",
            scene.quoted(step)
        );
    }
    if let Some(step) = find(&|step| flow.steps[step].advised.only_asks) {
        let [asks, owner] = parties(scene, step);
        return format!(
            "Cut the chain at {}: let {asks} keep a copy of what it asks for, fed by the events of {owner}, unless \
             the data must be fresh.",
            scene.quoted(step)
        );
    }
    let middle = links[links.len() / 2];
    let [asks, _] = parties(scene, links[0]);
    let asks = if asks.is_empty() { "the first caller" } else { asks };
    format!(
        "Let {asks} make the call for {} itself, in parallel with the rest, so that the chain gets shorter; or \
         accept {} at once and finish the work behind it later.",
        scene.quoted(middle),
        scene.quoted(links[0])
    )
}

/// The names of the participant who asks for a step and of the first one who does it.
fn parties<'a>(scene: &Scene<'a>, step: usize) -> [&'a str; 2] {
    let step = &scene.flow.steps[step];
    [step.from, step.to.first().copied()].map(|participant| participant.map_or("", |index| scene.named(index)))
}

/// The message and the advice for a text in which services wait for each other.
pub fn told_chain() -> (String, String) {
    (
        "Services wait for each other in a chain: it takes as long as all of them together, and fails if one of them \
         does."
            .to_owned(),
        "Cut the chain where the outcome is not needed at once: hand the work on by an event or a queue, or keep a \
         copy of what is only asked for, fed by the owner\u{2019}s events."
            .to_owned(),
    )
}
