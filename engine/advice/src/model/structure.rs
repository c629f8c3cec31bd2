//! What the structure of a flow says about each of its steps, in the form that the conditions of rules read.
//!
//! This module must not answer questions: it fixes circumstances, which nobody answers.

use crate::description::ParticipantKind;
use crate::rulebook::Landmarks;

use super::{FlowModel, Participant};

/// Fixes the circumstances of every step that depend on nothing but the description.
pub(super) fn fix(landmarks: &Landmarks, participants: &[Participant], flow: &mut FlowModel, is_scheduled: bool) {
    let kind = |who: usize| participants[who].kind;
    let mut changed_before = vec![false; flow.steps.len()];
    for &index in &flow.order {
        let step = &flow.steps[index];
        let changes = |earlier: &usize| changed_before[*earlier] || !flow.steps[*earlier].facts.has(landmarks.is_query);
        changed_before[index] = step.after.iter().any(changes);
    }
    let actor_is_person = flow.actor.is_some_and(|actor| kind(actor) == ParticipantKind::Person);
    for (step, changed_before) in flow.steps.iter_mut().zip(changed_before) {
        let is_first = step.after.is_empty();
        let asked_by_person = match step.from {
            Some(from) => kind(from) == ParticipantKind::Person,
            None => is_first && actor_is_person,
        };
        let doer = doer(step.to.iter().map(|who| kind(*who)));
        let facts = &mut step.facts;
        facts.fix(landmarks.doer, doer);
        facts.fix(landmarks.doers, usize::from(step.to.len() > 1));
        facts.fix(landmarks.asker, usize::from(!asked_by_person));
        facts.fix(landmarks.starts, usize::from(step.is_delayed || (is_scheduled && is_first)));
        facts.fix(landmarks.hearers, usize::from(step.tells.is_empty()));
        facts.fix(landmarks.before, usize::from(!changed_before));
        facts.fix(landmarks.leg, 2);
    }
}

/// The value of the circumstance `doer`: one service of ours is enough, then an outsider, then a person. Nobody
/// named counts as ours.
fn doer(kinds: impl Iterator<Item = ParticipantKind>) -> usize {
    let of = |kind| match kind {
        ParticipantKind::Service => 0,
        ParticipantKind::External => 1,
        ParticipantKind::Person => 2,
        ParticipantKind::Store | ParticipantKind::Broker => 3,
        ParticipantKind::Cache => 4,
    };
    kinds.map(of).min().unwrap_or(0)
}
