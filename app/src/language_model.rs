//! A language model that may be asked to read a text: what is asked of it, and what can go wrong.
//!
//! It knows no protocol and no network; `server` brings the client. Whatever the model answers is only a proposal
//! ([`reader::proposal`]).

use std::fmt;
use std::sync::Arc;

use advice::Rulebook;
use async_trait::async_trait;
use reader::proposal::Proposed;

use crate::assistant;
use crate::components::for_assistant;
use crate::pasted::{self, Brought, Pasted};
use crate::problem::Problem;

/// A client of a language model.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// What people are told before their text goes out.
    fn offer(&self) -> Offer;

    /// Sends a conversation and returns the model's next message. Dropping the future ends the request; whoever
    /// calls drops it after [`Offer::seconds`].
    ///
    /// # Errors
    /// Why there is no answer.
    async fn next(&self, conversation: &[Message]) -> Result<String, Unanswered>;
}

/// What people are told of a model before their text goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The name of the model.
    pub name: String,
    /// Host and port that the text goes to.
    pub host: String,
    /// Maximum number of seconds for a text.
    pub seconds: u64,
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub role: Speaker,
    /// What is said.
    pub content: String,
}

/// Who speaks in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The instruction.
    System,
    /// Whoever asks.
    User,
    /// The model.
    Assistant,
}

/// Why a model gave no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// Too many texts are being read at once.
    Busy,
    /// It cannot be reached.
    Unreachable,
    /// It took longer than this many seconds.
    TooSlow(u64),
    /// It does not accept our key: 401 or 403.
    KeyRefused,
    /// It takes no more requests for now: 429.
    TooMany,
    /// It answered with this status.
    Status(u16),
    /// Its answer is longer than this many KiB.
    TooLong(usize),
    /// Its answer does not follow the protocol.
    Unintelligible,
    /// It wrote no description: it says that there is no system in the text, or something else.
    NoDescription,
    /// Its description has faults, also after it was told them.
    Faulty,
    /// No step of its description quotes words of the text.
    NothingQuoted,
}

impl fmt::Display for Unanswered {
    /// A full sentence.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => formatter.write_str("The model reads other texts just now; try again in a minute."),
            Self::Unreachable => formatter.write_str("The model could not be reached."),
            Self::TooSlow(seconds) => write!(formatter, "The model gave no answer within {seconds} seconds."),
            Self::KeyRefused => formatter
                .write_str("The model refused this server\u{2019}s key; whoever runs the server has to mend it."),
            Self::TooMany => formatter.write_str("The model takes no more texts for now; try again later."),
            Self::Status(status) => write!(formatter, "The model answered with the error {status}."),
            Self::TooLong(kib) => write!(formatter, "The model\u{2019}s answer was longer than {kib} KiB."),
            Self::Unintelligible => formatter.write_str("The model\u{2019}s answer could not be understood."),
            Self::NoDescription => formatter.write_str("The model found no system in the text."),
            Self::Faulty => formatter.write_str("The model\u{2019}s description had faults that it did not mend."),
            Self::NothingQuoted => {
                formatter.write_str("No step that the model proposed quotes words of the text, so none was kept.")
            }
        }
    }
}

/// The conversation that asks to read a text.
pub fn conversation(book: &Rulebook, text: &str) -> Vec<Message> {
    vec![
        Message { role: Speaker::System, content: assistant::instruction(book) },
        Message { role: Speaker::User, content: text.to_owned() },
    ]
}

/// What became of a model's answer.
#[derive(Debug)]
pub enum Answered {
    /// A proposal that may be shown.
    Proposed(Box<Proposed>),
    /// It has faults, which the model can mend: the conversation that tells them.
    ToMend(Vec<Message>),
}

/// Reads a model's answer to a conversation about `text`.
///
/// # Errors
/// Why it gives no reading.
pub fn read(
    answer: String,
    mut conversation: Vec<Message>,
    text: &str,
    book: &'static Rulebook,
) -> Result<Answered, Unanswered> {
    let Pasted::Description(description) = pasted::recognise(&answer) else { return Err(Unanswered::NoDescription) };
    match pasted::read(&description, Some(text), book) {
        Ok(Brought::Proposed(proposed)) => Ok(Answered::Proposed(Box::new(proposed))),
        // A description without any quote.
        Ok(Brought::Own(..)) => Err(Unanswered::NothingQuoted),
        Err(problem) if is_empty(&problem) => Err(Unanswered::NothingQuoted),
        Err(problem) => {
            conversation.push(Message { role: Speaker::Assistant, content: answer });
            conversation.push(Message { role: Speaker::User, content: for_assistant::told(&problem) });
            Ok(Answered::ToMend(conversation))
        }
    }
}

/// Whether nothing is left of a proposal.
fn is_empty(problem: &Problem) -> bool {
    matches!(problem.faults.as_slice(), [fault] if fault.at == "/flows" && fault.code == advice::fault::Code::Empty)
}

/// The model that an advisor may ask.
pub type Named = Option<Arc<dyn LanguageModel>>;
