//! The page of a step: its questions, the most informative first, beside the current advice, and the step's own data.

use advice::{
    description::Step,
    outlook::{Asked, Outlook, Reach, outlook},
};
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart, current_advice,
    form::{self, Field, Sent},
    next_of, question, steps, timing,
};
use crate::{components::reason::user_text, editing::Mistake, wording};

/// How many questions are asked at a time.
const AT_A_TIME: usize = 3;

/// The page of a step; `None` if the engine does not know the step.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Option<AnyView> {
    let outlook = outlook(drafting.system.model, flow.model.index, step.index())?;
    let open = outlook.questions.iter().filter(|asked| matters(asked)).count();
    let board = view! {
        <div class="board">
            {steps::view(drafting, flow, step)}
            <div class="matter">
                <header data-live="head">
                    <h1 tabindex="-1">{user_text(&step.described.action)}</h1>
                    <p class="soft">{who(drafting, step)}</p>
                    {timing::told(drafting, flow, step)}
                    {notes(step)}
                </header>
                {questions(drafting, flow, step, &outlook)}
                {about(drafting, flow, step)}
            </div>
            {current_advice::view(drafting, flow, step, open)}
        </div>
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

/// Whether a question is open and its answer would change more than a detail.
pub(super) fn matters(asked: &Asked<'_>) -> bool {
    is_open(asked) && asked.reach <= Reach::Consistency
}

/// Whether the verdict depends on an answer that was only read out of words.
pub(super) fn is_to_be_confirmed(asked: &Asked<'_>) -> bool {
    asked.inferred.is_some() && asked.reach <= Reach::Verdict
}

/// Whether nobody has answered a question, neither a person nor their words nor the structure.
fn is_open(asked: &Asked<'_>) -> bool {
    asked.stated.is_none() && asked.inferred.is_none() && asked.derived.is_none()
}

/// The parts of the page in which a question may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is asked now.
    Now,
    /// It is open, and others tell more.
    More,
    /// It is answered.
    Answered,
}

impl Part {
    const ALL: [(Self, &'static str); 3] = [(Self::Now, "now"), (Self::More, "more"), (Self::Answered, "answered")];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(part, _)| *part == self).map_or("", |(_, name)| name)
    }
}

/// The questions of each part of the page, in their order. What is on the screen already stays where it is, whatever
/// its answer is now. Of the others, those that nobody could answer differently are left out: no answer to them can
/// change anything, or the description says the answer.
fn laid_out<'o, 'b>(drafting: &Drafting<'_>, outlook: &'o Outlook<'b>) -> Vec<(Part, Vec<&'o Asked<'b>>)> {
    let mut parts: Vec<(Part, Vec<&Asked<'b>>)> = Part::ALL.iter().map(|(part, _)| (*part, Vec::new())).collect();
    let all = || outlook.questions.iter().chain(&outlook.idle);
    let posted = drafting.visit.posted.as_ref().or(drafting.mistake().map(|mistake| &mistake.posted));
    let stood: Vec<(&str, &str)> = posted.map(|posted| posted.beginning(question::PART).collect()).unwrap_or_default();
    for (part, shown) in &mut parts {
        let its = stood.iter().filter(|(name, _)| *name == part.name());
        shown.extend(its.filter_map(|(_, id)| all().find(|asked| asked.rule.id == *id)));
    }
    let is_new = |asked: &&Asked<'_>| !stood.iter().any(|(_, id)| asked.rule.id == *id);
    let given = |asked: &&Asked<'_>| asked.stated.is_some() || asked.inferred.is_some();
    parts[2].1.extend(all().filter(is_new).filter(given));
    parts[1].1.extend(outlook.questions.iter().filter(is_new).filter(|asked| is_open(asked)));
    // What was asked and is answered makes room for the next, below it.
    let unanswered = |shown: &[&Asked<'_>]| shown.iter().filter(|asked| is_open(asked)).count();
    while unanswered(&parts[0].1) < AT_A_TIME {
        let Some(next) = next_to_ask(&parts[1].1, outlook) else { break };
        let next = parts[1].1.remove(next);
        parts[0].1.push(next);
    }
    parts
}

/// The index of the question that tells most, of those that wait.
fn next_to_ask(waiting: &[&Asked<'_>], outlook: &Outlook<'_>) -> Option<usize> {
    let mut those = outlook.questions.iter().filter(|asked| matters(asked));
    those.find_map(|asked| waiting.iter().position(|waiting| waiting.rule.id == asked.rule.id))
}

/// The questions: those that are asked now, the other open ones behind one fold, and the answers.
fn questions(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>, outlook: &Outlook<'_>) -> AnyView {
    let show = |part: Part, asked: &[&Asked<'_>]| -> Vec<AnyView> {
        let at = |asked: &&Asked<'_>| {
            question::of_step(drafting, step, asked, &outlook.now, (part.name(), part == Part::Now))
        };
        asked.iter().map(at).collect()
    };
    let parts = laid_out(drafting, outlook);
    let of = |part: Part| parts.iter().find(|(its, _)| *its == part).map_or(&[][..], |(_, asked)| asked);
    let (now, more, answered) = (of(Part::Now), of(Part::More), of(Part::Answered));
    let nothing =
        now.is_empty().then(|| view! { <p class="guide">"No question is left that could change the advice."</p> });
    let more = (!more.is_empty()).then(|| {
        view! {
            <details class="idle" id="more">
                <summary>
                    {wording::capital(&wording::count(more.len(), "more question"))}
                    " "<span class="soft">"They shape details, or matter together with others."</span>
                </summary>
                {show(Part::More, more)}
            </details>
        }
    });
    let answered = (!answered.is_empty()).then(|| {
        view! { <h2 class="part-title">"Answered"</h2> {show(Part::Answered, answered)} }
    });
    let next = next_of(std::slice::from_ref(flow), drafting.place);
    let go_on = if next.is_some() { "Go to the next open step" } else { "Go on" };
    let fields = view! {
        <div data-live="questions">
            <h2 class="unseen">"Questions"</h2>
            {nothing}
            {show(Part::Now, now)}
            {more}
            {answered}
            {by_structure(outlook)}
        </div>
        <p class="row actions">
            <button type="submit" id="go-on" name="then" value="go_on" data-live="go-on">{go_on}</button>
            <button type="submit" id="save" class="quiet without-script">"Save"</button>
        </p>
    };
    let hidden = [("flow", flow.id()), ("step", step.id())];
    form::form(drafting, "answers", Some("answer_step"), Sent::OnChange, &hidden, fields.into_any())
}

/// What the description itself answers, so that nobody is asked.
fn by_structure(outlook: &Outlook<'_>) -> AnyView {
    let all = outlook.questions.iter().chain(&outlook.idle);
    let its = all.filter(|asked| asked.stated.is_none() && asked.inferred.is_none());
    let said: Vec<String> = its
        .filter_map(|asked| {
            let answer = asked.question.answers.iter().find(|answer| Some(answer.id.as_ref()) == asked.derived)?;
            Some(format!("{}: {}", asked.rule.name, wording::lower(&answer.label)))
        })
        .collect();
    let said = (!said.is_empty()).then(|| format!("As the description says. {}.", said.join("; ")));
    said.map(|said| view! { <p class="soft by-structure">{said}</p> }).into_any()
}

/// The form for the step's own data: its action, its participants and its predecessors.
fn about(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    const FORM: &str = "change";
    let hidden = [("flow", flow.id()), ("step", step.id())];
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == FORM);
    let fields = view! {
        {told(drafting, FORM, Some(step), ().into_any())}
        {order(drafting, flow, step)}
        {timing::view(drafting, FORM, flow, step)}
        <p class="row"><button type="submit" id="change/save" class="quiet without-script">"Save the step"</button></p>
    };
    let number = flow.steps.len();
    let edits = ["raise_step", "lower_step", "remove_step"];
    let moves = form::moves(drafting, "move", edits, &hidden, &step.described.action, (step.index(), number));
    view! {
        <details class="about" id="about" open=open data-open=open.then_some("yes") data-live="about">
            <summary id="step">"More about the step"</summary>
            {form::form(drafting, FORM, Some("change_step"), Sent::OnChange, &hidden, fields.into_any())}
            {moves}
            {form::suggestions(drafting)}
        </details>
    }
    .into_any()
}

/// The fields for a step's action, participants, entity and event. Of a new step, what is seldom said stands behind a
/// fold, together with `more`.
pub(super) fn told(drafting: &Drafting<'_>, form: &str, step: Option<&StepPart<'_>>, more: AnyView) -> AnyView {
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
    let seldom = view! {
        {tells.view(drafting)}
        <div class="beside">
            {Field::new(form, "entity", "What it is about", entity)
                .hint("A thing, such as \u{201c}seat\u{201d}: messages are named from it.").view(drafting)}
            {Field::new(form, "announces", "Its event is called", announces)
                .hint("Only if your team has a name for it, such as \u{201c}SeatReserved\u{201d}.").view(drafting)}
        </div>
        {more}
    };
    let seldom = if step.is_some() {
        seldom.into_any()
    } else {
        let id = format!("{form}/more");
        let seldom_said = ["/tells", "/entity", "/announces"];
        let is_wrong = |mistake: &Mistake| seldom_said.iter().any(|at| mistake.faults(form, at).next().is_some());
        let open = drafting.mistake().is_some_and(is_wrong);
        view! { <details class="idle" id=id open=open data-open=open.then_some("yes")><summary>"More"</summary><div class="edit">{seldom}</div></details> }
            .into_any()
    };
    view! {
        {Field::new(form, "action", "What happens", action).required()
            .hint("As you would say it: \u{201c}Reserve the seat\u{201d}.").view(drafting)}
        <div class="beside">
            {Field::new(form, "from", "Who asks for it", &from).suggesting().view(drafting)}
            {Field::new(form, "to", "Who does it", &to).suggesting()
                .hint("Several with commas between. A new name is added as a service.").view(drafting)}
        </div>
        {seldom}
    }
    .into_any()
}

/// The fields for the steps that this step waits for.
fn order(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let mistake = drafting.mistake().filter(|mistake| mistake.posted.value("form") == "change");
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
