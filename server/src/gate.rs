//! What a server refuses because of how its operator set it up: every change where it is only read, and new reports and
//! drafts of people whom its proxy does not know.

use app::problem::Problem;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::{api, client::Sender, refusal::Refusal, state::AppState};

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

/// Pages whose forms are answered and keep nothing.
const KEEP_NOTHING: [&str; 5] = ["/messages", "/messages.csv", "/snippets", "/schemas", "/mcp"];

/// The beginnings of the paths of pages on which somebody works. They are nothing but forms.
const WORKPLACES: [&str; 5] = ["/d/", "/grid/", "/ask/", "/reading/", "/assistant"];

/// The layer that refuses all changes where the server is only read. What an assistant may change through `/mcp` is
/// checked where it is done.
pub async fn read_only(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let keeps_nothing = is_safe || KEEP_NOTHING.contains(&path) || api::is_open(path);
    let is_workplace = WORKPLACES.iter().any(|start| path.starts_with(start));
    if state.gate.read_only && (!keeps_nothing || is_workplace) {
        return Err(Problem::read_only().into());
    }
    Ok(next.run(request).await)
}
