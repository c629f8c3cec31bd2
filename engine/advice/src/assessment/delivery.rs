//! How a message is delivered (wire type, see the contract).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Sources, Words};

/// How the message that carries a step is delivered.
///
/// Each part has the name of the rule that settles it. A part that the message does not need is null or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery<'a> {
    /// The message that is delivered: the step's own, or the event that a called step announces.
    #[serde(borrow)]
    pub message: Words<'a>,
    /// `at_most_once` or `at_least_once`.
    pub guarantee: Words<'a>,
    /// `outbox` (stored together with the sender's change and sent from there) or `direct`.
    pub sending: Words<'a>,
    /// The key by which a consumer recognises a message that it has handled.
    pub idempotency_key: Option<Words<'a>>,
    /// How long a consumer remembers the key: an ISO 8601 duration, or `forever`.
    pub deduplication_window: Option<Words<'a>>,
    /// `none`, `per_entity` or `global`.
    pub ordering: Words<'a>,
    /// The field by which messages are split among partitions.
    pub partition_key: Option<Words<'a>>,
    /// `until_done`, `within_limit`, `in_order`, `briefly`, `for_an_hour` or `for_a_day`. The reason says what each
    /// means.
    pub retry: Option<Words<'a>>,
    /// The queue of each consumer for messages that it cannot handle.
    pub dead_letter: Vec<DeadLetter<'a>>,
    /// The time after which the message is worthless: an ISO 8601 duration.
    pub expiry: Option<Words<'a>>,
    /// The id that every message of one run of the flow carries.
    pub correlation_id: Words<'a>,
    /// Why this guarantee.
    pub because: Words<'a>,
    /// Why each part has its value, in the order of the rulebook.
    pub terms: Vec<Term<'a>>,
}

/// A consumer's queue for messages that it cannot handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeadLetter<'a> {
    /// The consumer: a participant's id, or null if the description names none.
    #[serde(borrow)]
    pub consumer: Option<Words<'a>>,
    /// A name for the queue.
    pub queue: Words<'a>,
    /// Who looks after the queue: the consumer's team, or the consumer itself.
    pub owner: Option<Words<'a>>,
}

/// Why a part of a delivery has its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term<'a> {
    /// Id of the rule, which is the part's name.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// Why.
    pub because: Words<'a>,
    /// The sources that say so.
    pub sources: Sources<'a>,
}
