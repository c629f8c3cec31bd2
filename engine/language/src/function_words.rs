//! The closed word classes of English: the words that hold sentences together. Every list of them stands here once.
//!
//! Data, and the questions that the grammar of phrases asks of it; every list is sorted. Texts are read with finer
//! classes ([`super::clauses`]), which are made of the same lists.

/// Articles and other words before a noun that replace them.
pub(crate) const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "either", "every", "her", "his", "its", "my", "neither", "no",
    "our", "several", "some", "such", "that", "the", "their", "these", "this", "those", "your",
];

/// Prepositions.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "against", "along", "among", "around", "as", "at", "behind", "below", "between",
    "beyond", "by", "despite", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto",
    "out", "outside", "over", "past", "per", "through", "to", "toward", "towards", "under", "upon", "via", "with",
    "within", "without",
];

/// Other words at which a group of nouns ends.
const AFTER_NOUNS: &[&str] = &["after", "because", "before", "beneath", "except", "since", "than", "until", "using"];

/// Pronouns for whoever speaks or acts.
pub(crate) const PRONOUNS: &[&str] = &["he", "i", "one", "she", "somebody", "someone", "they", "we", "you"];

/// Modal verbs for what must or should be done.
pub(crate) const OUGHT: &[&str] = &["must", "ought", "shall", "should"];

/// Modal verbs for what can, may or will be.
pub(crate) const MAY: &[&str] = &["can", "cannot", "could", "may", "might", "will", "would"];

/// Forms of `be`.
pub(crate) const BE: &[&str] = &["am", "are", "be", "been", "being", "is", "was", "were"];

/// Forms of `have`.
pub(crate) const HAVE: &[&str] = &["had", "has", "have"];

/// Forms of `do`.
pub(crate) const DO: &[&str] = &["did", "do", "does"];

/// Negations.
pub(crate) const NEGATIONS: &[&str] = &["never", "not"];

/// Conjunctions between words or clauses of the same rank.
pub(crate) const COORDINATORS: &[&str] = &["and", "but", "or"];

/// Conjunctions of time or condition.
pub(crate) const CONDITIONS: &[&str] = &["before", "if", "once", "unless", "until", "when", "where", "while"];

/// Conjunctions of reason.
pub(crate) const REASONS: &[&str] = &["although", "because", "so", "though", "whereas"];

/// Relative pronouns.
pub(crate) const RELATIVES: &[&str] = &["which", "who", "whom", "whose"];

/// Other words that begin another clause.
const OTHER_JOINTS: &[&str] = &["hence", "nor", "that", "then", "therefore", "whether"];

/// Adverbs without an ending that shows it.
pub(crate) const ADVERBS: &[&str] = &[
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
];

/// Numbers in words.
pub(crate) const NUMBERS: &[&str] = &[
    "eight", "eleven", "five", "four", "half", "hundred", "nine", "seven", "six", "ten", "thousand", "three", "twelve",
    "two",
];

/// Particles: words that may belong to the verb before them.
pub(crate) const PARTICLES: &[&str] =
    &["aside", "away", "back", "down", "forward", "in", "live", "off", "on", "out", "over", "through", "up"];

/// Words that begin a question with other answers than yes and no.
pub(crate) const OPEN_QUESTIONS: &[&str] = &["how", "what", "where", "which", "who", "whom", "whose", "why"];

/// Words that begin a question with the answer yes or no.
pub(crate) const CLOSED_QUESTIONS: &[&str] =
    &["are", "can", "could", "did", "do", "does", "has", "have", "is", "was", "were", "will"];

/// Words of a question, besides its auxiliaries, that its name leaves out.
const QUESTION_FILLERS: &[&str] =
    &["he", "i", "it", "left", "many", "me", "much", "often", "she", "still", "the", "there", "they", "we", "you"];

/// Whether a noun follows a word in lower case.
pub(crate) fn is_determiner(word: &str) -> bool {
    has(DETERMINERS, word) || matches!(word, "many" | "more")
}

/// Whether a group of nouns ends at a word.
pub(crate) fn is_preposition(word: &str) -> bool {
    has(PREPOSITIONS, word) || has(AFTER_NOUNS, word)
}

/// Whether a word begins another clause, or joins two of them.
pub(crate) fn is_joint(word: &str) -> bool {
    [COORDINATORS, CONDITIONS, REASONS, RELATIVES, OTHER_JOINTS].iter().any(|list| has(list, word))
}

/// Whether a word forms a passive: a form of `be`, or of `get`.
pub(crate) fn makes_passive(word: &str) -> bool {
    has(BE, word) || matches!(word, "get" | "gets" | "got")
}

/// Whether a word negates its clause or a noun.
pub(crate) fn is_negation(word: &str) -> bool {
    has(NEGATIONS, word) || matches!(word, "cannot" | "no")
}

/// Whether the name of a question leaves a word out.
pub(crate) fn is_question_filler(word: &str) -> bool {
    [QUESTION_FILLERS, BE, HAVE, DO, OUGHT, MAY].iter().any(|list| has(list, word))
}

/// Whether a sorted list has this word (in lower case).
pub(crate) fn has(list: &[&str], word: &str) -> bool {
    // Compares the first letter separately, which decides most comparisons without a function call.
    let first = word.as_bytes().first();
    list.binary_search_by(|known| known.as_bytes().first().cmp(&first).then_with(|| (*known).cmp(word))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        for list in [
            DETERMINERS,
            PREPOSITIONS,
            AFTER_NOUNS,
            PRONOUNS,
            OUGHT,
            MAY,
            BE,
            HAVE,
            DO,
            NEGATIONS,
            COORDINATORS,
            CONDITIONS,
            REASONS,
            RELATIVES,
            OTHER_JOINTS,
            ADVERBS,
            NUMBERS,
            PARTICLES,
            OPEN_QUESTIONS,
            CLOSED_QUESTIONS,
            QUESTION_FILLERS,
        ] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
