//! A choice of one value from a list, with its label, its hint and its faults.

use leptos::prelude::*;

use super::{Drafting, form};

/// A value that can be chosen and the words for it.
pub(super) type Offer = (String, String);

/// A list to choose from.
pub(super) struct Choice<'a> {
    /// Id of the form that contains the field.
    pub(super) form: &'a str,
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: Option<&'static str>,
    /// What can be chosen.
    pub(super) offers: Vec<Offer>,
    /// The value to show if no refused form holds another one.
    pub(super) value: &'a str,
}

impl Choice<'_> {
    /// Renders the choice with its label, hint and faults.
    pub(super) fn view(self, drafting: &Drafting<'_>) -> AnyView {
        let Self { form, name, label, hint, offers, value } = self;
        let id = format!("{form}/{name}");
        let now = drafting.field_value(form, name, value);
        let wrong = form::wrong(drafting, form, name);
        let is_wrong = wrong.is_some();
        let (hint_id, wrong_id) = (format!("{id}/hint"), format!("{id}/wrong"));
        let described = form::described([(hint.is_some(), &hint_id), (is_wrong, &wrong_id)]);
        let options: Vec<_> = offers
            .into_iter()
            .map(|(value, words)| view! { <option selected=value == now value=value>{words}</option> })
            .collect();
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {hint.map(|hint| view! { <p class="soft" id=hint_id>{hint}</p> })}
                <select
                    id=id
                    name=name
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                >
                    {options}
                </select>
                {wrong.map(|wrong| view! { <div class="wrong" id=wrong_id>{wrong}</div> })}
            </div>
        }
        .into_any()
    }
}

/// The choice of nothing, with the words for it.
pub(super) fn nothing(words: &str) -> Offer {
    (String::new(), words.to_owned())
}
