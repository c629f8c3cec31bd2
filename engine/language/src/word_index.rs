//! A hash table that finds a word's index in a list, in about one comparison.
//!
//! It stores indices only; the words stay in their list. It must not know what the words are for.

/// The hash table for one list of words.
#[derive(Debug)]
pub struct WordIndex {
    /// Index of a word plus 1, at the slot of the word's hash or after it; 0 in a free slot.
    slots: Vec<u16>,
}

impl WordIndex {
    /// Builds the table; the words must be different. Words after the first 65,535 are not found.
    pub fn of<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Self {
        // At least four slots for each word, so that most slots are free.
        let mut slots = vec![0; (words.len() * 4).next_power_of_two()];
        let last = slots.len() - 1;
        for (word, number) in words.zip(1..=u16::MAX) {
            let mut slot = hash(word.bytes()) & last;
            while slots[slot] != 0 {
                slot = (slot + 1) & last;
            }
            slots[slot] = number;
        }
        Self { slots }
    }

    /// The index of a word, if the list has it; `at` returns the word at an index of the same list.
    pub fn find<'w>(&self, word: &str, at: impl Fn(usize) -> &'w str) -> Option<usize> {
        let last = self.slots.len() - 1;
        let mut slot = hash(word.bytes()) & last;
        loop {
            let index = usize::from(self.slots[slot].checked_sub(1)?);
            if at(index) == word {
                return Some(index);
            }
            slot = (slot + 1) & last;
        }
    }
}

/// The 32-bit FNV-1a hash of the bytes.
pub fn hash(bytes: impl Iterator<Item = u8>) -> usize {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    usize::try_from(hash).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_where_it_stands_and_no_other_is() {
        let words: Vec<String> = (0..500).map(|number| format!("word-{number}")).collect();
        let slots = WordIndex::of(words.iter().map(String::as_str));
        let find = |word: &str| slots.find(word, |index| &words[index]);
        assert!(words.iter().enumerate().all(|(index, word)| find(word) == Some(index)));
        assert_eq!((find("word"), find(""), find("word-500")), (None, None, None));
        assert_eq!(WordIndex::of([].iter().copied()).find("word", |_| ""), None);
    }
}
