//! What a call of the API is: where it is, what it takes, what it answers and how it can fail.
//!
//! The routes, the OpenAPI document, the reference page, an assistant's tools and the help of the command line all
//! read these values, so that none of them can say something else. The module knows no route and no HTTP library.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::problem::{ProblemKind, kinds};

/// Writes a JSON Schema, with the types that it refers to among the generator's definitions.
pub type WriteSchema = fn(&mut SchemaGenerator) -> Schema;

/// A call of the API.
#[derive(Debug)]
pub struct Operation {
    /// Its permanent name in `snake_case`: `operationId` in OpenAPI, and the name of a tool where an assistant may
    /// call it.
    pub id: &'static str,
    /// What it does, as an imperative in a few words and without a full stop: `Assess a description`.
    pub title: &'static str,
    /// What somebody has to know before they call it: full sentences in Markdown.
    pub about: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Its method.
    pub method: Method,
    /// Its path, with the names of variable parts in braces.
    pub path: &'static str,
    /// What it takes in the address and in headers.
    pub parameters: &'static [Parameter],
    /// What it takes as a body; none if it takes none.
    pub body: Option<Body>,
    /// What it answers if it succeeds.
    pub answers: &'static [Answer],
    /// How it can fail, besides [`ALWAYS`] and, for a call with a body, [`WITH_BODY`].
    pub problems: &'static [&'static ProblemKind],
    /// Whether pages of any other site may call it: it keeps nothing and tells nothing that is not public.
    pub is_open: bool,
    /// The subcommand that does the same without a server.
    pub command: Option<&'static str>,
}

/// What a call is about. A reference lists the calls by topic, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Descriptions and what follows from them.
    Systems,
    /// Messages, snippets and schemas, looked at one by one.
    Messages,
    /// Reports that are kept.
    Reports,
    /// The rules and the schemas.
    Knowledge,
    /// What runs the server.
    Operation,
}

/// The method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

/// A value in the address or in a header.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// What it means.
    pub about: &'static str,
    /// Whether a call without it is refused.
    pub is_required: bool,
    /// Its values.
    pub schema: WriteSchema,
    /// A value that can be tried.
    pub example: Option<&'static str>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of OpenAPI")]
pub enum Place {
    Path,
    Query,
    Header,
}

/// What a call takes as its body.
#[derive(Debug)]
pub struct Body {
    /// What the body is.
    pub about: &'static str,
    /// The forms that it may have.
    pub forms: fn() -> Vec<Form>,
    /// Bodies that can be tried.
    pub examples: &'static [Example],
}

/// A body that can be tried.
#[derive(Debug)]
pub struct Example {
    /// Its name, in `snake_case`.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub title: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The body itself.
    pub text: &'static str,
}

/// An answer of a call that succeeds.
#[derive(Debug)]
pub struct Answer {
    /// The status, 200 to 399.
    pub status: u16,
    /// What the answer is.
    pub about: &'static str,
    /// The headers that matter.
    pub headers: &'static [Header],
    /// The forms that it may have; none if it has no body.
    pub forms: fn() -> Vec<Form>,
}

/// A header of an answer.
#[derive(Debug)]
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// A form of a body.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds; none if that is no matter of JSON.
    pub schema: Option<WriteSchema>,
}

/// The media type of JSON.
pub const JSON: &str = "application/json";

/// The media type of YAML.
pub const YAML: &str = "application/yaml";

/// What whoever calls the API may rely on, as long as the address begins with `/api/v1`.
pub const PROMISES: &[&str] = &[
    "The names of calls, paths, parameters and fields, the ids of questions, answers, styles, mechanisms and findings, \
     and the codes of problems and faults are permanent. None is renamed, removed or given another meaning.",
    "New calls, new optional parameters, new fields in answers, new questions and answers, new rules and new codes may \
     come at any time. Pass over a field that you do not know, and treat an unknown code by its status.",
    "A field in an answer keeps its type, and one that is always there stays. An optional field of what you send never \
     becomes required, and no limit becomes smaller.",
    "The advice itself may change with the rules. An answer names the version and the digest of the ruleset and the \
     version of the engine: the same three and the same description give the same bytes.",
    "A revision of a report never changes, whatever becomes of the rules.",
    "What would break one of these promises gets an address of its own, `/api/v2`, and `/api/v1` stays beside it.",
];

/// The media type of lines of JSON.
pub const LINES: &str = "application/x-ndjson";

/// How every call can fail.
pub static ALWAYS: &[&ProblemKind] = &[
    &kinds::MALFORMED,
    &kinds::WRONG_HOST,
    &kinds::TOO_MANY,
    &kinds::LONG_HEADER,
    &kinds::INTERNAL,
    &kinds::OVERLOADED,
];

/// How every call with a body can fail, besides [`ALWAYS`].
pub static WITH_BODY: &[&ProblemKind] =
    &[&kinds::NOT_JSON, &kinds::NOT_YAML, &kinds::TOO_SLOW, &kinds::TOO_LARGE, &kinds::UNSUPPORTED_MEDIA_TYPE];

impl Operation {
    /// Every way in which the call can fail, by status.
    pub fn all_problems(&self) -> Vec<&'static ProblemKind> {
        let with_body: &[_] = if self.body.is_some() { WITH_BODY } else { &[] };
        let mut all = [ALWAYS, with_body, self.problems].concat();
        all.sort_by_key(|kind| (kind.status, kind.code));
        all.dedup();
        all
    }
}

impl Topic {
    /// Every topic, in the order of a reference.
    pub const ALL: [Self; 5] = [Self::Systems, Self::Messages, Self::Reports, Self::Knowledge, Self::Operation];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Systems => "Systems",
            Self::Messages => "Messages and schemas",
            Self::Reports => "Reports",
            Self::Knowledge => "Rules and schemas",
            Self::Operation => "Operation",
        }
    }

    /// What its calls do, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Systems => "A description of a system goes in, and what follows from it comes out. Nothing is kept.",
            Self::Messages => "Messages, snippets and schemas are looked at one by one. Nothing is kept.",
            Self::Reports => {
                "A report keeps a description and its assessment under a secret address. Whoever knows the address \
                 may read it; whoever has the edit token may change it."
            }
            Self::Knowledge => "What the advice is made of: the rules, and the schemas of what goes in and comes out.",
            Self::Operation => "What whoever runs the server asks.",
        }
    }
}

impl Method {
    /// Its name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl Place {
    /// Its name in OpenAPI.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

impl Form {
    /// JSON that holds a `T`.
    pub const fn json<T: JsonSchema>() -> Self {
        Self { media_type: JSON, schema: Some(schema_of::<T>) }
    }

    /// A document with this media type that is no JSON of ours.
    pub const fn other(media_type: &'static str) -> Self {
        Self { media_type, schema: None }
    }

    /// JSON and YAML that hold what `schema` says.
    pub fn json_or_yaml(schema: WriteSchema) -> Vec<Self> {
        [JSON, YAML].map(|media_type| Self { media_type, schema: Some(schema) }).into()
    }
}

/// The schema of any object: what another document of ours says in full.
pub fn any_object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object"})
}

/// The schema of any text.
pub fn any_text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string"})
}

/// The schema of a `T`.
pub fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
