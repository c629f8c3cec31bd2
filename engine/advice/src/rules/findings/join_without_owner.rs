//! Finding: a step waits for several others, and nobody remembers which of them have come.

use crate::built::BuiltFlow;
use crate::finding::{Found, Scene};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::case;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "join_without_owner",
    name: "A join that nobody owns",
    claim: "A step that waits for several others needs somebody who remembers which of them have come.",
    why: "Messages come one by one, in any order, some of them twice. Whoever hears only the last one cannot know \
          whether the others have come, so the step runs too early, twice or never. Somebody has to note each outcome \
          under the id of the run, in a store, and act when all are there.",
    advice: "Name a service that hears every outcome, keeps them for each run, asks for the step when all are there, \
             and says what happens if one never comes. If the first one is enough, say so.",
    citations: &[
        cite("hohpe-woolf-2003", "Aggregator; Process Manager", States),
        cite("azure-scheduler-agent-supervisor", "Solution", Implies),
    ],
    fires: examples! {
        "The parcel leaves when it is paid and packed, and two services do not know of each other." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "after": [],
              "answers": {"reply": "none"}},
            {"id": "pack", "action": "Pack the parcel", "from": "shop", "to": ["warehouse"], "after": [],
              "answers": {"reply": "none"}},
            {"action": "Send the parcel", "to": ["carrier"], "after": ["pay", "pack"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The shop remembers what has come." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "after": [],
              "answers": {"reply": "none"}},
            {"id": "pack", "action": "Pack the parcel", "from": "shop", "to": ["warehouse"], "after": [],
              "answers": {"reply": "none"}},
            {"action": "Send the parcel", "from": "shop", "to": ["carrier"], "after": ["pay", "pack"],
              "answers": {"reply": "none"}}]}]}"#,
        "The first of them is enough." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "after": [],
              "answers": {"reply": "none"}},
            {"id": "pack", "action": "Pack the parcel", "from": "shop", "to": ["warehouse"], "after": [],
              "answers": {"reply": "none"}},
            {"action": "Greet the customer", "to": ["mail"], "after": ["pay", "pack"], "join": "any",
              "answers": {"reply": "none"}}]}]}"#,
        "One service has called both and knows when both are done." =>
        r#"{"name": "Mail order", "flows": [{"steps": [
            {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "after": [],
              "answers": {"reply": "answer"}},
            {"id": "pack", "action": "Pack the parcel", "from": "shop", "to": ["warehouse"], "after": [],
              "answers": {"reply": "answer"}},
            {"action": "Send the parcel", "to": ["carrier"], "after": ["pay", "pack"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let (step, built) = (scene.step, scene.built_flow()?);
    let waits_for_several = step.after.len() > 1 && !step.waits_for_any && !step.is_way_out();
    if scene.assessed.verdict != Verdict::EventDriven
        || !waits_for_several
        || step.from.is_some_and(|who| scene.model.is_ours(who))
    {
        return None;
    }
    let joined = joined(scene, built);
    if joined.len() < 2 || is_known_to_one(&joined, built) {
        return None;
    }
    let action = scene.quoted(step.index);
    let waited_for = scene.all_quoted(joined.iter().map(|step| step.index));
    Some(Found {
        within: "/after".to_owned(),
        message: format!(
            "{action} waits for {waited_for}, and nobody is named who remembers which of them have \
             come."
        ),
        advice: format!(
            "Name in `from` the service that hears {waited_for}, notes them under `{}_run_id`, and asks for \
             {action} when all are there. If the first one is enough, say `join: any`.",
            case::snake(&scene.assessed.flow)
        ),
    })
}

/// The changes that a step waits for, without those that another of them waits for anyway, and one alone of several
/// that exclude each other.
fn joined<'a>(scene: &Scene<'a>, built: &BuiltFlow<'_>) -> Vec<&'a StepModel> {
    let after = &scene.step.after;
    let is_last = |earlier: usize| !after.iter().any(|other| built.ancestry.is_before(earlier, *other));
    let changes = |earlier: usize| !built.steps[earlier].advised.only_asks;
    let mut joined: Vec<&StepModel> = Vec::new();
    for earlier in after.iter().copied().filter(|earlier| is_last(*earlier) && changes(*earlier)) {
        let step = &scene.flow.steps[earlier];
        let excludes = |other: &&StepModel| match (other.when, step.when) {
            (Some((one, outcome)), Some((two, another))) => one == two && outcome != another,
            _ => false,
        };
        if !joined.iter().any(excludes) {
            joined.push(step);
        }
    }
    joined
}

/// Whether one participant has called them all and waited, or has done them all itself.
fn is_known_to_one(joined: &[&StepModel], built: &BuiltFlow<'_>) -> bool {
    let Some(first) = joined.first() else { return true };
    let is_asked_by_one =
        first.from.is_some() && joined.iter().all(|step| step.from == first.from && built.steps[step.index].waits);
    let is_done_by_one = first.to.iter().any(|who| joined.iter().all(|step| step.to.contains(who)));
    is_asked_by_one || is_done_by_one
}
