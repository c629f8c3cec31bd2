//! What if: one step of a revision with other answers, and everything that this changes. Nothing is saved.
//!
//! The address holds the change, so that it can be shared. The page asks the engine and decides nothing; both sides are
//! assessed under today's rules, so that only the answers differ.

use engine::{
    Model,
    assessment::{self, Assessment},
    edit::{Edit, apply},
    rule::{Question, Rule},
    rulebook::Scope,
};
use leptos::prelude::*;

use super::reading::{Reading, StepPart};
use crate::{
    components::{
        reason::{own, rule_link, ticked},
        verdict, why,
    },
    pages::parts,
    problem::Problem,
    report::Report,
    shell::Page,
    wording::{self, names},
};

/// The address of the page for a step; what is changed stands behind it as `question=answer`.
pub(super) fn address(report: &Report, step: &StepPart<'_>) -> String {
    format!("/r/{}/v/{}/if/{}/{}", report.id.as_str(), report.revision, step.flow + 1, step.number)
}

/// The page of a step with other answers. `flow` and `step` are numbers from 1, `asked` questions with their new answers;
/// an empty answer changes nothing.
///
/// # Errors
/// There is no such step; an answer that the rules do not know; the revision cannot be read back, which is our fault.
pub fn page(report: &Report, flow: usize, step: usize, asked: &[(String, String)]) -> Result<Page, Problem> {
    let reading = Reading::of(report)?;
    let flows = parts::flows(&reading.model, &reading.assessment);
    let part = flow.checked_sub(1).and_then(|flow| flows.get(flow));
    let part = part.and_then(|flow| flow.steps.get(step.checked_sub(1)?));
    let part = part.ok_or_else(|| Problem::unknown("This report has no such step."))?;
    let changes: Vec<(&str, &str)> = asked
        .iter()
        .filter(|(_, answer)| !answer.is_empty())
        .map(|(question, answer)| (question.as_str(), answer.as_str()))
        .collect();
    let other = changed(&reading.model, part, &changes)?;
    let (now, then) = (engine::assess(&reading.model), engine::assess(&other));
    let title = format!("What if, {} \u{2013} EDA Advisor", part.described.action);
    let back = format!("/r/{}/v/{}#{}", report.id.as_str(), report.revision, part.anchor());
    let answer = (!changes.is_empty()).then(|| difference(&reading, part, &other, &now, &then));
    let body = view! {
        <article class="report">
            <header>
                <p class="soft revision"><a href=back>"Back to the report"</a></p>
                <h1>"What if: "{own(&part.described.action)}</h1>
                <p>"Answer this step otherwise and see what changes. Nothing is saved; the address holds the change, so it can be shared."</p>
            </header>
            {told(&reading, part, &changes)}
            {answer}
            {form(&reading, part, &changes)}
        </article>
    }
    .into_any();
    Ok(Page::new(&title, "What other answers to one step would change.", move || body))
}

/// The model with the step answered otherwise.
fn changed(model: &Model<'static>, step: &StepPart<'_>, changes: &[(&str, &str)]) -> Result<Model<'static>, Problem> {
    let mut description = model.description().clone();
    for (question, answer) in changes {
        let edit = Edit::Answer {
            flow: step.assessed.flow.to_string(),
            step: step.assessed.step.to_string(),
            question: (*question).to_owned(),
            answer: Some((*answer).to_owned()),
        };
        description = apply(&description, &edit).map_err(Problem::faulty)?;
    }
    Model::resolve(description, model.rulebook()).map_err(Problem::faulty)
}

/// What is answered otherwise.
fn told(reading: &Reading<'_>, step: &StepPart<'_>, changes: &[(&str, &str)]) -> AnyView {
    let book = reading.book();
    let rows: Vec<_> = changes
        .iter()
        .map(|(question, answer)| {
            let before = given(reading, step, question)
                .map_or_else(|| "open".to_owned(), |id| names::answer(book, question, id).to_owned());
            let after = names::answer(book, question, answer).to_owned();
            view! {
                <div>
                    <dt>{rule_link(question, names::question(book, question))}</dt>
                    <dd>{before}" \u{2192} "<b>{after}</b></dd>
                </div>
            }
        })
        .collect();
    (!rows.is_empty())
        .then(|| view! { <section aria-labelledby="changed"><h2 id="changed">"Answered otherwise"</h2><dl class="facts">{rows}</dl></section> })
        .into_any()
}

/// Id of the answer that a step has to a question.
fn given<'r>(reading: &'r Reading<'_>, step: &StepPart<'_>, question: &str) -> Option<&'r str> {
    let book = reading.book();
    let index = book.question(question)?;
    let given = step.model.answers.iter().find(|given| given.question == index)?;
    Some(book.asked(index)?.answers.get(given.answer)?.id.as_ref())
}

/// Everything that is said otherwise: the step first, then the others, then findings.
fn difference(
    reading: &Reading<'_>,
    step: &StepPart<'_>,
    other: &Model<'_>,
    now: &Assessment<'_>,
    then: &Assessment<'_>,
) -> AnyView {
    let position = |part: &assessment::Step<'_>| part.flow == step.assessed.flow && part.step == step.assessed.step;
    let pairs: Vec<_> = now.steps.iter().zip(&then.steps).collect();
    let this = pairs.iter().find(|(before, _)| position(before));
    let this = this.map(|(before, after)| {
        let stays = before.verdict == after.verdict;
        let said = if stays { "The verdict stays." } else { "The verdict changes." };
        view! {
            <p><b>{said}</b>" "{pair(before.verdict, after.verdict)}</p>
            <p>{why::decided(after)}</p>
            {ways(reading, before, after)}
        }
    });
    let described = other.description().flows.iter().flat_map(|flow| &flow.steps);
    let others: Vec<AnyView> = pairs
        .iter()
        .zip(described)
        .filter(|((before, after), _)| !position(before) && differs(before, after))
        .map(|((before, after), described)| {
            view! {
                <li>
                    {own(&described.action)}": "{pair(before.verdict, after.verdict)}
                    {ways(reading, before, after)}
                </li>
            }
            .into_any()
        })
        .collect();
    let others = if others.is_empty() {
        view! { <p class="soft">"No other step changes."</p> }.into_any()
    } else {
        view! { <h3>"Other steps that change"</h3><ul>{others}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="difference">
            <h2 id="difference">"The difference"</h2>
            {this}
            {others}
            {findings("New findings", then, now)}
            {findings("Findings that go", now, then)}
        </section>
    }
    .into_any()
}

/// A verdict before and after; one where it stays.
fn pair(before: assessment::Verdict, after: assessment::Verdict) -> AnyView {
    let arrow = (before != after).then(|| view! { {verdict::chip(before)}" \u{2192} " });
    view! { {arrow}{verdict::chip(after)} }.into_any()
}

fn differs(before: &assessment::Step<'_>, after: &assessment::Step<'_>) -> bool {
    (before.verdict, &before.style) != (after.verdict, &after.style)
        || before.consistency.level != after.consistency.level
        || before.consistency.mechanism != after.consistency.mechanism
}

/// How the step is done, and how it is kept consistent, where either differs.
fn ways(reading: &Reading<'_>, before: &assessment::Step<'_>, after: &assessment::Step<'_>) -> AnyView {
    let kept = |step: &assessment::Step<'_>| {
        let by = wording::lower(reading.mechanism(&step.consistency.mechanism));
        format!("{}, by {by}", wording::level(step.consistency.level))
    };
    let rows = [
        ("Style", reading.style(&before.style).to_owned(), reading.style(&after.style).to_owned()),
        ("Consistency", kept(before), kept(after)),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| {
            view! { <div><dt>{name}</dt><dd>{before}" \u{2192} "<b>{after}</b></dd></div> }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> }).into_any()
}

/// The findings that only the first of two assessments has.
fn findings(title: &'static str, has: &Assessment<'_>, lacks: &Assessment<'_>) -> AnyView {
    let same = |a: &assessment::Finding<'_>, b: &assessment::Finding<'_>| (&a.rule, &a.at) == (&b.rule, &b.at);
    let only = has.findings.iter().filter(|finding| !lacks.findings.iter().any(|other| same(finding, other)));
    let items: Vec<_> = only.map(|finding| view! { <li>{ticked(&finding.message)}</li> }).collect();
    (!items.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items}</ul> }).into_any()
}

/// Every question of the step, each with the answer that is tried; a form that only asks.
fn form(reading: &Reading<'_>, step: &StepPart<'_>, changes: &[(&str, &str)]) -> AnyView {
    let book = reading.book();
    let fields: Vec<AnyView> = book
        .questions(Scope::Step)
        .filter(|rule| rule.retired.is_none())
        .filter_map(|rule| Some(field(reading, step, rule, rule.kind.question()?, changes)))
        .collect();
    view! {
        <section aria-labelledby="try">
            <h2 id="try">"Try other answers"</h2>
            <form method="get" action=address(reading.report, step)>
                {fields}
                <p><button type="submit">"Show the difference"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn field(
    reading: &Reading<'_>,
    step: &StepPart<'_>,
    rule: &Rule,
    question: &Question,
    changes: &[(&str, &str)],
) -> AnyView {
    let now = given(reading, step, &rule.id);
    let tried = changes.iter().find(|(asked, _)| *asked == rule.id).map(|(_, answer)| *answer);
    let as_it_is = now.map_or_else(
        || "as it is: open".to_owned(),
        |id| format!("as it is: {}", names::answer(reading.book(), &rule.id, id)),
    );
    let options: Vec<_> = question
        .answers
        .iter()
        .filter(|answer| now != Some(answer.id.as_ref()))
        .map(|answer| {
            let id = answer.id.to_string();
            view! { <option value=id selected=tried == Some(answer.id.as_ref())>{answer.label.to_string()}</option> }
        })
        .collect();
    let id = format!("if/{}", rule.id);
    view! {
        <div class="field">
            <label for=id.clone()>{rule.name.to_string()}</label>
            <select id=id name=rule.id.to_string()><option value="">{as_it_is}</option>{options}</select>
        </div>
    }
    .into_any()
}
