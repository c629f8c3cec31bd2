//! The size limits of a description and the checks of its texts. Reading, editing and typing use the same ones.

use crate::fault::{Code, Fault};

/// The size limits of a description.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Flows.
    pub flows: usize,
    /// Steps of all flows together.
    pub steps: usize,
    /// Participants, declared or only named.
    pub participants: usize,
    /// Declared participants, assumptions, references of a step, or fields of a message.
    pub items: usize,
    /// Answers of a step or of the system, or answers to one question.
    pub answers: usize,
    /// The largest number that is counted, such as of workers or retries.
    pub count: u32,
    /// Characters of a name, an action, an id or an answer.
    pub name: usize,
    /// Characters of a JSON Pointer.
    pub pointer: usize,
    /// Bytes of a prose field.
    pub prose: usize,
}

/// The limits.
pub const LIMITS: Limits = Limits {
    flows: 200,
    steps: 2_000,
    participants: 4_000,
    items: 2_000,
    answers: 200,
    count: 100_000,
    name: 200,
    pointer: 1_000,
    prose: 64 * 1024,
};

/// Checks a text of one line, such as a name or an action, and trims it.
///
/// # Errors
/// What is wrong with the text, without a pointer.
pub fn check_name(text: &str) -> Result<&str, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::new("", Code::Empty, "This must not be empty."));
    }
    check_length(text, LIMITS.name).map_err(|fault| fault.hint("Say it shorter, and put the rest into `summary`."))?;
    Ok(text)
}

/// Checks that a text has at most `most` characters.
///
/// # Errors
/// The number of characters, without a pointer.
pub(crate) fn check_length(text: &str, most: usize) -> Result<(), Fault> {
    // A text never has more characters than bytes, so a short text need not be counted.
    let length = if text.len() > most { text.chars().count() } else { 0 };
    if length > most {
        return Err(Fault::new("", Code::LimitPassed, format!("This has {length} characters; the limit is {most}.")));
    }
    Ok(())
}

/// Checks the length of a text of several lines.
///
/// # Errors
/// What is wrong with the text, without a pointer.
pub fn check_prose(text: &str) -> Result<(), Fault> {
    if text.len() > LIMITS.prose {
        let message = format!("This has {} bytes; the limit is {}.", text.len(), LIMITS.prose);
        return Err(Fault::new("", Code::LimitPassed, message));
    }
    Ok(())
}
