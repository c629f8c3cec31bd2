//! The assessment of a model: places, sides, styles, mechanisms, messages, advice and findings, in this order.
//!
//! A pure function of the model. Every word that it puts into an assessment stands in a rule, in the description, or is a
//! name made by [`language::naming`].

mod delivery;
mod saga;
mod step;
mod today;

use std::borrow::Cow;
use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::assessment::{
    Advice, AdviceVerdict, Advised, Assessment, Event, Finding, Flow, LeftOut, Ruleset, Step, Verdict, Words,
};
use crate::built::BuiltSystem;
use crate::description;
use crate::finding::Scene;
use crate::flips::Known;
use crate::model::{FlowModel, Model, StepModel};
use crate::place::{self, FEW, Flags, Places, Stance};
use crate::rule::{Does, Side};
use crate::rulebook::Rulebook;
use crate::rules::findings::consumer_shaped_event;
use language::fields::is_consumers_own;
use language::naming::Action;

pub(crate) use delivery::Carried;
pub(crate) use saga::{Plan, Reason};
pub(crate) use step::{Draft, StepScene, text};

/// Version of the engine, part of every assessment.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Assesses a system.
pub fn assess<'a>(model: &'a Model<'_>) -> Assessment<'a> {
    let book = model.rulebook();
    let mut steps = Vec::with_capacity(model.flows().iter().map(|flow| flow.steps.len()).sum());
    let mut flows = Vec::with_capacity(model.flows().len());
    let mut events = Vec::new();
    let mut known = Known::default();
    let mut plans = Vec::with_capacity(model.flows().len());
    for (flow, described) in model.flows().iter().zip(&model.description().flows) {
        let mut scene = FlowScene::new(model, flow, described);
        let places = scene.decide();
        scene.announce();
        let plan = scene.plan(&places);
        flows.push(scene.flow(&places, plan.as_ref()));
        plans.push(plan);
        events.extend(scene.events());
        let first = steps.len();
        steps.extend(scene.assessed());
        known.tell(model, flow, &scene.stances, &mut steps[first..]);
    }
    let mut assessment = Assessment {
        ruleset: Ruleset { id: book.id().into(), version: book.version().into(), digest: book.digest().into() },
        engine: ENGINE.into(),
        steps,
        flows,
        events,
        advice: Advice { event_sourcing: advise(model, "event_sourcing"), cqrs: advise(model, "cqrs") },
        findings: Vec::new(),
        today: None,
    };
    assessment.findings = findings(model, &assessment.steps, &plans);
    assessment.today = today::today(model, &assessment.steps);
    assessment
}

struct FlowScene<'f, 'a, 'r> {
    model: &'a Model<'r>,
    book: &'r Rulebook,
    flow: &'f FlowModel,
    described: &'a description::Flow,
    actions: Vec<Action<'a>>,
    /// What places hang on of each step, once they are decided.
    stances: SmallVec<[Stance; FEW]>,
    steps: Vec<Draft<'r>>,
}

impl<'f, 'a, 'r: 'a> FlowScene<'f, 'a, 'r> {
    /// A flow of which nothing is decided yet.
    fn new(model: &'a Model<'r>, flow: &'f FlowModel, described: &'a description::Flow) -> Self {
        let read = |step: &'a description::Step| Action::read(&step.action, step.entity.as_deref());
        let actions = described.steps.iter().map(read).collect();
        let (stances, steps) = (SmallVec::new(), Vec::new());
        Self { model, book: model.rulebook(), flow, described, actions, stances, steps }
    }

    /// Puts every step in its place and on its side.
    fn decide(&mut self) -> Places {
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

    /// Finds who reacts to what, and so which steps announce an event; what comes after decides what a step must hold.
    fn announce(&mut self) {
        let flow = self.flow;
        let depths = place::depths(flow);
        let mut announced = Flags::from_elem(false, self.steps.len());
        for index in 0..self.steps.len() {
            if self.steps[index].style == "event" {
                let mut facts = self.facts_before(index);
                // Which of several comes last must not hang on the order of writing.
                facts.sort_by_key(|fact| (depths[*fact], &self.described.steps[*fact].id));
                if facts.is_empty() || self.tells_its_own(index, &facts) {
                    facts = [index].into_iter().collect();
                }
                for &fact in &facts {
                    announced[fact] = true;
                }
                self.steps[index].reacts_to = facts;
            }
            announced[index] |= self.steps[index].style == "request_then_event";
        }
        let more = place::followed(flow, |step| {
            let draft = &self.steps[step.index];
            let waited_for = draft.default == Side::Synchronous
                && draft.decision.side == Side::Synchronous
                && draft.style != "query";
            waited_for || self.pays(step)
        });
        let landmarks = self.book.landmarks;
        for (index, draft) in self.steps.iter_mut().enumerate() {
            let event = announced[index].then(|| self.actions[index].event());
            draft.surround(&landmarks, event, more[index]);
        }
    }

    /// The nearest steps before this one that changed something: a query leaves no fact behind.
    fn facts_before(&self, index: usize) -> Vec<usize> {
        let mut facts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut before = self.flow.steps[index].after.clone();
        while let Some(index) = before.pop() {
            if !seen.insert(index) {
                continue;
            }
            if self.steps[index].style == "query" {
                before.extend(&self.flow.steps[index].after);
            } else {
                facts.push(index);
            }
        }
        facts
    }

    /// Whether the step is said to be an event about another thing than those before it: then it is a fact of its own, and
    /// not news of theirs. Who hears of an alarm need not hear of every reading.
    fn tells_its_own(&self, index: usize, facts: &[usize]) -> bool {
        let entity = |step: usize| self.described.steps[step].entity.as_deref();
        self.flow.steps[index].facts.has(self.book.landmarks.is_event)
            && entity(index).is_some()
            && facts.iter().all(|fact| entity(*fact).is_some_and(|other| Some(other) != entity(index)))
    }

    /// Whether the step takes money: it says so, or its action is one of paying.
    fn pays(&self, step: &StepModel) -> bool {
        self.steps[step.index].style != "query"
            && (step.facts.has(self.book.landmarks.balance) || self.actions[step.index].is_payment())
    }

    fn flow(&self, places: &Places, plan: Option<&Plan>) -> Flow<'a> {
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
            saga: plan.and_then(|plan| self.saga(plan)),
        }
    }

    fn events(&self) -> Vec<Event<'a>> {
        if self.steps.iter().all(|draft| draft.announces.is_none()) {
            return Vec::new();
        }
        let mut consumers: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        let mut left_out: Vec<Vec<LeftOut<'a>>> = vec![Vec::new(); self.steps.len()];
        for (index, draft) in self.steps.iter().enumerate() {
            for &source in &draft.reacts_to {
                for &participant in &self.flow.steps[index].to {
                    if !consumers[source].contains(&participant) {
                        consumers[source].push(participant);
                    }
                }
            }
            let Some(&source) = draft.reacts_to.last() else { continue };
            let today = self.described.steps[index].today.as_ref();
            for field in today.map_or(&[][..], |today| &today.fields) {
                if is_consumers_own(field) {
                    let because = Cow::Borrowed(consumer_shaped_event::LEFT_OUT);
                    left_out[source].push(LeftOut { field: field.into(), because });
                }
            }
        }
        let participant = |index: usize| -> Words<'a> { (&self.model.participants()[index].id).into() };
        let mut events = Vec::new();
        for (index, draft) in self.steps.iter().enumerate() {
            let Some(name) = draft.announces.clone() else { continue };
            events.push(Event {
                name: name.into(),
                flow: text(self.described.id.as_ref()),
                step: text(self.described.steps[index].id.as_ref()),
                producer: self.producer(index).map(participant),
                consumers: std::mem::take(&mut consumers[index]).into_iter().map(participant).collect(),
                schema: None,
                left_out: std::mem::take(&mut left_out[index]),
            });
        }
        events
    }

    fn assessed(&self) -> impl Iterator<Item = Step<'a>> {
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

    /// Who sends the message that carries a step, and which step it is about.
    fn carried(&self, index: usize) -> Carried {
        let source = self.steps[index].reacts_to.last().copied();
        match source.filter(|source| *source != index) {
            Some(about) => Carried { sender: self.producer(about), about },
            None if self.steps[index].style == "request_then_event" => {
                Carried { sender: self.producer(index), about: index }
            }
            None => Carried { sender: self.flow.steps[index].from, about: index },
        }
    }

    /// Who announces what a step did: what starts with an event is announced by who sends it; everything else by who did it.
    fn producer(&self, index: usize) -> Option<usize> {
        let step = &self.flow.steps[index];
        if self.steps[index].reacts_to == [index] { step.from } else { step.to.first().copied().or(step.from) }
    }
}

/// What its flow makes of a step, beside the step's own answers.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    in_prefix: bool,
    announces: Option<String>,
    followed: bool,
    reached_by: Option<String>,
    carried: Carried,
}

impl Surroundings {
    /// What a flow makes of one of its steps.
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

    /// What the flow says of the message that carries the step.
    pub(crate) fn carried(&self) -> Carried {
        self.carried
    }

    /// The step with these answers, as it stands there.
    pub(crate) fn place<'r>(&self, book: &'r Rulebook, step: &StepModel) -> Draft<'r> {
        let mut draft = Draft::new(book, step.facts, self.in_prefix);
        draft.surround(&book.landmarks, self.announces.clone(), self.followed);
        draft
    }
}

fn advise<'a>(model: &'a Model<'_>, id: &str) -> Advised<'a> {
    let book = model.rulebook();
    let mut points = 0_i32;
    let mut advised = Advised { verdict: AdviceVerdict::NotNow, speaks_for: Vec::new(), against: Vec::new() };
    for given in model.system() {
        let effects = book.questions[given.question].answers[given.answer].effects.len();
        for effect in (0..effects).filter_map(|index| book.effect(given.question, given.answer, index)) {
            let Does::Advise { on, points: worth } = &effect.does else { continue };
            if on != id {
                continue;
            }
            points += i32::from(*worth);
            let list = if *worth > 0 { &mut advised.speaks_for } else { &mut advised.against };
            list.push(effect.because.as_ref().into());
        }
    }
    if let Some(advice) = book.advice(id) {
        advised.verdict = if points >= i32::from(advice.recommended_from) {
            AdviceVerdict::Recommended
        } else if points >= i32::from(advice.consider_from) {
            AdviceVerdict::Consider
        } else {
            AdviceVerdict::NotNow
        };
    }
    advised
}

fn findings<'a>(model: &'a Model<'_>, steps: &[Step<'_>], plans: &[Option<Plan>]) -> Vec<Finding<'a>> {
    let built = BuiltSystem::of(model, steps);
    let system = Some(&built);
    let mut found = Vec::new();
    let mut assessed = steps.iter();
    for ((flow, described), plan) in model.flows().iter().zip(&model.description().flows).zip(plans) {
        let plan = plan.as_ref();
        for (step, described) in flow.steps.iter().zip(&described.steps) {
            let Some(assessed) = assessed.next() else { continue };
            let scene = Scene { model, flow, step, described, assessed, plan, system };
            found.extend(findings_of(model.rulebook(), &scene));
        }
    }
    found
}

/// What is found at one step.
pub(crate) fn findings_of<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    looked_for(book, scene).chain(own_findings(book, scene))
}

/// What a pack's own findings say of a step.
fn own_findings<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    let landmarks = book.landmarks;
    let mut facts = scene.step.facts;
    facts.fix(landmarks.side, usize::from(scene.assessed.verdict == Verdict::EventDriven));
    facts.fix(landmarks.announced, usize::from(scene.assessed.message.announces.is_none()));
    book.own_findings().filter(move |(.., condition)| condition.holds(&facts)).map(move |(index, finding, _)| {
        let rule = book.rule(index);
        let action = format!("\u{201c}{}\u{201d}", scene.described.action);
        Finding {
            rule: rule.id.as_ref().into(),
            severity: finding.severity,
            at: format!("/flows/{}/steps/{}", scene.flow.index, scene.step.index).into(),
            span: None,
            message: finding.message.replace("{action}", &action).into(),
            advice: rule.advice.replace("{action}", &action).into(),
            sources: book.rule_sources(index).into(),
        }
    })
}

fn looked_for<'r>(book: &'r Rulebook, scene: &Scene<'_>) -> impl Iterator<Item = Finding<'r>> {
    book.findings().filter_map(move |(index, finding)| {
        let found = (finding.check)(scene)?;
        Some(Finding {
            rule: book.rule(index).id.as_ref().into(),
            severity: finding.severity,
            at: format!("/flows/{}/steps/{}{}", scene.flow.index, scene.step.index, found.within).into(),
            span: None,
            message: found.message.into(),
            advice: found.advice.into(),
            sources: book.rule_sources(index).into(),
        })
    })
}

#[cfg(test)]
mod walk;
