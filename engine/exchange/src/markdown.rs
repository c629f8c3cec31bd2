//! Writes what people said as Markdown that shows it and reads nothing of it as markup.

/// The text on one line, with everything escaped that Markdown, HTML or MDX could read as markup, wherever it stands.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.trim_start();
    // At the beginning of a line, these would begin a list or underline a heading.
    let number = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let after = text[number..].strip_prefix(['.', ')']);
    let is_numbered = number > 0 && after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']));
    let begins_list = text.starts_with(['-', '+', '=']) || is_numbered;
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' | '\r' => out.push(' '),
            // Tools that look for scripts read an escaped tag as a tag.
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '>' | '[' | ']' | '|' | '#' | '~' | '&' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            _ => {
                out.push_str(if begins_list && at == number { "\\" } else { "" });
                out.push(letter);
            }
        }
    }
    out
}

/// The text as code, on one line. A text with a bar is no code, because the bar would end the cell of a table even there.
pub fn code(text: &str) -> String {
    if text.contains('|') {
        return escaped(text);
    }
    let text: String = text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }).collect();
    // The fence is longer than every run of backticks in the text.
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(escaped("a|b <img> *x*\n# {y}"), "a\\|b &lt;img\\> \\*x\\* \\# \\{y\\}");
        assert_eq!(escaped(" - a"), "\\- a");
        assert_eq!(escaped("2. b"), "2\\. b");
        assert_eq!(escaped("2.5 - 3"), "2.5 - 3");
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("a|b"), "a\\|b");
        assert_eq!(code("a``\n`"), "``` a`` ` ```");
    }
}
