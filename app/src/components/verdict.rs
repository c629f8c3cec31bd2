//! The chip that says a verdict: a word in its colour, its line and its shape, so that none of them has to be seen.

use engine::assessment::Verdict;
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
