//! The questions of the decision matrix as fields: each answer with the side that it leans to, and "don't know".

use advice::{
    Rulebook,
    rule::{Answer, Does, Question, Rule},
    terms::Side,
};
use leptos::prelude::*;

use super::interaction::{Interaction, rows};
use crate::components::reason::{rule_link, ticked};

/// How much text a question has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Detail {
    /// The question and its answers.
    Brief,
    /// Also why it is asked, and what each answer does.
    Full,
}

/// One field for each row of the matrix, filled with the current answers.
pub(in crate::pages) fn questions(book: &'static Rulebook, interaction: &Interaction, detail: Detail) -> AnyView {
    let fields: Vec<AnyView> = rows(book).map(|(rule, asked)| field(rule, asked, interaction, detail)).collect();
    view! { <div class="matrix-rows">{fields}</div> }.into_any()
}

fn field(rule: &'static Rule, asked: &'static Question, interaction: &Interaction, detail: Detail) -> AnyView {
    let given = interaction.answer(&rule.id);
    let (why, fault) = (format!("{}-why", rule.id), format!("{}-fault", rule.id));
    let faults: Vec<_> = interaction.faults(&rule.id).map(|message| view! { <p>{ticked(message)}</p> }).collect();
    let wrong = !faults.is_empty();
    let described: Vec<&str> = [(detail == Detail::Full, &why), (wrong, &fault)]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, id)| id.as_str())
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let why = (detail == Detail::Full).then(|| {
        view! {
            <p class="soft" id=why>{asked.why_asked.to_string()}" "{rule_link(&rule.id, "More about it")}</p>
        }
    });
    let faults = wrong.then(|| view! { <div class="fault" id=fault>{faults}</div> });
    let answers: Vec<AnyView> =
        asked.answers.iter().map(|answer| option(rule, answer, given == Some(answer.id.as_ref()), detail)).collect();
    view! {
        <fieldset class="matrix-row" aria-describedby=described>
            <legend>{asked.ask.to_string()}</legend>
            {why}
            {faults}
            <div class="options">
                {answers}
                <label>
                    <input type="radio" name=rule.id.to_string() value="" checked=given.is_none()/>
                    <span>"Don\u{2019}t know"</span>
                </label>
            </div>
        </fieldset>
    }
    .into_any()
}

fn option(rule: &'static Rule, answer: &'static Answer, checked: bool, detail: Detail) -> AnyView {
    let way = answer.effects.iter().find_map(|effect| match effect.does {
        Does::Lean { toward: Side::Synchronous, .. } => Some(("leans sync", "leans to a call")),
        Does::Lean { toward: Side::EventDriven, .. } => Some(("leans event", "leans to events")),
        _ => None,
    });
    let sign = way.map(|(class, _)| view! { <i class=class aria-hidden="true"></i> });
    let says = match detail {
        Detail::Full => view! { <small class="soft">{answer.decides.to_string()}</small> }.into_any(),
        Detail::Brief => way.map(|(_, says)| view! { <small class="unseen">{says}</small> }).into_any(),
    };
    view! {
        <label>
            <input type="radio" name=rule.id.to_string() value=answer.id.to_string() checked=checked/>
            <span>{answer.label.to_string()}" "{says}</span>
            {sign}
        </label>
    }
    .into_any()
}
