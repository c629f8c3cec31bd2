//! The form for a system: a name with a list of steps, or an existing description, pasted or as a file.
//!
//! Faults stand beside their fields. A summary above the form counts them and links to the fields.

use advice::Fault;
use leptos::prelude::*;

use super::in_textarea;
use crate::{
    components::{for_assistant, reason::ticked},
    limit::TEXT_LIMIT_IN_WORDS,
    problem::Problem,
    start_form::StartForm,
    wording,
};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Name,
    Steps,
    Description,
    File,
    Note,
}

impl Field {
    const ALL: [Self; 5] = [Self::Name, Self::Steps, Self::Description, Self::File, Self::Note];

    /// Its id and name in the form.
    fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Steps => "steps",
            Self::Description => "description",
            Self::File => "file",
            Self::Note => "note",
        }
    }

    /// The field's label.
    fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Steps => "What happens",
            Self::Description => "Description",
            Self::File => "File",
            Self::Note => "Note",
        }
    }

    /// The field that a fault is about. A description also has a name, so if a description was given, `/name` is in it.
    fn of(fault: &Fault, is_pasted: bool, entered: &StartForm) -> Self {
        match fault.at.as_str() {
            "/steps" => Self::Steps,
            _ if is_pasted => Self::Steps,
            "/file" => Self::File,
            "/note" => Self::Note,
            "/name" if entered.description.trim().is_empty() => Self::Name,
            _ => Self::Description,
        }
    }

    /// The field beside which a problem without faults is shown.
    fn of_whole(entered: &StartForm) -> Self {
        let listed = entered.description.trim().is_empty() && !entered.steps.trim().is_empty();
        if listed { Self::Steps } else { Self::Description }
    }
}

/// The faults by field.
struct Wrong<'p> {
    problem: Option<&'p Problem>,
    faults: Vec<(Field, &'p Fault)>,
    /// The field beside which a problem without faults is shown.
    whole: Field,
}

impl<'p> Wrong<'p> {
    fn of(entered: &StartForm, problem: Option<&'p Problem>) -> Self {
        let faults = problem.map_or(&[][..], |problem| &problem.faults);
        let is_pasted = problem.is_some() && entered.is_pasted();
        let faults = faults.iter().map(|fault| (Field::of(fault, is_pasted, entered), fault)).collect();
        Self { problem, faults, whole: Field::of_whole(entered) }
    }

    /// The number of faults of a field.
    fn count(&self, field: Field) -> usize {
        match self.problem {
            Some(problem) if problem.faults.is_empty() => usize::from(field == self.whole),
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
    let described = [Field::Description, Field::File, Field::Note].into_iter().any(|field| wrong.count(field) > 0);
    let open = described || !entered.description.is_empty();
    view! {
        <section aria-labelledby="describe">
            <h2 id="describe">"Your system"</h2>
            <form class="describe" method="post" action="/drafts" enctype="multipart/form-data">
                {listed(entered, &wrong)}
                <p class="row">
                    <button type="submit">"Read it"</button>
                    <button type="submit" class="quiet" formaction="/assistant">"With a chat assistant"</button>
                </p>
                <p class="soft">"You see what was read, and mend it. It is saved at an address that only you have."</p>
                <details class="bring" open=open>
                    <summary>"Or bring a description: YAML or JSON, pasted or as a file"</summary>
                    {brought(entered, &wrong)}
                </details>
            </form>
        </section>
    }
    .into_any()
}

/// The fields for a name and a list of steps.
fn listed(entered: &StartForm, wrong: &Wrong<'_>) -> AnyView {
    let rows = entered.steps.lines().count().clamp(6, 20);
    view! {
        <div class="field">
            <label for="name">"Name"</label>
            <p class="soft" id="name-hint">
                "What the system is called, such as \u{201c}Concert tickets\u{201d}. Your text may say it, too."
            </p>
            {wrong.beside(Field::Name)}
            <input
                id="name"
                name="name"
                type="text"
                maxlength="200"
                autocomplete="off"
                dir="auto"
                value=entered.name.clone()
                aria-describedby=wrong.described(Field::Name)
                aria-invalid=wrong.invalid(Field::Name)
            />
        </div>
        {(!entered.original.is_empty()).then(|| view! {
            <input type="hidden" name="original" value=entered.original.clone()/>
        })}
        <div class="field">
            <label for="steps">"What happens"</label>
            <p class="soft" id="steps-hint">
                "In your own words: a list, a story, some sentences. Say what nobody waits for and what must never go "
                "wrong. In a list, "<code>"Booking -> Seats: Reserve the seat"</code>" says who asks whom. Or paste \
                what "<a href="/assistant">"a chat assistant"</a>" wrote."
            </p>
            {wrong.beside(Field::Steps)}
            <textarea
                id="steps"
                name="steps"
                rows=rows.to_string()
                dir="auto"
                placeholder="When a fan books a ticket we reserve the seat (never twice!) and charge the card. The \
                    confirmation is mailed afterwards, and the statistics may lag a few minutes."
                aria-describedby=wrong.described(Field::Steps)
                aria-invalid=wrong.invalid(Field::Steps)
            >
                {in_textarea(&entered.steps)}
            </textarea>
        </div>
    }
    .into_any()
}

/// The fields for an existing description.
fn brought(entered: &StartForm, wrong: &Wrong<'_>) -> AnyView {
    let rows = entered.description.lines().count().clamp(12, 28);
    view! {
        <div class="field">
            <label for="description">"Description as YAML or JSON"</label>
            <p class="soft" id="description-hint">
                "Only a name and flows with their steps are needed; what you do not know, leave out. "
                <a href="/rules">"All questions and answers"</a>" · "
                <a href="/api/v1/schema/description">"JSON Schema"</a>
            </p>
            {wrong.beside(Field::Description)}
            <textarea
                id="description"
                class="source"
                name="description"
                rows=rows.to_string()
                spellcheck="false"
                autocapitalize="off"
                dir="auto"
                aria-describedby=wrong.described(Field::Description)
                aria-invalid=wrong.invalid(Field::Description)
            >
                {in_textarea(&entered.description)}
            </textarea>
        </div>
        <div class="field">
            <label for="file">"Or a file"</label>
            <p class="soft" id="file-hint">
                "A YAML or JSON file of at most "{TEXT_LIMIT_IN_WORDS}". It is read where the field above is empty."
            </p>
            {wrong.beside(Field::File)}
            <input
                id="file"
                name="file"
                type="file"
                accept=".yaml,.yml,.json,application/yaml,application/json"
                aria-describedby=wrong.described(Field::File)
                aria-invalid=wrong.invalid(Field::File)
            />
        </div>
        <p class="row"><button type="submit">"Go on to the questions"</button></p>
        <div class="field">
            <label for="note">
                "Or publish what is pasted above as it is. Note "<span class="soft">"(optional)"</span>
            </label>
            <p class="soft" id="note-hint">
                "Why you publish it; the note stands on the report. A report gets a secret address: whoever has the \
                 link can read it."
            </p>
            {wrong.beside(Field::Note)}
            <input
                id="note"
                name="note"
                type="text"
                maxlength="2000"
                autocomplete="off"
                dir="auto"
                value=entered.note.clone()
                aria-describedby=wrong.described(Field::Note)
                aria-invalid=wrong.invalid(Field::Note)
            />
        </div>
        <input type="hidden" name="form_key" value=entered.form_key.clone()/>
        <p class="row">
            <button type="submit" class="quiet" formaction="/reports" formenctype="application/x-www-form-urlencoded">
                "Publish the report"
            </button>
        </p>
    }
    .into_any()
}
