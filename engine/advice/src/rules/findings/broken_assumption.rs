//! Finding: the description no longer says what an assumption takes for granted.

use crate::assumptions::watched;
use crate::description::Plain;
use crate::finding::{Found, listed};
use crate::model::Model;
use crate::rule::prelude::*;
use crate::terms::Severity;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "broken_assumption",
    name: "An assumption that no longer holds",
    claim: "The description takes something for granted that it no longer says.",
    why: "A decision is right under the assumptions that it was made with. When one of them stops being true, the \
          decision may be wrong although nobody touched it. An assumption with a place and a value tells by itself \
          when that happens.",
    advice: "Look at what was decided because of the assumption. If it still stands, correct the assumption; if the \
             description is wrong, correct that.",
    citations: &[
        cite("tyree-akerman-2005", "decision template: assumptions", Implies),
        cite("advisor", "assumptions that name a value", States),
    ],
    fires: examples! {
        "The refund is taken for granted, and the charge cannot be taken back any more." =>
        r#"{"name": "Tickets", "assumptions": [
            {"text": "The bank refunds at any time.", "at": "/flows/book/steps/charge/answers/undo",
             "is": "compensable"}],
          "flows": [{"id": "book", "steps": [
            {"id": "charge", "action": "Charge the card", "from": "booking", "to": ["bank"],
              "answers": {"undo": "irreversible"}}]}]}"#,
        "The step that the assumption is about is gone." =>
        r#"{"name": "Tickets", "assumptions": [
            {"text": "Fans look at the plan first.", "at": "/flows/book/steps/look/answers/reply", "is": "answer"}],
          "flows": [{"id": "book", "steps": [{"action": "Reserve the seat"}]}]}"#,
    },
    silent: examples! {
        "The charge can still be refunded." =>
        r#"{"name": "Tickets", "assumptions": [
            {"text": "The bank refunds at any time.", "at": "/flows/book/steps/charge/answers/undo",
             "is": "compensable"}],
          "flows": [{"id": "book", "steps": [
            {"id": "charge", "action": "Charge the card", "from": "booking", "to": ["bank"],
              "answers": {"undo": "compensable"}}]}]}"#,
        "An assumption that names no value." =>
        r#"{"name": "Tickets", "assumptions": [{"text": "One venue per booking."}],
          "flows": [{"steps": [{"action": "Reserve the seat"}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(model: &Model<'_>) -> Vec<Found> {
    let broken = watched(model).into_iter().filter(|one| one.holds == Some(false));
    let found = broken.filter_map(|one| {
        let expected = told(one.assumption.is.as_ref()?);
        let (now, within) = match &one.stands {
            Some(stands) => (format!("It is `{}` now.", stands.shown), one.at),
            None => ("There is nothing now.".to_owned(), format!("/assumptions/{}/at", one.index)),
        };
        Some(Found {
            within,
            message: format!(
                "It is assumed: \u{201c}{}\u{201d} That takes for granted that `{}` is {expected}. {now}",
                sentence(&one.assumption.text),
                one.place
            ),
            advice: format!(
                "Look again at what was decided because of it. If the assumption was wrong, correct its words and \
                 its `is`; if the description is wrong, change it back to {expected}."
            ),
        })
    });
    found.collect()
}

/// The text of an assumption as a sentence, cut if it is long.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(200).collect();
    match short.len() < text.len() {
        true => short + "\u{2026}",
        false if text.ends_with(['.', '!', '?']) => short,
        false => short + ".",
    }
}

/// A value of an assumption, marked as code.
fn told(expected: &Plain) -> String {
    let ticked = |text: &dyn std::fmt::Display| format!("`{text}`");
    match expected {
        Plain::Text(text) => ticked(text),
        Plain::Number(number) => ticked(number),
        Plain::Truth(truth) => ticked(truth),
        Plain::Several(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| ticked(text)).collect();
            listed(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        }
    }
}
