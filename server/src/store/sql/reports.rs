//! Reports and their revisions.

use app::draft::DraftVersion;
use app::links::{Claim, Right};
use app::pack::{PackForm, PackText};
use app::report::{Content, FixedId, Report, ReportId, ShownAt, Standing, TokenHash};
use app::store::{Expected, ForkOf, Idempotency, NewReport, Published, Refused, ReportStore, Which};
use async_trait::async_trait;
use sqlx::Row as _;

use super::rights::Holders;
use super::{Change, Connection, Database, Row, failed, links, locking, number, optional_number, report_id, status};
use crate::store::contents::Key;
use crate::store::corrupt;
use crate::store::free::Free;
use crate::store::packed::Packed;

#[async_trait]
impl ReportStore for Database {
    async fn publish(&self, report: NewReport, mark: Option<Idempotency>) -> Result<Published, Refused> {
        let NewReport { id, token, content, draft, origin } = report;
        self.make(Publish { id, token, draft, origin, mark, revision: Revision::of(content).await? }).await
    }

    async fn revise(
        &self,
        id: &ReportId,
        by: &Claim,
        expected: &Expected,
        content: Content,
        draft: Option<DraftVersion>,
    ) -> Result<u32, Refused> {
        let from = From { id: id.clone(), by: by.clone(), expected: expected.clone() };
        self.make(Revise { from, draft, revision: Revision::of(content).await? }).await
    }

    async fn read(&self, id: &ReportId, which: Which) -> Result<Report, Refused> {
        let wanted = match which {
            Which::Latest => None,
            Which::Number(number) => Some(i64::from(number)),
        };
        let mut reader = self.reader().await?;
        let row = sqlx::query(
            "SELECT deleted_at IS NOT NULL AS deleted, number, made_at, status, superseded_by, expires_at, origin, \
             EXISTS (SELECT 1 FROM listings WHERE listings.report = id) AS is_listed \
             FROM reports LEFT JOIN revisions ON report = id AND number = coalesce($1, latest) WHERE id = $2",
        )
        .bind(wanted)
        .bind(id.as_str())
        .fetch_optional(&mut *reader)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
        if row.try_get("deleted").map_err(failed)? {
            return Err(Refused::Deleted);
        }
        let revision = optional_number(&row, "number")?.ok_or(Refused::Unknown)?;
        let key = Key { report: id.clone(), revision, made_at: row.try_get("made_at").map_err(failed)? };
        let content = match self.contents.get(&key) {
            Some(content) => content,
            None => self.contents.keep(key, content(&mut reader, id, revision).await?),
        };
        Ok(Report { at: ShownAt::Report(id.clone()), revision, content, standing: standing(&row)? })
    }

    async fn ids(&self, after: Option<&ReportId>, most: u32) -> Result<Vec<ReportId>, Refused> {
        let mut reader = self.reader().await?;
        let rows =
            sqlx::query("SELECT id AS report FROM reports WHERE deleted_at IS NULL AND id > $1 ORDER BY id LIMIT $2")
                .bind(after.map_or("", ReportId::as_str))
                .bind(i64::from(most))
                .fetch_all(&mut *reader)
                .await
                .map_err(failed)?;
        rows.iter().map(report_id).collect()
    }

    async fn allows(&self, id: &ReportId, by: &Claim) -> Result<Right, Refused> {
        let mut reader = self.reader().await?;
        Holders::of(&mut reader, id).await?.given(by)
    }

    async fn delete(&self, id: &ReportId, by: &Claim, expected: &Expected) -> Result<(), Refused> {
        self.make(Delete(From { id: id.clone(), by: by.clone(), expected: expected.clone() })).await?;
        self.contents.forget(id);
        self.wipe().await;
        Ok(())
    }
}

/// Stores a new report.
struct Publish {
    id: ReportId,
    token: TokenHash,
    draft: Option<DraftVersion>,
    origin: Option<ForkOf>,
    mark: Option<Idempotency>,
    revision: Revision,
}

#[async_trait]
impl Change for Publish {
    type Done = Published;

    async fn make(&self, write: &mut Connection) -> Result<Published, Refused> {
        let Self { id, token, draft, origin, mark, revision } = self;
        if let Some(mark) = mark
            && let Some(before) = made_by(write, mark).await?
        {
            return Ok(Published::Before(before));
        }
        if let Some(draft) = draft
            && let Some((report, _)) = published_from(write, draft).await?
        {
            return Ok(Published::Before(report));
        }
        let origin = match origin {
            Some(origin) => Some(links::link_to(write, origin, &revision.content.made_at).await?),
            None => None,
        };
        sqlx::query("INSERT INTO reports (id, token_hash, latest, origin) VALUES ($1, $2, 1, $3)")
            .bind(id.as_str())
            .bind(token.as_bytes().as_slice())
            .bind(origin.as_ref().map(FixedId::as_str))
            .execute(&mut *write)
            .await
            .map_err(failed)?;
        if let Some(mark) = mark {
            sqlx::query("INSERT INTO creations (key_hash, request_hash, report, made_at) VALUES ($1, $2, $3, $4)")
                .bind(mark.key.as_slice())
                .bind(mark.request.as_slice())
                .bind(id.as_str())
                .bind(&revision.content.made_at)
                .execute(&mut *write)
                .await
                .map_err(failed)?;
        }
        insert(write, id, 1, revision).await?;
        belong(write, draft.as_ref(), id, 1).await?;
        Ok(Published::New)
    }
}

/// The report that an earlier call with this mark made; `None` if there is no such call or it is too old.
async fn made_by(write: &mut Connection, mark: &Idempotency) -> Result<Option<ReportId>, Refused> {
    sqlx::query("DELETE FROM creations WHERE key_hash = $1 AND made_at < $2")
        .bind(mark.key.as_slice())
        .bind(&mark.since)
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    let before = sqlx::query("SELECT request_hash, report FROM creations WHERE key_hash = $1")
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
async fn published_from(write: &mut Connection, draft: &DraftVersion) -> Result<Option<(ReportId, u32)>, Refused> {
    let row = sqlx::query(locking("SELECT report, revision, published FROM drafts WHERE id = $1"))
        .bind(draft.id.as_str())
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?
        .ok_or(Refused::Unknown)?;
    if optional_number(&row, "published")? != Some(draft.version) {
        return Ok(None);
    }
    Ok(Some((report_id(&row)?, number(&row, "revision")?)))
}

/// Whether a kept revision has the note of this one, and shows its words as this one does.
async fn is_like(write: &mut Connection, id: &ReportId, at: u32, other: &Revision) -> Result<bool, Refused> {
    let kept =
        sqlx::query("SELECT note, words_packed IS NOT NULL AS worded FROM revisions WHERE report = $1 AND number = $2")
            .bind(id.as_str())
            .bind(i64::from(at))
            .fetch_one(&mut *write)
            .await
            .map_err(failed)?;
    let note: Option<Free<String>> = kept.try_get("note").map_err(failed)?;
    let is_worded: bool = kept.try_get("worded").map_err(failed)?;
    Ok(note.map(|note| note.0) == other.content.note && is_worded == other.words.is_some())
}

/// Records the revision that was published from the draft.
async fn belong(
    write: &mut Connection,
    draft: Option<&DraftVersion>,
    report: &ReportId,
    revision: u32,
) -> Result<(), Refused> {
    let Some(draft) = draft else { return Ok(()) };
    let changed = sqlx::query("UPDATE drafts SET report = $1, revision = $2, published = $3 WHERE id = $4")
        .bind(report.as_str())
        .bind(i64::from(revision))
        .bind(i64::from(draft.version))
        .bind(draft.id.as_str())
        .execute(&mut *write)
        .await
        .map_err(failed)?;
    if changed.rows_affected() == 0 { Err(Refused::Unknown) } else { Ok(()) }
}

/// A report, who wants to change it, and the revisions that they may have in mind.
struct From {
    id: ReportId,
    by: Claim,
    expected: Expected,
}

/// Adds a revision.
struct Revise {
    from: From,
    draft: Option<DraftVersion>,
    revision: Revision,
}

#[async_trait]
impl Change for Revise {
    type Done = u32;

    async fn make(&self, write: &mut Connection) -> Result<u32, Refused> {
        let Self { from: From { id, by, expected }, draft, revision } = self;
        let latest = Holders::allowing(write, id, by, Right::Edit).await?.latest;
        if let Some(draft) = draft
            && let Some((report, published)) = published_from(write, draft).await?
            && (report == *id && published == latest)
            && is_like(write, id, latest, revision).await?
        {
            return Ok(latest);
        }
        if !expected.allows(latest) {
            return Err(Refused::Old(latest));
        }
        let next = latest.checked_add(1).ok_or_else(|| corrupt("a revision's number"))?;
        insert(write, id, next, revision).await?;
        sqlx::query("UPDATE reports SET latest = $1 WHERE id = $2")
            .bind(i64::from(next))
            .bind(id.as_str())
            .execute(&mut *write)
            .await
            .map_err(failed)?;
        belong(write, draft.as_ref(), id, next).await?;
        Ok(next)
    }
}

/// Deletes a report.
struct Delete(From);

#[async_trait]
impl Change for Delete {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let Self(From { id, by, expected }) = self;
        let latest = Holders::allowing(write, id, by, Right::Edit).await?.latest;
        if !expected.allows(latest) {
            return Err(Refused::Old(latest));
        }
        delete(write, id, &by.at).await
    }
}

/// Deletes everything of a report but its id and the ids of its fixed links.
pub(super) async fn delete(write: &mut Connection, id: &ReportId, at: &str) -> Result<(), Refused> {
    for sql in [
        "DELETE FROM revisions WHERE report = $1",
        "DELETE FROM drafts WHERE report = $1",
        "DELETE FROM listings WHERE report = $1",
        "DELETE FROM remarks WHERE report = $1",
        "DELETE FROM ballots WHERE report = $1",
        "UPDATE fixed_links SET report = NULL, revision = NULL, expires_at = NULL WHERE report = $1",
        "UPDATE creations SET request_hash = NULL WHERE report = $1",
    ] {
        sqlx::query(sql).bind(id.as_str()).execute(&mut *write).await.map_err(failed)?;
    }
    sqlx::query(
        "UPDATE reports SET token_hash = NULL, deleted_at = $1, edit_expires_at = NULL, review_hash = NULL, \
         review_expires_at = NULL, expires_at = NULL, status = 'proposed', superseded_by = NULL, origin = NULL \
         WHERE id = $2",
    )
    .bind(at)
    .bind(id.as_str())
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
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

async fn insert(write: &mut Connection, id: &ReportId, at: u32, revision: &Revision) -> Result<(), Refused> {
    let Revision { content, description, assessment, words } = revision;
    sqlx::query(
        "INSERT INTO revisions (report, number, made_at, note, ruleset_id, ruleset_version, ruleset_digest, engine, \
         pack_form, pack_text, description, description_packed, assessment, assessment_packed, words_packed) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $13, $14)",
    )
    .bind(id.as_str())
    .bind(i64::from(at))
    .bind(&content.made_at)
    .bind(content.note.as_deref().map(Free))
    .bind(&content.ruleset_id)
    .bind(&content.ruleset_version)
    .bind(&content.ruleset_digest)
    .bind(&content.engine)
    .bind(content.pack.as_ref().map(|pack| pack.form.name()))
    .bind(content.pack.as_ref().map(|pack| Free(pack.text.as_str())))
    .bind(Free(""))
    .bind(description.as_bytes())
    .bind(assessment.as_bytes())
    .bind(words.as_ref().map(Packed::as_bytes))
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

fn standing(row: &Row) -> Result<Standing, Refused> {
    Ok(Standing {
        status: status(row)?,
        expires_at: row.try_get("expires_at").map_err(failed)?,
        is_listed: row.try_get("is_listed").map_err(failed)?,
        origin: origin(row)?,
    })
}

/// What a report is a fork of.
fn origin(row: &Row) -> Result<Option<FixedId>, Refused> {
    let origin: Option<&str> = row.try_get("origin").map_err(failed)?;
    origin.map(|link| FixedId::parse(link).ok_or_else(|| corrupt("a fixed link's id"))).transpose()
}

/// The content of a revision that was there a moment ago.
async fn content(reader: &mut Connection, id: &ReportId, number: u32) -> Result<Content, Refused> {
    let row = sqlx::query(
        "SELECT made_at, note, ruleset_id, ruleset_version, ruleset_digest, engine, pack_form, pack_text, description, \
         description_packed, assessment, assessment_packed, words_packed FROM revisions \
         WHERE report = $1 AND number = $2",
    )
    .bind(id.as_str())
    .bind(i64::from(number))
    .fetch_optional(reader)
    .await
    .map_err(failed)?
    // Nothing but the deletion of its report takes a revision away.
    .ok_or(Refused::Deleted)?;
    let (description, assessment) =
        (text(&row, "description", "description_packed").await?, text(&row, "assessment", "assessment_packed").await?);
    let words = match row.try_get::<Option<Vec<u8>>, _>("words_packed").map_err(failed)? {
        Some(bytes) => Some(Packed::kept(bytes).text().await?),
        None => None,
    };
    let fields = || {
        Ok(Content {
            made_at: row.try_get("made_at")?,
            note: row.try_get::<Option<Free<String>>, _>("note")?.map(|note| note.0),
            ruleset_id: row.try_get("ruleset_id")?,
            ruleset_version: row.try_get("ruleset_version")?,
            ruleset_digest: row.try_get("ruleset_digest")?,
            engine: row.try_get("engine")?,
            pack: pack(&row)?,
            words,
            description,
            assessment,
        })
    };
    fields().map_err(failed)
}

/// A long text. Older revisions store it uncompressed.
async fn text(row: &Row, plain: &str, packed: &str) -> Result<String, Refused> {
    match row.try_get::<Option<Vec<u8>>, _>(packed).map_err(failed)? {
        None => row.try_get(plain).map_err(failed).map(|Free(text)| text),
        Some(bytes) => Packed::kept(bytes).text().await,
    }
}

/// The pack of a revision; `None` for the shipped rules, and for a format that is no longer known.
fn pack(row: &Row) -> Result<Option<PackText>, sqlx::Error> {
    let form: Option<&str> = row.try_get("pack_form")?;
    let text: Option<Free<String>> = row.try_get("pack_text")?;
    Ok(form.and_then(PackForm::named).zip(text).map(|(form, Free(text))| PackText { form, text }))
}
