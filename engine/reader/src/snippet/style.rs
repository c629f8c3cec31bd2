//! Writes a name in the style of another one, and a document without some of its fields.

use std::fmt::Write;
use std::ops::Range;

use advice::tree::{Tree, Value};
use language::case;

/// Converts a Pascal-case name to the style of another name: `OrderShipped` in the style of `ship_order` is
/// `order_shipped`.
pub(super) fn like(name: &str, other: &str) -> String {
    let parts = case::parts(name);
    let small = |separator: &str| parts.iter().map(|part| part.to_lowercase()).collect::<Vec<_>>().join(separator);
    let shouted = !other.contains(char::is_lowercase);
    match () {
        () if other.contains('.') => dotted(name, &parts, other),
        () if other.contains('-') => small("-"),
        () if other.contains('_') && shouted => small("_").to_uppercase(),
        () if other.contains('_') => small("_"),
        () if other.contains(' ') => case::spaced(parts.iter().map(String::as_str)),
        () if other.starts_with(char::is_lowercase) => {
            let mut camel = name.to_owned();
            if let Some(first) = parts.first() {
                camel.replace_range(..first.len().min(camel.len()), &first.to_lowercase());
            }
            camel
        }
        () => name.to_owned(),
    }
}

/// Writes a name with dots like another one. What the other says of its owner and of its version stays:
/// `com.acme.ProcessOrder.v1` gives `com.acme.OrderProcessed.v1`.
fn dotted(name: &str, parts: &[String], other: &str) -> String {
    let mut segments: Vec<&str> = other.split('.').filter(|segment| !segment.is_empty()).collect();
    let is_version = |segment: &&str| {
        let digits = segment.trim_start_matches(['v', 'V']);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let versions = segments.iter().rev().take_while(|segment| is_version(segment)).count();
    let version = segments.split_off(segments.len() - versions);
    let last = segments.pop().unwrap_or_default();
    let said = if case::parts(last).len() > 1 {
        like(name, last)
    } else {
        // The parts of the name stand for as many segments.
        segments.truncate((segments.len() + 1).saturating_sub(parts.len()));
        parts.iter().map(|part| part.to_lowercase()).collect::<Vec<_>>().join(".")
    };
    segments.iter().copied().chain([said.as_str()]).chain(version).collect::<Vec<_>>().join(".")
}

/// Replaces a name wherever it stands as a word, and returns the text, or only its line in a long text.
pub(super) fn renamed_everywhere(content: &str, span: Range<usize>, name: &str) -> String {
    let old = &content[span.clone()];
    if content.len() > WHOLE || old.is_empty() {
        return renamed(content, span, name);
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut text = String::with_capacity(content.len());
    let mut from = 0;
    for (at, _) in content.match_indices(old) {
        let whole = !content[..at].ends_with(is_part) && !content[at + old.len()..].starts_with(is_part);
        if whole {
            text.push_str(&content[from..at]);
            text.push_str(name);
            from = at + old.len();
        }
    }
    text.push_str(&content[from..]);
    text.trim().to_owned()
}

/// Maximum length, in bytes, of a text that is repeated whole to show a new name; of a longer one, only the line.
const WHOLE: usize = 4 * 1024;

/// Replaces the name at `span` and returns the text, or only the line of a long text.
pub(super) fn renamed(content: &str, span: Range<usize>, name: &str) -> String {
    let (mut from, mut to) = (0, content.len());
    if content.len() > WHOLE {
        from = content[..span.start].rfind('\n').map_or(0, |at| at + 1);
        to = content[span.end..].find('\n').map_or(to, |at| span.end + at);
    }
    if to - from > WHOLE {
        (from, to) = (span.start, span.end);
    }
    [&content[from..span.start], name, &content[span.end..to]].concat().trim().to_owned()
}

/// Writes a part of a document as JSON without the fields at these pointers. `at` is the pointer of the part.
pub(super) fn without(tree: &Tree<'_>, at: &str, pointers: &[String]) -> String {
    let mut pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
    pointers.sort_unstable();
    let mut text = String::new();
    let mut at = at.to_owned();
    write(&mut text, tree, &mut at, &pointers, 1);
    text
}

fn write(text: &mut String, tree: &Tree<'_>, at: &mut String, left_out: &[&str], depth: usize) {
    match &tree.value {
        Value::Null => text.push_str("null"),
        Value::Bool(yes) => text.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::Text(words) => quote(text, words),
        Value::List(items) => {
            let items: Vec<(String, &Tree<'_>)> =
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect();
            group(text, ['[', ']'], &items, false, (at, left_out, depth));
        }
        Value::Map(fields) => {
            let fields: Vec<(String, &Tree<'_>)> =
                fields.iter().map(|(name, value)| (name.to_string(), value)).collect();
            group(text, ['{', '}'], &fields, true, (at, left_out, depth));
        }
    }
}

fn group(
    text: &mut String,
    [open, close]: [char; 2],
    items: &[(String, &Tree<'_>)],
    named: bool,
    (at, left_out, depth): (&mut String, &[&str], usize),
) {
    text.push(open);
    let mut first = true;
    for (name, value) in items {
        let length = at.len();
        at.push('/');
        at.push_str(&name.replace('~', "~0").replace('/', "~1"));
        if left_out.binary_search(&at.as_str()).is_err() {
            text.push_str(if first { "\n" } else { ",\n" });
            first = false;
            // Deeper than 20 levels, indentation would be longer than the text.
            text.extend(std::iter::repeat_n("  ", depth.min(20)));
            if named {
                quote(text, name);
                text.push_str(": ");
            }
            write(text, value, at, left_out, depth + 1);
        }
        at.truncate(length);
    }
    if !first {
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", (depth - 1).min(20)));
    }
    text.push(close);
}

fn quote(text: &mut String, words: &str) {
    text.push('"');
    for c in words.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            c if c.is_control() => {
                // Writing into a text does not fail.
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_like_the_one_that_it_replaces() {
        for (other, name) in [
            ("ShipOrder", "OrderShipped"),
            ("shipOrder", "orderShipped"),
            ("ship_order", "order_shipped"),
            ("SHIP_ORDER", "ORDER_SHIPPED"),
            ("ship-order", "order-shipped"),
            ("order.ship", "order.shipped"),
            ("Ship order", "Order Shipped"),
            ("com.acme.ShipOrder.v1", "com.acme.OrderShipped.v1"),
            ("com.acme.ship-order", "com.acme.order-shipped"),
            ("com.acme.order.ship", "com.acme.order.shipped"),
        ] {
            assert_eq!(like("OrderShipped", other), name);
        }
    }

    #[test]
    fn a_field_is_left_out_wherever_it_stands() {
        let tree = Tree::from_json(r#"{"a": [1, {"b": "\"x\u0001", "c": null}], "d": {}}"#).unwrap();
        assert_eq!(
            without(&tree, "", &["/a/1/c".to_owned(), "/d".to_owned()]),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"\\\"x\\u0001\"\n    }\n  ]\n}"
        );
    }

    #[test]
    fn a_long_text_is_renamed_in_its_line_only() {
        assert_eq!(renamed("a\nsend(b)\nc", 7..8, "x"), "a\nsend(x)\nc");
        let long = format!("{}\n send(b)\nc", "a".repeat(WHOLE));
        let at = WHOLE + 7;
        assert_eq!(renamed(&long, at..at + 1, "x"), "send(x)");
        let wide = "b".repeat(WHOLE + 1);
        assert_eq!(renamed(&wide, 5..6, "x"), "x");
    }
}
