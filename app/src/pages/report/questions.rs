//! The open questions that could change the advice, for each step that is not settled.
//!
//! The engine finds these questions and the effect of each answer. The page only shows them.

use advice::outlook::{Asked, Outlook, Prospect, Reach, outlook};
use leptos::prelude::*;

use super::revision::{FlowPart, Here, ResolvedRevision, StepPart};
use crate::{
    components::{
        reason::{inferred, rule_link, user_text},
        verdict,
    },
    wording,
};

/// Maximum number of steps whose questions are shown, and maximum number of further steps that are named.
const MOST_TOLD: usize = 8;
const MOST_NAMED: usize = 50;

/// The open questions, step by step.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let steps = flows.iter().enumerate().flat_map(|(index, flow)| flow.steps.iter().map(move |step| (index, step)));
    let open: Vec<(usize, &StepPart<'_>)> = steps.filter(|(_, step)| !step.assessed.settled).collect();
    if open.is_empty() {
        return ().into_any();
    }
    // The time to compute the effect of an answer grows with the number of steps in the flow, so the overview
    // shows none. A step's first question also stands with its reasons.
    let most = if revision.here == Here::Overview { 0 } else { MOST_TOLD };
    let told: Vec<AnyView> = open
        .iter()
        .take(most)
        .enumerate()
        .filter_map(|(index, (flow, step))| {
            let outlook = outlook(&revision.model, *flow, step.model.index)?;
            Some(told(revision, step, &outlook, index == 0))
        })
        .collect();
    let begin = if told.is_empty() { "These are" } else { "Also not settled" };
    let told = (!told.is_empty()).then(|| view! { <div class="steps">{told}</div> });
    let named = named(begin, revision, open.get(most..).unwrap_or_default());
    let intro = match open.len() {
        many if most == 0 => {
            let steps = wording::count(many, "step");
            format!("{steps} not settled yet; the reasons of each name the question to ask first.")
        }
        1 => "1 step is not settled: an answer below could still change who waits.".to_owned(),
        many => {
            format!("{many} steps are not settled: an answer below could still change who waits.")
        }
    };
    view! {
        <section aria-labelledby="questions">
            <h2 id="questions">"Still open"</h2>
            <p>{intro}</p>
            {told}
            {named}
        </section>
    }
    .into_any()
}

/// A step with the questions that can move it, the most informative first, and those that change only how it is done.
fn told(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, outlook: &Outlook<'_>, open: bool) -> AnyView {
    let mut unanswered: Vec<&Asked<'_>> =
        outlook.questions.iter().filter(|asked| asked.stated.is_none() && asked.derived.is_none()).collect();
    let moves = |asked: &&&Asked<'_>| asked.reach == Reach::Side;
    let mut moving: Vec<&Asked<'_>> = unanswered.iter().filter(moves).copied().collect();
    if moving.is_empty() {
        // No single answer moves the step, but several together do.
        moving.clone_from(&unanswered);
        unanswered.clear();
    }
    let rest: Vec<&Asked<'_>> =
        unanswered.into_iter().filter(|asked| asked.reach > Reach::Side && asked.reach < Reach::Detail).collect();
    let number = wording::count(moving.len(), "open question");
    let questions: Vec<AnyView> = moving.into_iter().map(|asked| ask(revision, step, asked)).collect();
    view! {
        <details class="step open-step" open=open>
            <summary>
                <h3><span class="number">{step.number}</span>" "{user_text(&step.described.action)}</h3>
                <small class="soft">{number}</small>
            </summary>
            <ul class="questions">{questions}</ul>
            {further(&rest)}
        </details>
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

/// Links to further steps whose questions are not shown.
fn named(begin: &'static str, revision: &ResolvedRevision<'_>, steps: &[(usize, &StepPart<'_>)]) -> AnyView {
    let links: Vec<_> = steps
        .iter()
        .take(MOST_NAMED)
        .enumerate()
        .map(|(index, (_, step))| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}<a href=revision.way(step)>{user_text(&step.described.action)}</a> }
        })
        .collect();
    let more = steps.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!(" and {}", wording::count(more, "more step")));
    (!links.is_empty()).then(|| view! { <p>{begin}": "{links}{more}"."</p> }).into_any()
}
