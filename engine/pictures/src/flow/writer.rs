//! The interface that every form of a picture implements.

use super::Flow;

/// The functions of one form.
pub(super) struct Writer {
    /// The media type of the documents.
    pub(super) media_type: &'static str,
    /// Writes all flows, one below the other.
    pub(super) flow: fn(&[Flow]) -> String,
    /// Writes the first flow as a sequence diagram.
    pub(super) sequence: fn(&[Flow]) -> String,
}
