//! The message that carries a step, where its outcome goes, and the events that the step announces.

use advice::assessment::{Event, MessageKind, Outcome};
use leptos::prelude::*;

use super::{
    event,
    revision::{ResolvedRevision, StepPart},
};
use crate::{
    components::reason::{rule_link, sources, user_text},
    wording,
};

/// The message of a step in a sentence, with what its events carry.
pub(super) fn view(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    let message = &step.assessed.message;
    let kind = match message.kind {
        MessageKind::Event => "event",
        MessageKind::Command => "command",
        MessageKind::Query => "query",
    };
    let events = revision.announced(step);
    let announces: Vec<AnyView> = events.iter().map(|event| announced(revision, step, event)).collect();
    let style = step.assessed.style.as_ref();
    let because = step.assessed.style_reason.as_ref().map(|reason| {
        view! { <p class="message">{user_text(&reason.because)}" "{sources(&reason.sources)}</p> }
    });
    view! {
        <p class="message">
            {rule_link(style, revision.style(style))}": the "{kind}" "
            <code>{message.name.to_string()}</code>{reply(revision, step)}{announces}"."
        </p>
        {because}
        {event::folds(revision, step)}
    }
    .into_any()
}

/// To whom the outcome comes back, if it comes back as a message.
fn reply(revision: &ResolvedRevision<'_>, step: &StepPart<'_>) -> AnyView {
    if !step.means.replies {
        return ().into_any();
    }
    let sender = step.model.from.map_or("whoever sent it", |from| revision.participant(from)).to_owned();
    view! { "; its outcome comes back to "<bdi>{sender}</bdi>" as a message" }.into_any()
}

/// An event that the step announces, and for whom.
fn announced(revision: &ResolvedRevision<'_>, step: &StepPart<'_>, event: &Event<'_>) -> AnyView {
    let consumers: Vec<&str> = event.consumers.iter().map(|id| revision.named(id)).collect();
    let consumers = if consumers.is_empty() { "any consumer".to_owned() } else { wording::spoken(&consumers) };
    let is_its_message = event.name == step.assessed.message.name;
    let producer = event.producer.as_ref().map_or("its sender", |id| revision.named(id)).to_owned();
    if is_its_message {
        return view! { ", which "<bdi>{producer}</bdi>" publishes for "<bdi>{consumers}</bdi> }.into_any();
    }
    let verb = match event.outcome {
        Outcome::Done => "; announces ",
        Outcome::Refused => "; if refused, announces ",
        Outcome::Failed => "; if it fails, announces ",
        Outcome::TimedOut => "; if it has no outcome in time, announces ",
    };
    view! { {verb}<code>{event.name.to_string()}</code>", for "<bdi>{consumers}</bdi> }.into_any()
}
