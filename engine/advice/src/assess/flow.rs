//! One flow during its assessment: which steps the caller waits for, which steps announce an event, and which
//! steps react to it.
//!
//! This module gives every step its place and its side. [`super::step`] decides how a single step is built;
//! [`super::saga`] decides what happens if a step fails.

use std::borrow::Cow;
use std::collections::BTreeSet;

use smallvec::SmallVec;

use language::fields::is_consumers_own;
use language::naming::Action;

use crate::assessment::{Event, Flow, LeftOut, Saga, Step, Words};
use crate::description;
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, FEW, Flags, Places, Stance};
use crate::rulebook::Rulebook;
use crate::rules::words::event_contract;
use crate::terms::{Side, Verdict};

use super::step::{Carried, Draft, StepScene, text};

/// A flow while it is assessed.
pub(super) struct FlowScene<'f, 'a, 'r> {
    pub(super) model: &'a Model<'r>,
    pub(super) book: &'r Rulebook,
    pub(super) flow: &'f FlowModel,
    pub(super) described: &'a description::Flow,
    pub(super) actions: Vec<Action<'a>>,
    /// The inputs that decide each step's place. Empty until [`Self::decide`] has run.
    pub(super) stances: SmallVec<[Stance; FEW]>,
    pub(super) steps: Vec<Draft<'r>>,
}

impl<'f, 'a, 'r: 'a> FlowScene<'f, 'a, 'r> {
    /// A flow in which nothing is decided yet.
    pub(super) fn new(model: &'a Model<'r>, flow: &'f FlowModel, described: &'a description::Flow) -> Self {
        let read = |step: &'a description::Step| Action::read(&step.action, step.entity.as_deref());
        let actions = described.steps.iter().map(read).collect();
        let (stances, steps) = (SmallVec::new(), Vec::new());
        Self { model, book: model.rulebook(), flow, described, actions, stances, steps }
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

    /// Finds which steps react to which, and so which steps announce an event. Also finds, for each step,
    /// whether a later step must still succeed.
    pub(super) fn announce(&mut self) {
        let flow = self.flow;
        let depths = place::depths(flow);
        let mut announced = Flags::from_elem(false, self.steps.len());
        for index in 0..self.steps.len() {
            if self.steps[index].means.is_event() {
                let mut facts = self.facts_before(index);
                // If several steps come before, the last one must not depend on the order in which they are
                // written.
                facts.sort_by_key(|fact| (depths[*fact], &self.described.steps[*fact].id));
                if facts.is_empty() || self.tells_its_own(index, &facts) {
                    facts = [index].into_iter().collect();
                }
                for &fact in &facts {
                    announced[fact] = true;
                }
                self.steps[index].reacts_to = facts;
            }
            announced[index] |= self.steps[index].means.announces;
        }
        let more = place::followed(flow, |step| {
            let draft = &self.steps[step.index];
            let waited_for = draft.default == Side::Synchronous
                && draft.decision.side == Side::Synchronous
                && !draft.means.only_asks;
            waited_for || self.pays(step)
        });
        let landmarks = self.book.landmarks;
        for (index, draft) in self.steps.iter_mut().enumerate() {
            let event = announced[index].then(|| self.actions[index].event());
            draft.surround(&landmarks, event, more[index]);
        }
    }

    /// The nearest earlier steps that change something. Queries are skipped, because a query leaves no fact
    /// behind.
    fn facts_before(&self, index: usize) -> Vec<usize> {
        let mut facts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut before = self.flow.steps[index].after.clone();
        while let Some(index) = before.pop() {
            if !seen.insert(index) {
                continue;
            }
            if self.steps[index].means.only_asks {
                before.extend(&self.flow.steps[index].after);
            } else {
                facts.push(index);
            }
        }
        facts
    }

    /// Whether the step is an event of its own rather than news of the steps before it: its answer says that it
    /// is an event, and its entity differs from theirs. A service that hears of an alarm need not hear of every
    /// sensor reading.
    fn tells_its_own(&self, index: usize, facts: &[usize]) -> bool {
        let entity = |step: usize| self.described.steps[step].entity.as_deref();
        self.flow.steps[index].facts.has(self.book.landmarks.is_event)
            && entity(index).is_some()
            && facts.iter().all(|fact| entity(*fact).is_some_and(|other| Some(other) != entity(index)))
    }

    /// Whether the step moves money: an answer says so, or its action is a payment.
    pub(super) fn pays(&self, step: &StepModel) -> bool {
        !self.steps[step.index].means.only_asks
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

    pub(super) fn events(&self) -> Vec<Event<'a>> {
        if self.steps.iter().all(|draft| draft.announces.is_none()) {
            return Vec::new();
        }
        let mut reactions: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        let mut left_out: Vec<Vec<LeftOut<'a>>> = vec![Vec::new(); self.steps.len()];
        for (index, draft) in self.steps.iter().enumerate() {
            draft.reacts_to.iter().for_each(|source| reactions[*source].push(index));
            let Some(&source) = draft.reacts_to.last() else { continue };
            let today = self.described.steps[index].today.as_ref();
            for field in today.map_or(&[][..], |today| &today.fields) {
                if is_consumers_own(field) {
                    let because = Cow::Borrowed(event_contract::LEFT_OUT);
                    left_out[source].push(LeftOut { field: field.into(), because });
                }
            }
        }
        let participant = |index: usize| -> Words<'a> { (&self.model.participants()[index].id).into() };
        // For each participant, the last event that lists it as a consumer. A participant is listed only once
        // for each event.
        let mut hears = vec![None; self.model.participants().len()];
        let mut consumers = |source: usize| -> Vec<Words<'a>> {
            let all = reactions[source].iter().flat_map(|index| &self.flow.steps[*index].to);
            all.filter(|who| hears[**who].replace(source) != Some(source)).map(|who| participant(*who)).collect()
        };
        let mut events = Vec::new();
        for (index, draft) in self.steps.iter().enumerate() {
            let Some(name) = draft.announces.clone() else { continue };
            events.push(Event {
                name: name.into(),
                flow: text(self.described.id.as_ref()),
                step: text(self.described.steps[index].id.as_ref()),
                producer: self.producer(index).map(participant),
                consumers: consumers(index),
                schema: None,
                left_out: std::mem::take(&mut left_out[index]),
            });
        }
        events
    }

    pub(super) fn assessed(&self) -> impl Iterator<Item = Step<'a>> {
        (0..self.steps.len()).map(|index| self.scene(index).assessed())
    }

    fn scene(&self, index: usize) -> StepScene<'_, 'a, 'r> {
        let source = self.steps[index].reacts_to.last();
        StepScene {
            book: self.book,
            step: &self.flow.steps[index],
            ids: [text(self.described.id.as_ref()), text(self.described.steps[index].id.as_ref())],
            action: &self.actions[index],
            draft: &self.steps[index],
            reached_by: source.and_then(|source| self.steps[*source].announces.as_deref()),
            model: self.model,
            carried: self.carried(index),
            about: &self.described.steps[self.carried(index).about],
            about_action: &self.actions[self.carried(index).about],
        }
    }

    /// Who sends the message that carries a step, and which step the message is about.
    fn carried(&self, index: usize) -> Carried {
        let source = self.steps[index].reacts_to.last().copied();
        match source.filter(|source| *source != index) {
            Some(about) => Carried { sender: self.producer(about), about },
            None if self.steps[index].means.announces => Carried { sender: self.producer(index), about: index },
            None => Carried { sender: self.flow.steps[index].from, about: index },
        }
    }

    /// Who announces the result of a step. The sender announces a step that is itself an event; the participant
    /// who did the step announces any other.
    fn producer(&self, index: usize) -> Option<usize> {
        let step = &self.flow.steps[index];
        if self.steps[index].reacts_to == [index] { step.from } else { step.to.first().copied().or(step.from) }
    }
}

/// What the flow decides about one of its steps, apart from the step's own answers.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    in_prefix: bool,
    announces: Option<String>,
    followed: bool,
    reached_by: Option<String>,
    carried: Carried,
}

impl Surroundings {
    /// Assesses the flow and keeps what it decides about the step at `index`.
    pub(crate) fn of(model: &Model<'_>, flow: &FlowModel, index: usize) -> Self {
        let book = model.rulebook();
        let described = &model.description().flows[flow.index];
        let mut scene = FlowScene::new(model, flow, described);
        let places = scene.decide();
        scene.announce();
        let scene = scene.scene(index);
        Self {
            in_prefix: places.prefix[index],
            announces: scene.draft.announces.clone(),
            followed: scene.draft.facts.is(book.landmarks.followed, 0),
            reached_by: scene.reached_by.map(str::to_owned),
            carried: scene.carried,
        }
    }

    /// The name of the event that reaches the step from another one.
    pub(crate) fn reached_by(&self) -> Option<&str> {
        self.reached_by.as_deref()
    }

    /// The sender and the subject of the message that carries the step.
    pub(crate) fn carried(&self) -> Carried {
        self.carried
    }

    /// Decides `step`, which may have other answers than in the flow, in these surroundings.
    pub(crate) fn place<'r>(&self, book: &'r Rulebook, step: &StepModel) -> Draft<'r> {
        let mut draft = Draft::new(book, step.facts, self.in_prefix);
        draft.surround(&book.landmarks, self.announces.clone(), self.followed);
        draft
    }
}
