//! What became of a report as a whole.
//!
//! It may change while revisions never do, so it is no part of a revision. The module knows no store and no clock.

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
    /// A sentence that says what to write instead, with the name of the field that is wrong.
    pub fn read(name: &str, by: &str, here: &str) -> Result<Self, (&'static str, &'static str)> {
        match (name, by.trim()) {
            ("proposed", "") => Ok(Self::Proposed),
            ("accepted", "") => Ok(Self::Accepted),
            ("superseded", by) => {
                let by = by.strip_prefix(here).unwrap_or(by);
                if is_of_a_report(by) || is_https(by) { Ok(Self::Superseded(by.to_owned())) } else { Err(WRONG_BY) }
            }
            ("proposed" | "accepted", _) => Err(("superseded_by", "Only a superseded report names another one.")),
            _ => Err(("status", "Write proposed, accepted or superseded.")),
        }
    }
}

const WRONG_BY: (&str, &str) =
    ("superseded_by", "Write the address of another report, or any address that begins with https://.");

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
            assert_eq!(read("superseded", by), Err(WRONG_BY), "{by}");
        }
        assert_eq!(read("accepted", path).unwrap_err().0, "superseded_by");
        assert_eq!(read("draft", "").unwrap_err().0, "status");
    }
}
