//! A tool: something that an assistant may call. It is described in words and in schemas, and it is a function from
//! arguments to an answer.
//!
//! The module knows no tool and no message.

use std::pin::Pin;

use advice::Rulebook;
use app::{advisor::Advisor, problem::Problem};
use serde_json::Value;

use crate::{client::Sender, state::AppState};

/// Something that an assistant may call.
#[derive(Debug)]
pub struct Tool {
    /// Its permanent name.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// For the assistant: when to call it, what to give, what comes back, and what to do next.
    pub description: &'static str,
    /// The JSON Schema of its arguments, an object, with the questions of a rulebook.
    pub input: fn(&Rulebook) -> Value,
    /// The JSON Schema of its answer, an object.
    pub output: fn() -> Value,
    /// What a call changes.
    pub effect: Effect,
    /// What a call does.
    pub run: Run,
}

/// What a call of a tool changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// It stores something new. Nothing that is there is changed.
    Creates,
}

/// The answer of a tool that waits for the store.
pub type Waiting = Pin<Box<dyn Future<Output = Result<String, Problem>> + Send>>;

/// What a call of a tool does. It takes the arguments as the text of a JSON object and answers with another.
///
/// # Errors
/// A [`Problem`], with every fault of the arguments.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    /// Computes the answer on a worker thread. It needs no store.
    Computed(fn(&Advisor, &str) -> Result<String, Problem>),
    /// Waits for the store. Only a server has one.
    Stored(fn(AppState, Sender, String) -> Waiting),
}
