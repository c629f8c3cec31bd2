//! Reports in a SQLite file.

use app::draft::DraftVersion;
use app::pack::{PackForm, PackText};
use app::report::{Content, Report, ReportId, TokenHash};
use app::store::{Expected, Idempotency, NewReport, Published, Refused, ReportStore, Which};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::packed::Packed;
use super::{SqliteStore, corrupt, failed};

/// Finds the token hash and the newest revision of a report.
const RIGHTS: &str = "SELECT token_hash, latest FROM reports WHERE id = ?";

#[async_trait]
impl ReportStore for SqliteStore {
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused> {
        let revision = Revision::of(report.content).await?;
        let mut write = self.begin().await?;
        let done = publish(&mut write, &report.id, &report.token, report.draft, mark, revision).await;
        write.end(done).await
    }

    async fn revise(
        &self,
        id: &ReportId,
        token: &TokenHash,
        expected: &Expected,
        content: Content,
        draft: Option<DraftVersion>,
    ) -> Result<u32, Refused> {
        let revision = Revision::of(content).await?;
        let mut write = self.begin().await?;
        let done = revise(&mut write, id, token, expected, draft, revision).await;
        write.end(done).await
    }

    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused> {
        let number = match which {
            Which::Latest => None,
            Which::Number(number) => Some(number),
        };
        let row = sqlx::query(
            "SELECT deleted_at IS NOT NULL AS deleted, number, made_at, note, ruleset_id, ruleset_version, \
             ruleset_digest, engine, pack_form, pack_text, description, description_packed, assessment, \
             assessment_packed, words_packed \
             FROM reports LEFT JOIN revisions ON report = id AND number = coalesce(?, latest) WHERE id = ?",
        )
        .bind(number)
        .bind(id.as_str())
        .fetch_optional(&self.readers)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        if row.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
        match row.try_get("number").map_err(failed)? {
            None => Err(Refused::Unknown),
            Some(revision) => Ok(Report { id: id.clone(), revision, content: content(&row).await? }),
        }
    }

    async fn allows(&self, id: &ReportId, token: &TokenHash) -> Result<(), Refused> {
        let row = sqlx::query(RIGHTS).bind(id.as_str()).fetch_optional(&self.readers).await.map_err(failed)?;
        allowed(row, token).map(|_| ())
    }

    async fn delete(&self, id: &ReportId, token: &TokenHash, expected: &Expected, at: &str) -> Result<(), Refused> {
        let mut write = self.begin().await?;
        let done = delete(&mut write, id, token, expected, at).await;
        write.end(done).await?;
        self.wipe().await;
        Ok(())
    }
}

async fn publish(
    write: &mut SqliteConnection,
    id: &ReportId,
    token: &TokenHash,
    draft: Option<DraftVersion>,
    mark: Option<Idempotency>,
    revision: Revision,
) -> Result<Published, Refused> {
    if let Some(mark) = &mark
        && let Some(before) = made_by(write, mark).await?
    {
        return Ok(Published::Before(before));
    }
    if let Some(draft) = &draft
        && let Some((report, _)) = published_from(write, draft).await?
    {
        return Ok(Published::Before(report));
    }
    sqlx::query("INSERT INTO reports (id, token_hash, latest) VALUES (?, ?, 1)")
        .bind(id.as_str())
        .bind(token.as_bytes().as_slice())
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    if let Some(mark) = mark {
        sqlx::query("INSERT INTO creations (key_hash, request_hash, report, made_at) VALUES (?, ?, ?, ?)")
            .bind(mark.key.as_slice())
            .bind(mark.request.as_slice())
            .bind(id.as_str())
            .bind(&revision.content.made_at)
            .execute(&mut *write)
            .await
            .map_err(failed)?;
    }
    insert(write, id, 1, revision).await?;
    belong(write, draft, id, 1).await?;
    Ok(Published::New)
}

/// The report that an earlier call with this mark made; `None` if there is no such call or it is too old.
async fn made_by(write: &mut SqliteConnection, mark: &Idempotency) -> Result<Option<ReportId>, Refused> {
    sqlx::query("DELETE FROM creations WHERE key_hash = ? AND made_at < ?")
        .bind(mark.key.as_slice())
        .bind(&mark.since)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    let before = sqlx::query("SELECT request_hash, report FROM creations WHERE key_hash = ?")
        .bind(mark.key.as_slice())
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?;
    let Some(before) = before else { return Ok(None) };
    match before.try_get::<Option<&[u8]>, _>("request_hash").map_err(failed)? {
        None => Err(Refused::Deleted),
        Some(request) if request != mark.request => Err(Refused::KeyReused),
        Some(_) => report_id(&before).map(Some),
    }
}

/// The revision that was published from this version of a draft, if there is one.
async fn published_from(
    write: &mut SqliteConnection,
    draft: &DraftVersion,
) -> Result<Option<(ReportId, u32)>, Refused> {
    let row = sqlx::query("SELECT report, revision, published FROM drafts WHERE id = ?")
        .bind(draft.id.as_str())
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
    if row.try_get::<Option<u32>, _>("published").map_err(failed)? != Some(draft.version) {
        return Ok(None);
    }
    Ok(Some((report_id(&row)?, row.try_get("revision").map_err(failed)?)))
}

/// Records the revision that was published from the draft.
async fn belong(
    write: &mut SqliteConnection,
    draft: Option<DraftVersion>,
    report: &ReportId,
    revision: u32,
) -> Result<(), Refused> {
    let Some(draft) = draft else { return Ok(()) };
    let changed = sqlx::query("UPDATE drafts SET report = ?, revision = ?, published = ? WHERE id = ?")
        .bind(report.as_str())
        .bind(revision)
        .bind(draft.version)
        .bind(draft.id.as_str())
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    if changed.rows_affected() == 0 { Err(Refused::Unknown) } else { Ok(()) }
}

async fn revise(
    write: &mut SqliteConnection,
    id: &ReportId,
    token: &TokenHash,
    expected: &Expected,
    draft: Option<DraftVersion>,
    revision: Revision,
) -> Result<u32, Refused> {
    let latest = latest(write, id, token).await?;
    if let Some(draft) = &draft
        && let Some((report, number)) = published_from(write, draft).await?
        && (report == *id && number == latest)
    {
        let made = sqlx::query(
            "SELECT note, words_packed IS NOT NULL AS worded FROM revisions WHERE report = ? AND number = ?",
        )
        .bind(id.as_str())
        .bind(number)
        .fetch_one(&mut *write)
        .await
        .map_err(failed)?;
        let is_same_note = made.try_get::<Option<String>, _>("note").map_err(failed)? == revision.content.note;
        let is_as_open = made.try_get::<bool, _>("worded").map_err(failed)? == revision.words.is_some();
        if is_same_note && is_as_open {
            return Ok(number);
        }
    }
    if !expected.allows(latest) {
        return Err(Refused::Old(latest));
    }
    let number = latest.checked_add(1).ok_or_else(|| corrupt("a revision's number"))?;
    insert(write, id, number, revision).await?;
    sqlx::query("UPDATE reports SET latest = ? WHERE id = ?")
        .bind(number)
        .bind(id.as_str())
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    belong(write, draft, id, number).await?;
    Ok(number)
}

async fn delete(
    write: &mut SqliteConnection,
    id: &ReportId,
    token: &TokenHash,
    expected: &Expected,
    at: &str,
) -> Result<(), Refused> {
    let latest = latest(write, id, token).await?;
    if !expected.allows(latest) {
        return Err(Refused::Old(latest));
    }
    for sql in [
        "DELETE FROM revisions WHERE report = ?",
        "DELETE FROM drafts WHERE report = ?",
        "UPDATE creations SET request_hash = NULL WHERE report = ?",
    ] {
        sqlx::query(sql).bind(id.as_str()).execute(&mut *write).await.map_err(failed)?;
    }
    sqlx::query("UPDATE reports SET token_hash = NULL, deleted_at = ? WHERE id = ?")
        .bind(at)
        .bind(id.as_str())
        .execute(&mut *write)
        .await
        .map_err(failed)
        .map(|_| ())
}

/// Checks the token and returns the number of the newest revision.
async fn latest(write: &mut SqliteConnection, id: &ReportId, token: &TokenHash) -> Result<u32, Refused> {
    let row = sqlx::query(RIGHTS).bind(id.as_str()).fetch_optional(&mut *write).await.map_err(failed)?;
    allowed(row, token)
}

/// The same check on a report's row, as [`RIGHTS`] finds it.
fn allowed(row: Option<SqliteRow>, token: &TokenHash) -> Result<u32, Refused> {
    let row = row.ok_or(Refused::Unknown)?;
    let hash: Option<&[u8]> = row.try_get("token_hash").map_err(failed)?;
    let hash = TokenHash::kept(hash.ok_or(Refused::Deleted)?).ok_or_else(|| corrupt("a token's hash"))?;
    if hash.matches(token) { row.try_get("latest").map_err(failed) } else { Err(Refused::WrongToken) }
}

fn report_id(row: &SqliteRow) -> Result<ReportId, Refused> {
    ReportId::parse(row.try_get("report").map_err(failed)?).ok_or_else(|| corrupt("a report's id"))
}

/// A revision in stored form: the long texts are compressed and removed from `content`.
struct Revision {
    content: Content,
    description: Packed,
    assessment: Packed,
    words: Option<Packed>,
}

impl Revision {
    /// Compresses a content. This runs before the transaction begins, so that other changes do not wait for it.
    async fn of(mut content: Content) -> Result<Self, Refused> {
        let description = Packed::of(std::mem::take(&mut content.description)).await?;
        let assessment = Packed::of(std::mem::take(&mut content.assessment)).await?;
        let words = match content.words.take() {
            Some(words) => Some(Packed::of(words).await?),
            None => None,
        };
        Ok(Self { content, description, assessment, words })
    }
}

async fn insert(
    write: &mut SqliteConnection,
    id: &ReportId,
    number: u32,
    Revision { content, description, assessment, words }: Revision,
) -> Result<(), Refused> {
    sqlx::query(
        "INSERT INTO revisions (report, number, made_at, note, ruleset_id, ruleset_version, ruleset_digest, engine, \
         pack_form, pack_text, description, description_packed, assessment, assessment_packed, words_packed) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '', ?, ?)",
    )
    .bind(id.as_str())
    .bind(number)
    .bind(content.made_at)
    .bind(content.note)
    .bind(content.ruleset_id)
    .bind(content.ruleset_version)
    .bind(content.ruleset_digest)
    .bind(content.engine)
    .bind(content.pack.as_ref().map(|pack| pack.form.name()))
    .bind(content.pack.map(|pack| pack.text))
    .bind(description.into_bytes())
    .bind(assessment.into_bytes())
    .bind(words.map(Packed::into_bytes))
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

async fn content(row: &SqliteRow) -> Result<Content, Refused> {
    let (description, assessment) =
        (text(row, "description", "description_packed").await?, text(row, "assessment", "assessment_packed").await?);
    let words = match row.try_get::<Option<Vec<u8>>, _>("words_packed").map_err(failed)? {
        Some(bytes) => Some(Packed::kept(bytes).text().await?),
        None => None,
    };
    let fields = || {
        Ok(Content {
            made_at: row.try_get("made_at")?,
            note: row.try_get("note")?,
            ruleset_id: row.try_get("ruleset_id")?,
            ruleset_version: row.try_get("ruleset_version")?,
            ruleset_digest: row.try_get("ruleset_digest")?,
            engine: row.try_get("engine")?,
            pack: pack(row)?,
            words,
            description,
            assessment,
        })
    };
    fields().map_err(failed)
}

/// A long text. Older revisions store it uncompressed.
async fn text(row: &SqliteRow, plain: &str, packed: &str) -> Result<String, Refused> {
    match row.try_get::<Option<Vec<u8>>, _>(packed).map_err(failed)? {
        None => row.try_get(plain).map_err(failed),
        Some(bytes) => Packed::kept(bytes).text().await,
    }
}

/// The pack of a revision; `None` for the shipped rules, and for a format that is no longer known.
fn pack(row: &SqliteRow) -> Result<Option<PackText>, sqlx::Error> {
    let form: Option<&str> = row.try_get("pack_form")?;
    let text: Option<String> = row.try_get("pack_text")?;
    Ok(form.and_then(PackForm::named).zip(text).map(|(form, text)| PackText { form, text }))
}
