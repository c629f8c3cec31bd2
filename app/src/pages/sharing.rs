//! The page on which a report is shared: the links that its reader may hand on, and, for its editors, everything that
//! they decide about the report as a whole.

use advice::Fault;
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    components::{copy_link::CopyLink, reason::ticked, reason::user_text},
    limit::FIXED_LINKS,
    links::{FixedLink, Links, Right},
    problem::Problem,
    report::{Report, Standing},
    shell::Page,
    standing::Status,
    wording,
};

/// What the reader of the page may do, and the links that their browser knows.
#[derive(Clone, Debug, Default)]
pub struct Sharer {
    /// The edit link, and the links of the report; `None` unless the reader may edit.
    pub edit: Option<(String, Links)>,
    /// The review link, if this browser has opened it or made it.
    pub review_url: Option<String>,
    /// The day today in UTC, as `2027-05-01`.
    pub today: String,
    /// What the reader just sent and the server could not take.
    pub refused: Option<Refused>,
}

/// The fields of every form of the page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sent {
    /// What is decided.
    pub decide: String,
    /// The name of the right that it is about.
    #[serde(default)]
    pub right: String,
    /// The last day.
    #[serde(default)]
    pub until: String,
    /// The id of a fixed link.
    #[serde(default)]
    pub link: String,
    /// The name of the status.
    #[serde(default)]
    pub status: String,
    /// The address of what supersedes the report.
    #[serde(default)]
    pub by: String,
    /// Whether the report is listed: empty if not.
    #[serde(default)]
    pub listed: String,
}

/// A form that could not be taken, with all its faults.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What was sent.
    pub sent: Sent,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Sharer {
    /// What was refused, if it is this decision about this right.
    fn refused(&self, what: &str, right: &str) -> Option<&Refused> {
        self.refused.as_ref().filter(|refused| refused.sent.decide == what && refused.sent.right == right)
    }
}

/// The name of a report's system.
///
/// # Errors
/// The stored revision cannot be read, which is our fault.
pub fn name(report: &Report) -> Result<String, Problem> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    let named: Result<Named, _> = serde_json::from_str(&report.content.description);
    named.map(|named| named.name).map_err(|error| {
        tracing::error!(%error, "a revision cannot be read back");
        Problem::internal("")
    })
}

/// The page at `/r/{id}/sharing` for the newest revision. Absolute links start with `public_url`.
///
/// # Errors
/// The same as for [`name`].
pub fn page(report: &Report, public_url: &str, sharer: &Sharer) -> Result<Page, Problem> {
    let name = name(report)?;
    let path = report.at.address();
    let url = format!("{public_url}{path}");
    let embed = format!("{public_url}/embed{}", path.trim_start_matches("/r"));
    let links = sharer.edit.as_ref();
    let sections = (
        view(&url),
        review(&path, sharer),
        links.map(|(link, links)| (edit(&path, link, links, sharer), fixed(&path, public_url, &links.fixed, sharer))),
        elsewhere(&url, &embed, &name),
        links.map(|_| {
            let standing = &report.standing;
            (status(&path, &standing.status, sharer), listing(&path, standing), keeping(&path, standing, sharer))
        }),
    );
    let title = format!("Share {name} \u{2013} EDA Advisor");
    let heading = view! {
        <header>
            <p class="soft"><a href=path>"Back to the report"</a></p>
            <h1>"Share "{user_text(&name)}</h1>
            {sharer.refused.is_some().then(|| view! {
                <p role="alert"><b>"Nothing was changed yet: "</b>"something below could not be taken."</p>
            })}
        </header>
    };
    Ok(Page::new(&title, "Links to a report, and what each lets its holder do.", move || {
        view! { <article class="sharing">{heading}{sections}</article> }
    }))
}

/// A part of the page.
fn section(id: &'static str, title: &'static str, body: impl IntoView) -> AnyView {
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2>{body}</section> }.into_any()
}

/// A text to hand on, with a button that copies it.
fn to_copy(text: &str, what: &str) -> AnyView {
    let (text, label) = (text.to_owned(), format!("Copy {what}"));
    view! { <p class="to-copy"><code class="token">{text.clone()}</code><CopyLink url=text label/></p> }.into_any()
}

/// Until when something holds.
fn until(expires_at: Option<&str>) -> String {
    expires_at.map_or_else(|| "for ever".to_owned(), |time| format!("until {}", wording::moment(time)))
}

/// A form that asks for a decision.
fn decide(path: &str, what: &'static str, fields: AnyView, class: &'static str, button: &'static str) -> AnyView {
    view! {
        <form method="post" action=format!("{path}/sharing")>
            <input type="hidden" name="decide" value=what/>
            {fields}
            <button type="submit" class=class>{button}</button>
        </form>
    }
    .into_any()
}

/// A form that takes something from others: it opens only for those who ask for it, below what it does; or if what it
/// sent was refused.
fn taking(title: &'static str, told: &'static str, form: AnyView, is_refused: bool) -> AnyView {
    view! { <details open=is_refused><summary>{title}</summary><p>{told}</p>{form}</details> }.into_any()
}

/// The field for a day until which something holds, with the day that holds now: what is decided, about which right.
fn day(sharer: &Sharer, what: &str, right: &str, holds: Option<&str>) -> AnyView {
    let refused = sharer.refused(what, right);
    let (faults, is_wrong) = told(refused, "/expires_at");
    let value = refused.map_or_else(|| holds.map(last_day).unwrap_or_default(), |refused| refused.sent.until.clone());
    view! {
        {faults}
        <label>
            "Last day, in UTC (empty: for ever)"
            <input type="date" name="until" min=sharer.today.clone() value=value aria-invalid=is_wrong/>
        </label>
    }
    .into_any()
}

/// The last day, as a field holds it, of what ends at a time.
fn last_day(time: &str) -> String {
    time.get(..10).unwrap_or_default().to_owned()
}

/// What is wrong with a field, and what its input says of it.
fn told(refused: Option<&Refused>, at: &str) -> (Option<AnyView>, Option<&'static str>) {
    let faults = refused.into_iter().flat_map(|refused| &refused.faults).filter(|fault| fault.at == at);
    let items: Vec<AnyView> = faults.map(|fault| view! { <li>{ticked(&fault.told())}</li> }.into_any()).collect();
    if items.is_empty() {
        return (None, None);
    }
    (Some(view! { <ol class="fault">{items}</ol> }.into_any()), Some("true"))
}

fn hidden(name: &'static str, value: &str) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_owned()/> }.into_any()
}

fn view(url: &str) -> AnyView {
    let body = view! {
        <p>"Anyone with this link can read the report: its newest revision, and each one before it."</p>
        {to_copy(url, "the link")}
    };
    section("view", "To view", body)
}

fn review(path: &str, sharer: &Sharer) -> Option<AnyView> {
    let Sharer { edit, review_url, .. } = sharer;
    let given = edit.as_ref().and_then(|(_, links)| links.review.clone());
    let link = review_url.as_ref().map(|url| to_copy(url, "the review link"));
    let told = match (&link, &edit, &given) {
        (Some(_), None, _) => {
            "Anyone with this link can also comment on the report. You have it, so you may hand it on.".to_owned()
        }
        (Some(_), Some(_), given) => {
            let until = until(given.as_ref().and_then(|term| term.expires_at.as_deref()));
            format!("Anyone with this link can also comment on the report, {until}.")
        }
        (None, Some(_), Some(term)) => format!(
            "There is a review link, {}. Only browsers that opened it know it; renew it to have a new one.",
            until(term.expires_at.as_deref())
        ),
        (None, Some(_), None) => {
            "There is no review link yet. Whoever has one can comment on the report, and change nothing else."
                .to_owned()
        }
        (None, None, _) => return None,
    };
    let forms = edit.is_some().then(|| {
        let is_refused = sharer.refused("renew", Right::Review.name()).is_some();
        let right = || hidden("right", Right::Review.name());
        let Some(term) = given else {
            let fields = (right(), day(sharer, "renew", Right::Review.name(), None)).into_any();
            return decide(path, "renew", fields, "quiet", "Make a review link");
        };
        let fields = (right(), day(sharer, "renew", Right::Review.name(), term.expires_at.as_deref())).into_any();
        let renew = decide(path, "renew", fields, "quiet", "Renew the review link");
        let withdraw = decide(path, "withdraw", right(), "danger", "Withdraw the review link");
        let renewing = "A new link takes the place of the old one. Whoever has only the old one can no longer comment.";
        let withdrawing = "Whoever has the link can no longer comment. What they said stays. You can make a new link.";
        view! {
            {taking("Renew the review link or change its last day", renewing, renew, is_refused)}
            {taking("Withdraw the right to review", withdrawing, withdraw, false)}
        }
        .into_any()
    });
    Some(section("review", "To review", view! { <p>{told}</p>{link}{forms} }))
}

fn edit(path: &str, link: &str, links: &Links, sharer: &Sharer) -> AnyView {
    let told = format!(
        "Anyone with this link can change and delete the report, {}. Share it with care.",
        until(links.edit.expires_at.as_deref())
    );
    let right = || hidden("right", Right::Edit.name());
    let fields = (right(), day(sharer, "renew", Right::Edit.name(), links.edit.expires_at.as_deref())).into_any();
    let renew = decide(path, "renew", fields, "quiet", "Renew the edit link");
    let withdraw = decide(path, "withdraw", right(), "danger", "Withdraw it for good");
    let renewing = "A new link takes the place of the old one. Whoever has only the old one can no longer change the \
                    report. This browser goes on with the new one.";
    let withdrawing = "Nobody can then change, share or delete this report any more, and nobody can undo that. It can \
                       still be read, and reviewed by those who have a review link.";
    let is_refused = sharer.refused("renew", Right::Edit.name()).is_some();
    let body = view! {
        <p>{told}</p>
        {to_copy(link, "the edit link")}
        {taking("Renew the edit link or change its last day", renewing, renew, is_refused)}
        {taking("Withdraw the right to edit", withdrawing, withdraw, false)}
    };
    section("edit", "To edit", body)
}

fn fixed(path: &str, public_url: &str, links: &[FixedLink], sharer: &Sharer) -> AnyView {
    let items: Vec<AnyView> = links
        .iter()
        .map(|link| {
            let purpose = if link.for_forks { ", for reports that were forked from it" } else { "" };
            let told = format!("Revision {}, {}{purpose}", link.revision, until(link.expires_at.as_deref()));
            let url = format!("{public_url}/f/{}", link.id.as_str());
            let embed = format!("{public_url}/embed/f/{}", link.id.as_str());
            let withdrawing = if link.for_forks {
                "The link, its picture and its embedded view then show nothing any more. Reports that were forked from \
                 it still say so, and their way to where they come from ends there. Nobody can undo that."
            } else {
                "The link, its picture and its embedded view then show nothing any more. Nobody can undo that."
            };
            let withdraw = decide(path, "unfix", hidden("link", link.id.as_str()), "danger", "Withdraw this link");
            view! {
                <li>
                    <p>{told}</p>
                    {to_copy(&url, "the fixed link")}
                    <p class="soft">"To embed: "<code>{embed}</code></p>
                    {taking("Withdraw the link", withdrawing, withdraw, false)}
                </li>
            }
            .into_any()
        })
        .collect();
    let list = (!items.is_empty()).then(|| view! { <ul class="fixed-links">{items}</ul> });
    let until = day(sharer, "fix", "", None);
    let body = view! {
        <p>
            "A fixed link shows one revision and nothing else: neither the report nor its other revisions can be found \
             from it. It stays as it is when the report goes on."
        </p>
        {list}
        <div class="choices">{decide(path, "fix", until, "quiet", "Make a fixed link to the newest revision")}</div>
        <p class="soft">{format!("A report may have {FIXED_LINKS} of them.")}</p>
    };
    section("fixed", "Fixed links", body)
}

/// What to paste into other pages.
fn elsewhere(url: &str, embed: &str, name: &str) -> AnyView {
    // A name may hold what ends an attribute, a line or the text of a link.
    let alt: String = name.chars().map(|sign| if "\"<>&[]()\\\n\r".contains(sign) { ' ' } else { sign }).collect();
    let markdown = format!("[![{alt}]({url}.svg)]({url})");
    let frame = format!("<iframe src=\"{embed}\" title=\"{alt}\" width=\"100%\" height=\"420\"></iframe>");
    let body = view! {
        <p>
            "For a README or a wiki: the picture as SVG or PNG, which follows the newest revision. Whoever sees it \
             learns the address of the report. A fixed link has its own picture, "<code>".svg"</code>" behind its \
             address."
        </p>
        {to_copy(&format!("{url}.svg"), "the SVG\u{2019}s address")}
        {to_copy(&format!("{url}.png"), "the PNG\u{2019}s address")}
        <p>"As Markdown, leading to the report:"</p>
        {to_copy(&markdown, "the Markdown")}
        <p>"As a view with the advice and each verdict, in a page that takes HTML:"</p>
        {to_copy(&frame, "the HTML")}
    };
    section("elsewhere", "In other pages", body)
}

fn status(path: &str, status: &Status, sharer: &Sharer) -> AnyView {
    let refused = sharer.refused("status", "");
    let (faults, is_wrong) = told(refused, "/superseded_by");
    let chosen = refused.map_or_else(|| status.name().to_owned(), |refused| refused.sent.status.clone());
    let by = refused.map_or_else(|| status.by().unwrap_or_default().to_owned(), |refused| refused.sent.by.clone());
    let option = |value: &'static str, words: &'static str| {
        view! { <option value=value selected=chosen == value>{words}</option> }
    };
    let fields = view! {
        <label>
            "Status"
            <select name="status">
                {option("proposed", "Proposed")} {option("accepted", "Accepted")}
                {option("superseded", "Superseded by another report or page")}
            </select>
        </label>
        {told(refused, "/status").0}
        {faults}
        <label>
            "Address of what supersedes it, if it is superseded"
            <input type="text" name="by" value=by placeholder="https://" autocomplete="off" spellcheck="false"
                aria-invalid=is_wrong/>
        </label>
    };
    let body = view! {
        <p>"Everybody who reads the report sees whether it is accepted or superseded."</p>
        <div class="choices">{decide(path, "status", fields.into_any(), "quiet", "Set the status")}</div>
    };
    section("status", "Status", body)
}

fn listing(path: &str, standing: &Standing) -> AnyView {
    let (told, listed, button) = if standing.is_listed {
        ("Everybody can find this report by its name, its summary and its flows.", "", "Take it off the list")
    } else {
        ("Only those who have a link find this report.", "yes", "Put it on the public list")
    };
    let body = view! {
        <p>{told}" "<a href="/reports">"The public list"</a></p>
        <div class="choices">{decide(path, "list", hidden("listed", listed), "quiet", button)}</div>
    };
    section("listing", "Public list", body)
}

fn keeping(path: &str, standing: &Standing, sharer: &Sharer) -> AnyView {
    let told = match standing.expires_at.as_deref() {
        None => "The report is kept until somebody deletes it.".to_owned(),
        Some(time) => format!("The report is deleted on {}, as if somebody deleted it then.", wording::moment(time)),
    };
    let keep =
        decide(path, "keep", day(sharer, "keep", "", standing.expires_at.as_deref()), "quiet", "Keep it until then");
    let body = view! {
        <p>{told}</p>
        <div class="choices">{keep}</div>
        <details>
            <summary>"Delete the report"</summary>
            <p>
                "This deletes all revisions of the report, the draft it was published from and the drafts of its \
                 revisions, and what its fixed links show. It is overwritten in the store. All its addresses then say \
                 that it was deleted, and none is used again. It cannot be undone."
            </p>
            <p>
                "What others took along stays with them: files, and pictures that a browser keeps for up to a day. \
                 Backups that were made of the store before still have the report, until whoever runs this server \
                 deletes them."
            </p>
            <form method="post" action=format!("{path}/delete")>
                <button type="submit" class="danger">"Delete all revisions"</button>
            </form>
        </details>
    };
    section("keeping", "How long it is kept", body)
}
