//! What every form of a picture has to offer.

use super::Flow;

/// What a form has to offer.
pub(super) struct Writer {
    /// The media type of what it writes.
    pub(super) media_type: &'static str,
    /// Writes flows, one below the other.
    pub(super) flow: fn(&[Flow]) -> String,
    /// Writes the first flow as a sequence.
    pub(super) sequence: fn(&[Flow]) -> String,
}
