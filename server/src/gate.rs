//! What a server refuses because of how its operator set it up: every change where it is only read, and new reports and
//! drafts of people whom its proxy does not know.

use app::problem::Problem;

use crate::client::Sender;

/// Who may change what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether only users whom a trusted proxy names may create something.
    pub users_only: bool,
}

impl Gate {
    /// Checks that somebody may create a report or a draft.
    ///
    /// # Errors
    /// Nobody may, or the sender is no user.
    pub fn creating(self, sender: Sender) -> Result<(), Problem> {
        match self {
            Self { read_only: true, .. } => Err(Problem::read_only()),
            Self { users_only: true, .. } if !sender.is_user => Err(Problem::users_only()),
            _ => Ok(()),
        }
    }
}
