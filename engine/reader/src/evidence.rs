//! What was read out of words, each piece with the words that gave it.

use serde::Serialize;

/// Why something stands in a description that was read out of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// JSON Pointer to what was read, in the description that comes with it.
    pub at: String,
    /// The first character of the words and the one behind the last, counted from 0: in the text, or, where a description
    /// was given, in the field that [`within`](Self::within) points to. None where the structure gave it.
    pub span: Option<[u32; 2]>,
    /// JSON Pointer to the field that holds the words; none where a text was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The words, as they are written.
    pub words: String,
    /// Why they say so, as a full sentence.
    pub because: &'static str,
}

/// A piece of a text that nothing was read out of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOver {
    /// Its first character and the one behind its last, counted from 0.
    pub span: [u32; 2],
    /// The piece, as it is written.
    pub words: String,
}
