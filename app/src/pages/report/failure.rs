//! The saga plan of a flow: the handling of a failed step.

use std::collections::BTreeMap;

use advice::{
    assessment::{InBetween, Reorder, Saga, SagaStep, Seen},
    terms::Role,
};
use leptos::prelude::*;

use super::{
    revision::{FlowPart, ResolvedRevision, StepPart},
    topic::Section,
};
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
pub(super) fn view(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>) -> Option<Section> {
    Some(section(told(revision, flow)?.0))
}

/// The plans of several flows, each of which opens in place. One that asks for another order is open: that is to be done.
pub(super) fn of_each(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let plans: Vec<AnyView> = flows
        .iter()
        .filter_map(|flow| {
            let (plan, summary) = told(revision, flow)?;
            let has_moves = flow.assessed.saga.as_ref().is_some_and(|saga| !saga.moves.is_empty());
            Some(view! {
                <details class="of-flow plan" open={has_moves || revision.unfolded}>
                    <summary><b>{user_text(flow.name())}</b>" "{summary}</summary>
                    {plan}
                </details>
            })
        })
        .map(IntoAny::into_any)
        .collect();
    (!plans.is_empty()).then(|| section(plans.into_any()))
}

fn section(plans: AnyView) -> Section {
    let (id, title) = ("failure", "If something fails");
    let view = view! {
        <section class="failure" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {plans}
        </section>
    };
    Section { id, title, view: view.into_any() }
}

/// The part of a flow's plan that belongs on this page, and what it comes to in a few words.
fn told(revision: &ResolvedRevision<'_>, flow: &FlowPart<'_>) -> Option<(AnyView, String)> {
    let saga = flow.assessed.saga.as_ref()?;
    let plan = Plan { revision, steps: flow.steps.iter().map(|step| (step.id(), step)).collect() };
    let steps: Vec<&SagaStep<'_>> = saga.steps.iter().filter(|step| plan.tells(&step.step)).collect();
    let is_told = |seen: &InBetween<'_>| plan.tells(&seen.after);
    if !revision.begins(flow) && steps.is_empty() && !saga.in_between.iter().any(is_told) {
        return None;
    }
    let conducted = revision.begins(flow).then(|| conducted(revision, saga));
    let kind = revision.begins(flow).then(|| kind(revision, saga));
    let plan = view! {
        {conducted}
        {plan.moves(&saga.moves)}
        {plan.roles(&steps)}
        <details class="more" open=revision.unfolded>
            <summary>"Why, and what others see meanwhile"</summary>
            {kind}
            {plan.reasons(&steps)}
            {plan.in_between(&saga.in_between)}
        </details>
    };
    Some((plan.into_any(), fates(&steps)))
}

/// How many steps are taken back, and how many are tried again.
fn fates(steps: &[&SagaStep<'_>]) -> String {
    let of = |role: Role| steps.iter().filter(|step| step.role == role).count();
    let told = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 step is {what}")),
        many => Some(format!("{many} steps are {what}")),
    };
    let fates = [told(of(Role::Compensable), "taken back"), told(of(Role::Retriable), "tried again until done")];
    fates.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who conducts the saga, and what others may see of it.
fn conducted(revision: &ResolvedRevision<'_>, saga: &Saga<'_>) -> AnyView {
    let conductor = saga.coordinator.as_ref().map(|id| revision.named(id));
    let sentence = wording::saga_sentence(saga.communication, saga.consistency, saga.coordination, conductor);
    let name = revision.rule_name("saga", &saga.kind);
    view! { <p>{sentence}" The field calls it a "{rule_link(&saga.kind, &wording::lower(name))}"."</p> }.into_any()
}

/// Why the saga has its kind, and the benefits and costs of the kind.
fn kind(revision: &ResolvedRevision<'_>, saga: &Saga<'_>) -> AnyView {
    let list = |texts: &[std::borrow::Cow<'_, str>]| {
        texts.iter().map(|text| view! { <li>{text.to_string()}</li> }).collect::<Vec<_>>()
    };
    view! {
        <p>{saga.because.to_string()}</p>
        {sources(&saga.sources)}
        <div class="pair">
            <div><p>"Benefits:"</p><ul>{list(&saga.gains)}</ul></div>
            <div><p>"Costs:"</p><ul>{list(&saga.costs)}</ul></div>
        </div>
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

    /// The steps by what happens to them: before the pivot, the pivot, and after it.
    fn roles(&self, steps: &[&SagaStep<'_>]) -> AnyView {
        let groups: Vec<AnyView> = [
            (Role::Compensable, "back", "Before it is decided: taken back"),
            (Role::Pivot, "pivot", "Decides it: no way back"),
            (Role::Retriable, "on", "After that: tried again until done"),
        ]
        .into_iter()
        .filter_map(|(role, class, title)| {
            let its: Vec<AnyView> = steps.iter().filter(|step| step.role == role).map(|step| self.step(step)).collect();
            let name = word("saga_role", wording::role(role));
            (!its.is_empty()).then(|| {
                view! {
                    <li class=class><p><b>{title}</b>" "<small class="soft">{name}</small></p><ul>{its}</ul></li>
                }
                .into_any()
            })
        })
        .collect();
        (!groups.is_empty()).then(|| view! { <ul class="fates">{groups}</ul> }).into_any()
    }

    /// A step with the command that undoes it.
    fn step(&self, step: &SagaStep<'_>) -> AnyView {
        let undone_by = step.compensation.as_ref().map(|name| {
            // The pivot is not undone once it has succeeded, but a person may still ask for it later.
            let words = if step.role == Role::Pivot { "; on request later, undone by " } else { ", undone by " };
            view! { {words}<code>{name.to_string()}</code> }
        });
        view! { <li>{self.named(&step.step)}{undone_by}</li> }.into_any()
    }

    /// Why each step has its role. Steps with the same reason stand together.
    fn reasons(&self, steps: &[&SagaStep<'_>]) -> AnyView {
        let mut shared: Vec<(&str, Vec<&StepPart<'_>>)> = Vec::new();
        for step in steps {
            let Some(part) = self.steps.get(step.step.as_ref()) else { continue };
            match shared.iter_mut().find(|(because, _)| *because == step.because) {
                Some((_, parts)) => parts.push(part),
                None => shared.push((&step.because, vec![part])),
            }
        }
        let items: Vec<_> = shared
            .into_iter()
            .map(|(because, parts)| {
                view! { <li>{because.to_owned()}" "{super::steps::links(self.revision, &parts)}</li> }
            })
            .collect();
        (!items.is_empty()).then(|| view! { <ul>{items}</ul> }).into_any()
    }

    /// What others see while the saga runs, and the countermeasures.
    fn in_between(&self, seen: &[InBetween<'_>]) -> AnyView {
        let items: Vec<_> =
            seen.iter().filter(|seen| self.tells(&seen.after)).map(|seen| self.meanwhile(seen)).collect();
        (!items.is_empty())
            .then(|| view! { <p>"What others see meanwhile, and how it is protected:"</p><ul class="meanwhile">{items}</ul> })
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
