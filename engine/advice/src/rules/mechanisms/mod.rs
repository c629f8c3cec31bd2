//! The mechanisms: how a step is kept consistent.
//!
//! A query changes nothing, so it keeps no invariant, whatever is named: the invariant is kept where the change is decided. A
//! reservation needs a reason to hold: somebody states it, or a later step that the caller waits for, or a payment, must still
//! succeed. A balance that changes after the caller has gone on is one leg of a saga: exact at its owner, eventual for others.

super::rules! {
    single_writer,
    crdt,
    conditional_write,
    local_transaction,
    escrow,
    reservation,
    unique_registry,
    consensus,
    two_phase_commit,
    saga,
    owner_read,
    read_your_writes,
    outbox,
    plain_eventual,
}
