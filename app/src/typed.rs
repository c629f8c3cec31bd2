//! What a person typed on the start page: steps in their own words, or a whole description; and what becomes of it.
//!
//! It knows no HTTP: the door reads the form and sends the answer.

use advice::{
    description::{check_name, check_prose},
    fault::{Code, Fault},
    rules,
};
use reader::{
    prose::{self, Prose},
    steps,
};
use serde::Deserialize;

use crate::problem::Problem;

/// The fields of the start page's form, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Name of the system; used with [`Typed::steps`]. Free text may name it itself.
    pub name: String,
    /// What happens: free text, or a list that says who asks whom.
    pub steps: String,
    /// A whole description, as YAML or JSON.
    pub description: String,
    /// Why it is published.
    pub note: String,
    /// The key of the form ([`FormKey`](crate::report::FormKey)), if it carries one.
    pub form_key: String,
}

impl Typed {
    /// The text of a draft that starts from what was typed: the description as it stands, even a faulty one, or the JSON
    /// that the steps make.
    ///
    /// # Errors
    /// What is wrong with the fields, each fault at its field (`/name`, `/steps`, `/description`); a step's has its line.
    pub fn draft(&self) -> Result<String, Problem> {
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
            (true, false) => Ok(self.description.clone()),
            (false, true) => {
                let description = match self.reading()? {
                    Some(prose) => prose.description,
                    None => steps::read(&self.name, &self.steps).map_err(Problem::faulty)?,
                };
                serde_json::to_string(&description).map_err(|error| {
                    tracing::error!(%error, "a description has no JSON form");
                    Problem::internal("")
                })
            }
        }
    }

    /// The free text as it is read; none where there is none, or a list that says who asks whom.
    ///
    /// # Errors
    /// What is wrong with the name or the text.
    pub fn reading(&self) -> Result<Option<Prose>, Problem> {
        if self.steps.trim().is_empty() || !self.description.trim().is_empty() || steps::says_who(&self.steps) {
            return Ok(None);
        }
        let faulty = |at: &str, fault: Fault| Problem::faulty(vec![Fault { at: at.to_owned(), ..fault }]);
        let name = self.name.trim();
        if !name.is_empty() {
            check_name(name).map_err(|fault| faulty("/name", fault))?;
        }
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        let mut read = prose::read(&self.steps, rules::shipped()).map_err(|because| {
            faulty("/steps", Fault::new("", Code::Empty, format!("Found no steps, because {because}")))
        })?;
        if !name.is_empty() {
            name.clone_into(&mut read.description.name);
        }
        Ok(Some(read))
    }
}
