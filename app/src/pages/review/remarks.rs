//! All remarks on a report, by the steps that they are about, and the form that leaves one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use advice::{Fault, Model};
use exchange::markdown::escaped;
use leptos::prelude::*;

use super::{
    Reader, is_wrong, name_field,
    places::{address, anchor, told},
    ways, without_right,
};
use crate::{
    advisor::{kept::Kept as Revision, reviews::changed},
    ballots::{place, steps},
    components::{reason::user_text, textarea::in_textarea},
    pack::Applied,
    pages::report,
    problem::Problem,
    report::Report,
    review::{Counts, Kept, LONGEST_NAME, LONGEST_TEXT, Remark, RemarkKind, Written},
    shell::Page,
    wording,
};

/// Maximum number of steps that the form offers. The steps of a larger report are chosen by the links beside them.
const MOST_OFFERED: usize = 200;

/// Maximum number of older revisions that are read for the names of steps that the newest one does not have.
const MOST_OLDER: usize = 8;

/// The page at `/r/{id}/remarks`. `report` is the newest revision, and `had` the names of steps that it does not have,
/// by their places. `form` is what the form holds, with what is wrong with it.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn page(
    report: &Report,
    applied: &Applied,
    remarks: &[Kept],
    had: &BTreeMap<String, String>,
    reader: Reader,
    form: &Written,
    faults: &[Fault],
) -> Result<Page, Problem> {
    let revision = Revision::read(report, applied)?;
    let model = &revision.model;
    let name = model.description().name.clone();
    let shown: Vec<&Kept> = remarks.iter().filter(|kept| reader.is_editor || !kept.is_hidden).collect();
    let changed = changed(model, &shown);
    let mut by_place: BTreeMap<&str, Vec<(&Kept, bool)>> = BTreeMap::new();
    for (kept, changed) in shown.iter().zip(changed) {
        by_place.entry(&kept.remark.at).or_default().push((kept, changed));
    }
    let mut places = places(model);
    if shown.iter().any(|kept| !kept.remark.at.is_empty()) {
        let mut addresses = report::addresses(report, applied)?;
        for place in &mut places {
            place.way = addresses.remove(&place.at);
        }
    }
    let sections: Vec<AnyView> = places
        .iter()
        .filter_map(|place| Some(section(report, reader, place, &by_place.remove(place.at.as_str())?)))
        .collect();
    // What is left is about steps that the newest revision does not have.
    let gone: Vec<AnyView> = by_place
        .iter()
        .map(|(at, remarks)| {
            let name = had.get(*at).map_or(*at, String::as_str).to_owned();
            let place = Place { at: (*at).to_owned(), name, number: 0, flow: None, way: None, is_there: false };
            section(report, reader, &place, remarks)
        })
        .collect();
    let summary = summary(&shown);
    let form = if reader.may_review { self::form(report, &places, form, faults) } else { without_right(reader) };
    let content = view! {
        <article class="report review">
            <header>
                {ways(report, reader, "remarks")}
                <h1>"Remarks on "{user_text(&name)}</h1>
                <p class="sentence">{summary.clone()}</p>
            </header>
            {sections}
            {gone}
            {form}
        </article>
    }
    .into_any();
    Ok(Page::new(&format!("Remarks on {name} \u{2013} EDA Advisor"), &summary, move || content))
}

/// The older revisions that show what the remarks are about whose steps `report`, the newest revision, does not have.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn about_older(report: &Report, applied: &Applied, remarks: &[Kept]) -> Result<BTreeSet<u32>, Problem> {
    let there = names(report, applied)?;
    let gone = remarks.iter().filter(|kept| !there.contains_key(&kept.remark.at));
    let revisions: BTreeSet<u32> = gone.map(|kept| kept.revision).collect();
    Ok(revisions.into_iter().rev().take(MOST_OLDER).collect())
}

/// The names of a revision's steps, by their lasting places, and of the whole report.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn names(report: &Report, applied: &Applied) -> Result<BTreeMap<String, String>, Problem> {
    let revision = Revision::read(report, applied)?;
    let named = |place: Place| {
        let name = match &place.flow {
            Some(flow) => format!("{} ({flow})", place.name),
            None => place.name,
        };
        (place.at, name)
    };
    Ok(places(&revision.model).into_iter().map(named).collect())
}

/// What the remarks come to, in a sentence or two. Those that are settled or hidden are told apart.
fn summary(shown: &[&Kept]) -> String {
    if shown.is_empty() {
        return "Nobody has said anything yet.".to_owned();
    }
    let counts = Counts::of(shown.iter().copied());
    let open = match counts.all() {
        0 => "Nothing is open any more.".to_owned(),
        _ => format!("{}.", wording::capital(&told(counts))),
    };
    let hidden = shown.iter().filter(|kept| kept.is_hidden).count();
    let settled = shown.len() - hidden - counts.all();
    let others = [(settled, "settled"), (hidden, "hidden")].into_iter().filter(|(number, _)| *number > 0);
    let others: Vec<String> = others.map(|(number, what)| format!("{number} {what}")).collect();
    if others.is_empty() { open } else { format!("{open} Not counted: {}.", wording::spoken(&others)) }
}

/// The remarks that everybody sees, for the end of a report in Markdown; empty if there are none.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn markdown(report: &Report, applied: &Applied, remarks: &[Kept]) -> Result<String, Problem> {
    let names = names(report, applied)?;
    let mut out = String::new();
    for kept in remarks.iter().filter(|kept| !kept.is_hidden) {
        if out.is_empty() {
            out.push_str("\n## Remarks\n\n");
        }
        let Remark { kind, at, by, text, asked } = &kept.remark;
        let asked = asked.as_ref().map(|asked| format!(" for {}", escaped(asked))).unwrap_or_default();
        let settled = if kept.is_settled { ", settled" } else { "" };
        let about = escaped(names.get(at).unwrap_or(at));
        let words = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped);
        let words = words.collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "- {about}: {}{asked} by {}{settled}. {words}", kind.name(), escaped(by));
    }
    Ok(out)
}

/// Something that a remark may be about.
struct Place {
    /// Its lasting place; empty for the whole report.
    at: String,
    /// Its name for people.
    name: String,
    /// The number of the step in its flow, from 1, as the report has it; 0 for the whole report.
    number: usize,
    /// The name of the step's flow, where there are several.
    flow: Option<String>,
    /// The address of its reasons in the report.
    way: Option<String>,
    /// Whether the newest revision has it.
    is_there: bool,
}

/// The whole report and each of its steps.
fn places(model: &Model<'_>) -> Vec<Place> {
    let name = "The whole report".to_owned();
    let whole = Place { at: String::new(), name, number: 0, flow: None, way: None, is_there: true };
    let flows = &model.description().flows;
    let of_step = steps(model).into_iter().filter_map(|(flow, step)| {
        let its_flow = flows.get(flow)?;
        let name = its_flow.steps.get(step)?.action.clone();
        let at = place(model, (flow, step));
        let flow = its_flow.name.clone().or_else(|| its_flow.id.clone()).filter(|_| flows.len() > 1);
        Some(Place { at, name, number: step + 1, flow, way: None, is_there: true })
    });
    std::iter::once(whole).chain(of_step).collect()
}

fn section(report: &Report, reader: Reader, place: &Place, remarks: &[(&Kept, bool)]) -> AnyView {
    let items: Vec<AnyView> = remarks.iter().map(|(kept, changed)| item(report, reader, kept, *changed)).collect();
    let id = anchor(&place.at);
    let say = (reader.may_review && place.is_there).then(|| {
        let label = format!("Say something about it: {}", place.name);
        view! { <p><a href=address(report, &place.at) aria-label=label>"Say something about it"</a></p> }
    });
    let gone = (!place.is_there).then_some(" (not in the newest revision)");
    let name = match &place.way {
        Some(way) => view! { <a href=way.clone()>{place.number}". "{user_text(&place.name)}</a> }.into_any(),
        None => user_text(&place.name),
    };
    let flow = place.flow.as_deref().map(|flow| view! { " "<small class="soft">"in "{user_text(flow)}</small> });
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name}{flow}{gone}</h2>
            <ol class="remarks">{items}</ol>
            {say}
        </section>
    }
    .into_any()
}

fn item(report: &Report, reader: Reader, kept: &Kept, changed: bool) -> AnyView {
    let remark = &kept.remark;
    let id = format!("remark-{}", kept.number);
    let (class, says) = match remark.kind {
        RemarkKind::Comment => ("kind", "Comment"),
        RemarkKind::Agreement => ("kind agrees", "Agrees"),
        RemarkKind::Dissent => ("kind disagrees", "Disagrees"),
        RemarkKind::Question => ("kind asks", "Asks"),
    };
    let asked = remark.asked.as_ref().map(|asked| view! { " "<b><bdi>{asked.clone()}</bdi></b> });
    let settled = kept.is_settled.then(|| view! { <span class="state">"settled"</span> });
    let hidden = kept.is_hidden.then(|| view! { <span class="state">"hidden: only editors see it"</span> });
    let since = if changed { ", changed since" } else { "" };
    let seen = format!("on revision {}{since}", kept.revision);
    let paragraphs: Vec<AnyView> =
        remark.text.lines().map(|line| view! { <p dir="auto">{line.to_owned()}</p> }.into_any()).collect();
    view! {
        <li id=id class:settled=kept.is_settled class:concealed=kept.is_hidden>
            <p class="who">
                <span class=class>{says}{asked}</span>
                <bdi>{remark.by.clone()}</bdi>
                <small class="soft">
                    <time datetime=kept.made_at.clone()>{wording::day(&kept.made_at).into_owned()}</time>", "{seen}
                </small>
                {settled}
                {hidden}
            </p>
            <div class="words">{paragraphs}</div>
            {deciding(report, reader, kept)}
        </li>
    }
    .into_any()
}

/// The buttons that settle and hide a remark.
fn deciding(report: &Report, reader: Reader, kept: &Kept) -> AnyView {
    let action = format!("{}/remarks/{}", report.at.address(), kept.number);
    let button = |name: &'static str, value: bool, words: &'static str| {
        let label = format!("{words}: remark {} by {}", kept.number, kept.remark.by);
        view! {
            <form method="post" action=action.clone()>
                <button type="submit" class="quiet small" name=name value=value.to_string() aria-label=label>
                    {words}
                </button>
            </form>
        }
    };
    // There is nothing to settle in an agreement, nor in what only editors see.
    let settles = kept.is_settled || (kept.remark.kind != RemarkKind::Agreement && !kept.is_hidden);
    let settle = (reader.may_review && settles).then(|| {
        let words = if kept.is_settled { "Open it again" } else { "Settle" };
        button("settled", !kept.is_settled, words)
    });
    let hide = reader.is_editor.then(|| {
        let words = if kept.is_hidden { "Show" } else { "Hide" };
        button("hidden", !kept.is_hidden, words)
    });
    if settle.is_none() && hide.is_none() {
        return ().into_any();
    }
    view! { <div class="row">{settle}{hide}</div> }.into_any()
}

/// The form that leaves a remark.
fn form(report: &Report, places: &[Place], form: &Written, faults: &[Fault]) -> AnyView {
    let (text_faults, text_invalid, text_described) = super::told("text", faults);
    let (asked_faults, asked_invalid, asked_described) = super::told("asked", faults);
    let (at_faults, at_invalid, at_described) = super::told("at", faults);
    let (kind_faults, _, _) = super::told("kind", faults);
    let wrong = (!faults.is_empty()).then(|| {
        view! { <p role="alert"><b>"Nothing was kept yet: "</b>"something is missing or too long below."</p> }
    });
    // Without a script, too, the page that refuses a remark is seen where it says why.
    let first = ["at", "kind", "text", "asked"].into_iter().find(|field| is_wrong(field, faults));
    let described = ["asked-hint"].into_iter().chain(asked_described).collect::<Vec<_>>().join(" ");
    view! {
        <section aria-labelledby="say">
            <h2 id="say">"Say something"</h2>
            {wrong}
            <form class="describe" method="post" action=format!("{}/remarks#say", report.at.address())>
                <input type="hidden" name="revision" value=report.revision.to_string()/>
                <div class="field">
                    <label for="at">"About"</label>
                    {at_faults}
                    <select id="at" name="at" autofocus=first == Some("at")
                        aria-describedby=at_described aria-invalid=at_invalid>
                        {options(places, &form.at)}
                    </select>
                </div>
                <fieldset>
                    <legend>"What you say"</legend>
                    {kind_faults}
                    {kinds(&form.kind)}
                </fieldset>
                <div class="field">
                    <label for="text">"Your words"</label>
                    {text_faults}
                    <textarea id="text" name="text" autofocus=first == Some("text") rows="5" dir="auto"
                        maxlength=LONGEST_TEXT.to_string()
                        aria-describedby=text_described aria-invalid=text_invalid>
                        {in_textarea(&form.text)}
                    </textarea>
                </div>
                <div class="field">
                    <label for="asked">"Who should answer"</label>
                    <p class="soft" id="asked-hint">"Only for a question."</p>
                    {asked_faults}
                    <input id="asked" name="asked" type="text" autofocus=first == Some("asked") dir="auto"
                        autocomplete="off"
                        maxlength=LONGEST_NAME.to_string() value=form.asked.clone()
                        aria-describedby=described aria-invalid=asked_invalid/>
                </div>
                {name_field(&form.by, faults)}
                <p class="row"><button type="submit">"Say it"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn kinds(chosen: &str) -> Vec<AnyView> {
    let kinds = [
        (RemarkKind::Comment, "A comment"),
        (RemarkKind::Agreement, "I agree"),
        (RemarkKind::Dissent, "I disagree, because \u{2026}"),
        (RemarkKind::Question, "A question that somebody should answer"),
    ];
    let chosen = RemarkKind::named(chosen).unwrap_or(RemarkKind::Comment);
    let choice = |(kind, words): (RemarkKind, &'static str)| {
        let id = format!("kind-{}", kind.name());
        view! {
            <label class="reply plain" for=id.clone()>
                <input type="radio" id=id.clone() name="kind" value=kind.name() checked=kind == chosen/>
                <span class="label">{words}</span>
            </label>
        }
        .into_any()
    };
    kinds.map(choice).into()
}

fn options(places: &[Place], chosen: &str) -> Vec<AnyView> {
    let offered = places.iter().enumerate().filter(|(index, place)| *index <= MOST_OFFERED || place.at == chosen);
    let offered: Vec<&Place> = offered.map(|(_, place)| place).collect();
    let option = |place: &&Place| {
        let number = if place.number == 0 { String::new() } else { format!("{}. ", place.number) };
        let name = format!("{number}{}", place.name);
        view! { <option value=place.at.clone() selected=place.at == chosen>{name}</option> }.into_any()
    };
    let of_flow = |steps: &[&Place]| {
        let options: Vec<AnyView> = steps.iter().map(option).collect();
        match steps.first().and_then(|first| first.flow.clone()) {
            Some(flow) => view! { <optgroup label=flow>{options}</optgroup> }.into_any(),
            None => options.into_any(),
        }
    };
    let flow = |place: &Place| place.at.split_once("/steps/").map(|(flow, _)| flow.to_owned());
    offered.chunk_by(|one, next| flow(one) == flow(next)).map(of_flow).collect()
}
