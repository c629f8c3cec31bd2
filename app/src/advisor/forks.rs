//! Forks: a new report made of a revision of another one, which it remembers.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Advisor, CallKey, Comes, Publication, Source, hash_of,
    links::{number, read, text},
};
use crate::{
    problem::Problem,
    report::{Content, FixedId, FormKey, Report, ShownAt},
    store::ForkOf,
    submission,
};

/// The body of a call that forks a report.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "Fork", deny_unknown_fields)]
pub struct ForkBody {
    /// The revision; left out, the newest.
    #[schemars(range(min = 1))]
    pub revision: Option<u32>,
    /// Why it is forked, for whoever reads the fork.
    pub note: Option<String>,
}

/// What makes the repetition of a fork harmless.
#[derive(Clone, Copy, Debug)]
pub enum ForkKey<'k> {
    /// The key that a program chose.
    Call(CallKey<'k>),
    /// The key of a page's form.
    Form(&'k FormKey),
}

impl Advisor {
    /// Makes a new report of a revision. Its first revision is that one as it was published, with another note; it
    /// belongs to whoever forks, and remembers its origin as a fixed link, so that nothing else of the other report can
    /// be found from it. Whoever may view a revision may fork it.
    ///
    /// # Errors
    /// The note is too long; the key came before with something else.
    pub async fn fork(&self, report: &Report, note: &str, key: Option<ForkKey<'_>>) -> Result<Publication, Problem> {
        let note = submission::note(note).map_err(|fault| Problem::wrong_body(vec![fault]))?;
        let revision = report.revision;
        let (origin, its_id) = match &report.at {
            ShownAt::Report(id) => {
                (ForkOf::Revision { report: id.clone(), revision, link: FixedId::of(self.bits()) }, id.as_str())
            }
            ShownAt::Fixed(link) => (ForkOf::Fixed(link.clone()), link.as_str()),
        };
        let request = hash_of(&["fork", its_id, &revision.to_string(), note.as_deref().unwrap_or_default()]);
        let mark = key.map(|key| match key {
            ForkKey::Call(CallKey { client, key }) => self.mark(&[client, key], request),
            ForkKey::Form(key) => self.mark(&["form", key.as_str(), &format!("{request:02x?}")], request),
        });
        let token = match key {
            Some(ForkKey::Form(key)) => Some(key.token(request)),
            Some(ForkKey::Call(_)) | None => None,
        };
        let content = Content { made_at: self.surroundings.now(), note, ..(*report.content).clone() };
        self.keep(content, mark, Comes { draft: None, origin: Some(origin) }, token).await
    }
}

/// Reads the body of a call that forks a report.
///
/// # Errors
/// Every fault of the body.
pub fn read_fork(source: Source<'_>) -> Result<ForkBody, Problem> {
    read(source, |body, tree| {
        let [revision, note] = body.fields(tree, ["revision", "note"])?;
        Some(ForkBody { revision: number(body, revision), note: text(body, note, "/note") })
    })
}
