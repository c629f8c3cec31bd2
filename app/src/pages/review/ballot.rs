//! The form with which one person answers the questions that can decide, step by step, without seeing what the report
//! or others answer.

use advice::{Fault, Model, rule::Rule};
use leptos::prelude::*;

use super::{Reader, name_field, told_fault, ways, without_right};
use crate::{
    advisor::kept::Kept as Revision,
    ballots::{STEPS_A_PAGE, StepIndex, deciding, place, steps, without_answers},
    components::{
        pager,
        reason::{rule_link, user_text},
    },
    pack::Applied,
    problem::Problem,
    report::Report,
    review::Answers,
    shell::Page,
    wording,
};

/// The beginning of the name of a field with an answer: it goes on with the question, a space and the step's place.
pub const ANSWER: &str = "answer ";

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The person's name.
    pub by: String,
    /// The answers.
    pub answers: Answers,
}

/// The page at `/r/{id}/ballot`. `page` is a page of steps, from 1. `report` is the newest revision.
///
/// # Errors
/// There is no such page; or the stored revision cannot be read, which is our fault.
pub fn page(
    report: &Report,
    applied: &Applied,
    reader: Reader,
    page: usize,
    form: &Form,
    faults: &[Fault],
) -> Result<Page, Problem> {
    let revision = Revision::read(report, applied)?;
    let model = &revision.model;
    let bare = without_answers(model)?;
    let all = steps(model);
    if page == 0 || page > pager::count(all.len(), STEPS_A_PAGE) {
        return Err(Problem::unknown("There is no such page of steps."));
    }
    let shown = all.iter().skip((page - 1) * STEPS_A_PAGE).take(STEPS_A_PAGE);
    let name = model.description().name.clone();
    let body = if reader.may_review {
        let parts: Vec<AnyView> = shown.map(|step| part(model, &bare, *step, form)).collect();
        self::form(report, &name, (page, all.len()), parts, form, faults)
    } else {
        without_right(reader)
    };
    let content = view! {
        <article class="report review">
            <header>
                {ways(report, reader, "ballot")}
                <h1>"Your own answers to "{user_text(&name)}</h1>
                <p class="sentence">
                    "Answer what you know of each step, before you look at what the report or others say. Leave open \
                     what you do not know. The advisor then shows where people differ, and whether a verdict depends on \
                     it."
                </p>
            </header>
            {body}
        </article>
    }
    .into_any();
    let title = format!("Your own answers to {name} \u{2013} EDA Advisor");
    Ok(Page::new(&title, "The questions that can decide, answered independently.", move || content))
}

fn form(
    report: &Report,
    name: &str,
    (page, all): (usize, usize),
    parts: Vec<AnyView>,
    form: &Form,
    faults: &[Fault],
) -> AnyView {
    // A fault of an answer cannot come from this form, but from one of an older revision.
    let others: Vec<AnyView> = faults.iter().filter(|fault| fault.at != "/by").map(told_fault).collect();
    let others = (!others.is_empty()).then(|| view! { <div role="alert"><ol class="fault">{others}</ol></div> });
    let address = format!("{}/ballot", report.at.address());
    let pages = pager::count(all, STEPS_A_PAGE);
    let many = (pages > 1).then(|| {
        view! { <p>"Each page of steps is sent by itself; your answers under one name count together."</p> }
    });
    let others_pages = pager::view(
        ("Steps", name),
        page,
        pages,
        |page| format!("{address}?page={page}"),
        |page| pager::numbers(page, STEPS_A_PAGE, all),
    );
    view! {
        <form class="describe ballot" method="post" action=format!("{address}?page={page}")>
            <input type="hidden" name="revision" value=report.revision.to_string()/>
            {others}
            {many}
            {name_field(&form.by, faults)}
            {parts}
            <p class="row"><button type="submit">"Send my answers"</button></p>
        </form>
        {others_pages}
    }
    .into_any()
}

/// The questions of one step.
fn part(model: &Model<'_>, bare: &Model<'_>, step: StepIndex, form: &Form) -> AnyView {
    let described = model.description().flows.get(step.0).and_then(|flow| flow.steps.get(step.1));
    let Some(described) = described else { return ().into_any() };
    let place = place(model, step);
    let flow = model.description().flows.get(step.0).and_then(|flow| flow.name.as_deref());
    let several = model.flows().len() > 1;
    let flow = flow.filter(|_| several).map(|flow| view! { <small class="soft">{user_text(flow)}</small> });
    let given = form.answers.get(&place);
    let fields: Vec<AnyView> = deciding(bare, step)
        .into_iter()
        .map(|rule| {
            let chosen = given.and_then(|answers| answers.get(rule.id.as_ref())).map_or("", String::as_str);
            field(rule, &place, chosen)
        })
        .collect();
    let parties = parties(model, step);
    let parties = (!parties.is_empty()).then(|| view! { <p class="soft"><bdi>{parties}</bdi></p> });
    let notes = described.notes.as_deref().map(|notes| view! { <p class="soft">{user_text(notes)}</p> });
    view! {
        <fieldset class="of-step">
            <legend>{format!("{}. ", step.1 + 1)}{user_text(&described.action)}" "{flow}</legend>
            {parties}
            {notes}
            <div class="asked">{fields}</div>
        </fieldset>
    }
    .into_any()
}

/// Who asks whom.
fn parties(model: &Model<'_>, (flow, step): StepIndex) -> String {
    let Some(step) = model.flows().get(flow).and_then(|flow| flow.steps.get(step)) else { return String::new() };
    let name = |index: usize| model.participants().get(index).map_or("", |one| one.name.as_str());
    let to: Vec<&str> = step.to.iter().map(|to| name(*to)).collect();
    match (step.from.map(name), to.is_empty()) {
        (Some(from), true) => from.to_owned(),
        (Some(from), false) => format!("{from} \u{2192} {}", wording::spoken(&to)),
        (None, _) => wording::spoken(&to),
    }
}

/// A question as a choice.
fn field(rule: &Rule, place: &str, chosen: &str) -> AnyView {
    let Some(question) = rule.kind.question() else { return ().into_any() };
    let name = format!("{ANSWER}{} {place}", rule.id);
    let why = format!("why {name}").replace(' ', "/");
    let id = name.replace(' ', "/");
    let options: Vec<AnyView> = question
        .answers
        .iter()
        .map(|answer| {
            let (value, words) = (answer.id.to_string(), answer.label.to_string());
            view! { <option selected=value == chosen value=value>{words}</option> }.into_any()
        })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{question.ask.to_string()}</label>
            <p class="soft" id=why.clone()>{question.why_asked.to_string()}" "{rule_link(&rule.id, "The rule")}</p>
            <select id=id name=name aria-describedby=why>
                <option value="" selected=chosen.is_empty()>"Don\u{2019}t know"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
