//! The service layer: one method for each request of the product. The HTML pages and the JSON API call it.
//!
//! It combines the engine with the store, the clock and the random source, and it reports every refusal as a
//! [`Problem`]. It knows no HTTP and no SQL.

pub mod again;
pub mod descriptions;
mod drafts;
pub mod findings;
pub mod forks;
pub mod kept;
pub mod links;
pub mod messages;
pub mod overtaken;
pub mod reviews;
pub mod revisions;
pub mod schemas;
mod turns;
pub mod watching;

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use advice::assessment::Ruleset;
use advice::rule::Rule;
use advice::{Assessment, Description, Fault, Model, Rulebook, Tree, assess, model, schema};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::advisor::turns::Turns;
use crate::assistant;
use crate::diagram::{self, DiagramRequest, Picture};
use crate::document::{self, Format};
use crate::draft::DraftVersion;
use crate::exports;
use crate::language_model::{LanguageModel, Named, Offer};
use crate::links::{Right, is_past};
use crate::pack::{PackText, Rulesets};
use crate::problem::{Problem, kinds};
use crate::report::{Content, EditToken, FixedId, FormKey, Report, ReportId};
use crate::store::{Expected, Expired, ForkOf, Idempotency, NewReport, Published, Refused, Store, Which};
use crate::submission::{self, Submission};
use crate::words::Words;
pub use drafts::Turned;

/// Number of days after its last change at which a draft is deleted, unless the advisor is configured otherwise.
pub const DRAFT_DAYS: u32 = 90;

/// Number of days for which a repeated publishing call with the same key gets the first answer.
const KEY_DAYS: u32 = 1;

/// Maximum number of drafts, and of idempotency marks, that one call of [`Advisor::expire`] deletes. A draft
/// may be megabytes long.
const EXPIRED_AT_ONCE: u32 = 20;

/// The time and the randomness that the advisor needs from its host.
pub trait Surroundings: Send + Sync {
    /// The time now: UTC, whole seconds, as `2027-05-01T12:00:00Z`.
    fn now(&self) -> String;
    /// The time this many days ago, written in the same way.
    fn days_ago(&self, days: u32) -> String;
    /// 32 unpredictable random bytes.
    fn random(&self) -> [u8; 32];
}

/// A text that a client sent.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The text itself.
    pub text: &'t str,
    /// The form that it is written in.
    pub format: Format,
}

/// The idempotency key of a call. Keys are compared per client: two clients may use the same key.
#[derive(Clone, Copy, Debug)]
pub struct CallKey<'a> {
    /// The client that calls.
    pub client: &'a str,
    /// The key, as the client chose it.
    pub key: &'a str,
}

/// A report that was published.
#[derive(Debug)]
pub struct Publication {
    /// The report's id.
    pub id: ReportId,
    /// The number of the first revision: 1.
    pub revision: u32,
    /// The token that allows changes. `None` if the same call was answered before and did not come from the same form.
    pub token: Option<EditToken>,
}

/// A description that was read and assessed and is ready to be published. Making it costs processor time;
/// storing it only waits for the store.
#[derive(Debug)]
pub struct Prepared {
    content: Content,
    /// SHA-256 of what the client sent: the text, and the note if there is one.
    request: [u8; 32],
}

impl Prepared {
    /// How long its texts are together, in bytes.
    pub fn bytes(&self) -> usize {
        let words = self.content.words.as_ref().map_or(0, String::len);
        words + self.content.description.len() + self.content.assessment.len()
    }
}

/// What a new report comes from.
#[derive(Debug, Default)]
struct Comes {
    /// The draft that it is published from.
    draft: Option<DraftVersion>,
    /// The revision that it is a fork of.
    origin: Option<ForkOf>,
}

/// The product's service object. It is cheap to clone and keeps no state between two calls, apart from the
/// locks of drafts that are being changed.
#[derive(Clone)]
pub struct Advisor {
    rulesets: Arc<Rulesets>,
    store: Arc<dyn Store>,
    surroundings: Arc<dyn Surroundings>,
    draft_days: Option<NonZeroU32>,
    turns: Arc<Turns>,
    language_model: Named,
}

impl fmt::Debug for Advisor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Advisor").field("rulesets", &self.rulesets).finish_non_exhaustive()
    }
}

impl Advisor {
    /// An advisor that applies the shipped rules, or the packs given, and keeps reports and drafts in `store`.
    pub fn new(rulesets: Rulesets, store: Arc<dyn Store>, surroundings: Arc<dyn Surroundings>) -> Self {
        let draft_days = NonZeroU32::new(DRAFT_DAYS);
        let (rulesets, turns) = (Arc::new(rulesets), Arc::default());
        Self { rulesets, store, surroundings, draft_days, turns, language_model: None }
    }

    /// Returns this advisor with a language model that people may ask to read their texts.
    #[must_use]
    pub fn asking(self, language_model: Named) -> Self {
        Self { language_model, ..self }
    }

    /// The language model that people may ask; none unless the operator named one.
    pub fn language_model(&self) -> Option<&Arc<dyn LanguageModel>> {
        self.language_model.as_ref()
    }

    /// What people are told of the language model before they ask it.
    pub fn offer(&self) -> Option<Offer> {
        self.language_model.as_ref().map(|model| model.offer())
    }

    /// The instruction with which a chat assistant writes a description, as Markdown.
    pub fn instruction(&self) -> String {
        assistant::instruction(self.rulebook())
    }

    /// Returns this advisor with another lifetime for drafts, in days after their last change. `None` keeps
    /// drafts forever.
    #[must_use]
    pub fn keeping_drafts(self, days: Option<NonZeroU32>) -> Self {
        Self { draft_days: days, ..self }
    }

    /// The rules that apply if a request names no ruleset: the shipped ones.
    pub fn rulebook(&self) -> &'static Rulebook {
        self.rulesets.shipped()
    }

    /// Every ruleset that a description may name.
    pub fn rulesets(&self) -> &Rulesets {
        &self.rulesets
    }

    /// The ruleset with this id, or the shipped ruleset if `id` is `None`.
    pub fn ruleset(&self, id: Option<&str>) -> Result<&'static Rulebook, Problem> {
        let Some(id) = id else { return Ok(self.rulebook()) };
        self.rulesets
            .find(id)
            .ok_or_else(|| Problem::unknown(format!("There is no such ruleset. {}", self.rulesets.hint(id))))
    }

    /// Assesses a description and returns the assessment as JSON.
    pub fn assess(&self, source: Source<'_>) -> Result<String, Problem> {
        let model = self.model(source)?;
        json(&assess(&model))
    }

    /// Draws a description as a picture, or returns the picture's source text.
    pub fn diagram(&self, source: Source<'_>, wanted: &DiagramRequest<'_>) -> Result<Picture, Problem> {
        let model = self.model(source)?;
        diagram::draw(&model, &assess(&model), wanted)
    }

    /// Exports a description in the format with this name on the wire.
    pub fn export(&self, source: Source<'_>, form: Option<&str>) -> Result<exports::File, Problem> {
        let export = exports::choose(form)?;
        let model = self.model(source)?;
        Ok(exports::write(&model, &assess(&model), export))
    }

    /// Reads a text as a description and resolves it against the rules.
    pub fn model(&self, source: Source<'_>) -> Result<Model<'static>, Problem> {
        self.read_by(model::read, source)
    }

    /// Reads a description that is still being written: it may have no flow yet, and a flow may have no step.
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

    /// Returns rules of a ruleset as JSON, together with the ruleset and the sources that the rules cite.
    /// `id` selects the rules with that id; `None` selects all rules.
    pub fn rules(&self, ruleset: Option<&str>, id: Option<&str>) -> Result<String, Problem> {
        let book = self.ruleset(ruleset)?;
        let rules: Vec<_> = book.rules().filter(|rule| id.is_none_or(|id| rule.id == id)).collect();
        if rules.is_empty() {
            return Err(Problem::unknown("No rule has this id. `/api/v1/rules` lists them all."));
        }
        let cited = |source: &&advice::source::Source| {
            rules.iter().flat_map(|rule| rule.citations.iter()).any(|citation| citation.source == source.id)
        };
        let sources: Vec<_> = advice::source::BIBLIOGRAPHY.iter().filter(cited).collect();
        let ruleset = Ruleset { id: book.id().into(), version: book.version().into(), digest: book.digest().into() };
        json(&RulesRead { ruleset, rules, sources })
    }

    /// The JSON Schema of a description, as JSON.
    pub fn schema(&self) -> Result<String, Problem> {
        json(&schema::description(self.rulebook()))
    }

    /// Reads and assesses a description that a program wants to publish.
    pub fn prepare(&self, source: Source<'_>) -> Result<Prepared, Problem> {
        Ok(Prepared { content: self.submitted(source)?, request: sha256(source.text) })
    }

    /// Reads and assesses a description that a person typed. `note` may be empty.
    ///
    /// # Errors
    /// Every fault of the description, with its line and column in the typed text, and every fault of the
    /// note, at `/note`.
    pub fn prepare_typed(&self, source: Source<'_>, note: &str) -> Result<Prepared, Problem> {
        Ok(Prepared { content: self.checked_content(source, note)?, request: hash_of(&[source.text, note]) })
    }

    /// Publishes a report. If the same client repeats the same call with the same key, it gets the first
    /// answer again, without the token.
    pub async fn publish(&self, prepared: Prepared, key: Option<CallKey<'_>>) -> Result<Publication, Problem> {
        let Prepared { content, request } = prepared;
        let mark = key.map(|CallKey { client, key }| self.mark(&[client, key], request));
        self.keep(content, mark, Comes::default(), None).await
    }

    /// Publishes a report from a form. If the browser sends the same form again, it gets the first answer again.
    pub async fn publish_form(&self, prepared: Prepared, key: Option<&FormKey>) -> Result<Publication, Problem> {
        let Prepared { content, request } = prepared;
        // If the person goes back and types another text, that is another report, so the text is part of the key.
        let sent = format!("{request:02x?}");
        let mark = key.map(|key| self.mark(&["form", key.as_str(), &sent], request));
        self.keep(content, mark, Comes::default(), key.map(|key| key.token(request))).await
    }

    /// A new key for a publishing form.
    pub fn form_key(&self) -> FormKey {
        FormKey::of(self.surroundings.random())
    }

    fn mark(&self, key: &[&str], request: [u8; 32]) -> Idempotency {
        Idempotency { key: hash_of(key), request, since: self.surroundings.days_ago(KEY_DAYS) }
    }

    /// Stores a new report. For a form, the edit token is derived from the form's key: sending the form again
    /// yields the same token.
    async fn keep(
        &self,
        content: Content,
        mark: Option<Idempotency>,
        Comes { draft, origin }: Comes,
        form_token: Option<EditToken>,
    ) -> Result<Publication, Problem> {
        let token = form_token.clone().unwrap_or_else(|| EditToken::of(self.surroundings.random()));
        let id = ReportId::of(self.bits());
        let report = NewReport { id: id.clone(), token: token.hash(), content, draft, origin };
        let id = match self.store.publish(report, mark).await.map_err(refused)? {
            Published::New => return Ok(Publication { id, revision: 1, token: Some(token) }),
            Published::Before(id) => id,
        };
        // The report exists already. If another form or call published it, this form's token does not open it.
        let token = match form_token {
            Some(token) if self.allows(id.as_str(), &token, Right::Edit).await.is_ok() => Some(token),
            _ => None,
        };
        Ok(Publication { id, revision: 1, token })
    }

    /// Adds a revision to a report and returns its number.
    ///
    /// Call [`Advisor::allows`] before you prepare the content: a client without the right to change the
    /// report must not learn faults of the content or cause the cost of assessing it.
    pub async fn revise(
        &self,
        id: &str,
        token: &EditToken,
        expected: &Expected,
        Prepared { content, .. }: Prepared,
    ) -> Result<u32, Problem> {
        let id = report_id(id)?;
        let revised = self.store.revise(&id, &self.claim(token), expected, content, None).await;
        let revision = revised.map_err(|why| match why {
            Refused::Old(latest) => {
                not_newest(&id, expected, latest, "Read it, apply your change to it, and send that.")
            }
            why => refused(why),
        })?;
        self.list_again(&id, token).await?;
        Ok(revision)
    }

    /// Reads a revision of a report.
    pub async fn read(&self, id: &str, which: Which) -> Result<Report, Problem> {
        let id = report_id(id)?;
        let report = match (self.store.read(&id, which).await, which) {
            (Err(Refused::Unknown), Which::Number(_)) => self.store.read(&id, Which::Latest).await.map_err(unread)?,
            (read, _) => read.map_err(unread)?,
        };
        if is_past(report.standing.expires_at.as_deref(), &self.surroundings.now()) {
            return Err(refused(Refused::Deleted));
        }
        match which {
            Which::Number(number) if number != report.revision => Err(Problem::no_revision(number, report.revision)),
            _ => Ok(report),
        }
    }

    /// Deletes a report with all its revisions.
    pub async fn delete(&self, id: &str, token: &EditToken, expected: &Expected) -> Result<(), Problem> {
        let id = report_id(id)?;
        self.store.delete(&id, &self.claim(token), expected).await.map_err(|why| match why {
            Refused::Old(latest) => {
                let remedy = "Nothing was deleted. To delete the report all the same, send the `ETag` of the newest \
                              revision, or no `If-Match`.";
                not_newest(&id, expected, latest, remedy)
            }
            why => refused(why),
        })
    }

    /// Checks that the store can be read and written now.
    ///
    /// # Errors
    /// The problem with which a change would be refused.
    pub async fn ready(&self) -> Result<(), Problem> {
        let ready = self.store.ready().await.map_err(refused);
        ready.map_err(|problem| if problem.status() == 503 { problem } else { Problem::of_status(503) })
    }

    /// Checks that the store can be read now.
    ///
    /// # Errors
    /// The problem with which reading would be refused.
    pub async fn readable(&self) -> Result<(), Problem> {
        self.store.ids(None, 1).await.map_err(unread).map(|_| ())
    }

    /// Deletes a batch of drafts whose last change is too old, a batch of idempotency marks older than a day, and a
    /// batch of reports and of fixed links whose own time has come. Returns whether more may be left to delete.
    pub async fn expire(&self) -> Result<bool, Problem> {
        let drafts = self.draft_days.map(|days| self.surroundings.days_ago(days.get()));
        let expired = Expired { drafts, marks: self.surroundings.days_ago(KEY_DAYS), now: self.surroundings.now() };
        Ok(self.store.expire(&expired, EXPIRED_AT_ONCE).await.map_err(refused)? >= EXPIRED_AT_ONCE)
    }

    /// The day today in UTC, as `2027-05-01`.
    pub fn today(&self) -> String {
        self.surroundings.now().chars().take(10).collect()
    }

    /// Closes the store. Call it last.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Makes a revision's content from a submitted body.
    fn submitted(&self, Source { text, format }: Source<'_>) -> Result<Content, Problem> {
        let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
        let Submission { description, note } = Submission::read(text, &tree).map_err(Problem::wrong_body)?;
        let model = self.rulesets.read(model::read, text, description).map_err(Problem::faulty)?;
        self.content(&model, note)
    }

    /// Makes a revision's content from a typed description and its note. It collects the faults of both.
    fn checked_content(&self, source: Source<'_>, note: &str) -> Result<Content, Problem> {
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
            words: None,
            description: json(model.description())?,
            assessment: json(&assessment)?,
        })
    }

    /// Returns 128 random bits for an id.
    fn bits(&self) -> [u8; 16] {
        let mut bits = [0; 16];
        bits.copy_from_slice(&self.surroundings.random()[..16]);
        bits
    }
}

/// Rules with what they cite, as programs read them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Rules")]
pub struct RulesRead {
    /// The ruleset that they belong to.
    ruleset: Ruleset<'static>,
    /// The rules.
    rules: Vec<&'static Rule>,
    /// The sources that they cite.
    sources: Vec<&'static advice::source::Source>,
}

/// A revision of a report, as programs read it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct ReportRead<'a> {
    /// The report's id: the secret part of its address.
    id: &'a str,
    /// The path of the revision of another report that it is a fork of, such as `/f/ID`; absent if it is no fork.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    #[serde(flatten)]
    revision: RevisionRead<'a>,
}

/// A revision without its report, as programs read it by a fixed link.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Revision")]
pub struct RevisionRead<'a> {
    /// The number of the revision, from 1.
    #[schemars(range(min = 1))]
    revision: u32,
    /// When it was published, as RFC 3339 in UTC.
    made_at: &'a str,
    /// Why it was published; null if nobody said.
    note: Option<&'a str>,
    /// The team's own rules that it was assessed with; absent if they were the shipped ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<PackRead>,
    /// The text that it was read from, if its writer agreed to show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    words: Option<&'a RawValue>,
    /// The description.
    #[schemars(with = "Description")]
    description: &'a RawValue,
    /// Its assessment, as it was made then.
    #[schemars(with = "Assessment<'a>")]
    assessment: &'a RawValue,
}

/// A rule pack without its comments.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RulePack")]
pub struct PackRead {
    /// `yaml`, `json` or `toml`.
    form: &'static str,
    /// Its text.
    text: String,
}

/// A revision as the JSON that programs read, with the report's id unless a fixed link shows it. Description and
/// assessment are the stored bytes; the pack is shown without its comments.
pub fn report_json(report: &Report) -> Result<String, Problem> {
    let Content { made_at, note, pack, words, description, assessment, .. } = &*report.content;
    let revision = RevisionRead {
        revision: report.revision,
        made_at,
        note: note.as_deref(),
        pack: pack
            .as_ref()
            .and_then(PackText::without_comments)
            .map(|pack| PackRead { form: pack.form.name(), text: pack.text }),
        words: words.as_deref().map(serde_json::from_str).transpose().map_err(broken)?,
        description: serde_json::from_str(description).map_err(broken)?,
        assessment: serde_json::from_str(assessment).map_err(broken)?,
    };
    match report.at.report() {
        Some(id) => {
            let origin = report.standing.origin.as_ref().map(FixedId::address);
            json(&ReportRead { id: id.as_str(), origin, revision })
        }
        None => json(&revision),
    }
}

/// Serializes a value of our own as JSON.
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

/// Why a program may not act on the revisions that it expects. `remedy` says what to do if there is a newer one.
fn not_newest(id: &ReportId, expected: &Expected, latest: u32, remedy: &str) -> Problem {
    match expected.before(latest) {
        Some(from) => Problem::overtaken(id.as_str(), from, latest, remedy),
        None => Problem::no_match(expected.named().iter().copied().max(), latest),
    }
}

/// The problem of a store that refused to read.
fn unread(why: Refused) -> Problem {
    match refused(why) {
        problem if problem.kind == &kinds::STORE_UNAVAILABLE => problem.unread(),
        problem => problem,
    }
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::Unknown => {
            Problem::unknown("There is no such report or draft. Check that the address was copied whole.")
        }
        Refused::Deleted => Problem::deleted(),
        Refused::WrongToken => Problem::wrong_token(),
        Refused::Old(latest) => Problem::old_revision(latest),
        Refused::KeyReused => Problem::key_reused(),
        Refused::Full => Problem::full(),
        Refused::Out(outage, error) => {
            tracing::warn!(?outage, error = error.as_ref() as &dyn std::error::Error, "the store takes nothing");
            Problem::store_unavailable(outage)
        }
        Refused::Failed(error) => {
            tracing::error!(error = error.as_ref() as &dyn std::error::Error, "the store failed");
            Problem::internal("")
        }
    }
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// Hashes several texts. Each text is preceded by its length, so that different splits give different hashes.
fn hash_of(texts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}
