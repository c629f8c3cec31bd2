//! The page that says that somebody else published a revision first, and puts both versions together, answer by answer.
//!
//! It shows what [`crate::advisor::overtaken`] found and decides nothing.

use advice::Model;
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    advisor::overtaken::{Overtaken, Revisions},
    components::reason::user_text,
    difference::{self, Difference, Part, What},
    draft::Draft,
    editing::DraftPage,
    merging::{Conflict, Take},
    shell::Page,
    wording::{
        self,
        changes::{advised_field, answer, field, said},
        names,
    },
};

/// Maximum number of changes that are listed for each side.
const MOST_TOLD: usize = 100;

/// Maximum length of a value, in characters.
const LONGEST: usize = 300;

/// What the page has to say beside the two versions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// The note that was typed for the revision. It goes on with both together.
    pub note: &'a str,
    /// Whether the words that the draft was read from were to be shown. It goes on, too.
    pub with_words: bool,
    /// Whether both were to be put together, and something is not decided.
    pub is_undecided: bool,
    /// Whether one of the two changed since the page was shown.
    pub is_newer: bool,
}

/// The prefix of the fields that decide a conflict; its number follows.
pub const TAKE: &str = "take.";

/// The page at `/r/{id}/merge/{draft}`.
pub fn page(draft: &Draft, revisions: Revisions<'_>, overtaken: &Overtaken<'_>, told: Said<'_>) -> Page {
    let Revisions { base, theirs } = revisions;
    let id = report_of(draft);
    let name = overtaken.mine.description().name.clone();
    let title = format!("Somebody else was first: {name} \u{2013} EDA Advisor");
    let sentence = format!(
        "Revision {} was published while you worked on yours, which began with revision {}. Nothing is lost: your \
         draft stays as it is, and so does their revision.",
        theirs.revision, base.revision
    );
    let note = (!told.note.trim().is_empty())
        .then(|| view! { <p>"Your note was: \u{201c}"{user_text(told.note)}"\u{201d}"</p> });
    let wrong = match (told.is_undecided, told.is_newer) {
        (_, true) => {
            Some("Meanwhile one of the two changed again, so nothing was put together. This is how they stand.")
        }
        (true, _) => Some("Something below is not decided yet, so nothing was put together."),
        _ => None,
    };
    let wrong = wrong.map(|wrong| view! { <p class="wrong" role="alert">{wrong}</p> });
    let content = (
        view! {
            <header>
                <h1>"Somebody else was first"</h1>
                <p class="sentence">{sentence.clone()}</p>
                <p>
                    <a href=DraftPage::System.address(&draft.id)>"Your draft"</a>" \u{b7} "
                    <a href=format!("/r/{id}/v/{}", theirs.revision)>"Revision "{theirs.revision}</a>" \u{b7} "
                    <a href=format!("/r/{id}/changes?from={}&to={}", base.revision, theirs.revision)>
                        "What they changed"
                    </a>
                </p>
                {note}
                {wrong}
            </header>
        },
        form(draft, revisions, overtaken, told),
        sides(overtaken),
    );
    Page::new(&title, &sentence, move || view! { <article class="report">{content}</article> })
}

/// The id of the report that a draft continues.
fn report_of(draft: &Draft) -> &str {
    draft.origin.as_ref().map_or("", |origin| origin.report.as_str())
}

/// The form that puts both together.
fn form(draft: &Draft, Revisions { theirs, .. }: Revisions<'_>, overtaken: &Overtaken<'_>, said: Said<'_>) -> AnyView {
    let (id, conflicts) = (report_of(draft), &overtaken.merged.conflicts);
    let decisions: Vec<AnyView> =
        conflicts.iter().enumerate().map(|(index, conflict)| decision(overtaken, index, conflict)).collect();
    let told = match conflicts.len() {
        0 => "You changed other things than they did, so both are put together as the lists below say.".to_owned(),
        1 => "You both changed one thing, each in another way. Say which shall stand; everything else is put together."
            .to_owned(),
        many => format!(
            "You both changed {many} things, each in another way. Say which shall stand; everything else is put \
             together."
        ),
    };
    let kept = (!overtaken.merged.kept.is_empty()).then(|| {
        let kept = overtaken.merged.kept.iter().take(MOST_TOLD);
        let items: Vec<_> = kept.map(|place| view! { <li>{whose(overtaken, place)}</li> }).collect();
        view! {
            <p>"One of you removed this, and the other one uses it now. So it stays:"</p>
            <ul>{items}</ul>
        }
    });
    view! {
        <section aria-labelledby="together">
            <h2 id="together">"Put both together"</h2>
            <p>{told}</p>
            <form method="post" action=format!("/r/{id}/merge/{}", draft.id.as_str())>
                <input type="hidden" name="mine" value=draft.version.to_string()/>
                <input type="hidden" name="theirs" value=theirs.revision.to_string()/>
                <input type="hidden" name="note" value=said.note.to_owned()/>
                {said.with_words.then(|| view! { <input type="hidden" name="with_words" value="yes"/> })}
                {decisions}
                {kept}
                <p class="soft">
                    "Both together become a new draft on top of revision "{theirs.revision}". You look at it and \
                     publish it, and Undo there leads back to revision "{theirs.revision}"."
                </p>
                <p class="row"><button type="submit">"Put both together in a new draft"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The choice between the two values of a conflict.
fn decision(overtaken: &Overtaken<'_>, index: usize, conflict: &Conflict) -> AnyView {
    let Conflict { place, field, base, mine, theirs, taken } = conflict;
    let value = |model: &Model<'_>, value: &Option<String>| match (value, field.is_empty()) {
        (None, true) => view! { <i>"removed"</i> }.into_any(),
        (None, false) => view! { <i>"nothing"</i> }.into_any(),
        (Some(_), true) => view! { <i>"kept, and changed"</i> }.into_any(),
        (Some(value), false) => user_text(&cut(&words(model, place, field, value))),
    };
    let name = format!("{TAKE}{index}");
    let offer = |side: Take, label: &'static str, value: AnyView| {
        let written = if side == Take::Mine { "mine" } else { "theirs" };
        let id = format!("{name}/{written}");
        view! {
            <label class="reply" for=id>
                <input
                    type="radio"
                    id=id.clone()
                    name=name.clone()
                    value=written
                    required=true
                    checked=*taken == Some(side)
                />
                <span class="label"><b>{label}": "</b>{value}</span>
            </label>
        }
    };
    let what = match field.as_str() {
        "" => None,
        field => Some(what(overtaken.theirs.model.rulebook(), field)),
    };
    let what = what.map(|what| view! { ": "{what} });
    let was = (!field.is_empty()).then(|| view! { <p class="soft">"It was: "{value(&overtaken.base.model, base)}</p> });
    view! {
        <fieldset class="decision">
            <legend>{whose(overtaken, place)}{what}</legend>
            {was}
            <div class="replies">
                {offer(Take::Mine, "Mine", value(&overtaken.mine, mine))}
                {offer(Take::Theirs, "Theirs", value(&overtaken.theirs.model, theirs))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The name of a part that one of the three versions has.
fn whose(overtaken: &Overtaken<'_>, place: &str) -> AnyView {
    let versions = [&overtaken.mine, &overtaken.theirs.model, &overtaken.base.model];
    if place.is_empty() {
        return "The system".into_any();
    }
    let parts: Vec<&str> = place.split('/').skip(1).collect();
    let name = versions.into_iter().find_map(|model| {
        let description = model.description();
        let flow = |id: &str| description.flows.iter().find(|flow| flow.id.as_deref() == Some(id));
        match parts.as_slice() {
            ["participants", id] => {
                let one = description.participants.iter().find(|one| one.id.as_deref() == Some(id))?;
                Some(one.name.clone().unwrap_or_else(|| (*id).to_owned()))
            }
            ["flows", id] => Some(flow(id)?.name.clone().unwrap_or_else(|| (*id).to_owned())),
            ["flows", id, "steps", step, ..] => {
                let step = flow(id)?.steps.iter().find(|known| known.id.as_deref() == Some(step))?;
                Some(step.action.clone())
            }
            _ => None,
        }
    });
    view! { "\u{201c}"{user_text(name.as_deref().unwrap_or(place))}"\u{201d}" }.into_any()
}

/// The name of a field, of a question or of an answer that was read out of words.
fn what(book: &advice::Rulebook, name: &str) -> String {
    if let Some(question) = name.strip_prefix("answers.") {
        return names::question(book, question).to_owned();
    }
    match name.strip_prefix("inferred.") {
        Some(question) => format!("{} (read out of the words)", names::question(book, question)),
        None => field(name).into_owned(),
    }
}

/// A value for people.
fn words(model: &Model<'_>, place: &str, name: &str, value: &str) -> String {
    if let Some(question) = name.strip_prefix("answers.").or(name.strip_prefix("inferred.")) {
        let ids: Vec<String> = serde_json::from_str(value).unwrap_or_else(|_| vec![value.to_owned()]);
        return answer(model.rulebook(), question, &ids.join(", "));
    }
    match serde_json::from_str(value) {
        Ok(Value::Object(fields)) => {
            let told = fields.iter().map(|(inner, value)| {
                let inner = format!("{name}.{inner}");
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{} {}", field(&inner), said(model, place, &inner, &value))
            });
            told.collect::<Vec<_>>().join(", ")
        }
        _ => said(model, place, name, value),
    }
}

/// What each side changed, in lists.
fn sides(overtaken: &Overtaken<'_>) -> AnyView {
    let (base, mine, theirs) = (&overtaken.base.model, &overtaken.mine, &overtaken.theirs.model);
    view! {
        <div class="next">
            {side("mine", "What you changed", &overtaken.by_me, [base, mine])}
            {side("theirs", "What they changed", &overtaken.by_them, [base, theirs])}
        </div>
    }
    .into_any()
}

fn side(id: &'static str, title: &'static str, difference: &Difference, models: [&Model<'_>; 2]) -> AnyView {
    let mut items: Vec<AnyView> = difference.parts.iter().flat_map(|part| changes(part, models)).collect();
    let more = items.len().saturating_sub(MOST_TOLD);
    items.truncate(MOST_TOLD);
    if items.is_empty() {
        items.push(view! { <li class="soft">"Nothing"</li> }.into_any());
    }
    let more = (more > 0).then(|| view! { <li class="soft">{format!("and {more} more")}</li> });
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2><ul>{items}{more}</ul></section> }.into_any()
}

/// The lines about one part: that it came or went, or each of its values that differs.
fn changes(part: &Part, [old, new]: [&Model<'_>; 2]) -> Vec<AnyView> {
    let name = if part.place.is_empty() { "The system".into_any() } else { user_text(&part.name) };
    match part.what {
        What::Added => return vec![view! { <li><span class="badge full">"+ new"</span>" "{name}</li> }.into_any()],
        What::Removed => {
            return vec![view! { <li><span class="badge gone">"\u{2212} gone"</span>" "{name}</li> }.into_any()];
        }
        What::Changed => {}
    }
    let told = |value: &Option<Value>, words: &dyn Fn(&str) -> String| {
        value.as_ref().map_or_else(|| "nothing".to_owned(), |value| cut(&words(&difference::told(value))))
    };
    let told_answer = |value: &Option<Value>, words: &dyn Fn(&str) -> String| {
        let ids = value.as_ref().map(difference::told_answer);
        ids.map_or_else(|| "not answered".to_owned(), |ids| cut(&words(&ids)))
    };
    let line = |what: String, old: String, new: String| {
        let name = if part.place.is_empty() { "The system".into_any() } else { user_text(&part.name) };
        view! { <li>{name}", "{what}": "{user_text(&old)}" \u{2192} "{user_text(&new)}</li> }.into_any()
    };
    let said_of = |model| move |what: &str, value: &str| said(model, &part.place, what, value);
    let (said_old, said_new) = (said_of(old), said_of(new));
    let said = part.said.iter().map(|change| {
        let what = change.what.as_str();
        line(
            field(what).into_owned(),
            told(&change.old, &|value| said_old(what, value)),
            told(&change.new, &|value| said_new(what, value)),
        )
    });
    let book = new.rulebook();
    let answers = part.answers.iter().map(|change| {
        let what = change.what.as_str();
        let words = |value: &str| answer(book, what, value);
        let (old, new) = (told_answer(&change.old, &words), told_answer(&change.new, &words));
        line(names::question(book, what).to_owned(), old, new)
    });
    let verdicts = part.advice.iter().filter(|change| change.what == "verdict").map(|change| {
        let words = |value: &str| wording::changes::advised(new, &part.place, "verdict", value);
        line(advised_field("verdict").into_owned(), told(&change.old, &words), told(&change.new, &words))
    });
    said.chain(answers).chain(verdicts).collect()
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", &value[..end]),
        None => value.to_owned(),
    }
}
