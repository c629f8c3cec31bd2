//! The verbs, one line each: base form, irregular past and participle, classes, and an example event.
//!
//! `doubled()` says that the last consonant is doubled although the verb has more than one syllable, or in
//! British spelling only. `noun()` says that the same word is about as often a noun. To add a verb, insert one
//! line in alphabetical order.

mod a_to_c;
mod d_to_m;
mod n_to_r;
mod s_to_z;

use std::sync::LazyLock;

use super::morphology::{gerund, participle, past, third};
use super::{Form, Verb};
use crate::word_index::{WordIndex, hash};

/// The verbs in alphabetical order, in parts.
const PARTS: &[&[Verb]] = &[a_to_c::VERBS, d_to_m::VERBS, n_to_r::VERBS, s_to_z::VERBS];

static ALL: LazyLock<(Vec<&Verb>, WordIndex)> = LazyLock::new(|| {
    let all: Vec<&Verb> = PARTS.iter().copied().flatten().collect();
    let slots = WordIndex::of(all.iter().map(|verb| verb.base));
    (all, slots)
});

/// All verbs, sorted by base form.
pub(super) fn all() -> &'static [&'static Verb] {
    &ALL.0
}

/// Finds a verb by its base form in the lexicon's spelling.
pub(super) fn find(base: &str) -> Option<&'static Verb> {
    let (all, slots) = &*ALL;
    slots.find(base, |index| all[index].base).map(|index| all[index])
}

type IrregularForm = (&'static str, &'static Verb, Form);

/// The irregular pasts and participles of verbs without a particle, sorted.
static IRREGULAR: LazyLock<Vec<IrregularForm>> = LazyLock::new(|| {
    let mut forms: Vec<IrregularForm> = all()
        .iter()
        .filter(|verb| verb.particle().is_empty())
        .filter_map(|&verb| verb.irregular.map(|(past, participle)| (past, participle, verb)))
        .flat_map(|(past, participle, verb)| {
            let told = (past != participle).then_some((past, verb, Form::Past));
            [Some((participle, verb, Form::Participle)), told]
        })
        .flatten()
        .collect();
    forms.sort_unstable_by_key(|(form, verb, _)| (*form, verb.base));
    forms
});

/// The verbs that have a word as their irregular past or participle.
pub(super) fn irregular_forms(word: &str) -> &'static [IrregularForm] {
    let from = IRREGULAR.partition_point(|(form, ..)| *form < word);
    let same = IRREGULAR[from..].iter().take_while(|(form, ..)| *form == word).count();
    &IRREGULAR[from..from + same]
}

/// A Bloom filter with one hash: one bit for each form of each verb, and of the first word of each phrasal verb.
static FORMS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; PLACES / 64];
    for verb in all() {
        // Readers look up single words, so the first word of a phrasal verb is added too.
        let first = verb.base.split(' ').next().unwrap_or_default();
        let forms = [third(first), past(first), participle(first), gerund(first)];
        for form in [verb.base, first].into_iter().chain(forms.iter().map(String::as_str)) {
            let place = place(form);
            bits[place / 64] |= 1 << (place % 64);
        }
    }
    bits
});

/// Number of bits: sixteen times the number of forms, so that few other words hit one.
const PLACES: usize = 1 << 17;

/// Whether the filter has a word. A form of a known verb always passes, other words rarely do.
pub(super) fn may_be_form(word: &str) -> bool {
    let place = place(word);
    FORMS[place / 64] & (1 << (place % 64)) != 0
}

/// The bit of a word; it ignores letters in which British and American spelling differ.
fn place(word: &str) -> usize {
    let letters = word.as_bytes();
    let told = letters.iter().enumerate().filter(|(at, letter)| match letter {
        b'l' => letters.get(at + 1) != Some(&b'l'),
        b'u' => !(letters.get(at + 1) == Some(&b'r') && letters[..*at].last() == Some(&b'o')),
        _ => true,
    });
    hash(told.map(|(_, letter)| if *letter == b'z' { b's' } else { *letter })) % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_in_every_spelling_may_be_one_and_most_words_are_none() {
        for verb in all().iter().filter(|verb| verb.particle().is_empty()) {
            for form in
                [verb.base.to_owned(), third(verb.base), past(verb.base), participle(verb.base), gerund(verb.base)]
            {
                for spelling in
                    [form.clone(), form.replace('z', "s"), form.replace('l', "ll"), form.replace("or", "our")]
                {
                    assert!(may_be_form(&spelling), "{spelling}");
                }
            }
        }
        let others = all().iter().map(|verb| format!("{}ness", verb.base));
        assert!(others.filter(|word| may_be_form(word)).count() * 10 < all().len());
    }
}
