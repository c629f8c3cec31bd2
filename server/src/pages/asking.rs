//! `POST /reading/model`: lets the language model read a text, and shows the reading or why there is none.
//!
//! The answer is sent in parts, so nothing is kept between two requests. Whoever leaves the page ends the request
//! to the model.

use std::{
    convert::Infallible,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use advice::fault::{Code, Fault};
use app::{
    language_model::{self, Answered, LanguageModel, Unanswered},
    pages::{
        self,
        beside::{Beside, Came},
        waiting,
    },
    problem::Problem,
    shell::Page,
    start_form::StartForm,
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::State,
    http::{HeaderName, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use hyper::body::Frame;
use reader::proposal::Proposed;
use tokio::{
    sync::mpsc,
    time::{interval, timeout},
};
use tracing::Instrument;

use super::starting::{Started, mend};
use crate::{assets, client::Sender, page::Parts, refusal::Refusal, state::AppState, work::Weight};

/// Number of times that a model may mend the faults of its description.
const MENDINGS: usize = 1;

/// The answer comes in parts and is never kept. Proxies are asked not to wait for its end.
const IN_PARTS: [(HeaderName, &str); 2] =
    [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];

/// `POST /reading/model`.
pub(super) async fn ask(
    State(state): State<AppState>,
    sender: Sender,
    body: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    let form = started.form;
    let Some(model) = state.advisor.language_model().cloned() else {
        return Err(Problem::unknown("This server asks no language model.").into());
    };
    // A text that has no words, or is too long, goes nowhere.
    if let Err(problem) = form.check_words() {
        return state.work(body, move |_: &AppState| mend(form, problem)).await;
    }
    state.rates.creating(sender)?;
    let offer = model.offer();
    let parts = Parts::of(waiting::page(&form, &offer), waiting::HERE);
    let headers = parts.headers.clone();
    let (send, receive) = mpsc::channel(4);
    tokio::spawn(answer(state, model, (form, body), parts, send).in_current_span());
    Ok((headers, IN_PARTS, Body::new(InParts(receive))).into_response())
}

/// Sends the page, a line each second, and the reading. It ends as soon as nobody reads any more.
async fn answer(
    state: AppState,
    model: Arc<dyn LanguageModel>,
    (form, weight): (StartForm, Weight),
    Parts { before, after, nonce, .. }: Parts,
    send: mpsc::Sender<String>,
) {
    if send.send(before).await.is_err() {
        return;
    }
    let mut reading = pin!(reading(&state, &*model, form, weight));
    let mut second = interval(Duration::from_secs(1));
    let mut seconds = 0;
    let page = loop {
        tokio::select! {
            page = &mut reading => break page,
            _ = second.tick() => {
                if send.send(waiting::line(seconds)).await.is_err() {
                    return;
                }
                seconds += 1;
            }
            () = send.closed() => return,
        }
    };
    let write = move |_: &AppState| Ok::<_, Problem>(page.render_content(&assets::links(), &nonce));
    let content = match state.work(weight, write).await {
        Ok(content) => content,
        Err(problem) => pages::problem::page(&problem).render_content(&assets::links(), ""),
    };
    _ = send.send(waiting::done(&content) + &after).await;
}

/// The page with the model's reading; or with the rules' own, and why.
async fn reading(state: &AppState, model: &dyn LanguageModel, form: StartForm, weight: Weight) -> Page {
    let offer = model.offer();
    let limit = Duration::from_secs(offer.seconds);
    let proposed = timeout(limit, proposed(state, model, &form.steps, weight)).await;
    let why = match proposed.unwrap_or(Err(Unanswered::TooSlow(offer.seconds))) {
        Ok(proposed) => return pages::proposal::page(form, proposed, &offer.name, None),
        Err(why) => why,
    };
    tracing::info!(?why, "the model gave no reading");
    let by_rules = move |_: &AppState| {
        Ok::<_, Problem>(match form.reading() {
            Ok(Some(read)) => {
                let beside = Beside { offer: Some(offer), came: Came::InsteadOfModel(why.to_string()) };
                pages::reading::page(form, read, beside)
            }
            other => {
                let mut faults = vec![Fault::new("/steps", Code::Empty, why.to_string())];
                faults.extend(other.err().into_iter().flat_map(|problem| problem.faults));
                pages::start::again(form, &Problem::faulty(faults))
            }
        })
    };
    state.work(weight, by_rules).await.unwrap_or_else(|problem| pages::problem::page(&problem))
}

/// What the model proposes for a text.
async fn proposed(
    state: &AppState,
    model: &dyn LanguageModel,
    text: &str,
    weight: Weight,
) -> Result<Proposed, Unanswered> {
    let book = state.advisor.rulebook();
    let mut conversation = language_model::conversation(book, text);
    for _ in 0..=MENDINGS {
        let answer = model.next(&conversation).await?;
        let text = text.to_owned();
        let weight = weight.max(Weight::of(answer.len()));
        let read = move |_: &AppState| Ok::<_, Problem>(language_model::read(answer, conversation, &text, book));
        match state.work(weight, read).await.map_err(|_| Unanswered::Busy)?? {
            Answered::Proposed(proposed) => return Ok(*proposed),
            Answered::ToMend(told) => conversation = told,
        }
    }
    Err(Unanswered::Faulty)
}

/// A body whose parts come as they are sent.
struct InParts(mpsc::Receiver<String>);

impl HttpBody for InParts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(Bytes::from(part)))))
    }
}
