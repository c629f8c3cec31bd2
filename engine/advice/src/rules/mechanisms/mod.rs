//! The mechanisms: how a step is kept consistent.
//!
//! A query changes nothing, so it keeps no invariant: the step that decides the change keeps it. If the description
//! says of one step that it is a query and that it keeps an invariant, the step counts as a change here: the finding
//! `contradicting_gates` tells it, and the safer answer is followed. A reservation needs a reason to hold: somebody
//! states it, or a later step must still succeed, such as a payment or another step that the caller waits for. A
//! balance that changes after the caller has gone on is one part of a saga: exact at its owner, eventually consistent
//! for others.

// The order of the table: the first row whose condition holds gives the mechanism.
super::order! {
    SINGLE_WRITER,
    CRDT,
    NO_LOST_UPDATE,
    SAME_BOUNDARY,
    ESCROW,
    RESERVATION,
    TAKEN_IN_ONE_STEP,
    UNIQUE_REGISTRY,
    CONSENSUS,
    TWO_PHASE_COMMIT,
    SINGLE_OWNER_OF_ALL,
    SAGA_OF_SEVERAL,
    SAGA_OF_A_BALANCE,
    LEG_OF_A_SAGA,
    OWNER_READ,
    READ_OF_A_CHANGE,
    READ_YOUR_WRITES,
    ASKED_OF_ITS_OWNER,
    SINGLE_OWNER,
    OUTBOX,
    EVENTUAL_READ,
    PLAIN_EVENTUAL,
}

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
