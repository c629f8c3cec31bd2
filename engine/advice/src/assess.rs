//! The assessment of a model. It finds, in this order: places, sides, styles, mechanisms, messages, advice and
//! findings.
//!
//! A pure function of the model. Every word of an assessment comes from a rule, from the description or from
//! [`language::naming`], which names messages.

mod call;
mod delivery;
mod event;
mod fill;
pub(crate) mod findings;
pub(crate) mod flow;
mod log;
pub(crate) mod saga;
pub(crate) mod step;
pub(crate) mod surroundings;
mod today;

use crate::assessment::{Advice, AdviceVerdict, Advised, Assessment, Ruleset};
use crate::flips::Known;
use crate::model::Model;
use crate::rule::Does;

use event::Copies;
pub use event::{DECIMAL, json_type};
use flow::FlowScene;

/// Version of the engine, part of every assessment.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Assesses a system.
pub fn assess<'a>(model: &'a Model<'_>) -> Assessment<'a> {
    let book = model.rulebook();
    let mut steps = Vec::with_capacity(model.flows().iter().map(|flow| flow.steps.len()).sum());
    let mut flows = Vec::with_capacity(model.flows().len());
    let mut events = Vec::new();
    let copies = Copies::of(model);
    let mut known = Known::default();
    let mut plans = Vec::with_capacity(model.flows().len());
    let mut log = Vec::new();
    let mut asking = Vec::new();
    for (flow, described) in model.flows().iter().zip(&model.description().flows) {
        let mut scene = FlowScene::new(model, flow, described);
        let (places, plan) = scene.settle();
        flows.push(scene.flow(&places, plan.as_ref().and_then(|plan| scene.saga(plan))));
        plans.push(plan);
        events.extend(scene.events(&copies));
        log.extend(scene.log());
        let first = steps.len();
        steps.extend(scene.assessed());
        known.tell(model, flow, &scene.stances, &mut steps[first..]);
        asking.push(scene);
    }
    let views = asking.iter().flat_map(|scene| scene.views(&log)).collect();
    let mut assessment = Assessment {
        ruleset: Ruleset { id: book.id().into(), version: book.version().into(), digest: book.digest().into() },
        engine: ENGINE.into(),
        steps,
        flows,
        events,
        advice: Advice { log, views, ..advice(model) },
        findings: Vec::new(),
        today: None,
    };
    assessment.findings = findings::findings(model, &assessment.steps, &assessment.flows, &plans);
    assessment.today = today::today(model, &assessment.steps);
    today::note_needs(book, &mut assessment.steps, assessment.today.as_ref());
    assessment
}

/// The advice for the whole system. Advice that goes with other advice is considered where that is recommended.
fn advice<'a>(model: &'a Model<'_>) -> Advice<'a> {
    let [event_sourcing, mut cqrs] = ["event_sourcing", "cqrs"].map(|id| advise(model, id));
    let goes_with = model.rulebook().advice("cqrs").and_then(|advice| advice.goes_with.as_ref());
    if let Some((other, because)) = goes_with
        && other == "event_sourcing"
        && event_sourcing.verdict == AdviceVerdict::Recommended
        && cqrs.verdict == AdviceVerdict::NotNow
        && cqrs.against.is_empty()
    {
        cqrs.verdict = AdviceVerdict::Consider;
        cqrs.speaks_for.push(because.as_ref().into());
    }
    Advice { event_sourcing, cqrs, log: Vec::new(), views: Vec::new() }
}

fn advise<'a>(model: &'a Model<'_>, id: &str) -> Advised<'a> {
    let book = model.rulebook();
    let mut points = 0_i32;
    let mut advised = Advised { verdict: AdviceVerdict::NotNow, speaks_for: Vec::new(), against: Vec::new() };
    for given in model.system() {
        let effects = book.questions[given.question].answers[given.answer].effects.len();
        for effect in (0..effects).filter_map(|index| book.effect(given.question, given.answer, index)) {
            let Does::Advise { on, points: worth } = &effect.does else { continue };
            if on != id {
                continue;
            }
            points += i32::from(*worth);
            let list = if *worth > 0 { &mut advised.speaks_for } else { &mut advised.against };
            list.push(effect.because.as_ref().into());
        }
    }
    if let Some(advice) = book.advice(id) {
        advised.verdict = if points >= i32::from(advice.recommended_from) {
            AdviceVerdict::Recommended
        } else if points >= i32::from(advice.consider_from) {
            AdviceVerdict::Consider
        } else {
            AdviceVerdict::NotNow
        };
    }
    advised
}

#[cfg(test)]
mod walk;
