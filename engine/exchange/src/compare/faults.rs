//! Collects what is wrong with a version of a schema.

use advice::fault::{Code, FAULTS_SHOWN, Fault};
use advice::tree::Tree;

use super::told::Place;

/// The largest size of all pointers in bytes, so that long names do not make an answer longer than the question.
const ROOM: usize = 1 << 18;

/// The faults of one version, each with the byte at which the faulty value starts.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    found: Vec<(u32, Fault)>,
    size: usize,
}

impl Wrong {
    /// Adds a fault of a value. Beyond the limits it is dropped: whoever mends the others sees it next time.
    pub(super) fn push(&mut self, tree: &Tree<'_>, place: &Place, code: Code, message: String, hint: &str) {
        if self.found.len() >= FAULTS_SHOWN || self.size > ROOM {
            return;
        }
        let fault = Fault::new(place.pointer(), code, message);
        self.size += fault.at.len();
        let fault = if hint.is_empty() { fault } else { fault.hint(hint) };
        self.found.push((tree.span.start, fault));
    }

    /// The faults.
    pub(super) fn into_faults(self) -> Vec<(u32, Fault)> {
        self.found
    }
}
