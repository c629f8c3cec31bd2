//! The mark of a level of consistency: a square for strong, waves for what comes later, and the word.

use advice::assessment::Level;
use leptos::prelude::*;

use crate::wording;

/// A level.
pub fn mark(level: Level) -> AnyView {
    let (class, sign) = match level {
        Level::Strong => ("level lock", "\u{25a0} "),
        Level::StrongEventual | Level::Eventual => ("level wave", "\u{2248} "),
    };
    view! { <span class=class><span aria-hidden="true">{sign}</span>{wording::level(level)}</span> }.into_any()
}
