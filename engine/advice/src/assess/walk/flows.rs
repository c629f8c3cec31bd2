//! Tests that walk small flows: every kind of participant on both sides of a step, every condition, every way to
//! answer `reply` and `intent`, and for services also `undo` and one invariant of each kind that a saga can tell
//! apart. Whoever publishes, hears, decides or waits is checked in each of them.
//!
//! A debug build walks every seventh flow, because all of them together take some seconds without optimisation.

use serde_json::{Map, Value, json};

use crate::assess::event::Copies;
use crate::assess::flow::FlowScene;
use crate::assessment::{Flow, Step};
use crate::model::read;
use crate::rulebook::Scope;
use crate::rules;
use crate::terms::Level;
use crate::tree::Tree;

const KINDS: &[&str] = &["service", "person", "external", "store", "broker", "cache"];
const OUTCOMES: &[&str] = &["done", "refused", "failed", "timed_out"];

/// The ways to answer a question, the open one first.
fn ways(question: &str) -> Vec<Option<&'static str>> {
    let book = rules::shipped();
    let answers = book.questions[book.question(question).unwrap()].answers.iter();
    std::iter::once(None).chain(answers.map(|answer| Some(answer.id.as_ref()))).collect()
}

/// The conditions of a step that comes after `place`: none, and each outcome of that.
fn conditions() -> Vec<Option<&'static str>> {
    std::iter::once(None).chain(OUTCOMES.iter().copied().map(Some)).collect()
}

/// One step between a request and a reaction.
#[derive(Debug, Clone, Default)]
struct Tried {
    from: &'static str,
    to: &'static str,
    when: Option<&'static str>,
    answers: Map<String, Value>,
}

impl Tried {
    fn described(&self) -> Value {
        let mut tried = json!({"id": "tried", "action": "Charge the card", "from": "asker", "to": ["doer"],
            "entity": "card", "tells": ["hearer", "doer", "asker"], "answers": self.answers});
        if let Some(outcome) = self.when {
            tried["when"] = json!({"step": "place", "outcome": outcome});
        }
        json!({
            "name": "Any",
            "participants": [{"id": "asker", "kind": self.from}, {"id": "doer", "kind": self.to}],
            "flows": [{"name": "Buy a ticket", "actor": "fan", "steps": [
                {"id": "place", "action": "Reserve the seat", "from": "asker", "to": ["seats"], "entity": "seat",
                  "answers": {"reply": "answer", "undo": "compensable"}},
                tried,
                {"id": "way-out", "action": "Release the seat", "from": "asker", "to": ["seats"], "entity": "seat",
                  "when": {"step": "tried", "outcome": "refused"}, "undoes": "place", "answers": {"reply": "none"}},
                {"id": "told", "action": "Print the ticket", "from": "doer", "to": ["asker", "doer", "printer"],
                  "after": ["tried"], "answers": {"reply": "none"}}]}]
        })
    }

    fn check(&self) {
        let described = self.described();
        let text = described.to_string();
        let model = read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap();
        // Nothing but the flow is looked at here, so flips and findings are left out: they take most of the time.
        let mut scene = FlowScene::new(&model, &model.flows()[0], &model.description().flows[0]);
        let (places, plan) = scene.settle();
        let flow = scene.flow(&places, plan.as_ref().and_then(|plan| scene.saga(plan)));
        let copies = Copies::of(&model);
        let (events, steps): (_, Vec<Step<'_>>) = (scene.events(&copies), scene.assessed().collect());
        let is_ours = |who: &str| match who {
            "asker" => self.from == "service",
            "doer" => self.to == "service",
            "fan" => false,
            _ => true,
        };
        let told = || format!("{self:?}\n{flow:#?}\n{events:#?}\n{steps:#?}");
        for event in &events {
            assert!(event.producer.as_deref().is_none_or(is_ours), "{}", told());
            for who in &event.consumers {
                assert!(is_ours(who) && event.producer.as_ref() != Some(who), "{}", told());
            }
        }
        for letter in steps.iter().filter_map(|step| step.delivery.as_ref()).flat_map(|one| &one.dead_letter) {
            assert!(letter.owner.iter().chain(&letter.consumer).all(|who| is_ours(who)), "{}", told());
        }
        self.check_flow(&flow, &steps, &told);
    }

    fn check_flow(&self, flow: &Flow<'_>, steps: &[Step<'_>], told: &impl Fn() -> String) {
        if let Some(point) = &flow.commit_point {
            assert!(&**point != "way-out" && (&**point != "tried" || self.when.is_none()), "{}", told());
            assert!(flow.sync_prefix.contains(point), "{}", told());
        }
        for leg in flow.saga.iter().flat_map(|saga| &saga.steps) {
            let step = steps.iter().find(|step| step.step == leg.step).unwrap();
            assert_ne!(step.consistency.at_owner, Level::Eventual, "{}", told());
        }
    }
}

/// Calls `visit` with every combination of the answers.
fn combine(
    ways: &[(&str, Vec<Option<&'static str>>)],
    answers: &Map<String, Value>,
    visit: &mut impl FnMut(&Map<String, Value>),
) {
    let Some(((question, options), rest)) = ways.split_first() else { return visit(answers) };
    for option in options {
        let mut answers = answers.clone();
        if let Some(answer) = option {
            answers.insert((*question).to_owned(), json!(answer));
        }
        combine(rest, &answers, visit);
    }
}

/// Whether a flow is walked by this build. `seen` counts the flows.
fn is_walked(seen: &mut usize) -> bool {
    *seen += 1;
    !cfg!(debug_assertions) || (*seen).is_multiple_of(7)
}

#[test]
fn whoever_takes_part_only_services_of_ours_publish_hear_and_look_after_dead_letters() {
    let questions = [("reply", ways("reply")), ("intent", ways("intent"))];
    let mut seen = 0;
    for from in KINDS {
        for to in KINDS {
            for when in conditions() {
                combine(&questions, &Map::new(), &mut |answers| {
                    if is_walked(&mut seen) {
                        Tried { from, to, when, answers: answers.clone() }.check();
                    }
                });
            }
        }
    }
    assert_eq!(seen, 6 * 6 * 5 * 5 * 4);
}

#[test]
fn whatever_is_answered_legs_are_strong_at_their_owner_and_ways_out_decide_nothing() {
    let invariants = [None, Some("none"), Some("balance"), Some("unique_name"), Some("all_or_nothing")];
    let questions = [
        ("reply", ways("reply")),
        ("intent", ways("intent")),
        ("undo", ways("undo")),
        ("invariant", invariants.to_vec()),
    ];
    let mut seen = 0;
    for when in conditions() {
        combine(&questions, &Map::new(), &mut |answers| {
            if is_walked(&mut seen) {
                Tried { from: "service", to: "service", when, answers: answers.clone() }.check();
            }
        });
    }
    assert_eq!(seen, 5 * 5 * 4 * 4 * 5);
}

#[test]
fn a_step_with_every_question_answered_is_settled() {
    let given = |question: &str| ways(question).into_iter().skip(1).collect::<Vec<_>>();
    let walked = ["reply", "intent", "invariant", "duration", "boundary"];
    let questions: Vec<(&str, Vec<Option<&'static str>>)> = walked.iter().map(|one| (*one, given(one))).collect();
    let mut rest = Map::new();
    for rule in rules::shipped().questions(Scope::Step) {
        let question = rule.kind.question().unwrap();
        rest.insert(rule.id.to_string(), json!(question.answers[0].id));
    }
    let mut seen = 0;
    combine(&questions, &rest, &mut |answers| {
        if !is_walked(&mut seen) {
            return;
        }
        let tried = Tried { from: "service", to: "service", when: None, answers: answers.clone() };
        let text = tried.described().to_string();
        let model = read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap();
        let assessment = crate::assess(&model);
        let step = &assessment.steps[1];
        assert!(step.settled && step.open_question.is_none(), "{tried:?}\n{step:#?}");
    });
    assert_eq!(seen, 4 * 3 * 12 * 2 * 2);
}
