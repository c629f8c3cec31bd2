//! The page of a flow: its advice in a sentence, its picture, and its steps with forms to add, move and remove them.

use advice::description::Trigger;
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart,
    form::{self, Field, Sent},
    next_of, picture, step, steps, timing,
};
use crate::{
    components::{reason::user_text, verdict},
    editing::DraftPage,
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
    view! {
        <header data-live="head">
            <h1>{user_text(flow.name())}</h1>
            <p class="sentence">{drafting.system.sentence(flow)}</p>
            <p class="row">{chip}<span class="soft">{triggered(drafting, flow)}</span></p>
        </header>
        {picture::view(drafting, flow)}
        <section aria-labelledby="steps" data-live="steps">
            <h2 id="steps">"Steps"</h2>
            {list}
            {drafting.pages("Steps", flow.steps.len(), steps::STEPS_A_PAGE)}
            {progress(drafting, flow)}
        </section>
        {add(drafting, shown)}
        {about(drafting, flow, number)}
        {form::suggestions(drafting)}
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

fn item(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let address = drafting.address(&DraftPage::of(flow.id(), step.id()));
    let id = format!("row/{}", step.id());
    let hidden = [("flow", flow.id()), ("step", step.id())];
    let edits = ["raise_step", "lower_step", "remove_step"];
    let moves = form::moves(drafting, &id, edits, &hidden, &step.described.action, (step.index(), flow.steps.len()));
    let change = format!("{address}#step");
    let action = step.described.action.clone();
    view! {
        <li>
            <a class="to-step" href=address>
                <span class="number">{step.number}</span>
                <span class="what">
                    {user_text(&step.described.action)}<small class="soft">{facts(drafting, flow, step)}</small>
                </span>
                {steps::signs(step)}
            </a>
            <a class="change" href=change>
                "Change"<span class="unseen">" \u{201c}"{user_text(&action)}"\u{201d}"</span>
            </a>
            {moves}
        </li>
    }
    .into_any()
}

/// One line with the participants, the steps waited for, when the step runs, and the consistency level.
fn facts(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let system = drafting.system;
    let name = |index: &usize| system.participant(*index).to_owned();
    let to: Vec<String> = step.model.to.iter().map(name).collect();
    let parties = match (step.model.from.as_ref().map(name), to.is_empty()) {
        (Some(from), false) => Some(format!("{from} \u{2192} {}", to.join(", "))),
        (Some(only), true) => Some(only),
        (None, false) => Some(to.join(", ")),
        (None, true) => None,
    };
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
    let facts: Vec<String> = parties.into_iter().chain(after).chain(runs).chain([kept]).collect();
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
    let chosen = drafting.field_value(FORM, "place", "");
    let options: Vec<_> = shown
        .iter()
        .map(|step| {
            let place = step.index().to_string();
            let label = format!("before {} {}", step.number, step.described.action);
            view! { <option selected=place == chosen value=place>{label}</option> }
        })
        .collect();
    let place = (!options.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="add/place">"Where"</label>
                <select id="add/place" name="place"><option value="">"at the end"</option>{options}</select>
            </div>
        }
    });
    let fields = view! {
        {step::told(drafting, FORM, None)}
        {place}
        <p class="row"><button type="submit" id="add/save">"Add the step"</button></p>
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
    let open = drafting.mistake.is_some_and(|mistake| mistake.posted.value("form") == FORM);
    let fields = view! {
        {Field::new(FORM, "name", "What the flow is called", flow.name()).required().view(drafting)}
        {set_off(drafting, FORM, trigger, actor)}
        <p class="row"><button type="submit" id="change/save" class="quiet">"Save the flow"</button></p>
    };
    let hidden = [("flow", flow.id())];
    let edits = ["raise_flow", "lower_flow", "remove_flow"];
    view! {
        <details class="about" id="about" open=open data-open=open.then_some("yes") data-live="about">
            <summary>"Change the flow itself"</summary>
            {form::form(drafting, FORM, Some("change_flow"), Sent::OnSubmit, &hidden, fields.into_any())}
            {form::moves(drafting, "move", edits, &hidden, flow.name(), (flow.model.index, number))}
        </details>
    }
    .into_any()
}
