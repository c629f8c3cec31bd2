//! Publishing from a form: what a person typed becomes a report, and what is wrong with it is told by its field.
//!
//! It knows no HTTP: the door reads the form and sends the answer.

use serde::{Deserialize, Serialize};

use crate::{
    advisor::{Advisor, Publication, Source},
    document::Format,
    problem::Problem,
};

/// What a person typed on the start page. Only the description and the note are published; the others begin a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Typed {
    /// The system's name.
    #[serde(default)]
    pub name: String,
    /// Its steps, one a line.
    #[serde(default)]
    pub steps: String,
    /// The description, as YAML or JSON.
    #[serde(default)]
    pub description: String,
    /// Why it is published.
    #[serde(default)]
    pub note: String,
}

/// Publishes what was typed.
///
/// # Errors
/// Every fault of the description, with its line and column in what was typed; or what the advisor could not do.
pub async fn publish(advisor: &Advisor, typed: &Typed) -> Result<Publication, Problem> {
    #[derive(Serialize)]
    struct Submitted<'a> {
        description: &'a engine::Description,
        note: &'a str,
    }
    let text = typed.description.as_str();
    let format = Format::of_file("", text);
    let submitted = {
        let model = advisor.model(Source { text, format })?;
        serde_json::to_string(&Submitted { description: model.description(), note: &typed.note })
    };
    let submitted = submitted.map_err(|error| {
        tracing::error!(%error, "a description has no JSON form");
        Problem::internal("")
    })?;
    advisor.publish(Source { text: &submitted, format: Format::Json }, None).await
}
