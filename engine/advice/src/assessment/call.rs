//! How a step is called, and what happens if the call fails (wire type, see the contract).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Term, Words};

/// How a step is called that somebody waits for, or that is accepted at once.
///
/// Each part has the name of the rule that settles it. A part that the call does not need is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Call<'a> {
    /// How long the caller waits: an ISO 8601 duration, whose seconds may have decimal places.
    #[serde(borrow)]
    pub time_limit: Words<'a>,
    /// How often the caller tries again: `once`, `twice`, `3_times` and so on, or `on_deadlock`. The reason says
    /// what it means.
    pub retry: Option<Words<'a>>,
    /// The key by which the other side recognises a request that it has handled.
    pub idempotency_key: Option<Words<'a>>,
    /// What happens if no answer comes: an answer to the question `if_down`.
    pub if_down: Words<'a>,
    /// Why this happens if no answer comes.
    pub because: Words<'a>,
    /// Why each part has its value, in the order of the rulebook.
    pub terms: Vec<Term<'a>>,
}
