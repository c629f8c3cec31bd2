//! A participant of a sequence, as a column.

use super::super::super::Participant;

/// A participant.
#[derive(Debug)]
pub(super) struct Column<'f> {
    pub(super) participant: &'f Participant,
    pub(super) middle: u32,
    /// Width of its head, and the name in it.
    pub(super) width: u32,
    pub(super) name: Vec<String>,
}
