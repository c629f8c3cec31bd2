//! The current advice for a step: one line on a narrow screen, a column beside the questions on a wide one.

use advice::{
    assessment::Step,
    terms::{DecidedBy, Level},
};
use leptos::prelude::*;

use super::{Drafting, FlowPart, StepPart, picture};
use crate::{
    components::{
        balance,
        reason::{rule_link, ticked},
        verdict,
        why::decided,
    },
    wording,
};

/// The advice for a step. `open` is the number of open questions that could still change it.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, open: usize) -> AnyView {
    let system = drafting.system;
    let assessed = step.assessed;
    let says = says(assessed, |id| system.mechanism(id).to_owned());
    let settled = if assessed.settled { "settled" } else { "not settled" };
    let short = view! {
        <p class="row in-short">
            {verdict::chip(assessed.verdict)}
            {level(assessed.consistency.level)}
            <span class="soft">{settled}</span>
        </p>
    };
    let whole = view! {
        <div class="whole" data-live="why">
            <p class="because">{because(assessed)}</p>
            {balance::view(assessed)}
            {facts(drafting, step, open)}
            {findings(drafting, flow, step)}
        </div>
    };
    view! {
        <aside class="now" aria-labelledby="now">
            <h2 id="now" class="unseen">"The advice now"</h2>
            <div data-live="verdict" data-says=says>{short}</div>
            {picture::view(drafting, flow)}
            <details id="now/why"><summary>"Why"</summary>{whole}</details>
        </aside>
    }
    .into_any()
}

/// The step's style and message, its consistency, and how firm both are.
fn facts(drafting: &Drafting<'_>, part: &StepPart<'_>, open: usize) -> AnyView {
    let system = drafting.system;
    let step = part.assessed;
    let (style, consistency, message) = (step.style.as_ref(), &step.consistency, &step.message);
    let announces = message.announces.as_ref().filter(|name| **name != message.name);
    let announces = announces.map(|name| view! { ", then announces "<code>{name.to_string()}</code> });
    let replies = part.means.replies.then_some(", and its outcome comes back as a message");
    let how = view! {
        {rule_link(style, system.style(style))}": "<code>{message.name.to_string()}</code>{replies}{announces}
    };
    let mechanism = consistency.mechanism.as_ref();
    let kept = view! {
        {level(consistency.level)}
        ", by "
        {rule_link(mechanism, &wording::lower(system.mechanism(mechanism)))}
        ". "
        <span class="soft">{consistency.because.to_string()}</span>
    };
    let settled = if step.settled { "Settled" } else { "Not settled" };
    let facts = [("How", how.into_any()), ("Consistency", kept.into_any()), (settled, standing(drafting, part, open))];
    let facts = facts.map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> }.into_any());
    view! { <dl>{Vec::from(facts)}</dl> }.into_any()
}

/// The findings at the step, each with the advice against it.
fn findings(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let found = drafting.system.findings(flow, step);
    let items: Vec<AnyView> = found
        .into_iter()
        .map(|finding| {
            let severity = wording::capital(wording::severity(finding.severity));
            view! {
                <li>
                    <p><b>{severity}": "</b>{ticked(&finding.message)}</p>
                    <p class="soft">{ticked(&finding.advice)}" "{rule_link(&finding.rule, "The rule")}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="found">{items}</ul> }).into_any()
}

/// The advice in a few words. A screen reader announces it when it changes.
fn says(step: &Step<'_>, mechanism: impl Fn(&str) -> String) -> String {
    let consistency = &step.consistency;
    let settled = if step.settled { "settled" } else { "not settled" };
    format!(
        "{}, {} by {}, {settled}",
        wording::verdict(step.verdict),
        wording::level(consistency.level),
        wording::lower(&mechanism(&consistency.mechanism)),
    )
}

/// The reason that weighs most.
fn because(step: &Step<'_>) -> String {
    match (step.decided_by, step.gates.first()) {
        (DecidedBy::Gate, Some(gate)) => gate.because.to_string(),
        _ if step.contributions.is_empty() && step.constraints.is_empty() && step.gates.is_empty() => {
            "Nothing has been answered yet, so only the step\u{2019}s place in the flow speaks.".to_owned()
        }
        _ => decided(step),
    }
}

fn level(level: Level) -> AnyView {
    let (class, mark) = match level {
        Level::Strong => ("level lock", "■ "),
        Level::StrongEventual | Level::Eventual => ("level wave", "≈ "),
    };
    view! { <span class=class><span aria-hidden="true">{mark}</span>{wording::level(level)}</span> }.into_any()
}

/// States how many open questions could still change the advice.
fn standing(drafting: &Drafting<'_>, part: &StepPart<'_>, open: usize) -> AnyView {
    let read = part.assessed.open_question.as_deref().filter(|id| part.described.inferred.contains_key(*id));
    match (part.assessed.settled, open, read) {
        (true, 0, _) => "No question is left that could change the advice.".into_any(),
        (true, ..) => {
            let questions = wording::count(open, "open question");
            format!("Whether somebody waits is certain. {questions} may still shape how it is done.").into_any()
        }
        (false, _, None) => "An open question could still move it between waiting and not waiting.".into_any(),
        (false, _, Some(id)) => {
            let rule = drafting.system.model.rulebook().find(id).next();
            let name = rule.map_or(id, |rule| rule.name.as_ref()).to_owned();
            view! {
                "It depends on what was only read out of the words. Say whether it is right: "
                <a href=format!("#question/{id}/ask")>{name}</a>"."
            }
            .into_any()
        }
    }
}
