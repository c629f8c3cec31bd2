//! The page that says what differs between two revisions of a report: verdicts first, then the picture of the newer
//! one with what changed marked, what was said and answered, and the findings.
//!
//! It shows the comparison that [`crate::advisor::revisions`] makes and decides nothing.

mod marked;
mod tables;

use leptos::prelude::*;

use super::{paging::Capacity, revision::ResolvedRevision};
use crate::{
    advisor::revisions::{Compared, RevisionDifference},
    components::reason::{ticked, user_text},
    difference::{Change, Difference, Found, LookAgain, Part, Side, What},
    pack::Applied,
    problem::Problem,
    report::Report,
    shell::Page,
    wording,
};

/// How many rows, and how many bytes in them, the lists of the page may have together.
const MOST_TOLD: usize = 400;
const MOST_BYTES: usize = 200_000;

/// What the parts of the page are written from.
struct Comparing<'a> {
    old: &'a ResolvedRevision<'a>,
    new: &'a ResolvedRevision<'a>,
    compared: &'a RevisionDifference,
}

impl Comparing<'_> {
    fn difference(&self) -> &Difference {
        &self.compared.difference
    }

    /// The address of a revision.
    fn revision(&self, number: u32) -> String {
        format!("/r/{}/v/{number}", self.compared.id)
    }
}

/// The page at `/r/{id}/changes`. `applied` holds the rules that each of the two was assessed with.
///
/// # Errors
/// A stored revision cannot be read, which is our fault.
pub fn page([old, new]: [&Report; 2], [before, after]: &[Applied; 2]) -> Result<Page, Problem> {
    let (before, after) = (ResolvedRevision::of(old, before)?, ResolvedRevision::of(new, after)?);
    let sides = [&before, &after].map(|side| Side { model: &side.model, assessment: &side.assessment });
    let left_out = [before.left_out.clone(), after.left_out.clone()];
    let compared = RevisionDifference::of([old, new], sides, left_out);
    let comparing = Comparing { old: &before, new: &after, compared: &compared };
    let name = after.model.description().name.clone();
    let title = format!("{name}, from revision {} to {} \u{2013} EDA Advisor", old.revision, new.revision);
    let told = sentence(comparing.difference());
    let mut left = Capacity::new(MOST_TOLD, MOST_BYTES);
    let content = (
        head(&comparing, &name, &told),
        tables::verdicts(&comparing, &mut left),
        marked::pictures(&comparing),
        tables::said(&comparing, &mut left),
        findings("Findings that are gone", "gone", &comparing.difference().findings_gone, &mut left),
        findings("New findings", "new", &comparing.difference().findings_new, &mut left),
        look_again(comparing.difference(), &after, &mut left),
        tables::advice(&comparing, &mut left),
        json(&comparing),
    );
    let page = Page::new(&title, &told, move || view! { <article class="report">{content}</article> });
    Ok(page.with_feed(&crate::pages::revisions::feed(&compared.id)))
}

/// What differs, in a sentence.
pub fn sentence(difference: &Difference) -> String {
    if difference.same {
        return "Nothing differs.".to_owned();
    }
    let steps = |what: What| {
        let steps = difference.parts.iter().filter(|part| part.what == what && is_step(&part.place));
        steps.collect::<Vec<&Part>>()
    };
    let has = |part: &&&Part| part.advice.iter().any(is_verdict);
    let verdicts = steps(What::Changed).iter().filter(has).count();
    let changed = difference.parts.iter().filter(|part| part.what == What::Changed);
    let answers: usize = changed.map(|part| part.answers.len()).sum();
    let counts = [
        (verdicts, "verdict", "changed"),
        (steps(What::Added).len(), "step", "new"),
        (steps(What::Removed).len(), "step", "gone"),
        (answers, "answer", "different"),
        (difference.findings_gone.len(), "finding", "gone"),
        (difference.findings_new.len(), "finding", "new"),
    ];
    let told = counts.into_iter().filter(|(number, ..)| *number > 0).map(|(number, what, how)| match how {
        "changed" => format!("{} changed", wording::count(number, what)),
        _ if number == 1 => format!("1 {what} is {how}"),
        _ => format!("{number} {what}s are {how}"),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return "No verdict, no answer and no finding differs; something that is said does.".to_owned();
    }
    let verdict = if verdicts == 0 { "No step\u{2019}s verdict changed. " } else { "" };
    format!("{verdict}{}.", wording::capital(&wording::spoken(&told)))
}

/// Whether a place is that of a step.
fn is_step(place: &str) -> bool {
    place.split('/').nth(3) == Some("steps")
}

fn is_verdict(change: &Change) -> bool {
    change.what == "verdict"
}

fn head(comparing: &Comparing<'_>, name: &str, told: &str) -> AnyView {
    let RevisionDifference { id, from, to, same_rules, .. } = comparing.compared;
    let turned = format!("/r/{id}/changes?from={}&to={}", to.revision, from.revision);
    let rules = (!same_rules).then(|| {
        view! {
            <p>
                "The two were assessed with different rules, and each is shown as it was assessed then. So a verdict \
                 may differ although nothing that was said does."
            </p>
        }
    });
    view! {
        <header>
            <p class="soft revision on-screen">
                <a href=format!("/r/{id}")>"The report"</a>" \u{b7} "
                <a href=format!("/r/{id}/revisions")>"All revisions"</a>" \u{b7} "
                <a href=turned>"The other way round"</a>
            </p>
            <h1>"What changed in "{user_text(name)}</h1>
            <p class="sentence">{told.to_owned()}</p>
            <dl class="facts">
                {standing(comparing, "Old", from)}
                {standing(comparing, "New", to)}
            </dl>
            {rules}
            {left_out(from)}
            {left_out(to)}
        </header>
    }
    .into_any()
}

/// A revision that is compared: its number, its day, its note and its rules.
fn standing(comparing: &Comparing<'_>, which: &'static str, compared: &Compared) -> AnyView {
    let Compared { revision, made_at, note, rules, .. } = compared;
    let note = note.as_deref().map(|note| view! { ", note: "{user_text(note)} });
    let rules = (!comparing.compared.same_rules)
        .then(|| format!(", rules {} {}, engine {}", rules.id, rules.version, rules.engine));
    view! {
        <div>
            <dt>{which}</dt>
            <dd>
                <a href=comparing.revision(*revision)>"Revision "{*revision}</a>", "
                <time datetime=made_at.clone()>{wording::day(made_at).into_owned()}</time>
                {note}
                {rules}
            </dd>
        </div>
    }
    .into_any()
}

/// What was not compared, because the rules do not know it any more.
fn left_out(Compared { revision, left_out, .. }: &Compared) -> AnyView {
    if left_out.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = left_out.iter().take(20).map(|fault| view! { <li>{ticked(&fault.message)}</li> }).collect();
    let more = left_out.len() - items.len();
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    view! {
        <p>"The rules do not know this part of revision "{*revision}" any more, so it is not compared:"</p>
        <ul>{items}{more}</ul>
    }
    .into_any()
}

fn findings(title: &'static str, id: &'static str, found: &[Found], left: &mut Capacity) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = found
        .iter()
        .take_while(|found| left.takes(1, found.message.len() + found.place.len()))
        .map(|found| {
            view! {
                <li>
                    {wording::severity(found.severity)}": "{ticked(&found.message)}" "
                    <small class="soft"><a href=format!("/rules/{}", found.rule)>{found.rule.clone()}</a></small>
                </li>
            }
        })
        .collect();
    let more = more(found.len() - items.len());
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2><ul>{items}{more}</ul></section> }.into_any()
}

/// The assumptions at whose places something else stands now.
fn look_again(difference: &Difference, new: &ResolvedRevision<'_>, left: &mut Capacity) -> AnyView {
    let all = &difference.assumptions;
    if all.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = all
        .iter()
        .take_while(|one| left.takes(1, one.text.len()))
        .map(|one| view! { <li>{user_text(&one.text)}" "{what_changed(one, new)}</li> })
        .collect();
    let more = more(all.len() - items.len());
    view! {
        <section aria-labelledby="again">
            <h2 id="again">"Assumptions to look at again"</h2>
            <p>"Something else stands now at the places that they are about:"</p>
            <ul>{items}{more}</ul>
        </section>
    }
    .into_any()
}

/// What changed at the place of an assumption.
fn what_changed(one: &LookAgain, new: &ResolvedRevision<'_>) -> AnyView {
    let place = wording::capital(&one.name);
    if one.changes.is_empty() {
        let values = wording::changes::again(one.was.as_deref(), one.is.as_deref(), one.is_answer);
        return view! { <small class="soft">{ticked(&format!("{place}: {values}."))}</small> }.into_any();
    }
    let told = format!("{place}: {}.", wording::count(one.count, "change"));
    let items: Vec<_> = one
        .changes
        .iter()
        .map(|below| {
            let says = match below.what {
                What::Added => "new".to_owned(),
                What::Removed => "gone".to_owned(),
                What::Changed => {
                    let is_question = |name: &String| new.model.rulebook().question(name).is_some();
                    let named = below.differs.iter().map(|name| {
                        if is_question(name) {
                            new.question(name).to_owned()
                        } else {
                            wording::changes::field(name).into_owned()
                        }
                    });
                    named.collect::<Vec<_>>().join(", ")
                }
            };
            view! { <li>{user_text(&below.name)}": "{says}</li> }
        })
        .collect();
    let more = more(one.count - items.len());
    view! { <small class="soft">{ticked(&told)}</small><ul>{items}{more}</ul> }.into_any()
}

/// A note that not everything is listed.
fn more(number: usize) -> Option<AnyView> {
    (number > 0).then(|| view! { <li class="soft">{format!("and {number} more")}</li> }.into_any())
}

/// The way to the same comparison for programs.
fn json(comparing: &Comparing<'_>) -> AnyView {
    let RevisionDifference { id, from, to, .. } = comparing.compared;
    let address = format!("/api/v1/reports/{id}/diff?from={}&to={}", from.revision, to.revision);
    view! { <p class="soft on-screen"><a href=address>"The whole comparison as JSON"</a></p> }.into_any()
}
