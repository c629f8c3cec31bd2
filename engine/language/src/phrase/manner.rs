//! The form in which a phrase is written; it is known before the words are read.

/// The forms in which people write a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Words with spaces.
    Sentence,
    /// A single name, such as `CreateOrder`.
    Name,
    /// A name with dots or colons, with the object before the verb: `order.create`.
    Topic,
    /// A name with slashes that says what happens at a place: `orders/create`.
    Path,
}

/// Facts about a phrase that help to read its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// The form in which the phrase is written.
    pub written: Written,
    /// Whether a word that may be a noun or a verb is a noun, because the phrase calls itself a query or the event of a
    /// thing.
    pub asked: bool,
    /// Whether the phrase's first words say that somebody wants something.
    pub wanted: bool,
}

impl Manner {
    /// Whether the phrase is a sentence and not a name.
    pub(crate) fn is_sentence(self) -> bool {
        self.written == Written::Sentence
    }

    pub(crate) fn is_topic(self) -> bool {
        matches!(self.written, Written::Topic | Written::Path) && !self.asked
    }
}
