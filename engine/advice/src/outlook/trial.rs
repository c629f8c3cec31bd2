//! A step on trial: it is assessed again under one answer after another, together with its flow.
//!
//! The rest of the flow sees only [part](Seen) of a step's answers. So the flow is assessed again only if that
//! part changes.

use crate::assess::findings::findings_of;
use crate::assess::step::{Draft, StepScene, text};
use crate::assess::surroundings::Surroundings;
use crate::assessment::{Finding, Step};
use crate::description::{self, Given};
use crate::finding::Scene;
use crate::model::{FlowModel, Model, StepModel};
use crate::place;
use crate::rulebook::{Answers, Facts, Rulebook};
use crate::terms::{Basis, Side};
use language::naming::Action;

use super::Outcome;
use super::weight::Sketch;

/// A step whose answers can be changed.
pub(super) struct Trial<'m, 'b> {
    model: &'m Model<'b>,
    book: &'b Rulebook,
    /// Index of the flow in the description.
    at: usize,
    /// The flow, with the answers on trial.
    flow: FlowModel,
    step: usize,
    /// The described step, with the answers on trial.
    described: description::Step,
    /// The surroundings for each variant of the step that the flow has seen so far.
    found: Vec<(Seen<'b>, Surroundings)>,
}

/// The assessment of the step under some answers.
#[derive(Debug, Clone)]
pub(super) struct Told<'m, 'b> {
    pub(super) outcome: Outcome<'b>,
    pub(super) sketch: Sketch<'b>,
    pub(super) step: Step<'m>,
    findings: Vec<Finding<'b>>,
}

impl Told<'_, '_> {
    /// Whether both assessments are equal apart from the lean and the contributions.
    pub(super) fn says_what(&self, other: &Self) -> bool {
        let (a, b) = (&self.step, &other.step);
        (a.verdict, &a.style, a.decided_by, a.settled) == (b.verdict, &b.style, b.decided_by, b.settled)
            && a.gates == b.gates
            && a.constraints == b.constraints
            && a.consistency == b.consistency
            && a.message == b.message
            && a.delivery == b.delivery
            && a.call == b.call
            && self.findings == other.findings
    }
}

/// Everything that the rest of the flow sees of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen<'b> {
    /// Whether the caller may wait for it.
    may_wait: bool,
    /// The answers that placement and the plan of a saga read: to `reply`, `intent`, `invariant`, `undo`,
    /// `in_between`, `loss` and `boundary`, as bits.
    answers: [Answers; 7],
    /// Side and style in the prefix, and behind it.
    done: [(Side, &'b str); 2],
}

impl<'b> Seen<'b> {
    fn of(book: &'b Rulebook, facts: &Facts) -> Self {
        let landmarks = &book.landmarks;
        let question = |landmark: Option<(usize, usize)>| landmark.map(|(question, _)| question);
        let answers = [
            landmarks.reply,
            question(landmarks.is_query),
            question(landmarks.no_invariant),
            question(landmarks.undo[0]),
            question(landmarks.intolerable),
            question(landmarks.may_be_lost),
            question(landmarks.same_boundary),
        ]
        .map(|question| question.map_or(0, |question| facts.answers(question)));
        let done = [true, false].map(|in_prefix| {
            let draft = Draft::new(book, *facts, in_prefix);
            (draft.decision.side, draft.style)
        });
        Self { may_wait: place::may_wait(landmarks, facts), answers, done }
    }
}

impl<'m, 'b> Trial<'m, 'b> {
    pub(super) fn of(model: &'m Model<'b>, flow: usize, step: usize) -> Option<Self> {
        let described = model.description().flows.get(flow)?.steps.get(step)?.clone();
        let tried = model.flows().get(flow)?.clone();
        let book = model.rulebook();
        Some(Self { model, book, at: flow, flow: tried, step, described, found: Vec::new() })
    }

    /// The facts of the step.
    pub(super) fn facts(&self) -> &Facts {
        &self.model().facts
    }

    fn model(&self) -> &StepModel {
        &self.flow.steps[self.step]
    }

    /// Index of the stated answer to a question.
    pub(super) fn stated(&self, question: usize) -> Option<usize> {
        self.given(question, |basis| basis == Basis::Stated)
    }

    /// Index of the answer that was read out of words.
    pub(super) fn inferred(&self, question: usize) -> Option<usize> {
        self.given(question, |basis| basis == Basis::Inferred)
    }

    /// Index of the answer that the structure gives, whether or not another one is stated.
    pub(super) fn derived(&self, question: usize) -> Option<usize> {
        let contradicted = self.model().contradicted.iter().find(|(stated, _)| stated.question == question);
        contradicted.map(|(_, derived)| derived.answer).or(self.given(question, |basis| basis == Basis::Derived))
    }

    fn given(&self, question: usize, has: impl Fn(Basis) -> bool) -> Option<usize> {
        let given = self.model().answers.iter().find(|given| given.question == question)?;
        has(given.basis).then_some(given.answer)
    }

    /// The assessments if a question is left open, and under each of its answers. The step keeps its own
    /// answers afterwards.
    pub(super) fn answers(&mut self, question: usize) -> (Told<'m, 'b>, Vec<Told<'m, 'b>>) {
        let (model, described) = (self.model().clone(), self.described.answers.clone());
        let open = self.answered(question, None);
        let answers = self.book.questions[question].answers.len();
        let told = (0..answers).map(|answer| self.answered(question, Some(answer))).collect();
        self.flow.steps[self.step] = model;
        self.described.answers = described;
        (open, told)
    }

    fn answered(&mut self, question: usize, answer: Option<usize>) -> Told<'m, 'b> {
        self.flow.steps[self.step].answer(&self.book.landmarks, question, answer);
        let asked = &self.book.questions[question];
        match answer.and_then(|answer| asked.answers.get(answer)) {
            Some(answer) => {
                self.described.answers.insert(asked.id.to_string(), Given::One(answer.id.to_string()));
            }
            None => {
                self.described.answers.remove(asked.id.as_ref());
            }
        }
        self.told()
    }

    /// Assesses the step under the answers that it has now.
    pub(super) fn told(&mut self) -> Told<'m, 'b> {
        let around = self.surroundings();
        let (model, book, at) = (self.model, self.book, self.at);
        let step = self.model();
        let draft = around.place(book, step);
        let flow_id = text(model.description().flows[at].id.as_ref());
        let step_id = text(model.description().flows[at].steps[self.step].id.as_ref());
        let (style, described) = (draft.style, &self.described);
        let about = &model.description().flows[at].steps[around.carried().about];
        let [action, about_action] = [described, about].map(|step| Action::read(&step.action, step.entity.as_deref()));
        let scene = StepScene {
            book,
            step,
            described,
            ids: [flow_id, step_id],
            action: &action,
            draft: &draft,
            reached_by: around.reached_by(),
            model,
            carried: around.carried().clone(),
            about,
            about_action: &about_action,
        };
        let assessed = scene.assessed();
        let mechanism = book.mechanism(&assessed.consistency.mechanism).map_or("", |rule| rule.id.as_ref());
        let outcome = Outcome {
            verdict: assessed.verdict,
            style,
            level: assessed.consistency.level,
            mechanism,
            lean: assessed.lean,
            settled: assessed.settled,
        };
        let (plan, told, system) = (None, None, None);
        let scene = Scene { model, flow: &self.flow, step, described, assessed: &assessed, plan, told, system };
        let findings = findings_of(book, &scene).collect();
        let sketch = Sketch::of(book, &draft, &step.surely(draft.facts));
        Told { outcome, sketch, step: assessed, findings }
    }

    /// The surroundings of the step now. The flow is assessed again only if it sees something new.
    fn surroundings(&mut self) -> Surroundings {
        let seen = Seen::of(self.book, self.facts());
        if let Some((_, known)) = self.found.iter().find(|(other, _)| *other == seen) {
            return known.clone();
        }
        let around = Surroundings::of(self.model, &self.flow, self.step);
        self.found.push((seen, around.clone()));
        around
    }
}
