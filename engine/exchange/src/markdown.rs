//! Writes what people said as Markdown that shows it and reads nothing of it as markup.

/// The text on one line, with everything escaped that Markdown, HTML or MDX could read as markup, wherever it stands.
pub fn escaped(text: &str) -> String {
    let text = text.trim_start();
    // At the beginning of a line, these would begin a list or underline a heading.
    let (number, rest) = text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let after = rest.strip_prefix(['.', ')']).filter(|_| !number.is_empty());
    let is_numbered = after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\n', '\r']));
    let begins_list = is_numbered || text.starts_with(['-', '+', '=']);
    format!("{number}{}{}", if begins_list { "\\" } else { "" }, within_line(rest))
}

/// The same for a text that does not begin a line. It keeps the blanks at its ends.
pub fn within_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            // Tools that look for scripts read an escaped tag as a tag.
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '>' | '[' | ']' | '|' | '#' | '~' | '&' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The text as code, on one line, without blanks at its ends. A text with a bar is no code, because the bar would end the
/// cell of a table even there.
pub fn code(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.contains('|') {
        return within_line(text);
    }
    let text: String = text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }).collect();
    // The fence is longer than every run of backticks in the text.
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// A text of ours in which backticks mark code, with everything else escaped that could be read as markup.
pub fn ticked(text: &str) -> String {
    let part = |(index, part): (usize, &str)| match index % 2 {
        _ if index == 0 => escaped(part),
        0 => within_line(part),
        // Nothing is escaped inside code.
        _ => code(part),
    };
    text.split('`').enumerate().map(part).collect()
}

/// Markdown in which a forge finds nobody to notify and no address to link: an invisible word joiner stands behind what
/// would begin such a reference.
pub fn unlinked(markdown: &str) -> String {
    let joined = markdown.replace('@', "@\u{2060}").replace('#', "#\u{2060}").replace("://", ":\u{2060}//");
    joined.replace("www.", "www\u{2060}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_notified_and_nothing_is_linked() {
        assert_eq!(unlinked("@team, see \\#12"), "@\u{2060}team, see \\#\u{2060}12");
        assert_eq!(unlinked("https://x www.x.y"), "https:\u{2060}//x www\u{2060}.x.y");
    }

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(escaped("a|b <img> *x*\n# {y}"), "a\\|b &lt;img\\> \\*x\\* \\# \\{y\\}");
        assert_eq!(escaped(" - a"), "\\- a");
        assert_eq!(escaped("2. b"), "2\\. b");
        assert_eq!(escaped("2.5 - 3"), "2.5 - 3");
        assert_eq!(code("a_b"), "`a_b`");
        assert_eq!(code("a|b"), "a\\|b");
        assert_eq!(code(" a "), "`a`");
        assert_eq!(within_line(" - <"), " - &lt;");
        assert_eq!(code("a``\n`"), "``` a`` ` ```");
    }
}
