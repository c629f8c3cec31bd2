//! The page of a flow: its advice in a sentence, its picture, and its steps with forms to add, move and remove them.

use advice::description::Trigger;
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart,
    form::{self, Field, Sent},
    in_place, next_of, picture, step, steps, timing,
};
use crate::{
    components::{reason::user_text, verdict},
    editing::{DraftPage, added},
    wording,
};

/// The page of a flow. `number` is the number of flows of the system.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, number: usize) -> AnyView {
    let shown = flow.steps.get(drafting.shown(flow.steps.len(), steps::STEPS_A_PAGE)).unwrap_or_default();
    let items: Vec<AnyView> = shown.iter().map(|step| item(drafting, flow, step)).collect();
    let chip = (!items.is_empty()).then(|| verdict::chip(flow.assessed.verdict));
    let list = if items.is_empty() {
        let guide = "A flow is one use case, told as steps: what happens, one thing after the other. Write the first \
            step below.";
        view! { <p class="guide">{guide}</p> }.into_any()
    } else {
        view! { <ol class="steps-of-flow">{items}</ol> }.into_any()
    };
    let grid = drafting.address(&DraftPage::Grid(flow.id().to_owned()));
    let grid = (!flow.steps.is_empty()).then(|| view! { <a href=grid>"All answers in a table"</a> });
    view! {
        <div class="board flow-board">
            <div class="matter">
                <header data-live="head">
                    <h1 tabindex="-1">{user_text(flow.name())}</h1>
                    <p class="row"><span class="soft">{triggered(drafting, flow)}</span>{grid}</p>
                </header>
                <section aria-labelledby="steps" data-live="steps">
                    <h2 id="steps">"Steps"</h2>
                    {list}
                    {drafting.pages("Steps", flow.steps.len(), steps::STEPS_A_PAGE)}
                    {move_by_hand(drafting, flow)}
                </section>
                {add(drafting, shown)}
                {progress(drafting, flow)}
                {about(drafting, flow, number)}
                {form::suggestions(drafting)}
            </div>
            <aside class="now" aria-labelledby="now">
                <h2 id="now" class="unseen">"The advice now"</h2>
                <div data-live="verdict">
                    <p class="row in-short">{chip}<span class="soft">{steps::settled(flow)}</span></p>
                    <p class="because">{drafting.system.sentence(flow)}</p>
                </div>
                {picture::view(drafting, flow)}
            </aside>
        </div>
    }
    .into_any()
}

fn triggered(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let actor = flow.model.actor.map(|actor| drafting.system.participant(actor).to_owned());
    let set_off = flow.described.trigger.as_ref().and_then(wording::timing::set_off);
    match (set_off, actor) {
        (Some(set_off), None) => view! { "Runs "<bdi>{set_off}</bdi> }.into_any(),
        (Some(set_off), Some(actor)) => {
            view! { "Runs "<bdi>{set_off}</bdi>", started by "<bdi>{actor}</bdi> }.into_any()
        }
        (None, Some(actor)) => view! { "Started by "<bdi>{actor}</bdi> }.into_any(),
        (None, None) => "Nobody is named who starts it".into_any(),
    }
}

/// A step, to be changed in place, with the way to its questions. A script moves it by hand and by keys.
fn item(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let id = format!("{}/{}", flow.id(), step.id());
    let questions = drafting.address(&DraftPage::of(flow.id(), step.id()));
    let is_new = drafting.visit.posted.as_ref().is_some_and(|posted| {
        matches!(posted.value("edit"), "add_step" | "tell_step")
            && added(posted, drafting.system.model).is_some_and(|(_, added)| added == step.id())
    });
    let open = if step.assessed.settled { "Answers" } else { "Questions" };
    view! {
        <li id=format!("step/{id}") data-row=step.id().to_owned() data-new=is_new.then_some("yes")>
            <span class="grip" draggable="true" aria-hidden="true" title="Drag to move"></span>
            <span class="number">{step.number}</span>
            {in_place::retell(drafting, flow, step, &id)}
            <a class="to-questions" href=questions>
                {steps::signs(step)}{open}<span class="unseen">" of \u{201c}"{user_text(&step.described.action)}"\u{201d}"</span>
            </a>
            <div class="under">
                <small class="soft">{facts(drafting, flow, step)}</small>
                {in_place::tools(drafting, flow, step, &id)}
            </div>
        </li>
    }
    .into_any()
}

/// The form that a script fills in when a step is dropped at another place.
fn move_by_hand(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let fields = view! {
        <input type="hidden" name="step"/>
        <input type="hidden" name="before"/>
        <button type="submit" id="drag/save">"Move"</button>
    };
    let hidden = [("flow", flow.id())];
    let form = form::form(drafting, "drag", Some("move_step"), Sent::OnSubmit, &hidden, fields.into_any());
    view! { <div hidden=true>{form}</div> }.into_any()
}

/// One line with the steps waited for, when the step runs, and the consistency level.
fn facts(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let system = drafting.system;
    let number = |index: &usize| (index + 1).to_string();
    let after: Vec<String> = step.model.after.iter().map(number).collect();
    let after = match (&step.described.after, after.is_empty()) {
        (Some(_), true) if flow.steps.len() > 1 => Some("starts with the flow".to_owned()),
        (None, _) | (Some(_), true) => None,
        (Some(_), false) => Some(format!("after {}", wording::spoken(&after))),
    };
    let consistency = &step.assessed.consistency;
    let kept = format!(
        "{}, by {}",
        wording::level(consistency.level),
        wording::lower(system.mechanism(&consistency.mechanism))
    );
    let runs = timing::clauses(drafting, flow, step);
    let facts: Vec<String> = after.into_iter().chain(runs).chain([kept]).collect();
    view! { <bdi>{facts.join(" · ")}</bdi> }.into_any()
}

/// The number of settled steps and the link to the next thing to do.
fn progress(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let next = next_of(std::slice::from_ref(flow), drafting.place);
    let (label, address) = match (next, flow.steps.is_empty()) {
        (_, true) => return ().into_any(),
        (Some(next), _) => ("Next step with an open question", drafting.address(&next)),
        (None, _) => ("Publish the report", format!("{}#publish", drafting.system_address())),
    };
    view! {
        <p class="row progress">
            <a class="button" href=address>{label}</a>
            <span class="soft">{wording::capital(&steps::settled(flow))}</span>
        </p>
    }
    .into_any()
}

/// The form that adds a step, either at the end or before one of the `shown` steps.
fn add(drafting: &Drafting<'_>, shown: &[StepPart<'_>]) -> AnyView {
    const FORM: &str = "add";
    let chosen = drafting.field_value(FORM, "before", "");
    let options: Vec<_> = shown
        .iter()
        .map(|step| {
            let place = step.id().to_owned();
            let label = format!("before {} {}", step.number, step.described.action);
            view! { <option selected=place == chosen value=place>{label}</option> }
        })
        .collect();
    let place = (!options.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="add/before">"Where"</label>
                <select id="add/before" name="before"><option value="">"at the end"</option>{options}</select>
            </div>
        }
    });
    let fields = view! {
        {step::told(drafting, FORM, None, place.into_any())}
        <p class="row"><button type="submit" id="add/save" class="quiet">"Add the step"</button></p>
    };
    let flow = [("flow", drafting.place.flow())];
    let form = form::form(drafting, FORM, Some("add_step"), Sent::OnSubmit, &flow, fields.into_any());
    view! {
        <section class="sheet" aria-labelledby="add-title" data-live="add">
            <h2 id="add-title">"Add a step"</h2>
            {form}
        </section>
    }
    .into_any()
}

/// The fields for what sets off a flow: its actor, a schedule or an event.
pub(super) fn set_off(drafting: &Drafting<'_>, form: &'static str, trigger: Trigger, actor: &str) -> AnyView {
    let every = trigger.every.map(|every| every.in_words()).unwrap_or_default();
    let event = trigger.event.unwrap_or_default();
    let actor = Field::new(form, "actor", "A person or service", actor).suggesting();
    let actor = actor.hint("Who starts it. A new name is added as a person.");
    let every = Field::new(form, "trigger/every", "Or a schedule: every", &every);
    let every = every.hint("Such as \u{201c}day\u{201d} or \u{201c}30 minutes\u{201d}.");
    let event = Field::new(form, "trigger/event", "Or the event", &event).hint("Such as \u{201c}OrderPlaced\u{201d}.");
    view! {
        <fieldset>
            <legend>"What sets it off"</legend>
            <div class="edit">
                {actor.view(drafting)}
                <div class="beside">
                    {every.view(drafting)}
                    {event.view(drafting)}
                </div>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The form for the flow's name and what sets it off, and the buttons that move and remove it.
fn about(drafting: &Drafting<'_>, flow: &FlowPart<'_>, number: usize) -> AnyView {
    const FORM: &str = "change";
    let actor = flow.model.actor.map(|actor| drafting.system.participant_as_typed(actor)).unwrap_or_default();
    let trigger = flow.described.trigger.clone().unwrap_or_default();
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == FORM);
    let fields = view! {
        {Field::new(FORM, "name", "What the flow is called", flow.name()).required().view(drafting)}
        {set_off(drafting, FORM, trigger, actor)}
        <p class="row"><button type="submit" id="change/save" class="quiet without-script">"Save the flow"</button></p>
    };
    let hidden = [("flow", flow.id())];
    let edits = ["raise_flow", "lower_flow", "remove_flow"];
    view! {
        <details class="about" id="about" open=open data-open=open.then_some("yes") data-live="about">
            <summary>"Change the flow itself"</summary>
            {form::form(drafting, FORM, Some("change_flow"), Sent::OnChange, &hidden, fields.into_any())}
            {form::moves(drafting, "move", edits, &hidden, flow.name(), (flow.model.index, number))}
        </details>
    }
    .into_any()
}
