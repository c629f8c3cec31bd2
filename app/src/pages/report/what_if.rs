//! What if: a step of a revision with other answers, and every effect of that change. Nothing is stored.
//!
//! The address holds the change, so it can be shared. The engine assesses both variants with the revision's
//! rules, so that they differ only in the answers.

mod flows;

use std::collections::BTreeSet;

use advice::{
    Fault, Model, Rulebook,
    assessment::{self, Assessment},
    edit::{Edit, apply},
    rule::{Question, Rule},
    rulebook::Scope,
    terms::Verdict,
};
use leptos::prelude::*;

use super::{
    ids, questions,
    revision::{ResolvedRevision, StepPart},
};
use crate::{
    components::{
        reason::{rule_link, ticked, user_text},
        verdict, why,
    },
    editing::encode,
    pack::Applied,
    problem::Problem,
    report::Report,
    shell::Page,
    wording,
};

/// Maximum number of steps, and of findings, that are listed.
const MOST_TOLD: usize = 100;

/// A step and the questions that are answered differently there, all given as ids.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// Id of the step's flow.
    pub flow: String,
    /// Id of the step.
    pub step: String,
    /// Questions with their new answers. An empty answer means no change.
    pub changes: Vec<(String, String)>,
}

impl WhatIf {
    /// The step of an assessment with the changed answers.
    pub(super) fn of<'a>(step: &assessment::Step<'_>, changes: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let changes = changes.map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect();
        Self { flow: step.flow.to_string(), step: step.step.to_string(), changes }
    }

    /// The address of the page that shows the effects.
    pub(super) fn address(&self, report: &Report) -> String {
        let mut address = format!("{}/if/", report.address());
        encode(&self.flow, &mut address);
        address.push('/');
        encode(&self.step, &mut address);
        for (index, (question, answer)) in self.changes().enumerate() {
            address.push(if index == 0 { '?' } else { '&' });
            encode(question, &mut address);
            address.push('=');
            encode(answer, &mut address);
        }
        address
    }

    /// The address without the empty fields that a form sends; `None` if there are no empty fields.
    pub fn shorter(&self, report: &Report) -> Option<String> {
        self.changes.iter().any(|(_, answer)| answer.is_empty()).then(|| self.address(report))
    }

    fn changes(&self) -> impl Iterator<Item = (&str, &str)> {
        let changes = self.changes.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
        changes.filter(|(_, answer)| !answer.is_empty())
    }

    /// The new answer to a question; `None` if it does not change.
    fn answer(&self, question: &str) -> Option<&str> {
        self.changes().filter(|(changed, _)| *changed == question).map(|(_, answer)| answer).last()
    }
}

/// Checks whether a step may have these answers. If so, it reads only the report's ids.
///
/// # Errors
/// The same as for [`page`].
pub fn check(report: &Report, applied: &Applied, asked: &WhatIf) -> Result<(), Problem> {
    if !ids::of(report)?.has_step(&asked.flow, &asked.step) {
        return Err(no_step());
    }
    let book: &Rulebook = &applied.then;
    let is_known = |(question, answer): (&str, &str)| {
        let asked = book.question(question).and_then(|question| book.asked(question));
        asked.is_some_and(|asked| asked.answers.iter().any(|known| known.id == answer))
    };
    if !asked.changes().all(is_known) {
        changed(&ResolvedRevision::of(report, applied)?, asked)?;
    }
    Ok(())
}

fn no_step() -> Problem {
    Problem::unknown("This report has no such step.")
}

/// The page of a step with other answers.
///
/// # Errors
/// There is no such step, the rules do not know an answer, or the stored revision cannot be read, which is our fault.
pub fn page(report: &Report, applied: &Applied, asked: &WhatIf) -> Result<Page, Problem> {
    let revision = ResolvedRevision::of(report, applied)?;
    let flows = revision.flows();
    let mut steps = flows.iter().flat_map(|flow| &flow.steps);
    let step = steps.find(|step| step.assessed.flow == asked.flow && step.assessed.step == asked.step);
    let step = step.ok_or_else(no_step)?;
    let other = changed(&revision, asked)?;
    // With the same rules and engine, the stored assessment is also the current one.
    let again = (!revision.is_current()).then(|| advice::assess(&revision.model));
    let (all_before, all_after) = (again.as_ref().unwrap_or(&revision.assessment), advice::assess(&other));
    let title = format!("What if, {} \u{2013} EDA Advisor", step.described.action);
    let back = revision.way_from_elsewhere(step);
    let answer = asked.changes().next().is_some().then(|| difference(&revision, step, &other, all_before, &all_after));
    let body = view! {
        <article class="report">
            <header>
                <p class="soft revision"><a href=back>"Back to the report"</a></p>
                <h1>"What if: "{user_text(&step.described.action)}</h1>
                <p>
                    "Give other answers for this step and see what changes. Nothing is saved; the address contains the \
                     change, so you can share it."
                </p>
            </header>
            {told(&revision, step, asked)}
            {answer.unwrap_or_else(|| questions::view(&revision, step))}
            {form(&revision, step, asked)}
        </article>
    }
    .into_any();
    Ok(Page::new(&title, "What other answers to one step would change.", move || body))
}

/// The model with the changed answers.
fn changed<'r>(revision: &ResolvedRevision<'r>, asked: &WhatIf) -> Result<Model<'r>, Problem> {
    let mut description = revision.model.description().clone();
    for (question, answer) in asked.changes() {
        let edit = Edit::Answer {
            flow: asked.flow.clone(),
            step: asked.step.clone(),
            question: question.to_owned(),
            answer: Some(answer.to_owned()),
        };
        description = apply(&description, &edit).map_err(Problem::faulty)?;
    }
    // A part that the rules did not know before is not a fault of the change.
    let is_new = |fault: &Fault| revision.left_out.iter().all(|known| known.at != fault.at);
    let (model, left_out) = Model::resolve_kept(description, revision.book()).map_err(Problem::faulty)?;
    let faults: Vec<Fault> = left_out.into_iter().filter(is_new).collect();
    if faults.is_empty() { Ok(model) } else { Err(Problem::faulty(faults)) }
}

/// The list of changed answers.
fn told(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, asked: &WhatIf) -> AnyView {
    let rows: Vec<_> = asked
        .changes()
        .map(|(question, answer)| {
            let before = given(revision, step, question).map_or("open", |id| revision.answer(question, id)).to_owned();
            let after = revision.answer(question, answer).to_owned();
            view! {
                <div>
                    <dt>{rule_link(question, revision.question(question))}</dt>
                    <dd>{before}" \u{2192} "<b>{after}</b></dd>
                </div>
            }
        })
        .collect();
    (!rows.is_empty())
        .then(|| {
            view! {
                <section aria-labelledby="changed">
                    <h2 id="changed">"Changed answers"</h2>
                    <dl class="facts">{rows}</dl>
                </section>
            }
        })
        .into_any()
}

/// The id of a step's current answer to a question.
fn given<'r>(revision: &'r ResolvedRevision<'_>, step: &StepPart<'_>, question: &str) -> Option<&'r str> {
    let book = revision.book();
    let index = book.question(question)?;
    let given = step.model.answers.iter().find(|given| given.question == index)?;
    Some(book.asked(index)?.answers.get(given.answer)?.id.as_ref())
}

/// Every difference: first this step, then the others, then the flows, then the findings.
fn difference(
    revision: &ResolvedRevision<'_>,
    step: &StepPart<'_>,
    other: &Model<'_>,
    all_before: &Assessment<'_>,
    all_after: &Assessment<'_>,
) -> AnyView {
    let position = |part: &assessment::Step<'_>| part.flow == step.assessed.flow && part.step == step.assessed.step;
    let pairs: Vec<_> = all_before.steps.iter().zip(&all_after.steps).collect();
    let this = pairs.iter().find(|(before, _)| position(before));
    let this = this.map(|(before, after)| {
        let stays = before.verdict == after.verdict;
        let outcome = if stays { "The verdict stays." } else { "The verdict changes." };
        view! {
            <p><b>{outcome}</b>" "{pair(before.verdict, after.verdict)}</p>
            <p>{why::decided(after)}</p>
            {ways(revision, before, after)}
        }
    });
    let described = other.description().flows.iter().flat_map(|flow| &flow.steps);
    let changed: Vec<_> = pairs
        .iter()
        .zip(described)
        .filter(|((before, after), _)| !position(before) && differs(before, after))
        .collect();
    let more = more(changed.len());
    let others: Vec<AnyView> = changed
        .into_iter()
        .take(MOST_TOLD)
        .map(|((before, after), described)| {
            view! {
                <li>
                    {user_text(&described.action)}": "{pair(before.verdict, after.verdict)}
                    {ways(revision, before, after)}
                </li>
            }
            .into_any()
        })
        .collect();
    let others = if others.is_empty() {
        view! { <p class="soft">"No other step changes its verdict, style, message or consistency."</p> }.into_any()
    } else {
        view! { <h3>"Other steps that change"</h3><ul>{others}{more}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="difference">
            <h2 id="difference">"The difference"</h2>
            {this}
            {others}
            {flows::view(revision, &other.description().flows, all_before, all_after)}
            {findings("New findings", all_after, all_before)}
            {findings("Findings that disappear", all_before, all_after)}
        </section>
    }
    .into_any()
}

/// A note on how many more things there are; `None` if all are listed.
fn more(number: usize) -> Option<AnyView> {
    let more = number.saturating_sub(MOST_TOLD);
    (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> }.into_any())
}

/// A verdict before and after the change; a single chip if both are equal.
fn pair(before: Verdict, after: Verdict) -> AnyView {
    let arrow = (before != after).then(|| view! { {verdict::chip(before)}" \u{2192} " });
    view! { {arrow}{verdict::chip(after)} }.into_any()
}

fn differs(before: &assessment::Step<'_>, after: &assessment::Step<'_>) -> bool {
    (before.verdict, &before.style) != (after.verdict, &after.style)
        || before.consistency.level != after.consistency.level
        || before.consistency.mechanism != after.consistency.mechanism
        || before.message.name != after.message.name
}

/// The style, message and consistency of the step before and after the change, as far as they differ.
fn ways(revision: &ResolvedRevision<'_>, before: &assessment::Step<'_>, after: &assessment::Step<'_>) -> AnyView {
    let kept = |step: &assessment::Step<'_>| {
        let by = wording::lower(revision.mechanism(&step.consistency.mechanism));
        format!("{}, by {by}", wording::level(step.consistency.level))
    };
    let rows = [
        ("Style", revision.style(&before.style).to_owned(), revision.style(&after.style).to_owned()),
        ("Message", before.message.name.to_string(), after.message.name.to_string()),
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
    let key = |finding: &assessment::Finding<'_>| (finding.rule.to_string(), finding.at.to_string());
    let known: BTreeSet<(String, String)> = lacks.findings.iter().map(key).collect();
    let only: Vec<_> = has.findings.iter().filter(|finding| !known.contains(&key(finding))).collect();
    let more = more(only.len());
    let only = only.into_iter().take(MOST_TOLD);
    let items: Vec<_> = only.map(|finding| view! { <li>{ticked(&finding.message)}</li> }).collect();
    (!items.is_empty()).then(|| view! { <h3>{title}</h3><ul>{items}{more}</ul> }).into_any()
}

/// A form with every question of the step and its tried answer. It changes nothing stored.
fn form(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, asked: &WhatIf) -> AnyView {
    let questions = revision.book().questions(Scope::Step).filter(|rule| rule.retired.is_none());
    let fields: Vec<AnyView> = questions
        .filter_map(|rule| Some(field(revision, step, rule, rule.kind.question()?, asked.answer(&rule.id))))
        .collect();
    let address = WhatIf::of(step.assessed, std::iter::empty()).address(revision.report);
    view! {
        <section aria-labelledby="try">
            <h2 id="try">"Try other answers"</h2>
            <form class="other-answers" method="get" action=address>
                {fields}
                <p class="row"><button type="submit">"Show the difference"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn field(
    revision: &ResolvedRevision<'_>,
    step: &StepPart<'_>,
    rule: &Rule,
    question: &Question,
    tried: Option<&str>,
) -> AnyView {
    let current = given(revision, step, &rule.id);
    let as_it_is = format!("Unchanged: {}", current.map_or("open", |id| revision.answer(&rule.id, id)));
    let options: Vec<_> = question
        .answers
        .iter()
        .filter(|answer| current != Some(answer.id.as_ref()))
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
