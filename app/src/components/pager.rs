//! Links to the pages of a list that is too long for one page.
//!
//! It knows nothing of the list's contents.

use leptos::prelude::*;

/// How many pages are linked on each side of the current one. The first and the last page are always linked.
const AROUND: usize = 20;

/// Links to the pages; nothing if there is only one. `what` says what is listed and `whose` whose list it is.
/// Pages count from 1; `here` is the current page, or 0 if none is shown. `address` and `name` give a page's
/// address and label.
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

/// The range of items on a page, such as `51–100`. `page` counts from 1, `each` is the number of items per page.
pub fn numbers(page: usize, each: usize, all: usize) -> String {
    let first = (page - 1) * each + 1;
    range(first, all.min(page * each))
}

/// A range of numbers, such as `51–100`; a single number if both ends are equal.
pub fn range(first: usize, last: usize) -> String {
    if first >= last { first.to_string() } else { format!("{first}\u{2013}{last}") }
}

/// The number of pages that `all` items take, at least 1.
pub fn count(all: usize, each: usize) -> usize {
    all.div_ceil(each).max(1)
}
