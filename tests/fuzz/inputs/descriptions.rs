//! Descriptions, and the forms that edit them.

use serde_json::{Value, json};

use super::{
    fields, many,
    notations::{good_json, json, yaml},
    text, value,
};
use crate::generate::Chance;

/// The description on which forms are read.
pub(crate) const SHOP: &str = "name: Shop
participants: [{id: shop, name: Shop}, {id: bank}]
assumptions: [{text: 'The bank answers.', at: /flows/0/steps/1}]
flows:
  - id: buy
    name: Buy
    steps:
      - {id: order, action: Order, from: shop, to: [shop]}
      - {id: pay, action: Pay, from: shop, to: [bank]}
      - {id: ship, action: Ship, after: [order, pay]}
";

/// A description with random values in its fields, and steps that wait for each other in a chain, a fan or all at once.
pub(super) fn built(chance: &mut Chance) -> String {
    let count = many(chance).min(2_100);
    let shape = chance.below(5);
    let steps: Vec<Value> = (0..count)
        .map(|index| {
            let mut step = json!({"id": format!("s{index}"), "action": "Pay"});
            let before = match shape {
                0 => (index.saturating_sub(1)..index).collect(),
                1 => (0..index.min(1)).collect(),
                2 => (0..index.min(60)).collect(),
                3 => vec![(index + 1) % count],
                _ => Vec::new(),
            };
            step["after"] = before.into_iter().map(|before| json!(format!("s{before}"))).collect();
            if chance.percent(30) {
                let field = *chance.one_of(STEP);
                step[field] = value(chance);
            }
            if chance.percent(10) {
                let question = text(chance);
                step["answers"] = json!({ question: value(chance), "reply": "answer" });
            }
            if chance.percent(10) {
                step["today"] = json!({"style": value(chance), "message": value(chance), "fields": value(chance)});
            }
            if chance.percent(20) {
                step["from"] = json!(format!("p{}", chance.below(5)));
                step["to"] = json!([format!("p{}", chance.below(5)), format!("p{}", chance.below(5))]);
            }
            step
        })
        .collect();
    let mut description = json!({"name": "x", "flows": [{"steps": steps}]});
    for _ in 0..chance.below(3) {
        let field =
            *chance.one_of(&["name", "summary", "ruleset", "review_by", "answers", "inferred", "unknown", "flows"]);
        description[field] = value(chance);
    }
    if chance.percent(40) {
        let pointers = many(chance).min(2_100);
        description["assumptions"] = (0..pointers).map(|_| json!({"text": text(chance), "at": text(chance)})).collect();
    }
    if chance.percent(30) {
        let participants = many(chance).min(2_100);
        description["participants"] = (0..participants)
            .map(|_| json!({"id": value(chance), "name": text(chance), "team": value(chance)}))
            .collect();
    }
    description.to_string()
}

const STEP: &[&str] = &[
    "id",
    "action",
    "notes",
    "from",
    "to",
    "after",
    "entity",
    "fields",
    "answers",
    "inferred",
    "today",
    "service_ms",
    "timeout_ms",
    "retries",
    "hop_ms",
    "unknown",
];

pub(crate) fn description(chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => good_json(chance),
        1 => json(chance),
        2 => yaml(chance),
        _ => built(chance),
    }
}

pub(crate) fn submission(chance: &mut Chance) -> String {
    let inner = description(chance);
    match chance.below(4) {
        0 => fields(chance),
        1 => format!("{{\"description\": {inner}, \"note\": {:?}}}", text(chance)),
        2 => format!("{{\"note\": {}, \"description\": {inner}}}", value(chance)),
        _ => format!("{{\"description\": {inner}, {}}}", fields(chance).trim_matches(['{', '}'])),
    }
}

/// The names of the edits that forms post.
const EDITS: &[&str] = &[
    "answer_step",
    "answer_system",
    "change_step",
    "change_system",
    "add_participant",
    "change_participant",
    "raise_participant",
    "lower_participant",
    "remove_participant",
    "add_flow",
    "change_flow",
    "raise_flow",
    "lower_flow",
    "remove_flow",
    "add_step",
    "raise_step",
    "lower_step",
    "remove_step",
    "take_back",
    "take_all",
    "drop_step",
    "join_step",
    "split_step",
    "retell_step",
    "tell_step",
    "move_step",
    "answer_grid",
    "paste_rows",
];

pub(crate) fn form(chance: &mut Chance) -> String {
    let mut lines = vec![format!("edit={}", chance.one_of(EDITS))];
    let known = [
        "flow=buy",
        "step=pay",
        "step=ship",
        "before=ship",
        "was=shown",
        "was.action=Pay",
        "was.order=these",
        "was.after=pay",
        "was.answer.reply=none",
        "take.answer.reply=answer",
        "cell.reply/pay=none",
        "was.cell.reply/ship=answer",
        "rows=Step\treply",
        "rows=pay\tnone\t?",
        "participant=bank",
        "name=Shop",
        "action=Pay",
        "order=these",
        "kind=person",
        "when/step=pay",
        "when/outcome=refused",
        "within=15 s",
        "undoes=pay",
        "join=any",
        "trigger/every=day",
        "said=reply",
        "said=when",
        "first=Pay",
        "second=Ship",
        "make_step=1",
        "set_aside=0",
        "attach=2",
        "of.2=buy/pay",
    ];
    for _ in 0..chance.below(6) {
        lines.push((*chance.one_of(&known)).to_owned());
    }
    for _ in 0..many(chance) {
        let name = *chance.one_of(&[
            "asked",
            "answer.reply",
            "answer.teams",
            "answer.history_needed",
            "after",
            "to",
            "from",
            "tells",
            "of",
            "when/step",
            "when/text",
            "starts",
            "within",
            "trigger/every",
            "trigger/event",
            "name",
            "action",
            "entity",
            "summary",
            "actor",
            "place",
            "flow",
            "step",
            "then",
            "order",
        ]);
        let text =
            if chance.percent(60) { format!("s{}", chance.below(3_000)) } else { text(chance).replace('\n', " ") };
        lines.push(format!("{name}={text}"));
    }
    lines.join("\n")
}
