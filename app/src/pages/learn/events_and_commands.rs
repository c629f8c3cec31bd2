//! Events, commands and queries: any phrase is told apart, with the reason and the three names.

use advice::assessment::MessageKind;
use leptos::prelude::*;

use super::{Lesson, Visit, parts};
use crate::{
    advisor::messages::{self, Explained},
    components::reason::{ticked, user_text},
    editing::encode,
    pages::messages::{chip, in_words, kind},
    wording,
};

pub(super) const LESSON: Lesson = Lesson {
    slug: "events-and-commands",
    title: "Events and commands",
    says: "A fact, a wish or a question: try a phrase, and see which it is and why.",
    teaches: &["event", "command", "query", "intent", "event_name_not_past", "command_name_not_imperative"],
    view,
};

/// Maximum length of a phrase, in characters.
const LONGEST: usize = 120;

/// The phrase that stands in the field at first. It can be read both ways.
const FIRST: &str = "Customer submits order";

/// Phrases to try.
const OTHERS: [&str; 6] = [
    "Payment is charged successfully",
    "Customer requests refund",
    "Inventory falls below threshold",
    "System calculates shipping cost",
    "GetUserDetails",
    "AddItemToCart",
];

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let phrase: String = visit.field("phrase").unwrap_or(FIRST).chars().take(LONGEST).collect();
    let explained = messages::explain(book, &phrase);
    let others = OTHERS.iter().map(|other| {
        let mut address = "/learn/events-and-commands?phrase=".to_owned();
        encode(other, &mut address);
        view! { <li><a href=address>{*other}</a></li> }
    });
    let fields = view! {
        <label for="phrase">"A phrase, or the name of a message"</label>
        <input
            type="text" id="phrase" name="phrase" value=phrase.clone() maxlength=LONGEST autocomplete="off"
            spellcheck="false" dir="auto"
        />
    };
    view! {
        <p class="lead">
            "An "<span class="as-drawn event">"event"</span>" says what has happened. A "
            <span class="as-drawn sync">"command"</span>" asks one other to act. A "
            <span class="as-drawn sync">"query"</span>" asks how things stand. Ask whether somebody could still say \
             no: nobody refuses a fact."
        </p>
        <div class="phrase">
            <section aria-label="A phrase to try">
                {parts::form("/learn/events-and-commands", "Tell what it is", fields.into_any())}
                <h2>"Or one of these"</h2>
                <ul class="others">{others.collect_view()}</ul>
                <p class="soft">"Many at once, and as a file: "<a href="/messages">"Messages"</a>"."</p>
            </section>
            <section class="card told" aria-label="What it is" data-live="told">
                {told(&explained)}
                {parts::cited(book, kind(explained.message.kind))}
            </section>
        </div>
    }
    .into_any()
}

/// What a phrase is, why, what it is called, and what follows from it in six aspects.
fn told(told: &Explained<'_>) -> AnyView {
    let message = &told.message;
    let names = [
        (MessageKind::Event, &message.event),
        (MessageKind::Command, &message.command),
        (MessageKind::Query, &message.query),
    ];
    let names = names.into_iter().filter_map(|(kind, name)| {
        let name = in_words(name.as_ref()?);
        let is_it = (kind == message.kind).then_some("is-it");
        Some(view! { <div class=is_it><dt>{chip(kind)}</dt><dd><code>{name}</code></dd></div> })
    });
    let aspects = told.aspects.iter().map(|aspect| {
        let name = wording::capital(&aspect.aspect.replace('_', " "));
        view! { <div><dt>{name}</dt><dd>{ticked(&aspect.says)}</dd></div> }
    });
    let either = message.ambiguous.then(|| view! { <span class="soft">"It could be either."</span> });
    view! {
        <h2 data-says>{user_text(&message.phrase)}</h2>
        <p class="row">{chip(message.kind)}{either}</p>
        <p>{user_text(&message.because)}</p>
        <dl class="names">{names.collect_view()}</dl>
        <dl class="six">{aspects.collect_view()}</dl>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use MessageKind::{Command, Event, Query};
    use language::message::classify;

    use super::*;

    #[test]
    fn the_phrases_show_each_kind_and_both_ways_of_reading() {
        let kinds: Vec<_> = [FIRST].iter().chain(&OTHERS).map(|phrase| classify(phrase).kind).collect();
        assert_eq!(kinds, [Command, Event, Command, Event, Query, Query, Command]);
        assert!(classify(FIRST).ambiguous);
    }
}
