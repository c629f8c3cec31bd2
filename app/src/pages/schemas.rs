//! The page that compares two versions of a schema. A person enters both; the page says who can read what, who upgrades
//! first, and what each change breaks.

use advice::fault::Fault;
use exchange::compare::{Breaks, Change, Comparison, Compatibility, ContentModel, First};
use leptos::prelude::*;

use crate::advisor::schemas::Faulty;
use crate::components::reason::{ticked, word};
use crate::pages::start::in_textarea;
use crate::shell::Page;
use crate::wording;

/// The initial content of the form: two versions of an event with a good change and two bad ones.
const SAMPLE: [&str; 2] = [
    r#"{
  "title": "OrderPlaced",
  "type": "object",
  "properties": {
    "order_id": { "type": "string" },
    "status": { "enum": ["new", "paid"] },
    "coupon": { "type": "string" }
  },
  "required": ["order_id", "status"],
  "additionalProperties": false
}
"#,
    r#"{
  "title": "OrderPlaced",
  "type": "object",
  "properties": {
    "order_id": { "type": "string" },
    "status": { "enum": ["new", "paid", "refunded"] },
    "currency": { "type": "string" }
  },
  "required": ["order_id", "status", "currency"],
  "additionalProperties": false
}
"#,
];

const TITLE: &str = "Versions of a schema: who can read what? \u{2013} EDA Advisor";

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The old version.
    pub old: String,
    /// The new version.
    pub new: String,
    /// How undeclared fields count.
    pub model: ContentModel,
}

/// The page at `/schemas` before a person sent anything.
pub fn page() -> Page {
    let [old, new] = SAMPLE.map(str::to_owned);
    let sample = Versions { old, new, model: ContentModel::Strict };
    Page::new(TITLE, "Says who can read what when the schema of an event changes.", move || {
        view! { {promise()} {form(&sample, &Faulty::default())} {directions()} }
    })
}

/// The page that answers. The result stands above the form, and the form holds what was sent.
pub fn answer(versions: Versions, found: Comparison) -> Page {
    Page::new(TITLE, "Who can read what, who upgrades first, and what each change breaks.", move || {
        view! { {promise()} {result(&found)} {form(&versions, &Faulty::default())} {directions()} }
    })
}

/// The page for versions that cannot be compared. It keeps both and shows the faults beside their fields.
pub fn again(versions: Versions, faulty: Faulty) -> Page {
    Page::new(TITLE, "Something has to be mended first; it stands beside its field.", move || {
        view! { {promise()} {form(&versions, &faulty)} {directions()} }
    })
}

fn promise() -> AnyView {
    view! {
        <h1>"Versions of a schema: who can read what?"</h1>
        <p class="sentence">
            "An event is a promise to consumers that the producer does not know. Paste two versions of its schema: the \
             advisor says which change breaks whom, and how to change without breaking anybody. Nothing is saved."
        </p>
    }
    .into_any()
}

fn form(versions: &Versions, faulty: &Faulty) -> AnyView {
    let lenient = versions.model == ContentModel::Lenient;
    view! {
        <section aria-labelledby="ask">
            <h2 id="ask">"Compare two versions"</h2>
            <form class="publish-form" method="post" action="/schemas">
                <div class="versions">
                    {field("old", "The old version", &versions.old, &faulty.old)}
                    {field("new", "The new version", &versions.new, &faulty.new)}
                </div>
                <p class="soft" id="versions-hint">
                    "JSON Schema, Avro, or an AsyncAPI document with its messages; JSON or YAML, up to 256 KB each."
                </p>
                <label class="reply plain" for="content_model">
                    <input type="checkbox" id="content_model" name="content_model" value="lenient" checked=lenient/>
                    <span class="label">
                        "Producers send only fields that their schema declares (JSON Schema lets more pass unless it says "
                        <code>"additionalProperties: false"</code>")"
                    </span>
                </label>
                <p class="row"><button type="submit">"Compare them"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn field(name: &'static str, label: &'static str, text: &str, faults: &[Fault]) -> AnyView {
    let lines = text.lines().count().clamp(10, 28);
    let list = format!("{name}-faults");
    let described = if faults.is_empty() { "versions-hint".to_owned() } else { format!("versions-hint {list}") };
    let invalid = (!faults.is_empty()).then_some("true");
    let faults = (!faults.is_empty()).then(|| {
        let items: Vec<AnyView> = faults.iter().take(50).map(told_fault).collect();
        view! { <ol class="fault" id=list>{items}</ol> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {faults}
            <textarea
                id=name
                class="source"
                name=name
                rows=lines.to_string()
                spellcheck="false"
                autocapitalize="off"
                required=true
                dir="auto"
                aria-describedby=described
                aria-invalid=invalid
            >
                {in_textarea(text)}
            </textarea>
        </div>
    }
    .into_any()
}

fn told_fault(fault: &Fault) -> AnyView {
    let place = fault.line.zip(fault.column).map(|(line, column)| format!("Line {line}, column {column}: "));
    view! { <li>{place}{ticked(&fault.told())}</li> }.into_any()
}

fn result(found: &Comparison) -> AnyView {
    let changes: Vec<AnyView> = found.changes.iter().map(row).collect();
    let more = (found.more > 0).then(|| {
        let more = usize::try_from(found.more).unwrap_or(usize::MAX);
        view! { <p class="soft">{format!("\u{2026} and {} more.", wording::count(more, "change"))}</p> }
    });
    let table = if changes.is_empty() {
        view! { <p>"No difference decides anything about what is read."</p> }.into_any()
    } else {
        view! {
            <table class="stacked changes" aria-labelledby="changes">
                <thead>
                    <tr>
                        <th scope="col">"What changed"</th>
                        <th scope="col">"It breaks"</th>
                        <th scope="col">"Who fails, and what to do instead"</th>
                    </tr>
                </thead>
                <tbody>{changes}</tbody>
            </table>
        }
        .into_any()
    };
    let sources: Vec<AnyView> = found
        .sources
        .iter()
        .map(|source| view! { <li><a href=source.url rel="noreferrer">{source.name}</a></li> }.into_any())
        .collect();
    let count = wording::count(found.changes.len(), "change");
    view! {
        <section class="compared" aria-labelledby="compared">
            <h2 id="compared">{verdict(found.compatibility)}</h2>
            <p>{order(found.upgrade_first)}</p>
            {(!found.decided).then(|| view! {
                <p>"The schemas alone do not decide everything. What is not decided is counted as a break."</p>
            })}
            <p class="soft">"Read as "{found.format.name()}"; "{counted(found.content_model)}</p>
            <h3 id="changes">{count}</h3>
            {table}
            {more}
            <details>
                <summary>"Where the rules come from"</summary>
                <ul>{sources}</ul>
            </details>
        </section>
    }
    .into_any()
}

fn row(change: &Change) -> AnyView {
    let place = |name: &'static str, at: &Option<String>| {
        at.as_ref().map(|at| {
            let shown = if at.is_empty() { "the whole".to_owned() } else { at.chars().take(200).collect() };
            view! { <small class="soft">{name}<code>{shown}</code></small> }
        })
    };
    let places = if change.at.old == change.at.new {
        [place("", &change.at.old), None]
    } else {
        [place("old: ", &change.at.old), place("new: ", &change.at.new)]
    };
    let who: Vec<AnyView> = change.who.iter().map(|who| view! { <p>{ticked(who)}</p> }.into_any()).collect();
    let nobody = change.who.is_empty().then(|| view! { <p class="soft">"Nobody."</p> });
    view! {
        <tr>
            <th scope="row"><div>{ticked(&change.what)}{places}</div></th>
            <td data-label="It breaks"><span>{breaks(change)}</span></td>
            <td data-label="Who fails">
                <div>
                    {who}
                    {nobody}
                    {change.instead.as_ref().map(|instead| view! { <p><b>"Instead: "</b>{ticked(instead)}</p> })}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// What a change breaks, in a few words.
fn breaks(change: &Change) -> &'static str {
    match (change.breaks, change.decided) {
        (Breaks::None, _) => "nothing",
        (Breaks::Backward, true) => "backward",
        (Breaks::Forward, true) => "forward",
        (Breaks::Both, true) => "both directions",
        (Breaks::Backward, false) => "perhaps backward",
        (Breaks::Forward, false) => "perhaps forward",
        (Breaks::Both, false) => "perhaps both directions",
    }
}

/// The verdict as a heading.
pub fn verdict(compatibility: Compatibility) -> &'static str {
    match compatibility {
        Compatibility::Full => "Fully compatible: each version reads what the other writes",
        Compatibility::Backward => "Backward compatible: the new version reads what the old one wrote",
        Compatibility::Forward => "Forward compatible: the old version reads what the new one writes",
        Compatibility::None => "Not compatible: neither version reads everything that the other writes",
    }
}

/// Who upgrades first, as sentences.
pub fn order(first: Option<First>) -> &'static str {
    match first {
        Some(First::Any) => "Consumers and producers upgrade in any order.",
        Some(First::Consumers) => {
            "The consumers upgrade first: with the new version they read old and new events. Then the producers follow."
        }
        Some(First::Producers) => {
            "The producers upgrade first: consumers with the old version read what they send. Consumers follow when no \
             old event is left to be read."
        }
        None => {
            "No order serves: publish the new version as a second event beside the first, and stop the first when its \
             last consumer has moved."
        }
    }
}

fn counted(model: ContentModel) -> &'static str {
    match model {
        ContentModel::Strict => {
            "fields that a schema neither declares nor forbids may be there, with anything in them."
        }
        ContentModel::Lenient => "fields that no schema declares are never sent.",
    }
}

/// The directions, explained.
fn directions() -> AnyView {
    view! {
        <section aria-labelledby="directions">
            <h2 id="directions">"The directions"</h2>
            <dl class="aspects">
                <dt>"Backward"</dt>
                <dd>"Consumers with the new version read events that were written with the old one."</dd>
                <dt>"Forward"</dt>
                <dd>"Consumers with the old version read events that are written with the new one."</dd>
                <dt>"Full"</dt>
                <dd>"Both: producers and consumers upgrade in any order."</dd>
            </dl>
            <p>
                "Why it matters: "{word("event_contract", "event contract")}". "
                <a href="/learn/schema-evolution">"See it at work"</a>"."
            </p>
        </section>
    }
    .into_any()
}
