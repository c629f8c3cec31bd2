//! The assessment: the advisor's result for a description (wire type, see the contract).
//!
//! Plain data, written by [`crate::assess()`] and read by flows, pages, exports and programs. While it is made,
//! it borrows its texts from the rulebook and the model; an assessment that is read back from a store owns
//! them. It must hold nothing that can be computed from other parts of it, except the verdict, which its style
//! also gives.

mod call;
mod delivery;
mod event;
mod saga;
mod today;
mod views;

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::description::Outcome;
pub use language::message::MessageKind;

use crate::terms::{Basis, DecidedBy, Level, Severity, Verdict};

pub use call::Call;
pub use delivery::{DeadLetter, Delivery, Term};
pub use event::{DIALECT, Event, Items, JsonType, LeftOut, Properties, Property, Role, Schema, Size};
pub use saga::{InBetween, Reorder, Saga, SagaStep, Seen};
pub use today::{Move, Strength, Today, TodayStep, What};
pub use views::{LogEntry, View};

/// A text in an assessment.
pub type Words<'a> = Cow<'a, str>;

/// Names of sources, as a report shows them.
pub type Sources<'a> = Cow<'a, [Words<'static>]>;

/// The assessment of a whole description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment<'a> {
    /// The rulebook that it was made with.
    #[serde(borrow)]
    pub ruleset: Ruleset<'a>,
    /// The engine's version.
    pub engine: Words<'a>,
    /// Every step, flow by flow, in the order of the description.
    pub steps: Vec<Step<'a>>,
    /// Every flow, in the order of the description.
    pub flows: Vec<Flow<'a>>,
    /// Every event that a step announces.
    pub events: Vec<Event<'a>>,
    /// Advice for the whole system.
    pub advice: Advice<'a>,
    /// Everything that is wrong with the system.
    pub findings: Vec<Finding<'a>>,
    /// Compares how the system is built today with the advice; null if nobody said how it is built.
    #[serde(default)]
    pub today: Option<Today<'a>>,
}

impl Assessment<'_> {
    /// The ids of the rules that it rests on: those that moved a step, that chose how it is done and how consistent it
    /// is, and those that found something.
    pub fn rules(&self) -> BTreeSet<&str> {
        let mut rules: BTreeSet<&str> = self.findings.iter().map(|finding| finding.rule.as_ref()).collect();
        for step in &self.steps {
            rules.extend(step.contributions.iter().map(|row| row.rule.as_ref()));
            rules.extend(step.gates.iter().chain(&step.constraints).map(|gate| gate.rule.as_ref()));
            rules.extend([step.style.as_ref(), step.consistency.mechanism.as_ref()]);
        }
        rules
    }
}

/// Which rules were applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruleset<'a> {
    /// Id of the rule pack.
    #[serde(borrow)]
    pub id: Words<'a>,
    /// Its version.
    pub version: Words<'a>,
    /// `sha256:` and the digest of its canonical JSON, in hexadecimal.
    pub digest: Words<'a>,
}

/// The assessment of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AssessedStep")]
pub struct Step<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// The verdict of its style.
    pub verdict: Verdict,
    /// Id of the style; `/api/v1/rules` lists them.
    pub style: Words<'a>,
    /// Why a rule pack asks for this style here; absent if the shipped rules chose it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style_reason: Option<Reason<'a>>,
    /// What decided the side.
    pub decided_by: DecidedBy,
    /// From -100 (synchronous) to 100 (events): the sum of the contributions. It decides only if `decided_by` is
    /// `matrix`; where a gate decided, it counts for nothing.
    pub lean: i32,
    /// The least and the greatest lean over all ways to answer the open rows.
    pub lean_range: [i32; 2],
    /// Whether no answer to an open question would move the step to the other side: from "somebody waits"
    /// (synchronous, hybrid) to "nobody waits" (event-driven), or back.
    pub settled: bool,
    /// The contribution of each answered row of the matrix.
    pub contributions: Vec<Contribution<'a>>,
    /// Every gate that holds; the one that decided comes first.
    pub gates: Vec<Gate<'a>>,
    /// Every further answer that shapes the step or turned a tie, with its effect.
    #[serde(default)]
    pub constraints: Vec<Gate<'a>>,
    /// The smallest changes of answers that change the verdict.
    pub flips: Vec<Flip<'a>>,
    /// The question to ask first, of those that are open or only answered by words; null if the verdict depends on
    /// none of them.
    pub open_question: Option<Words<'a>>,
    /// What each answer to `open_question` would do, in the order of the question; empty if there is none.
    #[serde(default)]
    pub prospects: Vec<Prospect<'a>>,
    /// The percentage of weightings of the rows under which the verdict stays.
    pub robustness: Option<i32>,
    /// How consistent the step is, and by which mechanism.
    pub consistency: Consistency<'a>,
    /// How the message is delivered; null for a plain call.
    #[serde(borrow)]
    pub delivery: Option<Delivery<'a>>,
    /// How the step is called, and what happens if the call fails; null if nobody waits.
    #[serde(borrow, default)]
    pub call: Option<Call<'a>>,
    /// The message that carries the step.
    pub message: Message<'a>,
    /// What requires strong consistency.
    #[serde(borrow, default)]
    pub needs: Needs<'a>,
    /// Ids of the disagreements between published sources that matter for this step.
    #[serde(default)]
    pub disagreements: Vec<Words<'a>>,
}

/// What requires a step's strong consistency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Needs<'a> {
    /// A rule, or only the way the step is built today; null if neither does.
    pub strong: Option<StrongBy>,
    /// Why, as a full sentence; null if `strong` is null.
    #[serde(borrow)]
    pub because: Option<Words<'a>>,
}

/// What requires strong consistency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StrongBy {
    /// An invariant, a change that nobody may see half done, or data that must be fresh.
    Need,
    /// Habit: somebody waits for the step today, but no rule requires it.
    Habit,
}

/// The contribution of one answered row of the matrix to the lean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contribution<'a> {
    /// Id of the row.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// The answer.
    pub answer: Words<'a>,
    /// The origin of the answer.
    pub basis: Basis,
    /// Its share of the lean.
    pub lean: i32,
    /// Why the row leans so.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}

/// A reason with its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason<'a> {
    /// Why.
    #[serde(borrow)]
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}

/// A gate that holds, or a constraint that shapes the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gate<'a> {
    /// Id of the question.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// The answer.
    pub answer: Words<'a>,
    /// The origin of the answer.
    pub basis: Basis,
    /// Its effect: `synchronous` or `event_driven` for a gate or for a turned tie, otherwise what it shapes.
    pub effect: Words<'a>,
    /// Why.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}

/// A change of answers and the verdict that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flip<'a> {
    /// The new answers by question.
    #[serde(borrow)]
    pub change: std::collections::BTreeMap<Words<'a>, Words<'a>>,
    /// The verdict under them.
    pub verdict: Verdict,
}

/// An answer to a question and what would come out of it, all other answers left as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Prospect<'a> {
    /// Id of the answer.
    #[serde(borrow)]
    pub answer: Words<'a>,
    /// The verdict under it.
    pub verdict: Verdict,
    /// Id of the style under it, without the reply that the conductor of a saga may ask for.
    pub style: Words<'a>,
    /// No answer to a question that is then still open would move the step to the other side.
    pub settled: bool,
}

/// The consistency choice of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consistency<'a> {
    /// What others see.
    pub level: Level,
    /// What holds at the owner of the data.
    pub at_owner: Level,
    /// Id of the mechanism; `/api/v1/rules` lists them.
    #[serde(borrow)]
    pub mechanism: Words<'a>,
    /// Why this mechanism.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
    /// Further mechanisms that are needed beside it.
    pub also: Vec<Words<'a>>,
    /// Mechanisms that seem to fit and would be wrong here.
    pub rejected: Vec<Rejected<'a>>,
    /// How old the data that others see may be: an answer to the question `staleness`, or null if nobody said.
    pub staleness: Option<Words<'a>>,
}

/// A mechanism that was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected<'a> {
    /// Id of the mechanism.
    #[serde(borrow)]
    pub mechanism: Words<'a>,
    /// Why not.
    pub because: Words<'a>,
}

/// The message that carries a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "StepMessage")]
pub struct Message<'a> {
    /// Whether it is an event, a command or a query.
    pub kind: MessageKind,
    /// Its name, in Pascal case. For a step of style `event` it is the event that reaches the step.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// The event that the step announces; null if it announces none.
    pub announces: Option<Words<'a>>,
    /// The messages of which one comes back to the sender with the outcome; empty if none comes back.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply<'a>>,
}

/// A message that tells the sender of a command its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reply<'a> {
    /// The outcome.
    pub outcome: Outcome,
    /// The message's name, in the past tense.
    #[serde(borrow)]
    pub name: Words<'a>,
}

/// The assessment of one flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AssessedFlow")]
pub struct Flow<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The common verdict of its steps, or hybrid if they differ.
    pub verdict: Verdict,
    /// The steps that whoever set off the flow waits for, in order: the commit point, and what has to happen before it.
    pub sync_prefix: Vec<Words<'a>>,
    /// The last step that decides the outcome for the caller.
    pub commit_point: Option<Words<'a>>,
    /// Every step that is not in `sync_prefix`, in order: whoever set off the flow does not wait for it. A consumer may
    /// wait for one of them, so a synchronous call can be among them; `verdict` of the step tells.
    pub asynchronous: Vec<Words<'a>>,
    /// The saga plan; null if the flow needs none.
    #[serde(borrow)]
    pub saga: Option<Saga<'a>>,
}

/// Advice for the whole system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Advice<'a> {
    /// Whether to store events as the source of truth (event sourcing).
    #[serde(borrow)]
    pub event_sourcing: Advised<'a>,
    /// Whether to separate reading from writing (CQRS).
    pub cqrs: Advised<'a>,
    /// The log that the flows would leave if events were the source of truth, flow by flow in the order of the
    /// steps.
    #[serde(default)]
    pub log: Vec<LogEntry<'a>>,
    /// The read views that the described queries would have.
    #[serde(default)]
    pub views: Vec<View<'a>>,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Advised<'a> {
    /// How strongly it is advised.
    pub verdict: AdviceVerdict,
    /// The reasons for it.
    #[serde(rename = "for", borrow)]
    pub speaks_for: Vec<Words<'a>>,
    /// The reasons against it.
    pub against: Vec<Words<'a>>,
}

/// How strongly something is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdviceVerdict {
    /// Do it.
    Recommended,
    /// Worth considering.
    Consider,
    /// Not now.
    NotNow,
}

/// Something that the system has and should not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding<'a> {
    /// Id of the rule.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// How much it matters.
    pub severity: Severity,
    /// JSON Pointer into the description.
    pub at: Words<'a>,
    /// Range of a text, `[start, end)` in characters, or null.
    pub span: Option<[u32; 2]>,
    /// What is wrong, where and why.
    pub message: Words<'a>,
    /// What to do instead.
    pub advice: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}
