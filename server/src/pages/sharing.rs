//! The page on which a report is shared, what its editors decide there, and the view that other sites may frame.

use advice::Fault;
use app::{
    links::Right as To,
    pages::{
        self,
        sharing::{Refused, Sent, Sharer},
    },
    problem::{Problem, kinds},
    report::{EditToken, Report},
    standing::Status,
    store::Which,
};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Redirect, Response},
};

use super::{SECRET, fields::Fields};
use crate::{
    client::Sender,
    page::{Framed, Html},
    refusal::Refusal,
    rights::{self, Right},
    room::Held,
    state::AppState,
    work::Weight,
};

/// `GET /r/{id}/sharing`.
pub(super) async fn page(
    State(state): State<AppState>,
    Path(id): Path<String>,
    right: Right,
) -> Result<Response, Refusal> {
    shown(&state, &id, &right, None).await
}

/// The page; with what was refused, the answer to the form that sent it.
async fn shown(state: &AppState, id: &str, right: &Right, refused: Option<Refused>) -> Result<Response, Refusal> {
    let report = state.report(id, Which::Latest).await?;
    let edit = match right.to_change(&state.advisor, id).await {
        Ok(token) => Some((rights::link(state, id, To::Edit, &token), state.advisor.links(id, &token).await?)),
        Err(_) => None,
    };
    let review = right.known_to_review(&state.advisor, id).await;
    let review_url = review.map(|token| rights::link(state, id, To::Review, &token));
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let sharer = Sharer { edit, review_url, today: state.advisor.today(), refused };
    let write = move |state: &AppState| {
        let page = pages::sharing::page(&report, &state.public_url.to_string(), &sharer)?;
        Ok::<_, Refusal>((status, SECRET, Html(page)).into_response())
    };
    state.work(Weight::Light, write).await
}

/// `POST /r/{id}/sharing`: does what an editor decides. What cannot be taken is shown again with its faults.
pub(super) async fn decide(
    State(state): State<AppState>,
    sender: Sender,
    Path(id): Path<String>,
    right: Right,
    Fields(sent): Fields<Sent>,
) -> Result<Response, Refusal> {
    let token = right.to_change(&state.advisor, &id).await?;
    match decided(&state, sender, &id, &token, &sent).await {
        Err(problem) if problem.kind == &kinds::WRONG_BODY => {
            shown(&state, &id, &right, Some(Refused { sent, faults: problem.faults })).await
        }
        decided => Ok(decided?),
    }
}

async fn decided(
    state: &AppState,
    sender: Sender,
    id: &str,
    token: &EditToken,
    sent: &Sent,
) -> Result<Response, Problem> {
    let advisor = &state.advisor;
    let wrong = |fault: Fault| Problem::wrong_body(vec![fault]);
    let until = || advisor.until(&sent.until).map_err(wrong);
    let back = |part: &str| ([(CACHE_CONTROL, "no-store")], Redirect::to(&format!("/r/{id}/sharing#{part}")));
    let to = To::named(&sent.right);
    Ok(match (&*sent.decide, to) {
        ("renew", Some(to)) => {
            let (new, _) = advisor.renew(id, token, to, until()?).await?;
            (rights::grant(state, id, to, &new), back(to.name())).into_response()
        }
        ("withdraw", Some(to)) => {
            advisor.withdraw(id, token, to).await?;
            (rights::forget(state, id, to), back(to.name())).into_response()
        }
        ("fix", _) => {
            let until = until()?;
            state.rates.creating(sender)?;
            advisor.fix(id, token, None, until).await?;
            back("fixed").into_response()
        }
        ("unfix", _) => {
            advisor.unfix(id, token, &sent.link).await?;
            back("fixed").into_response()
        }
        ("keep", _) => {
            advisor.keep_until(id, token, until()?).await?;
            back("keeping").into_response()
        }
        ("status", _) => {
            // The field may still hold the address from before.
            let by = if sent.status == "superseded" { &*sent.by } else { "" };
            let status = Status::read(&sent.status, by, &state.public_url.to_string()).map_err(wrong)?;
            advisor.set_status(id, token, status).await?;
            back("status").into_response()
        }
        ("list", _) => {
            advisor.list(id, token, !sent.listed.is_empty()).await?;
            back("listing").into_response()
        }
        _ => return Err(Problem::of_status(400)),
    })
}

/// `GET /embed/{id}`: the newest revision in short, for pages of other sites.
pub(super) async fn embed(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let report = state.report(&id, Which::Latest).await?;
    embedded(&state, report).await
}

/// `GET /embed/f/{fixed}`: the same of a fixed link.
pub(super) async fn embed_fixed(State(state): State<AppState>, Path(link): Path<String>) -> Result<Response, Refusal> {
    let report = state.fixed(&link).await?;
    embedded(&state, report).await
}

async fn embedded(state: &AppState, report: Held<Report>) -> Result<Response, Refusal> {
    let weight = Weight::of(report.content.description.len()).max(Weight::Light);
    let write = move |state: &AppState| {
        let address = format!("{}{}", state.public_url, report.at.address());
        let view = pages::embed::page(&report, &state.advisor.applied(&report), &address)?;
        Ok((SECRET, Framed(view)).into_response())
    };
    state.work(weight, write).await
}
