//! A batch: a description on each line goes in, and an answer on each line comes out, as soon as it is ready and in
//! the same order.
//!
//! One line is worked on at a time, so a batch of any length needs the memory of one description and its answer.

use app::{
    advisor::Source,
    document::{self, Format},
    limit::TEXT_LIMIT_IN_WORDS,
    operation::LINES,
    problem::Problem,
};
use axum::{
    body::{Body, Bytes},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};
use tracing::Instrument;

use crate::{
    parts,
    receive::{Buffer, HEARD_OUT, Limits},
    state::AppState,
    work::Weight,
};

/// Maximum number of descriptions in a batch.
pub const MOST: usize = 10_000;

/// Maximum length of a batch, in bytes.
pub const LONGEST: usize = 64 * 1024 * 1024;

/// The limits of a batch, in words.
pub fn limits() -> String {
    format!(
        "A line has at most {TEXT_LIMIT_IN_WORDS}, a batch at most {MOST} descriptions and {} MiB.",
        LONGEST / (1024 * 1024)
    )
}

/// Answers the lines of a body.
pub fn answer(state: AppState, body: Body) -> Response {
    let (send, answer) = parts::body(1);
    let lines = Lines::new(&state, body);
    tokio::spawn(assess_all(state, lines, send).in_current_span());
    ([(CONTENT_TYPE, LINES)], parts::HEADERS, answer).into_response()
}

/// Assesses line by line, until the lines end or nobody reads the answers any more.
async fn assess_all(state: AppState, mut lines: Lines, send: mpsc::Sender<Bytes>) {
    while let Some(line) = lines.next().await {
        let answered = match line {
            Ok(text) => assess(&state, text).await,
            Err(problem) => Err(problem),
        };
        let number = lines.number;
        let answered = answered.and_then(|assessment| {
            let answer = format!("{{\"line\":{number},\"assessment\":{assessment}}}\n");
            state.room.hold_bytes(answer.into())
        });
        let answer = answered.unwrap_or_else(|problem| told(number, &problem));
        if send.send(answer).await.is_err() {
            return;
        }
    }
    lines.hear_out().await;
}

async fn assess(state: &AppState, line: Vec<u8>) -> Result<String, Problem> {
    let weight = Weight::of(line.len());
    let assess = move |state: &AppState| {
        let text = document::decode(&line).map_err(|error| Problem::unreadable(Format::Json, &error))?;
        state.advisor.assess(Source { text, format: Format::Json })
    };
    state.work(weight, assess).await
}

/// A line that tells a problem.
fn told(number: usize, problem: &Problem) -> Bytes {
    let problem = serde_json::to_string(problem).unwrap_or_else(|_| "null".to_owned());
    format!("{{\"line\":{number},\"problem\":{problem}}}\n").into()
}

/// The lines of a body that arrives.
struct Lines {
    body: Body,
    limits: Limits,
    /// What has arrived and is not looked at yet.
    piece: Bytes,
    line: Buffer,
    /// The number of the line that was read last, from 1. Blank lines count.
    number: usize,
    /// How many lines were not blank.
    descriptions: usize,
    /// How many bytes have arrived.
    bytes: usize,
    /// Whether nothing more is read.
    is_over: bool,
}

impl Lines {
    fn new(state: &AppState, body: Body) -> Self {
        Self {
            body,
            limits: state.receiving,
            piece: Bytes::new(),
            line: Buffer::new(state.room.clone()),
            number: 0,
            descriptions: 0,
            bytes: 0,
            is_over: false,
        }
    }

    /// The next line that is not blank, or why it cannot be read; `None` at the end.
    async fn next(&mut self) -> Option<Result<Vec<u8>, Problem>> {
        let mut refused = None;
        while !self.is_over {
            let end = self.piece.iter().position(|byte| *byte == b'\n');
            let part = self.piece.split_to(end.unwrap_or(self.piece.len()));
            if refused.is_none() {
                refused = self.line.push(&part).err();
            }
            if end.is_some() {
                _ = self.piece.split_to(1);
            } else {
                match self.arrive().await {
                    Ok(true) => continue,
                    Ok(false) => self.is_over = true,
                    Err(problem) => {
                        self.is_over = true;
                        refused = Some(problem);
                    }
                }
            }
            self.number += 1;
            let line = self.line.take();
            if refused.is_none() && line.trim_ascii().is_empty() {
                continue;
            }
            self.descriptions += 1;
            if self.descriptions > MOST {
                self.is_over = true;
                refused = Some(Problem::batch_too_large(limits()));
            }
            return Some(refused.map_or(Ok(line), Err));
        }
        None
    }

    /// Waits for more of the body. Returns whether there is more.
    async fn arrive(&mut self) -> Result<bool, Problem> {
        let frame = timeout(self.limits.pause, self.body.frame()).await.map_err(|_| Problem::of_status(408))?;
        match frame {
            None => Ok(false),
            Some(Ok(frame)) => {
                self.piece = frame.into_data().unwrap_or_default();
                self.bytes += self.piece.len();
                if self.bytes > LONGEST { Err(Problem::batch_too_large(limits())) } else { Ok(true) }
            }
            Some(Err(_)) => Err(Problem::of_status(400)),
        }
    }

    /// Reads on for a while without keeping anything: a client that is still sending when its connection is closed
    /// would not see the last answers.
    async fn hear_out(&mut self) {
        let end = Instant::now() + self.limits.pause;
        let mut heard = 0;
        while heard < HEARD_OUT
            && let Ok(Some(Ok(frame))) = tokio::time::timeout_at(end, self.body.frame()).await
        {
            heard += frame.data_ref().map_or(0, Bytes::len);
        }
    }
}
