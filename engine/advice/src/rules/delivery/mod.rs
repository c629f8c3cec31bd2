//! Terms of delivery: what must be settled for every message, each with a table of cases.

use crate::rule::{Is, OPEN, is, t};

/// A message may get lost: somebody says so, and nothing else that was said speaks against it. Of answers that contradict
/// each other the safer one is followed.
const MAY_BE_LOST: &[Is] = &[LOSS, DURABLE, TOLERANT, RULES];
const LOSS: Is = is("loss", &[t("acceptable")]);
const DURABLE: Is = is("must_mean", &[t(OPEN), t("outcome_now")]);
const TOLERANT: Is = is("failure_tolerance", &[t(OPEN), t("retry_later")]);
/// A lost message breaks no rule.
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
