//! Laws for every saga plan and every delivery, checked on random descriptions.

use std::collections::BTreeSet;

use advice::{Tree, rules};
use advice::{
    assessment::{Assessment, Flow, Saga},
    terms::{Role, Verdict},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::description;

/// Assesses a description and passes the assessment to `look`.
fn assess<T>(description: &Value, look: impl FnOnce(&Assessment<'_>) -> T) -> T {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|f| panic!("{f:#?}\n{text}"));
    look(&advice::assess(&model))
}

/// A random description in which every step states its predecessors.
fn ordered(seed: u64) -> Value {
    let mut ordered = description(seed);
    for flow in ordered["flows"].as_array_mut().unwrap() {
        let ids: Vec<Value> = flow["steps"].as_array().unwrap().iter().map(|step| step["id"].clone()).collect();
        for (index, step) in flow["steps"].as_array_mut().unwrap().iter_mut().enumerate() {
            if step.get("after").is_none() {
                step["after"] = json!(index.checked_sub(1).map(|before| &ids[before]).into_iter().collect::<Vec<_>>());
            }
        }
    }
    ordered
}

/// The moves of every saga: flow, step, and the step's new predecessors.
fn moves(assessment: &Assessment<'_>) -> Vec<(String, String, Vec<String>)> {
    let sagas = assessment.flows.iter().filter_map(|flow| Some((flow.flow.to_string(), flow.saga.as_ref()?)));
    sagas
        .flat_map(|(flow, saga)| {
            saga.moves.iter().map(move |moved| {
                (flow.clone(), moved.step.to_string(), moved.after.iter().map(ToString::to_string).collect())
            })
        })
        .collect()
}

/// Gives a step new predecessors. Steps that waited for it now wait for its old predecessors.
fn follow(description: &mut Value, (flow, step, after): &(String, String, Vec<String>)) {
    let flow = description["flows"].as_array_mut().unwrap().iter_mut().find(|one| one["id"] == **flow).unwrap();
    let steps = flow["steps"].as_array_mut().unwrap();
    let mut waits_for: BTreeSet<String> = BTreeSet::new();
    for one in steps.iter().filter(|one| one["id"] == **step) {
        waits_for.extend(one["after"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()));
    }
    for one in steps.iter_mut() {
        let before: Vec<&str> = one["after"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut changed: BTreeSet<String> = before.iter().map(|id| (*id).to_owned()).collect();
        if one["id"] == **step {
            changed.extend(after.iter().cloned());
        } else if changed.remove(step) {
            changed.extend(waits_for.iter().cloned());
        }
        one["after"] = json!(changed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_a_message_carries_has_a_delivery_and_what_is_called_has_none(seed: u64) {
        assess(&description(seed), |assessment| {
            for step in &assessment.steps {
                prop_assert_eq!(step.delivery.is_some(), step.verdict != Verdict::Synchronous, "{:?}", step);
                let Some(delivery) = &step.delivery else { continue };
                let is_kept = delivery.guarantee == "at_least_once";
                prop_assert!(is_kept || delivery.guarantee == "at_most_once");
                prop_assert_eq!(delivery.idempotency_key.is_some(), is_kept);
                prop_assert_eq!(delivery.deduplication_window.is_some(), is_kept);
                prop_assert_eq!(delivery.retry.is_some(), is_kept);
                prop_assert_eq!(delivery.dead_letter.is_empty(), !is_kept);
                let is_limited = matches!(delivery.retry.as_deref(), Some("within_limit" | "for_an_hour"));
                prop_assert!(
                    delivery.expiry.is_none() || !is_kept || is_limited,
                    "what must not get lost does not expire before its limit"
                );
                prop_assert!(delivery.sending == "direct" || is_kept);
                prop_assert!(delivery.partition_key.is_none() || delivery.ordering == "per_entity");
                for term in &delivery.terms {
                    prop_assert!(!term.because.is_empty() && !term.sources.is_empty(), "{:?}", term);
                }
                let told = [&delivery.idempotency_key, &delivery.partition_key];
                prop_assert!(told.into_iter().flatten().all(|text| !text.contains('{')), "{:?}", delivery);
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_is_called_says_what_happens_if_the_call_fails(seed: u64) {
        assess(&description(seed), |assessment| {
            for step in &assessment.steps {
                prop_assert_eq!(step.call.is_some(), step.verdict != Verdict::EventDriven, "{:?}", step);
                let Some(call) = &step.call else { continue };
                prop_assert!(call.time_limit.starts_with("PT") && !call.if_down.is_empty() && !call.because.is_empty());
                let is_safe = call.retry.is_none()
                    || call.idempotency_key.is_some()
                    || step.style == "query"
                    || step.style == "local_transaction";
                prop_assert!(is_safe, "only what can be repeated is tried again: {:?}", call);
                for term in &call.terms {
                    prop_assert!(!term.because.is_empty() && !term.sources.is_empty(), "{:?}", term);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn before_the_pivot_all_can_be_undone_and_behind_it_all_is_repeated(seed: u64) {
        assess(&description(seed), |assessment| {
            for (index, flow) in assessment.flows.iter().enumerate() {
                let Some(saga) = &flow.saga else { continue };
                let order = |role| match role {
                    Role::Compensable => 0,
                    Role::Pivot => 1,
                    Role::Retriable => 2,
                };
                prop_assert!(saga.steps.is_sorted_by_key(|step| order(step.role)));
                let has_several_pivots = saga.steps.iter().filter(|step| step.role == Role::Pivot).count() > 1;
                let of_flow = format!("/flows/{index}/");
                let is_told = assessment.findings.iter().any(|finding| {
                    finding.rule == "irreversible_too_early" && finding.at.starts_with(&of_flow)
                });
                prop_assert!(!has_several_pivots || is_told, "what no order mends is told");
                prop_assert!(saga.steps.iter().any(|step| step.role != Role::Retriable), "something may fail");
                for step in saga.steps.iter().filter(|step| step.role == Role::Compensable) {
                    let mut of_flow = assessment.steps.iter().filter(|one| one.flow == flow.flow);
                    let at = format!("/flows/{index}/steps/{}", of_flow.position(|one| one.step == step.step).unwrap());
                    let is_found = assessment
                        .findings
                        .iter()
                        .any(|finding| finding.rule == "missing_compensation" && finding.at == at);
                    prop_assert_eq!(step.compensation.is_none(), is_found, "{:?}", step);
                }
                prop_assert!(!saga.gains.is_empty() && !saga.costs.is_empty() && !saga.sources.is_empty());
                for id in saga.blocking.iter().chain(saga.in_between.iter().map(|seen| &seen.after)) {
                    prop_assert!(saga.steps.iter().any(|step| step.step == *id && step.role != Role::Retriable));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn following_the_moves_leaves_nothing_that_cannot_be_undone_before_what_may_fail(seed: u64) {
        let mut changed = ordered(seed);
        let steps: usize =
            changed["flows"].as_array().unwrap().iter().map(|flow| flow["steps"].as_array().unwrap().len()).sum();
        for _ in 0..=2 * steps {
            let Some(next) = assess(&changed, |assessment| moves(assessment).into_iter().next()) else { break };
            follow(&mut changed, &next);
        }
        assess(&changed, |assessment| {
            prop_assert_eq!(moves(assessment), Vec::new());
            // If several steps decide, no order makes one of them the pivot.
            let decides_once = |saga: &Saga<'_>| saga.steps.iter().filter(|step| step.role == Role::Pivot).count() < 2;
            let is_mended = |flow: &Flow<'_>| flow.saga.as_ref().is_some_and(decides_once);
            for (index, _) in assessment.flows.iter().enumerate().filter(|(_, flow)| is_mended(flow)) {
                let early = assessment.findings.iter().find(|finding| {
                    finding.rule == "irreversible_too_early" && finding.at.starts_with(&format!("/flows/{index}/"))
                });
                prop_assert!(early.is_none(), "{early:?}\n{changed}");
            }
            Ok(())
        })?;
    }
}

#[test]
fn chance_makes_sagas_of_many_sorts() {
    let mut kinds = BTreeSet::new();
    let mut moved = 0;
    for seed in 0..300 {
        assess(&description(seed), |assessment| {
            moved += moves(assessment).len();
            kinds.extend(assessment.flows.iter().filter_map(|flow| Some(flow.saga.as_ref()?.kind.to_string())));
        });
    }
    assert!(kinds.len() >= 6 && moved > 20, "{kinds:?}, {moved} moves");
}
