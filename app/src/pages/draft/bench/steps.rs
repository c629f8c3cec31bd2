//! The right side of the bench: the steps of a flow with who asks and who does them, what was read of each, and
//! the picture.

use advice::{
    assessment::StrongBy,
    description::{Flow, Step},
    edit::Said,
    terms::{Level, Verdict},
};
use leptos::prelude::*;
use pictures::flow::{
    self,
    svg::{Links, Way},
    view::View,
};

use super::super::{
    Drafting, FlowPart, StepPart,
    form::{self, Field, Sent},
    steps::STEPS_A_PAGE,
};
use crate::{
    components::{picture, reason::user_text, verdict},
    editing::encode,
    mending::halves,
    pages::{
        sentences::{StepSign, Steps},
        start::in_textarea,
    },
    wording::{self, names},
    words::Part,
};

/// Characters on a line of an action, where the browser does not fit the field to its words.
const CHARACTERS_A_LINE: usize = 40;

/// A flow with its name, its advice in a sentence and its steps.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, steps: &Steps<'_>) -> AnyView {
    let shown = flow.steps.get(drafting.shown(flow.steps.len(), STEPS_A_PAGE)).unwrap_or_default();
    let items: Vec<AnyView> = shown.iter().map(|step| item(drafting, flow, step, steps)).collect();
    let sentence = (!flow.steps.is_empty()).then(|| drafting.system.sentence(flow));
    let empty = flow.steps.is_empty().then(|| {
        view! { <p class="guide">"No steps are left. Make one out of a sentence, or add one below."</p> }
    });
    view! {
        <section class="card panel" aria-labelledby=format!("flow/{}", flow.id())>
            <div class="top">
                <h2 class="unseen" id=format!("flow/{}", flow.id())>{user_text(flow.name())}</h2>
                {name(drafting, flow)}
                {counts(flow)}
            </div>
            {sentence.map(|sentence| view! { <p class="told">{sentence}</p> })}
            {empty}
            <ol class="read-steps">{items}</ol>
            {drafting.pages("Steps", flow.steps.len(), STEPS_A_PAGE)}
            {add(drafting, flow)}
        </section>
    }
    .into_any()
}

/// The flow's name, which can be changed in place.
fn name(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let form = format!("name/{}", flow.id());
    let actor = flow.model.actor.map(|actor| drafting.system.participant_as_typed(actor)).unwrap_or_default();
    let hidden = [("flow", flow.id()), ("actor", actor)];
    let fields = in_place(drafting, &form, "name", "Name of the flow", flow.name(), None);
    let fields = view! { {fields}{save(&form)} };
    form::form(drafting, &form, Some("change_flow"), Sent::OnChange, &hidden, fields.into_any())
}

fn counts(flow: &FlowPart<'_>) -> AnyView {
    let of = |verdict: Verdict| flow.steps.iter().filter(|step| step.assessed.verdict == verdict).count();
    let strong = flow.steps.iter().filter(|step| is_strong(step)).count();
    let chips = [(Verdict::Synchronous, "call"), (Verdict::EventDriven, "event"), (Verdict::Hybrid, "hybrid")];
    let chips: Vec<_> = chips
        .into_iter()
        .filter(|(verdict, _)| of(*verdict) > 0)
        .map(|(verdict, name)| {
            let number = match of(verdict) {
                many if name == "hybrid" => format!("{many} hybrid"),
                many => wording::count(many, name),
            };
            view! { <span class=verdict::class(verdict)>{number}</span> }
        })
        .collect();
    let strong = (strong > 0).then(|| view! { <span class="strong-chip">{strong}" strong"</span> });
    view! { <span class="row counts">{chips}{strong}</span> }.into_any()
}

/// Whether a rule asks for strong consistency of a step.
fn is_strong(step: &StepPart<'_>) -> bool {
    step.assessed.needs.strong == Some(StrongBy::Need) && step.assessed.consistency.level == Level::Strong
}

/// The picture of a flow, in which each step leads to its line.
pub(super) fn drawn(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let drawn = flow::find(drafting.system.model, &drafting.system.assessment, flow.id());
    let Some(drawn) = drawn.filter(|drawn| !drawn.steps.is_empty()) else { return ().into_any() };
    if !picture::fits_a_page(&drawn) {
        return view! { <p class="soft">{picture::too_large(&drawn)}</p> }.into_any();
    }
    let to_line = |flow: &str, step: &str| {
        let mut address = "#step/".to_owned();
        encode(flow, &mut address);
        address.push('/');
        encode(step, &mut address);
        address
    };
    let links = Links { way: Way::Found(&to_line), here: "" };
    view! {
        <figure class="card picture">
            {picture::view(&drawn, View::Flow, links)}
            <figcaption>
                {user_text(flow.name())}". Solid and square: the caller waits. Dashed and round: an event that others "
                "react to."{picture::legend(&drawn, View::Flow)}
            </figcaption>
        </figure>
    }
    .into_any()
}

/// A step: its number, what is done, who asks and who does it, how, and everything that was read of it.
fn item(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, steps: &Steps<'_>) -> AnyView {
    let id = format!("{}/{}", flow.id(), step.id());
    let part = Part::Step { flow: flow.id().to_owned(), step: step.id().to_owned() };
    let number = steps.find(&part).map(StepSign::view);
    let (way, class) = match step.assessed.verdict {
        Verdict::Synchronous => ("call", "way sync"),
        Verdict::EventDriven => ("event", "way event"),
        Verdict::Hybrid => ("hybrid", "way hybrid"),
    };
    view! {
        <li id=format!("step/{id}")>
            {number}
            {retell(drafting, flow, step, &id)}
            <span class=class>{verdict::sign(step.assessed.verdict)}{way}</span>
            <div class="under">{tags(drafting, flow, step, &id)}{tools(drafting, flow, step, &id)}</div>
        </li>
    }
    .into_any()
}

/// What is done, who asks for it and who does it, each to be changed in place.
fn retell(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
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
fn in_place(
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
fn save(form: &str) -> AnyView {
    view! { <button type="submit" id=format!("{form}/save") class="quiet small without-script">"Save"</button> }
        .into_any()
}

/// What was read of a step, each with the words that say so and a button that takes it back.
fn tags(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
    let book = drafting.system.model.rulebook();
    let described = step.described;
    let tag = |said: &str, label: String, words: Option<&str>, title: String, is_stated: bool| {
        let words = words.map(|words| view! { " "<q>{user_text(words)}</q> });
        let class = if is_stated { "tag stated" } else { "tag" };
        let back = format!("Take back: {label}");
        view! {
            <li class=class title=title>
                <span><bdi>{label}</bdi>{words}</span>
                <button
                    type="submit"
                    id=format!("tags/{id}/{said}")
                    name="said"
                    value=said.to_owned()
                    aria-label=back
                ></button>
            </li>
        }
        .into_any()
    };
    let answers = [(&described.inferred, false), (&described.answers, true)];
    let answers =
        answers.into_iter().flat_map(|(answers, is_stated)| answers.iter().map(move |given| (given, is_stated)));
    let answers = answers.map(|((question, given), is_stated)| {
        let labels: Vec<&str> = given.ids().iter().map(|id| names::answer(book, question, id)).collect();
        let words = drafting.system.words(step, question).filter(|_| !is_stated);
        let title = match (is_stated, words) {
            (true, _) => format!("{}: you said so", names::question(book, question)),
            (false, Some(_)) => format!("{}: read from these words", names::question(book, question)),
            (false, None) => format!("{}: read from the step and its place", names::question(book, question)),
        };
        tag(question, labels.join(", "), words, title, is_stated)
    });
    let timing = timing(drafting, flow, step).into_iter().map(|(name, label)| {
        tag(name, label, None, "When the step runs, what it takes back, or who hears of it".to_owned(), false)
    });
    let mut all: Vec<AnyView> = Vec::new();
    if is_strong(step) {
        let because = step.assessed.needs.because.clone().unwrap_or_default().into_owned();
        all.push(view! { <li class="tag strong" title=because>"strong"</li> }.into_any());
    }
    all.extend(timing.chain(answers));
    if all.is_empty() {
        return ().into_any();
    }
    let hidden = [("flow", flow.id()), ("step", step.id())];
    let fields = view! { <ul class="tags">{all}</ul> };
    form::form(drafting, &format!("tags/{id}"), Some("take_back"), Sent::OnSubmit, &hidden, fields.into_any())
}

/// Everything that is said about when a step runs, each in a few words with what it is.
fn timing(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Vec<(&'static str, String)> {
    let Step { when, starts, within, undoes, repeats, order_by, tells, .. } = step.described;
    let nothing = when.is_none() && starts.is_none() && within.is_none() && tells.is_empty();
    if nothing && [undoes, repeats, order_by].iter().all(|said| said.is_none()) {
        return Vec::new();
    }
    // A flow in which only this step says something, and of that one thing at a time.
    let bare = |step: &Step| Step {
        id: step.id.clone(),
        action: step.action.clone(),
        when: step.when.clone(),
        ..Step::default()
    };
    let mut alone = Flow { steps: flow.described.steps.iter().map(bare).collect(), ..Flow::default() };
    let index = step.index();
    let mut told = Vec::new();
    for (name, said) in Said::ALL {
        let mut one = Step { when: None, ..bare(step.described) };
        match said {
            Said::When => one.when.clone_from(when),
            Said::Starts => one.starts.clone_from(starts),
            Said::Within => one.within.clone_from(within),
            Said::Undoes => one.undoes.clone_from(undoes),
            Said::Repeats => one.repeats.clone_from(repeats),
            Said::OrderBy => one.order_by.clone_from(order_by),
            Said::Tells => one.tells.clone_from(tells),
        }
        alone.steps[index] = one;
        let clauses = wording::timing::clauses(&alone, index, |id| drafting.system.named(id));
        if !clauses.is_empty() {
            told.push((name, clauses.join("; ")));
        }
    }
    told
}

/// The buttons that move, join and drop a step, and the form that splits it.
fn tools(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, id: &str) -> AnyView {
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
    let open = drafting.mistake.is_some_and(|mistake| mistake.posted.value("form") == form);
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

/// The form that adds a step which the text does not tell.
fn add(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let form = format!("tell/{}", flow.id());
    let open = drafting.mistake.is_some_and(|mistake| mistake.posted.value("form") == form);
    let fields = view! {
        {Field::new(&form, "action", "What happens", "").required().view(drafting)}
        <div class="beside">
            {Field::new(&form, "from", "Who asks for it", "").suggesting().view(drafting)}
            {Field::new(&form, "to", "Who does it", "").suggesting().view(drafting)}
        </div>
        <p class="row"><button type="submit" id=format!("{form}/save") class="quiet">"Add the step"</button></p>
    };
    let hidden = [("flow", flow.id())];
    view! {
        <details class="add-step" id=format!("{form}/fold") open=open data-open=open.then_some("yes")>
            <summary>"Add a step"</summary>
            {form::form(drafting, &form, Some("tell_step"), Sent::OnSubmit, &hidden, fields.into_any())}
        </details>
    }
    .into_any()
}
