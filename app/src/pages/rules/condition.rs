//! Puts conditions and effects of rules into plain words.

use advice::{
    Rulebook,
    rule::{Does, Is, OPEN, When},
    terms::Side,
};

/// A condition in words that can follow "when"; `None` if the condition always holds.
pub(super) fn words(book: &Rulebook, when: &When) -> Option<String> {
    match when {
        When::Always => None,
        When::All(parts) => Some(all(book, parts)),
        When::Any(groups) => {
            let groups: Vec<String> = groups.iter().map(|group| all(book, group)).collect();
            Some(groups.join("; or "))
        }
    }
}

fn all(book: &Rulebook, parts: &[Is]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| is(book, part)).collect();
    parts.join(", and ")
}

fn is(book: &Rulebook, part: &Is) -> String {
    let values: Vec<String> = part.answers.iter().map(|answer| value(book, &part.question, answer)).collect();
    let name = book.question(&part.question).and_then(|index| book.rule_of(index)).map(|rule| rule.name.as_ref());
    let subject = match (name, part.question.as_ref()) {
        (Some(name), _) => format!("\u{201c}{name}\u{201d} is"),
        (None, "place") => "the step stands".to_owned(),
        (None, "side") => "gates and matrix say".to_owned(),
        (None, "followed") => "it is followed by".to_owned(),
        (None, "announced") => "others react to it:".to_owned(),
        (None, "message") => "what is delivered is".to_owned(),
        (None, "subject") => "what the step is about is".to_owned(),
        (None, "pays") => "it moves money:".to_owned(),
        (None, "sender") => "who sends it keeps".to_owned(),
        (None, "read_before") => "the record was read before:".to_owned(),
        (None, other) => format!("{other} is"),
    };
    format!("{subject} {}", values.join(" or "))
}

fn value(book: &Rulebook, question: &str, answer: &str) -> String {
    if answer == OPEN {
        return "open".to_owned();
    }
    let asked = book.question(question).and_then(|index| book.asked(index));
    if let Some(known) = asked.and_then(|asked| asked.answers.iter().find(|known| known.id == answer)) {
        return format!("\u{201c}{}\u{201d}", known.label);
    }
    match answer {
        "prefix" => "among those that the caller waits for",
        "behind" => "behind the commit point",
        "synchronous" => "synchronous",
        "event_driven" => "event-driven",
        "by_more" => "more that must succeed too",
        "by_nothing" => "nothing more that must succeed",
        "event" => "an event",
        "command" => "a command",
        "keeps_state" => "a store of its own",
        "keeps_none" => "no store of its own",
        other => other,
    }
    .to_owned()
}

/// An effect in words.
pub(super) fn effect(book: &Rulebook, does: &Does) -> String {
    match does {
        Does::Lean { halves: 0, .. } => "weighs nothing".to_owned(),
        Does::Lean { toward, halves: 1 } => format!("leans to {}, with half the weight of a row", side(*toward)),
        Does::Lean { toward, halves: 2 } => format!("leans to {}, with the weight of a row", side(*toward)),
        Does::Lean { toward, halves } => {
            format!("leans to {}, with {halves} times half the weight of a row", side(*toward))
        }
        Does::Decide { side: decided, .. } => format!("decides: {}", side(*decided)),
        Does::TurnTie { side: turned } => format!("turns a tie to {}", side(*turned)),
        Does::Shape { what } => format!("shapes the {what}"),
        Does::Advise { on, points } => {
            let name = book.find(on).next().map_or(on.as_ref(), |rule| rule.name.as_ref());
            let way = if *points < 0 { "against" } else { "for" };
            format!("speaks {way} {name} ({})", crate::wording::signed(i32::from(*points)))
        }
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Synchronous => "a call",
        Side::EventDriven => "events",
    }
}
