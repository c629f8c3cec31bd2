//! What differs, as tables: the verdicts; what was said and answered; and what else is advised.

use leptos::prelude::*;
use serde_json::Value;

use super::{Comparing, is_step, is_verdict};
use crate::{
    components::{reason::user_text, rows},
    difference::{Change, Part, What, told, told_answer},
    pages::report::paging::Capacity,
    wording::changes::{advised, advised_field, answer, field, said as said_value},
};

/// Maximum length of a value in a table, in characters.
const LONGEST: usize = 300;

/// A line of a table.
struct Line<'a> {
    part: &'a Part,
    what: String,
    is_answer: bool,
    old: Option<String>,
    new: Option<String>,
}

/// The verdicts that changed, and those of steps that came or went.
pub(super) fn verdicts(comparing: &Comparing<'_>, left: &mut Capacity) -> AnyView {
    let lines = lines(comparing, |part| {
        part.advice.iter().filter(|change| is_verdict(change)).map(|change| (Kind::Advice, change)).collect()
    });
    // What a verdict is, is known; what counts is whose.
    table(comparing, "verdicts", "Verdicts", lines, false, left)
}

/// What was said and answered.
pub(super) fn said(comparing: &Comparing<'_>, left: &mut Capacity) -> AnyView {
    let lines = lines(comparing, |part| {
        let said = part.said.iter().map(|change| (Kind::Said, change));
        let said = said.chain(part.answers.iter().map(|change| (Kind::Answer, change)));
        // What a step that is gone or new said is read in its own revision.
        if part.what == What::Changed { said.collect() } else { Vec::new() }
    });
    table(comparing, "said", "What was said and answered", lines, true, left)
}

/// What else is advised, where both have the part.
pub(super) fn advice(comparing: &Comparing<'_>, left: &mut Capacity) -> AnyView {
    let lines = lines(comparing, |part| {
        let others = part.advice.iter().filter(|change| !is_verdict(change)).map(|change| (Kind::Advice, change));
        if part.what == What::Changed { others.collect() } else { Vec::new() }
    });
    table(comparing, "advised", "What else is advised", lines, true, left)
}

#[derive(Clone, Copy)]
enum Kind {
    Said,
    Answer,
    Advice,
}

/// The lines of a table, with the values as people say them.
fn lines<'a>(comparing: &'a Comparing<'_>, of: impl Fn(&'a Part) -> Vec<(Kind, &'a Change)>) -> Vec<Line<'a>> {
    let (old, new) = (comparing.old, comparing.new);
    let line = |part: &'a Part, kind: Kind, change: &'a Change| {
        let Change { what, .. } = change;
        let told = |value: Option<&Value>, model| {
            value.map(|value| match kind {
                Kind::Said => said_value(model, &part.place, what, &told(value)),
                Kind::Answer => answer(model.rulebook(), what, &told_answer(value)),
                Kind::Advice => advised(model, &part.place, what, &told(value)),
            })
        };
        let what = match kind {
            Kind::Said => field(what).into_owned(),
            Kind::Answer => new.question(what).to_owned(),
            Kind::Advice => advised_field(what).into_owned(),
        };
        let (old, new) = (told(change.old.as_ref(), &old.model), told(change.new.as_ref(), &new.model));
        Line { part, what, is_answer: matches!(kind, Kind::Answer), old, new }
    };
    let parts = comparing.difference().parts.iter();
    parts.flat_map(|part| of(part).into_iter().map(move |(kind, change)| line(part, kind, change))).collect()
}

fn table(
    comparing: &Comparing<'_>,
    id: &'static str,
    title: &'static str,
    lines: Vec<Line<'_>>,
    has_what: bool,
    left: &mut Capacity,
) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let all = lines.len();
    let mut last = None;
    let rows: Vec<AnyView> = lines
        .into_iter()
        .take_while(|line| {
            let bytes = [&line.old, &line.new].into_iter().flatten().map(|value| value.len().min(LONGEST)).sum();
            left.takes(1, bytes)
        })
        .map(|Line { part, what, is_answer, old, new }| {
            let is_first = last.replace(&part.place) != Some(&part.place);
            let name = is_first.then(|| named(comparing, part));
            // A reader of rows hears whose they are in each.
            let unseen = (!is_first).then(|| view! { <span class="unseen">{user_text(&part.name)}</span> });
            let what = has_what.then(|| view! { <td data-label="What">{what}</td> });
            let value = |value: Option<String>, other: &'static str| match value {
                Some(value) => user_text(&cut(&value)),
                None => view! { <span class="soft">{other}</span> }.into_any(),
            };
            let (no_old, no_new) = match part.what {
                What::Added => ("not there", ""),
                What::Removed => ("", "gone"),
                What::Changed if is_answer => ("not answered", "not answered"),
                What::Changed => ("nothing", "nothing"),
            };
            view! {
                <tr>
                    <th scope="row">{name}{unseen}</th>
                    {what}
                    <td data-label="Before">{value(old, no_old)}</td>
                    <td data-label="Now">{value(new, no_new)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let more = all - rows.len();
    let more = (more > 0).then(|| {
        let told = format!("The first {} of {all} lines; all of them are in the JSON.", rows.len());
        view! { <p class="soft">{told}</p> }.into_any()
    });
    let what = has_what.then_some("What");
    let heads = ["Where"].into_iter().chain(what).chain(["Before", "Now"]).collect();
    rows::section(id, title, heads, rows, more)
}

/// A part by its name, with a sign and a word if only one revision has it. A step leads to its reasons.
fn named(comparing: &Comparing<'_>, part: &Part) -> AnyView {
    let sign = match part.what {
        What::Added => Some(view! { <span class="badge full">"+ new"</span>" " }.into_any()),
        What::Removed => Some(view! { <span class="badge gone">"\u{2212} gone"</span>" " }.into_any()),
        What::Changed => None,
    };
    let side = if part.what == What::Removed { comparing.old } else { comparing.new };
    let way = is_step(&part.place).then(|| {
        let flows = side.flows();
        let mut ids = part.place.split('/').skip(2).step_by(2);
        let (flow, step) = (ids.next()?, ids.next()?);
        let flow = flows.iter().find(|known| known.id() == flow)?;
        let step = flow.steps.iter().find(|known| known.id() == step)?;
        Some(side.way_from_elsewhere(step))
    });
    let name = match (part.place.as_str(), way.flatten()) {
        ("", _) => "The system".into_any(),
        (_, Some(way)) => view! { <a href=way>{user_text(&part.name)}</a> }.into_any(),
        (place, None) if place.starts_with("/flows/") => view! { "Flow "{user_text(&part.name)} }.into_any(),
        (_, None) => user_text(&part.name),
    };
    view! { {sign}{name} }.into_any()
}

/// A value, cut if it is very long.
fn cut(value: &str) -> String {
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", &value[..end]),
        None => value.to_owned(),
    }
}
