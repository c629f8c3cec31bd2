//! A stored revision read back: the resolved description and the assessment as it was stored.
//!
//! Nothing is assessed again. The methods give the pages the data of a step.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Range};

use advice::{
    Fault, Model, Rulebook,
    assessment::{Assessment, Event, Flow, Move},
};

use super::paging::Paging;
use crate::{
    advisor::kept::Kept,
    answer_words::AnswerWords,
    editing::encode,
    pack::Applied,
    pages::flow_parts,
    problem::Problem,
    report::Report,
    review::Counts,
    wording::{Sentence, Waiting, names},
    words::Words,
};

pub(super) use crate::pages::flow_parts::{FlowPart, StepPart};

/// Average size of a finding on a page, in bytes, measured on reports with many findings.
const BYTES_OF_A_FINDING: usize = 900;

/// A system with its assessment: what a report says, whether or not it was published.
pub(super) struct Assessed<'r> {
    pub(super) model: Model<'r>,
    pub(super) assessment: Assessment<'r>,
    /// The index of each participant by its id.
    participants: BTreeMap<String, usize>,
}

/// A stored revision with its parts resolved. What it says, it says as the [`Assessed`] system in it.
pub(super) struct ResolvedRevision<'r> {
    pub(super) report: &'r Report,
    assessed: Assessed<'r>,
    /// The parts of the description that the rules do not know any more.
    pub(super) left_out: Vec<Fault>,
    /// The rules that the revision was assessed with, and today's.
    pub(super) applied: &'r Applied,
    pub(super) paging: Paging,
    /// The part of the report that the current page shows.
    pub(super) here: Here,
    /// Whether the reader may leave remarks and answers of their own. Only the report's first page knows it.
    pub(super) may_review: bool,
    /// How many remarks there are, by the place that they are about.
    pub(super) remarks: BTreeMap<String, Counts>,
    /// Whether every fold of the page is open, for those who print all of it.
    pub(super) unfolded: bool,
    answer_words: AnswerWords,
}

impl<'r> Deref for ResolvedRevision<'r> {
    type Target = Assessed<'r>;

    fn deref(&self) -> &Self::Target {
        &self.assessed
    }
}

/// The part of a report that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Here {
    /// All of it.
    All,
    /// The statements about the whole report, with links to each step.
    Overview,
    /// The reasons of a range of steps of one flow, both given as indices.
    Steps(usize, Range<usize>),
    /// A range of one long list.
    List(Range<usize>),
}

impl<'r> ResolvedRevision<'r> {
    pub(super) fn of(report: &'r Report, applied: &'r Applied) -> Result<Self, Problem> {
        let Kept { model, assessment, left_out } = Kept::read(report, applied)?;
        let words = report.content.words.as_deref().map(Words::kept).transpose()?;
        let answer_words = AnswerWords::of(&model, words.as_ref());
        let others = BYTES_OF_A_FINDING * assessment.findings.len()
            + report.content.pack.as_ref().map_or(0, |pack| pack.text.len());
        let paging = Paging::of(&flow_parts::flows(&model, &assessment), others);
        let here = if paging.is_one_page() { Here::All } else { Here::Overview };
        Ok(Self {
            report,
            assessed: Assessed::of(model, assessment),
            left_out,
            applied,
            paging,
            here,
            may_review: false,
            remarks: BTreeMap::new(),
            unfolded: false,
            answer_words,
        })
    }

    /// Whether this page shows the reasons of a step.
    pub(super) fn shows(&self, step: &StepPart<'_>) -> bool {
        match &self.here {
            Here::All => true,
            Here::Steps(flow, steps) => step.flow == *flow && steps.contains(&step.index()),
            Here::Overview | Here::List(_) => false,
        }
    }

    /// Whether this page shows the statements about a flow as a whole.
    pub(super) fn begins(&self, flow: &FlowPart<'_>) -> bool {
        match &self.here {
            Here::All => true,
            Here::Steps(index, steps) => flow.model.index == *index && steps.start == 0,
            Here::Overview | Here::List(_) => false,
        }
    }

    /// The link to a step's reasons from a page that is not part of the report.
    pub(super) fn way_from_elsewhere(&self, step: &StepPart<'_>) -> String {
        format!("{}#{}", self.page_of(step), step.anchor())
    }

    /// The link to a step's reasons, on this page or on another page of the report.
    pub(super) fn way(&self, step: &StepPart<'_>) -> String {
        if self.shows(step) {
            return format!("#{}", step.anchor());
        }
        self.way_from_elsewhere(step)
    }

    /// The same link as [`ResolvedRevision::way`], with the ids encoded as pictures encode them.
    pub(super) fn way_in_picture(&self, step: &StepPart<'_>) -> String {
        let page = if self.shows(step) { String::new() } else { self.page_of(step) };
        Self::way_on(page, step)
    }

    /// The same as [`ResolvedRevision::way_from_elsewhere`], with the ids encoded as pictures encode them.
    pub(super) fn way_in_picture_elsewhere(&self, step: &StepPart<'_>) -> String {
        Self::way_on(self.page_of(step), step)
    }

    fn way_on(page: String, step: &StepPart<'_>) -> String {
        let mut address = page;
        for (before, id) in [('#', step.assessed.flow.as_ref()), ('/', step.id())] {
            address.push(before);
            encode(id, &mut address);
        }
        address
    }

    /// The address of the page that shows a step's reasons.
    fn page_of(&self, step: &StepPart<'_>) -> String {
        if self.paging.is_one_page() {
            return self.address();
        }
        self.flow_address(&step.assessed.flow, self.paging.page_of(step.flow, step.index()))
    }

    /// The address of the revision.
    pub(super) fn address(&self) -> String {
        self.report.address()
    }

    /// The address of a page of a flow; `page` counts from 1.
    pub(super) fn flow_address(&self, flow: &str, page: usize) -> String {
        let mut address = format!("{}/flow/", self.address());
        encode(flow, &mut address);
        if page > 1 { format!("{address}?page={page}") } else { address }
    }

    /// Whether the revision was assessed with today's rules and today's engine.
    pub(super) fn is_current(&self) -> bool {
        self.applied.is_same && self.assessment.engine == advice::assess::ENGINE
    }

    /// The words from which a step's answer to a question was read.
    pub(super) fn words(&self, step: &StepPart<'_>, question: &str) -> Option<&str> {
        self.answer_words.words(step.flow, step.index(), question)
    }

    /// The ids of the disagreements that concern a step. It omits those that concern an earlier step of the
    /// flow, and those that are shown with the flow's saga.
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
}

impl<'r> Assessed<'r> {
    pub(super) fn of(model: Model<'r>, assessment: Assessment<'r>) -> Self {
        let participants = model.participants().iter().map(|its| its.id.clone()).zip(0..).collect();
        Self { model, assessment, participants }
    }

    pub(super) fn book(&self) -> &'r Rulebook {
        self.model.rulebook()
    }

    pub(super) fn flows(&self) -> Vec<FlowPart<'_>> {
        flow_parts::flows(&self.model, &self.assessment)
    }

    /// Name of a participant for people.
    pub(super) fn participant(&self, index: usize) -> &str {
        flow_parts::participant(&self.model, index)
    }

    /// Name of the participant with this id.
    pub(super) fn named<'a>(&'a self, id: &'a str) -> &'a str {
        self.participants.get(id).map_or(id, |index| self.participant(*index))
    }

    /// Who waits in a flow.
    pub(super) fn waiting(&self, flow: &FlowPart<'_>) -> Waiting {
        flow_parts::waiting(&self.model, flow)
    }

    /// The advice for a flow in words.
    pub(super) fn sentence(&self, flow: &FlowPart<'_>) -> Sentence {
        flow_parts::sentence(&self.model, &self.assessment, flow)
    }

    /// The changes from today's step to the advice, in order.
    pub(super) fn moves(&self, step: &StepPart<'_>) -> impl Iterator<Item = &Move<'r>> {
        let moves = self.assessment.today.iter().flat_map(|today| &today.moves);
        moves.filter(|told| told.flow == step.assessed.flow && told.step == step.assessed.step)
    }

    /// The events that a step announces, one for each outcome and teller.
    pub(super) fn announced(&self, step: &StepPart<'_>) -> Vec<&Event<'r>> {
        let is_its = |event: &&Event<'_>| event.flow == step.assessed.flow && event.step == step.assessed.step;
        self.assessment.events.iter().filter(is_its).collect()
    }

    /// The label of an answer.
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

    /// The name for people of a rule of the kind `kind`.
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
    /// The step's anchor on the page. Ids contain no slash, so anchors are unique.
    pub(super) fn anchor(&self) -> String {
        format!("{}/{}", self.assessed.flow, self.assessed.step)
    }
}

/// Logs that a stored revision cannot be read, and returns the problem for it, since the fault is ours.
pub(super) fn broken(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a revision cannot be read back");
    Problem::internal("")
}
