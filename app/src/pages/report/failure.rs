//! What happens if a step of a flow fails: the saga plan.

use advice::assessment::{InBetween, Reorder, Role, Saga, SagaStep, Seen};
use leptos::prelude::*;

use super::reading::{FlowPart, Reading, StepPart};
use crate::{
    components::{
        disagreement,
        reason::{own, rule_link, sources, word},
    },
    wording,
};

/// The plan of a flow that changes several owners; nothing where one owner alone can take back what it did. `flow_id` is
/// the id of the flow's heading.
pub(super) fn view(reading: &Reading<'_>, flow: &FlowPart<'_>, flow_id: &str) -> AnyView {
    let Some(saga) = &flow.assessed.saga else { return ().into_any() };
    let id = format!("{flow_id}-failure");
    let steps: Vec<AnyView> = saga.steps.iter().map(|step| saga_step(flow, step)).collect();
    view! {
        <section class="failure" aria-labelledby=id>
            <h3 id=id.clone()>"If something fails"</h3>
            {kind(reading, saga)}
            {moves(flow, &saga.moves)}
            <table class="stacked" aria-labelledby=id.clone()>
                <thead>
                    <tr><th scope="col">"Step"</th><th scope="col">"If another one fails"</th><th scope="col">"Why"</th></tr>
                </thead>
                <tbody>{steps}</tbody>
            </table>
            {in_between(reading, flow, &saga.in_between)}
        </section>
    }
    .into_any()
}

/// Which saga it is, who conducts it and why, and what that gives and costs.
fn kind(reading: &Reading<'_>, saga: &Saga<'_>) -> AnyView {
    let respects = wording::saga(saga.communication, saga.consistency, saga.coordination);
    let conducted = saga.coordinator.as_ref().map(|id| view! { " "{own(reading.named(id))}" conducts it." });
    let list = |texts: &[std::borrow::Cow<'_, str>]| {
        texts.iter().map(|text| view! { <li>{text.to_string()}</li> }).collect::<Vec<_>>()
    };
    view! {
        <p>
            <b>{rule_link(&saga.kind, reading.rule_name("saga", &saga.kind))}</b>": "{respects}"."{conducted}" "
            {saga.because.to_string()}
        </p>
        {sources(&saga.sources)}
        <details class="twin">
            <summary>"What it gives, and what it costs"</summary>
            <div class="pair">
                <div><p>"It gives:"</p><ul>{list(&saga.gains)}</ul></div>
                <div><p>"It costs:"</p><ul>{list(&saga.costs)}</ul></div>
            </div>
        </details>
        {disputes(reading)}
    }
    .into_any()
}

/// Where published sources disagree on who conducts.
fn disputes(reading: &Reading<'_>) -> Vec<AnyView> {
    reading.book().bearing_on("coordination").map(disagreement::folded).collect()
}

/// The steps that should stand later.
fn moves(flow: &FlowPart<'_>, moves: &[Reorder<'_>]) -> AnyView {
    let items: Vec<_> = moves
        .iter()
        .map(|moved| {
            let after: Vec<_> = moved
                .after
                .iter()
                .enumerate()
                .map(|(index, id)| {
                    let apart = match index {
                        0 => "",
                        last if last + 1 == moved.after.len() => " and ",
                        _ => ", ",
                    };
                    view! { {apart}{named(flow, id)} }
                })
                .collect();
            view! { <li>{named(flow, &moved.step)}" belongs behind "{after}". "{moved.because.to_string()}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <p><b>"A better order"</b></p> <ul class="reordered">{items}</ul> }).into_any()
}

fn saga_step(flow: &FlowPart<'_>, step: &SagaStep<'_>) -> AnyView {
    let undone_by = step.compensation.as_ref().map(|name| {
        // What decides is not undone any more once it has succeeded; a person may still want to.
        let words = if step.role == Role::Pivot {
            "; should somebody ask for it later, taken back by "
        } else {
            ", undone by "
        };
        view! { {words}<code>{name.to_string()}</code> }
    });
    view! {
        <tr>
            <th scope="row">{named(flow, &step.step)}</th>
            <td data-label="If another one fails"><p>{word("saga_role", wording::role(step.role))}{undone_by}</p></td>
            <td data-label="Why">{step.because.to_string()}</td>
        </tr>
    }
    .into_any()
}

/// What others see meanwhile, and what guards it.
fn in_between(reading: &Reading<'_>, flow: &FlowPart<'_>, seen: &[InBetween<'_>]) -> AnyView {
    let items: Vec<_> = seen
        .iter()
        .map(|seen| {
            let at: Vec<&str> = seen.at.iter().map(|id| reading.named(id)).collect();
            let until = seen.until.as_ref().map(|id| view! { " and before "{named(flow, id)} });
            let guard = seen.countermeasure.as_ref().map(|id| {
                view! { <b>{rule_link(id, reading.rule_name("countermeasure", id))}</b>": " }
            });
            view! {
                <li>
                    <p>
                        "After "{named(flow, &seen.after)}{until}", whoever reads at "{own(&wording::spoken(&at))}" sees the "
                        <bdi>{seen.record.to_string()}</bdi>{state(seen)}{guard}{seen.because.to_string()}
                    </p>
                    {sources(&seen.sources)}
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| {
            view! {
                <details class="twin">
                    <summary>"What others see meanwhile, and what guards it"</summary>
                    <ul class="meanwhile">{items}</ul>
                </details>
            }
        })
        .into_any()
}

/// In which state a record is seen.
fn state(seen: &InBetween<'_>) -> AnyView {
    match (seen.seen, &seen.undone_by) {
        (Seen::NotYet, _) => " not changed yet, though the change is sure to come. ".into_any(),
        (Seen::MayBeUndone, None) => " changed, though that may have to be taken back. ".into_any(),
        (Seen::MayBeUndone, Some(name)) => {
            view! { " changed, and "<code>{name.to_string()}</code>" may still take that back. " }.into_any()
        }
    }
}

/// A step by its number and its action, with the way to it.
fn named(flow: &FlowPart<'_>, id: &str) -> AnyView {
    let step: Option<&StepPart<'_>> = flow.steps.iter().find(|step| step.assessed.step == id);
    step.map(|step| {
        view! { <a href=format!("#{}", step.anchor())>{step.number}" "{own(&step.described.action)}</a> }
    })
    .into_any()
}
