//! What a draft rests on: what is taken for granted, and the day to look at the decision again.

use std::collections::BTreeMap;

use advice::{
    assumptions::{Watched, watched},
    description::{Answers, Assumption, Plain, Step, places},
    lasting,
};
use leptos::prelude::*;

use super::{
    Drafting,
    choice::{Choice, Offer, nothing},
    form::{self, Field, Sent},
};
use crate::{
    components::reason::{ticked, user_text},
    editing::{ADD_ASSUMPTION, ASSUMPTION},
    wording::{self, names},
};

/// Number of assumptions on one page.
const A_PAGE: usize = 20;

/// Maximum number of places that each form offers.
const MOST_PLACES: usize = 300;

/// The assumptions, each as a fold, the form that adds one, and the day.
pub(super) fn view(drafting: &Drafting<'_>) -> AnyView {
    let model = drafting.system.model;
    let all = &model.description().assumptions;
    let offered = offered(drafting);
    let watched: BTreeMap<usize, Watched<'_>> = watched(model).into_iter().map(|one| (one.index, one)).collect();
    let lines: Vec<AnyView> = drafting
        .shown(all.len(), A_PAGE)
        .map(|index| line(drafting, index, &all[index], watched.get(&index), &offered))
        .collect();
    let guide = lines.is_empty().then(|| {
        let text = "Nothing is written down yet. What would change the decision, if it were otherwise?";
        view! { <p class="guide">{text}</p> }
    });
    let fields = view! {
        {Field::new(ADD_ASSUMPTION, "text", TEXT, "").required()
            .hint("A sentence, such as \u{201c}A booking is for one venue only\u{201d}.").view(drafting)}
        {place(ADD_ASSUMPTION, "", &offered).view(drafting)}
        <p class="row"><button type="submit" id="add-assumption/save" class="quiet">"Add the assumption"</button></p>
    };
    let form = form::form(drafting, ADD_ASSUMPTION, Some("add_assumption"), Sent::OnSubmit, &[], fields.into_any());
    let open = is_refused(drafting, ADD_ASSUMPTION);
    view! {
        <section aria-labelledby="rests-title" data-live="rests">
            <h2 id="rests-title">"What this rests on"</h2>
            <p class="soft">
                "What you take for granted without knowing it for sure. The report lists it and says when something "
                "changed that it is about."
            </p>
            {guide}
            <div class="lines">{lines}</div>
            {drafting.pages("Assumptions", all.len(), A_PAGE)}
            <details class="about" id="new-assumption" open=open data-open=open.then_some("yes")>
                <summary>"Add an assumption"</summary>{form}
            </details>
            {review(drafting)}
        </section>
    }
    .into_any()
}

const TEXT: &str = "What is taken for granted";

fn is_refused(drafting: &Drafting<'_>, form: &str) -> bool {
    drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == form)
}

fn line(
    drafting: &Drafting<'_>,
    index: usize,
    assumption: &Assumption,
    watched: Option<&Watched<'_>>,
    offered: &[Offer],
) -> AnyView {
    let id = format!("{ASSUMPTION}{index}");
    let open = is_refused(drafting, &id);
    let (number, of) = (index.to_string(), drafting.system.model.description().assumptions.len().to_string());
    let hidden = [("assumption", number.as_str()), ("of", of.as_str())];
    let at = assumption.at.as_deref().map(|at| places::by_ids(drafting.system.model.description(), at));
    let about = watched.map(|its| {
        let broken = (its.holds == Some(false)).then_some(" It no longer holds.");
        view! { <span class="soft">"About "{ticked(&its.named)}"."{broken}</span> }
    });
    let fields = view! {
        {Field::new(&id, "text", TEXT, &assumption.text).required().view(drafting)}
        {place(&id, at.as_deref().unwrap_or_default(), &of_its_own(watched, at.as_deref(), offered)).view(drafting)}
        {expected(drafting, &id, assumption, watched)}
        <p class="row"><button type="submit" id=format!("{id}/save") class="quiet without-script">"Save"</button></p>
    };
    let form = form::form(drafting, &id, Some("change_assumption"), Sent::OnChange, &hidden, fields.into_any());
    let label = format!("Remove \u{201c}{}\u{201d}", assumption.text);
    let remove = view! {
        <div class="moves">
            <button type="submit" id=format!("{id}/remove/button") class="quiet small" aria-label=label>"Remove"</button>
        </div>
    };
    let remove_id = format!("{id}/remove");
    let remove =
        form::form(drafting, &remove_id, Some("remove_assumption"), Sent::OnSubmit, &hidden, remove.into_any());
    view! {
        <details class="line" id=format!("{id}/line") open=open data-open=open.then_some("yes")>
            <summary><b>{user_text(&assumption.text)}</b>" "{about}</summary>
            {form}
            {remove}
        </details>
    }
    .into_any()
}

/// The choice of what an assumption is about.
fn place<'a>(form: &'a str, now: &'a str, offered: &[Offer]) -> Choice<'a> {
    let hint = "When this changes, the report asks whether the assumption still holds.";
    Choice { form, name: "at", label: "What it is about", hint: Some(hint), offers: offered.to_vec(), value: now }
}

/// What is offered, with the place that the assumption has already, which may be gone.
fn of_its_own(watched: Option<&Watched<'_>>, at: Option<&str>, offered: &[Offer]) -> Vec<Offer> {
    let mut offers = offered.to_vec();
    if let (Some(its), Some(at)) = (watched, at)
        && offers.iter().all(|(offer, _)| offer != at)
    {
        let gone = if its.is_gone { " (gone)" } else { "" };
        offers.insert(1, (at.to_owned(), format!("{}{gone}", wording::capital(&its.named.replace('`', "")))));
    }
    offers
}

/// The choice of the answer that has to stand at the place of an assumption, if that is the answer to a question.
fn expected(drafting: &Drafting<'_>, form: &str, assumption: &Assumption, watched: Option<&Watched<'_>>) -> AnyView {
    let book = drafting.system.model.rulebook();
    let asked = watched.and_then(|its| book.asked(its.question?)).filter(|asked| !asked.several);
    let now = assumption.is.as_ref().map_or(Some(""), Plain::as_one);
    let (Some(asked), Some(now)) = (asked, now) else { return ().into_any() };
    let offers = asked.answers.iter().map(|answer| (answer.id.to_string(), answer.label.to_string()));
    let offers = std::iter::once(nothing("any answer; look again when it changes")).chain(offers).collect();
    Choice { form, name: "is", label: "Holds as long as the answer is", hint: None, offers, value: now }.view(drafting)
}

/// The day to look at the decision again.
fn review(drafting: &Drafting<'_>) -> AnyView {
    const FORM: &str = "review";
    let day = drafting.system.model.description().review_by.as_deref().unwrap_or_default();
    let fields = view! {
        {Field::new(FORM, "review_by", "Look at it again by", day).day()
            .hint("From this day on the report says that it is time.").view(drafting)}
        <p class="row"><button type="submit" id="review/save" class="quiet">"Save the day"</button></p>
    };
    form::form(drafting, FORM, Some("change_review"), Sent::OnSubmit, &[], fields.into_any())
}

/// The places that an assumption can be about: answers about the system, participants, flows, and steps with their
/// answers. Of a large system the answers are left out, and then the last steps.
fn offered(drafting: &Drafting<'_>) -> Vec<Offer> {
    let offers = all_places(drafting, true);
    let mut offers = if offers.len() > MOST_PLACES { all_places(drafting, false) } else { offers };
    offers.truncate(MOST_PLACES);
    offers.insert(0, nothing("nothing in particular"));
    offers
}

fn all_places(drafting: &Drafting<'_>, with_answers: bool) -> Vec<Offer> {
    let model = drafting.system.model;
    let description = model.description();
    let offer = |pointer: &str| {
        let words = lasting::in_words(model, pointer).replace('`', "");
        (places::by_ids(description, pointer), wording::capital(&words))
    };
    let answers = |pointer: &str, answers: &Answers| -> Vec<Offer> {
        let given = answers.iter().filter(|_| with_answers);
        given
            .map(|(question, given)| {
                let book = model.rulebook();
                let (at, words) = offer(&format!("{pointer}/answers/{question}"));
                let labels = given.ids().iter().map(|id| names::answer(book, question, id));
                (at, format!("{words}: {}", labels.collect::<Vec<_>>().join(", ")))
            })
            .collect()
    };
    let step = |pointer: String, step: &Step| -> Vec<Offer> {
        let own = std::iter::once(offer(&pointer));
        own.chain(answers(&pointer, &step.answers)).chain(answers(&pointer, &step.inferred)).collect()
    };
    let mut offers = answers("", &description.answers);
    offers.extend((0..description.participants.len()).map(|index| offer(&format!("/participants/{index}"))));
    for (index, flow) in description.flows.iter().enumerate() {
        offers.push(offer(&format!("/flows/{index}")));
        let steps = flow.steps.iter().enumerate().take(MOST_PLACES);
        offers.extend(steps.flat_map(|(number, its)| step(format!("/flows/{index}/steps/{number}"), its)));
    }
    offers
}
