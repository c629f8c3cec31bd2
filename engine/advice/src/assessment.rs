//! The assessment: what comes out (wire type, see the contract).
//!
//! Plain data, written by [`crate::assess`] and read by flows, pages, exports and programs. Words are borrowed from the
//! rulebook and the model while it is made and owned when it was read back from a store. It must hold nothing that could
//! be computed from something else in it, save the verdict, which is its style's.

mod delivery;
mod saga;
mod today;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use language::message::MessageKind;

pub use crate::terms::{Basis, Communication, Coordination, DecidedBy, Level, Role, Severity, Verdict, Wholeness};

pub use delivery::{DeadLetter, Delivery, Term};
pub use saga::{InBetween, Reorder, Saga, SagaStep, Seen};
pub use today::{Move, Strength, Today, TodayStep, What};

/// Words in an assessment.
pub type Words<'a> = Cow<'a, str>;

/// Names of sources, as a report shows them.
pub type Sources<'a> = Cow<'a, [Words<'static>]>;

/// What the advisor says of a whole description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What the system has and should not have.
    pub findings: Vec<Finding<'a>>,
    /// How the system is built today, against the advice; null where nobody said how it is built.
    #[serde(default)]
    pub today: Option<Today<'a>>,
}

/// Which rules were applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruleset<'a> {
    /// Id of the rule pack.
    #[serde(borrow)]
    pub id: Words<'a>,
    /// Its version.
    pub version: Words<'a>,
    /// `sha256:` and the digest of its canonical JSON, in hexadecimal.
    pub digest: Words<'a>,
}

/// What the advisor says of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// Always the verdict of the style.
    pub verdict: Verdict,
    /// Id of the style.
    pub style: Words<'a>,
    /// Why a rule pack asks for this style here; absent where the shipped rules chose it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style_reason: Option<Reason<'a>>,
    /// What decided.
    pub decided_by: DecidedBy,
    /// From -100 (synchronous) to 100 (events): the sum of the contributions.
    pub lean: i32,
    /// The least and the greatest lean, over all ways to answer the open rows.
    pub lean_range: [i32; 2],
    /// No answer to an open question would move the step to the other side: from somebody waits (synchronous, hybrid) to nobody waits (event-driven), or back.
    pub settled: bool,
    /// The answered rows of the matrix.
    pub contributions: Vec<Contribution<'a>>,
    /// Every gate that holds, the one that decided first.
    pub gates: Vec<Gate<'a>>,
    /// Every further answer that shapes the step or turns a tie, with what it does.
    #[serde(default)]
    pub constraints: Vec<Gate<'a>>,
    /// Smallest changes of answers that change the verdict.
    pub flips: Vec<Flip<'a>>,
    /// The open question worth asking first.
    pub open_question: Option<Words<'a>>,
    /// What each answer to that question would do, in its order; empty where there is none.
    #[serde(default)]
    pub prospects: Vec<Prospect<'a>>,
    /// Percent of weightings under which the verdict stays.
    pub robustness: Option<i32>,
    /// How consistent, and by what.
    pub consistency: Consistency<'a>,
    /// How the message is delivered; asynchronous steps only.
    #[serde(borrow)]
    pub delivery: Option<Delivery<'a>>,
    /// The message that carries the step.
    pub message: Message<'a>,
    /// What asks for strong consistency.
    #[serde(borrow, default)]
    pub needs: Needs<'a>,
    /// Questions that bear on the step and on which published sources disagree: ids of rules.
    #[serde(default)]
    pub disagreements: Vec<Words<'a>>,
}

/// What asks for a step's strong consistency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs<'a> {
    /// A rule of the system, or only the way it is built today; null where neither does.
    pub strong: Option<StrongBy>,
    /// Why, as a full sentence; null beside null.
    #[serde(borrow)]
    pub because: Option<Words<'a>>,
}

/// What asks for strong consistency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrongBy {
    /// An invariant, a change that nobody may see half done, or a reading that must be fresh.
    Need,
    /// Somebody waits for the step today, and nothing asks for it.
    Habit,
}

/// What one answered row of the matrix adds to the lean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution<'a> {
    /// Id of the row.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// The answer.
    pub answer: Words<'a>,
    /// Where the answer comes from.
    pub basis: Basis,
    /// Its share of the lean.
    pub lean: i32,
    /// Why it leans so.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}

/// A reason with who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason<'a> {
    /// Why.
    #[serde(borrow)]
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}

/// A gate that holds, or a constraint that shapes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate<'a> {
    /// Id of the question.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// The answer.
    pub answer: Words<'a>,
    /// Where the answer comes from.
    pub basis: Basis,
    /// What it does: `synchronous` or `event_driven` for a gate; for a constraint, what it shapes.
    pub effect: Words<'a>,
    /// Why.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}

/// A change of answers and the verdict that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flip<'a> {
    /// New answers by question.
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
    /// Id of the style under it.
    pub style: Words<'a>,
    /// No answer to a question that is then still open would move the step to the other side.
    pub settled: bool,
}

/// The consistency choice of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency<'a> {
    /// What others see.
    pub level: Level,
    /// What holds where the step is done.
    pub at_owner: Level,
    /// Id of the mechanism.
    #[serde(borrow)]
    pub mechanism: Words<'a>,
    /// Why this one.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
    /// Mechanisms that belong beside it.
    pub also: Vec<Words<'a>>,
    /// Mechanisms that are near at hand and wrong here.
    pub rejected: Vec<Rejected<'a>>,
    /// How old others' view may be: an answer of the question `staleness`, or null where nobody said.
    pub staleness: Option<Words<'a>>,
}

/// A mechanism that was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected<'a> {
    /// Id of the mechanism.
    #[serde(borrow)]
    pub mechanism: Words<'a>,
    /// Why not.
    pub because: Words<'a>,
}

/// The message that carries a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message<'a> {
    /// What it is.
    pub kind: MessageKind,
    /// Its name, in Pascal case; for a step of style `event` the event that reaches it.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// The event that the step announces, if later steps react to it.
    pub announces: Option<Words<'a>>,
}

/// What the advisor says of one flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow<'a> {
    /// The flow's id.
    #[serde(borrow)]
    pub flow: Words<'a>,
    /// Hybrid when it has both halves.
    pub verdict: Verdict,
    /// Steps that the caller waits for, in order.
    pub sync_prefix: Vec<Words<'a>>,
    /// The last of them, where the outcome is decided.
    pub commit_point: Option<Words<'a>>,
    /// Every other step, in order.
    pub asynchronous: Vec<Words<'a>>,
    /// The saga plan.
    #[serde(borrow)]
    pub saga: Option<Saga<'a>>,
}

/// An event that a step announces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event<'a> {
    /// Its name, in the past tense.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// The flow's id.
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// Who publishes it: a participant's id, or null where the description does not say.
    pub producer: Option<Words<'a>>,
    /// Who reacts: participants' ids.
    pub consumers: Vec<Words<'a>>,
    /// Its schema.
    pub schema: Option<serde_json::Value>,
    /// Fields that do not belong in it.
    pub left_out: Vec<LeftOut<'a>>,
}

/// A field that does not belong in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut<'a> {
    /// The field's name.
    #[serde(borrow)]
    pub field: Words<'a>,
    /// Why.
    pub because: Words<'a>,
}

/// Advice for the whole system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice<'a> {
    /// Whether to keep events as the source of truth.
    #[serde(borrow)]
    pub event_sourcing: Advised<'a>,
    /// Whether to separate reading from writing.
    pub cqrs: Advised<'a>,
}

/// One piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advised<'a> {
    /// How strongly.
    pub verdict: AdviceVerdict,
    /// What speaks for it.
    #[serde(rename = "for", borrow)]
    pub speaks_for: Vec<Words<'a>>,
    /// What speaks against it.
    pub against: Vec<Words<'a>>,
}

/// How strongly something is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding<'a> {
    /// Id of the rule.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// How much it matters.
    pub severity: Severity,
    /// JSON Pointer into the description.
    pub at: Words<'a>,
    /// `[start, end)` in characters of a text, or null.
    pub span: Option<[u32; 2]>,
    /// What, where and why.
    pub message: Words<'a>,
    /// What to do instead.
    pub advice: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}
