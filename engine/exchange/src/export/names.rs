//! Makes names that every format takes: ASCII letters, digits and single hyphens, each given only once.

use std::collections::BTreeSet;

/// Maximum length of a name before a number is added. Backstage takes 63 characters in all.
const LONGEST: usize = 56;

/// The names that were given in one space of names.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// A name like `text` that was not given before; made of `otherwise` if no letter of the text can stand in it.
    ///
    /// Names that differ only in upper and lower case count as the same, because they become names of files.
    pub(super) fn give(&mut self, text: &str, otherwise: &str) -> String {
        let name = slug(text);
        let name = if name.is_empty() { otherwise.to_owned() } else { name };
        let mut unique = name.clone();
        let mut number = 1_u32;
        while !self.given.insert(unique.to_ascii_lowercase()) {
            number += 1;
            unique = format!("{name}-{number}");
        }
        unique
    }
}

/// The ASCII letters and digits of a text, with one hyphen for everything between them.
pub(super) fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST).collect();
    name.trim_end_matches('-').to_owned()
}

/// A name in Pascal case as lower-case words with hyphens: `reserve-seat` for `ReserveSeat`.
pub(super) fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let begins_word = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                let is_last_of_capitals = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_ascii_uppercase() && is_last_of_capitals)
            });
        if begins_word {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_given_once() {
        let mut names = Names::default();
        let mut give = |text: &str| names.give(text, "service");
        assert_eq!(give("Seat \"inventory\"\n{x}"), "Seat-inventory-x");
        assert_eq!(give("seat inventory: X"), "seat-inventory-X-2");
        assert_eq!(give("\u{202e}ключ"), "service");
        assert_eq!(give("ключ"), "service-2");
        assert_eq!(give(&"a".repeat(200)).len(), LONGEST);
        assert_eq!(give(&"a".repeat(200)).len(), LONGEST + 2);
    }

    #[test]
    fn words_of_a_name_are_told_apart() {
        assert_eq!(kebab("ReserveSeat"), "reserve-seat");
        assert_eq!(kebab("GetHTTPStatus2Go"), "get-http-status2-go");
    }
}
