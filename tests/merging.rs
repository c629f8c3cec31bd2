//! Laws for the merging of two versions of a description, checked on random descriptions and edits.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Description, Model, Tree,
    edit::{Edit, apply},
    fault::Code,
    rules,
};
use app::merging::{Choices, Conflict, Merged, Take, Versions, merge};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::{
    edits::{described, edit, explicit},
    generate::Chance,
};

fn model(description: &Description) -> Option<Model<'static>> {
    Model::resolve(description.clone(), rules::shipped()).ok()
}

fn read(text: &str) -> Description {
    let (description, faults) = Description::read(&Tree::from_json(text).unwrap());
    // A draft may have no flow yet, and a flow no step.
    assert!(faults.iter().all(|fault| fault.code == Code::Empty), "{faults:?} in {text}");
    description
}

/// The description after some random edits that leave it sound.
fn edited(chance: &mut Chance, description: &Description) -> Description {
    let mut edited = description.clone();
    for _ in 0..=chance.below(6) {
        let drawn = edit(chance, &edited);
        if let Some(next) = apply(&edited, &drawn).ok().filter(|next| model(next).is_some())
            && !matches!(drawn, Edit::Replace(_))
        {
            edited = next;
        }
    }
    edited
}

fn merged(versions: [&Description; 3], choices: &Choices) -> Merged {
    let [base, mine, theirs] = versions.map(|version| model(version).unwrap());
    merge(Versions { base: &base, mine: &mine, theirs: &theirs }, choices).unwrap()
}

/// Every value of a description by its place and its field.
fn values(description: &Description) -> BTreeMap<(String, String), String> {
    let mut values = BTreeMap::new();
    part(&mut values, "", &json!(description));
    values
}

fn part(values: &mut BTreeMap<(String, String), String>, place: &str, object: &Value) {
    for (name, value) in object.as_object().unwrap() {
        match (name.as_str(), value) {
            ("assumptions", _) => {}
            ("participants" | "flows" | "steps", Value::Array(items)) => items
                .iter()
                .for_each(|item| part(values, &format!("{place}/{name}/{}", item["id"].as_str().unwrap()), item)),
            ("answers" | "inferred" | "today", Value::Object(fields)) => fields.iter().for_each(|(field, value)| {
                values.insert((place.to_owned(), format!("{name}.{field}")), value.to_string());
            }),
            _ => _ = values.insert((place.to_owned(), name.clone()), value.to_string()),
        }
    }
}

/// Whether a conflict is about a value, or about a part that it is in.
fn is_about(conflict: &Conflict, (place, field): &(String, String)) -> bool {
    let is_around = place == &conflict.place || place.starts_with(&format!("{}/", conflict.place));
    conflict.field.is_empty() && is_around || (&conflict.place, &conflict.field) == (place, field)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_only_one_changed_is_taken_and_the_same_change_is_taken_once(seed: u64) {
        let base = explicit(&described(seed));
        let mine = edited(&mut Chance::new(seed), &base);
        for versions in [[&base, &mine, &base], [&base, &base, &mine], [&base, &mine, &mine]] {
            let found = merged(versions, &Choices::new());
            prop_assert_eq!(&found.conflicts, &[]);
            prop_assert_eq!(read(&found.text), mine.clone());
        }
    }

    #[test]
    fn nothing_is_lost_and_it_makes_no_difference_who_is_first(seed: u64) {
        let base = explicit(&described(seed));
        let chance = &mut Chance::new(seed);
        let (mine, theirs) = (edited(chance, &base), edited(chance, &base));
        let found = merged([&base, &mine, &theirs], &Choices::new());
        let turned = merged([&base, &theirs, &mine], &Choices::new());
        let about = |found: &Merged| found.conflicts.iter().map(Conflict::key).collect::<BTreeSet<String>>();
        prop_assert_eq!(about(&found), about(&turned));
        if found.conflicts.is_empty() {
            prop_assert_eq!(&found.text, &turned.text);
        }
        let (old, new) = (values(&base), values(&read(&found.text)));
        for side in [&mine, &theirs].map(values) {
            let keys: BTreeSet<_> = old.keys().chain(side.keys()).collect();
            for key in keys.into_iter().filter(|key| old.get(*key) != side.get(*key)) {
                let is_kept = found.kept.contains(&key.0);
                let is_there = new.get(key) == side.get(key) || found.conflicts.iter().any(|one| is_about(one, key));
                prop_assert!(is_there || is_kept, "{key:?} is {:?} and not {:?}", new.get(key), side.get(key));
            }
        }
    }

    #[test]
    fn what_a_person_takes_is_there(seed: u64) {
        let base = explicit(&described(seed));
        let chance = &mut Chance::new(seed);
        let (mine, theirs) = (edited(chance, &base), edited(chance, &base));
        let open = merged([&base, &mine, &theirs], &Choices::new()).conflicts;
        for (take, side) in [(Take::Mine, &mine), (Take::Theirs, &theirs)] {
            let choices: Choices = open.iter().map(|conflict| (conflict.key(), take)).collect();
            let found = merged([&base, &mine, &theirs], &choices);
            prop_assert!(found.is_decided());
            let (new, side) = (values(&read(&found.text)), values(side));
            let fields = open.iter().filter(|conflict| !conflict.field.is_empty() && conflict.field != "steps");
            for conflict in fields.filter(|conflict| !conflict.place.is_empty() || conflict.field != "flows") {
                let key = (conflict.place.clone(), conflict.field.clone());
                prop_assert_eq!(new.get(&key), side.get(&key), "{:?}", key);
            }
        }
    }
}

const BASE: &str = r#"{"name": "Shop", "answers": {"history_needed": ["past_states", "undo_redo"]},
    "participants": [{"id": "bank", "name": "Bank"}, {"id": "post"}],
    "assumptions": [{"text": "one bank", "at": "/flows/0/steps/1/to/0"}],
    "flows": [{"id": "buy", "steps": [
        {"id": "cart", "action": "Fill the cart"},
        {"id": "pay", "action": "Charge the card", "to": ["bank"], "answers": {"reply": "answer"}},
        {"id": "mail", "action": "Send the mail", "to": ["post"], "after": ["pay"], "answers": {"reply": "none"}}]}]}"#;

/// A version of the base: a change of its JSON.
fn version(change: impl FnOnce(&mut Map<String, Value>, &mut Vec<Value>)) -> Description {
    let mut value: Value = serde_json::from_str(BASE).unwrap();
    let mut steps = value["flows"][0]["steps"].as_array().unwrap().clone();
    change(value.as_object_mut().unwrap(), &mut steps);
    value["flows"][0]["steps"] = Value::Array(steps);
    explicit(&read(&value.to_string()))
}

#[test]
fn answers_are_merged_one_by_one_and_two_to_one_question_are_a_conflict() {
    let mine = version(|_, steps| {
        steps[1]["answers"] = json!({"reply": "none"});
        steps[2]["answers"] = json!({"reply": "none", "consumer_count": "multiple"});
    });
    let theirs = version(|system, steps| {
        steps[1]["answers"] = json!({"reply": "acknowledgement", "invariant": "exclusive_booking"});
        steps[2]["action"] = json!("Mail it");
        system["answers"] = json!({"history_needed": ["past_states", "transition_analytics"]});
    });
    let found = merged([&version(|_, _| {}), &mine, &theirs], &Choices::new());
    let [conflict] = found.conflicts.as_slice() else { panic!("{:?}", found.conflicts) };
    assert_eq!(conflict.key(), "/flows/buy/steps/pay#answers.reply");
    let told = [&conflict.base, &conflict.mine, &conflict.theirs].map(|value| value.as_deref().unwrap());
    assert_eq!((told, conflict.taken), (["answer", "none", "acknowledgement"], None));
    let choices = Choices::from([(conflict.key(), Take::Theirs)]);
    let found = merged([&version(|_, _| {}), &mine, &theirs], &choices);
    assert!(found.is_decided());
    let value: Value = serde_json::from_str(&found.text).unwrap();
    let steps = &value["flows"][0]["steps"];
    assert_eq!(steps[1]["answers"], json!({"reply": "acknowledgement", "invariant": "exclusive_booking"}));
    assert_eq!((&steps[2]["action"], &steps[2]["answers"]["consumer_count"]), (&json!("Mail it"), &json!("multiple")));
    assert_eq!(value["answers"]["history_needed"], json!(["past_states", "transition_analytics"]));
}

#[test]
fn no_digit_of_a_number_is_lost() {
    let with = |rate: &str, name: &str| {
        let text =
            r#"{"name": "NAME", "flows": [{"id": "buy", "rate": {"per_second": RATE}, "steps": [{"action": "Pay"}]}]}"#;
        explicit(&read(&text.replace("NAME", name).replace("RATE", rate)))
    };
    let (base, mine) = (with("8999999999.123456789", "Shop"), with("8999999999.123456788", "Shop"));
    let found = merged([&base, &mine, &with("8999999999.123456789", "Till")], &Choices::new());
    assert!(found.text.contains("8999999999.123456788") && found.text.contains("Till"), "{}", found.text);
}

#[test]
fn what_one_removed_and_the_other_changed_is_for_a_person_to_decide() {
    let base = version(|_, _| {});
    let without = version(|_, steps| _ = steps.remove(2));
    let renamed = version(|_, steps| steps[2]["action"] = json!("Mail it"));
    for (mine, theirs, removes) in [(&without, &renamed, Take::Mine), (&renamed, &without, Take::Theirs)] {
        let open = merged([&base, mine, theirs], &Choices::new());
        let [conflict] = open.conflicts.as_slice() else { panic!("{:?}", open.conflicts) };
        assert_eq!(conflict.key(), "/flows/buy/steps/mail#");
        assert!(open.text.contains("Mail it"), "it stays until somebody decides");
        for take in [Take::Mine, Take::Theirs] {
            let found = merged([&base, mine, theirs], &Choices::from([(conflict.key(), take)]));
            assert_eq!(found.text.contains("Mail it"), take != removes);
        }
    }
}

#[test]
fn what_one_removed_stays_if_the_other_one_needs_it_now() {
    let base = version(|_, _| {});
    let mine = version(|system, steps| {
        steps.remove(2);
        system["participants"] = json!([{"id": "bank", "name": "Bank"}]);
    });
    let theirs = version(|_, steps| {
        steps.push(json!({"id": "thank", "action": "Say thanks", "to": ["post"], "after": ["mail"]}));
    });
    let found = merged([&base, &mine, &theirs], &Choices::new());
    assert_eq!(
        (found.conflicts.len(), found.kept.as_slice()),
        (0, &["/flows/buy/steps/mail".to_owned(), "/participants/post".to_owned()][..])
    );
    assert!(model(&read(&found.text)).is_some());
}

#[test]
fn steps_are_added_where_they_stood_and_assumptions_follow_them() {
    let at = |place: &str| json!([{"text": "one bank", "at": place}]);
    let mine = version(|system, steps| {
        steps.insert(0, json!({"id": "look", "action": "Look around"}));
        system["assumptions"] = at("/flows/0/steps/2/to/0");
    });
    let theirs = version(|system, steps| {
        system["assumptions"] = at("/flows/0/steps/1/to/1");
        steps.insert(2, json!({"id": "pack", "action": "Pack it"}));
        steps[1]["to"] = json!(["post", "bank"]);
    });
    let found = merged([&version(|_, _| {}), &mine, &theirs], &Choices::new());
    let value: Value = serde_json::from_str(&found.text).unwrap();
    let steps: Vec<&Value> = value["flows"][0]["steps"].as_array().unwrap().iter().map(|step| &step["id"]).collect();
    assert_eq!(steps, ["look", "cart", "pay", "pack", "mail"]);
    assert_eq!(value["assumptions"], at("/flows/0/steps/2/to/1"));
}
