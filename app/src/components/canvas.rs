//! Makes the page's pictures canvases: they are zoomed and moved by buttons, keys, wheel, fingers and mouse, fill
//! the screen, and tell a step in short.
//!
//! It knows nothing of flows. The server writes the boxes, buttons and cards (`picture`); this island gives them
//! their behaviour. Pictures that replace others on a live page are written by the server, too, and no island wakes
//! in them. So the first island of a page serves all pictures, also those that come later.

#[cfg(feature = "hydrate")]
mod card;
#[cfg(feature = "hydrate")]
mod frame;
#[cfg(feature = "hydrate")]
mod hands;
#[cfg(feature = "hydrate")]
mod screen;

use leptos::prelude::*;

/// Stands in every picture and shows nothing.
#[island]
pub fn Canvas() -> impl IntoView {
    Effect::new(start);
}

#[cfg(feature = "hydrate")]
use hands::start;

/// On the server there is nobody to serve.
#[cfg(not(feature = "hydrate"))]
fn start() {}
