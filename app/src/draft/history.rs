//! What can be undone and done again in a draft.
//!
//! A change is kept as the part of the draft that it replaced. Undoing it puts that part back, and keeps in its place
//! what doing it again puts back. So a change of a long draft takes little room, whatever the change was.

use super::Written;

/// The changes of a draft that can be undone and done again. Changes are numbered from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The number of the last change that is done; 0 if none is.
    pub done: u32,
    /// Whether that change can be undone. Of a long history only the newest changes are kept.
    pub can_undo: bool,
    /// Whether the change after it was undone and can be done again.
    pub can_redo: bool,
}

/// What the saving of a draft does to its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A new change. The changes that were undone before it are forgotten.
    New,
    /// The last change is undone.
    Undo,
    /// The change that was undone last is done again.
    Redo,
}

impl Turn {
    /// The number of the change that is made, undone or done again in a draft whose last change was `done`.
    pub fn number(self, done: u32) -> u32 {
        match self {
            Self::New | Self::Redo => done.saturating_add(1),
            Self::Undo => done,
        }
    }

    /// The number of the last change that is done afterwards.
    pub fn done(self, done: u32) -> u32 {
        match self {
            Self::New | Self::Redo => done.saturating_add(1),
            Self::Undo => done.saturating_sub(1),
        }
    }
}

/// The number of changes that are always kept.
pub const KEPT_CHANGES: u32 = 50;

/// How many bytes the changes of a draft may take together, beside the newest [`KEPT_CHANGES`].
pub const KEPT_BYTES: u32 = 1024 * 1024;

/// What one change takes in addition to its text, in bytes.
pub const EACH: u32 = 64;

/// A part of a text, and what to put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Where the part begins, in bytes.
    pub at: usize,
    /// How long it is, in bytes.
    pub length: usize,
    /// What stands there instead.
    pub text: String,
}

impl Replacement {
    /// The replacement that makes `then` out of `now`, as short as one replacement can be.
    pub fn between(now: &Written, then: &Written) -> Self {
        let (now, then) = (joined(now), joined(then));
        let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(one, other)| one == other).count();
        let mut at = same(&mut now.bytes().zip(then.bytes()));
        while !(now.is_char_boundary(at) && then.is_char_boundary(at)) {
            at -= 1;
        }
        let mut end = same(&mut now[at..].bytes().rev().zip(then[at..].bytes().rev()));
        while !(now.is_char_boundary(now.len() - end) && then.is_char_boundary(then.len() - end)) {
            end -= 1;
        }
        Self { at, length: now.len() - end - at, text: then[at..then.len() - end].to_owned() }
    }

    /// What stands after the replacement; `None` if it was made for another text.
    pub fn apply(&self, now: &Written) -> Option<Written> {
        let now = joined(now);
        let (before, behind) = (now.get(..self.at)?, now.get(self.at.checked_add(self.length)?..)?);
        let then = [before, &self.text, behind].concat();
        let (words, text) = then.split_once('\n')?;
        Some(Written { text: text.to_owned(), words: (!words.is_empty()).then(|| words.to_owned()) })
    }
}

/// Words and text as one text. Words are JSON without a line break, and never empty.
fn joined(Written { text, words }: &Written) -> String {
    [words.as_deref().unwrap_or_default(), "\n", text].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(words: &str, text: &str) -> Written {
        Written { text: text.to_owned(), words: (!words.is_empty()).then(|| words.to_owned()) }
    }

    #[test]
    fn a_change_is_kept_as_what_it_replaced_and_can_be_undone_and_done_again() {
        let all = [
            written("", ""),
            written("", "\n\n"),
            written("{}", "name: Shop"),
            written("{\"text\": \"ä\"}", "name: Shöp"),
            written("{\"text\": \"ö\"}", "name: Shäp\nflows: []"),
            written("", "aaaa"),
            written("", "aa"),
        ];
        for (before, after) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            let undo = Replacement::between(after, before);
            assert_eq!(undo.apply(after).as_ref(), Some(before), "{undo:?}");
            let redo = Replacement::between(before, after);
            assert_eq!(redo.apply(before).as_ref(), Some(after), "{redo:?}");
        }
    }

    #[test]
    fn it_is_as_short_as_the_change_and_fits_no_other_text() {
        let long = "x".repeat(10_000);
        let (before, after) = (written("", &format!("{long}no{long}")), written("", &format!("{long}yes{long}")));
        let undo = Replacement::between(&after, &before);
        assert_eq!((undo.length, undo.text.as_str()), (3, "no"));
        assert_eq!(undo.apply(&written("", "short")), None);
        let cut = Replacement { at: 2, length: 1, text: String::new() };
        assert_eq!(cut.apply(&written("", "ä")), None, "inside a letter");
    }
}
