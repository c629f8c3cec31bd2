//! A report: an assessed description under a secret address, in revisions that never change.
//!
//! Report ids and edit tokens are derived here from random bytes that the caller draws. The module knows no
//! store and no clock.

use std::{fmt, sync::Arc};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::pack::PackText;
use crate::standing::Status;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Number of base-62 digits of a 128-bit number.
const WORD: usize = 22;

/// Makes a type of ids: 128 random bits in base 62, 22 letters and digits, which nobody guesses.
macro_rules! secret_id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Makes an id from random bits.
            pub fn of(random: [u8; 16]) -> Self {
                Self($crate::report::base62(random))
            }

            /// Parses an id; `None` if the text has another form.
            pub fn parse(text: &str) -> Option<Self> {
                $crate::report::is_id(text).then(|| Self(text.to_owned()))
            }

            /// The id as it appears in addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}
pub(crate) use secret_id;

secret_id! {
    /// A report's id. Whoever has it can read the report.
    ReportId
}

secret_id! {
    /// The id of a fixed link. Whoever has it can read the revision that the link shows, and nothing else of the
    /// report.
    FixedId
}

impl FixedId {
    /// The path of what the link shows.
    pub fn address(&self) -> String {
        format!("/f/{}", self.as_str())
    }
}

/// The secret that gives a right to a report: 256 random bits in base 62, 44 letters and digits. It is shown
/// once, and neither stored nor logged.
#[derive(Clone)]
pub struct EditToken(String);

impl EditToken {
    /// Makes a token from random bits.
    pub fn of(random: [u8; 32]) -> Self {
        let (mut first, mut second) = ([0; 16], [0; 16]);
        first.copy_from_slice(&random[..16]);
        second.copy_from_slice(&random[16..]);
        Self(base62(first) + &base62(second))
    }

    /// Parses a token; `None` if the text has another form.
    pub fn parse(text: &str) -> Option<Self> {
        is_base62(text, 2 * WORD).then(|| Self(text.to_owned()))
    }

    /// The secret itself, to be shown to the publisher of the report.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash of the token, which is the only part that is stored.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(&self.0).into())
    }
}

impl fmt::Debug for EditToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EditToken(…)")
    }
}

/// The key of a publishing form: 256 random bits, drawn when the page is rendered. A form that is sent twice
/// has the same key both times, so it makes only one report, and both answers give the same edit token.
#[derive(Clone)]
pub struct FormKey(String);

impl FormKey {
    /// Makes a key from random bits.
    pub fn of(random: [u8; 32]) -> Self {
        Self(EditToken::of(random).0)
    }

    /// Parses a key; `None` if the text has another form.
    pub fn parse(text: &str) -> Option<Self> {
        EditToken::parse(text).map(|key| Self(key.0))
    }

    /// The key as it appears in the form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Derives the edit token of the report that is published with this key and content. The token does not
    /// reveal the key, and nobody can compute the token without the key.
    pub fn token(&self, content: [u8; 32]) -> EditToken {
        let token = Sha256::new().chain_update("edit token").chain_update(&self.0).chain_update(content);
        EditToken::of(token.finalize().into())
    }
}

impl fmt::Debug for FormKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FormKey(…)")
    }
}

/// The SHA-256 of a token. Only [`TokenHash::matches`] compares it, in constant time.
#[derive(Clone)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Restores a stored hash; `None` if the length is wrong.
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The hash, to be stored.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Whether both hashes are of the same token.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenHash(…)")
    }
}

/// The content of a revision, stored byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Time of the revision: UTC, whole seconds, as `2027-05-01T12:00:00Z`.
    pub made_at: String,
    /// The author's reason for the revision.
    pub note: Option<String>,
    /// Id of the ruleset.
    pub ruleset_id: String,
    /// Version of the ruleset.
    pub ruleset_version: String,
    /// Digest of the ruleset.
    pub ruleset_digest: String,
    /// Version of the engine.
    pub engine: String,
    /// The rule pack itself; `None` for the shipped rules.
    pub pack: Option<PackText>,
    /// The words that the description was read from, if their writer agreed to show them, as
    /// [`Words`](crate::words::Words) are stored.
    pub words: Option<String>,
    /// The description with every id, as JSON.
    pub description: String,
    /// The assessment, as JSON.
    pub assessment: String,
}

/// What holds of a report as a whole. It may change while revisions never do, so it is no part of a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its status.
    pub status: Status,
    /// When it is deleted, in the format of [`Content::made_at`]; `None`: never.
    pub expires_at: Option<String>,
    /// Whether `/reports` lists it.
    pub is_listed: bool,
    /// The fixed link to the revision of another report that it is a fork of; `None` if it is no fork.
    pub origin: Option<FixedId>,
}

/// One revision of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where it is shown.
    pub at: ShownAt,
    /// Number of the revision, from 1.
    pub revision: u32,
    /// The content, which a store may keep in memory and give to several readers.
    pub content: Arc<Content>,
    /// What holds of the report as a whole. Of a fixed link nothing is told of it.
    pub standing: Standing,
}

impl Report {
    /// The path of the revision's page, with which the paths of its parts and of its files begin.
    pub fn address(&self) -> String {
        match &self.at {
            ShownAt::Report(id) => format!("/r/{}/v/{}", id.as_str(), self.revision),
            ShownAt::Fixed(link) => link.address(),
        }
    }
}

/// Where a revision is shown: everything that its pages may say of their own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownAt {
    /// Under the report's own address, which leads to every revision.
    Report(ReportId),
    /// By a fixed link, from which neither the report nor another revision can be found.
    Fixed(FixedId),
}

impl ShownAt {
    /// The path to hand on: that of the report, which shows its newest revision, or that of the fixed link.
    pub fn address(&self) -> String {
        match self {
            Self::Report(id) => format!("/r/{}", id.as_str()),
            Self::Fixed(link) => link.address(),
        }
    }

    /// The report's id; `None` if a fixed link shows it.
    pub fn report(&self) -> Option<&ReportId> {
        match self {
            Self::Report(id) => Some(id),
            Self::Fixed(_) => None,
        }
    }
}

impl Report {
    /// The name of the system; empty if the description cannot be read, which is our fault.
    pub fn name(&self) -> String {
        #[derive(Deserialize)]
        struct Named {
            name: String,
        }
        serde_json::from_str(&self.content.description).map_or_else(|_| String::new(), |Named { name }| name)
    }
}

/// Encodes 128 bits as 22 letters and digits.
pub(crate) fn base62(random: [u8; 16]) -> String {
    let mut number = u128::from_be_bytes(random);
    let mut word = [b'0'; WORD];
    for digit in word.iter_mut().rev() {
        // A remainder of 62 is an index of the 62 digits.
        *digit = DIGITS[usize::try_from(number % 62).unwrap_or_default()];
        number /= 62;
    }
    word.map(char::from).iter().collect()
}

/// Whether a text has the form of an id of 128 bits.
pub(crate) fn is_id(text: &str) -> bool {
    is_base62(text, WORD)
}

fn is_base62(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_all_their_bits() {
        assert_eq!(ReportId::of([0; 16]).as_str(), "0".repeat(22));
        assert_eq!(ReportId::of([255; 16]).as_str(), "7n42DGM5Tflk9n8mt7Fhc7");
        assert_ne!(ReportId::of([0; 16]), ReportId::of(1_u128.to_be_bytes()));
        assert!(ReportId::parse("7n42DGM5Tflk9n8mt7Fhc7").is_some());
        assert!(ReportId::parse("7n42DGM5Tflk9n8mt7Fhc").is_none());
        assert!(ReportId::parse("../../../../etc/passwd").is_none());
    }

    #[test]
    fn a_token_is_known_by_its_hash_and_never_printed() {
        let token = EditToken::of([7; 32]);
        let other = EditToken::of([8; 32]);
        assert_eq!(token.reveal().len(), 44);
        assert!(token.hash().matches(&EditToken::parse(token.reveal()).unwrap().hash()));
        assert!(!token.hash().matches(&other.hash()));
        assert_eq!(format!("{token:?} {:?}", token.hash()), "EditToken(…) TokenHash(…)");
    }
}
