//! The list of a report's revisions, from which any two are compared.

use leptos::prelude::*;

use crate::{
    advisor::revisions::{LISTED, Revisions},
    components::reason::user_text,
    shell::Page,
    store::Listed,
    wording,
};

/// The page at `/r/{id}/revisions`. `name` is the name of the system, and `before` what the list was asked with.
pub fn page(revisions: &Revisions, name: &str, before: Option<u32>) -> Page {
    let Revisions { id, latest, .. } = revisions;
    let title = format!("Revisions of {name} \u{2013} EDA Advisor");
    let told = match latest {
        1 => "There is one revision so far.".to_owned(),
        many => format!("There are {many} revisions. A revision never changes."),
    };
    let content = (
        view! {
            <header>
                <p class="soft revision"><a href=format!("/r/{id}")>"The report"</a></p>
                <h1>"Revisions of "{user_text(name)}</h1>
                <p class="sentence">{told.clone()}</p>
            </header>
        },
        (*latest > 1).then(|| compare(id, *latest)),
        list(id, &revisions.revisions),
        ways(revisions, before),
        view! {
            <p class="soft">
                <a href=feed(id)>"Atom feed"</a>
                " \u{b7} A feed reader that has this address says when there is a new revision, and what it changed. \
                 Whoever has the address can read the report."
            </p>
        },
    );
    let page = Page::new(&title, &told, move || view! { <article class="report">{content}</article> });
    page.with_feed(&feed(id))
}

/// The address of the feed of a report's revisions.
pub fn feed(id: &str) -> String {
    format!("/r/{id}.atom")
}

/// The form that asks for two revisions.
fn compare(id: &str, latest: u32) -> AnyView {
    let field = |name: &'static str, label: &'static str, value: u32| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input
                    id=name
                    name=name
                    type="number"
                    inputmode="numeric"
                    min="1"
                    max=latest.to_string()
                    value=value.to_string()
                    required=true
                />
            </div>
        }
    };
    view! {
        <section class="compare" aria-labelledby="compare">
            <h2 id="compare">"Compare two of them"</h2>
            <form method="get" action=format!("/r/{id}/changes")>
                {field("from", "Old revision", latest - 1)}
                {field("to", "New revision", latest)}
                <button type="submit">"What changed"</button>
            </form>
        </section>
    }
    .into_any()
}

fn list(id: &str, revisions: &[Listed]) -> AnyView {
    let rows: Vec<_> = revisions
        .iter()
        .map(|Listed { number, made_at, note }| {
            let changes = (*number > 1).then(|| {
                let address = format!("/r/{id}/changes?from={}&to={number}", number - 1);
                let of = format!(" in revision {number}");
                view! { <a href=address>"What changed"<span class="unseen">{of}</span></a> }
            });
            let changes = changes.map_or_else(|| "The first one".into_any(), IntoAny::into_any);
            let note = note.as_deref().map_or_else(|| view! { <span class="soft">"none"</span> }.into_any(), user_text);
            view! {
                <tr>
                    <th scope="row"><a href=format!("/r/{id}/v/{number}")>"Revision "{*number}</a></th>
                    <td data-label="Published">
                        <time datetime=made_at.clone()>{wording::moment(made_at)}</time>
                    </td>
                    <td data-label="Note">{note}</td>
                    <td data-label="Changes">{changes}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="stacked" aria-label="Revisions, newest first">
            <thead>
                <tr>
                    <th scope="col">"Revision"</th>
                    <th scope="col">"Published"</th>
                    <th scope="col">"Note"</th>
                    <th scope="col">"Changes"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The ways to newer and older revisions; nothing if all are listed.
fn ways(Revisions { id, latest, older, .. }: &Revisions, before: Option<u32>) -> AnyView {
    let address = format!("/r/{id}/revisions");
    let newer = before.filter(|before| before <= latest).map(|before| match before.saturating_add(LISTED) {
        newer if newer > *latest => address.clone(),
        newer => format!("{address}?before={newer}"),
    });
    let link = |href: Option<String>, rel: &'static str, words: &'static str| {
        href.map(|href| view! { <a class="button quiet" rel=rel href=href>{words}</a> })
    };
    let older = older.map(|older| format!("{address}?before={older}"));
    if newer.is_none() && older.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="row" aria-label="More revisions">
            {link(newer, "prev", "Newer revisions")}
            {link(older, "next", "Older revisions")}
        </nav>
    }
    .into_any()
}
