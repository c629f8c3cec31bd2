//! The actions of a report: those open to every reader, and those of readers who may change it.

use leptos::prelude::*;

use super::{Rights, revision::ResolvedRevision};
use crate::components::copy_link::CopyLink;

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
                " Anyone with it can change or delete the report. This browser remembers it and shows it at the end \
                 of the page. "
                "In another browser, or after its data is cleared, you need the link itself, and nobody can recover it."
            </p>
            {edit_link(&edit_url)}
        </section>
    }
    .into_any()
}

/// The actions, shown at the end of the page.
pub(super) fn view(revision: &ResolvedRevision<'_>, address: &str, rights: &Rights) -> AnyView {
    let id = revision.report.id.as_str().to_owned();
    let change_form = rights.edit_url.as_ref().map(|edit_url| change(&id, edit_url));
    view! {
        <section class="actions" aria-labelledby="actions">
            <h2 id="actions">"Go on with it"</h2>
            <div class="row">
                <CopyLink url=address.to_owned()/>
                {files(revision)}
                <form method="post" action="/drafts">
                    <input type="hidden" name="report" value=id/>
                    <button type="submit" class="quiet">"Use as a starting point"</button>
                </form>
            </div>
            <p class="soft">"A starting point is a copy of your own; this report stays as it is."</p>
            {change_form}
        </section>
    }
    .into_any()
}

/// Downloads of the revision.
fn files(revision: &ResolvedRevision<'_>) -> AnyView {
    let stem = format!("/r/{}/v/{}", revision.report.id.as_str(), revision.report.revision);
    let link = |form: &str, name: &'static str| {
        view! { <li><a href=format!("{stem}.{form}") download>{name}</a></li> }.into_any()
    };
    view! {
        <details class="downloads">
            <summary class="button quiet">"Download"</summary>
            <ul>
                {link("json", "Description and assessment, as JSON")}
                {link("svg", "Picture, as SVG")}
                {link("png", "Picture, as PNG")}
            </ul>
        </details>
    }
    .into_any()
}

/// The actions of readers who may change the report.
fn change(id: &str, edit_url: &str) -> AnyView {
    view! {
        <h3>"You may change this report"</h3>
        <div class="row">
            <form method="post" action=format!("/r/{id}/revise")>
                <button type="submit">"New revision"</button>
            </form>
        </div>
        <p class="soft">"It opens the questions with these answers. Earlier revisions stay as they are."</p>
        <details>
            <summary>"The edit link"</summary>
            <p>"Anyone with it can change or delete the report, so share it with care."</p>
            {edit_link(edit_url)}
        </details>
        <details>
            <summary>"Delete the report"</summary>
            <p>
                "This deletes all revisions of the report, the draft it was published from and the drafts of its \
                 revisions. "
                "Links to them stop working. It cannot be undone, and the address will not be used again."
            </p>
            <form method="post" action=format!("/r/{id}/delete")>
                <button type="submit" class="danger">"Delete all revisions"</button>
            </form>
        </details>
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
