//! Rule packs.

use serde_json::{Value, json};

use super::{any_of, many, notations::dotted, text};
use crate::generate::{self, Chance};

/// A nested condition.
fn condition(chance: &mut Chance, depth: usize) -> Value {
    let asked = ["reply", "invariant", "load_pattern", "intent", "place", "unknown"];
    let given = ["answer", "none", "open", "exclusive_booking", "spiky", "command", "unknown"];
    match chance.below(if depth > 20 { 2 } else { 7 }) {
        0 => json!({ (*chance.one_of(&asked)): *chance.one_of(&given) }),
        1 => json!({ (*chance.one_of(&asked)): [*chance.one_of(&given), *chance.one_of(&given)] }),
        2 => json!({"not": condition(chance, depth + 1)}),
        3 => json!({"any": (0..chance.below(5)).map(|_| condition(chance, depth + 1)).collect::<Vec<_>>()}),
        4 => json!({"all": (0..chance.below(5)).map(|_| condition(chance, depth + 1)).collect::<Vec<_>>()}),
        5 => (0..many(chance).min(80)).fold(json!({"reply": "answer"}), |inner, _| json!({"not": inner})),
        _ => {
            let item = json!({(*chance.one_of(&asked)): *chance.one_of(&given)});
            json!({"any": vec![item; many(chance).min(300)]})
        }
    }
}

pub(crate) fn pack_yaml(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |_| include_str!("../../packs/team.yaml").to_owned();
    let failing: fn(&mut Chance) -> String = |_| include_str!("../../packs/failing.yaml").to_owned();
    let conditions: fn(&mut Chance) -> String = |chance| {
        let gates: Vec<Value> = (0..many(chance).min(250))
            .map(|_| {
                json!({"question": "reply", "answer": "answer", "decides": "synchronous",
                    "reason": "So.", "when": condition(chance, 0)})
            })
            .collect();
        let cases: Vec<Value> = (0..many(chance).min(250))
            .map(|_| {
                json!({"name": "c", "description": generate::description(3),
                "expect": [{"verdict": "hybrid"}, {"step": text(chance), "lean": 1}]})
            })
            .collect();
        json!({"id": "own", "version": "1", "author": "a", "reason": "b", "gates": gates, "cases": cases}).to_string()
    };
    any_of(chance, &[good, failing, conditions, conditions])
}

pub(crate) fn pack_toml(chance: &mut Chance) -> String {
    any_of(chance, &[|_| include_str!("../../packs/round.toml").to_owned(), dotted])
}
