//! Where the answers of several people differ, and whether a verdict depends on it.

use advice::Rulebook;
use leptos::prelude::*;

use super::{Reader, ways};
use crate::{
    advisor::kept::Kept as Revision,
    ballots::{self, Compared, ComparedStep, Depends, Disagreement, GivenAnswer},
    components::{
        pager,
        reason::{rule_link, ticked, user_text},
        verdict,
    },
    pack::Applied,
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
pub fn page(report: &Report, applied: &Applied, all: &[Ballot], reader: Reader, page: usize) -> Result<Page, Problem> {
    let revision = Revision::read(report, applied)?;
    let model = &revision.model;
    let compared = ballots::compare(model, &revision.assessment, all, page)?;
    let name = model.description().name.clone();
    let told = summary(&compared);
    let book = model.rulebook();
    let steps: Vec<AnyView> = compared.steps.iter().map(|step| of_step(report, book, reader, step)).collect();
    let content = view! {
        <article class="report review">
            <header>
                {ways(report, reader, "ballots")}
                <h1>"Where answers differ: "{user_text(&name)}</h1>
                <p class="sentence">{told.clone()}</p>
                {others(&compared)}
            </header>
            {steps}
            {pages(report, &name, &compared)}
            {cast(report, reader, all)}
        </article>
    }
    .into_any();
    let title = format!("Where answers differ: {name} \u{2013} EDA Advisor");
    Ok(Page::new(&title, &told, move || content))
}

fn summary(compared: &Compared) -> String {
    if compared.people.is_empty() {
        return "Nobody has answered independently yet.".to_owned();
    }
    let who = wording::spoken(&compared.people);
    let all: Vec<&Disagreement> = compared.steps.iter().flat_map(|step| &step.differences).collect();
    let deciding = all.iter().filter(|one| one.depends != Depends::No).count();
    let differ = match (all.len(), deciding) {
        (0, _) => "and nothing differs".to_owned(),
        (number, 0) => format!("and differ on {}; no verdict depends on it", wording::count(number, "question")),
        (number, deciding) => format!(
            "and differ on {}; a verdict depends on {}",
            wording::count(number, "question"),
            if number == deciding { "each".to_owned() } else { deciding.to_string() }
        ),
    };
    let have = if compared.people.len() == 1 { "has" } else { "have" };
    let here = if compared.pages > 1 { " on this page" } else { "" };
    format!("{who} {have} answered{here}, {differ}.")
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

fn of_step(report: &Report, book: &Rulebook, reader: Reader, step: &ComparedStep) -> AnyView {
    let verdicts: Vec<AnyView> = step
        .verdicts
        .iter()
        .map(|one| view! { <li><bdi>{one.by.clone()}</bdi>" "{verdict::chip(one.verdict)}</li> }.into_any())
        .collect();
    let id = step.place.trim_start_matches('/').replace('/', ".");
    let differences: Vec<AnyView> =
        step.differences.iter().map(|one| difference(report, book, reader, step, one)).collect();
    let none = step.differences.is_empty().then(|| view! { <p>"Nothing differs."</p> });
    let agreed = (step.agreed > 0).then(|| {
        view! { <p class="soft">{format!("All agree on {}.", wording::count(step.agreed, "question"))}</p> }
    });
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{user_text(&step.action)}</h2>
            <ul class="voices">
                <li>"The report "{verdict::chip(step.verdict)}</li>
                {verdicts}
            </ul>
            {none}
            {differences}
            {agreed}
        </section>
    }
    .into_any()
}

fn difference(report: &Report, book: &Rulebook, reader: Reader, step: &ComparedStep, one: &Disagreement) -> AnyView {
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
                    {reader.is_editor.then(|| view! { <td>{take(report, step, question, given)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let (class, says) = match (one.depends, &one.under) {
        (Depends::Verdict, _) => {
            ("depends", "The verdict depends on it, with the report\u{2019}s other answers.".to_owned())
        }
        (Depends::WithOthers, Some(name)) => (
            "depends",
            format!(
                "With the report\u{2019}s other answers the verdict stays; with the other answers of {name} it depends \
                 on this one, as shown."
            ),
        ),
        _ => ("", "The verdict does not depend on it, whichever is right.".to_owned()),
    };
    let act = reader.is_editor.then(|| view! { <th scope="col"><span class="unseen">"What to do"</span></th> });
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
                <tbody>{answers}</tbody>
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

/// The button that takes an answer into a draft of the next revision.
fn take(report: &Report, step: &ComparedStep, question: &str, given: &GivenAnswer) -> AnyView {
    if given.is_reports {
        return view! { <small class="soft">"as it is"</small> }.into_any();
    }
    let label = format!("Take into a new draft: {} for {}", given.answer, step.action);
    view! {
        <form method="post" action=format!("{}/ballots/take", report.at.address())>
            <input type="hidden" name="at" value=step.place.clone()/>
            <input type="hidden" name="question" value=question.to_owned()/>
            <button type="submit" class="quiet small" name="answer" value=given.answer.clone() aria-label=label>
                "Take into a new draft"
            </button>
        </form>
    }
    .into_any()
}

fn pages(report: &Report, name: &str, compared: &Compared) -> AnyView {
    let address = |page| format!("{}/ballots?page={page}", report.at.address());
    pager::view(("Steps", name), compared.page, compared.pages, address, |page| page.to_string())
}

/// The ballots themselves, which an editor may hide.
fn cast(report: &Report, reader: Reader, all: &[Ballot]) -> AnyView {
    let shown: Vec<&Ballot> = all.iter().filter(|ballot| reader.is_editor || !ballot.is_hidden).collect();
    if shown.is_empty() {
        return ().into_any();
    }
    let items: Vec<AnyView> = shown
        .into_iter()
        .map(|ballot| {
            let answers: usize = ballot.answers.values().map(std::collections::BTreeMap::len).sum();
            let says = format!(
                "{}, on revision {}, {}",
                wording::count(answers, "answer"),
                ballot.revision,
                wording::day(&ballot.made_at)
            );
            let hide = reader.is_editor.then(|| {
                let words = if ballot.is_hidden { "Show" } else { "Hide" };
                let label = format!("{words}: ballot {} by {}", ballot.number, ballot.by);
                view! {
                    <form method="post" action=format!("{}/ballots/{}", report.at.address(), ballot.number)>
                        <button type="submit" class="quiet small" name="hidden" value=(!ballot.is_hidden).to_string()
                            aria-label=label>
                            {words}
                        </button>
                    </form>
                }
            });
            let hidden = ballot.is_hidden.then(|| view! { " "<span class="state">"hidden: it does not count"</span> });
            view! {
                <li class="row">
                    <b><bdi>{ballot.by.clone()}</bdi></b>" "<span class="soft">{says}</span>{hidden}{hide}
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="cast">
            <h2 id="cast">"The ballots"</h2>
            <ul class="cast">{items}</ul>
        </section>
    }
    .into_any()
}
