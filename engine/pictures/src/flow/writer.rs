//! The interface that every form of a picture implements.

use std::fmt::{self, Write as _};

use super::Flow;

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'f> {
    /// The name of the system.
    pub(super) system: &'f str,
    /// Its flows, or the one that is asked for.
    pub(super) flows: &'f [Flow],
}

/// The functions of one form.
pub(super) struct Writer {
    /// The media type of the documents.
    pub(super) media_type: &'static str,
    /// Writes all flows, one below the other.
    pub(super) flow: fn(&Subject<'_>) -> String,
    /// Writes the first flow as a sequence diagram.
    pub(super) sequence: fn(&Subject<'_>) -> String,
}

/// Writes one line of a source, indented by four spaces for each level.
pub(super) fn line(out: &mut String, depth: usize, content: fmt::Arguments<'_>) {
    (0..depth).for_each(|_| out.push_str("    "));
    // Writing to a string does not fail.
    let _ = out.write_fmt(content);
    out.push('\n');
}
