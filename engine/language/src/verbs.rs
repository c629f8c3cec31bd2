//! Word lists for the names of a step's messages: words that shape a name, and words that a name leaves out.
//! Data only.

/// Verbs that request information and change nothing, sorted.
pub(super) const ASKING: &[&str] = &[
    "browse", "check", "compare", "count", "display", "download", "estimate", "fetch", "find", "get", "inspect",
    "list", "load", "locate", "lookup", "preview", "query", "quote", "read", "retrieve", "search", "see", "show",
    "view",
];

/// Verbs that take money, sorted.
pub(super) const PAYING: &[&str] = &["charge", "debit", "pay"];

/// Verbs that end in `ly` like an adverb, sorted.
pub(super) const LY_VERBS: &[&str] = &["apply", "comply", "imply", "multiply", "rely", "reply", "resupply", "supply"];

/// Particles that belong to the verb before them, sorted.
pub(super) const PARTICLES: &[&str] = &["back", "down", "in", "off", "on", "out", "over", "through", "up"];

/// Words that begin a question, sorted.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "may", "was", "were", "what", "when",
    "where", "which", "who", "why", "will",
];

/// Verbs of queries that examine or calculate instead of just reading, sorted.
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

/// Words that a query's name leaves out, sorted.
pub(super) const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "can", "could", "did", "do", "does", "has", "have", "he", "i", "is", "it", "many", "may", "me",
    "much", "she", "should", "there", "they", "us", "was", "we", "were", "will", "would", "you",
];

/// Words that begin a question with other answers than yes and no, sorted.
pub(super) const OPEN_QUESTIONS: &[&str] = &["how", "what", "when", "where", "which", "who", "why"];

/// Conjunctions between two verbs, sorted.
pub(super) const JOINING: &[&str] = &["and", "or"];

/// Words that a name leaves out, sorted.
pub(super) const EMPTY: &[&str] = &[
    "a", "all", "an", "any", "each", "every", "her", "his", "its", "my", "new", "one", "our", "own", "some", "that",
    "the", "their", "these", "this", "those", "your",
];

/// Words at which a name ends, sorted.
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
