//! Random descriptions from a seed, with all questions, open answers, and flows that branch and join.

use std::fmt::Write;

use advice::rulebook::Scope;
use advice::rules;
use serde_json::{Map, Value, json};

/// A repeatable random source: xorshift.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A random number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

const ACTIONS: &[&str] = &[
    "Reserve the seat",
    "Charge the card",
    "Send the confirmation",
    "Does this user exist?",
    "Write to the ledger",
    "Pick up the parcel",
    "Notify everybody",
    "Update the index",
    "أرسل الرسالة",
    "Überweise das Geld",
    "Pay",
    "🎫",
];

/// Answers to `share` percent of the questions of a scope.
pub(crate) fn answers(chance: &mut Chance, scope: Scope, share: usize) -> Map<String, Value> {
    let mut answers = Map::new();
    for rule in rules::shipped().questions(scope) {
        if chance.percent(share)
            && let Some(question) = rule.kind.question()
        {
            answers.insert(rule.id.to_string(), json!(chance.one_of(&question.answers).id));
        }
    }
    answers
}

/// A random description. The same seed gives the same description.
pub(crate) fn description(seed: u64) -> Value {
    let chance = &mut Chance::new(seed);
    let participants = ["booking", "seats", "payment", "mail", "venue", "fan"];
    let flows: Vec<Value> = (0..=chance.below(3))
        .map(|flow| {
            let share = chance.below(60);
            let steps: Vec<Value> = (0..=chance.below(9))
                .map(|index| {
                    let mut id = String::from("s");
                    write!(id, "{index}").unwrap();
                    let mut step = json!({"id": id, "action": chance.one_of(ACTIONS)});
                    step["answers"] = Value::Object(answers(chance, Scope::Step, share));
                    if chance.percent(80) {
                        step["from"] = json!(chance.one_of(&participants));
                    }
                    let to: Vec<&&str> = participants.iter().filter(|_| chance.percent(25)).collect();
                    step["to"] = json!(to);
                    if chance.percent(60) {
                        let after: Vec<String> =
                            (0..index).filter(|_| chance.percent(30)).map(|b| format!("s{b}")).collect();
                        step["after"] = json!(after);
                    }
                    if chance.percent(40) {
                        step["entity"] = json!(chance.one_of(&["seat", "card", "order line", "API key"]));
                    }
                    if chance.percent(15) {
                        step["today"] = json!({"style": "event", "message": "SendMail",
                            "waits": chance.percent(50), "fields": ["id", "template"]});
                    }
                    step
                })
                .collect();
            let mut value = json!({"id": format!("f{flow}"), "name": "A flow", "steps": steps});
            if chance.percent(50) {
                value["actor"] = json!("fan");
            }
            value
        })
        .collect();
    let mut description = json!({"name": "Made by chance", "flows": flows});
    description["answers"] = Value::Object(answers(chance, Scope::System, 40));
    if chance.percent(50) {
        description["participants"] = json!([{"id": "fan", "kind": "person"}, {"id": "seats", "name": "Seats <b>"}]);
    }
    description
}
