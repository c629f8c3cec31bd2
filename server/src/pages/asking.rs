//! `POST /reading/model`: lets the language model read a text, makes a draft of what it read, and leads there; or says
//! why there is no reading, and leads to what the rules read.
//!
//! The answer is sent in parts, so nothing is kept between two requests. Whoever leaves the page ends the request
//! to the model.

use std::{pin::pin, sync::Arc, time::Duration};

use advice::fault::{Code, Fault};
use app::{
    draft::DraftId,
    language_model::{self, Answered, LanguageModel, Unanswered},
    pages::{self, waiting},
    problem::Problem,
    shell::Page,
    start_form::{Begun, StartForm},
};
use axum::{
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use reader::proposal::Proposed;
use tokio::{
    sync::mpsc,
    time::{interval, timeout},
};
use tracing::Instrument;

use super::starting::{Started, mend};
use crate::{client::Sender, page::Parts, parts, refusal::Refusal, state::AppState, work::Weight};

/// Number of times that a model may mend the faults of its description.
const MENDINGS: usize = 1;

/// `POST /reading/model`.
pub(super) async fn ask(
    State(state): State<AppState>,
    sender: Sender,
    weight: Weight,
    started: Started,
) -> Result<Response, Refusal> {
    let form = started.form;
    let Some(model) = state.advisor.language_model().cloned() else {
        return Err(Problem::unknown("This server asks no language model.").into());
    };
    // A text that has no words, or is too long, goes nowhere.
    if let Err(problem) = form.check_words() {
        return state.work(weight, move |_: &AppState| mend(form, problem)).await;
    }
    state.creating(sender)?;
    let by_rules = DraftId::parse(&started.draft);
    let page = Parts::of(waiting::page(&form, by_rules.as_ref(), &model.offer()), waiting::HERE);
    let headers = page.headers.clone();
    let (send, body) = parts::body(4);
    let asked = Asked { model, form, by_rules, weight };
    tokio::spawn(answer(state, asked, page, send).in_current_span());
    Ok((headers, parts::HEADERS, body).into_response())
}

/// What is asked of a model.
struct Asked {
    model: Arc<dyn LanguageModel>,
    /// The text is in its steps.
    form: StartForm,
    /// The draft with what the rules read of the same text, if there is one.
    by_rules: Option<DraftId>,
    weight: Weight,
}

/// Sends the page, a line each second, and what came of it. It ends as soon as nobody reads any more.
async fn answer(state: AppState, asked: Asked, Parts { before, after, .. }: Parts, send: mpsc::Sender<Bytes>) {
    if send.send(before.into()).await.is_err() {
        return;
    }
    let weight = asked.weight;
    let mut reading = pin!(reading(&state, asked));
    let mut second = interval(Duration::from_secs(1));
    let mut seconds = 0;
    let page = loop {
        tokio::select! {
            page = &mut reading => break page.unwrap_or_else(|problem| pages::problem::page(&problem, "", None)),
            _ = second.tick() => {
                if send.send(waiting::line(seconds).into()).await.is_err() {
                    return;
                }
                seconds += 1;
            }
            () = send.closed() => return,
        }
    };
    let write = move |_: &AppState| Ok::<_, Problem>(page.render_content());
    let content = match state.work(weight, write).await {
        Ok(content) => content,
        Err(problem) => pages::problem::page(&problem, "", None).render_content(),
    };
    _ = send.send((waiting::done(&content) + &after).into()).await;
}

/// Makes a draft of the model's reading, or else of the rules' own, and returns the page that leads there.
async fn reading(state: &AppState, asked: Asked) -> Result<Page, Problem> {
    let Asked { model, form, by_rules, weight } = asked;
    let offer = model.offer();
    let limit = Duration::from_secs(offer.seconds);
    let proposed = timeout(limit, proposed(state, &*model, &form.steps, weight)).await;
    let why = match proposed.unwrap_or(Err(Unanswered::TooSlow(offer.seconds))) {
        Ok(mut proposed) => {
            let begin = move |_: &AppState| {
                form.give_name(&mut proposed.reading.description)?;
                Begun::proposed(&form.steps, &proposed)
            };
            let Begun { written, dropped } = state.work(weight, begin).await?;
            let draft = state.advisor.start_draft(written).await?;
            return Ok(waiting::read(&offer, &draft.id, dropped));
        }
        Err(why) => why,
    };
    tracing::info!(?why, "the model gave no reading");
    if let Some(by_rules) = by_rules {
        return Ok(waiting::in_vain(why, &by_rules));
    }
    let read = move |_: &AppState| {
        Ok::<_, Problem>(form.draft().map_err(|problem| {
            let mut faults = vec![Fault::new("/steps", Code::Empty, why.to_string())];
            faults.extend(problem.faults);
            pages::start::again(form, &Problem::faulty(faults))
        }))
    };
    match state.work(weight, read).await? {
        Ok(begun) => Ok(waiting::in_vain(why, &state.advisor.start_draft(begun.written).await?.id)),
        Err(page) => Ok(page),
    }
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
