//! The forms of the questionnaire: the fields that all of them send, and inputs that show their value and their faults.

use advice::{Fault, description::ParticipantKind};
use leptos::prelude::*;

use super::{AskingPlace, Drafting};
use crate::{
    components::reason::ticked,
    editing::{self, ANSWER, CELL, Conflict, DraftPage, Posted, SEEN, TAKE, WAS},
    wording::names,
};

/// The occasion on which the page's script sends a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// Whenever a field changes.
    OnChange,
    /// When a button of the form is pressed.
    OnSubmit,
}

/// A form that posts an edit. `id` is unique on the page; `hidden` names the flow, the step or the participant to edit.
pub(super) fn form(
    drafting: &Drafting<'_>,
    id: &str,
    edit: Option<&'static str>,
    sent: Sent,
    hidden: &[(&'static str, &str)],
    fields: AnyView,
) -> AnyView {
    let mut names: Vec<(&'static str, String)> = vec![("form", id.to_owned())];
    names.extend(edit.map(|edit| ("edit", edit.to_owned())));
    names.extend(hidden.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let live = match sent {
        Sent::OnChange => "change",
        Sent::OnSubmit => "submit",
    };
    let shown = seen(drafting, &names);
    view! {
        <form id=id.to_owned() class="edit" method="post"
            action=drafting.system_address() autocomplete="off" data-sent=live>
            {concealed(names)}
            {back(drafting)}
            {shown}
            {faults(drafting, id)}
            {conflicts(drafting, id)}
            {fields}
        </form>
    }
    .into_any()
}

/// Hidden fields that repeat what the fields of a form show, so that only what a person changes is changed.
fn seen(drafting: &Drafting<'_>, hidden: &[(&'static str, String)]) -> AnyView {
    let form = Posted::of(hidden.iter().map(|(name, value)| (*name, value.as_str())));
    let now = editing::now(drafting.system.model, drafting.system.names(), &form);
    if now.is_empty() && !matches!(form.value("edit"), "answer_step" | "answer_system" | "answer_grid") {
        return ().into_any();
    }
    // What an answer showed stands beside it, because an answer may be read out of words.
    let fields = now.into_iter().filter(|(name, _)| !name.starts_with(ANSWER) && !name.starts_with(CELL));
    let fields = fields.flat_map(|(name, values)| {
        let mut name = name;
        values.into_iter().filter(|value| !value.is_empty()).map(move |value| {
            let field = format!("{WAS}{name}");
            if name == "order" {
                "after".clone_into(&mut name);
            }
            view! { <input type="hidden" name=field value=value/> }
        })
    });
    view! { <input type="hidden" name=SEEN value="shown"/> {fields.collect_view()} }.into_any()
}

/// The fields of a form to which somebody else gave another value meanwhile, with a button for each value. An
/// answer's stand beside its question.
fn conflicts(drafting: &Drafting<'_>, form: &str) -> AnyView {
    let Some(mistake) = drafting.mistake().filter(|mistake| mistake.posted.value("form") == form) else {
        return ().into_any();
    };
    let fields = mistake.conflicts.iter().filter(|conflict| !conflict.field.starts_with(ANSWER));
    fields
        .map(|conflict| {
            let book = drafting.system.model.rulebook();
            let cell = conflict.field.strip_prefix(CELL).and_then(|cell| cell.split_once('/'));
            let words = |value: &str| match (value, cell) {
                ("", _) => "nothing".to_owned(),
                (value, Some((question, _))) => names::answer(book, question, value).to_owned(),
                (value, None) => value.to_owned(),
            };
            let what = match cell {
                Some((question, step)) => format!("{}, step {step}", names::question(book, question)),
                None => field_name(&conflict.field).to_owned(),
            };
            choice_between(form, conflict, &what, words)
        })
        .collect_view()
        .into_any()
}

/// Both values of a field, each with the button that takes it. `words` tells a value in words.
pub(super) fn choice_between(form: &str, conflict: &Conflict, what: &str, words: impl Fn(&str) -> String) -> AnyView {
    let Conflict { field, mine, theirs } = conflict;
    let id = format!("{form}/{TAKE}{field}");
    let button = |whose: &str, label: &'static str, value: &str| {
        view! {
            <button type="submit" id=format!("{id}/{whose}") name=format!("{TAKE}{field}") value=value.to_owned() class="quiet">
                {label}": "<bdi>{words(value)}</bdi>
            </button>
        }
    };
    view! {
        <div class="conflict" role="alert" id=id.clone()>
            <p><b>{what.to_owned()}": "</b>"somebody else changed this meanwhile. Which shall stand?"</p>
            <p class="row">{button("theirs", "Theirs", theirs)}{button("mine", "Mine", mine)}</p>
        </div>
    }
    .into_any()
}

/// The name of a form's field for people.
fn field_name(field: &str) -> &'static str {
    match field {
        "name" => "Name",
        "summary" => "What it is for",
        "text" => "What is taken for granted",
        "is" => "Holds as long as this stays",
        "review_by" => "Look at it again by",
        "kind" => "What it is",
        "of" => "Copy of",
        "actor" => "Who starts it",
        "trigger/every" => "Schedule",
        "trigger/event" => "The event that sets it off",
        "action" => "What happens",
        "from" => "Who asks for it",
        "to" => "Who does it",
        "tells" => "Tells also",
        "at" | "entity" => "What it is about",
        "announces" => "Its event",
        "order" => "What it waits for",
        "starts" => "Starts after",
        "within" => "Outcome within",
        "undoes" => "Takes back",
        "repeats" => "Once for each",
        "order_by" => "Order is kept by",
        _ => "When it runs",
    }
}

/// Hidden fields that identify the page on which the form stands.
pub(super) fn back(drafting: &Drafting<'_>) -> AnyView {
    let place = drafting.place;
    let page = if drafting.page() > 1 { drafting.page().to_string() } else { String::new() };
    let kind = match place {
        DraftPage::Asking => "asking",
        DraftPage::Grid(_) => "grid",
        DraftPage::System | DraftPage::Reading | DraftPage::Flow(_) | DraftPage::Step(..) => "",
    };
    let reading = if *place == DraftPage::Reading { "yes" } else { "" };
    let AskingPlace { at, trail } = &drafting.visit.asking;
    let fields = [
        ("back.reading", reading.to_owned()),
        ("back.kind", kind.to_owned()),
        ("back.at", at.clone()),
        ("back.trail", trail.clone()),
        ("back.flow", place.flow().to_owned()),
        ("back.step", place.step().to_owned()),
        ("back.page", page),
        ("back.note", drafting.visit.note.clone()),
        ("back.with_words", if drafting.visit.with_words { "yes".to_owned() } else { String::new() }),
    ];
    concealed(fields.into())
}

fn concealed(fields: Vec<(&'static str, String)>) -> AnyView {
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// The fields that show their own faults.
const FIELDS: [&str; 25] = [
    "/name",
    "/summary",
    "/text",
    "/at",
    "/is",
    "/review_by",
    "/actor",
    "/trigger/every",
    "/trigger/event",
    "/of",
    "/action",
    "/from",
    "/to",
    "/tells",
    "/entity",
    "/announces",
    "/when/step",
    "/when/outcome",
    "/when/text",
    "/starts",
    "/within",
    "/undoes",
    "/join",
    "/repeats",
    "/order_by",
];

/// The faults that are not shown beside one of the form's fields.
fn faults(drafting: &Drafting<'_>, form: &str) -> AnyView {
    let Some(mistake) = drafting.mistake().filter(|mistake| mistake.posted.value("form") == form) else {
        return ().into_any();
    };
    let told = |fault: &&Fault| {
        let is_at = |field: &&str| mistake.faults(form, field).any(|its| std::ptr::eq(its, *fault));
        FIELDS.iter().any(is_at)
    };
    let rest: Vec<AnyView> = mistake.problem.faults.iter().filter(|fault| !told(fault)).map(fault_item).collect();
    let is_alone = mistake.problem.faults.is_empty() && mistake.conflicts.is_empty();
    let detail = is_alone.then(|| view! { <p>{mistake.problem.detail.clone()}</p> });
    if rest.is_empty() && detail.is_none() {
        return ().into_any();
    }
    view! { <div class="wrong" role="alert">{detail}{rest}</div> }.into_any()
}

fn fault_item(fault: &Fault) -> AnyView {
    let place = fault.line.zip(fault.column).map(|(row, column)| format!("Row {row}, column {column}: "));
    view! { <p>{place}{ticked(&fault.message)}" "{fault.hint.as_deref().map(ticked)}</p> }.into_any()
}

/// The faults of a field; `None` if it has none.
pub(super) fn wrong(drafting: &Drafting<'_>, form: &str, name: &str) -> Option<Vec<AnyView>> {
    let at = format!("/{name}");
    let wrong: Vec<AnyView> =
        drafting.mistake().iter().flat_map(|mistake| mistake.faults(form, &at)).map(fault_item).collect();
    (!wrong.is_empty()).then_some(wrong)
}

/// The ids of those elements that are there and describe a field.
pub(super) fn described(elements: [(bool, &String); 2]) -> Option<String> {
    let ids: Vec<&str> = elements.into_iter().filter(|(there, _)| *there).map(|(_, id)| id.as_str()).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A text input with its label.
pub(super) struct Field<'a> {
    /// Id of the form that contains the field.
    pub(super) form: &'a str,
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: Option<&'static str>,
    /// The value to show if no refused form holds another one.
    pub(super) value: &'a str,
    /// Id of the list of suggestions.
    pub(super) list: Option<&'static str>,
    pub(super) required: bool,
    /// The type of the input.
    pub(super) kind: &'static str,
}

impl<'a> Field<'a> {
    pub(super) fn new(form: &'a str, name: &'static str, label: &'static str, value: &'a str) -> Self {
        Self { form, name, label, hint: None, value, list: None, required: false, kind: "text" }
    }

    pub(super) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Makes it a field for a day.
    pub(super) fn day(self) -> Self {
        Self { kind: "date", ..self }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Adds the participants as suggestions.
    pub(super) fn suggesting(self) -> Self {
        Self { list: Some("participants"), ..self }
    }

    /// Renders the field with its label, hint and faults.
    pub(super) fn view(self, drafting: &Drafting<'_>) -> AnyView {
        let Self { form, name, label, hint, value, list, required, kind } = self;
        let id = format!("{form}/{name}");
        let wrong = self::wrong(drafting, form, name);
        let is_wrong = wrong.is_some();
        let (hint_id, wrong_id) = (format!("{id}/hint"), format!("{id}/wrong"));
        let described = self::described([(hint.is_some(), &hint_id), (is_wrong, &wrong_id)]);
        let optional = (!required).then(|| view! { " "<span class="soft">"(optional)"</span> });
        view! {
            <div class="field">
                <label for=id.clone()>{label}{optional}</label>
                {hint.map(|hint| view! { <p class="soft" id=hint_id>{hint}</p> })}
                <input
                    id=id
                    name=name
                    type=kind
                    value=drafting.field_value(form, name, value)
                    dir="auto"
                    list=list
                    required=required
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                />
                {wrong.map(|wrong| view! { <div class="wrong" id=wrong_id>{wrong}</div> })}
            </div>
        }
        .into_any()
    }
}

/// The choice of a participant's kind.
pub(super) fn kinds(drafting: &Drafting<'_>, form: &str, chosen: ParticipantKind) -> AnyView {
    let id = format!("{form}/kind");
    let chosen = ParticipantKind::ALL.iter().find(|(_, kind)| *kind == chosen).map_or("service", |(name, _)| *name);
    let chosen = drafting.field_value(form, "kind", chosen);
    let options: Vec<_> = ParticipantKind::ALL
        .iter()
        .map(|(name, kind)| view! { <option value=*name selected=*name == chosen>{kind_name(*kind)}</option> })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>"What it is"</label>
            <select id=id name="kind">{options}</select>
        </div>
    }
    .into_any()
}

/// Whose data a participant copies.
pub(super) fn copy_of(drafting: &Drafting<'_>, form: &str, now: &str) -> AnyView {
    let hint = "Whose data it holds, if it is a copy. A new name is added as a service.";
    Field::new(form, "of", "Copy of", now).suggesting().hint(hint).view(drafting)
}

/// The kind of a participant in words.
pub(super) fn kind_name(kind: ParticipantKind) -> &'static str {
    match kind {
        ParticipantKind::Person => "a person",
        ParticipantKind::Service => "a service of ours",
        ParticipantKind::External => "somebody else's system",
        ParticipantKind::Store => "a database or file store",
        ParticipantKind::Broker => "a queue, a log or a bus",
        ParticipantKind::Cache => "a copy of somebody's data",
    }
}

/// Maximum number of participants that are suggested.
const MOST_SUGGESTED: usize = 500;

/// The list of participants for suggestions. A page needs it once.
pub(super) fn suggestions(drafting: &Drafting<'_>) -> AnyView {
    let participants = drafting.system.model.participants();
    let options: Vec<_> = (0..participants.len().min(MOST_SUGGESTED))
        .map(|index| drafting.system.participant_as_typed(index).to_owned())
        .map(|name| view! { <option value=name></option> })
        .collect();
    view! { <datalist id="participants">{options}</datalist> }.into_any()
}

/// Buttons that move a thing up and down in its list and remove it. `what` is its name for people; the array
/// holds the names of the three edits.
pub(super) fn moves(
    drafting: &Drafting<'_>,
    id: &str,
    [raise, lower, remove]: [&'static str; 3],
    hidden: &[(&'static str, &str)],
    what: &str,
    (place, number): (usize, usize),
) -> AnyView {
    let button = |edit: &'static str, sign: &'static str, does: &str, disabled: bool| {
        view! {
            <button
                type="submit"
                id=format!("{id}/{edit}")
                class="quiet small"
                name="edit"
                value=edit
                disabled=disabled
                aria-label=format!("{does} \u{201c}{what}\u{201d}")
            >
                {sign}
            </button>
        }
    };
    let index = place.to_string();
    let mut hidden = hidden.to_vec();
    hidden.push(("place", &index));
    let ways = (number > 1).then(|| {
        view! {
            {button(raise, "\u{2191}", "Move up", place == 0)}
            {button(lower, "\u{2193}", "Move down", place + 1 >= number)}
        }
    });
    let buttons = view! { <div class="moves">{ways}{button(remove, "Remove", "Remove", false)}</div> };
    form(drafting, id, None, Sent::OnSubmit, &hidden, buttons.into_any())
}
