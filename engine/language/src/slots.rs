//! Finds a word among many by its letters, in about one comparison.
//!
//! It keeps their indices and no words: those stay where they are. It must not know what the words are for.

/// Where each of some words stands in their list.
#[derive(Debug)]
pub struct Slots {
    /// One more than a word's index, from the slot on that its letters give; 0 where there is none.
    slots: Vec<u16>,
}

impl Slots {
    /// A slot for each of some words, no two of them the same. Beyond 65,535 words none is found.
    pub fn of<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Self {
        // Four times the words, so that most are free.
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

    /// Index of a word; `at` gives the word at an index of the list that this was made of.
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

/// FNV-1a of bytes.
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
        let slots = Slots::of(words.iter().map(String::as_str));
        let find = |word: &str| slots.find(word, |index| &words[index]);
        assert!(words.iter().enumerate().all(|(index, word)| find(word) == Some(index)));
        assert_eq!((find("word"), find(""), find("word-500")), (None, None, None));
        assert_eq!(Slots::of([].iter().copied()).find("word", |_| ""), None);
    }
}
