//! Laws for every description, checked on random descriptions.

use std::collections::BTreeMap;

use advice::assessment::Assessment;
use advice::rulebook::Scope;
use advice::terms::Verdict;
use advice::{Tree, rules};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{Chance, description};

/// The assessment as JSON.
fn assessed(description: &Value) -> String {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|f| panic!("{f:#?}\n{text}"));
    serde_json::to_string(&advice::assess(&model)).unwrap()
}

/// The parts of an assessment in a form that does not depend on the order of writing: steps by flow and id,
/// events and flows with sorted lists.
fn unordered(assessment: &str) -> BTreeMap<String, Value> {
    let value: Value = serde_json::from_str(assessment).unwrap();
    let mut parts = BTreeMap::new();
    for step in value["steps"].as_array().unwrap() {
        parts.insert(format!("step {} {}", step["flow"], step["step"]), step.clone());
    }
    for kind in ["flows", "events"] {
        for part in value[kind].as_array().unwrap() {
            let mut part = part.clone();
            for list in ["sync_prefix", "asynchronous", "consumers", "left_out"] {
                if let Some(list) = part.get_mut(list).and_then(Value::as_array_mut) {
                    list.sort_by_key(Value::to_string);
                }
            }
            let name = format!("{kind} {} {} {} {}", part["flow"], part["step"], part["name"], part["producer"]);
            parts.insert(name, part);
        }
    }
    parts
}

/// Answers a share of the questions that neither the step nor its structure answers.
fn answer_what_is_open(step: &mut Value, chance: &mut Chance, share: usize) {
    let calls_itself = step["to"].as_array().is_some_and(|to| to.as_slice() == [step["from"].clone()]);
    let calls_several = step["to"].as_array().is_some_and(|to| to.len() > 1);
    for (question, answer) in crate::generate::answers(chance, Scope::Step, share) {
        let derived = (question == "boundary" && calls_itself) || (question == "consumer_count" && calls_several);
        // Two participants share no transaction, and a step whose result nobody waits for is no query.
        let is_waited_for = step["answers"]["reply"].as_str().is_none_or(|reply| reply == "answer");
        let contradicts = (question == "boundary" && answer == "same" && step["from"].is_string())
            || (question == "intent" && answer == "query" && !is_waited_for);
        if !derived && !contradicts && step["answers"].get(&question).is_none() {
            step["answers"][question] = answer;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_lean_is_the_sum_of_its_contributions_and_lies_in_its_range(seed: u64) {
        let text = assessed(&description(seed));
        let assessment: Assessment<'_> = serde_json::from_str(&text).unwrap();
        for step in &assessment.steps {
            prop_assert_eq!(step.lean, step.contributions.iter().map(|c| c.lean).sum::<i32>());
            prop_assert!(step.lean_range[0] <= step.lean && step.lean <= step.lean_range[1], "{:?}", step);
            prop_assert!((-100..=100).contains(&step.lean_range[0]) && step.lean_range[1] <= 100);
            let advice::rule::RuleKind::Style(style) = &rules::shipped().style(&step.style).unwrap().kind else {
                panic!("{} is no style", step.style)
            };
            prop_assert_eq!(style.verdict, step.verdict);
            prop_assert!(rules::shipped().mechanism(&step.consistency.mechanism).is_some());
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_and_survives_a_round_trip(seed: u64) {
        let input = description(seed);
        let text = input.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let answer = serde_json::to_string(&advice::assess(&model)).unwrap();
        prop_assert_eq!(&answer, &assessed(&input));
        // The description in the answer has every id, and its assessment is the same.
        let saved = serde_json::to_value(model.description()).unwrap();
        prop_assert_eq!(&answer, &assessed(&saved));
        // A stored assessment reads back as it was.
        let stored: Assessment<'_> = serde_json::from_str(&answer).unwrap();
        prop_assert_eq!(&answer, &serde_json::to_string(&stored).unwrap());
    }

    #[test]
    fn the_order_of_independent_steps_does_not_matter(seed: u64) {
        let mut ordered = description(seed);
        // Every step states its predecessors, so that only the order of writing differs.
        for flow in ordered["flows"].as_array_mut().unwrap() {
            let ids: Vec<Value> = flow["steps"].as_array().unwrap().iter().map(|step| step["id"].clone()).collect();
            for (index, step) in flow["steps"].as_array_mut().unwrap().iter_mut().enumerate() {
                if step.get("after").is_none() {
                    step["after"] =
                        json!(index.checked_sub(1)
                        .map(|before| &ids[before]).into_iter().collect::<Vec<_>>());
                }
            }
        }
        let mut shuffled = ordered.clone();
        let chance = &mut Chance::new(seed ^ 0xDEAD_BEEF);
        for flow in shuffled["flows"].as_array_mut().unwrap() {
            let steps = flow["steps"].as_array_mut().unwrap();
            for index in (1..steps.len()).rev() {
                steps.swap(index, chance.below(index + 1));
            }
        }
        prop_assert_eq!(unordered(&assessed(&ordered)), unordered(&assessed(&shuffled)));
    }

    #[test]
    fn a_settled_step_stays_on_its_side_whatever_is_answered(seed: u64) {
        let input = description(seed);
        let text = assessed(&input);
        let assessment: Assessment<'_> = serde_json::from_str(&text).unwrap();
        let side = |verdict| verdict == Verdict::EventDriven;
        let chance = &mut Chance::new(seed);
        for (position, step) in assessment.steps.iter().enumerate().filter(|(_, step)| step.settled) {
            for _ in 0..4 {
                let mut more = input.clone();
                let flow = more["flows"].as_array_mut().unwrap().iter_mut().find(|f| f["id"] == *step.flow).unwrap();
                let described =
                    flow["steps"].as_array_mut().unwrap().iter_mut().find(|s| s["id"] == *step.step).unwrap();
                answer_what_is_open(described, chance, 60);
                let again = assessed(&more);
                let again: Assessment<'_> = serde_json::from_str(&again).unwrap();
                prop_assert_eq!(side(again.steps[position].verdict), side(step.verdict), "{} {}", step.flow, step.step);
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(seed: u64, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut text = description(seed).to_string().into_bytes();
        let chance = &mut Chance::new(seed);
        for byte in noise {
            let place = chance.below(text.len());
            text[place] = byte;
        }
        let text = String::from_utf8_lossy(&text);
        if let Ok(tree) = Tree::from_json(&text)
            && let Ok(model) = advice::model::read(&text, &tree, rules::shipped())
        {
            let _ = serde_json::to_string(&advice::assess(&model)).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_typed_text_becomes_a_sound_description_or_says_why_not(
        pieces in proptest::collection::vec(0_usize..20, 1..20)
    ) {
        let long = "x".repeat(201);
        let known = [
            "\n", "\n", "\r\n", "\n- ", "\n  1. ", "\n# ", ":", ":\n", " -> ",
                "\u{2192}", ",", "Pay", "the bank", "Fan",
            "FAN", "\u{1f3ab}", "\t", "\u{0}", &long, ".",
        ];
        let text: String = pieces.iter().map(|piece| known[*piece]).collect();
        match reader::text::read(&text, rules::shipped()) {
            Ok(read) => {
                let read = read.description;
                let model = advice::Model::resolve(read.clone(), rules::shipped()).unwrap();
                prop_assert_eq!(model.description(), &read, "every id is explicit");
                let json = serde_json::to_string(&read).unwrap();
                let again = advice::Description::read(&Tree::from_json(&json).unwrap());
                prop_assert_eq!(again, (read, Vec::new()), "it can be sent as it is");
            }
            Err(because) => prop_assert!(because.ends_with('.'), "{because}"),
        }
    }
}

#[test]
fn an_unsettled_step_can_be_moved() {
    let mut moved = 0;
    let mut unsettled = 0;
    for seed in 0..400 {
        let input = description(seed);
        let text = assessed(&input);
        let assessment: Assessment<'_> = serde_json::from_str(&text).unwrap();
        let chance = &mut Chance::new(seed);
        let Some((position, step)) = assessment.steps.iter().enumerate().find(|(_, step)| !step.settled) else {
            continue;
        };
        unsettled += 1;
        let found = (0..60).any(|_| {
            let mut more = input.clone();
            let flow = more["flows"].as_array_mut().unwrap().iter_mut().find(|f| f["id"] == *step.flow).unwrap();
            let described = flow["steps"].as_array_mut().unwrap().iter_mut().find(|s| s["id"] == *step.step).unwrap();
            answer_what_is_open(described, chance, 100);
            let again = assessed(&more);
            let again: Assessment<'_> = serde_json::from_str(&again).unwrap();
            (again.steps[position].verdict == Verdict::EventDriven) != (step.verdict == Verdict::EventDriven)
        });
        moved += usize::from(found);
    }
    // Sixty guesses sometimes miss a rare combination. If a step were called unsettled without reason, far
    // more would fail.
    assert!(unsettled > 100 && moved * 100 >= unsettled * 90, "{moved} of {unsettled} could be moved");
}
