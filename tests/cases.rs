//! Small systems that were once advised wrongly, each with what is right. Each stands for a kind of fault.
//!
//! A line of the data gives JSON Pointers into a view of the assessment, with the values that are accepted:
//! `/steps/ID` is a step, `/events/NAME` an event, `/producers/STEP` who publishes the event that reaches a step,
//! `/finds/RULE` the place of a finding; everything else is the assessment itself. What is not there is null.

use advice::{Tree, rules};
use serde_json::{Map, Value};

/// The assessment of a description, with steps, events and findings by name.
fn view(description: &Value) -> Value {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut view = serde_json::to_value(advice::assess(&model)).unwrap();
    let by = |list: &Value, name: &str| -> Map<String, Value> {
        let items = list.as_array().unwrap().iter();
        items.map(|item| (item[name].as_str().unwrap().to_owned(), item.clone())).collect()
    };
    let (steps, events) = (by(&view["steps"], "step"), by(&view["events"], "name"));
    let producers = steps.iter().map(|(id, step)| {
        let event = events.get(step["message"]["name"].as_str().unwrap());
        (id.clone(), event.map_or(Value::Null, |event| event["producer"].clone()))
    });
    view["producers"] = producers.collect::<Map<_, _>>().into();
    let finds = by(&view["findings"], "rule").into_iter().map(|(rule, finding)| (rule, finding["at"].clone()));
    view["finds"] = finds.collect::<Map<_, _>>().into();
    (view["steps"], view["events"]) = (steps.into(), events.into());
    view
}

#[test]
fn every_case_is_advised_right() {
    let mut wrong = Vec::new();
    for line in include_str!("data/cases/advice.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let view = view(&case["input"]);
        for (pointer, accepted) in case["right"].as_object().unwrap() {
            let got = view.pointer(pointer).unwrap_or(&Value::Null);
            if !accepted.as_array().unwrap().contains(got) {
                wrong.push(format!("{} {pointer}: {got}, not {accepted}", case["id"].as_str().unwrap()));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}
