//! Small systems that were once advised wrongly, each with what is right. Each stands for a kind of fault.
//!
//! A line of the data gives JSON Pointers into a view of the assessment, with the values that are accepted:
//! `/steps/ID` is a step, `/events/NAME` an event, `/producers/STEP` who publishes the event that reaches a step,
//! `/finds/RULE` the place of a finding; everything else is the assessment itself. What is not there is null.

use advice::{Model, Tree, rules};
use serde_json::{Map, Value};

/// The assessment of a description, with steps, events and findings by name.
fn view(description: &Value) -> Value {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    view_of(&model)
}

fn view_of(model: &Model<'_>) -> Value {
    let mut view = serde_json::to_value(advice::assess(model)).unwrap();
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

/// What a text is read as and advised: `/described/ID` is a step of the description, `/triggers/ID` what sets off the
/// flow of a step.
fn view_of_text(text: &str) -> Value {
    let read = reader::text::read(text, rules::shipped()).unwrap();
    let model = Model::resolve(read.description, rules::shipped()).unwrap();
    let mut view = view_of(&model);
    let described = serde_json::to_value(model.description()).unwrap();
    view["participants"] = described["participants"].clone();
    let (mut steps, mut triggers) = (Map::new(), Map::new());
    for flow in described["flows"].as_array().unwrap() {
        for step in flow["steps"].as_array().unwrap() {
            let id = step["id"].as_str().unwrap();
            steps.insert(id.to_owned(), step.clone());
            triggers.insert(id.to_owned(), flow["trigger"].clone());
        }
    }
    (view["described"], view["triggers"]) = (steps.into(), triggers.into());
    view
}

#[test]
fn every_case_is_advised_right() {
    assert_right(include_str!("data/cases/advice.jsonl"), |case| view(&case["input"]));
}

#[test]
fn what_is_designed_of_a_text_could_be_signed() {
    assert_right(include_str!("data/cases/designs.jsonl"), |case| view_of_text(case["text"].as_str().unwrap()));
}

/// Asserts that the view of each line holds one of the accepted values at each pointer.
fn assert_right(lines: &str, view: impl Fn(&Value) -> Value) {
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let view = view(&case);
        for (pointer, accepted) in case["right"].as_object().unwrap() {
            let got = view.pointer(pointer).unwrap_or(&Value::Null);
            if !accepted.as_array().unwrap().contains(got) {
                wrong.push(format!("{} {pointer}: {got}, not {accepted}", case["id"].as_str().unwrap()));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "{}", wrong.join("\n"));
}
