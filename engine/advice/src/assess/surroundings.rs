//! A flow as a whole: its places, its plan and its facts, and what they mean for one step.
//!
//! This module must not decide a step by itself. [`super::flow`] and [`super::saga`] decide what the steps of a
//! flow mean for each other.

use crate::model::{FlowModel, Model, StepModel};
use crate::place::Places;
use crate::rule::circumstance::FOLLOWED;
use crate::rulebook::Rulebook;

use super::flow::FlowScene;
use super::saga::Plan;
use super::step::{Carried, Draft, Leg};

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// Decides everything that the steps of the flow decide about each other: places and sides, the plan of its
    /// saga, and the facts that it publishes.
    pub(super) fn settle(&mut self) -> (Places, Option<Plan<'r>>) {
        let places = self.decide();
        self.announce(&places);
        let mut plan = self.plan(&places);
        if let Some(found) = &plan
            && self.conduct(found)
        {
            // A conducted leg answers its conductor instead of reacting to a fact, so the facts change.
            self.announce(&places);
            plan = self.plan(&places);
        }
        (places, plan)
    }

    /// What part a step has in the flow's saga.
    fn leg(&self, index: usize) -> Leg {
        let facts = &self.steps[index].facts;
        let is = |leg: &&Leg| facts.is(self.book.landmarks.leg, leg.value());
        [Leg::Conducted, Leg::Other].iter().find(is).copied().unwrap_or(Leg::None)
    }
}

/// What the flow decides about one of its steps, apart from the step's own answers.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    in_prefix: bool,
    leg: Leg,
    announces: Option<String>,
    followed: bool,
    /// Whether an event of another step sets it off.
    told: bool,
    reached_by: Option<String>,
    carried: Carried,
}

impl Surroundings {
    /// Assesses the flow and keeps what it decides about the step at `index`.
    pub(crate) fn of(model: &Model<'_>, flow: &FlowModel, index: usize) -> Self {
        let book = model.rulebook();
        let described = &model.description().flows[flow.index];
        let mut scene = FlowScene::new(model, flow, described);
        let (places, _) = scene.settle();
        let (leg, told) = (scene.leg(index), scene.is_told(index));
        let scene = scene.scene(index);
        Self {
            in_prefix: places.prefix[index],
            leg,
            announces: scene.draft.announces.clone(),
            followed: scene.draft.facts.is(book.landmarks.followed, const { FOLLOWED.value("by_more") }),
            told,
            reached_by: scene.reached_by.map(str::to_owned),
            carried: scene.carried.clone(),
        }
    }

    /// The name of the event that reaches the step from another one.
    pub(crate) fn reached_by(&self) -> Option<&str> {
        self.reached_by.as_deref()
    }

    /// The sender and the subject of the message that carries the step.
    pub(crate) fn carried(&self) -> &Carried {
        &self.carried
    }

    /// Decides `step`, which may have other answers than in the flow, in these surroundings.
    pub(crate) fn place<'r>(&self, book: &'r Rulebook, step: &StepModel) -> Draft<'r> {
        let mut draft = Draft::new(book, step.facts, self.in_prefix);
        draft.join_saga(book, self.leg);
        draft.surround(&book.landmarks, self.announces.clone(), self.followed, self.told);
        draft
    }
}
