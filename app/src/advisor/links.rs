//! The links of a report, its status, and the list of reports that are shown to everybody.

use advice::fault::{Code, Fault};
use advice::tree::{Tree, Value};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Advisor, Source, refused, report_id, unread};
use crate::body::Body;
use crate::document;
use crate::links::{Claim, Decision, FixedLink, Grant, Links, Listed, Listing, Right, is_past};
use crate::moment;
use crate::problem::{Problem, kinds};
use crate::report::{EditToken, FixedId, Report, ReportId, ShownAt, Standing};
use crate::standing::Status;
use crate::store::{MOST_WORDS, Refused, Search, Which};

/// Number of listed reports on a page of the list.
pub const LISTED_ON_A_PAGE: u32 = 20;

/// Maximum number of pages of the list.
pub const MOST_PAGES: u32 = 100;

/// Maximum length of a summary in the list, in characters, and maximum number of flows that are named there.
const LONGEST_SUMMARY: usize = 400;
const MOST_FLOWS: usize = 12;

/// Until when something is to hold: a time that is still to come, or for ever. [`Advisor::until`] checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Until(Option<String>);

impl Until {
    /// The time, as [`Content::made_at`](crate::report::Content::made_at) is written; `None`: for ever.
    pub fn time(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// A fixed link to be made.
#[derive(Debug)]
pub struct Fix {
    /// The revision; the newest if none is named.
    pub revision: Option<u32>,
    /// Until when it shows that.
    pub until: Until,
}

impl Advisor {
    /// What a token claims now.
    pub(super) fn claim(&self, token: &EditToken) -> Claim {
        Claim { token: token.hash(), at: self.surroundings.now() }
    }

    /// Checks that a token gives a right to a report.
    ///
    /// # Errors
    /// The problem with which what needs the right would be refused.
    pub async fn allows(&self, id: &str, token: &EditToken, right: Right) -> Result<(), Problem> {
        let given = self.store.allows(&report_id(id)?, &self.claim(token)).await.map_err(refused)?;
        if given >= right { Ok(()) } else { Err(refused(Refused::WrongToken)) }
    }

    /// Reads the revision that a fixed link shows. It says nothing of its report.
    pub async fn fixed(&self, link: &str) -> Result<Report, Problem> {
        let link = fixed_id(link)?;
        let at = self.surroundings.now();
        let (id, revision) = self.store.fixed(&link, &at).await.map_err(|why| match why {
            Refused::Deleted => Problem::withdrawn(),
            why => unread(why),
        })?;
        let report = self.store.read(&id, Which::Number(revision)).await.map_err(unread)?;
        if is_past(report.standing.expires_at.as_deref(), &at) {
            return Err(Problem::withdrawn());
        }
        let Report { revision, content, .. } = report;
        Ok(Report { at: ShownAt::Fixed(link), revision, content, standing: Standing::default() })
    }

    /// The links of a report, for its editors.
    pub async fn links(&self, id: &str, token: &EditToken) -> Result<Links, Problem> {
        self.store.links(&report_id(id)?, &self.claim(token)).await.map_err(unread)
    }

    /// Makes a new token for a right. The one before gives no right from now on.
    pub async fn renew(
        &self,
        id: &str,
        token: &EditToken,
        right: Right,
        Until(expires_at): Until,
    ) -> Result<(EditToken, Option<String>), Problem> {
        let new = EditToken::of(self.surroundings.random());
        let grant = Grant { token: new.hash(), expires_at: expires_at.clone() };
        self.decide(id, token, Decision::Grant(right, grant)).await?;
        Ok((new, expires_at))
    }

    /// Withdraws a right: it now belongs to a token that nobody ever had.
    pub async fn withdraw(&self, id: &str, token: &EditToken, right: Right) -> Result<(), Problem> {
        let nobodys = EditToken::of(self.surroundings.random());
        let grant = Grant { token: nobodys.hash(), expires_at: Some(self.surroundings.now()) };
        self.decide(id, token, Decision::Grant(right, grant)).await
    }

    /// Makes a fixed link to a revision; to the newest, if none is named.
    ///
    /// # Errors
    /// The token gives no right to that; there is no such revision; or the report has as many links as it may have.
    pub async fn fix(
        &self,
        id: &str,
        token: &EditToken,
        revision: Option<u32>,
        Until(expires_at): Until,
    ) -> Result<FixedLink, Problem> {
        self.allows(id, token, Right::Edit).await?;
        let which = revision.map_or(Which::Latest, Which::Number);
        let revision = self.read(id, which).await?.revision;
        let link = FixedLink {
            id: FixedId::of(self.bits()),
            revision,
            made_at: self.surroundings.now(),
            expires_at,
            for_forks: false,
        };
        self.decide(id, token, Decision::Fix(link.clone())).await?;
        Ok(link)
    }

    /// Withdraws a fixed link.
    pub async fn unfix(&self, id: &str, token: &EditToken, link: &str) -> Result<(), Problem> {
        self.decide(id, token, Decision::Unfix(fixed_id(link)?)).await
    }

    /// Has a report deleted at a time of its own, or never.
    pub async fn keep_until(&self, id: &str, token: &EditToken, until: Until) -> Result<(), Problem> {
        let Until(expires_at) = until;
        self.decide(id, token, Decision::KeepUntil(expires_at)).await
    }

    /// Gives a report a status.
    ///
    /// # Errors
    /// The token gives no right to that; or the report is to be superseded by itself, or by one that is not there.
    pub async fn set_status(&self, id: &str, token: &EditToken, status: Status) -> Result<(), Problem> {
        if let Some(successor) = status.by().and_then(|by| by.strip_prefix("/r/")) {
            self.allows(id, token, Right::Edit).await?;
            self.may_supersede(successor, id).await?;
        }
        self.decide(id, token, Decision::Status(status)).await
    }

    /// Checks that a report of ours can supersede the report `id`.
    async fn may_supersede(&self, successor: &str, id: &str) -> Result<(), Problem> {
        let wrong = |message: &str| {
            let fault = Fault::new("/superseded_by", Code::UnknownReference, message);
            Problem::wrong_body(vec![fault.hint("Write the address of the report that holds now.")])
        };
        if successor == id {
            return Err(wrong("This is the report itself. Only another one can supersede it."));
        }
        match self.read(successor, Which::Latest).await {
            Ok(_) => Ok(()),
            Err(problem) if problem.kind == &kinds::UNKNOWN => Err(wrong("There is no such report on this server.")),
            Err(problem) if problem.kind == &kinds::DELETED => Err(wrong("This report was deleted.")),
            Err(problem) => Err(problem),
        }
    }

    /// Lists a report for everybody, or takes it off the list.
    pub async fn list(&self, id: &str, token: &EditToken, is_listed: bool) -> Result<(), Problem> {
        self.allows(id, token, Right::Edit).await?;
        let listing = if is_listed { Some(listing(&self.read(id, Which::Latest).await?)?) } else { None };
        self.decide(id, token, Decision::List(listing)).await
    }

    /// Lists the newest words of a report that was just revised, if it is listed at all.
    pub(super) async fn list_again(&self, id: &ReportId, token: &EditToken) -> Result<(), Problem> {
        let report = self.store.read(id, Which::Latest).await.map_err(refused)?;
        if !report.standing.is_listed {
            return Ok(());
        }
        let decision = Decision::List(Some(listing(&report)?));
        self.store.decide(id, &self.claim(token), decision).await.map_err(refused)
    }

    /// A page of the listed reports whose words contain all words of `text`, and whether there are more. Pages count
    /// from 1.
    pub async fn listed(&self, text: &str, page: u32) -> Result<(Vec<Listed>, bool), Problem> {
        let between = |sign: char| sign.is_whitespace() || sign.is_control();
        let words = text.split(between).filter(|word| !word.is_empty()).take(MOST_WORDS);
        let words = words.map(str::to_lowercase).collect();
        let after = LISTED_ON_A_PAGE * (page.clamp(1, MOST_PAGES) - 1);
        let search = Search { words, at: self.surroundings.now(), after, most: LISTED_ON_A_PAGE + 1 };
        let mut found = self.store.listed(&search).await.map_err(unread)?;
        let is_more = found.len() > usize::try_from(LISTED_ON_A_PAGE).unwrap_or(usize::MAX);
        if is_more {
            found.pop();
        }
        Ok((found, is_more && page < MOST_PAGES))
    }

    async fn decide(&self, id: &str, token: &EditToken, decision: Decision) -> Result<(), Problem> {
        self.store.decide(&report_id(id)?, &self.claim(token), decision).await.map_err(refused)
    }

    /// Reads until when something is to hold, as somebody wrote it; nothing means for ever.
    ///
    /// # Errors
    /// It is no day and no time, or it is past.
    pub fn until(&self, written: &str) -> Result<Until, Fault> {
        let written = written.trim();
        if written.is_empty() {
            return Ok(Until(None));
        }
        let fault = |message: &str, hint: &str| Fault::new("/expires_at", Code::UnknownValue, message).hint(hint);
        match moment::read(written) {
            None => {
                let hint = "Write a day as 2027-05-01, or a time in UTC as 2027-05-01T12:00:00Z.";
                Err(fault("This is no day and no time.", hint))
            }
            Some(time) if time <= self.surroundings.now() => {
                Err(fault("This time is past.", "Write a day from today on. It ends at midnight UTC."))
            }
            some => Ok(Until(some)),
        }
    }

    /// Reads the body of a call that says until when something is to hold.
    ///
    /// # Errors
    /// Every fault of the body.
    pub fn read_until(&self, source: Source<'_>) -> Result<Until, Problem> {
        read(source, |body, tree| {
            let [expires_at] = body.fields(tree, ["expires_at"])?;
            Some(self.until_of(body, tree, expires_at))
        })
    }

    /// Reads the body of a call that makes a fixed link.
    ///
    /// # Errors
    /// Every fault of the body.
    pub fn read_fix(&self, source: Source<'_>) -> Result<Fix, Problem> {
        read(source, |body, tree| {
            let [revision, expires_at] = body.fields(tree, ["revision", "expires_at"])?;
            Some(Fix { revision: number(body, revision), until: self.until_of(body, tree, expires_at) })
        })
    }

    /// Until when something is to hold, as the field of a body says; for ever if that is faulty.
    fn until_of(&self, body: &mut Body<'_>, tree: &Tree<'_>, field: Option<&Tree<'_>>) -> Until {
        let written = text(body, field, "/expires_at").unwrap_or_default();
        self.until(&written).unwrap_or_else(|fault| {
            body.value_fault(tree, fault);
            Until(None)
        })
    }
}

/// The words by which a report is listed.
fn listing(report: &Report) -> Result<Listing, Problem> {
    let tree = Tree::from_json(&report.content.description).map_err(|error| unreadable(&error))?;
    let (description, _) = advice::Description::read_kept(&tree).map_err(|faults| unreadable(&faults))?;
    let flows = description.flows.iter().take(MOST_FLOWS);
    let name = |flow: &advice::description::Flow| plain(flow.name.as_deref().unwrap_or_default());
    Ok(Listing {
        revision: report.revision,
        made_at: report.content.made_at.clone(),
        name: plain(&description.name),
        summary: plain(description.summary.as_deref().unwrap_or_default()),
        flows: flows.map(name).filter(|name| !name.is_empty()).collect(),
    })
}

/// The beginning of a text, on one line.
fn plain(text: &str) -> String {
    let line = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).take(LONGEST_SUMMARY);
    line.collect::<String>().trim().to_owned()
}

fn unreadable(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a revision cannot be read back");
    Problem::internal("")
}

fn fixed_id(link: &str) -> Result<FixedId, Problem> {
    FixedId::parse(link).ok_or_else(|| refused(Refused::Unknown))
}

/// The body of a call that says until when something is to hold.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "Until")]
pub struct UntilBody {
    /// A day, which ends at midnight UTC, or a time in UTC, as `2027-05-01` or `2027-05-01T12:00:00Z`; null or left
    /// out: for ever.
    #[schemars(default)]
    pub expires_at: Option<String>,
}

/// The body of a call that makes a fixed link.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "NewFixedLink")]
pub struct FixBody {
    /// The number of the revision; null or left out: the newest.
    #[schemars(default, range(min = 1))]
    pub revision: Option<u32>,
    /// Until when it shows the revision, written as in `Until`.
    #[schemars(default)]
    pub expires_at: Option<String>,
}

/// The status of a report, as programs read and write it.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "Status")]
pub struct StatusBody {
    /// `proposed`, `accepted` or `superseded`.
    #[schemars(extend("enum" = ["proposed", "accepted", "superseded"]))]
    pub status: String,
    /// The address of what holds now: `/r/ID` of another report here, or an `https` address. Null unless superseded.
    #[schemars(default)]
    pub superseded_by: Option<String>,
}

impl StatusBody {
    /// A status as programs read it.
    pub fn of(status: &Status) -> Self {
        Self { status: status.name().to_owned(), superseded_by: status.by().map(str::to_owned) }
    }
}

/// What holds of a report as a whole, as programs read it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Standing")]
pub struct StandingRead {
    /// `proposed`, `accepted` or `superseded`.
    #[schemars(extend("enum" = ["proposed", "accepted", "superseded"]))]
    pub status: String,
    /// The address of what holds now: `/r/ID` of another report here, or an `https` address. Null unless superseded.
    pub superseded_by: Option<String>,
    /// When the report is deleted, as RFC 3339 in UTC; null: never.
    pub expires_at: Option<String>,
    /// Whether everybody may find the report.
    pub listed: bool,
}

impl StandingRead {
    /// What holds of a report.
    pub fn of(standing: &Standing) -> Self {
        let StatusBody { status, superseded_by } = StatusBody::of(&standing.status);
        Self { status, superseded_by, expires_at: standing.expires_at.clone(), listed: standing.is_listed }
    }
}

/// The body of a call that lists a report, or takes it off the list.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "Listing")]
pub struct ListBody {
    /// Whether everybody may find the report.
    pub listed: bool,
}

/// The number of a revision that a body names; `None` if it names none.
pub(super) fn number(body: &mut Body<'_>, revision: Option<&Tree<'_>>) -> Option<u32> {
    let tree = revision.filter(|tree| tree.value != Value::Null)?;
    let number = match &tree.value {
        Value::Number(written) => written.parse().ok().filter(|number| *number > 0),
        _ => None,
    };
    if number.is_none() {
        let message = "This should be the number of a revision.".to_owned();
        body.fault(tree, "/revision", Code::WrongType, message, "Leave it out for the newest.");
    }
    number
}

/// Reads the body of a call that gives a report a status. `here` begins absolute addresses of this service.
pub fn read_status(source: Source<'_>, here: &str) -> Result<Status, Problem> {
    read(source, |body, tree| {
        let [status, by] = body.fields(tree, ["status", "superseded_by"])?;
        let (name, address) = (text(body, status, "/status"), text(body, by, "/superseded_by"));
        match Status::read(name.as_deref().unwrap_or_default(), address.as_deref().unwrap_or_default(), here) {
            Ok(status) => Some(status),
            Err(fault) => {
                body.value_fault(tree, fault);
                None
            }
        }
    })
}

/// Reads the body of a call that lists a report, or takes it off the list.
pub fn read_listed(source: Source<'_>) -> Result<ListBody, Problem> {
    read(source, |body, tree| {
        let [listed] = body.fields(tree, ["listed"])?;
        if let Some(Value::Bool(listed)) = listed.map(|tree| &tree.value) {
            return Some(ListBody { listed: *listed });
        }
        let hint = "Send {\"listed\": true}.";
        match listed {
            Some(listed) => {
                let message = format!("This should be true or false, and is {}.", listed.value.kind());
                body.fault(listed, "/listed", Code::WrongType, message, hint);
            }
            None => body.missing(tree, "listed", hint),
        }
        None
    })
}

/// Reads a body with `fields`, and returns all faults if there are any.
pub(super) fn read<T>(
    Source { text, format }: Source<'_>,
    fields: impl for<'t> FnOnce(&mut Body<'_>, &'t Tree<'t>) -> Option<T>,
) -> Result<T, Problem> {
    let tree = document::parse(text, format).map_err(|error| Problem::unreadable(format, &error))?;
    let mut body = Body::new(text);
    match fields(&mut body, &tree) {
        Some(read) if body.is_sound() => Ok(read),
        _ => Err(Problem::wrong_body(body.into_faults())),
    }
}

/// The text of a field; `None` if it is left out or null.
pub(super) fn text(body: &mut Body<'_>, field: Option<&Tree<'_>>, at: &str) -> Option<String> {
    let tree = field?;
    match &tree.value {
        Value::Text(text) => Some(text.as_ref().to_owned()),
        Value::Null => None,
        other => {
            let message = format!("This should be a text, and is {}.", other.kind());
            body.fault(tree, at, Code::WrongType, message, "Put it in quotation marks.");
            None
        }
    }
}
