//! What a store keeps, as small as it can be.

use app::report::Content;

/// The content of a revision with this note.
pub(crate) fn content(note: &str) -> Content {
    Content {
        made_at: "2027-05-01T12:00:00Z".to_owned(),
        note: Some(note.to_owned()),
        ruleset_id: "default".to_owned(),
        ruleset_version: "1.0.0".to_owned(),
        ruleset_digest: "sha256:00".to_owned(),
        engine: "0.1.0".to_owned(),
        pack: None,
        words: None,
        description: "{\"name\":\"Tickets\"}".to_owned(),
        assessment: "{\"steps\":[]}".to_owned(),
    }
}
