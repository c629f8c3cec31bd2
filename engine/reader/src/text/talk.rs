//! What is no part of the system: greetings, questions, other languages, sections about what is not done.

use language::clauses::{Class, Token};

use super::Section;
use super::words;

/// Whether a text is not English: hardly a word of it holds an English sentence together or is an English verb.
pub(super) fn is_foreign(tokens: &[Token<'_>]) -> bool {
    let words: Vec<&Token<'_>> =
        tokens.iter().filter(|token| token.is_word() && !token.code && token.class != Class::Number).collect();
    let english = words.iter().filter(|token| token.class != Class::Open || !token.readings.is_empty()).count();
    let other = words.iter().filter(|token| OTHERS.contains(&&*token.lower)).count();
    let drawn = tokens.iter().any(|token| super::shapes::is_joint(token.text));
    words.len() >= 6 && !drawn && (english * 6 < words.len() || other * 5 > words.len())
}

/// Words that hold sentences of other languages together and are no English words; sorted.
const OTHERS: &[&str] = &[
    "aber", "al", "auf", "avec", "che", "con", "cuando", "dans", "das", "dem", "den", "der", "des", "die", "dolor",
    "e", "een", "ein", "eine", "einen", "el", "en", "est", "et", "het", "ipsum", "la", "las", "le", "les", "los",
    "lorem", "mit", "nach", "nicht", "och", "para", "pour", "que", "quand", "sit", "sich", "sur", "un", "una", "und",
    "une", "van", "von", "wenn", "wird", "y", "zu",
];

/// What stands under a title or a line with a colon.
pub(super) fn section(title: &[Token<'_>]) -> Section {
    let words: Vec<&Token<'_>> = title.iter().filter(|token| token.is_word()).collect();
    let has = |list: &[&str]| words.iter().any(|token| list.contains(&&*token.lower));
    let said = words.iter().map(|token| &*token.lower).collect::<Vec<_>>().join(" ");
    if words.len() <= 5
        && words::OUT_OF_SCOPE.iter().any(|phrase| said == *phrase || said.starts_with(&format!("{phrase} ")))
    {
        return Section::Skipped;
    }
    if has(&["topics", "events"]) && words.len() <= 5 {
        return Section::Events;
    }
    if words.len() <= 6 && has(words::CAST_LISTS) && !has(&["call", "calls", "notified", "told", "react", "reacts"]) {
        return Section::Cast;
    }
    Section::Acts
}

/// Whether a sentence greets, thanks or signs.
pub(super) fn is_greeting(tokens: &[Token<'_>]) -> bool {
    let words: Vec<&Token<'_>> = tokens.iter().filter(|token| token.is_word()).collect();
    let Some(first) = words.first() else { return true };
    let quick = matches!(&*first.lower, "quick" | "short" | "just")
        && words.get(1).is_some_and(|next| {
            matches!(&*next.lower, "one" | "q" | "question" | "recap" | "note" | "heads-up" | "update" | "summary")
        });
    if quick {
        return true;
    }
    words::GREETINGS.contains(&&*first.lower) && words.len() <= 6
}

/// Whether a sentence asks its reader something.
pub(super) fn is_question(tokens: &[Token<'_>]) -> bool {
    tokens.last().is_some_and(|last| last.text == "?")
}

/// Whether a sentence says that something is not part of what is described: "that's out of scope", "not in this
/// release", "is covered in clause 6".
fn is_elsewhere(tokens: &[Token<'_>]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &*token.lower);
    (0..tokens.len()).any(|at| match word(at) {
        "scope" => matches!(word(at.wrapping_sub(2)), "out" | "not") && matches!(word(at.wrapping_sub(1)), "of" | "in"),
        "this" | "our" => {
            matches!(word(at.wrapping_sub(1)), "in" | "by" | "of" | "on")
                && (at.saturating_sub(4)..at).any(|before| matches!(word(before), "not" | "unaffected"))
                && matches!(
                    word(at + 1),
                    "release"
                        | "version"
                        | "phase"
                        | "iteration"
                        | "sprint"
                        | "ticket"
                        | "list"
                        | "document"
                        | "page"
                        | "spec"
                        | "specification"
                        | "change"
                        | "proposal"
                )
        }
        "in" | "by" | "under" => {
            matches!(word(at.wrapping_sub(1)), "covered" | "described" | "handled" | "specified" | "defined")
                && matches!(word(at + 1), "clause" | "section" | "chapter" | "appendix" | "annex" | "part" | "another")
        }
        _ => false,
    })
}

/// Whether a sentence tells of an option that was not taken, or of something that is not done or stands elsewhere.
pub(super) fn is_rejected(tokens: &[Token<'_>]) -> bool {
    if is_elsewhere(tokens) {
        return true;
    }
    let has = |list: &[&str]| tokens.iter().any(|token| list.contains(&&*token.lower));
    let was = tokens.windows(2).any(|pair| {
        matches!(&*pair[0].lower, "was" | "were" | "been")
            && matches!(&*pair[1].lower, "rejected" | "dropped" | "discarded" | "considered" | "discussed")
    });
    was || (has(&["rejected", "dropped", "considered", "alternatively"]) && has(&["we", "i"]) && tokens.len() < 25)
        || (has(&["consider", "considered", "thought", "discussed"]) && has(&["we", "i"]) && tokens.len() < 40)
        || (has(&["alternative"]) && has(&["would", "could"]))
}
