//! Laws of packs: a condition means what it says, and an inverted matrix leans to the other side.

use advice::{Model, Pack, Rulebook, Tree, rules, terms::DecidedBy};
use app::pack::{PackText, Unusable};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{assessed, descriptions, pack, text};

/// A condition over a few questions.
#[derive(Clone, Debug)]
enum Condition {
    Is(usize, Vec<usize>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// Questions with their answers. None of them has an effect that could be mistaken for that of the condition.
const ASKED: &[(&str, &[&str])] = &[
    ("undo", &["open", "compensable", "retriable", "irreversible"]),
    ("reader", &["open", "others", "the_actor", "never_backwards"]),
    ("holdable", &["open", "yes", "no"]),
];

impl Condition {
    fn json(&self) -> Value {
        let all = |parts: &[Self]| parts.iter().map(Self::json).collect::<Vec<_>>();
        match self {
            Self::Is(question, answers) => {
                let (id, known) = ASKED[*question];
                let answers: Vec<&str> = answers.iter().map(|answer| known[*answer % known.len()]).collect();
                json!({ id: answers })
            }
            Self::All(parts) => json!({ "all": all(parts) }),
            Self::Any(parts) => json!({ "any": all(parts) }),
            Self::Not(part) => json!({ "not": part.json() }),
        }
    }

    fn holds(&self, given: &[usize]) -> bool {
        match self {
            Self::Is(question, answers) => {
                answers.iter().any(|answer| answer % ASKED[*question].1.len() == given[*question])
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(given)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(given)),
            Self::Not(part) => !part.holds(given),
        }
    }
}

fn condition() -> impl Strategy<Value = Condition> {
    let is = (0..ASKED.len(), prop::collection::vec(0_usize..4, 1..3))
        .prop_map(|(question, answers)| Condition::Is(question, answers));
    is.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// All combinations of answers.
fn combinations() -> Vec<Vec<usize>> {
    ASKED.iter().fold(vec![Vec::new()], |ways, (_, answers)| {
        ways.iter().flat_map(|way| (0..answers.len()).map(move |answer| [way.as_slice(), &[answer]].concat())).collect()
    })
}

/// The assessment of one step with these answers.
fn step(answers: &Map<String, Value>, book: &Rulebook) -> Value {
    let description = json!({"name": "x", "flows": [{"steps": [{"action": "Do it", "answers": answers}]}]});
    assessed(&description.to_string(), book)["steps"][0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_condition_means_what_it_says(condition in condition()) {
        let pack = json!({"id": "law", "version": "1", "author": "a", "reason": "r", "gates": [
            {"question": "audit", "answer": "required", "decides": "event_driven", "reason": "r",
                "when": condition.json()}]});
        let text = pack.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let ways = combinations();
        match Pack::read(&text, &tree) {
            Ok(pack) => for way in ways {
                let mut answers = Map::from_iter([("audit".to_owned(), json!("required"))]);
                for ((id, known), answer) in ASKED.iter().zip(&way) {
                    if *answer > 0 {
                        answers.insert((*id).to_owned(), json!(known[*answer]));
                    }
                }
                let decided = step(&answers, pack.rulebook())["gates"].as_array().unwrap().len();
                prop_assert_eq!(decided == 1, condition.holds(&way), "{} {:?}", text, way);
            },
            // A condition is refused if and only if it never holds. With so few questions it cannot have too
            // many groups.
            Err(faults) => {
                prop_assert_eq!(faults.len(), 1, "{:?}", faults);
                prop_assert!(ways.iter().all(|way| !condition.holds(way)), "{} {:?}", text, faults);
            }
        }
    }
}

#[test]
fn a_pack_without_one_of_its_lines_is_read_or_told_with_places() {
    for file in ["team.yaml", "round.toml"] {
        let whole = text(file);
        for missing in 0..whole.text.lines().count() {
            let lines = whole.text.lines().enumerate().filter(|(line, _)| *line != missing);
            let text: String = lines.flat_map(|(_, line)| [line, "\n"]).collect();
            let cut = PackText { form: whole.form, text };
            match cut.read() {
                Ok((pack, tree)) => drop(pack.check(&cut.text, &tree)),
                Err(Unusable::Syntax(error)) => assert!(error.line > 0),
                Err(Unusable::Faulty(_, faults)) => {
                    assert!(!faults.is_empty());
                    assert!(faults.iter().all(|fault| fault.line.is_some()), "{missing}: {faults:#?}");
                }
            }
        }
    }
}

#[test]
fn a_matrix_turned_round_leans_the_other_way() {
    let pack = pack(&text("round.toml"));
    // The answer `must_succeed_now` is left out: it weighs only if somebody waits, so it depends on the side itself.
    let rows: &[(&str, &[&str])] = &[
        ("consumer_count", &["single", "multiple"]),
        ("response_time", &["milliseconds", "seconds"]),
        ("failure_tolerance", &["retry_later"]),
        ("consumer_coupling", &["known_stable", "unknown_changing"]),
        ("audit", &["optional", "required"]),
        ("load_pattern", &["steady", "spiky"]),
    ];
    let mut turned = 0;
    let all = rows.iter().fold(vec![Map::new()], |ways, (id, answers)| {
        let with = |way: &Map<String, Value>, answer: &str| {
            let mut way = way.clone();
            way.insert((*id).to_owned(), json!(answer));
            way
        };
        ways.iter()
            .flat_map(|way| answers.iter().map(|answer| with(way, answer)).chain([way.clone()]).collect::<Vec<_>>())
            .collect()
    });
    for answers in all {
        let (shipped, round) = (step(&answers, rules::shipped()), step(&answers, pack.rulebook()));
        assert_eq!(shipped["lean"].as_i64().unwrap(), -round["lean"].as_i64().unwrap(), "{answers:?}");
        assert_eq!(shipped["decided_by"], round["decided_by"], "{answers:?}");
        if shipped["decided_by"] == "matrix" {
            assert_ne!(shipped["verdict"] == "event_driven", round["verdict"] == "event_driven", "{answers:?}");
            turned += 1;
        }
    }
    assert!(turned > 300, "{turned}");
}

#[test]
fn whatever_a_pack_says_an_assessment_holds_together() {
    for file in ["team.yaml", "round.toml"] {
        let pack = pack(&text(file));
        let book = pack.rulebook();
        for text in descriptions() {
            let tree = Tree::from_json(&text).unwrap();
            let mut description = advice::Description::read(&tree).0;
            description.ruleset = None;
            let model = Model::resolve(description, book).unwrap();
            for step in advice::assess(&model).steps {
                assert_eq!(step.lean, step.contributions.iter().map(|row| row.lean).sum::<i32>());
                let advice::rule::RuleKind::Style(style) = &book.style(&step.style).unwrap().kind else {
                    panic!("a style")
                };
                assert_eq!(step.verdict, style.verdict);
                if let (DecidedBy::Gate, Some(gate)) = (step.decided_by, step.gates.first()) {
                    let waits = step.verdict != advice::terms::Verdict::EventDriven;
                    assert_eq!(gate.effect == "synchronous", waits, "{}", step.step);
                }
            }
        }
    }
}
