//! The only error that crosses a wire: problem details as in RFC 9457, and every status that is ever answered.
//!
//! It knows neither HTTP types nor views; the doors give it its form.

use serde::Serialize;

/// The media type of a problem as a document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Permanent name; `/problems/CODE` explains it.
    pub code: &'static str,
    /// HTTP status, 400 to 599.
    pub status: u16,
    /// The kind of problem in a few words, the same for every problem of this code.
    pub title: String,
    /// What is wrong with this request, and what to do.
    pub detail: String,
    /// What is wrong with the description, all of it; empty for other problems.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// JSON Pointer into what was sent.
    pub at: String,
    /// Permanent name of the kind of fault.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead, where that can be guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    /// A page of another site tried to change something here in a visitor's name.
    pub fn cross_site() -> Self {
        Self::new(
            "cross_site",
            403,
            "Sent from another site",
            "Go to the page itself and try again from there.",
        )
    }

    /// Our fault; `request` is the id that the log knows it by, and all that is told.
    pub fn internal(request: &str) -> Self {
        Self::new(
            "internal",
            500,
            "Something broke here",
            &format!("It is written down as request {request}."),
        )
    }

    /// The problem that an answer of this `status` has when nothing more is known of it.
    pub fn of_status(status: u16) -> Self {
        let (code, title, detail) = match status {
            400 => (
                "malformed",
                "Not readable",
                "The request could not be read.",
            ),
            404 => (
                "unknown",
                "Nothing here",
                "The address leads nowhere. It may be mistyped.",
            ),
            405 => (
                "method_not_allowed",
                "Not done this way",
                "This address does not take that method; `Allow` lists those it takes.",
            ),
            406 => (
                "not_acceptable",
                "Not in that form",
                "The answer cannot be given in a form that `Accept` allows.",
            ),
            413 => ("too_large", "Too large", "A request may be 1 MiB long."),
            415 => (
                "unsupported_media_type",
                "Not in that form",
                "This address does not read that media type.",
            ),
            422 => (
                "faulty",
                "Not usable as it is",
                "The request could be read, but it does not hold together.",
            ),
            429 => (
                "too_many",
                "Too many requests",
                "Wait as long as `Retry-After` says.",
            ),
            503 => (
                "overloaded",
                "Too busy",
                "It took too long. Try again as `Retry-After` says.",
            ),
            _ => (
                "refused",
                "Not answered",
                "The request could not be answered.",
            ),
        };
        Self::new(code, status, title, detail)
    }

    fn new(code: &'static str, status: u16, title: &str, detail: &str) -> Self {
        Self {
            code,
            status,
            title: title.to_owned(),
            detail: detail.to_owned(),
            faults: Vec::new(),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Document<'a> {
            r#type: String,
            title: &'a str,
            status: u16,
            detail: &'a str,
            #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
            faults: &'a [Fault],
        }
        Document {
            r#type: format!("/problems/{}", self.code),
            title: &self.title,
            status: self.status,
            detail: &self.detail,
            faults: &self.faults,
        }
        .serialize(serializer)
    }
}
