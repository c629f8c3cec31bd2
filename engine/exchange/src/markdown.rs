//! Writes what people said as Markdown that shows it and reads nothing of it as markup.

/// The text on one line, with everything escaped that Markdown, HTML or MDX could read as markup.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' | '~' | '&' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The text as code, on one line.
pub fn code(text: &str) -> String {
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
        assert_eq!(escaped("a|b <img> *x*\n# {y}"), "a\\|b \\<img\\> \\*x\\* \\# \\{y\\}");
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("a``\n`"), "``` a`` ` ```");
    }
}
