//! The two documents of the chat-completions protocol, as far as they are used.

use app::language_model::{Message, Speaker};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    messages: Vec<Said<'a>>,
    stream: bool,
}

#[derive(Serialize)]
struct Said<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Content,
}

#[derive(Deserialize)]
struct Content {
    content: String,
}

/// The body that asks a model for its next message. Nothing but the protocol's first fields is sent, because
/// servers refuse what they do not know.
pub(super) fn request(model: &str, conversation: &[Message]) -> Option<Vec<u8>> {
    let messages =
        conversation.iter().map(|Message { role, content }| Said { role: role_of(*role), content }).collect();
    serde_json::to_vec(&Request { model, messages, stream: false }).ok()
}

/// The message in a body; `None` if it has none.
pub(super) fn answer(body: &[u8]) -> Option<String> {
    let Answer { choices } = serde_json::from_slice(body).ok()?;
    choices.into_iter().next().map(|choice| choice.message.content)
}

fn role_of(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::System => "system",
        Speaker::User => "user",
        Speaker::Assistant => "assistant",
    }
}
