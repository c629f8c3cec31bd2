//! The fields that a person typed on the start page: steps in their own words, or a whole description.
//!
//! It knows no HTTP. The server reads the form and sends the answer.

use advice::{
    description::{check_name, check_prose},
    fault::{Code, Fault},
    rules,
};
use reader::{reading::Reading, text};
use serde::Deserialize;

use crate::{draft::Written, problem::Problem, words::Words};

/// The fields of the start page's form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct StartForm {
    /// Name of the system, used with [`StartForm::steps`]. Free text may also contain the name.
    pub name: String,
    /// The steps: free text, or a list that says who asks whom.
    pub steps: String,
    /// A whole description, as YAML or JSON.
    pub description: String,
    /// The reason for publishing.
    pub note: String,
    /// The form's key ([`FormKey`](crate::report::FormKey)); empty if the form has none.
    pub form_key: String,
}

impl StartForm {
    /// What a draft begins with: the description as typed, even if it is faulty, or JSON made from the steps with
    /// the words that it was read from.
    ///
    /// # Errors
    /// The faults of the fields, each at its field (`/name`, `/steps`, `/description`). A fault in the steps
    /// has its line.
    pub fn draft(&self) -> Result<Written, Problem> {
        match (self.steps.trim().is_empty(), self.description.trim().is_empty()) {
            (true, true) => {
                let message = "Nothing is described yet.";
                let hint = "Write the steps, one on a line, or paste a description.";
                Err(Problem::faulty(vec![Fault::new("/steps", Code::MissingField, message).hint(hint)]))
            }
            (false, false) => {
                let message = "There are steps and a description; only one of them can be read.";
                let hint = "Empty the one that you do not mean.";
                Err(Problem::faulty(vec![Fault::new("/steps", Code::DuplicateField, message).hint(hint)]))
            }
            (true, false) => Ok(self.description.clone().into()),
            (false, true) => {
                let read = self.reading()?;
                let words = Words::of(&self.steps, &read);
                let text = serde_json::to_string(&read.description).map_err(|error| {
                    tracing::error!(%error, "a description has no JSON form");
                    Problem::internal("")
                })?;
                Ok(Written { text, words: Some(words.json()?) })
            }
        }
    }

    /// Reads the steps as free text.
    ///
    /// # Errors
    /// The faults of the name or the text.
    fn reading(&self) -> Result<Reading, Problem> {
        let faulty = |at: &str, fault: Fault| Problem::faulty(vec![Fault { at: at.to_owned(), ..fault }]);
        let name = self.name.trim();
        if !name.is_empty() {
            check_name(name).map_err(|fault| faulty("/name", fault))?;
        }
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        let mut read = text::read(&self.steps, rules::shipped()).map_err(|because| {
            faulty("/steps", Fault::new("", Code::Empty, format!("Found no steps, because {because}")))
        })?;
        if !name.is_empty() {
            name.clone_into(&mut read.description.name);
        }
        Ok(read)
    }
}
