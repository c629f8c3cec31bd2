//! The form with which one person answers the questions that can decide, step by step, without seeing what the report
//! or others answer. Each step is a section that opens; what the questions are asked for is said once, below all steps.

use std::collections::BTreeSet;

use advice::{
    Fault, Model,
    outlook::{Reach, outlook},
    rule::Rule,
};
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
    /// The name under which these answers are kept already; empty if the form does not begin with kept answers.
    pub filled: String,
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
        let asked: Vec<Part<'_>> = shown.filter_map(|step| Part::of(model, &bare, *step, form)).collect();
        self::form(report, &name, (page, all.len()), &asked, form, faults)
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
                     what you do not know. The advisor then shows where people differ, and whether a verdict \
                     depends on it."
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
    steps: &[Part<'_>],
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
    let filled = (!form.filled.is_empty()).then(|| {
        view! {
            <div class="notice" role="status">
                <p>"These are your earlier answers, "<bdi>{form.filled.clone()}</bdi>". What you change here replaces \
                    them."</p>
                <p>
                    <a href=format!("{address}?page={page}&empty=yes")>
                        "Somebody else answers: begin with an empty form"
                    </a>
                </p>
            </div>
            <input type="hidden" name="filled" value=form.filled.clone()/>
        }
    });
    let first = steps.iter().position(|step| !step.open.is_empty()).unwrap_or_default();
    let parts: Vec<AnyView> = steps.iter().enumerate().map(|(index, step)| step.view(index == first)).collect();
    view! {
        <form class="describe ballot" method="post" action=format!("{address}?page={page}")>
            <input type="hidden" name="revision" value=report.revision.to_string()/>
            {others}
            {filled}
            {many}
            {name_field(&form.by, faults)}
            {directory(steps)}
            {parts}
            <p class="row"><button type="submit">"Send my answers"</button></p>
        </form>
        {explained(steps)}
        {others_pages}
    }
    .into_any()
}

/// A step with its questions.
struct Part<'b> {
    /// Its number in its flow, from 1.
    number: usize,
    /// What it does.
    action: String,
    /// The name of its flow, if there are several.
    flow: Option<String>,
    /// Who asks whom.
    parties: String,
    notes: Option<String>,
    /// Its lasting place.
    place: String,
    /// The questions that the report leaves open and that could change its verdict.
    open: Vec<Asked<'b>>,
    /// The other questions that can decide a step.
    more: Vec<Asked<'b>>,
}

/// A question with the answer that the form holds; empty if it holds none.
struct Asked<'b> {
    rule: &'b Rule,
    chosen: String,
}

impl<'b> Part<'b> {
    /// The questions about a step; none if there is no such step.
    fn of(model: &Model<'_>, bare: &Model<'b>, step: StepIndex, form: &Form) -> Option<Self> {
        let flow = model.description().flows.get(step.0)?;
        let described = flow.steps.get(step.1)?;
        let place = place(model, step);
        let outlook = outlook(model, step.0, step.1);
        let still_open: BTreeSet<&str> = outlook
            .iter()
            .flat_map(|outlook| &outlook.questions)
            .filter(|asked| !asked.is_said() && asked.inferred.is_none() && asked.reach <= Reach::Verdict)
            .map(|asked| asked.rule.id.as_ref())
            .collect();
        let given = form.answers.get(&place);
        let asked = deciding(bare, step).into_iter().map(|rule| {
            let chosen = given.and_then(|answers| answers.get(rule.id.as_ref())).cloned().unwrap_or_default();
            Asked { rule, chosen }
        });
        let (open, more) = asked.partition(|asked| still_open.contains(asked.rule.id.as_ref()));
        Some(Self {
            number: step.1 + 1,
            action: described.action.clone(),
            flow: flow.name.clone().filter(|_| model.flows().len() > 1),
            parties: parties(model, step),
            notes: described.notes.clone(),
            place,
            open,
            more,
        })
    }

    /// The anchor of its questions. It stands inside the fold, so that a browser that goes there opens it.
    fn anchor(&self) -> String {
        self.place.trim_start_matches('/').replace('/', ".")
    }

    /// How many questions are open, and how many the form has an answer to.
    fn told(&self) -> String {
        let answered = self.open.iter().chain(&self.more).filter(|asked| !asked.chosen.is_empty()).count();
        let open = match self.open.len() {
            0 => "settled in the report".to_owned(),
            open => wording::count(open, "open question"),
        };
        if answered == 0 { open } else { format!("{open}, {answered} answered by you") }
    }

    fn view(&self, is_first: bool) -> AnyView {
        let flow = self.flow.as_deref().map(|flow| view! { <small class="soft">{user_text(flow)}" \u{b7}"</small> });
        let parties =
            (!self.parties.is_empty()).then(|| view! { <p class="soft"><bdi>{self.parties.clone()}</bdi></p> });
        let notes = self.notes.as_deref().map(|notes| view! { <p class="soft">{user_text(notes)}</p> });
        let fields =
            |asked: &[Asked<'_>]| asked.iter().map(|asked| field(asked, &self.place)).collect::<Vec<AnyView>>();
        let open = (!self.open.is_empty()).then(|| view! { <div class="asked">{fields(&self.open)}</div> });
        let is_answered = self.more.iter().any(|asked| !asked.chosen.is_empty());
        let more = (!self.more.is_empty()).then(|| {
            let what = if self.open.is_empty() { "question" } else { "more question" };
            let count = wording::count(self.more.len(), what);
            view! {
                <details class="more-questions" open=is_answered>
                    <summary>
                        {count}" "
                        <span class="soft">"The report answers them, or they change nothing by themselves."</span>
                    </summary>
                    <div class="asked">{fields(&self.more)}</div>
                </details>
            }
        });
        view! {
            <details class="of-step" open=is_first>
                <summary>
                    <b>{format!("{}. ", self.number)}{user_text(&self.action)}</b>" "{flow}" "
                    <span class="soft">{self.told()}</span>
                </summary>
                <fieldset id=self.anchor()>
                    <legend class="unseen">{user_text(&self.action)}</legend>
                    {parties}
                    {notes}
                    {open}
                    {more}
                </fieldset>
            </details>
        }
        .into_any()
    }
}

/// The list of the steps, with links to their questions.
fn directory(steps: &[Part<'_>]) -> AnyView {
    let item = |step: &Part<'_>| {
        let flow = step.flow.as_deref().map(|flow| view! { " "<small class="soft">{user_text(flow)}" \u{b7}"</small> });
        view! {
            <li>
                <a href=format!("#{}", step.anchor())>{format!("{}. ", step.number)}{user_text(&step.action)}</a>
                {flow}" "
                <small class="soft">{step.told()}</small>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = steps.iter().map(item).collect();
    view! { <nav aria-label="Steps"><ul class="ballot-steps">{items}</ul></nav> }.into_any()
}

/// Why each question is asked, once for all steps.
fn explained(steps: &[Part<'_>]) -> AnyView {
    let mut seen = BTreeSet::new();
    let all = steps.iter().flat_map(|step| step.open.iter().chain(&step.more));
    let items: Vec<AnyView> = all
        .filter(|asked| seen.insert(asked.rule.id.as_ref()))
        .filter_map(|asked| Some((asked.rule, asked.rule.kind.question()?)))
        .map(|(rule, question)| {
            view! {
                <dt>{question.ask.to_string()}</dt>
                <dd id=why(rule)>{question.why_asked.to_string()}" "{rule_link(&rule.id, "The rule")}</dd>
            }
            .into_any()
        })
        .collect();
    view! {
        <details class="explained">
            <summary>"Why each question is asked"</summary>
            <dl>{items}</dl>
        </details>
    }
    .into_any()
}

/// The id of the explanation of a question.
fn why(rule: &Rule) -> String {
    format!("why/{}", rule.id)
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
fn field(asked: &Asked<'_>, place: &str) -> AnyView {
    let (rule, chosen) = (asked.rule, asked.chosen.as_str());
    let Some(question) = rule.kind.question() else { return ().into_any() };
    let name = format!("{ANSWER}{} {place}", rule.id);
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
            <select id=id name=name aria-describedby=why(rule)>
                <option value="" selected=chosen.is_empty()>"Don\u{2019}t know"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
