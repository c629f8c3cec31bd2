//! The outer form of a text: headings, items, tables and runs of prose, whatever way they are typed.
//!
//! Markdown is read by a library. People also type what it does not know: trees, letters and round bullets before
//! items, comments of code, lines that an e-mail program has broken. Lines that belong together become one
//! [`Unit`]; no word is read here.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A text by its outer form.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// The text with everything that is only form replaced by spaces. It has the length of the text, so places in
    /// the one are places in the other.
    pub(crate) clean: String,
    /// The units in the order of the text.
    pub(crate) units: Vec<Unit>,
}

/// A piece of a text that is read as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// What it looks like.
    pub(crate) kind: Kind,
    /// Its words, in bytes of the text.
    pub(crate) range: Range<usize>,
    /// How deep it is nested: 0 for prose and headings, 1 for an item of the outermost list.
    pub(crate) depth: usize,
    /// The number of the paragraph or list that it stands in; items of one list have different ones.
    pub(crate) block: usize,
}

/// The form of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A title: marked as one, or a line in bold alone.
    Heading,
    /// An item of a list or a branch of a tree. `numbered` if its marker is a number.
    Item {
        /// Whether the marker is a number, so that the order counts.
        numbered: bool,
    },
    /// A line of prose, or several that were broken only because the line was full.
    Prose,
    /// The cells of a row of a table, in bytes of the text; the first row of a table is its header.
    Row {
        /// The cells from left to right.
        cells: Vec<Range<usize>>,
        /// Whether it is the header.
        header: bool,
    },
    /// Code that nobody reads as words.
    Code,
}

/// A line as typed.
struct Line {
    range: Range<usize>,
    indent: usize,
    /// The depth of the item that begins here, and whether its marker is a number.
    item: Option<(usize, bool)>,
    depth: usize,
    heading: bool,
    code: bool,
    block: usize,
}

/// Splits a text into units.
pub(crate) fn blocks(text: &str) -> Blocks {
    let (lines, rows) = lines(text);
    let mut units = joined(text, &lines);
    units.extend(rows);
    units.sort_by_key(|unit| unit.range.start);
    let mut clean = vec![b' '; text.len()];
    for unit in units.iter().filter(|unit| unit.kind != Kind::Code) {
        let ranges = match &unit.kind {
            Kind::Row { cells, .. } => cells.clone(),
            _ => vec![unit.range.clone()],
        };
        for range in ranges {
            clean[range.clone()].copy_from_slice(&text.as_bytes()[range]);
        }
    }
    let mut clean = String::from_utf8(clean).unwrap_or_default();
    blank_prefixes(&mut clean, text, &units);
    Blocks { clean, units }
}

/// Replaces what stands before the later lines of a unit: `>` of a quoted e-mail, `//` of a comment.
fn blank_prefixes(clean: &mut String, text: &str, units: &[Unit]) {
    let mut blank: Vec<Range<usize>> = Vec::new();
    for unit in units.iter().filter(|unit| !matches!(unit.kind, Kind::Row { .. } | Kind::Code)) {
        let mut at = unit.range.start;
        while let Some(found) = text[at..unit.range.end].find('\n') {
            let line = at + found + 1;
            let rest = &text[line..unit.range.end];
            let prefix = rest.len() - bare(rest).len();
            blank.push(line..line + prefix);
            at = line;
        }
    }
    for range in blank {
        let spaces = " ".repeat(range.len());
        clean.replace_range(range, &spaces);
    }
}

/// A line without the marks of quoting and of comments before it.
fn bare(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    for mark in ["///", "//!", "//", "--", "> ", ">", "* ", "# ", "; "] {
        if let Some(rest) = line.strip_prefix(mark)
            && (mark != "--" || rest.starts_with(' '))
        {
            return rest.trim_start_matches(|c: char| c == '>' || (c.is_whitespace() && c != '\n'));
        }
    }
    line
}

/// The lines of a text and the rows of its tables.
fn lines(text: &str) -> (Vec<Line>, Vec<Unit>) {
    let mut reader = LineReader { text, ..LineReader::default() };
    // In a block comment the star before a line is no bullet.
    let typed = if text.trim_start().starts_with("/*") {
        let blank = |line: &str| {
            let star = line.trim_start().starts_with('*').then(|| line.find('*')).flatten();
            star.map_or_else(|| line.to_owned(), |at| format!("{} {}", &line[..at], &line[at + 1..]))
        };
        text.split_inclusive('\n').map(blank).collect::<String>()
    } else {
        text.to_owned()
    };
    for (event, range) in Parser::new_ext(&typed, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS).into_offset_iter()
    {
        reader.take(event, range);
    }
    reader.flush();
    (reader.lines, reader.rows)
}

/// What the open line stands in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    #[default]
    Text,
    Heading,
    /// A block that keeps its lines as they are typed, and is read.
    Typed,
    /// A block of code, which is not read.
    Code,
    Table,
    TableHead,
}

#[derive(Default)]
struct LineReader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    rows: Vec<Unit>,
    open: Option<Range<usize>>,
    /// For each open list, whether it is numbered.
    lists: Vec<bool>,
    begins_item: bool,
    within: Within,
    cells: Vec<Range<usize>>,
    block: usize,
}

impl LineReader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::Html(_)
                if matches!(self.within, Within::Typed | Within::Code) =>
            {
                let mut start = range.start;
                for line in self.text[range].split_inclusive('\n') {
                    self.open = Some(start..start + line.trim_end().len());
                    start += line.len();
                    self.flush();
                }
            }
            Event::Html(_) => {
                let within = std::mem::replace(&mut self.within, Within::Typed);
                self.take(Event::Html("".into()), range);
                self.within = within;
            }
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) => {
                let open = self.open.get_or_insert(range.clone());
                open.end = open.end.max(range.end);
            }
            Event::SoftBreak | Event::HardBreak => self.flush(),
            Event::Start(tag) => self.starts(&tag),
            Event::End(tag) => self.ends(tag, range),
            _ => {}
        }
    }

    fn starts(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => return,
            _ => self.flush(),
        }
        match tag {
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => (self.begins_item, self.block) = (true, self.block + 1),
            Tag::Heading { .. } => (self.within, self.block) = (Within::Heading, self.block + 1),
            Tag::CodeBlock(kind) => {
                self.block += 1;
                let is_code = matches!(kind, CodeBlockKind::Fenced(of) if !matches!(&**of, "" | "text" | "txt" | "md" | "gherkin" | "markdown"));
                self.within = if is_code { Within::Code } else { Within::Typed };
            }
            Tag::Table(_) => self.within = Within::Table,
            Tag::TableHead => self.within = Within::TableHead,
            Tag::Paragraph | Tag::HtmlBlock | Tag::BlockQuote(_) if !self.begins_item => {
                self.block += 1;
            }
            _ => {}
        }
    }

    fn ends(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => return,
            TagEnd::TableCell => {
                let end = self.open.take().map_or(range.start..range.start, |open| open);
                self.cells.push(end);
                return;
            }
            _ => self.flush(),
        }
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
                self.block += 1;
            }
            TagEnd::Item => self.begins_item = false,
            TagEnd::Heading(_) | TagEnd::CodeBlock => self.within = Within::Text,
            TagEnd::Table => (self.within, self.block) = (Within::Text, self.block + 1),
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                let (start, end) = (cells.iter().map(|c| c.start).min(), cells.iter().map(|c| c.end).max());
                if let (Some(start), Some(end)) = (start, end) {
                    let kind = Kind::Row { cells, header: self.within == Within::TableHead };
                    self.rows.push(Unit { kind, range: start..end, depth: 0, block: self.block });
                }
                self.within = Within::Table;
            }
            _ => {}
        }
    }

    /// Ends the open line.
    fn flush(&mut self) {
        if matches!(self.within, Within::Table | Within::TableHead) {
            return;
        }
        let Some(range) = self.open.take() else { return };
        let begins = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let whole = self.text[begins..range.start].to_owned();
        let indent = whole.chars().count();
        let kept = bare(&self.text[range.clone()]);
        let range = range.end - kept.len()..range.end;
        if kept.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | 'v' | 'V' | '^' | '\u{2502}')).is_empty()
            && self.within != Within::Code
        {
            return;
        }
        let item = std::mem::take(&mut self.begins_item)
            .then(|| (self.lists.len().max(1), self.lists.last().copied().unwrap_or_default()));
        let is_bold = || {
            let line = self.text[begins..].lines().next().unwrap_or_default().trim();
            // "**Exit barrier is slow** (#418)"
            let line = line.rsplit_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(line, |(line, _)| line);
            let inner = line.trim_end_matches(':').strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
            inner.is_some_and(|inner| !inner.contains("**"))
        };
        let heading = self.within == Within::Heading || (item.is_none() && is_bold());
        let (depth, code, block) = (self.lists.len(), self.within == Within::Code, self.block);
        self.lines.push(Line { range, indent, item, depth, heading, code, block });
    }
}

/// Joins lines that were only broken because they were full, and finds the items that Markdown does not know.
fn joined(text: &str, lines: &[Line]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let to = from + lines[from..].iter().take_while(|line| line.block == lines[from].block).count();
        let block = &lines[from..to];
        if let Some(rows) = typed_rows(text, block) {
            units.extend(rows);
            from = to;
            continue;
        }
        let is_full = is_wrapped(text, block);
        let base = block.iter().map(|line| line.indent).min().unwrap_or(0);
        for (index, line) in block.iter().enumerate() {
            let said = &text[line.range.clone()];
            let (marker, numbered, column) = marker(said);
            let range = line.range.start + marker..line.range.end;
            let (kind, depth) = if line.code {
                (Kind::Code, 0)
            } else if line.heading {
                (Kind::Heading, 0)
            } else if let Some((depth, numbered)) = line.item {
                (Kind::Item { numbered }, depth)
            } else if marker > 0 {
                (Kind::Item { numbered }, line.depth + 1 + usize::midpoint(line.indent - base, column))
            } else if index > 0
                && line.indent >= base + 2
                && line.item.is_none()
                && block[index - 1].indent + 2 <= line.indent
            {
                // A line that is set in from the one above: a branch without a mark.
                (Kind::Item { numbered: false }, line.depth + 1)
            } else if let (Some(last), true) = (units.last_mut(), index > 0)
                && joins(text, block, index, is_full)
                && !matches!(last.kind, Kind::Heading | Kind::Code)
            {
                last.range.end = range.end;
                continue;
            } else {
                let inside = index > 0 && line.indent >= base + 2;
                let above = units.last().filter(|last| inside && matches!(last.kind, Kind::Item { .. }));
                above.map_or((Kind::Prose, line.depth), |last| (last.kind.clone(), last.depth))
            };
            if range.start < range.end {
                units.push(Unit { kind, range, depth, block: line.block });
            }
        }
        from = to;
    }
    units
}

/// The rows of a table that was pasted from a spreadsheet: every line has the same number of semicolons or tabs.
fn typed_rows(text: &str, block: &[Line]) -> Option<Vec<Unit>> {
    let mark = [';', '\t', '|'].into_iter().find(|mark| {
        let mut counts = block.iter().map(|line| text[line.range.clone()].matches(*mark).count());
        let first = counts.next().unwrap_or(0);
        first > 1 && counts.all(|count| count + 1 >= first && count <= first + 1)
    });
    let mark = mark.filter(|_| block.len() > 2 && block.iter().all(|line| !line.code))?;
    let row = |(index, line): (usize, &Line)| {
        let mut start = line.range.start;
        let cells = text[line.range.clone()].split(mark).map(|cell| {
            let begins = start + (cell.len() - cell.trim_start().len());
            let ends = begins + cell.trim().len();
            start += cell.len() + mark.len_utf8();
            begins..ends
        });
        Unit {
            kind: Kind::Row { cells: cells.collect(), header: index == 0 },
            range: line.range.clone(),
            depth: 0,
            block: line.block,
        }
    };
    Some(block.iter().enumerate().map(row).collect())
}

/// Whether most lines of a block end where no further word had room.
fn is_wrapped(text: &str, block: &[Line]) -> bool {
    let width = block.iter().map(|line| line.indent + text[line.range.clone()].chars().count()).max().unwrap_or(0);
    let full = |pair: &&[Line]| {
        let next = text[pair[1].range.clone()].split_whitespace().next().unwrap_or_default().chars().count();
        pair[0].indent + text[pair[0].range.clone()].chars().count() + 1 + next > width.max(45)
    };
    let pairs = block.len().saturating_sub(1);
    let many = block.windows(2).filter(full).count();
    pairs > 0 && many * 10 >= pairs * 6
}

/// Verbs that need a subject before them.
const GOES_ON: &[&str] = &["are", "can", "has", "have", "is", "may", "must", "should", "was", "were", "will"];

/// Whether a line goes on with the sentence of the line above.
fn joins(text: &str, block: &[Line], index: usize, is_full: bool) -> bool {
    let above = text[block[index - 1].range.clone()].trim_end();
    let line = &text[block[index].range.clone()];
    let last = above.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default().to_lowercase();
    if above.ends_with(':') || line.starts_with('|') || has_arrow(above) || has_arrow(line) {
        return false;
    }
    // Some lines end with a full stop and this one does not: it goes on in small letters.
    let prose = block.iter().any(|line| text[line.range.clone()].trim_end().ends_with('.'));
    if prose
        && above.chars().count() > 45
        && !above.ends_with(['.', '!', '?', ';', ':'])
        && line.starts_with(char::is_lowercase)
    {
        return true;
    }
    let open = above.ends_with(',') || LINKS.contains(&last.as_str());
    let long = above.chars().count() > 40;
    let first = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // "Once the task / is created:": no line begins with such a verb.
    let goes_on = GOES_ON.contains(&first) && !above.ends_with(['.', '!', '?', ';']);
    open || goes_on || (is_full && long)
}

/// Whether a line is drawn with arrows.
fn has_arrow(line: &str) -> bool {
    ["->", "=>", "<-", "~>", "\u{2192}", "\u{2190}", "\u{21d2}"].iter().any(|arrow| line.contains(arrow))
}

/// Words behind which no sentence ends.
const LINKS: &[&str] = &[
    "a", "an", "and", "as", "at", "because", "but", "by", "for", "from", "her", "his", "if", "in", "into", "is", "its",
    "of", "on", "or", "our", "that", "the", "their", "to", "when", "which", "who", "with",
];

/// The length of the marker of an item at the start of a line, in bytes, whether it is a number, and how deep the
/// branches of a tree set it in.
fn marker(line: &str) -> (usize, bool, usize) {
    let branch =
        line.len() - line.trim_start_matches(|c: char| matches!(c, '\u{2500}'..='\u{257f}' | ' ' | '\u{a0}')).len();
    if branch > 0 && line[..branch].contains(|c: char| matches!(c, '\u{2500}'..='\u{257f}')) {
        return (branch, false, line[..branch].chars().filter(|c| *c == '\u{2502}' || *c == ' ').count());
    }
    for ascii in ["|-- ", "`-- ", "+-- ", "\\-- ", "[ ] ", "[x] ", "[X] "] {
        if line.starts_with(ascii) {
            return (ascii.len(), false, 0);
        }
    }
    let first = line.chars().next().unwrap_or_default();
    if matches!(
        first,
        '\u{2022}'
            | '\u{b7}'
            | '\u{25aa}'
            | '\u{25e6}'
            | '\u{25cf}'
            | '\u{2023}'
            | '\u{2043}'
            | '\u{2013}'
            | '\u{2014}'
    ) || (matches!(first, '-' | '*' | '+') && line[1..].starts_with(' '))
    {
        let rest = line[first.len_utf8()..].trim_start();
        return (line.len() - rest.len(), false, 0);
    }
    let open = line.strip_prefix('(').unwrap_or(line);
    let digits = open.len()
        - open
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || (c == '.' && open.starts_with(|c: char| c.is_ascii_digit()))
            })
            .len();
    let rest = &open[digits..];
    let closed = rest.starts_with([')', ']'])
        || (digits > 0 && (open[..digits].ends_with('.') || (open[..digits].contains('.') && rest.starts_with(' '))));
    if digits > 0 && digits < 8 && (closed || (rest.starts_with(": ") && digits < 3)) {
        let after = rest.trim_start_matches([')', ']', ':']);
        if after.starts_with(' ') {
            return (line.len() - after.trim_start().len(), true, 0);
        }
    }
    let letter =
        open.starts_with(|c: char| c.is_ascii_alphabetic()) && open[1..].starts_with(')') && open[2..].starts_with(' ');
    if letter {
        return (line.len() - open[2..].trim_start().len(), true, 0);
    }
    for word in ["Step ", "step ", "STEP "] {
        if let Some(rest) = line.strip_prefix(word) {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let ends = after.trim_start().trim_start_matches([':', '-', '.', ')', '\u{2013}', '\u{2014}']);
            if after.len() < rest.len() && ends.len() < after.trim_start().len() {
                return (line.len() - ends.trim_start().len(), true, 0);
            }
        }
    }
    (0, false, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, usize, String)> {
        let found = blocks(text);
        let units = found.units.iter().map(|unit| {
            let kind = match &unit.kind {
                Kind::Heading => "title",
                Kind::Item { numbered: true } => "number",
                Kind::Item { .. } => "item",
                Kind::Prose => "prose",
                Kind::Row { .. } => "row",
                Kind::Code => "code",
            };
            let said = &found.clean[unit.range.clone()];
            (kind.to_owned(), unit.depth, said.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        assert_eq!(found.clean.len(), text.len());
        units.collect()
    }

    fn of(kind: &str, depth: usize, said: &str) -> (String, usize, String) {
        (kind.to_owned(), depth, said.to_owned())
    }

    #[test]
    fn lines_that_an_email_program_broke_are_one_sentence() {
        let text = "I am writing software that sells concert tickets. When a fan buys\na ticket, I have to:\n- Hold the seat\n- Charge the fan's card";
        assert_eq!(
            read(text),
            [
                of(
                    "prose",
                    0,
                    "I am writing software that sells concert tickets. When a fan buys a ticket, I have to:"
                ),
                of("item", 1, "Hold the seat"),
                of("item", 1, "Charge the fan's card"),
            ]
        );
    }

    #[test]
    fn notes_of_a_line_each_stay_apart() {
        let text = "reader places a hold\nbook comes back\nsms to the reader that evening (batch)";
        assert_eq!(read(text).len(), 3);
    }

    #[test]
    fn trees_and_tables_and_titles_are_seen() {
        assert_eq!(
            read("Buying\n\u{251c}\u{2500}\u{2500} reserve the seat\n\u{2514}\u{2500}\u{2500} send the ticket"),
            [of("prose", 0, "Buying"), of("item", 1, "reserve the seat"), of("item", 1, "send the ticket")]
        );
        assert_eq!(read("**Payments**\n- authorises the card")[0], of("title", 0, "Payments"));
        assert_eq!(read("event | producer\n--- | ---\nseat.released | seats")[1], of("row", 0, "seat.released seats"));
    }
}
