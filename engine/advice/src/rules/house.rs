//! House rules: tests of what every rule of the rulebook must be.

use std::collections::BTreeSet;

use crate::assessment::{AdviceVerdict, Assessment};
use crate::model::{self, Model};
use crate::rule::{ASPECTS, Citation, Example, Rule, RuleKind};
use crate::rules;
use crate::source::BIBLIOGRAPHY;
use crate::tree::Tree;

fn model(example: &Example) -> Model<'static> {
    let tree = Tree::from_json(&example.description).unwrap_or_else(|error| panic!("{}: {error:?}", example.says));
    model::read(&example.description, &tree, rules::shipped())
        .unwrap_or_else(|faults| panic!("{}: {faults:#?}", example.says))
}

/// Whether an assessment shows the rule.
fn shows(rule: &Rule, model: &Model<'_>, assessment: &Assessment<'_>) -> bool {
    let id = rule.id.as_ref();
    match &rule.kind {
        RuleKind::Row(_) | RuleKind::Gate(_) | RuleKind::Constraint(_) => assessment.steps.iter().any(|step| {
            step.contributions.iter().any(|contribution| contribution.rule == id)
                || step.gates.iter().chain(&step.constraints).any(|gate| gate.rule == id)
        }),
        RuleKind::System(_) => {
            let question = rules::shipped().question(id);
            model.system().iter().any(|given| Some(given.question) == question)
        }
        RuleKind::Style(_) => assessment.steps.iter().any(|step| step.style == id),
        RuleKind::Mechanism(_) => assessment.steps.iter().any(|step| step.consistency.mechanism == id),
        RuleKind::Saga(_) => assessment.flows.iter().filter_map(|flow| flow.saga.as_ref()).any(|saga| saga.kind == id),
        RuleKind::Event(terms) => assessment.events.iter().any(|event| {
            let properties = event.schema.iter().flat_map(|schema| &schema.properties.0);
            let why_in = properties.map(|(_, property)| &property.description);
            let why_out = event.left_out.iter().map(|left| &left.because);
            let mut said = why_in.chain(why_out).chain([&event.because]);
            said.any(|because| terms.cases.iter().any(|case| case.because == *because))
        }),
        RuleKind::SagaTerm(terms) => assessment.flows.iter().filter_map(|flow| flow.saga.as_ref()).any(|saga| {
            let steps = saga.steps.iter().map(|step| &step.because);
            let moves = saga.moves.iter().map(|step| &step.because);
            let seen = saga.in_between.iter().map(|seen| &seen.because);
            let mut said = steps.chain(moves).chain(seen).chain([&saga.because]);
            said.any(|because| terms.cases.iter().any(|case| case.because == *because))
        }),
        RuleKind::Countermeasure(_) => assessment
            .flows
            .iter()
            .filter_map(|flow| flow.saga.as_ref())
            .any(|saga| saga.in_between.iter().any(|seen| seen.countermeasure.as_deref() == Some(id))),
        RuleKind::Call(_) => assessment.steps.iter().filter_map(|step| step.call.as_ref()).any(|call| {
            let settled = serde_json::to_value(call).unwrap();
            !settled.get(id).unwrap_or_else(|| panic!("a call has no part `{id}`")).is_null()
        }),
        RuleKind::Delivery(_) => assessment.steps.iter().filter_map(|step| step.delivery.as_ref()).any(|delivery| {
            let settled = serde_json::to_value(delivery).unwrap();
            let part = settled.get(id).unwrap_or_else(|| panic!("a delivery has no part `{id}`"));
            !part.is_null() && part.as_array().is_none_or(|parts| !parts.is_empty())
        }),
        RuleKind::Advice(_) => {
            let advised = if id == "cqrs" { &assessment.advice.cqrs } else { &assessment.advice.event_sourcing };
            advised.verdict != AdviceVerdict::NotNow
        }
        RuleKind::Finding(_) | RuleKind::OwnFinding(_) => assessment.findings.iter().any(|finding| finding.rule == id),
        RuleKind::Move(_) => assessment.today.iter().flat_map(|today| &today.moves).any(|step| step.rule == id),
        RuleKind::Disagreement(_) => assessment.steps.iter().any(|step| step.disagreements.iter().any(|met| met == id)),
        RuleKind::Word(_) => rules::words::MET.iter().any(|(word, is_met)| word.id == rule.id && is_met(assessment)),
    }
}

#[test]
fn every_example_fires_and_every_near_miss_stays_silent() {
    let mut wrong = Vec::new();
    for rule in rules::shipped().rules() {
        for (examples, expected) in [(&rule.fires, true), (&rule.silent, false)] {
            for example in examples.iter() {
                let model = model(example);
                let assessment = crate::assess(&model);
                if shows(rule, &model, &assessment) != expected {
                    let steps: Vec<String> = assessment
                        .steps
                        .iter()
                        .map(|step| format!("{}: {} {}", step.step, step.style, step.consistency.mechanism))
                        .collect();
                    wrong.push(format!(
                        "{} {} should {}: {} {steps:?}",
                        rule.kind.name(),
                        rule.id,
                        if expected { "fire" } else { "be silent" },
                        example.says
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_landmark_is_a_question_or_an_answer_of_the_shipped_rules() {
    let landmarks = format!("{:#?}", rules::shipped().landmarks);
    assert!(!landmarks.contains("None"), "{landmarks}");
}

#[test]
fn every_sort_of_message_is_told_in_the_six_aspects() {
    for id in ["event", "command", "query"] {
        let told = rules::shipped().rules().any(|rule| {
            matches!(&rule.kind, RuleKind::Word(word) if rule.id == id
                && word.aspects.iter().map(|aspect| aspect.of.as_ref()).eq(ASPECTS.iter().copied()))
        });
        assert!(told, "{id}");
    }
}

#[test]
fn every_rule_is_told_whole() {
    let mut ids = BTreeSet::new();
    for rule in rules::shipped().rules() {
        let id = &rule.id;
        assert!(ids.insert((rule.kind.name(), id.clone())), "{id} is there twice");
        for (part, text) in [("name", &rule.name), ("claim", &rule.claim), ("why", &rule.why), ("advice", &rule.advice)]
        {
            assert!(!text.trim().is_empty(), "{id} has no {part}");
            assert!(!text.contains("  "), "{id} has a gap in its {part}: {text}");
        }
        assert!(rule.claim.ends_with('.') && rule.why.ends_with('.') && rule.advice.ends_with('.'), "{id} stops short");
        assert!(!rule.citations.is_empty(), "{id} cites nobody");
        assert!(!rule.fires.is_empty() && !rule.silent.is_empty(), "{id} shows no example, or no near miss");
        assert!(rule.lesson.iter().all(|row| (1..=25).contains(row)), "{id} carries a row that the lesson lacks");
    }
}

/// Every citation of a rule, including those of the sides of a disagreement.
fn citations(rule: &Rule) -> Vec<&Citation> {
    let sides = match &rule.kind {
        RuleKind::Disagreement(dispute) => dispute.sides.as_ref(),
        _ => &[],
    };
    rule.citations.iter().chain(sides.iter().flat_map(|side| side.citations.iter())).collect()
}

#[test]
fn every_disagreement_has_sides_that_somebody_takes_and_bears_on_rules() {
    for rule in rules::shipped().rules() {
        let RuleKind::Disagreement(dispute) = &rule.kind else { continue };
        assert!(dispute.question.ends_with('?') && dispute.follows.ends_with('.'), "{}", rule.id);
        assert!(!dispute.bears_on.is_empty(), "{} bears on nothing", rule.id);
        for side in dispute.sides.iter() {
            assert!(side.says.ends_with('.') && !side.citations.is_empty(), "{}: {}", rule.id, side.says);
        }
    }
}

#[test]
fn every_source_is_cited_and_every_row_of_the_lesson_is_carried() {
    let cited: BTreeSet<&str> =
        rules::shipped().rules().flat_map(citations).map(|citation| citation.source.as_ref()).collect();
    for source in BIBLIOGRAPHY {
        assert!(cited.contains(source.id), "nobody cites {}", source.id);
        let month = source.edition.get(4..).unwrap_or_default();
        let dated = month.is_empty() || month.len() == 3 && month.starts_with('-');
        assert!(dated && source.year > 0, "{} has no date such as 2026-04 or 2026", source.id);
    }
    let carried: BTreeSet<u8> = rules::shipped().rules().flat_map(|rule| rule.lesson.iter().copied()).collect();
    let missing: Vec<u8> = (1..=25).filter(|row| !carried.contains(row)).collect();
    assert!(missing.is_empty(), "no rule carries row {missing:?} of the lesson");
    assert!(BIBLIOGRAPHY.is_sorted_by(|a, b| a.id < b.id), "the bibliography is not sorted");
}

#[test]
fn no_rule_vanishes() {
    let pinned = include_str!("pinned.txt");
    let present: Vec<String> =
        rules::shipped().rules().map(|rule| format!("{} {}", rule.kind.name(), rule.id)).collect();
    for id in pinned.lines() {
        assert!(present.iter().any(|known| known == id), "`{id}` is gone: ids are permanent, retire it instead");
    }
    for id in &present {
        assert!(pinned.lines().any(|known| known == id), "`{id}` is new: add it to pinned.txt");
    }
}
