//! What changed in a flow since another version of it: a sign on each step that is new or differs, and the steps that
//! are gone. A picture of a flow that is compared with nothing shows none of it.

use std::collections::BTreeMap;

use serde::Serialize;

use advice::terms::Verdict;

/// What changed in a flow since another version of it; empty if it is compared with nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// How a step differs, by its node. A step that does not differ is left out.
    pub steps: BTreeMap<String, Changed>,
    /// The steps that only the other version has, in its order.
    pub gone: Vec<Gone>,
}

/// How a step differs from the step with the same id in the other version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// There was no such step.
    Added,
    /// Its verdict was another one.
    Verdict,
    /// Something else about it was different.
    Other,
}

/// A step that only the other version has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// What happened.
    pub action: String,
    /// Its verdict.
    pub verdict: Verdict,
}

impl Changed {
    /// The sign and the word that a picture puts on the step.
    pub fn says(self) -> &'static str {
        match self {
            Self::Added => "+ new",
            Self::Verdict => "~ verdict",
            Self::Other => "~ changed",
        }
    }

    /// The same in words, for a sentence about the step.
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "New",
            Self::Verdict => "Its verdict changed",
            Self::Other => "Changed",
        }
    }
}

impl Changes {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.gone.is_empty()
    }
}

impl Gone {
    /// The sign and the words that a picture shows for the step.
    pub fn says(&self) -> String {
        format!("\u{2212} {}", self.action)
    }
}
