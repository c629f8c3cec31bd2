//! The part of a step's form that says when it runs: conditions, times, joins and what it takes back.

use advice::description::{Join, Outcome, Period, Step};
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart,
    choice::{Choice, Offer, nothing},
    form::Field,
    steps,
};
use crate::{components::reason::user_text, wording};

/// The names of its fields. A fault at one of them opens the part.
const FIELDS: [&str; 7] = ["/when", "/starts", "/within", "/undoes", "/join", "/repeats", "/order_by"];

/// What the description says about when a step runs, in words.
pub(super) fn clauses(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> Vec<String> {
    let system = drafting.system;
    wording::timing::clauses(flow.described, step.index(), |id| system.named(id))
}

/// The fields, folded unless one of them is set.
pub(super) fn view(drafting: &Drafting<'_>, form: &str, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let described = step.described;
    let is_wrong = drafting
        .mistake()
        .is_some_and(|mistake| FIELDS.iter().any(|field| mistake.faults(form, field).next().is_some()));
    let open = is_set(described) || is_wrong;
    let in_short = if is_set(described) { "" } else { "always, and at once" };
    let repeats = described.repeats.as_deref().unwrap_or_default();
    let order_by = described.order_by.as_deref().unwrap_or_default();
    let repeats = Field::new(form, "repeats", "Once for each", repeats);
    let repeats = repeats.hint("A thing, such as \u{201c}order line\u{201d}.");
    let order_by = Field::new(form, "order_by", "Order is kept by", order_by);
    let order_by = order_by.hint("A thing, such as \u{201c}flight\u{201d}, if it is not what the step is about.");
    view! {
        <details class="idle" id="timing" open=open data-open=open.then_some("yes")>
            <summary>"When it runs "<span class="soft">{in_short}</span></summary>
            <div class="edit">
                {condition(drafting, form, flow, step)}
                {times(drafting, form, described)}
                {others(drafting, form, flow, step)}
                <div class="beside">
                    {repeats.view(drafting)}
                    {order_by.view(drafting)}
                </div>
            </div>
        </details>
    }
    .into_any()
}

fn is_set(step: &Step) -> bool {
    let Step { when, starts, within, undoes, join, repeats, order_by, .. } = step;
    when.is_some()
        || starts.is_some()
        || within.is_some()
        || undoes.is_some()
        || join.is_some()
        || repeats.is_some()
        || order_by.is_some()
}

/// The condition: an outcome of another step, words, or both.
fn condition(drafting: &Drafting<'_>, form: &str, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let when = step.described.when.clone().unwrap_or_default();
    let earlier = when.step.unwrap_or_default();
    let chosen = drafting.field_value(form, "when/step", &earlier);
    let text = when.text.unwrap_or_default();
    let text = Field::new(form, "when/text", "Or in words", &text);
    let text = text.hint("Such as \u{201c}the parcel leaves the country\u{201d}.");
    let after = Choice {
        form,
        name: "when/step",
        label: "After which step",
        hint: None,
        offers: other_steps(flow, step, "no step in particular", &[&chosen]),
        value: &earlier,
    };
    let ended = Choice {
        form,
        name: "when/outcome",
        label: "Ended how",
        hint: None,
        offers: outcomes(when.outcome),
        value: when.outcome.map_or("", Outcome::id),
    };
    view! {
        <fieldset>
            <legend>"Only if"</legend>
            <div class="edit">
                <p class="soft">"Without a condition the step always runs."</p>
                <div class="beside">{after.view(drafting)} {ended.view(drafting)}</div>
                {text.view(drafting)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The outcomes to choose from. Done is the first; it is sent as it stands in the description, said or not.
fn outcomes(now: Option<Outcome>) -> Vec<Offer> {
    let all = Outcome::ALL.iter().map(|(id, outcome)| {
        let words = match outcome {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Failed => "failed",
            Outcome::TimedOut => "timed out",
        };
        let is_meant = *outcome == Outcome::Done && now != Some(Outcome::Done);
        (if is_meant { String::new() } else { (*id).to_owned() }, words.to_owned())
    });
    all.collect()
}

/// When it starts, and when its outcome must be there.
fn times(drafting: &Drafting<'_>, form: &str, step: &Step) -> AnyView {
    let words = |period: Option<&Period>| period.map(Period::in_words).unwrap_or_default();
    let starts = words(step.starts.as_ref().map(|starts| &starts.after));
    let within = words(step.within.as_ref());
    let starts = Field::new(form, "starts", "Starts after", &starts);
    let starts = starts.hint("Such as \u{201c}30 minutes\u{201d} or \u{201c}1 day\u{201d}: nobody waits for it.");
    let within = Field::new(form, "within", "Outcome within", &within);
    let within =
        within.hint("Such as \u{201c}15 seconds\u{201d}. If it takes longer, steps on \u{201c}timed out\u{201d} run.");
    view! {
        <div class="beside">
            {starts.view(drafting)}
            {within.view(drafting)}
        </div>
    }
    .into_any()
}

/// The step that it takes back, and how many of the steps before it must have ended.
fn others(drafting: &Drafting<'_>, form: &str, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let undone = step.described.undoes.as_deref().unwrap_or_default();
    let chosen = drafting.field_value(form, "undoes", undone);
    let undoes = Choice {
        form,
        name: "undoes",
        label: "Takes back",
        hint: None,
        offers: other_steps(flow, step, "no other step", &[&chosen]),
        value: undone,
    };
    let is_all = step.described.join == Some(Join::All);
    let join = Choice {
        form,
        name: "join",
        label: "Of several steps before it",
        hint: None,
        offers: vec![
            (if is_all { "all" } else { "" }.to_owned(), "it waits for all".to_owned()),
            ("any".to_owned(), "it waits for the first".to_owned()),
        ],
        value: step.described.join.map_or("", |join| if join == Join::All { "all" } else { "any" }),
    };
    view! { <div class="beside">{undoes.view(drafting)} {join.view(drafting)}</div> }.into_any()
}

/// The other steps to choose from, after the choice of none.
fn other_steps(flow: &FlowPart<'_>, step: &StepPart<'_>, none: &str, chosen: &[&str]) -> Vec<Offer> {
    let others = steps::offered(flow, step, chosen);
    let offers =
        others.into_iter().map(|other| (other.id().to_owned(), format!("{} {}", other.number, other.described.action)));
    std::iter::once(nothing(none)).chain(offers).collect()
}

/// The clauses as a sentence below a step's head; nothing if there are none.
pub(super) fn told(drafting: &Drafting<'_>, flow: &FlowPart<'_>, step: &StepPart<'_>) -> AnyView {
    let sentence = wording::timing::sentence(&clauses(drafting, flow, step));
    sentence.map(|sentence| view! { <p class="soft">{user_text(&sentence)}</p> }).into_any()
}
