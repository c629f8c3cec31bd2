//! Parses a phrase about one message: a sentence such as `Reserve the seat`, or a name such as `SeatReserved`.
//!
//! [`split`] splits the phrase and removes words that only mark the kind of message; [`clause`] finds verb,
//! subject, object and complements. The known words are data ([`vocabulary`], [`super::lexicon`]). This module
//! must not know which kind of message a phrase is, nor how it is named.

pub(crate) mod clause;
pub(crate) mod manner;
pub(crate) mod split;
pub(crate) mod vocabulary;

use self::split::{Phrase, Word};
use crate::function_words::{CLOSED_QUESTIONS, OPEN_QUESTIONS, PARTICLES, is_determiner};
use crate::lexicon::Form;

/// A phrase in the form of a question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'w, 'p> {
    /// The words of the question, without a request to answer it.
    pub words: &'w [Word<'p>],
    /// Whether it has other answers than yes and no.
    pub open: bool,
}

/// The question that a phrase asks; `None` if it does not have the form of one.
pub(crate) fn question<'w, 'p>(phrase: &'w Phrase<'p>) -> Option<Question<'w, 'p>> {
    let words = asked_of_somebody(&phrase.words);
    let first = words.first()?;
    let open = OPEN_QUESTIONS.has(&first.low);
    let told = words.len() < phrase.words.len();
    let opens = open || told || (CLOSED_QUESTIONS.has(&first.low) && words.len() > 1);
    // `WasCheckedIn`: a name without a subject between the auxiliary and the participle is no question.
    let is_past = |word: &Word<'_>| word.readings().iter().any(|r| matches!(r.form, Form::Participle | Form::Past));
    let tells = !phrase.manner.is_sentence()
        && words.get(1).is_some_and(is_past)
        && words.iter().skip(2).all(|word| PARTICLES.has(&word.low));
    let passive_name = !phrase.asked && !open && !told && (words.len() < 3 || tells);
    // “Have the dishes washed” is no question.
    let causes = !phrase.asked && first.low == "have" && words.get(1).is_some_and(|word| is_determiner(&word.low));
    let told_not = matches!(words.get(1), Some(word) if word.low == "not" || word.low == "never");
    let asks = opens && !causes && !passive_name && !told_not && (!phrase.manner.wanted || told);
    asks.then_some(Question { words, open })
}

/// The indirect question in `Tell me which slopes are open`; all words if there is none.
fn asked_of_somebody<'w, 'p>(words: &'w [Word<'p>]) -> &'w [Word<'p>] {
    match words {
        [tell, who, question @ ..]
            if matches!(tell.low.as_str(), "ask" | "show" | "tell")
                && matches!(who.low.as_str(), "me" | "us")
                && question.first().is_some_and(|word| {
                    OPEN_QUESTIONS.has(&word.low) || matches!(word.low.as_str(), "if" | "whether")
                }) =>
        {
            question
        }
        _ => words,
    }
}
