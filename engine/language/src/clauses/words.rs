//! The closed word classes of English: the words that hold sentences together.

use std::sync::LazyLock;

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

/// The words of each class, each list sorted.
const CLASSES: &[(Class, &[&str])] = &[
    (
        Class::Determiner,
        &[
            "a",
            "all",
            "an",
            "another",
            "any",
            "both",
            "each",
            "either",
            "every",
            "her",
            "his",
            "its",
            "my",
            "neither",
            "no",
            "our",
            "several",
            "some",
            "such",
            "that",
            "the",
            "their",
            "these",
            "this",
            "those",
            "whichever",
            "your",
        ],
    ),
    (
        Class::Preposition,
        &[
            "about",
            "above",
            "across",
            "against",
            "along",
            "among",
            "around",
            "as",
            "at",
            "behind",
            "below",
            "between",
            "beyond",
            "by",
            "despite",
            "during",
            "for",
            "from",
            "in",
            "inside",
            "into",
            "near",
            "of",
            "off",
            "on",
            "onto",
            "out",
            "outside",
            "over",
            "past",
            "per",
            "through",
            "throughout",
            "to",
            "together",
            "toward",
            "towards",
            "under",
            "up",
            "upon",
            "via",
            "with",
            "within",
            "without",
        ],
    ),
    (
        Class::Pronoun,
        &[
            "anybody",
            "anyone",
            "everybody",
            "everyone",
            "everything",
            "he",
            "him",
            "i",
            "it",
            "me",
            "nobody",
            "none",
            "nothing",
            "one",
            "she",
            "somebody",
            "someone",
            "something",
            "them",
            "themselves",
            "they",
            "us",
            "we",
            "you",
        ],
    ),
    (
        Class::Modal,
        &[
            "can",
            "can't",
            "cannot",
            "could",
            "couldn't",
            "gonna",
            "gotta",
            "he'll",
            "i'd",
            "i'll",
            "it'll",
            "may",
            "might",
            "must",
            "mustn't",
            "needn't",
            "shall",
            "she'll",
            "should",
            "shouldn't",
            "they'd",
            "they'll",
            "we'd",
            "we'll",
            "will",
            "won't",
            "would",
            "you'll",
        ],
    ),
    (
        Class::Be,
        &[
            "am", "are", "aren't", "be", "been", "being", "he's", "i'm", "is", "isn't", "it's", "she's", "that's",
            "there's", "they're", "was", "wasn't", "we're", "were", "weren't", "what's", "who's", "you're",
        ],
    ),
    (
        Class::Have,
        &["had", "hadn't", "has", "hasn't", "have", "haven't", "having", "i've", "they've", "we've", "you've"],
    ),
    (Class::Do, &["did", "didn't", "do", "does", "doesn't", "doing", "don't"]),
    (Class::Negation, &["never", "not"]),
    (Class::Joint, &["&", "and", "but", "or", "plus"]),
    (
        Class::Condition,
        &["after", "before", "if", "once", "till", "unless", "until", "when", "whenever", "where", "while", "whilst"],
    ),
    (Class::Reason, &["although", "because", "otherwise", "since", "so", "though", "whereas"]),
    (Class::Relative, &["which", "who", "whom", "whose"]),
    (
        Class::Order,
        &[
            "afterward",
            "afterwards",
            "finally",
            "first",
            "firstly",
            "lastly",
            "meanwhile",
            "next",
            "second",
            "secondly",
            "subsequently",
            "then",
            "thereafter",
            "third",
            "thirdly",
        ],
    ),
    (
        Class::Adverb,
        &[
            "actually",
            "again",
            "almost",
            "already",
            "also",
            "always",
            "asap",
            "asynchronously",
            "automatically",
            "basically",
            "currently",
            "daily",
            "directly",
            "eventually",
            "ever",
            "exactly",
            "immediately",
            "instantly",
            "just",
            "later",
            "maybe",
            "now",
            "only",
            "overnight",
            "periodically",
            "please",
            "possibly",
            "quickly",
            "quietly",
            "really",
            "safely",
            "simply",
            "simultaneously",
            "sometimes",
            "soon",
            "still",
            "straight",
            "successfully",
            "synchronously",
            "too",
            "usually",
            "very",
        ],
    ),
    (
        Class::Number,
        &[
            "eight",
            "eleven",
            "five",
            "four",
            "half",
            "hundred",
            "hundreds",
            "million",
            "millions",
            "nine",
            "seven",
            "six",
            "ten",
            "thousand",
            "thousands",
            "three",
            "twelve",
            "two",
        ],
    ),
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
    if word == "&" {
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
