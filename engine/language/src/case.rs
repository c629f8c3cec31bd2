//! Takes names apart into words and puts words together, in the cases in which names are written.
//!
//! This module must not know what a word means.

/// Splits a name into words; it may be in Pascal, camel, snake, kebab, dotted or constant case.
pub fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            parts.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let after_lower = index > 0 && (chars[index - 1].is_lowercase() || chars[index - 1].is_numeric());
        let before_lower = chars.get(index + 1).is_some_and(|next| next.is_lowercase());
        let after_upper = index > 0 && chars[index - 1].is_uppercase();
        if c.is_uppercase() && (after_lower || (after_upper && before_lower)) && !word.is_empty() {
            parts.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    parts.extend((!word.is_empty()).then_some(word));
    parts
}

/// Turns a name into an id: lower-case words of letters and digits, joined by hyphens.
pub fn kebab(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if c != '\'' && c != '\u{2019}' && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let end = id.trim_end_matches('-').len();
    id.truncate(end);
    id
}

/// Turns a name into snake case: lower-case words, joined by underscores.
pub fn snake(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_')) {
        return name.replace('-', "_");
    }
    parts(name).join("_").to_lowercase()
}

/// Appends a word with a capital first letter: `e-mail` gives `Email`, `customer's` gives `Customers`, `API` stays.
pub fn capitalise(name: &mut String, word: &str) {
    let mut first = true;
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        if first {
            name.extend(c.to_uppercase());
        } else {
            name.push(c);
        }
        first = false;
    }
}

/// Joins words into one name in Pascal case.
pub fn pascal<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut name = String::new();
    words.for_each(|word| capitalise(&mut name, word));
    name
}

/// Joins words with spaces.
pub fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether two names in lower case name the same thing, one perhaps in the plural: "seat" and "seats".
pub fn same_thing(one: &str, other: &str) -> bool {
    let singular = |thing: &str| thing.strip_suffix('s').unwrap_or(thing).len();
    one[..singular(one)] == other[..singular(other)]
}
