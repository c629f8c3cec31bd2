//! What became of a report as a whole.
//!
//! It may change while revisions never do, so it is no part of a revision. The module knows no store and no clock.

use advice::fault::{Code, Fault};

/// What became of the proposal that a report is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nobody has decided yet.
    #[default]
    Proposed,
    /// It was decided so.
    Accepted,
    /// Something else holds now: what is at this address, `/r/ID` of a report here or an `https` address.
    Superseded(String),
}

/// Maximum length of the address of what holds now, in bytes.
pub const LONGEST_ADDRESS: usize = 2_000;

impl Status {
    /// Its permanent name: `proposed`, `accepted` or `superseded`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Superseded(_) => "superseded",
        }
    }

    /// The address of what holds now; `None` unless the report is superseded.
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::Superseded(by) => Some(by),
            Self::Proposed | Self::Accepted => None,
        }
    }

    /// The absolute address of what holds now; `None` unless the report is superseded. `here` is the beginning of
    /// absolute addresses of this service.
    pub fn successor(&self, here: &str) -> Option<String> {
        self.by().map(|by| if by.starts_with('/') { format!("{here}{by}") } else { by.to_owned() })
    }

    /// The status with this name, as a store has kept it; `None` if there is none.
    pub fn kept(name: &str, by: Option<String>) -> Option<Self> {
        match (name, by) {
            ("proposed", None) => Some(Self::Proposed),
            ("accepted", None) => Some(Self::Accepted),
            ("superseded", Some(by)) => Some(Self::Superseded(by)),
            _ => None,
        }
    }

    /// The status with this name and address, as somebody wrote them. `here` is the beginning of absolute addresses of
    /// this service: a report of ours is kept without it.
    ///
    /// # Errors
    /// What is wrong, with the place of the field in a body.
    pub fn read(name: &str, by: &str, here: &str) -> Result<Self, Fault> {
        match (name, by.trim()) {
            ("proposed", "") => Ok(Self::Proposed),
            ("accepted", "") => Ok(Self::Accepted),
            ("superseded", by) => {
                let by = by.strip_prefix(here).unwrap_or(by);
                if is_of_a_report(by) || is_https(by) { Ok(Self::Superseded(by.to_owned())) } else { Err(wrong_by(by)) }
            }
            ("proposed" | "accepted", _) => {
                let message = "Only a superseded report names what holds instead.";
                let fault = Fault::new("/superseded_by", Code::UnknownField, message);
                Err(fault.hint("Leave the address out, or set the status to superseded."))
            }
            ("", _) => Err(Fault::new("/status", Code::MissingField, "The status is missing.").hint(STATUSES)),
            _ => Err(Fault::new("/status", Code::UnknownValue, "There is no such status.").hint(STATUSES)),
        }
    }
}

const STATUSES: &str = "Write proposed, accepted or superseded.";

/// Why a text is not the address of what holds now.
fn wrong_by(by: &str) -> Fault {
    let (code, message) = match by {
        "" => (Code::MissingField, "The address of what holds now is missing."),
        _ => (Code::UnknownValue, "This address cannot be named here."),
    };
    Fault::new("/superseded_by", code, message).hint(
        "Write the address of another report here, which ends in /r/ and its id; or an address elsewhere: https://, \
         then a host without a user name, no spaces, quotation marks or letters beyond ASCII.",
    )
}

/// Whether a text is the path of a report's page: `/r/` and letters and digits.
fn is_of_a_report(path: &str) -> bool {
    path.strip_prefix("/r/").is_some_and(|id| id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether a text is an absolute `https` address of ASCII characters that may stand in one.
fn is_https(address: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`' | b'{' | b'}');
    let host = address.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && address.len() <= LONGEST_ADDRESS
        && address.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_with_what_superseded_the_report() {
        let read = |name: &str, by: &str| Status::read(name, by, "https://here.example");
        let (id, path) = ("0123456789abcdefghijAB", "/r/0123456789abcdefghijAB");
        assert_eq!(read("proposed", ""), Ok(Status::Proposed));
        assert_eq!(read("accepted", " "), Ok(Status::Accepted));
        for by in [path.to_owned(), format!("https://here.example/r/{id}")] {
            assert_eq!(read("superseded", &by), Ok(Status::Superseded(path.to_owned())));
        }
        let successor = |by: &str| read("superseded", by).unwrap().successor("https://here.example");
        assert_eq!(successor(path), Some(format!("https://here.example{path}")), "a file leads there from anywhere");
        assert_eq!(Status::Accepted.successor("https://here.example"), None);
        let elsewhere = "https://wiki.example/adr/7?a=b#c";
        assert_eq!(read("superseded", elsewhere), Ok(Status::Superseded(elsewhere.to_owned())));
        for by in [
            "",
            "/r/short",
            "/x",
            "javascript:alert(1)",
            "http://wiki.example",
            "https://",
            "https://me@wiki.example",
            "https://wiki.example/a b",
            "https://wiki.example/\u{0}",
            "https://wiki.example/\"><script>",
        ] {
            assert_eq!(read("superseded", by).unwrap_err().at, "/superseded_by", "{by}");
        }
        for (name, by, at, code) in [
            ("accepted", path, "/superseded_by", Code::UnknownField),
            ("superseded", " ", "/superseded_by", Code::MissingField),
            ("draft", "", "/status", Code::UnknownValue),
            ("", "", "/status", Code::MissingField),
        ] {
            let fault = read(name, by).unwrap_err();
            assert_eq!((fault.at.as_str(), fault.code), (at, code), "{name} {by}");
        }
    }
}
