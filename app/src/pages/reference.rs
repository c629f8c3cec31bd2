//! The reference of the API: every call with what it takes, what it answers and how it fails, and a form to try it.
//! The page is made of the list of calls and says nothing about one of them by itself.

use leptos::prelude::*;
use schemars::SchemaGenerator;

use crate::{
    components::{
        reason::ticked,
        try_call::{Field, TryCall},
    },
    limit::TEXT_LIMIT_IN_WORDS,
    operation::{Answer, Body, Example, Form, Operation, PROMISES, Parameter, Place, Topic},
    shell::Page,
};

/// A call, with the name of the tool that does the same for an assistant.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// The call.
    pub operation: &'static Operation,
    /// The tool's name.
    pub tool: Option<&'static str>,
}

/// The page at `/reference`. `public_url` begins the addresses in its commands.
pub fn page(calls: Vec<Listed>, public_url: String) -> Page {
    let says = "Every call of the API: what it takes, what it answers, how it fails, and a form to try it.";
    Page::new("API reference \u{2013} EDA Advisor", says, move || {
        let topics: Vec<_> = Topic::ALL.into_iter().map(|topic| part(topic, &calls, &public_url)).collect();
        let contents: Vec<_> = Topic::ALL.into_iter().map(|topic| contents(topic, &calls)).collect();
        let promises: Vec<_> = PROMISES.iter().map(|promise| view! { <li>{ticked(promise)}</li> }).collect();
        view! {
            <h1>"API reference"</h1>
            <p class="sentence">
                "Programs get the same advice as people, and need no key. For programs, this page is "
                <a href="/api/v1/openapi.json">"OpenAPI 3.1"</a>"."
            </p>
            <p>
                "A description is sent as JSON or as YAML; a body has at most "{TEXT_LIMIT_IN_WORDS}". Every error is "
                <code>"application/problem+json"</code>
                ", whose "<code>"type"</code>" is the address of "<a href="/problems">"a page that explains it"</a>
                ". All faults of a body are told at once, each with its place as a JSON Pointer and what to do."
            </p>
            <nav class="calls" aria-label="Calls">{contents}</nav>
            {topics}
            <section aria-labelledby="promises">
                <h2 id="promises">"What you may rely on"</h2>
                <ul>{promises}</ul>
            </section>
        }
    })
}

fn of(topic: Topic, calls: &[Listed]) -> impl Iterator<Item = &Listed> {
    calls.iter().filter(move |call| call.operation.topic == topic)
}

fn contents(topic: Topic, calls: &[Listed]) -> AnyView {
    let items: Vec<_> = of(topic, calls)
        .map(|Listed { operation, .. }| {
            view! { <li><a href=format!("#{}", operation.id)>{operation.title}</a></li> }
        })
        .collect();
    view! { <div><p class="soft">{topic.name()}</p><ul>{items}</ul></div> }.into_any()
}

fn part(topic: Topic, calls: &[Listed], public_url: &str) -> AnyView {
    let id = format!("topic-{}", topic.name().split(' ').next().unwrap_or_default().to_lowercase());
    let told: Vec<_> = of(topic, calls).map(|call| told(*call, public_url)).collect();
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{topic.name()}</h2>
            <p>{topic.about()}</p>
            {told}
        </section>
    }
    .into_any()
}

fn told(Listed { operation, tool }: Listed, public_url: &str) -> AnyView {
    let about: Vec<_> = operation.about.split("\n\n").map(|part| view! { <p>{ticked(part)}</p> }).collect();
    let same = [
        operation.command.map(|command| {
            view! { "On the command line: "<code>{format!("eda-advisor {command}")}</code>". " }.into_any()
        }),
        tool.map(|tool| view! { "For an assistant: the tool "<code>{tool}</code>". " }.into_any()),
        operation.is_open.then(|| "Pages of other sites may call it. ".into_any()),
    ];
    let same: Vec<_> = same.into_iter().flatten().collect();
    view! {
        <article class="call" aria-labelledby=operation.id>
            <h3 id=operation.id>{operation.title}</h3>
            <p><code>{operation.method.name()}" "{operation.path}</code></p>
            {about}
            {(!same.is_empty()).then(|| view! { <p class="soft">{same}</p> })}
            {(!operation.parameters.is_empty()).then(|| parameters(operation.parameters))}
            {operation.body.as_ref().map(body)}
            {answers(operation.answers)}
            {problems(operation)}
            {attempt(operation, public_url)}
        </article>
    }
    .into_any()
}

fn parameters(parameters: &'static [Parameter]) -> AnyView {
    let rows: Vec<_> = parameters
        .iter()
        .map(|parameter| {
            let place = parameter.place.name();
            let needed = if parameter.is_required { "required" } else { "optional" };
            view! {
                <tr>
                    <th scope="row"><code>{parameter.name}</code></th>
                    <td data-label="Where">{place}", "{needed}</td>
                    <td data-label="What">{ticked(parameter.about)}{values(parameter)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h4>"Takes"</h4>
        <table class="stacked">
            <thead><tr><th scope="col">"Name"</th><th scope="col">"Where"</th><th scope="col">"What"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The values that a parameter may have, if they can be listed.
fn values(parameter: &Parameter) -> Option<AnyView> {
    let schema = (parameter.schema)(&mut SchemaGenerator::default());
    let values = schema.get("enum")?.as_array()?;
    let values: Vec<_> = values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect();
    let last = values.len().saturating_sub(1);
    let shown: Vec<_> = values
        .into_iter()
        .enumerate()
        .map(|(index, value)| view! { <code>{value}</code>{if index == last { "." } else { ", " }} })
        .collect();
    Some(view! { <br/>"One of "{shown} }.into_any())
}

fn body(body: &'static Body) -> AnyView {
    let examples: Vec<_> = body.examples.iter().map(example).collect();
    view! {
        <h4>"Body"</h4>
        <p>{ticked(body.about)}" "{forms(&(body.forms)())}</p>
        {examples}
    }
    .into_any()
}

fn example(example: &'static Example) -> AnyView {
    view! {
        <details>
            <summary>"Example: "{example.title}</summary>
            <pre tabindex="0"><code>{example.text}</code></pre>
        </details>
    }
    .into_any()
}

/// The media types of a body, with the name of what each holds.
fn forms(forms: &[Form]) -> AnyView {
    let mut types: Vec<&str> = Vec::new();
    for form in forms {
        if !types.contains(&form.media_type) {
            types.push(form.media_type);
        }
    }
    let shown: Vec<_> = types
        .iter()
        .enumerate()
        .map(|(index, form)| view! { {(index > 0).then_some(", ")}<code>{(*form).to_owned()}</code> })
        .collect();
    view! { {shown} }.into_any()
}

fn answers(answers: &'static [Answer]) -> AnyView {
    let rows: Vec<_> = answers
        .iter()
        .map(|answer| {
            let headers: Vec<_> = answer
                .headers
                .iter()
                .map(|header| view! { <br/><code>{header.name}</code>": "{ticked(header.about)} })
                .collect();
            view! {
                <tr>
                    <th scope="row">{answer.status}</th>
                    <td data-label="Answer">{ticked(answer.about)}{headers}</td>
                    <td data-label="As">{forms(&(answer.forms)())}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h4>"Answers"</h4>
        <table class="stacked">
            <thead><tr><th scope="col">"Status"</th><th scope="col">"Answer"</th><th scope="col">"As"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn problems(operation: &'static Operation) -> AnyView {
    let items: Vec<_> = operation
        .all_problems()
        .into_iter()
        .map(|kind| view! { <li>{kind.status}" "<a href=kind.address()>{kind.title}</a></li> })
        .collect();
    view! { <details><summary>"How it can fail"</summary><ul>{items}</ul></details> }.into_any()
}

/// The command that makes the call with its first example, and the form that makes it from this page.
fn attempt(operation: &'static Operation, public_url: &str) -> AnyView {
    let example = operation.body.as_ref().and_then(|body| body.examples.first());
    let fields: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| Field {
            name: parameter.name.to_owned(),
            place: parameter.place.name().to_owned(),
            value: parameter.example.unwrap_or_default().to_owned(),
        })
        .collect();
    let (media_type, text) = example.map_or(("", ""), |example| (example.media_type, example.text));
    view! {
        <details>
            <summary>"Try it"</summary>
            <p class="soft">"From a terminal:"</p>
            <pre tabindex="0"><code>{command(operation, example, public_url)}</code></pre>
            <p class="soft">"Or from this page; the button needs a script:"</p>
            <TryCall
                id=format!("try-{}", operation.id)
                method=operation.method.name().to_owned()
                path=operation.path.to_owned()
                fields
                media_type=media_type.to_owned()
                body=text.to_owned()
            />
        </details>
    }
    .into_any()
}

/// A command for a terminal. What has no example stands in capitals.
fn command(operation: &Operation, example: Option<&Example>, public_url: &str) -> String {
    let (mut path, mut query, mut headers) = (operation.path.to_owned(), Vec::new(), Vec::new());
    for parameter in operation.parameters.iter().filter(|its| its.is_required || its.example.is_some()) {
        let value = parameter.example.map_or_else(|| parameter.name.to_uppercase(), str::to_owned);
        match parameter.place {
            Place::Path => path = path.replace(&format!("{{{}}}", parameter.name), &value),
            Place::Query => query.push(format!("{}={value}", parameter.name)),
            Place::Header if parameter.name == "Authorization" => {
                headers.push("authorization: Bearer EDIT_TOKEN".to_owned());
            }
            Place::Header => headers.push(format!("{}: {value}", parameter.name.to_lowercase())),
        }
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    let command = format!("curl --request {} '{public_url}{path}{query}'", operation.method.name());
    if let Some(example) = example {
        headers.push(format!("content-type: {}", example.media_type));
    }
    let mut parts = vec![command];
    parts.extend(headers.into_iter().map(|header| format!("--header '{header}'")));
    parts.extend(example.map(|example| format!("--data-binary @- <<'BODY'\n{}\nBODY", example.text.trim_end())));
    parts.join(" \\\n  ")
}
