//! What the structure of a flow says about each of its steps, in the form that the conditions of rules read.
//!
//! This module must not answer questions: it fixes circumstances, which nobody answers.

use language::lexicon::Class;
use language::naming::Action;

use crate::description::{Flow, ParticipantKind};
use crate::rule::circumstance::{ASKER, DOER, LEG};
use crate::rulebook::Landmarks;

use super::{FlowModel, Participant};

/// Verbs that tell, and whose object is a thing that somebody is to send: "send the receipt" asks for an act, while
/// "tell the counter" only passes a fact on.
const SENDING: &[&str] = &["e-mail", "email", "fax", "mail", "post", "send"];

/// Fixes the circumstances of every step that depend on nothing but the description.
pub(super) fn fix(landmarks: &Landmarks, participants: &[Participant], flow: &mut FlowModel, described: &Flow) {
    let trigger = described.trigger.as_ref();
    let is_scheduled = trigger.is_some_and(|trigger| trigger.every.is_some());
    let has_event = trigger.is_some_and(|trigger| trigger.event.is_some());
    let tells = |step: usize| {
        let verb = Action::read(&described.steps[step].action, None).verb();
        verb.is_some_and(|verb| verb.is(Class::Tells) && !SENDING.contains(&verb.base))
    };
    let kind = |who: usize| participants[who].kind;
    let mut changed_before = vec![false; flow.steps.len()];
    for &index in &flow.order {
        let step = &flow.steps[index];
        let changes = |earlier: &usize| changed_before[*earlier] || !flow.steps[*earlier].facts.has(landmarks.is_query);
        changed_before[index] = step.after.iter().any(changes);
    }
    for (step, changed_before) in flow.steps.iter_mut().zip(changed_before) {
        let is_first = step.after.is_empty();
        let asker = match step.from.or(flow.actor.filter(|_| is_first)) {
            Some(asker) if kind(asker) == ParticipantKind::Person => const { ASKER.value("person") },
            Some(asker) if kind(asker) != ParticipantKind::Broker => const { ASKER.value("service") },
            _ => const { ASKER.value("nobody") },
        };
        let doer = doer(step.to.iter().map(|who| kind(*who)));
        let facts = &mut step.facts;
        facts.fix(landmarks.doer, doer);
        facts.fix(landmarks.doers, usize::from(step.to.len() > 1));
        facts.fix(landmarks.asker, asker);
        facts.fix(landmarks.starts, usize::from(step.is_delayed || (is_scheduled && is_first)));
        facts.fix(landmarks.hearers, usize::from(step.tells.is_empty()));
        let knows_fact = changed_before || has_event || tells(step.index);
        facts.fix(landmarks.fact, usize::from(!knows_fact));
        facts.fix(landmarks.leg, const { LEG.value("none") });
    }
}

/// The value of the circumstance `doer`: the first in its list that one of those who do the step has. Nobody named
/// counts as ours.
fn doer(kinds: impl Iterator<Item = ParticipantKind>) -> usize {
    const OURS: usize = DOER.value("ours");
    let of = |kind| match kind {
        // A broker only carries: who does the step is not named.
        ParticipantKind::Service | ParticipantKind::Broker => OURS,
        ParticipantKind::External => const { DOER.value("outsider") },
        ParticipantKind::Person => const { DOER.value("person") },
        ParticipantKind::Store => const { DOER.value("store") },
        ParticipantKind::Cache => const { DOER.value("cache") },
    };
    kinds.map(of).min().unwrap_or(OURS)
}
