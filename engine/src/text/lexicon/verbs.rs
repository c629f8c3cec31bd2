//! The verbs, one on a line: base form, irregular past and participle, sorts of act, and a fact told with it.
//!
//! `doubled()`: the last consonant is doubled though the verb has more than one syllable, or in British spelling only.
//! `noun()`: the same word is about as often a noun. Adding a verb is one line, in order.

mod a_to_c;
mod d_to_m;
mod n_to_r;
mod s_to_z;

use std::sync::LazyLock;

use super::{Form, Verb};

/// The verbs in order, in parts.
pub(super) const PARTS: &[&[Verb]] = &[a_to_c::VERBS, d_to_m::VERBS, n_to_r::VERBS, s_to_z::VERBS];

type IrregularForm = (&'static str, &'static Verb, Form);

/// The irregular forms of single words, sorted.
static IRREGULAR: LazyLock<Vec<IrregularForm>> = LazyLock::new(|| {
    let mut forms: Vec<IrregularForm> = PARTS
        .iter()
        .copied()
        .flatten()
        .filter(|verb| verb.particle().is_empty())
        .filter_map(|verb| verb.irregular.map(|(past, participle)| (past, participle, verb)))
        .flat_map(|(past, participle, verb)| {
            let told = (past != participle).then_some((past, verb, Form::Past));
            [Some((participle, verb, Form::Participle)), told]
        })
        .flatten()
        .collect();
    forms.sort_unstable_by_key(|(form, verb, _)| (*form, verb.base));
    forms
});

/// The verbs of which a word is an irregular past or participle.
pub(super) fn irregular_forms(word: &str) -> &'static [IrregularForm] {
    let from = IRREGULAR.partition_point(|(form, ..)| *form < word);
    let to = IRREGULAR.partition_point(|(form, ..)| *form <= word);
    &IRREGULAR[from..to]
}
