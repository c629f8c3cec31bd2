//! A writer for XML that can only write well-formed documents.
//!
//! Names of elements and attributes are literals of this program; all other text goes through one escape
//! function. The writer must not know what the markup means.

use std::fmt::Write as _;

/// A document while it is being written.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
    /// The open elements, the outermost first.
    open: Vec<&'static str>,
    /// Whether the last element's start tag is still open, so that it can take attributes.
    in_tag: bool,
}

impl Markup {
    /// Opens an element; attributes may follow.
    pub(crate) fn open(&mut self, name: &'static str) -> &mut Self {
        self.end_tag();
        self.out.push('<');
        self.out.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the element that was just opened; does nothing once the element has content.
    pub(crate) fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        if self.in_tag {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self
    }

    /// Like [`Markup::attr`], with a number.
    pub(crate) fn number(&mut self, name: &'static str, value: u32) -> &mut Self {
        if self.in_tag {
            // Writing to a string does not fail.
            let _ = write!(self.out, " {name}=\"{value}\"");
        }
        self
    }

    /// Writes text into the current element.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        escape(text, &mut self.out);
        self
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else { return self };
        if std::mem::take(&mut self.in_tag) {
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// Opens an element, writes text into it, and closes it.
    pub(crate) fn line(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// Writes another document into the current element; its open elements are closed.
    pub(crate) fn append(&mut self, other: Self) {
        self.end_tag();
        self.out.push_str(&other.finish());
    }

    /// Closes all open elements and returns the document.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.out.push('>');
        }
    }
}

/// Escapes text, for element content and attribute values alike.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Drops characters that XML forbids, that control a terminal, or that change the direction of the
            // text around.
            c if c.is_control() => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_text() {
        let mut markup = Markup::default();
        markup.open("a").attr("b", "\"><script>'\u{0}\u{1b}").text("</a>&amp;\u{202e}\u{fffe}\nü漢").close();
        assert_eq!(markup.finish(), "<a b=\"&quot;&gt;&lt;script&gt;&#39;\">&lt;/a&gt;&amp;amp; ü漢</a>");
    }

    #[test]
    fn elements_are_closed_and_attributes_never_stray() {
        let mut markup = Markup::default();
        markup.open("g").open("rect").number("x", 4).close().attr("late", "1").text("t").close().close();
        markup.open("h").open("i");
        assert_eq!(markup.finish(), "<g><rect x=\"4\"/>t</g><h><i/></h>");
    }
}
