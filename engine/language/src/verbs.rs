//! Words that the name of a step's message is made with, or does without. Data only.

/// Verbs that ask for something and change nothing, sorted.
pub(super) const ASKING: &[&str] = &[
    "browse", "check", "compare", "count", "display", "download", "estimate", "fetch", "find", "get", "inspect",
    "list", "load", "locate", "lookup", "preview", "query", "quote", "read", "retrieve", "search", "see", "show",
    "view",
];

/// Words of taking money, sorted.
pub(super) const PAYING: &[&str] = &["charge", "debit", "pay"];

/// Verbs that end in `ly` as adverbs do, sorted.
pub(super) const LY_VERBS: &[&str] = &["apply", "comply", "imply", "multiply", "rely", "reply", "resupply", "supply"];

/// Words after a verb that belong to it, sorted.
pub(super) const PARTICLES: &[&str] = &["back", "down", "in", "off", "on", "out", "over", "through", "up"];

/// Words that open a question, sorted.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "may", "was", "were", "what", "when",
    "where", "which", "who", "why", "will",
];

/// Verbs of questions that are more than a look, sorted.
pub(super) const EXAMINING: &[&str] = &[
    "assess",
    "authenticate",
    "authorise",
    "authorize",
    "calculate",
    "compute",
    "confirm",
    "determine",
    "evaluate",
    "measure",
    "predict",
    "validate",
    "verify",
];

/// Words that a question's name does without, sorted.
pub(super) const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "can", "could", "did", "do", "does", "has", "have", "he", "i", "is", "it", "many", "may", "me",
    "much", "she", "should", "there", "they", "us", "was", "we", "were", "will", "would", "you",
];

/// Words that open a question with more than yes or no for an answer, sorted.
pub(super) const OPEN_QUESTIONS: &[&str] = &["how", "what", "when", "where", "which", "who", "why"];

/// Words that join two verbs, sorted.
pub(super) const JOINING: &[&str] = &["and", "or"];

/// Words that carry no name, sorted.
pub(super) const EMPTY: &[&str] = &[
    "a", "all", "an", "any", "each", "every", "her", "his", "its", "my", "new", "one", "our", "own", "some", "that",
    "the", "their", "these", "this", "those", "your",
];

/// Words after which a name does not go on, sorted.
pub(super) const BREAKS: &[&str] = &[
    "about", "after", "again", "against", "and", "as", "at", "because", "before", "between", "but", "by", "during",
    "even", "exactly", "for", "from", "if", "in", "into", "of", "off", "on", "once", "onto", "or", "over", "per", "so",
    "than", "that", "then", "through", "to", "together", "until", "using", "via", "when", "where", "whether", "which",
    "while", "who", "with", "within", "without",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        for list in [
            LY_VERBS,
            JOINING,
            EXAMINING,
            AUXILIARIES,
            OPEN_QUESTIONS,
            ASKING,
            PAYING,
            PARTICLES,
            QUESTION_WORDS,
            EMPTY,
            BREAKS,
        ] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
