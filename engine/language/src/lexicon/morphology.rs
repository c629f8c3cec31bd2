//! Inflects verbs, and finds the base forms that a word may come from.
//!
//! Words are in lower case. A phrasal verb is inflected in its first word, a word with hyphens in its last
//! part. Irregular forms come from the lexicon; all other forms follow the spelling rules in this module.

use smallvec::SmallVec;

use super::{Form, Verb, find};

/// Prefixes of verbs: done again, beforehand, wrongly, too much, too little, or by itself.
pub(super) const AGAIN: &[&str] = &["re", "pre", "mis", "over", "under", "auto"];

/// Nouns that begin with such a prefix and are no verbs, sorted.
pub(super) const PREFIXED_NOUNS: &[&str] = &["overtime", "overview", "recourse", "resource", "resources"];

/// The past participle: `reserve` gives `reserved`, `take` gives `taken`, `back up` gives `backed up`.
pub fn participle(base: &str) -> String {
    inflect(base, |verb| verb.irregular.map(|(_, participle)| participle), regular_past)
}

/// The simple past: `reserve` gives `reserved`, `take` gives `took`.
pub fn past(base: &str) -> String {
    inflect(base, |verb| verb.irregular.map(|(past, _)| past), regular_past)
}

/// The third person: `reserve` gives `reserves`, `have` gives `has`.
pub fn third(base: &str) -> String {
    let irregular = |verb: &Verb| match verb.base {
        "be" => Some("is"),
        "have" => Some("has"),
        _ => None,
    };
    inflect(base, irregular, |word, _| match word.as_bytes() {
        // As in videos, unlike vetoes.
        [.., before, b'o'] if is_vowel(*before) => format!("{word}s"),
        [.., b's' | b'x' | b'z' | b'o'] | [.., b'c' | b's', b'h'] => format!("{word}es"),
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", &word[..word.len() - 1]),
        _ => format!("{word}s"),
    })
}

/// The form in `-ing`: `reserve` gives `reserving`, `tie` gives `tying`, `ship` gives `shipping`.
pub fn gerund(base: &str) -> String {
    inflect(
        base,
        |_| None,
        |word, doubles| match word.as_bytes() {
            [.., b'i', b'e'] => format!("{}ying", &word[..word.len() - 2]),
            [.., before, b'e'] if word.len() > 2 && !matches!(before, b'e' | b'o' | b'y') => {
                format!("{}ing", &word[..word.len() - 1])
            }
            [.., b'i', b'c'] => format!("{word}king"),
            [.., last] if doubles => format!("{word}{}ing", char::from(*last)),
            _ => format!("{word}ing"),
        },
    )
}

/// The lexicon's spelling of a base in the other spelling: `authorise` gives `authorize`, `enroll` gives `enrol`.
pub fn american(base: &str) -> Option<String> {
    const ENDINGS: &[(&str, &str)] = &[
        ("yse", "yze"),
        ("ise", "ize"),
        ("enroll", "enrol"),
        ("fulfill", "fulfil"),
        ("avor", "avour"),
        ("avorite", "avourite"),
        ("onor", "onour"),
    ];
    let word = base.split(' ').next()?;
    let (british, other) = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))?;
    Some(format!("{}{other}{}", &word[..word.len() - british.len()], &base[word.len()..]))
}

/// Whether a word is this form, apart from differences between British and American spelling.
pub(super) fn is_spelling_of(word: &str, form: &str) -> bool {
    word == form || {
        let plain = |text: &str| text.replace("ll", "l").replace('z', "s").replace("our", "or");
        plain(word) == plain(form)
    }
}

/// All bases that a word may be a regular form of, whether or not these verbs exist.
pub fn bases(word: &str) -> SmallVec<[(Form, String); 4]> {
    let mut found = SmallVec::new();
    let mut add = |form, base: &str, end: &str| {
        if base.len() + end.len() > 1 {
            found.push((form, format!("{base}{end}")));
        }
    };
    match word {
        "is" => add(Form::Third, "be", ""),
        "has" => add(Form::Third, "have", ""),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("ies") {
        add(Form::Third, stem, "y");
        add(Form::Third, stem, "ie");
    } else if let Some(stem) = word.strip_suffix("es") {
        add(Form::Third, stem, "e");
        add(Form::Third, stem, "");
    } else if let Some(stem) = word.strip_suffix('s') {
        add(Form::Third, stem, "");
    }
    for (ending, form) in [("ed", Form::Participle), ("ing", Form::Gerund)] {
        let Some(stem) = word.strip_suffix(ending) else { continue };
        add(form, stem, "e");
        add(form, stem, "");
        match stem.as_bytes() {
            [.., b'i'] if form == Form::Participle => add(form, &stem[..stem.len() - 1], "y"),
            [.., b'y'] if form == Form::Gerund => add(form, &stem[..stem.len() - 1], "ie"),
            [.., b'c', b'k'] => add(form, &stem[..stem.len() - 1], ""),
            [.., before, last] if before == last && last.is_ascii_lowercase() => add(form, &stem[..stem.len() - 1], ""),
            _ => {}
        }
    }
    found
}

/// Inflects the first word of a verb: irregularly if the lexicon says so, else regularly.
fn inflect(
    base: &str,
    irregular: impl Fn(&'static Verb) -> Option<&'static str>,
    regular: impl Fn(&str, bool) -> String,
) -> String {
    let (word, particle) = base.find(' ').map_or((base, ""), |at| base.split_at(at));
    let (before, word) = word.rfind('-').map_or(("", word), |at| word.split_at(at + 1));
    let (inside, known) = inner(word);
    let prefix = &word[..word.len() - inside.len()];
    let form = match known.and_then(irregular) {
        Some(form) => form.to_owned(),
        // `enroll` is the other spelling of `enrol` and has its double consonant already.
        None => {
            regular(inside, known.map_or_else(|| is_short(inside.as_bytes()), Verb::doubles) && !inside.ends_with("ll"))
        }
    };
    format!("{before}{prefix}{form}{particle}")
}

/// Separates a prefix from a known verb: `resend`, `overpay`. Returns the verb's text and entry; for a word
/// without such a prefix, the word itself and its entry if it is known.
fn inner(word: &str) -> (&str, Option<&'static Verb>) {
    if let Some(verb) = find(word) {
        return (word, Some(verb));
    }
    ["counter", "inter", "under", "over", "out", "mis", "pre", "sub", "un", "re", "up", "co"]
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix))
        .filter(|inner| inner.len() > 2)
        .find_map(|inner| Some((inner, Some(find(inner)?))))
        .unwrap_or((word, None))
}

fn regular_past(word: &str, doubles: bool) -> String {
    match word.as_bytes() {
        [] => String::new(),
        [.., b'e'] => format!("{word}d"),
        [.., b'i', b'c'] => format!("{word}ked"),
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ied", &word[..word.len() - 1]),
        [.., last] if doubles => format!("{word}{}ed", char::from(*last)),
        _ => format!("{word}ed"),
    }
}

impl Verb {
    /// Whether the last consonant is doubled before an ending.
    fn doubles(&self) -> bool {
        self.doubles || is_short(self.base.as_bytes())
    }
}

/// Whether a word has one syllable and ends in one vowel and one consonant, as `ship` does.
fn is_short(word: &[u8]) -> bool {
    let [.., before, middle, last] = word else { return false };
    // The `u` of `qu` is no vowel: quit, equip.
    let quiet = is_vowel(*before) && !(*before == b'u' && word.len() > 3 && word[word.len() - 4] == b'q');
    let syllables = word.chunk_by(|a, b| is_vowel(*a) == is_vowel(*b)).filter(|chunk| is_vowel(chunk[0])).count();
    last.is_ascii_lowercase()
        && !is_vowel(*last)
        && !matches!(last, b'w' | b'x' | b'y' | b'h')
        && is_vowel(*middle)
        && !quiet
        && syllables == 1
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether an unknown word looks like a past: `glorped`.
pub fn looks_past(word: &str) -> bool {
    const NO_PASTS: &[&str] = &["biased", "hundred", "kindred", "naked", "sacred", "wicked"];
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && NO_PASTS.binary_search(&word).is_err()
        && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

/// The likeliest base of a regular past: `glorped` gives `glorp`, `zoned` gives `zone`.
pub fn guessed_base(past: &str) -> String {
    let Some(stem) = past.strip_suffix("ed") else { return past.to_owned() };
    match stem.as_bytes() {
        [.., b'i'] => format!("{}y", &stem[..stem.len() - 1]),
        [.., before, last] if before == last && !matches!(last, b's' | b'l' | b'f' | b'z') => {
            stem[..stem.len() - 1].to_owned()
        }
        [.., b's' | b'z' | b'v' | b'c' | b'u'] | [.., b'a', b't'] | [.., b'd' | b'r', b'g'] => format!("{stem}e"),
        // A base in one vowel and one consonant would have doubled the consonant, so this base ends in `e`.
        [.., before, middle, last]
            if !is_vowel(*before)
                && is_vowel(*middle)
                && !is_vowel(*last)
                && !matches!(last, b'w' | b'x' | b'y' | b'n' | b'r' | b'l') =>
        {
            format!("{stem}e")
        }
        _ => stem.to_owned(),
    }
}
