//! Tests that walk every combination of answers on which a verdict depends, and check what must hold for each.
//!
//! There are two walks of one step here, and walks of small flows in [`flows`]. *Rows and gates*: every way to
//! answer the six rows or leave them open, combined with every way to answer the gates, in both places. It uses
//! one invariant of each kind that a verdict can tell apart; a second test shows that there are no other kinds.
//! *Gates and constraints*: every way to answer the gates, with every invariant and the constraints that can
//! change a level (`in_between`, `contention`, `ordering`), and no row answered. This walk assesses the whole
//! step, with its mechanism and its findings. The other constraints are not walked; they choose between
//! mechanisms of one level. A debug build walks the constraints one at a time, because all of them together take
//! half a minute without optimisation.

mod flows;

use crate::assess::findings::findings_of;
use crate::assess::step::{Draft, StepScene};
use crate::assess::surroundings::Surroundings;
use crate::assessment::Step;
use crate::decide::{self, Decision};
use crate::finding::Scene;
use crate::model::{FlowModel, Model, read};
use crate::rule::{Does, RuleKind};
use crate::rulebook::{Decider, Facts, Rulebook};
use crate::rules;
use crate::terms::{DecidedBy, Level, Side, Verdict};
use crate::tree::Tree;
use language::naming::Action;

/// One invariant of each kind that a verdict can tell apart.
const KINDS: &[&str] = &["none", "limited_stock", "collaborative_edit"];

fn book() -> &'static Rulebook {
    rules::shipped()
}

/// The index of a question and every way to answer it, "not answered" first. `only` restricts the answers.
fn ways(question: &str, only: Option<&[&str]>) -> (usize, Vec<Option<usize>>) {
    let index = book().question(question).unwrap();
    let answers = book().questions[index].answers.iter().enumerate();
    let chosen = answers.filter(|(_, answer)| only.is_none_or(|only| only.contains(&answer.id.as_ref())));
    (index, std::iter::once(None).chain(chosen.map(|(answer, _)| Some(answer))).collect())
}

/// Calls `visit` with every combination of answers.
fn walk(ways: &[(usize, Vec<Option<usize>>)], facts: &Facts, visit: &mut impl FnMut(&Facts)) {
    let Some(((question, answers), rest)) = ways.split_first() else { return visit(facts) };
    for answer in answers {
        let mut facts = *facts;
        if let Some(answer) = answer {
            facts.fix(*question, *answer);
        }
        walk(rest, &facts, visit);
    }
}

fn gates(invariants: Option<&[&str]>) -> Vec<(usize, Vec<Option<usize>>)> {
    let mut gates: Vec<_> = ["reply", "intent", "boundary", "duration"].map(|gate| ways(gate, None)).into();
    gates.push(ways("invariant", invariants));
    gates
}

fn decided(facts: &Facts, in_prefix: bool) -> Decision {
    let default = if in_prefix { Side::Synchronous } else { Side::EventDriven };
    let mut facts = *facts;
    facts.fix(book().landmarks.place, usize::from(!in_prefix));
    decide::decide(book(), &facts, default)
}

#[test]
fn an_answer_that_leans_to_events_never_moves_a_step_to_synchronous() {
    let rows = &book().rows;
    assert_eq!(rows.len(), 6);
    let leans_to_events: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| {
            let answers = book().asked(*row).unwrap().answers.iter();
            let to_events = |does: &Does| matches!(does, Does::Lean { toward: Side::EventDriven, .. });
            answers.map(|answer| answer.effects.iter().any(|effect| to_events(&effect.does))).collect()
        })
        .collect();
    // A gate that decides reads no row, so one way to answer the rows stands for all of them.
    let looks_at_a_row = |gate: &Decider| gate.condition.questions().any(|question| rows.contains(&question));
    assert!(!book().deciders.iter().any(looks_at_a_row));
    let (mut walked, mut decided_by_gate) = (0_u32, 0_u32);
    walk(&gates(Some(KINDS)), &book().facts(), &mut |facts| {
        for in_prefix in [true, false] {
            walked += 1;
            if decided(facts, in_prefix).by == DecidedBy::Gate {
                decided_by_gate += 1;
                continue;
            }
            // The side for each combination of answers to the rows. The index has one base-3 digit for each
            // row: 0 is open, 1 leans to calls, 2 leans to events.
            let mut sides = vec![Side::Synchronous; 3_usize.pow(6)];
            for (index, found) in sides.iter_mut().enumerate() {
                let mut facts = *facts;
                for (row, digit) in digits(index).enumerate().filter(|(_, digit)| *digit > 0) {
                    let answer = leans_to_events[row].iter().position(|to_events| *to_events == (digit == 2)).unwrap();
                    facts.fix(rows[row], answer);
                }
                *found = decided(&facts, in_prefix).side;
            }
            for (index, found) in sides.iter().enumerate().filter(|(_, side)| **side == Side::Synchronous) {
                for (row, _) in digits(index).enumerate().filter(|(_, digit)| *digit == 2) {
                    let place = 3_usize.pow(u32::try_from(row).unwrap());
                    for other in [index - 2 * place, index - place] {
                        assert_eq!(sides[other], *found, "row {row} of {index}, in the prefix: {in_prefix}\n{facts:?}");
                    }
                }
            }
        }
    });
    assert_eq!(walked, 2 * 5 * 4 * 3 * 3 * 4);
    assert!((1..walked).contains(&decided_by_gate), "{decided_by_gate}");
}

fn digits(index: usize) -> impl Iterator<Item = usize> {
    (0..6).map(move |row| index / 3_usize.pow(row) % 3)
}

#[test]
fn the_kinds_of_invariants_are_all_that_a_side_can_tell_apart() {
    let (invariant, all) = ways("invariant", None);
    let (_, kinds) = ways("invariant", Some(KINDS));
    let others = [ways("in_between", None), ways("failure_tolerance", None), ways("load_pattern", None)];
    let ways: Vec<_> = gates(Some(&[])).into_iter().filter(|(asked, _)| *asked != invariant).chain(others).collect();
    let told = |answer: &Option<usize>| {
        let mut sides = Vec::new();
        walk(&ways, &book().facts(), &mut |facts| {
            let mut facts = *facts;
            if let Some(answer) = answer {
                facts.fix(invariant, *answer);
            }
            sides.extend([true, false].map(|in_prefix| decided(&facts, in_prefix).side));
        });
        sides
    };
    let kinds: Vec<_> = kinds.iter().map(told).collect();
    assert!(all.iter().all(|answer| kinds.contains(&told(answer))));
}

/// A step whose answers can be set at will, ahead of and behind a commit point.
struct Stage {
    model: Model<'static>,
    flow: FlowModel,
    around: [Surroundings; 2],
}

impl Stage {
    fn set() -> Self {
        let json = r#"{"name": "Any", "flows": [{"actor": "fan", "steps": [
            {"id": "ahead", "action": "Reserve the seat", "from": "fan", "to": ["seats"]},
            {"id": "behind", "action": "Reserve the seat", "from": "seats", "to": ["venue"], "answers": {"reply": "none"}}]}]}"#;
        let model = read(json, &Tree::from_json(json).unwrap(), book()).unwrap();
        let flow = model.flows()[0].clone();
        let around = [0, 1].map(|step| Surroundings::of(&model, &flow, step));
        Self { model, flow, around }
    }

    /// Assesses the step under these facts in both places, and passes each assessment and its findings to
    /// `look`.
    fn play(&mut self, facts: &Facts, look: &mut impl FnMut(&Step<'_>, &[String])) {
        for place in [0, 1] {
            let book = book();
            let step = &mut self.flow.steps[place];
            for question in 0..book.questions.len() {
                if step.facts.answer(question) != facts.answer(question) {
                    step.answer(&book.landmarks, question, facts.answer(question));
                }
            }
            let step = &self.flow.steps[place];
            let draft: Draft<'_> = self.around[place].place(book, step);
            let described = &self.model.description().flows[0].steps[place];
            let ids = ["f".into(), "s".into()];
            let action = &Action::read(&described.action, described.entity.as_deref());
            let (model, carried) = (&self.model, self.around[place].carried().clone());
            let assessed = StepScene {
                book,
                step,
                described,
                ids,
                action,
                draft: &draft,
                reached_by: None,
                model,
                carried,
                about: described,
                about_action: action,
            }
            .assessed();
            let (plan, told, system) = (None, None, None);
            let scene = Scene { model, flow: &self.flow, step, described, assessed: &assessed, plan, told, system };
            let findings: Vec<String> = findings_of(book, &scene).map(|finding| finding.rule.into()).collect();
            look(&assessed, &findings);
        }
    }
}

#[test]
fn invariants_answers_and_contradictions_are_kept_whatever_is_answered() {
    let constraints = ["in_between", "contention", "ordering"].map(|question| ways(question, None));
    let walks =
        if cfg!(debug_assertions) { constraints.map(|ways| vec![ways]).into() } else { vec![constraints.into()] };
    let at = |question: &str, answer: &str| book().resolve(question, answer);
    let asked =
        |facts: &Facts, question: &str, answers: &[&str]| answers.iter().any(|answer| facts.has(at(question, answer)));
    let mut stage = Stage::set();
    let mut sagas = 0;
    let mut look = |facts: &Facts| {
        stage.play(facts, &mut |step, findings| {
            let told = || format!("{facts:?}\n{step:#?}");
            let changes = !facts.has(at("intent", "query"));
            let consistency = &step.consistency;
            if changes
                && asked(facts, "invariant", &["limited_stock", "exclusive_booking", "unique_name", "trade_price"])
            {
                assert_eq!((consistency.level, consistency.at_owner), (Level::Strong, Level::Strong), "{}", told());
            }
            if changes && asked(facts, "invariant", &["balance", "all_or_nothing"]) {
                assert_eq!(consistency.at_owner, Level::Strong, "{}", told());
                let whole = consistency.level == Level::Strong || consistency.mechanism == "saga";
                assert!(
                    whole || consistency.level == Level::Eventual && !facts.has(at("boundary", "same")),
                    "{}",
                    told()
                );
                sagas += u32::from(consistency.mechanism == "saga");
            }
            if facts.has(at("reply", "answer")) {
                assert_ne!(step.verdict, Verdict::EventDriven, "{}", told());
            }
            let contradict = step.gates.iter().any(|gate| gate.effect != step.gates[0].effect);
            let reported = |finding: &String| finding == "contradicting_gates" || finding == "awaited_event";
            assert!(!contradict || findings.iter().any(reported), "{}", told());
            let Some(RuleKind::Style(style)) = book().style(&step.style).map(|rule| &rule.kind) else { panic!() };
            assert_eq!(style.verdict, step.verdict);
        });
    };
    for constraints in walks {
        walk(&[gates(None), constraints].concat(), &book().facts(), &mut look);
    }
    assert!(sagas > 0);
}
