//! The open questions of a step that is not settled, with the effect of each answer.
//!
//! The engine finds these questions and the effect of each answer. The page only shows them.

use advice::outlook::{Asked, Prospect, Reach, outlook};
use leptos::prelude::*;

use super::revision::{ResolvedRevision, StepPart};
use crate::{
    components::{
        reason::{inferred, rule_link},
        verdict,
    },
    wording,
};

/// The open questions of a step: those that can move it, the most informative first, and those that change only how it
/// is done. Nothing if the step is settled.
pub(super) fn view(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    if step.assessed.settled {
        return ().into_any();
    }
    let Some(outlook) = outlook(&revision.model, step.flow, step.model.index) else { return ().into_any() };
    let mut unanswered: Vec<&Asked<'_>> = outlook.questions.iter().filter(|asked| !asked.is_said()).collect();
    let moves = |asked: &&&Asked<'_>| asked.reach == Reach::Side;
    let mut moving: Vec<&Asked<'_>> = unanswered.iter().filter(moves).copied().collect();
    if moving.is_empty() {
        // No single answer moves the step, but several together do.
        moving.clone_from(&unanswered);
        unanswered.clear();
    }
    let rest: Vec<&Asked<'_>> =
        unanswered.into_iter().filter(|asked| asked.reach > Reach::Side && asked.reach < Reach::Detail).collect();
    let questions: Vec<AnyView> = moving.into_iter().map(|asked| ask(revision, step, asked)).collect();
    view! {
        <section aria-labelledby="questions">
            <h2 id="questions">"Still open"</h2>
            <ul class="questions">{questions}</ul>
            {further(&rest)}
        </section>
    }
    .into_any()
}

/// A question, why it is asked, and the effect of each answer.
fn ask(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, asked: &Asked<'_>) -> AnyView {
    let outcomes = || asked.prospects.iter().map(|prospect| prospect.outcome);
    let verdicts = differ(outcomes().map(|outcome| outcome.verdict));
    let ways = differ(outcomes().map(|outcome| (outcome.level, outcome.mechanism)));
    let answers: Vec<_> = asked
        .prospects
        .iter()
        .map(|Prospect { answer, outcome }| {
            let chip = verdicts.then(|| verdict::chip(outcome.verdict));
            let way = ways.then(|| {
                let by = wording::lower(revision.mechanism(outcome.mechanism));
                view! { " "<small>{wording::level(outcome.level)}", by "{by}</small> }
            });
            let comes = (verdicts || ways).then(|| view! { <p>{chip}{way}</p> });
            view! { <div><dt>{answer.label.to_string()}</dt><dd>{comes}{answer.decides.to_string()}</dd></div> }
        })
        .collect();
    let read = asked.inferred.map(|id| {
        let answer = revision.answer(&asked.rule.id, id).to_owned();
        view! { <p>{answer}" "{inferred(revision.words(step, &asked.rule.id))}</p> }
    });
    view! {
        <li>
            <p><b>{rule_link(&asked.rule.id, &asked.question.ask)}</b></p>
            {read}
            <p class="soft">{asked.question.why_asked.to_string()}</p>
            <dl class="facts">{answers}</dl>
        </li>
    }
    .into_any()
}

/// Whether the values are not all equal.
fn differ<T: PartialEq>(mut told: impl Iterator<Item = T>) -> bool {
    let first = told.next();
    told.any(|other| Some(&other) != first.as_ref())
}

/// The open questions that change how a step is done but not who waits.
fn further(questions: &[&Asked<'_>]) -> AnyView {
    let links: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(index, asked)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{rule_link(&asked.rule.id, &wording::lower(&asked.rule.name))} }
        })
        .collect();
    (!links.is_empty())
        .then(|| {
            view! {
                <p class="soft">"These open questions could change how it is done, but not who waits: "{links}"."</p>
            }
        })
        .into_any()
}
