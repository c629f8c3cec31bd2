//! The questions of the decision matrix as fields: between the answers that lean to a call and those that lean to
//! events stands "don't know".

use advice::{
    Rulebook,
    rule::{Answer, Does, Question, Rule},
    terms::Side,
};
use leptos::prelude::*;

use super::interaction::{Interaction, rows};
use crate::components::reason::{rule_link, ticked};

/// One field for each row of the matrix, filled with the current answers.
pub(super) fn questions(book: &'static Rulebook, interaction: &Interaction) -> AnyView {
    let fields: Vec<AnyView> = rows(book).map(|(rule, asked)| field(rule, asked, interaction)).collect();
    view! {
        <p class="heads" aria-hidden="true">
            <span>"leans to a call"</span>
            <span class="event">"leans to events"</span>
        </p>
        {fields}
    }
    .into_any()
}

fn field(rule: &'static Rule, asked: &'static Question, interaction: &Interaction) -> AnyView {
    let given = interaction.answer(&rule.id);
    let (why, fault) = (format!("{}-why", rule.id), format!("{}-fault", rule.id));
    let faults: Vec<_> = interaction.faults(&rule.id).map(|message| view! { <p>{ticked(message)}</p> }).collect();
    let wrong = !faults.is_empty();
    let described = if wrong { format!("{why} {fault}") } else { why.clone() };
    let faults = wrong.then(|| view! { <div class="fault" id=fault>{faults}</div> });
    let side = |answer: &Answer| answer.effects.iter().find_map(|effect| leans(&effect.does));
    let (events, others): (Vec<_>, Vec<_>) =
        asked.answers.iter().partition(|answer| side(answer) == Some(Side::EventDriven));
    let shown = |answers: Vec<&'static Answer>| {
        let option = |answer| option(rule, answer, given == Some(answer.id.as_ref()));
        answers.into_iter().map(option).collect_view()
    };
    view! {
        <fieldset class="matrix-row" aria-describedby=described>
            <legend>{asked.ask.to_string()}</legend>
            <p class="soft why" id=why>{asked.why_asked.to_string()}" "{rule_link(&rule.id, "More about it")}</p>
            <div class="options" data-live=format!("fault-{}", rule.id)>{faults}</div>
            <div class="options">
                <div class="side sync">{shown(others)}</div>
                <label class="open">
                    <input type="radio" name=rule.id.to_string() value="" checked=given.is_none()/>
                    <span>"Don\u{2019}t know"</span>
                </label>
                <div class="side event">{shown(events)}</div>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The side that an effect leans to.
fn leans(does: &Does) -> Option<Side> {
    match does {
        Does::Lean { toward, .. } => Some(*toward),
        _ => None,
    }
}

fn option(rule: &'static Rule, answer: &'static Answer, checked: bool) -> AnyView {
    view! {
        <label>
            <input type="radio" name=rule.id.to_string() value=answer.id.to_string() checked=checked/>
            <span>{answer.label.to_string()}" "<small class="soft">{answer.decides.to_string()}</small></span>
        </label>
    }
    .into_any()
}
