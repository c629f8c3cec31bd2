//! The examples. Each opens with one click as a draft of the person's own.

use std::sync::LazyLock;

use leptos::prelude::*;

use super::thumbnail::{self, Shape};
use crate::examples;

/// The shape of each example's first flow, in the order of the examples.
static SHAPES: LazyLock<Vec<Shape>> =
    LazyLock::new(|| examples::ALL.iter().map(|example| Shape::of(example.text)).collect());

/// The list of examples. `here` is the one whose description the field holds.
pub(super) fn list(here: Option<&'static str>) -> AnyView {
    let items: Vec<_> = examples::ALL
        .iter()
        .zip(SHAPES.iter())
        .map(|(example, shape)| {
            let current = (here == Some(example.id)).then_some("true");
            view! {
                <li aria-current=current>
                    <form method="post" action="/drafts">
                        <input type="hidden" name="example" value=example.id/>
                        <button type="submit" class="quiet">
                            {thumbnail::view(shape)}
                            <b>{example.name}</b>
                            <small class="soft">{example.says}</small>
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="part" aria-labelledby="examples">
            <h2 id="examples">"Start from an example"</h2>
            <ul class="samples">{items}</ul>
        </section>
    }
    .into_any()
}
