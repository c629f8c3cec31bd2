//! A revision read back: the description resolved, the assessment as it was stored.
//!
//! Nothing is assessed again. What a page needs to know of a step stands here side by side.

use std::collections::BTreeSet;

use engine::{
    Model, Rulebook, Tree,
    assessment::{self, Assessment, Event},
    description::{self, ParticipantKind},
    model::{self, FlowModel, StepModel},
};

use crate::{
    problem::Problem,
    report::{Content, Report},
    wording::{Told, Waiting, names, sentence},
};

/// A revision with its parts resolved.
pub(super) struct Reading<'r> {
    pub(super) report: &'r Report,
    pub(super) model: Model<'static>,
    pub(super) assessment: Assessment<'r>,
}

/// A flow: as described, resolved, and assessed.
pub(super) struct FlowPart<'a> {
    pub(super) described: &'a description::Flow,
    pub(super) model: &'a FlowModel,
    pub(super) assessed: &'a assessment::Flow<'a>,
    pub(super) steps: Vec<StepPart<'a>>,
}

/// A step: as described, resolved, and assessed.
#[derive(Clone, Copy)]
pub(super) struct StepPart<'a> {
    /// Its number in its flow, from 1.
    pub(super) number: usize,
    pub(super) described: &'a description::Step,
    pub(super) model: &'a StepModel,
    pub(super) assessed: &'a assessment::Step<'a>,
}

impl<'r> Reading<'r> {
    pub(super) fn of(report: &'r Report) -> Result<Self, Problem> {
        let Content { description, assessment, .. } = &report.content;
        let tree = Tree::from_json(description).map_err(|error| broken(&error))?;
        let model = model::read(description, &tree, Rulebook::shipped()).map_err(|faults| broken(&faults))?;
        let assessment = serde_json::from_str(assessment).map_err(|error| broken(&error))?;
        Ok(Self { report, model, assessment })
    }

    pub(super) fn book(&self) -> &'static Rulebook {
        self.model.rulebook()
    }

    /// Whether the rules are still those that the revision was assessed with.
    pub(super) fn is_current(&self) -> bool {
        self.assessment.ruleset.digest == self.book().digest()
    }

    pub(super) fn flows(&self) -> Vec<FlowPart<'_>> {
        let mut steps = self.assessment.steps.iter();
        let described = self.model.flows().iter().zip(&self.model.description().flows);
        described
            .zip(&self.assessment.flows)
            .map(|((model, described), assessed)| FlowPart {
                described,
                model,
                assessed,
                steps: model
                    .steps
                    .iter()
                    .zip(&described.steps)
                    .zip(steps.by_ref())
                    .map(|((model, described), assessed)| StepPart {
                        number: model.index + 1,
                        described,
                        model,
                        assessed,
                    })
                    .collect(),
            })
            .collect()
    }

    /// Name of a participant for people.
    pub(super) fn participant(&self, index: usize) -> &str {
        self.model.participants().get(index).map_or("", |participant| participant.name.as_str())
    }

    /// Name of the participant with this id.
    pub(super) fn named<'a>(&'a self, id: &'a str) -> &'a str {
        let found = self.model.participants().iter().find(|participant| participant.id == id);
        found.map_or(id, |participant| participant.name.as_str())
    }

    /// Who waits in a flow: the person that triggers it or, where nobody said, the first one that asks for something.
    pub(super) fn waiting(&self, flow: &FlowPart<'_>) -> Waiting {
        let is_person = |index: &usize| {
            self.model.participants().get(*index).is_some_and(|participant| participant.kind == ParticipantKind::Person)
        };
        let named = |id: &str| self.model.participants().iter().position(|participant| participant.id == id);
        let actor = flow.described.actor.as_deref().and_then(named);
        let person = actor.filter(is_person).or_else(|| flow.steps.iter().filter_map(|s| s.model.from).find(is_person));
        person.map_or(Waiting::Caller, |index| Waiting::Person(self.participant(index).to_owned()))
    }

    /// The advice for a flow in a sentence.
    pub(super) fn sentence(&self, flow: &FlowPart<'_>) -> String {
        let told: Vec<Told<'_>> =
            flow.steps.iter().map(|step| Told { action: &step.described.action, step: step.assessed }).collect();
        let mut seen = BTreeSet::new();
        let events = self.assessment.events.iter().filter(|event| event.flow == flow.assessed.flow);
        let names: Vec<&str> = events.map(|event| event.name.as_ref()).filter(|name| seen.insert(*name)).collect();
        sentence(flow.assessed, &told, &names, &self.waiting(flow))
    }

    /// The event that a step announces.
    pub(super) fn announced(&self, step: &StepPart<'_>) -> Option<&Event<'r>> {
        let is_its = |event: &&Event<'_>| event.flow == step.assessed.flow && event.step == step.assessed.step;
        self.assessment.events.iter().find(is_its)
    }

    /// The words of an answer.
    pub(super) fn answer<'a>(&self, question: &str, answer: &'a str) -> &'a str
    where
        'static: 'a,
    {
        names::answer(self.book(), question, answer)
    }

    /// The name of a question for people.
    pub(super) fn question<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        names::question(self.book(), id)
    }

    /// The name of a mechanism for people.
    pub(super) fn mechanism<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        names::mechanism(self.book(), id)
    }

    /// The name of a style for people.
    pub(super) fn style<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
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

    /// Whether somebody waits for it today, and the advisor sees no need.
    pub(super) fn waits_by_habit(&self) -> bool {
        let waits = self.described.today.as_ref().is_some_and(|today| today.waits == Some(true));
        waits && self.assessed.verdict == assessment::Verdict::EventDriven
    }
}

/// A revision that was kept cannot be read back: our fault.
fn broken(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a revision cannot be read back");
    Problem::internal("")
}
