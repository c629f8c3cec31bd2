//! The questionnaire: the pages of a draft, from the whole system down to the questions of one step.
//!
//! A page shows the engine's advice on the draft as it is now and the effect of each answer. Every change is
//! a plain form. The parts that a change may alter carry `data-live`, so that a script can replace them with
//! those of the page that answers. Nothing here decides anything.

mod asking;
mod assessed;
mod assumptions;
mod bench;
mod choice;
mod current_advice;
mod flow;
mod form;
mod grid;
mod in_place;
mod picture;
mod question;
mod step;
mod steps;
mod system;
mod timing;
mod unread;

use std::ops::Range;

use advice::Model;
use leptos::prelude::*;

use crate::{
    components::{keys::Key, live::Live, my_work::Kind, pager, reason::user_text},
    draft::{Draft, Terms},
    editing::{DraftPage, Mistake, Notice, Posted, encode},
    problem::Problem,
    shell::Page,
};

use super::flow_parts::{FlowPart, StepPart};
pub use asking::AskingPlace;
use assessed::AssessedSystem;

pub use unread::page as unread;

/// The data that every part of a page is written from.
struct Drafting<'a> {
    draft: &'a Draft,
    terms: &'a Terms,
    system: &'a AssessedSystem<'a>,
    place: &'a DraftPage,
    visit: &'a Visit,
}

/// How a page of a draft is opened, and what has just happened to it.
#[derive(Debug, Default)]
pub struct Visit {
    /// The page of a long list that is shown, from 1; 0 is the first, too, and a number beyond the last is the last.
    pub page: usize,
    /// The posted form that was refused, if there was one.
    pub mistake: Option<Mistake>,
    /// What the last change did, if the page does not show it.
    pub notice: Option<Notice>,
    /// The form that was posted from the page that is still on the screen, so that what is there stays where it is.
    pub posted: Option<Posted>,
    /// Where one is among the questions that are asked one at a time.
    pub asking: AskingPlace,
    /// The note with which the publishing form begins.
    pub note: String,
    /// Whether that form begins with the words shown.
    pub with_words: bool,
}

impl Drafting<'_> {
    /// The address of the system's page. All forms are posted there.
    fn system_address(&self) -> String {
        DraftPage::System.address(&self.draft.id)
    }

    fn address(&self, place: &DraftPage) -> String {
        place.address(&self.draft.id)
    }

    /// The posted form that was refused, if there was one.
    fn mistake(&self) -> Option<&Mistake> {
        self.visit.mistake.as_ref()
    }

    /// The range of items of a list that the current page shows, with `each` items per page.
    fn shown(&self, all: usize, each: usize) -> Range<usize> {
        let page = self.page().min(pager::count(all, each));
        (page - 1) * each..all.min(page * each)
    }

    /// The page of a long list that is shown, from 1.
    fn page(&self) -> usize {
        self.visit.page.max(1)
    }

    /// The links to the pages of such a list.
    fn pages(&self, what: &'static str, all: usize, each: usize) -> AnyView {
        let name = &self.system.model.description().name;
        let pages = pager::count(all, each);
        let here = self.address(self.place);
        let address = |page: usize| if page > 1 { format!("{here}?page={page}") } else { here.clone() };
        pager::view((what, name), self.page().min(pages), pages, address, |page| pager::numbers(page, each, all))
    }

    /// The value of a field: what the person typed, if this form was refused, and otherwise `otherwise`.
    fn field_value(&self, form: &str, field: &str, otherwise: &str) -> String {
        let mistake = self.mistake().filter(|mistake| mistake.posted.value("form") == form);
        mistake.map_or(otherwise, |mistake| mistake.posted.value(field)).to_owned()
    }
}

/// The page of a draft at a place.
///
/// # Errors
/// The draft has no such flow or step.
pub fn page(
    draft: &Draft,
    terms: &Terms,
    model: &Model<'static>,
    place: &DraftPage,
    visit: &Visit,
) -> Result<Page, Problem> {
    let words = draft.words()?;
    let system = AssessedSystem::of(model, words.as_ref());
    let drafting = Drafting { draft, terms, system: &system, place, visit };
    let flows = system.flows();
    let (title, body) = match place {
        DraftPage::System => ("The system".to_owned(), system::view(&drafting, &flows)),
        DraftPage::Reading => {
            let words = words.ok_or_else(not_read)?.standing(model.description());
            ("Your words".to_owned(), bench::view(&drafting, &flows, &words))
        }
        DraftPage::Asking => ("One question at a time".to_owned(), asking::view(&drafting, &flows)),
        DraftPage::Grid(id) => {
            let flow = flows.iter().find(|flow| flow.id() == id).ok_or_else(no_flow)?;
            (format!("{}: all answers", flow.name()), grid::view(&drafting, flow))
        }
        DraftPage::Flow(id) => {
            let flow = flows.iter().find(|flow| flow.id() == id).ok_or_else(no_flow)?;
            (flow.name().to_owned(), flow::view(&drafting, flow, flows.len()))
        }
        DraftPage::Step(flow, id) => {
            let flow = flows.iter().find(|its| its.id() == flow).ok_or_else(no_flow)?;
            let step = flow.steps.iter().find(|step| step.id() == id).ok_or_else(no_step)?;
            (step.described.action.clone(), step::view(&drafting, flow, step).ok_or_else(no_step)?)
        }
    };
    let name = &model.description().name;
    let title = match (visit.mistake.is_some(), matches!(place, DraftPage::System)) {
        (true, _) => format!("Not saved: {title} \u{2013} {name} \u{2013} EDA Advisor"),
        (false, true) => format!("{name}, a draft \u{2013} EDA Advisor"),
        (false, false) => format!("{title} \u{2013} {name} \u{2013} EDA Advisor"),
    };
    let top = top(&drafting, &flows);
    let page =
        Page::new(&title, "A system in the making: each step's questions, and what each answer does.", move || {
            view! { <div class="draft">{top}{body}</div> }
        });
    let of = draft.origin.as_ref().map(|origin| format!("/r/{}", origin.report.as_str())).unwrap_or_default();
    Ok(page.with_keys(&KEYS).remembered(Kind::Draft, &drafting.system_address(), name, &of))
}

/// The keys that the pages of a draft hear themselves.
const KEYS: [Key; 5] = [
    ("Ctrl Z", "Take back the last change, one after the other"),
    ("Ctrl Shift Z", "Make again what was taken back"),
    ("Alt \u{2191} \u{2193}", "Move the step in which the focus is"),
    ("\u{2191} \u{2193}", "Choose an answer"),
    ("Enter", "Save a field"),
];

/// The number of the page of its flow on which a step stands, from 1.
pub fn page_of(model: &Model<'_>, (flow, step): &(String, String)) -> usize {
    let place = DraftPage::of(flow, step).find(model);
    place.and_then(|(_, step)| step).map_or(1, |step| step / steps::STEPS_A_PAGE + 1)
}

/// The part of a page's address that leads to the line of a step.
pub fn fragment((flow, step): &(String, String)) -> String {
    let mut fragment = "#step/".to_owned();
    encode(flow, &mut fragment);
    fragment.push('/');
    encode(step, &mut fragment);
    fragment
}

/// A sentence that says when the draft is deleted automatically; `None` if it never is.
fn deleted_by_itself(terms: &Terms) -> Option<String> {
    let days = terms.days?;
    Some(match days.get() {
        1 => "It is deleted a day after its last change.".to_owned(),
        days => format!("It is deleted {days} days after its last change."),
    })
}

fn no_flow() -> Problem {
    Problem::unknown("This draft has no such flow. It may have been removed; the system's page lists those it has.")
}

fn not_read() -> Problem {
    Problem::unknown("This draft was not read from a text. Its questions stand on its other pages.")
}

fn no_step() -> Problem {
    Problem::unknown("This flow has no such step. It may have been removed; the flow's page lists those it has.")
}

/// The next step with an open question that could move it. The search starts behind `place` and wraps around.
/// `None` if every step is settled.
pub fn next(model: &Model<'static>, place: &DraftPage) -> Option<DraftPage> {
    let system = AssessedSystem::of(model, None);
    next_of(&system.flows(), place)
}

fn next_of(flows: &[FlowPart<'_>], place: &DraftPage) -> Option<DraftPage> {
    let all: Vec<(&FlowPart<'_>, &StepPart<'_>)> =
        flows.iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step))).collect();
    let is_here = |(flow, step): &(&FlowPart<'_>, &StepPart<'_>)| {
        flow.id() == place.flow() && (step.id() == place.step() || place.step().is_empty())
    };
    let here = all.iter().position(is_here);
    let start = here.map_or(0, |here| if place.step().is_empty() { here } else { here + 1 });
    let (before, behind) = all.split_at(start);
    let is_open = |(flow, step): &(&FlowPart<'_>, &StepPart<'_>)| {
        !step.assessed.settled && (flow.id(), step.id()) != (place.flow(), place.step())
    };
    let next = behind.iter().chain(before).find(|part| is_open(part));
    next.map(|(flow, step)| DraftPage::of(flow.id(), step.id()))
}

/// The top of every page: the links back, a message about the last change, and the button that undoes it.
fn top(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let name = &drafting.system.model.description().name;
    if *drafting.place == DraftPage::Reading {
        return view! {
            <div class="draft-top">
                <nav class="trail" aria-label="Where you are">{bench::stages(drafting, flows)}</nav>
                <Live/>
                {undo(drafting)}
            </div>
        }
        .into_any();
    }
    let words = drafting.draft.words.is_some();
    let words = if words {
        view! { <a href=drafting.address(&DraftPage::Reading)>"Your words"</a> }.into_any()
    } else {
        view! { <span class="soft">"Draft"</span> }.into_any()
    };
    let flow = flows.iter().find(|flow| flow.id() == drafting.place.flow());
    let is_below = matches!(drafting.place, DraftPage::Step(..) | DraftPage::Grid(_));
    let flow = flow.filter(|_| is_below);
    // A system with one flow often has the flow's name. Then the flow is said to be one.
    let flow = flow.map(|flow| {
        let address = drafting.address(&DraftPage::of(flow.id(), ""));
        let words = if flow.name() == name { "Steps".into_any() } else { user_text(flow.name()).into_any() };
        view! { <li><a href=address>{words}</a></li> }
    });
    let system = (!matches!(drafting.place, DraftPage::System))
        .then(|| view! { <li><a href=drafting.system_address()>{user_text(name)}</a></li> });
    view! {
        <div class="draft-top">
            <nav class="trail" aria-label="Where you are" data-live="trail">
                <ol><li>{words}</li>{system}{flow}</ol>
            </nav>
            <Live/>
            {undo(drafting)}
        </div>
    }
    .into_any()
}

/// The message about the last change, if the page does not show it, and the buttons that undo it and do it again.
fn undo(drafting: &Drafting<'_>) -> AnyView {
    let notice_text = drafting.visit.notice.map(|notice| match notice {
        Notice::StepRemoved => "The step is removed.",
        Notice::FlowRemoved => "The flow is removed with its steps.",
        Notice::ParticipantRemoved => "The participant is removed.",
        Notice::AssumptionRemoved => "The assumption is removed.",
        Notice::RowsTaken => "The rows are taken.",
        Notice::Undone => "The last change is taken back.",
        Notice::DoneAgain => "The change is made again.",
        Notice::Overtaken => {
            "Somebody else changed the draft meanwhile, so nothing was taken back. This is how it stands."
        }
        Notice::Merged => {
            "Both versions are put together here. Look at them, then publish. Undo leads back to their revision; your \
             own draft is still where it was."
        }
        Notice::Taken => {
            "The ticked answers are taken into this draft, and the note below says which. Look at them, then publish. \
             Undo leads back to the revision."
        }
        Notice::NothingDiffers => {
            "Nothing is published, because nothing differs from the newest revision. Tick below that you want it all \
             the same."
        }
    });
    let class = if notice_text.is_some() { "notice row" } else { "row" };
    let history = drafting.draft.history;
    let button = |act: &'static str, label: &'static str, what: &'static str, can: bool| {
        view! {
            <form
                id=act
                method="post"
                action=format!("{}/{act}", drafting.system_address())
                data-sent="submit"
            >
                {form::back(drafting)}
                <input type="hidden" name="seen" value=history.done.to_string()/>
                <button type="submit" id=format!("{act}/button") class="quiet small" disabled=!can>
                    {label}<span class="unseen">{what}</span>
                </button>
            </form>
        }
    };
    let buttons = (history.can_undo || history.can_redo).then(|| {
        view! {
            {button("undo", "Undo", " the last change", history.can_undo)}
            {button("redo", "Redo", " what was undone", history.can_redo)}
        }
    });
    view! { <div class=class data-live="undo">
        {notice_text.map(|notice_text| view! { <p role="status">{notice_text}</p> })}{buttons}
    </div> }
    .into_any()
}
