//! The page that classifies phrases. The person enters a list; the page shows a table with the proper names.

use advice::assessment::MessageKind;
use leptos::prelude::*;

use crate::advisor::messages::{Explained, MOST_PHRASES};
use crate::components::reason::{ticked, user_text};
use crate::pages::start::in_textarea;
use crate::shell::{Page, Place};
use crate::wording;

/// The initial content of the form: one phrase of each kind, and one that could be of two kinds.
const SAMPLE: &str = "Customer submits order\nPayment was declined\nWhich seats are free?\nSendWelcomeEmail\n";

const TITLE: &str = "Messages: events, commands and queries \u{2013} EDA Advisor";

/// The page at `/messages` before a person sent anything.
pub fn page() -> Page {
    Page::new(
        TITLE,
        "Tells events, commands and queries apart, says why, and names all three.",
        || view! { {promise()} {form(SAMPLE)} },
    )
    .at(Place::Messages)
}

/// The page that answers: the form with the typed text, and the table above it.
pub fn answer(text: &str, told: Vec<Explained<'static>>) -> Page {
    let text = text.to_owned();
    Page::new(
        TITLE,
        "What each phrase is, why, and what it is called.",
        move || view! { {promise()} {table(&told)} {form(&text)} },
    )
    .at(Place::Messages)
}

fn promise() -> AnyView {
    view! {
        <h1>"Messages: events, commands and queries"</h1>
        <p class="sentence">
            "An event tells what has happened, a command asks somebody to act, a query asks how things stand. Its fields \
             are a promise: "<a href="/schemas">"compare two versions of a schema"</a>"."
        </p>
    }
    .into_any()
}

fn form(text: &str) -> AnyView {
    let lines = text.lines().count().clamp(8, 24);
    view! {
        <section aria-labelledby="ask">
            <h2 id="ask">"Tell them apart"</h2>
            <form class="publish-form" method="post" action="/messages">
                <div class="field">
                    <label for="phrases">"Phrases or names, one on a line"</label>
                    <p class="soft" id="phrases-hint">
                        "Sentences and names in any form: "<code>"OrderPlaced"</code>", "<code>"order.placed"</code>", "
                        <code>"PLACE_ORDER"</code>". Up to "{MOST_PHRASES.to_string()}" lines."
                    </p>
                    <textarea
                        id="phrases"
                        name="phrases"
                        rows=lines.to_string()
                        spellcheck="false"
                        autocapitalize="off"
                        required=true
                        dir="auto"
                        aria-describedby="phrases-hint"
                    >
                        {in_textarea(text)}
                    </textarea>
                </div>
                <p class="row">
                    <button type="submit">"Tell them apart"</button>
                    <button class="quiet" type="submit" formaction="/messages.csv">"Download as CSV"</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

fn table(told: &[Explained<'_>]) -> AnyView {
    if told.is_empty() {
        return view! { <p>"There was no phrase to read."</p> }.into_any();
    }
    let rows: Vec<AnyView> = told.iter().map(row).collect();
    view! {
        <section aria-labelledby="told">
            <h2 id="told">{wording::count(told.len(), "phrase")}</h2>
            <table class="stacked messages" aria-labelledby="told">
                <thead>
                    <tr>
                        <th scope="col">"Phrase"</th>
                        <th scope="col">"It is"</th>
                        <th scope="col">"Event"</th>
                        <th scope="col">"Command"</th>
                        <th scope="col">"Query"</th>
                        <th scope="col">"Why"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(told: &Explained<'_>) -> AnyView {
    let message = &told.message;
    let name = |kind: MessageKind, name: &Option<String>| match name {
        Some(name) if kind == message.kind => view! { <strong><code>{in_words(name)}</code></strong> }.into_any(),
        Some(name) => view! { <code>{in_words(name)}</code> }.into_any(),
        None => view! { <span class="soft">"none"</span> }.into_any(),
    };
    let aspects: Vec<AnyView> = told
        .aspects
        .iter()
        .map(|aspect| {
            view! { <dt>{wording::capital(&aspect.aspect.replace('_', " "))}</dt><dd>{ticked(&aspect.says)}</dd> }
                .into_any()
        })
        .collect();
    view! {
        <tr>
            <th scope="row">{user_text(&message.phrase)}</th>
            <td data-label="It is">
                <span>
                    {chip(message.kind)}
                    {message.ambiguous.then(|| view! { <br/><small class="soft">"could be either"</small> })}
                </span>
            </td>
            <td data-label="Event">{name(MessageKind::Event, &message.event)}</td>
            <td data-label="Command">{name(MessageKind::Command, &message.command)}</td>
            <td data-label="Query">{name(MessageKind::Query, &message.query)}</td>
            <td data-label="Why">
                <div>
                    {user_text(&message.because)}
                    <details>
                        <summary>"In six aspects"</summary>
                        <dl class="aspects">{aspects}</dl>
                    </details>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// A name that may be broken between its words at the end of a line.
pub(super) fn in_words(name: &str) -> AnyView {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            words.push(String::new());
        }
        words.last_mut().into_iter().for_each(|word| word.push(letter));
        before = letter;
    }
    let words: Vec<AnyView> = words.into_iter().map(|word| view! { {word}<wbr/> }.into_any()).collect();
    view! { <bdi>{words}</bdi> }.into_any()
}

/// The name of a kind of message, which is also the id of its word.
pub(super) fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Event => "event",
        MessageKind::Command => "command",
        MessageKind::Query => "query",
    }
}

/// The name of a kind of message with its colour, line and shape.
pub(super) fn chip(of: MessageKind) -> AnyView {
    view! { <span class=class(of)>{kind(of)}</span> }.into_any()
}

/// The CSS class for the colour of a kind. Commands and queries are both calls.
fn class(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Event => "verdict event",
        MessageKind::Command | MessageKind::Query => "verdict sync",
    }
}

/// The table as CSV (RFC 4180) with a header line.
pub fn csv(told: &[Explained<'_>]) -> String {
    let mut file = String::from("phrase,kind,ambiguous,name,event,command,query,because\r\n");
    for Explained { message, .. } in told {
        let ambiguous = if message.ambiguous { "yes" } else { "no" };
        let name = |name: &Option<String>| name.clone().unwrap_or_default();
        let cells = [
            message.phrase.as_ref(),
            kind(message.kind),
            ambiguous,
            &message.name,
            &name(&message.event),
            &name(&message.command),
            &name(&message.query),
            &message.because,
        ];
        file.push_str(&cells.map(cell).join(","));
        file.push_str("\r\n");
    }
    file
}

/// A quoted cell. A text that a spreadsheet would take for a formula gets a leading apostrophe.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_is_in_it() {
        assert_eq!(cell("say \"hi\", you"), "\"say \"\"hi\"\", you\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }
}
