//! The closed word classes of English: the words that hold sentences together. Every list of them stands here once.
//!
//! Data, and the questions that the grammar of phrases asks of it; every list is sorted. Texts are read with finer
//! classes ([`super::clauses`]), which are made of the same lists.

use crate::word_list::WordList;

/// Articles and other words before a noun that replace them.
pub(crate) static DETERMINERS: WordList = WordList::of(&[
    "a", "all", "an", "another", "any", "both", "each", "either", "every", "her", "his", "its", "my", "neither", "no",
    "our", "several", "some", "such", "that", "the", "their", "these", "this", "those", "your",
]);

/// Prepositions.
pub(crate) static PREPOSITIONS: WordList = WordList::of(&[
    "about", "above", "across", "against", "along", "among", "around", "as", "at", "behind", "below", "between",
    "beyond", "by", "despite", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto",
    "out", "outside", "over", "past", "per", "through", "to", "toward", "towards", "under", "upon", "via", "with",
    "within", "without",
]);

/// Other words at which a group of nouns ends.
static AFTER_NOUNS: WordList =
    WordList::of(&["after", "because", "before", "beneath", "except", "since", "than", "until", "using"]);

/// Pronouns for whoever speaks or acts.
pub(crate) static PRONOUNS: WordList =
    WordList::of(&["he", "i", "one", "she", "somebody", "someone", "they", "we", "you"]);

/// Modal verbs for what must or should be done.
pub(crate) static OUGHT: WordList = WordList::of(&["must", "ought", "shall", "should"]);

/// Modal verbs for what can, may or will be.
pub(crate) static MAY: WordList = WordList::of(&["can", "cannot", "could", "may", "might", "will", "would"]);

/// Forms of `be`.
pub(crate) static BE: WordList = WordList::of(&["am", "are", "be", "been", "being", "is", "was", "were"]);

/// Forms of `have`.
pub(crate) static HAVE: WordList = WordList::of(&["had", "has", "have"]);

/// Forms of `do`.
pub(crate) static DO: WordList = WordList::of(&["did", "do", "does"]);

/// Negations.
pub(crate) static NEGATIONS: WordList = WordList::of(&["never", "not"]);

/// Conjunctions between words or clauses of the same rank.
pub(crate) static COORDINATORS: WordList = WordList::of(&["and", "but", "or"]);

/// Conjunctions of time or condition.
pub(crate) static CONDITIONS: WordList =
    WordList::of(&["before", "if", "once", "unless", "until", "when", "where", "while"]);

/// Conjunctions of reason.
pub(crate) static REASONS: WordList = WordList::of(&["although", "because", "so", "though", "whereas"]);

/// Relative pronouns.
pub(crate) static RELATIVES: WordList = WordList::of(&["which", "who", "whom", "whose"]);

/// Other words that begin another clause.
static OTHER_JOINTS: WordList = WordList::of(&["hence", "nor", "that", "then", "therefore", "whether"]);

/// Adverbs without an ending that shows it.
pub(crate) static ADVERBS: WordList = WordList::of(&[
    "again",
    "almost",
    "already",
    "also",
    "anywhere",
    "elsewhere",
    "everywhere",
    "just",
    "now",
    "only",
    "soon",
    "still",
    "too",
    "very",
]);

/// Numbers in words.
pub(crate) static NUMBERS: WordList = WordList::of(&[
    "eight", "eleven", "five", "four", "half", "hundred", "nine", "seven", "six", "ten", "thousand", "three", "twelve",
    "two",
]);

/// Particles: words that may belong to the verb before them.
pub(crate) static PARTICLES: WordList = WordList::of(&[
    "aside", "away", "back", "down", "forward", "in", "live", "off", "on", "out", "over", "through", "up",
]);

/// Words that begin a question with other answers than yes and no.
pub(crate) static OPEN_QUESTIONS: WordList =
    WordList::of(&["how", "what", "where", "which", "who", "whom", "whose", "why"]);

/// Words that begin a question with the answer yes or no.
pub(crate) static CLOSED_QUESTIONS: WordList =
    WordList::of(&["are", "can", "could", "did", "do", "does", "has", "have", "is", "was", "were", "will"]);

/// Words of a question, besides its auxiliaries, that its name leaves out.
static QUESTION_FILLERS: WordList = WordList::of(&[
    "he", "i", "it", "left", "many", "me", "much", "often", "she", "still", "the", "there", "they", "we", "you",
]);

/// Whether a noun follows a word in lower case.
pub(crate) fn is_determiner(word: &str) -> bool {
    DETERMINERS.has(word) || matches!(word, "many" | "more")
}

/// Whether a group of nouns ends at a word.
pub(crate) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.has(word) || AFTER_NOUNS.has(word)
}

/// Whether a word begins another clause, or joins two of them.
pub(crate) fn is_joint(word: &str) -> bool {
    [&COORDINATORS, &CONDITIONS, &REASONS, &RELATIVES, &OTHER_JOINTS].iter().any(|list| list.has(word))
}

/// Whether a word forms a passive: a form of `be`, or of `get`.
pub(crate) fn makes_passive(word: &str) -> bool {
    BE.has(word) || matches!(word, "get" | "gets" | "got")
}

/// Whether a word negates its clause or a noun.
pub(crate) fn is_negation(word: &str) -> bool {
    NEGATIONS.has(word) || matches!(word, "cannot" | "no")
}

/// Whether the name of a question leaves a word out.
pub(crate) fn is_question_filler(word: &str) -> bool {
    [&QUESTION_FILLERS, &BE, &HAVE, &DO, &OUGHT, &MAY].iter().any(|list| list.has(word))
}
