//! One phrase has one name, wherever somebody asks for it: in an assessment, in `/messages`, in a finding.

use std::collections::BTreeSet;

use advice::assessment::MessageKind;
use advice::{Model, Tree, rules};
use language::message::classify;
use language::naming::Action;
use serde_json::{Value, json};

/// Every action of the descriptions in `tests/data` and in the rules' examples, with its entity, and every phrase.
fn phrases() -> BTreeSet<(String, Option<String>)> {
    let mut found = BTreeSet::new();
    for value in data() {
        collect(&value, &mut found);
    }
    for (column, lines) in [
        (3, include_str!("data/words/steps.tsv")),
        (3, include_str!("data/words/later_steps.tsv")),
        (0, include_str!("data/messages/phrases.tsv")),
    ] {
        let rows = lines.lines().filter(|line| !line.starts_with('#'));
        found.extend(rows.map(|row| (row.split('\t').nth(column).unwrap().to_owned(), None)));
    }
    found
}

/// The files of `tests/data` that hold JSON, and the examples of the rules.
fn data() -> Vec<Value> {
    let mut values = descriptions();
    for lines in [
        include_str!("data/blind/team-phrases.jsonl"),
        include_str!("data/blind/tester-phrases.jsonl"),
        include_str!("data/corpus/messages.jsonl"),
        include_str!("data/corpus/texts.jsonl"),
        include_str!("data/words/texts.jsonl"),
        include_str!("data/words/later_texts.jsonl"),
        include_str!("data/blind/texts.jsonl"),
        include_str!("data/blind/others.jsonl"),
    ] {
        values.extend(lines.lines().filter_map(|line| serde_json::from_str(line).ok()));
    }
    values
}

/// Every description of `tests/data` and of the rules' examples.
fn descriptions() -> Vec<Value> {
    let mut found = Vec::new();
    for text in [
        include_str!("data/corpus/systems.json"),
        include_str!("data/corpus/consistency.json"),
        include_str!("data/lesson/systems.json"),
    ] {
        let systems: Vec<Value> = serde_json::from_str(text).unwrap();
        found.extend(systems.into_iter().map(|mut system| system["description"].take()));
    }
    for rule in rules::shipped().rules() {
        let examples = rule.fires.iter().chain(rule.silent.iter());
        found.extend(examples.map(|example| serde_json::from_str(&example.description).unwrap()));
    }
    found
}

/// Collects the actions, phrases, short texts and labels of a value.
fn collect(value: &Value, found: &mut BTreeSet<(String, Option<String>)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => {
            let entity = fields.get("entity").and_then(Value::as_str).map(str::to_owned);
            for key in ["action", "phrase", "label", "text"] {
                let Some(words) = fields.get(key).and_then(Value::as_str) else { continue };
                if words.len() < 200 && !words.contains('\n') {
                    found.insert((words.to_owned(), entity.clone()));
                }
            }
            fields.values().for_each(|value| collect(value, found));
        }
        _ => {}
    }
}

/// The names of the actions in an assessment: of each step as a command, a query, and an event.
fn assessed(actions: &[&str]) -> Vec<(String, MessageKind, String)> {
    let mut found = Vec::new();
    for actions in actions.chunks(16) {
        let sorts = [
            json!({"intent": "command", "reply": "answer"}),
            json!({"intent": "query", "reply": "answer"}),
            json!({"reply": "none", "consumer_count": "multiple", "failure_tolerance": "retry_later"}),
        ];
        let mut flows = Vec::new();
        for action in actions {
            for answers in &sorts {
                let id = format!("f{}", flows.len());
                let step = json!({"id": "a", "action": action, "from": "x", "to": ["y", "z"], "answers": answers});
                flows.push(json!({"id": id, "name": id, "steps": [step]}));
            }
        }
        let text = json!({"name": "Doors", "flows": flows}).to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = advice::assess(&model);
        for (index, step) in assessment.steps.iter().enumerate() {
            let action = actions[index / sorts.len()].to_owned();
            found.push((action, step.message.kind, step.message.name.to_string()));
        }
    }
    found
}

#[test]
fn a_phrase_has_the_same_name_at_every_door() {
    let phrases = phrases();
    let mut wrong = Vec::new();
    let mut kinds = [0; 3];
    for (phrase, _) in &phrases {
        let (message, action) = (classify(phrase), Action::read(phrase, None));
        for (kind, told, named) in [
            ("event", &message.event, action.event()),
            ("command", &message.command, action.command()),
            ("query", &message.query, action.query()),
        ] {
            if told.as_ref().is_some_and(|told| *told != named) {
                wrong.push(format!("{phrase:?} {kind}: /messages {}, action {named}", told.as_deref().unwrap_or("-")));
            }
        }
    }
    let actions: BTreeSet<&str> = phrases.iter().map(|(phrase, _)| phrase.as_str()).collect();
    let actions: Vec<&str> = actions.into_iter().filter(|action| action.chars().count() < 200).collect();
    for (action, kind, name) in assessed(&actions) {
        let message = classify(&action);
        let told = match kind {
            MessageKind::Event => &message.event,
            MessageKind::Command => &message.command,
            MessageKind::Query => &message.query,
        };
        kinds[kind as usize] += 1;
        if told.as_ref().is_some_and(|told| *told != name) {
            wrong.push(format!("{action:?} {kind:?}: /messages {told:?}, assessment {name}"));
        }
    }
    assert!(kinds.iter().all(|count| *count > 100), "{kinds:?}");
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), phrases.len(), wrong.join("\n"));
}

#[test]
fn a_step_with_an_entity_is_named_as_its_action_is() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for description in descriptions() {
        let text = description.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model: Model<'_> = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = advice::assess(&model);
        let steps = description["flows"].as_array().into_iter().flatten().filter_map(|flow| flow["steps"].as_array());
        for (step, told) in steps.flatten().zip(&assessment.steps) {
            let (Some(words), Some(entity)) = (step["action"].as_str(), step["entity"].as_str()) else { continue };
            let action = Action::read(words, Some(entity));
            let named = match told.message.kind {
                // An event may be that of another step, which this one reacts to.
                MessageKind::Event => continue,
                MessageKind::Command => action.command(),
                MessageKind::Query => action.query(),
            };
            seen += 1;
            if told.message.name != named {
                wrong.push(format!("{words:?} of {entity}: {}, action {named}", told.message.name));
            }
        }
    }
    assert!(seen > 20, "{seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
