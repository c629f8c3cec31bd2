//! What is still open and could change the advice: for each step that is not settled, the questions worth answering.

use std::collections::BTreeSet;

use engine::{
    Rulebook,
    assessment::{DecidedBy, Step, Verdict},
    rule::{Answer, Does, Effect, Kind, Question, Rule, Side, When},
    rulebook::Scope,
};
use leptos::prelude::*;

use super::reading::{FlowPart, Reading, StepPart};
use crate::{
    components::reason::{own, rule_link},
    wording,
};

/// Most steps whose questions are told in full; for the others they are named.
const MOST_TOLD: usize = 8;

/// The open questions, step by step.
pub(super) fn view(reading: &Reading<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let open: Vec<&StepPart<'_>> =
        flows.iter().flat_map(|flow| &flow.steps).filter(|step| !step.assessed.settled).collect();
    if open.is_empty() {
        return ().into_any();
    }
    let shown: Vec<AnyView> = open
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let questions = deciding(reading, step);
            if index < MOST_TOLD { told(step, &questions, index == 0) } else { named(step, &questions) }
        })
        .collect();
    let intro = format!(
        "{} not settled: an answer below could still move {} between waiting and not waiting. Nothing else has to be asked.",
        if open.len() == 1 { "1 step is".to_owned() } else { format!("{} steps are", open.len()) },
        if open.len() == 1 { "it" } else { "them" },
    );
    view! {
        <section aria-labelledby="questions">
            <h2 id="questions">"Still open"</h2>
            <p>{intro}</p>
            <div class="steps">{shown}</div>
        </section>
    }
    .into_any()
}

/// The unanswered questions that can still decide: first those that decide by themselves, then those that weigh.
fn deciding<'r>(reading: &'r Reading<'_>, step: &StepPart<'_>) -> Vec<(&'r Rule, &'r Question)> {
    let book = reading.book();
    let may = may_decide(book, step.assessed);
    let is_open = |rule: &Rule| {
        let index = book.question(&rule.id);
        rule.retired.is_none() && !step.model.answers.iter().any(|given| Some(given.question) == index)
    };
    let mut questions: Vec<(&Rule, &Question)> = book
        .questions(Scope::Step)
        .filter(|rule| is_open(rule) && may.contains(rule.id.as_ref()))
        .filter_map(|rule| Some((rule, rule.kind.question()?)))
        .collect();
    questions.sort_by_key(|(rule, _)| !matches!(rule.kind, Kind::Gate(_)));
    questions
}

/// The questions of which an answer could put the step on the other side, and those that such an answer depends on.
fn may_decide<'b>(book: &'b Rulebook, step: &Step<'_>) -> BTreeSet<&'b str> {
    let side = if step.verdict == Verdict::EventDriven { Side::EventDriven } else { Side::Synchronous };
    let gate = step.gates.first().filter(|_| step.decided_by == DecidedBy::Gate);
    let mut ids = BTreeSet::new();
    let mut rank = u8::MAX;
    for (rule, answer, effect) in effects(book) {
        if let Does::Decide { rank: its, .. } = effect.does
            && gate.is_some_and(|gate| gate.rule == rule.id && gate.answer == answer.id)
        {
            // What decides now may cease to hold.
            rank = rank.min(its);
            depends_on(&effect.when, &mut ids);
        }
    }
    for (rule, _, effect) in effects(book) {
        match effect.does {
            Does::Decide { side: other, rank: its } if other != side && its <= rank => {
                ids.insert(rule.id.as_ref());
                depends_on(&effect.when, &mut ids);
            }
            Does::Lean { .. } if gate.is_none() => {
                ids.insert(rule.id.as_ref());
            }
            Does::TurnTie { .. } if step.decided_by == DecidedBy::Default => {
                ids.insert(rule.id.as_ref());
            }
            _ => {}
        }
    }
    ids
}

/// Every effect of every answer that a step can have.
fn effects(book: &Rulebook) -> impl Iterator<Item = (&Rule, &Answer, &Effect)> {
    let asked = book.questions(Scope::Step).filter_map(|rule| Some((rule, rule.kind.question()?)));
    asked
        .flat_map(|(rule, question)| question.answers.iter().map(move |answer| (rule, answer)))
        .flat_map(|(rule, answer)| answer.effects.iter().map(move |effect| (rule, answer, effect)))
}

fn depends_on<'b>(when: &'b When, ids: &mut BTreeSet<&'b str>) {
    match when {
        When::Always => {}
        When::All(parts) => ids.extend(parts.iter().map(|part| part.question.as_ref())),
        When::Any(groups) => {
            ids.extend(groups.iter().flat_map(|group| group.iter()).map(|part| part.question.as_ref()));
        }
    }
}

fn told(step: &StepPart<'_>, questions: &[(&Rule, &Question)], open: bool) -> AnyView {
    let asked: Vec<AnyView> = questions.iter().map(|(rule, question)| ask(rule, question)).collect();
    view! {
        <details class="step open-step" open=open>
            <summary>
                <h3><span class="number">{step.number}</span>" "{own(&step.described.action)}</h3>
                <small class="soft">{wording::count(questions.len(), "open question")}</small>
            </summary>
            <ul class="questions">{asked}</ul>
        </details>
    }
    .into_any()
}

fn ask(rule: &Rule, question: &Question) -> AnyView {
    let answers: Vec<_> = question
        .answers
        .iter()
        .map(|answer| {
            view! { <div><dt>{answer.label.to_string()}</dt><dd>{answer.decides.to_string()}</dd></div> }
        })
        .collect();
    view! {
        <li>
            <p><b>{rule_link(&rule.id, &question.ask)}</b></p>
            <p class="soft">{question.why_asked.to_string()}</p>
            <dl class="facts">{answers}</dl>
        </li>
    }
    .into_any()
}

fn named(step: &StepPart<'_>, questions: &[(&Rule, &Question)]) -> AnyView {
    let links: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(index, (rule, _))| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{rule_link(&rule.id, &rule.name)} }
        })
        .collect();
    view! {
        <div class="step">
            <h3><a href=format!("#{}", step.anchor())><span class="number">{step.number}</span>" "{own(&step.described.action)}</a></h3>
            <p class="soft">{links}</p>
        </div>
    }
    .into_any()
}
