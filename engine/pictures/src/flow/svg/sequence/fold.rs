//! Breaks texts into lines of a given width: at word boundaries where possible, with as few cuts as possible.
//!
//! This module must not know what the texts mean.

use super::super::super::drawing::measure::{cut, width};

/// Widest text that always stays on one line, pixels.
const SHORT: u32 = 136;

/// Maximum number of lines of a text.
pub(super) const MOST_LINES: usize = 3;

/// Breaks a text into at most [`MOST_LINES`] lines of at most `room` pixels. Lines break between words; a word
/// is split only if it is wider than a line. A text that is still too long ends in an ellipsis.
pub(super) fn fold(text: &str, size: u32, room: u32) -> Vec<String> {
    fold_into(text, size, room, MOST_LINES)
}

/// Like [`fold`], into at most this many lines.
pub(super) fn fold_into(text: &str, size: u32, room: u32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, more) = split(rest, size, room);
            let is_first = rest.len() == word.len();
            match lines.last_mut() {
                Some(line) if is_first && width(&format!("{line} {piece}"), size) <= room => {
                    line.push(' ');
                    line.push_str(piece);
                }
                _ => lines.push(piece.to_owned()),
            }
            rest = more;
            if lines.len() > most {
                let over = lines.pop().unwrap_or_default();
                if let Some(last) = lines.last_mut() {
                    let glue = if is_first { " " } else { "" };
                    *last = cut(&format!("{last}{glue}{over}\u{2026}"), size, room);
                }
                return lines;
            }
        }
    }
    lines
}

/// Like [`fold`], for a name in Pascal case, which breaks before its capitals.
pub(super) fn fold_name(name: &str, size: u32, room: u32) -> Vec<String> {
    let mut words = String::with_capacity(name.len());
    let mut before = None;
    for c in name.chars() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            words.push(BREAK);
        }
        words.push(c);
        before = Some(c);
    }
    let mut lines: Vec<String> = Vec::new();
    for part in words.split(BREAK) {
        match lines.last_mut() {
            Some(line) if width(&format!("{line}{part}"), size) <= room => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    if lines.len() <= MOST_LINES && lines.iter().all(|line| width(line, size) <= room) {
        lines
    } else {
        fold(name, size, room)
    }
}

/// Separates the words of a name while it is folded. No displayed name contains this control character.
const BREAK: char = '\u{1f}';

/// The smallest width, between `least` and `most` pixels, at which a text fits two lines without splitting a
/// word. A short text gets the width of one line.
pub(super) fn room_for(text: &str, size: u32, least: u32, most: u32) -> u32 {
    let short = cut(text, size, SHORT);
    if short == text {
        return width(text, size).clamp(least.min(most), most);
    }
    let words = text.split_whitespace().take(200).map(|word| width(word, size));
    let least = words.max().unwrap_or(0).clamp(least.min(most), most);
    let is_enough = |room: &u32| fold(text, size, *room).len() <= 2;
    (least..most).step_by(8).find(is_enough).unwrap_or(most)
}

/// Splits a word into the part that fits and the rest. The part has at least one character, and characters that
/// display as one stay together.
fn split(word: &str, size: u32, room: u32) -> (&str, &str) {
    let mut joined = true;
    let mut buffer = [0; 4];
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        let is_own = !joined && width(c.encode_utf8(&mut buffer), size) > 0;
        if is_own && word.get(..end).is_some_and(|piece| width(piece, size) > room) {
            return word.split_at(at);
        }
        joined = c == '\u{200d}';
    }
    (word, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_keep_every_word_while_there_is_room() {
        assert_eq!(fold("Send the confirmation e-mail", 13, 130), ["Send the", "confirmation e-mail"]);
        assert_eq!(fold("漢字漢字漢字漢字", 13, 60), ["漢字漢字", "漢字漢字"]);
        assert_eq!(fold("Überweisungsauftragsbestätigung", 13, 120).concat(), "Überweisungsauftragsbestätigung");
        assert!(fold(" ", 13, 60).is_empty());
    }

    #[test]
    fn what_is_too_long_fills_its_lines_and_says_that_it_was_cut() {
        for text in ["word ".repeat(400), "漢".repeat(400), "👩e\u{301}".repeat(300)] {
            for room in [60, 100, 161] {
                let lines = fold(&text, 13, room);
                assert_eq!(lines.len(), MOST_LINES);
                assert!(lines[2].ends_with('…') && !lines[2].ends_with("\u{200d}…"), "{lines:?}");
                assert!(lines.iter().all(|line| width(line, 13) <= room), "{lines:?} in {room}");
                assert!(lines.iter().all(|line| !line.starts_with(['\u{301}', '\u{200d}'])), "{lines:?}");
            }
        }
    }

    #[test]
    fn names_are_broken_before_capitals() {
        assert_eq!(fold_name("CustomerAccountCreated", 13, 120), ["CustomerAccount", "Created"]);
        assert_eq!(fold_name("CustomerAccountCreated", 13, 200), ["CustomerAccountCreated"]);
        assert_eq!(fold_name(&"x".repeat(90), 13, 120).len(), MOST_LINES);
    }

    #[test]
    fn the_room_asked_for_is_enough_for_two_lines() {
        for text in
            ["Reserve the seat", "Send the confirmation e-mail to whoever booked the seat", "預約座位預約座位預約"]
        {
            let room = room_for(text, 13, 60, 240);
            assert!(fold(text, 13, room).len() <= 2, "{text} in {room}");
        }
        assert_eq!(room_for(&"long ".repeat(90), 13, 60, 240), 240);
    }
}
