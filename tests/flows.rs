//! Laws for flows as people have them: who publishes, who hears, who waits, checked on random descriptions.

use std::collections::BTreeSet;

use advice::assessment::Assessment;
use advice::rulebook::Scope;
use advice::terms::Level;
use advice::{Tree, rules};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{Chance, answers, description};

/// A random description whose flows have conditions, times, joins, hearers, repetitions and participants of every
/// kind. The same seed gives the same description.
fn flows_as_people_have_them(seed: u64) -> Value {
    let mut description = description(seed);
    let chance = &mut Chance::new(seed ^ 0x00C0_FFEE);
    let kinds = ["person", "service", "service", "service", "external", "store", "broker", "cache"];
    let participants = ["booking", "seats", "payment", "mail", "venue", "fan"];
    let declared = participants.iter().map(|id| json!({"id": id, "kind": chance.one_of(&kinds)}));
    description["participants"] = declared.collect();
    for flow in description["flows"].as_array_mut().unwrap() {
        if chance.percent(20) {
            flow["trigger"] = if chance.percent(50) { json!({"every": "P1D"}) } else { json!({"event": "DoorOpened"}) };
        }
        for (index, step) in flow["steps"].as_array_mut().unwrap().iter_mut().enumerate() {
            let earlier = index.checked_sub(1).map(|last| format!("s{}", chance.below(last + 1)));
            if chance.percent(25) {
                step["when"] = match &earlier {
                    Some(earlier) if chance.percent(80) => {
                        json!({"step": earlier, "outcome": chance.one_of(&["done", "refused", "failed", "timed_out"])})
                    }
                    _ => json!({"text": "it rains"}),
                };
            }
            if let Some(earlier) = earlier.filter(|_| chance.percent(15)) {
                step["undoes"] = json!(earlier);
            }
            for (field, value) in [
                ("tells", json!([chance.one_of(&participants), chance.one_of(&participants)])),
                ("starts", json!({"after": "PT30M"})),
                ("within", json!("PT15S")),
                ("join", json!("any")),
                ("repeats", json!("order line")),
                ("order_by", json!("flight")),
                ("announces", json!("FlightChanged")),
            ] {
                if chance.percent(15) {
                    step[field] = value;
                }
            }
        }
    }
    description
}

/// Assesses a description and passes the assessment to `look`.
fn assess<T>(description: &Value, look: impl FnOnce(&Assessment<'_>) -> T) -> T {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|f| panic!("{f:#?}\n{text}"));
    look(&advice::assess(&model))
}

/// Ids of the participants that are no services of ours.
fn strangers(description: &Value) -> BTreeSet<String> {
    let declared = description["participants"].as_array().unwrap().iter();
    declared.filter(|who| who["kind"] != "service").map(|who| who["id"].as_str().unwrap().to_owned()).collect()
}

/// The described step with these ids.
fn described<'d>(description: &'d Value, flow: &str, step: &str) -> &'d Value {
    let flow = description["flows"].as_array().unwrap().iter().find(|one| one["id"] == *flow).unwrap();
    flow["steps"].as_array().unwrap().iter().find(|one| one["id"] == *step).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn only_services_of_ours_publish_hear_and_look_after_dead_letters(seed: u64) {
        let input = flows_as_people_have_them(seed);
        let strangers = strangers(&input);
        assess(&input, |assessment| {
            for event in &assessment.events {
                let mut heard = BTreeSet::new();
                for who in event.consumers.iter().chain(&event.producer) {
                    prop_assert!(!strangers.contains(&**who), "{:?}", event);
                    prop_assert!(heard.insert(who), "nobody hears its own event, nor hears it twice: {:?}", event);
                }
            }
            for letter in assessment.steps.iter().filter_map(|step| step.delivery.as_ref()).flat_map(|one| &one.dead_letter) {
                for who in letter.owner.iter().chain(&letter.consumer) {
                    prop_assert!(!strangers.contains(&**who), "{:?}", letter);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_step_under_a_condition_is_a_commit_point(seed: u64) {
        let input = flows_as_people_have_them(seed);
        assess(&input, |assessment| {
            for flow in &assessment.flows {
                let Some(point) = &flow.commit_point else { continue };
                let step = described(&input, &flow.flow, point);
                prop_assert!(step.get("when").is_none() && step.get("starts").is_none(), "{step}");
                prop_assert!(flow.sync_prefix.contains(point));
            }
            Ok(())
        })?;
    }

    #[test]
    fn every_leg_of_a_saga_is_strong_at_its_owner(seed: u64) {
        assess(&flows_as_people_have_them(seed), |assessment| {
            for flow in &assessment.flows {
                for leg in flow.saga.iter().flat_map(|saga| &saga.steps) {
                    let is_it = |step: &&advice::assessment::Step<'_>| step.flow == flow.flow && step.step == leg.step;
                    let step = assessment.steps.iter().find(is_it).unwrap();
                    prop_assert!(step.consistency.at_owner != Level::Eventual, "{:?}", step);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_is_answered_in_full_is_settled(seed: u64) {
        let mut input = flows_as_people_have_them(seed);
        let chance = &mut Chance::new(seed);
        for flow in input["flows"].as_array_mut().unwrap() {
            for step in flow["steps"].as_array_mut().unwrap() {
                step["answers"] = json!(answers(chance, Scope::Step, 100));
            }
        }
        assess(&input, |assessment| {
            for step in &assessment.steps {
                prop_assert!(step.settled && step.open_question.is_none(), "{:?}", step);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_way_out_reacts_to_the_outcome_that_it_is_for(seed: u64) {
        let input = flows_as_people_have_them(seed);
        assess(&input, |assessment| {
            for step in &assessment.steps {
                let described = described(&input, &step.flow, &step.step);
                let outcome = described["when"]["outcome"].as_str().filter(|outcome| *outcome != "done");
                let (Some(outcome), "event") = (outcome, &*step.style) else { continue };
                let is_it = |event: &&advice::assessment::Event<'_>| {
                    event.flow == step.flow && event.name == step.message.name && event.outcome.id() == outcome
                };
                let tells_its_own = described["answers"]["intent"] == "event";
                prop_assert!(tells_its_own || assessment.events.iter().any(|event| is_it(&event)), "{:?}", step);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_same_flow_gives_the_same_bytes_and_survives_a_round_trip(seed: u64) {
        let input = flows_as_people_have_them(seed);
        let written = assess(&input, |assessment| serde_json::to_string(assessment).unwrap());
        let read: Assessment<'_> = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), written.clone());
        prop_assert_eq!(assess(&input, |assessment| serde_json::to_string(assessment).unwrap()), written);
    }
}
