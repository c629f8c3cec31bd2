//! Schema evolution: an event in two versions, which change breaks whom, and who upgrades first.

use advice::Rulebook;
use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::cited,
    system::{self, System},
};
use crate::components::reason::{rule_link, ticked};

pub(super) const LESSON: Lesson = Lesson {
    slug: "schema-evolution",
    title: "Schema evolution",
    says: "An event in two versions: which change breaks whom, and who upgrades first.",
    teaches: &["event_contract", "unversioned_event", "schema_registry", "fat_event", "drop_field", "rename_message"],
    view,
};

/// The event as it was, and as it is.
const OLD: &str = r#"{
  "task_id": 7,
  "title": "Call Ada",
  "list": "today"
}"#;
const NEW: &str = r#"{
  "schema_version": 2,
  "task_id": 7000000000,
  "name": "Call Ada",
  "due": null
}"#;

/// A change of a schema, and what still works after it.
struct Change {
    what: &'static str,
    /// Whether a consumer with the new schema reads old events.
    backward: bool,
    /// Whether a consumer with the old schema reads new events.
    forward: bool,
    because: &'static str,
}

const CHANGES: [Change; 7] = [
    Change {
        what: "A field is added, with a default",
        backward: true,
        forward: true,
        because: "Old events get it, and old consumers leave the field out.",
    },
    Change {
        what: "A field is added, without a default",
        backward: false,
        forward: true,
        because: "Old events do not have it.",
    },
    Change {
        what: "A field with a default is removed",
        backward: true,
        forward: true,
        because: "Old consumers take the default.",
    },
    Change {
        what: "A field without a default is removed",
        backward: true,
        forward: false,
        because: "Old consumers look for it.",
    },
    Change {
        what: "A field is renamed",
        backward: false,
        forward: false,
        because: "One field is gone and one is new, without a default.",
    },
    Change {
        what: "A whole number is widened",
        backward: true,
        forward: false,
        because: "The old type does not hold every new value.",
    },
    Change {
        what: "A field changes its meaning",
        backward: false,
        forward: false,
        because: "Its name stays, so no check of schemas sees it.",
    },
];

impl Change {
    /// Who upgrades first.
    fn first(&self) -> &'static str {
        match (self.backward, self.forward) {
            (true, true) => "either side",
            (true, false) => "all consumers",
            (false, true) => "all producers",
            (false, false) => "neither: a new event",
        }
    }
}

/// The old event in a system without a registry of schemas, and the same with a version. `FIELDS` stands for what it
/// carries.
const SYSTEM: &str = "
name: Task management
flows:
  - id: create
    steps:
      - {id: tell, action: Mail the assignee, from: tasks, to: [mail, audit], answers: {reply: none},
         today: {style: event, message: TaskCreated, fields: [FIELDS]}}
";

fn system(is_versioned: bool) -> String {
    let fields = if is_versioned { "schema_version, task_id, name, due" } else { "task_id, title, list" };
    SYSTEM.replace("FIELDS", fields)
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    view! {
        <p class="lead">
            "An event is a promise to readers whom its publisher does not know. Old events are read by new consumers, \
             and new events by old ones. Ask both ways before a field changes."
        </p>
        <div class="two-versions">
            {version(book, "TaskCreated, version 1", OLD, &system(false))}
            {version(book, "TaskCreated, version 2", NEW, &system(true))}
            <section aria-labelledby="happened">
                <h2 id="happened">"What happened"</h2>
                <ul>
                    <li><code>"title"</code>" is renamed: every old consumer breaks."</li>
                    <li><code>"list"</code>" is gone: whoever read it breaks."</li>
                    <li><code>"task_id"</code>" is widened: consumers go first."</li>
                    <li><code>"due"</code>" is new and may be empty: nobody breaks."</li>
                </ul>
                <p class="rule-of">"Rule: "{rule_link("event_contract", "Event contract")}</p>
                {cited(book, "event_contract")}
            </section>
        </div>
        {changes(book)}
        <p class="soft after-pairs">
            "With your own event: "<a href="/schemas">"compare two versions of its schema"</a>"."
        </p>
    }
    .into_any()
}

/// A version of the event, with what the advisor finds about its version.
fn version(book: &'static Rulebook, title: &'static str, text: &'static str, system: &str) -> AnyView {
    let said = system::assessed(book, system, |system| match unversioned(system) {
        Some(message) => view! {
            <p>{ticked(&message)}" "{rule_link("unversioned_event", "Why it matters")}</p>
        }
        .into_any(),
        None => view! { <p class="soft">"Its readers know which version it is."</p> }.into_any(),
    });
    view! {
        <div>
            <h2>{title}</h2>
            <pre tabindex="0" role="region" aria-label=title><code>{text}</code></pre>
            {said}
        </div>
    }
    .into_any()
}

/// What the advisor says about an event without a version; none if it has one.
fn unversioned(system: &System<'_>) -> Option<String> {
    let found = system.assessment.findings.iter().find(|finding| finding.rule == "unversioned_event");
    found.map(|finding| finding.message.to_string())
}

fn changes(book: &'static Rulebook) -> AnyView {
    let rows = CHANGES.iter().map(|change| {
        view! {
            <tr>
                <th scope="row">{change.what}</th>
                {works("Backward", change.backward)}
                {works("Forward", change.forward)}
                <td data-label="Goes first">{change.first()}</td>
                <td class="soft" data-label="Because">{change.because}</td>
            </tr>
        }
    });
    view! {
        <section class="card" aria-labelledby="changes">
            <h2 id="changes">"What breaks whom"</h2>
            <table class="stacked breaking" aria-labelledby="changes">
                <thead>
                    <tr>
                        <th scope="col">"Change"</th>
                        <th scope="col">"Backward"<small>"new reader, old event"</small></th>
                        <th scope="col">"Forward"<small>"old reader, new event"</small></th>
                        <th scope="col">"Goes first"</th>
                        <th scope="col">"Because"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {cited(book, "schema_registry")}
        </section>
    }
    .into_any()
}

/// A cell that says whether a reader goes on working.
fn works(label: &'static str, works: bool) -> AnyView {
    let (class, sign, word) = if works { ("works", "\u{2713}", "works") } else { ("breaks", "\u{2717}", "breaks") };
    view! { <td class=class data-label=label><span><span aria-hidden="true">{sign}" "</span>{word}</span></td> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use advice::{Tree, rules};
    use exchange::compare::{Compatibility, ContentModel, compare};

    use super::*;

    #[test]
    fn only_the_first_version_is_found_to_have_no_version() {
        let found = [false, true].map(|is_versioned| {
            system::with(rules::shipped(), &system(is_versioned), |system| unversioned(system).is_some())
        });
        assert_eq!(found, [Some(true), Some(false)]);
    }

    /// Confluent's table of compatibility types: backward allows deleted fields and added optional ones, and consumers
    /// go first; forward allows added fields and deleted optional ones, and producers go first; full allows what is
    /// optional, in any order.
    #[test]
    fn the_table_is_that_of_the_published_rules() {
        let first: Vec<&str> = CHANGES.iter().map(Change::first).collect();
        let nobody = "neither: a new event";
        let expected =
            ["either side", "all producers", "either side", "all consumers", nobody, "all consumers", nobody];
        assert_eq!(first, expected);
    }

    /// The page `/schemas` says the same of these changes. What a change of meaning breaks, no comparison sees.
    #[test]
    fn the_table_is_what_the_comparison_says() {
        let (bare, optional) = (r#"{"name": "due", "type": "int"}"#, r#"{"name": "due", "type": "int", "default": 0}"#);
        let versions = [
            ["", optional],
            ["", bare],
            [optional, ""],
            [bare, ""],
            [bare, r#"{"name": "until", "type": "int"}"#],
            [bare, r#"{"name": "due", "type": "long"}"#],
        ];
        for (change, fields) in CHANGES.iter().zip(versions) {
            let [old, new] =
                fields.map(|fields| format!(r#"{{"type": "record", "name": "Task", "fields": [{fields}]}}"#));
            let trees = [&old, &new].map(|text| Tree::from_json(text).unwrap());
            let said = compare(&trees[0], &trees[1], ContentModel::Strict).unwrap().compatibility;
            let expected = match (change.backward, change.forward) {
                (true, true) => Compatibility::Full,
                (true, false) => Compatibility::Backward,
                (false, true) => Compatibility::Forward,
                (false, false) => Compatibility::None,
            };
            assert_eq!(said, expected, "{}", change.what);
        }
    }
}
