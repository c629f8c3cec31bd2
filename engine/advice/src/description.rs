//! The description: what a person or a program says about a system (wire type, see the contract).
//!
//! Plain data as it was given. This module must not know rules; the model checks references and answers.

mod day;
mod flow_shape;
mod limits;
pub mod names;
mod period;
pub mod places;
mod read;
pub(crate) mod words;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::decimal::Decimal;

pub use day::is_day;
pub use flow_shape::{Join, Outcome, Starts, Trigger, When};
pub(crate) use limits::check_length;
pub use limits::{LIMITS, Limits};
pub use limits::{check_name, check_prose};
pub use period::Period;

/// Answers by question id.
pub type Answers = BTreeMap<String, Given>;

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Given {
    /// One answer's id.
    One(String),
    /// Several answers' ids.
    Several(Vec<String>),
}

impl Given {
    /// The answers' ids.
    pub fn ids(&self) -> &[String] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Several(ids) => ids,
        }
    }
}

/// A system: participants and flows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Description {
    /// Name of the system, 1 to 200 characters.
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub name: String,
    /// What the system is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = LIMITS.prose))]
    pub summary: Option<String>,
    /// The rule pack to assess it with; `default` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub ruleset: Option<String>,
    /// Answers to the questions about the whole system.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub answers: Answers,
    /// Answers that were read out of words; one that is stated stands before it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub inferred: Answers,
    /// Participants; one that only a step names is taken as a service.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items))]
    pub participants: Vec<Participant>,
    /// What the description takes for granted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items))]
    pub assumptions: Vec<Assumption>,
    /// The day by which the decisions should be looked at again, as `2027-05-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub review_by: Option<String>,
    /// The flows.
    #[schemars(length(min = 1, max = LIMITS.flows))]
    pub flows: Vec<Flow>,
}

/// Who takes part: an id, a name or both are given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, extend("anyOf" = [{"required": ["id"]}, {"required": ["name"]}]))]
pub struct Participant {
    /// Unique id; derived from the name if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub id: Option<String>,
    /// Name for people; the id if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub name: Option<String>,
    /// What it is; a service if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ParticipantKind>,
    /// The participant whose data it copies, by id; for a cache or a store.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub of: Option<String>,
    /// The team that owns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub team: Option<String>,
    /// How many requests it works on at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = LIMITS.count))]
    pub workers: Option<u32>,
    /// The time that it works on one request, in milliseconds, without waiting and without the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_ms: Option<Duration>,
    /// Share of time that it is up, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("maximum" = 1))]
    pub availability: Option<Decimal>,
    /// Mean time to come back after a failure, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery_s: Option<Decimal>,
}

/// What a participant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantKind {
    /// A human being.
    Person,
    /// A service of this system.
    Service,
    /// A system that others run.
    External,
    /// A database or a file store.
    Store,
    /// A queue, a log or a bus: messages pass through it, and it does nothing by itself.
    Broker,
    /// A copy of another participant's data.
    Cache,
}

impl ParticipantKind {
    /// Every kind with its name on the wire.
    pub const ALL: &[(&str, Self)] = &[
        ("person", Self::Person),
        ("service", Self::Service),
        ("external", Self::External),
        ("store", Self::Store),
        ("broker", Self::Broker),
        ("cache", Self::Cache),
    ];
}

/// A time that varies, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(deny_unknown_fields)]
pub enum Duration {
    /// The mean alone.
    Mean(Decimal),
    /// Mean and coefficient of variation.
    MeanCv {
        /// Mean, milliseconds.
        mean: Decimal,
        /// Standard deviation over mean.
        cv: Decimal,
    },
    /// Mean and 99th percentile.
    MeanP99 {
        /// Mean, milliseconds.
        mean: Decimal,
        /// 99th percentile, milliseconds.
        p99: Decimal,
    },
    /// Median and 99th percentile.
    P50P99 {
        /// Median, milliseconds.
        p50: Decimal,
        /// 99th percentile, milliseconds.
        p99: Decimal,
    },
}

/// Something taken for granted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, extend("dependentRequired" = {"is": ["at"]}))]
pub struct Assumption {
    /// What is assumed.
    #[schemars(length(max = LIMITS.prose))]
    pub text: String,
    /// What it is about: a JSON Pointer into the description, such as `/flows/0/steps/2`, or the same with ids, which
    /// stays true while steps come and go: `/flows/book/steps/charge-card/answers/undo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = LIMITS.pointer))]
    pub at: Option<String>,
    /// The value that has to stand at that place, such as `compensable`. If another one stands there, or none, the
    /// assumption no longer holds, and a finding says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Plain>,
}

/// A value without parts, or several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Plain {
    /// A text, such as an answer's id.
    Text(#[schemars(length(max = LIMITS.name))] String),
    /// A number.
    Number(Decimal),
    /// Yes or no.
    Truth(bool),
    /// Several answers, in any order.
    Several(#[schemars(length(max = LIMITS.answers), inner(length(max = LIMITS.name)))] Vec<String>),
}

impl Plain {
    /// The value as the id of one answer; none if it can be none. Older YAML parsers turn a bare `yes` or `no` into a
    /// boolean.
    pub fn as_one(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Truth(truth) => Some(if *truth { "yes" } else { "no" }),
            Self::Number(_) | Self::Several(_) => None,
        }
    }
}

/// One use case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Flow {
    /// Id, unique in the description; derived from the name if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub id: Option<String>,
    /// Name for people; the id if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub name: Option<String>,
    /// Who triggers it: a participant's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub actor: Option<String>,
    /// What sets it off; left out, the actor, or whoever asks for the first step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Trigger>,
    /// How often it is triggered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// The steps.
    #[schemars(length(min = 1, max = LIMITS.steps))]
    pub steps: Vec<Step>,
}

/// How often a flow is triggered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rate {
    /// Ordinary rate, per second.
    pub per_second: Decimal,
    /// Peak rate, per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_per_second: Option<Decimal>,
    /// How long a peak lasts, seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_seconds: Option<Decimal>,
}

/// One thing that must happen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// Id, unique in the flow; derived from the action if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub id: Option<String>,
    /// What happens, 1 to 200 characters.
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub action: String,
    /// What was said beside the action, in the words of whoever said it. `POST /api/v1/descriptions` reads answers out
    /// of it too; an assessment does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = LIMITS.prose))]
    pub notes: Option<String>,
    /// Who asks for it: a participant's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub from: Option<String>,
    /// Who does it: participants' ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items), inner(length(min = 1, max = LIMITS.name)))]
    pub to: Vec<String>,
    /// Who only needs to hear of it: participants' ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items), inner(length(min = 1, max = LIMITS.name)))]
    pub tells: Vec<String>,
    /// Steps of the same flow that it waits for; left out, the one above it; empty, none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = LIMITS.items), inner(length(min = 1, max = LIMITS.name)))]
    pub after: Option<Vec<String>>,
    /// Whether it waits for all of them or for the first; all if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<Join>,
    /// The condition under which it runs; left out, it always runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// When it starts; left out, at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<Starts>,
    /// A requirement: the time within which its outcome must be there, as `PT15S`, however often it is tried. What
    /// the caller does is `timeout_ms`, and what the work takes is `service_ms`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Period>,
    /// The earlier step that it takes back, by id: not one that waits for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub undoes: Option<String>,
    /// The thing for each of which it runs once, as "order line".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub repeats: Option<String>,
    /// What the step is about; messages are named from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub entity: Option<String>,
    /// The thing by which order is kept, if it is not the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub order_by: Option<String>,
    /// The name of the event that says that it is done, as `OrderPlaced`, if its team has one; left out, it is
    /// made of the entity and the action's verb.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub announces: Option<String>,
    /// What the step's message carries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items))]
    pub fields: Vec<Field>,
    /// Answers to the questions about a step.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub answers: Answers,
    /// Answers that were read out of words; one that is stated or that the structure gives stands before it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    pub inferred: Answers,
    /// How it is built now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<Today>,
    /// The time that whoever does the step works on it, in milliseconds, where it differs from the participant's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_ms: Option<Duration>,
    /// A setting of the caller: how long it waits for one try before it gives that try up, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<Decimal>,
    /// How often the caller tries again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = LIMITS.count))]
    pub retries: Option<u32>,
    /// Time on the network, one way, milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hop_ms: Option<Decimal>,
}

/// One field of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub name: String,
    /// Its type, in the team's own words.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub kind: Option<String>,
    /// Whether it is personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<bool>,
}

/// How a step is built now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Today {
    /// Id of a style; `/api/v1/rules` lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Name of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = LIMITS.name))]
    pub message: Option<String>,
    /// Whether somebody waits for the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<bool>,
    /// Names of the message's fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default, length(max = LIMITS.items), inner(length(min = 1, max = LIMITS.name)))]
    pub fields: Vec<String>,
}
