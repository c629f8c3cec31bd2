//! The page that a person sees where a program would get a problem document. It leads back to the report or the draft
//! that the address is about.

use advice::Fault;
use leptos::prelude::*;

use crate::{
    components::{my_work::Gone, reason::ticked},
    draft::DraftId,
    problem::{Problem, ProblemKind, kinds},
    report::{FixedId, ReportId},
    shell::Page,
};

/// The page for `problem`: what happened, what to do, and every fault. `path` is the path that was asked for, and
/// `draft` the draft of its report that the browser has.
pub fn page(problem: &Problem, path: &str, draft: Option<&DraftId>) -> Page {
    let Problem { kind, detail, faults, .. } = problem.clone();
    let heading = heading(kind);
    let detail = if kind == &kinds::WRONG_BODY {
        "Nothing was changed. Go back to the form, change what is told here, and send it again.".to_owned()
    } else {
        detail
    };
    let ways = ways(problem, path, draft);
    Page::new(heading, "This page could not be shown.", move || {
        let faults: Vec<_> = faults.iter().map(fault).collect();
        let ways = ways.into_iter().map(|(address, words)| view! { <li><a href=address>{words}</a></li> });
        view! {
            <p class="soft">{kind.status}</p>
            <h1>{heading}</h1>
            <p class="sentence">{ticked(&detail)}</p>
            {(!faults.is_empty()).then(|| view! { <ul>{faults}</ul> })}
            <ul>{ways.collect_view()}</ul>
            // What is there no more leaves the list of what this browser made.
            {matches!(kind.status, 404 | 410).then(|| view! { <Gone/> })}
        }
    })
}

/// The kind of problem in the words of somebody who uses pages.
fn heading(kind: &ProblemKind) -> &'static str {
    match kind.code {
        "wrong_body" => "This could not be taken",
        "no_token" => "This browser may not do that",
        "wrong_token" => "This link gives no right any more",
        _ => kind.title,
    }
}

/// What is wrong, with the label that the field has on pages. Other places are told as they are.
fn fault(fault: &Fault) -> AnyView {
    let label = match fault.at.as_str() {
        "/expires_at" => "Last day".into_any(),
        "/superseded_by" => "Address of what supersedes it".into_any(),
        "/status" => "Status".into_any(),
        "/note" => "Note".into_any(),
        "/revision" => "Revision".into_any(),
        at => view! { <code>{at.to_owned()}</code> }.into_any(),
    };
    view! { <li>{label}": "{ticked(&fault.told())}</li> }.into_any()
}

/// Where the page leads: to what the path is about, if that is there, and to the start.
fn ways(problem: &Problem, path: &str, draft: Option<&DraftId>) -> Vec<(String, &'static str)> {
    let mut parts = path.split('/').skip(1);
    let (sort, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let id = id.split('.').next().unwrap_or_default();
    let is_there = !matches!(problem.kind.status, 404 | 410) || problem.newest.is_some();
    let mut ways = Vec::new();
    match sort {
        "r" if is_there && ReportId::parse(id).is_some() => {
            ways.push((format!("/r/{id}"), "To the report"));
            if problem.newest.is_some() {
                ways.push((format!("/r/{id}/revisions"), "All its revisions"));
            }
            if let Some(draft) = draft {
                ways.push((format!("/d/{}", draft.as_str()), "To your draft of it, which is kept"));
            }
        }
        "f" if is_there && FixedId::parse(id).is_some() => ways.push((format!("/f/{id}"), "To the report")),
        "d" | "grid" | "ask" | "reading" if is_there && DraftId::parse(id).is_some() => {
            ways.push((format!("/d/{id}"), "To the draft"));
        }
        _ => {}
    }
    ways.push(("/".to_owned(), "To the start"));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_back_to_what_is_there() {
        let id = "0123456789abcdefghijAB";
        let to = |problem: &Problem, path: String| {
            let ways = ways(problem, &path, None).into_iter().map(|(address, _)| address);
            ways.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(to(&Problem::no_right(), format!("/r/{id}/revise")), format!("/r/{id} /"));
        assert_eq!(to(&Problem::no_revision(9, 3), format!("/r/{id}/changes")), format!("/r/{id} /r/{id}/revisions /"));
        assert_eq!(to(&Problem::deleted(), format!("/r/{id}")), "/");
        assert_eq!(to(&Problem::unknown("No."), format!("/d/{id}")), "/");
        assert_eq!(to(&Problem::overloaded(), "/matrix".to_owned()), "/");
    }
}
