//! The page of a step: its questions, the most informative first, beside the current advice, and the step's own data.

use advice::{
    description::Step,
    outlook::{Asked, Outlook, Reach, outlook},
};
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart, current_advice,
    form::{self, Field, Sent},
    next_of, picture, question, steps, timing,
};
use crate::{components::reason::user_text, wording};

/// How many open questions are unfolded at first.
const SHOWN_OPEN: usize = 2;

/// The page of a step; `None` if the engine does not know the step.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Option<AnyView> {
    let outlook = outlook(drafting.system.model, flow.model.index, step.index())?;
    let open = outlook.questions.iter().filter(|asked| matters(asked)).count();
    let board = view! {
        <div class="board">
            {steps::view(drafting, flow, step)}
            <div class="matter">
                <header data-live="head">
                    <h1>{user_text(&step.described.action)}</h1>
                    <p class="soft">{who(drafting, step)}" "{left(open)}</p>
                    {timing::told(drafting, flow, step)}
                    {notes(step)}
                </header>
                {questions(drafting, flow, step, &outlook)}
                {about(drafting, flow, step)}
            </div>
            {current_advice::view(drafting, flow, step, open)}
        </div>
        {picture::view(drafting, flow)}
    };
    Some(board.into_any())
}

/// The notes that belong to the action.
fn notes(step: &StepPart<'_>) -> AnyView {
    let notes = step.described.notes.as_deref().map(user_text);
    notes.map(|notes| view! { <p class="soft">"Said beside it: "{notes}</p> }).into_any()
}

/// A sentence that says who asks whom.
fn who(drafting: &Drafting<'_>, step: &StepPart<'_>) -> AnyView {
    let name = |index: &usize| drafting.system.participant(*index).to_owned();
    let to: Vec<String> = step.model.to.iter().map(name).collect();
    let who_does_it = match (step.model.from.as_ref().map(name), to.is_empty()) {
        (Some(from), false) => format!("{from} asks {}.", wording::spoken(&to)),
        (Some(from), true) => format!("Done by {from}."),
        (None, false) => format!("Done by {}.", wording::spoken(&to)),
        (None, true) => "Nobody is named who asks for it or does it.".to_owned(),
    };
    view! { <bdi>{who_does_it}</bdi> }.into_any()
}

fn left(open: usize) -> String {
    match open {
        0 => "No open question can change the advice.".to_owned(),
        1 => "One open question can still change the advice.".to_owned(),
        many => format!("{many} open questions can still change the advice."),
    }
}

/// Whether a question is open and its answer would change more than a detail.
fn matters(asked: &Asked<'_>) -> bool {
    is_open(asked) && asked.reach <= Reach::Consistency
}

fn is_open(asked: &Asked<'_>) -> bool {
    asked.stated.is_none() && asked.derived.is_none()
}

/// The questions. Answered questions and those that matter come first. Two folds below hold the questions
/// that shape details and those that change nothing.
fn questions(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, outlook: &Outlook<'_>) -> AnyView {
    let (details, shown): (Vec<_>, Vec<_>) =
        outlook.questions.iter().partition(|asked| is_open(asked) && !matters(asked));
    let first: Vec<&str> =
        shown.iter().filter(|asked| is_open(asked)).take(SHOWN_OPEN).map(|asked| asked.rule.id.as_ref()).collect();
    let shown: Vec<AnyView> = shown
        .into_iter()
        .map(|asked| question::of_step(drafting, step, asked, &outlook.now, first.contains(&asked.rule.id.as_ref())))
        .collect();
    let folded = |id: &'static str, title: &'static str, asked: Vec<&Asked<'_>>| {
        let number = wording::count(asked.len(), "more question");
        let asked: Vec<AnyView> =
            asked.into_iter().map(|asked| question::of_step(drafting, step, asked, &outlook.now, false)).collect();
        (!asked.is_empty()).then(|| {
            view! {
                <details class="idle" id=id>
                    <summary>{title}" "<span class="soft">{number}</span></summary>
                    {asked}
                </details>
            }
        })
    };
    let details = folded("details", "These shape only details.", details);
    let idle = folded("idle", "Nothing else can change the advice.", outlook.idle.iter().collect());
    let next = next_of(std::slice::from_ref(flow), drafting.place);
    let go_on = if next.is_some() { "Save and go to the next open step" } else { "Save and go on" };
    let fields = view! {
        <div data-live="questions">
            <h2 class="unseen">"Questions"</h2>
            {shown}
            {details}
            {idle}
        </div>
        <p class="row actions">
            <button type="submit" id="go-on" name="then" value="go_on" data-live="go-on">{go_on}</button>
            <button type="submit" id="save" class="quiet">"Save"</button>
        </p>
    };
    let hidden = [("flow", flow.id()), ("step", step.id())];
    form::form(drafting, "answers", Some("answer_step"), Sent::OnChange, &hidden, fields.into_any())
}

/// The form for the step's own data: its action, its participants and its predecessors.
fn about(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    const FORM: &str = "change";
    let hidden = [("flow", flow.id()), ("step", step.id())];
    let open = drafting.mistake.is_some_and(|mistake| mistake.posted.value("form") == FORM);
    let fields = view! {
        {told(drafting, FORM, Some(step))}
        {order(drafting, flow, step)}
        {timing::view(drafting, FORM, flow, step)}
        <p class="row"><button type="submit" id="change/save" class="quiet">"Save the step"</button></p>
    };
    let number = flow.steps.len();
    let edits = ["raise_step", "lower_step", "remove_step"];
    let moves = form::moves(drafting, "move", edits, &hidden, &step.described.action, (step.index(), number));
    view! {
        <details class="about" id="about" open=open data-open=open.then_some("yes") data-live="about">
            <summary id="step">"Change the step itself"</summary>
            {form::form(drafting, FORM, Some("change_step"), Sent::OnSubmit, &hidden, fields.into_any())}
            {moves}
            {form::suggestions(drafting)}
        </details>
    }
    .into_any()
}

/// The fields for a step's action, participants, entity and event.
pub(super) fn told(drafting: &Drafting<'_>, form: &str, step: Option<&StepPart<'_>>) -> AnyView {
    let system = drafting.system;
    let as_typed = |index: &usize| system.participant_as_typed(*index).to_owned();
    let described: Option<&Step> = step.map(|step| step.described);
    let action = described.map_or("", |step| step.action.as_str());
    let from = step.and_then(|step| step.model.from.as_ref().map(as_typed)).unwrap_or_default();
    let listed = |those: &[usize]| those.iter().map(as_typed).collect::<Vec<String>>().join(", ");
    let to = step.map(|step| listed(&step.model.to)).unwrap_or_default();
    let tells = step.map(|step| listed(&step.model.tells)).unwrap_or_default();
    let tells = Field::new(form, "tells", "Tells also", &tells).suggesting().hint("Who only needs to hear of it.");
    let entity = described.and_then(|step| step.entity.as_deref()).unwrap_or_default();
    let announces = described.and_then(|step| step.announces.as_deref()).unwrap_or_default();
    view! {
        {Field::new(form, "action", "What happens", action).required()
            .hint("As you would say it: \u{201c}Reserve the seat\u{201d}.").view(drafting)}
        <div class="beside">
            {Field::new(form, "from", "Who asks for it", &from).suggesting().view(drafting)}
            {Field::new(form, "to", "Who does it", &to).suggesting()
                .hint("Several with commas between. A new name is added as a service.").view(drafting)}
        </div>
        {tells.view(drafting)}
        <div class="beside">
            {Field::new(form, "entity", "What it is about", entity)
                .hint("A thing, such as \u{201c}seat\u{201d}: messages are named from it.").view(drafting)}
            {Field::new(form, "announces", "Its event is called", announces)
                .hint("Only if your team has a name for it, such as \u{201c}SeatReserved\u{201d}.").view(drafting)}
        </div>
    }
    .into_any()
}

/// The fields for the steps that this step waits for.
fn order(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let mistake = drafting.mistake.filter(|mistake| mistake.posted.value("form") == "change");
    let (chosen, after): (&str, Vec<&str>) = match (mistake, &step.described.after) {
        (Some(mistake), _) => (mistake.posted.value("order"), mistake.posted.values("after").collect()),
        (None, None) => ("above", Vec::new()),
        (None, Some(after)) if after.is_empty() => ("start", Vec::new()),
        (None, Some(after)) => ("these", after.iter().map(String::as_str).collect()),
    };
    let others = steps::offered(flow, step, &after);
    if others.is_empty() {
        return ().into_any();
    }
    let condition = step.described.when.as_ref().and_then(|when| when.step.as_deref());
    let condition = condition.and_then(|id| flow.steps.iter().find(|other| other.id() == id));
    let by_itself = if condition.is_some() { "The step of its condition: " } else { "The step above it: " };
    let above = step.index().checked_sub(1).and_then(|above| flow.steps.get(above));
    let above = condition.or(above);
    let above = above
        .map_or("nothing: it is the first".to_owned(), |above| format!("\u{201c}{}\u{201d}", above.described.action));
    let way = |value: &'static str, label: AnyView| {
        view! {
            <label class="reply plain">
                <input type="radio" name="order" value=value
                    id=format!("change/order/{value}") checked=chosen == value/>
                <span class="label">{label}</span>
            </label>
        }
    };
    let offered: Vec<_> = others
        .into_iter()
        .map(|other| {
            let id = other.id().to_owned();
            view! {
                <label class="reply plain">
                    <input type="checkbox" name="after" checked=after.contains(&other.id())
                        id=format!("change/after/{id}") value=id/>
                    <span class="label">
                        <span class="number">{other.number}</span>" "{user_text(&other.described.action)}
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="order">
            <legend>"What it waits for"</legend>
            {way("above", view! { {by_itself}<bdi>{above}</bdi> }.into_any())}
            {way("start", "Nothing: it starts with the flow".into_any())}
            {way("these", "These steps:".into_any())}
            <div class="these">{offered}</div>
        </fieldset>
    }
    .into_any()
}
