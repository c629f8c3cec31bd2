//! The questions of a whole draft, one at a time, for those who do not know the field: one question with its answers,
//! the advice and the picture as they are now, and the ways on, back and past it.
//!
//! Where one is stands in the address, so that the browser's own way back works, too.

use advice::outlook::{Asked, Outlook, outlook};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    Drafting, FlowPart, StepPart, current_advice,
    form::{self, Sent},
    question,
    step::{is_to_be_confirmed, matters},
};
use crate::{
    components::reason::user_text,
    editing::{DraftPage, encode},
    wording,
};

/// How many of the questions before this one are remembered, for the way back.
const REMEMBERED: usize = 60;

/// How many steps are searched for the next question. Behind them the person is led to the step's own page.
const SEARCHED: usize = 100;

/// Where one is among the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct AskingPlace {
    /// The question that is asked, as [`name`] writes it; empty for the next one.
    #[serde(default)]
    pub at: String,
    /// The questions before it, with commas between them. They are not asked again by themselves.
    #[serde(default)]
    pub trail: String,
}

/// A question of a step, with its name in addresses.
struct Found<'f, 'a, 'b> {
    name: String,
    flow: &'f FlowPart<'a>,
    step: &'f StepPart<'a>,
    outlook: Outlook<'b>,
    /// The index in the outlook's questions.
    index: usize,
}

impl AskingPlace {
    /// The address of the question behind this one. `name` is this one's.
    #[must_use]
    pub fn onward(&self, name: &str) -> Self {
        let mut trail: Vec<&str> = self.trail().filter(|earlier| *earlier != name).chain([name]).collect();
        trail.drain(..trail.len().saturating_sub(REMEMBERED));
        Self { at: String::new(), trail: trail.join(",") }
    }

    /// The address of the question before this one; `None` at the first.
    fn back(&self) -> Option<Self> {
        let last = self.trail().last()?;
        let before = self.trail.strip_suffix(last).unwrap_or_default().trim_end_matches(',');
        Some(Self { at: last.to_owned(), trail: before.to_owned() })
    }

    fn trail(&self) -> impl Iterator<Item = &str> {
        self.trail.split(',').filter(|name| !name.is_empty())
    }

    /// What the address of the page ends with.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in [("at", &self.at), ("trail", &self.trail)] {
            if !value.is_empty() {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(name);
                query.push('=');
                encode(value, &mut query);
            }
        }
        query
    }
}

/// A question's name in addresses: the ids of its flow, its step and itself.
fn name(flow: &FlowPart<'_>, step: &StepPart<'_>, question: &str) -> String {
    let mut name = String::new();
    for id in [flow.id(), step.id(), question] {
        if !name.is_empty() {
            name.push('/');
        }
        encode(id, &mut name);
    }
    name
}

/// The page that asks one question.
pub(super) fn view(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let place = &drafting.visit.asking;
    let back = place.back().map(|back| {
        let address = format!("{}{}", drafting.address(&DraftPage::Asking), back.query());
        view! { <a class="button quiet" id="asking/back" href=address>"Back"</a> }
    });
    let Some(found) = found(drafting, flows) else {
        let publish = format!("{}#publish", drafting.system_address());
        return view! {
            <div class="asking">
                <header data-live="head">
                    <h1 tabindex="-1">"That is all that needs to be asked"</h1>
                    <p class="sentence">"No question that you have not seen can change what is advised."</p>
                </header>
                <p class="row">{back}<a class="button" href=publish>"Publish the report"</a></p>
            </div>
        }
        .into_any();
    };
    let Found { name, flow, step, outlook, index } = &found;
    let open = outlook.questions.iter().filter(|asked| matters(asked)).count();
    let skip = format!("{}{}", drafting.address(&DraftPage::Asking), place.onward(name).query());
    let whole = drafting.address(&DraftPage::of(flow.id(), step.id()));
    let asked = &outlook.questions[*index];
    let settled: usize = flows.iter().map(FlowPart::settled).sum();
    let steps: usize = flows.iter().map(|flow| flow.steps.len()).sum();
    let fields = view! {
        <input type="hidden" name="asking.at" value=name.clone()/>
        <div data-live="questions">
            <h2 class="unseen">"The question"</h2>
            {question::of_step(drafting, step, asked, &outlook.now, ("now", true))}
        </div>
        <p class="row actions">
            {back}
            <button type="submit" id="asking/next" name="then" value="next">"Next"</button>
            <a class="button quiet" id="asking/skip" href=skip>"Skip"</a>
            <a href=whole>"All questions of this step"</a>
        </p>
    };
    let hidden = [("flow", flow.id()), ("step", step.id())];
    view! {
        <div class="board asking">
            <div class="matter">
                <header data-live="head">
                    <p class="soft">
                        {wording::capital(&format!("step {} of {}", step.number, flow.steps.len()))}", "
                        {user_text(flow.name())}". "{format!("{settled} of {steps} settled")}
                    </p>
                    <h1 tabindex="-1">{user_text(&step.described.action)}</h1>
                </header>
                {form::form(drafting, "answers", Some("answer_step"), Sent::OnChange, &hidden, fields.into_any())}
            </div>
            {current_advice::view(drafting, flow, step, open)}
        </div>
    }
    .into_any()
}

/// The question that the address names; if it names none, or none that is there, the next that can change something.
fn found<'f, 'a, 'd>(drafting: &Drafting<'d>, flows: &'f [FlowPart<'a>]) -> Option<Found<'f, 'a, 'static>> {
    let place = &drafting.visit.asking;
    let all: Vec<(&FlowPart<'a>, &StepPart<'a>)> =
        flows.iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step))).collect();
    let is_at = |question: &str, (flow, step): &(&FlowPart<'_>, &StepPart<'_>)| {
        let step = name(flow, step, "");
        question.starts_with(&step)
    };
    let pick = |(flow, step): (&'f FlowPart<'a>, &'f StepPart<'a>), wanted: &dyn Fn(&Asked<'_>, &str) -> bool| {
        let outlook = outlook(drafting.system.model, flow.model.index, step.index())?;
        let named = |asked: &Asked<'_>| name(flow, step, &asked.rule.id);
        let index = outlook.questions.iter().position(|asked| wanted(asked, &named(asked)))?;
        Some(Found { name: named(&outlook.questions[index]), flow, step, outlook, index })
    };
    if let Some(here) = all.iter().find(|part| !place.at.is_empty() && is_at(&place.at, part))
        && let Some(found) = pick(*here, &|_, name| name == place.at)
    {
        return Some(found);
    }
    // From the step of the last question on, and then from the beginning.
    let last = place.trail().last().unwrap_or_default();
    let start = all.iter().position(|part| !last.is_empty() && is_at(last, part)).unwrap_or_default();
    let in_turn = all[start..].iter().chain(&all[..start]).take(SEARCHED);
    in_turn.copied().find_map(|part| {
        pick(part, &|asked, name| {
            (matters(asked) || is_to_be_confirmed(asked)) && place.trail().all(|earlier| earlier != name)
        })
    })
}
