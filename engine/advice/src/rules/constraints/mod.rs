//! The constraints: answers that shape consistency, delivery and message. At most they turn a tie.

super::rules! {
    ordering,
    scaling,
    undo,
    holdable,
    contention,
    reader,
    in_between,
    loss,
    staleness,
    must_mean,
    personal_data,
    if_down,
    quantity,
}

pub use staleness::{ACCEPTED_DELAYS, Delay};
