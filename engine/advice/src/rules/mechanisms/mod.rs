//! The mechanisms: how a step is kept consistent.

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
