//! Everything that is wrong with a system. Each step is tested against every check of the rulebook and every
//! finding of a pack.

use crate::assessment::{Finding, Flow, Step};
use crate::built::BuiltSystem;
use crate::finding::Scene;
use crate::model::Model;
use crate::rulebook::Rulebook;
use crate::rules::findings::{CHECKS, LOOKS};
use crate::terms::Verdict;

use super::saga::Plan;

/// The findings of a whole system. `told` and `plans` are the assessments and the saga plans of its flows.
pub(super) fn findings<'a>(
    model: &'a Model<'_>,
    steps: &[Step<'_>],
    told: &[Flow<'_>],
    plans: &[Option<Plan<'_>>],
) -> Vec<Finding<'a>> {
    let built = BuiltSystem::of(model, steps);
    let system = Some(&built);
    let mut found = Vec::new();
    let mut assessed = steps.iter();
    let flows = model.flows().iter().zip(&model.description().flows);
    for ((flow, described), (told, plan)) in flows.zip(told.iter().zip(plans)) {
        let (told, plan) = (Some(told), plan.as_ref());
        for (step, described) in flow.steps.iter().zip(&described.steps) {
            let Some(assessed) = assessed.next() else { continue };
            let scene = Scene { model, flow, step, described, assessed, plan, told, system };
            found.extend(findings_of(model.rulebook(), &scene));
        }
    }
    found.extend(of_system(model));
    found
}

/// The findings that concern the description as a whole.
fn of_system<'a>(model: &'a Model<'_>) -> impl Iterator<Item = Finding<'a>> {
    let book = model.rulebook();
    let looks = book.findings().filter_map(move |(index, finding)| {
        let (_, look) = LOOKS.iter().find(|(rule, _)| rule.id == book.rule(index).id)?;
        Some((index, finding, look(model)))
    });
    looks.flat_map(move |(index, finding, found)| {
        found.into_iter().map(move |found| Finding {
            rule: book.rule(index).id.as_ref().into(),
            severity: finding.severity,
            at: found.within.into(),
            span: None,
            message: found.message.into(),
            advice: found.advice.into(),
            sources: book.rule_sources(index).into(),
        })
    })
}

/// The findings at one step.
pub(crate) fn findings_of<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    looked_for(book, scene).chain(own_findings(book, scene))
}

/// The findings of a pack that hold at a step.
fn own_findings<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    let landmarks = book.landmarks;
    let mut facts = scene.step.facts;
    facts.fix(landmarks.side, usize::from(scene.assessed.verdict == Verdict::EventDriven));
    facts.fix(landmarks.announced, usize::from(scene.assessed.message.announces.is_none()));
    book.own_findings().filter(move |(.., condition)| condition.holds(&facts)).map(move |(index, finding, _)| {
        let rule = book.rule(index);
        let action = format!("\u{201c}{}\u{201d}", scene.described.action);
        Finding {
            rule: rule.id.as_ref().into(),
            severity: finding.severity,
            at: format!("/flows/{}/steps/{}", scene.flow.index, scene.step.index).into(),
            span: None,
            message: finding.message.replace("{action}", &action).into(),
            advice: rule.advice.replace("{action}", &action).into(),
            sources: book.rule_sources(index).into(),
        }
    })
}

fn looked_for<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    // A rulebook keeps the order of the table, so one pass over the table finds every check.
    let mut checks = CHECKS.iter();
    book.findings().filter_map(move |(index, finding)| {
        let (_, check) = checks.find(|(rule, _)| rule.id == book.rule(index).id)?;
        let found = check(scene)?;
        Some(Finding {
            rule: book.rule(index).id.as_ref().into(),
            severity: finding.severity,
            at: format!("/flows/{}/steps/{}{}", scene.flow.index, scene.step.index, found.within).into(),
            span: None,
            message: found.message.into(),
            advice: found.advice.into(),
            sources: book.rule_sources(index).into(),
        })
    })
}
