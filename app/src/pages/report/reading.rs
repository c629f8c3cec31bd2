//! A revision read back: the description resolved, the assessment as it was stored.
//!
//! Nothing is assessed again. What a page needs to know of a step stands here side by side.

use std::collections::BTreeSet;

use engine::{
    Description, Fault, Model, Rulebook, Tree,
    assessment::{self, Assessment, Event, Flow, Move, Strength},
};

use crate::{
    pack::Applied,
    pages::parts,
    problem::Problem,
    report::{Content, Report},
    said::Said,
    wording::{Waiting, names},
};

pub(super) use crate::pages::parts::{FlowPart, StepPart};

/// A revision with its parts resolved.
pub(super) struct Reading<'r> {
    pub(super) report: &'r Report,
    pub(super) model: Model<'r>,
    /// What of the description the rules do not know any more.
    pub(super) left_out: Vec<Fault>,
    /// The rules of then and of today.
    pub(super) applied: &'r Applied,
    pub(super) assessment: Assessment<'r>,
    said: Said,
}

impl<'r> Reading<'r> {
    pub(super) fn of(report: &'r Report, applied: &'r Applied) -> Result<Self, Problem> {
        let Content { description, assessment, .. } = &report.content;
        let tree = Tree::from_json(description).map_err(|error| broken(&error))?;
        let (description, passed) = Description::read_kept(&tree).map_err(|faults| broken(&faults))?;
        // What was said then is shown, whatever is known of it now.
        let (model, unknown) = Model::resolve_kept(description, &applied.then).map_err(|faults| broken(&faults))?;
        let left_out = [passed, unknown].concat();
        let assessment = serde_json::from_str(assessment).map_err(|error| broken(&error))?;
        let said = Said::of(&model);
        Ok(Self { report, model, left_out, applied, assessment, said })
    }

    pub(super) fn book(&self) -> &'r Rulebook {
        self.model.rulebook()
    }

    /// Whether the rules, and what applies them, are still those that the revision was assessed with.
    pub(super) fn is_current(&self) -> bool {
        self.applied.is_same && self.assessment.engine == engine::assess::ENGINE
    }

    pub(super) fn flows(&self) -> Vec<FlowPart<'_>> {
        parts::flows(&self.model, &self.assessment)
    }

    /// The words that a step's answer to a question was read out of.
    pub(super) fn words(&self, step: &StepPart<'_>, question: &str) -> Option<&str> {
        self.said.words(step.flow, step.index(), question)
    }

    /// Name of a participant for people.
    pub(super) fn participant(&self, index: usize) -> &str {
        parts::participant(&self.model, index)
    }

    /// Name of the participant with this id.
    pub(super) fn named<'a>(&'a self, id: &'a str) -> &'a str {
        let found = self.model.participants().iter().find(|participant| participant.id == id);
        found.map_or(id, |participant| participant.name.as_str())
    }

    /// Who waits in a flow.
    pub(super) fn waiting(&self, flow: &FlowPart<'_>) -> Waiting {
        parts::waiting(&self.model, flow)
    }

    /// The advice for a flow in a sentence.
    pub(super) fn sentence(&self, flow: &FlowPart<'_>) -> String {
        parts::sentence(&self.model, &self.assessment, flow)
    }

    /// Whether somebody waits for a step today, and nothing needs it.
    pub(super) fn waits_by_habit(&self, step: &StepPart<'_>) -> bool {
        let told = self.assessment.today.iter().flat_map(|today| &today.steps);
        let mut its = told.filter(|told| (told.flow.as_ref(), told.step.as_ref()) == (&step.assessed.flow, step.id()));
        its.any(|told| told.strength == Some(Strength::Habit))
    }

    /// The disagreements that bear on a step, but for those that bear on an earlier one of its flow already, or are told
    /// with the flow's saga: ids of rules.
    pub(super) fn disagreements<'s>(&'s self, step: &'s StepPart<'_>) -> impl Iterator<Item = &'s str> {
        let its_flow = self.assessment.steps.iter().filter(|other| other.flow == step.assessed.flow);
        let earlier: BTreeSet<&str> =
            its_flow.take(step.index()).flat_map(|other| other.disagreements.iter().map(AsRef::as_ref)).collect();
        let flow = self.assessment.flows.iter().find(|flow| flow.flow == step.assessed.flow);
        let with_saga: Vec<&str> = match flow {
            Some(Flow { saga: Some(_), .. }) => self.book().bearing_on("coordination").map(|rule| &*rule.id).collect(),
            _ => Vec::new(),
        };
        let told = move |id: &&str| earlier.contains(id) || with_saga.contains(id);
        step.assessed.disagreements.iter().map(AsRef::as_ref).filter(move |id| !told(id))
    }

    /// What to change about a step of today, in order.
    pub(super) fn moves(&self, step: &StepPart<'_>) -> impl Iterator<Item = &Move<'r>> {
        let moves = self.assessment.today.iter().flat_map(|today| &today.moves);
        moves.filter(|told| told.flow == step.assessed.flow && told.step == step.assessed.step)
    }

    /// The event that a step announces.
    pub(super) fn announced(&self, step: &StepPart<'_>) -> Option<&Event<'r>> {
        let is_its = |event: &&Event<'_>| event.flow == step.assessed.flow && event.step == step.assessed.step;
        self.assessment.events.iter().find(is_its)
    }

    /// The words of an answer.
    pub(super) fn answer<'a>(&self, question: &str, answer: &'a str) -> &'a str
    where
        'r: 'a,
    {
        names::answer(self.book(), question, answer)
    }

    /// The name of a question for people.
    pub(super) fn question<'a>(&self, id: &'a str) -> &'a str
    where
        'r: 'a,
    {
        names::question(self.book(), id)
    }

    /// The name of a mechanism for people.
    pub(super) fn mechanism<'a>(&self, id: &'a str) -> &'a str
    where
        'r: 'a,
    {
        names::mechanism(self.book(), id)
    }

    /// The name for people of a rule of some kind.
    pub(super) fn rule_name<'a>(&self, kind: &str, id: &'a str) -> &'a str
    where
        'r: 'a,
    {
        names::of_kind(self.book(), kind, id)
    }

    /// The name of a style for people.
    pub(super) fn style<'a>(&self, id: &'a str) -> &'a str
    where
        'r: 'a,
    {
        names::style(self.book(), id)
    }
}

impl StepPart<'_> {
    /// The step's anchor on the page; ids have no slash, so no two steps share one.
    pub(super) fn anchor(&self) -> String {
        format!("{}/{}", self.assessed.flow, self.assessed.step)
    }

    /// Whether a rule of the system, not habit, asks for strong consistency.
    pub(super) fn needs_strong(&self) -> bool {
        let assessed = self.assessed;
        assessed.consistency.level == assessment::Level::Strong
            && assessed.gates.iter().chain(&assessed.constraints).any(|reason| {
                matches!(reason.rule.as_ref(), "invariant" | "in_between" | "staleness") && reason.answer != "none"
            })
    }
}

/// A revision that was kept cannot be read back: our fault.
fn broken(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a revision cannot be read back");
    Problem::internal("")
}
