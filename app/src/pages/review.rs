//! The pages on which people say what they think of a report: remarks, ballots, and where ballots differ.
//!
//! The texts are other people's. They are shown as texts, and nothing in them is read as markup or as a link.

pub mod ballot;
pub mod ballots;
pub mod places;
pub mod remarks;

use advice::Fault;
use leptos::prelude::*;

use crate::{
    components::{reason::ticked, remember_name::RememberName},
    report::Report,
    review::LONGEST_NAME,
};

/// What the reader of a page may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Leave remarks and cast ballots.
    pub may_review: bool,
    /// Hide them, and take answers into a draft.
    pub is_editor: bool,
    /// Whether nobody may change anything on this server, whatever link they open.
    pub is_closed: bool,
}

/// What stands in the place of a form for those who may not send it.
fn without_right(reader: Reader) -> AnyView {
    let told = if reader.is_closed {
        "This server only shows reports now. Nothing can be said here."
    } else {
        "To say something here, open the report\u{2019}s review link in this browser: whoever edits the report can \
         give it to you."
    };
    view! { <p class="aside">{told}</p> }.into_any()
}

/// The links to the report and to those other pages of its review that are of use to the reader. `here` is the last
/// part of this page's address.
fn ways(report: &Report, reader: Reader, here: &str) -> AnyView {
    let address = report.at.address();
    let pages = [("remarks", "Remarks"), ("ballot", "Your own answers"), ("ballots", "Where answers differ")];
    let links: Vec<AnyView> = pages
        .into_iter()
        .filter(|(page, _)| *page != here && (*page != "ballot" || reader.may_review))
        .map(|(page, name)| view! { " \u{b7} "<a href=format!("{address}/{page}")>{name}</a> }.into_any())
        .collect();
    view! { <p class="soft revision on-screen"><a href=address>"The report"</a>{links}</p> }.into_any()
}

/// The field for the reader's name, which the browser remembers.
fn name_field(value: &str, faults: &[Fault]) -> AnyView {
    let (list, invalid, described) = told("by", faults);
    // What stands before it in a form is mended first.
    let is_first = !faults.is_empty() && faults.iter().all(|fault| fault.at == "/by");
    let described = [Some("by-hint"), described].into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <div class="field">
            <label for="by">"Your name"</label>
            <p class="soft" id="by-hint">"Others see it; nobody checks it. This browser remembers it."</p>
            {list}
            <input id="by" name="by" type="text" autocomplete="name" autofocus=is_first required=true dir="auto"
                maxlength=LONGEST_NAME.to_string() value=value.to_owned()
                aria-describedby=described aria-invalid=invalid/>
            <RememberName field="by".to_owned()/>
        </div>
    }
    .into_any()
}

/// What is wrong with a field: the list, and what its input says of it.
fn told(field: &'static str, faults: &[Fault]) -> (AnyView, Option<&'static str>, Option<&'static str>) {
    let at = format!("/{field}");
    let items: Vec<AnyView> = faults.iter().filter(|fault| fault.at == at).map(told_fault).collect();
    if items.is_empty() {
        return (().into_any(), None, None);
    }
    let id = match field {
        "by" => "by-faults",
        "text" => "text-faults",
        "asked" => "asked-faults",
        "at" => "at-faults",
        _ => "kind-faults",
    };
    (view! { <ol class="fault" id=id>{items}</ol> }.into_any(), Some("true"), Some(id))
}

/// Whether something is wrong with a field.
fn is_wrong(field: &str, faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.at.strip_prefix('/') == Some(field))
}

fn told_fault(fault: &Fault) -> AnyView {
    view! { <li>{ticked(&fault.told())}</li> }.into_any()
}
