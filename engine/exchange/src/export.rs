//! The formats that an assessed system is exported in: a file for each, and its line in the list below.
//!
//! A writer gets the system and its assessment and returns the bytes of one file. The same system gives the same
//! bytes.

mod archive;
mod names;
mod payload;
mod traffic;

use std::borrow::Cow;

use advice::{Assessment, Model};

/// The input of every export: a system and its assessment.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The system.
    pub model: &'a Model<'a>,
    /// Its assessment.
    pub assessment: &'a Assessment<'a>,
    /// What became of the decision, for formats that say so: `proposed`, `accepted` or `superseded by` an address.
    pub status: &'a str,
}

/// The status of a decision that nobody has taken yet.
pub const PROPOSED: &str = "proposed";

/// A format to export in.
#[derive(Debug, Clone, Copy)]
pub struct Export {
    /// Its name on the wire, such as `asyncapi`.
    pub id: &'static str,
    /// Its name for people, such as "AsyncAPI 3".
    pub name: &'static str,
    /// What it is for, so that people find it.
    pub group: Group,
    /// What the file is good for, as a full sentence.
    pub purpose: &'static str,
    /// The ending of the file's name, such as `asyncapi.yaml`.
    pub ending: &'static str,
    /// The media type of the file.
    pub media_type: &'static str,
    /// Writes the file.
    pub write: fn(&Subject<'_>) -> Vec<u8>,
}

/// What files are for. A menu shows those of one group together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// To read and to discuss.
    Documents,
    /// To build by and to check against.
    Contracts,
    /// For catalogues of systems.
    Catalogues,
    /// For spreadsheets and programs.
    Data,
}

/// Declares the exports: one line and one module for each.
macro_rules! exports {
    ($($module:ident,)*) => {
        $(mod $module;)*

        /// Every export, in the order in which people are shown them.
        pub static ALL: &[Export] = &[$($module::EXPORT,)*];
    };
}

exports! {
    madr,
    asyncapi,
    openapi,
    json_schema,
    cloudevents,
    avro,
    eventcatalog,
    backstage,
    csv,
    sarif,
}

impl<'a> Subject<'a> {
    /// The name of a participant for people.
    fn participant(&self, id: &'a str) -> &'a str {
        self.model.participants().iter().find(|known| known.id == id).map_or(id, |known| &known.name)
    }
}

/// The name of a wire value in its own spelling, such as `event_driven`.
fn wire(value: impl serde::Serialize) -> Cow<'static, str> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.into(),
        _ => "".into(),
    }
}
