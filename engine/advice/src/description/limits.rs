//! How much a description may hold, and the checks of its texts: the same where it is read, edited and typed.

use crate::fault::{Code, Fault};

/// How much a description may hold.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Flows.
    pub flows: usize,
    /// Steps in all flows together.
    pub steps: usize,
    /// Participants, references of a step, and fields of a message.
    pub items: usize,
    /// Answers of a step or of the system.
    pub answers: usize,
    /// Characters of a name, an action or an id.
    pub name: usize,
    /// Bytes of a prose field.
    pub prose: usize,
}

/// The limits.
pub const LIMITS: Limits = Limits { flows: 200, steps: 2_000, items: 2_000, answers: 200, name: 200, prose: 64 * 1024 };

/// A text of one line, such as a name or an action, without the space around it.
///
/// # Errors
/// What is wrong with it, without a place.
pub fn check_name(text: &str) -> Result<&str, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::new("", Code::Empty, "This must not be empty."));
    }
    let length = text.chars().count();
    if length > LIMITS.name {
        let message = format!("This has {length} characters; the limit is {}.", LIMITS.name);
        let fault = Fault::new("", Code::LimitPassed, message);
        return Err(fault.hint("Say it shorter, and put the rest into `summary`."));
    }
    Ok(text)
}

/// Whether a text of several lines is short enough.
///
/// # Errors
/// What is wrong with it, without a place.
pub fn check_prose(text: &str) -> Result<(), Fault> {
    if text.len() > LIMITS.prose {
        let message = format!("This has {} bytes; the limit is {}.", text.len(), LIMITS.prose);
        return Err(Fault::new("", Code::LimitPassed, message));
    }
    Ok(())
}
