//! Which words of a group of nouns a name keeps, and in which order.

use crate::function_words::{NUMBERS, PRONOUNS, is_determiner};
use std::borrow::Cow;

use crate::case;
use crate::lexicon::nouns;
use crate::phrase::split::Word;
use crate::phrase::vocabulary::{AMOUNTS, EMPTY, UNHYPHENED};

/// Maximum number of words of a group of nouns in a name.
const MOST_NOUNS: usize = 4;

/// Whether a name leaves a word out.
pub(super) fn is_small(word: &Word<'_>, sentence: bool) -> bool {
    is_determiner(&word.low)
        || (sentence && [&EMPTY, &PRONOUNS, &NUMBERS].iter().any(|list| list.has(&word.low)))
        || (sentence && matches!(word.low.as_str(), "it" | "me" | "new" | "them" | "us"))
        || word.low.starts_with(|c: char| c.is_ascii_digit())
}

/// Appends a group of nouns.
pub(super) fn group(name: &mut String, words: &[Word<'_>], sentence: bool) {
    for noun in content(words, sentence) {
        compound(name, &noun);
    }
}

/// The words of a group of nouns that a name keeps, in the name's order. The words behind `of` go first, as in
/// `RoomTemperature`.
pub(super) fn content<'w>(words: &'w [Word<'_>], sentence: bool) -> Vec<Cow<'w, str>> {
    let told = |words: &'w [Word<'_>]| -> Vec<Cow<'w, str>> {
        let told: Vec<&Word<'_>> = match words {
            // A number behind a noun is its name: “milk group three”.
            [before @ .., last] if !before.is_empty() && sentence && NUMBERS.has(&last.low) => {
                before.iter().filter(|word| !is_small(word, sentence)).chain([last]).collect()
            }
            words => words.iter().filter(|word| !is_small(word, sentence)).collect(),
        };
        // The head of a group of nouns is its last word, so the first words are cut.
        told[told.len().saturating_sub(MOST_NOUNS)..].iter().map(|word| Cow::Borrowed(word.text.as_ref())).collect()
    };
    let Some(of) = words.iter().position(|word| word.low == "of").filter(|of| *of > 0) else { return told(words) };
    let (part, whole) = (&words[..of], &words[of + 1..]);
    let is_amount = |word: &Word<'_>| {
        is_determiner(&word.low)
            || [&AMOUNTS, &NUMBERS].iter().any(|list| list.has(&word.low))
            || word.low.starts_with(|c: char| c.is_ascii_digit())
    };
    if part.iter().all(is_amount) {
        let mut nouns = content(whole, sentence);
        if part.iter().any(|word| word.low == "one")
            && let Some(last) = nouns.last_mut()
        {
            *last = Cow::Owned(nouns::singular(last));
        }
        return nouns;
    }
    // If the words behind `of` are more than two, only the words before it are used.
    if whole.iter().filter(|word| !is_small(word, sentence)).count() > 2 {
        return told(part);
    }
    let mut nouns = content(whole, sentence);
    nouns.extend(told(part));
    nouns
}

/// Appends a word, or each part of one with hyphens: `no-show` gives `NoShow`, but `e-mail` and `re-entry` are
/// one word.
pub(super) fn compound(name: &mut String, word: &str) {
    match word.split_once('-') {
        Some((first, rest)) if !UNHYPHENED.has(&first.to_lowercase()) && !rest.is_empty() => {
            case::capitalise(name, first);
            compound(name, rest);
        }
        _ => case::capitalise(name, word),
    }
}
