//! The forms of the questionnaire: what all of them send along, and fields that show what was typed and what is wrong.

use advice::{Fault, description::ParticipantKind};
use leptos::prelude::*;

use super::Drafting;
use crate::components::reason::ticked;

/// When the page's script sends a form by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// As soon as something in it changes.
    OnChange,
    /// When a button in it is pressed.
    OnSubmit,
}

/// A form that asks for an edit. `id` is its own on the page, `hidden` the parts that the edit is about.
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
    view! {
        <form id=id.to_owned() class="edit" method="post" action=drafting.system() autocomplete="off" data-sent=live>
            {concealed(names)}
            {back(drafting)}
            {faults(drafting, id)}
            {fields}
        </form>
    }
    .into_any()
}

/// Fields that tell on which page a form stands.
pub(super) fn back(drafting: &Drafting<'_>) -> AnyView {
    let place = drafting.place;
    let page = if drafting.page > 1 { drafting.page.to_string() } else { String::new() };
    let fields = [("back.flow", place.flow().to_owned()), ("back.step", place.step().to_owned()), ("back.page", page)];
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

/// What is wrong with the whole of a form: everything that is not told beside one of its fields.
fn faults(drafting: &Drafting<'_>, form: &str) -> AnyView {
    const FIELDS: [&str; 6] = ["/name", "/summary", "/action", "/from", "/to", "/entity"];
    let Some(mistake) = drafting.mistake.filter(|mistake| mistake.posted.value("form") == form) else {
        return ().into_any();
    };
    let told = |fault: &&Fault| {
        let is_at = |field: &&str| mistake.faults(form, field).any(|its| std::ptr::eq(its, *fault));
        FIELDS.iter().chain(&["/actor"]).any(is_at)
    };
    let rest: Vec<AnyView> = mistake.problem.faults.iter().filter(|fault| !told(fault)).map(said).collect();
    let detail = mistake.problem.faults.is_empty().then(|| view! { <p>{mistake.problem.detail.clone()}</p> });
    if rest.is_empty() && detail.is_none() {
        return ().into_any();
    }
    view! { <div class="wrong" role="alert">{detail}{rest}</div> }.into_any()
}

fn said(fault: &Fault) -> AnyView {
    view! { <p>{ticked(&fault.message)}" "{fault.hint.as_deref().map(ticked)}</p> }.into_any()
}

/// What a field is called, and what it holds.
pub(super) struct Field<'a> {
    /// Id of the form that it stands in.
    pub(super) form: &'a str,
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: Option<&'static str>,
    /// What it holds where nothing was typed.
    pub(super) value: &'a str,
    /// Id of the list of suggestions.
    pub(super) list: Option<&'static str>,
    pub(super) required: bool,
}

impl<'a> Field<'a> {
    pub(super) fn new(form: &'a str, name: &'static str, label: &'static str, value: &'a str) -> Self {
        Self { form, name, label, hint: None, value, list: None, required: false }
    }

    pub(super) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// With the participants as suggestions.
    pub(super) fn suggesting(self) -> Self {
        Self { list: Some("participants"), ..self }
    }

    /// The field with its label, its hint, and what is wrong with it.
    pub(super) fn view(self, drafting: &Drafting<'_>) -> AnyView {
        let Self { form, name, label, hint, value, list, required } = self;
        let id = format!("{form}/{name}");
        let at = format!("/{name}");
        let wrong: Vec<AnyView> =
            drafting.mistake.iter().flat_map(|mistake| mistake.faults(form, &at)).map(said).collect();
        let is_wrong = !wrong.is_empty();
        let (hint_id, wrong_id) = (format!("{id}/hint"), format!("{id}/wrong"));
        let described: Vec<&str> = [(hint.is_some(), &hint_id), (is_wrong, &wrong_id)]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, id)| id.as_str())
            .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let optional = (!required).then(|| view! { " "<span class="soft">"(optional)"</span> });
        view! {
            <div class="field">
                <label for=id.clone()>{label}{optional}</label>
                {hint.map(|hint| view! { <p class="soft" id=hint_id>{hint}</p> })}
                <input
                    id=id
                    name=name
                    type="text"
                    value=drafting.typed(form, name, value)
                    dir="auto"
                    list=list
                    required=required
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                />
                {is_wrong.then(|| view! { <div class="wrong" id=wrong_id>{wrong}</div> })}
            </div>
        }
        .into_any()
    }
}

/// The choice of what a participant is.
pub(super) fn kinds(drafting: &Drafting<'_>, form: &str, now: ParticipantKind) -> AnyView {
    let id = format!("{form}/kind");
    let now = ParticipantKind::ALL.iter().find(|(_, kind)| *kind == now).map_or("service", |(name, _)| *name);
    let now = drafting.typed(form, "kind", now);
    let options: Vec<_> = ParticipantKind::ALL
        .iter()
        .map(|(name, kind)| view! { <option value=*name selected=*name == now>{kind_name(*kind)}</option> })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>"What it is"</label>
            <select id=id name="kind">{options}</select>
        </div>
    }
    .into_any()
}

/// What a participant is, in words.
pub(super) fn kind_name(kind: ParticipantKind) -> &'static str {
    match kind {
        ParticipantKind::Person => "a person",
        ParticipantKind::Service => "a service of ours",
        ParticipantKind::External => "somebody else's system",
        ParticipantKind::Store => "a database or file store",
    }
}

/// Participants that are suggested at the most.
const MOST_SUGGESTED: usize = 500;

/// The participants, as suggestions for fields; once on a page.
pub(super) fn suggestions(drafting: &Drafting<'_>) -> AnyView {
    let participants = drafting.reading.model.participants();
    let options: Vec<_> = (0..participants.len().min(MOST_SUGGESTED))
        .map(|index| drafting.reading.typed(index).to_owned())
        .map(|name| view! { <option value=name></option> })
        .collect();
    view! { <datalist id="participants">{options}</datalist> }.into_any()
}

/// Buttons that move a thing among its neighbours and remove it. `what` names it, `edit` is the kind of thing in edits.
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
