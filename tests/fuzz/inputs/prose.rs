//! Texts about a system, and what an assistant proposes for one.

use std::sync::LazyLock;

use serde_json::json;

use super::{LONG, any_of, cut, descriptions::description, fields, many, run, spoiled, texts, value};
use crate::generate::Chance;

/// Good texts by people.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = [include_str!("../../data/words/texts.jsonl"), include_str!("../../data/corpus/texts.jsonl")];
    texts(&lines)
});

pub(crate) fn steps(chance: &mut Chance) -> String {
    let line: fn(&mut Chance) -> String = |chance| {
        let count = many(chance);
        let lines = (0..count).map(|line| format!("a{} -> b{}, b{line}: pay\n", chance.below(9), chance.below(9)));
        lines.collect()
    };
    any_of(chance, &[line, words])
}

pub(super) fn words(chance: &mut Chance) -> String {
    chance.one_of(&TEXTS).clone()
}

/// Nested list items, deeper and deeper.
fn items(chance: &mut Chance) -> String {
    let count = many(chance).min(400);
    let mark = *chance.one_of(&["- ", "* ", "1. ", "a) ", "- [ ] ", "> ", "# "]);
    let items: Vec<String> = (0..count).map(|depth| format!("{}{mark}pay the bill\n", " ".repeat(depth))).collect();
    items.concat()
}

/// Brackets and insertions in a sentence.
fn asides(chance: &mut Chance) -> String {
    let aside = *chance.one_of(&[
        "we pay (a), then ",
        "pay (",
        "we pay - ",
        "we pay: ",
        "(1) pay ",
        "pay, ",
        "when we pay, ",
        "to pay and ",
    ]);
    cut(aside.repeat(many(chance)), LONG)
}

pub(crate) fn prose(chance: &mut Chance) -> String {
    cut(any_of(chance, &[words, words, items, asides]), LONG)
}

/// The text that proposals quote.
pub(crate) const QUOTED: &str = "When a fan books, we reserve the seat \u{1f3ab} (never sold TWICE!) and charge\n the \
                                 card. The \u{130}zmir receipt is mailed afterwards.";

/// An assistant's answer: a good proposal with faults put in, or any description with quotes, in talk.
pub(crate) fn proposal(chance: &mut Chance) -> String {
    const GOOD: &str = r#"{"name": "Tickets", "flows": [{"name": "Book", "actor": "fan", "trigger": {"every": "P1D"}, "quotes": {"trigger": "a fan books"},
        "steps": [
        {"id": "a", "action": "reserve the seat", "answers": {"reply": "answer", "invariant": "exclusive_booking"},
         "quotes": {"action": "reserve the seat", "reply": "TWICE", "invariant": "never sold twice!"}},
        {"id": "b", "action": "invented", "after": [], "quotes": {"action": "invented"}},
        {"id": "c", "action": "charge the card", "after": ["b", "a"], "when": {"step": "b", "outcome": "refused"}, "undoes": "b",
         "notes": "charge the card", "quotes": {"action": ["charge the card", "The"], "when": "never"}},
        {"id": "d", "action": "mail it", "inferred": {"reply": "none"}, "answers": {"reply": "answer"},
         "quotes": {"action": "the \u0130zmir receipt", "reply": "afterwards"}}]}]}"#;
    let quoted = |chance: &mut Chance| {
        let quote = chance.one_of(&["the seat", "card", "\u{1f3ab}", "nowhere", ""]);
        description(chance).replace("\"action\":", &format!("\"quotes\": {{\"action\": {quote:?}}}, \"action\":"))
    };
    let document = match chance.below(4) {
        0 => quoted(chance),
        1 => GOOD.to_owned(),
        _ => spoiled(chance, GOOD),
    };
    match chance.below(4) {
        0 => format!("Sure: {}\n```json\n{document}\n```\n{}", run(chance), run(chance)),
        1 => format!("~~~\n{document}"),
        _ => document,
    }
}

pub(crate) fn words_body(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"from": value(chance), "content": value(chance)}).to_string(),
        2 => format!("{{\"from\": \"description\", \"content\": {}}}", description(chance)),
        _ => json!({"from": "text", "content": prose(chance)}).to_string(),
    }
}
