//! The probes of an orchestrator: whether the process lives, and whether it can serve.

use std::sync::atomic::Ordering;

use app::{
    operation::{Answer, Form, Method, Operation, Topic},
    problem::{Problem, kinds},
};
use axum::{extract::State, routing::get};

use crate::{api::Endpoint, refusal::Refusal, state::AppState};

/// The call that asks whether the process lives.
pub static ALIVE: Endpoint = Endpoint {
    operation: Operation {
        id: "check_alive",
        title: "Ask whether the process lives",
        about: "It answers whatever the state of the store.",
        topic: Topic::Operation,
        method: Method::Get,
        path: "/healthz",
        parameters: &[],
        body: None,
        answers: &[Answer { status: 200, about: "It lives.", headers: &[], forms: text }],
        problems: &[],
        is_open: false,
        command: None,
    },
    route: || get(alive),
    tool: None,
};

/// The call that asks whether the server can serve.
pub static READY: Endpoint = Endpoint {
    operation: Operation {
        id: "check_ready",
        title: "Ask whether the server can serve",
        about: "It can if the store can be read and written, and if nobody told the server to stop. A server for \
                reading (`READ_ONLY`) need not write.",
        topic: Topic::Operation,
        method: Method::Get,
        path: "/readyz",
        parameters: &[],
        body: None,
        answers: &[Answer { status: 200, about: "It can serve.", headers: &[], forms: text }],
        problems: &[&kinds::STOPPING, &kinds::STORE_UNAVAILABLE, &kinds::STORE_UNREADABLE],
        is_open: false,
        command: None,
    },
    route: || get(ready),
    tool: None,
};

fn text() -> Vec<Form> {
    vec![Form::other("text/plain; charset=utf-8")]
}

/// `GET /healthz`: the process answers, whatever the state of its dependencies.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store works too, and nobody told the server to stop; otherwise the status is 503.
pub async fn ready(State(state): State<AppState>) -> Result<&'static str, Refusal> {
    if state.draining.load(Ordering::Relaxed) {
        return Err(Problem::stopping().into());
    }
    if state.gate.read_only {
        state.advisor.readable().await?;
    } else {
        state.advisor.ready().await?;
    }
    Ok("ready\n")
}
