//! The feed of a report's revisions.

use app::{
    feed::{ENTRIES, Feed, MEDIA_TYPE},
    pages::report::changes,
    problem::Problem,
    report::Report,
    store::{Listed, Which},
};
use axum::{
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{CONTENT_TYPE, ETAG},
    },
    response::{IntoResponse, Response},
};

use super::{SECRET, head};
use crate::{
    api::{conditions::is_held, revisions::weight_of_two},
    refusal::Refusal,
    room::Held,
    state::AppState,
};

/// Maximum number of bytes of the descriptions that are compared for one feed. Revisions behind that are listed without
/// what they changed; a page says it.
const MOST_COMPARED: usize = 512 * 1024;

/// The feed of the report `id`: its newest revisions, or those before a revision. The tag names the newest revision and this version of the server, so a reader that asks
/// again in vain costs little.
pub(super) async fn show(
    state: &AppState,
    id: &str,
    before: Option<u32>,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let mut revisions = state.advisor.revisions(id, before).await?;
    let tag = format!("\"{}-{}\"", revisions.latest, env!("CARGO_PKG_VERSION"));
    let tagged = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    if is_held(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, SECRET, tagged).into_response());
    }
    let head = (SECRET, tagged, [(CONTENT_TYPE, MEDIA_TYPE)]);
    if *method == Method::HEAD {
        return Ok(head::unwritten(head.into_response()));
    }
    revisions.revisions.truncate(ENTRIES);
    let (name, changed) = told(state, id, &revisions.revisions).await?;
    let entries: Vec<(Listed, Option<String>)> = revisions.revisions.into_iter().zip(changed).collect();
    let public_url = state.public_url.to_string();
    let feed = Feed { id, name: &name, public_url: &public_url, before, entries: &entries };
    Ok((head, feed.write()).into_response())
}

/// The name of the system, and what each revision changed, as far as that is compared.
async fn told(state: &AppState, id: &str, listed: &[Listed]) -> Result<(String, Vec<Option<String>>), Problem> {
    let mut told = vec![None; listed.len()];
    let Some(newest) = listed.first() else { return Ok((String::new(), told)) };
    let mut new: Held<Report> = state.report(id, Which::Number(newest.number)).await?;
    let name = new.name();
    let mut compared = new.content.description.len();
    for (listed, told) in listed.iter().zip(&mut told).filter(|(listed, _)| listed.number > 1) {
        if compared > MOST_COMPARED {
            break;
        }
        let old = state.report(id, Which::Number(listed.number - 1)).await?;
        compared += old.content.description.len();
        let weight = weight_of_two([&old, &new]);
        let compare = move |state: &AppState| {
            let difference = state.advisor.compare(&old, &new)?.difference;
            Ok::<_, Problem>((changes::sentence(&difference), old))
        };
        let (sentence, before) = state.work(weight, compare).await?;
        *told = Some(sentence);
        new = before;
    }
    Ok((name, told))
}
