//! The mark of a consistency level: a square for strong, a wave for the weaker levels, and the name.

use advice::terms::Level;
use leptos::prelude::*;

use crate::wording;

/// The mark of `level`.
pub fn mark(level: Level) -> AnyView {
    let (class, sign) = match level {
        Level::Strong => ("level lock", "\u{25a0} "),
        Level::StrongEventual | Level::Eventual => ("level wave", "\u{2248} "),
    };
    view! { <span class=class><span aria-hidden="true">{sign}</span>{wording::level(level)}</span> }.into_any()
}
