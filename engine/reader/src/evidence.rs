//! Evidence: for each part of a description that was read from words, the words and the reason.

use schemars::JsonSchema;
use serde::Serialize;

/// Why a part of a description was inferred from words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// JSON Pointer to the inferred part, in the description that comes with the evidence.
    pub at: String,
    /// The first character of the words and the one behind the last, counted from 0. They are positions in the
    /// text or, if a description was given, in the field that [`within`](Self::within) points to. `None` if the
    /// structure gave the answer.
    pub span: Option<[u32; 2]>,
    /// JSON Pointer to the field with the words; `None` if a text was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The words as written.
    pub words: String,
    /// Why the words say so, as a full sentence.
    pub because: &'static str,
}

/// A part of a text from which nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOver {
    /// The first character and the one behind the last, counted from 0.
    pub span: [u32; 2],
    /// The words as written.
    pub words: String,
}
