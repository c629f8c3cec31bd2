//! Finds quotes in a text. White space and case do not count; every other character does.

use std::ops::Range;

/// A text in which quotes are looked for.
#[derive(Debug)]
pub(super) struct Original<'t> {
    text: &'t str,
    /// The characters of the text in lower case, without white space.
    letters: String,
    /// For each character of the text that is no white space, in order: where its letters begin.
    places: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    /// First byte in the letters.
    letter: usize,
    /// First byte in the text.
    byte: usize,
    /// Number of the character in the text, from 0.
    character: u32,
}

impl<'t> Original<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut letters = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len());
        for (character, (byte, c)) in (0..).zip(text.char_indices()) {
            if !c.is_whitespace() {
                places.push(Place { letter: letters.len(), byte, character });
                letters.extend(c.to_lowercase());
            }
        }
        Self { text, letters, places }
    }

    /// The first place of a quote, in characters, with its words as they stand there. A quote begins and ends
    /// with whole words.
    pub(super) fn find(&self, quote: &str) -> Option<([u32; 2], &'t str)> {
        self.find_in(quote, 0..self.letters.len())
    }

    /// The same inside a range of characters.
    pub(super) fn find_within(&self, quote: &str, [start, end]: [u32; 2]) -> Option<([u32; 2], &'t str)> {
        let letter = |character: u32| {
            let index = self.places.partition_point(|place| place.character < character);
            self.places.get(index).map_or(self.letters.len(), |place| place.letter)
        };
        self.find_in(quote, letter(start)..letter(end))
    }

    fn find_in(&self, quote: &str, within: Range<usize>) -> Option<([u32; 2], &'t str)> {
        let wanted: String = quote.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        if wanted.is_empty() {
            return None;
        }
        let from = within.start;
        self.letters
            .get(within)?
            .match_indices(&wanted)
            .find_map(|(at, _)| self.whole(from + at..from + at + wanted.len()))
    }

    /// The characters of a range of letters; `None` if it cuts a word or a character.
    fn whole(&self, letters: Range<usize>) -> Option<([u32; 2], &'t str)> {
        let first = self.places.binary_search_by_key(&letters.start, |place| place.letter).ok()?;
        let behind = self.places.partition_point(|place| place.letter < letters.end);
        let is_cut = self.places.get(behind).is_some_and(|place| place.letter != letters.end);
        let (first, last) = (self.places.get(first)?, self.places.get(behind.checked_sub(1)?)?);
        let end = last.byte + self.text.get(last.byte..)?.chars().next()?.len_utf8();
        if is_cut || self.is_inside_word(first.byte) || self.is_inside_word(end) {
            return None;
        }
        Some(([first.character, last.character + 1], self.text.get(first.byte..end)?))
    }

    /// Whether a word goes on over this byte. Only scripts with upper and lower case, and digits, count: others
    /// often have no space between words.
    fn is_inside_word(&self, byte: usize) -> bool {
        let of_word = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_numeric();
        let (before, behind) = self.text.split_at(byte);
        before.chars().next_back().is_some_and(of_word) && behind.chars().next().is_some_and(of_word)
    }
}

/// Whether a quote is long enough to say something: as long as a short word or a number, "pay" or "> 5". One
/// character is enough in a script that writes words with few.
pub(super) fn says_something(quote: &str) -> bool {
    let marks = quote.chars().filter(|c| !c.is_whitespace());
    quote.chars().any(char::is_alphanumeric) && marks.map(char::len_utf8).sum::<usize>() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_do_not_count_and_everything_else_does() {
        let text = Original::of("We charge\n   the Card, then we\u{a0}mail Stra\u{df}e \u{130}zmir.");
        for (quote, words) in [
            ("charge the card", Some("charge\n   the Card")),
            ("WE MAIL", Some("we\u{a0}mail")),
            ("chargethecard", Some("charge\n   the Card")),
            ("stra\u{df}e", Some("Stra\u{df}e")),
            ("charge the cards", None),
            ("charge card", None),
            ("arge the card", None),
            ("charge the car", None),
            ("card then", None),
            ("", None),
        ] {
            assert_eq!(text.find(quote).map(|(_, words)| words), words, "{quote}");
        }
        assert_eq!(text.find("the card").map(|(span, _)| span), Some([13, 21]));
    }

    #[test]
    fn a_later_place_with_whole_words_is_found_and_other_scripts_need_none() {
        assert_eq!(Original::of("recharge, charge").find("charge").map(|(span, _)| span), Some([10, 16]));
        assert_eq!(Original::of("\u{9884}\u{8ba2}\u{5ea7}\u{4f4d}").find("\u{8ba2}\u{5ea7}").unwrap().0, [1, 3]);
        let text = Original::of("mail it, mail it");
        assert_eq!(text.find_within("mail", [9, 16]), Some(([9, 13], "mail")));
        assert_eq!(text.find_within("mail", [0, 4]), Some(([0, 4], "mail")));
        assert_eq!(text.find_within("mail", [1, 8]), None);
    }

    #[test]
    fn a_quote_says_something() {
        assert!(says_something("pay") && says_something("\u{5ea7}") && says_something("> 0.8"));
        assert!(!says_something("to") && !says_something(" - ") && !says_something(""));
    }
}
