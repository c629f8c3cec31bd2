//! Finding: the description no longer says what an assumption takes for granted.

use crate::assumptions::{in_words, watched};
use crate::description::Plain;
use crate::finding::Found;
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
    let found = broken.map(|one| {
        let labels = |ids: &[&str]| in_words(model, one.question, ids);
        let assumed = format!("It is assumed: \u{201c}{}\u{201d}", sentence(&one.assumption.text));
        let expected = one.assumption.is.as_ref().map(|is| told(is, labels));
        let now = match &one.stands {
            Some(stands) => format!("It is {} now.", stands.in_words(model, one.question)),
            None if one.question.is_some() => "This question is not answered.".to_owned(),
            None if one.is_gone => format!("{} is not in the description any more.", one.named),
            None => "Nothing is said there.".to_owned(),
        };
        let (message, advice) = match expected {
            Some(expected) if !one.is_gone => (
                format!("{assumed} That takes for granted that {} is {expected}. {now}", one.named),
                if one.stands.is_some() {
                    format!("{LOOK} If the description is wrong, change it back to {expected}.")
                } else {
                    format!("{LOOK} If it is still so, say it in the description: {expected}.")
                },
            ),
            _ => (format!("{assumed} What it is about is gone: {now}"), GONE.to_owned()),
        };
        let within = if one.stands.is_some() { one.at } else { format!("/assumptions/{}/at", one.index) };
        Found { within, message, advice }
    });
    found.collect()
}

const LOOK: &str = "Look again at what was decided because of it. If the assumption was wrong, correct its words and \
                    its value (`is`).";

const GONE: &str = "Look again at what was decided because of it. If the assumption is about something else now, name \
                    that in its `at`; if it is no longer needed, remove it.";

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

/// A value of an assumption.
fn told(expected: &Plain, labels: impl Fn(&[&str]) -> String) -> String {
    match expected {
        Plain::Text(text) => labels(&[text]),
        Plain::Truth(truth) => labels(&[if *truth { "true" } else { "false" }]),
        Plain::Number(number) => labels(&[&number.to_string()]),
        Plain::Several(texts) => labels(&texts.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}
