//! How a message is delivered (wire type, see the contract).

use serde::{Deserialize, Serialize};

use super::{Sources, Words};

/// How the message that carries a step is delivered.
///
/// What is settled is named like the rule that settles it. Where the message goes without, it is null or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery<'a> {
    /// The message that is delivered: the step's own, or the event that it announces where the step itself is called.
    #[serde(borrow)]
    pub message: Words<'a>,
    /// `at_most_once` or `at_least_once`.
    pub guarantee: Words<'a>,
    /// `outbox` (stored with the sender's change, sent from there) or `direct`.
    pub sending: Words<'a>,
    /// By what a consumer recognises what it has handled.
    pub idempotency_key: Option<Words<'a>>,
    /// How long a consumer remembers it: an ISO 8601 duration, or `forever`.
    pub deduplication_window: Option<Words<'a>>,
    /// `none`, `per_entity` or `global`.
    pub ordering: Words<'a>,
    /// The field by which messages are split among partitions.
    pub partition_key: Option<Words<'a>>,
    /// `until_done`, `in_order`, `briefly` or `for_a_day`; the reason says what each means.
    pub retry: Option<Words<'a>>,
    /// Where each consumer sets aside what it cannot handle.
    pub dead_letter: Vec<DeadLetter<'a>>,
    /// After what time it is worth nothing: an ISO 8601 duration.
    pub expiry: Option<Words<'a>>,
    /// The id that every message of one run of the flow carries.
    pub correlation_id: Words<'a>,
    /// Why the guarantee.
    pub because: Words<'a>,
    /// Why each part is as it is, in the order of the rulebook.
    pub terms: Vec<Term<'a>>,
}

/// Where a consumer sets aside what it cannot handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter<'a> {
    /// The consumer: a participant's id, or null where the description names none.
    #[serde(borrow)]
    pub consumer: Option<Words<'a>>,
    /// A name for the queue.
    pub queue: Words<'a>,
    /// Who looks after it: the consumer's team, or the consumer itself.
    pub owner: Option<Words<'a>>,
}

/// Why a part of a delivery is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term<'a> {
    /// Id of the rule, which is the part's name.
    #[serde(borrow)]
    pub rule: Words<'a>,
    /// Why.
    pub because: Words<'a>,
    /// Who says so.
    pub sources: Sources<'a>,
}
