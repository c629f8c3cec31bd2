//! The public list: reports that their editors show to everybody, the newest first.

use leptos::prelude::*;

use crate::{
    components::reason::user_text,
    links::{Listed, Listing},
    shell::Page,
    wording,
};

/// The page at `/reports`. `typed` is what is looked for, and `page` the number of this page, from 1.
pub fn page(typed: &str, page: u32, found: &[Listed], is_more: bool) -> Page {
    let typed = typed.trim().to_owned();
    let told = match (found.is_empty(), typed.is_empty(), page) {
        (false, ..) => None,
        (true, true, 1) => Some("Nobody has put a report on the list yet."),
        (true, false, 1) => Some("No report on the list has these words."),
        (true, ..) => Some("There are no more reports."),
    };
    let told = told.map(|told| view! { <p role="status">{told}</p> });
    let items: Vec<AnyView> = found.iter().map(item).collect();
    let address = |page: u32| {
        let mut address = format!("/reports?page={page}");
        if !typed.is_empty() {
            address.push_str("&q=");
            crate::editing::encode(&typed, &mut address);
        }
        address
    };
    let newer = (page > 1).then(|| view! { <a href=address(page - 1) rel="prev">"Newer"</a> });
    let older = is_more.then(|| view! { <a href=address(page + 1) rel="next">"Older"</a> });
    let ways = (newer.is_some() || older.is_some())
        .then(|| view! { <nav class="row" aria-label="Pages">{newer}{older}</nav> });
    let content = view! {
        <h1>"Public reports"</h1>
        <p class="lead">"Reports that their editors show to everybody, the newest first."</p>
        <form class="listed-find" action="/reports" role="search">
            <label>
                "Name, summary or flow"
                <input type="search" name="q" value=typed.clone() maxlength="200"/>
            </label>
            <button type="submit" class="quiet">"Find"</button>
        </form>
        {told}
        <ol class="listed">{items}</ol>
        {ways}
    };
    let content = content.into_any();
    Page::new("Public reports \u{2013} EDA Advisor", "Reports that their editors show to everybody.", move || content)
}

/// A listed report, as the list and the search show it.
pub(super) fn item(Listed { report, listing, status }: &Listed) -> AnyView {
    let Listing { made_at, name, summary, flows, .. } = listing;
    let summary = (!summary.is_empty()).then(|| view! { <p>{user_text(summary)}</p> });
    let flows = (!flows.is_empty()).then(|| view! { <p class="soft">{user_text(&flows.join(" \u{b7} "))}</p> });
    let status = wording::capital(status.name());
    view! {
        <li>
            <p>
                <a href=format!("/r/{}", report.as_str())>{user_text(name)}</a>
                " "<time class="soft" datetime=made_at.clone()>{wording::day(made_at).into_owned()}</time>
                " "<span class="status">{status}</span>
            </p>
            {summary}
            {flows}
        </li>
    }
    .into_any()
}
