//! The chip that shows a verdict by its name, colour, line and shape, so that no single one of them has to be seen.

use advice::terms::Verdict;
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

/// The chip of a verdict.
pub fn chip(verdict: Verdict) -> AnyView {
    view! { <span class=class(verdict)>{wording::verdict(verdict)}</span> }.into_any()
}

/// The name of a verdict in its colour, for lines that begin with its sign.
pub fn word(verdict: Verdict) -> AnyView {
    let class = match verdict {
        Verdict::Synchronous => "to-sync",
        Verdict::EventDriven => "to-event",
        Verdict::Hybrid => "to-both",
    };
    view! { <b class=class>{wording::verdict(verdict)}</b> }.into_any()
}

/// The sign of a verdict without its name: a solid line with a square end, a dashed line with a round end, or
/// half of each. It is hidden from screen readers, so the name must stand next to it.
pub fn sign(verdict: Verdict) -> AnyView {
    let class = match verdict {
        Verdict::Synchronous => "sign sync",
        Verdict::EventDriven => "sign event",
        Verdict::Hybrid => "sign hybrid",
    };
    view! { <span class=class aria-hidden="true"></span> }.into_any()
}

/// A number of steps with their verdict.
pub fn counted(number: usize, verdict: Verdict) -> AnyView {
    view! { <span class=class(verdict)>{number}" "{wording::verdict(verdict)}</span> }.into_any()
}
