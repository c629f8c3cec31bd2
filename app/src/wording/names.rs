//! Names for people for the ids in an assessment. An id that the rules do not know is returned unchanged.

use advice::{Rulebook, rule::Rule};

/// The name of a question.
pub fn question<'a>(book: &'a Rulebook, id: &'a str) -> &'a str {
    name(book.question(id).and_then(|question| book.rule_of(question)), id)
}

/// The label of an answer to a question.
pub fn answer<'a>(book: &'a Rulebook, question: &str, answer: &'a str) -> &'a str {
    let asked = book.question(question).and_then(|question| book.asked(question));
    let known = asked.and_then(|asked| asked.answers.iter().find(|known| known.id == answer));
    known.map_or(answer, |known| known.label.as_ref())
}

/// The name of a mechanism.
pub fn mechanism<'a>(book: &'a Rulebook, id: &'a str) -> &'a str {
    name(book.mechanism(id), id)
}

/// The name of a style.
pub fn style<'a>(book: &'a Rulebook, id: &'a str) -> &'a str {
    name(book.style(id), id)
}

fn name<'a>(rule: Option<&'a Rule>, id: &'a str) -> &'a str {
    rule.map_or(id, |rule| rule.name.as_ref())
}

/// The name of a rule of a kind; `kind` is the kind's name on the wire.
pub fn of_kind<'a>(book: &'a Rulebook, kind: &str, id: &'a str) -> &'a str {
    name(book.find(id).find(|rule| rule.kind.name() == kind), id)
}
