//! Why a store takes nothing at the moment.

/// Why a store takes nothing at the moment. Somebody can mend it, and what it holds is not lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Its disk is full, or takes no writes.
    DiskFull,
    /// Another program holds it and does not let go.
    Locked,
    /// It can be read and not written.
    ReadOnly,
    /// It was removed or replaced while it was open.
    Gone,
    /// Too many want something of it at once.
    Busy,
}
