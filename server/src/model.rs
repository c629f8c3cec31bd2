//! Asks a language model that the operator named: the one place from which this server calls another.
//!
//! One address, by the chat-completions protocol of `OpenAI`. No redirect is followed, no proxy is asked, nothing is
//! retried; the length of an answer and the number of requests are bounded, and whoever asks bounds the time. Neither
//! what is sent nor what comes back nor the key is logged. It does not know what is asked.

mod chat;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use app::language_model::{LanguageModel, Message, Named, Offer, Unanswered};
use async_trait::async_trait;
use axum::body::Bytes;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderValue, Request, Uri};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use tokio::sync::Semaphore;

/// Maximum number of requests at once. A further one is refused.
const AT_ONCE: usize = 4;

/// Maximum length of an answer, in KiB.
const ANSWER_KIB: usize = 512;

/// Maximum time until the connection stands.
const CONNECT: Duration = Duration::from_secs(10);

/// How to reach a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where it answers.
    pub url: ModelUrl,
    /// Its name, as its server knows it.
    pub name: String,
    /// The key for its server, if it wants one.
    pub key: Option<ModelKey>,
    /// Maximum number of seconds for an answer, 1 to 600.
    pub seconds: u64,
}

/// The address of a server that speaks the protocol, up to the version: `https://models.example/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelUrl {
    completions: Uri,
    host: String,
}

impl ModelUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// What it is to be.
    pub fn parse(value: &str) -> Result<Self, &'static str> {
        const FORM: &str = "is to be http:// or https:// and a host, perhaps with a path and without a query, such as \
                            http://localhost:11434/v1";
        let mut parts = value.parse::<Uri>().map_err(|_| FORM)?.into_parts();
        let is_http = [Scheme::HTTP, Scheme::HTTPS].iter().any(|http| parts.scheme.as_ref() == Some(http));
        let host = parts.authority.as_ref().map(Authority::as_str).filter(|host| !host.contains('@')).ok_or(FORM)?;
        let host = host.to_owned();
        let path = parts.path_and_query.as_ref().filter(|path| path.query().is_none()).map_or("", PathAndQuery::path);
        let base = path.trim_end_matches('/').trim_end_matches("/chat/completions");
        parts.path_and_query = Some(format!("{base}/chat/completions").parse().map_err(|_| FORM)?);
        let has_query = value.contains('?');
        match Uri::from_parts(parts) {
            Ok(completions) if is_http && !has_query => Ok(Self { completions, host }),
            _ => Err(FORM),
        }
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The address that is called.
    pub fn completions(&self) -> &Uri {
        &self.completions
    }
}

/// The key for a model's server. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct ModelKey(HeaderValue);

impl ModelKey {
    /// Reads a key.
    ///
    /// # Errors
    /// What it is to be.
    pub fn parse(value: &str) -> Result<Self, &'static str> {
        let header = HeaderValue::from_str(&format!("Bearer {value}"));
        let mut header = header.map_err(|_| "is to be a key in visible characters")?;
        header.set_sensitive(true);
        Ok(Self(header))
    }
}

impl fmt::Debug for ModelKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ModelKey(\u{2026})")
    }
}

/// A client for the settings.
///
/// # Errors
/// The certificates of the authorities that this machine trusts cannot be read.
pub fn client(settings: Settings) -> anyhow::Result<Named> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_connect_timeout(Some(CONNECT));
    let secure = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1().wrap_connector(tcp);
    let client = Client::builder(TokioExecutor::new()).build(secure);
    Ok(Some(Arc::new(Remote { settings, client, places: Semaphore::new(AT_ONCE) })))
}

/// A model on another server.
struct Remote {
    settings: Settings,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    places: Semaphore,
}

#[async_trait]
impl LanguageModel for Remote {
    fn offer(&self) -> Offer {
        let Settings { name, url, seconds, .. } = &self.settings;
        Offer { name: name.clone(), host: url.host().to_owned(), seconds: *seconds }
    }

    async fn next(&self, conversation: &[Message]) -> Result<String, Unanswered> {
        let _place = self.places.try_acquire().map_err(|_| Unanswered::Busy)?;
        let Settings { url, name, key, .. } = &self.settings;
        let mut request = Request::post(url.completions())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json");
        if let Some(ModelKey(key)) = key {
            request = request.header(AUTHORIZATION, key);
        }
        let body = chat::request(name, conversation).ok_or(Unanswered::Unintelligible)?;
        let request = request.body(Full::from(body)).map_err(|_| Unanswered::Unreachable)?;
        let answer = self.client.request(request).await.map_err(|_| Unanswered::Unreachable)?;
        match answer.status().as_u16() {
            200 => {}
            401 | 403 => return Err(Unanswered::KeyRefused),
            429 => return Err(Unanswered::TooMany),
            status => return Err(Unanswered::Status(status)),
        }
        let body = Limited::new(answer.into_body(), ANSWER_KIB * 1024).collect().await.map_err(|error| {
            if error.is::<LengthLimitError>() { Unanswered::TooLong(ANSWER_KIB) } else { Unanswered::Unreachable }
        })?;
        chat::answer(&body.to_bytes()).ok_or(Unanswered::Unintelligible)
    }
}
