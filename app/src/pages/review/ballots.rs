//! Where the answers of several people differ, and whether a verdict depends on it.

use std::collections::BTreeMap;

use advice::Rulebook;
use leptos::prelude::*;

use super::{Reader, ways, without_right};
use crate::{
    advisor::kept::Kept as Revision,
    ballots::{self, Compared, ComparedStep, Depends, Disagreement, GivenAnswer, STEPS_A_PAGE},
    components::{
        pager,
        reason::{rule_link, ticked, user_text},
        verdict,
    },
    pack::Applied,
    pages::report,
    problem::Problem,
    report::Report,
    review::Ballot,
    shell::Page,
    wording::{self, names},
};

/// The page at `/r/{id}/ballots`. `page` is a page of steps, from 1. `report` is the newest revision.
///
/// # Errors
/// There is no such page; or the stored revision cannot be read, which is our fault.
pub fn page(report: &Report, applied: &Applied, all: &[Ballot], asked: Asked) -> Result<Page, Problem> {
    let Asked { reader, page, is_known, kept } = asked;
    let revision = Revision::read(report, applied)?;
    let model = &revision.model;
    let compared = ballots::compare(model, &revision.assessment, all, page.unwrap_or(1))?;
    let name = model.description().name.clone();
    let people = ballots::names(all).len();
    let sees_all = reader.is_editor || is_known || people == 0;
    let told = if sees_all { summary(&compared) } else { counted(people) };
    let (book, links) = (model.rulebook(), report::addresses(report, applied)?);
    let (same, differ): (Vec<&ComparedStep>, Vec<&ComparedStep>) =
        compared.steps.iter().partition(|step| step.differences.is_empty() && !is_moved(step));
    let differ: Vec<AnyView> = differ.into_iter().map(|step| of_step(&links, book, reader, step)).collect();
    let has_choice = reader.is_editor && compared.steps.iter().any(|step| !step.differences.is_empty());
    let compared_view = view! {
        {others(&compared)}
        {differ}
        {has_choice.then(|| take_together(report))}
        {alike(&links, &same)}
        {pages(report, &name, &compared)}
        {cast(report, reader, all)}
    }
    .into_any();
    let shown = if sees_all {
        compared_view
    } else {
        // Who turns a page has opened this already.
        hidden(report, reader, page.is_some(), compared_view)
    };
    let steps = ballots::steps(model).len();
    let content = view! {
        <article class="report review">
            <header>
                {ways(report, reader, "ballots")}
                <h1>"Where answers differ: "{user_text(&name)}</h1>
                {kept.map(|page| is_kept(report, page, steps))}
                <p class="sentence">{told.clone()}</p>
            </header>
            {shown}
        </article>
    }
    .into_any();
    let title = format!("Where answers differ: {name} \u{2013} EDA Advisor");
    Ok(Page::new(&title, &told, move || content))
}

/// How the page is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// What the reader may do.
    pub reader: Reader,
    /// The page of steps, from 1; none for the first one.
    pub page: Option<usize>,
    /// Whether a ballot was cast in this browser.
    pub is_known: bool,
    /// The page of steps that was just answered, if one was.
    pub kept: Option<usize>,
}

/// Says that a ballot is kept, and how to go on.
fn is_kept(report: &Report, page: usize, steps: usize) -> AnyView {
    let address = format!("{}/ballot", report.at.address());
    let next = (page < pager::count(steps, STEPS_A_PAGE)).then(|| {
        let next = page + 1;
        let which = pager::numbers(next, STEPS_A_PAGE, steps);
        view! { <a href=format!("{address}?page={next}")>"Answer the next steps ("{which}")"</a>" \u{b7} " }
    });
    view! {
        <div class="notice" role="status">
            <p>"Your answers are kept."</p>
            <p>{next}<a href=format!("{address}?page={page}")>"Change your answers"</a></p>
        </div>
    }
    .into_any()
}

/// What others answer, for somebody who has not answered yet: behind a fold, so that everybody can answer first.
fn hidden(report: &Report, reader: Reader, is_open: bool, all: AnyView) -> AnyView {
    let first = if reader.may_review {
        let way = format!("{}/ballot", report.at.address());
        view! {
            <p>"Answer before you look at what others say. Then your answers are your own."</p>
            <p><a class="button" href=way>"Give your own answers"</a></p>
        }
        .into_any()
    } else {
        without_right(reader)
    };
    view! {
        {first}
        <details class="others-answers" open=is_open>
            <summary>"Show the others\u{2019} answers"</summary>
            {all}
        </details>
    }
    .into_any()
}

fn counted(people: usize) -> String {
    match people {
        1 => "1 person has answered.".to_owned(),
        people => format!("{people} people have answered."),
    }
}

fn summary(compared: &Compared) -> String {
    if compared.people.is_empty() {
        return "Nobody has answered independently yet.".to_owned();
    }
    let who = wording::spoken(&compared.people);
    let is_one = compared.people.len() == 1;
    let all: Vec<&Disagreement> = compared.steps.iter().flat_map(|step| &step.differences).collect();
    let of = |depends| all.iter().filter(|one| one.depends == depends).count();
    let differ = match (all.len(), is_one) {
        (0, true) => "nothing differs from the report".to_owned(),
        (0, false) => "nothing differs".to_owned(),
        (number, true) => format!("differs from the report on {}", wording::count(number, "question")),
        (number, false) => format!("differ on {}", wording::count(number, "question")),
    };
    let depends = match (all.len(), of(Depends::Verdict), of(Depends::WithOthers)) {
        (0, ..) => String::new(),
        (_, 0, 0) => "; no verdict depends on it".to_owned(),
        (1, 1, _) => "; a verdict depends on it".to_owned(),
        (number, by_itself, 0) if number == by_itself => "; a verdict depends on each".to_owned(),
        (_, by_itself, 0) => format!("; a verdict depends on {by_itself}"),
        (_, 0, together) => format!("; a verdict depends on {together}, together with other answers"),
        (_, by_itself, together) => {
            format!("; a verdict depends on {by_itself}, and on {together} together with other answers")
        }
    };
    let have = if is_one { "has" } else { "have" };
    let here = if compared.pages > 1 { " on this page" } else { "" };
    format!("{who} {have} answered{here}, and {differ}{depends}.")
}

/// Whether somebody's answers give the step another verdict than the report's.
fn is_moved(step: &ComparedStep) -> bool {
    step.verdicts.iter().any(|one| one.verdict != step.verdict)
}

/// The addresses of the steps' reasons in the report, by their places.
type Links = BTreeMap<String, String>;

/// The link to a step on the report.
fn step_link(links: &Links, step: &ComparedStep) -> AnyView {
    view! { <a href=links.get(&step.place).cloned()>{user_text(&step.action)}</a> }.into_any()
}

/// One line for the steps on which nothing differs.
fn alike(links: &Links, steps: &[&ComparedStep]) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let links: Vec<AnyView> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| view! { {(index > 0).then_some("; ")}{step_link(links, step)} }.into_any())
        .collect();
    let count = wording::count(steps.len(), "step");
    view! { <p class="soft alike">{format!("Nothing differs on {count}: ")}{links}"."</p> }.into_any()
}

/// Id of the form with which an editor takes several answers into one draft. Its boxes stand in the tables.
const TAKE: &str = "take-answers";

fn take_together(report: &Report) -> AnyView {
    view! {
        <form id=TAKE method="post" action=format!("{}/ballots/take", report.at.address())>
            <p class="row"><button type="submit">"Take the ticked answers into a new draft"</button></p>
        </form>
    }
    .into_any()
}

fn others(compared: &Compared) -> AnyView {
    let more = (compared.others > 0).then(|| {
        let more = format!(
            "The answers of the {} people who answered last are compared; {} more are left out.",
            compared.people.len(),
            compared.others
        );
        view! { <p class="soft">{more}</p> }
    });
    view! { {more} }.into_any()
}

fn of_step(links: &Links, book: &Rulebook, reader: Reader, step: &ComparedStep) -> AnyView {
    let verdicts: Vec<AnyView> = step
        .verdicts
        .iter()
        .map(|one| view! { <li><bdi>{one.by.clone()}</bdi>{verdict::chip(one.verdict)}</li> }.into_any())
        .collect();
    let id = step.place.trim_start_matches('/').replace('/', ".");
    let differences: Vec<AnyView> = step.differences.iter().map(|one| difference(book, reader, step, one)).collect();
    let none = step.differences.is_empty().then(|| {
        view! { <p>"No single answer changes the verdict here; several together do."</p> }
    });
    let agreed = (step.agreed > 0).then(|| {
        let count = wording::count(step.agreed, "more question");
        view! { <p class="soft">{format!("The answers to {count} are the same.")}</p> }
    });
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{step_link(links, step)}</h2>
            <p class="soft">{user_text(&step.flow)}</p>
            <ul class="voices">
                <li>"The report"{verdict::chip(step.verdict)}</li>
                {verdicts}
            </ul>
            {none}
            {differences}
            {agreed}
        </section>
    }
    .into_any()
}

fn difference(book: &Rulebook, reader: Reader, step: &ComparedStep, one: &Disagreement) -> AnyView {
    let question = one.question.as_str();
    let asks = book.find(question).find_map(|rule| rule.kind.question()).map(|question| question.ask.to_string());
    let answers: Vec<AnyView> = one
        .answers
        .iter()
        .map(|given| {
            let reports = given.is_reports.then_some("the report".to_owned());
            let by: Vec<String> = reports.into_iter().chain(given.by.iter().cloned()).collect();
            view! {
                <tr>
                    <th scope="row">{names::answer(book, question, &given.answer).to_owned()}</th>
                    <td data-label="Who says so"><bdi>{wording::spoken(&by)}</bdi></td>
                    <td data-label="Then">{verdict::chip(given.verdict)}{decides(book, question, given)}</td>
                    {reader.is_editor.then(|| {
                        view! { <td data-label="In the draft">{take(step, question, given)}</td> }
                    })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let left_open = one.left_open.map(|verdict| {
        view! {
            <tr>
                <th scope="row">"Left open"</th>
                <td data-label="Who says so">"the report"</td>
                <td data-label="Then">{verdict::chip(verdict)}</td>
                {reader.is_editor.then(|| view! { <td data-label="In the draft">{as_it_is()}</td> })}
            </tr>
        }
    });
    let (class, says) = match (one.depends, &one.under) {
        (Depends::Verdict, _) => {
            ("depends", "The verdict depends on it, with the report\u{2019}s other answers.".to_owned())
        }
        (Depends::WithOthers, Some(name)) => (
            "depends",
            format!("It changes no verdict by itself. Together with the other answers of {name} it does, as shown."),
        ),
        _ => ("", "The verdict does not depend on it, whichever is right.".to_owned()),
    };
    let act = reader.is_editor.then(|| view! { <th scope="col">"In the draft"</th> });
    view! {
        <div class="difference">
            <h3>{asks.unwrap_or_else(|| question.to_owned())}</h3>
            <p class=class><bdi>{says}</bdi>" "{rule_link(question, "The rule")}</p>
            <table class="stacked">
                <caption class="unseen">{names::question(book, question).to_owned()}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Answer"</th>
                        <th scope="col">"Who says so"</th>
                        <th scope="col">"Then"</th>
                        {act}
                    </tr>
                </thead>
                <tbody>{answers}{left_open}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What the rule says that an answer decides, which is the reason for the verdict under it.
fn decides(book: &Rulebook, question: &str, given: &GivenAnswer) -> AnyView {
    let asked = book.find(question).find_map(|rule| rule.kind.question());
    let answer = asked.and_then(|asked| asked.answers.iter().find(|answer| answer.id == given.answer));
    answer.map(|answer| view! { " "<small class="soft">{ticked(&answer.decides)}</small> }).into_any()
}

/// What says that an answer is the report's.
fn as_it_is() -> AnyView {
    view! { <small class="soft">"as it is"</small> }.into_any()
}

/// The box that takes an answer into a draft of the next revision. A question takes one answer.
fn take(step: &ComparedStep, question: &str, given: &GivenAnswer) -> AnyView {
    if given.is_reports {
        return as_it_is();
    }
    let label = format!("Take it into a new draft: {} for {}", given.answer, step.action);
    let value = format!("{question} {} {}", given.answer, step.place);
    view! {
        <label class="take">
            <input type="checkbox" form=TAKE name="take" value=value aria-label=label/>
            " Take it"
        </label>
    }
    .into_any()
}

fn pages(report: &Report, name: &str, compared: &Compared) -> AnyView {
    let address = |page| format!("{}/ballots?page={page}", report.at.address());
    pager::view(("Steps", name), compared.page, compared.pages, address, |page| page.to_string())
}

/// The people with their ballots, which an editor may hide.
fn cast(report: &Report, reader: Reader, all: &[Ballot]) -> AnyView {
    let shown: Vec<&Ballot> = all.iter().filter(|ballot| reader.is_editor || !ballot.is_hidden).collect();
    if shown.is_empty() {
        return ().into_any();
    }
    let mut by_name: Vec<(&str, Vec<&Ballot>)> = Vec::new();
    for ballot in shown {
        match by_name.iter_mut().find(|(by, _)| *by == ballot.by) {
            Some((_, its)) => its.push(ballot),
            None => by_name.push((&ballot.by, vec![ballot])),
        }
    }
    let items: Vec<AnyView> = by_name.into_iter().map(|(by, its)| person(report, reader, all, by, &its)).collect();
    view! {
        <section aria-labelledby="cast">
            <h2 id="cast">"The ballots"</h2>
            <ul class="cast">{items}</ul>
        </section>
    }
    .into_any()
}

/// What one person cast: the answers that count, when the last of them came, and, for an editor, each ballot.
fn person(report: &Report, reader: Reader, all: &[Ballot], by: &str, its: &[&Ballot]) -> AnyView {
    let answers: usize = ballots::answers_of(all, by).values().map(BTreeMap::len).sum();
    let last = its.last().map(|last| format!(", on revision {}, {}", last.revision, wording::day(&last.made_at)));
    let says = format!("{}{}", wording::count(answers, "answer"), last.unwrap_or_default());
    let hide = |ballot: &&Ballot| {
        let words = if ballot.is_hidden { "Show" } else { "Hide" };
        let label = format!("{words}: ballot {} by {}", ballot.number, ballot.by);
        let hidden = ballot.is_hidden.then(|| view! { " "<span class="state">"hidden: it does not count"</span> });
        let which = (its.len() > 1).then(|| {
            let number = format!("Ballot {}, on revision {}", ballot.number, ballot.revision);
            view! { " "<span class="soft">{number}</span> }
        });
        view! {
            {which}{hidden}
            <form method="post" action=format!("{}/ballots/{}", report.at.address(), ballot.number)>
                <button type="submit" class="quiet small" name="hidden" value=(!ballot.is_hidden).to_string()
                    aria-label=label>
                    {words}
                </button>
            </form>
        }
        .into_any()
    };
    let hide: Vec<AnyView> = its.iter().filter(|_| reader.is_editor).map(hide).collect();
    view! { <li class="row"><b><bdi>{by.to_owned()}</bdi></b>" "<span class="soft">{says}</span>{hide}</li> }.into_any()
}
