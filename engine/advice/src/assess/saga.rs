//! The plan of a flow whose steps change several owners and must all succeed or be undone.
//!
//! The plan says which steps belong to it, in which order they should run, who coordinates them, and what
//! others see meanwhile. It must not decide how a step is done: it takes sides and styles as they are.

mod coordination;
mod order;
mod parts;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

use super::flow::FlowScene;
use super::step::{Leg, text};
use crate::assessment::{InBetween, Reorder, Saga, SagaStep, Seen, Words};
use crate::description::ParticipantKind;
use crate::place::{FEW, Places};
use crate::rule::RuleKind;
use crate::rule::circumstance::{ROLE, TOO_EARLY};
use crate::rulebook::Facts;
use crate::terms::{Communication, Coordination, Role};
use language::lexicon::opposites;

use coordination::Coordinated;
pub(crate) use order::{Later, Reason};
use parts::{Part, Parts, Tie, Undo};

/// Ids of the word rules whose sources a plan cites.
const COORDINATION: &str = "coordination";
const SAGA_ROLE: &str = "saga_role";

/// The plan of a flow: what happens to the other steps if one of them fails.
#[derive(Debug)]
pub(crate) struct Plan<'r> {
    /// The steps that change something, in the order in which they should run.
    all: Parts,
    /// The steps that should run later than described.
    moves: Vec<Later>,
    /// How the steps are coordinated; none if the flow is no saga and only the order of its steps matters.
    coordinated: Option<Coordinated<'r>>,
}

impl Plan<'_> {
    /// The move of this step for this reason: which steps it should wait for. None if it need not move.
    pub(crate) fn later(&self, step: usize, reason: Reason) -> Option<&Later> {
        self.moves.iter().find(|later| later.step == step && later.reason == reason)
    }

    /// Whether a step waits for the pivot, as described or after the proposed moves.
    fn is_settled_before(&self, part: &Part, pivot: &Part) -> bool {
        self.all.waits_for(part.index, pivot.index) || self.moves.iter().any(|later| later.step == part.index)
    }

    /// Whether a step is a leg of the saga that may refuse and is not only repeated.
    pub(crate) fn may_refuse(&self, step: usize) -> bool {
        let is_it = |part: &Part| part.index == step && part.role != Role::Retriable && part.may_fail();
        self.coordinated.is_some() && self.all.changing.iter().any(is_it)
    }

    /// All pivots, if there are several and `step` is the first of them. Several steps are pivots if they
    /// cannot be undone and may still refuse.
    pub(crate) fn pivots_from(&self, step: usize) -> Option<Vec<usize>> {
        let pivots: Vec<usize> =
            self.all.changing.iter().filter(|part| part.role == Role::Pivot).map(|part| part.index).collect();
        (pivots.len() > 1 && pivots.first() == Some(&step)).then_some(pivots)
    }

    /// Whether a saga may have to undo this step and no compensation for it is known.
    pub(crate) fn is_without_way_back(&self, step: usize) -> bool {
        let is_it = |part: &Part| part.index == step && part.role == Role::Compensable && part.compensation.is_none();
        self.coordinated.is_some() && self.all.changing.iter().any(is_it)
    }

    /// Whether nobody may see this step half done while its saga is choreographed by asynchronous messages.
    pub(crate) fn is_horror_story_at(&self, step: usize) -> bool {
        self.coordinated.as_ref().is_some_and(|how| {
            how.communication == Communication::Asynchronous
                && how.coordination == Coordination::Choreographed
                && how.hidden == Some(step)
        })
    }
}

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// Plans the flow; none if its steps have nothing to do with each other.
    pub(super) fn plan(&self, places: &Places) -> Option<Plan<'r>> {
        let mut all = self.parts(places)?;
        self.take_ways_back(&mut all);
        self.leave_out_handed_on(&mut all);
        let is_saga = all.tie_together();
        let moves = if is_saga { all.arrange() } else { all.too_early() };
        if is_saga {
            self.name_compensations(&mut all);
        }
        let coordinated = is_saga.then(|| self.coordinated(&all.changing));
        Some(Plan { all, moves, coordinated })
    }

    /// Notes for each step of a saga that it is a leg, and chooses the style of each conducted leg behind the
    /// commit point again: its conductor needs the outcome. Returns whether a style has changed.
    pub(super) fn conduct(&mut self, plan: &Plan<'_>) -> bool {
        let Some(how) = &plan.coordinated else { return false };
        let is_orchestrated = how.coordination == Coordination::Orchestrated;
        // What the orchestrator does in its own store is its own transaction and no leg.
        let is_own = |part: &&Part| {
            !part.owners.is_empty() && how.coordinator.is_some_and(|who| part.owners.iter().all(|owner| *owner == who))
        };
        let leg = |index: usize| {
            let from = self.flow.steps[index].from;
            let is_conducted = is_orchestrated && from.is_some() && from == how.coordinator;
            if is_conducted { Leg::Conducted } else { Leg::Other }
        };
        // Nobody waits for what only tells or records.
        let role = |part: &Part| if part.follows { Leg::Other } else { leg(part.index) };
        let forth = plan.all.changing.iter().filter(|part| part.binds() && !is_own(part));
        let legs: SmallVec<[(usize, Leg); FEW]> = forth
            .map(|part| (part.index, role(part)))
            .chain(plan.all.ways_back.iter().map(|back| (*back, leg(*back))))
            .collect();
        let mut has_changed = false;
        for (index, leg) in legs {
            has_changed |= self.steps[index].join_saga(self.book, leg);
        }
        has_changed
    }

    /// Drops each part whose owner delegates it to a later step: either the owner does the same change in that
    /// step, or another owner gets the same request.
    fn leave_out_handed_on(&self, all: &mut Parts) {
        let is_handed_on = |part: &Part| {
            all.changing.iter().any(|later| {
                let asks = self.flow.steps[later.index].from.is_some_and(|from| part.owners.contains(&from));
                let by_itself = || later.owners == part.owners && self.record(later) == self.record(part);
                let request = |part: &Part| self.actions[part.index].compensation();
                let is_same_request = || request(part).is_some() && request(later) == request(part);
                let by_another = || later.owners != part.owners && is_same_request();
                part.can_be_undone() && asks && all.waits_for(later.index, part.index) && (by_itself() || by_another())
            })
        };
        let handed_on: Vec<usize> =
            all.changing.iter().filter(|part| is_handed_on(part)).map(|part| part.index).collect();
        all.changing.retain(|part| !handed_on.contains(&part.index));
    }

    /// Treats a step that takes back an earlier change as the compensation of that change, and drops it from the
    /// plan. "Cancel the order" is the compensation of "Place the order". Drops every other step that runs only
    /// because an earlier one was not done: it is a way out and no part of the plan. What nobody takes back then, and
    /// what only stands beside the legs, stays done.
    fn take_ways_back(&self, all: &mut Parts) {
        let said = |back: &Part| self.flow.steps[back.index].undoes;
        let mut ways_back: Vec<(usize, usize)> =
            all.changing.iter().filter_map(|back| Some((back.index, said(back)?))).collect();
        let unsaid = |back: &&Part| said(back).is_none() && back.verb.is_some_and(opposites::is_way_back);
        let guessed = all.changing.iter().filter(unsaid);
        ways_back.extend(guessed.filter_map(|back| Some((back.index, self.taken_back(all, back)?))));
        for (back, earlier) in &ways_back {
            self.take_way_back(all, *back, *earlier);
        }
        // Whoever says what happens after a refusal, and takes back no more than that, leaves the rest as it is.
        if self.flow.steps.iter().any(|step| step.is_way_out() && !step.is_delayed) {
            all.changing
                .iter_mut()
                .filter(|part| part.tie == Tie::Joins && !part.has_way_back)
                .for_each(|part| part.tie = Tie::Apart);
        }
        let is_way_out = |part: &Part| self.flow.steps[part.index].is_way_out();
        all.changing.retain(|part| !is_way_out(part) && ways_back.iter().all(|(back, _)| *back != part.index));
    }

    /// The earlier change of the same owners that a step with a verb such as "cancel" takes back.
    fn taken_back(&self, all: &Parts, back: &Part) -> Option<usize> {
        let earlier = || {
            let same_owners = |part: &&Part| part.owners == back.owners && all.waits_for(back.index, part.index);
            all.changing.iter().filter(same_owners)
        };
        // A step that no tie binds may still be the first change of this record.
        let began = || earlier().find(|part| !part.follows && self.record(part) == self.record(back));
        Some(earlier().rfind(|part| part.tie != Tie::Apart).or_else(began)?.index)
    }

    /// Makes the step `back` the compensation of the step `earlier`.
    fn take_way_back(&self, all: &mut Parts, back: usize, earlier: usize) {
        // The later step takes the earlier one back because another step has failed: the one of its condition,
        // or one in between. So these bind.
        let condition = self.flow.steps[back].when.map(|(step, _)| step);
        let is_between = |part: &Part| all.waits_for(part.index, earlier) && all.waits_for(back, part.index);
        let is_cause = |part: &Part| condition == Some(part.index) || is_between(part);
        let causes: Vec<usize> = all.changing.iter().filter(|part| is_cause(part)).map(|part| part.index).collect();
        for part in all.changing.iter_mut().filter(|part| causes.contains(&part.index)) {
            if !part.follows && (part.answer != Some(false) || condition == Some(part.index)) {
                part.tie = Tie::Binds;
            }
        }
        if let Some(part) = all.changing.iter_mut().find(|part| part.index == earlier && part.can_be_undone()) {
            part.undo = Some(Undo::Compensable);
            part.tie = Tie::Binds;
            part.compensation = Some(self.actions[back].command());
            part.has_way_back = true;
        }
        all.ways_back.push(back);
    }

    /// Names the compensation of each part that has none in the description.
    fn name_compensations(&self, all: &mut Parts) {
        for part in &mut all.changing {
            if part.role != Role::Retriable && part.compensation.is_none() {
                part.compensation = self.compensation(part);
            }
        }
    }

    /// The record that a step changes: the object of its action.
    fn record(&self, part: &Part) -> &str {
        self.actions[part.index].object()
    }

    /// Builds the assessment of a saga from its plan; none if the flow is no saga.
    pub(super) fn saga(&self, plan: &Plan<'_>) -> Option<Saga<'a>> {
        let how = plan.coordinated.as_ref()?;
        let (rule, kind) = self.book.saga(how.communication, how.consistency(), how.coordination)?;
        let RuleKind::Saga(data) = &self.book.rule(rule).kind else { return None };
        Some(Saga {
            kind: kind.into(),
            communication: how.communication,
            consistency: how.consistency(),
            coordination: how.coordination,
            coordinator: how.coordinator.map(|index| self.participant(index)),
            because: how.because.to_owned().into(),
            sources: self.book.word_sources(COORDINATION).into(),
            gains: data.gains.iter().map(|text| text.as_ref().into()).collect(),
            costs: data.costs.iter().map(|text| text.as_ref().into()).collect(),
            blocking: how.blocking.iter().map(|index| self.step_id(*index)).collect(),
            steps: plan.all.changing.iter().map(|part| self.saga_step(part, plan)).collect(),
            moves: plan.moves.iter().map(|later| self.told_move(later)).collect(),
            in_between: self.in_between(plan),
        })
    }

    fn saga_step(&self, part: &Part, plan: &Plan<'_>) -> SagaStep<'a> {
        let mut pivots = plan.all.changing.iter().filter(|part| part.role == Role::Pivot);
        let (pivot, is_only_pivot) = (pivots.next(), pivots.next().is_none());
        let compensation = match part.role {
            Role::Compensable => part.compensation.clone(),
            Role::Pivot if part.is_said_to_be_compensable() => part.compensation.clone(),
            _ => None,
        };
        let role = match part.role {
            Role::Compensable => const { ROLE.value("compensable") },
            Role::Pivot => const { ROLE.value("pivot") },
            Role::Retriable => const { ROLE.value("retriable") },
        };
        let landmarks = &self.book.landmarks;
        let mut facts = self.steps[part.index].facts;
        facts.fix(landmarks.role, role);
        facts.fix(landmarks.owners, usize::from(part.changes_several()));
        facts.fix(landmarks.way_back, usize::from(compensation.is_none()));
        facts.fix(landmarks.pivots, usize::from(!is_only_pivot));
        facts.fix(landmarks.runs, usize::from(!pivot.is_some_and(|pivot| plan.is_settled_before(part, pivot))));
        SagaStep {
            step: self.step_id(part.index),
            role: part.role,
            compensation: compensation.map(Into::into),
            because: self.term("step_in_saga", &facts).into(),
        }
    }

    /// The reason that a table of saga terms gives under these facts; empty if no case holds.
    fn term(&self, id: &str, facts: &Facts) -> &'r str {
        self.book.saga_term(id, facts).map_or("", |(case, _)| &case.because)
    }

    fn told_move(&self, later: &Later) -> Reorder<'a> {
        let mut facts = self.steps[later.step].facts;
        let reason = match later.reason {
            Reason::TooEarly => const { TOO_EARLY.value("irreversible") },
            Reason::BeforeThePivot => const { TOO_EARLY.value("repeated") },
            Reason::PaidBeside => const { TOO_EARLY.value("paid_beside") },
        };
        facts.fix(self.book.landmarks.too_early, reason);
        Reorder {
            step: self.step_id(later.step),
            after: later.after.iter().map(|index| self.step_id(*index)).collect(),
            because: self.term("later_step", &facts).into(),
        }
    }

    /// What others can see of each unfinished change, and what protects them. This covers changes that may
    /// still be undone, and changes that are certain but have not happened yet.
    fn in_between(&self, plan: &Plan<'_>) -> Vec<InBetween<'a>> {
        let parts = || plan.all.changing.iter().filter(|part| part.binds() && !part.owners.is_empty());
        let pivot = plan.all.changing.iter().find(|part| part.role == Role::Pivot);
        let unsure = parts().filter(|part| part.role == Role::Compensable);
        let late = parts().filter(|part| part.role == Role::Retriable);
        let unsure = unsure.filter_map(|part| self.seen_too_early(part, pivot, plan));
        unsure.chain(late.filter_map(|part| self.seen_too_late(part, pivot?))).collect()
    }

    fn seen_too_early(&self, part: &Part, pivot: Option<&Part>, plan: &Plan<'_>) -> Option<InBetween<'a>> {
        let mut facts = self.steps[part.index].facts;
        facts.fix(self.book.landmarks.read_before, usize::from(!self.is_read_before(part, plan)));
        let (rule, guard) = self.book.countermeasure(&facts)?;
        Some(InBetween {
            record: self.record(part).to_owned().into(),
            at: part.owners.iter().map(|owner| self.participant(*owner)).collect(),
            seen: Seen::MayBeUndone,
            after: self.step_id(part.index),
            until: pivot.map(|pivot| self.step_id(pivot.index)),
            undone_by: part.compensation.clone().map(Into::into),
            countermeasure: Some(self.book.rule(rule).id.as_ref().into()),
            because: guard.because.as_ref().into(),
            sources: self.book.rule_sources(rule).into(),
        })
    }

    fn seen_too_late(&self, part: &Part, pivot: &Part) -> Option<InBetween<'a>> {
        (part.owners != pivot.owners).then(|| InBetween {
            record: self.record(part).to_owned().into(),
            at: part.owners.iter().map(|owner| self.participant(*owner)).collect(),
            seen: Seen::NotYet,
            after: self.step_id(pivot.index),
            until: Some(self.step_id(part.index)),
            undone_by: None,
            countermeasure: None,
            because: self.term("late_change", &self.steps[part.index].facts).into(),
            sources: self.book.word_sources(SAGA_ROLE).into(),
        })
    }

    /// Whether an earlier query asks an owner of this part for the same record.
    fn is_read_before(&self, part: &Part, plan: &Plan<'_>) -> bool {
        self.flow.steps.iter().any(|step| {
            self.only_asks(step.index)
                && plan.all.waits_for(part.index, step.index)
                && step.to.iter().any(|owner| part.owners.contains(owner))
                && self.actions[step.index].object() == self.record(part)
        })
    }

    fn is_person(&self, index: usize) -> bool {
        self.model.participants()[index].kind == ParticipantKind::Person
    }

    fn step_id(&self, index: usize) -> Words<'a> {
        text(self.described.steps[index].id.as_ref())
    }

    fn participant(&self, index: usize) -> Words<'a> {
        (&self.model.participants()[index].id).into()
    }
}
