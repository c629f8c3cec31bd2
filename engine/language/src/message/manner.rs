//! How a phrase is written, found before its words are read.

/// How a phrase is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// In words with spaces.
    Sentence,
    /// As a name.
    Name,
    /// As a name with dots, which puts the thing before the act: `order.create`.
    Topic,
    /// As a name with slashes, which is called after what happens there: `orders/create`.
    Path,
}

/// What is known of the phrase before its words are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// How it is written.
    pub written: Written,
    /// It calls itself a query, so that a word that could be a verb or a noun is a noun.
    pub asked: bool,
    /// Its opening words say that something is wanted.
    pub wanted: bool,
}

impl Manner {
    /// Whether it is no name yet.
    pub(super) fn is_sentence(self) -> bool {
        self.written == Written::Sentence
    }

    pub(super) fn is_topic(self) -> bool {
        matches!(self.written, Written::Topic | Written::Path) && !self.asked
    }
}
