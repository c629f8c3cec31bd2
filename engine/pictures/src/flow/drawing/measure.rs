//! Estimates the width of a text from a table of advance widths, and wraps and cuts texts by it.
//!
//! It uses whole numbers only, so that every machine draws the same picture. The table describes a wide
//! sans-serif typeface; in most typefaces a text is narrower. This module must not know what is drawn.

/// Advance widths of the characters from space to tilde, in thousandths of the font size.
const ASCII: [u32; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, // space to slash
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, // digits to question mark
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, // at to O
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, // P to underscore
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, // backquote to o
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838, // p to tilde
];

/// Replaces the part of a text that was cut off.
const ELLIPSIS: char = '…';

/// Advance width of one character, in thousandths of the font size.
fn advance(c: char) -> u32 {
    match c {
        ' '..='~' => usize::try_from(u32::from(c) - 32).ok().and_then(|at| ASCII.get(at)).copied().unwrap_or(640),
        _ if joins(c) => 0,
        '\u{2500}'..='\u{27bf}' | '…' => 1000,
        // East Asian characters and pictographs.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' => 1020,
        '\u{1f000}'.. => 1350,
        _ => 680,
    }
}

/// Whether a character combines with the one before it and so adds no width.
fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
        || matches!(c, '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{20d0}'..='\u{20f0}')
}

/// Width of a text in pixels, rounded up, at a font size in pixels.
pub(crate) fn width(text: &str, size: u32) -> u32 {
    let thousandths = text.chars().fold(0_u32, |sum, c| sum.saturating_add(advance(c)));
    // Calculates thousands and remainder apart, so that no text length overflows.
    (thousandths / 1000).saturating_mul(size).saturating_add((thousandths % 1000 * size).div_ceil(1000))
}

/// Returns the text if it is at most `room` pixels wide; otherwise cuts it so that it fits with an ellipsis.
pub(crate) fn cut(text: &str, size: u32, room: u32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(width("…", size)).saturating_mul(1000);
    let mut kept = String::new();
    let mut used = 0_u32;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        used = used.saturating_add(advance(c).saturating_mul(size));
        if used > room {
            break;
        }
        kept.push(c);
        // A joiner and the character after it are kept or cut together.
        if c == '\u{200d}'
            && let Some(next) = chars.next_if(|_| true)
        {
            kept.push(next);
        }
    }
    let end = kept.trim_end().len();
    kept.truncate(end);
    kept.push(ELLIPSIS);
    kept
}

/// Wraps a text into at most `lines` lines of at most `room` pixels. Lines break between words; each is cut if
/// it is still too wide.
pub(crate) fn wrap(text: &str, size: u32, room: u32, lines: usize) -> Vec<String> {
    fill(text.split_whitespace(), " ", size, room, lines)
}

/// Like [`wrap`], for a name: it breaks before its capitals and behind its hyphens, too.
pub(crate) fn wrap_name(name: &str, size: u32, room: u32, lines: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut begins = 0;
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        if at > begins && ((c.is_uppercase() && before != ' ') || matches!(before, '-' | '_' | '.' | '/' | ' ')) {
            parts.extend(name.get(begins..at));
            begins = at;
        }
        before = c;
    }
    parts.extend(name.get(begins..));
    let lines = fill(parts.into_iter(), "", size, room, lines);
    lines.into_iter().map(|line| line.trim().to_owned()).collect()
}

fn fill<'t>(parts: impl Iterator<Item = &'t str>, glue: &str, size: u32, room: u32, lines: usize) -> Vec<String> {
    let mut filled: Vec<String> = Vec::with_capacity(lines);
    let mut parts = parts.peekable();
    while parts.peek().is_some() {
        if filled.len() + 1 >= lines {
            let rest: Vec<&str> = parts.by_ref().collect();
            filled.push(cut(&rest.join(glue), size, room));
            break;
        }
        let mut line = String::new();
        while let Some(part) = parts.peek() {
            let longer = if line.is_empty() { (*part).to_owned() } else { format!("{line}{glue}{part}") };
            if !line.is_empty() && width(&longer, size) > room {
                break;
            }
            line = longer;
            parts.next();
        }
        filled.push(cut(&line, size, room));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_table_and_never_overflow() {
        assert_eq!(width("", 13), 0);
        assert_eq!(width("il", 10), 6);
        assert!(width("WWW", 13) > 2 * width("iii", 13));
        assert_eq!(width("e\u{301}", 13), width("e", 13));
        assert!(width(&"漢".repeat(5_000_000), 13) > 1_000_000);
    }

    #[test]
    fn a_cut_text_fits_and_says_that_it_was_cut() {
        assert_eq!(cut("short", 13, 100), "short");
        for room in 0..200 {
            let cut = cut("Send the confirmation e-mail 👩‍👩‍👧 漢字", 13, room);
            assert!(width(&cut, 13) <= room.max(width("…", 13)), "{cut} in {room}");
            assert!(!cut.ends_with("\u{200d}…"));
        }
        assert!(cut("Send the confirmation", 13, 90).ends_with('…'));
    }

    #[test]
    fn wrapped_lines_fit_and_keep_the_words() {
        assert_eq!(wrap("Send the confirmation e-mail", 13, 130, 2), ["Send the", "confirmation e-mail"]);
        assert_eq!(wrap_name("CustomerAccountCreated", 13, 120, 2), ["CustomerAccount", "Created"]);
        assert_eq!(wrap_name("payment-service", 13, 80, 2), ["payment-", "service"]);
        assert_eq!(wrap_name("Head of department", 13, 80, 2), ["Head of", "department"]);
        assert!(wrap("", 13, 100, 2).is_empty());
        let long = "Pneumonoultramicroscopic silicovolcanoconiosis and more of it ".repeat(9);
        for line in wrap(&long, 13, 120, 3) {
            assert!(width(&line, 13) <= 120, "{line}");
        }
        assert_eq!(wrap(&long, 13, 120, 3).len(), 3);
    }
}
