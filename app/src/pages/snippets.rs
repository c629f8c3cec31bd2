//! The page that checks a snippet. A person enters an event, a schema, code or sentences; the page shows the
//! anti-patterns in it, each with its place and a corrected form.

use advice::Rulebook;
use advice::rule::Rule;
use leptos::prelude::*;
use reader::snippet::{Checked, CorrectedFinding, RULES, SnippetKind};

use crate::components::reason::{rule_link, sources, ticked, user_text};
use crate::pages::start::in_textarea;
use crate::shell::{Page, Place};
use crate::wording;

/// The initial content of the form: an event with two anti-patterns.
const SAMPLE: &str = r#"{
  "type": "ShipOrder",
  "order_id": "order-7",
  "occurred_at": "2027-03-01T10:30:00Z",
  "email_template": "shipped.html"
}
"#;

const TITLE: &str = "Snippets: is it really an event? \u{2013} EDA Advisor";

/// The page at `/snippets` before a person sent anything.
pub fn page(book: &'static Rulebook) -> Page {
    Page::new(TITLE, "Says where an event, a schema, code or a sentence shows an anti-pattern.", move || {
        view! { {promise()} {form(SAMPLE, None)} {looked_for(book)} }
    })
    .at(Place::Snippets)
}

/// The page that answers. The findings stand above the form, and the form holds the text that was sent.
pub fn answer(book: &'static Rulebook, text: &str, checked: Checked<'static>) -> Page {
    let text = text.to_owned();
    Page::new(TITLE, "What the snippet shows, where, and the good form.", move || {
        view! { {promise()} {result(book, &text, &checked)} {form(&text, None)} {looked_for(book)} }
    })
    .at(Place::Snippets)
}

/// The page for a text that cannot be checked. It keeps the text and shows the reason beside the field.
pub fn again(book: &'static Rulebook, text: &str, wrong: &str) -> Page {
    let (text, wrong) = (text.to_owned(), wrong.to_owned());
    Page::new(TITLE, "Something has to be mended first; it stands beside its field.", move || {
        view! { {promise()} {form(&text, Some(&wrong))} {looked_for(book)} }
    })
    .at(Place::Snippets)
}

fn promise() -> AnyView {
    view! {
        <h1>"Snippets: is it really an event?"</h1>
        <p class="sentence">
            "Paste an event, a schema, lines of code or a few sentences. The advisor marks where they show one of four "
            "anti-patterns, and writes out the good form. Nothing is saved."
        </p>
    }
    .into_any()
}

fn form(text: &str, wrong: Option<&str>) -> AnyView {
    let lines = text.lines().count().clamp(10, 28);
    view! {
        <section aria-labelledby="ask">
            <h2 id="ask">"Look at a snippet"</h2>
            <form class="publish-form" method="post" action="/snippets">
                <div class="field">
                    <label for="content">"Event, schema, code or sentences"</label>
                    <p class="soft" id="content-hint">
                        "JSON or YAML, JSON Schema, Avro, AsyncAPI, a program in any language, or plain words. Up to \
                         64 KB."
                    </p>
                    {wrong.map(|wrong| view! { <ol class="fault" id="content-faults"><li>{ticked(wrong)}</li></ol> })}
                    <textarea
                        id="content"
                        class="source"
                        name="content"
                        rows=lines.to_string()
                        spellcheck="false"
                        autocapitalize="off"
                        required=true
                        dir="auto"
                        aria-describedby=if wrong.is_some() { "content-hint content-faults" } else { "content-hint" }
                        aria-invalid=wrong.map(|_| "true")
                    >
                        {in_textarea(text)}
                    </textarea>
                </div>
                <p class="row"><button type="submit">"Look at it"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The anti-patterns, each with a link to its rule.
fn looked_for(book: &'static Rulebook) -> AnyView {
    let items: Vec<AnyView> = RULES
        .into_iter()
        .filter_map(|id| rule(book, id))
        .map(|rule| {
            view! {
                <li><b>{rule_link(&rule.id, &rule.name)}</b><br/>{ticked(&rule.claim)}</li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="four">
            <h2 id="four">"What is looked for"</h2>
            <ul class="four">{items}</ul>
        </section>
    }
    .into_any()
}

fn rule(book: &'static Rulebook, id: &str) -> Option<&'static Rule> {
    book.find(id).find(|rule| rule.kind.name() == "finding")
}

fn result(book: &'static Rulebook, text: &str, checked: &Checked<'_>) -> AnyView {
    let read_as = kind(checked.kind);
    let count = checked.findings.len();
    let title = if count == 0 { "Nothing to mend".to_owned() } else { wording::count(count, "finding") };
    let told = if count == 0 {
        view! {
            <p>"None of the anti-patterns below shows in it. That says nothing about what it leaves out."</p>
        }
        .into_any()
    } else {
        let items: Vec<AnyView> = checked.findings.iter().map(|found| item(book, text, found)).collect();
        view! { {marked(text, checked, "The snippet, with what was found marked")}<ul class="findings">{items}</ul> }
            .into_any()
    };
    view! {
        <section class="snippet" aria-labelledby="found">
            <h2 id="found">{title}</h2>
            <p class="soft">"Read as "{read_as}"."</p>
            {told}
        </section>
    }
    .into_any()
}

/// The snippet with its findings marked. `label` says to those who listen what it is.
pub(super) fn marked(text: &str, checked: &Checked<'_>, label: &str) -> AnyView {
    let label = label.to_owned();
    let mut spans: Vec<[usize; 2]> =
        checked.findings.iter().filter_map(|found| found.finding.span).map(bounds).collect();
    spans.sort_unstable();
    let mut parts: Vec<AnyView> = Vec::new();
    let mut rest = text.chars();
    let mut at = 0;
    for [start, end] in spans {
        // Overlapping findings share one mark: characters that are already marked are not marked again.
        let start = start.max(at);
        if end <= start {
            continue;
        }
        let before: String = rest.by_ref().take(start - at).collect();
        let inner: String = rest.by_ref().take(end - start).collect();
        parts.push(view! { {before}<mark>{inner}</mark> }.into_any());
        at = end;
    }
    let after: String = rest.collect();
    view! {
        <pre class="read" dir="auto" tabindex="0" role="region" aria-label=label>
            <code>{parts}{after}</code>
        </pre>
    }
    .into_any()
}

fn bounds([start, end]: [u32; 2]) -> [usize; 2] {
    // A position that does not fit lies behind the end of any text.
    [start, end].map(|place| usize::try_from(place).unwrap_or(usize::MAX))
}

fn item(book: &'static Rulebook, text: &str, found: &CorrectedFinding<'_>) -> AnyView {
    let finding = &found.finding;
    let name = rule(book, &finding.rule).map_or_else(|| finding.rule.to_string(), |rule| rule.name.to_string());
    let line = finding.span.map(|span| {
        let before = text.chars().take(bounds(span)[0]);
        format!("Line {}", before.filter(|c| *c == '\n').count() + 1)
    });
    let at = (!finding.at.is_empty()).then(|| view! { ", "<code>{user_text(&finding.at)}</code> });
    view! {
        <li>
            <span class="severity warning">{wording::severity(finding.severity)}</span>
            <div>
                <p>{ticked(&finding.message)}</p>
                <p>{ticked(&finding.advice)}</p>
                <p class="soft">"The good form:"</p>
                <pre class="read" dir="auto" tabindex="0" role="group" aria-label="The good form">
                    <code>{found.instead.clone()}</code>
                </pre>
                <small class="soft">{line}{at}" \u{b7} "{rule_link(&finding.rule, &name)}</small>
                {sources(&finding.sources)}
            </div>
        </li>
    }
    .into_any()
}

/// The kind of snippet that was recognized, in words.
fn kind(kind: SnippetKind) -> &'static str {
    match kind {
        SnippetKind::Text => "sentences",
        SnippetKind::JsonEvent => "a message",
        SnippetKind::JsonSchema => "a JSON Schema",
        SnippetKind::Avro => "an Avro schema",
        SnippetKind::Asyncapi => "a part of an AsyncAPI document",
        SnippetKind::Code => "lines of a program",
    }
}
