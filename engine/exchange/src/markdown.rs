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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(escaped("a|b <img> *x*\n# {y}"), "a\\|b \\<img\\> \\*x\\* \\# \\{y\\}");
    }
}
