//! The feed of a report's revisions as Atom 1.0 (RFC 4287): an entry for each, with what it changed. A long one comes in
//! several documents, each of which leads to the next (RFC 5005, paged feeds).
//!
//! A library for feeds would bring a clock and a parser; what is written here is one fixed form of the elements that
//! the standard requires.

use sha2::{Digest, Sha256};

use crate::{store::Listed, wording};

/// The media type.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Maximum number of entries of a document.
pub const ENTRIES: usize = 20;

/// A document of a feed.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// The report's id.
    pub id: &'a str,
    /// The name of the system.
    pub name: &'a str,
    /// The beginning of absolute links.
    pub public_url: &'a str,
    /// All its revisions are older than this one; none for the newest ones.
    pub before: Option<u32>,
    /// The revisions, newest first; each with what it changed, unless that is not told.
    pub entries: &'a [(Listed, Option<String>)],
}

impl Feed<'_> {
    /// Writes the document.
    pub fn write(&self) -> String {
        let Self { id, name, public_url, before, entries } = *self;
        let mut xml = Xml(r#"<?xml version="1.0" encoding="utf-8"?>"#.to_owned());
        xml.0.push_str("\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n");
        let report = format!("{public_url}/r/{id}");
        xml.element("id", &name_of(&["report", id]));
        xml.element("title", &format!("Revisions of {name}"));
        xml.element("updated", entries.first().map_or("1970-01-01T00:00:00Z", |(newest, _)| newest.made_at.as_str()));
        let page = |before: Option<u32>| {
            let asked = before.map(|before| format!("?before={before}")).unwrap_or_default();
            format!("{report}.atom{asked}")
        };
        xml.link("self", "application/atom+xml", &page(before));
        xml.link("first", "application/atom+xml", &page(None));
        if let Some((last, _)) = entries.last().filter(|(last, _)| last.number > 1) {
            xml.link("next", "application/atom+xml", &page(Some(last.number)));
        }
        xml.link("alternate", "text/html", &format!("{report}/revisions"));
        // A report has no author that we know of.
        xml.0.push_str("<author><name>EDA Advisor</name></author>\n<generator>EDA Advisor</generator>\n");
        for (Listed { number, made_at, note }, changed) in entries {
            xml.0.push_str("<entry>\n");
            xml.element("id", &name_of(&["revision", id, &number.to_string()]));
            let title = note.as_deref().map(|note| format!(": {}", note.trim())).unwrap_or_default();
            xml.element("title", &format!("Revision {number}{title}"));
            xml.element("published", made_at);
            xml.element("updated", made_at);
            xml.link("alternate", "text/html", &format!("{report}/v/{number}"));
            if *number > 1 {
                xml.link("related", "text/html", &format!("{report}/changes?from={}&to={number}", number - 1));
            }
            let summary = match (changed, number) {
                (Some(changed), _) => changed.clone(),
                (None, 1) => "The first revision.".to_owned(),
                (None, _) => format!("Published on {}.", wording::day(made_at)),
            };
            xml.element("summary", &summary);
            xml.0.push_str("</entry>\n");
        }
        xml.0.push_str("</feed>\n");
        xml.0
    }
}

/// A name that stays the same wherever the server is reached: a UUID of version 8, made of a hash.
fn name_of(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\0"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let group = |from: usize, to: usize| hex[from..to].concat();
    format!("urn:uuid:{}-{}-{}-{}-{}", group(0, 4), group(4, 6), group(6, 8), group(8, 10), group(10, 16))
}

/// A document while it is written.
struct Xml(String);

impl Xml {
    fn element(&mut self, name: &str, text: &str) {
        self.0.extend(["<", name, ">"]);
        self.escaped(text);
        self.0.extend(["</", name, ">\n"]);
    }

    fn link(&mut self, rel: &str, form: &str, address: &str) {
        self.0.extend(["<link rel=\"", rel, "\" type=\"", form, "\" href=\""]);
        self.escaped(address);
        self.0.push_str("\"/>\n");
    }

    /// A text as content or as the value of an attribute, without what XML forbids.
    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\n' | '\r' | '\t' => self.0.push(' '),
                '\u{fffe}' | '\u{ffff}' => {}
                letter if letter.is_control() => {}
                letter => self.0.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_and_are_uuids_of_version_8() {
        assert_eq!(name_of(&["report", "a"]), name_of(&["report", "a"]));
        assert_ne!(name_of(&["revision", "a", "1"]), name_of(&["revision", "a", "11"]));
        let name = name_of(&["report", "a"]);
        assert_eq!((name.len(), &name[..9], &name[23..24]), (45, "urn:uuid:", "8"), "{name}");
        assert!(matches!(&name[28..29], "8" | "9" | "a" | "b"), "{name}");
    }

    #[test]
    fn whatever_is_written_is_text() {
        let entry = |number, note: &str| Listed {
            number,
            made_at: "2027-05-01T12:00:00Z".to_owned(),
            note: Some(note.to_owned()),
        };
        let entries = [(entry(2, "</title><x a=\"&\u{0}\u{fffe}\u{85}\">]]>"), None), (entry(1, "one\ntwo"), None)];
        let public_url = "https://advisor.example";
        let feed = Feed { id: "a", name: "<b>", public_url, before: None, entries: &entries };
        let written = feed.write();
        assert!(
            written.contains("<title>Revision 2: &lt;/title&gt;&lt;x a=&quot;&amp;&quot;&gt;]]&gt;</title>"),
            "{written}"
        );
        assert!(written.contains("<title>Revision 1: one two</title>") && written.contains("Revisions of &lt;b&gt;"));
        assert!(written.contains("/changes?from=1&amp;to=2\""), "{written}");
    }
}
