//! One flow during its assessment: which steps the caller waits for, which steps announce an event, and which
//! steps react to it.
//!
//! This module gives every step its place and its side. [`super::step`] decides how a single step is built;
//! [`super::saga`] decides what happens if a step fails.

mod news;

use smallvec::SmallVec;

use language::naming::Action;

use crate::assessment::{Flow, Saga, Step, Words};
use crate::description::{self, Outcome};
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, FEW, Places, Stance};
use crate::rulebook::Rulebook;
use crate::terms::{Side, Verdict};

use super::step::{Carried, Draft, StepScene, text};
pub(super) use news::News;
use news::Published;

/// A flow while it is assessed.
pub(super) struct FlowScene<'f, 'a, 'r> {
    pub(super) model: &'a Model<'r>,
    pub(super) book: &'r Rulebook,
    pub(super) flow: &'f FlowModel,
    pub(super) described: &'a description::Flow,
    pub(super) actions: Vec<Action<'a>>,
    /// For each step, the length of the longest path of steps before it.
    pub(super) depths: SmallVec<[usize; FEW]>,
    /// The flow's name, read as an action.
    named: Action<'a>,
    /// The inputs that decide each step's place. Empty until [`Self::decide`] has run.
    pub(super) stances: SmallVec<[Stance; FEW]>,
    pub(super) steps: Vec<Draft<'r>>,
    /// The facts that the flow publishes. Empty until [`Self::announce`] has run.
    pub(super) published: Published,
}

impl<'f, 'a, 'r: 'a> FlowScene<'f, 'a, 'r> {
    /// A flow in which nothing is decided yet.
    pub(super) fn new(model: &'a Model<'r>, flow: &'f FlowModel, described: &'a description::Flow) -> Self {
        let read = |step: &'a description::Step| {
            Action::read(&step.action, step.entity.as_deref()).announcing(step.announces.as_deref())
        };
        let actions = described.steps.iter().map(read).collect();
        let (stances, steps) = (SmallVec::new(), Vec::new());
        let published = Published::default();
        let named = Action::read(described.name.as_deref().unwrap_or_default(), None);
        let depths = place::depths(flow);
        Self { model, book: model.rulebook(), flow, described, actions, depths, named, stances, steps, published }
    }

    /// Decides the place and the side of every step.
    pub(super) fn decide(&mut self) -> Places {
        let draft = |step: &StepModel, in_prefix: bool| Draft::new(self.book, step.facts, in_prefix);
        let mut steps: Vec<Draft<'r>> = self.flow.steps.iter().map(|step| draft(step, true)).collect();
        let stance = |draft: &Draft<'r>| {
            Stance::of(&self.book.landmarks, &draft.facts, draft.decision.side == Side::Synchronous)
        };
        self.stances = steps.iter().map(stance).collect();
        let places = place::settle(self.model, self.flow, &self.stances);
        for step in self.flow.steps.iter().filter(|step| !places.prefix[step.index]) {
            steps[step.index] = draft(step, false);
        }
        self.steps = steps;
        places
    }

    /// Finds which facts the flow publishes and which steps react to them. Also finds, for each step, whether a
    /// later step must still succeed.
    pub(super) fn announce(&mut self, places: &Places) {
        self.publish(places.commit_point);
        let more = place::followed(self.flow, |step| {
            let draft = &self.steps[step.index];
            let waited_for = draft.default == Side::Synchronous
                && draft.decision.side == Side::Synchronous
                && !self.only_asks(step.index);
            waited_for || self.pays(step)
        });
        let landmarks = self.book.landmarks;
        for index in 0..self.steps.len() {
            let announces = self.announcement(index).map(|news| news.name.clone());
            let told = self.is_told(index);
            self.steps[index].surround(&landmarks, announces, more[index], told);
        }
    }

    /// Whether an event of another step sets off this one.
    pub(super) fn is_told(&self, index: usize) -> bool {
        self.steps[index].reacts_to.iter().any(|fact| *fact != index)
    }

    /// The fact that tells that a step is done: its owner's, or else another participant's. It does not depend on
    /// the order in which steps are written.
    fn announcement(&self, index: usize) -> Option<&News> {
        let owner = self.owner(index);
        let id = |news: &News| news.producer.map(|producer| self.model.participants()[producer].id.as_str());
        let done = self.published.all.iter().filter(|news| news.step == index && news.outcome == Outcome::Done);
        done.min_by_key(|news| (news.producer != owner, id(news), &news.name))
    }

    /// Whether a step only asks and changes nothing, however long its answer takes.
    pub(super) fn only_asks(&self, index: usize) -> bool {
        self.steps[index].means.only_asks || self.flow.steps[index].facts.has(self.book.landmarks.is_query)
    }

    /// Whether the step moves money: an answer says so, or its action is a payment.
    pub(super) fn pays(&self, step: &StepModel) -> bool {
        !self.only_asks(step.index)
            && (step.facts.has(self.book.landmarks.balance) || self.actions[step.index].is_payment())
    }

    /// The assessment of the flow as a whole. `saga` is its plan, if it has one.
    pub(super) fn flow(&self, places: &Places, saga: Option<Saga<'a>>) -> Flow<'a> {
        let id = |index: usize| -> Words<'a> { text(self.described.steps[index].id.as_ref()) };
        let order = || self.flow.order.iter().copied();
        let any = |side| self.steps.iter().any(|step| step.verdict == side);
        let verdict = match (any(Verdict::Synchronous), any(Verdict::EventDriven), any(Verdict::Hybrid)) {
            (_, false, false) => Verdict::Synchronous,
            (false, true, false) => Verdict::EventDriven,
            _ => Verdict::Hybrid,
        };
        Flow {
            flow: text(self.described.id.as_ref()),
            verdict,
            sync_prefix: order().filter(|index| places.prefix[*index]).map(id).collect(),
            commit_point: places.commit_point.map(id),
            asynchronous: order().filter(|index| !places.prefix[*index]).map(id).collect(),
            saga,
        }
    }

    pub(super) fn assessed(&self) -> impl Iterator<Item = Step<'a>> {
        (0..self.steps.len()).map(|index| self.scene(index).assessed())
    }

    pub(super) fn scene(&self, index: usize) -> StepScene<'_, 'a, 'r> {
        let carried = self.carried(index);
        StepScene {
            book: self.book,
            step: &self.flow.steps[index],
            described: &self.described.steps[index],
            ids: [text(self.described.id.as_ref()), text(self.described.steps[index].id.as_ref())],
            action: &self.actions[index],
            draft: &self.steps[index],
            reached_by: self.reached_by(index),
            model: self.model,
            about: &self.described.steps[carried.about],
            about_action: &self.actions[carried.about],
            carried,
        }
    }

    /// The name of the nearest fact that sets off a step.
    fn reached_by(&self, index: usize) -> Option<&str> {
        let news = self.published.reaching[index].last()?;
        Some(&self.published.all[*news].name)
    }

    /// Who sends the message that carries a step, and what the message is about.
    fn carried(&self, index: usize) -> Carried {
        let news = self.published.reaching[index].last().map(|news| &self.published.all[*news]);
        let told = || self.announcement(index).filter(|_| self.steps[index].means.announces);
        let described = &self.described.steps[index];
        let ordered_by = described.order_by.clone().or_else(|| described.repeats.clone());
        match news.or_else(told) {
            Some(news) => {
                let thing = ordered_by.or_else(|| news.about.clone());
                Carried { sender: news.producer, about: news.step, thing }
            }
            None => Carried { sender: self.flow.steps[index].from, about: index, thing: ordered_by },
        }
    }
}
