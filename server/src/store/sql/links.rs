//! The links of reports, their status, and the list of reports that are shown to everybody.

use app::limit::FIXED_LINKS;
use app::links::{Claim, Decision, FixedLink, Grant, Links, Listed, Listing, Right, Term, is_past};
use app::report::{FixedId, ReportId};
use app::store::{ForkOf, LinkStore, MOST_WORDS, Refused, Search};
use async_trait::async_trait;
use sqlx::Row as _;

use super::rights::Holders;
use super::{Change, Connection, Database, Row, failed, locking, number, report_id, status};
use crate::store::corrupt;
use crate::store::free::Free;

#[async_trait]
impl LinkStore for Database {
    async fn decide(&self, id: &ReportId, by: &Claim, decision: Decision) -> Result<(), Refused> {
        self.make(Decide { id: id.clone(), by: by.clone(), decision }).await
    }

    async fn links(&self, id: &ReportId, by: &Claim) -> Result<Links, Refused> {
        let mut reader = self.snapshot().await?;
        let holders = Holders::of(&mut reader, id).await?;
        if holders.given(by)? < Right::Edit {
            return Err(Refused::WrongToken);
        }
        let rows = sqlx::query(
            "SELECT id, revision, made_at, expires_at, for_forks FROM fixed_links \
             WHERE report = $1 AND (expires_at IS NULL OR expires_at > $2) ORDER BY made_at DESC, id",
        )
        .bind(id.as_str())
        .bind(&by.at)
        .fetch_all(&mut *reader)
        .await
        .map_err(failed)?;
        let review = holders.review.filter(|grant| !is_past(grant.expires_at.as_deref(), &by.at));
        Ok(Links {
            edit: Term { expires_at: holders.edit.expires_at },
            review: review.map(|grant| Term { expires_at: grant.expires_at }),
            fixed: rows.iter().map(fixed_link).collect::<Result<_, _>>()?,
        })
    }

    async fn fixed(&self, link: &FixedId, at: &str) -> Result<(ReportId, u32), Refused> {
        let mut reader = self.reader().await?;
        let row = sqlx::query("SELECT report, revision, expires_at FROM fixed_links WHERE id = $1")
            .bind(link.as_str())
            .fetch_optional(&mut *reader)
            .await
            .map_err(failed)?
            .ok_or(Refused::Unknown)?;
        let is_withdrawn = row.try_get::<Option<&str>, _>("report").map_err(failed)?.is_none();
        if is_withdrawn || is_past(row.try_get("expires_at").map_err(failed)?, at) {
            return Err(Refused::Deleted);
        }
        Ok((report_id(&row)?, number(&row, "revision")?))
    }

    async fn listed(&self, search: &Search) -> Result<Vec<Listed>, Refused> {
        let mut query = sqlx::query(
            "SELECT report, revision, made_at, name, summary, flows, status, superseded_by \
             FROM listings JOIN reports ON id = report \
             WHERE (expires_at IS NULL OR expires_at > $1) \
             AND words LIKE $2 ESCAPE '!' AND words LIKE $3 ESCAPE '!' AND words LIKE $4 ESCAPE '!' \
             AND words LIKE $5 ESCAPE '!' AND words LIKE $6 ESCAPE '!' AND words LIKE $7 ESCAPE '!' \
             AND words LIKE $8 ESCAPE '!' AND words LIKE $9 ESCAPE '!' \
             ORDER BY made_at DESC, report LIMIT $10 OFFSET $11",
        )
        .bind(&search.at);
        for index in 0..MOST_WORDS {
            query = query.bind(search.words.get(index).map_or_else(|| "%".to_owned(), |word| containing(word)));
        }
        let query = query.bind(i64::from(search.most)).bind(i64::from(search.after));
        let mut reader = self.reader().await?;
        query.fetch_all(&mut *reader).await.map_err(failed)?.iter().map(listed).collect()
    }
}

/// What an editor decides about a report.
struct Decide {
    id: ReportId,
    by: Claim,
    decision: Decision,
}

#[async_trait]
impl Change for Decide {
    type Done = ();

    async fn make(&self, write: &mut Connection) -> Result<(), Refused> {
        let Self { id, by, decision } = self;
        let latest = Holders::allowing(write, id, by, Right::Edit).await?.latest;
        let flows = match decision {
            Decision::List(Some(listing)) => listing.flows.join("\n"),
            _ => String::new(),
        };
        let query = match decision {
            Decision::Grant(right, Grant { token, expires_at }) => {
                let sql = match right {
                    Right::Edit => "UPDATE reports SET token_hash = $2, edit_expires_at = $3 WHERE id = $1",
                    Right::Review => "UPDATE reports SET review_hash = $2, review_expires_at = $3 WHERE id = $1",
                };
                sqlx::query(sql).bind(id.as_str()).bind(token.as_bytes().as_slice()).bind(expires_at)
            }
            Decision::KeepUntil(expires_at) => {
                sqlx::query("UPDATE reports SET expires_at = $2 WHERE id = $1").bind(id.as_str()).bind(expires_at)
            }
            Decision::Status(status) => sqlx::query("UPDATE reports SET status = $2, superseded_by = $3 WHERE id = $1")
                .bind(id.as_str())
                .bind(status.name())
                .bind(status.by()),
            Decision::List(None) => sqlx::query("DELETE FROM listings WHERE report = $1").bind(id.as_str()),
            // Whoever lists an older revision at the same time changes nothing.
            Decision::List(Some(listing)) => sqlx::query(
                "INSERT INTO listings (report, revision, made_at, name, summary, flows, words) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (report) DO UPDATE SET \
                 revision = $2, made_at = $3, name = $4, summary = $5, flows = $6, words = $7 \
                 WHERE listings.revision <= $2",
            )
            .bind(id.as_str())
            .bind(i64::from(listing.revision))
            .bind(&listing.made_at)
            .bind(Free(listing.name.as_str()))
            .bind(Free(listing.summary.as_str()))
            .bind(Free(flows.as_str()))
            .bind(words(listing)),
            Decision::Fix(link) => return fix(write, id, latest, link).await,
            Decision::Unfix(link) => return unfix(write, id, link, &by.at).await,
        };
        query.execute(&mut *write).await.map_err(failed).map(|_| ())
    }
}

/// Keeps a fixed link, unless the report has too many.
async fn fix(write: &mut Connection, id: &ReportId, latest: u32, link: &FixedLink) -> Result<(), Refused> {
    if !(1..=latest).contains(&link.revision) {
        return Err(Refused::Unknown);
    }
    let row = sqlx::query(
        "SELECT count(*) AS links FROM fixed_links \
         WHERE report = $1 AND NOT for_forks AND (expires_at IS NULL OR expires_at > $2)",
    )
    .bind(id.as_str())
    .bind(&link.made_at)
    .fetch_one(&mut *write)
    .await
    .map_err(failed)?;
    if number(&row, "links")? >= FIXED_LINKS {
        return Err(Refused::Full);
    }
    insert(write, id, link).await
}

/// Keeps of a fixed link that it is withdrawn.
async fn unfix(write: &mut Connection, id: &ReportId, link: &FixedId, at: &str) -> Result<(), Refused> {
    let withdrawn = sqlx::query(
        "UPDATE fixed_links SET report = NULL, revision = NULL, expires_at = NULL \
         WHERE id = $1 AND report = $2 AND (expires_at IS NULL OR expires_at > $3)",
    )
    .bind(link.as_str())
    .bind(id.as_str())
    .bind(at)
    .execute(&mut *write)
    .await
    .map_err(failed)?;
    if withdrawn.rows_affected() == 0 { Err(Refused::Unknown) } else { Ok(()) }
}

/// The fixed link by which a fork that is made now names its origin. It is made if there is none.
pub(super) async fn link_to(write: &mut Connection, origin: &ForkOf, at: &str) -> Result<FixedId, Refused> {
    let (id, revision, new) = match origin {
        ForkOf::Fixed(link) => return Ok(link.clone()),
        ForkOf::Revision { report, revision, link } => (report, *revision, link),
    };
    let Holders { latest, expires_at, .. } = Holders::to_change(write, id).await?;
    if is_past(expires_at.as_deref(), at) {
        return Err(Refused::Deleted);
    }
    if !(1..=latest).contains(&revision) {
        return Err(Refused::Unknown);
    }
    let before = sqlx::query(locking("SELECT id FROM fixed_links WHERE report = $1 AND revision = $2 AND for_forks"))
        .bind(id.as_str())
        .bind(i64::from(revision))
        .fetch_optional(&mut *write)
        .await
        .map_err(failed)?;
    if let Some(row) = before {
        return fixed_id(&row);
    }
    let link = FixedLink { id: new.clone(), revision, made_at: at.to_owned(), expires_at: None, for_forks: true };
    insert(write, id, &link).await.map(|()| link.id)
}

async fn insert(write: &mut Connection, id: &ReportId, link: &FixedLink) -> Result<(), Refused> {
    sqlx::query(
        "INSERT INTO fixed_links (id, report, revision, made_at, expires_at, for_forks) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(link.id.as_str())
    .bind(id.as_str())
    .bind(i64::from(link.revision))
    .bind(&link.made_at)
    .bind(&link.expires_at)
    .bind(link.for_forks)
    .execute(&mut *write)
    .await
    .map_err(failed)
    .map(|_| ())
}

fn fixed_id(row: &Row) -> Result<FixedId, Refused> {
    FixedId::parse(row.try_get("id").map_err(failed)?).ok_or_else(|| corrupt("a fixed link's id"))
}

fn fixed_link(row: &Row) -> Result<FixedLink, Refused> {
    Ok(FixedLink {
        id: fixed_id(row)?,
        revision: number(row, "revision")?,
        made_at: row.try_get("made_at").map_err(failed)?,
        expires_at: row.try_get("expires_at").map_err(failed)?,
        for_forks: row.try_get("for_forks").map_err(failed)?,
    })
}

fn listed(row: &Row) -> Result<Listed, Refused> {
    let free = |column: &str| row.try_get::<Free<String>, _>(column).map(|Free(text)| text).map_err(failed);
    let flows = free("flows")?;
    let listing = Listing {
        revision: number(row, "revision")?,
        made_at: row.try_get("made_at").map_err(failed)?,
        name: free("name")?,
        summary: free("summary")?,
        flows: flows.lines().map(str::to_owned).collect(),
    };
    Ok(Listed { report: report_id(row)?, listing, status: status(row)? })
}

/// What is searched of a listed report, in lower case. A NUL is left out, because not every database keeps it in a text
/// that it searches.
fn words(Listing { name, summary, flows, .. }: &Listing) -> String {
    format!("{name}\n{summary}\n{}", flows.join("\n")).to_lowercase().replace('\0', "")
}

/// The pattern of texts that contain a word.
fn containing(word: &str) -> String {
    let mut pattern = "%".to_owned();
    for sign in word.chars() {
        if matches!(sign, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}
