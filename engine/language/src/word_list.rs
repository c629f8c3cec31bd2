//! A list of words in which most other words are recognised as strangers at once.
//!
//! Every word of a phrase is looked up in some twenty lists and stands in few of them. This module must not know
//! what the words are for.

/// A sorted list of different words in lower case.
#[derive(Debug)]
pub(crate) struct WordList {
    words: &'static [&'static str],
    /// For each first byte, the bits of the words that begin with it ([`outline`]). Bytes that differ by a multiple
    /// of 32 share an element.
    outlines: [u32; 32],
}

impl WordList {
    /// Makes a list. It does not compile if the words are not sorted or not different.
    pub(crate) const fn of(words: &'static [&'static str]) -> Self {
        let mut outlines = [0; 32];
        let mut index = 0;
        while index < words.len() {
            assert!(
                index == 0 || is_before(words[index - 1].as_bytes(), words[index].as_bytes()),
                "the list is sorted"
            );
            let (first, bit) = outline(words[index]);
            outlines[first] |= bit;
            index += 1;
        }
        Self { words, outlines }
    }

    /// The words of the list.
    pub(crate) const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Whether the list has this word (in lower case).
    pub(crate) fn has(&self, word: &str) -> bool {
        let (first, bit) = outline(word);
        self.outlines[first] & bit != 0 && self.words.binary_search(&word).is_ok()
    }
}

/// The element for the word's first byte, and in it a bit for the word's length and last byte.
const fn outline(word: &str) -> (usize, u32) {
    let bytes = word.as_bytes();
    if bytes.is_empty() {
        return (0, 1);
    }
    let last = bytes[bytes.len() - 1] as usize;
    (bytes[0] as usize % 32, 1 << ((bytes.len() * 5 + last) % 32))
}

/// Whether a word stands before another in the order of their bytes.
const fn is_before(first: &[u8], second: &[u8]) -> bool {
    let mut at = 0;
    while at < first.len() && at < second.len() {
        if first[at] != second[at] {
            return first[at] < second[at];
        }
        at += 1;
    }
    first.len() < second.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_others() {
        static LIST: WordList = WordList::of(&["a", "an", "not", "note", "\u{fc}ber"]);
        assert!(LIST.words().iter().all(|word| LIST.has(word)));
        for other in ["", "b", "no", "nots", "notes", "nope", "A", "N", "\u{fc}", "annotations of thirty-one letters"] {
            assert!(!LIST.has(other), "{other}");
        }
        assert!(!WordList::of(&[]).has(""));
    }
}
