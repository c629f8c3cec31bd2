//! The service layer: everything that may be asked of the product, whichever door the question came through.
//!
//! It puts engine, store, clock and chance together and says no in [`Problem`]s. It knows no HTTP and no SQL.

pub mod again;
pub mod descriptions;
mod drafts;
pub mod findings;
pub mod messages;

use std::fmt;
use std::sync::Arc;

use engine::{Fault, Model, Rulebook, Tree, assess, model, schema};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::diagram::{self, Picture, Wanted};
use crate::document::{self, Format};
use crate::pack::Rulesets;
use crate::problem::Problem;
use crate::report::{Content, EditToken, Report, ReportId};
use crate::store::{Expected, Idempotency, NewReport, Published, Refused, Store, Which};
use crate::submission::{self, Submission};

/// What the advisor cannot make by itself: the time, and chance.
pub trait Surroundings: Send + Sync {
    /// The time now: UTC, whole seconds, as `2027-05-01T12:00:00Z`.
    fn now(&self) -> String;
    /// Random bytes that nobody can guess.
    fn random(&self) -> [u8; 32];
}

/// A text that somebody sent.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The text.
    pub text: &'t str,
    /// The form that it is written in.
    pub format: Format,
}

/// A report that was published.
#[derive(Debug)]
pub struct Publication {
    /// The report's id.
    pub id: ReportId,
    /// The number of the revision that was made: 1.
    pub revision: u32,
    /// What it is changed with; none if the same call was answered before.
    pub token: Option<EditToken>,
}

/// What is to be published, read and assessed: making it is costly, and keeping it only waits for the store.
#[derive(Debug)]
pub struct Prepared {
    content: Content,
    /// SHA-256 of what was sent.
    request: [u8; 32],
}

/// Answers every question that the product answers. Cheap to clone; it holds nothing between two questions.
#[derive(Clone)]
pub struct Advisor {
    rulesets: Arc<Rulesets>,
    store: Arc<dyn Store>,
    surroundings: Arc<dyn Surroundings>,
}

impl fmt::Debug for Advisor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Advisor").field("rulesets", &self.rulesets).finish_non_exhaustive()
    }
}

impl Advisor {
    /// An advisor that applies the shipped rules, or the packs given, and keeps reports and drafts in `store`.
    pub fn new(rulesets: Rulesets, store: Arc<dyn Store>, surroundings: Arc<dyn Surroundings>) -> Self {
        Self { rulesets: Arc::new(rulesets), store, surroundings }
    }

    /// The rules that are applied where nobody names others.
    pub fn rulebook(&self) -> &'static Rulebook {
        self.rulesets.shipped()
    }

    /// Every ruleset that a description may name.
    pub fn rulesets(&self) -> &Rulesets {
        &self.rulesets
    }

    /// The rules with this id, or the shipped ones.
    pub fn ruleset(&self, id: Option<&str>) -> Result<&'static Rulebook, Problem> {
        let Some(id) = id else { return Ok(self.rulebook()) };
        self.rulesets
            .find(id)
            .ok_or_else(|| Problem::unknown(format!("There is no such ruleset. {}", self.rulesets.hint(id))))
    }

    /// The assessment of a description, as JSON.
    pub fn assess(&self, source: Source<'_>) -> Result<String, Problem> {
        let model = self.model(source)?;
        json(&assess(&model))
    }

    /// The picture of a description, or the source of one.
    pub fn diagram(&self, source: Source<'_>, wanted: &Wanted<'_>) -> Result<Picture, Problem> {
        let model = self.model(source)?;
        diagram::draw(&model, &assess(&model), wanted)
    }

    /// The description that a text is, resolved against the rules.
    pub fn model(&self, source: Source<'_>) -> Result<Model<'static>, Problem> {
        self.read_by(model::read, source)
    }

    /// The same of a description that is still being written: it may have no flow yet, and a flow no step.
    pub fn unfinished_model(&self, source: Source<'_>) -> Result<Model<'static>, Problem> {
        self.read_by(model::read_unfinished, source)
    }

    fn read_by(
        &self,
        read: fn(&str, &Tree<'_>, &'static Rulebook) -> Result<Model<'static>, Vec<Fault>>,
        Source { text, format }: Source<'_>,
    ) -> Result<Model<'static>, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        self.rulesets.read(read, text, &tree).map_err(Problem::faulty)
    }

    /// Rules of a ruleset as JSON, with the ruleset they belong to and the sources they cite: all of them, or those with an
    /// id.
    pub fn rules(&self, ruleset: Option<&str>, id: Option<&str>) -> Result<String, Problem> {
        let book = self.ruleset(ruleset)?;
        let rules: Vec<_> = book.rules().filter(|rule| id.is_none_or(|id| rule.id == id)).collect();
        if rules.is_empty() {
            return Err(Problem::unknown("No rule has this id. `/api/v1/rules` lists them all."));
        }
        let cited = |source: &&engine::source::Source| {
            rules.iter().flat_map(|rule| rule.citations.iter()).any(|citation| citation.source == source.id)
        };
        let sources: Vec<_> = engine::source::BIBLIOGRAPHY.iter().filter(cited).collect();
        json(&serde_json::json!({
            "ruleset": {
                "id": book.id(),
                "version": book.version(),
                "digest": book.digest(),
            },
            "rules": rules,
            "sources": sources,
        }))
    }

    /// The JSON Schema of a description, as JSON.
    pub fn schema(&self) -> Result<String, Problem> {
        json(&schema::description(self.rulebook()))
    }

    /// Reads and assesses what a program wants to publish.
    pub fn prepare(&self, source: Source<'_>) -> Result<Prepared, Problem> {
        Ok(Prepared { content: self.submitted(source)?, request: sha256(source.text) })
    }

    /// Reads and assesses a description that a person typed, with a note that may be empty.
    ///
    /// # Errors
    /// Every fault of the description, with its line and column in what was typed, and of the note, at `/note`.
    pub fn prepare_typed(&self, source: Source<'_>, note: &str) -> Result<Prepared, Problem> {
        Ok(Prepared { content: self.typed(source, note)?, request: sha256(source.text) })
    }

    /// Publishes a report. The same call with the same `key` is answered as the first was, without the token.
    pub async fn publish(&self, prepared: Prepared, key: Option<&str>) -> Result<Publication, Problem> {
        let Prepared { content, request } = prepared;
        self.keep(content, key.map(|key| Idempotency { key: sha256(key), request })).await
    }

    /// Keeps a new report.
    async fn keep(&self, content: Content, mark: Option<Idempotency>) -> Result<Publication, Problem> {
        let (id, token) = (ReportId::of(self.bits()), EditToken::of(self.surroundings.random()));
        let report = NewReport { id: id.clone(), token: token.hash(), content };
        Ok(match self.store.publish(report, mark).await.map_err(refused)? {
            Published::New => Publication { id, revision: 1, token: Some(token) },
            Published::Before(id) => Publication { id, revision: 1, token: None },
        })
    }

    /// Adds a revision to a report and answers its number.
    ///
    /// Ask [`Advisor::allows`] before preparing it: whoever may not change the report learns nothing of what was sent, and
    /// costs nothing.
    pub async fn revise(
        &self,
        id: &str,
        token: &EditToken,
        expected: &Expected,
        Prepared { content, .. }: Prepared,
    ) -> Result<u32, Problem> {
        self.store.revise(&report_id(id)?, &token.hash(), expected, content).await.map_err(refused)
    }

    /// Reads a revision of a report.
    pub async fn read(&self, id: &str, which: Which) -> Result<Report, Problem> {
        self.store.read(&report_id(id)?, which).await.map_err(refused)
    }

    /// Whether the token is the report's; the problem is the one that a change would be refused with.
    pub async fn allows(&self, id: &str, token: &EditToken) -> Result<(), Problem> {
        self.store.allows(&report_id(id)?, &token.hash()).await.map_err(refused)
    }

    /// Deletes a report with all its revisions.
    pub async fn delete(&self, id: &str, token: &EditToken, expected: &Expected) -> Result<(), Problem> {
        let id = report_id(id)?;
        self.store.delete(&id, &token.hash(), expected, &self.surroundings.now()).await.map_err(refused)
    }

    /// Whether reports can be read and written now.
    pub async fn ready(&self) -> Result<(), Problem> {
        self.store.ready().await.map_err(|why| {
            refused(why);
            Problem::of_status(503)
        })
    }

    /// What a revision of the submitted description holds.
    fn submitted(&self, Source { text, format }: Source<'_>) -> Result<Content, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        let Submission { description, note } = Submission::read(text, &tree).map_err(Problem::wrong_body)?;
        let model = self.rulesets.read(model::read, text, description).map_err(Problem::faulty)?;
        self.content(&model, note)
    }

    /// What a revision of the typed description holds.
    fn typed(&self, source: Source<'_>, note: &str) -> Result<Content, Problem> {
        match (self.model(source), submission::note(note)) {
            (Ok(model), Ok(note)) => self.content(&model, note),
            (Err(problem), Ok(_)) => Err(problem),
            (Ok(_), Err(fault)) => Err(Problem::faulty(vec![fault])),
            (Err(problem), Err(_)) if problem.faults.is_empty() => Err(problem),
            (Err(mut problem), Err(fault)) => {
                problem.faults.push(fault);
                Err(Problem::faulty(problem.faults))
            }
        }
    }

    fn content(&self, model: &Model<'_>, note: Option<String>) -> Result<Content, Problem> {
        let assessment = assess(model);
        Ok(Content {
            made_at: self.surroundings.now(),
            note,
            ruleset_id: assessment.ruleset.id.to_string(),
            ruleset_version: assessment.ruleset.version.to_string(),
            ruleset_digest: assessment.ruleset.digest.to_string(),
            engine: assessment.engine.to_string(),
            pack: self.rulesets.text(&assessment.ruleset.id).cloned(),
            description: json(model.description())?,
            assessment: json(&assessment)?,
        })
    }

    /// Random bits for an id.
    fn bits(&self) -> [u8; 16] {
        let mut bits = [0; 16];
        bits.copy_from_slice(&self.surroundings.random()[..16]);
        bits
    }
}

/// A revision as the JSON that programs read; description and assessment are the very bytes that were kept.
pub fn report_json(report: &Report) -> Result<String, Problem> {
    #[derive(Serialize)]
    struct Pack<'a> {
        form: &'static str,
        text: &'a str,
    }
    #[derive(Serialize)]
    struct Document<'a> {
        id: &'a str,
        revision: u32,
        made_at: &'a str,
        note: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pack: Option<Pack<'a>>,
        description: &'a RawValue,
        assessment: &'a RawValue,
    }
    let Content { made_at, note, pack, description, assessment, .. } = &report.content;
    json(&Document {
        id: report.id.as_str(),
        revision: report.revision,
        made_at,
        note: note.as_deref(),
        pack: pack.as_ref().map(|pack| Pack { form: pack.form.name(), text: &pack.text }),
        description: serde_json::from_str(description).map_err(broken)?,
        assessment: serde_json::from_str(assessment).map_err(broken)?,
    })
}

/// Our own data as JSON.
fn json<T: Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn broken(error: serde_json::Error) -> Problem {
    tracing::error!(%error, "our own data is no JSON");
    Problem::internal("")
}

fn report_id(id: &str) -> Result<ReportId, Problem> {
    ReportId::parse(id).ok_or_else(|| refused(Refused::Unknown))
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::Unknown => Problem::unknown("There is no such report or draft, or the report has no such revision."),
        Refused::Deleted => Problem::deleted(),
        Refused::WrongToken => Problem::wrong_token(),
        Refused::Old(latest) => Problem::old_revision(latest),
        Refused::KeyReused => Problem::key_reused(),
        Refused::Failed(error) => {
            tracing::error!(error = error.as_ref() as &dyn std::error::Error, "the store failed");
            Problem::internal("")
        }
    }
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}
