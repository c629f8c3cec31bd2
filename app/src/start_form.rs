//! The fields that a person typed on the start page: steps in their own words, or a whole description.
//!
//! It knows no HTTP. The server reads the form and sends the answer.

use advice::{
    description::{check_name, check_prose},
    fault::{Code, Fault},
    rules,
};
use reader::{prose, reading::Reading, steps};
use serde::Deserialize;

use crate::pasted::{self, Pasted, Written};
use crate::problem::Problem;

/// The fields of the start page's form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct StartForm {
    /// Name of the system, used with [`StartForm::steps`]. Free text may also contain the name.
    pub name: String,
    /// The steps: free text, a list that says who asks whom, or a pasted description.
    pub steps: String,
    /// The text that an assistant described in `steps`; empty if that is not at hand.
    pub original: String,
    /// A whole description, as YAML or JSON.
    pub description: String,
    /// The reason for publishing.
    pub note: String,
    /// The form's key ([`FormKey`](crate::report::FormKey)); empty if the form has none.
    pub form_key: String,
}

impl StartForm {
    /// The initial text of a draft: the description as typed, even if it is faulty, or JSON made from the steps.
    ///
    /// # Errors
    /// The faults of the fields, each at its field (`/name`, `/steps`, `/description`). A fault in the steps
    /// has its line.
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
                let description = match self.pasted()? {
                    Some(Written::Own(description, _)) => description,
                    Some(Written::Proposed(proposed)) => proposed.reading.description,
                    None => match self.reading()? {
                        Some(prose) => prose.description,
                        None => steps::read(&self.name, &self.steps).map_err(Problem::faulty)?,
                    },
                };
                serde_json::to_string(&description).map_err(|error| {
                    tracing::error!(%error, "a description has no JSON form");
                    Problem::internal("")
                })
            }
        }
    }

    /// Reads the steps as a description that was pasted; `None` if they are none.
    ///
    /// # Errors
    /// The faults of the description, each at its place in it and in the field; or the steps are a document that
    /// is not read yet.
    pub fn pasted(&self) -> Result<Option<Written>, Problem> {
        if !self.description.trim().is_empty() {
            return Ok(None);
        }
        match pasted::recognise(&self.steps) {
            // Words about another text are an assistant's talk and no text to read.
            Pasted::Words if !self.original.trim().is_empty() => Err(not_read(pasted::NO_DESCRIPTION)),
            Pasted::Words => Ok(None),
            Pasted::Foreign(foreign) => Err(not_read(&foreign.because())),
            Pasted::Description(text) => {
                let original = Some(self.original.as_str()).filter(|original| !original.trim().is_empty());
                let mut written = pasted::read(&text, original, rules::shipped())?;
                let name = self.name.trim();
                if !name.is_empty() {
                    check_name(name).map_err(|fault| faulty("/name", fault))?;
                    let description = match &mut written {
                        Written::Own(description, _) => description,
                        Written::Proposed(proposed) => &mut proposed.reading.description,
                    };
                    name.clone_into(&mut description.name);
                }
                Ok(Some(written))
            }
        }
    }

    /// Checks that the steps are words, and not too many, so that they may be given to somebody to read.
    ///
    /// # Errors
    /// What is wrong with the name or the steps.
    pub fn check_words(&self) -> Result<(), Problem> {
        let name = self.name.trim();
        if !name.is_empty() {
            check_name(name).map_err(|fault| faulty("/name", fault))?;
        }
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        if !self.steps.chars().any(char::is_alphabetic) {
            return Err(not_read("the text has no words."));
        }
        match pasted::recognise(&self.steps) {
            Pasted::Words => Ok(()),
            Pasted::Foreign(foreign) => Err(not_read(&foreign.because())),
            Pasted::Description(_) => Err(not_read("this is a description already. See how it is read.")),
        }
    }

    /// Whether the steps are a pasted description, so that faults point into it.
    pub fn is_pasted(&self) -> bool {
        self.description.trim().is_empty() && matches!(pasted::recognise(&self.steps), Pasted::Description(_))
    }

    /// Reads the steps as free text; `None` if there is no text, or if it is a list that says who asks whom.
    ///
    /// # Errors
    /// The faults of the name or the text.
    pub fn reading(&self) -> Result<Option<Reading>, Problem> {
        if self.steps.trim().is_empty() || !self.description.trim().is_empty() || steps::says_who(&self.steps) {
            return Ok(None);
        }
        let name = self.name.trim();
        if !name.is_empty() {
            check_name(name).map_err(|fault| faulty("/name", fault))?;
        }
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        let mut read = prose::read(&self.steps, rules::shipped()).map_err(not_read)?;
        if !name.is_empty() {
            name.clone_into(&mut read.description.name);
        }
        Ok(Some(read))
    }
}

fn faulty(at: &str, fault: Fault) -> Problem {
    Problem::faulty(vec![Fault { at: at.to_owned(), ..fault }])
}

/// The steps give none. `because` completes the sentence that says so.
fn not_read(because: &str) -> Problem {
    faulty("/steps", Fault::new("", Code::Empty, format!("Found no steps, because {because}")))
}
