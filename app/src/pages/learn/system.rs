//! A small system that a learning page describes, as the engine assesses and draws it.

use advice::{Assessment, Model, Rulebook, assess, model};
use leptos::prelude::*;
use pictures::flow::{self, svg::Links, view::View};

use crate::{
    components::picture,
    document::{self, Format},
    pages::flow_parts,
};

/// A described system with its assessment.
pub(super) struct System<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) assessment: Assessment<'m>,
}

/// Assesses a description in YAML and shows what comes of it; nothing if the description has a fault, which a test
/// rules out.
pub(super) fn assessed(book: &'static Rulebook, text: &str, show: impl FnOnce(&System<'_>) -> AnyView) -> AnyView {
    let shown = with(book, text, show);
    shown.unwrap_or_else(|| ().into_any())
}

/// What a function finds in an assessed description; none if the description has a fault.
pub(super) fn with<T>(book: &'static Rulebook, text: &str, find: impl FnOnce(&System<'_>) -> T) -> Option<T> {
    let tree = document::parse(text, Format::Yaml).ok()?;
    let model = model::read(text, &tree, book).ok()?;
    let assessment = assess(&model);
    Some(find(&System { model: &model, assessment }))
}

impl System<'_> {
    /// The picture of a flow with its advice in a sentence above it, and `below` below it.
    pub(super) fn figure(&self, id: &'static str, title: &'static str, below: AnyView) -> AnyView {
        let Some(drawn) = flow::find(self.model, &self.assessment, id) else { return ().into_any() };
        let caption = format!("{id}-caption");
        view! {
            <figure class="card picture shown" aria-labelledby=caption>
                <figcaption>
                    <h2 id=caption.clone()>{title}</h2>
                    <p class="advice" data-says>{self.headline(id)}</p>
                </figcaption>
                {picture::view(&drawn, View::Flow, Links::NONE)}
                {below}
            </figure>
        }
        .into_any()
    }

    /// The advice for a flow: who waits for what, and how the rest is carried.
    pub(super) fn headline(&self, id: &str) -> String {
        let flows = flow_parts::flows(self.model, &self.assessment);
        let found = flows.iter().find(|flow| flow.id() == id);
        found.map(|flow| flow_parts::sentence(self.model, &self.assessment, flow).headline).unwrap_or_default()
    }

    /// The steps of a flow with their verdicts, for the tests that hold a page to its words.
    #[cfg(test)]
    pub(super) fn verdicts(&self, id: &str) -> Vec<(String, advice::terms::Verdict, advice::terms::Level)> {
        let steps = self.assessment.steps.iter().filter(|step| step.flow == id);
        steps.map(|step| (step.step.to_string(), step.verdict, step.consistency.level)).collect()
    }
}
