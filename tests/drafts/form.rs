//! Forms as a browser without script reads and sends them: the fields of a page and a person's changes.

use std::fmt::Write;

/// A form of a page with the fields that a browser would send.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
    /// Names and values of the buttons.
    pub(crate) buttons: Vec<(String, String)>,
}

impl Form {
    /// The form with this id.
    pub(crate) fn of(page: &str, id: &str) -> Self {
        let start = format!("<form id=\"{id}\"");
        let found = forms(page).into_iter().find(|form| form.starts_with(&start));
        Self::read(found.unwrap_or_else(|| panic!("there is no form {id} in {page}")))
    }

    /// Every form of a page.
    pub(crate) fn all(page: &str) -> Vec<Self> {
        forms(page).into_iter().map(Self::read).collect()
    }

    fn read(form: &str) -> Self {
        let mut tags = form.split('<').skip(1);
        let head = tags.next().unwrap();
        assert_eq!(attribute(head, "method").as_deref(), Some("post"), "{head}");
        let action = attribute(head, "action").unwrap_or_else(|| panic!("no action: {head}"));
        let (mut fields, mut buttons, mut select) = (Vec::new(), Vec::new(), None);
        for tag in tags {
            let name = attribute(tag, "name").unwrap_or_default();
            let value = || attribute(tag, "value").unwrap_or_default();
            match tag.split([' ', '>', '/']).next() {
                Some("input") if ["radio", "checkbox"].contains(&attribute(tag, "type").unwrap().as_str()) => {
                    let checked = attribute(tag, "checked").is_some();
                    fields.extend(checked.then(|| (name, value())));
                }
                Some("input") => fields.push((name, value())),
                Some("textarea") => fields.push((name, unescape(tag.split_once('>').unwrap().1))),
                Some("select") => select = Some((name, None)),
                Some("option") => {
                    if let Some((_, chosen)) = &mut select
                        && (chosen.is_none() || attribute(tag, "selected").is_some())
                    {
                        *chosen = Some(value());
                    }
                }
                Some("button") => buttons.push((name, value())),
                _ if tag.starts_with("/select") => {
                    if let Some((name, Some(value))) = select.take() {
                        fields.push((name, value));
                    }
                }
                _ => {}
            }
        }
        Self { action, fields, buttons }
    }

    /// The form with another value in a field. A missing field, such as a checkbox or a button, is added.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(given, _)| given == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The body that a browser sends.
    pub(crate) fn body(&self) -> String {
        let mut body = String::new();
        for (name, value) in &self.fields {
            for (text, end) in [(name, '='), (value, '&')] {
                for byte in text.bytes() {
                    // Writing to a string does not fail.
                    let _ = write!(body, "%{byte:02X}");
                }
                body.push(end);
            }
        }
        body.pop();
        body
    }
}

/// The forms of a page's content. The search above it, which every page has, changes nothing.
fn forms(page: &str) -> Vec<&str> {
    let page = page.split_once("<main").map_or(page, |(_, main)| main);
    page.match_indices("<form").map(|(start, _)| page[start..].split_once("</form>").unwrap().0).collect()
}

/// The value of an attribute of the tag at the start of `tag`. An attribute without a value is empty.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = &tag[..end_of(tag)];
    let mut rest = tag;
    while let Some(start) = rest.find(&format!(" {name}")) {
        rest = &rest[start + name.len() + 1..];
        match rest.chars().next() {
            Some('=') => return Some(unescape(rest[1..].strip_prefix('"')?.split_once('"')?.0)),
            Some(' ' | '/') | None => return Some(String::new()),
            _ => {}
        }
    }
    None
}

/// The position of the tag's end: the first `>` outside quotes.
fn end_of(tag: &str) -> usize {
    let mut quoted = false;
    for (index, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return index,
            _ => {}
        }
    }
    tag.len()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
