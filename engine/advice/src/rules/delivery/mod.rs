//! Delivery terms: what must be settled for every message. Each is a table of cases.

use crate::rule::{Is, OPEN, is, t};

/// A message may get lost if an answer says so and no other answer needs it. If answers contradict each other,
/// the safer one wins.
const MAY_BE_LOST: &[Is] = &[LOSS, DURABLE, TOLERANT, RULES];
const LOSS: Is = is("loss", &[t("acceptable")]);
const DURABLE: Is = is("must_mean", &[t(OPEN), t("outcome_now")]);
const TOLERANT: Is = is("failure_tolerance", &[t(OPEN), t("retry_later")]);
/// The answers under which a lost message breaks no invariant.
const RULES: Is = is("invariant", &[t(OPEN), t("none"), t("collaborative_edit"), t("mergeable")]);

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
