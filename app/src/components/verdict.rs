//! The chip that says a verdict: a word in its colour, its line and its shape, so that none of them has to be seen.

use advice::assessment::Verdict;
use leptos::prelude::*;

use crate::wording;

/// The class that gives a verdict its colour, line and shape.
pub fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "verdict sync",
        Verdict::EventDriven => "verdict event",
        Verdict::Hybrid => "verdict hybrid",
    }
}

/// A verdict.
pub fn chip(verdict: Verdict) -> AnyView {
    view! { <span class=class(verdict)>{wording::verdict(verdict)}</span> }.into_any()
}

/// How many steps have a verdict.
pub fn counted(number: usize, verdict: Verdict) -> AnyView {
    view! { <span class=class(verdict)>{number}" "{wording::verdict(verdict)}</span> }.into_any()
}

/// The sign of a verdict without its word: a solid line that ends square, a dashed one that ends round, or half of each.
/// It is for the eye alone; the word has to stand beside it.
pub fn sign(verdict: Verdict) -> AnyView {
    let class = match verdict {
        Verdict::Synchronous => "sign sync",
        Verdict::EventDriven => "sign event",
        Verdict::Hybrid => "sign hybrid",
    };
    view! { <span class=class aria-hidden="true"></span> }.into_any()
}
