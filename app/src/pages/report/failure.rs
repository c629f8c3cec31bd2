//! The saga plan of a flow: the handling of a failed step.

use std::collections::BTreeMap;

use advice::{
    assessment::{InBetween, Reorder, Saga, SagaStep, Seen},
    terms::Role,
};
use leptos::prelude::*;

use super::revision::{FlowPart, ResolvedRevision, StepPart};
use crate::{
    components::{
        disagreement,
        reason::{rule_link, sources, user_text, word},
    },
    wording,
};

/// Maximum number of steps that a sentence names.
const MOST_NAMED: usize = 50;

/// The plan of a flow that changes data of several owners; nothing if one owner can undo all changes itself.
/// `flow_id` is the id of the flow's heading.
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>, flow_id: &str) -> AnyView {
    let Some(saga) = &flow.assessed.saga else { return ().into_any() };
    let id = format!("{flow_id}-failure");
    let plan = Plan { revision, steps: flow.steps.iter().map(|step| (step.id(), step)).collect() };
    let steps: Vec<AnyView> =
        saga.steps.iter().filter(|step| plan.tells(&step.step)).map(|step| plan.step(step)).collect();
    let is_told = |seen: &InBetween<'_>| plan.tells(&seen.after);
    if !revision.begins(flow) && steps.is_empty() && !saga.in_between.iter().any(is_told) {
        return ().into_any();
    }
    let kind = revision.begins(flow).then(|| kind(revision, saga));
    let table = (!steps.is_empty()).then(|| {
        view! {
            <table class="stacked" aria-labelledby=id.clone()>
                <thead>
                    <tr>
                        <th scope="col">"Step"</th>
                        <th scope="col">"If another step fails"</th>
                        <th scope="col">"Why"</th>
                    </tr>
                </thead>
                <tbody>{steps}</tbody>
            </table>
        }
    });
    view! {
        <section class="failure" aria-labelledby=id>
            <h3 id=id.clone()>"If something fails"</h3>
            {kind}
            {plan.moves(&saga.moves)}
            {table}
            {plan.in_between(&saga.in_between)}
        </section>
    }
    .into_any()
}

/// The kind of saga, its coordinator with the reason, and its benefits and costs.
fn kind(revision: &ResolvedRevision<'_>, saga: &Saga<'_>) -> AnyView {
    let respects = wording::saga(saga.communication, saga.consistency, saga.coordination);
    let conducted = saga.coordinator.as_ref().map(|id| view! { " "{user_text(revision.named(id))}" orchestrates it." });
    let list = |texts: &[std::borrow::Cow<'_, str>]| {
        texts.iter().map(|text| view! { <li>{text.to_string()}</li> }).collect::<Vec<_>>()
    };
    view! {
        <p>
            <b>{rule_link(&saga.kind, revision.rule_name("saga", &saga.kind))}</b>": "{respects}"."{conducted}" "
            {saga.because.to_string()}
        </p>
        {sources(&saga.sources)}
        <details class="twin">
            <summary>"Benefits and costs"</summary>
            <div class="pair">
                <div><p>"Benefits:"</p><ul>{list(&saga.gains)}</ul></div>
                <div><p>"Costs:"</p><ul>{list(&saga.costs)}</ul></div>
            </div>
        </details>
        {disputes(revision)}
    }
    .into_any()
}

/// The disagreements of published sources about the choice of the coordinator.
fn disputes(revision: &ResolvedRevision<'_>) -> Vec<AnyView> {
    revision.book().bearing_on("coordination").map(disagreement::folded).collect()
}

/// The parts of a plan that belong on this page.
struct Plan<'p, 'r> {
    revision: &'p ResolvedRevision<'r>,
    /// The steps of the flow by id.
    steps: BTreeMap<&'p str, &'p StepPart<'p>>,
}

impl Plan<'_, '_> {
    /// Whether the plan for a step belongs on this page. It stands with the step's reasons.
    fn tells(&self, id: &str) -> bool {
        self.steps.get(id).is_some_and(|step| self.revision.shows(step))
    }

    /// A step's number and action, with a link to it.
    fn named(&self, id: &str) -> AnyView {
        let link = |step: &&StepPart<'_>| {
            view! { <a href=self.revision.way(step)>{step.number}" "{user_text(&step.described.action)}</a> }
        };
        self.steps.get(id).map(link).into_any()
    }

    /// The steps that should run later.
    fn moves(&self, moves: &[Reorder<'_>]) -> AnyView {
        let items: Vec<_> = moves
            .iter()
            .filter(|moved| self.tells(&moved.step))
            .map(|moved| {
                let number = moved.after.len().min(MOST_NAMED);
                let more = moved.after.len() - number;
                let after: Vec<_> = moved
                    .after
                    .iter()
                    .take(number)
                    .enumerate()
                    .map(|(index, id)| {
                        let apart = match index {
                            0 => "",
                            last if last + 1 == moved.after.len() => " and ",
                            _ => ", ",
                        };
                        view! { {apart}{self.named(id)} }
                    })
                    .collect();
                let more = (more > 0).then(|| format!(" and {}", wording::count(more, "more step")));
                view! {
                    <li>
                        {self.named(&moved.step)}" belongs behind "{after}{more}". "{moved.because.to_string()}
                    </li>
                }
            })
            .collect();
        (!items.is_empty())
            .then(|| view! { <p><b>"A better order"</b></p> <ul class="reordered">{items}</ul> })
            .into_any()
    }

    fn step(&self, step: &SagaStep<'_>) -> AnyView {
        let undone_by = step.compensation.as_ref().map(|name| {
            // The pivot is not undone once it has succeeded, but a person may still ask for it later.
            let words = if step.role == Role::Pivot { "; on request later, undone by " } else { ", undone by " };
            view! { {words}<code>{name.to_string()}</code> }
        });
        view! {
            <tr>
                <th scope="row">{self.named(&step.step)}</th>
                <td data-label="If another step fails">
                    <p>{word("saga_role", wording::role(step.role))}{undone_by}</p>
                </td>
                <td data-label="Why">{step.because.to_string()}</td>
            </tr>
        }
        .into_any()
    }

    /// What others see while the saga runs, and the countermeasures.
    fn in_between(&self, seen: &[InBetween<'_>]) -> AnyView {
        let items: Vec<_> =
            seen.iter().filter(|seen| self.tells(&seen.after)).map(|seen| self.meanwhile(seen)).collect();
        (!items.is_empty())
            .then(|| {
                view! {
                    <details class="twin">
                        <summary>"What others see meanwhile, and how it is protected"</summary>
                        <ul class="meanwhile">{items}</ul>
                    </details>
                }
            })
            .into_any()
    }

    fn meanwhile(&self, seen: &InBetween<'_>) -> AnyView {
        let revision = self.revision;
        let at: Vec<&str> = seen.at.iter().map(|id| revision.named(id)).collect();
        let until = seen.until.as_ref().map(|id| view! { " and "{self.named(id)} });
        let since = if seen.until.is_some() { "Between " } else { "After " };
        let guard = seen.countermeasure.as_ref().map(|id| {
            view! { <b>{rule_link(id, revision.rule_name("countermeasure", id))}</b>": " }
        });
        view! {
            <li>
                <p>
                    {since}{self.named(&seen.after)}{until}", readers at "{user_text(&wording::spoken(&at))}
                    {state(seen)}{guard}{seen.because.to_string()}
                </p>
                {sources(&seen.sources)}
            </li>
        }
        .into_any()
    }
}

/// What others see of a record.
fn state(seen: &InBetween<'_>) -> AnyView {
    let record = view! { "the "<bdi>{seen.record.to_string()}</bdi> };
    match (seen.seen, &seen.undone_by) {
        (Seen::NotYet, _) => view! { " do not see the change of "{record}" yet. " }.into_any(),
        (Seen::MayBeUndone, None) => view! { " see a change of "{record}" that may have to be undone. " }.into_any(),
        (Seen::MayBeUndone, Some(name)) => {
            view! { " see a change of "{record}" that may still be undone by "<code>{name.to_string()}</code>". " }
                .into_any()
        }
    }
}
