//! What stands behind one step: what decided it, every reason with its sources, and how it is done.

use advice::{
    assessment::{Flip, Step, StrongBy},
    terms::DecidedBy,
};
use leptos::prelude::*;

use super::{
    consistency, message, reviewed,
    revision::{ResolvedRevision, StepPart},
    terms,
    what_if::WhatIf,
};
use crate::{
    components::{
        balance, disagreement,
        reason::{rule_link, user_text},
        verdict,
        why::{self, Caveats},
    },
    wording,
};

/// Everything that stands behind a step's line: on the one side why it is decided so, on the other how it is done.
pub(super) fn view(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let assessed = step.assessed;
    let words = |question: &str| revision.words(step, question);
    view! {
        <div class="why">
            {notes(step)}
            <h4>{why::decided(assessed)}</h4>
            {(!assessed.contributions.is_empty()).then(|| balance::view(assessed))}
            {why::reasons(revision.book(), assessed, Caveats::OnTheRule, words)}
            {disagreements(revision, step)}
            {standing(assessed)}
            {first_question(revision, step)}
            {flips(revision, step)}
            {reviewed::way(revision, step)}
        </div>
        <div class="done">
            {consistency::of_step(revision, step)}
            <h4>"Message"</h4>
            {message::view(revision, step)}
            {terms::of_step(revision, assessed)}
            {today(revision, step)}
        </div>
    }
    .into_any()
}

/// The notes that belong to the action.
fn notes(step: &StepPart<'_>) -> AnyView {
    let notes = step.described.notes.as_deref().map(user_text);
    notes.map(|notes| view! { <p class="soft">"Note: "{notes}</p> }).into_any()
}

/// Disagreements of sources about a step like this. Each appears only at the first step of the flow that it concerns.
fn disagreements(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let folded: Vec<AnyView> = revision
        .disagreements(step)
        .filter_map(|id| revision.book().find(id).find(|rule| rule.kind.name() == "disagreement"))
        .map(disagreement::folded)
        .collect();
    folded.into_any()
}

/// How firm the verdict is.
fn standing(step: &Step<'_>) -> AnyView {
    let (settled, means) = if step.settled {
        ("Settled.", "No open question could change who waits.")
    } else {
        ("Not settled.", "An open question could still change who waits.")
    };
    view! { <p class="standing"><b>{settled}</b>" "{means}" "{why::range(step)}{robustness(step)}</p> }.into_any()
}

/// Whether other weights would change the verdict; `None` if no answers were weighed.
fn robustness(step: &Step<'_>) -> Option<String> {
    let percent = step.robustness?;
    if step.decided_by == DecidedBy::Gate || step.contributions.is_empty() {
        return None;
    }
    Some(match percent {
        100 => " The verdict stays the same however the weights are halved or doubled.".to_owned(),
        _ => format!(" The verdict stays the same in {percent} % of all ways to halve or double the weights."),
    })
}

/// The question to ask first, with the effect of each answer; nothing if no question can change a verdict.
fn first_question(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let assessed = step.assessed;
    let Some(question) = assessed.open_question.as_deref() else { return ().into_any() };
    let answers: Vec<_> = assessed
        .prospects
        .iter()
        .map(|prospect| {
            let change = std::iter::once((question, prospect.answer.as_ref()));
            let address = WhatIf::of(assessed, change).address(revision.report);
            let answer = revision.answer(question, &prospect.answer).to_owned();
            let settled = if prospect.settled && !assessed.settled { "; then settled" } else { "" };
            view! {
                <div>
                    <dt><a href=address>{answer}</a></dt>
                    <dd>{verdict::chip(prospect.verdict)}" "{revision.style(&prospect.style).to_owned()}{settled}</dd>
                </div>
            }
        })
        .collect();
    let first = match step.described.inferred.get(question) {
        Some(_) => "Only read out of the words, and to be confirmed first: ",
        None => "The open question to ask first: ",
    };
    view! {
        <div class="changes">
            <p>{first}{rule_link(question, revision.question(question))}</p>
            <dl class="facts">{answers}</dl>
        </div>
    }
    .into_any()
}

/// The smallest changes that change the verdict, each with a link to all its effects. Single answers come
/// first, grouped by question and verdict; pairs follow.
fn flips(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let flips = &step.assessed.flips;
    let (singles, pairs) = flips.split_at(flips.partition_point(|flip| flip.change.len() == 1));
    let singles: Vec<AnyView> = singles
        .chunk_by(|a, b| a.verdict == b.verdict && a.change.keys().eq(b.change.keys()))
        .map(|alike| single_answers(revision, step, alike))
        .collect();
    let told = match (singles.is_empty(), pairs.is_empty()) {
        (false, _) => "Each of these answers alone would change the verdict:",
        (true, false) => "No single answer would change the verdict.",
        (true, true) => "No single answer would change the verdict, nor would any two together.",
    };
    let singles = (!singles.is_empty()).then(|| view! { <dl class="facts">{singles}</dl> });
    let address = WhatIf::of(step.assessed, std::iter::empty()).address(revision.report);
    view! {
        <div class="changes">
            <p>{told}</p>
            {singles}
            {two_answers(revision, step, pairs)}
            <p class="on-screen"><a href=address>"Try other answers"</a></p>
        </div>
    }
    .into_any()
}

/// Answers to one question that all lead to the same other verdict.
fn single_answers(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, alike: &[Flip<'_>]) -> AnyView {
    let question = alike.first().and_then(|flip| flip.change.keys().next()).map_or("", AsRef::as_ref);
    let verdict = alike.first().map(|flip| verdict::chip(flip.verdict));
    let words = |question: &str, answer: &str| format!("\u{201c}{}\u{201d}", revision.answer(question, answer));
    let links: Vec<_> = alike
        .iter()
        .enumerate()
        .map(|(index, flip)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{way(revision, step, flip, words)} }
        })
        .collect();
    view! {
        <div>
            <dt>{rule_link(question, revision.question(question))}</dt>
            <dd>{verdict}" "{links}</dd>
        </div>
    }
    .into_any()
}

/// Answers that change the verdict only together: the first pair, and how many others there are.
fn two_answers(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, pairs: &[Flip<'_>]) -> AnyView {
    let Some((first, others)) = pairs.split_first() else { return ().into_any() };
    let change = || first.change.iter().map(|(question, answer)| (question.as_ref(), answer.as_ref()));
    let conditions: Vec<String> =
        change().map(|(question, answer)| wording::suppose(revision.book(), question, answer)).collect();
    let address = WhatIf::of(step.assessed, change()).address(revision.report);
    let verdict = wording::verdict(first.verdict);
    let others = match others.len() {
        0 => String::new(),
        number => format!(" {} of answers would change it too.", wording::count(number, "other pair")),
    };
    let if_so = format!("If {}", conditions.join(" and "));
    view! { <p><a href=address>{if_so}</a>", it would become "{verdict}"."{others}</p> }.into_any()
}

/// The link to the page that shows all effects of a change.
fn way(
    revision: &ResolvedRevision<'_>,
    step: &StepPart<'_>,
    flip: &Flip<'_>,
    words: impl Fn(&str, &str) -> String,
) -> AnyView {
    let change = || flip.change.iter().map(|(question, answer)| (question.as_ref(), answer.as_ref()));
    let words: Vec<String> = change().map(|(question, answer)| words(question, answer)).collect();
    let address = WhatIf::of(step.assessed, change()).address(revision.report);
    view! { <a href=address>{wording::spoken(&words)}</a> }.into_any()
}

/// How the step is built today, if the description says so.
fn today(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let Some(today) = &step.described.today else { return ().into_any() };
    let style = today.style.as_deref().map_or("Already built", |style| revision.style(style)).to_owned();
    let message = today.message.clone().map(|name| view! { ", "<code>{name}</code> });
    let waits = match today.waits {
        Some(true) if step.assessed.needs.strong == Some(StrongBy::Habit) => {
            ", and somebody waits for it unnecessarily"
        }
        Some(true) => ", and somebody waits for it",
        Some(false) => ", and nobody waits for it",
        None => "",
    };
    let moves = revision.moves(step).count();
    let moves = (moves > 0).then(|| {
        let number = wording::count(moves, "change");
        view! { " "<a href=super::today::address(revision)>{number}</a>" to get there." }
    });
    view! {
        <h4>"Today"</h4>
        <p>{style}{message}{waits}"."{moves}</p>
    }
    .into_any()
}
