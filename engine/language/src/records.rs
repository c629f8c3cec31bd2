//! Records that are never removed: what is written in their place when they turn out wrong.
//!
//! Data only. A ledger gets a counter-entry, an invoice a credit note, a medical or legal record an amendment,
//! and a sent message a correction. Sources: Helland, "Immutability Changes Everything" (2015): accountants do
//! not use erasers; Directive 2006/112/EC, article 219: a document that amends an invoice refers to it; HL7
//! FHIR, Provenance and "entered-in-error": clinical records are amended and kept.

/// What takes a kept record back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// A counter-entry.
    Reversal,
    /// A credit note.
    CreditNote,
    /// An amendment beside the record. The record stands by itself, whatever becomes of other steps.
    Amendment,
    /// A further message that corrects the first.
    Message,
}

/// Nouns of kept records, sorted, each with what takes it back.
const KEPT: &[(&str, Correction)] = &[
    ("certificate", Correction::Amendment),
    ("chart", Correction::Amendment),
    ("diagnosis", Correction::Amendment),
    ("e-mail", Correction::Message),
    ("email", Correction::Message),
    ("entry", Correction::Reversal),
    ("finding", Correction::Amendment),
    ("invoice", Correction::CreditNote),
    ("journal", Correction::Reversal),
    ("judgement", Correction::Amendment),
    ("judgment", Correction::Amendment),
    ("ledger", Correction::Reversal),
    ("letter", Correction::Message),
    ("mail", Correction::Message),
    ("message", Correction::Message),
    ("minutes", Correction::Amendment),
    ("note", Correction::Amendment),
    ("notice", Correction::Message),
    ("notification", Correction::Message),
    ("posting", Correction::Reversal),
    ("record", Correction::Amendment),
    ("transaction", Correction::Reversal),
    ("verdict", Correction::Amendment),
];

/// What takes back the record that `thing` names, by its last noun; none if the record can simply be removed.
/// `thing` is in lower case.
pub fn correction(thing: &str) -> Option<Correction> {
    let head = thing.rsplit(' ').next()?;
    let found = KEPT.binary_search_by_key(&head, |(noun, _)| noun).ok()?;
    Some(KEPT[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_records_are_found_by_their_last_noun() {
        assert!(KEPT.is_sorted_by_key(|(noun, _)| noun));
        assert_eq!(correction("clinical note"), Some(Correction::Amendment));
        assert_eq!(correction("invoice"), Some(Correction::CreditNote));
        assert_eq!(correction("note paper"), None);
    }
}
