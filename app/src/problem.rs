//! The only error that leaves the application: problem details as in RFC 9457, with every status that is ever sent.
//!
//! It knows neither HTTP types nor views; the server turns a problem into a document or a page. A problem
//! must not contain messages of the store, of a library or of the operating system.

pub mod kinds;

use advice::fault::{Code, Fault};
use advice::tree::SyntaxError;
use schemars::JsonSchema;
use serde::Serialize;

use crate::format::Format;
use crate::limit::{FIXED_LINKS, TEXT_LIMIT_IN_WORDS};
use crate::outage::Outage;

pub use kinds::{ALL, ProblemKind};

/// The media type of a problem as a document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: &'static ProblemKind,
    /// The problem in this request and the remedy, in full sentences.
    pub detail: String,
    /// All faults of the text that was sent; empty for other kinds of problem.
    pub faults: Vec<Fault>,
    /// Line and column, in characters from 1, of a syntax error.
    pub place: Option<(u32, u32)>,
    /// The id of the request in the log; only present if the fault is ours.
    pub request: Option<String>,
    /// Seconds until a retry may succeed; only present if waiting helps.
    pub retry_after: Option<u32>,
    /// The newest revision; only present if the request names a revision that is not the newest, or none that there is.
    pub newest: Option<Box<Newest>>,
}

/// The newest revision of a report, where a request names another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Its number.
    pub revision: u32,
    /// The path of what changed since; only present if a program asked for the change.
    pub difference: Option<String>,
}

/// The kind of problem with this code.
pub fn find(code: &str) -> Option<&'static ProblemKind> {
    ALL.iter().find(|kind| kind.code == code).copied()
}

impl Problem {
    /// The body is not well-formed in the format that its media type names.
    pub fn unreadable(format: Format, error: &SyntaxError) -> Self {
        let kind = match format {
            Format::Json => &kinds::NOT_JSON,
            Format::Yaml => &kinds::NOT_YAML,
        };
        let SyntaxError { message, line, column } = error;
        let detail = format!("Line {line}, column {column}: {message}");
        Self { place: Some((*line, *column)), ..Self::new(kind, detail) }
    }

    /// A header or a part of the address cannot be read.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(&kinds::MALFORMED, detail)
    }

    /// The request names another host; this server is reached at `public_url`.
    pub fn wrong_host(public_url: &str) -> Self {
        Self::new(&kinds::WRONG_HOST, format!("This server is reached at {public_url}."))
    }

    /// The client stored so much that it has to wait this many seconds.
    pub fn too_many(retry_after: u32) -> Self {
        let detail = format!("Wait {retry_after} s, as `Retry-After` says.");
        Self { retry_after: Some(retry_after), ..Self::new(&kinds::TOO_MANY, detail) }
    }

    /// The description has faults.
    pub fn faulty(faults: Vec<Fault>) -> Self {
        Self { detail: count(&faults, "description"), faults, ..Self::new(&kinds::FAULTY, "") }
    }

    /// The part of the body around the description has faults.
    pub fn wrong_body(faults: Vec<Fault>) -> Self {
        Self { detail: count(&faults, "body"), faults, ..Self::new(&kinds::WRONG_BODY, "") }
    }

    /// A text contains no step. `because` completes the sentence that says so.
    pub fn no_steps(because: impl std::fmt::Display) -> Self {
        Self::new(&kinds::NO_STEPS, format!("Found no steps, because {because}"))
    }

    /// An archive gives no step. `why` is a full sentence.
    pub fn no_steps_in_archive(why: impl Into<String>) -> Self {
        Self::new(&kinds::NO_STEPS, why)
    }

    /// The requested picture does not exist.
    pub fn no_such_diagram(detail: impl Into<String>) -> Self {
        Self::new(&kinds::NO_SUCH_DIAGRAM, detail)
    }

    /// Nothing is exported in the requested format.
    pub fn no_such_export(detail: impl Into<String>) -> Self {
        Self::new(&kinds::NO_SUCH_EXPORT, detail)
    }

    /// The picture exists but is too large to be painted as pixels.
    pub fn picture_too_large(detail: impl Into<String>) -> Self {
        Self::new(&kinds::PICTURE_TOO_LARGE, detail)
    }

    /// The call lacks a token of the report.
    pub fn no_token() -> Self {
        let detail = "Send `Authorization: Bearer` and a token of the report. Changing it needs the edit token, which \
                      publishing answered. Reviewing it needs that or a review token, which editors give.";
        Self::new(&kinds::NO_TOKEN, detail)
    }

    /// A person wants to change a report without having opened its edit link in this browser.
    pub fn no_right() -> Self {
        let detail = "Open the report's edit link in this browser first: whoever published the report has it.";
        Self::new(&kinds::NO_TOKEN, detail)
    }

    /// A person wants to review a report without having opened a review link or the edit link in this browser.
    pub fn no_right_to_review() -> Self {
        let detail = "Open the report's review link in this browser first: whoever edits the report can give it.";
        Self::new(&kinds::NO_TOKEN, detail)
    }

    /// The token belongs to another report or to none, gives a smaller right, or none any more.
    pub fn wrong_token() -> Self {
        Self::new(&kinds::WRONG_TOKEN, "This token does not give, or gives no longer, the right to do this here.")
    }

    /// A link that a person opened, or the right that their browser had from it, is none any more.
    pub fn old_link() -> Self {
        let detail = "An editor renewed or withdrew the link that this browser opened, or its time is up. Perhaps it \
                      was not copied whole. The report is still there, and so are drafts of it. Ask whoever gave you \
                      the link for the newest one, and open that.";
        Self::new(&kinds::WRONG_TOKEN, detail)
    }

    /// A page of another site tried to change something here in the visitor's name.
    pub fn cross_site() -> Self {
        Self::new(&kinds::CROSS_SITE, "Go to the page itself and try again from there.")
    }

    /// Nothing may be changed on this server.
    pub fn read_only() -> Self {
        Self::new(&kinds::READ_ONLY, "This server is for reading. Nothing was changed.")
    }

    /// Only users whom the server's proxy knows may create something.
    pub fn users_only() -> Self {
        Self::new(&kinds::USERS_ONLY, "Sign in first, and try again. Nothing was made.")
    }

    /// The requested thing does not exist.
    pub fn unknown(detail: impl Into<String>) -> Self {
        Self::new(&kinds::UNKNOWN, detail)
    }

    /// The server cannot produce any format that the client accepts.
    pub fn not_acceptable(detail: impl Into<String>) -> Self {
        Self::new(&kinds::NOT_ACCEPTABLE, detail)
    }

    /// The same `Idempotency-Key` came with another body before.
    pub fn key_reused() -> Self {
        Self::new(&kinds::KEY_REUSED, "Send a new `Idempotency-Key`, or the body that this one first came with.")
    }

    /// Somebody else gave another value to something that the person changed as well.
    pub fn changed_meanwhile() -> Self {
        let detail = "Somebody else changed the same thing meanwhile. Choose which of the two shall stand.";
        Self::new(&kinds::CHANGED_MEANWHILE, detail)
    }

    /// The report was deleted.
    pub fn deleted() -> Self {
        Self::new(&kinds::DELETED, "Whoever holds its edit token deleted this report, or let it expire.")
    }

    /// The person deleted the report a moment ago.
    pub fn deleted_now() -> Self {
        let detail = "You deleted this report with all its revisions. Its addresses now say that it was deleted.";
        Self::new(&kinds::DELETED, detail)
    }

    /// The fixed link was withdrawn, its time has come, or its report was deleted.
    pub fn withdrawn() -> Self {
        Self::new(
            &kinds::DELETED,
            "This link was withdrawn, its time was up, or the report that it led to was deleted.",
        )
    }

    /// The report has as many fixed links as it may have.
    pub fn full() -> Self {
        let detail = format!("A report may have {FIXED_LINKS} fixed links. Withdraw one that nobody needs.");
        Self::new(&kinds::FULL, detail)
    }

    /// The report has as many things of a kind as it may have. `detail` is a full sentence.
    pub fn no_room(detail: impl Into<String>) -> Self {
        Self::new(&kinds::FULL, detail)
    }

    /// The report has a newer revision than the one that the change was made from.
    pub fn old_revision(latest: u32) -> Self {
        let detail = format!("The newest revision is {latest}. Read it, apply the change to it, and send that.");
        Self::new(&kinds::OLD_REVISION, detail).beside(latest, None)
    }

    /// A program wants to act on the revision `from` of the report `id`, and there is a newer one. `remedy` says in
    /// full sentences what to do.
    pub fn overtaken(id: &str, from: u32, latest: u32, remedy: &str) -> Self {
        let difference = format!("/api/v1/reports/{id}/diff?from={from}&to={latest}");
        let detail =
            format!("The newest revision is {latest}. `difference` is the path of what changed since {from}. {remedy}");
        Self::new(&kinds::OLD_REVISION, detail).beside(latest, Some(difference))
    }

    /// `If-Match` names no older revision: it names one that is not there yet, or it names none.
    pub fn no_match(named: Option<u32>, latest: u32) -> Self {
        let what = match named {
            Some(named) => format!("There is no revision {named}; the newest is {latest}."),
            None => format!("`If-Match` names no revision; the newest is {latest}. A tag with `W/` names none."),
        };
        let detail = format!("{what} Send the `ETag` that reading the report answers.");
        Self::new(&kinds::OLD_REVISION, detail).beside(latest, None)
    }

    /// The report has no revision with this number.
    pub fn no_revision(number: u32, latest: u32) -> Self {
        let detail = format!("There is no revision {number}; the newest is {latest}.");
        Self::unknown(detail).beside(latest, None)
    }

    /// The same problem as a fault of the body that names a revision, if it is that; otherwise the problem itself.
    ///
    /// # Errors
    /// The problem is another one.
    pub fn into_fault_of_revision(self) -> Result<Fault, Self> {
        if self.kind != &kinds::UNKNOWN || self.newest.is_none() {
            return Err(self);
        }
        let fault = Fault::new("/revision", Code::UnknownReference, self.detail);
        Ok(fault.hint("Write the number of a revision, or leave it out for the newest."))
    }

    /// The same problem, but as a fault of the body if it is that a revision is not there that the body names.
    #[must_use]
    pub fn in_body(self) -> Self {
        self.into_fault_of_revision().map_or_else(|problem| problem, |fault| Self::wrong_body(vec![fault]))
    }

    /// Names the newest revision.
    fn beside(self, revision: u32, difference: Option<String>) -> Self {
        Self { newest: Some(Box::new(Newest { revision, difference })), ..self }
    }

    /// The body is longer than the server reads.
    pub fn too_large() -> Self {
        Self::new(&kinds::TOO_LARGE, format!("A request may be {TEXT_LIMIT_IN_WORDS} long."))
    }

    /// A batch has too many lines or is too long. `limits` says in full sentences what is allowed.
    pub fn batch_too_large(limits: impl Into<String>) -> Self {
        Self::new(&kinds::TOO_LARGE, limits)
    }

    /// The server does not read bodies of this media type.
    pub fn unsupported_media_type() -> Self {
        Self::new(&kinds::UNSUPPORTED_MEDIA_TYPE, "Send `Content-Type: application/json` or `application/yaml`.")
    }

    /// The change does not name the revision that it was made from.
    pub fn no_if_match() -> Self {
        Self::new(&kinds::NO_IF_MATCH, "Send `If-Match` with the `ETag` of the revision that you changed.")
    }

    /// The server has too much work at the moment.
    pub fn overloaded() -> Self {
        Self::new(&kinds::OVERLOADED, "Too much is being done here at once. Try again as `Retry-After` says.")
    }

    /// The server was told to stop.
    pub fn stopping() -> Self {
        Self::new(&kinds::STOPPING, "This instance is about to stop.")
    }

    /// Reports and drafts cannot be saved at the moment.
    pub fn store_unavailable(outage: Outage) -> Self {
        let detail = match outage {
            Outage::DiskFull => {
                "The disk that reports are kept on is full, or takes no writes. Whoever runs this server has to make \
                 room on it."
            }
            Outage::Locked => {
                "Another program holds what reports are kept in, and does not let go. If it stays so, whoever runs \
                 this server has to end that program."
            }
            Outage::ReadOnly => {
                "What reports are kept in can only be read. Whoever runs this server has to let it be written. If it \
                 is a file, they make the file and its folder writable, and start the server again. If it is a \
                 database, they let the server write to it; the server then goes on by itself."
            }
            Outage::Unreachable => {
                "The database that reports are kept in cannot be reached. Whoever runs this server has to start it, or \
                 to mend the way to it; this server then goes on by itself."
            }
            Outage::Gone => {
                "The file that reports are kept in was removed or replaced while the server ran. Whoever runs this \
                 server has to put it back, and to start the server again."
            }
            Outage::Busy => return Self::overloaded(),
        };
        Self::new(&kinds::STORE_UNAVAILABLE, detail)
    }

    /// The same problem for somebody who wanted to read: what is kept cannot be read at the moment.
    #[must_use]
    pub fn unread(self) -> Self {
        Self { kind: &kinds::STORE_UNREADABLE, ..self }
    }

    /// A fault of ours. `request` is the id of the request in the log; nothing else is disclosed.
    pub fn internal(request: &str) -> Self {
        let detail = if request.is_empty() {
            "It is written down in the log.".to_owned()
        } else {
            format!("It is written down as request {request}.")
        };
        let request = Some(request.to_owned()).filter(|request| !request.is_empty());
        Self { request, ..Self::new(&kinds::INTERNAL, detail) }
    }

    /// The problem of an answer of which only the status is known.
    pub fn of_status(status: u16) -> Self {
        let (kind, detail) = match status {
            401 => return Self::no_token(),
            403 => return Self::cross_site(),
            404 => (&kinds::UNKNOWN, "The address leads nowhere. It may be mistyped."),
            405 => {
                (&kinds::METHOD_NOT_ALLOWED, "This address does not take that method; `Allow` lists those it takes.")
            }
            406 => (&kinds::NOT_ACCEPTABLE, "The answer cannot be given in a form that `Accept` allows."),
            408 => (&kinds::TOO_SLOW, "The body of the request did not come in time."),
            503 => (&kinds::OVERLOADED, "It took too long. Try again as `Retry-After` says."),
            413 => return Self::too_large(),
            415 => return Self::unsupported_media_type(),
            429 => (&kinds::TOO_MANY, "Wait as long as `Retry-After` says."),
            414 | 431 => (&kinds::LONG_HEADER, "The address or the header is longer than this server reads."),
            500.. => return Self::internal(""),
            _ => (&kinds::MALFORMED, "The request could not be read."),
        };
        Self::new(kind, detail)
    }

    /// The HTTP status, 400 to 599.
    pub fn status(&self) -> u16 {
        self.kind.status
    }

    fn new(kind: &'static ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            faults: Vec::new(),
            place: None,
            request: None,
            retry_after: None,
            newest: None,
        }
    }
}

fn count(faults: &[Fault], of: &str) -> String {
    match faults.len() {
        1 => format!("The {of} has a fault."),
        several => format!("The {of} has {several} faults."),
    }
}

/// A problem as programs read it: problem details as in RFC 9457.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemDocument<'a> {
    /// The page that explains this kind of problem: `/problems/` and its permanent code.
    r#type: String,
    /// The kind in a few words.
    title: &'a str,
    /// The HTTP status.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// What is wrong with this request and what to do, in full sentences.
    detail: &'a str,
    /// Line of the text at which it stops being readable, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// Column of that place in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    /// The id of the request in the server's log; only if the fault is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
    /// The number of the newest revision; only if the request names another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<u32>,
    /// The path of what changed since the revision that the change was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a str>,
    /// All faults of what was sent, each with its place.
    #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
    faults: &'a [Fault],
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ProblemDocument {
            r#type: self.kind.address(),
            title: self.kind.title,
            status: self.kind.status,
            detail: &self.detail,
            line: self.place.map(|(line, _)| line),
            column: self.place.map(|(_, column)| column),
            request: self.request.as_deref(),
            latest: self.newest.as_ref().map(|newest| newest.revision),
            difference: self.newest.as_ref().and_then(|newest| newest.difference.as_deref()),
            faults: &self.faults,
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_each_kind_says_what_to_do() {
        let mut codes: Vec<_> = ALL.iter().map(|kind| kind.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for kind in ALL {
            assert!((400..600).contains(&kind.status), "{}", kind.code);
            assert!(kind.meaning.len() > 60 && kind.meaning.ends_with('.'), "{}", kind.code);
            assert_eq!(find(kind.code), Some(*kind));
        }
    }

    /// The codes that the contract declares permanent.
    #[test]
    fn the_codes_are_permanent() {
        let codes: Vec<_> = ALL.iter().map(|kind| (kind.status, kind.code)).collect();
        let expected = [
            (400, "not_json"),
            (400, "not_yaml"),
            (400, "malformed"),
            (401, "no_token"),
            (401, "wrong_token"),
            (403, "cross_site"),
            (403, "read_only"),
            (403, "users_only"),
            (404, "unknown"),
            (405, "method_not_allowed"),
            (406, "not_acceptable"),
            (408, "too_slow"),
            (409, "key_reused"),
            (409, "changed_meanwhile"),
            (409, "full"),
            (410, "deleted"),
            (412, "old_revision"),
            (413, "too_large"),
            (415, "unsupported_media_type"),
            (421, "wrong_host"),
            (422, "faulty"),
            (422, "wrong_body"),
            (422, "no_steps"),
            (422, "no_such_diagram"),
            (422, "no_such_export"),
            (422, "picture_too_large"),
            (428, "no_if_match"),
            (429, "too_many"),
            (431, "long_header"),
            (500, "internal"),
            (503, "overloaded"),
            (503, "stopping"),
            (503, "store_unavailable"),
            (503, "store_unreadable"),
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn every_status_has_a_problem() {
        for status in 400..600 {
            assert!((400..600).contains(&Problem::of_status(status).status()));
        }
    }
}
