//! The states in which a store cannot serve.

/// Why the store refuses reads or writes at the moment. An operator can repair it, and no stored data is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// The disk is full or refuses writes.
    DiskFull,
    /// Another program keeps the database locked.
    Locked,
    /// The store can be read but not written.
    ReadOnly,
    /// The store's file was removed or replaced while it was open.
    Gone,
    /// The database does not answer, or does not let this server in.
    Unreachable,
    /// Too many operations wait for the store.
    Busy,
}
