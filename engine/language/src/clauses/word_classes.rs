//! The classes of words in a text, made of the lists of function words and of words that only texts need.

use std::sync::LazyLock;

use crate::function_words::{
    ADVERBS, BE, CONDITIONS, COORDINATORS, DETERMINERS, DO, HAVE, MAY, NEGATIONS, NUMBERS, OUGHT, PREPOSITIONS,
    PRONOUNS, REASONS, RELATIVES,
};

/// The class of a word, independent of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A mark of punctuation, or any other sign.
    Mark,
    /// A number, in digits or as a word.
    Number,
    /// An article, a possessive or a demonstrative: a noun follows.
    Determiner,
    /// A preposition.
    Preposition,
    /// A pronoun that may be a subject.
    Pronoun,
    /// A modal verb, such as must, can and will: a verb follows.
    Modal,
    /// A form of be.
    Be,
    /// A form of have.
    Have,
    /// A form of do.
    Do,
    /// A negation: not, never.
    Negation,
    /// A coordinating conjunction: and, or, but.
    Joint,
    /// A conjunction of time or condition: when, once, if.
    Condition,
    /// A conjunction of reason: because, although; and otherwise.
    Reason,
    /// A relative pronoun: who, which.
    Relative,
    /// An adverb of order: then, next, finally.
    Order,
    /// Any other adverb.
    Adverb,
    /// Any other word: a noun, a verb, an adjective.
    Open,
}

/// The words of each class, in sorted lists.
const CLASSES: &[(Class, &[&str])] = &[
    (Class::Determiner, DETERMINERS.words()),
    (Class::Determiner, &["whichever"]),
    (Class::Preposition, PREPOSITIONS.words()),
    (Class::Preposition, &["together", "up"]),
    (Class::Preposition, &["according", "concerning", "including", "regarding"]),
    (Class::Preposition, &["throughout"]),
    (Class::Pronoun, PRONOUNS.words()),
    (Class::Pronoun, &["anybody", "anyone", "everyone", "him", "it", "me", "nobody", "none", "nothing", "them", "us"]),
    (Class::Pronoun, &["everybody", "everything", "something", "themselves"]),
    (Class::Modal, OUGHT.words()),
    (Class::Modal, MAY.words()),
    (
        Class::Modal,
        &[
            "can't", "couldn't", "gonna", "gotta", "he'll", "i'd", "i'll", "it'll", "mustn't", "needn't", "she'll",
            "they'd", "they'll", "we'd", "we'll", "won't", "you'll",
        ],
    ),
    (Class::Modal, &["shouldn't"]),
    (Class::Be, BE.words()),
    (
        Class::Be,
        &[
            "aren't", "he's", "i'm", "isn't", "it's", "she's", "that's", "there's", "they're", "wasn't", "we're",
            "weren't", "what's", "who's", "you're",
        ],
    ),
    (Class::Have, HAVE.words()),
    (Class::Have, &["hadn't", "hasn't", "haven't", "having", "i've", "they've", "we've", "you've"]),
    (Class::Do, DO.words()),
    (Class::Do, &["didn't", "doesn't", "doing", "don't"]),
    (Class::Negation, NEGATIONS.words()),
    (Class::Joint, COORDINATORS.words()),
    (Class::Joint, &["&", "plus"]),
    (Class::Condition, CONDITIONS.words()),
    (Class::Condition, &["after", "till", "whenever", "whilst"]),
    (Class::Reason, REASONS.words()),
    (Class::Reason, &["since"]),
    (Class::Reason, &["otherwise"]),
    (Class::Relative, RELATIVES.words()),
    (Class::Relative, &["whoever"]),
    (
        Class::Order,
        &["finally", "first", "firstly", "lastly", "next", "second", "secondly", "then", "third", "thirdly"],
    ),
    (Class::Order, &["afterward", "afterwards", "meanwhile", "subsequently", "thereafter"]),
    (Class::Adverb, ADVERBS.words()),
    (
        Class::Adverb,
        &[
            "actually", "alike", "always", "asap", "daily", "directly", "ever", "exactly", "later", "maybe", "please",
            "possibly", "quickly", "quietly", "really", "safely", "simply", "straight", "usually",
        ],
    ),
    (
        Class::Adverb,
        &[
            "accordingly",
            "asynchronously",
            "automatically",
            "basically",
            "currently",
            "eventually",
            "hence",
            "immediately",
            "instantly",
            "overnight",
            "periodically",
            "rather",
            "simultaneously",
            "sometimes",
            "successfully",
            "synchronously",
            "therefore",
            "thus",
        ],
    ),
    (Class::Number, NUMBERS.words()),
    (Class::Number, &["hundreds", "million", "millions"]),
    (Class::Number, &["thousands"]),
];

/// All words of all classes, sorted by word.
static KNOWN: LazyLock<Vec<(&str, Class)>> = LazyLock::new(|| {
    let mut known: Vec<(&str, Class)> = Vec::new();
    for (class, words) in CLASSES {
        known.extend(words.iter().map(|word| (*word, *class)));
    }
    known.sort_unstable_by_key(|(word, _)| *word);
    known
});

/// The class of a word in lower case.
pub(super) fn class(word: &str) -> Class {
    let Some(first) = word.chars().next() else { return Class::Mark };
    if first.is_ascii_digit() {
        return Class::Number;
    }
    if word == "&" || word == "+" {
        return Class::Joint;
    }
    if !first.is_alphanumeric() {
        return Class::Mark;
    }
    KNOWN.binary_search_by_key(&word, |(known, _)| known).map_or(Class::Open, |index| KNOWN[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_every_word_is_in_one() {
        for (class, words) in CLASSES {
            assert!(
                words.is_sorted_by(|a, b| a < b),
                "{class:?} {:?}",
                words.windows(2).find(|pair| pair[0] >= pair[1])
            );
        }
        let mut all: Vec<&str> = CLASSES.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        all.sort_unstable();
        assert_eq!(all.windows(2).find(|pair| pair[0] == pair[1]), None);
    }
}
