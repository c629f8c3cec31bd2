//! `POST /api/v1/descriptions`: makes a description from words, or from a document of another tool, with the words
//! behind each part. Nothing is stored.

use app::problem::Problem;
use axum::{
    body::Bytes,
    extract::{FromRequest, Query, Request, State, rejection::QueryRejection},
    http::header::CONTENT_TYPE,
};
use serde::Deserialize;

use crate::{
    api::{Json, Sent},
    refusal::Refusal,
    state::AppState,
    work::Weight,
};

/// The media type of an archive.
const ZIP: &str = "application/zip";

/// The query of the address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionQuery {
    from: Option<String>,
}

/// What is sent: a body that says what it holds, or an archive.
#[derive(Debug)]
pub enum Described {
    /// A body in one of the formats of the API.
    Body(Sent),
    /// The bytes of an archive.
    Archive(Bytes),
}

impl<S: Send + Sync> FromRequest<S> for Described {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(ZIP) {
            return Sent::from_request(request, state).await.map(Self::Body);
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| Problem::of_status(rejection.status().as_u16()))?;
        Ok(Self::Archive(bytes))
    }
}

/// Makes a description from the body.
pub async fn describe(
    State(state): State<AppState>,
    query: Result<Query<DescriptionQuery>, QueryRejection>,
    sent: Described,
) -> Result<Json, Refusal> {
    let Query(DescriptionQuery { from }) =
        query.map_err(|_| Problem::malformed("The address takes `from`, at most once."))?;
    match sent {
        Described::Archive(_) if from.as_deref().is_some_and(|from| from != "eventcatalog") => {
            Err(Problem::malformed("From an archive only `eventcatalog` is read.").into())
        }
        Described::Archive(archive) => {
            let read = move |state: &AppState| Ok(Json(state.advisor.describe_archive(&archive)?));
            state.work(Weight::Heavy, read).await
        }
        Described::Body(_) if from.is_some() => {
            Err(Problem::malformed("`from` stands in the body, beside `content`.").into())
        }
        Described::Body(sent) => {
            state.work(sent.weight(), move |state| Ok(Json(state.advisor.describe(sent.source())?))).await
        }
    }
}
