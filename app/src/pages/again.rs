//! The page that compares a revision's stored assessment with today's.
//!
//! It shows the comparison that [`crate::advisor::again`] makes and decides nothing.

use advice::Fault;
use leptos::prelude::*;

use crate::{
    advisor::again::{Again, BriefFinding, Change, RuleChange, Rules, StepChange},
    components::{
        reason::{rule_link, ticked, user_text},
        rows,
    },
    shell::Page,
    wording,
};

/// Maximum number of steps, findings and faults that are listed.
const MOST_TOLD: usize = 200;

/// The page at `/r/{id}/v/{n}/again` and `/f/{fixed}/again`.
pub fn page(again: &Again) -> Page {
    let name = again.name.as_str();
    let title = format!("{name}, under today\u{2019}s rules \u{2013} EDA Advisor");
    let told = sentence(again);
    let address = again.address.clone();
    let content = (
        view! {
            <header>
                <p class="soft revision"><a href=address>"Revision "{again.revision}</a></p>
                <h1>{user_text(name)}" under today\u{2019}s rules"</h1>
                <p class="sentence">{told.clone()}</p>
            </header>
        },
        rules(again),
        left_out(&again.left_out),
        rules_changed(&again.rules),
        steps(&again.steps),
        findings("Not found any more", "gone", &again.findings_gone),
        findings("Newly found", "new", &again.findings_new),
        advice(&again.advice),
    );
    Page::new(&title, &told, move || view! { <article class="report">{content}</article> })
}

fn sentence(again: &Again) -> String {
    if again.same {
        return "Today\u{2019}s rules say the same of every step.".to_owned();
    }
    let verdicts = again.steps.iter().filter(|step| step.changes.iter().any(|change| change.what == "verdict")).count();
    match (again.steps.len(), verdicts) {
        (0, _) if again.advice.is_empty() && again.findings_gone.is_empty() && again.findings_new.is_empty() => {
            "Today\u{2019}s rules say the same of every step, for other reasons.".to_owned()
        }
        (0, _) => "Today\u{2019}s rules say the same of every step; what is found or advised differs.".to_owned(),
        (steps, 0) => {
            format!("Today\u{2019}s rules say something else of {}; no verdict changes.", wording::count(steps, "step"))
        }
        (steps, verdicts) => format!(
            "Today\u{2019}s rules say something else of {}; {} changes.",
            wording::count(steps, "step"),
            if verdicts == 1 { "1 verdict".to_owned() } else { format!("the verdict of {verdicts}") },
        ),
    }
}

fn rules(again: &Again) -> AnyView {
    let named = |rules: &Rules| {
        let Rules { id, version, digest, engine } = rules;
        view! { {user_text(id)}" "{user_text(version)}", engine "{engine.clone()}" "<code>{digest.clone()}</code> }
            .into_any()
    };
    let gone = (again.then.id != again.today.id).then(|| {
        view! {
            <p>
                "The ruleset of then is not there any more, so the shipped rules are applied. Its text is kept with "
                "the revision."
            </p>
        }
    });
    view! {
        <dl class="facts">
            <div><dt>"Then"</dt><dd>{named(&again.then)}</dd></div>
            <div><dt>"Today"</dt><dd>{named(&again.today)}</dd></div>
        </dl>
        {gone}
    }
    .into_any()
}

/// The parts of the description that today's rules do not know.
fn left_out(faults: &[Fault]) -> AnyView {
    if faults.is_empty() {
        return ().into_any();
    }
    let more = more(faults.len());
    let items: Vec<_> = faults
        .iter()
        .take(MOST_TOLD)
        .map(|fault| view! { <li>{ticked(&fault.message)}" "<code>{fault.at.clone()}</code></li> })
        .collect();
    view! {
        <section aria-labelledby="left-out">
            <h2 id="left-out">"Left out"</h2>
            <p>"Today\u{2019}s rules do not know this part of the description:"</p>
            <ul>{items}</ul>
            {more}
        </section>
    }
    .into_any()
}

/// The rules that the revision rests on and that say something else today.
fn rules_changed(rules: &[RuleChange]) -> AnyView {
    if rules.is_empty() {
        return ().into_any();
    }
    let more = more(rules.len());
    let said = |said: &Option<String>| match said {
        Some(words) => ticked(words),
        None => view! { <span class="soft">"nothing"</span> }.into_any(),
    };
    let rows: Vec<_> = rules
        .iter()
        .take(MOST_TOLD)
        .map(|change| {
            let places = (change.places > 1)
                .then(|| view! { " "<span class="soft">{format!("({} places)", change.places)}</span> });
            view! {
                <tr>
                    <th scope="row">{rule_link(&change.rule, &change.name)}{places}</th>
                    <td data-label="Then">{said(&change.then)}</td>
                    <td data-label="Today">{said(&change.today)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    rows::section("rules", "Rules that changed", vec!["Rule", "Then", "Today"], rows, more)
}

fn steps(steps: &[StepChange]) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let more = more(steps.len());
    let rows: Vec<_> = steps
        .iter()
        .take(MOST_TOLD)
        .flat_map(|step| step.changes.iter().enumerate().map(move |(index, change)| (step, index, change)))
        .map(|(step, index, change)| {
            let name = (index == 0).then(|| user_text(&step.action));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label="What">{change.what.replace('_', " ")}</td>
                    <td data-label="Then">{plain(change.then.as_deref())}</td>
                    <td data-label="Today">{plain(change.today.as_deref())}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    rows::section("steps", "Steps", vec!["Step", "What", "Then", "Today"], rows, more)
}

/// An id from the wire as people write it.
fn plain(name: Option<&str>) -> String {
    let name = name.unwrap_or("nothing");
    name.replace("event_driven", "event-driven").replace('_', " ")
}

fn findings(title: &'static str, id: &'static str, found: &[BriefFinding]) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let more = more(found.len());
    let items: Vec<_> = found
        .iter()
        .take(MOST_TOLD)
        .map(|found| {
            view! {
                <li>
                    <p>{wording::severity(found.severity)}": "{ticked(&found.message)}</p>
                    <small class="soft"><code>{found.rule.clone()}</code>" "<code>{found.at.clone()}</code></small>
                </li>
            }
        })
        .collect();
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2><ul>{items}</ul>{more}</section> }.into_any()
}

/// A note that only the first things are listed and where all of them are; `None` if all are listed.
fn more(number: usize) -> Option<AnyView> {
    let more = number.saturating_sub(MOST_TOLD);
    let told =
        format!("The first {MOST_TOLD} of {number} are told here; all of them stand in the same comparison as JSON.");
    (more > 0).then(|| view! { <p class="soft">{told}</p> }.into_any())
}

fn advice(changes: &[Change]) -> AnyView {
    if changes.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = changes
        .iter()
        .map(|change| {
            let what = change.what.replace('_', " ");
            let [then, today] = [&change.then, &change.today].map(|name| plain(name.as_deref()));
            view! { <li>{what}": "{then}" then, "{today}" today"</li> }
        })
        .collect();
    view! { <section aria-labelledby="advice"><h2 id="advice">"Advice"</h2><ul>{items}</ul></section> }.into_any()
}
