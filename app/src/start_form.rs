//! The fields that a person typed on the start page: steps in their own words, or a whole description.
//!
//! It knows no HTTP. The server reads the form and sends the answer.

use advice::{
    Description,
    description::{check_name, check_prose},
    fault::{Code, Fault},
    rules,
};
use reader::{
    proposal::{Dropped, Proposed},
    reading::Reading,
    text,
};
use serde::Deserialize;

use crate::draft::Written;
use crate::pasted::{self, Brought, Pasted};
use crate::problem::Problem;
use crate::words::Words;

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

/// What a draft begins with.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The description, with the words that it was read from.
    pub written: Written,
    /// What was left out of a proposal, because no words of the text bear it.
    pub dropped: Vec<Dropped>,
}

impl StartForm {
    /// What a draft begins with. A description stays as it was typed, even if it is faulty. Words become JSON, with
    /// the text that it was read from. Of an assistant's proposal, the parts that were dropped are listed.
    ///
    /// # Errors
    /// The faults of the fields, each at its field (`/name`, `/steps`, `/description`). A fault in the steps
    /// has its line.
    pub fn draft(&self) -> Result<Begun, Problem> {
        match (self.steps.trim().is_empty(), self.description.trim().is_empty()) {
            (true, true) => {
                let message = "Nothing is described yet.";
                let hint = "Write the steps, one on a line, or paste a description.";
                Err(Problem::faulty(vec![Fault::new("/steps", Code::MissingField, message).hint(hint)]))
            }
            (false, false) => {
                let message = "There is a text and a file; only one of them can be read.";
                let hint = "Empty the field, or choose no file.";
                Err(Problem::faulty(vec![Fault::new("/steps", Code::DuplicateField, message).hint(hint)]))
            }
            (true, false) => Ok(self.description.clone().into()),
            (false, true) => {
                if let Some(begun) = self.pasted()? {
                    return Ok(begun);
                }
                let read = self.reading()?;
                Begun::read(&Words::of(&self.steps, &read), &read.description)
            }
        }
    }

    /// Whether nothing was typed that could be read.
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.steps, &self.description].into_iter().all(|text| text.trim().is_empty())
    }

    /// Reads the steps as a description or a document that was pasted; `None` if they are neither.
    ///
    /// # Errors
    /// The faults of what was pasted, each at its place in it and in the field; or the steps are a document that
    /// is not read yet.
    fn pasted(&self) -> Result<Option<Begun>, Problem> {
        match pasted::recognise(&self.steps) {
            // Words about another text are an assistant's talk and no text to read.
            Pasted::Words if !self.original.trim().is_empty() => Err(not_read(pasted::NO_DESCRIPTION)),
            Pasted::Words => Ok(None),
            Pasted::Foreign(foreign) => Err(not_read(&foreign.because())),
            Pasted::Import(import, text) => {
                let mut read = pasted::import(&text, import, rules::shipped())?;
                self.give_name(&mut read.description)?;
                Begun::read(&Words::of(&self.steps, &read), &read.description).map(Some)
            }
            Pasted::Description(text) => {
                let original = Some(self.original.as_str()).filter(|original| !original.trim().is_empty());
                match pasted::read(&text, original, rules::shipped())? {
                    Brought::Own(mut description, _) => {
                        self.give_name(&mut description)?;
                        Begun::own(&description)
                    }
                    Brought::Proposed(mut proposed) => {
                        self.give_name(&mut proposed.reading.description)?;
                        Begun::proposed(&self.original, &proposed)
                    }
                }
                .map(Some)
            }
        }
    }

    /// Checks that the steps are words, and not too many, so that they may be given to somebody to read.
    ///
    /// # Errors
    /// What is wrong with the name or the steps.
    pub fn check_words(&self) -> Result<(), Problem> {
        self.check_name()?;
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        if !self.steps.chars().any(char::is_alphabetic) {
            return Err(not_read("the text has no words."));
        }
        match pasted::recognise(&self.steps) {
            Pasted::Words => Ok(()),
            Pasted::Foreign(foreign) => Err(not_read(&foreign.because())),
            Pasted::Import(import, _) => Err(not_read(&format!(
                "this is {}, which no model has to read. The start page takes it where it asks what happens.",
                import.is
            ))),
            Pasted::Description(_) => {
                Err(not_read("this is a description already. The start page takes it where it asks what happens."))
            }
        }
    }

    /// Whether the steps are a pasted description or document, so that faults point into it.
    pub fn is_pasted(&self) -> bool {
        let is_document = |steps: &str| matches!(pasted::recognise(steps), Pasted::Description(_) | Pasted::Import(..));
        self.description.trim().is_empty() && is_document(&self.steps)
    }

    /// Reads the steps as free text.
    ///
    /// # Errors
    /// The faults of the name or the text.
    fn reading(&self) -> Result<Reading, Problem> {
        self.check_name()?;
        check_prose(&self.steps).map_err(|fault| faulty("/steps", fault))?;
        let mut read = text::read(&self.steps, rules::shipped()).map_err(not_read)?;
        self.give_name(&mut read.description)?;
        Ok(read)
    }

    /// Gives a description the typed name, if there is one.
    ///
    /// # Errors
    /// The name is none.
    pub fn give_name(&self, description: &mut Description) -> Result<(), Problem> {
        self.check_name()?;
        if !self.name.trim().is_empty() {
            self.name.trim().clone_into(&mut description.name);
        }
        Ok(())
    }

    fn check_name(&self) -> Result<(), Problem> {
        if self.name.trim().is_empty() {
            return Ok(());
        }
        check_name(self.name.trim()).map(|_| ()).map_err(|fault| faulty("/name", fault))
    }
}

impl Begun {
    /// What a text gives.
    fn read(words: &Words, description: &Description) -> Result<Self, Problem> {
        let written = Written { words: Some(words.json()?), ..json(description)? };
        Ok(Self { written, dropped: Vec::new() })
    }

    /// What a proposal about a text gives. The text may be empty: then nobody can show the words.
    ///
    /// # Errors
    /// It has no JSON form, which is our fault.
    pub fn proposed(text: &str, Proposed { reading, dropped }: &Proposed) -> Result<Self, Problem> {
        let read = if text.trim().is_empty() {
            Self::own(&reading.description)?
        } else {
            Self::read(&Words::quoted(text, reading), &reading.description)?
        };
        Ok(Self { dropped: dropped.clone(), ..read })
    }

    /// What a person's own description gives.
    fn own(description: &Description) -> Result<Self, Problem> {
        Ok(Self { written: json(description)?, dropped: Vec::new() })
    }
}

impl From<String> for Begun {
    /// A text as typed.
    fn from(text: String) -> Self {
        Self { written: text.into(), dropped: Vec::new() }
    }
}

fn json(description: &Description) -> Result<Written, Problem> {
    let text = serde_json::to_string(description).map_err(|error| {
        tracing::error!(%error, "a description has no JSON form");
        Problem::internal("")
    })?;
    Ok(text.into())
}

fn faulty(at: &str, fault: Fault) -> Problem {
    Problem::faulty(vec![Fault { at: at.to_owned(), ..fault }])
}

/// The steps give none. `because` completes the sentence that says so.
fn not_read(because: &str) -> Problem {
    faulty("/steps", Fault::new("", Code::Empty, format!("Found no steps, because {because}")))
}
