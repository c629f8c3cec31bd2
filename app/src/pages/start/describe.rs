//! The form for a system: one field for whatever a person has, words or a description, pasted or as a file.
//!
//! Faults stand beside their fields. A summary above the form counts them and links to the fields.

use advice::Fault;
use leptos::prelude::*;

use super::{SAMPLE, in_textarea};
use crate::{
    components::{for_assistant, from_file::FromFile, reason::ticked},
    limit::TEXT_LIMIT_IN_WORDS,
    problem::Problem,
    start_form::StartForm,
    wording,
};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Steps,
    File,
    Name,
    Note,
}

impl Field {
    const ALL: [Self; 4] = [Self::Steps, Self::File, Self::Name, Self::Note];

    /// Its id and name in the form.
    fn id(self) -> &'static str {
        match self {
            Self::Steps => "steps",
            Self::File => "file",
            Self::Name => "name",
            Self::Note => "note",
        }
    }

    /// The field's label.
    fn label(self) -> &'static str {
        match self {
            Self::Steps => "What happens",
            Self::File => "From a file",
            Self::Name => "Name",
            Self::Note => "Note",
        }
    }

    /// The field that a fault is about. A description also has a name, so if one was given, `/name` is in it.
    fn of(fault: &Fault, is_pasted: bool) -> Self {
        match fault.at.as_str() {
            "/file" => Self::File,
            "/note" => Self::Note,
            "/name" if !is_pasted => Self::Name,
            _ => Self::Steps,
        }
    }
}

/// The faults by field.
struct Wrong<'p> {
    problem: Option<&'p Problem>,
    faults: Vec<(Field, &'p Fault)>,
}

impl<'p> Wrong<'p> {
    fn of(entered: &StartForm, problem: Option<&'p Problem>) -> Self {
        let faults = problem.map_or(&[][..], |problem| &problem.faults);
        let is_pasted = problem.is_some() && entered.is_pasted();
        let faults = faults.iter().map(|fault| (Field::of(fault, is_pasted), fault)).collect();
        Self { problem, faults }
    }

    /// The number of faults of a field. A problem without faults is about the text as a whole.
    fn count(&self, field: Field) -> usize {
        match self.problem {
            Some(problem) if problem.faults.is_empty() => usize::from(field == Field::Steps),
            _ => self.faults.iter().filter(|(its, _)| *its == field).count(),
        }
    }

    /// The value of the field's attribute `aria-invalid`.
    fn invalid(&self, field: Field) -> Option<&'static str> {
        (self.count(field) > 0).then_some("true")
    }

    /// The value of the field's attribute `aria-describedby`: the ids of its hint and of its faults.
    fn described(&self, field: Field) -> String {
        let id = field.id();
        if self.count(field) > 0 { format!("{id}-hint {id}-faults") } else { format!("{id}-hint") }
    }

    /// The list of a field's faults.
    fn beside(&self, field: Field) -> AnyView {
        if self.count(field) == 0 {
            return ().into_any();
        }
        let id = format!("{}-faults", field.id());
        let whole = self.problem.filter(|problem| problem.faults.is_empty());
        let whole = whole.map(|problem| view! { <li>{ticked(&problem.detail)}</li> }.into_any());
        let of_field = self.faults.iter().filter(|(its, _)| *its == field).map(|(_, fault)| told(fault));
        let items: Vec<AnyView> = whole.into_iter().chain(of_field).collect();
        view! { <ol class="fault" id=id>{items}</ol> }.into_any()
    }
}

/// A summary of the faults with a link to each field that has some.
pub(super) fn summary(entered: &StartForm, problem: &Problem) -> AnyView {
    let wrong = Wrong::of(entered, Some(problem));
    let links: Vec<_> = Field::ALL
        .into_iter()
        .filter(|field| wrong.count(*field) > 0)
        .map(|field| {
            let number = wording::count(wrong.count(field), "fault");
            view! { <li><a href=format!("#{}", field.id())>{field.label()}</a>": "{number}</li> }
        })
        .collect();
    let title = match problem.faults.len() {
        0 => problem.kind.title.to_owned(),
        1 => "There is 1 fault to mend".to_owned(),
        many => format!("There are {many} faults to mend"),
    };
    view! {
        <div class="faults" id="faults" role="alert">
            <p><b>{title}</b></p>
            <ul>{links}</ul>
            <p class="soft">"What you typed is still in the form below."</p>
            {entered.is_pasted().then(|| for_assistant::faults(problem))}
        </div>
    }
    .into_any()
}

/// A fault with its place in the typed text.
fn told(fault: &Fault) -> AnyView {
    let place = match (fault.line, fault.column) {
        (Some(line), Some(column)) if fault.at != "/steps" => Some(format!("Line {line}, column {column}: ")),
        (Some(line), _) => Some(format!("Line {line}: ")),
        _ => None,
    };
    let inside = !matches!(fault.at.as_str(), "" | "/steps" | "/file" | "/note" | "/name");
    let at = inside.then(|| view! { " "<code class="soft">{fault.at.clone()}</code> });
    view! { <li><b>{place}</b>{ticked(&fault.message)}" "{fault.hint.as_deref().map(ticked)}{at}</li> }.into_any()
}

/// The form. Its first button starts a draft; its last button publishes the description directly.
pub(super) fn form(entered: &StartForm, problem: Option<&Problem>) -> AnyView {
    let wrong = Wrong::of(entered, problem);
    view! {
        <form class="composer" method="post" action="/drafts" enctype="multipart/form-data">
            // An empty field is read as the example that stands in it.
            <input type="hidden" name="empty" value="sample"/>
            <input type="hidden" name="form_key" value=entered.form_key.clone()/>
            {(!entered.original.is_empty()).then(|| view! {
                <input type="hidden" name="original" value=entered.original.clone()/>
            })}
            <div class="writing">
                {written(entered, &wrong)}
                {wrong.beside(Field::File)}
                <p class="row acts">
                    <button type="submit">"Read it "<kbd aria-hidden="true">"Ctrl \u{21b5}"</kbd></button>
                    <label class="button quiet from-file">
                        "From a file"
                        <input
                            id="file"
                            name="file"
                            type="file"
                            accept=".txt,.md,.mmd,.yaml,.yml,.json,.zip,text/plain,application/yaml,application/json,application/zip"
                            aria-describedby="file-hint"
                            aria-invalid=wrong.invalid(Field::File)
                        />
                    </label>
                    <button type="submit" class="quiet" formaction="/assistant">"With your assistant"</button>
                </p>
                <FromFile file="file".to_owned() field="steps".to_owned()/>
            </div>
            {more(entered, &wrong)}
        </form>
    }
    .into_any()
}

/// The one field that everybody needs.
fn written(entered: &StartForm, wrong: &Wrong<'_>) -> AnyView {
    let is_pasted = entered.is_pasted();
    view! {
        <p class="top">
            <label for="steps">"What happens"</label>
            <span class="soft" id="steps-hint">"Words, a diagram, YAML or JSON"</span>
        </p>
        {wrong.beside(Field::Steps)}
        <textarea
            id="steps"
            class=is_pasted.then_some("source")
            name="steps"
            rows="9"
            dir="auto"
            autofocus=true
            spellcheck="false"
            placeholder=SAMPLE
            aria-describedby=format!("{} empty-hint", wrong.described(Field::Steps))
            aria-invalid=wrong.invalid(Field::Steps)
        >
            {in_textarea(&entered.steps)}
        </textarea>
        <p class="soft after" id="empty-hint">"Leave it empty to read the example. Your text stays on this server."</p>
    }
    .into_any()
}

/// What few people need: a name of one's own, descriptions written by hand, and publishing at once.
fn more(entered: &StartForm, wrong: &Wrong<'_>) -> AnyView {
    let is_open = [Field::Name, Field::Note].into_iter().any(|field| wrong.count(field) > 0);
    let field = |field: Field, value: &str, longest: &'static str, hint: AnyView| {
        let id = field.id();
        view! {
            <div class="field">
                <label for=id>{field.label()}</label>
                <p class="soft" id=format!("{id}-hint")>{hint}</p>
                {wrong.beside(field)}
                <input
                    id=id
                    name=id
                    type="text"
                    maxlength=longest
                    autocomplete="off"
                    dir="auto"
                    value=value.to_owned()
                    aria-describedby=wrong.described(field)
                    aria-invalid=wrong.invalid(field)
                />
            </div>
        }
    };
    let name = "Only if the system is not to be called what the text calls it.".into_any();
    let note = "Only for reports: why you publish it. It stands on the report.".into_any();
    let names: Vec<&str> = exchange::import::ALL.iter().map(|import| import.name).collect();
    view! {
        <details class="more" open=is_open>
            <summary>"More: a name, descriptions as YAML, publish at once"</summary>
            {field(Field::Name, &entered.name, "200", name)}
            <p id="file-hint">
                "A description as YAML or JSON says more than a text: answers, also about the whole system, and the set \
                 of rules that decides. It needs a name and flows with their steps; what you do not know, leave out. "
                <a href="/rules">"All questions and answers"</a>" · "
                <a href="/api/v1/schema/description">"JSON Schema"</a>". "
                {format!("What you have is read, too: {}. ", names.join(", "))}
                "A file has at most "{TEXT_LIMIT_IN_WORDS}"."
            </p>
            {field(Field::Note, &entered.note, "2000", note)}
            <p class="row">
                <button
                    type="submit"
                    class="quiet"
                    formaction="/reports"
                    formenctype="application/x-www-form-urlencoded"
                >
                    "Publish the report"
                </button>
                <span class="soft">"At a secret address: whoever has the link can read it."</span>
            </p>
        </details>
    }
    .into_any()
}
