//! A participant of a sequence diagram as a column.

use super::super::super::Participant;

/// A participant with its column.
#[derive(Debug)]
pub(super) struct Column<'f> {
    pub(super) participant: &'f Participant,
    pub(super) middle: u32,
    /// Width of the head at the top of the column, pixels; `name` has the lines of text in it.
    pub(super) width: u32,
    pub(super) name: Vec<String>,
}
