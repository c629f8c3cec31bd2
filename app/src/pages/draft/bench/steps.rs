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
    fragment,
    in_place::{in_place, retell, save, tools},
    steps::STEPS_A_PAGE,
};
use crate::{
    components::{picture, reason::user_text, verdict},
    pages::sentences::{StepSign, Steps},
    wording::{self, names},
    words::Part,
};

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
    let to_line = |flow: &str, step: &str| fragment(&(flow.to_owned(), step.to_owned()));
    let links = Links { way: Way::Found(&to_line), here: "" };
    view! {
        <figure class="card picture">
            {picture::view(&drawn, View::Flow, links)}
            <figcaption>{user_text(flow.name())}{picture::legend(&drawn)}</figcaption>
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

/// The form that adds a step which the text does not tell.
fn add(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    let form = format!("tell/{}", flow.id());
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == form);
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
