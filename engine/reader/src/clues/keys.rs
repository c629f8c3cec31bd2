//! Represents words as small numbers (keys), so that a pattern is compared with a text by bit operations.
//!
//! The vocabulary has all words that patterns name: any form of a word (`reserve`), an exact form (`=held`), a
//! class of verbs (`@Tells`), and numbers (`#`). A word of a text has the keys of everything that it may match.

use std::sync::LazyLock;

use smallvec::SmallVec;

use language::clauses::{Class, Token};
use language::lexicon::Verb;
use language::word_index::WordIndex;

use super::{looked_for, word_lists};

/// Maximum size of the vocabulary, in words.
const MOST: usize = 64 * PARTS;
const PARTS: usize = 40;

/// A set of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set([u64; PARTS]);

impl Set {
    pub(super) const EMPTY: Self = Self([0; PARTS]);

    pub(super) fn insert(&mut self, key: u16) {
        self.0[usize::from(key) / 64] |= 1 << (key % 64);
    }

    pub(super) fn has(&self, key: u16) -> bool {
        self.0[usize::from(key) / 64] & (1 << (key % 64)) != 0
    }

    pub(super) fn add(&mut self, keys: &Keys) {
        keys.0.iter().for_each(|key| self.insert(*key));
    }

    /// Adds the keys of a verb with a particle.
    pub(super) fn add_verb(&mut self, verb: &Verb) {
        let base = verb.base.replace(' ', "_");
        let sorts = word_lists::SORTS.iter().filter(|(_, sort)| verb.is(*sort)).map(|(name, _)| *name);
        [base.as_str(), verb.base].into_iter().chain(sorts).filter_map(key).for_each(|key| self.insert(key));
    }

    pub(super) fn has_any(&self, keys: &Keys) -> bool {
        keys.0.iter().any(|key| self.has(*key))
    }

    /// The keys in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(part, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros())?;
                bits &= bits - 1;
                Some(part * 64 + usize::try_from(bit).unwrap_or(0))
            })
        })
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}

/// Finds the looks that need a word, so that only looks whose word occurs in a text are tried.
#[derive(Debug)]
pub(super) struct Index {
    /// For each key, one bit for each look that needs it.
    rows: Vec<Vec<u64>>,
    /// The looks that need no word, one bit each.
    always: Vec<u64>,
}

impl Index {
    /// Builds the index. For each look, `needs` has the set of words of which at least one must occur.
    pub(super) fn of<'s>(needs: impl ExactSizeIterator<Item = Option<&'s Set>>) -> Self {
        let parts = needs.len().div_ceil(64);
        let (mut rows, mut always) = (vec![vec![0; parts]; MOST], vec![0; parts]);
        for (look, need) in needs.enumerate() {
            let bit = 1 << (look % 64);
            match need {
                None => always[look / 64] |= bit,
                Some(set) => set.iter().for_each(|key| rows[key][look / 64] |= bit),
            }
        }
        Self { rows, always }
    }

    /// The looks that may match a text with these words, in ascending order.
    pub(super) fn may_be_in(&self, seen: &Set) -> impl Iterator<Item = usize> {
        let mut found: SmallVec<[u64; 8]> = SmallVec::from_slice(&self.always);
        for key in seen.iter() {
            found.iter_mut().zip(&self.rows[key]).for_each(|(found, row)| *found |= row);
        }
        found.into_iter().enumerate().flat_map(|(part, mut bits)| {
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros())?;
                bits &= bits - 1;
                Some(part * 64 + usize::try_from(bit).unwrap_or(0))
            })
        })
    }
}

/// The keys of everything that a word of a text may match.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keys(SmallVec<[u16; 6]>);

/// The vocabulary. Most words of a text are not in it, so a failed look-up must be fast.
struct Vocabulary {
    words: Vec<String>,
    slots: WordIndex,
}

impl Vocabulary {
    fn of(mut words: Vec<String>) -> Self {
        words.sort_unstable();
        words.dedup();
        words.truncate(MOST);
        Self { slots: WordIndex::of(words.iter().map(String::as_str)), words }
    }

    fn key(&self, word: &str) -> Option<u16> {
        let index = self.slots.find(word, |index| &self.words[index])?;
        u16::try_from(index).ok()
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(looked_for().collect()));

/// The key of a word, if the vocabulary has it.
pub(super) fn key(word: &str) -> Option<u16> {
    VOCABULARY.key(word)
}

/// The size of the vocabulary, and its maximum.
#[cfg(test)]
pub(super) fn size() -> (usize, usize) {
    (VOCABULARY.words.len(), MOST)
}

impl Keys {
    /// The keys of a token.
    pub(crate) fn of(token: &Token<'_>) -> Self {
        let mut keys: SmallVec<[u16; 6]> = SmallVec::new();
        let mut add = |word: &str| {
            if let Some(key) = key(word).filter(|key| !keys.contains(key)) {
                keys.push(key);
            }
        };
        match token.class {
            Class::Mark => add(&token.lower),
            Class::Number => {
                add("#");
                add(&token.lower);
            }
            _ => {
                add(&token.lower);
                let mut exact = SmallVec::<[u8; 24]>::from_slice(b"=");
                exact.extend_from_slice(token.lower.as_bytes());
                std::str::from_utf8(&exact).into_iter().for_each(&mut add);
                // "Last month's movements" is about the month.
                if let Some(owner) = token.lower.strip_suffix("'s") {
                    add(owner);
                }
                let singular = token.singular();
                if singular.len() < token.lower.len() {
                    add(singular);
                }
                for reading in &token.readings {
                    add(reading.verb.base);
                    word_lists::SORTS.iter().filter(|(_, sort)| reading.verb.is(*sort)).for_each(|(name, _)| add(name));
                }
                if token.lower.contains(['-', '_']) {
                    token.lower.split(['-', '_']).for_each(&mut add);
                }
            }
        }
        Self(keys)
    }
}
