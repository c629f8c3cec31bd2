//! Changes a step where it stands: its action, who asks for it and who does it; its place; splitting and joining.
//!
//! The bench and the page of a flow show the same fields and buttons.

use advice::terms::Verdict;
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart,
    form::{self, Field, Sent},
};
use crate::{
    components::{reason::user_text, textarea::in_textarea},
    mending::halves,
};

/// Characters on a line of an action, where the browser does not fit the field to its words.
const CHARACTERS_A_LINE: usize = 40;

/// What is done, who asks for it and who does it, each to be changed in place.
pub(super) fn retell(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
    let form = format!("row/{id}");
    let typed = |index: &usize| drafting.system.participant_as_typed(*index).to_owned();
    let from = step.model.from.as_ref().map(typed).unwrap_or_default();
    let to = step.model.to.iter().map(typed).collect::<Vec<_>>().join(", ");
    let number = step.number;
    let is_event = step.assessed.verdict == Verdict::EventDriven;
    let missing = if is_event { "an event" } else { "who asks?" };
    let field = |name: &'static str, label: String, value: &str, missing: Option<&'static str>| {
        in_place(drafting, &form, name, &label, value, missing)
    };
    let fields = view! {
        {action(drafting, &form, step)}
        <span class="cast">
            {field("from", format!("Step {number}, who asks for it"), &from, Some(missing))}
            <span aria-hidden="true">"\u{2192}"</span>
            {field("to", format!("Step {number}, who does it"), &to, Some("who does it?"))}
        </span>
        {save(&form)}
    };
    let hidden = [("flow", flow.id()), ("step", step.id())];
    form::form(drafting, &form, Some("retell_step"), Sent::OnChange, &hidden, fields.into_any())
}

/// What a step does. A long action wraps, so the field has lines; a line break in it is a space.
fn action(drafting: &Drafting<'_>, form: &str, step: &StepPart<'_>) -> AnyView {
    let id = format!("{form}/action");
    let value = drafting.field_value(form, "action", &step.described.action);
    let wrong = form::wrong(drafting, form, "action");
    let wrong_id = format!("{id}/wrong");
    let rows = (value.chars().count() / CHARACTERS_A_LINE + 1).min(4).to_string();
    view! {
        <textarea
            id=id
            class="in-place"
            name="action"
            rows=rows
            dir="auto"
            required=true
            aria-label=format!("Step {}, what is done", step.number)
            aria-describedby=wrong.is_some().then(|| wrong_id.clone())
            aria-invalid=wrong.is_some().then_some("true")
        >
            {in_textarea(&value)}
        </textarea>
        {wrong.map(|wrong| view! { <span class="wrong" id=wrong_id>{wrong}</span> })}
    }
    .into_any()
}

/// A field that looks like text until it is used. With `missing` it names a participant and may be empty.
pub(super) fn in_place(
    drafting: &Drafting<'_>,
    form: &str,
    name: &'static str,
    label: &str,
    value: &str,
    missing: Option<&'static str>,
) -> AnyView {
    let id = format!("{form}/{name}");
    let value = drafting.field_value(form, name, value);
    let wrong = form::wrong(drafting, form, name);
    let wrong_id = format!("{id}/wrong");
    let size = value.chars().count().max(missing.map_or(4, str::len)).clamp(4, 60);
    let class = if missing.is_some() { "in-place who" } else { "in-place" };
    view! {
        <input
            id=id
            class=class
            name=name
            type="text"
            value=value
            size=size.to_string()
            dir="auto"
            list=missing.map(|_| "participants")
            placeholder=missing
            required=missing.is_none()
            aria-label=label.to_owned()
            aria-describedby=wrong.is_some().then(|| wrong_id.clone())
            aria-invalid=wrong.is_some().then_some("true")
        />
        {wrong.map(|wrong| view! { <span class="wrong" id=wrong_id>{wrong}</span> })}
    }
    .into_any()
}

/// The button of a form that is sent by itself where there is a script.
pub(super) fn save(form: &str) -> AnyView {
    view! { <button type="submit" id=format!("{form}/save") class="quiet small without-script">"Save"</button> }
        .into_any()
}

/// The buttons that move, join and drop a step, and the form that splits it.
pub(super) fn tools(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
    let form = format!("tools/{id}");
    let action = &step.described.action;
    let button = |edit: &'static str, sign: &'static str, does: &str, disabled: bool| {
        view! {
            <button
                type="submit"
                id=format!("{form}/{edit}")
                class="tool"
                name="edit"
                value=edit
                disabled=disabled
                title=does.to_owned()
                aria-label=format!("{does}: \u{201c}{action}\u{201d}")
            >
                {sign}
            </button>
        }
    };
    let place = step.index().to_string();
    let last = step.index() + 1 >= flow.steps.len();
    let buttons = view! {
        {button("raise_step", "\u{2191}", "Move up", step.index() == 0)}
        {button("lower_step", "\u{2193}", "Move down", last)}
        {button("join_step", "Join", "Join with the step before", step.index() == 0)}
        {button("drop_step", "Drop", "Drop the step", false)}
    };
    let hidden = [("flow", flow.id()), ("step", step.id()), ("place", place.as_str())];
    let buttons = form::form(drafting, &form, None, Sent::OnSubmit, &hidden, buttons.into_any());
    view! { <div class="step-tools">{buttons}{split(drafting, flow, step, id)}</div> }.into_any()
}

fn split(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
    let form = format!("split/{id}");
    let (first, second) = halves(&step.described.action);
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == form);
    let fields = view! {
        {Field::new(&form, "first", "First", &first).required().view(drafting)}
        {Field::new(&form, "second", "Then", &second).required().view(drafting)}
        <p class="row"><button type="submit" id=format!("{form}/save") class="quiet small">"Split it"</button></p>
    };
    let hidden = [("flow", flow.id()), ("step", step.id())];
    let action = step.described.action.clone();
    view! {
        <details class="split" id=format!("{form}/fold") open=open data-open=open.then_some("yes")>
            <summary class="tool">"Split"<span class="unseen">": \u{201c}"{user_text(&action)}"\u{201d}"</span></summary>
            {form::form(drafting, &form, Some("split_step"), Sent::OnSubmit, &hidden, fields.into_any())}
        </details>
    }
    .into_any()
}
