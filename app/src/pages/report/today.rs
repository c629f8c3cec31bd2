//! How the system is built today: waits that nothing needs, and the changes to reach the advice, the least risky first.

use advice::assessment::{Move, Strength, Today};
use leptos::prelude::*;

use super::{
    revision::{FlowPart, Here, ResolvedRevision, StepPart},
    topic::{self, Section},
};
use crate::{
    components::reason::{rule_link, sources, ticked, user_text},
    wording,
};

/// Maximum number of steps with a needless wait that are named.
const MOST_HABITS: usize = 50;

/// Number of changes on the first page of a large report, and on each page of the complete list.
const FIRST: usize = 12;
pub(super) const A_PAGE: usize = 60;

/// The topic of the report's own page; nothing if the description does not say how the system is built.
pub(super) fn topic(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Option<Section> {
    let today = revision.assessment.today.as_ref()?;
    let changes = match today.moves.len() {
        0 => "nothing has to change".to_owned(),
        number => wording::count(number, "change"),
    };
    let summary = match usize::try_from(today.by_habit).unwrap_or(usize::MAX) {
        0 => wording::capital(&changes),
        habit => format!("Somebody waits unnecessarily for {}; {changes}", wording::count(habit, "step")),
    };
    Some(topic::view(revision, "today", "How it is built today", summary, told(revision, today, flows)))
}

/// The same as a page of its own.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let Some(today) = &revision.assessment.today else { return ().into_any() };
    view! {
        <section aria-labelledby="today">
            <h2 id="today">"How it is built today"</h2>
            {told(revision, today, flows)}
        </section>
    }
    .into_any()
}

fn told(revision: &ResolvedRevision<'_>, today: &Today<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    view! { <p>{counted(today)}</p>{habits(revision, today, flows)}{moves(revision, today, flows)} }.into_any()
}

/// The address of the list of changes, on this page or on its own.
pub(super) fn address(revision: &ResolvedRevision<'_>) -> String {
    if revision.here == Here::All { "#today".to_owned() } else { format!("{}/today", revision.address()) }
}

/// A sentence with the number of steps that somebody waits for, grouped by the reason for the wait.
fn counted(today: &Today<'_>) -> String {
    let waited = today.by_need + today.by_habit + today.by_weight;
    let told = today.steps.len();
    if waited == 0 {
        return match told {
            1 => "Today nobody waits for the one step described.".to_owned(),
            _ => format!("Today nobody waits for any of the {told} steps described."),
        };
    }
    let parts = [
        (today.by_need, "because something requires it"),
        (today.by_habit, "by habit, because nothing requires it"),
        (today.by_weight, "because the answers lean to it, or by default"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0);
    if told == 1 {
        let whys: String = parts.map(|(_, why)| why).collect();
        return format!("Today somebody waits for the one step described, {whys}.");
    }
    let parts: Vec<String> = parts.map(|(number, why)| format!("{number} {why}")).collect();
    format!("Today somebody waits for {waited} of the {told} steps described: {}.", wording::spoken(&parts))
}

/// The steps that somebody waits for although nothing needs it.
fn habits(revision: &ResolvedRevision<'_>, today: &Today<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let by_habit = || today.steps.iter().filter(|step| step.strength == Some(Strength::Habit));
    let more = by_habit().count().saturating_sub(MOST_HABITS);
    let more = (more > 0).then(|| format!(" and {}", wording::count(more, "more step")));
    let links: Vec<_> = by_habit()
        .take(MOST_HABITS)
        .filter_map(|step| step_of(flows, &step.flow, &step.step))
        .enumerate()
        .map(|(index, step)| {
            let comma = (index > 0).then_some(", ");
            view! { {comma}{link(revision, step)} }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <p>"By habit: "{links}{more}"."</p> }).into_any()
}

fn moves(revision: &ResolvedRevision<'_>, today: &Today<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    if today.moves.is_empty() {
        return view! { <p>"Everything described is built as advised, so nothing has to change."</p> }.into_any();
    }
    let range = match &revision.here {
        Here::Overview => 0..FIRST.min(today.moves.len()),
        Here::List(range) => range.clone(),
        Here::All | Here::Steps(..) => 0..today.moves.len(),
    };
    let first = (range.start > 0).then(|| (range.start + 1).to_string());
    let items: Vec<AnyView> =
        today.moves.get(range).unwrap_or_default().iter().map(|step| item(revision, flows, step)).collect();
    let more = (revision.here == Here::Overview && today.moves.len() > items.len()).then(|| {
        let all = format!("All {} changes", today.moves.len());
        view! { <p><a href=address(revision)>{all}</a>", in this order."</p> }
    });
    view! {
        <h3>"Changes in order, the smallest risk first"</h3>
        <ol class="first changes" start=first>{items}</ol>
        {more}
    }
    .into_any()
}

fn item(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>], step: &Move<'_>) -> AnyView {
    let name = revision.book().find(&step.rule).find(|rule| rule.kind.name() == "move");
    let name = name.map_or_else(|| step.rule.to_string(), |rule| rule.name.to_string());
    let place = step_of(flows, &step.flow, &step.step).map(|part| view! { {link(revision, part)}" · " });
    view! {
        <li>
            <p>{ticked(&step.says)}</p>
            <small class="soft">{place}{rule_link(&step.rule, &name)}", risk "{step.risk}" of 9"</small>
            <details>
                <summary>"Why at this point"</summary>
                <p>{step.because.to_string()}</p>
                {sources(&step.sources)}
            </details>
        </li>
    }
    .into_any()
}

fn link(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    view! { <a href=revision.way(step)>{user_text(&step.described.action)}</a> }.into_any()
}

/// The step with these ids.
fn step_of<'s>(flows: &'s [FlowPart<'s>], flow: &str, step: &str) -> Option<&'s StepPart<'s>> {
    let flow = flows.iter().find(|part| part.id() == flow)?;
    flow.steps.iter().find(|part| part.id() == step)
}

#[cfg(test)]
mod tests {
    use advice::assessment::TodayStep;

    use super::*;

    #[test]
    fn one_step_and_several_are_counted_as_people_count() {
        let today = |told: usize, by_need: u32, by_habit: u32| {
            let step = TodayStep { flow: "f".into(), step: "s".into(), strength: None, asked_by: Vec::new() };
            counted(&Today { by_need, by_habit, by_weight: 0, steps: vec![step; told], moves: Vec::new() })
        };
        assert_eq!(today(1, 0, 0), "Today nobody waits for the one step described.");
        assert_eq!(today(1, 1, 0), "Today somebody waits for the one step described, because something requires it.");
        assert_eq!(today(3, 0, 0), "Today nobody waits for any of the 3 steps described.");
        assert_eq!(
            today(3, 1, 1),
            "Today somebody waits for 2 of the 3 steps described: 1 because something requires it and 1 by habit, because \
             nothing requires it."
        );
    }
}
