//! Call terms: what must be settled for every call. Each is a table of cases.

use crate::rule::prelude::*;

/// A part of a local transaction.
const TRANSACTION: Is = is!("exchange", "transaction");
/// A call that changes nothing.
const QUERY: Is = is!("exchange", "query");
/// A request that is accepted at once and finished later.
const ACCEPTED: Is = is!("exchange", "accepted");

super::rules! {
    time_limit,
    retry,
    idempotency_key,
    if_down,
}
