//! The system that stands as the grey example in the field, as the engine reads, assesses and draws it.
//!
//! Nothing here is drawn or decided by hand: the text is read once, by the rules that read everybody's text.

use std::sync::LazyLock;

use advice::{Assessment, Model, assess, rules, terms::Level, terms::Verdict};
use leptos::prelude::*;
use pictures::flow::{self, Flow, svg::Links, view::View};
use reader::text;

use crate::{
    components::{level, picture, verdict},
    pages::flow_parts::sentences,
};

/// The text of the example.
pub const SAMPLE: &str = "Concert tickets\n\n\
    The fan asks Booking to reserve a seat. No seat may be sold twice.\n\
    Booking asks Payment to charge the card.\n\
    Then Mail sends the ticket, and Statistics counts the sale.";

/// The example's system; none if its text could not be read, which a test rules out.
static MODEL: LazyLock<Option<Model<'static>>> = LazyLock::new(|| {
    let reading = text::read(SAMPLE, rules::shipped()).ok()?;
    Model::resolve(reading.description, rules::shipped()).ok()
});

/// The example as it is shown.
struct Sample {
    assessment: Assessment<'static>,
    sentence: String,
    flow: Flow,
}

static READ: LazyLock<Option<Sample>> = LazyLock::new(|| {
    let model = MODEL.as_ref()?;
    let assessment = assess(model);
    let sentence = sentences(model, &assessment).into_iter().next()?;
    // What must be kept strong is said by the picture.
    let sentence = sentence.split_once(". ").map_or(sentence.clone(), |(first, _)| format!("{first}."));
    let flow = flow::find(model, &assessment, &assessment.flows.first()?.flow)?;
    Some(Sample { assessment, sentence, flow })
});

/// The advice for the example, its verdicts and its picture.
pub(super) fn figure() -> AnyView {
    let Some(Sample { assessment, sentence, flow }) = READ.as_ref() else { return ().into_any() };
    let number = |wanted| assessment.steps.iter().filter(|step| step.verdict == wanted).count();
    let verdicts = [Verdict::Synchronous, Verdict::EventDriven, Verdict::Hybrid];
    let chips = verdicts.into_iter().map(|verdict| (number(verdict), verdict)).filter(|(number, _)| *number > 0);
    let chips = chips.map(|(number, verdict)| verdict::counted(number, verdict)).collect_view();
    let strong = assessment.steps.iter().any(|step| step.consistency.level == Level::Strong);
    let strong = strong.then(|| level::mark(Level::Strong));
    view! {
        <figure class="sample card picture" aria-labelledby="sample">
            <p class="sentence">{sentence.clone()}</p>
            <p class="row chips">{chips}{strong}</p>
            {picture::view(flow, View::Flow, Links::NONE)}
            <figcaption id="sample">
                <span>"The example in the field, as it is read."</span>
                <form method="post" action="/drafts">
                    <input type="hidden" name="empty" value="sample"/>
                    <button type="submit" class="plain">"Open it and look around"</button>
                </form>
            </figcaption>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_shows_both_ways_and_what_must_be_strong() {
        let Sample { assessment, sentence, .. } = READ.as_ref().unwrap();
        let told: Vec<_> =
            assessment.steps.iter().map(|step| (step.step.as_ref(), step.verdict, step.consistency.level)).collect();
        let expected = [
            ("reserve-seat", Verdict::Synchronous, Level::Strong),
            ("charge-card", Verdict::Synchronous, Level::Eventual),
            ("mail-sends-ticket", Verdict::EventDriven, Level::Eventual),
            ("statistics-counts-sale", Verdict::EventDriven, Level::Eventual),
        ];
        assert_eq!(told, expected);
        assert!(sentence.contains("while the fan waits"), "{sentence}");
    }
}
