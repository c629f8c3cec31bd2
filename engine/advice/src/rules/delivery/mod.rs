//! Delivery terms: what must be settled for every message. Each is a table of cases.

use crate::rule::prelude::*;

/// A message may get lost if an answer says so and no other answer needs it. If answers contradict each other,
/// the safer one wins.
const MAY_BE_LOST: &[Is] = &[LOSS, DURABLE, TOLERANT, RULES];
const LOSS: Is = is!("loss", "acceptable");
const DURABLE: Is = is!("must_mean", OPEN, "outcome_now");
const TOLERANT: Is = is!("failure_tolerance", OPEN, "retry_later");
/// The answers under which a lost message breaks no invariant.
const RULES: Is = is!("invariant", OPEN, "none", "collaborative_edit", "mergeable");

/// Somebody waits for the outcome, although nobody holds a call open.
const AWAITED: Is = is!("exchange", "accepted", "with_reply");

super::rules! {
    guarantee,
    sending,
    idempotency_key,
    deduplication_window,
    ordering,
    partition_key,
    retry,
    dead_letter,
    expiry,
    correlation_id,
}
