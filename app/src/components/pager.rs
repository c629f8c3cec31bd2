//! The way through the pages of something that is too long for one.
//!
//! It must not know what stands on them.

use leptos::prelude::*;

/// Pages that are linked one by one around the one that is shown; the first and the last always are.
const AROUND: usize = 20;

/// The pages as links, each by what stands on it; nothing where there is one. `what` is in pages, of the thing `whose`.
/// `here` and the pages count from 1, and `here` is 0 where none is shown; `address` and `name` are of a page.
pub fn view(
    (what, whose): (&'static str, &str),
    here: usize,
    pages: usize,
    address: impl Fn(usize) -> String,
    name: impl Fn(usize) -> String,
) -> AnyView {
    if pages < 2 {
        return ().into_any();
    }
    let beside = |page: usize, rel: &'static str, words: &'static str| {
        let is_there = (1..=pages).contains(&page) && here > 0;
        is_there.then(|| view! { <a class="button quiet" rel=rel href=address(page)>{words}</a> })
    };
    let is_near = |page: &usize| page.abs_diff(here.max(1)) <= AROUND;
    let shown: Vec<usize> = (1..=pages).filter(|page| *page == 1 || *page == pages || is_near(page)).collect();
    let mut last = 0;
    let links: Vec<AnyView> = shown
        .into_iter()
        .map(|page| {
            let gap = (page > last + 1).then(|| view! { <li aria-hidden="true">"\u{2026}"</li> });
            last = page;
            let current = (page == here).then_some("page");
            view! { {gap}<li><a href=address(page) aria-current=current>{name(page)}</a></li> }.into_any()
        })
        .collect();
    let label = format!("{what} of \u{201c}{whose}\u{201d}, by page");
    view! {
        <nav class="revisions pages" aria-label=label>
            <span>{what}</span>
            <ol>{links}</ol>
            {beside(here.wrapping_sub(1), "prev", "Previous page")}
            {beside(here + 1, "next", "Next page")}
        </nav>
    }
    .into_any()
}

/// What is on a page of so many things a page, as `51–100`; `page` counts from 1.
pub fn numbers(page: usize, each: usize, all: usize) -> String {
    let first = (page - 1) * each + 1;
    range(first, all.min(page * each))
}

/// Numbers from and to, as `51–100`; one where they are the same.
pub fn range(first: usize, last: usize) -> String {
    if first >= last { first.to_string() } else { format!("{first}\u{2013}{last}") }
}

/// How many pages so many things take, one at least.
pub fn count(all: usize, each: usize) -> usize {
    all.div_ceil(each).max(1)
}
