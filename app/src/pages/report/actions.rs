//! What one can do with a report: what is open to every reader, and what to those who may change it.

use exchange::export::Group;
use leptos::prelude::*;

use super::{Rights, files, revision::ResolvedRevision};
use crate::{components::copy_link::CopyLink, exports, report::ShownAt};

/// The notice at the top for a reader who has just published the report; nothing otherwise.
pub(super) fn published(address: &str, rights: &Rights) -> AnyView {
    let Some(edit_url) = rights.edit_url.clone().filter(|_| rights.newly_published) else { return ().into_any() };
    let address = address.to_owned();
    view! {
        <section class="card key" aria-labelledby="published">
            <h2 id="published">"Published"</h2>
            <p>
                "Anyone with this link can read the report: "<a class="link" href=address.clone()>{address.clone()}</a>
            </p>
            <p class="row"><CopyLink url=address/></p>
            <p>
                <b>"Keep the edit link."</b>
                " Anyone with it can change or delete the report. This browser remembers it and shows it under \
                 \u{201c}Share\u{201d}. "
                "In another browser, or after its data is cleared, you need the link itself, and nobody can recover it."
            </p>
            {edit_link(&edit_url)}
        </section>
    }
    .into_any()
}

/// The actions beside the title.
pub(super) fn beside_title(revision: &ResolvedRevision<'_>, address: &str, rights: &Rights) -> AnyView {
    let go_on = match (&rights.draft, &rights.edit_url) {
        (Some(draft), _) => view! { <a class="button" href=draft.clone()>"Go on in the draft"</a> }.into_any(),
        (None, Some(_)) => revise(revision, ""),
        (None, None) => ().into_any(),
    };
    // A reader who has just published the report finds the button in the notice.
    let copy = (!rights.newly_published).then(|| view! { <CopyLink url=address.to_owned()/> });
    // A fixed link is all that its reader has to share.
    let share = revision.report.at.report().map(|_| {
        let way = format!("{}/sharing", revision.report.at.address());
        view! { <a class="button quiet" href=way>"Share"</a> }
    });
    view! { <div class="acts">{go_on}{copy}{share}{downloads(revision)}</div> }.into_any()
}

/// The button that starts a draft of the next revision.
fn revise(revision: &ResolvedRevision<'_>, class: &'static str) -> AnyView {
    let address = format!("{}/revise", revision.report.at.address());
    view! { <form method="post" action=address><button type="submit" class=class>"New revision"</button></form> }
        .into_any()
}

/// The menu of files. The browser opens and closes it; without that ability it is a plain list.
fn downloads(revision: &ResolvedRevision<'_>) -> AnyView {
    let stem = revision.address();
    let system = &revision.model.description().name;
    let link = |file: files::File| {
        let (address, saved) = (format!("{stem}.{}", file.ending), exports::file_name(system, file.ending));
        view! { <li><a href=address download=saved>{file.name}</a></li> }.into_any()
    };
    let groups: Vec<AnyView> = files::under_headings()
        .into_iter()
        .map(|(heading, files)| {
            let name = format!("downloads-{}", heading.words().to_lowercase());
            let print = (heading == files::Heading::Of(Group::Documents)).then(|| {
                view! { <li><a href=format!("{stem}?print=all")>"All reasons, to print"</a></li> }
            });
            let links: Vec<AnyView> = files.into_iter().map(link).collect();
            view! {
                <div>
                    <p class="soft" id=name.clone()>{heading.words()}</p>
                    <ul aria-labelledby=name>{links}{print}</ul>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <button type="button" class="quiet menu-button" popovertarget="downloads">"Download"</button>
        <div class="menu" id="downloads" popover="auto" role="group" aria-label="Download">{groups}</div>
    }
    .into_any()
}

/// The actions at the end of the page.
pub(super) fn view(revision: &ResolvedRevision<'_>, rights: &Rights) -> AnyView {
    if !rights.can_copy {
        return ().into_any();
    }
    let (name, id) = match &revision.report.at {
        ShownAt::Report(id) => ("report", id.as_str().to_owned()),
        ShownAt::Fixed(link) => ("fixed", link.as_str().to_owned()),
    };
    // Where there is a draft to go on with, another one is the exception.
    let revise = rights.draft.as_ref().and(rights.edit_url.as_ref()).map(|_| revise(revision, "quiet"));
    let starts = if revise.is_some() {
        "A new revision opens the questions with the answers of this report, as a second draft. "
    } else {
        ""
    };
    view! {
        <section class="actions" aria-labelledby="actions">
            <h2 id="actions" class="unseen">"Go on with it"</h2>
            <div class="row">
                <form method="post" action="/drafts">
                    <input type="hidden" name=name value=id/>
                    <button type="submit" class="quiet">"Use as a starting point"</button>
                </form>
                <form method="post" action=format!("{}/forks", revision.address())>
                    {rights.form_key.as_ref().map(|key| {
                        view! { <input type="hidden" name="form_key" value=key.as_str().to_owned()/> }
                    })}
                    <button type="submit" class="quiet">"Fork it"</button>
                </form>
                {revise}
                <p class="soft">
                    {starts}
                    "A starting point is a draft of your own. A fork is a report of your own, which says that it comes \
                     from this one. This report stays as it is."
                </p>
            </div>
        </section>
    }
    .into_any()
}

fn edit_link(edit_url: &str) -> AnyView {
    let url = edit_url.to_owned();
    view! {
        <p><code class="token">{url.clone()}</code></p>
        <p class="row"><CopyLink url label="Copy the edit link".to_owned()/></p>
    }
    .into_any()
}
